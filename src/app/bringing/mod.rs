//! Bringing in a report, without the screen: what a person changed of a proposal, kept so that it can be
//! done again after a reload, and what accepting it would change in the record.
//!
//! What may not live here: the browser, how anything looks, how papers are read (that is `intake`'s).

mod compare;
#[cfg(test)]
mod stored;

pub use compare::{Change, Compared, Why, align, as_records, compare};

use crate::intake::{Format, Options, Proposal, QuestionKind};
use crate::record::Id;
use crate::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The paper being brought in, as it is kept over a reload.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// The partnership it is for.
    pub partnership: String,
    /// The file's name, or empty for pasted words.
    pub name: String,
    /// The paper.
    pub text: String,
    /// Its shape as the file's name says, or empty.
    pub format: String,
    /// The title a person gave, or empty.
    pub title: String,
    /// The date a person gave, `YYYY-MM-DD`, or empty.
    pub date: String,
    /// Whether it has been read already, so that there is a proposal to go on with.
    pub read: bool,
}

impl Kept {
    /// The shape that a file's name says, as [`Format::named`] spells it; empty where the words must say.
    pub fn format_of(name: &str) -> String {
        let end = name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
        match end.as_str() {
            "htm" | "html" => "html".to_owned(),
            "md" | "markdown" => "md".to_owned(),
            "csv" | "tsv" => end,
            _ => String::new(),
        }
    }

    /// What intake needs to know.
    pub fn options(&self, scale: crate::domain::Scale) -> Options {
        Options {
            title: Some(self.title.trim().to_owned()).filter(|t| !t.is_empty()),
            date: self.date.parse().ok(),
            scale,
            format: Format::named(&self.format),
            period: None,
        }
    }
}

/// One thing a person mended. Indexes are those of the proposal at that moment, so mends are done again in
/// their order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Mend {
    Title(String),
    Period(String),
    /// `YYYY-MM-DD`.
    Date(String),
    PriorityTitle(usize, String),
    HeadlineProgress(usize, String),
    HeadlineFurther(usize, String),
    AimStatement(usize, String),
    ActionTitle(usize, String),
    Owners(usize, Vec<String>),
    OwnerUnknown(usize),
    Timescale(usize, String),
    /// The rating of one update for one action; without an update, the action's.
    Rating {
        update: Option<usize>,
        action: usize,
        key: String,
    },
    Narrative(usize, String),
    /// An update for an action that has none: the action, the words.
    NewUpdate(usize, String),
    /// The guess was right.
    Settle {
        line: usize,
        words: String,
    },
    /// All blank owners are the ones above.
    SettleAbove,
    /// The first spelling is the second's organisation.
    SameOrganisation(String, String),
    OneOwner(usize, String),
    Uncover {
        update: usize,
        action: usize,
    },
    SameAction {
        keep: usize,
        other: usize,
    },
}

impl Mend {
    /// The place whose words it sets, where doing only the last of several comes to the same.
    fn sets(&self) -> Option<usize> {
        match self {
            Mend::PriorityTitle(at, _)
            | Mend::HeadlineProgress(at, _)
            | Mend::HeadlineFurther(at, _)
            | Mend::AimStatement(at, _)
            | Mend::ActionTitle(at, _)
            | Mend::Narrative(at, _) => Some(*at),
            _ => None,
        }
    }

    /// Does it. Gives whether indexes may have moved, so that what is on the screen must be drawn anew.
    pub fn apply(&self, p: &mut Proposal) -> bool {
        let plain = |text: &str| text.trim().to_owned();
        match self {
            Mend::Title(text) => p.set_title(text),
            Mend::Period(text) => p.set_period(text),
            Mend::Date(text) => p.set_date(text.parse().ok()),
            Mend::PriorityTitle(i, text) => p.set_priority_title(*i, text),
            Mend::HeadlineProgress(i, text) => {
                p.priorities.get_mut(*i).into_iter().for_each(|one| one.headline_progress = plain(text));
            }
            Mend::HeadlineFurther(i, text) => {
                p.priorities.get_mut(*i).into_iter().for_each(|one| one.headline_further = plain(text));
            }
            Mend::AimStatement(i, text) => p.set_aim_statement(*i, text),
            Mend::ActionTitle(i, text) => p.set_action_title(*i, text),
            Mend::Owners(i, names) => p.set_owners(*i, names.clone()),
            Mend::OwnerUnknown(i) => p.mark_owner_unknown(*i),
            Mend::Timescale(i, text) => p.set_timescale(*i, text),
            Mend::Rating { update, action, key } => rate(p, *update, *action, key),
            Mend::Narrative(i, text) => p.set_narrative(*i, text),
            Mend::NewUpdate(i, text) => p.add_update(*i, text),
            Mend::Settle { line, words } => {
                if let Some(at) = p.questions.iter().position(|q| q.line == *line && q.words == *words) {
                    p.accept_question(at);
                }
            }
            Mend::SettleAbove => p.questions.retain(|q| q.kind != QuestionKind::OwnerFromAbove),
            Mend::SameOrganisation(spelling, name) => p.same_organisation(spelling, name),
            Mend::OneOwner(i, name) => p.join_owners(*i, name),
            Mend::Uncover { update, action } => {
                p.uncover(*update, *action);
                return true;
            }
            Mend::SameAction { keep, other } => {
                p.same_action(*keep, *other);
                return true;
            }
        }
        false
    }
}

