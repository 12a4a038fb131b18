//! Moving a row of the plan by dragging it. What it does, the arrows and the form of its places do too, with keys.

use crate::app::context::use_app;
use crate::pencil::putting::{Beside, put};
use crate::platform::drag::{self, Under};
use crate::record::Id;
use crate::store::State;
use crate::words::say;
use leptos::ev::PointerEvent;
use leptos::prelude::*;

/// The handle of a row, which drags it to another place of its kind.
#[component]
pub fn Handle(
    /// The record.
    record: Id,
    /// Its kind.
    kind: &'static str,
    /// Which of its places this is.
    place: String,
) -> impl IntoView {
    let app = use_app();
    let (held, target) = (RwSignal::new(false), RwSignal::new(None::<Under>));
    let end = move || {
        held.set(false);
        target.set(None);
        drag::clear();
    };
    let moved = move |event: PointerEvent| {
        if held.get_untracked() {
            target.set(drag::over(&event, kind));
        }
    };
    let dropped = move |event: PointerEvent| {
        let to = target.get_untracked().filter(|_| held.get_untracked());
        end();
        let Some(to) = to else { return };
        let (beside, place_to) = match to {
            Under::Place(place) => (Beside::Last, place),
            Under::Row { row, place, behind } => {
                let Ok(row) = row.parse::<Id>() else { return };
                (if behind { Beside::After(row) } else { Beside::Before(row) }, place)
            }
        };
        let (from, stay) = (place.clone(), drag::stays(&event));
        let edits = move |s: &State| put(&s.ledger, record, &from, &place_to, beside, stay);
        // Where it already is, nothing is said to have moved.
        if app.state.with_untracked(|s| !edits(s).is_empty()) {
            app.change(edits, say("pencil.move.done"));
        }
    };
    view! {
        <span class="gt-handle" aria-hidden="true" title=say("pencil.move.drag") class:gt-handle--held=move || held.get()
            on:pointerdown=move |event: PointerEvent| held.set(drag::hold(&event))
            on:pointermove=moved on:pointerup=dropped on:pointercancel=move |_| end()>"\u{2807}"</span>
    }
    .into_any()
}
