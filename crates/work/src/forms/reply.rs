//! A reply pasted from an e-mail, as answers: headings by number and title, labelled lines, figures by their
//! measure's name. What each line is (somebody's words, a line of our letter, an older message) is told before.
//!
//! Every line is in an answer, in the letter that we sent, or left over.

use super::answers::{Answers, Figure, Match, Place, Via};
use super::headings::Headings;
use super::known::Known;
use super::labels::{Label, Labels, Part};
use super::lines::{Tag, tags, unquoted};
use super::older::{is_app_line, is_rule};
use super::refuse::Refused;
use super::sent::Sent;
use crate::domain::ids::normal_words;
use crate::record::Id;
use crate::words::say;

/// The most bytes a reply may have.
const MAX_REPLY_BYTES: usize = 2 * 1024 * 1024;

struct Reading<'k> {
    known: &'k Known,
    answers: Answers,
    headings: Headings,
    sent: Sent,
    labels: Labels,
    current: Option<Id>,
    part: Part,
    /// Right under a heading, where our letter says what was said last.
    under: bool,
    /// After a label that asks for a rating and has none behind it.
    rates: bool,
    /// Why lines are left over here; nothing where they belong to an answer.
    leaving: Option<&'static str>,
    /// Lines that are left over together, and where they begin.
    left: (usize, Vec<String>),
    /// The same of older messages, within which an answer may go on.
    older: (usize, Vec<String>),
}

/// Reads a reply of an organisation (the sender's, where it is known).
///
/// # Errors
/// There is nothing in it, or it is larger than any reply.
pub fn read_reply(text: &str, known: &Known, organisation: Option<Id>) -> Result<Answers, Refused> {
    if text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    if text.len() > MAX_REPLY_BYTES {
        return Err(Refused::TooLarge);
    }
    let mut reading = Reading::new(known, organisation);
    let lines: Vec<&str> = text.lines().collect();
    let tags = {
        let headings = &reading.headings;
        tags(&lines, &reading.sent, &|rest| headings.at(rest).map(|(_, taken)| taken))
    };
    let mut at = 0;
    while let Some(tag) = tags.get(at) {
        at += reading.step(*tag, lines.get(at..).unwrap_or_default(), at + 1).max(1);
    }
    reading.flush();
    reading.flush_older();
    reading.answers.leftovers.sort_by_key(|left| match left.place {
        Place::Line(number) => number,
        _ => usize::MAX,
    });
    for answer in &mut reading.answers.answers {
        for part in [&mut answer.update, &mut answer.next_step, &mut answer.by_when, &mut answer.help] {
            *part = part.trim().to_owned();
        }
    }
    Ok(reading.answers.finish(known))
}

