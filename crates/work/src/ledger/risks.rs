//! The plan's risks: the list of them, and what one is called.

use super::Ledger;
use crate::domain::{Risk, fields as f, kind};
use crate::record::Id;
use crate::words::fill;

/// A risk as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskLine {
    /// The risk.
    pub id: Id,
    /// Its words.
    pub statement: String,
    /// Likelihood times impact, where somebody scored it.
    pub score: Option<u8>,
    /// Who owns it, or empty.
    pub owners: String,
    /// The actions that it bears on, by their titles.
    pub actions: Vec<(Id, String)>,
    /// The day on which it was closed; empty while it is open.
    pub closed: String,
    /// What is done about it, or empty.
    pub controls: String,
    /// The plan it belongs to, where it says so.
    pub plan: Option<Id>,
}

impl RiskLine {
    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.closed.is_empty()
    }

    fn of(ledger: &Ledger, risk: Risk<'_>) -> RiskLine {
        let titled = |id: Id| Some((id, ledger.action(id)?.title().to_owned()));
        RiskLine {
            id: risk.id(),
            statement: risk.statement().to_owned(),
            score: risk.score(),
            owners: owners(ledger, risk),
            actions: risk.actions().into_iter().filter_map(titled).collect(),
            closed: risk.closed().to_owned(),
            controls: risk.controls().to_owned(),
            plan: risk.0.text(f::PLAN).and_then(|id| id.parse().ok()),
        }
    }
}

/// All risks: the open ones by their score, those that nobody scored last; then the closed ones, the latest first.
pub fn risks(ledger: &Ledger) -> Vec<RiskLine> {
    let mut all: Vec<RiskLine> = ledger.of_kind(kind::RISK).map(|r| RiskLine::of(ledger, Risk(r))).collect();
    all.sort_by(|a, b| {
        let closed = a.closed.is_empty().cmp(&b.closed.is_empty()).reverse().then_with(|| b.closed.cmp(&a.closed));
        closed.then_with(|| b.score.cmp(&a.score)).then_with(|| a.statement.cmp(&b.statement))
    });
    all
}

/// The open risks of a plan, by their score: those that say so, those that bear on one of its actions, and those that say
/// neither.
pub fn risks_of_plan(ledger: &Ledger, plan: Id) -> Vec<RiskLine> {
    let of_plan = |(id, _): &(Id, String)| ledger.action(*id).is_some_and(|a| a.plan() == Some(plan));
    let mut all = risks(ledger);
    all.retain(|risk| {
        let bears = risk.actions.iter().any(of_plan) || risk.actions.is_empty();
        risk.is_open() && risk.plan.map_or(bears, |of| of == plan)
    });
    all
}

/// The open risks that bear on an action, by their score.
pub fn risks_on(ledger: &Ledger, action: Id) -> Vec<RiskLine> {
    let mut all = risks(ledger);
    all.retain(|risk| risk.is_open() && risk.actions.iter().any(|(id, _)| *id == action));
    all
}

/// What a risk is called, wherever it is linked to.
pub fn risk_title(ledger: &Ledger, id: Id) -> Option<String> {
    let risk = Risk(ledger.live(id, kind::RISK)?);
    Some(fill("risk.called", &[("statement", &risk.statement())]))
}

/// Who owns a risk, with semicolons between them.
fn owners(ledger: &Ledger, risk: Risk<'_>) -> String {
    let named = |(id, printed): (Id, String)| ledger.organisation_name(id, &printed);
    let mut names: Vec<String> = risk.owners().into_iter().map(named).collect();
    names.push(risk.owned_by().to_owned());
    names.retain(|name| !name.is_empty());
    names.join("; ")
}
