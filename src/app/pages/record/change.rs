//! Everything that a record says, to be changed at once.

use super::super::NotHere;
use super::home::home;
use crate::app::components::{Button, Page};
use crate::app::context::use_app;
use crate::app::form::{Enter, RecordForm, may_change, nothing, pressed};
use crate::domain::kinds;
use crate::ledger::pieces::Names;
use crate::pencil::adding;
use crate::record::Id;
use crate::words::{fill, say};
use leptos::prelude::*;

/// The whole form of a record.
#[component]
pub fn ChangeRecord(
    /// The record.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let (kind, title) = app.state.with_untracked(|s| {
        let kind = s.ledger.records().get(id).map(|r| r.kind.clone()).unwrap_or_default();
        (kind, Names { ledger: &s.ledger, file: None }.title(id))
    });
    let declared = kinds::find(&kind).filter(|kind| adding::is_kept_by_hand(kind.name) && may_change(app, kind.name));
    let Some(form) = declared.and_then(|kind| RecordForm::whole(app, kind, id)) else {
        return view! { <NotHere/> }.into_any();
    };
    let page = home(&kind, id);
    let back = (page.clone(), title.clone());
    let cancel = {
        let page = page.clone();
        move || {
            form.typed.clear();
            app.go(&page);
        }
    };
    let save = move || {
        let page = page.clone();
        form.save_to(nothing(), move |_| page.clone());
    };
    let fields = form.fields();
    let keys = pressed(Enter::SavesALine, save.clone(), || ());
    view! {
        <Page title=fill("pencil.changeTitle", &[("title", &title)]) back=back>
            {form.head()}
            <div on:keydown=keys>{form.controls(&fields)} {form.agreement()}</div>
            {form.care()}
            <div class="gt-actions">
                <Button label=say("pencil.save") on_press=save main=true busy=form.busy/>
                <Button label=say("action.cancel") on_press=cancel/>
            </div>
        </Page>
    }
    .into_any()
}
