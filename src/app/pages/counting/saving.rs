//! What the forms of this page share: what is wrong in them, saving, and the buttons that end them.

use crate::app::components::{Button, Problem, Tone};
use crate::app::context::App;
use crate::app::typed;
use crate::events::counting_id;
use crate::ledger::changes::{Had, Work};
use crate::store::State;
use crate::words::say;
use leptos::prelude::*;

/// What a button or form comes to; none where it cannot be done.
pub(super) type Build = Box<dyn Fn(&State) -> Option<Work>>;

/// How it is counted, as it stands now: what a form is opened on.
pub(super) fn now(app: App) -> Had {
    app.state.with_untracked(|s| typed::had(s, &[counting_id()]))
}

/// Saves, and says so.
pub(super) fn save(app: App, build: Build, after: Box<dyn FnOnce()>) {
    leptos::task::spawn_local(async move {
        let mut cannot = false;
        let mut build = |s: &State| {
            let work = build(s);
            cannot = work.is_none();
            work.filter(|work| !work.is_empty()).map(Into::into)
        };
        let saved = app.transact(&mut build).await;
        if cannot {
            app.tell(Tone::Warning, say("counting.cannot"));
        } else if saved.is_ok() {
            after();
            app.tell(Tone::Saved, say("counting.saved"));
        }
    });
}

/// What is wrong in whatever form was saved last.
pub(super) type Problems = RwSignal<Vec<Problem>>;

/// The topic whose form is open: its id, or empty for a new one.
pub(super) type Open = RwSignal<Option<String>>;

/// The buttons that end a form.
pub(super) fn ends(label: &'static str, on_save: Box<dyn Fn()>, open: Option<Open>) -> AnyView {
    view! {
        <div class="gt-actions">
            <Button label=say(label) on_press=on_save/>
            {open.map(|open| view! { <Button label=say("counting.cancel") on_press=move || open.set(None)/> })}
        </div>
    }
    .into_any()
}
