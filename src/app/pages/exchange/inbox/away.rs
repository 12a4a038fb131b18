//! Putting a file away unused, asked once more.

use crate::app::components::{Button, Tone, live};
use crate::app::context::use_app;
use crate::store::waiting::put_away;
use crate::words::{fill, say};
use leptos::prelude::*;

/// The button, and the question that it leads to.
#[component]
pub fn PutAway(
    /// The file's id.
    file: String,
    /// Who it is from.
    who: String,
) -> impl IntoView {
    let app = use_app();
    let asking = RwSignal::new(false);
    let file = StoredValue::new(file);
    let who = StoredValue::new(who);
    let away = move || {
        asking.set(false);
        leptos::task::spawn_local(async move {
            let (file, who) = (file.get_value(), who.get_value());
            if app.transact(&mut |s| Some(put_away(s, &file).into())).await.is_ok() {
                app.tell(Tone::Saved, fill("exchange.waiting.awayDone", &[("who", &who)]));
            }
        });
    };
    live(move || match asking.get() {
        false => view! { <Button label=say("exchange.waiting.away") small=true on_press=move || asking.set(true)/> }
            .into_any(),
        true => view! {
            <div class="nhsuk-warning-callout" role="alert">
                <p>{fill("exchange.waiting.awayAsk", &[("who", &who.get_value())])}</p>
                <div class="gt-actions">
                    <Button label=say("exchange.waiting.awayYes") warning=true small=true on_press=away/>
                    <Button label=say("exchange.waiting.awayNo") small=true on_press=move || asking.set(false)/>
                </div>
            </div>
        }
        .into_any(),
    })
}
