//! Whose word an update is: an owner's or a supporter's of the action that it is about, or somebody else's. Somebody else's is
//! marked wherever it is read, and its rating is the action's only where the office says so.
//!
//! Whether a rating counts is asked in one place, [`Update::counts_for_rating`]. What was used before there was that rule says
//! nothing in it and stays in force; so it is said here, of each update that comes in, when it is used.

use super::item::Item;
use super::state::Ledger;
use crate::domain::{Action, Update, Writer, fields as f, kind};
use crate::record::{Edit, Id, Record, Set, Stamp};

impl Ledger {
    /// Whether an update is from somebody whose organisation neither owns nor supports the action. Words of a report, and words
    /// of which nobody knows who speaks, are nobody else's; and nobody is a stranger where an action has no owner.
    pub fn is_outsiders(&self, update: Update<'_>, action: Id) -> bool {
        let spoken_for = update.is_from_report() || update.attribution().is_some();
        let writer = author(update.0).filter(|_| !spoken_for).and_then(|id| self.records().get(id)).map(Writer);
        let speaker = update.organisation().or_else(|| writer?.organisation());
        let action = self.action(action);
        speaker.zip(action).is_some_and(|(speaker, action)| stands_by(self, action, Some(speaker)) == Some(false))
    }
}

/// Who wrote first what still stands in a record: whoever changed it since is not its author.
pub fn author(record: &Record) -> Option<Id> {
    record.stamps().min_by(Stamp::cmp).map(|stamp| stamp.writer())
}

/// Whether an organisation owns or supports an action; `None` where nobody does.
fn stands_by(ledger: &Ledger, action: Action<'_>, organisation: Option<Id>) -> Option<bool> {
    let mut all = action.owners().into_iter().chain(action.support()).peekable();
    all.peek()?;
    let speaker = organisation.map(|id| ledger.stands_for(id));
    Some(all.any(|owner| Some(ledger.stands_for(owner.organisation)) == speaker))
}

/// The actions that something which came in speaks of, and that its speaker, as far as this office knows, neither owns nor
/// supports. Who names no organisation, or another than the one they are known to belong to, stands by none.
pub fn outsiders(ledger: &Ledger, incoming: &Set, item: &Item) -> Vec<Id> {
    if item.kind != kind::UPDATE || item.removal {
        return Vec::new();
    }
    let find = |id: Id| ledger.records().get(id).or_else(|| incoming.get(id));
    let covers: Vec<Id> = match (&item.key.1, &item.record) {
        (None, Some(record)) => Update(record).covers().into_iter().map(|(action, _)| action).collect(),
        // What is known already is made to speak of an action, or to rate it otherwise.
        (Some(field), _) => {
            field.strip_prefix(f::COVERS).into_iter().filter_map(|m| m.strip_prefix('/')?.parse().ok()).collect()
        }
        (None, None) => Vec::new(),
    };
    let update = item.record.as_ref().or_else(|| find(item.key.0)).map(Update);
    let writer = |find: &dyn Fn(Id) -> Option<Id>| find(item.at.writer());
    let known = writer(&|id| ledger.records().get(id).map(Writer)?.organisation());
    let says = update.and_then(Update::organisation).or_else(|| writer(&|id| find(id).map(Writer)?.organisation()));
    let is_known = |says: &Id| known.is_none_or(|known| ledger.stands_for(known) == ledger.stands_for(*says));
    let speaker = says.filter(is_known);
    let stands = |action: &Id| find(*action).and_then(|record| stands_by(ledger, Action(record), speaker));
    covers.into_iter().filter(|action| stands(action) == Some(false)).collect()
}

/// What the office says of the ratings in something that it uses: of an owner's and a supporter's nothing, of anybody else's
/// that it is not the action's.
pub(super) fn not_counted(ledger: &Ledger, incoming: &Set, item: &Item) -> Vec<Edit> {
    outsiders(ledger, incoming, item).into_iter().map(|action| counting(item.key.0, action, false)).collect()
}

/// The edit by which the office says whether an update's rating of an action is the action's.
pub fn counting(update: Id, action: Id, counts: bool) -> Edit {
    let (field, value) = Update::counting_for_rating(action, counts);
    Edit { record: update, kind: kind::UPDATE.to_owned(), field, value }
}

/// Lets the ratings of something that is used be the action's, as the office chose.
pub fn let_count(edits: &mut [Edit], update: Id) {
    let is_it = |edit: &&mut Edit| edit.record == update && edit.field.starts_with(f::COUNTS_FOR_RATING);
    for edit in edits.iter_mut().filter(is_it) {
        let action = edit.field.split_once('/').and_then(|(_, member)| member.parse().ok());
        if let Some(action) = action {
            *edit = counting(update, action, true);
        }
    }
}
