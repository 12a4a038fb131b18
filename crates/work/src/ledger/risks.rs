//! The plan's risks: the list of them, how each has moved, where it was taken and what was answered, and what one is called.

use super::Ledger;
use super::barriers::{Escalation, Unanswered, most_urgent_first, people};
use crate::days::Date;
use crate::domain::{Risk, fields as f, kind};
use crate::record::{Edit, Id, Record};
use crate::words::{fill, say};

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
            owners: people(ledger, risk.0, f::OWNER, f::OWNED_BY),
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

/// Which way a risk's score has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// It is higher than before.
    Up,
    /// It is as before.
    Same,
    /// It is lower than before.
    Down,
}

/// A risk with how it stands: its place in the matrix, its movement, its review, its escalation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskNode {
    /// What every list says of it.
    pub line: RiskLine,
    /// How likely it is and how much it would do, each from 1 to 5; none where nobody scored it.
    pub place: Option<(u8, u8)>,
    /// The score before this one, from 1 to 25.
    pub previous: Option<u8>,
    /// The score that it should come down to, from 1 to 25.
    pub target: Option<u8>,
    /// The day by which it is to be looked at again.
    pub review_due: Option<Date>,
    /// Whether it is open and that day has passed.
    pub is_review_overdue: bool,
    /// Where it was taken, and what was answered.
    pub escalation: Escalation,
}

impl RiskNode {
    fn of(ledger: &Ledger, line: RiskLine, risk: Risk<'_>, today: Date) -> RiskNode {
        let review_due: Option<Date> = risk.0.text(f::REVIEW_DUE).and_then(|day| day.trim().parse().ok());
        RiskNode {
            place: risk.likelihood().zip(risk.impact()),
            previous: previous(risk.0),
            target: whole(risk.0, f::TARGET, 25),
            is_review_overdue: line.is_open() && review_due.is_some_and(|day| day < today),
            review_due,
            escalation: Escalation::of(ledger, risk.0),
            line,
        }
    }

    /// Whether it is open, was taken somewhere and nobody has answered.
    pub fn is_unanswered(&self) -> bool {
        self.line.is_open() && self.escalation.is_unanswered()
    }

    /// Which way its score has gone; nothing where either is not known.
    pub fn movement(&self) -> Option<Movement> {
        let (was, is) = self.previous.zip(self.line.score)?;
        Some(match is.cmp(&was) {
            std::cmp::Ordering::Greater => Movement::Up,
            std::cmp::Ordering::Equal => Movement::Same,
            std::cmp::Ordering::Less => Movement::Down,
        })
    }

    /// What its score was, what it is and what it should come down to, in words; nothing where only the present one is known.
    pub fn movement_words(&self) -> Option<String> {
        let (score, target) = (self.line.score, self.target);
        if self.previous.is_none() && target.is_none() {
            return None;
        }
        let is_low_enough = score.zip(target).is_some_and(|(score, target)| score <= target);
        let was = self.previous.map(|score| fill("risk.moved.was", &[("score", &score)]));
        let is = score.map_or_else(|| say("risk.moved.notScored"), |score| fill("risk.moved.is", &[("score", &score)]));
        let key = if is_low_enough { "risk.moved.lowEnough" } else { "risk.moved.target" };
        let target = target.map(|score| fill(key, &[("score", &score)]));
        let words = [was, Some(is), target].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let mut letters = words.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect())
    }
}

/// A whole number from 1 to the most there is, where one stands there.
fn whole(record: &Record, field: &str, most: u8) -> Option<u8> {
    let number = record.value(field)?.as_f64()?;
    (1..=most).find(|n| f64::from(*n) == number)
}

/// The score before this one: how likely it was times how much it would have done, or else as it is written.
fn previous(record: &Record) -> Option<u8> {
    let pair = whole(record, f::PREVIOUS_LIKELIHOOD, 5).zip(whole(record, f::PREVIOUS_IMPACT, 5));
    pair.map(|(likelihood, impact)| likelihood * impact).or_else(|| whole(record, f::PREVIOUS, 25))
}

