//! One action: what it is, whose, by when; its updates, measures and history.

mod facts;
mod rate;
mod risks;
mod updates;

pub(super) use rate::Rate;
pub(super) use updates::{new_update, no_change, no_change_saved};

use super::measures::Measures;
use super::record::{Beside, History, Merging, Moving, TakingOut, Thread, Told, Versions};
use crate::app::components::{Button, Page, Tone, live};
use crate::app::context::{of_record, use_app};
use crate::app::mine::is_mine;
use crate::app::route::Route;
use crate::domain::kind;
use crate::ledger::{ActionNode, PlanTree};
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;
use std::sync::Arc;

/// One action.
#[component]
pub fn Action(
    /// The action.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    // Built anew only when the action itself changed.
    let node = Memo::new(move |_| {
        let tree = app.tree.get()?;
        let mut here = tree.placed_actions().filter(|a| a.id == id);
        let mut node = here.next()?.clone();
        // An action that stands twice shows the updates of all its places.
        for other in here {
            for update in &other.updates {
                if !node.updates.iter().any(|u| u.id == update.id) {
                    node.updates.push(update.clone());
                }
            }
        }
        node.updates.sort_by(|a, b| b.date.cmp(&a.date));
        Some(node)
    });
    let plan = Memo::new(move |_| {
        of_record(app, |ledger| ledger.action(id)?.plan().filter(|plan| ledger.live(*plan, kind::PLAN).is_some()))
    });
    live(move || match (node.get(), app.tree.get_untracked()) {
        (Some(node), Some(tree)) => view! { <ActionPage node=node tree=tree/> }.into_any(),
        // It may be of another plan that this device keeps: a link, a search or a risk leads to it.
        (None, tree) => match plan.get().filter(|plan| tree.is_none_or(|tree| tree.id != *plan)) {
            Some(plan) => view! { <super::InAnotherPlan action=id plan=plan/> }.into_any(),
            None => view! { <super::NotHere/> }.into_any(),
        },
        _ => view! { <super::NotHere/> }.into_any(),
    })
}

#[component]
fn ActionPage(node: ActionNode, tree: Arc<PlanTree>) -> impl IntoView {
    let id = node.id;
    let title = if node.number.is_empty() { node.title.clone() } else { format!("{} {}", node.number, node.title) };
    let rating = node.rating().and_then(|key| tree.scale.get(key).cloned());
    let back = (Route::Plan(Default::default()), say("action.back"));
    let conflicts = node.conflicts.clone();
    let scale = tree.scale.clone();
    view! {
        <Page title=title back=back>
            <Versions conflicts=conflicts record=id/>
            <Actions id=id/>
            <facts::Facts id=id rating=rating/>
            <updates::Updates node=node scale=scale/>
            <risks::RisksOn action=id/>
            <Told record=id/>
            <Measures of=id/>
            <h2 class="nhsuk-heading-m">{say("partnership.thread")}</h2>
            <Thread record=id/>
            <Beside record=id/>
            <h2 class="nhsuk-heading-m">{say("action.ending")}</h2>
            <facts::Closing id=id/>
            <Moving record=id/>
            <Merging record=id/>
            <TakingOut record=id/>
            <History record=id/>
        </Page>
    }
    .into_any()
}

/// What can be done about an action.
#[component]
fn Actions(id: Id) -> impl IntoView {
    let app = use_app();
    let mine = Memo::new(move |_| app.state.with(|s| s.about.as_ref().is_some_and(|a| is_mine(&s.ledger, a, id))));
    let no_change = move || updates::say_no_change(app, id);
    view! {
        <div class="gt-actions">
            <a class="nhsuk-button" href=Route::Draft(id).href()>{say("action.write")}</a>
            <Button label=say("action.noChange") on_press=no_change/>
            {live(move || {
                let (label, tell) = if mine.get() {
                    ("action.unfollow", "action.unfollowed")
                } else {
                    ("action.follow", "action.followed")
                };
                view! {
                    <Button label=say(label) on_press=move || {
                        super::today::set_mine(app, id, !mine.get_untracked());
                        app.tell(Tone::Saved, say(tell));
                    }/>
                }
            })}
        </div>
    }
    .into_any()
}
