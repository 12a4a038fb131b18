//! A reply pasted from an e-mail, as answers: headings by number and title, labelled lines, figures by their
//! measure's name. Quoted lines are the message that was answered; but somebody may have written between them.
//!
//! Every line that is not quoted and not a sentence of our own letter is in an answer or is left over.

use super::answers::{Answers, Figure, Match, Place, Via};
use super::known::Known;
use super::letter::{chaser, letter};
use super::mail::{begins_older_message, says_who_wrote};
use super::refuse::Refused;
use crate::days::date;
use crate::domain::ids::normal_words;
use crate::record::Id;
use crate::words::say;
use std::collections::{BTreeMap, BTreeSet};

/// The most bytes a reply may have.
const MAX_REPLY_BYTES: usize = 2 * 1024 * 1024;
/// A heading that a mail program has broken has so many lines at most.
const MAX_LINES: usize = 4;
/// A shorter piece of our own letter may be somebody's own words.
const LEAST_OWN: usize = 25;

/// Which part of an answer lines go to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Update,
    Next,
    When,
    Help,
}

struct Reading<'k> {
    known: &'k Known,
    answers: Answers,
    /// Headings in their plain form.
    headings: BTreeMap<String, Id>,
    /// Numbers of the organisation's actions.
    numbers: BTreeMap<String, Id>,
    /// Whether our letter stands in the reply without signs that quote it; only then are its sentences known.
    copied: bool,
    own_lines: BTreeSet<String>,
    own_text: String,
    labels: Vec<(String, Label)>,
    current: Option<Id>,
    part: Part,
    /// Why lines are left over here; nothing where they belong to an answer.
    leaving: Option<&'static str>,
    /// Lines that are left over together, and where they begin.
    left: (usize, Vec<String>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    By,
    Date,
    Rating,
    Part(Part),
}

/// Reads a reply of an organisation (the sender's, where it is known).
pub fn read_reply(text: &str, known: &Known, organisation: Option<Id>) -> Result<Answers, Refused> {
    if text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    if text.len() > MAX_REPLY_BYTES {
        return Err(Refused::TooLarge);
    }
    let mut reading = Reading::new(known, organisation);
    let lines: Vec<&str> = text.lines().collect();
    let fresh: Vec<&str> = lines.iter().map(|l| unquoted(l)).filter(|(_, quoted)| !quoted).map(|(l, _)| l).collect();
    reading.copied = normal_words(&fresh.join(" ")).contains(&normal_words(&say("forms.letter.byReply")));
    let mut at = 0;
    while at < lines.len() {
        let rest = lines.get(at..).unwrap_or_default();
        at += reading.step(rest, at + 1).max(1);
    }
    reading.flush();
    for answer in &mut reading.answers.answers {
        for part in [&mut answer.update, &mut answer.next_step, &mut answer.by_when, &mut answer.help] {
            *part = part.trim().to_owned();
        }
    }
    Ok(reading.answers.finish(known))
}

/// A line without the signs that quote it, and whether it had any.
fn unquoted(line: &str) -> (&str, bool) {
    let content = line.trim_start_matches(['>', ' ', '\t', '\u{a0}']);
    let signs = line.get(..line.len() - content.len()).unwrap_or_default();
    (content.trim_end(), signs.contains('>'))
}

/// A heading without what people put around it.
fn bare(words: &str) -> String {
    normal_words(words.trim_matches(['*', '#', '=', '_', '\u{2022}', ' ', '\t']).trim_start_matches("- "))
}

