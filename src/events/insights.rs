//! What people told us: notes at the stall, how many said it, and what became of it. A note is for the office at
//! most; everybody reads an `answer`, whose wording somebody approved.

use super::{Here, edit, event, events, figures, of_event};
use crate::days::Date;
use crate::domain::{Answer, AnswerState, Draft, Event, Insight, fields as f, ids, kind};
use crate::ledger::Ledger;
use crate::ledger::changes::{Cause, Work};
use crate::personal::{self, Personal};
use crate::record::{Edit, Id};
use crate::words::{count, count_with, fill, say};
use serde_json::Value;
use std::fmt::Display;

/// A note of what people told us, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// The theme it stands under, such as a topic's word.
    pub theme: String,
    /// Their words.
    pub words: String,
    /// The language they said it in, or empty.
    pub language: String,
    /// What it says in English, where it was said in another language.
    pub summary: String,
    /// Who put it into English, or empty.
    pub translated_by: String,
    /// How many people said it; 0 reads as one.
    pub said: u64,
    /// The actions and risks it bears on.
    pub bears_on: Vec<Id>,
}

impl Note {
    /// What in the note looks like a resident's personal data and is to be taken out, with its words.
    pub fn personal(&self) -> Vec<(Personal, String)> {
        [&self.theme, &self.words, &self.summary].into_iter().flat_map(|text| personal::find(text)).collect()
    }

    /// The work that keeps the note on this device. Its time, also the one within its id, says no more than the
    /// hour. `id` is new.
    pub fn keep(&self, ledger: &Ledger, here: Here, id: Id) -> Work {
        let mut draft = Draft::new(ids::without_minute(id), kind::INSIGHT)
            .with(f::EVENT, here.event.to_string())
            .with(f::THEME, self.theme.trim())
            .with(f::WORDS, self.words.trim())
            .with(f::LANGUAGE, self.language.trim())
            .with(f::SUMMARY, self.summary.trim())
            .with(f::TRANSLATED_BY, self.translated_by.trim())
            .with(f::SAID, self.said.max(1));
        match super::counting::turn(ledger, here.event) {
            0 => {}
            turn => draft.set(f::TURN, turn),
        }
        for id in &self.bears_on {
            draft.set(format!("{}/{id}", f::BEARS), true);
        }
        Work { edits: draft.edits().collect(), ..Work::new(Cause::Counted) }
    }
}

/// The notes of an event that are on this device.
pub fn of(ledger: &Ledger, event: Id) -> Vec<Insight<'_>> {
    of_event(ledger, kind::INSIGHT, event).map(Insight).collect()
}

/// The notes of an event that whoever holds the device now may read without its PIN: those made since it was
/// handed over last. The second list is how many are hidden.
pub fn notes(ledger: &Ledger, event: Id) -> (Vec<Insight<'_>>, usize) {
    let turn = super::counting::turn(ledger, event);
    let (shown, hidden): (Vec<_>, Vec<_>) = of(ledger, event).into_iter().partition(|n| n.turn() >= turn);
    (shown, hidden.len())
}

/// Notes that say one thing: the same answer, or the same theme about the same actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// The theme.
    pub theme: String,
    /// The actions and risks they bear on.
    pub bears_on: Vec<Id>,
    /// How many people said it.
    pub people: u64,
    /// At how many events.
    pub events: u64,
    /// The notes.
    pub notes: Vec<Id>,
    /// What the notes say, in English, each once.
    pub says: Vec<String>,
    /// The answer, once there is one.
    pub answer: Option<Id>,
}

impl Voice {
    /// "7 people at 3 events said …", as the office reads it.
    pub fn sentence(&self) -> String {
        sentence(Ok(self.people), self.events, self.says.first().map_or("", String::as_str))
    }
}

/// "7 people at 3 events said …". People are a number, or the threshold below which they are.
fn sentence(people: Result<u64, u64>, events: u64, what: &str) -> String {
    let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let people: String = match people {
        Ok(people) => count("event.told.people", number(people)),
        Err(threshold) => fill("event.told.few", &[("count", &threshold)]),
    };
    let gaps: [(&str, &dyn Display); 2] = [("people", &people), ("what", &what)];
    count_with("event.told.said", number(events), &gaps)
}

