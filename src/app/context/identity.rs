//! Going on under a new writer id where somebody's file says that this one wrote what it never did: everybody who
//! believes that drops what it really writes.

use super::App;
use crate::app::components::Tone;
use crate::platform;
use crate::record::Id;
use crate::store::admit::{Repair, poisoned, repair};
use crate::store::{Intent, State};
use crate::words::say;
use leptos::prelude::*;

impl App {
    /// Looks whether the records here say so, and then goes on under a new id.
    pub async fn check_identity(self) {
        let fields = self.state.with_untracked(poisoned);
        if !fields.is_empty() {
            self.go_on_as_new(&fields).await;
        }
    }

    /// Goes on under a new id, and writes this person's words in these fields again. What could not be saved is said at the
    /// top of the page, and tried again at the next start: the records still say so.
    async fn go_on_as_new(self, fields: &[(Id, String)]) {
        let mut build = |state: &State| {
            let Repair { work, rows } = repair(state, fields, platform::new_id())?;
            Some(Intent { work, rows })
        };
        if self.transact(&mut build).await == Ok(true) {
            self.tell(Tone::Warning, say("receive.poisoned"));
        }
    }
}
