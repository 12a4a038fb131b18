//! Putting words in for somebody: a file of its own that waits to be looked at, like any that was sent.

use super::context::App;
use crate::bundle::{self, Bundle};
use crate::domain::kind;
use crate::forms::mail::Voice;
use crate::ledger::changes::{Cause, Work};
use crate::platform::{self, time};
use crate::record::Id;
use crate::store::RowChange;
use crate::store::rows::{ReceivedRow, StagedRow};
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

/// Stores a file among those that wait, as `name` from `from_name`. The file's id, or nothing where it could
/// not be saved, which is said at the top of the page.
pub async fn stage(app: App, bundle: Bundle, name: String, from_name: String) -> Option<Id> {
    let envelope = &bundle.envelope;
    let id = envelope.id;
    let count = |of: &str| bundle.records.iter().filter(|r| r.kind == of).count();
    let updates = count(kind::UPDATE);
    let staged =
        StagedRow { id: id.to_string(), name, received: envelope.created.clone(), text: bundle::write(&bundle) };
    let received = ReceivedRow {
        id: id.to_string(),
        from: envelope.from.to_string(),
        from_name,
        sequence: envelope.sequence,
        purpose: envelope.purpose.name().to_owned(),
        created: envelope.created.clone(),
        received: envelope.created.clone(),
        updates,
        others: bundle.records.len().saturating_sub(updates + count(kind::WRITER)),
        acknowledged: false,
        put_away: false,
        proof: None,
        based_on: None,
        words: None,
    };
    let rows = vec![RowChange::Staged(staged), RowChange::Received(received)];
    app.save(Work::new(Cause::Typed), rows).await.ok().map(|()| id)
}
