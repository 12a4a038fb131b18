//! Keeping: what is written into a device's database, in which transaction, and read back from it.
//!
//! A [`Store`] is a few tables of text rows with one strict transaction over all of them. The browser's
//! (IndexedDB, in `platform`) and the one in memory behave alike; one conformance suite
//! ([`conformance`]) runs against both. [`Vault`] is what the app works with: it holds the
//! [`State`] in memory, turns [`Work`](crate::ledger::changes::Work) into one transaction (stamps are
//! allotted inside it, from the clock row) and only then changes what is in memory.
//!
//! What may not live here: the browser, the present time, how anything looks.

mod arriving;
mod database;
mod device;
pub mod keys;
mod leaving;
pub mod sample;
mod writing;

pub use arriving::{admit, combine, doubt, incoming, trust, waiting};
pub use database::failure::{failure, may_be_full};
pub use database::memory::MemoryStore;
pub use database::tables::{Batch, Rows, Store, StoreError, Table, View, lines_of};
pub use database::{conformance, rows};
pub use device::footing::Footing;
pub use device::state::{Damage, Staged, State};
pub use device::{answer, backup, came, drafts, journal, only_here, ready, rescue, rooms};
pub use leaving::{copies, letter, outgoing};
pub use writing::delta::Delta;
pub use writing::lost::Lost;
pub use writing::replace::Replacement;
pub use writing::row_change::RowChange;
pub use writing::transact::{Held, Intent, Saved};
pub use writing::vault::Vault;
