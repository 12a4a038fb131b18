//! A document as answers: boxes by their marks, else by the label beside them and the heading above; whatever
//! is neither an answer nor one of the form's own sentences is left for a person to look at.

use super::document::{Cell, Document, Item, Paragraph};
use super::made_for::check;
use crate::domain::ids::normal_words;
use crate::forms::answers::{Answers, Figure, Match, Place, Via};
use crate::forms::known::Known;
use crate::forms::marks::{About, Mark, about_from, without_digits};
use crate::forms::refuse::Refused;
use crate::record::Id;
use crate::words::say;

/// What Word shows in an empty control after somebody wrote there and took it out again.
const WORDS_OWN: [&str; 4] = [
    "Click or tap here to enter text.",
    "Click here to enter text.",
    "Choose an item.",
    "Click or tap to enter a date.",
];

struct Reading<'k> {
    known: &'k Known,
    about: About,
    answers: Answers,
    /// The action under whose heading we are, and the actions that were asked about.
    section: Option<Id>,
    own_actions: Vec<Id>,
    tables: usize,
    /// How many boxes and headings of ours were found.
    found: usize,
    by_title: bool,
    here: Vec<String>,
}

/// Reads a document.
pub(super) fn understand(document: Document, known: &Known) -> Result<Answers, Refused> {
    let mut about = about_from(&document.properties);
    check(&about, known)?;
    let says = about.partnership.is_some();
    let form = about.print();
    if about.own.is_empty() {
        let forms = known.forms.iter().filter(|f| about.organisation.is_none_or(|o| o == f.organisation));
        forms.for_each(|f| about.own.extend(crate::forms::docx::own(f)));
    }
    let mut answers = Answers::new(Via::Document);
    (answers.partnership, answers.plan) = (about.partnership, about.plan);
    (answers.organisation, answers.issue, answers.form) = (about.organisation, about.issue, form);
    let own_actions = known.actions_of(about.organisation);
    let mut here = vec![say("forms.here.write"), say("forms.here.choose")];
    here.extend(WORDS_OWN.map(str::to_owned));
    let mut reading =
        Reading { known, about, answers, section: None, own_actions, tables: 0, found: 0, by_title: false, here };
    for item in document.items {
        match item {
            Item::Paragraph(paragraph) => reading.paragraph(&paragraph),
            Item::Table(rows) => reading.table(&rows),
        }
    }
    for (what, words) in document.beside {
        let own = reading.about.is_own(&words) || reading.about.is_own(&without_digits(&words));
        if !own {
            reading.answers.leave(Place::Beside(what.to_owned()), &words, "forms.why.beside");
        }
    }
    if !says && reading.found == 0 {
        return Err(Refused::NoForm);
    }
    if !says {
        reading.answers.remarks.push(say("forms.remark.noAbout"));
    }
    if reading.by_title {
        reading.answers.remarks.push(say("forms.remark.noMarks"));
    }
    Ok(reading.answers.finish(known))
}

