//! The one way to save: what is to be stored is worked out from the state as it is, and worked out anew where another
//! window was first.

use super::attempt::attempt;
use super::lost::Former;
use super::lost::Lost;
use super::plan::plan;
use crate::ledger::changes::{Cause, Work};
use crate::record::Id;
use crate::store::database::tables::Store;
use crate::store::database::tables::StoreError;
use crate::store::database::tables::View;
use crate::store::device::state::State;
use crate::store::writing::delta::Delta;
use crate::store::writing::delta::Restore;
use crate::store::writing::row_change::RowChange;
use crate::store::writing::vault::Vault;
use std::cell::RefCell;

/// What is to be stored in one transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Intent {
    /// Changes to the records.
    pub work: Work,
    /// Changes to the other rows.
    pub rows: Vec<RowChange>,
}

impl From<Work> for Intent {
    fn from(work: Work) -> Intent {
        Intent { work, rows: Vec::new() }
    }
}

impl From<Vec<RowChange>> for Intent {
    fn from(rows: Vec<RowChange>) -> Intent {
        Intent { work: Work::new(Cause::Typed), rows }
    }
}

impl From<RowChange> for Intent {
    fn from(row: RowChange) -> Intent {
        Intent::from(vec![row])
    }
}

impl Intent {
    /// Whether there is nothing to store.
    pub fn is_empty(&self) -> bool {
        self.work.is_empty() && self.rows.is_empty()
    }
}

/// What a completed transaction did that whoever asked for it must know; everything else is in the state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Saved {
    /// What was removed for good now, if anything. What is half typed about it, or quotes it, goes with it.
    pub lost: Option<Lost>,
    /// Fields of which there are two versions now: somebody wrote them while a form was open.
    pub beside: Vec<(Id, String)>,
}

/// Where the state is held between two transactions. It is looked at for moments only, never across a wait, so that
/// nothing of it need be copied.
pub trait Held {
    /// Looks at the state.
    fn look<T>(&self, look: impl FnOnce(&State) -> T) -> T;
    /// Changes the state.
    fn change(&self, change: impl FnOnce(&mut State));
}

impl Held for RefCell<State> {
    fn look<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.borrow())
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.borrow_mut());
    }
}

/// So many times work is made anew for another window's sake. Each time that window has saved something, so nobody
/// waits for ever; more than a few times in a row no two people press.
const TRIES: usize = 20;

impl Vault {
    /// Saves what `build` makes of the state, in one strict transaction; `None` where it makes nothing. Where another
    /// window has written meanwhile, that is read in and `build` is asked again, so it must not keep anything from the
    /// time before. Whoever calls sees to it that nobody else in this window saves meanwhile.
    ///
    /// ```
    /// use golden_thread_work::bundle::Partnership;
    /// use golden_thread_work::domain::{Draft, fields as f, kind};
    /// use golden_thread_work::ledger::changes::{Cause, Work};
    /// use golden_thread_work::record::Id;
    /// use golden_thread_work::store::rows::About;
    /// use golden_thread_work::store::{Intent, MemoryStore, RowChange, State, Vault};
    /// use std::cell::RefCell;
    /// # use std::{future::Future, pin::pin, task::{Context, Poll, Waker}};
    /// # fn now<T>(future: impl Future<Output = T>) -> T {
    /// #     let Poll::Ready(value) = pin!(future).poll(&mut Context::from_waker(Waker::noop())) else { unreachable!() };
    /// #     value
    /// # }
    ///
    /// let (store, held) = (MemoryStore::new(), RefCell::new(State::default()));
    /// let partnership = Partnership { id: Id::from_bytes([7; 16]), name: "Southwark".into() };
    /// let writer = Id::from_bytes([1; 16]).to_string();
    /// let about = About { writer, ..About::nobody(&partnership) };
    /// let plan = Draft::new(Id::from_bytes([2; 16]), kind::PLAN).with(f::TITLE, "Recovery plan");
    ///
    /// // Asked inside the lock, on the state as it is, and again where another window was first.
    /// let saved = now(Vault::transact(&store, &held, 1_000, &mut |state| {
    ///     let work = Work::drafts([&plan], Cause::Typed);
    ///     state.ledger.plans().next().is_none().then(|| Intent { work, rows: vec![RowChange::About(about.clone())] })
    /// }));
    /// assert!(saved.unwrap().is_some());
    /// let read = now(State::load(&store)).unwrap();
    /// assert_eq!(read.ledger.plans().next().map(|p| p.title().to_owned()), Some("Recovery plan".to_owned()));
    /// ```
    ///
    /// # Errors
    /// Why nothing was kept; [`StoreError::Behind`] where other windows were first again and again.
    pub async fn transact(
        store: &impl Store,
        held: &impl Held,
        now_ms: u64,
        build: &mut dyn FnMut(&State) -> Option<Intent>,
    ) -> Result<Option<Saved>, StoreError> {
        for _ in 0..TRIES {
            let Some(Intent { work, rows }) = held.look(&mut *build) else { return Ok(None) };
            match run(store, held, Planned { work, restore: Restore::default(), rows }, now_ms).await {
                Err(StoreError::Behind) if Vault::read_again(store, held).await? => {}
                done => return done.map(|delta| Some(take_in(held, delta))),
            }
        }
        Err(StoreError::Behind)
    }

