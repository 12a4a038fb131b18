//! The columns of a kind's sheet: its fields as they are declared, and of an action what was last said of it.

use crate::domain::kinds::{Field, Kind, Shape, Writers};
use crate::domain::{fields as f, kind};
use crate::pencil::adding::OF_PARTNERSHIP;
use crate::pencil::value;
use crate::words::say;

/// The kinds that have a sheet beside what is [`OF_PARTNERSHIP`], in the order of the sheets.
const FIRST: [&str; 14] = [
    kind::PLAN,
    kind::PRIORITY,
    kind::AIM,
    kind::ACTION,
    kind::UPDATE,
    kind::RISK,
    kind::MEASURE,
    kind::OBSERVATION,
    kind::ORGANISATION,
    kind::CONTACT,
    kind::CYCLE,
    kind::EVENT,
    kind::SERVICE,
    kind::THEME,
];

/// The kinds that have a sheet, in the order of the sheets. What residents said, what is counted at a stall and what the office
/// decides or publishes has none: each has rules that no cell could keep.
pub fn sheets() -> impl Iterator<Item = &'static str> {
    FIRST.into_iter().chain(OF_PARTNERSHIP)
}

/// A column of a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Its name in data, one of its sheet's own.
    pub name: &'static str,
    /// What stands in it.
    pub holds: Holds,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Holds {
    /// A field.
    Field(&'static Field),
    /// Of a list of actions with their ratings, the actions, one a line.
    Rated(&'static Field),
    /// Their ratings, in the same lines.
    Ratings(&'static Field),
    /// How an action goes, as was said last. Another rating is a new update.
    Rating,
    /// When something was last said of it. Nothing is read back from it.
    Said,
}

/// The columns of a kind's sheet.
///
/// ```
/// use golden_thread_work::domain::{kind, kinds};
/// use golden_thread_work::workbook::columns;
///
/// let names: Vec<&str> = columns(kinds::find(kind::THEME).unwrap()).iter().map(|column| column.name).collect();
/// assert_eq!(names, ["name", "kindOfTheme", "meaning"]);
/// ```
pub fn columns(kind: &'static Kind) -> Vec<Column> {
    let mut all: Vec<Column> = Vec::new();
    for field in kind.fields.iter().filter(|field| is_shown(field)) {
        match is_rated(field) {
            true => {
                all.push(Column { name: field.name, holds: Holds::Rated(field) });
                all.push(Column { name: "ratings", holds: Holds::Ratings(field) });
            }
            false => all.push(Column { name: field.name, holds: Holds::Field(field) }),
        }
    }
    if kind.name == kind::ACTION {
        let made = [("rating", Holds::Rating), ("lastUpdate", Holds::Said)];
        let behind = all.iter().position(|column| column.name == f::NUMBER).map_or(0, |at| at + 1);
        all.splice(behind..behind, made.map(|(name, holds)| Column { name, holds }));
    }
    all
}

/// Whether a field has a column: what people are asked for and can type. A rating scale is a table of its own, and which plan
/// something belongs to is said once, for the whole workbook.
fn is_shown(field: &Field) -> bool {
    let is_typed = value::is_typed(field) && !matches!(field.shape, Shape::Code | Shape::Scale);
    field.is_asked && field.name != f::PLAN && (is_typed || is_rated(field))
}

fn is_rated(field: &Field) -> bool {
    field.is_list() && field.shape.of_one() == Shape::Rating
}

impl Column {
    /// What people call it.
    pub fn title(self) -> String {
        match self.holds {
            Holds::Field(field) => field.called(),
            Holds::Rated(_) => say("workbook.column.actions"),
            Holds::Ratings(_) => say("workbook.column.ratings"),
            Holds::Rating => say("plan.column.rating"),
            Holds::Said => say("plan.column.lastUpdate"),
        }
    }

    /// The shape of what stands in one cell, or of a list's member.
    pub fn shape(self) -> Shape {
        match self.holds {
            Holds::Field(field) => field.shape.of_one(),
            Holds::Rated(_) => Shape::Link(kind::ACTION),
            Holds::Ratings(_) | Holds::Rating => Shape::Rating,
            Holds::Said => Shape::Day,
        }
    }

    /// Whether a cell may hold several, one a line.
    pub fn is_several(self) -> bool {
        match self.holds {
            Holds::Field(field) => field.is_list(),
            Holds::Rated(_) | Holds::Ratings(_) => true,
            Holds::Rating | Holds::Said => false,
        }
    }

    /// Whether what is changed in it is read back. What the office alone says, it says in the app.
    pub fn is_read(self) -> bool {
        match self.holds {
            Holds::Said => false,
            Holds::Field(field) => field.writers == Writers::Anyone,
            _ => true,
        }
    }

    /// The list of names from which is chosen in it, by its name; `None` where anything may be typed.
    pub fn list(self) -> Option<String> {
        match (self.shape(), self.holds) {
            (Shape::Ref(of) | Shape::Link(of) | Shape::Under(of), _) => Some(of.to_owned()),
            (Shape::Owner | Shape::OwnerOr(_), _) => Some(kind::ORGANISATION.to_owned()),
            (Shape::Placed, _) => Some(PLACES.to_owned()),
            (Shape::Topic | Shape::TopicAt, _) => Some(TOPICS.to_owned()),
            (Shape::Rating, _) => Some(RATINGS.to_owned()),
            (Shape::Choice(_), Holds::Field(field)) => Some(format!("{}.{}", field.kind, field.name)),
            (Shape::Flag, _) if !self.is_several() => Some(YES.to_owned()),
            _ => None,
        }
    }
}

/// The list of the places that an action may stand in.
pub(super) const PLACES: &str = "place";
/// The list of topics.
pub(super) const TOPICS: &str = "topic";
/// The list of the plan's ratings.
pub(super) const RATINGS: &str = "rating";
/// The list of what ticks something.
pub(super) const YES: &str = "yes";
