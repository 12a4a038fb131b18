//! Pieces of the record in words: what a record is called, what a field is called, how its value reads.
//! Exchange and review share them.

mod counted;
mod differs;
mod said;

pub use counted::{Counted, asked};
pub use differs::differs;
use said::rating_line;
pub use said::{added, agreed, outcome, timescale};

use super::decided::Decided;
use super::{Ledger, Side};
use crate::domain::kinds::{self, Field, Shape};
use crate::domain::{
    Counts, Insight, Observation, Organisation, Placement, Plan, Rating, Scale, Tally, Timescale, Update, Writer,
    fields as f, kind, number_words,
};
use crate::record::{Id, Record, Set as Records};
use crate::words::{count, day_text, fill, said, say};
use serde_json::Value;

/// The field by which a record is taken out.
const WITHDRAWN: &str = "withdrawn";

/// Where names are looked up: the record, and beside it a file whose records are not in it yet.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// The file's records.
    pub file: Option<&'a Records>,
}

impl Names<'_> {
    /// A record by its id, from the ledger or else the file.
    pub fn find(&self, id: Id) -> Option<&Record> {
        self.ledger.records().get(id).or_else(|| self.file?.get(id))
    }

    /// Who decided what about something, and why.
    pub fn decided(&self, decided: &Decided) -> String {
        let who = decided.reviewer.map(|id| self.writer(id)).filter(|name| !name.is_empty());
        let who = who.unwrap_or_else(|| say("piece.somebody"));
        let what = outcome(decided.outcome.name(), decided.reason.as_deref());
        fill("piece.decided", &[("who", &who), ("what", &what)])
    }

    /// What a record is called: its title, or what it is about.
    pub fn title(&self, id: Id) -> String {
        self.find(id).map_or_else(|| say("piece.unknown"), |record| self.title_of(record))
    }

    /// What of this record is not sent: an update by its action's title, what is new by its own, any other change by the
    /// fields too.
    pub fn unsent(&self, record: &Record) -> String {
        let title = self.title(record.id);
        if self.ledger.base().is_none_or(|base| base.get(record.id).is_none()) {
            return title;
        }
        let fields = record.fields().keys().map(|name| self.field_of(&record.kind, name)).take(6);
        format!("{title}: {}", fields.collect::<Vec<_>>().join(", "))
    }

    /// All that a record says, each field by its name and as it reads; nothing of a note that is hidden here.
    pub fn whole(&self, record: &Record) -> Vec<(String, String)> {
        let hidden = |r: &Record| r.kind == kind::INSIGHT && is_hidden(self.ledger, Insight(r));
        if self.find(record.id).is_some_and(hidden) || hidden(record) {
            return Vec::new();
        }
        let said = record.fields().keys().filter_map(|name| {
            let value = record.value(name).filter(|v| !v.is_null())?;
            let words = self.value_of(&record.kind, name, Some(value));
            (!words.trim().is_empty()).then(|| (self.field_of(&record.kind, name), words))
        });
        said.collect()
    }

    /// What this record is called.
    pub fn title_of(&self, record: &Record) -> String {
        let titled = |r: &Record| {
            let text = kinds::titled(&r.kind).iter().find_map(|name| r.text(name)).map(str::to_owned);
            text.filter(|t| !t.trim().is_empty())
        };
        let of = |id: Option<Id>| id.and_then(|id| self.find(id)).and_then(titled);
        match record.kind.as_str() {
            kind::UPDATE => match of(Update(record).covers().first().map(|(id, _)| *id)) {
                Some(action) => fill("piece.updateOn", &[("action", &action)]),
                None => say("piece.update"),
            },
            kind::OBSERVATION => match of(Observation(record).measure()) {
                Some(measure) => fill("piece.figureOf", &[("measure", &measure)]),
                None => say("piece.figure"),
            },
            kind::TALLY => match of(Tally(record).event()) {
                Some(event) => fill("piece.countsOf", &[("event", &event)]),
                None => say("piece.kind.tally"),
            },
            kind::INSIGHT if is_hidden(self.ledger, Insight(record)) => say("piece.hiddenNote"),
            kind::INSIGHT | kind::LESSON => match record.text(f::SUMMARY).or_else(|| record.text(f::WORDS)) {
                Some(words) if record.kind == kind::LESSON => fill("piece.hard", &[("words", &words)]),
                Some(words) => fill("piece.told", &[("words", &words)]),
                None => kind_name(&record.kind),
            },
            kind::CORRECTION => match of(record.text(f::RECORD).and_then(|id| id.parse().ok())) {
                Some(entry) => fill("piece.wrongEntry", &[("entry", &entry)]),
                None => say("piece.kind.correction"),
            },
            kind::SEAT | kind::MEETING => {
                let own = titled(record).or_else(|| said::placed(record)).unwrap_or_else(|| kind_name(&record.kind));
                match of(record.text(f::GROUP).and_then(|id| id.parse().ok())) {
                    Some(group) => fill("piece.inGroup", &[("what", &own), ("group", &group)]),
                    None => own,
                }
            }
            _ => titled(record).unwrap_or_else(|| kind_name(&record.kind)),
        }
    }

    /// The kind of a record; nothing where it is not here.
    fn kind(&self, record: Id) -> &str {
        self.find(record).map_or("", |r| r.kind.as_str())
    }

    /// The name of a field of a record; of a list, with its member's.
    pub fn field(&self, record: Id, name: &str) -> String {
        self.field_of(self.kind(record), name)
    }

    /// The name of a field of a kind.
    pub fn field_of(&self, kind: &str, name: &str) -> String {
        if name == WITHDRAWN {
            return say("piece.field.withdrawn");
        }
        let member = name.split_once('/').map_or("", |(_, member)| member);
        match declared(kind, name) {
            Some(field) => field.label(&self.member(field, member)),
            None => fill("piece.field.other", &[("name", &name)]),
        }
    }

    /// A list's member in words: the topic or the record it names, the place, or the text itself.
    fn member(&self, field: &Field, member: &str) -> String {
        match field.shape.of_one() {
            // The partnership's own list of topics is no list of those that belong to something.
            _ if [f::APPROVED, f::AGREED].contains(&field.name) => {
                kinds::field(field.kind, member).map_or_else(|| member.to_owned(), Field::called)
            }
            shape if field.name == f::TOPIC || matches!(shape, Shape::Topic | Shape::TopicAt) => {
                let known = self.topics().into_iter().find(|topic| topic.id == member);
                known.map_or_else(|| member.to_owned(), |topic| topic.word)
            }
            _ => self.named(member),
        }
    }

    /// A text that may name a record or a place, in words.
    pub fn named(&self, text: &str) -> String {
        if let Some(place) = Placement::read(text) {
            let gaps: [(&str, &dyn std::fmt::Display); 2] =
                [("priority", &self.title(place.priority)), ("aim", &self.title(place.aim))];
            return fill("piece.value.place", &gaps);
        }
        match text.parse::<Id>() {
            Ok(id) => self.title(id),
            Err(()) => text.to_owned(),
        }
    }

    /// How the value of a field of a record reads; none and null read as "nothing", or for a list's member as "not in it".
    pub fn value(&self, record: Id, name: &str, value: Option<&Value>) -> String {
        self.value_of(self.kind(record), name, value)
    }

    /// How the value of a field of a kind reads.
    pub fn value_of(&self, kind: &str, name: &str, value: Option<&Value>) -> String {
        let Some(value) = value.filter(|v| !v.is_null()) else {
            return say(if name.contains('/') { "piece.value.notThere" } else { "piece.value.nothing" });
        };
        let part = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        if name == WITHDRAWN && value.is_object() {
            return fill("piece.value.withdrawn", &[("reason", &part("reason"))]);
        }
        let Some(field) = declared(kind, name) else { return self.plain(value) };
        match (field.shape, value) {
            (Shape::Each(Shape::Own(..)), _) if field.name == f::APPROVED => {
                let of = name.split_once('/').map_or("", |(_, of)| of);
                let said = value.get("said").unwrap_or(value);
                // Of a field of its own only: a name may be as deep as a stranger likes.
                match kinds::field(kind, of).filter(|field| !field.is_list()) {
                    Some(field) => self.value_of(kind, field.name, Some(said)),
                    None => self.plain(said),
                }
            }
            (Shape::Each(Shape::Own(..)), _) if field.name == f::AGREED => agreed(&part("by"), &part("on")),
            (Shape::Each(Shape::Rating), _) => self.rating(value.get("rating").and_then(Value::as_str)),
            (Shape::Each(Shape::Owner | Shape::OwnerOr(_)), _) => match part("as") {
                printed if printed.is_empty() => say("piece.value.there"),
                printed => fill("piece.value.thereAs", &[("words", &printed)]),
            },
            (Shape::Each(Shape::Own(..)), _) if field.name == f::COUNT => self.counted(&Counts::from_value(value)),
            (
                Shape::Each(
                    Shape::Flag
                    | Shape::Line
                    | Shape::Number
                    | Shape::Under(_)
                    | Shape::Placed
                    | Shape::Link(_)
                    | Shape::Topic
                    | Shape::TopicAt
                    | Shape::Own(..),
                ),
                _,
            ) => say("piece.value.there"),
            (Shape::Timescale, _) => Timescale::from_value(value).map_or_else(|| value.to_string(), |t| timescale(&t)),
            (Shape::Period, Value::Object(_)) => part("words"),
            (Shape::Scale, _) => {
                let known: Vec<Scale> = self.ledger.plans().map(|plan| plan.scale()).collect();
                let line = |rating: &Rating| {
                    // A rating that is called something else here: what has it would say another word.
                    let called =
                        known.iter().find_map(|scale| scale.get(&rating.key)).filter(|r| r.name != rating.name);
                    match called {
                        Some(now) => {
                            format!("{} {}", rating_line(rating), fill("scale.calledNow", &[("name", &now.name)]))
                        }
                        None => rating_line(rating),
                    }
                };
                Scale::from_value(value).0.iter().map(line).collect::<Vec<_>>().join("\n")
            }
            (Shape::Own(..), Value::Object(_)) if field.name == f::ATTRIBUTION => {
                let when = day_text(&part("when"));
                fill("piece.value.attribution", &[("who", &part("who")), ("how", &part("how")), ("when", &when)])
            }
            (Shape::Day | Shape::Each(Shape::Day), Value::String(text)) => day_text(text),
            (Shape::When, Value::String(text)) => match text.split_once('T') {
                Some((day, time)) => fill("piece.value.at", &[("day", &day_text(day)), ("time", &time)]),
                None => text.clone(),
            },
            (Shape::Choice(_) | Shape::Each(Shape::Choice(_)), Value::String(text)) => field.choice(text),
            (Shape::Number, Value::Number(number)) => number.as_f64().map_or_else(|| number.to_string(), number_words),
            (Shape::Score(_), Value::Number(number)) => field.choice(&number.to_string()),
            (Shape::Text(_) | Shape::Mail | Shape::Telephone | Shape::Web, Value::String(text)) => text.clone(),
            _ => self.plain(value),
        }
    }

    /// A value by what it is in JSON, where nothing more is known of it.
    fn plain(&self, value: &Value) -> String {
        match value {
            Value::String(text) => self.named(text),
            Value::Bool(true) => say("piece.value.affirmed"),
            Value::Bool(false) => say("piece.value.denied"),
            Value::Array(items) => {
                let one = |v: &Value| {
                    let name = v.get("name").unwrap_or(v);
                    name.as_str().map_or_else(|| name.to_string(), str::to_owned)
                };
                items.iter().map(one).collect::<Vec<_>>().join("\n")
            }
            _ => value.to_string(),
        }
    }

    /// A rating's name on the plan's scale.
    pub fn rating(&self, key: Option<&str>) -> String {
        let Some(key) = key else { return say("piece.value.noRating") };
        let brought = self.file.into_iter().flat_map(Records::iter).filter(|r| r.kind == kind::PLAN).map(Plan);
        let scales = self.ledger.plans().chain(brought).map(|p| p.scale());
        let known = scales.chain([Scale::usual()]).find_map(|s| s.get(key).map(|r| r.name.clone()));
        fill("piece.value.rating", &[("name", &known.unwrap_or_else(|| key.to_owned()))])
    }

    /// Who wrote at this writer's device: name and organisation.
    pub fn writer(&self, id: Id) -> String {
        let none = Records::new();
        let file = self.file.unwrap_or(&none);
        let name = sender_name(file, self.ledger.records(), id);
        if name.is_empty() { say("piece.somebody") } else { name }
    }

    /// The organisation an update speaks for, or empty.
    pub fn speaker(&self, update: &Record) -> String {
        let organisation = Update(update).organisation().and_then(|id| self.find(id));
        organisation.map(|r| Organisation(r).name().to_owned()).unwrap_or_default()
    }
}

