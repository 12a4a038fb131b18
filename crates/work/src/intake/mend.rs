//! How a person mends a proposal. Each method changes one thing, settles the questions it answers, and keeps
//! the lists' indexes right; an index that does not exist changes nothing.

use super::proposal::{Cover, Kind, Proposal, ProposedAction, ProposedUpdate, QuestionKind, Subject};
use crate::days::Date;
use crate::domain::{Period, Timescale, owners};
use crate::words::say;

impl Proposal {
    /// Names the plan.
    pub fn set_title(&mut self, title: &str) {
        title.trim().clone_into(&mut self.title);
        self.answered(|q| q.kind == QuestionKind::Title);
    }

    /// Gives the plan's period in words; empty for none.
    pub fn set_period(&mut self, words: &str) {
        self.period = Some(words).filter(|w| !w.trim().is_empty()).map(Period::of_years);
    }

    /// Gives the report's date, which is its updates' date too, and reads timescales that depend on it again.
    pub fn set_date(&mut self, date: Option<Date>) {
        self.date = date;
        for update in &mut self.updates {
            update.date = date;
        }
        for timescale in self.actions.iter_mut().filter_map(|a| a.timescale.as_mut()) {
            *timescale = Timescale::read(&timescale.words, date);
        }
        if date.is_some() {
            self.answered(|q| q.kind == QuestionKind::Date);
        }
    }

    /// Mends a priority's title.
    pub fn set_priority_title(&mut self, priority: usize, title: &str) {
        if let Some(found) = self.priorities.get_mut(priority) {
            title.trim().clone_into(&mut found.title);
            self.answered(|q| q.about == Subject::Priority(priority));
        }
    }

    /// Mends an aim's statement.
    pub fn set_aim_statement(&mut self, aim: usize, statement: &str) {
        if let Some(found) = self.aims.get_mut(aim) {
            statement.trim().clone_into(&mut found.statement);
            self.answered(|q| q.about == Subject::Aim(aim));
        }
    }

    /// Mends an action's title.
    pub fn set_action_title(&mut self, action: usize, title: &str) {
        if let Some(found) = self.actions.get_mut(action) {
            title.trim().clone_into(&mut found.title);
        }
    }

    /// Mends an update's words.
    pub fn set_narrative(&mut self, update: usize, words: &str) {
        if let Some(found) = self.updates.get_mut(update) {
            words.trim().clone_into(&mut found.narrative);
        }
    }

    /// Gives an action that has none an update in these words.
    pub fn add_update(&mut self, action: usize, words: &str) {
        let words = words.trim();
        let has_one = self.updates.iter().any(|u| u.covers.iter().any(|c| c.action == action));
        let Some(row) = self.actions.get(action).and_then(|a| a.rows.first()) else { return };
        if words.is_empty() || has_one {
            return;
        }
        self.updates.push(ProposedUpdate {
            narrative: words.to_owned(),
            next_steps: String::new(),
            covers: vec![Cover { action, rating: self.actions.get(action).and_then(|a| a.rating.clone()) }],
            placement: None,
            date: self.date,
            line: row.first_line,
            at: row.place,
        });
    }

    /// Says who owns an action. Rows below that were read as "same as above" go with it.
    pub fn set_owners(&mut self, action: usize, names: Vec<String>) {
        let names = tidy(names);
        for index in self.with_those_below(action) {
            if let Some(found) = self.actions.get_mut(index) {
                found.owners.clone_from(&names);
            }
        }
        if let Some(found) = self.actions.get_mut(action) {
            found.inherited = false;
            found.rows.iter_mut().for_each(|r| r.inherited = false);
        }
        self.answered_about_owner(action);
    }

    /// Says that nobody knows who owns an action: a blank cell does not mean the one above.
    pub fn mark_owner_unknown(&mut self, action: usize) {
        self.set_owners(action, Vec::new());
    }

    /// Says that an action's owner is the one above in its table. Gives whether there is one.
    pub fn same_owner_as_above(&mut self, action: usize) -> bool {
        let Some((table, row)) = self.actions.get(action).and_then(|a| a.rows.first()).map(|r| (r.table, r.row)) else {
            return false;
        };
        let row_of =
            |a: &ProposedAction| a.rows.iter().filter(|r| r.table == table && r.row < row).map(|r| r.row).max();
        let above =
            self.actions.iter().filter_map(|a| Some((row_of(a)?, a.owners.clone()))).max_by_key(|(row, _)| *row);
        let Some((_, names)) = above else { return false };
        self.set_owners(action, names);
        if let Some(found) = self.actions.get_mut(action) {
            found.inherited = true;
            found.rows.iter_mut().take(1).for_each(|r| r.inherited = true);
        }
        true
    }

