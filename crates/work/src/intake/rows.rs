//! One row of a table, read by its columns into an action, its owner, its place and its update. What is
//! blank is read as above only where papers mean it so: owner, and an update under a blank owner.

use super::column_names::Role;
use super::proposal::{Kind, Place, ProposedAction, QuestionKind, RowRead, Subject};
use super::reading::{Cells, LastRow, OwnerCell, Reading};
use super::source::{Cell, Piece, Row};
use super::structure::{self, Line};
use super::updates::add_words;
use crate::domain::{Timescale, ids::normal_words, owners};
use crate::words::{fill, say};

impl Reading {
    /// Reads a row that is not headings.
    pub fn data_row(&mut self, row: &Row, piece: &Piece) -> Kind {
        if let Some(refusal) = self.continue_table(row) {
            return refusal;
        }
        let Some(table) = &self.table else {
            self.proposal.ask(QuestionKind::Table, piece.first, Subject::Paper, "intake.ask.noHeadings", &[]);
            return Kind::NotUnderstood(say("intake.reason.noHeadings"));
        };
        let cells = Cells { row, roles: table.columns.iter().map(|c| c.role).collect() };
        let number = table.number;
        self.move_to(&cells, piece.first);
        if cells.own(Role::Action).is_empty() {
            return self.row_below(&cells, piece);
        }
        let row_number = {
            let Some(table) = &mut self.table else { return Kind::Blank };
            table.row += 1;
            table.row
        };
        self.action_row(&cells, piece, (number, row_number));
        Kind::Row { table: number, row: row_number }
    }

    /// Begins a new table with the columns of the last where a slide or a page broke it; gives a refusal
    /// where the row belongs to no table that is understood.
    fn continue_table(&mut self, row: &Row) -> Option<Kind> {
        let table = self.table.as_mut()?;
        if row.table.is_some() && row.table != table.shape {
            table.broken = true;
        }
        let same_place = !table.broken;
        if table.unknown && same_place {
            return Some(Kind::NotUnderstood(say("intake.reason.headings")));
        }
        if same_place {
            return None;
        }
        let short = |c: &Cell| !c.is_blank() && c.text.split_whitespace().count() <= 3;
        let fits = !table.unknown && row.cells.len() <= table.columns.len() && row.labels.is_none();
        if !fits || row.cells.iter().all(short) {
            // Words in every cell, all short: the headings of a table of another sort.
            self.begin_unknown_table(row);
            return Some(Kind::NotUnderstood(say("intake.reason.headings")));
        }
        table.broken = false;
        table.shape = row.table;
        table.row = 0;
        table.last = None;
        self.tables += 1;
        table.number = self.tables;
        self.place_unlabelled();
        None
    }

    /// Goes to the priority and aim that the row's own columns name; blank means as above.
    fn move_to(&mut self, cells: &Cells<'_>, line: usize) {
        let priority = cells.words(Role::Priority);
        if !priority.is_empty() && !owners::says_same(priority) {
            let (number, title) = match structure::read(priority, None) {
                Line::Priority { number, title } => (number, title),
                _ => numbered(priority),
            };
            self.at_priority(&number, &title, line);
        }
        let aim = cells.words(Role::Aim);
        if !aim.is_empty() && !owners::says_same(aim) {
            let (number, statement) = match structure::read(aim, None) {
                Line::Aim { number, statement } => (number, statement),
                _ => numbered(aim),
            };
            self.at_aim(&number, &statement, line);
        }
    }

    /// The place of the next action; where the paper names no priority or aim, others stand in, and a
    /// person is told.
    fn place(&mut self, line: usize) -> (usize, usize) {
        if self.priority.is_none() {
            let title =
                if self.proposal.title.is_empty() { say("intake.standIn") } else { self.proposal.title.clone() };
            self.at_priority("", &title, line);
            self.proposal.ask(
                QuestionKind::Structure,
                line,
                Subject::Paper,
                "intake.ask.noPriority",
                &[("words", &title)],
            );
        }
        let priority = self.priority.unwrap_or(0);
        if self.aim.is_none() {
            let title = self.proposal.priorities.get(priority).map(|p| p.title.clone()).unwrap_or_default();
            self.at_aim("", &title, line);
            self.proposal.ask(QuestionKind::Structure, line, Subject::Paper, "intake.ask.noAim", &[("words", &title)]);
        }
        let aim = self.aim.unwrap_or(0);
        self.put_under(aim, priority);
        (priority, aim)
    }

