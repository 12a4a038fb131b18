//! The plan's risks: the list of them, and what a form of one types, gets wrong and changes.

use super::Ledger;
use crate::days::Date;
use crate::domain::owners::key;
use crate::domain::{Organisation, Risk, fields as f, kind};
use crate::personal::{self, Personal};
use crate::record::{Edit, Id};
use crate::words::{fill, say};
use serde_json::{Value, json};

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

/// Who owns a risk, with semicolons between them: as it is typed, too.
fn owners(ledger: &Ledger, risk: Risk<'_>) -> String {
    let named = |(id, printed): (Id, String)| ledger.organisation_name(id, &printed);
    let mut names: Vec<String> = risk.owners().into_iter().map(named).collect();
    names.push(risk.owned_by().to_owned());
    names.retain(|name| !name.is_empty());
    names.join("; ")
}

/// A risk, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub struct RiskWords {
    pub statement: String,
    pub cause: String,
    pub effect: String,
    /// From 1 to 5, or empty.
    pub likelihood: String,
    /// From 1 to 5, or empty.
    pub impact: String,
    pub controls: String,
    /// Organisations or anybody else, with semicolons between them.
    pub owner: String,
    pub escalated_to: String,
    /// `YYYY-MM-DD`, or empty.
    pub escalated_on: String,
    /// `YYYY-MM-DD`, or empty.
    pub closed: String,
    pub actions: Vec<Id>,
}

/// What is wrong with a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongRisk {
    /// It says nothing.
    NoStatement,
    /// Likelihood without impact, the other way round, or neither a number from 1 to 5.
    HalfScored,
    /// The day on which it was escalated is none, or stands there without a group.
    Escalated,
    /// The day on which it was closed is none.
    Closed,
}

impl WrongRisk {
    /// What to do about it, in plain words.
    pub fn words(self) -> String {
        match self {
            WrongRisk::NoStatement => say("risk.wrong.noStatement"),
            WrongRisk::HalfScored => say("risk.wrong.halfScored"),
            WrongRisk::Escalated => say("risk.wrong.escalated"),
            WrongRisk::Closed => say("risk.wrong.closed"),
        }
    }
}

fn number(text: &str) -> Option<u8> {
    text.trim().parse().ok().filter(|n| (1..=5).contains(n))
}

impl RiskWords {
    /// What a risk says.
    pub fn of(ledger: &Ledger, risk: Risk<'_>) -> RiskWords {
        let number = |n: Option<u8>| n.map(|n| n.to_string()).unwrap_or_default();
        RiskWords {
            statement: risk.statement().to_owned(),
            cause: risk.cause().to_owned(),
            effect: risk.effect().to_owned(),
            likelihood: number(risk.likelihood()),
            impact: number(risk.impact()),
            controls: risk.controls().to_owned(),
            owner: owners(ledger, risk),
            escalated_to: risk.escalated_to().to_owned(),
            escalated_on: risk.escalated_on().to_owned(),
            closed: risk.closed().to_owned(),
            actions: risk.actions(),
        }
    }

    /// Likelihood times impact, as far as typed.
    pub fn score(&self) -> Option<u8> {
        Some(number(&self.likelihood)? * number(&self.impact)?)
    }

    /// What in it looks like somebody's personal data: everybody who has the plan file reads it.
    pub fn personal(&self) -> Vec<(Personal, String)> {
        let texts = [&self.statement, &self.cause, &self.effect, &self.controls, &self.owner, &self.escalated_to];
        texts.into_iter().flat_map(|text| personal::find(text)).collect()
    }

    /// What is wrong with it.
    pub fn wrong(&self) -> Vec<WrongRisk> {
        let empty = |text: &str| text.trim().is_empty();
        let no_day = |text: &str| !empty(text) && text.trim().parse::<Date>().is_err();
        let unscored = empty(&self.likelihood) && empty(&self.impact);
        let dayed = empty(&self.escalated_to) && !empty(&self.escalated_on);
        let wrong = [
            empty(&self.statement).then_some(WrongRisk::NoStatement),
            (!unscored && self.score().is_none()).then_some(WrongRisk::HalfScored),
            (no_day(&self.escalated_on) || dayed).then_some(WrongRisk::Escalated),
            no_day(&self.closed).then_some(WrongRisk::Closed),
        ];
        wrong.into_iter().flatten().collect()
    }

