//! What people told us: notes at the stall, how many said it, and what became of it. A note is for the office at
//! most; everybody reads an `answer`, whose wording somebody approved.

mod answers;

pub use answers::{AnswerLine, NotApproved, Wording, answers, answers_on, approve, as_published, withdraw_answer};

use super::small::SmallNumbers;
use super::{Here, edit, events, of_event};
use crate::days::Date;
use crate::domain::{Answer, Draft, Event, Insight, fields as f, ids, kind, languages};
use crate::ledger::Ledger;
use crate::ledger::changes::{Cause, Work};
use crate::ledger::pieces::is_hidden;
use crate::personal::{self, Personal};
use crate::record::{Edit, Id};
use crate::words::{count, count_with};
use answers::{add_new, told_words};
use serde_json::Value;

/// A note of what people told us, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// The theme it stands under, such as a topic's word.
    pub theme: String,
    /// Their words.
    pub words: String,
    /// The language they said it in, or empty; kept where its name is known.
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
    /// The note's words, as typed, each with its field: what is kept of them is what was looked through.
    fn texts(&self) -> [(&'static str, &str); 5] {
        [
            (f::THEME, &self.theme),
            (f::WORDS, &self.words),
            (f::LANGUAGE, &self.language),
            (f::SUMMARY, &self.summary),
            (f::TRANSLATED_BY, &self.translated_by),
        ]
    }

    /// What in the note looks like a resident's personal data and is to be taken out, with its words.
    pub fn personal(&self, today: Date) -> Vec<(Personal, String)> {
        self.texts().into_iter().flat_map(|(_, text)| personal::in_note(text, today)).collect()
    }

    /// The name of the language it was said in, or nothing: one that nobody knows is another, see [`languages`].
    fn language_name(&self) -> &'static str {
        if self.language.trim().is_empty() { "" } else { languages::named(&self.language) }
    }

    /// The work that keeps the note on this device. Its time, also the one within its id, says no more than the
    /// hour. `id` is new.
    pub fn keep(&self, ledger: &Ledger, here: Here, id: Id) -> Work {
        let mut draft = Draft::new(ids::without_minute(id), kind::INSIGHT)
            .with(f::EVENT, here.event.to_string())
            .with(f::SAID, self.said.max(1));
        for (field, text) in self.texts() {
            draft.set(field, if field == f::LANGUAGE { self.language_name() } else { text.trim() });
        }
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
    /// What the notes say, in English, each once with its own number.
    pub says: Vec<Saying>,
    /// The answer, once there is one.
    pub answer: Option<Id>,
}

/// Something that was said, in one wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// The words in English; empty where none were noted.
    pub words: String,
    /// How many people said just this.
    pub people: u64,
    /// The events they said it at.
    pub events: Vec<Id>,
}

impl Voice {
    /// "7 people at 3 events said …" for each thing that was said, as the office reads it; above several, all of them
    /// together.
    pub fn sentences(&self) -> Vec<String> {
        let exact = |people| count("event.told.people", usize::try_from(people).unwrap_or(usize::MAX));
        let mut sentences = self.said(&exact);
        if sentences.len() > 1 {
            let people = exact(self.people);
            let events = usize::try_from(self.events).unwrap_or(usize::MAX);
            sentences.insert(0, count_with("event.told.inAll", events, &[("people", &people)]));
        }
        sentences
    }

    /// The same as it may leave the office: "fewer than 8 people", "about 10 people".
    pub fn sentences_hiding(&self, small: &SmallNumbers) -> Vec<String> {
        self.said(&|people| small.people(people))
    }

    fn said(&self, people: &dyn Fn(u64) -> String) -> Vec<String> {
        let one = |saying: &Saying| {
            let what = if saying.words.is_empty() { &self.theme } else { &saying.words };
            told_words(&people(saying.people), saying.events.len() as u64, what)
        };
        self.says.iter().map(one).collect()
    }
}

