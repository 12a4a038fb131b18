//! What people told us and what became of it, in wording approved for everybody.

use super::{Json, Shape, kind};

kind! {
    /// What people told us and what became of it, as everybody may read it.
    Answer = kind::ANSWER, audience Public, writers Office, titled [];
    /// Heard, lookedAt, done or cannot.
    _ = f::STATE, Shape::Choice(&["heard", "lookedAt", "done", "cannot"]);
    /// The day it was published.
    date = f::DATE, Shape::Day;
    /// A neighbourhood where it was said, by its name.
    _ = f::NEIGHBOURHOOD, Shape::Each(&Shape::Flag);
    /// The theme it stands under.
    theme = f::THEME, Shape::Text(1);
    /// How many people said it; absent where they are too few to say.
    _ = f::SAID, Shape::Whole;
    /// An action or risk it bears on, by its id.
    _ = f::BEARS, Shape::Each(&Shape::Link(""));
    /// What people told us, in wording that was approved.
    wording = f::WORDING, Shape::Text(3);
    /// What became of it, or why nothing can.
    because = f::BECAUSE, Shape::Text(3);
    /// At how many events it was said.
    _ = f::EVENTS, Shape::Whole;
    /// Who answers.
    answered_by = f::ANSWERED_BY, Shape::Text(1);
    /// Who approved the wording.
    _ = f::APPROVED_BY, Shape::Text(1);
    /// The rule for small numbers: bound (1 to it is shown as *), base (the rest is rounded to its nearest multiple), and decidedBy and date where it is not the published one.
    _ = f::RULE, Shape::Own(Json::Object, "two numbers, who decided them and when");
}
