//! What taking in a plan file's receipts takes: it grows with the file and not with its square.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::bundle::{Envelope, Purpose, Receipt};
use crate::domain::Outcome;

/// Ids in no order at all.
fn id(n: u32) -> Id {
    let mut bytes = [7; 16];
    bytes[..4].copy_from_slice(&n.wrapping_mul(2_654_435_761).to_be_bytes());
    Id::from_bytes(bytes)
}

fn plan_file(sequence: u64, records: impl Iterator<Item = u32>) -> Envelope {
    let receipt = |n: u32| Receipt {
        record: id(n),
        field: n.is_multiple_of(2).then(|| "title".to_owned()),
        outcome: if n.is_multiple_of(3) { Outcome::Used } else { Outcome::NotUsed },
        reason: None,
        extra: Default::default(),
    };
    Envelope {
        partnership: Partnership { id: id(0), name: "P".into() },
        id: id(1),
        sequence,
        created: "2026-11-12T09:30:00Z".into(),
        purpose: Purpose::Issue,
        from: id(2),
        number: Some(sequence),
        based_on: None,
        receipts: records.map(receipt).collect(),
        acknowledged: Vec::new(),
        extra: Default::default(),
    }
}

#[test]
fn of_two_plan_files_what_the_later_names_stands() {
    for n in [4, 8_000] {
        let (first, second) = (plan_file(1, 0..n), plan_file(2, n / 2..2 * n));
        let mut row = ReceiptsRow::default();
        row.take_all(&first, |_| true);
        row.take_all(&second, |_| true);
        let named = |n: u32| row.0.contains_key(&ReceiptsRow::key(id(n), n.is_multiple_of(2).then_some("title")));
        assert!(!named(0) && named(n / 2) && named(2 * n - 1), "what is named no more was taken back");
        assert_eq!(row.0.len() as u32, 2 * n - n / 2);
    }
}

#[test]
fn of_two_receipts_of_one_piece_in_a_file_the_later_stands() {
    let mut file = plan_file(1, 1..2);
    let mut again = file.receipts.first().unwrap().clone();
    again.outcome = Outcome::UsedWithChanges;
    again.reason = Some("shorter".into());
    file.receipts.push(again);
    let mut row = ReceiptsRow::default();
    row.take(&file);
    let taken = row.0.values().next().unwrap();
    assert_eq!((row.0.len(), taken.outcome.as_str(), taken.reason.as_deref()), (1, "usedWithChanges", Some("shorter")));
}