    /// The edits that make the risk say this; only what differs from what stands. A new one belongs to this plan.
    pub fn edits(&self, ledger: &Ledger, id: Id, plan: Option<Id>) -> Vec<Edit> {
        let known = ledger.live(id, kind::RISK).map(Risk);
        let before = known.map(|known| RiskWords::of(ledger, known)).unwrap_or_default();
        let mut edits = Vec::new();
        let mut put = |field: &str, value: Value| {
            edits.push(Edit { record: id, kind: kind::RISK.to_owned(), field: field.to_owned(), value });
        };
        let texts = [
            (f::STATEMENT, &self.statement, &before.statement),
            (f::CAUSE, &self.cause, &before.cause),
            (f::EFFECT, &self.effect, &before.effect),
            (f::CONTROLS, &self.controls, &before.controls),
            (f::ESCALATED_TO, &self.escalated_to, &before.escalated_to),
            (f::ESCALATED_ON, &self.escalated_on, &before.escalated_on),
            (f::CLOSED, &self.closed, &before.closed),
        ];
        for (field, now, _) in texts.into_iter().filter(|(_, now, before)| now.trim() != before.trim()) {
            let value = if now.trim().is_empty() { Value::Null } else { now.trim().into() };
            put(field, value);
        }
        let scores = [(f::LIKELIHOOD, &self.likelihood, &before.likelihood), (f::IMPACT, &self.impact, &before.impact)];
        for (field, now, before) in scores {
            if number(now) != number(before) {
                put(field, number(now).map_or(Value::Null, Value::from));
            }
        }
        // As long as nobody types another owner, none is touched: not even one whose name is not known here.
        if self.owner.trim() != before.owner.trim() {
            let stands = known.map(Risk::owners).unwrap_or_default();
            let (owners, others) = read_owners(ledger, &self.owner);
            for (id, _) in stands.iter().filter(|(id, _)| !owners.iter().any(|(new, _)| new == id)) {
                put(&format!("{}/{id}", f::OWNER), Value::Null);
            }
            for (at, (id, typed)) in owners.iter().enumerate() {
                if !stands.iter().any(|(stands, _)| stands == id) {
                    put(&format!("{}/{id}", f::OWNER), json!({ "order": at + 1, "as": typed }));
                }
            }
            if others != known.map(Risk::owned_by).unwrap_or_default() {
                put(f::OWNED_BY, if others.is_empty() { Value::Null } else { others.into() });
            }
        }
        for on in self.actions.iter().filter(|on| !before.actions.contains(on)) {
            put(&format!("{}/{on}", f::ACTION), Value::Bool(true));
        }
        for gone in before.actions.iter().filter(|on| !self.actions.contains(on)) {
            put(&format!("{}/{gone}", f::ACTION), Value::Null);
        }
        if let (None, Some(plan), false) = (known, plan, edits.is_empty()) {
            let (kind, field) = (kind::RISK.to_owned(), f::PLAN.to_owned());
            edits.push(Edit { record: id, kind, field, value: plan.to_string().into() });
        }
        edits
    }
}

/// Owners as typed: organisations that are known here by name or spelling, and the others in words.
fn read_owners(ledger: &Ledger, typed: &str) -> (Vec<(Id, String)>, String) {
    let mut owners: Vec<(Id, String)> = Vec::new();
    let mut others: Vec<&str> = Vec::new();
    for name in typed.split(';').map(str::trim).filter(|name| !name.is_empty()) {
        let wanted = key(name);
        let named = |r: &&crate::record::Record| {
            key(Organisation(r).name()) == wanted || r.members(f::SPELLING).any(|(s, _)| key(s) == wanted)
        };
        match ledger.of_kind(kind::ORGANISATION).find(named) {
            Some(known) if owners.iter().any(|(id, _)| *id == known.id) => {}
            Some(known) => owners.push((known.id, name.to_owned())),
            None => others.push(name),
        }
    }
    (owners, others.join("; "))
}
