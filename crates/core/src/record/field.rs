//! One field of a record: a multi-value register with its own causal context.

use super::steps::took;
use super::{FEW, Stamp, compare};
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// A value somebody wrote, and the stamp of that write.
#[derive(Debug, Clone, PartialEq)]
pub struct Write {
    /// When and by whom.
    pub at: Stamp,
    /// What was written; `None` once the words were removed for good.
    pub value: Option<Value>,
    /// Members of this write that this version does not know, carried on.
    pub extra: BTreeMap<String, Value>,
}

/// The writes nobody has knowingly replaced, and what this copy has seen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Field {
    writes: Vec<Write>,
    /// The latest stamp of each writer, by writer. A list, because there is mostly one, and a map of its own in
    /// every field is most of what a plan takes up in memory.
    seen: Vec<Stamp>,
    extra: BTreeMap<String, Value>,
}

impl Field {
    /// A field as read from outside. Writes are put in order, exact repeats dropped, and every
    /// write's stamp counted as seen.
    pub fn from_parts(writes: Vec<Write>, seen: Vec<Stamp>, extra: BTreeMap<String, Value>) -> Field {
        let mut field = Field { writes, seen: latest(seen), extra };
        field.settle();
        field
    }

    /// The surviving writes, earliest stamp first. Normally one; none in a field that is only
    /// known to have been written.
    pub fn writes(&self) -> &[Write] {
        &self.writes
    }