/// All risks with how each stands on this day, in the order of [`risks`].
///
/// ```
/// use golden_thread_work::days::date;
/// use golden_thread_work::domain::{Draft, fields as f, kind};
/// use golden_thread_work::ledger::risks::risk_nodes;
/// use golden_thread_work::ledger::{Ledger, Side};
/// use golden_thread_work::record::{Clock, Id, Set};
///
/// let risk = Draft::new(Id::from_bytes([1; 16]), kind::RISK).with(f::STATEMENT, "The drop-in closes")
///     .with(f::LIKELIHOOD, 4).with(f::IMPACT, 4).with(f::PREVIOUS, 12).with(f::TARGET, 6).with(f::REVIEW_DUE, "2026-03-31");
/// let (mut records, mut clock) = (Set::new(), Clock::new(Id::from_bytes([9; 16])));
/// risk.edits().for_each(|edit| drop(records.edit(&edit, clock.next(1_000))));
/// let nodes = risk_nodes(&Ledger::new(records, None, Side::Office), date(2026, 4, 1));
/// assert_eq!(nodes[0].movement_words().unwrap(), "Was 12, is 16, should come down to 6");
/// assert!(nodes[0].is_review_overdue);
/// ```
pub fn risk_nodes(ledger: &Ledger, today: Date) -> Vec<RiskNode> {
    let node = |line: RiskLine| {
        let record = ledger.live(line.id, kind::RISK)?;
        Some(RiskNode::of(ledger, line, Risk(record), today))
    };
    risks(ledger).into_iter().filter_map(node).collect()
}

/// The open risks whose review is overdue, the longest first.
pub fn reviews_overdue(ledger: &Ledger, today: Date) -> Vec<RiskNode> {
    let mut all = risk_nodes(ledger, today);
    all.retain(|risk| risk.is_review_overdue);
    all.sort_by_key(|risk| risk.review_due);
    all
}

/// The open risks that were taken somewhere and that nobody has answered, the longest first. A risk says no day by which an
/// answer is due.
pub fn unanswered(ledger: &Ledger, today: Date) -> Vec<Unanswered> {
    let open = risk_nodes(ledger, today).into_iter().filter(RiskNode::is_unanswered);
    let one = |risk: RiskNode| Unanswered {
        id: risk.line.id,
        statement: risk.line.statement,
        escalation: risk.escalation,
        due: None,
        is_overdue: false,
    };
    most_urgent_first(open.map(one).collect())
}

