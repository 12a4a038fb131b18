//! The cycle on Today: what one is asked for and by when; for the office, how far it is.

use crate::app::components::live;
use crate::app::context::use_app;
use crate::app::mine::mine;
use crate::app::route::Route;
use crate::days::Date;
use crate::domain::Role;
use crate::ledger::cycle::Stands;
use crate::ledger::{ActionNode, Ledger};
use crate::platform::time;
use crate::record::Id;
use crate::words::{count, day, far_off, fill, say};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What the open cycle asks of somebody.
pub struct Asked {
    /// What the cycle is called.
    title: String,
    /// The day updates are due.
    due: Option<Date>,
    /// Those of their actions that have no update for it yet.
    pub of: BTreeSet<Id>,
}

/// So many days after updates were due nobody is asked any more, though no plan file has said that the cycle is closed.
const LONG_PAST: i64 = 91;

/// What the plan's open cycle asks of whoever these actions are; none where no cycle is open.
pub fn of(ledger: &Ledger, plan: Id, mine: &[&ActionNode]) -> Option<Asked> {
    let is_past = |due: Date| time::today().days_after(due) > LONG_PAST;
    let cycle = ledger.open_cycle(plan).filter(|c| !c.due().is_some_and(is_past))?;
    let of = ledger.still_asked(cycle, mine.iter().map(|a| a.id));
    Some(Asked { title: cycle.title().to_owned(), due: cycle.due(), of })
}

/// By when updates are wanted, and on how many of one's own actions.
#[component]
pub fn OfMine(
    /// The plan.
    plan: Id,
) -> impl IntoView {
    let app = use_app();
    live(move || {
        let tree = app.tree.get()?;
        let (asked, all) = app.state.with(|s| {
            let about = s.about.as_ref()?;
            let mine = mine(&s.ledger, about, &tree);
            // Nobody asks whoever stands at events for updates, unless they follow an action.
            let is_asked = !mine.is_empty() || Role::read(&about.role) != Some(Role::Ambassador);
            is_asked.then(|| Some((of(&s.ledger, plan, &mine)?, mine.len())))?
        })?;
        let words = match asked.due {
            Some(due) => {
                let past = due < time::today();
                let key = if past { "today.askedPast" } else { "today.askedBy" };
                fill(
                    key,
                    &[("title", &asked.title), ("day", &day(due)), ("far", &far_off(due.days_after(time::today())))],
                )
            }
            None => fill("today.askedFor", &[("title", &asked.title)]),
        };
        let left = match (all, asked.of.len()) {
            (0, _) => String::new(),
            (_, 0) => say("today.askedDone"),
            (_, n) => count("today.askedLeft", n),
        };
        Some(view! { <p class="nhsuk-inset-text">{words} " " {left}</p> })
    })
}

/// The open cycle as the office sees it: its next day, and how many have answered.
#[component]
pub fn OfAll() -> impl IntoView {
    let app = use_app();
    live(move || {
        let tree = app.tree.get()?;
        let (title, next, heard, all) = app.state.with(|s| {
            let cycle = s.ledger.open_cycle(tree.id)?;
            let owners = s.ledger.owner_rows(&tree, cycle, s.staged.iter().map(|f| &f.records));
            let heard = owners.iter().filter(|o| o.stands() == Stands::Answered).count();
            let next = s.ledger.milestones(cycle, time::today()).into_iter().find(|m| m.ahead >= 0);
            Some((cycle.title().to_owned(), next, heard, owners.len()))
        })?;
        let next = next.map(|m| {
            let what = say(&format!("cycle.day.{}", m.of.name()));
            view! { <li>{fill("today.cycleNext", &[("what", &what), ("day", &day(m.day)), ("far", &far_off(m.ahead))])}</li> }
        });
        Some(view! {
            <h2 class="nhsuk-heading-m">{say("cycle.title")}</h2>
            <ul class="gt-list">
                <li class="gt-list__item">
                    <a class="gt-list__link" href=Route::Cycle.href()>{title}</a>
                    <ul class="gt-meta">
                        {next}
                        <li>{fill("cycle.heard", &[("answered", &heard), ("all", &all)])}</li>
                    </ul>
                </li>
            </ul>
        })
    })
}
