//! Two versions of one thing: both stand side by side until somebody chooses.

use crate::app::components::{Button, CollectView, Tone, WordDiff};
use crate::app::context::use_app;
use crate::app::typed;
use crate::domain::Writer;
use crate::ledger::ConflictNode;
use crate::ledger::changes::{Cause, Work};
use crate::ledger::pieces::Names;
use crate::platform::time;
use crate::record::{Edit, Id};
use crate::words::{day_text, fill, say};
use leptos::prelude::*;
use serde_json::Value;

/// The choices of a record, one a field.
#[component]
pub fn Versions(conflicts: Vec<ConflictNode>, record: Id) -> impl IntoView {
    conflicts.into_iter().map(|c| view! { <Choice conflict=c record=record/> }).collect_view()
}

#[component]
fn Choice(conflict: ConflictNode, record: Id) -> impl IntoView {
    let app = use_app();
    let name = app.state.with_untracked(|s| Names { ledger: &s.ledger, file: None }.field(record, &conflict.field));
    let versions: Vec<(Value, String, String)> = app.state.with_untracked(|s| {
        let field = s.ledger.records().get(record).and_then(|r| r.field(&conflict.field));
        let one = |write: &&crate::record::Write| {
            let who = s.ledger.records().get(write.at.writer()).map(|r| Writer(r).name().to_owned());
            let day = day_text(&time::day_of(write.at.ms()));
            let words = Names { ledger: &s.ledger, file: None }.value(record, &conflict.field, write.value.as_ref());
            let meta = fill("action.wroteWhen", &[("who", &who.unwrap_or_default()), ("day", &day)]);
            (write.value.clone().unwrap_or(Value::Null), words, meta)
        };
        field.map(|f| f.versions().iter().map(one).collect()).unwrap_or_default()
    });
    // A third version that comes in while somebody chooses is none of those they saw.
    let had = StoredValue::new(app.state.with_untracked(|s| typed::had(s, &[record])));
    let kind = app.state.with_untracked(|s| s.ledger.records().get(record).map(|r| r.kind.clone()).unwrap_or_default());
    let first = versions.first().map(|(_, words, _)| words.clone()).unwrap_or_default();
    let columns = versions.into_iter().enumerate().map(|(n, (value, words, meta))| {
        let edit = Edit { record, kind: kind.clone(), field: conflict.field.clone(), value };
        let choose = move || {
            let work = Work { edits: vec![edit.clone()], had: had.get_value(), ..Work::new(Cause::Chosen) };
            leptos::task::spawn_local(async move {
                if app.transact(&mut |_| Some(work.clone().into())).await.is_ok() {
                    app.tell(Tone::Saved, say("action.chosen"));
                }
            });
        };
        let before = if n == 0 { String::new() } else { first.clone() };
        view! {
            <section class="gt-compare__col">
                <h3 class="gt-compare__title">{meta}</h3>
                <div class="gt-compare__value"><WordDiff before=before after=words/></div>
                <Button label=say("action.chooseThis") on_press=choose small=true/>
            </section>
        }
    });
    view! {
        <section>
            <h2 class="nhsuk-heading-m">{say("action.twoVersions")}</h2>
            <p>{fill("action.twoVersionsHint", &[("field", &name)])}</p>
            <div class="gt-compare">{columns.collect_view()}</div>
        </section>
    }
    .into_any()
}
