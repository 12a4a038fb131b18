//! Telling the office that an entry is wrong. It goes with the next file to send, like any other words.

use crate::app::components::{Button, Details, ErrorSummary, Problem, TextInput, Tone};
use crate::app::context::use_app;
use crate::app::typed::{Recovered, Typed};
use crate::events::services::report_wrong;
use crate::ledger::changes::{Cause, Work};
use crate::personal::{self, Personal};
use crate::platform::{self, time};
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;

/// The note's form.
#[component]
pub fn Wrong(service: Id) -> impl IntoView {
    let app = use_app();
    let form = Typed::open(format!("wrong.{service}"), vec![("note".to_owned(), String::new())]);
    let note = form.text("note");
    let problems = RwSignal::new(Vec::<Problem>::new());
    // Words that were asked about once and stand: a service has a number and a postcode of its own.
    let asked = StoredValue::new(String::new());
    let busy = RwSignal::new(false);
    let send = move || {
        let words = note.get_untracked().trim().to_owned();
        let found = personal::find(&words);
        // A service has a number, an address and a page of its own; what only a person has never goes.
        let theirs = [Personal::Phone, Personal::Email, Personal::Postcode, Personal::Address, Personal::Account];
        let never = found.iter().any(|(kind, _)| !theirs.contains(kind));
        let problem = match (words.is_empty(), found.is_empty()) {
            (true, _) => Some(say("signpost.wrongNeed")),
            (_, true) => None,
            _ if !never && asked.get_value() == words => None,
            _ => {
                let mut all: Vec<String> = found.iter().map(|(kind, found)| kind.warning(found)).collect();
                if !never {
                    all.push(say("signpost.wrongTheirs"));
                }
                Some(all.join(" "))
            }
        };
        asked.set_value(words.clone());
        if let Some(text) = problem {
            return problems.set(vec![Problem::new("wrong", text)]);
        }
        problems.set(Vec::new());
        busy.set(true);
        let report = report_wrong(platform::new_id(), service, &words, time::today());
        leptos::task::spawn_local(async move {
            if form.save(app, &mut |_| Some(Work::drafts([&report], Cause::Typed))).await {
                app.tell(
                    Tone::Saved,
                    say(if app.is_office() { "signpost.wrongSavedOffice" } else { "signpost.wrongSaved" }),
                );
            }
            busy.try_set(false);
        });
    };
    let open = note.with_untracked(|n| !n.is_empty());
    let label = if app.is_office() { "signpost.wrongOffice" } else { "signpost.wrongSend" };
    view! {
        <Details summary=say("signpost.wrong") open=open>
            <ErrorSummary problems=problems/>
            <Recovered form=form/>
            <TextInput id="wrong" label=say("signpost.wrongLabel") hint=say("signpost.wrongHint") value=note rows=3
                problems=problems/>
            <Button label=say(label) on_press=send busy=busy/>
        </Details>
    }
    .into_any()
}
