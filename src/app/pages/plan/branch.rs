//! One priority with its aims and actions. Built once; the query only hides and shows.

use super::adding::AddHere;
use super::editing::RowTools;
use super::shown::{At, Going, Shown, at};
use crate::app::components::{CollectView, Details, Moves, RatingBar, RatingTag, live};
use crate::app::route::Route;
use crate::domain::{Placement, Scale, fields as f, kind, kinds};
use crate::ledger::{ActionNode, AimNode, PriorityNode, moves};
use crate::record::Id;
use crate::words::{day_text, fill, say};
use leptos::prelude::*;

fn any(shown: Shown, here: &[At]) -> bool {
    shown.with(|shown| here.iter().any(|at| shown.contains(at)))
}

/// A priority.
#[component]
pub fn PriorityBranch(
    /// The priority.
    priority: PriorityNode,
    /// The plan's scale.
    scale: Scale,
    /// What the page goes by.
    going: Going,
) -> impl IntoView {
    let Going { shown, asked, narrowed, turned, folded, .. } = going;
    let id = priority.id;
    let here: Vec<At> = priority.aims.iter().flat_map(|a| &a.actions).map(at).collect();
    let title = if priority.number.is_empty() {
        priority.title.clone()
    } else {
        fill("plan.priority", &[("number", &priority.number), ("title", &priority.title)])
    };
    let (counted, bar_scale) = (priority.clone(), scale.clone());
    let (counted_moves, move_scale) = (priority.clone(), scale.clone());
    let moved = live(move || {
        let here = counted_moves.aims.iter().flat_map(|a| &a.actions);
        let moved = shown.with(|shown| moves(&move_scale, here.filter(|action| shown.contains(&at(action)))));
        view! { <Moves moves=moved/> }
    });
    let bar = live(move || {
        let counts = shown.with(|shown| counted.rating_counts(|action| shown.contains(&at(action))));
        view! { <RatingBar scale=bar_scale.clone() counts=counts/> }
    });
    let is_open = Memo::new(move |_| asked.get() || folded.get() == turned.with(|turned| turned.contains(&id)));
    let turn = move |_| {
        turned.update(|turned| {
            if !turned.remove(&id) {
                turned.insert(id);
            }
        });
    };
    let aims = priority.aims;
    let branch = live(move || {
        is_open.get().then(|| {
            let aims = aims.clone().into_iter().map(|aim| {
                view! { <AimBranch aim=aim priority=id scale=scale.clone() going=going/> }
            });
            view! {
                <ol class="gt-thread__branch" id=format!("aims-{id}")>{aims.collect_view()}</ol>
                <AddHere kind=kind::AIM place=id.to_string()/>
            }
        })
    });
    let headlines = [("plan.progress", priority.headline_progress), ("plan.further", priority.headline_further)];
    let headlines: Vec<_> = headlines.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    let headlines = (!headlines.is_empty()).then(|| {
        let items = headlines.into_iter().map(|(key, text)| view! { <p><strong>{say(key)}</strong><br/>{text}</p> });
        view! { <Details summary=say("plan.headlines")>{items.collect_view()}</Details> }
    });
    let hidden = move || narrowed.get() && !any(shown, &here);
    view! {
        <li class="gt-thread__item gt-thread__item--priority" hidden=hidden data-row=id.to_string() data-kind=kind::PRIORITY
            data-place=f::ORDER data-takes=format!("{}/{id}", f::UNDER) data-takes-kind=kind::AIM>
            <h2 class="gt-thread__title">
                <button class="gt-fold" type="button" aria-expanded=move || is_open.get().to_string() on:click=turn>{title.clone()}</button>
            </h2>
            <RowTools record=id kind=kind::PRIORITY title=title page=Route::Record(id) place=Some(f::ORDER.to_owned())/>
            {bar}
            {moved}
            {headlines}
            {branch}
        </li>
    }
    .into_any()
}

