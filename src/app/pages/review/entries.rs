//! What there is to decide, over one file or over all that wait: each piece with the file it came in, and
//! the same pieces under headings by action, by sender or by what they change.

use super::choice::Choice;
use super::shown::{Compare, Removal, Shown, shown};
use crate::domain::{Outcome, kind};
use crate::ledger::claims::FOLLOWS;
use crate::ledger::decisions::said_in;
use crate::ledger::pieces::Names;
use crate::ledger::removal::Gone;
use crate::ledger::review::{self, Key};
use crate::ledger::whose;
use crate::platform::time;
use crate::record::{Field, Id, Record, Write};
use crate::store::copies::touched;
use crate::store::{Staged, State};
use crate::words::{day_text, fill, say};
use serde_json::Value;

/// One piece with the file it came in.
#[derive(Clone)]
pub struct Entry {
    /// The file.
    pub file: Id,
    /// Its sender.
    pub sender: String,
    /// The action it bears on, and what that is called.
    pub action: Option<(Id, String)>,
    /// Whether the action is in the record, so that a link leads somewhere.
    pub link: bool,
    /// The piece.
    pub shown: Shown,
    /// Whose words the file says they are, where that is not its sender; and the same in a sentence.
    pub claimed: Option<(String, String)>,
    /// The actions it rates or tells of that its speaker neither owns nor supports: what they are called.
    pub outsiders: Vec<String>,
    /// What the file says that somebody decided about it: shown, and not believed.
    pub decided: Option<String>,
    /// Whether another file that waits says something else about the same thing.
    pub rivalled: bool,
    /// The reviewer's choice.
    pub choice: Choice,
}

/// By what the pieces stand under headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    /// By the action they bear on.
    Action,
    /// By who sent them.
    Sender,
    /// By what they change: new updates, timescales, owners…
    Field,
}

