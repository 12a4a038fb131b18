//! The places that a record may stand in: aims under priorities, or priorities; each a box to tick.

use super::record_form::RecordForm;
use crate::app::components::Checkboxes;
use crate::domain::kinds::{Field, Shape};
use crate::domain::{Placement, kind};
use crate::ledger::Ledger;
use crate::ledger::pieces::Names;
use crate::record::Id;
use crate::words::fill;
use leptos::prelude::*;

impl RecordForm {
    /// The boxes of the places that it stands in, and of those that it could.
    pub(super) fn places(self, field: &'static Field) -> AnyView {
        let options = self.app.state.with_untracked(|s| match field.shape.of_one() {
            Shape::Placed => aims(&s.ledger),
            Shape::Under(kind) => titles(&s.ledger, kind),
            _ => Vec::new(),
        });
        let id = self.id_of(field);
        view! {
            <Checkboxes id=id legend=field.question() hint=field.hint() options=options ticked=self.text(field.name)
                problems=self.problems/>
        }
        .into_any()
    }
}

/// Every aim, once for each priority that it stands under, in the order of the plans.
fn aims(ledger: &Ledger) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for plan in ledger.plans() {
        for priority in ledger.tree(plan).priorities {
            let above = match priority.number.is_empty() {
                true => priority.title.clone(),
                false => fill("plan.priority", &[("number", &priority.number), ("title", &priority.title)]),
            };
            for aim in priority.aims {
                let place = Placement { priority: priority.id, aim: aim.id }.name();
                let aim = format!("{} {}", aim.number, aim.statement);
                all.push((place, fill("pencil.place", &[("priority", &above), ("aim", &aim.trim())])));
            }
        }
    }
    all
}

/// The records of a kind, in the order of their places in the plan.
fn titles(ledger: &Ledger, of: &str) -> Vec<(String, String)> {
    let names = Names { ledger, file: None };
    let mut all: Vec<Id> = Vec::new();
    if of == kind::PRIORITY {
        all.extend(ledger.plans().flat_map(|plan| ledger.tree(plan).priorities).map(|priority| priority.id));
    }
    let others: Vec<Id> = ledger.of_kind(of).map(|r| r.id).filter(|id| !all.contains(id)).collect();
    all.into_iter().chain(others).map(|id| (id.to_string(), names.title(id))).collect()
}
