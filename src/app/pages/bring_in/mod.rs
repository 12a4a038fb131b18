//! Bringing in a report: first the paper, then what was read from it beside the paper, to be put right, then
//! (where the plan holds it already) what would change. Nothing is in the plan before the last button.

mod accept;
mod changes;
mod desk;
mod lines;
mod parts;
mod proposal;
mod questions;
mod rows;
mod source;

use crate::app::bringing::{Kept, Mending};
use crate::app::components::{Banner, Button, Page, live};
use crate::app::context::{App, use_app};
use crate::app::route::Route;
use crate::intake::Proposal;
use crate::platform::{journal, page, time};
use crate::words::{fill, say};
use leptos::prelude::*;
use std::sync::Arc;

/// How far bringing in has come.
#[derive(Clone)]
enum Stage {
    /// Choosing or pasting the paper; with what was chosen before.
    Source(Arc<Kept>),
    /// Looking at what was read.
    Proposal(Arc<(Kept, Proposal, Mending)>),
}

/// Bringing in a report.
#[component]
pub fn BringIn() -> impl IntoView {
    let app = use_app();
    if !untrack(|| app.is_office()) {
        return view! {
            <Page title=say("bringin.title") back=(Route::Exchange, say("bringin.back"))>
                <p>{say("bringin.notOffice")}</p>
                <p><a class="nhsuk-link" href=Route::Exchange.href()>{say("bringin.toExchange")}</a></p>
            </Page>
        }
        .into_any();
    }
    let fresh = Kept { partnership: partnership(app), ..Kept::default() };
    let stage = RwSignal::new(Stage::Source(Arc::new(fresh)));
    // What was being brought in before this page was closed or left.
    let waiting = RwSignal::new(kept_here(app));
    let step = move || match stage.get() {
        Stage::Source(kept) => view! { <source::Source stage=stage waiting=waiting kept=kept/> }.into_any(),
        Stage::Proposal(read) => view! { <proposal::Check stage=stage read=read/> }.into_any(),
    };
    step.into_any()
}

/// Offers to go on with the paper that was being brought in.
#[component]
fn Waiting(stage: RwSignal<Stage>, waiting: RwSignal<Option<Kept>>) -> impl IntoView {
    let app = use_app();
    let go_on = move || {
        let Some(kept) = waiting.get_untracked() else { return };
        waiting.set(None);
        go_on_with(app, stage, kept);
    };
    let throw_away = move || {
        forget();
        waiting.set(None);
        app.tell("info", say("bringin.thrownAway"));
    };
    live(move || {
        waiting.get().map(|kept| {
            let text = match (kept.name.as_str(), kept.read) {
                ("", false) => say("bringin.waitingPasted"),
                ("", true) => say("bringin.waitingPastedRead"),
                (name, false) => fill("bringin.waitingFile", &[("name", &name)]),
                (name, true) => fill("bringin.waitingFileRead", &[("name", &name)]),
            };
            view! {
                <Banner kind="info" title=say("bringin.waiting") text=text>
                    <Button label=say("bringin.goOn") on_press=go_on main=true/>
                    <Button label=say("bringin.throwAway") on_press=throw_away/>
                </Banner>
            }
        })
    })
}

/// Goes on with a kept paper: to the proposal with everything mended so far, or back into the form.
fn go_on_with(app: App, stage: RwSignal<Stage>, kept: Kept) {
    if !kept.read {
        return stage.set(Stage::Source(Arc::new(kept)));
    }
    match crate::intake::read(kept.text.as_bytes(), &kept.options(scale(app))) {
        Ok(mut proposal) => {
            let mending = mending_here();
            for mend in &mending.mends {
                mend.apply(&mut proposal);
            }
            stage.set(Stage::Proposal(Arc::new((kept, proposal, mending))));
            to_heading();
        }
        Err(_) => stage.set(Stage::Source(Arc::new(kept))),
    }
}

/// The rating scale to read by: the plan's own, where there is one.
fn scale(app: App) -> crate::domain::Scale {
    app.tree.with_untracked(|t| t.as_ref().map(|t| t.scale.clone())).unwrap_or_else(crate::domain::Scale::usual)
}

fn partnership(app: App) -> String {
    app.state.with_untracked(|s| s.about.as_ref().map(|a| a.partnership.clone())).unwrap_or_default()
}

/// The focus to the new step's heading, once it is drawn.
fn to_heading() {
    time::after(30, page::focus_heading);
}

/// A paper larger than this is not kept over a reload: localStorage holds little, and drafts need it too.
const MOST_KEPT: usize = 2_000_000;

const PAPER: &str = "bringin";
const MENDING: &str = "bringin.mending";

/// Keeps the paper over a reload. False where it is too large or the browser refuses.
fn keep(kept: &Kept) -> bool {
    if kept.text.len() > MOST_KEPT {
        forget();
        return false;
    }
    let Ok(text) = serde_json::to_string(kept) else { return false };
    journal::set_setting(PAPER, &text)
}

fn keep_mending(mending: &Mending) {
    if let Ok(text) = serde_json::to_string(mending) {
        journal::set_setting(MENDING, &text);
    }
}

/// The kept paper, if it is this partnership's.
fn kept_here(app: App) -> Option<Kept> {
    let kept: Kept = serde_json::from_str(&journal::setting(PAPER)?).ok()?;
    (!kept.text.is_empty() && kept.partnership == partnership(app)).then_some(kept)
}

fn mending_here() -> Mending {
    journal::setting(MENDING).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Forgets the paper: accepted, or thrown away.
fn forget() {
    journal::forget_setting(PAPER);
    journal::forget_setting(MENDING);
}
