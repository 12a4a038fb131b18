//! An aim, under one or more priorities.

use super::{Shape, kind};

kind! {
    /// An aim, under one or more priorities.
    Aim = kind::AIM, audience Public, writers Anyone, titled [f::STATEMENT];
    /// The plan it belongs to.
    _ = f::PLAN, Shape::Ref(kind::PLAN), unasked;
    /// Its number as printed.
    number = f::NUMBER, Shape::Text(1);
    /// Its statement.
    statement = f::STATEMENT, Shape::Text(3), needed;
    /// A priority that it stands under, by its id, with its place there.
    _ = f::UNDER, Shape::Each(&Shape::Under(kind::PRIORITY)), needed;
}
