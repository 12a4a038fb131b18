//! Taking out what was never meant. What was meant and is over is closed, not taken out.

use super::home::above;
use crate::app::components::{Button, Details, TextInput, live};
use crate::app::context::{of_record, use_app};
use crate::app::typed::Typed;
use crate::domain::kind;
use crate::ledger::changes::Work;
use crate::pencil::adding;
use crate::record::Id;
use crate::words::{count, say};
use leptos::prelude::*;

/// Taking a record out, with why.
#[component]
pub fn TakingOut(record: Id) -> impl IntoView {
    let app = use_app();
    let why = RwSignal::new(String::new());
    let form = Typed::keep(format!("withdraw.{record}"), &[("why", why)]).on(app, &[record]);
    let busy = RwSignal::new(false);
    let take_out = move || {
        busy.set(true);
        let back = app.state.with_untracked(|s| above(&s.ledger, record).0);
        leptos::task::spawn_local(async move {
            let words = why.get_untracked();
            // What was put under it meanwhile keeps it.
            let mut work = |s: &crate::store::State| {
                let is_free = adding::contents(&s.ledger, record).is_empty();
                is_free.then(|| Work::typed(adding::take_out(&s.ledger, record, &words)))
            };
            if let Some(undo) = form.save_to_take_back(app, &mut work).await {
                app.go_telling_saved(&back, say("pencil.takeOut.done"), undo);
            }
            busy.try_set(false);
        });
    };
    let body = move || {
        let (under, kind) = of_record(app, |ledger| {
            let kind = ledger.records().get(record).map(|r| r.kind.clone()).unwrap_or_default();
            (adding::contents(ledger, record).len(), kind)
        });
        if under > 0 {
            return view! { <p>{count("pencil.takeOut.notEmpty", under)}</p> }.into_any();
        }
        let hint = if kind == kind::ACTION { "pencil.takeOut.hintAction" } else { "pencil.takeOut.hint" };
        view! {
            <p>{say(hint)}</p>
            <TextInput id="withdraw-why" label=say("pencil.takeOut.why") value=why/>
            <div class="gt-actions"><Button label=say("pencil.takeOut.button") on_press=take_out warning=true busy=busy/></div>
        }
        .into_any()
    };
    view! { <Details summary=say("pencil.takeOut.title") open=form.is_left()>{live(body)}</Details> }.into_any()
}
