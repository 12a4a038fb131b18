//! Saving a change that was pressed, and taking back what was just saved.

use super::{App, Said, Undo};
use crate::app::components::Tone;
use crate::app::route::Route;
use crate::ledger::changes::{Cause, Work};
use crate::pencil::taking_back::TakingBack;
use crate::platform::{page, time};
use crate::record::Edit;
use crate::store::{Intent, RowChange, State};
use crate::words::say;
use leptos::prelude::*;
use std::sync::Arc;

impl App {
    /// Says that something is saved, and offers to take it back.
    pub fn tell_saved(self, said: impl Into<Said>, back: impl Into<Undo>) {
        self.tell(Tone::Saved, said);
        self.undo.set(Some(Arc::new(back.into())).filter(|back: &Arc<Undo>| !back.is_empty()));
    }

    /// Like [`App::tell_saved`], on another page.
    pub fn go_telling_saved(self, route: &Route, said: impl Into<Said>, back: impl Into<Undo>) {
        if self.route.get_untracked() == *route {
            return self.tell_saved(said, back);
        }
        self.go_telling(route, Tone::Saved, said);
        self.carried_undo.set_value(Some(Arc::new(back.into())).filter(|back: &Arc<Undo>| !back.is_empty()));
    }

    /// Saves the edits that something pressed comes to in the state as it is by then, says so and offers to take them back.
    /// Where there is nothing to do, nothing is said.
    pub fn change(self, build: impl Fn(&State) -> Vec<Edit> + 'static, told: impl Into<Said>) {
        self.change_from(build, told, String::new());
    }

    /// Likewise, from a control of this id in a row: the row may be made anew, and whoever uses the keyboard goes on there.
    pub fn change_from(self, build: impl Fn(&State) -> Vec<Edit> + 'static, told: impl Into<Said>, control: String) {
        let told = told.into();
        leptos::task::spawn_local(async move {
            let mut back = TakingBack::default();
            let mut work = |state: &State| {
                let edits = build(state);
                back = TakingBack::of(&state.ledger, &edits);
                Some(Work::typed(edits)).filter(|work| !work.is_empty()).map(Into::into)
            };
            if self.transact(&mut work).await == Ok(true) {
                self.tell_saved(told, back);
                if !control.is_empty() {
                    time::after(0, move || page::focus_in_place(&control));
                }
            }
        });
    }

    /// Takes back what was saved last, as far as nobody has changed it since.
    pub fn take_back(self) {
        let Some(back) = self.undo.try_update(Option::take).flatten() else { return };
        leptos::task::spawn_local(async move {
            let mut work = |state: &State| {
                let work = Work { edits: back.back.edits(&state.ledger), ..Work::new(Cause::TakenBack) };
                let rows = back.draft.clone().map(RowChange::Draft).into_iter().collect();
                // Where only a draft ended there is no edit to take back; else a draft comes back with its edits alone.
                let is_left = !work.is_empty() || (back.back.is_empty() && back.draft.is_some());
                is_left.then_some(Intent { work, rows })
            };
            match self.transact(&mut work).await {
                Ok(true) => {
                    let told = if back.draft.is_some() { "pencil.takenBackToDraft" } else { "pencil.takenBack" };
                    self.tell(Tone::Saved, say(told));
                }
                Ok(false) => self.tell(Tone::Warning, say("pencil.changedSince")),
                Err(_) => {}
            }
        });
    }
}
