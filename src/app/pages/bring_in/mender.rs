//! What the second step works on: the proposal as mended so far, and what is shown of it.

use super::stage::keep_mending;
use crate::app::bringing::{self, Kept, Mend, Mending};
use crate::app::components::Problem;
use crate::intake::{Proposal, Question, Subject};
use crate::platform::{page, time};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// More rows than this start closed, so that a large plan opens at once.
const MANY: usize = 120;

/// So many lines of the paper at first, and with each press more.
pub(super) const MAX_LINES_SHOWN: usize = 400;

/// The proposal while it is put right. Controls take their value once and mend it on change; nothing is drawn anew
/// unless indexes move.
#[derive(Clone, Copy)]
pub(super) struct Mender {
    pub kept: StoredValue<Kept>,
    pub proposal: RwSignal<Proposal>,
    pub mending: RwSignal<Mending>,
    /// Counts how often indexes moved.
    pub drawn: RwSignal<u32>,
    /// The priorities that are open.
    pub open: RwSignal<BTreeSet<usize>>,
    pub problems: RwSignal<Vec<Problem>>,
    /// Whether of the paper only the lines not understood are shown, and how many at most.
    pub only_missed: RwSignal<bool>,
    pub lines_shown: RwSignal<usize>,
    pub questions: Memo<Vec<Question>>,
    /// What is asked about each action.
    pub asked: Memo<BTreeMap<usize, Vec<String>>>,
}

impl Mender {
    pub fn new(kept: Kept, proposal: Proposal, mending: Mending) -> Mender {
        let rows: usize = proposal.actions.iter().map(|a| a.rows.len()).sum();
        let open = if rows > MANY { BTreeSet::new() } else { (0..proposal.priorities.len()).collect() };
        let proposal = RwSignal::new(proposal);
        let mending = RwSignal::new(mending);
        let questions = Memo::new(move |_| {
            let left = mending.with(|m| m.left.clone());
            proposal.with(|p| p.questions.iter().filter(|q| !is_left_out(p, q, &left)).cloned().collect())
        });
        let asked = Memo::new(move |_| {
            let mut asked: BTreeMap<usize, Vec<String>> = BTreeMap::new();
            questions.with(|all| {
                proposal.with(|p| {
                    for question in all {
                        if let Some(action) = action_of(p, question) {
                            asked.entry(action).or_default().push(question.words.clone());
                        }
                    }
                });
            });
            asked
        });
        Mender {
            kept: StoredValue::new(kept),
            proposal,
            mending,
            drawn: RwSignal::new(0),
            open: RwSignal::new(open),
            problems: RwSignal::new(Vec::new()),
            only_missed: RwSignal::new(true),
            lines_shown: RwSignal::new(MAX_LINES_SHOWN),
            questions,
            asked,
        }
    }

    /// Mends, and keeps that over a reload.
    pub fn mend(self, mend: Mend) {
        let mut moved = false;
        self.proposal.update(|p| moved = mend.apply(p));
        self.mending.update(|m| m.add(mend));
        self.mending.with_untracked(keep_mending);
        if moved {
            self.drawn.update(|n| *n += 1);
        }
    }

    /// Leaves rows out, or puts them back.
    pub fn leave_out(self, rows: &[(usize, usize)], out: bool) {
        self.mending.update(|m| {
            for row in rows {
                if out {
                    m.left.insert(*row)
                } else {
                    m.left.remove(row)
                };
            }
        });
        self.mending.with_untracked(keep_mending);
    }

    /// What accepting brings in now. Follows every mend where it is read in a reactive scope.
    pub fn finished(self) -> Proposal {
        let left = self.mending.with(|m| m.left.clone());
        self.proposal.with(|p| bringing::finished(p, &left))
    }

    /// Shows what a question is about: opens its priority and moves the focus there.
    pub fn show(self, question: &Question) {
        let (id, priority) = self.proposal.with_untracked(|p| place_of(p, question));
        if let Some(priority) = priority {
            self.open.update(|o| {
                o.insert(priority);
            });
        }
        if id.starts_with("line-") {
            self.only_missed.set(false);
            self.lines_shown.update(|n| *n = question.line.max(*n));
        }
        time::after(60, move || page::focus(&id));
    }
}

fn is_left_out(p: &Proposal, question: &Question, left: &BTreeSet<(usize, usize)>) -> bool {
    let action = action_of(p, question).and_then(|i| p.actions.get(i));
    action.is_some_and(|a| !a.rows.is_empty() && a.rows.iter().all(|r| left.contains(&(r.table, r.row))))
}

/// The action that a question is about. A question about an update or two names is about its line's row.
fn action_of(p: &Proposal, question: &Question) -> Option<usize> {
    match &question.about {
        Subject::Action(index) => Some(*index),
        Subject::Update(index) => {
            at_line(p, question.line).or_else(|| Some(p.updates.get(*index)?.covers.first()?.action))
        }
        Subject::Owners(..) => at_line(p, question.line),
        Subject::Paper | Subject::Priority(_) | Subject::Aim(_) => None,
    }
}

/// The action whose row stands on a line.
pub(super) fn at_line(p: &Proposal, line: usize) -> Option<usize> {
    p.actions.iter().position(|a| a.rows.iter().any(|r| (r.first_line..=r.last_line).contains(&line)))
}

/// The id of what a question is about, and the priority it stands under.
fn place_of(p: &Proposal, question: &Question) -> (String, Option<usize>) {
    if let Some(action) = action_of(p, question) {
        let place = p.actions.get(action).and_then(|a| a.placements.first());
        return (format!("row-{action}"), place.map(|p| p.priority));
    }
    match question.about {
        Subject::Priority(index) => (format!("priority-{index}"), Some(index)),
        Subject::Aim(index) => {
            let under = p.aims.get(index).and_then(|a| a.under.first()).map(|u| u.priority);
            (format!("aim-{index}"), under)
        }
        _ if question.line > 0 => (format!("line-{}", question.line), None),
        _ => ("plan-title".to_owned(), None),
    }
}
