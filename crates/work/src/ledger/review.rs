//! Review: what somebody returned, beside what stands, and what becomes of it.
//!
//! [`pending`] compares a returned set of records with the ledger field by field and lists what would
//! change. A reviewer decides each item; [`decide`] turns the decisions into one piece of [`Work`]:
//! *use* joins that field; *use with changes* joins it and edits; *not used* joins it and writes the
//! former value again, keeping the declined words in an office-only record; *later* does nothing, so
//! the item is pending still. Because a decided field has been joined, it is never pending again, also
//! when the same words arrive in another file.

use super::changes::{Cause, Work};
use super::decided::{declined_id, is_live, written};
pub use super::item::{Amended, Decision, Item, Key, Reviewer};
use super::quiet::{bare, is_follows, joined, quiet, says_the_same};
use super::state::Ledger;
use super::whose;
use crate::domain::{Draft, Observation, Outcome, Update, fields as f, kind, kinds};
use crate::record::{Clock, Edit, Field, Id, Record, Set};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Kinds that never leave the device that made them: what another device's backup carries of them stays there.
fn stays_there(kind: &str) -> bool {
    kinds::audience(kind) == kind::Audience::Device
}

/// What came in, each record that is known here under the kind it has here. Of two kinds the join keeps the
/// lesser name, so a file could otherwise turn an action into something that nobody sees, and what is for
/// the office alone into something that travels.
fn in_known_kinds<'a>(ledger: &Ledger, incoming: &'a Set) -> Cow<'a, Set> {
    let known = |r: &Record| ledger.records().get(r.id).map(|known| &known.kind).filter(|kind| **kind != r.kind);
    if incoming.iter().all(|r| known(r).is_none()) {
        return Cow::Borrowed(incoming);
    }
    let mut named = incoming.clone();
    for (record, kind) in incoming.iter().filter_map(|r| Some((r, known(r)?.clone()))) {
        // What only the office writes, or what stays on a device, was let in because it is not looked at.
        match kinds::office_writes(&record.kind) || stays_there(&record.kind) {
            true => drop(named.remove(record.id)),
            false => drop(named.with(record.id, |record| record.kind = kind)),
        }
    }
    Cow::Owned(named)
}

/// What `incoming` would change, in a stable order (by action, then record).
///
/// ```
/// use golden_thread_work::ledger::review::{Decision, Reviewer, decide, pending};
/// use golden_thread_work::ledger::{Ledger, Side};
/// use golden_thread_work::record::{Edit, Id, Set, Stamp};
/// use std::collections::BTreeMap;
///
/// let id = |n| Id::from_bytes([n; 16]);
/// let edit = |title: &str| Edit { record: id(2), kind: "action".into(), field: "title".into(), value: title.into() };
/// let mut records = Set::new();
/// records.edit(&edit("Walks"), Stamp::new(1_000, 0, id(9)));
/// let mut incoming = records.clone();
/// incoming.edit(&edit("Health walks"), Stamp::new(2_000, 0, id(8)));
///
/// let ledger = Ledger::new(records, None, Side::Office);
/// let items = pending(&ledger, &incoming, 3_000);
/// assert_eq!(items[0].incoming, Some("Health walks".into()));
/// assert_eq!(items[0].proposed(), Decision::Use, "nobody else changed it meanwhile");
///
/// let by = Reviewer { writer: id(9), bundle: id(5), review: id(6), today: "2026-05-01".into() };
/// let decisions = BTreeMap::from([(items[0].key.clone(), items[0].proposed())]);
/// let work = decide(&ledger, &incoming, &items, &decisions, &by);
/// assert_eq!(work.joins[0].text("title"), Some("Health walks"));
/// ```
pub fn pending(ledger: &Ledger, incoming: &Set, now_ms: u64) -> Vec<Item> {
    let incoming = in_known_kinds(ledger, incoming);
    let mut items = Vec::new();
    // Who somebody new is joins with what they sent; what changes about somebody known is looked at.
    let known = |r: &Record| ledger.records().get(r.id).is_some();
    let looked_at =
        |r: &&Record| !kinds::office_writes(&r.kind) && !stays_there(&r.kind) && (r.kind != kind::WRITER || known(r));
    for record in incoming.iter().filter(looked_at) {
        match ledger.records().get(record.id) {
            None if is_live(record) => items.extend(new_record(record, now_ms)),
            // Erased or withdrawn by its own sender before it ever got here.
            None => {}
            Some(known) => {
                items.extend(removal(known, record));
                let looked_at =
                    |name: &&str| !is_follows(record, name) && !kinds::office_writes_field(&known.kind, name);
                let changed = known.changed_by(record).into_iter().filter(looked_at);
                items.extend(changed.filter_map(|name| changed_field(ledger, known, record, name, now_ms)));
            }
        }
    }
    for item in items.iter_mut().filter(|i| i.kind == kind::OBSERVATION) {
        let find = |id: Id| incoming.get(id).or_else(|| ledger.records().get(id));
        let measure = find(item.key.0).and_then(|r| Observation(r).measure()).and_then(find);
        item.action = measure.and_then(action_of);
    }
    items.sort_by(|a, b| (a.action.is_none(), a.action, &a.key).cmp(&(b.action.is_none(), b.action, &b.key)));
    items
}