    /// Takes a review back; see [`Vault::undo`]. What anybody wrote since stays, also in a window that has not said
    /// so yet.
    ///
    /// # Errors
    /// Why nothing was changed; [`StoreError::Behind`] too where there is nothing to take back.
    pub async fn take_back(
        store: &impl Store,
        held: &impl Held,
        now_ms: u64,
        bundle: &str,
    ) -> Result<Saved, StoreError> {
        for _ in 0..TRIES {
            let done = match Vault::undo_rows(store, bundle).await {
                Ok(kept) => {
                    let (work, restore, rows) = held.look(|state| kept.plan(state, bundle));
                    run(store, held, Planned { work, restore, rows }, now_ms).await
                }
                Err(error) => Err(error),
            };
            match done {
                Err(StoreError::Behind) if Vault::read_again(store, held).await? => {}
                done => return done.map(|delta| take_in(held, delta)),
            }
        }
        Err(StoreError::Behind)
    }

    /// Reads the store again, where another window has written to it. Whether that was so.
    ///
    /// # Errors
    /// Why it could not be read. An emptied database is [`StoreError::Gone`] and no news: what is in memory is then
    /// the only copy there is.
    pub async fn read_again(store: &impl Store, held: &impl Held) -> Result<bool, StoreError> {
        let state = State::load(store).await?;
        if state.about.is_none() && held.look(|known| known.about.is_some()) {
            return Err(StoreError::Gone);
        }
        let is_news = held.look(|known| known.mark() != state.mark());
        if is_news {
            held.change(|known| *known = state);
        }
        Ok(is_news)
    }
}

struct Planned {
    work: Work,
    restore: Restore,
    rows: Vec<RowChange>,
}

/// One attempt, on the state as it is held while the transaction runs.
async fn run(store: &impl Store, held: &impl Held, what: Planned, now_ms: u64) -> Result<Delta, StoreError> {
    let cursor = held.look(|state| state.cursor.clone());
    let Planned { work, restore, rows } = what;
    let former = Former::read(store, &work).await?;
    let plan = |view: &View| held.look(|state| plan(state, view, &work, &restore, rows, &former, now_ms));
    attempt(store, &cursor, plan).await
}

fn take_in(held: &impl Held, mut delta: Delta) -> Saved {
    let (lost, beside) = (delta.lost.take(), std::mem::take(&mut delta.beside));
    held.change(|state| state.apply(delta));
    Saved { lost, beside }
}
