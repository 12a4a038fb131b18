//! An office, its representatives and what became of their words: what the parts share.

use crate::device::{Device, set_keys, with_key};
use golden_thread::ledger::review::Decision;
use golden_thread::record::Id;
use golden_thread::seal::SigningKey;
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

/// An office with two keepers, each with a key that everybody knows, a plan of so many actions and so many
/// representatives who have opened plan file no. 1.
pub fn begin_keepers(actions: usize, reps: usize) -> ([Device; 2], [SigningKey; 2], Vec<Device>, Vec<Id>) {
    let mut first = Device::new("First keeper", true);
    let actions = first.plan(actions);
    let mut second = Device::new("Second keeper", true);
    let keys = [with_key(&mut first, 1), with_key(&mut second, 5)];
    let line = second.state.keys.proven().unwrap().keeper.line();
    set_keys(&mut first, |k| k.add(&line).unwrap());
    let issue = first.issue_signed(&keys[0]);
    assert!(matches!(second.open(&issue), Ok(News::Issue { number: 1, .. })));
    let reps = (0..reps).map(|n| {
        let mut rep = Device::new(&format!("Rep {n}"), false);
        assert!(matches!(rep.open(&issue), Ok(News::Issue { number: 1, .. })));
        rep
    });
    let reps = reps.collect();
    ([first, second], keys, reps, actions)
}

pub fn outcome<'a>(device: &'a Device, record: Id, field: Option<&str>) -> Option<(&'a str, Option<&'a str>)> {
    let row = device.state.receipts.0.get(&ReceiptsRow::key(record, field))?;
    Some((row.outcome.as_str(), row.reason.as_deref()))
}
