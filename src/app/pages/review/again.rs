//! Taking a review back: what stood before stands again, and what was chosen and typed stands in the form again.

use super::choice::{COUNTS, YES};
use super::kept_under::kept_key;
use super::pick::Pick;
use crate::app::context::App;
use crate::app::typed::leave;
use crate::domain::{Outcome, Timescale, fields as f};
use crate::ledger::decisions::{Chosen, chosen};
use crate::record::{Id, Record};
use leptos::prelude::WithUntracked;
use serde_json::Value;

/// Takes the last review of a file back. False where it could not be, and the reason is shown at the top of the page.
pub async fn take_back(app: App, file: Id) -> bool {
    let before = app.state.with_untracked(|s| {
        let one = |piece: Chosen| (lets_count(s.ledger.records().get(piece.key.0)), piece);
        chosen(s.ledger.records(), file).into_iter().map(one).collect::<Vec<_>>()
    });
    if app.undo(&file.to_string()).await.is_err() {
        return false;
    }
    for (counts, piece) in &before {
        let mut texts = texts(piece);
        texts.extend(counts.then(|| (COUNTS, YES.to_owned())));
        leave(app, kept_key(file, &piece.key), &texts);
    }
    true
}

/// Whether the office lets a rating count that is no owner's.
fn lets_count(record: Option<&Record>) -> bool {
    record.is_some_and(|r| r.members(f::COUNTS_FOR_RATING).any(|(_, value)| value.as_str() == Some(YES)))
}

/// The texts of the form that say what was chosen.
fn texts(piece: &Chosen) -> Vec<(&'static str, String)> {
    let words = |value: &Value| match value.as_str() {
        Some(text) => text.to_owned(),
        None => Timescale::from_value(value).map(|t| t.words).unwrap_or_default(),
    };
    let pick = match piece.outcome {
        Outcome::Used => Pick::Use,
        Outcome::UsedWithChanges => Pick::Changes,
        Outcome::NotUsed => Pick::Not,
    };
    let mut texts = vec![("pick", pick.name().to_owned())];
    texts.extend(piece.words.as_ref().map(|value| ("words", words(value))));
    texts.extend(piece.reason.clone().map(|reason| ("reason", reason)));
    texts
}
