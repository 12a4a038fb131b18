//! A priority, workstream, cross-cutting priority or enabler of a plan.

use super::{Json, Shape, kind};

kind! {
    /// A priority, workstream, cross-cutting priority or enabler.
    Priority = kind::PRIORITY, audience Public, writers Anyone, titled [f::TITLE];
    /// The plan it belongs to.
    _ = f::PLAN, Shape::Ref(kind::PLAN), unasked;
    /// Its title.
    title = f::TITLE, Shape::Text(1), needed, agreed;
    /// Its number as printed.
    number = f::NUMBER, Shape::Text(1);
    /// Its place among the plan's priorities.
    _ = f::ORDER, Shape::Number, unasked;
    /// Priority, workstream, crossCutting or enabler.
    _ = f::KIND, Shape::Choice(&["priority", "workstream", "crossCutting", "enabler"]);
    /// The example of progress that headlines it.
    headline_progress = f::HEADLINE_PROGRESS, Shape::Text(3);
    /// The example of further development that headlines it.
    headline_further = f::HEADLINE_FURTHER, Shape::Text(3);
    /// The day that both headlines are as at.
    headlines_on = f::HEADLINES_ON, Shape::Day;
    /// A description.
    _ = f::DESCRIPTION, Shape::Text(3);
    /// Why it is one.
    _ = "why", Shape::Text(3);
    /// Who answers for it, as a role or an office-holder whose body publishes the name.
    _ = f::SPONSOR, Shape::Text(1);
    /// Who reports on it, likewise.
    _ = f::REPORTING_LEAD, Shape::Text(1);
    /// A priority that it enables or reaches over, by its id.
    _ = f::ENABLES, Shape::Each(&Shape::Link(kind::PRIORITY));
    /// A theme that it is about, by its id.
    _ = f::THEME, Shape::Each(&Shape::Link(kind::THEME));
    /// What a field said when its plan was approved, and the day of that, where it says something else since.
    _ = f::APPROVED, Shape::Each(&Shape::Own(Json::Object, "the day and what the field said; it is noted when the field is changed")), unasked;
    /// Who agreed that a field says something else than what was approved, and when.
    _ = f::AGREED, Shape::Each(&Shape::Own(Json::Object, "who agreed it and when; both are asked where the field is changed")), unasked;
}