/// Whether a note was made before this device was handed to somebody else: whoever holds it now may not read it without
/// the PIN of whoever made it. The office reads what was chosen to come to it, also on the device that noted it.
pub fn is_hidden(ledger: &Ledger, note: Insight<'_>) -> bool {
    let counter = |event| ledger.of_kind(kind::COUNTER).map(Tally).find(|c| c.event() == Some(event));
    let turn = note.event().and_then(counter).map_or(0, Tally::turn);
    note.turn() < turn && !(note.is_chosen() && ledger.side() == Side::Office)
}

/// What a record of a kind is, in one or two words.
pub fn kind_name(kind: &str) -> String {
    let known = kinds::find(kind).and_then(|kind| said(&format!("piece.kind.{}", kind.name)));
    known.unwrap_or_else(|| say("piece.kind.other"))
}

/// What is said of a field of a kind; of a kind that is not here, what any kind says of a field of that name.
fn declared(kind: &str, name: &str) -> Option<&'static Field> {
    kinds::field(kind, name).or_else(|| kinds::ALL.iter().find_map(|known| known.field(name)))
}

/// So many updates and so many changes: "3 updates, 1 change".
pub fn pieces(updates: usize, changes: usize) -> String {
    match (updates, changes) {
        (updates, 0) => count("piece.updates", updates),
        (0, changes) => count("piece.changes", changes),
        (updates, changes) => format!("{}, {}", count("piece.updates", updates), count("piece.changes", changes)),
    }
}

/// A sender's name and organisation, as the record has them or, of somebody not known here, as a file gives them: by its
/// name alone nobody becomes somebody else.
pub fn sender_name(file: &Records, record: &Records, writer: Id) -> String {
    let find = |id: Id| record.get(id).or_else(|| file.get(id));
    let Some(writer) = find(writer).map(Writer) else { return String::new() };
    let organisation = writer.organisation().and_then(find).map(|o| Organisation(o).name()).unwrap_or_default();
    match (writer.name(), organisation) {
        (name, "") => name.to_owned(),
        ("", organisation) => organisation.to_owned(),
        (name, organisation) => format!("{name}, {organisation}"),
    }
}

#[cfg(test)]
mod tests;
