//! The office's check words: whoever opens a first signed plan file compares them once, by telephone.

use crate::app::components::{Button, Details, live};
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::store::keys::office_words;
use crate::words::say;
use leptos::prelude::*;

/// The office's check words, until somebody has compared them.
#[component]
pub fn CheckOffice() -> impl IntoView {
    let app = use_app();
    let words = Memo::new(move |_| app.state.with(|s| s.keys.to_compare().then(|| office_words(&s.keys.keepers))));
    let fits = move || app.save_keys(Box::new(|keys| keys.compared = true), "exchange.office.compared");
    live(move || {
        words.get().map(|words| {
            view! {
                <section class="nhsuk-inset-text" aria-labelledby="office-title">
                    <h2 class="nhsuk-heading-m" id="office-title">{say("exchange.office.title")}</h2>
                    <p>{say("exchange.office.compare")}</p>
                    <p><strong>{words}</strong></p>
                    <Button label=say("exchange.office.match") on_press=fits/>
                    <Details summary=say("exchange.office.other")>
                        <p>{say("exchange.office.otherHint")}</p>
                        <p><a class="nhsuk-link" href=Route::Device.href()>{say("device.title")}</a></p>
                    </Details>
                </section>
            }
        })
    })
}
