//! The names of the kinds of records this version knows.

/// A plan or strategy.
pub const PLAN: &str = "plan";
/// A golden thread, population group or neighbourhood that tags other records.
pub const THEME: &str = "theme";
/// A priority, workstream, cross-cutting priority or enabler of a plan.
pub const PRIORITY: &str = "priority";
/// An aim, under one or more priorities.
pub const AIM: &str = "aim";
/// An action, placed under one or more aims.
pub const ACTION: &str = "action";
/// Something counted or measured.
pub const MEASURE: &str = "measure";
/// One dated figure of a measure.
pub const OBSERVATION: &str = "observation";
/// A dated progress update on one or more actions.
pub const UPDATE: &str = "update";
/// What may keep the plan from being delivered.
pub const RISK: &str = "risk";
/// An organisation, or a group or role that owns actions.
pub const ORGANISATION: &str = "organisation";
/// A person who answers for an organisation's actions; office only.
pub const CONTACT: &str = "contact";
/// A reporting cycle of a plan.
pub const CYCLE: &str = "cycle";
/// A person on one device.
pub const WRITER: &str = "writer";
/// What the office decided about returned words; office only.
pub const REVIEW: &str = "review";
/// Words the office did not use; office only.
pub const DECLINED: &str = "declined";

/// An event in the community.
pub const EVENT: &str = "event";
/// One conversation at an event; never leaves the device that counted it.
pub const ENCOUNTER: &str = "encounter";
/// What one device counts at an event beside its conversations; never leaves it either.
pub const COUNTER: &str = "counter";
/// Counts of an event as they are handed over, a device's or a paper sheet's; office only.
pub const TALLY: &str = "tally";
/// What people told us, in their own words; office only.
pub const INSIGHT: &str = "insight";
/// What people told us and what became of it, in wording approved for everybody.
pub const ANSWER: &str = "answer";
/// What was hard, and what was learnt from it; office only.
pub const LESSON: &str = "lesson";
/// Somewhere to signpost to.
pub const SERVICE: &str = "service";
/// What is wrong with an entry, as somebody reports it; office only.
pub const CORRECTION: &str = "correction";
/// The counts of an event as everybody may see them: small numbers are hidden in them.
pub const FIGURES: &str = "figures";
/// How a partnership counts: its topics, from which number on it publishes, what it aims at.
pub const COUNTING: &str = "counting";

/// Who may see a record. Decides what is written into a file for whom; what a recipient may not see
/// is left out, never hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Anybody: what is published.
    Public,
    /// The members of the partnership.
    Partnership,
    /// The partnership office alone.
    Office,
    /// The device that made it alone: in no file but that device's own backup.
    Device,
}
