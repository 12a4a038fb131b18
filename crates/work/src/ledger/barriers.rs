//! Barriers: what is in the way, who can move it, what was asked and answered; a barrier made of the help that an update asks
//! for; and where risks and barriers were taken ([`Escalation`]).

use super::Ledger;
use super::pieces::Names;
use super::state::Standing;
use crate::days::Date;
use crate::domain::ids::{derived, normal_words};
use crate::domain::{Draft, Update, fields as f, kind};
use crate::record::{Edit, Id, Record};
use crate::words::{day_text, fill};
use serde_json::Value;

/// Under which list a barrier says who can move it.
const MOVER: &str = "mover";

/// Under which field a barrier says who asks.
const ASKED_BY: &str = "askedBy";

/// A barrier as lists show it.
#[derive(Debug, Clone, PartialEq)]
pub struct BarrierLine {
    /// The barrier.
    pub id: Id,
    /// What is in the way.
    pub statement: String,
    /// Who can move it, or empty.
    pub movers: String,
    /// Where it was taken, and what was answered.
    pub escalation: Escalation,
    /// The money that is asked for, in pounds.
    pub funding: Option<f64>,
    /// Who asks, or empty.
    pub asked_by: String,
    /// The day by which an answer is due.
    pub answer_due: Option<Date>,
    /// Whether it is in the way, has no answer, and that day has passed.
    pub is_overdue: bool,
    /// The actions that it stands in the way of, by their titles.
    pub actions: Vec<(Id, String)>,
    /// The day on which it was out of the way; empty while it is not.
    pub closed: String,
}

impl BarrierLine {
    fn of(ledger: &Ledger, record: &Record, today: Date) -> BarrierLine {
        let text = |field: &str| record.text(field).unwrap_or_default().trim().to_owned();
        let titled = |id: Id| Some((id, ledger.action(id)?.title().to_owned()));
        let (escalation, closed) = (Escalation::of(ledger, record), text(f::CLOSED));
        let answer_due: Option<Date> = text(f::ANSWER_DUE).parse().ok();
        let waits = closed.is_empty() && !escalation.is_answered();
        BarrierLine {
            id: record.id,
            statement: text(f::STATEMENT),
            movers: people(ledger, record, MOVER, f::MOVER_WORDS),
            funding: record.value(f::FUNDING).and_then(Value::as_f64),
            asked_by: text(ASKED_BY),
            is_overdue: waits && answer_due.is_some_and(|day| day < today),
            answer_due,
            actions: actions(record).filter_map(titled).collect(),
            escalation,
            closed,
        }
    }

    /// Whether it is still in the way.
    pub fn is_open(&self) -> bool {
        self.closed.is_empty()
    }

    /// Whether it is in the way, was taken somewhere and nobody has answered.
    pub fn is_unanswered(&self) -> bool {
        self.is_open() && self.escalation.is_unanswered()
    }
}

/// The actions that a barrier stands in the way of.
fn actions(barrier: &Record) -> impl Iterator<Item = Id> + '_ {
    barrier.members(f::ACTION).filter_map(|(member, _)| member.parse().ok())
}

/// All barriers: those that are in the way by the day on which an answer is due, what says none last; then the others, the
/// latest first.
pub fn barriers(ledger: &Ledger, today: Date) -> Vec<BarrierLine> {
    let mut all: Vec<BarrierLine> =
        ledger.of_kind(kind::BARRIER).map(|record| BarrierLine::of(ledger, record, today)).collect();
    all.sort_by(|a, b| {
        let open = b.is_open().cmp(&a.is_open()).then_with(|| b.closed.cmp(&a.closed));
        let due = |one: &BarrierLine| (!one.is_overdue, one.answer_due.is_none(), one.answer_due);
        open.then_with(|| due(a).cmp(&due(b))).then_with(|| a.statement.cmp(&b.statement))
    });
    all
}

/// The barriers that are in the way, were taken somewhere and have no answer: overdue ones first, then by the day on which an
/// answer is due.
pub fn unanswered(ledger: &Ledger, today: Date) -> Vec<Unanswered> {
    let waiting = barriers(ledger, today).into_iter().filter(BarrierLine::is_unanswered);
    let one = |barrier: BarrierLine| Unanswered {
        id: barrier.id,
        statement: barrier.statement,
        escalation: barrier.escalation,
        due: barrier.answer_due,
        is_overdue: barrier.is_overdue,
    };
    most_urgent_first(waiting.map(one).collect())
}

