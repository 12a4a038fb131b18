//! Making files to send. The rows that remember a file are stored first; only then is it handed over, and
//! it can be handed over again as long as the page is open.

use super::context::App;
use super::keyring;
use crate::ledger::changes::Work;
use crate::ledger::exchange::Sender;
use crate::platform::files::FileError;
use crate::platform::handing::{self, Handed, Leaving};
use crate::platform::keys::{self, Key, Randomness};
use crate::record::Id;
use crate::seal::{self, NotSigned};
use crate::store::keys::CannotSign;
use crate::store::outgoing::{self, Departure, Issuer, Lock};
use crate::store::{RowChange, State, StoreError};
use crate::words::{fill, say};
use leptos::prelude::*;

/// The type under which the browser hands our files on.
const KIND: &str = "application/json";

/// A file that was made: in this device's list of sent files, ready to be saved or shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The file's id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The plan file's number, for a plan file.
    pub number: Option<u64>,
    /// How it left; not at all as long as nobody has shared or saved it.
    pub handed: Option<Handed>,
    /// Whether it went out open although files to the office are locked here: by choice, or because nobody knows the
    /// office any more.
    pub open: bool,
}

impl Made {
    /// Whether it is locked for the office.
    pub fn is_locked(&self) -> bool {
        seal::is_locked(self.text.as_bytes())
    }

    /// Share sheets take only kinds of files that they know; a locked file is text, so it goes as that.
    fn leaving(&self) -> Leaving<'_> {
        let (kind, shared) = match self.is_locked() {
            true => ("application/octet-stream", Some((format!("{}.txt", self.name), "text/plain"))),
            false => (KIND, None),
        };
        Leaving { name: &self.name, kind, bytes: self.text.as_bytes(), shared }
    }

    /// Saves the file, as far as this device can, and notes whether it has left.
    ///
    /// # Errors
    /// The browser's reason.
    pub async fn save(&mut self, app: App) -> Result<Handed, FileError> {
        let handed = handing::save(self.leaving()).await;
        self.note(app, handed).await
    }

    /// Saves the file under a name that mail programs let through (`….txt`), and notes whether it has left. It is opened
    /// like the file itself.
    ///
    /// # Errors
    /// The browser's reason.
    pub async fn save_as_text(&mut self, app: App) -> Result<Handed, FileError> {
        let name = format!("{}.txt", self.name);
        let leaving = Leaving { name: &name, kind: "text/plain", bytes: self.text.as_bytes(), shared: None };
        let handed = handing::save(leaving).await;
        self.note(app, handed).await
    }

    /// Hands the file to the share sheet, and notes whether it has left.
    ///
    /// # Errors
    /// The browser's reason.
    pub async fn share(&mut self, app: App) -> Result<Handed, FileError> {
        let handed = handing::share(self.leaving()).await;
        self.note(app, handed).await
    }

    /// The person says that it is not where the browser should have put it.
    pub async fn is_not_there(&mut self, app: App) {
        self.handed = None;
        note_left(app, self.id, false).await;
    }

    async fn note(&mut self, app: App, handed: Result<Handed, FileError>) -> Result<Handed, FileError> {
        let handed = handed?;
        // Closing a share sheet says nothing about a copy that was saved before.
        if handed.left() {
            self.handed = Some(handed);
            note_left(app, self.id, true).await;
        }
        Ok(handed)
    }
}

/// Notes whether a file has left. Where that cannot be stored, every page says so, and the file counts as not sent.
async fn note_left(app: App, file: Id, has_left: bool) {
    let _ = app.transact(&mut |state| Some(outgoing::left(state, file, has_left)?.into())).await;
}

/// Makes a return to the office, signed with this writer's key and, once the keepers are known, locked for them
/// unless this one is wanted open. What is `held` back waits for another.
///
/// # Errors
/// Why no file was made, in words; also when there is nothing to send.
pub async fn make_return(app: App, lock: Lock, held: Vec<Id>) -> Result<Made, String> {
    let without = if held.is_empty() { "send.nothing" } else { "send.allHeld" };
    make(app, |state, sender| outgoing::make_return(state, sender, &held), without, Some(lock)).await
}

/// Makes the next plan file, and with the first one notes who makes them.
///
/// # Errors
/// Why no file was made, in words.
pub async fn make_issue(app: App) -> Result<Made, String> {
    if app.state.with_untracked(outgoing::issuer) == Issuer::Unset {
        become_issuer(app).await.map_err(|e| e.words())?;
    }
    make(app, outgoing::make_issue, "send.notReady", None).await
}

/// This person makes the plan files from now on.
///
/// # Errors
/// Why that was not saved.
pub async fn become_issuer(app: App) -> Result<(), StoreError> {
    app.transact(&mut |state| Some(Work::typed(outgoing::become_issuer(state)).into())).await.map(drop)
}

