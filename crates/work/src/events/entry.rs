//! Taking a service's entry off the list. Writing one is [`crate::pencil`]'s.

use super::edit;
use crate::domain::kind;
use crate::ledger::Ledger;
use crate::ledger::changes::Work;
use crate::record::{Id, Record};

/// Takes a service that closed out of the list; what stood there stays in the history.
pub fn withdraw(ledger: &Ledger, id: Id, reason: &str) -> Option<Work> {
    let record = ledger.live(id, kind::SERVICE)?;
    Some(Work::typed([edit(id, kind::SERVICE, Record::withdrawn_field(), record.withdrawal(reason.trim()))]))
}
