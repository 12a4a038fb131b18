//! Where a record's page is, and what it stands under.

use crate::app::route::{EventPage, Route};
use crate::domain::{Aim, Measure, Observation, kind};
use crate::ledger::Ledger;
use crate::ledger::partnership::up;
use crate::ledger::pieces::Names;
use crate::pencil::adding::OF_PARTNERSHIP;
use crate::record::Id;
use crate::words::say;

/// The page of a record of this kind.
pub fn home(kind: &str, id: Id) -> Route {
    match kind {
        kind::ACTION => Route::Action(id),
        kind::RISK => Route::Risk(id),
        kind::EVENT => Route::Event(id, EventPage::About),
        kind::SERVICE => Route::Service(id),
        kind::UPDATE => Route::Draft(id),
        _ => Route::Record(id),
    }
}

/// The page above a record's, with what it is called: of an aim its priority, of a measure what it measures, of a
/// figure its measure, of a priority or an action the plan.
pub fn above(ledger: &Ledger, id: Id) -> (Route, String) {
    let names = Names { ledger, file: None };
    let page = |id: Id| {
        let kind = ledger.records().get(id).map(|r| r.kind.as_str()).unwrap_or_default();
        (home(kind, id), names.title(id))
    };
    let plan = || (Route::Plan(Default::default()), say("action.back"));
    let partnership = || (Route::Partnership, say("partnership.title"));
    let Some(record) = ledger.records().get(id) else { return plan() };
    match record.kind.as_str() {
        kind::AIM => Aim(record).under().first().map_or_else(plan, |(priority, _)| page(*priority)),
        kind::MEASURE => {
            let of = Measure(record).measured().into_iter().find(|id| ledger.records().get(*id).is_some());
            of.map_or_else(plan, page)
        }
        kind::OBSERVATION => Observation(record).measure().map_or_else(plan, page),
        kind::BARRIER => (Route::Risks, say("risk.title")),
        kind::ORGANISATION => partnership(),
        of if OF_PARTNERSHIP.contains(&of) => {
            let step = up(ledger, id).into_iter().rev().nth(1).filter(|step| step.kind != kind::PLAN);
            step.map_or_else(partnership, |step| page(step.id))
        }
        _ => plan(),
    }
}