    fn action_row(&mut self, cells: &Cells<'_>, piece: &Piece, (table, row): (usize, usize)) {
        let line = piece.first;
        let place = self.place(line);
        let action = self.find_action(cells, place, line);
        let owner = self.owner(cells, action, line);
        let inherited = owner.as_ref().is_some_and(|o| o.inherited);
        let raw = cells.cell(Role::Owner).filter(|c| !c.covered).map_or("", |c| &c.raw);
        let read = RowRead {
            table,
            row,
            first_line: piece.first,
            last_line: piece.last,
            owner_cell: if raw.trim().is_empty() { String::new() } else { raw.to_owned() },
            inherited,
            place,
        };
        if let Some(found) = self.proposal.actions.get_mut(action) {
            found.rows.push(read);
        }
        self.fill_in(cells, action, line);
        let rating = self.rating(cells, action, line);
        let update = self.update(cells, action, rating, owner.as_ref(), place, line);
        self.owner_cells.entry(action).or_default().extend(owner.clone());
        if let Some(table) = &mut self.table {
            table.last = Some(LastRow { action, owner, update });
        }
    }

    /// The action that a row is about: the same title under the same aim is the same action.
    fn find_action(&mut self, cells: &Cells<'_>, place: (usize, usize), line: usize) -> usize {
        let words = cells.own(Role::Action);
        let (number, title) = if cells.has(Role::Number) {
            (cells.words(Role::Number).to_owned(), words.to_owned())
        } else {
            numbered(words)
        };
        let aim = self.proposal.aims.get(place.1).map(|a| a.born.clone()).unwrap_or_default();
        let key = format!("{aim}\n{}", normal_words(&title));
        let index = match self.by_action.get(&key).copied() {
            Some(index) => {
                self.again(index, place, line);
                index
            }
            None => {
                self.by_action.insert(key, self.proposal.actions.len());
                self.proposal.actions.push(ProposedAction {
                    born: normal_words(&title),
                    title,
                    number,
                    owners: Vec::new(),
                    owner_printed: String::new(),
                    inherited: false,
                    support: Vec::new(),
                    support_printed: String::new(),
                    timescale: None,
                    success: String::new(),
                    resources: String::new(),
                    rating_printed: String::new(),
                    rating: None,
                    printed: Default::default(),
                    placements: Vec::new(),
                    rows: Vec::new(),
                });
                self.proposal.actions.len() - 1
            }
        };
        self.put_at(index, place);
        index
    }

    fn put_at(&mut self, action: usize, (priority, aim): (usize, usize)) {
        let Some(found) = self.proposal.actions.get_mut(action) else { return };
        if !found.placements.iter().any(|p| (p.priority, p.aim) == (priority, aim)) {
            let order = self.at_place.entry((priority, aim)).or_insert(0);
            *order += 1;
            found.placements.push(Place { priority, aim, order: *order });
        }
    }

    /// Tells a person that an action stands again.
    fn again(&mut self, action: usize, place: (usize, usize), line: usize) {
        let Some(found) = self.proposal.actions.get(action) else { return };
        let here = found.placements.iter().any(|p| (p.priority, p.aim) == place);
        let first = found.rows.first().map_or(0, |r| r.first_line);
        let key = if here { "intake.ask.repeatedHere" } else { "intake.ask.standsTwice" };
        self.proposal.ask(QuestionKind::RepeatedAction, line, Subject::Action(action), key, &[("line", &first)]);
    }

    /// The owner's cell of a row; a blank one is the one above in its table.
    fn owner(&mut self, cells: &Cells<'_>, action: usize, line: usize) -> Option<OwnerCell> {
        if !cells.has(Role::Owner) {
            if cells.row.labels.is_some() {
                self.proposal.ask(QuestionKind::OwnerUnknown, line, Subject::Action(action), "intake.ask.noOwner", &[]);
            }
            return None;
        }
        let words = cells.own(Role::Owner);
        let same = owners::says_same(words);
        if !words.is_empty() && !same {
            return Some(OwnerCell { words: words.to_owned(), line, inherited: false });
        }
        // A labelled block says what it knows: nothing is handed down to it, unless it says "as above".
        let hands_down = same || cells.row.labels.is_none();
        let above = self.table.as_ref().and_then(|t| t.last.as_ref()).filter(|_| hands_down);
        let Some(above) = above.and_then(|l| l.owner.clone()) else {
            self.proposal.ask(QuestionKind::OwnerUnknown, line, Subject::Action(action), "intake.ask.noOwner", &[]);
            return None;
        };
        if !same && !cells.is_covered(Role::Owner) {
            let gaps: [(&str, &dyn std::fmt::Display); 1] = [("owner", &above.words)];
            let about = Subject::Action(action);
            self.proposal.ask(QuestionKind::OwnerFromAbove, line, about, "intake.ask.ownerFromAbove", &gaps);
        }
        Some(OwnerCell { inherited: true, ..above })
    }

