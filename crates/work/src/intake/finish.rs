//! Finishing a proposal: headlines go to their priorities, aims get their order, updates their placement.

use super::people;
use super::proposal::{Kind, Proposal, ProposedUpdate, QuestionKind, Subject};
use super::reading::Reading;
use super::structure::Headlines;
use super::titles::Announced;
use crate::domain::ids::normal_words;
use std::collections::BTreeMap;

impl Reading {
    /// The finished proposal.
    pub fn finish(mut self) -> Proposal {
        self.announced_without_rows();
        self.give_headlines();
        self.order_aims();
        people::read_owners(&mut self);
        place_updates(&mut self.proposal);
        same_titles(&mut self.proposal);
        self.background.sort_by_key(|(a, _)| *a);
        self.proposal.background = self.background.into_iter().map(|(_, text)| text).collect();
        if self.proposal.actions.is_empty() {
            self.proposal.ask(QuestionKind::Table, 0, Subject::Paper, "intake.ask.noTable", &[]);
        }
        self.proposal.questions.sort_by_key(|a| a.line);
        self.proposal
    }

    /// Priorities that the paper lists and then never comes back to are priorities all the same.
    fn announced_without_rows(&mut self) {
        let announced: Vec<Announced> = self.announced.iter().filter(|a| a.certain).cloned().collect();
        let place = (self.priority, self.aim);
        let before = self.proposal.priorities.len();
        for one in announced.iter().take(50) {
            if self.find_priority(&one.number, &one.title).is_none() {
                self.at_priority(&one.number, &one.title, one.line);
                let about = Subject::Priority(self.proposal.priorities.len().saturating_sub(1));
                self.proposal.ask(
                    QuestionKind::Structure,
                    one.line,
                    about,
                    "intake.ask.listed",
                    &[("words", &one.title)],
                );
            }
        }
        (self.priority, self.aim) = place;
        if self.proposal.priorities.len() > before {
            self.order_priorities();
        }
    }

    /// Numbers decide the order where every priority has one.
    fn order_priorities(&mut self) {
        let number = |p: &super::ProposedPriority| p.number.parse::<u32>().ok();
        if let Some(numbers) = self.proposal.priorities.iter().map(number).collect::<Option<Vec<u32>>>() {
            for (priority, number) in self.proposal.priorities.iter_mut().zip(numbers) {
                priority.order = number;
            }
        }
    }

    fn give_headlines(&mut self) {
        let headlines = std::mem::take(&mut self.headlines).finish();
        for headline in headlines {
            let found = self.find_priority("", &headline.title);
            let Some(priority) = found.and_then(|i| self.proposal.priorities.get_mut(i)) else {
                self.give_back(headline.lines);
                continue;
            };
            let field = match headline.of {
                Headlines::Further => &mut priority.headline_further,
                _ => &mut priority.headline_progress,
            };
            if !field.is_empty() && !headline.words.is_empty() {
                field.push_str("\n\n");
            }
            field.push_str(&headline.words);
        }
    }

    /// Lines of a headline that is no priority's are background after all.
    fn give_back(&mut self, lines: Vec<(usize, String)>) {
        for (number, words) in lines {
            let line = number.checked_sub(1).and_then(|i| self.proposal.lines.get_mut(i));
            // A page on one line may hold rows and headings beside it.
            if let Some(line) = line.filter(|l| l.kind == Kind::Headline) {
                line.kind = Kind::Background;
            }
            self.background.push((number, words));
        }
    }

    fn order_aims(&mut self) {
        for (priority, aims) in &self.aims_of {
            for (order, aim) in (1u32..).zip(aims) {
                let under = self.proposal.aims.get_mut(*aim).map(|a| &mut a.under);
                if let Some(under) = under.and_then(|u| u.iter_mut().find(|u| u.priority == *priority)) {
                    under.order = order;
                }
            }
        }
    }
}

/// An action in several places has one update if its words are the same everywhere, else one for each place.
pub(super) fn place_updates(proposal: &mut Proposal) {
    let places = |proposal: &Proposal, update: &ProposedUpdate| {
        let first = update.covers.first().and_then(|c| proposal.actions.get(c.action));
        first.map_or(0, |a| a.placements.len())
    };
    let mut kept: Vec<ProposedUpdate> = Vec::new();
    let mut became: Vec<usize> = Vec::new();
    let mut seen: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for mut update in std::mem::take(&mut proposal.updates) {
        let several = places(proposal, &update) > 1;
        let first = update.covers.first().map_or(usize::MAX, |c| c.action);
        let key = (first, normal_words(&update.narrative));
        match seen.get(&key).filter(|_| several) {
            Some(same) => {
                // The same words in another place: they speak for the action, wherever it stands.
                if let Some(same) = kept.get_mut(*same) {
                    same.placement = None;
                }
                became.push(*same);
            }
            None => {
                update.placement = several.then_some(update.at);
                seen.insert(key, kept.len());
                became.push(kept.len());
                kept.push(update);
            }
        }
    }
    proposal.updates = kept;
    for question in &mut proposal.questions {
        if let Subject::Update(index) = &mut question.about {
            *index = became.get(*index).copied().unwrap_or(*index);
        }
    }
}

/// Asks about actions of one title under different aims: papers repeat actions, and also words.
fn same_titles(proposal: &mut Proposal) {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (index, action) in proposal.actions.iter().enumerate() {
        match first.get(action.born.as_str()) {
            Some(other) => pairs.push((*other, index)),
            None => drop(first.insert(&action.born, index)),
        }
    }
    for (other, index) in pairs {
        let line = |i: usize| proposal.actions.get(i).and_then(|a| a.rows.first()).map_or(0, |r| r.first_line);
        let (there, here) = (line(other), line(index));
        let about = Subject::Action(index);
        proposal.ask(QuestionKind::RepeatedAction, here, about, "intake.ask.sameTitle", &[("line", &there)]);
    }
}
