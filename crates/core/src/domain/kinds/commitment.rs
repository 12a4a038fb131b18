//! What a plan promises under a priority, without an owner of its own until an action takes it up.

use super::{Json, Shape, kind};

kind! {
    /// What a plan promises under a priority, without an owner of its own until an action takes it up.
    Commitment = kind::COMMITMENT, audience Public, writers Anyone, titled [f::STATEMENT];
    /// The plan it belongs to.
    _ = f::PLAN, Shape::Ref(kind::PLAN), unasked;
    /// Its number as printed.
    _ = f::NUMBER, Shape::Text(1);
    /// What is promised.
    statement = f::STATEMENT, Shape::Text(3), needed, agreed;
    /// A priority that it stands under, by its id, with its place there.
    _ = f::UNDER, Shape::Each(&Shape::Under(kind::PRIORITY)), needed;
    /// An action that takes it up, by its id.
    _ = f::ACTION, Shape::Each(&Shape::Link(kind::ACTION));
    /// A theme that it is about, by its id.
    _ = f::THEME, Shape::Each(&Shape::Link(kind::THEME));
    /// What a field said when its plan was approved, and the day of that, where it says something else since.
    _ = f::APPROVED, Shape::Each(&Shape::Own(Json::Object, "the day and what the field said; it is noted when the field is changed")), unasked;
    /// Who agreed that a field says something else than what was approved, and when.
    _ = f::AGREED, Shape::Each(&Shape::Own(Json::Object, "who agreed it and when; both are asked where the field is changed")), unasked;
}
