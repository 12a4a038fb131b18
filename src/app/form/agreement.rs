//! Of a record in an approved plan: who agreed that it says something else, asked beneath the fields that are changed, and what
//! was approved, shown beside what it says now.

use crate::app::components::{Paragraphs, Problem, TextInput, live};
use crate::app::context::App;
use crate::app::typed::Typed;
use crate::domain::kinds::Field;
use crate::domain::read_day;
use crate::ledger::Ledger;
use crate::pencil::Form;
use crate::pencil::adding;
use crate::pencil::agreed::{self, Agreed, Since};
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;

/// The names under which both answers are kept while they are typed, and the ids of their controls.
const BY: &str = "agreed-by";
const ON: &str = "agreed-on";

/// The texts that stand in both at first, which are empty: what was said of one change is not said of the next. None where nobody
/// has to be asked.
pub(super) fn first(app: App, form: &Form, id: Id) -> Vec<(String, String)> {
    let is_asked = form.fields().iter().any(|field| field.is_agreed);
    app.state.with_untracked(|s| {
        if !is_asked || !agreed::is_approved(&s.ledger, id) {
            return Vec::new();
        }
        [BY, ON].map(|name| (name.to_owned(), String::new())).into()
    })
}

/// The same for a record that is to be made at this place, where its plan is approved.
pub(super) fn first_of_new(app: App, form: &Form, place: &str) -> Vec<(String, String)> {
    let kind = form.kind().name;
    let id = Id::from_bytes([0; 16]);
    app.state.with_untracked(|s| {
        let edits = adding::place(&s.ledger, kind, id, place).unwrap_or_default();
        if agreed::added(&s.ledger, id, &edits, &Agreed::default()).is_empty() {
            return Vec::new();
        }
        [BY, ON].map(|name| (name.to_owned(), String::new())).into()
    })
}

/// Who is said to have agreed the change; `None` where nobody is asked.
pub(super) fn said(typed: Typed) -> Option<Agreed> {
    typed.has(BY).then(|| Agreed {
        by: typed.now(BY).trim().to_owned(),
        on: read_day(&typed.now(ON)).map(|day| day.to_string()).unwrap_or_default(),
    })
}

/// What is wrong with the answers.
pub(super) fn wrong(typed: Typed) -> Option<Problem> {
    let on = typed.now(ON);
    let is_wrong = typed.has(ON) && !on.trim().is_empty() && read_day(&on).is_none();
    is_wrong.then(|| Problem::new(ON, say("agreed.whenWrong")))
}

/// The question who agreed the change, and when; nothing where nobody has to be asked.
pub(super) fn asked(typed: Typed, problems: RwSignal<Vec<Problem>>) -> AnyView {
    if !typed.has(BY) {
        return ().into_any();
    }
    let (by, on) = (typed.text(BY), typed.text(ON));
    view! {
        <TextInput id=BY label=say("agreed.whoAsk") hint=say("agreed.whoHint") value=by problems=problems/>
        <TextInput id=ON label=say("agreed.whenAsk") value=on problems=problems/>
    }
    .into_any()
}

/// What a field of a record said when its plan was approved, where it says something else since.
pub(super) fn since(ledger: &Ledger, id: Id, field: &'static Field) -> Option<Since> {
    agreed::since(ledger, ledger.records().get(id)?, field)
}

/// The same, as it is shown beneath what the field says now.
pub(super) fn beside(since: impl Fn() -> Option<Since> + Send + 'static) -> AnyView {
    live(move || {
        since().map(|since| {
            view! {
                <div class="nhsuk-inset-text gt-beside" role="note" aria-label=say("agreed.title")>
                    <Paragraphs text=since.words()/>
                    <p class="gt-meta">{since.agreed}</p>
                </div>
            }
        })
    })
}