/// What people told us, over all events, most people first.
pub fn voices(ledger: &Ledger) -> Vec<Voice> {
    let mut voices: Vec<(Voice, Vec<Id>)> = Vec::new();
    for note in ledger.of_kind(kind::INSIGHT).map(Insight) {
        let answer = note.answer().filter(|id| ledger.live(*id, kind::ANSWER).is_some());
        let bears_on = note.bears_on();
        let same = |voice: &Voice| match (answer, voice.answer) {
            (None, None) => voice.theme == note.theme() && voice.bears_on == bears_on,
            (mine, theirs) => mine == theirs,
        };
        let at = voices.iter().position(|(voice, _)| same(voice)).unwrap_or_else(|| {
            let (notes, says) = (Vec::new(), Vec::new());
            let theme = note.theme().to_owned();
            voices.push((Voice { theme, bears_on: Vec::new(), people: 0, events: 0, notes, says, answer }, Vec::new()));
            voices.len() - 1
        });
        let Some((voice, events)) = voices.get_mut(at) else { continue };
        voice.people += note.said();
        voice.notes.push(note.id());
        let words = if note.summary().is_empty() { note.words() } else { note.summary() };
        if !voice.says.iter().any(|said| said == words) {
            voice.says.push(words.to_owned());
        }
        bears_on.into_iter().for_each(|id| add_new(&mut voice.bears_on, id));
        note.event().into_iter().for_each(|id| add_new(events, id));
        voice.events = events.len() as u64;
    }
    let mut voices: Vec<Voice> = voices.into_iter().map(|(voice, _)| voice).collect();
    crate::record::sort(&mut voices, |a, b| b.people.cmp(&a.people).then_with(|| a.theme.cmp(&b.theme)));
    voices
}

fn add_new(list: &mut Vec<Id>, id: Id) {
    if !list.contains(&id) {
        list.push(id);
    }
}

/// What nobody has answered yet: the board's list.
pub fn unanswered(ledger: &Ledger) -> Vec<Voice> {
    voices(ledger).into_iter().filter(|voice| voice.answer.is_none()).collect()
}

/// What people told us that bears on an action or risk.
pub fn voices_on(ledger: &Ledger, record: Id) -> Vec<Voice> {
    voices(ledger).into_iter().filter(|voice| voice.bears_on.contains(&record)).collect()
}

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
}

