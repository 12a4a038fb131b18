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
    /// What is done about it.
    controls = f::CONTROLS, Shape::Text(3);
    /// Who owns it in words, where that is no organisation of the partnership.
    owned_by = f::OWNED_BY, Shape::Text(1), unasked;
    /// The group that it was escalated to, in words.
    escalated_to = f::ESCALATED_TO, Shape::Text(1);
    /// The day on which it was escalated.
    escalated_on = f::ESCALATED_ON, Shape::Day;
}
