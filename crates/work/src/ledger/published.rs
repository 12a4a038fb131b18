//! Published papers: the words as they went out, kept in a record of their own, so that they never
//! change when the plan does.

use super::PlanTree;
use super::state::Ledger;
use crate::days::Date;
use crate::domain::{Draft, fields as f};
use crate::record::{Id, Record};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The kind of these records. They are for the office alone: what is published goes out as a paper.
pub const REPORT: &str = "report";
/// `report`: the kind of paper, such as `progress`.
pub const KIND_OF_PAPER: &str = "kindOfPaper";
/// `report`: the day the figures are as at, `YYYY-MM-DD`.
pub const AS_AT: &str = "asAt";
/// `report`: the day it was published, `YYYY-MM-DD`.
pub const PUBLISHED: &str = "published";
/// `report`: the whole text as published, as Markdown.
pub const MARKDOWN: &str = "markdown";
/// `report`: the whole paper as published, as data from which every format is made again.
pub const PAPER: &str = "paper";
/// `report`: the counts at that time.
pub const FIGURES: &str = "figures";

/// What a paper is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Subject<'a> {
    /// A plan.
    Plan(&'a PlanTree),
    /// An event.
    Event(Id),
    /// What people told us.
    Heard,
}

/// A paper about to be published.
#[derive(Debug, Clone, PartialEq)]
pub struct Publication<'a> {
    /// What it is about.
    pub about: Subject<'a>,
    /// The kind of paper, such as `progress`.
    pub kind: &'a str,
    /// The paper's title.
    pub title: &'a str,
    /// The day the figures are as at.
    pub as_at: Date,
    /// The day it is published.
    pub published: Date,
    /// The whole text.
    pub markdown: &'a str,
    /// The whole paper as data.
    pub paper: Value,
}

impl Publication<'_> {
    /// The record that keeps it.
    pub fn draft(&self, id: Id) -> Draft {
        let mut draft = Draft::new(id, REPORT);
        match self.about {
            Subject::Plan(tree) => {
                draft.set(f::PLAN, tree.id.to_string());
                draft.set(FIGURES, figures(tree));
            }
            Subject::Event(event) => draft.set(f::EVENT, event.to_string()),
            Subject::Heard => {}
        }
        draft
            .with(f::TITLE, self.title)
            .with(KIND_OF_PAPER, self.kind)
            .with(AS_AT, self.as_at.to_string())
            .with(PUBLISHED, self.published.to_string())
            .with(MARKDOWN, self.markdown)
            .with(PAPER, self.paper.clone())
    }

    /// Whether a published paper says exactly this already.
    pub fn is_said_by(&self, published: Published<'_>) -> bool {
        let (plan, event) = match self.about {
            Subject::Plan(tree) => (Some(tree.id.to_string()), None),
            Subject::Event(event) => (None, Some(event.to_string())),
            Subject::Heard => (None, None),
        };
        published.markdown() == self.markdown
            && published.paper().is_some()
            && published.0.text(KIND_OF_PAPER) == Some(self.kind)
            && published.0.text(f::PLAN) == plan.as_deref()
            && published.0.text(f::EVENT) == event.as_deref()
    }
}

/// The counts of a plan: priorities, aims, actions, updates, and actions by rating, each action once; those that are over are
/// counted apart.
pub fn figures(tree: &PlanTree) -> Value {
    let mut seen = BTreeSet::new();
    let mut updates = BTreeSet::new();
    let mut ratings: BTreeMap<String, usize> = BTreeMap::new();
    let mut closed: BTreeMap<&str, usize> = BTreeMap::new();
    let mut without = BTreeSet::new();
    for action in tree.placed_actions() {
        updates.extend(action.updates.iter().map(|u| u.id));
        if seen.insert(action.id) {
            match action.closed() {
                Some(over) => *closed.entry(over.name()).or_insert(0) += 1,
                None => *ratings.entry(action.rating().unwrap_or("notKnown").to_owned()).or_insert(0) += 1,
            }
            without.insert(action.id);
        }
        if !action.updates.is_empty() {
            without.remove(&action.id);
        }
    }
    let mut figures = json!({
        "priorities": tree.priorities.len(),
        "aims": tree.aim_count(),
        "actions": seen.len(),
        "updates": updates.len(),
        "withoutUpdate": without.len(),
        "ratings": ratings,
    });
    if let Some(all) = figures.as_object_mut().filter(|_| !closed.is_empty()) {
        all.insert("closed".to_owned(), json!(closed));
    }
    figures
}