/// What an update asks for; nothing where it asks for nothing, or was not used.
fn asked(ledger: &Ledger, update: Id) -> Option<(Update<'_>, &str)> {
    let asks = ledger.update(update)?;
    let words = asks.help_needed().trim();
    (!words.is_empty() && ledger.standing(update) != Standing::NotUsed).then_some((asks, words))
}

/// The id of the barrier that is made of the help an update asks for: two people who make one make the same.
fn of_update(update: Id) -> Id {
    derived(&["barrier of help", &update.to_string()])
}

/// The barrier that there is of the help an update asks for: the one that was made of it, or one that says the same of one of
/// its actions.
pub fn of_help(ledger: &Ledger, update: Id) -> Option<Id> {
    let (asks, words) = asked(ledger, update)?;
    let made = ledger.stands_for(of_update(update));
    if ledger.live(made, kind::BARRIER).is_some() {
        return Some(made);
    }
    let (covers, words) = (asks.covers(), normal_words(words));
    let says_so = |record: &&Record| {
        normal_words(record.text(f::STATEMENT).unwrap_or_default()) == words
            && actions(record).any(|action| covers.iter().any(|(covered, _)| *covered == action))
    };
    ledger.of_kind(kind::BARRIER).find(says_so).map(|record| record.id)
}

/// The barrier that the help an update asks for becomes, and the edits that make it: what is in the way in the words of whoever
/// asks, of what and in which plan; who can move it is for somebody to say. `None` where nothing is asked for, or there is one
/// already ([`of_help`]). `fresh` is its id where the one made before was taken out.
pub fn from_help(ledger: &Ledger, update: Id, fresh: Id) -> Option<(Id, Vec<Edit>)> {
    let (asks, words) = asked(ledger, update)?;
    if of_help(ledger, update).is_some() {
        return None;
    }
    let id = Some(of_update(update)).filter(|id| ledger.records().get(*id).is_none()).unwrap_or(fresh);
    let covered: Vec<Id> =
        asks.covers().into_iter().map(|(id, _)| id).filter(|id| ledger.action(*id).is_some()).collect();
    let plan =
        asks.0.text(f::PLAN).and_then(|id| id.parse::<Id>().ok()).filter(|id| ledger.live(*id, kind::PLAN).is_some());
    let plan = plan.or_else(|| covered.iter().find_map(|id| ledger.action(*id)?.plan()));
    let asked_by = asks.organisation().map(|id| ledger.organisation_name(ledger.stands_for(id), ""));
    let mut draft =
        Draft::new(id, kind::BARRIER).with(f::STATEMENT, words).with(ASKED_BY, asked_by.unwrap_or_default());
    if let Some(plan) = plan {
        draft.set(f::PLAN, plan.to_string());
    }
    for action in covered {
        draft.set(format!("{}/{action}", f::ACTION), true);
    }
    Some((id, draft.edits().collect()))
}

/// Whether the help that an update asks for can be made a barrier.
pub fn can_be_made(ledger: &Ledger, update: Id) -> bool {
    asked(ledger, update).is_some() && of_help(ledger, update).is_none()
}

/// Who a list names, in its order, and who stands beside it in words, with semicolons between them.
pub(super) fn people(ledger: &Ledger, record: &Record, list: &str, words: &str) -> String {
    let one = |(member, value): (&str, &Value)| {
        let printed = value.get("as").and_then(Value::as_str).unwrap_or_default();
        let order = value.get("order").and_then(Value::as_f64).unwrap_or(f64::MAX);
        Some((order, ledger.organisation_name(member.parse().ok()?, printed)))
    };
    let mut named: Vec<(f64, String)> = record.members(list).filter_map(one).collect();
    named.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut names: Vec<String> = named.into_iter().map(|(_, name)| name).collect();
    names.push(record.text(words).unwrap_or_default().to_owned());
    names.retain(|name| !name.is_empty());
    names.join("; ")
}

/// Where something was taken that those who keep it cannot settle themselves, and what was answered there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Escalation {
    /// The group, where it is one of the partnership.
    pub group: Option<Id>,
    /// To whom: the group's name, or what stands there in words; or empty.
    pub to: String,
    /// The day on which, `YYYY-MM-DD`, or empty.
    pub on: String,
    /// The answer, or empty.
    pub answer: String,
    /// The day of the answer, `YYYY-MM-DD`, or empty.
    pub answered_on: String,
}

