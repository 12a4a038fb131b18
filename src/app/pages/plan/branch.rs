//! One priority with its aims and actions. Built once; the query only hides and shows.

use super::shown::Shown;
use crate::app::components::{CollectView, Details, Moves, RatingBar, RatingTag};
use crate::app::route::Route;
use crate::domain::Scale;
use crate::ledger::{ActionNode, AimNode, PriorityNode, moves};
use crate::words::{fill, say};
use leptos::prelude::*;

fn any(shown: Shown, from: usize, count: usize) -> bool {
    shown.with(|s| s.iter().skip(from).take(count).any(|s| *s))
}

/// A priority.
#[component]
pub fn PriorityBranch(
    /// The priority.
    priority: PriorityNode,
    /// The plan's scale.
    scale: Scale,
    /// The number of its first action among all placements.
    first: usize,
    /// Which placements are shown.
    shown: Shown,
) -> impl IntoView {
    let count: usize = priority.aims.iter().map(|a| a.actions.len()).sum();
    let title = if priority.number.is_empty() {
        priority.title.clone()
    } else {
        fill("plan.priority", &[("number", &priority.number), ("title", &priority.title)])
    };
    let counts = priority.rating_counts();
    let moved = moves(&scale, priority.aims.iter().flat_map(|a| &a.actions));
    let mut next = first;
    let bar_scale = scale.clone();
    let aims = priority.aims.into_iter().map(move |aim| {
        let start = next;
        next += aim.actions.len();
        view! { <AimBranch aim=aim scale=scale.clone() first=start shown=shown/> }
    });
    let headlines = [("plan.progress", priority.headline_progress), ("plan.further", priority.headline_further)];
    let headlines: Vec<_> = headlines.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    let headlines = (!headlines.is_empty()).then(|| {
        let items = headlines.into_iter().map(|(key, text)| view! { <p><strong>{say(key)}</strong><br/>{text}</p> });
        view! { <Details summary=say("plan.headlines")>{items.collect_view()}</Details> }
    });
    let hidden = move || count > 0 && !any(shown, first, count);
    view! {
        <li class="gt-thread__item gt-thread__item--priority" hidden=hidden>
            <h2 class="gt-thread__title">{title}</h2>
            <RatingBar scale=bar_scale counts=counts/>
            <Moves moves=moved/>
            {headlines}
            <ol class="gt-thread__branch">{aims.collect_view()}</ol>
        </li>
    }
    .into_any()
}

#[component]
fn AimBranch(aim: AimNode, scale: Scale, first: usize, shown: Shown) -> impl IntoView {
    let count = aim.actions.len();
    let title = if aim.number.is_empty() {
        fill("plan.aimPlain", &[("statement", &aim.statement)])
    } else {
        fill("plan.aim", &[("number", &aim.number), ("statement", &aim.statement)])
    };
    let actions = aim.actions.into_iter().enumerate().map(|(n, action)| {
        view! { <ActionItem action=action scale=scale.clone() place=first + n shown=shown level=4/> }
    });
    let hidden = move || count > 0 && !any(shown, first, count);
    view! {
        <li class="gt-thread__item gt-thread__item--aim" hidden=hidden>
            <h3 class="gt-thread__title">{title}</h3>
            <ol class="gt-thread__branch">{actions.collect_view()}</ol>
        </li>
    }
    .into_any()
}

/// An action.
#[component]
pub fn ActionItem(
    /// The action as it stands in this place.
    action: ActionNode,
    /// The plan's scale.
    scale: Scale,
    /// Its number among all placements.
    place: usize,
    /// Which placements are shown.
    shown: Shown,
    /// The level of its heading.
    level: u8,
) -> impl IntoView {
    let rating = action.rating().and_then(|key| scale.get(key).cloned());
    let owners: Vec<String> = action.owners.iter().map(|o| o.name.clone()).collect();
    let owners = (!owners.is_empty()).then(|| fill("plan.ownedBy", &[("names", &owners.join(", "))]));
    let when = action.timescale.as_ref().map(|t| fill("plan.by", &[("words", &t.words)]));
    let title =
        if action.number.is_empty() { action.title.clone() } else { format!("{} {}", action.number, action.title) };
    let link = view! { <a class="nhsuk-link" href=Route::Action(action.id).href()>{title}</a> };
    let heading = if level == 3 {
        view! { <h3 class="gt-thread__title">{link}</h3> }.into_any()
    } else {
        view! { <h4 class="gt-thread__title">{link}</h4> }.into_any()
    };
    let conflict = !action.conflicts.is_empty();
    let no_update = action.updates.is_empty();
    let hidden = move || !shown.with(|s| s.get(place).copied().unwrap_or(true));
    view! {
        <li class="gt-thread__item gt-thread__item--action" hidden=hidden>
            {heading}
            <ul class="gt-meta">
                <li><RatingTag rating=rating plain=true/></li>
                {owners.map(|o| view! { <li>{o}</li> })}
                {when.map(|w| view! { <li>{w}</li> })}
                {no_update.then(|| view! { <li>{say("plan.noUpdate2")}</li> })}
                {conflict.then(|| view! { <li><strong class="nhsuk-tag nhsuk-tag--orange">{say("status.conflicts.one")}</strong></li> })}
            </ul>
        </li>
    }
    .into_any()
}
