//! The app itself: its version, updates, whether it works without a connection, and licences.

use super::section::{row, section};
use crate::app::components::{Button, CollectView, Details, Show, Tone};
use crate::app::context::{Offline, use_app};
use crate::platform::worker;
use crate::words::say;
use leptos::prelude::*;

/// The main libraries in the app, with their licences.
const LICENCES: [(&str, &str); 18] = [
    ("Leptos", "MIT"),
    ("nhsuk-frontend", "MIT"),
    ("wasm-bindgen, web-sys, js-sys", "MIT / Apache-2.0"),
    ("serde, serde_json", "MIT / Apache-2.0"),
    ("indexed_db_futures", "MIT"),
    ("gloo-storage", "MIT / Apache-2.0"),
    ("jiff", "MIT / Unlicense"),
    ("similar", "Apache-2.0"),
    ("quick-xml", "MIT"),
    ("zip", "MIT"),
    ("csv", "MIT / Unlicense"),
    ("rust-i18n", "MIT"),
    ("sha2", "MIT / Apache-2.0"),
    ("uuid", "MIT / Apache-2.0"),
    ("ryu-js", "Apache-2.0 / BSL-1.0"),
    ("futures", "MIT / Apache-2.0"),
    ("console_error_panic_hook", "MIT / Apache-2.0"),
    ("Rust", "MIT / Apache-2.0"),
];

/// The app.
#[component]
pub fn TheApp() -> impl IntoView {
    let app = use_app();
    let offline = move || {
        say(match app.offline.get() {
            Offline::Ready => "device.app.ready",
            Offline::Coming => "device.app.notReady",
            Offline::Failed => "device.app.failed",
            Offline::Cannot => "device.app.cannot",
        })
    };
    let update = move || say(if app.update_waits.get() { "device.app.updateWaits" } else { "device.app.newest" });
    let fetch = move || {
        // Without a connection there would be no app left to open.
        if !app.online.get_untracked() {
            return app.tell(Tone::Warning, say("device.app.needsConnection"));
        }
        leptos::task::spawn_local(worker::fetch_anew());
    };
    let content = view! {
        <dl class="nhsuk-summary-list">
            {row("device.app.version", env!("CARGO_PKG_VERSION"))}
            {row("device.app.offline", offline)}
            {row("device.app.update", update)}
        </dl>
        <div class="gt-actions">
            <Show when=move || app.update_waits.get()>
                <Button label=say("update.switch") on_press=worker::switch/>
            </Show>
            <Button label=say("device.app.fetch") on_press=fetch/>
        </div>
        <p class="gt-meta">{say("device.app.fetchHint")}</p>
        <Licences/>
    };
    section("app-title", "device.app.title", content)
}

#[component]
fn Licences() -> impl IntoView {
    let line = |(name, licence): &(&'static str, &'static str)| {
        view! {
            <tr class="nhsuk-table__row">
                <th class="nhsuk-table__header" scope="row">{*name}</th>
                <td class="nhsuk-table__cell">{*licence}</td>
            </tr>
        }
    };
    let lines = LICENCES.iter().map(line).collect_view();
    view! {
        <Details summary=say("device.app.licences")>
            <table class="nhsuk-table">
                <caption class="nhsuk-table__caption">{say("device.app.licencesCaption")}</caption>
                <thead class="nhsuk-table__head">
                    <tr>
                        <th class="nhsuk-table__header" scope="col">{say("device.app.library")}</th>
                        <th class="nhsuk-table__header" scope="col">{say("device.app.licence")}</th>
                    </tr>
                </thead>
                <tbody class="nhsuk-table__body">{lines}</tbody>
            </table>
        </Details>
    }
    .into_any()
}
