//! How a partnership counts: its topics, from which number on it publishes, what it aims at.

use super::{Json, Shape, kind};

kind! {
    /// How a partnership counts: its topics, from which number on it publishes, what it aims at.
    Counting = kind::COUNTING, audience Partnership, writers Anyone, titled [];
    /// A measure that stands beside the year's events, by its id.
    _ = f::MEASURE, Shape::Each(&Shape::Link(kind::MEASURE));
    /// A topic, by its id, with word, picture, order and off.
    _ = f::TOPIC, Shape::Each(&Shape::Own(Json::Object, "word, picture, place and whether it is put away: a table of its own"));
    /// The rule for small numbers: bound (1 to it is shown as *), base (the rest is rounded to its nearest multiple), and decidedBy and date where it is not the published one.
    _ = f::RULE, Shape::Own(Json::Object, "two numbers, who decided them and when");
    /// Without a rule: counts below it are not published.
    _ = f::THRESHOLD, Shape::Whole;
    /// A topic that is published among other topics only, by its id.
    _ = f::SENSITIVE, Shape::Each(&Shape::Topic);
    /// Events and ambassadors: what the year from April of that year aims at.
    _ = f::GOAL, Shape::Each(&Shape::Own(Json::Object, "two numbers a year"));
}