    /// Says that one name is several owners, wherever it stands.
    pub fn split_owner(&mut self, name: &str, into: &[String]) {
        let into = tidy(into.to_vec());
        for action in &mut self.actions {
            for list in [&mut action.owners, &mut action.support] {
                if list.iter().any(|n| n == name) {
                    let parted = |n: String| if n == name { into.clone() } else { vec![n] };
                    *list = tidy(std::mem::take(list).into_iter().flat_map(parted).collect());
                }
            }
        }
        self.answered_about_names();
    }

    /// Says that several names in one action's cell are one owner.
    pub fn join_owners(&mut self, action: usize, name: &str) {
        self.set_owners(action, vec![name.to_owned()]);
    }

    /// Says that two names are one organisation; it goes by the second, and both spellings are kept.
    pub fn same_organisation(&mut self, spelling: &str, name: &str) {
        let (name, old) = (self.canonical(name), self.canonical(spelling));
        if owners::key(&old) != owners::key(&name) {
            self.same_owner.insert(crate::domain::ids::normal_words(&old), name);
        }
        let pair = |q: &Subject| matches!(q, Subject::Owners(a, b) if [a, b].iter().all(|n| *n == spelling || **n == old || self.canonical(n) == self.canonical(spelling)));
        let settled: Vec<Subject> = self.questions.iter().map(|q| q.about.clone()).filter(|s| pair(s)).collect();
        self.answered(|q| settled.contains(&q.about));
    }

    /// Gives an action's timescale in words; empty for none.
    pub fn set_timescale(&mut self, action: usize, words: &str) {
        let date = self.date;
        if let Some(found) = self.actions.get_mut(action) {
            found.timescale = Some(words).filter(|w| !w.trim().is_empty()).map(|w| Timescale::read(w, date));
            self.answered(|q| q.kind == QuestionKind::Timescale && q.about == Subject::Action(action));
        }
    }

    /// Rates an action, and every update that covers it, by a key of the scale; `None` for not known.
    pub fn set_rating(&mut self, action: usize, key: Option<&str>) {
        let key = key.filter(|k| self.scale.get(k).is_some()).map(str::to_owned);
        if let Some(found) = self.actions.get_mut(action) {
            found.rating.clone_from(&key);
        }
        for cover in self.updates.iter_mut().flat_map(|u| &mut u.covers).filter(|c| c.action == action) {
            cover.rating.clone_from(&key);
        }
        self.answered(|q| q.kind == QuestionKind::Rating && q.about == Subject::Action(action));
    }

    /// Says that an update does not cover an action: a blank cell meant "not known". An update that covers
    /// nothing any more is left out.
    pub fn uncover(&mut self, update: usize, action: usize) {
        let lines: Vec<usize> =
            self.actions.get(action).map(|a| a.rows.iter().map(|r| r.first_line).collect()).unwrap_or_default();
        self.answered(|q| q.kind == QuestionKind::UpdateCovers && lines.contains(&q.line));
        let Some(found) = self.updates.get_mut(update) else { return };
        found.covers.retain(|c| c.action != action);
        if found.covers.is_empty() {
            self.remove_update(update);
        }
    }

    /// Leaves out the row that stands on this line. It stays in [`Proposal::lines`] and says that a person
    /// left it out. An action none of whose rows remain is gone, with its updates.
    pub fn leave_out(&mut self, line: usize) {
        let holds = |r: &super::RowRead| (r.first_line..=r.last_line).contains(&line);
        let Some(action) = self.actions.iter().position(|a| a.rows.iter().any(holds)) else { return };
        let Some(found) = self.actions.get_mut(action) else { return };
        let gone: Vec<super::RowRead> = found.rows.iter().filter(|r| holds(r)).cloned().collect();
        found.rows.retain(|r| !holds(r));
        let left: Vec<(usize, usize)> = found.rows.iter().map(|r| r.place).collect();
        found.placements.retain(|p| left.contains(&(p.priority, p.aim)));
        let none_left = found.rows.is_empty();
        let reason = say("intake.reason.leftOut");
        for row in &gone {
            self.mark_left_out(row, &reason);
            self.questions.retain(|q| !(row.first_line..=row.last_line).contains(&q.line));
        }
        if none_left {
            self.remove_action(action);
            return;
        }
        let at_gone = |line: usize| gone.iter().any(|r| (r.first_line..=r.last_line).contains(&line));
        while let Some(index) =
            self.updates.iter().position(|u| at_gone(u.line) && u.covers.iter().all(|c| c.action == action))
        {
            self.remove_update(index);
        }
        super::finish::place_updates(self);
    }

