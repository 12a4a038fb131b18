//! The drafts of a device as they are reached: each by its id, and all that are on one action. Two pages that were
//! opened on one action before either was typed into make two drafts; neither may be out of reach.

use crate::record::Id;
use crate::store::database::rows::DraftRow;
use crate::store::device::state::State;

/// A draft with its newest words.
#[derive(Debug, Clone, PartialEq)]
pub struct Begun {
    /// The draft.
    pub row: DraftRow,
    /// Whether these words were noted at a keystroke and are in the database not yet.
    pub is_noted: bool,
}

/// Every draft with its newest words: those stored, or those noted at each keystroke where they are newer and no
/// update has come of them since. Newest first.
pub fn begun(state: &State, noted: Vec<DraftRow>) -> Vec<Begun> {
    let mut all: Vec<Begun> = state.drafts.values().map(|row| Begun { row: row.clone(), is_noted: false }).collect();
    // The journal also holds the form of words put in for someone, which is no draft of an update.
    for row in noted.into_iter().filter(|d| d.id.parse::<Id>().is_ok() && !state.is_finished(d)) {
        match all.iter_mut().find(|known| known.row.id == row.id) {
            Some(known) if row.saved > known.row.saved => *known = Begun { row, is_noted: true },
            Some(_) => {}
            None => all.push(Begun { row, is_noted: true }),
        }
    }
    all.sort_by(|a, b| a.row.saved.cmp(&b.row.saved).reverse());
    all
}

/// The drafts that cover an action, newest first.
pub fn on_action(state: &State, noted: Vec<DraftRow>, action: Id) -> Vec<Begun> {
    let key = action.to_string();
    let mut all = begun(state, noted);
    all.retain(|draft| draft.row.covers.contains_key(&key));
    all
}

/// The action on whose page a draft stands: the first it covers that is here. `None` where the id is no draft's.
pub fn action_of(state: &State, noted: Vec<DraftRow>, draft: Id) -> Option<Id> {
    let id = draft.to_string();
    let draft = begun(state, noted).into_iter().find(|d| d.row.id == id)?;
    covered(state, &draft.row)
}

/// The first action that a draft covers and that is here.
pub fn covered(state: &State, row: &DraftRow) -> Option<Id> {
    row.covers.keys().filter_map(|id| id.parse().ok()).find(|id| state.ledger.action(*id).is_some())
}

/// The first words that a draft has, by which it is told from another; empty where it has none yet.
pub fn first_words(row: &DraftRow) -> String {
    let text = row.fields.values().map(|text| text.trim()).find(|text| !text.is_empty()).unwrap_or_default();
    let first: String = text.chars().take(60).collect();
    if first.len() < text.len() { format!("{}…", first.trim_end()) } else { first }
}
