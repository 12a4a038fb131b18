//! What to do when someone may be at risk, and when it is urgent: on every event screen, with no connection. It records
//! nothing.

use crate::app::components::{CollectView, live};
use crate::app::context::use_app;
use crate::events;
use crate::events::reach::{Way, numbers_of};
use crate::platform::time;
use crate::record::Id;
use crate::words::{fill_in, say_in};
use leptos::prelude::*;

/// A safeguarding lead and the number at which they answer.
type Lead = (String, String);

/// Both cards, closed until somebody needs one. With an event its safeguarding lead; without, those of the events of now.
#[component]
pub fn Safety(
    /// The event.
    event: Option<Id>,
    /// In which language; English where nobody says.
    #[prop(default = Signal::stored("en"))]
    language: Signal<&'static str>,
) -> impl IntoView {
    let app = use_app();
    let leads = Memo::new(move |_| {
        app.state.with(|s| {
            let lead = |e: crate::domain::Event<'_>| (e.lead().to_owned(), e.lead_number().to_owned());
            let all: Vec<Lead> = match event {
                Some(id) => events::event(&s.ledger, id).map(lead).into_iter().collect(),
                None => events::happening(&s.ledger, time::now_ms()).into_iter().map(lead).collect(),
            };
            all.into_iter().filter(|(_, number)| !number.trim().is_empty()).collect::<Vec<Lead>>()
        })
    });
    let ring = move || {
        let leads = leads.get();
        if leads.is_empty() {
            return view! { <li>{say_in(language.get(), "safety.noLead")}</li> }.into_any();
        }
        let one = |(name, typed): Lead| {
            let words = |number: &str| fill_in(language.get(), "safety.ring", &[("name", &name), ("number", &number)]);
            let numbers = numbers_of(&typed);
            // Hours, an extension, or a number that no phone could ring: as typed, for whoever reads it.
            let rest = !matches!(numbers.as_slice(), [number] if number.words == typed.trim());
            let rest = rest.then(|| if numbers.is_empty() { words(&typed) } else { typed.clone() });
            let link = |number: &Way| {
                view! { <div><a class="gt-safety__call" href=number.href.clone()>{words(&number.words)}</a></div> }
                    .into_any()
            };
            view! { <li>{numbers.iter().map(link).collect_view()} {rest.map(|typed| view! { <p>{typed}</p> })}</li> }
                .into_any()
        };
        leads.into_iter().map(one).collect_view()
    };
    let says = move |key: &'static str| live(move || say_in(language.get(), key));
    let step = |key: &'static str| view! { <li>{says(key)}</li> }.into_any();
    view! {
        <div class="gt-safety">
            <details class="gt-safety__card" name="gt-safety">
                <summary class="gt-safety__title">{says("safety.risk.title")}</summary>
                <ol class="gt-safety__steps">
                    <li><a class="gt-safety__call" href="tel:999">{says("safety.risk.danger")}</a></li>
                    {[step("safety.risk.listen"), step("safety.risk.noSecrets"), step("safety.risk.noQuestions")].collect_view()}
                    {ring}
                    {step("safety.risk.form")}
                </ol>
            </details>
            <details class="gt-safety__card" name="gt-safety">
                <summary class="gt-safety__title">{says("safety.urgent.title")}</summary>
                <ul class="gt-safety__steps">
                    <li><a class="gt-safety__call" href="tel:999">{says("safety.urgent.999")}</a></li>
                    <li><a class="gt-safety__call" href="tel:111">{says("safety.urgent.111")}</a></li>
                    {step("safety.urgent.noAdvice")}
                </ul>
            </details>
        </div>
    }
    .into_any()
}
