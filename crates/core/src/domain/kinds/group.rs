//! A board, executive, leadership cell, working group or other body of the partnership.

use super::{Shape, kind};

kind! {
    /// A board, executive, leadership cell, working group or other body of the partnership.
    Group = kind::GROUP, audience Public, writers Anyone, titled [f::NAME];
    /// Its name.
    name = f::NAME, Shape::Text(1), needed;
    /// A spelling seen.
    _ = f::SPELLING, Shape::Each(&Shape::Line);
    /// Board, executive, leadership cell, working group, delivery group, task and finish group, committee, forum or assembly.
    _ = f::KIND_OF_GROUP, Shape::Choice(&["board", "executive", "leadership-cell", "working-group", "delivery-group", "task-and-finish", "committee", "forum", "assembly"]);
    /// What it is for.
    _ = "remit", Shape::Text(3);
    /// A priority or workstream that it looks after, by its id.
    _ = f::PRIORITY, Shape::Each(&Shape::Link(kind::PRIORITY));
    /// The group that it reports and escalates to.
    _ = f::REPORTS_TO, Shape::Ref(kind::GROUP);
    /// What it is accountable for.
    _ = "accountableFor", Shape::Text(4);
    /// What it can draw on: people, money, places.
    _ = f::RESOURCES, Shape::Text(3);
    /// How often it meets, in words as written.
    _ = f::CADENCE, Shape::Text(1);
    /// How many clear working days before a meeting its papers reach whoever gathers them.
    _ = f::PAPER_DAYS, Shape::Whole;
    /// Where its terms of reference are.
    _ = "terms", Shape::Web;
    /// The day from which there was this group.
    _ = f::FROM, Shape::Day;
    /// The last day on which there was this group.
    _ = f::UNTIL, Shape::Day;
    /// The group that came after it.
    _ = f::SUCCEEDED_BY, Shape::Ref(kind::GROUP);
}
