//! How far bringing in has come, and the paper that is kept until it is done.

use crate::app::bringing::{Kept, Mending};
use crate::app::context::App;
use crate::intake::Proposal;
use crate::platform::{journal, page, time};
use leptos::prelude::*;
use std::sync::Arc;

/// How far bringing in has come.
#[derive(Clone)]
pub(super) enum Stage {
    /// Choosing or pasting the paper; with what was chosen before.
    Source(Arc<Kept>),
    /// Looking at what was read.
    Proposal(Arc<(Kept, Proposal, Mending)>),
    /// It is in the plan.
    Done(Arc<Done>),
}

/// What is left to do once a report is in the plan, as far as only its reading tells.
pub(super) struct Done {
    /// The questions that nobody answered, in words.
    pub questions: Vec<String>,
}

/// The rating scale to read by: the plan's own, where there is one.
pub(super) fn scale(app: App) -> crate::domain::Scale {
    app.tree.with_untracked(|t| t.as_ref().map(|t| t.scale.clone())).unwrap_or_else(crate::domain::Scale::usual)
}

pub(super) fn partnership(app: App) -> String {
    app.state.with_untracked(|s| s.about.as_ref().map(|a| a.partnership.clone())).unwrap_or_default()
}

/// The focus to the new step's heading, once it is drawn.
pub(super) fn to_heading() {
    time::after(30, page::focus_heading);
}

/// A paper larger than this is not kept over a reload: localStorage holds little, and drafts need it too.
const MAX_KEPT_BYTES: usize = 2_000_000;

const PAPER: &str = "bringin";

const MENDING: &str = "bringin.mending";

/// Keeps the paper over a reload. False where it is too large or the browser refuses.
pub(super) fn keep(kept: &Kept) -> bool {
    if kept.text.len() > MAX_KEPT_BYTES {
        forget();
        return false;
    }
    let Ok(text) = serde_json::to_string(kept) else { return false };
    journal::set_setting(PAPER, &text)
}

/// Leaves this paper to be brought in, where none waits: whether it is left.
pub fn leave(app: App, text: String) -> bool {
    let format = if text.contains("<table") { "html".to_owned() } else { String::new() };
    kept_here(app).is_none() && keep(&Kept { partnership: partnership(app), text, format, ..Kept::default() })
}

pub(super) fn keep_mending(mending: &Mending) {
    if let Ok(text) = serde_json::to_string(mending) {
        journal::set_setting(MENDING, &text);
    }
}

/// The kept paper, if it is this partnership's.
pub(super) fn kept_here(app: App) -> Option<Kept> {
    let kept: Kept = serde_json::from_str(&journal::setting(PAPER)?).ok()?;
    (!kept.text.is_empty() && kept.partnership == partnership(app)).then_some(kept)
}

pub(super) fn mending_here() -> Mending {
    journal::setting(MENDING).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Forgets the paper: accepted, or thrown away.
pub(super) fn forget() {
    journal::forget_setting(PAPER);
    journal::forget_setting(MENDING);
}