impl Escalation {
    /// What a risk or a barrier says of it.
    pub fn of(ledger: &Ledger, record: &Record) -> Escalation {
        let text = |field: &str| record.text(field).unwrap_or_default().trim().to_owned();
        let group = text(f::ESCALATED_GROUP).parse::<Id>().ok().map(|id| ledger.stands_for(id));
        let name = group.map(|id| Names { ledger, file: None }.title(id)).unwrap_or_default();
        let to: Vec<String> = [name, text(f::ESCALATED_TO)].into_iter().filter(|name| !name.is_empty()).collect();
        Escalation {
            group,
            to: to.join("; "),
            on: text(f::ESCALATED_ON),
            answer: text(f::ANSWER),
            answered_on: text(f::ANSWERED_ON),
        }
    }

    /// Whether it was taken anywhere.
    pub fn is_made(&self) -> bool {
        !self.to.is_empty() || !self.on.is_empty()
    }

    /// Whether there is an answer to it. One that is older than the day on which it was taken there answered something else.
    pub fn is_answered(&self) -> bool {
        let days = self.answered_on.parse::<Date>().ok().zip(self.on.parse::<Date>().ok());
        let is_older = days.is_some_and(|(answered, taken)| answered < taken);
        !is_older && (!self.answer.is_empty() || !self.answered_on.is_empty())
    }

    /// Whether it was taken somewhere and nobody has answered.
    pub fn is_unanswered(&self) -> bool {
        self.is_made() && !self.is_answered()
    }

    /// To whom it was taken, and when; nothing where it was not.
    pub fn words(&self) -> Option<String> {
        let on = day_text(&self.on);
        match (self.to.as_str(), on.as_str()) {
            ("", "") => None,
            ("", on) => Some(fill("risk.escalated.on", &[("day", &on)])),
            (to, "") => Some(fill("risk.escalated.to", &[("to", &to)])),
            (to, on) => Some(fill("risk.escalated.toOn", &[("to", &to), ("day", &on)])),
        }
    }

    /// What was answered, and when; nothing where nobody has.
    pub fn answer_words(&self) -> Option<String> {
        let on = day_text(&self.answered_on);
        match (self.answer.as_str(), on.as_str()) {
            ("", "") => None,
            ("", on) => Some(fill("risk.answered.on", &[("day", &on)])),
            (answer, "") => Some(fill("risk.answered.words", &[("answer", &answer)])),
            (answer, on) => Some(fill("risk.answered.wordsOn", &[("answer", &answer), ("day", &on)])),
        }
    }
}

/// What waits for an answer: a risk or a barrier that was taken somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    /// The risk or the barrier.
    pub id: Id,
    /// Its words.
    pub statement: String,
    /// Where it was taken; nothing was answered.
    pub escalation: Escalation,
    /// The day by which an answer is due, where one is said.
    pub due: Option<Date>,
    /// Whether that day has passed.
    pub is_overdue: bool,
}

