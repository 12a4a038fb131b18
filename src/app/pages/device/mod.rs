//! This device: who uses it, what is saved on it and whether the browser promised to keep it, backups,
//! removing words for good, the partnerships it holds, and the app itself.

mod backup;
mod held;
mod keepers;
mod kept;
mod keys;
mod partnerships;
mod person;
mod remove;
mod restore;
mod version;
mod working;

pub use backup::save_backup;
pub use held::Unlock;
pub use remove::touched_view;
pub use restore::restore;

use crate::app::components::Page;
use crate::words::say;
use leptos::prelude::*;

/// This device.
#[component]
pub fn Device() -> impl IntoView {
    view! {
        <Page title=say("device.title")>
            <person::WhoUsesIt/>
            <kept::WhatIsSaved/>
            <working::WorkingFile/>
            <backup::Backups/>
            <restore::Restore/>
            <keys::OfficeKeys/>
            <remove::RemoveWords/>
            <partnerships::Partnerships/>
            <version::TheApp/>
        </Page>
    }
}

/// A row of a summary list: what it is about, and what holds.
fn row(key: &str, value: impl IntoView + 'static) -> AnyView {
    view! {
        <div class="nhsuk-summary-list__row">
            <dt class="nhsuk-summary-list__key">{say(key)}</dt>
            <dd class="nhsuk-summary-list__value">{value.into_any()}</dd>
        </div>
    }
    .into_any()
}

/// A part of the page under its heading.
fn section(id: &'static str, key: &str, content: impl IntoView + 'static) -> AnyView {
    view! {
        <section aria-labelledby=id>
            <h2 class="nhsuk-heading-m" id=id>{say(key)}</h2>
            {content.into_any()}
        </section>
    }
    .into_any()
}
