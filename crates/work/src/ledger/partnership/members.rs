//! The organisations of a partnership: who is a member on a day, and whom else the record names.

use super::super::Ledger;
use super::seats::is_on;
use crate::days::Date;
use crate::domain::fields as f;
use crate::record::{Id, Record};
use serde_json::Value;

/// An organisation as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberLine {
    /// The organisation.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The key of its sector's choice, or empty.
    pub sector: String,
}

/// The members on a day, then the other organisations, each by name. Where no record says of any that it is a member, nobody has gone
/// through them yet, and all are listed as members.
pub fn members(ledger: &Ledger, today: Date) -> (Vec<MemberLine>, Vec<MemberLine>) {
    let record = |line: &MemberLine| ledger.records().get(line.id);
    let flag = |r: &Record| r.value(f::MEMBER).and_then(Value::as_bool);
    let line = |(id, name): (Id, String)| {
        let sector = ledger.records().get(id).and_then(|r| r.text(f::SECTOR)).unwrap_or_default().to_owned();
        MemberLine { id, name, sector }
    };
    let all: Vec<MemberLine> = ledger.organisations().into_iter().map(line).collect();
    if !all.iter().filter_map(record).any(|r| flag(r).is_some()) {
        return (all, Vec::new());
    }
    all.into_iter().partition(|line| record(line).is_some_and(|r| flag(r) == Some(true) && is_on(r, today)))
}
