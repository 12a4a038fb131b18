//! An aim, under one or more priorities.

use super::{Json, Shape, kind};

kind! {
    /// An aim, under one or more priorities.
    Aim = kind::AIM, audience Public, writers Anyone, titled [f::STATEMENT];
    /// The plan it belongs to.
    _ = f::PLAN, Shape::Ref(kind::PLAN), unasked;
    /// Its number as printed.
    number = f::NUMBER, Shape::Text(1);
    /// Its statement.
    statement = f::STATEMENT, Shape::Text(3), needed, agreed;
    /// A priority that it stands under, by its id, with its place there.
    _ = f::UNDER, Shape::Each(&Shape::Under(kind::PRIORITY)), needed;
    /// A theme that it is about, by its id.
    _ = f::THEME, Shape::Each(&Shape::Link(kind::THEME));
    /// What a field said when its plan was approved, and the day of that, where it says something else since.
    _ = f::APPROVED, Shape::Each(&Shape::Own(Json::Object, "the day and what the field said; it is noted when the field is changed")), unasked;
    /// Who agreed that a field says something else than what was approved, and when.
    _ = f::AGREED, Shape::Each(&Shape::Own(Json::Object, "who agreed it and when; both are asked where the field is changed")), unasked;
}
