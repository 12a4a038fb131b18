//! A rating by itself: chosen, and saved at once as an update that has a day and no words.

use super::updates::new_update;
use crate::app::components::CollectView;
use crate::app::context::{App, use_app};
use crate::domain::{Update, kind};
use crate::ledger::pieces::Names;
use crate::platform::time;
use crate::record::{Edit, Id};
use crate::store::State;
use crate::words::{fill, say};
use leptos::prelude::*;

/// Choosing a rating for an action. Whose word it is stands beside it, as with every update.
#[component]
pub fn Rate(
    /// The action.
    action: Id,
) -> impl IntoView {
    let app = use_app();
    let title = app.state.with_untracked(|s| Names { ledger: &s.ledger, file: None }.title(action));
    let scale = app.tree.with_untracked(|tree| tree.as_ref().map(|tree| tree.scale.clone()));
    let options = scale
        .into_iter()
        .flat_map(|scale| scale.0)
        .map(|rating| view! { <option value=rating.key>{rating.name}</option> });
    let id = format!("rate-{action}");
    let of = id.clone();
    let chosen = move |event| rate(app, action, &event_target_value(&event), of.clone());
    view! {
        <select class="nhsuk-select gt-rate" id=id aria-label=fill("action.rateOf", &[("title", &title)]) prop:value="" on:change=chosen>
            <option value="">{say("action.rate")}</option>
            {options.collect_view()}
        </select>
    }
    .into_any()
}

fn rate(app: App, action: Id, key: &str, control: String) {
    let draft = Some(key).filter(|key| !key.is_empty()).and_then(|key| new_update(app, action, Some(key)));
    let Some(draft) = draft else { return };
    let told = if untrack(|| app.is_office()) { "action.ratedOffice" } else { "action.rated" };
    let (covers, rating) = Update::covering(action, Some(key));
    let edits = move |s: &State| match given_today(s, action) {
        Some(update) => {
            vec![Edit { record: update, kind: kind::UPDATE.to_owned(), field: covers.clone(), value: rating.clone() }]
        }
        None => draft.edits().collect(),
    };
    app.change_from(edits, app.to_be_sent(say(told)), control);
}

/// The rating without words that this person has given the action today and that has not left yet: another one takes its place.
/// Whoever goes through the choices with the arrow keys gives one rating, not one for each choice passed.
fn given_today(state: &State, action: Id) -> Option<Id> {
    let me = state.about.as_ref()?.writer()?;
    let (today, exported) = (time::today().to_string(), state.exported());
    let is_it = |update: &Update<'_>| {
        let node = state.ledger.update_node(*update, action);
        let is_mine = update.0.stamps().all(|stamp| stamp.writer() == me);
        node.is_rating_only()
            && node.date == today
            && node.covers_others == 0
            && is_mine
            && exported.get(node.id).is_none()
    };
    state.ledger.updates_on(action).into_iter().find(is_it).map(|update| update.id())
}
