//! Where the paper is: under which priority and aim. Here titles and statements are recognised as ones that
//! stood before.

use super::proposal::{Kind, ProposedAim, ProposedPriority, QuestionKind, Subject, Under};
use super::reading::Reading;
use super::source::{Content, Piece};
use super::structure::{self, title_key};
use crate::domain::ids::normal_words;

/// Beyond this many priorities titles are only compared exactly: comparing all with all would take too long.
const MAX_COMPARED: usize = 100;

impl Reading {
    /// Reads headings without "Priority" or "Aim" right above a table as those, and says so.
    pub fn place_unlabelled(&mut self) {
        let headings = std::mem::take(&mut self.unlabelled);
        let (above, last) = match headings.as_slice() {
            [.., above, last] => (Some(above), last),
            [last] => (None, last),
            [] => return,
        };
        // Under a priority that says so, a heading is an aim.
        let (priority, aim) = match (above, self.priority) {
            (Some(above), _) => (Some(above), Some(last)),
            (None, Some(_)) if self.aim.is_none() => (None, Some(last)),
            (None, _) => (Some(last), None),
        };
        for (heading, is_aim) in priority.map(|p| (p, false)).into_iter().chain(aim.map(|a| (a, true))) {
            let (_, line, text) = heading;
            self.background.retain(|(l, words)| l != line || words != text);
            let (number, words) = structure::numbered(text).unwrap_or(("", text));
            let key = if is_aim { "intake.ask.headingAim" } else { "intake.ask.headingPriority" };
            if is_aim {
                self.at_aim(number, words, *line);
            } else {
                self.at_priority(number, words, *line);
            }
            self.proposal.ask(QuestionKind::Structure, *line, Subject::Paper, key, &[("words", &words)]);
            let piece = Piece { first: *line, last: *line, content: Content::Blank };
            self.mark(&piece, Kind::Heading);
        }
    }

    /// Goes on under a priority; a new one forgets the aim.
    pub fn at_priority(&mut self, number: &str, title: &str, line: usize) {
        let found = self.find_priority(number, title);
        let index = found.unwrap_or_else(|| self.add_priority(number, title, line));
        self.by_title.entry(title_key(title)).or_insert(index);
        if let Some(known) = self.proposal.priorities.get_mut(index).filter(|p| p.number.is_empty()) {
            number.clone_into(&mut known.number);
        }
        if self.priority != Some(index) {
            self.aim = None;
        }
        self.priority = Some(index);
    }

    /// The priority that a number and title mean: the same title, or the same number and much the same title.
    pub fn find_priority(&self, number: &str, title: &str) -> Option<usize> {
        let key = title_key(title);
        if let Some(index) = self.by_title.get(&key) {
            return Some(*index);
        }
        let near = |p: &ProposedPriority| {
            let numbers = number.is_empty() || p.number.is_empty() || number == p.number;
            numbers && structure::alike(&p.born, &key)
        };
        self.proposal.priorities.iter().take(MAX_COMPARED).position(near)
    }

    fn add_priority(&mut self, number: &str, title: &str, line: usize) -> usize {
        let index = self.proposal.priorities.len();
        let clash =
            self.proposal.priorities.iter().take(MAX_COMPARED).any(|p| !number.is_empty() && p.number == number);
        if clash {
            let gaps: [(&str, &dyn std::fmt::Display); 1] = [("number", &number)];
            self.proposal.ask(QuestionKind::Structure, line, Subject::Priority(index), "intake.ask.sameNumber", &gaps);
        }
        self.proposal.priorities.push(ProposedPriority {
            number: number.to_owned(),
            title: title.trim().to_owned(),
            headline_progress: String::new(),
            headline_further: String::new(),
            order: u32::try_from(index + 1).unwrap_or(u32::MAX),
            line,
            born: title_key(title),
        });
        self.by_title.insert(title_key(title), index);
        index
    }

    /// Goes on under an aim. The same statement is the same aim, also under another priority.
    pub fn at_aim(&mut self, number: &str, statement: &str, line: usize) {
        let key = normal_words(statement);
        let index = *self.by_statement.entry(key.clone()).or_insert_with(|| {
            self.proposal.aims.push(ProposedAim {
                number: number.to_owned(),
                statement: statement.trim().to_owned(),
                under: Vec::new(),
                line,
                born: key,
            });
            self.proposal.aims.len() - 1
        });
        self.aim = Some(index);
        if let Some(priority) = self.priority {
            self.put_under(index, priority);
        }
    }

    /// Notes that an aim stands under a priority.
    pub fn put_under(&mut self, aim: usize, priority: usize) {
        let Some(found) = self.proposal.aims.get_mut(aim) else { return };
        // The order is settled at the end, when all aims of the priority are known.
        if !found.under.iter().any(|u| u.priority == priority) {
            found.under.push(Under { priority, order: 0 });
            self.aims_of.entry(priority).or_default().push(aim);
        }
    }
}
