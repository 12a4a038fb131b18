//! The counts of an event as everybody may see them: small numbers are hidden in them.

use super::{Json, Shape, kind};

kind! {
    /// The counts of an event as everybody may see them: small numbers are hidden in them.
    Figures = kind::FIGURES, audience Public, writers Office, titled [];
    /// The day it was published.
    _ = f::DATE, Shape::Day;
    /// The event.
    _ = f::EVENT, Shape::Ref(kind::EVENT);
    /// A count, or few (small, and not nought) or kept (not shown), by its cell.
    _ = f::SHOWN, Shape::Each(&Shape::Any);
    /// Conversations that came in after the figures were published.
    _ = f::LATE, Shape::Whole;
    /// The rule for small numbers: bound (1 to it is shown as *), base (the rest is rounded to its nearest multiple), and decidedBy and date where it is not the published one.
    _ = f::RULE, Shape::Own(Json::Object, "two numbers, who decided them and when");
    /// Without a rule: counts below it are not published.
    _ = f::THRESHOLD, Shape::Whole;
}
