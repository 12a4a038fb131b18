//! Opening a file that somebody sent: one door for the exchange page and the first visit. What the file
//! changes is worked out in [`crate::store::incoming`]; here it is stored and put into words.

mod enter;
mod received;
mod take;

use super::context::{AnyStore, App};
use super::keyring;
use crate::bundle::{self, proof};
use crate::ledger::pieces::sender_name;
use crate::platform::keys::NotOpened;
use crate::platform::{self, files};
use crate::record::Id;
use crate::seal;
use crate::store::MemoryStore;
use crate::store::rescue;
use crate::store::trust::Label;
use crate::words::{fill, say};
pub use enter::Opens;
use leptos::prelude::*;
pub use received::Received;
use std::rc::Rc;

/// A file as it can be opened: itself or, where the page around the app saved it because the app could
/// not run, a backup of each partnership in it, the largest first.
///
/// # Errors
/// What to say where such a file holds no partnership at all.
pub async fn openable(file: files::Opened) -> Result<Vec<files::Opened>, String> {
    let memory = |rows| AnyStore::Memory(Rc::new(MemoryStore::holding(rows)));
    let Some(backups) = rescue::backups(&file.bytes, platform::new_id, memory).await else { return Ok(vec![file]) };
    let backups = backups.iter().map(|b| files::Opened { name: file.name.clone(), bytes: bundle::write(b).into() });
    let backups: Vec<files::Opened> = backups.collect();
    if backups.is_empty() { Err(say("receive.nothingRescued")) } else { Ok(backups) }
}

/// A file that was opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// Its id, under which it is listed.
    pub id: Id,
    /// What became of it.
    pub received: Received,
    /// Who it is from, as far as its signature tells.
    pub label: Label,
}

/// Opens a file. A file of another partnership than the open
/// one is asked about first.
///
/// # Errors
/// Why the file was not taken in, in words with the place and what to do. Nothing was changed.
pub async fn receive(app: App, opened: files::Opened, how: Opens) -> Result<Taken, String> {
    let opened = unlock(app, opened).await?;
    let read = bundle::read(&opened.bytes).map_err(|refused| refused.words())?;
    let received = enter::enter(app, &opened, &read, how).await?;
    // As this very file is signed: a changed copy of one that is here already has the same number and sender.
    let label = app.state.with_untracked(|s| {
        let envelope = &read.bundle.envelope;
        let name = sender_name(&read.bundle.records, s.ledger.records(), envelope.from);
        s.keys.label(&envelope.from.to_string(), &name, proof::check(envelope, &opened.bytes))
    });
    Ok(Taken { id: read.bundle.envelope.id, received, label })
}

/// A locked file opened with the office's key, any other file as it is.
///
/// # Errors
/// Why it could not be opened, in words.
pub async fn unlock(app: App, opened: files::Opened) -> Result<files::Opened, String> {
    if !seal::is_locked(&opened.bytes) {
        return Ok(opened);
    }
    let key = app.state.with_untracked(|s| s.keys.office.clone());
    let Some(key) = key else { return Err(bundle::Refused::Locked.words()) };
    let Some(office) = keyring::office(app, &key).await else { return Err(say("receive.keyLocked")) };
    let locked = seal::Locked::read(&opened.bytes).map_err(|e| e.words())?;
    let bytes = office.opener.open(&locked).await.map_err(|e| match e {
        NotOpened::File(why) => why.words(),
        NotOpened::Browser(reason) => fill("receive.notUsed", &[("reason", &reason)]),
    })?;
    // One lock inside another is nobody's honest doing, and the words for a locked file would lead nowhere.
    if seal::is_locked(&bytes) {
        return Err(say("receive.lockedTwice"));
    }
    Ok(files::Opened { bytes, ..opened })
}
