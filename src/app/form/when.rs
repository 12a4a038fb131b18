//! What a timescale is read as, beneath the field in which it is typed.

use crate::app::components::live;
use crate::domain::Timescale;
use crate::platform::time;
use crate::words::{day, fill, say};
use leptos::prelude::*;

/// The days a timescale is read as, in words, or nothing.
pub fn read_as(timescale: &Timescale) -> Option<String> {
    let mut words = match (timescale.earliest, timescale.latest) {
        (Some(from), Some(to)) => fill("action.readAs", &[("from", &day(from)), ("to", &day(to))]),
        (None, Some(to)) => fill("action.readAsUntil", &[("to", &day(to))]),
        (Some(from), None) => fill("action.readAsFrom", &[("from", &day(from))]),
        (None, None) => return None,
    };
    if timescale.guess {
        words.push_str("; ");
        words.push_str(&say("action.guess"));
    }
    Some(words)
}

/// What is typed is read as these days: said while it is typed.
pub(super) fn preview(typed: RwSignal<String>) -> AnyView {
    let read = move || {
        let words = typed.get();
        let words = words.trim();
        (!words.is_empty()).then(|| read_as(&Timescale::read(words, Some(time::today())))).flatten()
    };
    view! { <p class="gt-meta" role="status">{live(read)}</p> }.into_any()
}
