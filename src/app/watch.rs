//! Noticing within seconds that what this device keeps was deleted under the open page: by another window, by the person
//! in the browser's settings, or by the browser itself.

use super::context::{AnyStore, App};
use crate::platform::{page, time};
use crate::store::StoreError;
use leptos::prelude::*;

/// So often a page that is being looked at asks whether its database is still there, in milliseconds. It reads one
/// small row.
const OFTEN: i32 = 5_000;

/// Looks whenever the page is looked at again, and every few seconds as long as it is.
pub fn listen(app: App) {
    page::on(page::Event::Back, move || look(app));
    leptos::task::spawn_local(async move {
        loop {
            time::wait(OFTEN).await;
            if page::is_seen() {
                look_now(app).await;
            }
        }
    });
}

/// Looks in a moment: whoever deletes a database ends its connections first.
pub fn look(app: App) {
    leptos::task::spawn_local(async move {
        time::wait(500).await;
        look_now(app).await;
    });
}

async fn look_now(app: App) {
    let (partnership, AnyStore::Browser(store)) = (open(app), app.store()) else { return };
    if partnership.is_none() || app.problem.with_untracked(Option::is_some) || !store.is_gone().await {
        return;
    }
    // This window may have removed it itself meanwhile, or opened another.
    if open(app) == partnership {
        app.problem.set(Some(StoreError::Gone));
    }
}

fn open(app: App) -> Option<String> {
    app.state.with_untracked(|s| s.about.as_ref().map(|about| about.partnership.clone()))
}
