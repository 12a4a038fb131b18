//! A rating by itself: chosen, and saved at once as an update that has a day and no words.

use super::updates::new_update;
use crate::app::components::CollectView;
use crate::app::context::{App, use_app};
use crate::ledger::pieces::Names;
use crate::record::Id;
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
    let chosen = move |event| rate(app, action, &event_target_value(&event));
    view! {
        <select class="nhsuk-select gt-rate" aria-label=fill("action.rateOf", &[("title", &title)]) prop:value="" on:change=chosen>
            <option value="">{say("action.rate")}</option>
            {options.collect_view()}
        </select>
    }
    .into_any()
}

fn rate(app: App, action: Id, key: &str) {
    let draft = Some(key).filter(|key| !key.is_empty()).and_then(|key| new_update(app, action, Some(key)));
    let Some(draft) = draft else { return };
    let told = if untrack(|| app.is_office()) { "action.ratedOffice" } else { "action.rated" };
    app.change(move |_| draft.edits().collect(), say(told));
}
