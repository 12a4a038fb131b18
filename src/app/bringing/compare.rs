//! What a proposal's records would change in the ledger: new ones, and fields of known ones that differ.
//! A later version of the same paper proposes edits, never twins.

use crate::domain::{Draft, fields as f, kind, owners};
use crate::ledger::Ledger;
use crate::record::{Clock, Edit, Id, Record, Set as Records};
use serde_json::Value;
use std::collections::BTreeMap;

/// A field of a known record that the paper has otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The edit that makes it so.
    pub edit: Edit,
    /// The value in the record now.
    pub before: Option<Value>,
    /// In what way the two differ.
    pub why: Why,
}

/// In what way a field differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The paper says something else.
    Differs,
    /// Only its place in the paper's order differs.
    Order,
    /// The paper does not name it (any more). Absence is never deletion: only a person's tick is.
    NotNamed,
    /// The paper has the words that the record began with; they were mended here since.
    MendedHere,
}

impl Change {
    /// Whether it is ticked until a person says otherwise.
    pub fn proposed(&self) -> bool {
        matches!(self.why, Why::Differs | Why::Order)
    }
}

/// A proposal beside the ledger.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Compared {
    /// Records that are not there yet.
    pub new: Vec<Draft>,
    /// Fields that differ.
    pub changes: Vec<Change>,
    /// Spellings of known organisations that the paper adds: nothing for a person to decide.
    pub spellings: Vec<Edit>,
    /// How many records are there with nothing different.
    pub same: usize,
    /// Organisations that stand under several names in the paper, or under another one here: the name that each goes by, and
    /// the others that are taken for it.
    pub as_one: Vec<(String, Vec<String>)>,
}

impl Compared {
    /// How many new records of a kind.
    pub fn new_of(&self, kind: &str) -> usize {
        self.new.iter().filter(|d| d.kind == kind).count()
    }
}

/// What the paper brings as records, for the names of things that are not in the ledger yet.
pub fn as_records(drafts: &[Draft]) -> Records {
    let mut records = Records::new();
    // Nobody's clock: these records are only looked at.
    let mut clock = Clock::new(Id::from_bytes([0; 16]));
    for edit in drafts.iter().flat_map(Draft::edits) {
        records.edit(&edit, clock.next(0));
    }
    records
}

/// Lists whose members the paper names in full.
const LISTS: [&str; 5] = [f::OWNER, f::SUPPORT, f::PLACED, f::UNDER, f::COVERS];

/// Lets organisations that the record knows under another id be those: by name, or by a spelling seen.
/// The paper's way of writing the name becomes a further spelling.
pub fn align(drafts: Vec<Draft>, records: &Records) -> Vec<Draft> {
    let mut known: BTreeMap<String, Id> = BTreeMap::new();
    for record in records.iter().filter(|r| r.kind == kind::ORGANISATION && r.erased().is_none()) {
        let spellings = record.members(f::SPELLING).map(|(s, _)| s);
        for name in record.text(f::NAME).into_iter().chain(spellings) {
            known.entry(owners::key(name)).or_insert(record.id);
        }
    }
    let mut became: BTreeMap<Id, Id> = BTreeMap::new();
    for draft in drafts.iter().filter(|d| d.kind == kind::ORGANISATION && records.get(d.id).is_none()) {
        let name = draft.fields.get(f::NAME).and_then(Value::as_str).unwrap_or_default();
        if let Some(id) = known.get(&owners::key(name)) {
            became.insert(draft.id, *id);
        }
    }
    drafts.into_iter().map(|draft| renamed(draft, &became)).collect()
}

fn renamed(mut draft: Draft, became: &BTreeMap<Id, Id>) -> Draft {
    let now = |text: &str| text.parse::<Id>().ok().and_then(|id| became.get(&id)).map(Id::to_string);
    if let Some(id) = became.get(&draft.id) {
        draft.id = *id;
        draft.fields.remove(f::NAME);
    }
    let fields = std::mem::take(&mut draft.fields);
    for (field, value) in fields {
        let member = field.split_once('/').filter(|(list, _)| [f::OWNER, f::SUPPORT].contains(list));
        let field = match member.and_then(|(list, id)| Some((list, now(id)?))) {
            Some((list, id)) => format!("{list}/{id}"),
            None => field,
        };
        let speaker = value.as_str().filter(|_| field == f::ORGANISATION).and_then(now);
        draft.fields.insert(field, speaker.map_or(value, Value::from));
    }
    draft
}

/// The words that records get their ids from. Where the id is the same, so were the words when they were
/// read; if the record now says something else, it was mended here.
const BORN: [(&str, &str); 4] =
    [(kind::PLAN, f::TITLE), (kind::PRIORITY, f::TITLE), (kind::AIM, f::STATEMENT), (kind::ACTION, f::TITLE)];

