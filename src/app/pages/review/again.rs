//! Taking a review back: what stood before stands again, and what was chosen and typed stands in the form again.

use super::choice::{COUNTS, YES};
use super::entries::files;
use super::kept_under::{fields_of, kept_key};
use super::pick::Pick;
use crate::app::context::App;
use crate::app::typed::leave;
use crate::domain::{Outcome, Timescale, kinds};
use crate::ledger::decisions::{Chosen, chosen};
use crate::ledger::review::Key;
use crate::ledger::whose::let_counted;
use crate::pencil::Form;
use crate::platform::time;
use crate::record::{Id, Record};
use crate::store::State;
use leptos::prelude::WithUntracked;
use serde_json::Value;

/// Takes the last review of a file back. False where it could not be, and the reason is shown at the top of the page.
pub async fn take_back(app: App, file: Id) -> bool {
    let before = app.state.with_untracked(|s| {
        let one = |piece: Chosen| {
            let fields = piece.record.as_ref().map(|record| fields(s, record)).unwrap_or_default();
            (let_counted(&s.ledger, &piece.key), fields, piece)
        };
        chosen(s.ledger.records(), file).into_iter().map(one).collect::<Vec<_>>()
    });
    if app.undo(&file.to_string()).await.is_err() {
        return false;
    }
    // What another sitting decided is decided still: nothing of it is left in the form.
    let waits: Option<Vec<(Key, Option<Id>)>> = app.state.with_untracked(|s| {
        let staged = *files(s, Some(file)).first()?;
        Some(s.items(staged, time::now_ms()).into_iter().map(|item| (item.key, item.claim)).collect())
    });
    let waits = |piece: &Chosen| {
        waits.as_ref().is_none_or(|all| all.iter().any(|(key, claim)| (key, claim) == (&piece.key, &piece.claim)))
    };
    for (counted, fields, piece) in before.iter().filter(|(.., piece)| waits(piece)) {
        let mut texts = texts(piece);
        // What the review let count counts no longer now; what counted before it still does, and was no choice of it.
        let still = app.state.with_untracked(|s| let_counted(&s.ledger, &piece.key));
        let is_chosen = counted.iter().any(|action| !still.contains(action));
        texts.extend(is_chosen.then(|| (COUNTS, YES.to_owned())));
        let key = kept_key(file, &piece.key, piece.claim);
        leave(app, key.clone(), &texts);
        if !fields.is_empty() {
            let fields: Vec<(&str, String)> = fields.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
            leave(app, fields_of(&key), &fields);
        }
    }
    true
}

/// What stands in the fields of a new record that was used with changes, as it was typed.
fn fields(state: &State, record: &Record) -> Vec<(String, String)> {
    let Some(kind) = kinds::find(&record.kind) else { return Vec::new() };
    let form = Form::whole(kind, time::today()).without_the_offices().over(record.clone());
    form.first(&state.ledger, None).0.into_iter().collect()
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