fn rate(p: &mut Proposal, update: Option<usize>, action: usize, key: &str) {
    let several = p.updates.iter().filter(|u| u.covers.iter().any(|c| c.action == action)).count() > 1;
    let Some(update) = update.filter(|_| several) else { return p.set_rating(action, Some(key)) };
    let known = p.scale.get(key).map(|r| r.key.clone());
    if let Some(found) = p.updates.get_mut(update) {
        found.covers.iter_mut().filter(|c| c.action == action).for_each(|c| c.rating.clone_from(&known));
    }
}

/// Everything a person did to a proposal.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Mending {
    /// The mends, in order.
    pub mends: Vec<Mend>,
    /// Rows left out: table and row. Done last, so that a row can be put back.
    pub left: BTreeSet<(usize, usize)>,
}

impl Mending {
    /// Adds a mend. Words that are being typed in one place are one mend, however often they were kept meanwhile.
    pub fn add(&mut self, mend: Mend) {
        let kind = std::mem::discriminant(&mend);
        let again = |last: &&mut Mend| {
            mend.sets().is_some() && last.sets() == mend.sets() && std::mem::discriminant(&**last) == kind
        };
        match self.mends.last_mut().filter(again) {
            Some(last) => *last = mend,
            None => self.mends.push(mend),
        }
    }
}

/// The proposal without the rows left out: what accepting it brings in.
pub fn finished(proposal: &Proposal, left: &BTreeSet<(usize, usize)>) -> Proposal {
    let mut done = proposal.clone();
    for row in left {
        leave_out(&mut done, *row);
    }
    done
}

/// Leaves out one row. Intake finds a row by its line; where a line holds several rows (a page without line
/// breaks), the row is first given a line of its own after the last.
fn leave_out(p: &mut Proposal, (table, row): (usize, usize)) {
    let is_it = |r: &crate::intake::RowRead| (r.table, r.row) == (table, row);
    let mut rows = p.actions.iter().flat_map(|a| &a.rows);
    let Some(found) = rows.find(|r| is_it(r)).cloned() else { return };
    let meets = |r: &crate::intake::RowRead| r.first_line <= found.last_line && found.first_line <= r.last_line;
    if !p.actions.iter().flat_map(|a| &a.rows).any(|r| !is_it(r) && meets(r)) {
        return p.leave_out(found.first_line);
    }
    let own = usize::MAX / 2;
    let speaks_here = |p: &Option<(usize, usize)>| *p == Some(found.place);
    for update in p.updates.iter_mut().filter(|u| u.line == found.first_line && speaks_here(&u.placement)) {
        update.line = own;
    }
    for read in p.actions.iter_mut().flat_map(|a| &mut a.rows).filter(|r| is_it(r)) {
        (read.first_line, read.last_line) = (own, own);
    }
    p.leave_out(own);
}

/// What was found, in words: "5 priorities, 22 aims, …; 3 lines not understood".
pub fn summary_words(proposal: &Proposal) -> String {
    let s = proposal.summary();
    let parts = [
        ("priorities", s.priorities),
        ("aims", s.aims),
        ("actions", s.actions),
        ("updates", s.updates),
        ("owners", s.owners),
    ];
    let found: Vec<String> = parts.iter().map(|(key, n)| words::count(&format!("bringin.counts.{key}"), *n)).collect();
    format!("{}; {}", found.join(", "), words::count("bringin.counts.notUnderstood", s.not_understood))
}

/// The names in a field that holds several, parted by ";".
pub fn names_in(text: &str) -> Vec<String> {
    text.split([';', '\n']).map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect()
}

/// The id of the plan that a proposal makes or changes.
pub fn plan_id(proposal: &Proposal) -> Option<Id> {
    proposal.drafts().first().map(|d| d.id)
}

#[cfg(test)]
mod tests;