/// Compares a proposal's records with what the ledger holds. Erased records stay erased. `as_read` are the
/// proposal's records before a person mended anything.
pub fn compare(ledger: &Ledger, drafts: Vec<Draft>, as_read: &[Draft]) -> Compared {
    let as_read: BTreeMap<Id, &Draft> = as_read.iter().map(|d| (d.id, d)).collect();
    let mut compared = Compared { as_one: as_one(ledger, &drafts), ..Compared::default() };
    for draft in drafts {
        match ledger.records().get(draft.id) {
            None => compared.new.push(draft),
            Some(known) if known.erased().is_some() => compared.same += 1,
            Some(known) => {
                let (spellings, changes): (Vec<Change>, Vec<Change>) =
                    changes_of(known, &draft, as_read.get(&draft.id).copied())
                        .into_iter()
                        .partition(|c| c.edit.field.strip_prefix(f::SPELLING).is_some_and(|m| m.starts_with('/')));
                compared.spellings.extend(spellings.into_iter().map(|c| c.edit));
                if changes.is_empty() {
                    compared.same += 1;
                }
                compared.changes.extend(changes);
            }
        }
    }
    compared
}

/// The organisations of a paper whose names in it are not the name that they go by, or are several. What was known for a spelling
/// before is nothing new.
fn as_one(ledger: &Ledger, drafts: &[Draft]) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<(Id, String, Vec<String>)> = Vec::new();
    for draft in drafts.iter().filter(|draft| draft.kind == kind::ORGANISATION) {
        let known = ledger.records().get(draft.id);
        let printed = draft.fields.get(f::NAME).and_then(Value::as_str);
        let name = known.and_then(|record| record.text(f::NAME)).or(printed).unwrap_or_default();
        let spelled = draft.fields.keys().filter_map(|field| field.strip_prefix(f::SPELLING)?.strip_prefix('/'));
        let is_new =
            |other: &&str| *other != name && !known.is_some_and(|r| r.members(f::SPELLING).any(|(s, _)| s == *other));
        let others: Vec<String> = spelled.chain(printed).filter(is_new).map(str::to_owned).collect();
        let at = all.iter().position(|(id, ..)| *id == draft.id).unwrap_or_else(|| {
            all.push((draft.id, name.to_owned(), Vec::new()));
            all.len() - 1
        });
        if let Some((.., names)) = all.get_mut(at) {
            for other in others {
                if !names.contains(&other) {
                    names.push(other);
                }
            }
        }
    }
    all.into_iter().filter(|(.., others)| !others.is_empty()).map(|(_, name, others)| (name, others)).collect()
}

fn changes_of(known: &Record, draft: &Draft, as_read: Option<&Draft>) -> Vec<Change> {
    let change = |field: &str, value: Value, why: Why| Change {
        edit: Edit { record: known.id, kind: known.kind.clone(), field: field.to_owned(), value },
        before: known.value(field).cloned(),
        why,
    };
    let mut changes: Vec<Change> = Vec::new();
    for (field, value) in &draft.fields {
        let now = known.value(field);
        // Who speaks may have been told since. A known organisation keeps its name; the paper's way of
        // writing it is a spelling.
        let told = now.is_some() && (field == f::ORGANISATION || draft.kind == kind::ORGANISATION && field == f::NAME);
        if now == Some(value) || told {
            continue;
        }
        let order =
            field == f::ORDER || (now.is_some() && without_order(field, now) == without_order(field, Some(value)));
        let born =
            BORN.contains(&(draft.kind, field.as_str())) && as_read.is_some_and(|d| d.fields.get(field) == Some(value));
        let why = match (order, born && now.is_some()) {
            (true, _) => Why::Order,
            (_, true) => Why::MendedHere,
            _ => Why::Differs,
        };
        changes.push(change(field, value.clone(), why));
    }
    for list in LISTS {
        let named = |member: &str| draft.fields.contains_key(&format!("{list}/{member}"));
        let names_any = draft.fields.keys().any(|k| k.strip_prefix(list).is_some_and(|k| k.starts_with("/")));
        let gone = known.members(list).filter(|(member, _)| names_any && !named(member));
        changes.extend(gone.map(|(member, _)| change(&format!("{list}/{member}"), Value::Null, Why::NotNamed)));
    }
    changes
}

/// A list member's value without its place in the order.
fn without_order(field: &str, value: Option<&Value>) -> Option<Value> {
    let list = field.split('/').next().unwrap_or_default();
    match list {
        f::PLACED | f::UNDER => None,
        f::OWNER | f::SUPPORT => value?.get("as").cloned(),
        _ => value.cloned(),
    }
}