/// The action a record bears on; of a figure, see [`pending`].
pub fn action_of(record: &Record) -> Option<Id> {
    match record.kind.as_str() {
        kind::ACTION => Some(record.id),
        kind::UPDATE => Update(record).covers().first().map(|(id, _)| *id),
        kind::MEASURE => record.members(f::ACTION).find_map(|(m, _)| m.parse().ok()),
        _ => None,
    }
}

fn new_record(record: &Record, now_ms: u64) -> Option<Item> {
    let at = record.stamps().max()?;
    let words = [f::NARRATIVE].iter().chain(kinds::titled(&record.kind)).find_map(|name| record.value(name));
    let no_change = (record.kind == kind::UPDATE && Update(record).no_change()).then_some(Value::Bool(true));
    Some(Item {
        key: (record.id, None),
        kind: record.kind.clone(),
        action: action_of(record),
        before: None,
        now: None,
        incoming: words.cloned().or(no_change),
        record: Some(record.clone()),
        at,
        two_versions: record.fields().values().any(Field::is_conflict),
        removal: false,
        clock_looks_wrong: Clock::looks_wrong(at, now_ms),
        claim: None,
    })
}

fn removal(known: &Record, incoming: &Record) -> Option<Item> {
    let erases = incoming.erased().is_some() && known.erased().is_none();
    let redacts = known.erased().is_none() && !incoming.redacted().is_subset(known.redacted());
    let at = incoming.erased().map(|e| e.at).or_else(|| incoming.redacted().last().copied())?;
    (erases || redacts).then(|| Item {
        key: (known.id, None),
        kind: known.kind.clone(),
        action: action_of(known),
        before: None,
        now: None,
        incoming: None,
        record: None,
        at,
        two_versions: false,
        removal: true,
        clock_looks_wrong: false,
        claim: None,
    })
}

fn changed_field(ledger: &Ledger, known: &Record, incoming: &Record, name: &str, now_ms: u64) -> Option<Item> {
    let theirs = incoming.field(name)?;
    let mine = known.field(name);
    let joined = joined(mine, theirs);
    // A conflict may come back with a version that was settled here long ago: that one did not arrive.
    let arrived =
        |w: &&crate::record::Write| joined.writes().contains(w) && mine.is_none_or(|m| !m.writes().contains(w));
    let write = theirs.writes().iter().rev().find(arrived)?;
    let clock_looks_wrong = Clock::looks_wrong(write.at, now_ms);
    if says_the_same(mine, &joined) && !clock_looks_wrong {
        // The same words by another way: nothing for a person to decide, but it is joined with the rest.
        return None;
    }
    let base = ledger.base().and_then(|b| b.get(known.id)).and_then(|r| r.value(name));
    Some(Item {
        key: (known.id, Some(name.to_owned())),
        kind: known.kind.clone(),
        action: action_of(known),
        before: base.cloned(),
        now: mine.and_then(Field::value).cloned(),
        incoming: write.value.clone(),
        record: None,
        at: write.at,
        two_versions: joined.is_conflict(),
        removal: false,
        clock_looks_wrong,
        claim: None,
    })
}

