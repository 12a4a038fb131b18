//! Whether the organisation that somebody typed is one that the plan has under nearly that name.

use crate::app::components::{Button, Tone, live};
use crate::app::context::use_app;
use crate::app::person::nearly;
use crate::domain::{Draft, fields as f, kind};
use crate::ledger::changes::{Cause, Work};
use crate::platform::journal;
use crate::record::Id;
use crate::store::{Intent, RowChange, State};
use crate::words::{fill, say};
use leptos::prelude::*;

/// Under this name it is noted that the two are not the same.
fn answered(typed: Id) -> String {
    format!("named.{typed}")
}

/// The organisation as typed, and the one of the last plan file that it nearly is: ids and names.
fn near(state: &State) -> Option<(Id, String, Id, String)> {
    let typed: Id = state.about.as_ref()?.organisation.as_ref()?.parse().ok()?;
    let base = state.ledger.base().filter(|base| base.get(typed).is_none())?;
    let mut known = state.ledger.organisations();
    known.retain(|(id, _)| base.get(*id).is_some());
    let name = state.ledger.organisation_name(typed, "");
    let near = nearly(&known, &name)?;
    Some((typed, name, near, state.ledger.organisation_name(near, "")))
}

/// Asks, once, and takes the plan's organisation where it is the same.
#[component]
pub fn Named() -> impl IntoView {
    let app = use_app();
    let no = RwSignal::new(false);
    live(move || {
        let (typed, name, known, known_name) = app.state.with(near)?;
        if no.get() || journal::setting(&answered(typed)).is_some() {
            return None;
        }
        let same = move || {
            leptos::task::spawn_local(async move {
                let mut build = |s: &State| {
                    let mut about = s.about.clone()?;
                    about.organisation = Some(known.to_string());
                    let me = Draft::new(about.writer()?, kind::WRITER).with(f::ORGANISATION, known.to_string());
                    Some(Intent { work: Work::drafts(&[me], Cause::Typed), rows: vec![RowChange::About(about)] })
                };
                if app.transact(&mut build).await.is_ok() {
                    app.tell(Tone::Saved, say("device.who.saved"));
                }
            });
        };
        let other = move || {
            journal::set_setting(&answered(typed), "other");
            no.set(true);
        };
        let yes = fill("today.nearYes", &[("known", &known_name)]);
        Some(view! {
            <div class="nhsuk-inset-text">
                <p>{fill("today.near", &[("typed", &name), ("known", &known_name)])}</p>
                <div class="gt-actions">
                    <Button label=yes on_press=same small=true/>
                    <Button label=say("today.nearNo") on_press=other small=true/>
                </div>
            </div>
        })
    })
}
