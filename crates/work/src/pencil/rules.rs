//! What holds between several fields of a kind, or between records: what a single field's shape cannot say.

use super::filled::{Filled, Problem};
use super::{between, scale, value};
use crate::domain::ids::normal_words;
use crate::domain::kinds;
use crate::domain::owners::key;
use crate::domain::{ActionState, Organisation, Period, Timescale, fields as f, kind, read_day};
use crate::events::{Length, Timing, WrongTime};
use crate::ledger::Ledger;
use crate::record::{Id, Record};
use crate::words::{day, fill, say};

/// What is wrong between the fields of a form of this kind.
pub fn wrong(kind: &str, ledger: &Ledger, id: Option<Id>, filled: &Filled) -> Vec<Problem> {
    let mut all = of_kind(kind, ledger, id, filled);
    all.extend(between::wrong(kind, ledger, id, filled));
    all
}

/// What is worth a look between the fields of a form of this kind, and keeps nobody from saving it.
pub fn told(kind: &str, ledger: &Ledger, id: Option<Id>, filled: &Filled) -> Vec<Problem> {
    between::told(kind, ledger, id, filled)
}

fn of_kind(kind: &str, ledger: &Ledger, id: Option<Id>, filled: &Filled) -> Vec<Problem> {
    match kind {
        kind::RISK => risk(filled),
        kind::SERVICE => same_name(kind::SERVICE, ledger, id, filled, "service.wrong.sameName"),
        kind::CYCLE => cycle(filled),
        kind::EVENT => event(filled),
        kind::ORGANISATION => same_organisation(ledger, id, filled),
        kind::ACTION => action(ledger, id, filled),
        kind::PLAN => plan(ledger, id, filled),
        _ => Vec::new(),
    }
}

/// A score has both its numbers; a risk is escalated on a day to somebody.
fn risk(filled: &Filled) -> Vec<Problem> {
    let scored = [f::LIKELIHOOD, f::IMPACT].map(|field| value::score(filled.text(field), 5).is_some());
    let half = (scored == [true, false] || scored == [false, true])
        .then(|| Problem { field: f::LIKELIHOOD, text: say("risk.wrong.halfScored") });
    let nobody =
        !filled.is_empty(f::ESCALATED_ON) && filled.is_empty(f::ESCALATED_TO) && filled.is_empty(f::ESCALATED_GROUP);
    let nobody = nobody.then(|| Problem { field: f::ESCALATED_ON, text: say("risk.wrong.escalated") });
    half.into_iter().chain(nobody).collect()
}

/// No two records of a kind are called the same.
fn same_name(kind: &str, ledger: &Ledger, id: Option<Id>, filled: &Filled, key: &str) -> Vec<Problem> {
    let name = normal_words(filled.text(f::NAME));
    let mut others = ledger.of_kind(kind).filter(|r| Some(r.id) != id);
    let is_same = !name.is_empty() && others.any(|r| normal_words(r.text(f::NAME).unwrap_or_default()) == name);
    is_same.then(|| Problem { field: f::NAME, text: say(key) }).into_iter().collect()
}

/// No two organisations are called the same, nor as another is also written: papers could not tell them apart.
fn same_organisation(ledger: &Ledger, id: Option<Id>, filled: &Filled) -> Vec<Problem> {
    let wanted = key(filled.text(f::NAME));
    let is_called = |r: &Record| {
        key(Organisation(r).name()) == wanted || r.members(f::SPELLING).any(|(spelling, _)| key(spelling) == wanted)
    };
    // Two that a paper brought under one name are made one elsewhere; the rest of each can be changed meanwhile.
    let stands = id.and_then(|id| ledger.records().get(id)).is_some_and(|r| key(Organisation(r).name()) == wanted);
    let is_new = !wanted.is_empty() && !stands;
    let other = ledger.of_kind(kind::ORGANISATION).find(|r| is_new && Some(r.id) != id && is_called(r));
    let words = |r: &Record| fill("pencil.wrong.sameOrganisation", &[("name", &Organisation(r).name())]);
    other.map(|r| Problem { field: f::NAME, text: words(r) }).into_iter().collect()
}

