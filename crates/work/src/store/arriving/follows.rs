//! Who goes on from whom.

use crate::ledger::claims::FOLLOWS;
use crate::record::{Id, Set};

/// Whether one writer is another, or went on from that one, over any number of restored backups.
pub(in crate::store) fn follows(records: &Set, writer: Id, former: Id) -> bool {
    let mut writer = writer;
    for _ in 0..=records.len() {
        if writer == former {
            return true;
        }
        let before = records.get(writer).and_then(|r| r.text(FOLLOWS)).and_then(|id| id.parse().ok());
        match before {
            Some(before) => writer = before,
            None => return false,
        }
    }
    false
}
