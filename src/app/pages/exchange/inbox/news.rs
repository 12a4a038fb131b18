//! What became of something that was just opened: the sentence, who it is from, what it holds and what could not be read.

use crate::app::came::Came;
use crate::app::components::{CollectView, Details};
use crate::words::say;
use leptos::prelude::*;

/// What became of it.
#[component]
pub fn News(
    /// What came.
    came: Came,
    /// Whether its name stands above it already.
    #[prop(optional)]
    named: bool,
) -> impl IntoView {
    let lines = |lines: Vec<String>| {
        let items = lines.into_iter().map(|l| view! { <li>{l}</li> }).collect_view();
        view! { <ul class="nhsuk-list nhsuk-list--bullet">{items}</ul> }
    };
    let title =
        (!named && !came.name.is_empty()).then(|| view! { <h3 class="gt-banner__title">{came.name.clone()}</h3> });
    view! {
        <div class=came.tone.class()>
            {title}
            <p>{came.words}</p>
            {came.label.map(|label| view! { <p>{label.words}</p> })}
            {(!came.list.is_empty()).then(|| view! { <Details summary=came.list_title>{lines(came.list)}</Details> })}
            {(!came.set_aside.is_empty()).then(|| view! {
                <Details summary=say("exchange.open.setAside") open=true>{lines(came.set_aside)}</Details>
            })}
        </div>
    }
    .into_any()
}
