//! An action's updates as a timeline, newest first, with what this device has ready itself.

use crate::app::components::{Button, CollectView, Direction, Paragraphs, RatingTag};
use crate::app::context::{App, Said, use_app};
use crate::app::form::pencil_row;
use crate::app::pages::risks::BarrierOfHelp;
use crate::app::route::Route;
use crate::domain::kinds;
use crate::domain::{Draft, Scale, Timescale, Update, fields as f, kind, web_address};
use crate::ledger::{ActionNode, Standing, UpdateNode, whose};
use crate::platform::{self, time};
use crate::record::Id;
use crate::store::ready::{self, Way};
use crate::store::rows::DraftRow;
use crate::words::{count, day_text, fill, say};
use leptos::prelude::*;

/// The timeline.
#[component]
pub fn Updates(node: ActionNode, scale: Scale) -> impl IntoView {
    let app = use_app();
    let id = node.id;
    // What is ready here, or was not used, stands in no paper but is not lost from sight.
    let others = app.state.with_untracked(|s| {
        let all = s.ledger.updates_on(id).into_iter().map(|u| s.ledger.update_node(u, id));
        all.filter(|u| matches!(u.standing, Standing::Mine | Standing::NotUsed)).collect::<Vec<_>>()
    });
    let mut all: Vec<UpdateNode> = others.into_iter().chain(node.updates).collect();
    all.sort_by(|a, b| b.date.cmp(&a.date));
    // A direction only between two updates of one organisation; two that speak at once are no movement.
    let speaker = |u: &UpdateNode| u.organisation.as_ref().map(|(id, _)| *id);
    let before = |now: &UpdateNode| {
        let is_before =
            |u: &&UpdateNode| u.date < now.date && speaker(u) == speaker(now) && u.standing != Standing::NotUsed;
        all.iter().find(is_before).and_then(|u| u.rating.clone())
    };
    let befores: Vec<Option<String>> = all.iter().map(before).collect();
    let empty = all.is_empty();
    let items = all.into_iter().zip(befores).map(|(update, before)| {
        view! { <Item action=id update=update scale=scale.clone() before=before/> }
    });
    view! {
        <h2 class="nhsuk-heading-m">{say("action.updates")}</h2>
        {empty.then(|| view! { <p>{say("action.noUpdates")}</p> })}
        <ol class="gt-timeline">{items.collect_view()}</ol>
    }
    .into_any()
}

#[component]
fn Item(action: Id, update: UpdateNode, scale: Scale, before: Option<String>) -> impl IntoView {
    let rating = update.rating.as_ref().and_then(|key| scale.get(key).cloned());
    let by = match (&update.organisation, update.author.as_str()) {
        (Some((_, o)), "") if update.from_report => fill("action.inReport", &[("organisation", o)]),
        (None, "") if update.from_report => say("action.inReportOnly"),
        (Some((_, o)), "") => o.clone(),
        (Some((_, o)), author) => fill("action.by", &[("organisation", o), ("author", &author)]),
        (None, "") => String::new(),
        (None, author) => fill("action.byOne", &[("author", &author)]),
    };
    let standing = match update.standing {
        Standing::Mine => Some(("action.mine", "nhsuk-tag--grey")),
        Standing::NotUsed => Some(("action.notUsed", "nhsuk-tag--orange")),
        Standing::UsedWithChanges => Some(("action.usedWithChanges", "nhsuk-tag--blue")),
        Standing::Used => None,
    };
    let part = |key: &str, text: &str| {
        let (label, text) = (say(key), text.to_owned());
        (!text.is_empty()).then(|| view! { <p><strong>{label}</strong> " " {text}</p> })
    };
    let by_when = update.expected_by.as_ref().map(Timescale::after_by).unwrap_or_default();
    let (next, by_when) = match (update.next_steps.as_str(), by_when) {
        ("", when) => (String::new(), when),
        (next, "") => (next.to_owned(), ""),
        (next, when) => (format!("{next} {}", fill("action.expectedBy", &[("words", &when)])), ""),
    };
    let barrier = (!update.help_needed.trim().is_empty()).then(|| {
        view! { <div class="gt-actions gt-actions--row"><BarrierOfHelp update=update.id/></div> }
    });
    let others = (update.covers_others > 0).then(|| count("action.coversOthers", update.covers_others));
    view! {
        <li class="gt-timeline__item">
            <div class="gt-timeline__head">
                <h3 class="gt-timeline__date"><time datetime=update.date.clone()>{day_text(&update.date)}</time></h3>
                <RatingTag rating=rating/>
                <Direction scale=scale before=before now=update.rating.clone()/>
                {standing.map(|(key, class)| view! { <strong class=format!("nhsuk-tag {class}")>{say(key)}</strong> })}
            </div>
            <p class="gt-meta">{by}</p>
            {update.is_outsiders.then(|| outsiders(action, &update))}
            {(update.standing == Standing::Mine).then(|| on_its_way(update.id))}
            <div class="gt-timeline__body">
                {update.is_rating_only().then(|| view! { <p>{say("action.ratingOnly")}</p> })}
                {update.no_change.then(|| view! { <p>{say("action.noChangeText")}</p> })}
                <Paragraphs text=update.narrative.clone()/>
                {part("action.changed", &update.what_changed)}
                {part("action.next", &next)}
                {part("action.byWhen", by_when)}
                {part("action.help", &update.help_needed)}
                {barrier}
                {answer(&update)}
                {evidence(&update.evidence)}
                {others.map(|o| view! { <p class="gt-meta">{o}</p> })}
            </div>
        </li>
    }
    .into_any()
}

