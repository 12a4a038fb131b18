//! People asked and told: whom, when and how, what they said and what changed because of it.

use super::{Shape, kind};

kind! {
    /// People asked and told: whom, when and how, what they said and what changed because of it.
    Engagement = kind::ENGAGEMENT, audience Partnership, writers Anyone, titled [f::WHO];
    /// The plan it belongs to.
    _ = f::PLAN, Shape::Ref(kind::PLAN), unasked;
    /// Who is asked or told, as a group of people.
    _ = f::WHO, Shape::Text(1), needed;
    /// What it is for.
    _ = f::PURPOSE, Shape::Text(3);
    /// An organisation that asks or tells them, by its id.
    _ = f::ORGANISATION, Shape::Each(&Shape::Link(kind::ORGANISATION));
    /// When, in words, and the days from and to.
    _ = f::PERIOD, Shape::Period;
    /// Where.
    _ = f::PLACE, Shape::Text(1);
    /// How, such as a workshop or a survey.
    _ = "how", Shape::Text(1);
    /// Planned, held or cancelled.
    _ = f::STATE, Shape::Choice(&["planned", "held", "cancelled"]);
    /// How many took part.
    _ = f::HOW_MANY, Shape::Whole;
    /// How many took part, as it was written.
    _ = f::AS_WRITTEN, Shape::Text(1);
    /// Something that many spoke of, in a few words.
    _ = "spokeOf", Shape::Each(&Shape::Line);
    /// What they said.
    _ = f::HEARD, Shape::Text(3);
    /// What changed because of it.
    _ = "changed", Shape::Text(3);
    /// What cannot be done, and why.
    _ = "cannot", Shape::Text(3);
    /// The day on which they were told what became of it.
    _ = f::ANSWERED_ON, Shape::Day;
    /// An action that it is about, by its id.
    _ = f::ACTION, Shape::Each(&Shape::Link(kind::ACTION));
    /// A priority that it is about, by its id.
    _ = f::PRIORITY, Shape::Each(&Shape::Link(kind::PRIORITY));
    /// A theme that it is about, by its id.
    _ = f::THEME, Shape::Each(&Shape::Link(kind::THEME));
}