/// Makes a reply to one sender, with the reasons.
///
/// # Errors
/// Why no file was made, in words.
pub async fn make_reply(app: App, to: Id) -> Result<Made, String> {
    make(app, |state, sender| outgoing::make_reply(state, sender, to), "send.notReady", None).await
}

/// Makes the file that brings this keeper's record and decisions to the other keepers: signed with the office's key,
/// since nobody's decisions join anywhere otherwise, and locked for the keepers.
///
/// # Errors
/// Why no file was made, in words.
pub async fn make_handover(app: App) -> Result<Made, String> {
    match office_key(app).await? {
        Some(_) => make(app, outgoing::make_handover, "send.notReady", None).await,
        None => Err(say("send.noKey")),
    }
}

/// So many times a file is made anew because something was saved while it was being signed.
const TRIES: usize = 10;

async fn make(
    app: App,
    build: impl Fn(&State, Sender) -> Option<Departure>,
    without: &str,
    to_office: Option<Lock>,
) -> Result<Made, String> {
    let key = match to_office {
        Some(_) => Some(own_key(app).await?),
        None => office_key(app).await?,
    };
    let sender = app.sender().ok_or_else(|| say("send.notReady"))?;
    // Its number is the next there is in the state that it is made from.
    let made_from = |state: &State| {
        let sequence = state.about.as_ref()?.sequence;
        build(state, Sender { sequence, ..sender.clone() })
    };
    for _ in 0..TRIES {
        let plain = app.state.with_untracked(made_from).ok_or_else(|| say(without))?;
        let unsigned = |e: NotSigned| fill("send.notSigned", &[("reason", &e.0)]);
        let departure = match &key {
            Some(key) => plain.clone().signed(key).await.map_err(unsigned)?,
            None => plain.clone(),
        };
        let keys = app.state.with_untracked(|s| s.keys.clone());
        let lock = to_office.unwrap_or(Lock::ForOffice);
        let departure = departure.travelling(&keys, lock, &mut Randomness).map_err(|e| e.words())?;
        let made = Made {
            id: departure.bundle.envelope.id,
            name: departure.name,
            text: departure.text,
            number: departure.bundle.envelope.number,
            handed: None,
            open: keys.is_taken_back() && to_office.is_some() || keys.locks() && to_office == Some(Lock::Open),
        };
        // Signing takes a moment. What was saved in it belongs into the file, and its number may be given.
        let still = |state: &State| state.keys == keys && made_from(state).as_ref() == Some(&plain);
        let rows = outgoing::not_left_yet(departure.rows);
        let saved = app.transact(&mut |state| still(state).then(|| rows.clone().into())).await;
        if saved.map_err(|e| format!("{} {}", say("send.notMade"), e.words()))? {
            return Ok(made);
        }
    }
    Err(format!("{} {}", say("send.notMade"), StoreError::Behind.words()))
}

/// The key of this device's writer, made with the first file that it signs.
async fn own_key(app: App) -> Result<Key, String> {
    let store = keyring::browser(app);
    for _ in 0..TRIES {
        let (known, writer) = app
            .state
            .with_untracked(|s| (s.own_key().cloned(), s.about.as_ref().map(|a| a.writer.clone()).unwrap_or_default()));
        if let Some(own) = &known
            && let Some(key) = keys::find(store.as_ref(), own).await
        {
            return Ok(key);
        }
        let none = |_| crate::seal::Unopened::NoRandomness.words();
        let (key, own) = keys::make(store.as_ref(), &writer).await.map_err(none)?;
        // Another window, or another press, may have made one meanwhile: that one is this writer's then.
        let mut build = |s: &State| {
            let same = s.own_key() == known.as_ref() && s.about.as_ref().is_some_and(|a| a.writer == writer);
            let mut row = s.keys.clone();
            row.own = Some(own.clone());
            same.then(|| RowChange::Keys(row).into())
        };
        let saved = app.transact(&mut build).await;
        if saved.map_err(|e| format!("{} {}", say("send.notMade"), e.words()))? {
            return Ok(key);
        }
    }
    Err(format!("{} {}", say("send.notMade"), StoreError::Behind.words()))
}

/// The office's key, for what goes out to everybody; none where the office has none.
async fn office_key(app: App) -> Result<Option<Key>, String> {
    let key = app.state.with_untracked(|s| s.keys.to_sign().map(|key| key.cloned()));
    let without = |why| match why {
        CannotSign::NoKey => say("send.noKey"),
        CannotSign::NotNamed => say("send.notNamed"),
    };
    match key.map_err(without)? {
        Some(key) => match keyring::office(app, &key).await {
            Some(office) => Ok(Some(office.key)),
            None => Err(say("send.locked")),
        },
        None => Ok(None),
    }
}
