//! The office's inbox: everything that came in, each thing once: what it is, from whom, and one thing to do.

mod asked;
mod away;
mod files;
mod list;
mod news;
mod words;

use super::check::CheckOffice;
use super::contrary::DecidedDifferently;
use super::open::{OpenFiles, Paste};
use crate::app::context::use_app;
use crate::app::inbox::office::OFFICES;
use crate::app::pages::device::Unlock;
use crate::app::route::Route;
use crate::words::say;
use leptos::prelude::*;
pub(super) use news::News;

/// The inbox.
#[component]
pub fn Inbox() -> impl IntoView {
    let app = use_app();
    let paste = Paste::open(app);
    view! {
        <div class="gt-stack gt-stack--l">
            <CheckOffice/>
            <Unlock/>
            <DecidedDifferently/>
            <OpenFiles paste=paste road=OFFICES/>
            <p class="nhsuk-u-margin-bottom-0">
                {say("inbox.phone")} " " <a class="nhsuk-link" href=Route::PutIn.href()>{say("inbox.putIn")}</a>
            </p>
            <list::List paste=paste/>
        </div>
    }
    .into_any()
}
