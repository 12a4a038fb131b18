//! The file by which one keeper's record, with what was decided and why, reaches the office's other keepers.

use super::made::hand_over;
use crate::app::components::{Button, CollectView, live};
use crate::app::context::use_app;
use crate::app::send::{self, Made};
use crate::store::State;
use crate::words::{day_text, fill, say};
use leptos::prelude::*;

/// The other keepers' names, and the day on which they were last handed the record; nothing where there is no other
/// keeper, or where this device cannot sign for the office.
fn others(state: &State) -> Option<(Vec<String>, Option<String>)> {
    let own = state.keys.to_sign().ok().flatten().and(state.keys.proven())?.keeper.key;
    let names: Vec<String> = state.keys.keepers.iter().filter(|k| k.key != own).map(|k| k.name.clone()).collect();
    let last = state
        .sent
        .iter()
        .rev()
        .find(|row| row.purpose == "handover" && row.has_left())
        .map(|row| day_text(&row.created));
    (!names.is_empty()).then_some((names, last))
}

/// Saving a file for the other keepers, where there are any.
#[component]
pub fn Handover(made: RwSignal<Option<Made>>) -> impl IntoView {
    let app = use_app();
    let others = Memo::new(move |_| app.state.with(others));
    let busy = RwSignal::new(false);
    let make = move || {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let file = send::make_handover(app).await;
            hand_over(app, made, file);
            busy.try_set(false);
        });
    };
    live(move || {
        others.get().map(|(names, last)| {
            let names = names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view();
            let last =
                last.map(|day| view! { <p class="gt-meta">{fill("exchange.handover.last", &[("day", &day)])}</p> });
            view! {
                <section aria-labelledby="handover-title">
                    <h2 class="nhsuk-heading-m" id="handover-title">{say("exchange.handover.title")}</h2>
                    <p>{say("exchange.handover.hint")}</p>
                    <ul class="nhsuk-list nhsuk-list--bullet">{names}</ul>
                    {last}
                    <Button label=say("exchange.handover.save") on_press=make busy=busy/>
                </section>
            }
            .into_any()
        })
    })
}
