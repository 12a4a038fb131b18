//! What there is to say of a field, and the macro that declares the fields: a name for the typed views, and natively a
//! row of the table from which the wire's schema and the page for other systems are made.

/// What the values of a field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// Words.
    Text,
    /// A day, `YYYY-MM-DD`.
    Day,
    /// A record's id.
    Id,
    /// Any number.
    Number,
    /// A whole number from 0 on.
    Whole,
    /// True; or false, where something was so and is not any more.
    Flag,
    /// Several values with names of their own.
    Object,
    /// Several values in order.
    List,
    /// Whatever the field held that this is about.
    Any,
}

/// One field of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declared {
    /// The kind's name.
    pub kind: &'static str,
    /// The field's name.
    pub field: &'static str,
    /// Whether it is a list, kept as one field per member.
    pub listed: bool,
    /// What its values are.
    pub shape: Shape,
    /// What it says.
    pub words: &'static str,
}

impl Shape {
    /// The shape in a word or two, for people.
    pub fn name(self) -> &'static str {
        match self {
            Shape::Text => "text",
            Shape::Day => "day",
            Shape::Id => "id",
            Shape::Number => "number",
            Shape::Whole => "whole number",
            Shape::Flag => "true",
            Shape::Object => "object",
            Shape::List => "list",
            Shape::Any => "any",
        }
    }
}

macro_rules! fields {
    ($($constant:ident = $name:literal { $($shape:tt $($kind:ident)+: $words:literal;)+ })+) => {
        $(
            #[doc = concat!($($("`", stringify!($kind), "`, ",)+ stringify!($shape), ": ", $words, ". ",)+)]
            pub const $constant: &str = $name;
        )+
        /// Every field of every kind that this version knows.
        pub const DECLARED: &[Declared] = &[$($($(declared!($shape, kind::$kind, $name, $words),)+)+)+];
    };
}

macro_rules! declared {
    ([$shape:ident], $kind:expr, $field:literal, $words:literal) => {
        Declared { kind: $kind, field: $field, listed: true, shape: Shape::$shape, words: $words }
    };
    ($shape:ident, $kind:expr, $field:literal, $words:literal) => {
        Declared { kind: $kind, field: $field, listed: false, shape: Shape::$shape, words: $words }
    };
}

pub(super) use declared;
pub(super) use fields;

#[cfg(test)]
mod tests {
    use super::Shape;
    use crate::domain::fields::DECLARED;
    use crate::domain::views::*;
    use crate::domain::{Answer, Encounter, Event, Insight, Risk, Service, Tally, kind};

    #[test]
    fn what_a_view_reads_as_a_text_is_declared_as_one() {
        let views = [
            (kind::PLAN, Plan::TEXTS),
            (kind::PRIORITY, Priority::TEXTS),
            (kind::AIM, Aim::TEXTS),
            (kind::ACTION, Action::TEXTS),
            (kind::UPDATE, Update::TEXTS),
            (kind::MEASURE, Measure::TEXTS),
            (kind::OBSERVATION, Observation::TEXTS),
            (kind::ORGANISATION, Organisation::TEXTS),
            (kind::WRITER, Writer::TEXTS),
            (kind::RISK, Risk::TEXTS),
            (kind::EVENT, Event::TEXTS),
            (kind::ENCOUNTER, Encounter::TEXTS),
            (kind::TALLY, Tally::TEXTS),
            (kind::INSIGHT, Insight::TEXTS),
            (kind::ANSWER, Answer::TEXTS),
            (kind::SERVICE, Service::TEXTS),
        ];
        for (kind, texts) in views {
            for text in texts {
                let declared = DECLARED.iter().find(|d| d.kind == kind && d.field == *text && !d.listed);
                let is_text = declared.is_some_and(|d| matches!(d.shape, Shape::Text | Shape::Day | Shape::Id));
                assert!(is_text, "{text} of {kind}");
            }
        }
    }

    #[test]
    fn a_field_is_declared_once_for_a_kind() {
        for (at, one) in DECLARED.iter().enumerate() {
            let again = DECLARED.iter().skip(at + 1).find(|d| d.kind == one.kind && d.field == one.field);
            assert_eq!(again, None);
        }
    }
}