    /// The latest stamp seen, per writer.
    pub fn seen(&self) -> impl ExactSizeIterator<Item = Stamp> + '_ {
        self.seen.iter().copied()
    }

    /// Members of this field that this version does not know.
    pub fn extra(&self) -> &BTreeMap<String, Value> {
        &self.extra
    }

    /// Whether this copy knows of the write with this stamp, kept or replaced.
    pub fn has_seen(&self, stamp: Stamp) -> bool {
        let place = self.seen.binary_search_by_key(&stamp.writer(), |seen| seen.writer());
        place.is_ok_and(|place| self.seen.get(place).is_some_and(|latest| *latest >= stamp))
    }

    /// The value to show: the one with the latest stamp among those that remain. `None` where
    /// nothing was written, the words were removed, or the value is null.
    pub fn value(&self) -> Option<&Value> {
        self.writes.iter().rev().find_map(|w| w.value.as_ref()).filter(|v| !v.is_null())
    }

    /// The different surviving values, earliest stamp first. More than one is a conflict; a removal
    /// (null) beside a value counts as one of them.
    pub fn versions(&self) -> Vec<&Write> {
        let mut versions: Vec<(usize, &Write)> = self.writes.iter().filter(|w| w.value.is_some()).enumerate().collect();
        if versions.len() > 1 {
            // Equal values together, the earliest first; then in the order of stamps again.
            versions.sort_by(|(_, a), (_, b)| by_value(a, b));
            versions.dedup_by(|(_, later), (_, earlier)| later.value == earlier.value);
            versions.sort_by_key(|(a, _)| *a);
        }
        versions.into_iter().map(|(_, write)| write).collect()
    }

    /// Whether different values survive side by side.
    pub fn is_conflict(&self) -> bool {
        let mut values = self.writes.iter().filter_map(|w| w.value.as_ref());
        values.next().is_some_and(|first| values.any(|other| other != first))
    }

    /// The stamp of the latest surviving write.
    pub fn latest(&self) -> Option<Stamp> {
        self.writes.last().map(|w| w.at)
    }

    /// Replaces everything this copy holds by one new value.
    pub fn edit(&mut self, value: Value, at: Stamp) {
        self.saw(at);
        self.writes = vec![Write { at, value: Some(super::normal(value)), extra: BTreeMap::new() }];
    }

    /// Writes a new value for somebody who had only the writes with these stamps before them: those are replaced. Any
    /// other value stays beside the new one, as if the two had been written on two devices.
    pub fn edit_beside(&mut self, value: Value, at: Stamp, had: &[Stamp]) {
        let value = super::normal(value);
        self.writes.retain(|w| !had.contains(&w.at) && w.value.as_ref() != Some(&value));
        self.writes.push(Write { at, value: Some(value), extra: BTreeMap::new() });
        self.settle();
    }

    /// Joins another copy of this field into this one: a write stays if both copies hold it, or if
    /// one holds it and the other has not seen its stamp.
    ///
    /// ```
    /// use golden_thread_core::record::{Field, Id, Stamp};
    /// use serde_json::json;
    ///
    /// let [amina, ben] = [1, 2].map(|n| Id::from_bytes([n; 16]));
    /// let mut hers = Field::default();
    /// hers.edit(json!("by summer 2025"), Stamp::new(1_000, 0, amina));
    /// let mut his = hers.clone();
    /// // Both write, and neither has seen what the other wrote.
    /// hers.edit(json!("by autumn 2025"), Stamp::new(2_000, 0, amina));
    /// his.edit(json!("by spring 2026"), Stamp::new(3_000, 0, ben));
    ///
    /// hers.join(&his);
    /// assert!(hers.is_conflict());
    /// assert_eq!(hers.versions().len(), 2);
    /// assert_eq!(hers.value(), Some(&json!("by spring 2026")), "the latest is shown, both are kept");
    ///
    /// // Whoever chooses has seen both, so one value is left wherever that arrives.
    /// hers.edit(json!("by spring 2026"), Stamp::new(4_000, 0, amina));
    /// his.join(&hers);
    /// assert!(!his.is_conflict());
    /// ```
    pub fn join(&mut self, other: &Field) {
        took(self.writes.len().min(other.writes.len()));
        if self == other {
            return;
        }
        took(self.writes.len() + other.writes.len());
        let holds = |field: &Field, at: Stamp| field.writes.binary_search_by_key(&at, |w| w.at).is_ok();
        let stays = |write: &Write, there: &Field| !there.has_seen(write.at) || holds(there, write.at);
        // What both copies hold alike is most of it and is neither copied nor put in order again.
        let alike = |write: &Write| {
            self.writes.binary_search_by_key(&write.at, |w| w.at).is_ok_and(|i| self.writes.get(i) == Some(write))
        };
        let added: Vec<Write> = other.writes.iter().filter(|w| !alike(w) && stays(w, self)).cloned().collect();
        self.writes.retain(|w| stays(w, other));
        self.saw_all(&other.seen);
        join_extra(&mut self.extra, &other.extra);
        if added.len() > FEW {
            self.writes.extend(added);
            return self.settle();
        }
        for write in added {
            self.saw(write.at);
            match self.writes.binary_search_by(|known| order(known, &write)) {
                Ok(known) => {
                    self.writes.iter_mut().skip(known).take(1).for_each(|k| join_extra(&mut k.extra, &write.extra))
                }
                Err(place) => {
                    took(self.writes.len() - place);
                    self.writes.insert(place, write);
                }
            }
        }
    }

    /// Takes the words of these writes away for good; that something was written remains.
    pub(super) fn redact(&mut self, stamps: &BTreeSet<Stamp>) {
        let mut touched = false;
        for write in &mut self.writes {
            if stamps.contains(&write.at) && (write.value.is_some() || !write.extra.is_empty()) {
                write.value = None;
                write.extra.clear();
                touched = true;
            }
        }
        if touched {
            self.settle();
        }
    }

    fn saw(&mut self, stamp: Stamp) {
        match self.seen.binary_search_by_key(&stamp.writer(), |seen| seen.writer()) {
            Ok(place) => self.seen.iter_mut().skip(place).take(1).for_each(|latest| *latest = (*latest).max(stamp)),
            Err(place) => {
                took(self.seen.len() - place);
                self.seen.reserve_exact(1);
                self.seen.insert(place, stamp);
            }
        }
    }

    fn settle(&mut self) {
        if let [only] = self.writes.as_slice() {
            let at = only.at;
            self.saw(at);
            return;
        }
        self.writes.sort_by(order);
        let mut kept: Vec<Write> = Vec::with_capacity(self.writes.len());
        for write in std::mem::take(&mut self.writes) {
            match kept.last_mut() {
                Some(last) if last.at == write.at && last.value == write.value => {
                    join_extra(&mut last.extra, &write.extra);
                }
                _ => kept.push(write),
            }
        }
        self.writes = kept;
        let stamps: Vec<Stamp> = self.writes.iter().map(|w| w.at).collect();
        self.saw_all(&stamps);
    }

    /// Takes note of many stamps at once: put in one by one, each would move those behind it.
    fn saw_all(&mut self, stamps: &[Stamp]) {
        if stamps.len() <= FEW {
            stamps.iter().for_each(|stamp| self.saw(*stamp));
        } else {
            let mut all = std::mem::take(&mut self.seen);
            all.extend_from_slice(stamps);
            self.seen = latest(all);
        }
    }
}

/// The latest stamp of each writer, by writer.
fn latest(mut stamps: Vec<Stamp>) -> Vec<Stamp> {
    // What we write is in order already.
    if !stamps.is_sorted_by(|a, b| a.writer() < b.writer()) {
        // The latest of a writer stands first, and is the one that stays.
        stamps.sort_by(|a, b| a.writer().cmp(&b.writer()).then(b.cmp(a)));
        stamps.dedup_by_key(|stamp| stamp.writer());
    }
    stamps
}

/// The order of writes in a field: by stamp, then by value.
fn order(a: &Write, b: &Write) -> Ordering {
    a.at.cmp(&b.at).then_with(|| by_value(a, b))
}

fn by_value(a: &Write, b: &Write) -> Ordering {
    match (&a.value, &b.value) {
        (Some(a), Some(b)) => compare(a, b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}

/// Joins members this version does not understand: of two different values of one name the greater
/// (see [`compare`]) stays, so that every copy comes to the same.
pub(super) fn join_extra(mine: &mut BTreeMap<String, Value>, theirs: &BTreeMap<String, Value>) {
    for (name, value) in theirs {
        match mine.get(name) {
            Some(known) if compare(known, value).is_ge() => {}
            _ => {
                mine.insert(name.clone(), value.clone());
            }
        }
    }
}
