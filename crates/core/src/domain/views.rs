//! Typed views over records. Each borrows a record of its kind; what is missing reads as absent.

use super::{Action, Aim, Measure, Observation, Plan, Priority, Scale, Timescale, Update, Writer, fields as f};
use crate::record::{Id, Record};
use serde_json::Value;

fn id(value: Option<&Value>) -> Option<Id> {
    value?.as_str()?.parse().ok()
}

/// The records that the members of a list name.
fn members(record: &Record, list: &str) -> Vec<Id> {
    record.members(list).filter_map(|(member, _)| member.parse().ok()).collect()
}

fn number(value: Option<&Value>) -> Option<f64> {
    value?.as_f64()
}

impl Plan<'_> {
    /// The plan's rating scale; the usual one where it has none of its own.
    pub fn scale(self) -> Scale {
        let own = self.0.value(f::SCALE).map(Scale::from_value).filter(|s| !s.0.is_empty());
        own.unwrap_or_else(Scale::usual)
    }

    /// The period in words, or empty.
    pub fn period(self) -> String {
        let words = self.0.value(f::PERIOD).and_then(|p| p.get("words"));
        words.and_then(Value::as_str).unwrap_or_default().to_owned()
    }
}

impl Priority<'_> {
    /// Its plan.
    pub fn plan(self) -> Option<Id> {
        id(self.0.value(f::PLAN))
    }

    /// Its place among the plan's priorities.
    pub fn order(self) -> f64 {
        number(self.0.value(f::ORDER)).unwrap_or(f64::MAX)
    }
}

impl Aim<'_> {
    /// The priorities it stands under, with its order under each.
    pub fn under(self) -> Vec<(Id, f64)> {
        let members = self.0.members(f::UNDER);
        members.filter_map(|(m, v)| Some((m.parse().ok()?, v.as_f64().unwrap_or(f64::MAX)))).collect()
    }
}

/// Where an action stands: under an aim, under a priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Placement {
    /// The priority.
    pub priority: Id,
    /// The aim.
    pub aim: Id,
}

impl Placement {
    /// The placement as fields name it: `<priority id>.<aim id>`.
    pub fn name(self) -> String {
        format!("{}.{}", self.priority, self.aim)
    }

    /// The placement with this name.
    pub fn read(name: &str) -> Option<Placement> {
        let (priority, aim) = name.split_once('.')?;
        Some(Placement { priority: priority.parse().ok()?, aim: aim.parse().ok()? })
    }
}

/// An owner (or supporter) of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Owner {
    /// The organisation, group or role.
    pub organisation: Id,
    /// Its spelling as the paper printed it, or empty.
    pub printed: String,
    /// Its place among the owners.
    pub order: f64,
}

impl<'a> Action<'a> {
    /// Its plan.
    pub fn plan(self) -> Option<Id> {
        id(self.0.value(f::PLAN))
    }

    /// Its owners, in order.
    pub fn owners(self) -> Vec<Owner> {
        self.owning(f::OWNER)
    }

    /// Its support partners, in order.
    pub fn support(self) -> Vec<Owner> {
        self.owning(f::SUPPORT)
    }

    fn owning(self, list: &str) -> Vec<Owner> {
        let one = |(member, value): (&str, &Value)| {
            Some(Owner {
                organisation: member.parse().ok()?,
                printed: value.get("as").and_then(Value::as_str).unwrap_or_default().to_owned(),
                order: number(value.get("order")).unwrap_or(f64::MAX),
            })
        };
        let mut owners: Vec<Owner> = self.0.members(list).filter_map(one).collect();
        owners.sort_by(|a, b| a.order.total_cmp(&b.order));
        owners
    }

    /// Where it stands, with its order there.
    pub fn placements(self) -> Vec<(Placement, f64)> {
        let members = self.0.members(f::PLACED);
        members.filter_map(|(m, v)| Some((Placement::read(m)?, v.as_f64().unwrap_or(f64::MAX)))).collect()
    }

    /// The themes that it is about.
    pub fn themes(self) -> Vec<Id> {
        members(self.0, f::THEME)
    }

    /// Its timescale.
    pub fn timescale(self) -> Option<Timescale> {
        self.0.value(f::TIMESCALE).and_then(Timescale::from_value)
    }

    /// Columns of the paper that were not understood, with their headings.
    pub fn printed(self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.0.members(f::PRINTED)
    }
}

/// What an update headlines, if it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headline {
    /// An example of progress.
    Progress,
    /// An example of something for further development.
    FurtherDevelopment,
}

