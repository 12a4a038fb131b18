//! The report is in the plan: who owns what it says, whom nobody can write to yet, which questions were left open, and the way to
//! asking the owners.

use super::stage::Done;
use crate::app::components::{CollectView, Details, Page, live};
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::forms::{not_reached, owners};
use crate::record::Id;
use crate::words::{count, say};
use leptos::prelude::*;
use std::sync::Arc;

/// The owners of the plan's actions, and who is not asked.
#[derive(Clone, PartialEq, Default)]
struct Who {
    /// How many owners there are.
    owners: usize,
    /// Those to whom nobody can write, by name.
    unreached: Vec<String>,
    /// The organisations that own no action, by name.
    others: Vec<String>,
}

/// What comes next.
#[component]
pub(super) fn InThePlan(left: Arc<Done>) -> impl IntoView {
    let app = use_app();
    let who = Memo::new(move |_| {
        let Some(tree) = app.tree.get() else { return Who::default() };
        let owners = owners(&tree);
        app.state.with(|s| {
            let unreached = not_reached(&s.ledger, &tree).into_iter().map(|(_, name)| name);
            let owns = |id: &Id| owners.iter().any(|(owner, ..)| owner == id);
            let others = s.ledger.organisations().into_iter().filter(|(id, _)| !owns(id));
            Who {
                owners: owners.len(),
                unreached: unreached.collect(),
                others: others.map(|(id, _)| s.ledger.organisation_name(id, "")).collect(),
            }
        })
    });
    let list = |lines: Vec<String>| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <ul class="nhsuk-list nhsuk-list--bullet">{lines}</ul> }
    };
    let plan = || Route::Plan(Default::default()).href();
    let questions = (!left.questions.is_empty()).then(|| {
        view! {
            <section aria-labelledby="open-questions">
                <h2 class="nhsuk-heading-m" id="open-questions">{count("bringin.next.questions", left.questions.len())}</h2>
                <p>{say("bringin.next.questionsHint")}</p>
                {list(left.questions.clone())}
            </section>
        }
    });
    view! {
        <Page title=say("bringin.next.title") back=(Route::Plan(Default::default()), say("plan.title"))>
            <h2 class="nhsuk-heading-m">{say("bringin.next.owners")}</h2>
            {live(move || match who.get() {
                Who { owners: 0, .. } => view! {
                    <p>{say("bringin.next.nobody")}</p>
                    <div class="gt-actions"><a class="nhsuk-button" href=plan()>{say("bringin.next.toPlan")}</a></div>
                }.into_any(),
                Who { owners, unreached, others } => view! {
                    <p>{count("bringin.next.all", owners)}</p>
                    {(!unreached.is_empty()).then(|| view! {
                        <p>
                            {count("bringin.next.unreached", unreached.len())} " "
                            <a class="nhsuk-link" href=Route::Organisations.href()>{say("bringin.next.toContacts")}</a>
                        </p>
                        <Details summary=say("bringin.next.who")>{list(unreached)}</Details>
                    })}
                    {(!others.is_empty()).then(|| view! {
                        <Details summary=count("bringin.next.others", others.len())>{list(others)}</Details>
                    })}
                    <div class="gt-actions">
                        <a class="nhsuk-button" href=Route::Cycle.href()>{say("bringin.next.ask")}</a>
                        <a class="nhsuk-button nhsuk-button--secondary" href=plan()>{say("bringin.next.toPlan")}</a>
                    </div>
                }.into_any(),
            })}
            {questions}
        </Page>
    }
    .into_any()
}
