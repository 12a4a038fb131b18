//! A dated progress update on one or more actions.

use super::{Json, Shape, kind};

kind! {
    /// A dated progress update on one or more actions.
    Update = kind::UPDATE, audience Partnership, writers Anyone, titled [];
    /// The plan it belongs to.
    _ = f::PLAN, Shape::Ref(kind::PLAN), unasked;
    /// An action that it is about, by its id, with its rating: a key of the plan's scale, or null.
    _ = f::COVERS, Shape::Each(&Shape::Rating);
    /// `<priority id>.<aim id>`, where it speaks for one placement of its action only.
    _ = f::PLACEMENT, Shape::Code, unasked;
    /// The day its figures are as at.
    date = f::DATE, Shape::Day;
    /// The cycle it was written for.
    _ = f::CYCLE, Shape::Ref(kind::CYCLE), unasked;
    /// What has happened, in the author's words.
    narrative = f::NARRATIVE, Shape::Text(3);
    /// What changed.
    what_changed = f::WHAT_CHANGED, Shape::Text(3);
    /// Next steps.
    next_steps = f::NEXT_STEPS, Shape::Text(3);
    /// By when, as a timescale.
    _ = f::EXPECTED_BY, Shape::Timescale;
    /// Help needed.
    help_needed = f::HELP_NEEDED, Shape::Text(3);
    /// The address of a web page that shows it.
    evidence = f::EVIDENCE, Shape::Web;
    /// What an owner of the action answers to that.
    help_answer = f::HELP_ANSWER, Shape::Text(3);
    /// Nothing has changed since last time.
    _ = f::NO_CHANGE, Shape::Flag;
    /// The organisation that speaks.
    _ = f::ORGANISATION, Shape::Ref(kind::ORGANISATION);
    /// Of words put in for someone, who said them, how and when.
    _ = f::ATTRIBUTION, Shape::Own(Json::Object, "who said it, how and when");
    /// Progress or furtherDevelopment where it headlines.
    _ = f::HEADLINE, Shape::Choice(&["progress", "furtherDevelopment"]);
    /// The day it was handed over; it is frozen from then on.
    handed_over = f::HANDED_OVER, Shape::Day, unasked;
    /// The update it revises.
    _ = f::REVISES, Shape::Ref(kind::UPDATE), unasked;
    /// The change it answers that was not used as it was: `<record id>:<field>`.
    _ = f::ANSWERS, Shape::Code, unasked;
    /// For an action, by its id: whether this rating is the action's. The office alone says it; where nothing is said, it is.
    _ = f::COUNTS_FOR_RATING, Shape::Each(&Shape::Choice(&["yes", "no"])), office;
    /// Report, where its words were taken from one.
    _ = f::SOURCE, Shape::Code, unasked;
}
