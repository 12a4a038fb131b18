//! One action: what it is, whose, by when; its updates, measures and history.

mod figures;
mod history;
mod measures;
mod risks;
mod timescale;
mod told;
mod updates;
pub(in crate::app::pages) mod versions;

pub(super) use figures::AddFigures;
pub(super) use history::History;
pub(super) use told::Told;
pub(super) use updates::{new_update, no_change};
pub(super) use versions::Versions;

use crate::app::components::{Button, CollectView, Page, RatingTag, live};
use crate::app::context::{App, use_app};
use crate::app::mine::is_mine;
use crate::app::route::Route;
use crate::domain::Placement;
use crate::ledger::{ActionNode, OwnerName, PlanTree};
use crate::record::Id;
use crate::words::{fill, say};
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
    live(move || match (node.get(), app.tree.get_untracked()) {
        (Some(node), Some(tree)) => view! { <ActionPage node=node tree=tree/> }.into_any(),
        _ => view! { <super::NotHere/> }.into_any(),
    })
}

#[component]
fn ActionPage(node: ActionNode, tree: Arc<PlanTree>) -> impl IntoView {
    let app = use_app();
    let id = node.id;
    let title = if node.number.is_empty() { node.title.clone() } else { format!("{} {}", node.number, node.title) };
    let rating = node.rating().and_then(|key| tree.scale.get(key).cloned());
    let back = (Route::Plan(Default::default()), say("action.back"));
    let support = app.state.with_untracked(|s| {
        let names = |a: crate::domain::Action<'_>| {
            a.support().into_iter().map(|o| s.ledger.organisation_name(o.organisation, &o.printed)).collect::<Vec<_>>()
        };
        s.ledger.action(id).map(names).unwrap_or_default()
    });
    let printed = app.state.with_untracked(|s| {
        let columns = |a: crate::domain::Action<'_>| {
            a.printed().map(|(n, v)| (n.to_owned(), v.as_str().map_or_else(|| v.to_string(), str::to_owned))).collect()
        };
        s.ledger.action(id).map(columns).unwrap_or_else(Vec::new)
    });
    let owners = names(&node.owners);
    let conflicts = node.conflicts.clone();
    let stands = places(app, &tree, id);
    let (timescale, success, scale) = (node.timescale.clone(), node.success.clone(), tree.scale.clone());
    view! {
        <Page title=title back=back>
            <Versions conflicts=conflicts record=id/>
            <dl class="nhsuk-summary-list">
                <Row name=say("action.rating")><RatingTag rating=rating/></Row>
                <Row name=say("action.owners")>{owners}</Row>
                {(!support.is_empty()).then(|| view! { <Row name=say("action.support")>{support.join(", ")}</Row> })}
                <timescale::TimescaleRow action=id timescale=timescale/>
                {text_row("action.success", &success)}
                <Row name=say("action.stands")>{stands}</Row>
                {printed.into_iter().map(|(name, text)| view! {
                    <Row name=fill("action.column", &[("name", &name)])>{text}</Row>
                }).collect_view()}
            </dl>
            <Actions id=id/>
            <updates::Updates node=node scale=scale/>
            <risks::RisksOn action=id/>
            <Told record=id/>
            <measures::Measures action=id/>
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
                        app.tell("success", say(tell));
                    }/>
                }
            })}
        </div>
    }
    .into_any()
}

/// A row of the summary.
#[component]
fn Row(#[prop(into)] name: String, children: Children) -> impl IntoView {
    view! {
        <div class="nhsuk-summary-list__row">
            <dt class="nhsuk-summary-list__key">{name}</dt>
            <dd class="nhsuk-summary-list__value">{children()}</dd>
        </div>
    }
    .into_any()
}

fn text_row(key: &str, text: &str) -> Option<AnyView> {
    let (name, text) = (say(key), text.to_owned());
    (!text.is_empty()).then(|| view! { <Row name=name>{text}</Row> }.into_any())
}

fn names(owners: &[OwnerName]) -> String {
    if owners.is_empty() {
        return say("action.notKnown");
    }
    owners.iter().map(|o| o.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Where the action stands: priority and aim, once a place.
fn places(app: App, tree: &PlanTree, id: Id) -> impl IntoView + use<> {
    let placements: Vec<Placement> = app.state.with_untracked(|s| {
        s.ledger.action(id).map(|a| a.placements().into_iter().map(|(p, _)| p).collect()).unwrap_or_default()
    });
    let one = |place: &Placement| {
        let priority = tree.priorities.iter().find(|p| p.id == place.priority)?;
        let aim = priority.aims.iter().find(|a| a.id == place.aim)?;
        let above = fill("plan.priority", &[("number", &priority.number), ("title", &priority.title)]);
        Some((above, aim.statement.clone()))
    };
    let found: Vec<(String, String)> = placements.iter().filter_map(one).collect();
    found.into_iter().map(|(above, aim)| view! { <p>{above}<br/>{aim}</p> }).collect_view()
}
