//! A day or time by which something was there, of a case study or of a plan.

use super::{Shape, kind};

kind! {
    /// A day or time by which something was there, of a case study or of a plan.
    Milestone = kind::MILESTONE, audience Partnership, writers Anyone, titled [f::TEXT];
    /// The plan it belongs to.
    _ = f::PLAN, Shape::Ref(kind::PLAN), unasked;
    /// The case study that it belongs to.
    _ = f::CASE_STUDY, Shape::Ref(kind::CASE_STUDY);
    /// What was there by then.
    _ = f::TEXT, Shape::Text(1), needed;
    /// When, in words, and the days that they are read as.
    _ = f::TIMESCALE, Shape::Timescale;
}
