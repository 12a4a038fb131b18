//! Drafting an update, with last time's beside it and live checks. Nothing typed is lost: every
//! keystroke goes to the journal at once, and to the database a second after typing stops and when the
//! page is hidden.

mod form;
mod keeper;

use crate::app::components::{Details, Page, Paragraphs, RatingTag, Tone};
use crate::app::context::{App, use_app};
use crate::app::route::Route;
use crate::domain::{Scale, kind};
use crate::ledger::UpdateNode;
use crate::ledger::pieces::Names;
use crate::ledger::review::Key;
use crate::platform::{self, journal, page, time};
use crate::record::Id;
use crate::store::answer::{Answered, answer, answered, answering};
use crate::store::ready::Way;
use crate::store::{RowChange, drafts, ready};
use crate::words::{day_text, fill, say};
use leptos::prelude::*;

/// Drafting an update on an action.
#[component]
pub fn DraftUpdate(
    /// The action, whose newest draft is gone on with or a new one begun; or a draft by its own id; or an update of this
    /// person's, to be changed where it is only ready, or revised where it was sent.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let (way, first) = app.state.with_untracked(|s| {
        let opened = ready::opened(s, id, &platform::new_id().to_string(), time::now_ms());
        (ready::way(s, id), opened)
    });
    let asked = first.as_ref().and_then(|row| row.id.parse().ok()).unwrap_or(id);
    let covered = || app.state.with_untracked(|s| drafts::covered(s, first.as_ref()?));
    let of_draft = app.state.with_untracked(|s| drafts::action_of(s, journal::all(), asked)).or_else(covered);
    let (action, draft) = of_draft.map_or((id, None), |action| (action, Some(asked)));
    let found = app.tree.get_untracked().and_then(|tree| {
        let node = tree.placed_actions().find(|a| a.id == action)?.clone();
        Some((node, tree.scale.clone()))
    });
    let Some((node, scale)) = found else { return view! { <super::NotHere/> }.into_any() };
    let last = last_update(app, action, way.map(|_| id)).or_else(|| node.latest().cloned());
    let back = (Route::Action(action), say("draft.back"));
    view! {
        <Page title=node.title.clone() caption=say("draft.title") back=back wide=true>
            <div class="gt-draft">
                <aside class="gt-draft__last">
                    {way.map(|way| view! { <p class="nhsuk-inset-text">{say(match way {
                        Way::Ready => "draft.changing",
                        Way::Sent => "draft.revising",
                    })}</p> })}
                    <Answering action=action draft=draft/>
                    <LastTime last=last.clone() scale=scale.clone()/>
                </aside>
                <form::Form action=action draft=draft first=first way=way scale=scale last=last/>
            </div>
        </Page>
    }
    .into_any()
}

/// Opens a draft that answers an update, or a change, which was not used as it was, with the words already in it.
pub fn answer_update(app: App, key: &Key) {
    let Some(to) = app.state.with_untracked(|s| answered(s, key)) else { return };
    let open = keeper::chosen(app, to.action, None).0;
    let id = platform::new_id().to_string();
    let draft = app.state.with_untracked(|s| answer(s, key, open, &id, time::now_ms()));
    let Some(draft) = draft else {
        return app.go_telling(&Route::Draft(to.action), Tone::Info, say("draft.answersOther"));
    };
    journal::note(&draft);
    let page = draft.id.parse().unwrap_or(to.action);
    leptos::task::spawn_local(async move {
        // If it cannot be saved, that is said, and the words stand in the draft all the same.
        let _ = app.transact(&mut |_| Some(RowChange::Draft(draft.clone()).into())).await;
        app.go(&Route::Draft(page));
    });
}

/// What this draft answers: what became of the words, and the words as they were sent.
#[component]
fn Answering(action: Id, draft: Option<Id>) -> impl IntoView {
    let app = use_app();
    let former = keeper::chosen(app, action, draft).0.as_ref().and_then(answering);
    let found = app.state.with_untracked(|s| {
        let change = former.as_ref()?.1.is_some();
        let Answered { outcome, words, .. } = answered(s, former.as_ref()?)?;
        let names = Names { ledger: &s.ledger, file: None };
        let part = |(field, text): (&str, String)| match change {
            true => text,
            false => format!("{}: {text}", names.field_of(kind::UPDATE, field)),
        };
        Some((change, outcome, words.into_iter().map(part).collect::<Vec<_>>().join("\n\n")))
    });
    found.map(|(change, outcome, words)| {
        let lead = if change { "draft.answersChange" } else { "draft.answers" };
        view! {
            <div class="nhsuk-inset-text">
                <p>{say(lead)} " " <strong>{outcome}</strong></p>
                <Details summary=say("draft.answersWords") open=false><Paragraphs text=words/></Details>
            </div>
        }
        .into_any()
    })
}

/// The newest update there is but the one that is changed, also one that is only ready on this device.
fn last_update(app: App, action: Id, changed: Option<Id>) -> Option<UpdateNode> {
    app.state.with_untracked(|s| {
        let newest = s.ledger.updates_on(action).into_iter().find(|update| Some(update.id()) != changed)?;
        Some(s.ledger.update_node(newest, action))
    })
}

/// Last time's update: open on wide screens, closed on phones.
#[component]
fn LastTime(last: Option<UpdateNode>, scale: Scale) -> impl IntoView {
    let Some(last) = last else { return view! { <p class="gt-meta">{say("draft.lastNone")}</p> }.into_any() };
    let rating = last.rating.as_ref().and_then(|key| scale.get(key).cloned());
    let part = |key: &str, text: &str| {
        let (label, text) = (say(key), text.to_owned());
        (!text.is_empty()).then(|| view! { <p><strong>{label}</strong> " " {text}</p> })
    };
    view! {
        <Details summary=fill("draft.last", &[("day", &day_text(&last.date))]) open=page::is_wide()>
            <p><RatingTag rating=rating/></p>
            {last.no_change.then(|| view! { <p>{say("action.noChangeText")}</p> })}
            <Paragraphs text=last.narrative.clone()/>
            {part("action.changed", &last.what_changed)}
            {part("action.next", &last.next_steps)}
            {part("action.help", &last.help_needed)}
        </Details>
    }
    .into_any()
}
