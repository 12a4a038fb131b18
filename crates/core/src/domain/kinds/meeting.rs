//! A meeting of a group: planned, held, moved or cancelled.

use super::{Shape, kind};

kind! {
    /// A meeting of a group: planned, held, moved or cancelled.
    Meeting = kind::MEETING, audience Partnership, writers Anyone, titled [f::TITLE];
    /// The group that meets.
    _ = f::GROUP, Shape::Ref(kind::GROUP), needed;
    /// What it is called, where its group and day do not say it.
    title = f::TITLE, Shape::Text(1);
    /// When it is, in words as written, and the days that they are read as.
    _ = f::TIMESCALE, Shape::Timescale;
    /// When it begins by the clocks of London, YYYY-MM-DDTHH:MM.
    _ = f::STARTS, Shape::When;
    /// When it ends, likewise.
    _ = f::ENDS, Shape::When;
    /// Where it is.
    _ = f::PLACE, Shape::Text(1);
    /// What it is for.
    _ = f::PURPOSE, Shape::Text(3);
    /// Planned, held, cancelled or moved.
    _ = f::STATE, Shape::Choice(&["planned", "held", "cancelled", "moved"]);
    /// The day by which its papers are due.
    _ = f::PAPERS_DUE, Shape::Day;
    /// The day from which it was moved.
    _ = f::MOVED_FROM, Shape::Day;
    /// Why it was cancelled or moved.
    _ = f::BECAUSE, Shape::Text(3);
    /// An organisation that was there, by its id.
    _ = "attended", Shape::Each(&Shape::Link(kind::ORGANISATION));
}
