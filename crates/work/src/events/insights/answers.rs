//! Answers: what people told us in wording that somebody approved, and what became of it. This is all of it that
//! anybody but the office reads.

use crate::days::Date;
use crate::disclosure::Shown;
use crate::domain::{Answer, AnswerState, Event, Insight, fields as f, kind};
use crate::events::small::{SmallNumbers, people_words, small_numbers, threshold};
use crate::events::{counting_record, edit, event};
use crate::ledger::Ledger;
use crate::ledger::changes::Work;
use crate::ledger::quoting::{Quotes, same_words};
use crate::personal::{self, Personal};
use crate::record::{Edit, Id};
use crate::words::{count, count_with, fill, say};
use serde_json::Value;
use std::fmt::Display;

/// An answer as the office words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The theme.
    pub theme: String,
    /// What people told us, in words that may be published.
    pub wording: String,
    /// How far it has come.
    pub state: AnswerState,
    /// What became of it, or why nothing can.
    pub because: String,
    /// Who answers.
    pub answered_by: String,
    /// Who approved these words.
    pub approved_by: String,
}

impl Wording {
    /// Its words, as typed, each with its field: what goes out of them is what was looked through.
    pub(super) fn texts(&self) -> [(&'static str, &str); 5] {
        [
            (f::THEME, &self.theme),
            (f::WORDING, &self.wording),
            (f::BECAUSE, &self.because),
            (f::ANSWERED_BY, &self.answered_by),
            (f::APPROVED_BY, &self.approved_by),
        ]
    }

    /// What in it looks like personal data: all of it goes out.
    pub fn personal(&self) -> Vec<(Personal, String)> {
        self.texts().into_iter().flat_map(|(_, text)| personal::find(text)).collect()
    }

    /// The wording of an answer that stands.
    pub fn of(answer: Answer<'_>) -> Wording {
        Wording {
            theme: answer.theme().to_owned(),
            wording: answer.wording().to_owned(),
            state: answer.state(),
            because: answer.because().to_owned(),
            answered_by: answer.answered_by().to_owned(),
            approved_by: answer.0.text(f::APPROVED_BY).unwrap_or_default().to_owned(),
        }
    }
}

/// Why an answer is not published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotApproved {
    /// It says nothing.
    NoWording,
    /// It cannot be done, and does not say why.
    NoReason,
    /// Nobody has approved it.
    NoApprover,
    /// It holds what looks like a resident's personal data.
    Personal(Vec<(Personal, String)>),
    /// It quotes word for word what somebody told: who was there knows who said it.
    TheirWords {
        /// The words, as they stand in the answer.
        quoted: String,
        /// Whether they stand in what people told us, and not in what became of it.
        in_wording: bool,
    },
}

