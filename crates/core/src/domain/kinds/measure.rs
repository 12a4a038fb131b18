//! Something counted or measured.

use super::{Shape, kind};

kind! {
    /// Something counted or measured.
    Measure = kind::MEASURE, audience Public, writers Anyone, titled [f::NAME];
    /// Its name.
    name = f::NAME, Shape::Text(1), needed;
    /// An action it belongs to, by its id.
    _ = f::ACTION, Shape::Each(&Shape::Link(kind::ACTION));
    /// The unit counted.
    unit = f::UNIT, Shape::Text(1);
    /// Up or down, the direction that is good.
    good = f::GOOD, Shape::Choice(&["up", "down"]);
    /// The target.
    _ = f::TARGET, Shape::Number;
    /// Where the figures come from.
    source = f::SOURCE, Shape::Text(1);
}
