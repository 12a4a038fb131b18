//! Keeping a draft: the journal at once, the database soon, and what was kept brought back.

use crate::app::context::App;
use crate::platform::{self, journal, leaving, page, time};
use crate::record::Id;
use crate::store::rows::DraftRow;
use crate::store::{RowChange, State, drafts};
use leptos::prelude::*;

/// How far the draft's words are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Nothing has been typed yet.
    Nothing,
    /// In the journal; the database follows.
    Soon,
    /// In the database since then (milliseconds since 1970).
    Saved(u64),
    /// The database refused; the words are on the screen and, if the browser can, in the journal.
    Failed,
    /// The draft was finished in another window meanwhile: what was typed since is on this page alone.
    Ended,
}

/// A draft that is being typed.
#[derive(Clone, Copy)]
pub struct Keeper {
    app: App,
    /// The partnership it is written in: it is saved in no other.
    partnership: Option<Id>,
    /// The draft as typed so far.
    pub row: RwSignal<DraftRow>,
    /// How far it is kept.
    pub kept: RwSignal<Kept>,
    /// Whether the words were brought back from a page that was closed.
    pub recovered: bool,
    version: StoredValue<u64>,
    done: StoredValue<bool>,
}

/// How long after the last keystroke the database is written, in milliseconds.
const QUIET: i32 = 700;

/// The draft to go on with: the one that was asked for, or the newest that covers the action. With its newest words,
/// and whether these are the journal's.
pub fn chosen(app: App, action: Id, draft: Option<Id>) -> (Option<DraftRow>, bool) {
    let asked = draft.map(|id| id.to_string());
    let all = app.state.with_untracked(|s| drafts::on_action(s, journal::all(), action));
    let found = all.into_iter().find(|d| asked.as_ref().is_none_or(|id| d.row.id == *id));
    found.map_or((None, false), |d| (Some(d.row), d.is_noted))
}

impl Keeper {
    /// The draft that was asked for, or the newest that covers the action, or a new one: with the words of the update that is
    /// changed in it, where one is.
    pub fn open(app: App, action: Id, draft: Option<Id>, first: Option<DraftRow>) -> Keeper {
        let (row, recovered) = chosen(app, action, draft);
        let is_begun = row.is_some();
        let row = row.or(first);
        let fresh = || DraftRow {
            id: platform::new_id().to_string(),
            covers: [(action.to_string(), String::new())].into(),
            ..DraftRow::default()
        };
        let kept = match &row {
            Some(row) if is_begun && !recovered => Kept::Saved(row.saved),
            Some(_) if is_begun => Kept::Soon,
            _ => Kept::Nothing,
        };
        let keeper = Keeper {
            app,
            partnership: app.partnership(),
            row: RwSignal::new(row.unwrap_or_else(fresh)),
            kept: RwSignal::new(kept),
            recovered,
            version: StoredValue::new(0),
            done: StoredValue::new(false),
        };
        if recovered {
            keeper.save_now();
        }
        leaving::first(move || async move {
            if keeper.done.try_get_value() != Some(false) {
                return true;
            }
            match (keeper.kept.try_get_untracked(), keeper.row.try_get_untracked()) {
                (Some(Kept::Soon), Some(row)) => keeper.store(row).await,
                (kept, _) => kept != Some(Kept::Ended),
            }
        });
        page::on(page::Event::Leaving, move || {
            if keeper.kept.try_get_untracked() == Some(Kept::Soon) {
                keeper.save_now();
            }
        });
        keeper
    }

    /// Takes a keystroke in: journal at once, database after a quiet moment.
    pub fn typed(self, change: impl FnOnce(&mut DraftRow)) {
        let mut row = self.row.get_untracked();
        change(&mut row);
        row.saved = time::now_ms();
        journal::note(&row);
        self.row.set(row);
        self.kept.set(Kept::Soon);
        let version = self.version.get_value() + 1;
        self.version.set_value(version);
        let id = self.row.with_untracked(|r| r.id.clone());
        time::after(QUIET, move || match self.version.try_get_value() {
            Some(now) if now == version => self.save_now(),
            Some(_) => {}
            // The page was left meanwhile. What was finished or thrown away is noted no longer.
            None => journal::noted(&id).into_iter().for_each(|row| self.write(row)),
        });
    }

    /// Writes the draft to the database.
    pub fn save_now(self) {
        if self.done.try_get_value() != Some(false) {
            return;
        }
        if let Some(row) = self.row.try_get_untracked() {
            self.write(row);
        }
    }

    fn write(self, row: DraftRow) {
        leptos::task::spawn_local(async move {
            self.store(row).await;
        });
    }

    /// Stores the draft; whether that worked.
    async fn store(self, row: DraftRow) -> bool {
        let (app, version) = (self.app, self.version.try_get_value());
        let (at, mut ended) = (row.saved, false);
        let mut build = |state: &State| {
            // A draft that was finished meanwhile, here or in another window, does not come back.
            ended = state.is_finished(&row);
            let here = state.about.as_ref().and_then(|a| a.partnership.parse().ok());
            let wanted = !ended && here == self.partnership;
            wanted.then(|| RowChange::Draft(row.clone()).into())
        };
        let saved = app.transact(&mut build).await;
        // The page may have been left meanwhile.
        if version.is_some() && self.version.try_get_value() == version {
            let kept = match saved {
                Ok(true) => Kept::Saved(at),
                Ok(false) if ended => Kept::Ended,
                _ => Kept::Failed,
            };
            let _ = self.kept.try_set(kept);
        }
        saved == Ok(true)
    }

    /// The rows that end the draft, to be saved in the same transaction as what it became. The journal is
    /// forgotten by [`Keeper::ended`], once that has succeeded.
    pub fn ending(self) -> Vec<RowChange> {
        vec![RowChange::DraftGone(self.row.get_untracked().id)]
    }

    /// After the ending has been saved.
    pub fn ended(self) {
        self.done.set_value(true);
        journal::forget(&self.row.with_untracked(|r| r.id.clone()));
    }
}
