//! Making one record of two: an organisation that stands here twice, an action that was split by mistake.

use super::home::home;
use crate::app::components::{Button, Details, Problem, Select};
use crate::app::context::use_app;
use crate::ledger::changes::Work;
use crate::ledger::pieces::Names;
use crate::pencil::adding;
use crate::pencil::taking_back::TakingBack;
use crate::record::Id;
use crate::words::{fill, say};
use leptos::prelude::*;

/// Choosing the record that stays.
#[component]
pub fn Merging(record: Id) -> impl IntoView {
    let app = use_app();
    if !untrack(|| app.is_office()) {
        return ().into_any();
    }
    let (kind, title, options) = app.state.with_untracked(|s| {
        let names = Names { ledger: &s.ledger, file: None };
        let kind = s.ledger.records().get(record).map(|r| r.kind.clone()).unwrap_or_default();
        let others = s.ledger.of_kind(&kind).filter(|r| r.id != record);
        let mut options: Vec<(String, String)> = others.map(|r| (r.id.to_string(), names.title_of(r))).collect();
        options.sort_by_key(|(_, name)| name.to_lowercase());
        options.insert(0, (String::new(), say("pencil.none")));
        (kind, names.title(record), options)
    });
    let into = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<Problem>::new());
    let merge = move || {
        let Some(other) = into.get_untracked().parse::<Id>().ok() else {
            return problems.set(vec![Problem::new("merge-into", say("pencil.merge.choose"))]);
        };
        let page = home(&kind, other);
        leptos::task::spawn_local(async move {
            let mut back = TakingBack::default();
            let mut work = |s: &crate::store::State| {
                let edits = adding::merge(&s.ledger, record, other);
                back = TakingBack::of(&s.ledger, &edits);
                Some(Work::typed(edits)).filter(|work| !work.is_empty()).map(Into::into)
            };
            if app.transact(&mut work).await == Ok(true) {
                app.go_telling_saved(&page, say("pencil.merge.done"), back);
            }
        });
    };
    view! {
        <Details summary=say("pencil.merge.title")>
            <p>{fill("pencil.merge.hint", &[("title", &title)])}</p>
            <Select id="merge-into" label=say("pencil.merge.into") options=options value=into
                on_change=move |v| into.set(v) problems=problems/>
            <div class="gt-actions"><Button label=say("pencil.merge.button") on_press=merge/></div>
        </Details>
    }
    .into_any()
}
