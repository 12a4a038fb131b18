//! What may keep the plan from being delivered.

use super::{Shape, kind};

kind! {
    /// A risk. Nobody need have scored it.
    Risk = kind::RISK, audience Partnership, writers Anyone, titled [f::STATEMENT];
    /// The plan it belongs to.
    _ = f::PLAN, Shape::Ref(kind::PLAN), unasked;
    /// Its words as written, or if … then ….
    statement = f::STATEMENT, Shape::Text(3), needed;
    /// Who owns it, by the organisation's id, with its order, and as what was typed.
    _ = f::OWNER, Shape::Each(&Shape::OwnerOr(f::OWNED_BY));
    /// An action that it bears on, by its id.
    _ = f::ACTION, Shape::Each(&Shape::Link(kind::ACTION));
    /// The day it was closed.
    closed = f::CLOSED, Shape::Day;
    /// What it comes from.
    cause = f::CAUSE, Shape::Text(3);
    /// What would follow from it.
    effect = f::EFFECT, Shape::Text(3);
    /// How likely it is, from 1 to 5; absent, like the impact, where nobody has scored it.
    _ = f::LIKELIHOOD, Shape::Score(5);
    /// How much it would do, from 1 to 5.
    _ = f::IMPACT, Shape::Score(5);
    /// The score that it should come down to, from 1 to 25.
    _ = f::TARGET, Shape::Score(25);
    /// The score before this one, from 1 to 25.
    _ = f::PREVIOUS, Shape::Score(25);
    /// How likely it was before, from 1 to 5.
    _ = f::PREVIOUS_LIKELIHOOD, Shape::Score(5);
    /// How much it would have done before, from 1 to 5.
    _ = f::PREVIOUS_IMPACT, Shape::Score(5);
    /// The day by which it is looked at again.
    _ = f::REVIEW_DUE, Shape::Day;
    /// What is done about it.
    controls = f::CONTROLS, Shape::Text(3);
    /// Who owns it in words, where that is no organisation of the partnership.
    owned_by = f::OWNED_BY, Shape::Text(1), unasked;
    /// The group that it was escalated to, in words.
    escalated_to = f::ESCALATED_TO, Shape::Text(1);
    /// The day on which it was escalated.
    escalated_on = f::ESCALATED_ON, Shape::Day;
    /// The group that it was escalated to, where it is one of the partnership.
    _ = f::ESCALATED_GROUP, Shape::Ref(kind::GROUP);
    /// What that group answered.
    _ = f::ANSWER, Shape::Text(3);
    /// The day on which it answered.
    _ = f::ANSWERED_ON, Shape::Day;
    /// A priority that it bears on, by its id.
    _ = f::PRIORITY, Shape::Each(&Shape::Link(kind::PRIORITY));
    /// A barrier that it comes with, by its id.
    _ = f::BARRIER, Shape::Each(&Shape::Link(kind::BARRIER));
    /// A theme that it is about, by its id.
    _ = f::THEME, Shape::Each(&Shape::Link(kind::THEME));
}