    fn mark_left_out(&mut self, row: &super::RowRead, reason: &str) {
        // A line may hold several rows (a page without line breaks): it keeps what else it holds.
        let shared = self.actions.iter().flat_map(|a| &a.rows).map(|r| (r.first_line, r.last_line)).collect::<Vec<_>>();
        for line in
            self.lines.iter_mut().skip(row.first_line.saturating_sub(1)).take(row.last_line + 1 - row.first_line)
        {
            if !shared.iter().any(|(first, last)| (*first..=*last).contains(&line.number)) {
                line.kind = Kind::NotUnderstood(reason.to_owned());
            }
        }
    }

    /// Says that two actions are one: the second's places, rows and updates go to the first.
    pub fn same_action(&mut self, keep: usize, other: usize) {
        if keep == other || keep >= self.actions.len() {
            return;
        }
        let Some(gone) = self.actions.get(other).cloned() else { return };
        if let Some(kept) = self.actions.get_mut(keep) {
            let new = |p: &super::Place| !kept.placements.iter().any(|k| (k.priority, k.aim) == (p.priority, p.aim));
            let places: Vec<super::Place> = gone.placements.into_iter().filter(new).collect();
            kept.placements.extend(places);
            kept.rows.extend(gone.rows);
        }
        for update in &mut self.updates {
            let has = update.covers.iter().any(|c| c.action == keep);
            update.covers.retain(|c| c.action != other || !has);
            for cover in update.covers.iter_mut().filter(|c| c.action == other) {
                cover.action = keep;
            }
        }
        self.answered(|q| q.kind == QuestionKind::RepeatedAction && q.about == Subject::Action(other));
        self.remove_action(other);
        super::finish::place_updates(self);
    }

    /// Settles a question as it stands: the guess was right.
    pub fn accept_question(&mut self, question: usize) {
        if question < self.questions.len() {
            self.questions.remove(question);
        }
    }

    fn with_those_below(&self, action: usize) -> Vec<usize> {
        let Some(row) = self.actions.get(action).and_then(|a| a.rows.first()) else { return vec![action] };
        let (table, mut next) = (row.table, row.row + 1);
        let mut found = vec![action];
        let at = |row: usize| {
            self.actions.iter().position(|a| a.rows.iter().any(|r| (r.table, r.row) == (table, row) && r.inherited))
        };
        while let Some(index) = at(next) {
            found.push(index);
            next += 1;
        }
        found
    }

    fn remove_action(&mut self, action: usize) {
        if action >= self.actions.len() {
            return;
        }
        self.actions.remove(action);
        let moved = |index: &mut usize| *index -= usize::from(*index > action);
        for update in &mut self.updates {
            update.covers.retain(|c| c.action != action);
            update.covers.iter_mut().for_each(|c| moved(&mut c.action));
        }
        self.questions.retain(|q| q.about != Subject::Action(action));
        for question in &mut self.questions {
            if let Subject::Action(index) = &mut question.about {
                moved(index);
            }
        }
        while let Some(empty) = self.updates.iter().position(|u| u.covers.is_empty()) {
            self.remove_update(empty);
        }
    }

    fn remove_update(&mut self, update: usize) {
        if update >= self.updates.len() {
            return;
        }
        self.updates.remove(update);
        self.questions.retain(|q| q.about != Subject::Update(update));
        for question in &mut self.questions {
            if let Subject::Update(index) = &mut question.about {
                *index -= usize::from(*index > update);
            }
        }
    }

    fn answered(&mut self, is: impl Fn(&super::Question) -> bool) {
        self.questions.retain(|q| !is(q));
    }

    fn answered_about_owner(&mut self, action: usize) {
        use QuestionKind::{OwnerFromAbove, OwnerSplit, OwnerUnknown};
        let owner = |kind| matches!(kind, OwnerFromAbove | OwnerSplit | OwnerUnknown);
        self.answered(|q| owner(q.kind) && q.about == Subject::Action(action));
        self.answered_about_names();
    }

    /// Questions about two names end when one of them is gone.
    fn answered_about_names(&mut self) {
        let names: Vec<String> = self.organisations().into_iter().map(|(name, _)| name).collect();
        self.answered(|q| matches!(&q.about, Subject::Owners(a, b) if !names.contains(a) || !names.contains(b)));
    }
}

fn tidy(names: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        let name = name.trim();
        if !name.is_empty() && !kept.iter().any(|k| owners::key(k) == owners::key(name)) {
            kept.push(name.to_owned());
        }
    }
    kept
}
