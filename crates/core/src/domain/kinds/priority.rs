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
    /// What a field said when its plan was approved, and the day of that, where it says something else since.
    _ = f::APPROVED, Shape::Each(&Shape::Own(Json::Object, "the day and what the field said; it is noted when the field is changed")), unasked;
    /// Who agreed that a field says something else than what was approved, and when.
    _ = f::AGREED, Shape::Each(&Shape::Own(Json::Object, "who agreed it and when; both are asked where the field is changed")), unasked;
}