/// The page that shows it. What is no address of a page is told as it stands, and leads nowhere.
fn evidence(said: &str) -> Option<AnyView> {
    let address = match web_address(said) {
        Some(address) => {
            let text = address.clone();
            view! { <a class="nhsuk-link gt-address" href=address rel="noopener noreferrer external" target="_blank">{text}</a> }.into_any()
        }
        None => said.to_owned().into_any(),
    };
    (!said.trim().is_empty()).then(|| view! { <p>{say("action.evidence")} " " {address}</p> }.into_any())
}

/// What the owner answers to the help that is asked for, with its pencil.
fn answer(update: &UpdateNode) -> Option<AnyView> {
    let is_used = matches!(update.standing, Standing::Used | Standing::UsedWithChanges);
    let field = kinds::field(kind::UPDATE, f::HELP_ANSWER)?;
    let row = (is_used && !update.help_needed.trim().is_empty()).then(|| pencil_row(update.id, field, None))?;
    Some(view! { <dl class="nhsuk-summary-list">{row}</dl> }.into_any())
}

/// What can be done about an update of one's own: while it is ready it is changed or taken out, and once it was sent revised.
fn on_its_way(id: Id) -> Option<AnyView> {
    let app = use_app();
    let way = app.state.with_untracked(|s| ready::way(s, id))?;
    let key = if way == Way::Ready { "action.ready.change" } else { "action.ready.revise" };
    let take_out = (way == Way::Ready).then(|| {
        let press = move || app.change(move |s| ready::taken_out(s, id), say("draft.takenOut"));
        view! { <Button label=say("draft.takeOut") on_press=press small=true/> }
    });
    let sent = (way == Way::Sent).then(|| view! { <p class="gt-meta">{say("action.ready.sent")}</p> });
    let view = view! {
        {sent}
        <div class="gt-actions">
            <a class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" href=Route::Draft(id).href()>{say(key)}</a>
            {take_out}
        </div>
    };
    Some(view.into_any())
}

/// That an update is not known to be from an owner, and whether its rating is the action's, which the office chooses.
fn outsiders(action: Id, update: &UpdateNode) -> AnyView {
    let app = use_app();
    let (id, counts) = (update.id, update.counts);
    let is_used = matches!(update.standing, Standing::Used | Standing::UsedWithChanges);
    let rates = is_used && update.rating.is_some();
    // Without a rating there is something to say only where it names an owner, and the office may know that it is from it.
    let names_no_owner = app.state.with_untracked(|s| {
        let named = s.ledger.update(id).map(|u| s.ledger.names_no_owner(u, action));
        named.unwrap_or(true)
    });
    let may_be_owners = is_used && !counts && !names_no_owner;
    let rating = rates.then(|| say(if counts { "action.outsiders.counts" } else { "action.outsiders.countsNot" }));
    let choose = ((rates || may_be_owners) && untrack(|| app.is_office())).then(|| {
        let (label, told) = match counts {
            true => ("action.outsiders.letNot", "action.outsiders.letNotDone"),
            false if !rates => ("action.outsiders.owners", "action.outsiders.ownersDone"),
            false => ("action.outsiders.let", "action.outsiders.letDone"),
        };
        let press = move || app.change(move |_| vec![whose::counting(id, action, !counts)], say(told));
        view! { <div class="gt-actions"><Button label=say(label) on_press=press small=true/></div> }
    });
    view! {
        <p><strong class="nhsuk-tag nhsuk-tag--orange">{say("action.outsiders.title")}</strong> " " {rating}</p>
        {choose}
    }
    .into_any()
}

/// An update that says "no change since last time", with the rating chosen in the draft, or else the one it had.
pub fn no_change(app: App, action: Id, draft: Option<&DraftRow>) -> Option<Draft> {
    let rating = app.state.with_untracked(|s| s.rating_kept(action, draft));
    Some(new_update(app, action, rating.as_deref())?.with(f::NO_CHANGE, true))
}

/// What is said once "no change since last time" is saved: the office has nobody to send a file to.
pub fn no_change_saved(app: App) -> Said {
    let office = app.state.with_untracked(|s| s.about.as_ref().is_some_and(|a| a.office));
    app.to_be_sent(say(if office { "action.noChangeSavedOffice" } else { "action.noChangeSaved" }))
}

/// "No change since last time": a valid, dated update in one tap.
pub fn say_no_change(app: App, action: Id) {
    let Some(draft) = no_change(app, action, None) else { return };
    app.change(move |_| draft.edits().collect(), no_change_saved(app));
}

/// A new update on an action, dated and handed over today, for this person's organisation.
pub fn new_update(app: App, action: Id, rating: Option<&str>) -> Option<Draft> {
    let about = app.about()?;
    let plan = app.state.with_untracked(|s| s.ledger.action(action).and_then(|a| a.plan()));
    let today = time::today().to_string();
    let (covers, value) = Update::covering(action, rating);
    let mut draft = Draft::new(platform::new_id(), kind::UPDATE)
        .with(covers, value)
        .with(f::DATE, today.clone())
        .with(f::HANDED_OVER, today);
    if let Some(plan) = plan {
        draft.set(f::PLAN, plan.to_string());
    }
    if let Some(organisation) = about.organisation {
        draft.set(f::ORGANISATION, organisation);
    }
    Some(draft)
}
