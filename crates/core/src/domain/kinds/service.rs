//! Somewhere to signpost to.

use super::{Shape, kind};

kind! {
    /// Somewhere to signpost to.
    Service = kind::SERVICE, audience Public, writers Anyone, titled [f::NAME];
    /// Its name.
    name = f::NAME, Shape::Text(1), needed;
    /// What it is.
    description = f::DESCRIPTION, Shape::Text(3);
    /// A language that is spoken there.
    _ = f::LANGUAGE, Shape::Each(&Shape::Flag);
    /// A topic that it helps with, by its id.
    _ = f::FOR, Shape::Each(&Shape::Topic), needed;
    /// How to reach it.
    reach = f::REACH, Shape::Text(3), needed;
    /// When it is open, as people write it.
    opening = f::OPENING, Shape::Text(1);
    /// What it costs.
    cost = f::COST, Shape::Text(1);
    /// The day somebody last made sure that the entry is right.
    _ = f::LAST_CHECKED, Shape::Day;
}
