//! An action's updates as a timeline, newest first, with what this device has ready itself.

use crate::app::components::{CollectView, Direction, Paragraphs, RatingTag, Tone};
use crate::app::context::{App, use_app};
use crate::domain::{Draft, Scale, Timescale, Update, fields as f, kind};
use crate::ledger::changes::Work;
use crate::ledger::{ActionNode, Standing, UpdateNode};
use crate::platform::{self, time};
use crate::record::Id;
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
        view! { <Item update=update scale=scale.clone() before=before/> }
    });
    view! {
        <h2 class="nhsuk-heading-m">{say("action.updates")}</h2>
        {empty.then(|| view! { <p>{say("action.noUpdates")}</p> })}
        <ol class="gt-timeline">{items.collect_view()}</ol>
    }
    .into_any()
}

#[component]
fn Item(update: UpdateNode, scale: Scale, before: Option<String>) -> impl IntoView {
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
            <div class="gt-timeline__body">
                {update.is_rating_only().then(|| view! { <p>{say("action.ratingOnly")}</p> })}
                {update.no_change.then(|| view! { <p>{say("action.noChangeText")}</p> })}
                <Paragraphs text=update.narrative.clone()/>
                {part("action.changed", &update.what_changed)}
                {part("action.next", &next)}
                {part("action.byWhen", by_when)}
                {part("action.help", &update.help_needed)}
                {others.map(|o| view! { <p class="gt-meta">{o}</p> })}
            </div>
        </li>
    }
    .into_any()
}

/// An update that says "no change since last time", with the rating chosen in the draft, or else the one it had.
pub fn no_change(app: App, action: Id, draft: Option<&DraftRow>) -> Option<Draft> {
    let rating = app.state.with_untracked(|s| s.rating_kept(action, draft));
    Some(new_update(app, action, rating.as_deref())?.with(f::NO_CHANGE, true))
}

/// What is said once "no change since last time" is saved: the office has nobody to send a file to.
pub fn no_change_saved(app: App) -> &'static str {
    match app.state.with_untracked(|s| s.about.as_ref().is_some_and(|a| a.office)) {
        true => "action.noChangeSavedOffice",
        false => "action.noChangeSaved",
    }
}

/// "No change since last time": a valid, dated update in one tap.
pub fn say_no_change(app: App, action: Id) {
    let Some(draft) = no_change(app, action, None) else { return };
    leptos::task::spawn_local(async move {
        if app.transact(&mut |_| Some(Work::typed(draft.edits()).into())).await.is_ok() {
            app.tell(Tone::Saved, say(no_change_saved(app)));
        }
    });
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
