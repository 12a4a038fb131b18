//! The help that an update asks for, made a barrier in one press; or the way to the barrier that it is already.

use crate::app::components::{Button, live};
use crate::app::context::{App, of_record, use_app};
use crate::app::form::may_change;
use crate::app::route::Route;
use crate::domain::kind;
use crate::ledger::barriers::{can_be_made, from_help, of_help};
use crate::ledger::changes::Work;
use crate::pencil::taking_back::TakingBack;
use crate::platform;
use crate::record::Id;
use crate::store::State;
use crate::words::say;
use leptos::prelude::*;

/// What an update's help can become; nothing where it asks for none.
#[component]
pub fn BarrierOfHelp(
    /// The update that asks.
    update: Id,
) -> impl IntoView {
    let app = use_app();
    let may = may_change(app, kind::BARRIER);
    live(move || {
        let (there, can) = of_record(app, |ledger| (of_help(ledger, update), may && can_be_made(ledger, update)));
        let link = |id: Id| {
            let href = Route::Record(id).href();
            view! { <a class="nhsuk-link" href=href>{say("barrier.help.there")}</a> }.into_any()
        };
        let button = || {
            let press = move || make(app, update);
            view! { <Button label=say("barrier.help.make") on_press=press small=true/> }.into_any()
        };
        there.map(link).or_else(|| can.then(button))
    })
}

/// Makes the barrier and goes to its page, so that who can move it can be said there. Where another window has made it
/// meanwhile, goes to that one.
fn make(app: App, update: Id) {
    leptos::task::spawn_local(async move {
        let fresh = platform::new_id();
        let (mut barrier, mut back) = (None, TakingBack::default());
        let mut work = |s: &State| {
            barrier = of_help(&s.ledger, update);
            let (id, edits) = from_help(&s.ledger, update, fresh)?;
            barrier = Some(id);
            back = TakingBack::of(&s.ledger, &edits);
            Some(Work::typed(edits).into())
        };
        let made = app.transact(&mut work).await;
        let told = if app.state.with_untracked(|s| s.about.as_ref().is_some_and(|about| about.office)) {
            "barrier.help.madeOffice"
        } else {
            "barrier.help.made"
        };
        match (made, barrier) {
            (Ok(true), Some(id)) => app.go_telling_saved(&Route::Record(id), say(told), back),
            (Ok(false), Some(id)) => app.go(&Route::Record(id)),
            // Why nothing was saved stands at the top of the page.
            _ => {}
        }
    });
}
