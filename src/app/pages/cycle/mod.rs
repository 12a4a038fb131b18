//! This cycle, for the office: what is due when, who was asked, chased, heard from, and a form and a letter for each owner,
//! who installs nothing.

mod form;
mod owners;
mod prepared;
mod shown;

use crate::app::components::{Button, CollectView, Empty, Page, Tone, live};
use crate::app::context::use_app;
use crate::app::pages::exchange::Rooms;
use crate::app::route::Route;
use crate::domain::{Draft, fields as f, kind};
use crate::ledger::cycle::{Milestone, Stands};
use crate::platform::time;
use crate::record::Id;
use crate::words::{day, far_off, fill, say};
use leptos::prelude::*;
use shown::{Shown, save, shown};

/// This cycle.
#[component]
pub fn ThisCycle() -> impl IntoView {
    let app = use_app();
    if !untrack(|| app.is_office()) {
        let back = (Route::Exchange, say("exchange.title"));
        return view! { <Page title=say("cycle.title") back=back><p>{say("cycle.notOffice")}</p></Page> }.into_any();
    }
    let caption = say("exchange.title");
    if app.tree.with_untracked(|t| t.as_ref().is_none_or(|t| t.action_count() == 0)) {
        return view! {
            <Page title=say("cycle.title") caption=caption wide=true>
                <Rooms/>
                <Empty lead=say("cycle.noPlan") hint=say("cycle.noPlanHint")/>
                <p><a class="nhsuk-link" href=Route::BringIn.href()>{say("bringin.title")}</a></p>
            </Page>
        }
        .into_any();
    }
    let cycle = Memo::new(move |_| shown(app));
    let id = Memo::new(move |_| cycle.with(|c| c.as_ref().map(|c| c.id)));
    view! {
        <Page title=say("cycle.title") caption=caption wide=true>
            <Rooms/>
            {live(move || match id.get() {
                None => view! { <form::Begin/> }.into_any(),
                Some(id) => view! {
                    <div class="gt-stack gt-stack--l">
                        {live(move || cycle.get().map(days))}
                        <form::Change id=id/>
                        <owners::Owners cycle=cycle/>
                        <Close id=id/>
                    </div>
                }.into_any(),
            })}
        </Page>
    }
    .into_any()
}

/// The days that count, each with how far off it is.
fn days(cycle: Shown) -> AnyView {
    let row = |m: Milestone| {
        let far = far_off(m.ahead);
        view! {
            <div class="nhsuk-summary-list__row">
                <dt class="nhsuk-summary-list__key">{say(&format!("cycle.day.{}", m.of.name()))}</dt>
                <dd class="nhsuk-summary-list__value">{day(m.day)} <br/> <span class="gt-meta">{far}</span></dd>
            </div>
        }
    };
    let figures = cycle.figures.map(|as_at| view! { <p>{fill("cycle.figures", &[("day", &day(as_at))])}</p> });
    let answered = cycle.owners.iter().filter(|o| o.stands() == Stands::Answered).count();
    let heard = fill("cycle.heard", &[("answered", &answered), ("all", &cycle.owners.len())]);
    view! {
        <section aria-labelledby="days-title">
            <h2 class="nhsuk-heading-m" id="days-title">{cycle.title}</h2>
            <p>{heard}</p>
            {figures}
            <dl class="nhsuk-summary-list">{cycle.days.into_iter().map(row).collect_view()}</dl>
        </section>
    }
    .into_any()
}

/// Closing the cycle, asked once more.
#[component]
fn Close(id: Id) -> impl IntoView {
    let app = use_app();
    let sure = RwSignal::new(false);
    let close = move || {
        if !sure.get_untracked() {
            return sure.set(true);
        }
        leptos::task::spawn_local(async move {
            if save(app, Draft::new(id, kind::CYCLE).with(f::CLOSED, time::today().to_string())).await {
                app.tell(Tone::Saved, say("cycle.closed"));
            }
        });
    };
    live(move || {
        let label = if sure.get() { "cycle.closeSure" } else { "cycle.close" };
        view! { <div class="gt-actions"><Button label=say(label) on_press=close small=true/></div> }
    })
}