impl<'k> Reading<'k> {
    fn new(known: &'k Known, organisation: Option<Id>) -> Reading<'k> {
        let mut answers = Answers::new(Via::Reply);
        answers.organisation = organisation;
        Reading {
            known,
            answers,
            headings: Headings::of(known, organisation),
            sent: Sent::of(known, organisation),
            labels: Labels::known(),
            current: None,
            part: Part::Update,
            under: false,
            rates: false,
            leaving: Some("forms.why.greeting"),
            left: (0, Vec::new()),
            older: (0, Vec::new()),
        }
    }

    /// Takes the next line, or the next few; says how many.
    fn step(&mut self, tag: Tag, rest: &[&str], number: usize) -> usize {
        let whole = rest.first().copied().unwrap_or_default();
        let (line, quoted) = unquoted(whole);
        if !matches!(tag, Tag::Older | Tag::Gone) && !line.is_empty() {
            self.flush_older();
        }
        match tag {
            Tag::Shut => return 1,
            Tag::Head => {
                self.end("forms.why.older");
                return 1;
            }
            Tag::Older | Tag::Gone => {
                if tag == Tag::Gone {
                    self.end("forms.why.older");
                }
                if self.older.1.is_empty() {
                    self.older.0 = number;
                }
                self.older.1.push(line.to_owned());
                return 1;
            }
            Tag::Own | Tag::Words => {}
        }
        if let Some((action, taken)) = self.headings.at(rest) {
            self.begin(action);
            return taken;
        }
        if tag == Tag::Own {
            if self.sent.ends(line) {
                self.end("forms.why.after");
            }
            return 1;
        }
        if line.is_empty() || is_rule(line) {
            self.part = Part::Update;
            self.add("", number);
            return 1;
        }
        let under = std::mem::take(&mut self.under) && self.sent.under_heading(line);
        if under {
            self.under = true;
            return 1;
        }
        self.words(if quoted { whole.trim() } else { line }, number);
        1
    }

    /// A line of somebody's own words.
    fn words(&mut self, line: &str, number: usize) {
        if ends_letter(&normal_words(line), line) {
            self.flush();
            self.leaving = Some("forms.why.signature");
        }
        if self.leaving != Some("forms.why.signature") && self.labelled(line, number) {
            return;
        }
        if let Some((action, words)) = self.headings.before_words(line) {
            self.begin(action);
            if !self.labelled(&words, number) {
                self.add(&words, number);
            }
            return;
        }
        self.add(line, number);
    }

    fn begin(&mut self, action: Id) {
        self.flush();
        (self.current, self.part, self.leaving) = (Some(action), Part::Update, None);
        (self.under, self.rates) = (true, false);
    }

    /// From here on, lines belong to no action.
    fn end(&mut self, why: &'static str) {
        self.flush();
        (self.current, self.leaving, self.under) = (None, Some(why), false);
    }

    /// A line such as "Next step: …", or a rating's name alone. Whether it was one.
    fn labelled(&mut self, line: &str, number: usize) -> bool {
        let line = line.trim_start_matches(['*', '-', '\u{2022}', '\u{b7}', ' ']);
        let found = self.labels.split(line);
        let asked = std::mem::take(&mut self.rates);
        let Some(action) = self.current else {
            return match found.filter(|(_, words)| !words.is_empty()) {
                Some((Label::By, words)) => keep(&mut self.answers.filled_in_by, words),
                Some((Label::Date, words)) => keep(&mut self.answers.date_words, words),
                _ => false,
            };
        };
        match found {
            Some((Label::Rating, words)) => {
                self.rates = words.is_empty();
                self.rate(action, words, line, number);
                true
            }
            Some((Label::Part(part), words)) => {
                self.part = part;
                if !words.is_empty() {
                    self.add(words, number);
                }
                true
            }
            Some((Label::By | Label::Date, _)) => false,
            None => self.rated_alone(action, line, asked, number) || self.figure(action, line, number),
        }
    }

    /// What stands after a label that asks for a rating.
    fn rate(&mut self, action: Id, words: &str, line: &str, number: usize) {
        let rating = self.known.scale.read(words).map(|r| r.key.clone());
        let free = self.answer(action, number).filter(|a| a.rating.is_none());
        match (rating, free) {
            (Some(key), Some(answer)) => answer.rating = Some(key),
            (Some(_), None) => self.answers.leave(Place::Line(number), line, "forms.why.twice"),
            (None, _) if words.is_empty() => {}
            (None, _) => self.answers.leave(Place::Line(number), line, "forms.why.rating"),
        }
    }

    /// A line that is a rating's name and nothing else; under a label that asks for one, also its colour.
    fn rated_alone(&mut self, action: Id, line: &str, asked: bool, number: usize) -> bool {
        let plain = normal_words(line.trim_matches(['*', ' ']));
        let named = self.known.scale.0.iter().find(|r| normal_words(&r.name) == plain);
        let coloured = || self.known.scale.read(line.trim_matches(['*', ' '])).filter(|_| asked);
        let Some(key) = named.or_else(coloured).map(|r| r.key.clone()) else { return false };
        let free = self.answer(action, number).filter(|a| a.rating.is_none());
        free.map(|answer| answer.rating = Some(key)).is_some()
    }

    fn figure(&mut self, action: Id, line: &str, number: usize) -> bool {
        let Some((label, words)) = line.split_once(':') else { return false };
        let (label, words) = (label.trim_matches(['*', ' ']), words.trim_matches(['*', ' ']));
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

    /// Leaves the lines of an older message that were gathered.
    fn flush_older(&mut self) {
        let (number, lines) = std::mem::take(&mut self.older);
        self.answers.leave(Place::Line(number), &lines.join("\n"), "forms.why.older");
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
        || is_app_line(line)
        || (plain.len() <= 40 && closings.any(|c| plain == c || plain.starts_with(&format!("{c},"))))
}
