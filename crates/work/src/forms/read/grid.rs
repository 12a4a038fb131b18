//! A workbook as answers: rows by their marks, else by number and title; columns by their headings. Rows and
//! columns may stand in any order. Whatever is neither an answer nor one of the form's own sentences is
//! left for a person to look at.

use super::made_for::check;
use crate::domain::ids::normal_words;
use crate::forms::answers::{Answer, Answers, Figure, Match, Place, Via};
use crate::forms::known::Known;
use crate::forms::marks::{About, Mark};
use crate::forms::refuse::Refused;
use crate::forms::xlsx::{ACTION_COLUMNS, FIGURE_COLUMNS};
use crate::office::book::{Book, Cell, Sheet, cell_name};
use crate::record::Id;
use crate::words::say;
use std::collections::{BTreeMap, BTreeSet};

/// What a column is: the key of its heading.
struct Columns(BTreeMap<u32, &'static str>);

impl Columns {
    /// The key of the column at this place, if it is one of the form's.
    fn get(&self, at: u32) -> Option<&'static str> {
        self.0.get(&at).copied()
    }
}

/// Which table we are in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    Actions,
    Figures,
}

struct Reading<'k> {
    known: &'k Known,
    /// The headings of the table of actions, and of figures.
    heads: (Heads, Heads),
    about: About,
    answers: Answers,
    seen: BTreeSet<Id>,
    found: usize,
    by_title: bool,
    disagree: bool,
}

/// Whether a sheet holds what the form says about itself.
fn is_marks(sheet: &Sheet) -> bool {
    sheet.rows.values().flatten().any(|c| c.column == 1 && &*c.text == "gt.form")
}

/// What a workbook says about itself, if it is a form.
pub(super) fn about(book: &Book) -> Option<About> {
    let mut about = None;
    for row in book.sheets.iter().filter(|s| is_marks(s)).flat_map(|s| s.rows.values()) {
        let text = |column: u32| row.iter().find(|c| c.column == column).map_or("", |c| &*c.text);
        about.get_or_insert_with(About::default).take(text(1), text(2));
    }
    about
}

/// Reads a workbook.
pub(super) fn understand(book: Book, known: &Known) -> Result<Answers, Refused> {
    let mut about = About::default();
    let (marks, sheets): (Vec<Sheet>, Vec<Sheet>) = book.sheets.into_iter().partition(is_marks);
    let mut rest: Vec<(String, u32, Cell)> = Vec::new();
    for sheet in marks {
        for (number, row) in sheet.rows {
            let text = |column: u32| row.iter().find(|c| c.column == column).map_or("", |c| &*c.text);
            about.take(text(1), text(2));
            let others = row.iter().filter(|c| c.column > 3);
            rest.extend(others.map(|c| (sheet.name.clone(), number, c.clone())));
        }
    }
    check(&about, known)?;
    let says = about.partnership.is_some();
    let form = about.print();
    if about.own.is_empty() {
        let forms = known.forms.iter().filter(|f| about.organisation.is_none_or(|o| o == f.organisation));
        forms.for_each(|f| about.own.extend(crate::forms::xlsx::own(f)));
    }
    let mut answers = Answers::new(Via::Sheet);
    (answers.partnership, answers.plan) = (about.partnership, about.plan);
    (answers.organisation, answers.issue, answers.form) = (about.organisation, about.issue, form);
    let heads = (heads(&ACTION_COLUMNS), heads(&FIGURE_COLUMNS));
    let mut reading =
        Reading { known, heads, about, answers, seen: BTreeSet::new(), found: 0, by_title: false, disagree: false };
    for sheet in &sheets {
        reading.sheet(sheet);
    }
    for (sheet, number, cell) in rest {
        reading.leave_cell(&sheet, number, &cell, "forms.why.outside");
    }
    for (what, words) in book.beside {
        reading.answers.leave(Place::Beside(what.to_owned()), &words, "forms.why.beside");
    }
    for _ in 0..book.pictures {
        reading.answers.leave(Place::Beside("drawing".to_owned()), &say("forms.picture"), "forms.why.picture");
    }
    if !says && reading.found == 0 {
        return Err(Refused::NoForm);
    }
    let remarks = [
        (!says, "forms.remark.noAbout"),
        (reading.by_title, "forms.remark.noMarks"),
        (reading.disagree, "forms.remark.disagree"),
    ];
    reading.answers.remarks.extend(remarks.iter().filter(|(holds, _)| *holds).map(|(_, key)| say(key)));
    Ok(reading.answers.finish(known))
}