/// Turns decisions into one transaction's work. Items without a decision, and those left for later,
/// are not touched. Also joins what needs no decision: the senders' own `writer` records and values
/// that arrived by two ways.
pub fn decide(
    ledger: &Ledger,
    incoming: &Set,
    items: &[Item],
    decisions: &BTreeMap<Key, Decision>,
    by: &Reviewer,
) -> Work {
    let incoming = &*in_known_kinds(ledger, incoming);
    let mut work = Work::new(Cause::Review { bundle: by.bundle.to_string() });
    let mut review = Draft::new(by.review, kind::REVIEW);
    for item in items {
        let Some(decision) = decisions.get(&item.key) else { continue };
        let (id, field) = &item.key;
        let Some(record) = incoming.get(*id) else { continue };
        if item.removal {
            // Words that were removed are no words to answer: they go, or they stay. A request that was refused goes with its file.
            if *decision == Decision::Use {
                work.joins.push(record.part([]));
            }
            continue;
        }
        if *decision == Decision::Later {
            continue;
        }
        work.joins.push(match field {
            Some(name) => bare(record, [name.as_str()]),
            None => without_the_offices(record),
        });
        let (outcome, reason) = match decision {
            Decision::UseWithChanges(amended) => {
                for (name, value) in amended.fields(item) {
                    work.edits.push(edit(record, name, value.clone()));
                    work.edits.extend(kept_words(item, name, None));
                }
                (Outcome::UsedWithChanges, None)
            }
            Decision::NotUse { reason } => {
                work.edits.extend(decline(item, record, reason));
                work.edits.extend(open_still(ledger, item));
                (Outcome::NotUsed, Some(reason.clone()))
            }
            Decision::Use | Decision::Later => {
                let opened = |name: &String| kinds::is_opened_with(&item.kind, name);
                let is_said = item.two_versions || field.as_ref().is_some_and(opened);
                if let (Some(name), Some(value), true) = (field, &item.incoming, is_said) {
                    // Choosing one of two versions is an edit that supersedes both. Words that a record was opened with are said
                    // now, whatever day their sender gave them: they are newer than the word that opened it.
                    work.edits.push(edit(record, name, value.clone()));
                }
                (Outcome::Used, None)
            }
        };
        if outcome != Outcome::NotUsed {
            work.edits.extend(whose::not_counted(ledger, incoming, item));
        }
        let part = field.as_ref().map_or_else(|| record.clone(), |n| record.part([n.as_str()]));
        let (name, decided) = written(&item.key, outcome, part.stamps(), reason.as_deref(), &[]);
        review.set(name, decided);
    }
    if !review.fields.is_empty() {
        review.set(f::REVIEWER, by.writer.to_string());
        review.set(f::DATE, by.today.clone());
        review.set("bundle", by.bundle.to_string());
        work.edits.extend(review.edits());
    }
    let used = decisions.values().any(|d| matches!(d, Decision::Use | Decision::UseWithChanges(_)));
    work.joins.extend(quiet(ledger, incoming, items, used));
    work
}

/// Where the words that a record was opened with stay as they were, it stays open: what was declined took the place of nothing.
fn open_still(ledger: &Ledger, item: &Item) -> Option<Edit> {
    let record = ledger.records().get(item.key.0).filter(|r| kinds::audience_of(r) <= kind::Audience::Partnership)?;
    item.key.1.as_ref().filter(|name| kinds::is_opened_with(&item.kind, name))?;
    let by = kinds::opened_by(&item.kind)?;
    Some(edit(record, by, record.value(by)?.clone()))
}

/// A new record without what only the office says in it.
fn without_the_offices(record: &Record) -> Record {
    let mut record = record.clone();
    let is_theirs = |name: &&String| kinds::office_writes_field(&record.kind, name);
    for name in record.fields().keys().filter(is_theirs).cloned().collect::<Vec<_>>() {
        record.restore(&name, None);
    }
    record
}

fn edit(record: &Record, field: &str, value: Value) -> Edit {
    Edit { record: record.id, kind: record.kind.clone(), field: field.to_owned(), value }
}

/// Not used: the former value is written again (a new record needs none: an update that was not used
/// stays out of papers and plan files by its review), and the words go to the office's own record.
fn decline(item: &Item, record: &Record, reason: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    if let (_, Some(name)) = &item.key {
        edits.push(edit(record, name, item.now.clone().unwrap_or(Value::Null)));
    } else if record.kind != kind::UPDATE {
        edits.push(edit(record, Record::withdrawn_field(), record.withdrawal(reason)));
    }
    edits.extend(kept_words(item, item.field(), Some(reason)));
    edits
}

/// The office's own record of words as they came in, where they do not stand so in the record afterwards:
/// those not used, with the reason, and those used with changes, field by field.
pub(super) fn kept_words(item: &Item, field: &str, reason: Option<&str>) -> Vec<Edit> {
    let id = item.key.0;
    // Where it said nothing, that is kept too: it is what stands again if another keeper's choice does.
    let came = item.came(field);
    // The words' own stamp, so that removing just these words finds this copy of them.
    let own = item.record.as_ref().and_then(|r| r.field(field)?.latest());
    let mut kept = Draft::new(declined_id(id, field, own.unwrap_or(item.at)), kind::DECLINED)
        .with(f::RECORD, id.to_string())
        .with(f::FIELD, field)
        .with(f::VALUE, came.cloned().unwrap_or(Value::Null))
        .with(f::FROM, item.at.writer().to_string());
    if let Some(reason) = reason {
        kept.set(f::REASON, reason);
    }
    kept.edits().collect()
}
