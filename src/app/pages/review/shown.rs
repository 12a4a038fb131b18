//! An item as a person reads it: plain data, made once when the page opens, so that nothing that is saved
//! meanwhile takes away what the reviewer has typed.

use crate::domain::{Rating, Timescale, Update, fields as f, kind, kinds};
use crate::ledger::claims::FOLLOWS;
use crate::ledger::pieces::{Names, kind_name, outcome, timescale};
use crate::ledger::review::Item;
use crate::pencil;
use crate::platform::time;
use crate::record::{Field, Id, Record};
use crate::store::copies::Touched;
use crate::words::{day_text, fill, say};
use serde_json::Value;

/// What a reviewer may amend of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amend {
    /// A text, or a new update's narrative.
    Text,
    /// The words of a timescale, which are read again.
    Timescale,
    /// Every field of a new record.
    Record,
}

/// An update beside the words of a new one.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// Who and when.
    pub meta: String,
    /// The rating; none where none was given.
    pub rating: Option<Rating>,
    /// Label and text of each part.
    pub parts: Vec<(String, String)>,
}

/// What there is to compare.
#[derive(Debug, Clone, PartialEq)]
pub enum Compare {
    /// A new update, and the latest one there is.
    Update {
        /// The new one.
        new: Words,
        /// The latest one on the same action.
        latest: Option<Words>,
        /// What became of the update that it answers, and the words of that one.
        answers: Option<(String, String)>,
    },
    /// Another new record, field by field.
    New(Vec<(String, String)>),
    /// A field: at the last plan file (where it differs from now), now, and incoming.
    Field {
        /// At the last plan file.
        before: Option<String>,
        /// Now.
        now: String,
        /// Who wrote what stands now, and when.
        now_meta: String,
        /// What came in.
        incoming: String,
    },
    /// Words to be removed for good.
    Removal(Removal),
}

/// What a sender asks to have removed for good.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Removal {
    /// Whether it is the whole entry.
    pub whole: bool,
    /// The reason that was given, or empty.
    pub why: String,
    /// The words that go: which field, and what it says.
    pub words: Vec<(String, String)>,
    /// What removing them does not reach by itself.
    pub touched: Touched,
}

/// An item as a person reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The item.
    pub item: Item,
    /// What it is about.
    pub heading: String,
    /// What of it came in, without the thing it is about: a new update, a timescale.
    pub what: String,
    /// Who wrote it, and when.
    pub meta: String,
    /// What there is to compare.
    pub compare: Compare,
    /// What may be amended, and the text to begin with.
    pub amend: Option<(Amend, String)>,
    /// What each field of a new record tells.
    pub fields: Vec<Told>,
    /// What is worth a look in it, beside what is here: what no form would have saved.
    pub doubts: Vec<String>,
}

/// What a field of a new record tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The field.
    pub field: String,
    /// Its words.
    pub text: String,
    /// Whether they stand beside what was written last.
    pub is_other_version: bool,
}

impl Shown {
    /// Whether it rates an action.
    pub fn rates(&self) -> bool {
        match &self.item.record {
            Some(record) => Update(record).covers().iter().any(|(_, rating)| rating.is_some()),
            None => self.item.incoming.as_ref().is_some_and(|value| value.get("rating").is_some_and(Value::is_string)),
        }
    }

    /// Whether it is of a kind that has how somebody is reached.
    pub fn may_hold_details(&self) -> bool {
        [kind::CONTACT, kind::SERVICE, kind::EVENT, kind::ORGANISATION].contains(&self.item.kind.as_str())
    }

    /// What of it would be read by others once it is used, for a look at residents' details. Empty where such details
    /// belong: how to reach an organisation, a service or who leads at an event.
    pub fn told(&self) -> String {
        if self.may_hold_details() {
            return String::new();
        }
        let texts = |parts: &[(String, String)]| {
            let texts: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
            texts.join("\n")
        };
        match &self.compare {
            Compare::Update { new, .. } => texts(&new.parts),
            Compare::New(parts) => texts(parts),
            Compare::Field { incoming, .. } => incoming.clone(),
            Compare::Removal(_) => String::new(),
        }
    }
}