/// A published paper.
#[derive(Debug, Clone, Copy)]
pub struct Published<'a>(pub &'a Record);

impl<'a> Published<'a> {
    /// Its title.
    pub fn title(self) -> &'a str {
        self.0.text(f::TITLE).unwrap_or_default()
    }

    /// The kind of paper, such as `progress`.
    pub fn kind(self) -> &'a str {
        self.0.text(KIND_OF_PAPER).unwrap_or_default()
    }

    /// The day the figures are as at, `YYYY-MM-DD`, or empty.
    pub fn as_at(self) -> &'a str {
        self.0.text(AS_AT).unwrap_or_default()
    }

    /// The day it was published, `YYYY-MM-DD`, or empty.
    pub fn published(self) -> &'a str {
        self.0.text(PUBLISHED).unwrap_or_default()
    }

    /// The whole text as published.
    pub fn markdown(self) -> &'a str {
        self.0.text(MARKDOWN).unwrap_or_default()
    }

    /// The whole paper as data; papers published by early versions have only their text.
    pub fn paper(self) -> Option<&'a Value> {
        self.0.value(PAPER).filter(|v| !v.is_null())
    }
}

impl Ledger {
    /// The published papers, newest first; without those of which only a removal is left.
    pub fn published(&self) -> Vec<Published<'_>> {
        let says = |p: &Published<'_>| !p.title().is_empty() || !p.markdown().is_empty();
        let mut all: Vec<Published<'_>> = self.of_kind(REPORT).map(Published).filter(says).collect();
        all.sort_by(|a, b| b.published().cmp(a.published()).then_with(|| b.0.id.cmp(&a.0.id)));
        all
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::{Plan, kind, kinds};
    use crate::ledger::Side;
    use crate::record::{Clock, Set};

    fn store(set: &mut Set, draft: &Draft, clock: &mut Clock) {
        for edit in draft.edits() {
            let at = clock.next(1);
            set.edit(&edit, at);
        }
    }

    #[test]
    fn what_was_published_does_not_change_with_the_plan() {
        let id = |n: u8| Id::from_bytes([n; 16]);
        let mut clock = Clock::new(id(9));
        let mut set = Set::new();
        store(&mut set, &Draft::new(id(1), kind::PLAN).with(f::TITLE, "Plan"), &mut clock);
        let action = Draft::new(id(2), kind::ACTION).with(f::TITLE, "Act").with(f::PLAN, id(1).to_string());
        store(&mut set, &action, &mut clock);
        let mut ledger = Ledger::new(set, None, Side::Office);
        let tree = ledger.tree(Plan(ledger.records().get(id(1)).unwrap()));
        let day: Date = "2026-01-02".parse().unwrap();
        let paper = Publication {
            about: Subject::Plan(&tree),
            kind: "progress",
            title: "Plan",
            as_at: day,
            published: day,
            markdown: "# Plan\n",
            paper: json!({ "title": "Plan" }),
        };
        ledger.change(|records| store(records, &paper.draft(id(3)), &mut clock));
        ledger.change(|records| store(records, &Draft::new(id(1), kind::PLAN).with(f::TITLE, "New"), &mut clock));
        let published = ledger.published();
        let kept = published.first().unwrap();
        assert_eq!((kept.title(), kept.markdown(), kept.as_at()), ("Plan", "# Plan\n", "2026-01-02"));
        assert!(paper.is_said_by(*kept));
        assert_eq!(kept.paper(), Some(&paper.paper));
        assert!(!Publication { markdown: "# New\n", ..paper.clone() }.is_said_by(*kept));
        assert!(!Publication { about: Subject::Event(id(1)), ..paper.clone() }.is_said_by(*kept));
        let event = Publication { about: Subject::Event(id(8)), kind: "event", ..paper.clone() };
        ledger.change(|records| store(records, &event.draft(id(4)), &mut clock));
        let kept_too = ledger.published().into_iter().find(|p| p.kind() == "event").unwrap();
        assert!(event.is_said_by(kept_too) && kept_too.0.text(f::PLAN).is_none());
        let kept = *ledger.published().iter().find(|p| p.kind() == "progress").unwrap();
        let counts = kept.0.value(FIGURES).unwrap();
        let number = |path: &str| counts.pointer(path).and_then(Value::as_u64);
        assert_eq!((number("/actions"), number("/withoutUpdate")), (Some(1), Some(1)));
        assert_eq!(number("/ratings/notKnown"), Some(1));
        assert_eq!(kinds::audience(REPORT), kind::Audience::Office);
    }
}
