//! What a file says that somebody else than its sender wrote: shown by author, proposed to be left, and never joined.
//!
//! A join would take over the stamps too, and a made-up one hides what that author really writes from then on. So whoever
//! uses a claim writes its words again in the office's own name, noting whose they are said to be. That a claim was
//! decided is read off the office's `review` records, which name its stamps.

use super::changes::{Cause, Work};
use super::decided;
pub use super::item::FOLLOWS;
use super::item::{Decision, Item, Key, Reviewer};
use super::review::{self, kept_words};
use super::state::Ledger;
use super::whose;
use crate::domain::{Draft, Outcome, fields as f, ids::derived, kind, kinds};
use crate::record::{Edit, Id, Record, Set};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What a file says that one author wrote, or asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Who is said to have written it.
    pub author: Id,
    /// The words, as records with just these writes.
    pub records: Set,
}

/// What there is to decide about the claims of a file, by author and then as [`review::pending`] orders it. Each names
/// its author in [`Item::claim`], and is proposed to be left.
pub fn pending(ledger: &Ledger, claims: &[Claim], now_ms: u64) -> Vec<Item> {
    let mut items = Vec::new();
    let decided = if claims.is_empty() { Vec::new() } else { decided::stamps(ledger.records()) };
    let decided = |item: &Item| decided.binary_search(&(item.key.0, item.at)).is_ok();
    for claim in claims {
        let mut of_author = review::pending(ledger, &claim.records, now_ms);
        // What others are said to say of a writer is set apart for good.
        of_author.retain(|item| item.kind != kind::WRITER);
        of_author.extend(claim.records.iter().filter_map(|record| follows(ledger, record, now_ms)));
        of_author.retain(|item| !decided(item));
        items.extend(of_author.into_iter().map(|item| Item { claim: Some(claim.author), ..item }));
    }
    items
}

/// That somebody goes on from somebody else: from a restored backup, or on a shared device.
fn follows(ledger: &Ledger, record: &Record, now_ms: u64) -> Option<Item> {
    let field = record.field(FOLLOWS).filter(|_| record.kind == kind::WRITER)?;
    let now = ledger.records().get(record.id).and_then(|r| r.value(FOLLOWS)).cloned();
    let incoming = field.value().cloned().filter(|value| Some(value) != now.as_ref())?;
    Some(Item {
        key: (record.id, Some(FOLLOWS.to_owned())),
        kind: kind::WRITER.to_owned(),
        action: None,
        before: None,
        now,
        at: field.latest()?,
        clock_looks_wrong: field.latest().is_some_and(|at| crate::record::Clock::looks_wrong(at, now_ms)),
        incoming: Some(incoming),
        record: None,
        two_versions: false,
        removal: false,
        claim: None,
    })
}

/// Turns decisions about claims into work: by author and key. `how` is noted beside whose words they are said to be,
/// with the author's name as `name` gives it.
pub fn decide(
    ledger: &Ledger,
    claims: &[Claim],
    items: &[Item],
    decisions: &BTreeMap<(Id, Key), Decision>,
    by: &Reviewer,
    name: impl Fn(Id) -> String,
) -> Work {
    let mut work = Work::new(Cause::Review { bundle: by.bundle.to_string() });
    for claim in claims {
        let mut review =
            Draft::new(derived(&["claims", &by.review.to_string(), &claim.author.to_string()]), kind::REVIEW);
        for item in items.iter().filter(|item| item.claim == Some(claim.author)) {
            let decided = decisions.get(&(claim.author, item.key.clone()));
            let (Some(decision), Some(record)) = (decided, claim.records.get(item.key.0)) else { continue };
            let Some((outcome, reason)) = outcome(decision) else { continue };
            if item.removal {
                // Words that are asked to be removed go, or they stay for now.
                if outcome == Outcome::Used {
                    remove(ledger, record, &mut work);
                }
                continue;
            }
            work.edits.extend(edits(item, record, decision, by, &name));
            if outcome != Outcome::NotUsed {
                work.edits.extend(whose::not_counted(ledger, &claim.records, item));
            }
            match decision {
                Decision::UseWithChanges(amended) => {
                    let kept = amended.fields(item).flat_map(|(field, _)| kept_words(item, field, None));
                    work.edits.extend(kept);
                }
                Decision::NotUse { .. } => work.edits.extend(kept_words(item, item.field(), reason.as_deref())),
                Decision::Use | Decision::Later => {}
            }
            let part = item.key.1.as_ref().map_or_else(|| record.clone(), |n| record.part([n.as_str()]));
            let (field, decided) = decided::of_claim(&item.key, outcome, part.stamps(), reason.as_deref());
            review.set(field, decided);
        }
        if !review.fields.is_empty() {
            review.set(f::REVIEWER, by.writer.to_string());
            review.set(f::DATE, by.today.clone());
            review.set("bundle", by.bundle.to_string());
            work.edits.extend(review.edits());
        }
    }
    work
}

fn outcome(decision: &Decision) -> Option<(Outcome, Option<String>)> {
    Some(match decision {
        Decision::Use => (Outcome::Used, None),
        Decision::UseWithChanges(_) => (Outcome::UsedWithChanges, None),
        Decision::NotUse { reason } => (Outcome::NotUsed, Some(reason.clone())),
        Decision::Later => return None,
    })
}

/// The removal that a file asks for in somebody else's name, done in this office's.
fn remove(ledger: &Ledger, asked: &Record, work: &mut Work) {
    match asked.erased() {
        Some(erased) => work.erase.push((asked.id, erased.why.clone())),
        None => {
            let here = ledger.records().get(asked.id).map(|r| r.redacted().clone()).unwrap_or_default();
            let stamps = asked.redacted().iter().copied().filter(|at| !here.contains(at)).collect();
            work.redact.push((asked.id, stamps));
        }
    }
}

/// The words of a claim, written in this office's name.
fn edits(item: &Item, record: &Record, decision: &Decision, by: &Reviewer, name: &dyn Fn(Id) -> String) -> Vec<Edit> {
    let changed = match decision {
        Decision::Use => None,
        Decision::UseWithChanges(amended) => Some(amended),
        Decision::NotUse { .. } | Decision::Later => return Vec::new(),
    };
    let edit = |field: &str, value: Value| Edit {
        record: record.id,
        kind: record.kind.clone(),
        field: field.to_owned(),
        value,
    };
    if let Some(field) = &item.key.1 {
        // What was shown: beside it the claim may have what stands here as well.
        let value = changed.and_then(|amended| amended.own(item)).or(item.incoming.as_ref());
        return vec![edit(field, value.cloned().unwrap_or(Value::Null))];
    }
    let values = record
        .fields()
        .iter()
        .filter(|(name, _)| !kinds::office_writes_field(&record.kind, name))
        .filter_map(|(name, field)| Some((name.clone(), field.value()?.clone())));
    let mut fields: BTreeMap<String, Value> = values.fold(BTreeMap::new(), |mut all, (name, value)| {
        all.insert(name, value);
        all
    });
    for (field, value) in changed.into_iter().flat_map(|amended| amended.fields(item)) {
        fields.insert(field.to_owned(), value.clone());
    }
    if record.kind == kind::UPDATE && !fields.contains_key(f::ATTRIBUTION) {
        let who = name(item.at.writer());
        fields.insert(f::ATTRIBUTION.to_owned(), json!({ "who": who, "how": "file", "when": by.today }));
    }
    fields.iter().map(|(field, value)| edit(field, value.clone())).collect()
}
