//! One dated figure of a measure.

use super::{Shape, kind};

kind! {
    /// One dated figure of a measure.
    Observation = kind::OBSERVATION, audience Public, writers Anyone, titled [];
    /// The day of the figure.
    date = f::DATE, Shape::Day;
    /// The measure.
    _ = f::MEASURE, Shape::Ref(kind::MEASURE);
    /// The figure.
    _ = f::VALUE, Shape::Number;
    /// The part, where a figure is so many of so many.
    _ = f::NUMERATOR, Shape::Number;
    /// The whole, where a figure is so many of so many.
    _ = f::DENOMINATOR, Shape::Number;
    /// The figure as written, such as over 2,700.
    as_written = f::AS_WRITTEN, Shape::Text(1);
    /// A note.
    note = f::NOTE, Shape::Text(3);
}
