//! What is in the way, who can move it, and what was asked and answered.

use super::{Shape, kind};

kind! {
    /// What is in the way, who can move it, and what was asked and answered.
    Barrier = kind::BARRIER, audience Partnership, writers Anyone, titled [f::STATEMENT];
    /// The plan it belongs to.
    _ = f::PLAN, Shape::Ref(kind::PLAN), unasked;
    /// What is in the way.
    statement = f::STATEMENT, Shape::Text(3), needed;
    /// An action that it stands in the way of, by its id.
    _ = f::ACTION, Shape::Each(&Shape::Link(kind::ACTION));
    /// Who can move it, by the organisation's id, with its order, and as what was typed.
    _ = "mover", Shape::Each(&Shape::OwnerOr(f::MOVER_WORDS));
    /// Who can move it in words, where that is no organisation of the partnership.
    _ = f::MOVER_WORDS, Shape::Text(1), unasked;
    /// The group that it was escalated to.
    _ = f::ESCALATED_GROUP, Shape::Ref(kind::GROUP);
    /// The day on which it was escalated.
    _ = f::ESCALATED_ON, Shape::Day;
    /// The money that is asked for, in pounds.
    _ = f::FUNDING, Shape::Number;
    /// Who asks for it.
    _ = "askedBy", Shape::Text(1);
    /// The day by which an answer is due.
    _ = f::ANSWER_DUE, Shape::Day;
    /// The answer.
    _ = f::ANSWER, Shape::Text(3);
    /// The day on which it was answered.
    _ = f::ANSWERED_ON, Shape::Day;
    /// The day on which it was out of the way.
    _ = f::CLOSED, Shape::Day;
    /// A theme that it is about, by its id.
    _ = f::THEME, Shape::Each(&Shape::Link(kind::THEME));
}
