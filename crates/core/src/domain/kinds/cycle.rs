//! A reporting cycle of a plan.

use super::{Shape, kind};

kind! {
    /// A reporting cycle of a plan.
    Cycle = kind::CYCLE, audience Partnership, writers Anyone, titled [f::TITLE];
    /// The plan it belongs to.
    _ = f::PLAN, Shape::Ref(kind::PLAN);
    /// What it is called, such as Autumn 2026.
    title = f::TITLE, Shape::Text(1), needed;
    /// The day it was begun.
    _ = f::OPENED, Shape::Day;
    /// The day it was closed.
    _ = f::CLOSED, Shape::Day;
    /// The day that figures are as at.
    _ = f::FIGURES_AS_AT, Shape::Day;
    /// The day by which updates are due.
    _ = f::DUE, Shape::Day, needed;
    /// The day by which the paper is to be cleared.
    _ = f::CLEARANCE_DUE, Shape::Day;
    /// The day of the meeting it is for.
    _ = f::MEETING, Shape::Day;
    /// The day an organisation was asked, by its id.
    _ = f::ASKED, Shape::Each(&Shape::Day);
    /// The day an organisation was chased last, by its id.
    _ = f::CHASED, Shape::Each(&Shape::Day);
}