/// In the order in which they are to be asked after: what is overdue first, then by the day on which an answer is due, then
/// by the day on which it was taken there; what says no day comes last.
pub(super) fn most_urgent_first(mut all: Vec<Unanswered>) -> Vec<Unanswered> {
    let late = |day: &str| if day.is_empty() { "9".to_owned() } else { day.to_owned() };
    all.sort_by_key(|one| (!one.is_overdue, one.due.is_none(), one.due, late(&one.escalation.on), one.id));
    all
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::days::date;
    use crate::ledger::Side;
    use crate::record::{Clock, Set};
    use serde_json::json;

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    fn ledger(drafts: &[Draft]) -> (Ledger, Clock) {
        let (mut records, mut clock) = (Set::new(), Clock::new(id(99)));
        drafts.iter().flat_map(Draft::edits).for_each(|edit| drop(records.edit(&edit, clock.next(1_000))));
        (Ledger::new(records, None, Side::Office), clock)
    }

    fn save(ledger: &mut Ledger, clock: &mut Clock, edits: &[Edit]) {
        ledger.change(|records| edits.iter().for_each(|edit| drop(records.edit(edit, clock.next(2_000)))));
    }

    fn barrier(n: u8) -> Draft {
        Draft::new(id(n), kind::BARRIER).with(f::STATEMENT, format!("Barrier {n}"))
    }

    /// A plan with two actions, and an update of the Forum's on both that asks for this.
    fn asking(help: &str) -> [Draft; 5] {
        let action = |n: u8| Draft::new(id(n), kind::ACTION).with(f::TITLE, "Walks").with(f::PLAN, id(1).to_string());
        let covers = |n: u8| format!("{}/{}", f::COVERS, id(n));
        [
            Draft::new(id(1), kind::PLAN).with(f::TITLE, "Plan"),
            action(2),
            action(3),
            Draft::new(id(4), kind::ORGANISATION).with(f::NAME, "The Forum"),
            Draft::new(id(5), kind::UPDATE)
                .with(covers(2), json!({ "rating": null }))
                .with(covers(3), json!({ "rating": null }))
                .with(f::ORGANISATION, id(4).to_string())
                .with(f::HELP_NEEDED, help),
        ]
    }

    #[test]
    fn help_becomes_one_barrier_however_often_and_by_whomever_it_is_made() {
        let (mut office, mut clock) = ledger(&asking(" A hall \n"));
        assert!(can_be_made(&office, id(5)));
        let (made, edits) = from_help(&office, id(5), id(8)).unwrap();
        assert_eq!(from_help(&office, id(5), id(7)).unwrap().0, made, "two people make the same");
        save(&mut office, &mut clock, &edits);
        let line = barriers(&office, date(2026, 11, 30)).remove(0);
        assert_eq!(
            (line.statement.as_str(), line.asked_by.as_str(), line.movers.as_str()),
            ("A hall", "The Forum", "")
        );
        assert_eq!(line.actions.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [id(2), id(3)]);
        assert_eq!(office.live(made, kind::BARRIER).unwrap().text(f::PLAN), Some(id(1).to_string().as_str()));
        // Saying it in other words makes no second one.
        let reworded = Draft::new(made, kind::BARRIER).with(f::STATEMENT, "There is no hall for the walks");
        save(&mut office, &mut clock, &reworded.edits().collect::<Vec<_>>());
        assert_eq!((of_help(&office, id(5)), can_be_made(&office, id(5))), (Some(made), false));
        // Once it was taken out, another one can be made.
        let reason = office.live(made, kind::BARRIER).unwrap().withdrawal("");
        let field = Record::withdrawn_field().to_owned();
        let out = Edit { record: made, kind: kind::BARRIER.to_owned(), field, value: reason };
        save(&mut office, &mut clock, &[out]);
        assert_eq!(from_help(&office, id(5), id(8)).unwrap().0, id(8));
    }

    #[test]
    fn one_that_somebody_wrote_themselves_is_that_barrier() {
        let own =
            |action: u8| barrier(6).with(f::STATEMENT, "a hall.").with(format!("{}/{}", f::ACTION, id(action)), true);
        let (same, _) = ledger(&[asking("A hall").as_slice(), &[own(3)]].concat());
        assert_eq!(of_help(&same, id(5)), Some(id(6)));
        let (elsewhere, _) = ledger(&[asking("A hall").as_slice(), &[own(7)]].concat());
        assert_eq!(of_help(&elsewhere, id(5)), None, "of another action");
        let (nothing, _) = ledger(&asking(" "));
        assert!(!can_be_made(&nothing, id(5)) && from_help(&nothing, id(5), id(8)).is_none());
    }

    #[test]
    fn what_has_no_answer_is_found_with_its_group_the_overdue_first() {
        let asked = |n: u8, due: &str| {
            barrier(n).with(f::ESCALATED_GROUP, id(20).to_string()).with(f::ANSWER_DUE, due).with(f::FUNDING, 4500)
        };
        let board = Draft::new(id(20), kind::GROUP).with(f::NAME, "The board");
        let drafts = [
            board,
            asked(1, ""),
            asked(2, "2026-12-31"),
            asked(3, "2026-03-31"),
            asked(4, "2026-03-31").with(f::ANSWERED_ON, "2026-03-01"),
            asked(5, "2026-03-31").with(f::CLOSED, "2026-03-02"),
            barrier(6).with(f::ANSWER_DUE, "2026-03-31"),
            asked(7, "").with(f::ESCALATED_ON, "2026-03-20").with(f::ANSWER, "No").with(f::ANSWERED_ON, "2026-03-19"),
            asked(8, "").with(f::ESCALATED_ON, "2026-03-20").with(f::ANSWER, "Yes").with(f::ANSWERED_ON, "2026-03-20"),
        ];
        let (ledger, today) = (ledger(&drafts).0, date(2026, 4, 1));
        let waiting = unanswered(&ledger, today);
        assert_eq!(
            waiting.iter().map(|w| (w.id, w.is_overdue)).collect::<Vec<_>>(),
            [(id(3), true), (id(2), false), (id(7), false), (id(1), false)],
            "an answer from before it was taken there answers nothing"
        );
        assert!(waiting.iter().all(|w| w.escalation.group == Some(id(20)) && w.escalation.to == "The board"));
        let listed: Vec<Id> = barriers(&ledger, today).into_iter().map(|b| b.id).collect();
        assert_eq!(listed, [id(3), id(6), id(4), id(2), id(1), id(7), id(8), id(5)]);
    }
}