impl NotApproved {
    /// What to do about it, in plain words.
    pub fn words(&self) -> String {
        match self {
            NotApproved::NoWording => say("event.answer.noWording"),
            NotApproved::NoReason => say("event.answer.noReason"),
            NotApproved::NoApprover => say("event.answer.noApprover"),
            NotApproved::Personal(found) => {
                found.iter().map(|(kind, words)| kind.warning(words)).collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// Publishes an answer to some notes, with the next plan file: a record of its own, which says nothing of the
/// notes but how many people said it (where they are not too few) at how many events. `id` is new, or the
/// answer's that is worded anew.
///
/// # Errors
/// Why it is not published.
pub fn approve(ledger: &Ledger, notes: &[Id], wording: &Wording, id: Id, today: Date) -> Result<Work, NotApproved> {
    let text = |text: &str| text.trim().to_owned();
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
    let found: Vec<_> =
        [&wording.theme, &wording.wording, &wording.because].into_iter().flat_map(|t| personal::find(t)).collect();
    if !found.is_empty() {
        return Err(NotApproved::Personal(found));
    }
    let mut edits: Vec<Edit> = vec![
        edit(id, kind::ANSWER, f::THEME, text(&wording.theme)),
        edit(id, kind::ANSWER, f::WORDING, text(&wording.wording)),
        edit(id, kind::ANSWER, f::STATE, wording.state.name()),
        edit(id, kind::ANSWER, f::BECAUSE, text(&wording.because)),
        edit(id, kind::ANSWER, f::ANSWERED_BY, text(&wording.answered_by)),
        edit(id, kind::ANSWER, f::APPROVED_BY, text(&wording.approved_by)),
        edit(id, kind::ANSWER, f::DATE, today.to_string()),
    ];
    let known = ledger.live(id, kind::ANSWER).map(Answer);
    let answers = |n: &Insight<'_>| notes.contains(&n.id()) || n.answer() == Some(id);
    let told: Vec<Insight<'_>> = ledger.of_kind(kind::INSIGHT).map(Insight).filter(answers).collect();
    edits.extend(
        told.iter()
            .filter(|n| n.answer() != Some(id))
            .map(|note| edit(note.id(), kind::INSIGHT, f::ANSWER, id.to_string())),
    );
    let people: u64 = told.iter().map(|n| n.said()).sum();
    edits.extend(publishable(people, known, figures::threshold(ledger)).map(|n| edit(id, kind::ANSWER, f::SAID, n)));
    let mut at: Vec<Id> = Vec::new();
    told.iter().filter_map(|n| n.event()).for_each(|id| add_new(&mut at, id));
    edits.push(edit(id, kind::ANSWER, f::EVENTS, at.len()));
    let places = at.iter().filter_map(|id| event(ledger, *id)).map(Event::neighbourhood).filter(|n| !n.is_empty());
    edits.extend(places.map(|place| edit(id, kind::ANSWER, format!("{}/{place}", f::NEIGHBOURHOOD), true)));
    let mut bears_on: Vec<Id> = Vec::new();
    told.iter().flat_map(|n| n.bears_on()).for_each(|id| add_new(&mut bears_on, id));
    edits.extend(bears_on.iter().map(|on| edit(id, kind::ANSWER, format!("{}/{on}", f::BEARS), true)));
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

/// How many people said it, as it may be published: nothing while they are too few, and from then on a new
/// number only once it differs by enough; the difference of two papers is a number too.
fn publishable(people: u64, known: Option<Answer<'_>>, threshold: u64) -> Option<u64> {
    match known.and_then(|k| k.said()) {
        Some(before) => (people.abs_diff(before) >= threshold).then_some(people),
        None => (people >= threshold).then_some(people),
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
    /// "7 people at 3 events said …".
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

/// What people said last time and what happened since, for an event: what was told in its neighbourhood first,
/// then the newest. Without an event, all answers.
pub fn answers(ledger: &Ledger, for_event: Option<Id>) -> Vec<AnswerLine> {
    let place = for_event.and_then(|id| event(ledger, id)).map(Event::neighbourhood).filter(|n| !n.is_empty());
    let threshold = figures::threshold(ledger);
    let line = |answer: Answer<'_>| AnswerLine {
        id: answer.id(),
        told: sentence(answer.said().ok_or(threshold), answer.events(), answer.wording()),
        state: answer.state(),
        because: answer.because().to_owned(),
        answered_by: answer.answered_by().to_owned(),
        date: answer.date().to_owned(),
        near: place.is_some_and(|place| answer.neighbourhoods().any(|n| n == place)),
    };
    let mut lines: Vec<AnswerLine> = ledger.of_kind(kind::ANSWER).map(Answer).map(line).collect();
    crate::record::sort(&mut lines, |a, b| (b.near, &b.date).cmp(&(a.near, &a.date)).then_with(|| a.id.cmp(&b.id)));
    lines
}

/// The events at which any note was made, for choosing which to look at.
pub fn events_with_notes(ledger: &Ledger) -> Vec<Event<'_>> {
    events(ledger).into_iter().filter(|e| !of(ledger, e.id()).is_empty()).collect()
}

/// The edits that link a note to what it bears on, besides what is linked already.
pub fn link(note: Id, bears_on: Id) -> Work {
    Work::typed([edit(note, kind::INSIGHT, format!("{}/{bears_on}", f::BEARS), Value::Bool(true))])
}