/// An item of a file in words.
pub fn shown(names: Names<'_>, item: Item) -> Shown {
    let compare = compare(names, &item);
    let heading = match (&item.key, &item.record) {
        ((id, Some(field)), _) if item.kind == kind::WRITER && field == FOLLOWS => {
            fill("review.followsHeading", &[("name", &names.writer(*id))])
        }
        _ if item.removal => fill("review.removalOf", &[("title", &names.title(item.key.0))]),
        ((id, Some(field)), _) if item.action == Some(*id) => names.field(*id, field),
        ((id, Some(field)), _) => format!("{}: {}", names.title(*id), names.field(*id, field)),
        ((_, None), Some(record)) if record.kind == kind::UPDATE => say("review.newUpdate"),
        // What these are called says already what they are.
        ((id, None), _)
            if [kind::TALLY, kind::INSIGHT, kind::LESSON, kind::CORRECTION].contains(&item.kind.as_str()) =>
        {
            names.title(*id)
        }
        ((id, None), _) => fill("review.newRecord", &[("kind", &kind_name(&item.kind)), ("title", &names.title(*id))]),
    };
    let what = match &item.key.1 {
        _ if item.removal => say("review.removals"),
        Some(field) => names.field(item.key.0, field),
        None if item.kind == kind::UPDATE => say("review.newUpdate"),
        None => fill("review.newKind", &[("kind", &kind_name(&item.kind))]),
    };
    let day = day_text(&time::day_of(item.at.ms()));
    let writer = names.writer(item.at.writer());
    let meta = fill("review.wroteOn", &[("name", &writer), ("day", &day)]);
    let told = item.record.as_ref().map(|record| told(names, record)).unwrap_or_default();
    let doubts = doubts(names, &item);
    Shown { amend: amend(&item), fields: told, heading, what, meta, compare, item, doubts }
}

/// What is worth a look in an item.
fn doubts(names: Names<'_>, item: &Item) -> Vec<String> {
    match (&item.key, &item.record) {
        _ if item.removal => Vec::new(),
        ((id, Some(field)), _) => {
            pencil::doubts_of_field(names.ledger, *id, field, item.incoming.as_ref(), time::today())
        }
        ((_, None), Some(record)) => pencil::doubts(names.ledger, record, time::today()),
        _ => Vec::new(),
    }
}

fn compare(names: Names<'_>, item: &Item) -> Compare {
    match (&item.key, &item.record) {
        // What it does not reach, only the whole device knows: `entries` asks it.
        _ if item.removal => Compare::Removal(Removal::default()),
        ((_, None), Some(record)) if record.kind == kind::UPDATE => Compare::Update {
            new: words(names, Update(record), item.action, String::new()),
            latest: item.action.and_then(|action| latest(names, action)),
            answers: names
                .ledger
                .answered_by(Update(record))
                .map(|former| (outcome(former.outcome.name(), former.reason.as_deref()), former.words)),
        },
        ((_, None), Some(record)) => Compare::New(fields(names, record)),
        ((_, Some(field)), _) if item.kind == kind::WRITER && field == FOLLOWS => {
            let name = |value: &Option<Value>| value.as_ref().and_then(Value::as_str).and_then(|id| id.parse().ok());
            let name = |value: &Option<Value>| name(value).map(|id| names.writer(id)).unwrap_or_default();
            let (now, incoming) = (name(&item.now), name(&item.incoming));
            Compare::Field { before: None, now, now_meta: String::new(), incoming }
        }
        ((id, field), _) => {
            let field = field.as_deref().unwrap_or(f::NARRATIVE);
            let text = |value: Option<&Value>| names.value(*id, field, value);
            let stands = names.ledger.records().get(*id).and_then(|r| r.field(field));
            let by = stands.filter(|s| s.value().is_some()).and_then(|s| s.latest());
            let now_meta = by.map(|at| {
                let day = day_text(&time::day_of(at.ms()));
                fill("review.wroteOn", &[("name", &names.writer(at.writer())), ("day", &day)])
            });
            // Where two stand here, whoever decides reads both.
            let versions = stands.map(|s| s.versions()).unwrap_or_default();
            let others = versions.iter().map(|w| w.value.as_ref()).filter(|v| *v != item.now.as_ref());
            let others = others.map(|value| fill("review.alsoHere", &[("words", &text(value))]));
            let now: Vec<String> = std::iter::once(text(item.now.as_ref())).chain(others).collect();
            Compare::Field {
                before: (item.before != item.now).then(|| text(item.before.as_ref())),
                now: now.join("\n\n"),
                now_meta: now_meta.unwrap_or_default(),
                incoming: text(item.incoming.as_ref()),
            }
        }
    }
}

