//! The update in a row, which actions it covers, and rows that say more about the action above.

use super::column_names::Role;
use super::proposal::{Cover, Kind, ProposedUpdate, QuestionKind, RowRead, Subject};
use super::reading::{Cells, LastRow, OwnerCell, Reading};
use super::source::Piece;
use crate::domain::owners;
use crate::words::say;

impl Reading {
    /// The update in a row. A blank one directly under an update, where the owner is blank too, is that
    /// update: a merged cell whose other rows came out blank.
    pub fn update(
        &mut self,
        cells: &Cells<'_>,
        action: usize,
        rating: Option<String>,
        owner: Option<&OwnerCell>,
        place: (usize, usize),
        line: usize,
    ) -> Option<usize> {
        let (narrative, next_steps) = (cells.own(Role::Update), cells.own(Role::NextSteps));
        let cover = Cover { action, rating };
        if narrative.is_empty() && next_steps.is_empty() {
            let above = self.table.as_ref().and_then(|t| t.last.as_ref()).and_then(|l| l.update);
            let merged = cells.is_covered(Role::Update);
            let blank_owner = owner.is_some_and(|o| o.inherited);
            if let Some(above) =
                above.filter(|_| cells.has(Role::Update) && cells.row.labels.is_none() && (merged || blank_owner))
            {
                self.cover(above, cover);
                if !merged {
                    let about = Subject::Update(above);
                    self.proposal.ask(QuestionKind::UpdateCovers, line, about, "intake.ask.updateCovers", &[]);
                }
                return Some(above);
            }
            // A rating without words still says something.
            cover.rating.as_ref()?;
        }
        self.proposal.updates.push(ProposedUpdate {
            narrative: narrative.to_owned(),
            next_steps: next_steps.to_owned(),
            covers: vec![cover],
            placement: None,
            date: self.proposal.date,
            line,
            at: place,
        });
        Some(self.proposal.updates.len() - 1)
    }

    fn cover(&mut self, update: usize, cover: Cover) {
        if let Some(found) = self.proposal.updates.get_mut(update)
            && !found.covers.iter().any(|c| c.action == cover.action)
        {
            found.covers.push(cover);
        }
    }

    /// A row without an action of its own: more about the action above.
    pub fn row_below(&mut self, cells: &Cells<'_>, piece: &Piece) -> Kind {
        let Some(table) = &mut self.table else { return Kind::Blank };
        let Some(last) = table.last.clone() else {
            let moved = !cells.own(Role::Priority).is_empty() || !cells.own(Role::Aim).is_empty();
            let reason = if moved { return Kind::Heading } else { say("intake.reason.noAction") };
            return Kind::NotUnderstood(reason);
        };
        table.row += 1;
        let (number, row) = (table.number, table.row);
        let line = piece.first;
        let about = Subject::Action(last.action);
        self.proposal.ask(QuestionKind::UpdateCovers, line, about, "intake.ask.rowBelow", &[]);
        let words = cells.own(Role::Owner);
        let raw = cells.cell(Role::Owner).filter(|c| !c.covered).map_or("", |c| &c.raw);
        let place = self.proposal.actions.get(last.action).and_then(|a| a.rows.last()).map_or((0, 0), |r| r.place);
        if let Some(action) = self.proposal.actions.get_mut(last.action) {
            action.rows.push(RowRead {
                table: number,
                row,
                first_line: piece.first,
                last_line: piece.last,
                owner_cell: if raw.trim().is_empty() { String::new() } else { raw.to_owned() },
                inherited: false,
                place,
            });
        }
        if !words.is_empty() && !owners::says_same(words) {
            let cell = OwnerCell { words: words.to_owned(), line, inherited: false };
            self.owner_cells.entry(last.action).or_default().push(cell);
        }
        self.fill_in(cells, last.action, line);
        let rating = self.rating(cells, last.action, line);
        self.more_of_update(cells, &last, rating, place, line);
        Kind::Row { table: number, row }
    }

    fn more_of_update(
        &mut self,
        cells: &Cells<'_>,
        last: &LastRow,
        rating: Option<String>,
        place: (usize, usize),
        line: usize,
    ) {
        let (narrative, next_steps) = (cells.own(Role::Update), cells.own(Role::NextSteps));
        let blank_owner = cells.own(Role::Owner).is_empty();
        if let Some(update) = last.update.filter(|_| blank_owner).and_then(|u| self.proposal.updates.get_mut(u)) {
            add_words(&mut update.narrative, narrative);
            add_words(&mut update.next_steps, next_steps);
            return;
        }
        if !narrative.is_empty() || !next_steps.is_empty() || rating.is_some() {
            self.proposal.updates.push(ProposedUpdate {
                narrative: narrative.to_owned(),
                next_steps: next_steps.to_owned(),
                covers: vec![Cover { action: last.action, rating }],
                placement: None,
                date: self.proposal.date,
                line,
                at: place,
            });
            let update = Some(self.proposal.updates.len() - 1);
            if let Some(above) = self.table.as_mut().and_then(|t| t.last.as_mut()) {
                above.update = update;
            }
        }
    }
}

/// Adds a paragraph, unless it is already there.
pub(super) fn add_words(to: &mut String, words: &str) {
    if words.is_empty() || to.as_str() == words || to.ends_with(&format!("\n\n{words}")) {
        return;
    }
    if !to.is_empty() {
        to.push_str("\n\n");
    }
    to.push_str(words);
}
