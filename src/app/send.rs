//! Making files to send. The rows that remember a file are stored first; only then is it handed over, and
//! it can be handed over again as long as the page is open.

use super::context::App;
use crate::ledger::changes::{Cause, Work};
use crate::ledger::exchange::Sender;
use crate::platform::files::{self, FileError};
use crate::record::Id;
use crate::store::outgoing::{self, Departure};
use crate::store::{RowChange, State};
use crate::words::say;
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
}

impl Made {
    /// Saves the file in the person's downloads.
    ///
    /// # Errors
    /// The browser's reason.
    pub fn save(&self) -> Result<(), FileError> {
        files::save(&self.name, KIND, self.text.as_bytes())
    }

    /// Hands the file to the share sheet; false if the person closed it.
    ///
    /// # Errors
    /// The browser's reason.
    pub async fn share(&self) -> Result<bool, FileError> {
        files::share(&self.name, KIND, self.text.as_bytes()).await
    }
}

/// Makes a return to the office.
///
/// # Errors
/// Why no file was made, in words; also when there is nothing to send.
pub async fn make_return(app: App) -> Result<Made, String> {
    make(app, outgoing::make_return, "send.nothing").await
}

/// Makes the next plan file.
///
/// # Errors
/// Why no file was made, in words.
pub async fn make_issue(app: App) -> Result<Made, String> {
    make(app, outgoing::make_issue, "send.notReady").await
}

/// Makes a reply to one sender, with the reasons.
///
/// # Errors
/// Why no file was made, in words.
pub async fn make_reply(app: App, to: Id) -> Result<Made, String> {
    make(app, |state, sender| outgoing::make_reply(state, sender, to), "send.notReady").await
}

async fn make(
    app: App,
    build: impl FnOnce(&State, Sender) -> Option<Departure>,
    without: &str,
) -> Result<Made, String> {
    let sender = app.sender().ok_or_else(|| say("send.notReady"))?;
    let departure = app.state.with_untracked(|state| build(state, sender)).ok_or_else(|| say(without))?;
    let made = Made {
        id: departure.bundle.envelope.id,
        name: departure.name,
        text: departure.text,
        number: departure.bundle.envelope.number,
    };
    let rows: Vec<RowChange> = departure.rows;
    let saved = app.save(Work::new(Cause::Typed), rows).await;
    saved.map_err(|e| format!("{} {}", say("send.notMade"), e.words()))?;
    Ok(made)
}