/// The latest used update on an action.
fn latest(names: Names<'_>, action: Id) -> Option<Words> {
    use crate::ledger::Standing;
    let updates = names.ledger.updates_on(action);
    let update = updates.into_iter().find(|u| names.ledger.standing(u.id()) != Standing::NotUsed)?;
    let speaker = names.speaker(update.0);
    let meta = [day_text(update.date()), speaker].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>();
    Some(words(names, update, Some(action), meta.join(", ")))
}

/// Another action that an update speaks of, and how it rates that one.
fn also_covers(names: Names<'_>, action: Id, rating: &Option<String>) -> String {
    let title = names.title(action);
    match rating {
        Some(rating) => format!("{title}: {}", names.rating(Some(rating))),
        None => title,
    }
}

/// The fields of an update that [`words`] shows in a way of its own, and those that only place it or that the office writes.
const SHOWN: [&str; 17] = [
    f::NARRATIVE,
    f::WHAT_CHANGED,
    f::NEXT_STEPS,
    f::EXPECTED_BY,
    f::HELP_NEEDED,
    f::DATE,
    f::ORGANISATION,
    f::ATTRIBUTION,
    f::COVERS,
    f::NO_CHANGE,
    f::PLAN,
    f::PLACEMENT,
    f::CYCLE,
    f::HANDED_OVER,
    f::REVISES,
    f::ANSWERS,
    f::COUNTS_FOR_RATING,
];

fn words(names: Names<'_>, update: Update<'_>, action: Option<Id>, meta: String) -> Words {
    let scale = names.ledger.plans().next().map(|p| p.scale()).unwrap_or_default();
    let find = |key: &str| scale.0.iter().find(|r| r.key == key).cloned();
    let covers = update.covers();
    let here = covers.iter().find(|(id, _)| action.is_none_or(|a| a == *id));
    let expected = update.expected_by().map(|t: Timescale| timescale(&t)).unwrap_or_default();
    let also: Vec<String> = covers
        .iter()
        .filter(|(id, _)| Some(*id) != action)
        .map(|(id, rating)| also_covers(names, *id, rating))
        .collect();
    let put_in = update
        .0
        .value(f::ATTRIBUTION)
        .map(|v| names.value_of(kind::UPDATE, f::ATTRIBUTION, Some(v)))
        .unwrap_or_default();
    let narrative = match update.narrative() {
        "" if update.no_change() => say("piece.noChange"),
        narrative => narrative.to_owned(),
    };
    let texts = [
        (f::NARRATIVE, narrative),
        (f::WHAT_CHANGED, update.what_changed().to_owned()),
        (f::NEXT_STEPS, update.next_steps().to_owned()),
        (f::EXPECTED_BY, expected),
        (f::HELP_NEEDED, update.help_needed().to_owned()),
        (f::DATE, day_text(update.date())),
        (f::ORGANISATION, names.speaker(update.0)),
        (f::ATTRIBUTION, put_in),
    ];
    let mut parts: Vec<(String, String)> = texts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| (names.field_of(kind::UPDATE, name), text))
        .collect();
    // Whatever else it says is shown too, or a paper could print what nobody had looked at.
    let shown = |name: &str| SHOWN.contains(&base(name));
    let further = update.0.fields().iter().filter(|(name, field)| !shown(name) && field.value().is_some());
    parts.extend(
        further.map(|(name, field)| {
            (names.field_of(kind::UPDATE, name), names.value_of(kind::UPDATE, name, field.value()))
        }),
    );
    if !also.is_empty() {
        parts.push((say("review.alsoCovers"), also.join("\n")));
    }
    parts.extend(others(names, update.0));
    Words { meta, rating: here.and_then(|(_, key)| find(key.as_deref()?)), parts }
}

