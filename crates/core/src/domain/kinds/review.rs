//! What the office decided about returned words; office only.

use super::{Json, Shape, kind};

kind! {
    /// What the office decided about returned words; office only.
    Review = kind::REVIEW, audience Office, writers Office, titled [];
    /// The day of the decision.
    _ = f::DATE, Shape::Day;
    /// What was decided about a record, by its id (and a field): outcome, stamps, reason.
    _ = f::DECIDED, Shape::Each(&Shape::Own(Json::Object, "an outcome, the stamps it is about, and a reason"));
    /// The writer who decided.
    _ = f::REVIEWER, Shape::Ref(kind::WRITER);
}
