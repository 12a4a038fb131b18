//! The cycle that is open, as this page shows and saves it.

use crate::app::context::App;
use crate::app::place::app_address;
use crate::domain::Draft;
use crate::forms::Asking;
use crate::ledger::changes::{Cause, Work};
use crate::ledger::cycle::{Milestone, OwnerRow};
use crate::platform::time;
use crate::record::Id;
use leptos::prelude::*;

/// The cycle that is open, as this page shows it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    pub id: Id,
    pub title: String,
    pub days: Vec<Milestone>,
    pub due: Option<crate::days::Date>,
    pub figures: Option<crate::days::Date>,
    pub owners: Vec<OwnerRow>,
}

pub(super) fn shown(app: App) -> Option<Shown> {
    let tree = app.tree.get()?;
    app.state.with(|s| {
        let cycle = s.ledger.open_cycle(tree.id)?;
        Some(Shown {
            id: cycle.id(),
            title: cycle.title().to_owned(),
            days: s.ledger.milestones(cycle, time::today()),
            due: cycle.due(),
            figures: cycle.figures_as_at(),
            owners: s.ledger.owner_rows(&tree, cycle, s.staged.iter().map(|f| &f.records)),
        })
    })
}

/// What is asked in this cycle, of anybody.
pub(super) fn asking(app: App, cycle: &Shown) -> Option<Asking> {
    let at = app_address(app);
    app.state.with_untracked(|s| {
        let about = s.about.as_ref()?;
        let issue = about.issue.as_ref().map(|i| i.number);
        Some(Asking { partnership: about.partnership()?, issue, due: cycle.due, figures: cycle.figures, app: at })
    })
}

/// Saves fields of the cycle.
pub(super) async fn save(app: App, draft: Draft) -> bool {
    app.transact(&mut |_| Some(Work::drafts(std::slice::from_ref(&draft), Cause::Typed).into())).await.is_ok()
}
