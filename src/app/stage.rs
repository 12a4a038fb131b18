//! Putting words in for somebody: a file of its own that waits to be looked at, like any that was sent.

use super::context::App;
use crate::bundle::Bundle;
use crate::forms::mail::Voice;
use crate::platform::{self, time};
use crate::record::Id;
use crate::store::waiting;
use leptos::prelude::*;

/// A voice for somebody who does not use the app; `None` before the first visit is done.
pub fn voice(app: App) -> Option<Voice> {
    let partnership = app.state.with_untracked(|s| s.about.as_ref().and_then(|a| a.partnership()))?;
    Some(Voice {
        partnership,
        file: platform::new_id(),
        writer: platform::new_id(),
        now_ms: time::now_ms(),
        created: time::now_text(),
        today: time::today(),
    })
}

/// Stores a file among those that wait, as `name` from `from_name`, with what could not be read of the document it was made
/// of. The file's id, or nothing where it could not be saved, which is said at the top of the page.
pub async fn stage(app: App, bundle: Bundle, name: String, from_name: String, not_read: Vec<String>) -> Option<Id> {
    let id = bundle.envelope.id;
    let rows = waiting::put_in(&bundle, name, from_name, not_read);
    app.transact(&mut |_| Some(rows.clone().into())).await.ok().map(|_| id)
}
