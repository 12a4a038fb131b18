//! This device: who uses it, what is saved on it and whether the browser promised to keep it, backups,
//! removing words for good, the partnerships it holds, and the app itself.

mod backup;
mod held;
mod keepers;
mod keys;
mod partnerships;
mod person;
mod remove;
mod restore;
mod saved;
mod section;
mod version;
mod working;

pub use backup::{asked as backup_asked, save_backup};
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
            <saved::WhatIsSaved/>
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
