//! An office, its representatives and what became of their words: what the parts share.

use crate::device::Device;
use golden_thread::ledger::review::Decision;
use golden_thread::record::Id;
use golden_thread::store::incoming::News;
use golden_thread::store::rows::ReceiptsRow;

pub fn not_used(reason: &str) -> Decision {
    Decision::NotUse { reason: reason.into() }
}

/// An office with a plan of so many actions, and so many representatives who have opened plan file no. 1.
pub fn begin(actions: usize, reps: usize) -> (Device, Vec<Device>, Vec<Id>) {
    let mut office = Device::new("Office", true);
    let actions = office.plan(actions);
    let issue = office.make_issue();
    let reps = (0..reps).map(|n| {
        let mut rep = Device::new(&format!("Rep {n}"), false);
        assert!(matches!(rep.open(&issue), Ok(News::Issue { number: 1, .. })));
        rep
    });
    let reps = reps.collect();
    (office, reps, actions)
}

pub fn outcome<'a>(device: &'a Device, record: Id, field: Option<&str>) -> Option<(&'a str, Option<&'a str>)> {
    let row = device.state.receipts.0.get(&ReceiptsRow::key(record, field))?;
    Some((row.outcome.as_str(), row.reason.as_deref()))
}
