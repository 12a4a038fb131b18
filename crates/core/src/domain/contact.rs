//! A person who answers for an organisation's actions. For the office alone: contacts are in no file but the
//! office's own backup.

use super::{Contact, fields as f};
use crate::record::Id;

impl Contact<'_> {
    /// The organisation the contact answers for.
    pub fn organisation(self) -> Option<Id> {
        self.0.text(f::ORGANISATION)?.parse().ok()
    }
}
