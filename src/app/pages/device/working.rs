//! The office's working file: choosing it, how it stands, and going on after somebody else wrote it.

use super::section::section;
use crate::app::components::{Button, live};
use crate::app::context::use_app;
use crate::app::working_file::{Stands, Working};
use crate::platform::{time, working_file};
use crate::words::{fill, say};
use leptos::prelude::*;

/// The working file, on an office's device in a browser that offers one.
#[component]
pub fn WorkingFile() -> impl IntoView {
    let app = use_app();
    let working = expect_context::<Working>();
    let wanted = Memo::new(move |_| app.is_office() && !app.about().is_some_and(|a| a.sample));
    live(move || {
        (wanted.get() && working_file::offered()).then(|| {
            let content = view! {
                <p>{say("device.working.what")}</p>
                {live(move || stands(working))}
            };
            section("working-title", "device.working.title", content)
        })
    })
}

fn stands(working: Working) -> AnyView {
    let stop = move || view! { <Button label=say("device.working.stop") on_press=move || working.stop() small=true/> };
    let name = working.name.get();
    let line = |key: &str, more: &str| fill(key, &[("name", &name), ("more", &more)]);
    match working.stands.get() {
        Stands::None => {
            let suggested = fill("device.working.fileName", &[("day", &time::today())]);
            let again = suggested.clone();
            view! {
                <div class="gt-actions">
                    <Button label=say("device.working.new") on_press=move || working.choose(suggested.clone(), false)/>
                    <Button label=say("device.working.there") on_press=move || working.choose(again.clone(), true)/>
                </div>
            }
            .into_any()
        }
        Stands::Written(at) => {
            let words = match at {
                Some(at) => line("device.working.written", &time::clock_text(at)),
                None => line("device.working.ready", ""),
            };
            view! { <p role="status">{words}</p> <div class="gt-actions">{stop()}</div> }.into_any()
        }
        Stands::Asks => view! {
            <p role="status">{line("device.working.asks", "")}</p>
            <div class="gt-actions">
                <Button label=say("device.working.allow") on_press=move || working.allow()/>
                {stop()}
            </div>
        }
        .into_any(),
        Stands::Changed => view! {
            <div class="nhsuk-warning-callout" role="alert">
                <p>{line("device.working.changed", "")}</p>
                <div class="gt-actions">
                    <Button label=say("device.working.combine") on_press=move || working.combine()/>
                    {stop()}
                </div>
            </div>
        }
        .into_any(),
        Stands::Failed(reason) => view! {
            <div class="nhsuk-warning-callout" role="alert">
                <p>{line("device.working.failed", &reason)}</p>
                <div class="gt-actions">
                    <Button label=say("device.working.again") on_press=move || working.allow()/>
                    {stop()}
                </div>
            </div>
        }
        .into_any(),
    }
}