impl Reading<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let place = Place::Paragraph(paragraph.number);
        self.pictures(paragraph, &place);
        let text = paragraph.text.trim();
        if let Some(mark) = paragraph.marks.first() {
            let words = self.written(std::slice::from_ref(paragraph));
            self.field(*mark, &words, &place, Match::Mark);
            return;
        }
        if text.is_empty() {
            return;
        }
        if let Some(action) = self.known.by_heading(text, &self.own_actions) {
            self.section = Some(action);
            self.found += 1;
        } else if !self.about.is_own(text) {
            self.answers.leave(place, text, "forms.why.outside");
        }
    }

    fn pictures(&mut self, paragraph: &Paragraph, place: &Place) {
        for _ in 0..paragraph.pictures {
            self.answers.leave(place.clone(), &say("forms.picture"), "forms.why.picture");
        }
    }

    /// A line without the words that stood in the box before: who types beside them leaves them there.
    fn without_prompt<'t>(&self, text: &'t str) -> &'t str {
        let cut = |h: &String| text.strip_prefix(h.as_str()).or_else(|| text.strip_suffix(h.as_str()));
        self.here.iter().find_map(cut).unwrap_or(text).trim()
    }

    /// What somebody wrote in a box, without the words that stood there before.
    fn written(&self, cell: &[Paragraph]) -> String {
        let texts = cell.iter().map(|p| p.text.trim()).filter(|t| !self.here.iter().any(|h| h == t));
        let texts = texts.map(|t| self.without_prompt(t));
        texts.collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    fn table(&mut self, rows: &[Vec<Cell>]) {
        self.tables += 1;
        for (at, row) in rows.iter().enumerate() {
            let place = Place::TableRow(self.tables, at + 1);
            for paragraph in row.iter().flatten() {
                self.pictures(paragraph, &place);
            }
            let marked = row.iter().flatten().any(|p| !p.marks.is_empty());
            if marked {
                self.marked_row(row, &place);
            } else if !self.labelled_row(row, &place) {
                let words: Vec<String> = row.iter().map(|cell| plain(cell)).filter(|w| !w.is_empty()).collect();
                let own = |w: &String| w.lines().all(|l| self.about.is_own(l)) || self.here.contains(w);
                if !words.iter().all(own) {
                    self.answers.leave(place, &words.join(" | "), "forms.why.row");
                }
            }
        }
    }

    fn marked_row(&mut self, row: &[Cell], place: &Place) {
        for cell in row {
            let mut marks: Vec<Mark> = cell.iter().flat_map(|p| p.marks.iter().copied()).collect();
            marks.dedup();
            match marks.first() {
                Some(mark) => {
                    let words = self.written(cell);
                    self.field(*mark, &words, place, Match::Mark);
                }
                None => {
                    let lines = cell.iter().map(|p| p.text.trim()).filter(|t| !self.about.is_own(t));
                    let changed: Vec<&str> = lines.filter(|t| !t.is_empty()).collect();
                    if !changed.is_empty() {
                        let words = changed.join("\n");
                        self.answers.leave(place.clone(), &words, "forms.why.changed");
                    }
                }
            }
        }
    }

    /// A row whose marks are gone: what its label and the heading above say. Whether it is one.
    fn labelled_row(&mut self, row: &[Cell], place: &Place) -> bool {
        let [label, .., value] = row else { return false };
        let label = normal_words(&plain(label));
        let value = self.written(value);
        let is = |key: &str| normal_words(&say(key)) == label;
        let mark = match self.section {
            _ if is("forms.label.by") => Mark::By,
            _ if is("forms.label.date") => Mark::Date,
            Some(id) if is("forms.label.update") => Mark::Update(id),
            Some(id) if is("forms.label.rating") => Mark::Rating(id),
            Some(id) if is("forms.label.next") => Mark::Next(id),
            Some(id) if is("forms.label.when") => Mark::When(id),
            Some(id) if is("forms.label.help") => Mark::Help(id),
            section => match self.known.measure_named(&label, section) {
                Some(measure) if section.is_some() && row.len() == 3 => Mark::Figure(measure.id),
                _ => return false,
            },
        };
        self.by_title |= !value.is_empty();
        // What stands between the label and the box is the form's own, or somebody changed it.
        let between = row.get(1..row.len() - 1).unwrap_or_default();
        for words in between.iter().map(|cell| plain(cell)) {
            if !words.lines().all(|l| self.about.is_own(l)) {
                self.answers.leave(place.clone(), &words, "forms.why.changed");
            }
        }
        self.field(mark, &value, place, Match::Title);
        true
    }

    fn field(&mut self, mark: Mark, words: &str, place: &Place, matched: Match) {
        self.found += 1;
        let (action, measure) = match mark {
            Mark::By | Mark::Date => (None, None),
            Mark::Figure(id) => {
                let measure = self.known.measure(id);
                let here = self.section.filter(|s| measure.is_some_and(|m| m.actions.contains(s)));
                (here.or_else(|| measure?.actions.first().copied()), measure)
            }
            Mark::Action(id)
            | Mark::Update(id)
            | Mark::Rating(id)
            | Mark::Next(id)
            | Mark::When(id)
            | Mark::Help(id) => {
                let known = self.known.action(id).map(|a| a.id);
                self.section = known.or(self.section);
                (known, None)
            }
        };
        if words.is_empty() {
            return;
        }
        if matches!(mark, Mark::By | Mark::Date) {
            let to = if mark == Mark::By { &mut self.answers.filled_in_by } else { &mut self.answers.date_words };
            if to.is_empty() || to == words {
                words.clone_into(to);
            } else {
                self.answers.leave(place.clone(), words, "forms.why.twice");
            }
            return;
        }
        let heading = action.and_then(|id| self.known.action(id)).map(|a| a.heading()).unwrap_or_default();
        let rating = self.known.scale.read(words).map(|r| r.key.clone());
        let found = action.and_then(|id| self.answers.for_action(id, matched, &heading, place));
        let Some(answer) = found else {
            self.answers.leave(place.clone(), words, "forms.why.notInPlan");
            return;
        };
        let to = match mark {
            Mark::Update(_) => &mut answer.update,
            Mark::Next(_) => &mut answer.next_step,
            Mark::When(_) => &mut answer.by_when,
            Mark::Help(_) => &mut answer.help,
            Mark::Figure(id) => {
                let name = measure.map(|m| m.name.clone()).unwrap_or_default();
                answer.figures.push(Figure { measure: Some(id), name, value: words.to_owned() });
                return;
            }
            Mark::Rating(_) => {
                match rating {
                    Some(key) if answer.rating.as_ref().is_none_or(|r| *r == key) => answer.rating = Some(key),
                    Some(_) => self.answers.leave(place.clone(), words, "forms.why.twice"),
                    None => self.answers.leave(place.clone(), words, "forms.why.rating"),
                }
                return;
            }
            Mark::Action(_) | Mark::By | Mark::Date => return,
        };
        if to.is_empty() || to == words {
            words.clone_into(to);
        } else {
            self.answers.leave(place.clone(), words, "forms.why.twice");
        }
    }
}

/// A cell's words, a paragraph a line.
fn plain(cell: &[Paragraph]) -> String {
    let texts = cell.iter().map(|p| p.text.trim()).filter(|t| !t.is_empty());
    texts.collect::<Vec<_>>().join("\n")
}
