//! A button for each topic, the most used at earlier events first, and beside it one for two or three people.

use super::desk::Desk;
use crate::app::components::{CollectView, Picture, live};
use crate::domain::Topic;
use crate::events::taps::Ask;
use crate::events::{self, totals};
use leptos::prelude::*;

/// The topics. Their order is settled before the event begins: a button that moves is tapped wrongly.
#[component]
pub fn Tiles(desk: Desk) -> impl IntoView {
    let counts =
        Memo::new(move |_| desk.app.state.with(|s| totals::by_topic(&totals::on_this_device(&s.ledger, desk.event))));
    let topics = desk.app.state.with_untracked(|s| events::topics_to_tap(&s.ledger, desk.event));
    let tile = move |topic: Topic| {
        let number = {
            let id = topic.id.clone();
            move || {
                let stored = counts.with(|c| c.iter().find(|(topic, _)| *topic == id).map_or(0, |(_, n)| *n));
                let is_mine =
                    |t: &super::desk::Tapped| matches!(&t.ask, Ask::Conversation(_, topic, _) if *topic == id);
                let new = desk.waiting.with(|w| w.iter().filter(|t| is_mine(t)).count()) as u64;
                (stored, new)
            }
        };
        let number = Memo::new(move |_| number());
        let (one, group) = (topic.id.clone(), topic.id.clone());
        let named = topic.clone();
        let picture = topic.picture.clone();
        let id = topic.id.clone();
        view! {
            <li class="gt-tile">
                <button class="gt-tile__one" type="button" data-topic=id on:click=move |_| desk.conversation(&one, false)>
                    <Picture name=picture/>
                    <span class="gt-tile__word">{live(move || desk.topic(&topic))}</span>
                    <span class="gt-tile__number" class:gt-tile__number--waiting=move || number.get().1 != 0>
                        {live(move || Some(number.get().0 + number.get().1).filter(|n| *n > 0))}
                    </span>
                </button>
                <button class="gt-tile__group" type="button" on:click=move |_| desk.conversation(&group, true)>
                    <span aria-hidden="true">"2–3"</span>
                    <span class="gt-visually-hidden">
                        {live(move || format!("{}: {}", desk.topic(&named), desk.say("stall.group")))}
                    </span>
                </button>
            </li>
        }
        .into_any()
    };
    view! { <ul class="gt-tiles">{topics.into_iter().map(tile).collect_view()}</ul> }.into_any()
}