/// Headings of columns in their plain form, with their keys.
type Heads = Vec<(String, &'static str)>;

fn heads(columns: &[(&'static str, u32)]) -> Heads {
    columns.iter().map(|(key, _)| (normal_words(&say(key)), *key)).collect()
}

/// Where the columns stand in the form as it is made.
fn usual(columns: &[(&'static str, u32)]) -> Columns {
    Columns((2..).zip(columns).map(|(at, (key, _))| (at, *key)).collect())
}

impl Reading<'_> {
    fn sheet(&mut self, sheet: &Sheet) {
        let mut table: Option<(Table, Columns)> = None;
        for (number, row) in &sheet.rows {
            for cell in row.iter().filter(|c| c.formula) {
                self.leave_cell(&sheet.name, *number, cell, "forms.why.formula");
            }
            if let Some(found) = self.headings(row) {
                for cell in row.iter().filter(|c| found.1.get(c.column).is_none()) {
                    self.leave_unless_own(&sheet.name, *number, cell);
                }
                table = Some(found);
                self.found += 1;
                continue;
            }
            let mark = row.iter().find_map(|c| Mark::read(&c.text));
            let cells: Vec<&Cell> = row.iter().filter(|c| Mark::read(&c.text).is_none()).collect();
            match (mark, &table) {
                (Some(Mark::By | Mark::Date), _) => self.about_person(mark, &sheet.name, *number, &cells),
                (Some(Mark::Action(id)), Some((Table::Actions, columns))) => {
                    self.action(Some(id), columns, &sheet.name, *number, &cells);
                }
                (Some(Mark::Action(id)), _) => {
                    self.action(Some(id), &usual(&ACTION_COLUMNS), &sheet.name, *number, &cells);
                }
                (Some(Mark::Figure(id)), Some((Table::Figures, columns))) => {
                    self.figure(Some(id), columns, &sheet.name, *number, &cells);
                }
                (Some(Mark::Figure(id)), _) => {
                    self.figure(Some(id), &usual(&FIGURE_COLUMNS), &sheet.name, *number, &cells);
                }
                (_, Some((Table::Actions, columns))) => self.action(None, columns, &sheet.name, *number, &cells),
                (_, Some((Table::Figures, columns))) => self.figure(None, columns, &sheet.name, *number, &cells),
                (_, None) => self.about_person(None, &sheet.name, *number, &cells),
            }
        }
    }

    /// The columns that a row of headings names, if it is one.
    fn headings(&self, row: &[Cell]) -> Option<(Table, Columns)> {
        let named = |heads: &Heads| -> Columns {
            let one = |cell: &Cell| {
                let words = normal_words(&cell.text);
                Some((cell.column, heads.iter().find(|(head, _)| *head == words)?.1))
            };
            Columns(row.iter().filter(|c| c.text.len() < 100).filter_map(one).collect())
        };
        let (actions, figures) = (named(&self.heads.0), named(&self.heads.1));
        if actions.0.len() >= 3 && actions.0.len() >= figures.0.len() {
            return Some((Table::Actions, actions));
        }
        (figures.0.len() >= 3).then_some((Table::Figures, figures))
    }

    fn leave_cell(&mut self, sheet: &str, row: u32, cell: &Cell, why: &str) {
        let place = Place::Cell(sheet.to_owned(), cell_name(cell.column, row));
        self.answers.leave(place, &cell.text, why);
    }

    fn leave_unless_own(&mut self, sheet: &str, row: u32, cell: &Cell) {
        if !self.about.is_own(&cell.text) {
            self.leave_cell(sheet, row, cell, "forms.why.outside");
        }
    }

    /// A row above the table: who filled in the form and when, by its mark or its label.
    fn about_person(&mut self, mark: Option<Mark>, sheet: &str, row: u32, cells: &[&Cell]) {
        let labelled = |key: &str| cells.iter().any(|c| normal_words(&c.text) == normal_words(&say(key)));
        let mark = mark.or_else(|| labelled("forms.label.by").then_some(Mark::By));
        let mark = mark.or_else(|| labelled("forms.label.date").then_some(Mark::Date));
        let Some(mark) = mark else {
            cells.iter().for_each(|c| self.leave_unless_own(sheet, row, c));
            return;
        };
        self.found += 1;
        for cell in cells.iter().filter(|c| !self.about.is_own(&c.text)).copied().collect::<Vec<_>>() {
            let to = if mark == Mark::By { &mut self.answers.filled_in_by } else { &mut self.answers.date_words };
            if to.is_empty() {
                cell.text.trim().clone_into(to);
            } else {
                self.leave_cell(sheet, row, cell, "forms.why.twice");
            }
        }
    }

    /// Which action a row is about. What a person saw, its number and title, counts for more than a hidden
    /// mark that somebody's sorting may have left behind.
    fn which(&mut self, marked: Option<Id>, number: &str, title: &str) -> (Option<Id>, Match) {
        let shown = self.known.by_title(number, title);
        let again = marked.is_some_and(|id| !self.seen.insert(id));
        match (marked, shown) {
            (Some(id), Some(shown)) if id == shown => (Some(id), Match::Mark),
            (Some(_), Some(shown)) => {
                self.disagree = true;
                (Some(shown), Match::Title)
            }
            (Some(id), None) if !again && self.known.action(id).is_some() => (Some(id), Match::Mark),
            (None, Some(shown)) => {
                self.by_title = true;
                (Some(shown), Match::Title)
            }
            _ => (None, Match::None),
        }
    }

    fn action(&mut self, marked: Option<Id>, columns: &Columns, sheet: &str, row: u32, cells: &[&Cell]) {
        self.found += usize::from(marked.is_some());
        let of = |key: &str| cells.iter().find(|c| columns.get(c.column) == Some(key)).copied();
        let text = |key: &str| of(key).map(|c| c.text.trim().to_owned()).unwrap_or_default();
        let (number, title) = (text("forms.column.number"), text("forms.column.action"));
        let (action, matched) = self.which(marked, &number, &title);
        self.found += usize::from(action.is_some());
        let place = Place::Row(sheet.to_owned(), row);
        let mut answer = Answer::new(action, matched, format!("{number} {title}").trim(), place);
        answer.update = text("forms.label.update");
        answer.next_step = text("forms.label.next");
        answer.by_when = text("forms.label.when");
        answer.help = text("forms.label.help");
        let mut bad_rating = None;
        if let Some(cell) = of("forms.label.rating") {
            answer.rating = self.known.scale.read(&cell.text).map(|r| r.key.clone());
            bad_rating = answer.rating.is_none().then_some(cell);
        }
        let unsaid = answer.is_blank();
        for cell in cells {
            let key = columns.get(cell.column).unwrap_or_default();
            let why = match key {
                "forms.label.update" | "forms.label.next" | "forms.label.when" | "forms.label.help" => continue,
                "forms.label.rating" if bad_rating.is_none() => continue,
                "forms.label.rating" => "forms.why.rating",
                // The heading of an answer that is shown.
                "forms.column.number" | "forms.column.action" if action.is_none() && !unsaid => continue,
                _ if self.about.is_own(&cell.text) => continue,
                "" => "forms.why.outside",
                _ if action.is_none() => "forms.why.row",
                _ => "forms.why.changed",
            };
            self.leave_cell(sheet, row, cell, why);
        }
        if !unsaid {
            self.answers.answers.push(answer);
        }
    }

    fn figure(&mut self, marked: Option<Id>, columns: &Columns, sheet: &str, row: u32, cells: &[&Cell]) {
        self.found += usize::from(marked.is_some());
        let of = |key: &str| cells.iter().find(|c| columns.get(c.column) == Some(key)).copied();
        let text = |key: &str| of(key).map(|c| c.text.trim().to_owned()).unwrap_or_default();
        let (value, name) = (text("forms.column.new"), text("forms.column.measure"));
        let heading = text("forms.column.action");
        let said = self.known.by_heading(&heading, &[]);
        let named = self.known.measure_named(&name, said).map(|m| m.id);
        let measure = named.or(marked).and_then(|id| self.known.measure(id));
        self.by_title |= marked.is_none() && measure.is_some() && !value.is_empty();
        self.disagree |= marked.is_some() && named.is_some_and(|id| Some(id) != marked);
        let place = Place::Row(sheet.to_owned(), row);
        let action = measure.and_then(|m| said.filter(|a| m.actions.contains(a)).or(m.actions.first().copied()));
        let taken = match (measure, action, value.is_empty()) {
            (Some(measure), Some(action), false) => {
                let figure = Figure { measure: Some(measure.id), name: measure.name.clone(), value: value.clone() };
                let heading = self.known.action(action).map(|a| a.heading()).unwrap_or_default();
                let matched = if marked.is_some() { Match::Mark } else { Match::Title };
                let answer = self.answers.for_action(action, matched, &heading, &place);
                answer.into_iter().for_each(|a| a.figures.push(figure.clone()));
                true
            }
            _ => false,
        };
        for cell in cells {
            let is_value = columns.get(cell.column) == Some("forms.column.new");
            if (is_value && taken) || (!is_value && self.about.is_own(&cell.text)) {
                continue;
            }
            let why = if measure.is_some() && !is_value { "forms.why.changed" } else { "forms.why.row" };
            self.leave_cell(sheet, row, cell, why);
        }
    }
}
