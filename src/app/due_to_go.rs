//! Single conversations go from this device once the office has confirmed their counts, or after 30 days. Asked when the
//! app starts, and whenever a sent file turns out to have arrived.

use super::context::App;
use crate::events::closing::due_to_go;
use crate::platform::time;
use crate::store::rows::SentState;
use leptos::prelude::*;

/// Takes out what is due, now and from now on.
pub fn listen(app: App) {
    let arrived = Memo::new(move |_| {
        let confirmed = app.state.with(|s| s.sent.iter().filter(|r| r.state == SentState::Confirmed).count());
        (app.loaded.get(), confirmed)
    });
    Effect::new(move |_| {
        if !arrived.get().0 {
            return;
        }
        leptos::task::spawn_local(async move {
            // A failure shows at the top of the page, and it is asked again the next time.
            let _ = app.count(&|state| due_to_go(&state.ledger, state.confirmed(), time::now_ms())).await;
        });
    });
}
