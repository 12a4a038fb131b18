//! Whose keys are known here, and this device's own: one row of `meta`.
//!
//! Three kinds of keys. Every *writer* signs what it sends with a key of its own, which never leaves the device
//! (a lost one only means being named anew). The *office's* keepers, one to five, sign plan files and replies, and
//! returns are locked for them; such a key goes out only after its recovery file, sealed with a passphrase, has
//! been saved and opened again. *Known senders* are writers whose key the office has named once.
//!
//! The keepers that a device knows come from the first signed plan file, whose check words people compare, and change
//! only by a plan file that one of them signed.

pub(in crate::store) mod keeper;
mod office;
mod stored;

pub use keeper::{Keeper, MAX_KEEPERS, keepers_of, office_words};
pub use office::OfficeKey;

use crate::bundle::{Envelope, SENDERS};
use crate::record::Id;
use crate::seal::{self, PublicKey, Recipient};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// The keys, in one row of `meta`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KeysRow {
    /// The key with which this device's writer signs.
    pub own: Option<OwnKey>,
    /// The office's key, where it was made (or brought back) on this device.
    pub office: Option<OfficeKey>,
    /// The office's key as its keeper sealed it with a passphrase: the recovery file as text. Backups carry it, and no
    /// file that goes to anybody.
    pub recovery: Option<String>,
    /// The keepers this device knows: those of the last plan file.
    pub keepers: Vec<Keeper>,
    /// Keepers that the next plan file made here names as well.
    pub adding: Vec<Keeper>,
    /// Keepers that the next plan file made here no longer names: somebody has left, or lost a key.
    pub leaving: Vec<PublicKey>,
    /// Whether somebody has compared the office's check words.
    pub compared: bool,
    /// Keepers who were taken for the office's by mistake: their check words were not the right ones.
    pub not_office: Vec<Keeper>,
    /// Writers whose key the office has named: writer, key.
    pub senders: BTreeMap<String, String>,
}

/// A writer's own key.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnKey {
    /// The writer. After a restore there is another one, and this key is no longer used.
    pub writer: String,
    /// The public half.
    pub key: PublicKey,
    /// The secret half; none where the browser keeps it and never shows it.
    pub secret: Option<Zeroizing<String>>,
}

impl KeysRow {
    /// The office's key, once it may be used.
    pub fn proven(&self) -> Option<&OfficeKey> {
        self.office.as_ref().filter(|o| o.is_proven())
    }

    /// The keepers that the next plan file carries: this device's own key once it may go out, then the others.
    pub fn to_carry(&self) -> Vec<Keeper> {
        let Some(own) = self.proven().map(|o| &o.keeper) else { return Vec::new() };
        [own].into_iter().chain(self.others()).take(MAX_KEEPERS).cloned().collect()
    }

    /// The keepers beside this device's own key that the next plan file names.
    fn others(&self) -> impl Iterator<Item = &Keeper> {
        let own = self.proven().map(|o| o.keeper.key);
        let stays = move |k: &&Keeper| Some(k.key) != own && !self.leaving.contains(&k.key);
        self.keepers.iter().filter(stays).chain(&self.adding)
    }

    /// What plan files and replies that are made here are signed with. Not before the recovery file of the office's
    /// key has been opened again; and not with a key that nobody would believe.
    ///
    /// # Errors
    /// The office's files are signed, and this device has nothing to sign them with that others know.
    pub fn to_sign(&self) -> Result<Option<&OfficeKey>, CannotSign> {
        match self.proven() {
            Some(own) if self.keepers.is_empty() || self.is_keeper(&own.keeper.key) => Ok(Some(own)),
            Some(_) => Err(CannotSign::NotNamed),
            None if self.keepers.is_empty() => Ok(None),
            None => Err(CannotSign::NoKey),
        }
    }

    /// Whether a key is a known keeper's.
    pub fn is_keeper(&self, key: &PublicKey) -> bool {
        self.keepers.iter().any(|k| k.key == *key)
    }

    /// Whether the check words of the office still wait to be compared. Whoever has the key of one of its keepers is that
    /// office.
    pub fn to_compare(&self) -> bool {
        let own = self.proven().is_some_and(|own| self.is_keeper(&own.keeper.key));
        !self.compared && !self.keepers.is_empty() && !own
    }

    /// The office's key is this one, sealed in the recovery file with these bytes; or there is none any more.
    pub fn take_office(&mut self, key: Option<(OfficeKey, &[u8])>) {
        let text = |sealed: &[u8]| std::str::from_utf8(sealed).map_or_else(|_| seal::armor(sealed), str::to_owned);
        self.recovery = key.as_ref().map(|(_, sealed)| text(sealed));
        self.office = key.map(|(key, _)| key);
    }

