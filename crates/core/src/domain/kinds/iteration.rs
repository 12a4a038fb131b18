//! One version of a plan on its way: drafted, consulted on, submitted, approved or superseded.

use super::{Shape, kind};

kind! {
    /// One version of a plan on its way: drafted, consulted on, submitted, approved or superseded.
    Iteration = kind::ITERATION, audience Partnership, writers Anyone, titled [f::LABEL];
    /// The plan it belongs to.
    _ = f::PLAN, Shape::Ref(kind::PLAN), unasked;
    /// What it is called, such as first draft.
    _ = f::LABEL, Shape::Text(1), needed;
    /// Draft, consulted, submitted, approved or superseded.
    _ = f::STATE, Shape::Choice(&["draft", "consulted", "submitted", "approved", "superseded"]);
    /// When, in words as written, and the days that they are read as.
    _ = f::TIMESCALE, Shape::Timescale;
    /// The day on which it was so.
    _ = f::DATE, Shape::Day;
    /// The group to which it went.
    _ = f::TO_GROUP, Shape::Ref(kind::GROUP);
    /// To whom it went, in words, where that is no group of the partnership.
    _ = f::TO_WORDS, Shape::Text(1);
    /// A note.
    _ = f::NOTE, Shape::Text(3);
}
