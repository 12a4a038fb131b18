//! The choice about one item, as it stands in the form.

use super::kept_under::fields_of;
use super::pick::Pick;
use super::shown::{Amend, Shown, Told, base};
use crate::app::context::App;
use crate::app::form::RecordForm;
use crate::app::typed::{Typed, is_left};
use crate::domain::{Timescale, fields as f};
use crate::ledger::checks::personal;
use crate::ledger::review::{Amended, Decision};
use crate::pencil::Filled;
use crate::platform::time;
use crate::words::fill;
use leptos::prelude::*;
use serde_json::Value;

/// Under what the choice is kept that somebody else's rating is to be the action's, and what it says then.
pub const COUNTS: &str = "counts";
pub const YES: &str = "yes";

/// The reviewer's choice about an item, as it stands in the form.
#[derive(Clone, Copy)]
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
    /// The form of a new record's every field, once somebody asked for it.
    amending: RwSignal<Option<RecordForm>>,
    /// What owns that form: it lives as long as the choice, however often it is shown.
    owner: StoredValue<Option<Owner>>,
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
            amending: RwSignal::new(None),
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// The form of everything that a new record says, as it was left, kept under the key of its piece; made when it is first
    /// asked for, because a review of five hundred pieces has few that are changed.
    pub fn amending(self, app: App, shown: &Shown, kept: &str, number: usize) -> Option<RecordForm> {
        if let Some(form) = self.amending.get_untracked() {
            return Some(form);
        }
        let record = shown.item.record.clone()?;
        let make = || RecordForm::of_one_that_came(app, record, fields_of(kept), format!("item-{number}-"));
        let form = self.owner.get_value()?.with(make);
        // Words that were changed before every field could be, and are not finished.
        let before = self.amended.get_untracked();
        if let Some(form) = form.filter(|form| !before.trim().is_empty() && form.fields().contains(&f::NARRATIVE)) {
            form.text(f::NARRATIVE).set(before);
            self.amended.set(String::new());
        }
        self.amending.set(form);
        form
    }

    /// What is typed in the fields of a new record, once they are shown.
    pub fn filled(self) -> Option<Filled> {
        self.amending.get().map(|form| form.filled())
    }

    /// What of a new record would be used as it came though its form is open: what the form has no field for, and what stands
    /// beside what a field of it says.
    pub fn left_by_the_form<'a>(self, told: &'a [Told]) -> impl Iterator<Item = &'a str> + use<'a> {
        let form = self.amending.get();
        let fields = form.map(RecordForm::fields).unwrap_or_default();
        let changed: Vec<String> =
            form.into_iter().flat_map(RecordForm::changed).map(|edit| base(&edit.field).to_owned()).collect();
        let is_left = move |told: &&Told| match told.is_other_version {
            true => !changed.iter().any(|field| field == base(&told.field)),
            false => !fields.contains(&base(&told.field)),
        };
        told.iter().filter(is_left).map(|told| told.text.as_str())
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

    /// The form of a new record's every field, where somebody opened it now or before: a piece that has not been drawn yet
    /// has words in the journal all the same.
    fn amended_before(self, app: App, shown: &Shown, kept: &str, number: usize) -> Option<RecordForm> {
        let is_left = || is_left(&fields_of(kept)) || self.amended.with_untracked(|words| !words.trim().is_empty());
        match self.amending.get_untracked() {
            None if is_left() => self.amending(app, shown, kept, number),
            form => form,
        }
    }

    /// The decision it stands for, about this action if it is about one; `kept` is the key of its piece.
    ///
    /// # Errors
    /// What is missing.
    pub fn decision(
        self,
        app: App,
        shown: &Shown,
        action: Option<&str>,
        (kept, number): (&str, usize),
    ) -> Result<Decision, Missing> {
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
            (Pick::Changes, Some((Amend::Record, _))) => {
                // Nobody who left the form closed has changed anything in it.
                let Some(form) = self.amended_before(app, shown, kept, number) else { return Ok(Decision::Use) };
                if !form.is_well() {
                    let first = form.problems.with_untracked(|all| all.first().cloned());
                    let first = first.map(|p| Missing { control: p.field.clone(), words: p.text.clone() });
                    return Err(first.unwrap_or_else(|| missing("words", "review.missing.words")));
                }
                let changed = form.changed();
                if changed.is_empty() {
                    return Ok(Decision::Use);
                }
                let changed: Amended = changed.into_iter().map(|edit| (edit.field, edit.value)).collect();
                Ok(Decision::UseWithChanges(changed))
            }
            (Pick::Changes, Some((kind, incoming))) => {
                let words = self.amended.get_untracked().trim().to_owned();
                if words.is_empty() {
                    return Err(missing("words", "review.missing.words"));
                }
                if words == incoming.trim() {
                    return Ok(Decision::Use);
                }
                let value = match kind {
                    Amend::Timescale => Timescale::read(&words, Some(time::today())).to_value(),
                    Amend::Text | Amend::Record => Value::String(words),
                };
                Ok(Decision::UseWithChanges(value.into()))
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