/// What an action is for comes after its plan begins; it does not go on in itself. Only what is over says when, by whose decision
/// and in what it goes on, and a decision is somebody's.
fn action(ledger: &Ledger, id: Option<Id>, filled: &Filled) -> Vec<Problem> {
    let plan = id.and_then(|id| ledger.action(id)?.plan()).and_then(|plan| ledger.live(plan, kind::PLAN));
    let begins = plan.and_then(|plan| Period::from_value(plan.value(f::PERIOD)?).from);
    // What the paper printed, and nobody touched, may be older than the plan.
    let stands = id.and_then(|id| ledger.action(id)?.timescale()).map(|t| t.words).unwrap_or_default();
    let by = Some(filled.text(f::TIMESCALE)).filter(|words| !words.is_empty() && *words != stands);
    let by = by.and_then(|words| Timescale::read(words, None).latest);
    let early = begins.zip(by).filter(|(begins, by)| by < begins);
    let early = early.map(|(begins, _)| Problem {
        field: f::TIMESCALE,
        text: fill("pencil.wrong.beforePlan", &[("day", &day(begins))]),
    });
    let itself = id.is_some_and(|id| filled.text(f::GOES_ON_IN) == id.to_string());
    let itself = itself.then(|| Problem { field: f::GOES_ON_IN, text: say("pencil.wrong.itself") });
    // What another system wrote, and nobody touched, keeps nobody from saving the rest.
    let record = id.and_then(|id| ledger.live(id, kind::ACTION));
    let is_touched = |name: &str| {
        let field = kinds::field(kind::ACTION, name);
        let stands = record.zip(field).map(|(record, field)| value::typed(ledger, record, field));
        stands.unwrap_or_default().trim() != filled.text(name)
    };
    let is_over = ActionState::read(filled.text(f::STATE)).is_some_and(ActionState::is_over);
    let not_over = |field: &'static str| {
        let is_said = !filled.is_empty(field) && (is_touched(field) || is_touched(f::STATE));
        (!is_over && is_said).then(|| Problem { field, text: say("pencil.wrong.notOver") })
    };
    let closed = read_day(filled.text(f::CLOSED));
    let closed = begins.zip(closed).filter(|(begins, closed)| closed < begins && is_touched(f::CLOSED));
    let closed = closed.map(|(begins, _)| Problem {
        field: f::CLOSED,
        text: fill("pencil.wrong.beforePlan", &[("day", &day(begins))]),
    });
    let nobody = !filled.is_empty(f::DECIDED_ON) && filled.is_empty(f::DECIDED_BY) && is_touched(f::DECIDED_ON);
    let nobody = nobody.then(|| Problem { field: f::DECIDED_ON, text: say("pencil.wrong.decidedByNobody") });
    let ends = [f::CLOSED, f::DECIDED_BY, f::GOES_ON_IN].into_iter().filter_map(not_over);
    early.into_iter().chain(itself).chain(ends).chain(closed).chain(nobody).collect()
}

/// A plan does not end before it begins, and its scale keeps every rating that something has.
fn plan(ledger: &Ledger, id: Option<Id>, filled: &Filled) -> Vec<Problem> {
    let period = Period::read(filled.text(f::PERIOD));
    let is_backwards = period.from.zip(period.to).is_some_and(|(from, to)| to < from);
    let backwards = is_backwards.then(|| Problem { field: f::PERIOD, text: say("pencil.wrong.backwards") });
    let scale = scale::read(filled.text(f::SCALE)).ok().zip(id);
    let missed = scale.and_then(|(scale, id)| scale::missed(ledger, id, &scale));
    let missed = missed.map(|wrong| Problem { field: f::SCALE, text: wrong.words() });
    backwards.into_iter().chain(missed).collect()
}

/// The days of a cycle come in the order in which people act on them; the first that does not is a problem.
fn cycle(filled: &Filled) -> Vec<Problem> {
    let days = [f::DUE, f::CLEARANCE_DUE, f::MEETING].map(|field| Some((field, read_day(filled.text(field))?)));
    let days: Vec<_> = days.into_iter().flatten().collect();
    let late = days.windows(2).find_map(|pair| match pair {
        [(_, before), (field, day)] if day < before => Some(*field),
        _ => None,
    });
    late.map(|field| Problem { field, text: say("cycle.outOfOrder") }).into_iter().collect()
}

/// An event begins before it ends, and within days.
fn event(filled: &Filled) -> Vec<Problem> {
    let timing = Timing::new(filled.text(f::STARTS).parse().ok(), filled.text(f::ENDS).parse().ok());
    let problem = match timing.map(Timing::length) {
        Err(time) => {
            let field = if time == WrongTime::NoStart { f::STARTS } else { f::ENDS };
            Some(Problem { field, text: time.words() })
        }
        Ok(Length::TooLong(days)) => {
            Some(Problem { field: f::ENDS, text: fill("event.wrong.tooLong", &[("days", &days)]) })
        }
        Ok(_) => None,
    };
    problem.into_iter().collect()
}