/// A new record's fields, without those that only place it.
fn fields(names: Names<'_>, record: &Record) -> Vec<(String, String)> {
    let told = record.fields().iter().filter(|(name, field)| {
        field.value().is_some()
            && !matches!(name.as_str(), f::PLAN | f::ORDER | f::PLACEMENT | f::CYCLE | f::TURN | f::CHOSEN)
    });
    let mut all: Vec<(String, String)> = told
        .map(|(name, field)| (names.field_of(&record.kind, name), names.value_of(&record.kind, name, field.value())))
        .collect();
    all.extend(others(names, record));
    all
}

/// What each field of a new record tells, without those that only place it.
fn told(names: Names<'_>, record: &Record) -> Vec<Told> {
    const PLACES: [&str; 9] = [
        f::PLAN,
        f::ORDER,
        f::PLACEMENT,
        f::CYCLE,
        f::TURN,
        f::REVISES,
        f::ANSWERS,
        f::HANDED_OVER,
        f::COUNTS_FOR_RATING,
    ];
    let tells = |name: &str| !PLACES.contains(&base(name));
    let fields = record.fields().iter().filter(|(name, _)| tells(name));
    let versions = fields.flat_map(|(name, field)| field.versions().into_iter().map(move |w| (name, field, &w.value)));
    let one = |(name, field, value): (&String, &Field, &Option<Value>)| Told {
        field: name.clone(),
        text: names.value_of(&record.kind, name, value.as_ref()),
        is_other_version: value.as_ref() != field.value(),
    };
    versions.map(one).collect()
}

/// A field, or the list that one is a member of.
pub fn base(name: &str) -> &str {
    name.split_once('/').map_or(name, |(list, _)| list)
}

/// What else stands in the fields of a new record, beside what was written last.
fn others(names: Names<'_>, record: &Record) -> Vec<(String, String)> {
    let conflicts = record.fields().iter().filter(|(_, field)| field.is_conflict());
    let one = |(name, field): (&String, &Field)| {
        let versions: Vec<String> = field
            .versions()
            .into_iter()
            .filter(|write| write.value.as_ref() != field.value())
            .map(|write| {
                fill("review.alsoHere", &[("words", &names.value_of(&record.kind, name, write.value.as_ref()))])
            })
            .collect();
        (names.field_of(&record.kind, name), versions.join("\n"))
    };
    conflicts.map(one).collect()
}

fn amend(item: &Item) -> Option<(Amend, String)> {
    let text = item.incoming.as_ref().and_then(Value::as_str);
    match item.key.1.as_deref() {
        _ if item.removal => None,
        // Who somebody is, and what they ask to have corrected, is theirs to say.
        None if [kind::WRITER, kind::CORRECTION].contains(&item.kind.as_str()) => None,
        None => item.record.as_ref().filter(|r| kinds::find(&r.kind).is_some()).map(|_| (Amend::Record, String::new())),
        Some(f::TIMESCALE | f::EXPECTED_BY) => {
            let words = Timescale::from_value(item.incoming.as_ref()?)?.words;
            Some((Amend::Timescale, words))
        }
        Some(name)
            if name.contains('/') || [f::DATE, f::STATE, f::HEADLINE, f::ESCALATED_ON, f::CLOSED].contains(&name) =>
        {
            None
        }
        // An id stands for a record: there is nothing to reword.
        Some(_) => text.filter(|t| t.parse::<Id>().is_err()).map(|t| (Amend::Text, t.to_owned())),
    }
}