impl<'k> Reading<'k> {
    fn new(known: &'k Known, organisation: Option<Id>) -> Reading<'k> {
        let own = known.actions_of(organisation);
        let mut headings: BTreeMap<String, Option<Id>> = BTreeMap::new();
        for action in &known.actions {
            for words in [action.heading(), action.title.clone()] {
                // Where two actions have one heading, those of the sender count; else nobody can say.
                let found = known.by_heading(&words, &own);
                headings.insert(bare(&words), found);
            }
        }
        let mine = known.actions.iter().filter(|a| own.contains(&a.id) && !a.number.trim().is_empty());
        let numbers = mine.map(|a| (normal_words(&a.number), a.id)).collect();
        let form = known.forms.iter().find(|f| Some(f.organisation) == organisation);
        let letters = form.map(|f| [letter(f).body, chaser(f, date(1, 1, 1)).body].join("\n")).unwrap_or_default();
        let mut labels = vec![
            (say("forms.label.by"), Label::By),
            (say("forms.label.date"), Label::Date),
            (say("forms.label.update"), Label::Part(Part::Update)),
            (say("forms.label.next"), Label::Part(Part::Next)),
            (say("forms.label.when"), Label::Part(Part::When)),
            (say("forms.label.help"), Label::Part(Part::Help)),
            (say("forms.label.rating"), Label::Rating),
        ];
        for (key, label) in [
            ("forms.reply.rating", Label::Rating),
            ("forms.reply.update", Label::Part(Part::Update)),
            ("forms.reply.next", Label::Part(Part::Next)),
            ("forms.reply.when", Label::Part(Part::When)),
            ("forms.reply.help", Label::Part(Part::Help)),
        ] {
            labels.extend(say(key).split(',').map(|name| (name.trim().to_owned(), label)));
        }
        let mut answers = Answers::new(Via::Reply);
        answers.organisation = organisation;
        Reading {
            known,
            answers,
            headings: headings.into_iter().filter_map(|(words, id)| Some((words, id?))).collect(),
            numbers,
            copied: false,
            own_lines: letters.lines().map(normal_words).collect(),
            own_text: normal_words(&letters),
            labels: labels.into_iter().map(|(name, label)| (normal_words(&name), label)).collect(),
            current: None,
            part: Part::Update,
            leaving: Some("forms.why.greeting"),
            left: (0, Vec::new()),
        }
    }

    /// Takes the next line, or the next few; says how many.
    fn step(&mut self, rest: &[&str], number: usize) -> usize {
        if let Some((action, taken)) = self.heading(rest) {
            self.begin(action);
            return taken;
        }
        let (line, quoted) = unquoted(rest.first().copied().unwrap_or_default());
        if let Some(taken) = says_who_wrote(rest) {
            return taken;
        }
        if quoted {
            return 1;
        }
        if begins_older_message(rest) {
            self.flush();
            (self.current, self.leaving) = (None, Some("forms.why.older"));
            // The lines that say from whom and to whom it is.
            let head = |l: &&&str| l.trim_start().starts_with("--") || l.contains(':');
            return rest.iter().take(8).take_while(head).count();
        }
        if line.is_empty() {
            self.part = Part::Update;
            self.add("", number);
            return 1;
        }
        let plain = normal_words(line);
        let own = self.own_lines.contains(&plain) || (plain.len() >= LEAST_OWN && self.own_text.contains(&plain));
        if self.copied && own && !plain.is_empty() {
            return 1;
        }
        if ends_letter(&plain, line) {
            self.flush();
            self.leaving = Some("forms.why.signature");
        }
        if self.leaving != Some("forms.why.signature") && self.labelled(line, number) {
            return 1;
        }
        if let Some((action, words)) = self.heading_before_words(line) {
            self.begin(action);
            self.add(&words, number);
            return 1;
        }
        self.add(line, number);
        1
    }

    /// The action whose heading these lines begin with: on one line, or broken over a few.
    fn heading(&self, rest: &[&str]) -> Option<(Id, usize)> {
        let mut words = String::new();
        let first = unquoted(rest.first()?).1;
        for (at, line) in rest.iter().take(MAX_LINES).enumerate() {
            let (content, quoted) = unquoted(line);
            if quoted != first || content.is_empty() || words.len() > 1000 {
                break;
            }
            words = format!("{words} {content}");
            let plain = bare(&words);
            let number = self.numbers.get(plain.trim_end_matches([')', ' '])).filter(|_| at == 0 && !quoted);
            if let Some(id) = self.headings.get(&plain).or(number) {
                return Some((*id, at + 1));
            }
        }
        None
    }

    /// "1.2: we opened two hubs": a number of ours that is no number of a list, or a title, and then words.
    fn heading_before_words(&self, line: &str) -> Option<(Id, String)> {
        let line = line.trim_start_matches(['*', '#', '\u{2022}', ' ']);
        let marks = [": ", " - ", " \u{2013} ", " \u{2014} ", ") "];
        let (head, words) = marks.iter().filter_map(|m| line.split_once(m)).min_by_key(|(head, _)| head.len())?;
        let plain = bare(head);
        let number = self.numbers.get(&plain).filter(|_| plain.contains(|c: char| !c.is_ascii_digit()));
        let id = self.headings.get(&plain).or(number)?;
        Some((*id, words.trim().to_owned()))
    }

    fn begin(&mut self, action: Id) {
        self.flush();
        (self.current, self.part, self.leaving) = (Some(action), Part::Update, None);
    }

    /// A line such as "Next step: …", or a rating's name alone. Whether it was one.
    fn labelled(&mut self, line: &str, number: usize) -> bool {
        let line = line.trim_start_matches(['*', '-', '\u{2022}', ' ']);
        let place = Place::Line(number);
        let (label, words) = line.split_once(':').map_or((line, ""), |(l, w)| (l, w.trim_matches(['*', ' '])));
        let plain = normal_words(label.trim_matches(['*', ' ']));
        let found = self.labels.iter().find(|(name, _)| *name == plain).map(|(_, label)| *label);
        let Some(action) = self.current else {
            return match found.filter(|_| !words.is_empty()) {
                Some(Label::By) => keep(&mut self.answers.filled_in_by, words),
                Some(Label::Date) => keep(&mut self.answers.date_words, words),
                _ => false,
            };
        };
        if !line.contains(':') {
            let rating = self.known.scale.0.iter().find(|r| normal_words(&r.name) == plain).map(|r| r.key.clone());
            let answer = self.answer(action, number);
            return match (rating, answer) {
                (Some(key), Some(answer)) if answer.rating.is_none() => {
                    answer.rating = Some(key);
                    true
                }
                _ => false,
            };
        }
        match found {
            Some(Label::Rating) => {
                let rating = self.known.scale.read(words).map(|r| r.key.clone());
                let free = self.answer(action, number).filter(|a| a.rating.is_none());
                match (rating, free) {
                    (Some(key), Some(answer)) => answer.rating = Some(key),
                    (Some(_), None) => self.answers.leave(place, line, "forms.why.twice"),
                    (None, _) if words.is_empty() => {}
                    (None, _) => self.answers.leave(place, line, "forms.why.rating"),
                }
                true
            }
            Some(Label::Part(part)) => {
                self.part = part;
                if !words.is_empty() {
                    self.add(words, number);
                }
                true
            }
            Some(Label::By | Label::Date) => false,
            None => self.figure(action, label, words, number),
        }
    }

    fn figure(&mut self, action: Id, label: &str, words: &str, number: usize) -> bool {
        let measure = self.known.measure_named(label, Some(action)).filter(|_| !words.is_empty());
        let Some(measure) = measure else { return false };
        let figure = Figure { measure: Some(measure.id), name: measure.name.clone(), value: words.to_owned() };
        self.answer(action, number).into_iter().for_each(|a| a.figures.push(figure.clone()));
        true
    }

    fn answer(&mut self, action: Id, number: usize) -> Option<&mut super::Answer> {
        let heading = self.known.action(action).map(|a| a.heading()).unwrap_or_default();
        self.answers.for_action(action, Match::Title, &heading, &Place::Line(number))
    }

    /// Adds a line to where lines go now.
    fn add(&mut self, line: &str, number: usize) {
        let Some(action) = self.current.filter(|_| self.leaving.is_none()) else {
            if self.left.1.is_empty() {
                self.left.0 = number;
            }
            self.left.1.push(line.to_owned());
            return;
        };
        let part = self.part;
        let Some(answer) = self.answer(action, number) else { return };
        let to = match part {
            Part::Update => &mut answer.update,
            Part::Next => &mut answer.next_step,
            Part::When => &mut answer.by_when,
            Part::Help => &mut answer.help,
        };
        // One empty line is enough.
        if !(line.is_empty() && (to.is_empty() || to.ends_with("\n\n"))) {
            to.push_str(line);
            to.push('\n');
        }
    }

    /// Leaves the lines that were gathered.
    fn flush(&mut self) {
        let (number, lines) = std::mem::take(&mut self.left);
        let why = self.leaving.unwrap_or("forms.why.outside");
        self.answers.leave(Place::Line(number), &lines.join("\n"), why);
    }
}

/// Takes words where there are none yet; whether it did.
fn keep(to: &mut String, words: &str) -> bool {
    let free = to.is_empty();
    if free {
        words.clone_into(to);
    }
    free
}

/// Whether a line begins the end of a letter.
fn ends_letter(plain: &str, line: &str) -> bool {
    let closing = say("forms.reply.closing");
    let mut closings = closing.split(',').map(str::trim);
    line == "--"
        || line == "\u{2014}"
        || (plain.len() <= 40 && closings.any(|c| plain == c || plain.starts_with(&format!("{c},"))))
}
