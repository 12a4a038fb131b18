//! One record by its declaration: what it says, each fact with its pencil; what stands in it; moving it, taking it out, its
//! history. A kind that has a page of its own sort (an action, a risk, an event) is shown there.

mod add;
mod beside;
mod capital;
mod change;
mod contents;
mod history;
mod home;
mod merging;
mod moving;
mod taking_out;
mod told;
pub mod versions;

pub use add::{NewRecord, OVER, at};
pub use beside::{Beside, Thread};
pub use change::ChangeRecord;
pub use history::History;
pub use home::home;
pub use merging::Merging;
pub use moving::{Moving, Steps};
pub use taking_out::TakingOut;
pub use told::Told;
pub use versions::Versions;

use super::NotHere;
use super::measures::Measures;
use crate::app::components::{Page, live};
use crate::app::context::{of_record, use_app};
use crate::app::form::{Pencils, may_change};
use crate::app::route::Route;
use crate::domain::kind;
use crate::domain::kinds::{self, Field};
use crate::ledger::ConflictNode;
use crate::ledger::pieces::{Names, kind_name};
use crate::pencil::{adding, value};
use crate::record::Id;
use crate::words::say;
use capital::capital;
use home::above;
use leptos::prelude::*;

/// What makes the page another one.
#[derive(Debug, Clone, PartialEq)]
struct Head {
    kind: String,
    title: String,
    conflicts: Vec<ConflictNode>,
}

/// One record.
#[component]
pub fn Record(
    /// The record.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let head = Memo::new(move |_| {
        of_record(app, |ledger| {
            let kind = ledger.records().get(id)?.kind.clone();
            let is_here = !matches!(home(&kind, id), Route::Record(_)) || adding::is_kept_by_hand(&kind);
            if !is_here {
                return None;
            }
            let record = ledger.live(id, &kind)?;
            let title = Names { ledger, file: None }.title_of(record);
            Some(Head { title, conflicts: ConflictNode::all_of(record), kind })
        })
    });
    live(move || match head.get() {
        Some(head) => match home(&head.kind, id) {
            Route::Record(_) => page(id, head),
            elsewhere => {
                app.go(&elsewhere);
                ().into_any()
            }
        },
        None => view! { <NotHere/> }.into_any(),
    })
}

/// The fields of a kind that its page shows: all that a form asks for.
pub fn shown(kind: &str) -> Vec<&'static Field> {
    let fields = kinds::find(kind).into_iter().flat_map(|kind| kind.fields);
    fields.filter(|field| field.is_asked && value::is_typed(field)).collect()
}

fn page(id: Id, head: Head) -> AnyView {
    let app = use_app();
    let may = may_change(app, &head.kind);
    let back = app.state.with_untracked(|s| above(&s.ledger, id));
    let change = may.then(|| {
        let href = Route::ChangeRecord(id).href();
        view! { <p><a class="nhsuk-link" href=href>{say("pencil.changeAll")}</a></p> }
    });
    let is_measured = [kind::PLAN, kind::PRIORITY, kind::THEME, kind::MEASURE].contains(&head.kind.as_str());
    let measures = is_measured.then(|| view! { <Measures of=id/> });
    let themes = (head.kind == kind::PLAN).then(|| view! { <contents::Themes/> });
    let merging = (may && [kind::ORGANISATION, kind::THEME].contains(&head.kind.as_str()))
        .then(|| view! { <Merging record=id/> });
    view! {
        <Page title=head.title caption=capital(&kind_name(&head.kind)) back=back>
            <Thread record=id/>
            <Versions conflicts=head.conflicts record=id/>
            <dl class="nhsuk-summary-list"><Pencils record=id fields=shown(&head.kind)/></dl>
            {change}
            {beside::of_seat(&head.kind, id)}
            <contents::Contents record=id/>
            <Beside record=id/>
            {themes}
            {measures}
            <Moving record=id/>
            <Told record=id/>
            {merging}
            {may.then(|| view! { <TakingOut record=id/> })}
            <History record=id/>
        </Page>
    }
    .into_any()
}
