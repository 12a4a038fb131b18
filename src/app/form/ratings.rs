//! How an update rates each action that it covers: a list of the plan's ratings for each.

use super::record_form::RecordForm;
use crate::app::components::{CollectView, Select};
use crate::domain::kinds::Field;
use crate::domain::{Plan, Scale, kind};
use crate::ledger::pieces::Names;
use crate::pencil::ratings;
use crate::words::{fill, say};
use leptos::prelude::*;

impl RecordForm {
    /// A list for each action that it covers.
    pub(super) fn ratings(self, field: &'static Field) -> AnyView {
        let value = self.text(field.name);
        let rows = self.app.state.with_untracked(|s| {
            let names = Names { ledger: &s.ledger, file: None };
            let scale = |id| Some(Plan(s.ledger.live(s.ledger.action(id)?.plan()?, kind::PLAN)?).scale());
            let first = s.ledger.plans().next().map(|plan| plan.scale()).unwrap_or_else(Scale::usual);
            let actions = ratings::read(&value.get_untracked()).into_keys();
            actions.map(|id| (id, names.title(id), scale(id).unwrap_or_else(|| first.clone()))).collect::<Vec<_>>()
        });
        let row = |(id, title, scale): (crate::record::Id, String, Scale)| {
            let options = scale.0.iter().map(|rating| (rating.key.clone(), rating.name.clone()));
            let options = std::iter::once((String::new(), say("rating.none"))).chain(options).collect();
            let now = Signal::derive(move || ratings::read(&value.get()).remove(&id).unwrap_or_default());
            let change = move |key: String| {
                value.update(|text| {
                    let mut all = ratings::read(text);
                    all.insert(id, key);
                    *text = ratings::text(&all);
                });
            };
            view! {
                <Select id=format!("{}-{id}", self.id_of(field)) label=fill("pencil.ratingOf", &[("title", &title)])
                    options=options value=now on_change=change problems=self.problems/>
            }
        };
        rows.into_iter().map(row).collect_view().into_any()
    }
}