    /// Whether only the sealed form of the office's key is here.
    pub fn is_sealed(&self) -> bool {
        self.office.is_none() && self.recovery.is_some()
    }

    /// The office's key, which no backup has open, stays where it is on this device, and its sealed form with it.
    pub(in crate::store) fn keep_office(&mut self, known: &KeysRow) {
        if known.office.is_some() || self.recovery.is_none() {
            self.recovery.clone_from(&known.recovery);
        }
        self.office.clone_from(&known.office);
        // What this device had compared and named stays as it was; a backup brings none of it.
        self.senders.clone_from(&known.senders);
        self.compared = known.compared && self.keepers == known.keepers;
    }

    /// Whether files to the office are locked here.
    pub fn locks(&self) -> bool {
        !self.recipients().is_empty()
    }

    /// For whom a return is locked.
    pub fn recipients(&self) -> Vec<Recipient> {
        self.keepers.iter().filter_map(|k| k.recipient.parse().ok()).collect()
    }

    /// Takes the keepers of a plan file that one of them signed, or of the first one that was signed; in an office also
    /// the senders that it names.
    pub(in crate::store) fn follow(&mut self, envelope: &Envelope, signer: PublicKey, office: bool) {
        let named = keepers_of(envelope);
        if self.keepers.is_empty() {
            self.compared = false;
        }
        self.keepers = match named.is_empty() {
            false => named,
            true => vec![Keeper { name: String::new(), key: signer, recipient: String::new() }],
        };
        let keepers = &self.keepers;
        self.adding.retain(|k| !keepers.iter().any(|known| known.key == k.key));
        self.leaving.retain(|key| keepers.iter().any(|known| known.key == *key));
        if let Some(senders) = envelope.extra.get(SENDERS).filter(|_| office) {
            self.take_senders(senders);
        }
    }

    /// The keys as they are once a plan file with these keepers is out.
    pub(in crate::store) fn published(&self, keepers: Vec<Keeper>) -> KeysRow {
        KeysRow { keepers, adding: Vec::new(), leaving: Vec::new(), compared: true, ..self.clone() }
    }

    /// Adds a keeper from the line that [`Keeper::line`] makes; the next plan file names it.
    ///
    /// # Errors
    /// It is no such line, or there are five.
    pub fn add(&mut self, line: &str) -> Result<(), NotAdded> {
        let keeper = Keeper::read(line).ok_or(NotAdded::NotAKeeper)?;
        let is_own = self.proven().is_some_and(|own| own.keeper.key == keeper.key);
        if is_own || self.others().any(|k| k.key == keeper.key) {
            return Ok(());
        }
        if self.others().count() + usize::from(self.proven().is_some()) >= MAX_KEEPERS {
            return Err(NotAdded::TooMany);
        }
        match self.is_keeper(&keeper.key) {
            true => self.leaving.retain(|key| *key != keeper.key),
            false => self.adding.push(keeper),
        }
        Ok(())
    }

    /// The next plan file no longer names this keeper: returns are no longer locked for that key, and what it signs
    /// counts for nothing with everybody who has opened that plan file.
    pub fn take_out(&mut self, key: PublicKey) {
        self.adding.retain(|k| k.key != key);
        if self.is_keeper(&key) && !self.leaving.contains(&key) {
            self.leaving.push(key);
        }
    }

    /// The writer's key is this one from now on.
    pub fn name_sender(&mut self, writer: Id, key: PublicKey) {
        self.senders.insert(writer.to_string(), key.to_string());
    }

    /// What a backup brings back: whose keys there are. What somebody had compared or named is a matter between people, and
    /// anybody can write a backup that says so.
    pub(in crate::store) fn restored(&self) -> KeysRow {
        KeysRow { compared: false, senders: BTreeMap::new(), ..self.public() }
    }

    /// What may stand in a backup: no secret half, but the office's key as it was sealed.
    pub fn public(&self) -> KeysRow {
        KeysRow { own: None, office: None, ..self.clone() }
    }
}

/// Why nothing can be signed for the office here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotSign {
    /// There is no key of the office on this device.
    NoKey,
    /// The last plan file names other keys, and not this one.
    NotNamed,
}

/// Why a keeper was not added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAdded {
    /// The line is none that another keeper's device made.
    NotAKeeper,
    /// There are five already.
    TooMany,
}

impl KeysRow {
    /// The row once the office's key is kept elsewhere: nothing in it opens or signs for the office.
    pub fn with_office_closed(&self) -> KeysRow {
        KeysRow { office: self.office.as_ref().map(OfficeKey::closed), ..self.clone() }
    }

    /// The row once the browser keeps the writer's own key.
    pub fn with_own_closed(&self) -> KeysRow {
        let mut row = self.clone();
        row.own.iter_mut().for_each(|own| own.secret = None);
        row
    }
}