impl NotApproved {
    /// What to do about it, in plain words.
    pub fn words(&self) -> String {
        match self {
            NotApproved::NoWording => say("event.answer.noWording"),
            NotApproved::NoReason => say("event.answer.noReason"),
            NotApproved::NoApprover => say("event.answer.noApprover"),
            NotApproved::TheirWords { quoted, .. } => fill("event.answer.theirWords", &[("words", quoted)]),
            NotApproved::Personal(found) => {
                found.iter().map(|(kind, words)| kind.warning(words)).collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// Publishes an answer to some notes, with the next plan file: a record of its own, which says nothing of the
/// notes but how many people said it (by the rule for small numbers) at how many events. `id` is new, or the
/// answer's that is worded anew.
///
/// # Errors
/// Why it is not published.
pub fn approve(ledger: &Ledger, notes: &[Id], wording: &Wording, id: Id, today: Date) -> Result<Work, NotApproved> {
    let empty = |text: &str| text.trim().is_empty();
    if empty(&wording.wording) {
        return Err(NotApproved::NoWording);
    }
    if wording.state == AnswerState::Cannot && empty(&wording.because) {
        return Err(NotApproved::NoReason);
    }
    if empty(&wording.approved_by) {
        return Err(NotApproved::NoApprover);
    }
    let found = wording.personal();
    if !found.is_empty() {
        return Err(NotApproved::Personal(found));
    }
    if let Some(refused) = their_words(ledger, notes, wording, id) {
        return Err(refused);
    }
    let texts = wording.texts().into_iter();
    let mut edits: Vec<Edit> = texts.map(|(field, text)| edit(id, kind::ANSWER, field, text.trim())).collect();
    edits.push(edit(id, kind::ANSWER, f::STATE, wording.state.name()));
    edits.push(edit(id, kind::ANSWER, f::DATE, today.to_string()));
    let known = ledger.live(id, kind::ANSWER).map(Answer);
    let told = told(ledger, notes, id);
    edits.extend(
        told.iter()
            .filter(|n| n.answer() != Some(id))
            .map(|note| edit(note.id(), kind::INSIGHT, f::ANSWER, id.to_string())),
    );
    // Where none of its notes is here (another office's, a sample), what stands of them stays.
    if !told.is_empty() || known.is_none() {
        edits.extend(counted(ledger, &told, known, id));
    }
    // An answer that is worded anew says only what is new; a place said twice is one field.
    let mut fresh: Vec<Edit> = Vec::new();
    for edit in edits {
        let stands = ledger.records().get(edit.record).and_then(|r| r.value(&edit.field)) == Some(&edit.value);
        if !stands && !fresh.contains(&edit) {
            fresh.push(edit);
        }
    }
    Ok(Work::typed(fresh))
}

/// At least so many words together are somebody's own, where they are all that somebody said.
const OWN_WORDS: usize = 3;

/// What an answer quotes of what was told, in the words of whoever said it or in English: all that somebody said who is
/// answered, or a run of words of anybody's.
fn their_words(ledger: &Ledger, notes: &[Id], wording: &Wording, id: Id) -> Option<NotApproved> {
    let (mut quotes, mut whole) = (Quotes::default(), false);
    let answered: Vec<Id> = told(ledger, notes, id).into_iter().map(|n| n.id()).collect();
    for note in ledger.of_kind(kind::INSIGHT).map(Insight) {
        for text in [note.words(), note.summary()] {
            match answered.contains(&note.id()) {
                true => quotes.add(text, OWN_WORDS),
                false => quotes.add_runs(text),
            }
            whole |= answered.contains(&note.id()) && same_words(text, &wording.wording);
        }
    }
    let found = |text: &str, in_wording: bool| {
        let quoted = quotes.find(text)?.to_owned();
        Some(NotApproved::TheirWords { quoted, in_wording })
    };
    if whole {
        return Some(NotApproved::TheirWords { quoted: wording.wording.trim().to_owned(), in_wording: true });
    }
    found(&wording.wording, true).or_else(|| found(&wording.because, false))
}

/// What an answer says of its notes: how many people, at how many events, where, and on what it bears.
fn counted(ledger: &Ledger, told: &[Insight<'_>], known: Option<Answer<'_>>, id: Id) -> Vec<Edit> {
    let small = small_numbers(ledger);
    let said = publishable(people(told), known, &small);
    let mut edits: Vec<Edit> = said.map(|n| edit(id, kind::ANSWER, f::SAID, n)).into_iter().collect();
    if said.is_some() || known.is_none() {
        edits.push(edit(id, kind::ANSWER, f::RULE, small.to_value()));
    }
    let at = at_events(told);
    edits.push(edit(id, kind::ANSWER, f::EVENTS, at.len()));
    let places = at.iter().filter_map(|id| event(ledger, *id)).map(Event::neighbourhood).filter(|n| !n.is_empty());
    edits.extend(places.map(|place| edit(id, kind::ANSWER, format!("{}/{place}", f::NEIGHBOURHOOD), true)));
    let mut bears_on: Vec<Id> = Vec::new();
    told.iter().flat_map(|n| n.bears_on()).for_each(|id| add_new(&mut bears_on, id));
    edits.extend(bears(id, known, &bears_on));
    edits
}

/// The notes that an answer speaks of: those named, and those it answers already.
fn told<'a>(ledger: &'a Ledger, notes: &[Id], answer: Id) -> Vec<Insight<'a>> {
    let answers = |n: &Insight<'_>| notes.contains(&n.id()) || n.answer() == Some(answer);
    ledger.of_kind(kind::INSIGHT).map(Insight).filter(answers).collect()
}

fn people(told: &[Insight<'_>]) -> u64 {
    told.iter().map(|n| n.said()).sum()
}

fn at_events(told: &[Insight<'_>]) -> Vec<Id> {
    let mut at: Vec<Id> = Vec::new();
    told.iter().filter_map(|n| n.event()).for_each(|id| add_new(&mut at, id));
    at
}

/// The edits after which an answer bears on just these, where it does not yet.
pub(super) fn bears(id: Id, known: Option<Answer<'_>>, on: &[Id]) -> Vec<Edit> {
    let member = |on: &Id, value: Value| edit(id, kind::ANSWER, format!("{}/{on}", f::BEARS), value);
    let before = known.map(Answer::bears_on).unwrap_or_default();
    let gone = before.iter().filter(|was| !on.contains(was)).map(|was| member(was, Value::Null));
    let new = on.iter().filter(|on| !before.contains(on));
    new.map(|on| member(on, Value::Bool(true))).chain(gone).collect()
}

/// "About 10 people at 3 events said …" just as everybody will read it once this wording is approved.
pub fn as_published(ledger: &Ledger, notes: &[Id], wording: &str, id: Id) -> String {
    let (told, known) = (told(ledger, notes, id), ledger.live(id, kind::ANSWER).map(Answer));
    let small = small_numbers(ledger);
    let people = match (publishable(people(&told), known, &small), known) {
        (Some(said), _) => people_words(Shown::Count(said), small.rule),
        (None, Some(known)) => said_words(ledger, known),
        (None, None) => people_words(Shown::Few, small.rule),
    };
    let events = if told.is_empty() { known.map_or(0, Answer::events) } else { at_events(&told).len() as u64 };
    told_words(&people, events, wording.trim())
}

/// How many people said it, as it may be published: nothing while they are few, and from then on another number only
/// where others said it too, and it is shown as another.
fn publishable(people: u64, known: Option<Answer<'_>>, small: &SmallNumbers) -> Option<u64> {
    let Shown::Count(said) = small.rule.show(people) else { return None };
    let is_new = |before: u64| before != said && before != people;
    (people > 0 && known.and_then(|k| k.said()).is_none_or(is_new)).then_some(said)
}

/// How many people said it, by what the answer was published by: the rule for small numbers, or before there was one
/// the number, or that they are fewer than the threshold.
fn said_words(ledger: &Ledger, answer: Answer<'_>) -> String {
    let small = answer.0.value(f::RULE).and_then(SmallNumbers::read);
    match (small, answer.said()) {
        (Some(small), said) => people_words(said.map_or(Shown::Few, Shown::Count), small.rule),
        (None, Some(people)) => count("event.told.people", usize::try_from(people).unwrap_or(usize::MAX)),
        (None, None) => fill("event.told.few", &[("count", &threshold(counting_record(ledger)))]),
    }
}

/// Takes an answer out of the next plan file.
pub fn withdraw_answer(ledger: &Ledger, id: Id, reason: &str) -> Option<Work> {
    let record = ledger.live(id, kind::ANSWER)?;
    let field = crate::record::Record::withdrawn_field();
    Some(Work::typed([Edit {
        record: id,
        kind: kind::ANSWER.into(),
        field: field.into(),
        value: record.withdrawal(reason),
    }]))
}

/// An answer as everybody reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerLine {
    /// The answer.
    pub id: Id,
    /// "About 10 people at 3 events said …".
    pub told: String,
    /// How far it has come.
    pub state: AnswerState,
    /// What became of it, or why nothing can; or empty.
    pub because: String,
    /// Who answers, or empty.
    pub answered_by: String,
    /// The day of the answer, `YYYY-MM-DD`, or empty.
    pub date: String,
    /// Whether it was told in the neighbourhood asked for.
    pub near: bool,
}

impl AnswerLine {
    /// The state in words.
    pub fn state_words(&self) -> String {
        say(&format!("event.state.{}", self.state.name()))
    }
}

/// The answers that bear on an action or risk, as everybody reads them.
pub fn answers_on(ledger: &Ledger, record: Id) -> Vec<AnswerLine> {
    let bears = |line: &AnswerLine| {
        ledger.live(line.id, kind::ANSWER).map(Answer).is_some_and(|a| a.bears_on().contains(&record))
    };
    answers(ledger, None).into_iter().filter(bears).collect()
}

/// What people said last time and what happened since, for an event: what was told in its neighbourhood first,
/// then the newest. Without an event, all answers.
pub fn answers(ledger: &Ledger, for_event: Option<Id>) -> Vec<AnswerLine> {
    let place = for_event.and_then(|id| event(ledger, id)).map(Event::neighbourhood).filter(|n| !n.is_empty());
    let line = |answer: Answer<'_>| AnswerLine {
        id: answer.id(),
        told: told_words(&said_words(ledger, answer), answer.events(), answer.wording()),
        state: answer.state(),
        because: answer.because().to_owned(),
        answered_by: answer.answered_by().to_owned(),
        date: answer.date().to_owned(),
        near: place.is_some_and(|place| answer.neighbourhoods().any(|n| n == place)),
    };
    let mut lines: Vec<AnswerLine> = ledger.of_kind(kind::ANSWER).map(Answer).map(line).collect();
    lines.sort_by(|a, b| (b.near, &b.date).cmp(&(a.near, &a.date)).then_with(|| a.id.cmp(&b.id)));
    lines
}

/// "7 people at 3 events said …".
pub(super) fn told_words(people: &str, events: u64, what: &str) -> String {
    let gaps: [(&str, &dyn Display); 2] = [("people", &people), ("what", &what)];
    count_with("event.told.said", usize::try_from(events).unwrap_or(usize::MAX), &gaps)
}

pub(super) fn add_new(list: &mut Vec<Id>, id: Id) {
    if !list.contains(&id) {
        list.push(id);
    }
}