#[component]
fn AimBranch(aim: AimNode, priority: Id, scale: Scale, going: Going) -> impl IntoView {
    let shown = going.shown;
    let id = aim.id;
    let here: Vec<At> = aim.actions.iter().map(at).collect();
    let (place, under) = (Placement { priority, aim: id }.name(), format!("{}/{priority}", f::UNDER));
    let takes = format!("{}/{place}", f::PLACED);
    let title = if aim.number.is_empty() {
        fill("plan.aimPlain", &[("statement", &aim.statement)])
    } else {
        fill("plan.aim", &[("number", &aim.number), ("statement", &aim.statement)])
    };
    let actions = aim.actions.into_iter().map(|action| {
        view! { <ActionItem action=action scale=scale.clone() going=going level=4/> }
    });
    let hidden = move || going.narrowed.get() && !any(shown, &here);
    view! {
        <li class="gt-thread__item gt-thread__item--aim" hidden=hidden data-row=id.to_string() data-kind=kind::AIM
            data-place=under.clone() data-takes=takes data-takes-kind=kind::ACTION>
            <h3 class="gt-thread__title">{title.clone()}</h3>
            <RowTools record=id kind=kind::AIM title=title page=Route::Record(id) place=Some(under.clone())/>
            <ol class="gt-thread__branch">{actions.collect_view()}</ol>
            <AddHere kind=kind::ACTION place=place/>
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
    /// What the page goes by.
    going: Going,
    /// The level of its heading.
    level: u8,
) -> impl IntoView {
    let rating = action.rating().and_then(|key| scale.get(key).cloned());
    let owners: Vec<String> = action.owners.iter().map(|o| o.name.clone()).collect();
    let owners = (!owners.is_empty()).then(|| fill("plan.ownedBy", &[("names", &owners.join(", "))]));
    let when = action.timescale.as_ref().map(|t| fill("plan.by", &[("words", &t.words)]));
    let title =
        if action.number.is_empty() { action.title.clone() } else { format!("{} {}", action.number, action.title) };
    let link = view! { <a class="nhsuk-link" href=Route::Action(action.id).href()>{title.clone()}</a> };
    let (id, place) = (action.id, action.placement.map(|place| format!("{}/{}", f::PLACED, place.name())));
    let over = action.state.filter(|state| state.is_over()).map(|state| {
        let state = kinds::field(kind::ACTION, f::STATE).map(|field| field.choice(state.name()));
        view! { <li><strong class="nhsuk-tag nhsuk-tag--grey">{state}</strong></li> }
    });
    let proposed = action.proposed.map(|state| {
        let state = kinds::field(kind::ACTION, f::STATE).map(|field| field.choice(state.name())).unwrap_or_default();
        view! { <li><strong class="nhsuk-tag nhsuk-tag--grey">{fill("ending.proposed", &[("state", &state)])}</strong></li> }
    });
    let heading = if level == 3 {
        view! { <h3 class="gt-thread__title">{link}</h3> }.into_any()
    } else {
        view! { <h4 class="gt-thread__title">{link}</h4> }.into_any()
    };
    let shown = going.shown;
    let (overdue, stale) = going.wrong.with_untracked(|wrong| (wrong.overdue.contains(&id), wrong.stale.contains(&id)));
    let late =
        overdue.then(|| view! { <li><strong class="nhsuk-tag nhsuk-tag--red">{say("plan.isOverdue")}</strong></li> });
    let said = action.latest().filter(|u| !u.date.is_empty()).map(|u| {
        let day = fill("today.lastUpdate", &[("day", &day_text(&u.date))]);
        if stale { view! { <li><strong>{day}</strong></li> }.into_any() } else { view! { <li>{day}</li> }.into_any() }
    });
    let nobody = action.owners.is_empty().then(|| view! { <li><strong>{say("plan.noOwner")}</strong></li> });
    let conflict = !action.conflicts.is_empty();
    let no_update = action.updates.is_empty();
    let here = at(&action);
    let hidden = move || !shown.with(|shown| shown.contains(&here));
    view! {
        <li class="gt-thread__item gt-thread__item--action" hidden=hidden data-row=id.to_string() data-kind=kind::ACTION
            data-place=place.clone()>
            {heading}
            <ul class="gt-meta">
                <li><RatingTag rating=rating plain=true/></li>
                {over}
                {proposed}
                {late}
                {nobody}
                {owners.map(|o| view! { <li>{o}</li> })}
                {when.map(|w| view! { <li>{w}</li> })}
                {said}
                {no_update.then(|| view! { <li>{say("plan.noUpdate2")}</li> })}
                {conflict.then(|| view! { <li><strong class="nhsuk-tag nhsuk-tag--orange">{say("status.conflicts.one")}</strong></li> })}
            </ul>
            <RowTools record=id kind=kind::ACTION title=title page=Route::Action(id) place=place.clone() rated=true/>
        </li>
    }
    .into_any()
}
