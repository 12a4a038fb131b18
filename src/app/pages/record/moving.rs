//! Moving a record among those that it stands with.

use crate::app::components::{CollectView, Details, live};
use crate::app::context::{of_record, use_app};
use crate::app::form::may_change;
use crate::domain::kinds::Shape;
use crate::domain::{fields as f, kind, kinds};
use crate::ledger::Ledger;
use crate::ledger::pieces::Names;
use crate::pencil::order::{self, Step};
use crate::record::Id;
use crate::store::State;
use crate::words::say;
use leptos::prelude::*;

/// The places of a record: the field that says each, and what the place is called.
fn places(ledger: &Ledger, id: Id) -> Vec<(String, String)> {
    let Some(record) = ledger.records().get(id) else { return Vec::new() };
    if record.kind == kind::PRIORITY {
        return vec![(f::ORDER.to_owned(), say("pencil.inPlan"))];
    }
    let names = Names { ledger, file: None };
    let fields = kinds::find(&record.kind).into_iter().flat_map(|kind| kind.fields);
    let lists = fields.filter(|field| matches!(field.shape.of_one(), Shape::Under(_) | Shape::Placed));
    let of_list = |list: &'static str| {
        record.members(list).map(|(place, _)| (format!("{list}/{place}"), names.named(place))).collect::<Vec<_>>()
    };
    lists.flat_map(|field| of_list(field.name)).collect()
}

/// Moving a record up and down, once for each of its places; nothing where it has none.
#[component]
pub fn Moving(record: Id) -> impl IntoView {
    let app = use_app();
    live(move || {
        let (places, kind) = of_record(app, |ledger| {
            (places(ledger, record), ledger.records().get(record).map(|r| r.kind.clone()).unwrap_or_default())
        });
        (!places.is_empty() && may_change(app, &kind)).then(|| {
            let rows = places.into_iter().map(|(field, place)| {
                view! {
                    <li class="gt-list__item">
                        {place.clone()}
                        <div class="gt-row-tools" role="group" aria-label=place>
                            <Steps record=record field=field/>
                        </div>
                    </li>
                }
            });
            let rows = rows.collect_view();
            view! {
                <Details summary=say("pencil.move.title")><ul class="gt-list">{rows}</ul></Details>
            }
        })
    })
}

/// The two buttons that move a record one step in a place.
#[component]
pub fn Steps(
    /// The record.
    record: Id,
    /// Which place; see [`order::step`].
    field: String,
) -> impl IntoView {
    let app = use_app();
    let title = app.state.with_untracked(|s| Names { ledger: &s.ledger, file: None }.title(record));
    let step = |step: Step, name: &'static str, arrow: &'static str| {
        let field = field.clone();
        let id = format!("{name}-{record}-{field}");
        let button = id.clone();
        let press = move |_| {
            let field = field.clone();
            let edits = move |s: &State| order::step(&s.ledger, record, &field, step);
            app.change_from(edits, say("pencil.move.done"), button.clone());
        };
        let of = format!("{} {}", say(&format!("pencil.move.{name}")), title);
        view! { <button class="gt-step" id=id type="button" aria-label=of on:click=press>{arrow}</button> }
    };
    view! { {step(Step::Up, "up", "\u{2191}")} {step(Step::Down, "down", "\u{2193}")} }.into_any()
}
