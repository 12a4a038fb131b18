//! The choice about one item, as it stands in the form.

use super::pick::Pick;
use super::shown::{Amend, Shown};
use crate::app::typed::Typed;
use crate::domain::Timescale;
use crate::ledger::checks::personal;
use crate::ledger::review::Decision;
use crate::platform::time;
use crate::words::fill;
use leptos::prelude::*;
use serde_json::Value;

/// Under what the choice is kept that somebody else's rating is to be the action's, and what it says then.
pub const COUNTS: &str = "counts";
pub const YES: &str = "yes";

/// The reviewer's choice about an item, as it stands in the form.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    /// use, changes, not or later.
    pub pick: RwSignal<String>,
    /// The amended words.
    pub amended: RwSignal<String>,
    /// Why it is not used.
    pub reason: RwSignal<String>,
    /// Whether the rating of somebody who is no owner is to be the action's: yes, or nothing.
    pub counts: RwSignal<String>,
    /// Whether the reviewer has said that words may go for good; not kept when the page is left.
    pub sure: RwSignal<bool>,
}

impl Choice {
    /// The proposed choice. Nothing is proposed of a file that one should be `careful` with, or of words in which
    /// something looks like a resident's details.
    pub fn new(shown: &Shown, careful: bool) -> Choice {
        let careful = careful || !personal(&shown.told()).is_empty();
        let proposed = shown.item.proposed() == Decision::Use && !shown.item.removal && !careful;
        let pick = if proposed { Pick::Use } else { Pick::Later };
        let text = shown.amend.as_ref().map(|(_, text)| text.clone()).unwrap_or_default();
        Choice {
            pick: RwSignal::new(pick.name().to_owned()),
            amended: RwSignal::new(text),
            reason: RwSignal::default(),
            counts: RwSignal::default(),
            sure: RwSignal::new(false),
        }
    }

    /// Whether somebody else's rating is to be the action's.
    pub fn lets_count(self) -> bool {
        self.counts.with_untracked(|counts| counts == YES)
    }

    /// Nothing is proposed.
    pub fn leave(self) {
        self.pick.set(Pick::Later.name().to_owned());
    }

    /// Keeps it under this key while somebody chooses and types, as it was left if it was.
    pub fn keep(self, key: String) -> Typed {
        Typed::keep(
            key,
            &[("pick", self.pick), ("words", self.amended), ("reason", self.reason), (COUNTS, self.counts)],
        )
    }

    /// The decision it stands for, about this action if it is about one.
    ///
    /// # Errors
    /// What is missing.
    pub fn decision(self, shown: &Shown, action: Option<&str>, number: usize) -> Result<Decision, Missing> {
        let missing = |control: &str, key: &str| {
            // "New update" alone would stand in the list of problems once for each of them.
            let what = match action.filter(|title| !shown.heading.contains(title)) {
                Some(title) => format!("{}: {title}", shown.heading),
                None => shown.heading.clone(),
            };
            let words = fill(key, &[("what", &what)]);
            Missing { control: format!("item-{number}-{control}"), words }
        };
        match (Pick::read(&self.pick.get_untracked()), &shown.amend) {
            (Pick::Use, _) if shown.item.removal && !self.sure.get_untracked() => {
                Err(missing("sure", "review.missing.sure"))
            }
            (Pick::Use, _) => Ok(Decision::Use),
            (Pick::Changes, Some((kind, incoming))) => {
                let words = self.amended.get_untracked().trim().to_owned();
                if words.is_empty() {
                    return Err(missing("words", "review.missing.words"));
                }
                if words == incoming.trim() {
                    return Ok(Decision::Use);
                }
                Ok(Decision::UseWithChanges(match kind {
                    Amend::Text => Value::String(words),
                    Amend::Timescale => Timescale::read(&words, Some(time::today())).to_value(),
                }))
            }
            // Nobody is told why a request to remove words was refused: there is nothing to write.
            (Pick::Not, _) if shown.item.removal => Ok(Decision::NotUse { reason: String::new() }),
            (Pick::Not, _) => {
                let reason = self.reason.get_untracked().trim().to_owned();
                if reason.is_empty() {
                    return Err(missing("reason", "review.missing.reason"));
                }
                Ok(Decision::NotUse { reason })
            }
            (Pick::Changes | Pick::Later, _) => Ok(Decision::Later),
        }
    }
}

/// Something missing in an item's choice: the control's id, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The control.
    pub control: String,
    /// What to do.
    pub words: String,
}
