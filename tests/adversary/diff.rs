//! A record before and after a review: nothing changed but what was shown and chosen.

use super::case::{Checked, ensure};
use super::model::is_bookkeeping;
use super::world::{said, versions};
use golden_thread::domain::{fields as f, kind};
use golden_thread::ledger::review::{Decision, Item};
use golden_thread::record::{Field, Id, Record, Set, Write};
use serde_json::Value;
use std::collections::BTreeSet;

/// A record before and after a review, and what was shown and chosen.
pub struct Diff<'a> {
    pub before: &'a Set,
    pub after: &'a Set,
    pub decided: &'a [(Item, Decision)],
    pub from: Id,
    pub own: Id,
}

impl Diff<'_> {
    /// What was decided about a piece, in the order in which it takes effect; a piece may be claimed by several.
    fn decisions(&self, key: &(Id, Option<String>), removal: bool) -> Vec<&(Item, Decision)> {
        let ours = |(i, d): &&(Item, Decision)| i.key == *key && i.removal == removal && *d != Decision::Later;
        let (mut own, claims): (Vec<_>, Vec<_>) =
            self.decided.iter().filter(ours).partition(|(item, _)| item.claim.is_none());
        own.extend(claims);
        own
    }

    /// Holds what changed against what was chosen.
    pub fn check(&self) -> Checked {
        for record in self.before.iter() {
            ensure(self.after.get(record.id).is_some(), || format!("unseen: {} {} is gone", record.kind, record.id))?;
        }
        for record in self.after.iter() {
            match self.before.get(record.id) {
                Some(before) if before == record => {}
                Some(before) => self.changed(before, record)?,
                None => self.entered(record)?,
            }
        }
        Ok(())
    }

    fn entered(&self, record: &Record) -> Checked {
        if is_bookkeeping(&record.kind) {
            return ensure(record.stamps().all(|s| s.writer() == self.own), || {
                format!("unseen: a {} of another's", record.kind)
            });
        }
        if record.kind == kind::WRITER && record.id == self.from {
            return ensure(record.text("follows").is_none(), || "name: a new writer follows somebody".into());
        }
        let chosen = self.decisions(&(record.id, None), false);
        ensure(!chosen.is_empty(), || format!("unseen: a new {} {}", record.kind, record.id))?;
        let amended: BTreeSet<String> = chosen
            .iter()
            .filter_map(|(_, d)| if let Decision::UseWithChanges(v) = d { v.values().next().map(said) } else { None })
            .collect();
        for name in record.fields().keys() {
            let shown = chosen.iter().filter_map(|(i, _)| i.record.as_ref()?.field(name)).flat_map(Field::versions);
            let mut may: BTreeSet<String> = shown.filter_map(|w| Some(said(w.value.as_ref()?))).collect();
            if name == f::NARRATIVE && !amended.is_empty() {
                may = if chosen.len() == 1 { amended.clone() } else { &may | &amended };
            }
            let withdraws = name == "withdrawn" && chosen.iter().any(|(_, d)| matches!(d, Decision::NotUse { .. }));
            let attributes = name == f::ATTRIBUTION && chosen.iter().any(|(i, _)| i.claim.is_some());
            let is = versions(self.after, record.id, name);
            ensure(withdraws || attributes || is.is_subset(&may), || {
                format!("unseen: {} {}/{name} is {is:?}", record.kind, record.id)
            })?;
        }
        Ok(())
    }

    fn changed(&self, before: &Record, after: &Record) -> Checked {
        let what = || format!("{} {}", before.kind, before.id);
        if !self.decisions(&(before.id, None), true).is_empty() {
            return ensure(before.extra() == after.extra() || after.erased().is_some(), || {
                format!("unseen: {} has other members", what())
            });
        }
        let removes = self.decided.iter().any(|(i, d)| i.removal && *d == Decision::Use);
        if is_bookkeeping(&before.kind) && removes {
            return Ok(());
        }
        ensure(before.kind == after.kind, || format!("unseen: {} is a {}", what(), after.kind))?;
        ensure(before.erased() == after.erased(), || format!("unseen: {} was erased", what()))?;
        ensure(before.redacted() == after.redacted(), || format!("unseen: words of {} were removed", what()))?;
        ensure(before.extra() == after.extra(), || format!("unseen: {} has other members", what()))?;
        let names: BTreeSet<&String> = before.fields().keys().chain(after.fields().keys()).collect();
        for name in names {
            let (was, is) = (versions(self.before, before.id, name), versions(self.after, before.id, name));
            if before.kind == kind::WRITER {
                ensure(was == is || before.id == self.from, || format!("name: {name} of {} is {is:?}", before.id))?;
                ensure(was == is || name != "follows", || format!("name: {} follows somebody unasked", before.id))?;
                continue;
            }
            if let (Some(was), Some(is)) = (before.field(name), after.field(name)) {
                ensure(same_members(was, is), || format!("unseen: {name} of {} has other members", what()))?;
            }
            let text = |value: &Option<Value>| said(value.as_ref().unwrap_or(&Value::Null));
            let mut should = was;
            for (item, decision) in self.decisions(&(before.id, Some(name.clone())), false) {
                should = match decision {
                    Decision::Use => BTreeSet::from([text(&item.incoming)]),
                    Decision::UseWithChanges(amended) => amended.values().map(said).collect(),
                    _ if item.claim.is_some() => should,
                    _ => BTreeSet::from([text(&item.now)]),
                };
            }
            ensure(is == should, || format!("unseen: {name} of {} is {is:?}, should be {should:?}", what()))?;
        }
        Ok(())
    }
}

/// What this version does not know of a field, and of the writes that stood in it, stays as it was.
fn same_members(was: &Field, is: &Field) -> bool {
    let same = |write: &Write| {
        let now = is.writes().iter().find(|w| w.at == write.at && w.value == write.value);
        now.is_none_or(|now| now.extra == write.extra)
    };
    was.extra() == is.extra() && was.writes().iter().all(same)
}
