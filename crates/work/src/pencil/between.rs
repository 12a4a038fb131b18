//! What holds between the records of a partnership: nobody reports to whoever reports to them, nothing ends before it begins, no
//! time is one that London's clocks skip. And what may be right and is worth a look: a seat held twice, a decision of a meeting
//! that was cancelled.

use super::filled::{Filled, Problem};
use super::value;
use crate::days::Date;
use crate::days::hours::{Run, WallTime};
use crate::domain::kinds;
use crate::domain::{fields as f, kind, read_day};
use crate::ledger::Ledger;
use crate::ledger::pieces::Names;
use crate::record::{Id, Record};
use crate::words::{fill, say};

/// Something that does not hold: the fields between which, the one at which it is said first, and what to do.
struct Found {
    between: [&'static str; 2],
    text: String,
}

impl Found {
    fn new(between: [&'static str; 2], key: &str) -> Found {
        Found { between, text: say(key) }
    }

    fn problem(self) -> Problem {
        let [field, _] = self.between;
        Problem { field, text: self.text }
    }
}

/// What keeps a form from being saved. What another system wrote, and nobody touched, keeps nobody from saving the rest.
pub(super) fn wrong(kind: &str, ledger: &Ledger, id: Option<Id>, filled: &Filled) -> Vec<Problem> {
    let record = id.and_then(|id| ledger.live(id, kind));
    let is_touched = |name: &&'static str| {
        let stands = record.zip(kinds::field(kind, name)).map(|(record, field)| value::typed(ledger, record, field));
        stands.unwrap_or_default().trim() != filled.text(name)
    };
    let all = found(kind, ledger, id, filled).into_iter();
    all.filter(|found| found.between.iter().any(&is_touched)).map(Found::problem).collect()
}

/// What may be right and is worth a look before a form is saved; it keeps nobody from saving.
pub(super) fn told(kind: &str, ledger: &Ledger, id: Option<Id>, filled: &Filled) -> Vec<Problem> {
    match kind {
        kind::HOLDER => held_twice(ledger, id, filled),
        kind::DECISION | kind::ARISING => of_a_cancelled_meeting(ledger, filled),
        _ => Vec::new(),
    }
}

/// Everything that does not hold, whoever touched it.
pub(super) fn all(kind: &str, ledger: &Ledger, id: Option<Id>, filled: &Filled) -> Vec<Problem> {
    found(kind, ledger, id, filled).into_iter().map(Found::problem).collect()
}

fn found(kind: &str, ledger: &Ledger, id: Option<Id>, filled: &Filled) -> Vec<Found> {
    match kind {
        kind::GROUP => {
            let reports = circle(ledger, id, filled, f::REPORTS_TO, "pencil.wrong.reportsInACircle");
            let succeeds = circle(ledger, id, filled, f::SUCCEEDED_BY, "pencil.wrong.succeedsInACircle");
            [reports, succeeds, backwards(filled)].into_iter().flatten().collect()
        }
        kind::ORGANISATION => {
            let succeeds = circle(ledger, id, filled, f::SUCCEEDED_BY, "pencil.wrong.succeedsInACircle");
            [succeeds, backwards(filled)].into_iter().flatten().collect()
        }
        kind::SEAT => [backwards(filled), most_is_least(filled)].into_iter().flatten().collect(),
        kind::HOLDER => backwards(filled).into_iter().collect(),
        kind::MEETING => meeting(filled),
        kind::RISK => half_scored_before(filled).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Whoever follows what this field names, from record to record, does not come back. A circle of others is said where they are.
fn circle(ledger: &Ledger, id: Option<Id>, filled: &Filled, field: &'static str, key: &str) -> Option<Found> {
    let id = id?;
    let mut seen = Vec::new();
    let mut next = filled.text(field).parse::<Id>().ok();
    while let Some(at) = next.filter(|at| !seen.contains(at)) {
        if at == id {
            return Some(Found::new([field, field], key));
        }
        seen.push(at);
        next = ledger.records().get(at).and_then(|record| record.text(field)?.parse().ok());
    }
    None
}

/// What ends, ends after it began.
fn backwards(filled: &Filled) -> Option<Found> {
    let days = read_day(filled.text(f::FROM)).zip(read_day(filled.text(f::UNTIL)));
    days.filter(|(from, until)| until < from).map(|_| Found::new([f::UNTIL, f::FROM], "pencil.wrong.untilBeforeFrom"))
}

/// The most time that a seat takes is not less than the least.
fn most_is_least(filled: &Filled) -> Option<Found> {
    let number = |name: &str| crate::domain::Figure::read(filled.text(name)).value;
    let both = number(f::COMMITMENT_LOW).zip(number(f::COMMITMENT_HIGH));
    let between = [f::COMMITMENT_HIGH, f::COMMITMENT_LOW];
    both.filter(|(low, high)| high < low).map(|_| Found::new(between, "pencil.wrong.lowOverHigh"))
}

/// The score before has both its numbers too.
fn half_scored_before(filled: &Filled) -> Option<Found> {
    let both = [f::PREVIOUS_LIKELIHOOD, f::PREVIOUS_IMPACT];
    let is_half = filled.is_empty(f::PREVIOUS_LIKELIHOOD) != filled.is_empty(f::PREVIOUS_IMPACT);
    is_half.then(|| Found::new(both, "risk.wrong.halfScored"))
}

/// A meeting begins and ends at times that there are, the one before the other.
fn meeting(filled: &Filled) -> Vec<Found> {
    let time = |name: &str| filled.text(name).parse::<WallTime>().ok();
    let (starts, ends) = (time(f::STARTS), time(f::ENDS));
    let is_skipped = |at: Option<WallTime>| at.is_some_and(|at| at.moment(Run::First).is_err());
    let mut all = Vec::new();
    for (name, at) in [(f::STARTS, starts), (f::ENDS, ends)] {
        if is_skipped(at) {
            all.push(Found::new([name, name], "event.wrong.skipped"));
        }
    }
    if ends.is_some() && filled.is_empty(f::STARTS) {
        all.push(Found::new([f::ENDS, f::STARTS], "pencil.wrong.endsOnly"));
    }
    let moments = starts.zip(ends).and_then(|(s, e)| Some((s.moment(Run::First).ok()?, e.moment(Run::Second).ok()?)));
    if moments.is_some_and(|(starts, ends)| ends <= starts) {
        all.push(Found::new([f::ENDS, f::STARTS], "pencil.wrong.endsFirst"));
    }
    all
}

/// A seat is one person's at a time, as a rule.
fn held_twice(ledger: &Ledger, id: Option<Id>, filled: &Filled) -> Vec<Problem> {
    let seat = filled.text(f::SEAT);
    let term = (read_day(filled.text(f::FROM)), read_day(filled.text(f::UNTIL)));
    let day = |record: &Record, name: &str| record.text(name).and_then(|day| day.parse::<Date>().ok());
    let is_before = |until: Option<Date>, from: Option<Date>| until.zip(from).is_some_and(|(until, from)| until < from);
    let overlaps = |other: &&Record| {
        let (from, until) = (day(other, f::FROM), day(other, f::UNTIL));
        !is_before(term.1, from) && !is_before(until, term.0)
    };
    let others = ledger.of_kind(kind::HOLDER).filter(|r| !seat.is_empty() && Some(r.id) != id);
    let others = others.filter(|r| r.text(f::SEAT) == Some(seat)).filter(overlaps);
    let names: Vec<&str> = others.filter_map(|r| r.text(f::NAME)).collect();
    let text = || fill("pencil.told.heldTwice", &[("names", &names.join("; "))]);
    (!names.is_empty()).then(|| Problem { field: f::SEAT, text: text() }).into_iter().collect()
}

/// A meeting that was cancelled decided nothing.
fn of_a_cancelled_meeting(ledger: &Ledger, filled: &Filled) -> Vec<Problem> {
    let meeting = filled.text(f::AT_MEETING).parse().ok().and_then(|id| ledger.live(id, kind::MEETING));
    let cancelled = meeting.filter(|meeting| meeting.text(f::STATE) == Some("cancelled"));
    let text = |meeting: &Record| {
        let title = Names { ledger, file: None }.title_of(meeting);
        fill("pencil.told.meetingCancelled", &[("meeting", &title)])
    };
    cancelled.map(|meeting| Problem { field: f::AT_MEETING, text: text(meeting) }).into_iter().collect()
}
