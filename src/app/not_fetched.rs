//! A part of the app that has not arrived: why, as far as that can be known, and what to press. In the front door's part,
//! since it must be here when nothing else is.

use super::components::{Banner, Button, Tone, live};
use crate::platform::{page, time, worker};
use crate::words::say;
use leptos::prelude::*;

/// So long a part may be on its way until somebody is told, in milliseconds.
const PATIENCE: i32 = 20_000;

/// Waits for a part. `late` is true while that takes longer than it should.
pub async fn watched<T>(late: RwSignal<bool>, part: impl Future<Output = T>) -> T {
    let here = StoredValue::new(false);
    time::after(PATIENCE, move || {
        if here.try_get_value() == Some(false) {
            late.try_set(true);
        }
    });
    let part = part.await;
    here.try_set_value(true);
    late.try_set(false);
    part
}

/// A part of the app that did not arrive, and the ways to go on: with a connection that answers, the host has it no
/// longer, and a fresh copy of the app has.
#[component]
pub fn NotFetched(
    /// Asks for it again.
    again: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let answers = RwSignal::new(false);
    leptos::task::spawn_local(async move {
        answers.try_set(worker::host_answers().await);
    });
    live(move || {
        let gone = answers.get();
        let key = if gone { "part.gone" } else { "part.text" };
        view! {
            <Banner tone=Tone::Warning title=say(if gone { "part.goneTitle" } else { "part.title" }) text=say(key)>
                {gone.then(|| view! { <Button label=say("part.fresh") on_press=fresh main=true/> })}
                <Button label=say("part.again") on_press=again main=!gone/>
            </Banner>
        }
    })
}

/// A part that neither arrives nor fails.
#[component]
pub fn StillFetching() -> impl IntoView {
    view! {
        <Banner tone=Tone::Info title=say("part.lateTitle") text=say("part.late")>
            <Button label=say("part.reload") on_press=page::reload main=true/>
            <Button label=say("part.fresh") on_press=fresh/>
        </Banner>
    }
}

fn fresh() {
    leptos::task::spawn_local(async {
        // What is cached goes only where the host can give it again.
        match worker::host_answers().await {
            true => worker::fetch_anew().await,
            false => page::reload(),
        }
    });
}