impl Update<'_> {
    /// The actions it covers, each with its rating's key where it has one.
    pub fn covers(self) -> Vec<(Id, Option<String>)> {
        let rating = |v: &Value| v.get("rating").and_then(Value::as_str).map(str::to_owned);
        self.0.members(f::COVERS).filter_map(|(m, v)| Some((m.parse().ok()?, rating(v)))).collect()
    }

    /// The field that makes an update cover an action, with the rating's key where there is one.
    pub fn covering(action: Id, rating: Option<&str>) -> (String, Value) {
        let rating = rating.filter(|key| !key.is_empty());
        (format!("{}/{action}", f::COVERS), serde_json::json!({ "rating": rating }))
    }

    /// The placement it speaks for, if it speaks for one only.
    pub fn placement(self) -> Option<Placement> {
        self.0.text(f::PLACEMENT).and_then(Placement::read)
    }

    /// By when the next step is expected.
    pub fn expected_by(self) -> Option<Timescale> {
        self.0.value(f::EXPECTED_BY).and_then(Timescale::from_value)
    }

    /// The cycle it was written for.
    pub fn cycle(self) -> Option<Id> {
        id(self.0.value(f::CYCLE))
    }

    /// Whether it says "no change since last time".
    pub fn no_change(self) -> bool {
        self.0.value(f::NO_CHANGE).and_then(Value::as_bool).unwrap_or(false)
    }

    /// The organisation that speaks.
    pub fn organisation(self) -> Option<Id> {
        id(self.0.value(f::ORGANISATION))
    }

    /// For words put in for someone: who said them, how, and when.
    pub fn attribution(self) -> Option<(String, String, String)> {
        let value = self.0.value(f::ATTRIBUTION)?;
        let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        Some((text("who"), text("how"), text("when")))
    }

    /// What the source of an update says whose words were taken from a report.
    pub const FROM_REPORT: &'static str = "report";

    /// Whether its words were taken from a report.
    pub fn is_from_report(self) -> bool {
        self.0.text(f::SOURCE) == Some(Update::FROM_REPORT)
    }

    /// The update it revises.
    pub fn revises(self) -> Option<Id> {
        id(self.0.value(f::REVISES))
    }

    /// The change that it answers: a record, and the field that was changed.
    pub fn answers(self) -> Option<(Id, String)> {
        Update::read_answers(self.0.text(f::ANSWERS)?)
    }

    /// The same from the text that names it.
    pub fn read_answers(text: &str) -> Option<(Id, String)> {
        let (id, field) = text.split_once(':')?;
        Some((id.parse().ok()?, field.to_owned()))
    }

    /// Whether its rating of an action is the action's: it is, unless the office says that it is not.
    pub fn counts_for_rating(self, action: Id) -> bool {
        self.0.text(&format!("{}/{action}", f::COUNTS_FOR_RATING)) != Some("no")
    }

    /// The field in which the office says whether its rating of an action is the action's, and what stands in it.
    pub fn counting_for_rating(action: Id, counts: bool) -> (String, Value) {
        (format!("{}/{action}", f::COUNTS_FOR_RATING), Value::from(if counts { "yes" } else { "no" }))
    }

    /// What it headlines.
    pub fn headline(self) -> Option<Headline> {
        match self.0.text(f::HEADLINE)? {
            "progress" => Some(Headline::Progress),
            "furtherDevelopment" => Some(Headline::FurtherDevelopment),
            _ => None,
        }
    }
}

impl Measure<'_> {
    /// The actions it belongs to.
    pub fn actions(self) -> Vec<Id> {
        members(self.0, f::ACTION)
    }

    /// Everything that it measures: actions, priorities, themes, and the plan as a whole.
    pub fn measured(self) -> Vec<Id> {
        let lists = [f::ACTION, f::PRIORITY, f::THEME].into_iter().flat_map(|list| members(self.0, list));
        lists.chain(id(self.0.value(f::PLAN))).collect()
    }

    /// Its target.
    pub fn target(self) -> Option<f64> {
        number(self.0.value(f::TARGET))
    }
}

impl Observation<'_> {
    /// The measure it belongs to.
    pub fn measure(self) -> Option<Id> {
        id(self.0.value(f::MEASURE))
    }

    /// The figure; for so many of so many, the part.
    pub fn value(self) -> Option<f64> {
        number(self.0.value(f::VALUE)).or_else(|| number(self.0.value(f::NUMERATOR)))
    }

    /// The whole, where the figure is so many of so many.
    pub fn denominator(self) -> Option<f64> {
        number(self.0.value(f::DENOMINATOR))
    }
}

impl Writer<'_> {
    /// The person's organisation.
    pub fn organisation(self) -> Option<Id> {
        id(self.0.value(f::ORGANISATION))
    }
}
