//! Another keeper's record, as it arrives.

use super::admit;
use super::admit::Admitted;
use super::arrival::Arrival;
use super::arrival::News;
use super::arrival::nothing;
use super::differences::differences;
use super::incoming::Arriving;
use crate::bundle::Proven;
use crate::domain::{kind, kinds};
use crate::ledger::changes::{Cause, Work};
use crate::ledger::{Ledger, claims, decisions, review};
use crate::record::{Record, Set};
use crate::store::arriving::refusal::Refusal;
use crate::store::database::left_out::LeftOut;
use crate::store::device::state::Staged;
use crate::store::writing::row_change::RowChange;
use std::collections::BTreeMap;

impl Arriving<'_> {
    /// Another keeper's plan file of the last one's number: what differs is looked at. What only the office writes, such as whose
    /// ratings count, is a keeper's word already, where one has signed it: it joins.
    pub(super) fn fork(&self, number: u64) -> Arrival {
        let arrival = self.stage();
        if !matches!(self.proof, Proven::By(key) if self.state.keys.is_keeper(&key)) {
            return arrival;
        }
        let admitted = admit::of_the_office(self.records(), self.state, self.rules);
        let joins = the_offices(&self.state.ledger, &admitted.records);
        Arrival { work: Work { joins, ..Work::new(Cause::Issue { number }) }, ..arrival }
    }

    /// Another keeper's record. What a known keeper signed joins as that keeper's plan file would, decisions, declined
    /// words and reasons with it: then both have one record, what either decided waits at neither, and what they decided
    /// differently is shown to both. Of anybody else's a person looks at it piece by piece, and decisions stay outside.
    pub(in crate::store) fn handover(&self) -> Result<Arrival, Refusal> {
        match self.proof {
            _ if self.is_own() => return Ok(nothing(News::Already { received: String::new() })),
            Proven::Broken => return Err(Refusal::Broken),
            Proven::By(key) if self.state.keys.is_keeper(&key) => {}
            _ => return Ok(self.stage()),
        }
        let ledger = &self.state.ledger;
        let leaves = |r: &&Record| kinds::audience(&r.kind) != kind::Audience::Device;
        let Admitted { records, poisoned, left_out, .. } = admit::of_the_office(self.records(), self.state, self.rules);
        let records: Set = records.iter().filter(leaves).cloned().collect();
        let mut after = ledger.clone();
        after.change(|all| all.join(records.clone()));
        let waits = self.state.staged.iter().any(|s| s.row.id == self.kept.id.to_string());
        if after.records() == ledger.records() && !waits {
            return Ok(match self.already() {
                Some(known) => nothing(News::Already { received: known.received.clone() }),
                None => Arrival { rows: vec![RowChange::Received(self.received_row())], ..nothing(News::Nothing) },
            });
        }
        let mut rows = vec![RowChange::Received(self.received_row())];
        let is_done = |s: &&Staged| {
            let decided = || review::pending(&after, &s.records, self.now.0).is_empty();
            s.row.id == self.kept.id.to_string()
                || (decided() && claims::pending(&after, &s.claims, self.now.0).is_empty())
        };
        rows.extend(self.state.staged.iter().filter(is_done).map(|s| RowChange::StagedGone(s.row.id.clone())));
        let changes = differences(ledger.records(), after.records());
        let decided = decisions::brought(ledger.records(), &records);
        let work = Work { joins: records.into_iter().collect(), ..Work::new(Cause::Restored) };
        Ok(Arrival {
            work,
            rows,
            news: News::Handover { changes, decided },
            poisoned,
            left_out: LeftOut { entries: left_out, seen: 0 },
        })
    }
}

/// What a file of a keeper's says of records that are known here in fields that only the office writes. What it asks to be removed
/// is not in it: that is looked at.
pub(super) fn the_offices(ledger: &Ledger, records: &Set) -> Vec<Record> {
    let one = |record: &Record| {
        let known = ledger.records().get(record.id).filter(|known| known.kind == record.kind)?;
        let names = known.changed_by(record).into_iter().filter(|name| kinds::office_writes_field(&known.kind, name));
        let fields: BTreeMap<_, _> =
            names.filter_map(|name| Some((name.to_owned(), record.field(name)?.clone()))).collect();
        let bare = |fields| {
            Record::from_parts(record.id, known.kind.clone(), fields, Default::default(), None, Default::default())
        };
        (!fields.is_empty()).then(|| bare(fields))
    };
    records.iter().filter_map(one).collect()
}