/// What people told us, over all events, most people first.
pub fn voices(ledger: &Ledger) -> Vec<Voice> {
    let mut voices: Vec<(Voice, Vec<Id>)> = Vec::new();
    // What is hidden on this device is in no list and no paper made on it.
    for note in ledger.of_kind(kind::INSIGHT).map(Insight).filter(|note| !is_hidden(ledger, *note)) {
        let answer = note.answer().filter(|id| ledger.live(*id, kind::ANSWER).is_some());
        let bears_on = note.bears_on();
        let same = |voice: &Voice| match (answer, voice.answer) {
            // Notes without a theme have nothing in common but that.
            (None, None) => !voice.theme.is_empty() && voice.theme == note.theme() && voice.bears_on == bears_on,
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
        let known = voice.says.iter().position(|said| said.words == words).unwrap_or_else(|| {
            voice.says.push(Saying { words: words.to_owned(), people: 0, events: Vec::new() });
            voice.says.len() - 1
        });
        for saying in voice.says.iter_mut().skip(known).take(1) {
            saying.people += note.said();
            note.event().into_iter().for_each(|id| add_new(&mut saying.events, id));
        }
        bears_on.into_iter().for_each(|id| add_new(&mut voice.bears_on, id));
        note.event().into_iter().for_each(|id| add_new(events, id));
        voice.events = events.len() as u64;
    }
    let mut voices: Vec<Voice> = voices.into_iter().map(|(voice, _)| voice).collect();
    voices.iter_mut().for_each(|voice| voice.says.sort_by_key(|said| std::cmp::Reverse(said.people)));
    voices.sort_by(|a, b| b.people.cmp(&a.people).then_with(|| a.theme.cmp(&b.theme)));
    voices
}

/// What nobody has answered yet: the board's list.
pub fn unanswered(ledger: &Ledger) -> Vec<Voice> {
    voices(ledger).into_iter().filter(|voice| voice.answer.is_none()).collect()
}

/// What people told us that bears on an action or risk.
pub fn voices_on(ledger: &Ledger, record: Id) -> Vec<Voice> {
    voices(ledger).into_iter().filter(|voice| voice.bears_on.contains(&record)).collect()
}

/// The events at which any note was made, for choosing which to look at.
pub fn events_with_notes(ledger: &Ledger) -> Vec<Event<'_>> {
    events(ledger).into_iter().filter(|e| !of(ledger, e.id()).is_empty()).collect()
}

/// Puts notes under one theme and links them to just these actions and risks. Where they are answered, the answer
/// bears on the same from then on.
pub fn sort_notes(ledger: &Ledger, notes: &[Id], theme: &str, bears_on: &[Id]) -> Work {
    let mut edits: Vec<Edit> = Vec::new();
    let mut answered: Vec<Id> = Vec::new();
    for note in ledger.of_kind(kind::INSIGHT).map(Insight).filter(|n| notes.contains(&n.id())) {
        if note.theme() != theme.trim() {
            edits.push(edit(note.id(), kind::INSIGHT, f::THEME, theme.trim()));
        }
        let (before, member) = (note.bears_on(), |on: &Id| format!("{}/{on}", f::BEARS));
        let new = bears_on.iter().filter(|on| !before.contains(on));
        edits.extend(new.map(|on| edit(note.id(), kind::INSIGHT, member(on), true)));
        let gone = before.iter().filter(|on| !bears_on.contains(on));
        edits.extend(gone.map(|on| edit(note.id(), kind::INSIGHT, member(on), Value::Null)));
        note.answer().into_iter().for_each(|id| add_new(&mut answered, id));
    }
    for answer in answered.into_iter().filter_map(|id| ledger.live(id, kind::ANSWER)).map(Answer) {
        edits.extend(answers::bears(answer.id(), Some(answer), bears_on));
    }
    Work::typed(edits)
}

/// Whether a note was said in another language than English, and nobody has put it into English yet.
pub fn lacks_english(note: Insight<'_>) -> bool {
    let language = note.language().trim();
    !language.is_empty() && !language.eq_ignore_ascii_case("english") && note.summary().trim().is_empty()
}

/// The work that puts a note into English.
pub fn put_into_english(note: Id, summary: &str, by: &str) -> Work {
    let put = |field: &str, text: &str| edit(note, kind::INSIGHT, field, text.trim());
    Work::typed([put(f::SUMMARY, summary), put(f::TRANSLATED_BY, by)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::{self, Shape};

    #[test]
    fn every_text_that_is_kept_or_published_is_looked_through() {
        let declared = |kind: &str| {
            let fields = kinds::find(kind).into_iter().flat_map(|kind| kind.fields);
            fields.filter(|field| matches!(field.shape, Shape::Text(_))).map(|field| field.name).collect::<Vec<_>>()
        };
        assert_eq!(Note::default().texts().map(|(field, _)| field), *declared(kind::INSIGHT));
        let record = crate::record::Record::new(Id::from_bytes([1; 16]), kind::ANSWER);
        assert_eq!(Wording::of(Answer(&record)).texts().map(|(field, _)| field), *declared(kind::ANSWER));
    }
}
