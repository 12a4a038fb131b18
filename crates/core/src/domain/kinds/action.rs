//! An action, placed under one or more aims.

use super::{Json, Shape, kind};
use crate::domain::ActionState;

kind! {
    /// An action.
    Action = kind::ACTION, audience Public, writers Anyone, titled [f::TITLE];
    /// The plan it belongs to.
    _ = f::PLAN, Shape::Ref(kind::PLAN), unasked;
    /// Its title.
    title = f::TITLE, Shape::Text(1), needed, agreed;
    /// Its number as printed.
    number = f::NUMBER, Shape::Text(1);
    /// A description.
    description = f::DESCRIPTION, Shape::Text(3), agreed;
    /// An owner, by the organisation's id, with its order, and as what the paper printed.
    _ = f::OWNER, Shape::Each(&Shape::Owner);
    /// A support partner, likewise.
    _ = f::SUPPORT, Shape::Each(&Shape::Owner);
    /// Where it stands, `<priority id>.<aim id>`, with its place there.
    _ = f::PLACED, Shape::Each(&Shape::Placed);
    /// Words, the days earliest and latest, and guess where a program understood the words.
    _ = f::TIMESCALE, Shape::Timescale, agreed;
    /// What success looks like.
    success = f::SUCCESS, Shape::Text(3), agreed;
    /// Resources.
    resources = f::RESOURCES, Shape::Text(3);
    /// A theme that it is about, by its id.
    _ = f::THEME, Shape::Each(&Shape::Link(kind::THEME));
    /// Not started, under way, done, paused, stopped, superseded, merged or moved.
    state = f::STATE, Shape::Choice(&ActionState::NAMES);
    /// The day on which it was over.
    closed = f::CLOSED, Shape::Day;
    /// Why it is over.
    closed_because = f::BECAUSE, Shape::Text(3);
    /// Who decided that it is over: a meeting, or a role.
    closed_by = f::DECIDED_BY, Shape::Text(1);
    /// The day on which that was decided.
    _ = f::DECIDED_ON, Shape::Day;
    /// The action that took its place, or that it was merged into.
    _ = f::GOES_ON_IN, Shape::Ref(kind::ACTION);
    /// A column of the paper that was not understood, by its heading.
    _ = f::PRINTED, Shape::Each(&Shape::Any), unasked;
    /// What a field said when its plan was approved, and the day of that, where it says something else since.
    _ = f::APPROVED, Shape::Each(&Shape::Own(Json::Object, "the day and what the field said; it is noted when the field is changed")), unasked;
    /// Who agreed that a field says something else than what was approved, and when.
    _ = f::AGREED, Shape::Each(&Shape::Own(Json::Object, "who agreed it and when; both are asked where the field is changed")), unasked;
}