/// The edits by which a risk goes on saying what its score was, where `now` takes its place. None where the score stays, there
/// was none, or whoever types has said themselves what it was: `before` is what they say, likelihood, impact and score.
pub fn score_kept(ledger: &Ledger, id: Id, now: Option<(u8, u8)>, before: [Option<u8>; 3]) -> Vec<Edit> {
    const BEFORE: [(&str, u8); 3] = [(f::PREVIOUS_LIKELIHOOD, 5), (f::PREVIOUS_IMPACT, 5), (f::PREVIOUS, 25)];
    let Some(record) = ledger.live(id, kind::RISK) else { return Vec::new() };
    let Some(was) = Risk(record).likelihood().zip(Risk(record).impact()).filter(|was| Some(*was) != now) else {
        return Vec::new();
    };
    let stands = BEFORE.map(|(field, most)| whole(record, field, most));
    if stands != before {
        return Vec::new();
    }
    let kept = [was.0, was.1, was.0 * was.1];
    let edit = |((field, _), value): ((&str, u8), u8)| Edit {
        record: id,
        kind: kind::RISK.to_owned(),
        field: field.to_owned(),
        value: value.into(),
    };
    let differs = BEFORE.into_iter().zip(kept).zip(stands).filter(|((_, kept), stands)| Some(*kept) != *stands);
    differs.map(|(one, _)| edit(one)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::days::date;
    use crate::domain::Draft;
    use crate::ledger::Side;
    use crate::record::{Clock, Set};

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    fn ledger(drafts: &[Draft]) -> Ledger {
        let (mut records, mut clock) = (Set::new(), Clock::new(id(99)));
        drafts.iter().flat_map(Draft::edits).for_each(|edit| drop(records.edit(&edit, clock.next(1_000))));
        Ledger::new(records, None, Side::Office)
    }

    fn risk(n: u8) -> Draft {
        Draft::new(id(n), kind::RISK).with(f::STATEMENT, format!("Risk {n}"))
    }

    #[test]
    fn a_movement_is_told_in_words_whatever_of_it_is_known() {
        let scored = || risk(1).with(f::LIKELIHOOD, 4).with(f::IMPACT, 4);
        let told = |risk: Draft| {
            let node = risk_nodes(&ledger(&[risk]), date(2026, 11, 30)).remove(0);
            (node.movement(), node.movement_words())
        };
        assert_eq!(told(scored()), (None, None));
        let (moved, words) = told(scored().with(f::PREVIOUS, 12).with(f::TARGET, 6));
        assert_eq!((moved, words.as_deref()), (Some(Movement::Up), Some("Was 12, is 16, should come down to 6")));
        // Two numbers say more than one that stands beside them.
        let pair = scored().with(f::PREVIOUS, 12).with(f::PREVIOUS_LIKELIHOOD, 5).with(f::PREVIOUS_IMPACT, 5);
        let (moved, words) = told(pair.with(f::TARGET, 16));
        assert_eq!((moved, words.as_deref()), (Some(Movement::Down), Some("Was 25, is 16, which is low enough (16)")));
        assert_eq!(told(scored().with(f::PREVIOUS, 16)).0, Some(Movement::Same));
        let (moved, words) = told(risk(1).with(f::PREVIOUS, 12));
        assert_eq!((moved, words.as_deref()), (None, Some("Was 12, is not scored")));
    }

    #[test]
    fn what_is_overdue_and_what_has_no_answer_is_found_while_it_is_open() {
        let board = Draft::new(id(9), kind::GROUP).with(f::NAME, "The board");
        let late = |n: u8| risk(n).with(f::REVIEW_DUE, "2026-03-31");
        let asked = |n: u8| late(n).with(f::ESCALATED_GROUP, id(9).to_string()).with(f::ESCALATED_ON, "2026-01-20");
        let drafts = [
            board,
            late(1),
            asked(2),
            asked(3).with(f::CLOSED, "2026-02-01"),
            asked(4).with(f::ANSWER, "Yes").with(f::ANSWERED_ON, "2026-02-01"),
            risk(5).with(f::ESCALATED_TO, "The ICB").with(f::REVIEW_DUE, "2026-04-01"),
        ];
        let (ledger, today) = (ledger(&drafts), date(2026, 4, 1));
        let overdue: Vec<Id> = reviews_overdue(&ledger, today).into_iter().map(|r| r.line.id).collect();
        assert_eq!(overdue, [id(1), id(2), id(4)], "on the day itself it is not overdue");
        let waiting = unanswered(&ledger, today);
        assert_eq!(waiting.iter().map(|w| w.id).collect::<Vec<_>>(), [id(2), id(5)]);
        assert_eq!(waiting[0].escalation.group, Some(id(9)));
        assert_eq!(waiting[0].escalation.words().unwrap(), "Escalated to The board on 20 January 2026");
        let answered = risk_nodes(&ledger, today).into_iter().find(|r| r.line.id == id(4)).unwrap();
        assert_eq!(answered.escalation.answer_words().unwrap(), "Answered on 1 February 2026: Yes");
    }

    #[test]
    fn a_new_score_leaves_the_old_one_behind_unless_somebody_says_otherwise() {
        let stands = risk(1).with(f::LIKELIHOOD, 3).with(f::IMPACT, 4).with(f::PREVIOUS_IMPACT, 4);
        let ledger = ledger(&[stands, risk(2)]);
        let kept = |now, before| {
            let edits = score_kept(&ledger, id(1), now, before);
            edits.into_iter().map(|e| (e.field, e.value.as_u64().unwrap())).collect::<Vec<_>>()
        };
        let untouched = [None, Some(4), None];
        let both = [(f::PREVIOUS_LIKELIHOOD.to_owned(), 3), (f::PREVIOUS.to_owned(), 12)];
        assert_eq!(kept(Some((4, 4)), untouched), both, "what stands already is not written again");
        assert_eq!(kept(None, untouched), both);
        assert_eq!(kept(Some((3, 4)), untouched), []);
        assert_eq!(kept(Some((4, 4)), [Some(2), Some(4), None]), [], "they have said what it was");
        assert_eq!(score_kept(&ledger, id(2), Some((4, 4)), [None; 3]), [], "there was none");
    }
}