impl By {
    /// All, in the order of the choice; with the name in addresses and ids.
    pub const ALL: [(By, &'static str); 3] = [(By::Action, "action"), (By::Sender, "sender"), (By::Field, "field")];
}

/// Pieces under one heading.
#[derive(Debug, Clone)]
pub struct Group {
    /// The action, where the heading is one that the record has.
    pub action: Option<Id>,
    /// The heading.
    pub title: String,
    /// The numbers of its pieces among all.
    pub entries: Vec<usize>,
}

/// The files to look at: one, or all that wait.
pub fn files(state: &State, file: Option<Id>) -> Vec<&Staged> {
    let file = file.map(|id| id.to_string());
    state.staged.iter().filter(|s| file.as_ref().is_none_or(|id| s.row.id == *id)).collect()
}

/// Whether a file's signature, or what was left out of it, says that one should look twice: nothing of it is proposed then.
pub fn to_be_careful(state: &State, file: Id) -> bool {
    let left_out = |s: &Staged| s.envelope.id == file && !s.row.left_out.is_nothing();
    state.label(&file.to_string()).is_some_and(|label| label.warning) || state.staged.iter().any(left_out)
}

/// Every piece of these files, file by file.
pub fn entries(state: &State, files: &[&Staged]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for staged in files {
        let names = Names { ledger: &state.ledger, file: Some(&staged.records) };
        let sender = names.writer(staged.envelope.from);
        let careful = to_be_careful(state, staged.envelope.id);
        let said = said_in(&staged.records);
        for item in state.items(staged, time::now_ms()) {
            let records = staged.records_of(&item);
            let names = Names { ledger: &state.ledger, file: Some(records) };
            let claimed = item.claim.map(|author| claimed(names, author, &item, &sender));
            let action = item.action.map(|id| (id, names.title(id)));
            let link = item.action.is_some_and(|id| state.ledger.action(id).is_some());
            let outsiders =
                whose::outsiders(&state.ledger, records, &item).into_iter().map(|id| names.title(id)).collect();
            let mut shown = shown(names, item);
            let id = shown.item.key.0;
            if let (Compare::Removal(removal), Some(asked)) = (&mut shown.compare, records.get(id)) {
                *removal = removal_of(state, asked);
                // Its stamp may be that of the words that go, which somebody else wrote.
                let day = day_text(&staged.envelope.created);
                shown.meta = fill("review.askedBy", &[("name", &sender), ("day", &day)]);
                if removal.whole {
                    shown.heading = fill("review.erasingOf", &[("title", &names.title(id))]);
                }
            }
            let said = said.iter().find(|d| d.key == shown.item.key && claimed.is_none());
            let choice = Choice::new(&shown, careful || said.is_some_and(|d| d.outcome != Outcome::Used));
            let decided = said.map(|d| names.decided(d));
            let (file, sender) = (staged.envelope.id, sender.clone());
            entries.push(Entry {
                file,
                sender,
                action,
                link,
                shown,
                claimed,
                outsiders,
                decided,
                rivalled: false,
                choice,
            });
        }
    }
    mark_rivals(&mut entries);
    entries
}

/// What somebody asks to have removed for good: what goes, as it stands here.
fn removal_of(state: &State, asked: &Record) -> Removal {
    let names = Names { ledger: &state.ledger, file: None };
    let whole = asked.erased().is_some();
    let gone = if whole { Gone::Whole } else { Gone::Redacted(asked) };
    let mut words = Vec::new();
    for (name, field) in state.ledger.records().get(asked.id).into_iter().flat_map(Record::fields) {
        let goes = |write: &&Write| whole || asked.redacted().contains(&write.at);
        let values = field.writes().iter().filter(goes).filter_map(|write| write.value.as_ref());
        for value in values.filter(|value| !value.is_null()) {
            words.push((names.field(asked.id, name), names.value(asked.id, name, Some(value))));
        }
    }
    let why = asked.erased().map(|erased| erased.why.clone()).unwrap_or_default();
    Removal { whole, why, words, touched: touched(state, asked.id, gone) }
}

/// Whose words a claim is said to be, and that in a sentence.
fn claimed(names: Names<'_>, author: Id, item: &review::Item, sender: &str) -> (String, String) {
    let who = names.writer(author);
    let key = match (&item.key.1, item.removal) {
        (Some(field), _) if item.kind == kind::WRITER && field == FOLLOWS => "review.claim.follows",
        (_, true) => "review.claim.removal",
        _ if names.find(author).is_none() => "review.claim.unknown",
        _ => "review.claim.words",
    };
    let sentence = fill(key, &[("author", &who), ("sender", &sender)]);
    let about = names.title(item.action.unwrap_or(item.key.0));
    (fill("review.claim.heading", &[("author", &who), ("title", &about)]), sentence)
}

/// What an item would put in the record, whenever it was written: its words, and of a new record every field.
fn said_of(item: &review::Item) -> (Option<Value>, Vec<(String, Option<Value>)>) {
    let told = |(name, field): (&String, &Field)| (name.clone(), field.value().cloned());
    let told = |record: &Record| record.fields().iter().map(told).filter(|(_, value)| value.is_some()).collect();
    (item.incoming.clone(), item.record.as_ref().map(told).unwrap_or_default())
}

/// Where two files bring different words for one thing, neither is proposed: a person chooses.
fn mark_rivals(entries: &mut [Entry]) {
    let ours = entries.iter().enumerate().filter(|(_, e)| e.claimed.is_none());
    let mut keys: Vec<(Key, usize)> = ours.map(|(n, e)| (e.shown.item.key.clone(), n)).collect();
    keys.sort();
    for run in keys.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
        // Of a new record all that it says: two may well have one title.
        let said = |n: usize| entries.get(n).map(|e| said_of(&e.shown.item));
        let first = run.first().map(|(_, n)| said(*n));
        if run.iter().all(|(_, n)| Some(said(*n)) == first) {
            continue;
        }
        for (_, n) in run {
            if let Some(entry) = entries.get_mut(*n) {
                entry.rivalled = true;
                entry.choice.leave();
            }
        }
    }
}

/// The pieces under headings. Headings stand in the order in which they first come up; of actions those
/// with the same title in one place, whatever file they came in.
pub fn groups(entries: &[Entry], by: By) -> Vec<Group> {
    let heading = |entry: &Entry| match by {
        // What the sender did not write stands by itself, under whom it is said to be by.
        By::Action if entry.claimed.is_some() => entry.claimed.as_ref().map(|(who, _)| who.clone()).unwrap_or_default(),
        By::Action => entry.action.as_ref().map_or_else(|| say("review.elsewhere"), |(_, title)| title.clone()),
        By::Sender => entry.sender.clone(),
        By::Field => entry.shown.what.clone(),
    };
    // What bears on no action stands last.
    let last = |entry: &Entry| by == By::Action && (entry.action.is_none() || entry.claimed.is_some());
    let mut keyed: Vec<(bool, String, usize)> =
        entries.iter().enumerate().map(|(n, e)| (last(e), heading(e), n)).collect();
    keyed.sort();
    let mut groups = Vec::new();
    for run in keyed.chunk_by(|a, b| (a.0, &a.1) == (b.0, &b.1)) {
        let Some((_, title, first)) = run.first() else { continue };
        let link = entries.get(*first).filter(|e| by == By::Action && e.link && e.claimed.is_none());
        groups.push(Group {
            action: link.and_then(|e| e.action.as_ref()).map(|(id, _)| *id),
            title: title.clone(),
            entries: run.iter().map(|(_, _, n)| *n).collect(),
        });
    }
    groups
}