    /// Timescale, partners, success, resources and the columns that are not understood. What an earlier row
    /// of the same action said stays; another row's words are kept beside it.
    pub fn fill_in(&mut self, cells: &Cells<'_>, action: usize, line: usize) {
        let timescale = cells.words(Role::Timescale);
        if !timescale.is_empty() {
            let read = Timescale::read(timescale, self.proposal.date);
            let gaps: [(&str, &dyn std::fmt::Display); 1] = [("words", &read.words)];
            if read.guess {
                let about = Subject::Action(action);
                self.proposal.ask(QuestionKind::Timescale, line, about, "intake.ask.timescale", &gaps);
            }
            if let Some(found) = self.proposal.actions.get_mut(action) {
                found.timescale.get_or_insert(read);
            }
        }
        let support = cells.words(Role::Support);
        if !support.is_empty() {
            self.support_cells.entry(action).or_insert_with(|| support.to_owned());
        }
        let Some(found) = self.proposal.actions.get_mut(action) else { return };
        add_words(&mut found.success, cells.words(Role::Success));
        add_words(&mut found.resources, cells.words(Role::Resources));
        let columns = self.table.as_ref().map(|t| t.columns.as_slice()).unwrap_or_default();
        for (index, cell) in cells.row.cells.iter().enumerate().filter(|(_, c)| !c.is_blank()) {
            let heading = match columns.get(index) {
                Some(column) if column.role.is_some() => continue,
                Some(column) if !column.heading.is_empty() => column.heading.clone(),
                _ => fill("intake.column", &[("number", &(index + 1))]),
            };
            add_words(found.printed.entry(heading).or_default(), &cell.text);
        }
    }

    /// The key that the row's rating means; a cell that is not in the scale is asked about.
    pub fn rating(&mut self, cells: &Cells<'_>, action: usize, line: usize) -> Option<String> {
        let words = cells.words(Role::Rating);
        let key = self.proposal.scale.read(words).filter(|_| !words.is_empty()).map(|r| r.key.clone());
        if !words.is_empty() && key.is_none() {
            let about = Subject::Action(action);
            self.proposal.ask(QuestionKind::Rating, line, about, "intake.ask.rating", &[("words", &words)]);
        }
        if let Some(found) = self.proposal.actions.get_mut(action).filter(|_| !words.is_empty()) {
            words.clone_into(&mut found.rating_printed);
            found.rating.clone_from(&key);
        }
        key
    }
}

/// The number before some words, with the words: "1.2 Do this", "3) Do that". A number that begins a
/// sentence ("16 schools") is not one.
fn numbered(text: &str) -> (String, String) {
    let whole = || (String::new(), text.trim().to_owned());
    let text_trimmed = text.trim();
    let length = text_trimmed.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let Some((number, rest)) = text_trimmed.split_at_checked(length) else { return whole() };
    let closed = number.ends_with('.') || rest.starts_with([')', ':']);
    let parted = number.trim_end_matches('.').contains('.');
    let words = rest.trim_start_matches([')', ':', ' ', '\u{a0}', '-', '\u{2013}', '\t']);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && length <= 10 && (closed || parted);
    if is_number && rest.len() > words.len() && words.starts_with(char::is_uppercase) {
        (number.trim_end_matches('.').to_owned(), words.to_owned())
    } else {
        whole()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_words_are_numbers_only_when_they_look_it() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(numbered("1.2 Do this"), pair("1.2", "Do this"));
        assert_eq!(numbered("3) Do that"), pair("3", "Do that"));
        assert_eq!(numbered("4. Do more"), pair("4", "Do more"));
        assert_eq!(numbered("16 schools"), pair("", "16 schools"));
        assert_eq!(numbered("2.5 million steps"), pair("", "2.5 million steps"));
    }
}
