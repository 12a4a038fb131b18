//! A letter for somebody's own mail program: a link that begins it there, and its address, subject and words to copy.

use crate::app::components::{Button, Paragraphs};
use crate::app::context::use_app;
use crate::app::copying::copy;
use crate::forms::{Letter, Recipient, mailto};
use crate::words::{fill, say};
use leptos::prelude::*;

/// The letter.
#[component]
pub fn LetterWords(
    /// Whom it is to; nobody where that is chosen in the mail program.
    to: Vec<Recipient>,
    /// The letter.
    letter: Letter,
    /// The name of the file that goes with it.
    #[prop(into)]
    attach: String,
    /// Called when somebody takes it into their mail program, or copies its words.
    #[prop(optional)]
    taken: Option<Callback<()>>,
) -> impl IntoView {
    let app = use_app();
    let link = mailto(&to, &letter);
    let taken = move || taken.iter().for_each(|taken| taken.run(()));
    let addresses: Vec<String> = to.iter().map(|r| r.address.clone()).filter(|a| !a.is_empty()).collect();
    let addresses = addresses.join("; ");
    let begin = link.map(|link| {
        view! { <a class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" href=link on:click=move |_| taken()>{say("letters.begin")}</a> }
    });
    let of = move |label: &str, text: String, counts: bool| {
        let press = move || {
            copy(app, text.clone());
            if counts {
                taken();
            }
        };
        view! { <Button label=say(label) small=true on_press=press/> }
    };
    let address = (!addresses.is_empty()).then(|| of("letters.copyAddress", addresses.clone(), false));
    let shown = (!addresses.is_empty()).then(|| view! { <li>{fill("letters.to", &[("address", &addresses)])}</li> });
    let Letter { subject, body, .. } = letter;
    view! {
        <ul class="gt-meta">
            {shown}
            <li>{fill("letters.subject", &[("subject", &subject)])}</li>
            <li>{fill("letters.attach", &[("file", &attach)])}</li>
        </ul>
        <div class="gt-actions">
            {begin}
            {address}
            {of("letters.copySubject", subject, false)}
            {of("letters.copyWords", body.clone(), true)}
        </div>
        <div class="nhsuk-inset-text"><Paragraphs text=body/></div>
    }
    .into_any()
}
