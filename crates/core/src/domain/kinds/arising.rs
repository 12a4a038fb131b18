//! Something to be done that a meeting asked of somebody, beside the plan.

use super::{Shape, kind};

kind! {
    /// Something to be done that a meeting asked of somebody, beside the plan.
    Arising = kind::ARISING, audience Partnership, writers Anyone, titled [f::TEXT];
    /// The meeting.
    _ = f::AT_MEETING, Shape::Ref(kind::MEETING);
    /// What is to be done.
    _ = f::TEXT, Shape::Text(3), needed;
    /// Who does it, by the organisation's id, with its order, and as what was typed.
    _ = f::OWNER, Shape::Each(&Shape::OwnerOr(f::OWNED_BY));
    /// Who does it in words, where that is no organisation of the partnership.
    _ = f::OWNED_BY, Shape::Text(1), unasked;
    /// The day by which it is due.
    _ = f::DUE, Shape::Day;
    /// The day on which it was done.
    _ = f::DONE, Shape::Day;
    /// An action of a plan that it bears on, by its id.
    _ = f::ACTION, Shape::Each(&Shape::Link(kind::ACTION));
}
