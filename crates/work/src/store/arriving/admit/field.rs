//! One field of a file, parted by who is said to have written what.

use super::rules::Rules;
use crate::record::{Clock, Field, Id, Stamp, Write};
use std::collections::BTreeMap;

/// A field of a file beside the same field here.
pub(super) struct Heard<'a> {
    pub(super) field: &'a Field,
    /// As this device has it.
    pub(super) here: Option<&'a Field>,
    /// As the last plan file made or opened here has it: what everybody may have seen.
    pub(super) issued: Option<&'a Field>,
    /// Whether this device does not have the record.
    pub(super) is_new: bool,
    pub(super) rules: &'a Rules,
}

impl Heard<'_> {
    /// Whether a write is news: not seen here, or seen here with other words.
    fn is_news(&self, write: &Write) -> bool {
        match self.here {
            Some(here) if here.has_seen(write.at) => self.held(write.at).is_some_and(|held| held.value != write.value),
            _ => true,
        }
    }

    /// The write as it stands here.
    fn held(&self, at: Stamp) -> Option<&Write> {
        self.here?.writes().iter().find(|w| w.at == at)
    }

    /// Who is said to have written what is news here.
    pub(super) fn authors(&self) -> Vec<Id> {
        let mut authors: Vec<Id> =
            self.field.writes().iter().filter(|w| self.is_news(w)).map(|w| w.at.writer()).collect();
        authors.sort_unstable();
        authors.dedup();
        authors
    }

    /// What `group` wrote of it, with what everybody may have seen; `None` where that is nothing.
    pub(super) fn part(&self, group: &dyn Fn(Id) -> bool) -> Option<Field> {
        let mut writes: Vec<Write> = Vec::new();
        for write in self.field.writes() {
            if self.is_news(write) {
                if group(write.at.writer()) {
                    let extra = if self.rules.unknown && self.is_changed_here(write) {
                        BTreeMap::new()
                    } else {
                        write.extra.clone()
                    };
                    writes.push(Write { extra, ..write.clone() });
                }
            } else if let Some(held) = self.held(write.at).filter(|_| self.may_know(write.at, group)) {
                // What stands here as well stays beside it: leaving it out would say that it was replaced.
                writes.push(held.clone());
            }
        }
        writes.iter().any(|w| group(w.at.writer()) && self.is_news(w)).then(|| {
            let seen = self.field.seen().filter_map(|stamp| self.lowered(stamp, group)).collect();
            let extra = if self.is_new || !self.rules.unknown { self.field.extra().clone() } else { BTreeMap::new() };
            Field::from_parts(writes, seen, extra)
        })
    }

    /// Whether this very write stands here with other words.
    fn is_changed_here(&self, write: &Write) -> bool {
        self.held(write.at).is_some()
    }

    fn may_know(&self, at: Stamp, group: &dyn Fn(Id) -> bool) -> bool {
        self.lowered(at, group) == Some(at)
    }

    /// What may be said to have been seen of a writer: of the group's own what it wrote or is known to have written, of
    /// others what the last plan file has.
    fn lowered(&self, stamp: Stamp, group: &dyn Fn(Id) -> bool) -> Option<Stamp> {
        let writer = stamp.writer();
        let of = |field: Option<&Field>| field.and_then(|f| f.seen().find(|s| s.writer() == writer));
        let most = match group(writer) {
            true if !self.rules.own_seen => return Some(stamp),
            true => {
                let wrote = self.field.writes().iter().map(|w| w.at).filter(|at| at.writer() == writer).max();
                wrote.max(of(self.here))
            }
            false if !self.rules.seen => return Some(stamp),
            false => of(self.issued),
        };
        most.map(|most| most.min(stamp))
    }
}

/// A field without what it says that this device's own writer wrote after `clock`: the device knows better. What was seen
/// of it really, the last plan file says.
pub(super) fn without_own(field: &Field, issued: Option<&Field>, clock: &Clock) -> Field {
    let own = |stamp: Stamp| stamp.writer() == clock.writer();
    let real = |stamp: &Stamp| !own(*stamp) || *stamp <= clock.last();
    let writes = field.writes().iter().filter(|w| real(&w.at)).cloned().collect();
    let seen = field.seen().filter_map(|stamp| match real(&stamp) {
        true => Some(stamp),
        false => issued.and_then(|k| k.seen().find(|s| own(*s))),
    });
    Field::from_parts(writes, seen.collect(), field.extra().clone())
}
