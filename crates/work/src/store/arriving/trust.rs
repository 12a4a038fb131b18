//! What a file's signature says about who sent it, in words for whoever looks at the file. What follows from it for
//! a plan file or a reply is in `incoming`.

use crate::bundle::{Proven, Purpose};
use crate::ledger::accepting;
use crate::ledger::changes::Work;
use crate::record::{Id, Set};
use crate::seal::PublicKey;
use crate::store::database::rows::ReceivedRow;
use crate::store::device::state::State;
use crate::store::keys::KeysRow;
use crate::words::{fill, say};

/// What is known about who sent a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Signed with the key that the office has named for this sender.
    Known,
    /// Signed by a keeper.
    Keeper,
    /// Signed by a keeper of the first plan file, whose check words nobody has compared yet.
    NotCompared,
    /// Signed on this device.
    Own,
    /// Signed, by somebody whom the office has not named yet.
    Unknown,
    /// Signed with another key than the one named for this sender.
    OtherKey,
    /// Signed with a key that was taken for the office's by mistake.
    NotOffice,
    /// The signature does not fit the file.
    Broken,
    /// Not signed.
    Unsigned,
    /// Not signed, although this sender's files are.
    NoLongerSigned,
}

impl KeysRow {
    /// What a file's proof says about who sent it. `from` is the writer that the file names, which anybody can write.
    pub fn trust(&self, from: &str, proof: Proven) -> Trust {
        let named = self.senders.get(from);
        let own = self.own.as_ref().filter(|own| own.writer == from).map(|own| own.key);
        match proof {
            Proven::Broken => Trust::Broken,
            Proven::By(key) if own == Some(key) => Trust::Own,
            Proven::By(key) if self.is_not_office(&key) => Trust::NotOffice,
            Proven::By(key) if named == Some(&key.to_string()) => Trust::Known,
            Proven::By(key) if self.is_keeper(&key) && self.compared => Trust::Keeper,
            Proven::By(key) if self.is_keeper(&key) => Trust::NotCompared,
            Proven::By(_) if named.is_some() => Trust::OtherKey,
            Proven::By(_) => Trust::Unknown,
            Proven::Unsigned | Proven::NotChecked if named.is_some() => Trust::NoLongerSigned,
            Proven::Unsigned | Proven::NotChecked => Trust::Unsigned,
        }
    }

    /// The label of a file from somebody with this name.
    pub fn label(&self, from: &str, name: &str, proof: Proven) -> Label {
        let trust = self.trust(from, proof);
        Label { words: trust.words(name), warning: trust.is_warning() }
    }
}

impl Trust {
    /// A plain sentence about a file from somebody with this name.
    pub fn words(self, name: &str) -> String {
        let key = match self {
            Trust::Known => "known",
            Trust::Keeper => "keeper",
            Trust::NotCompared => "notCompared",
            Trust::Own => "own",
            Trust::Unknown => "unknown",
            Trust::OtherKey => "otherKey",
            Trust::NotOffice => "notOffice",
            Trust::Broken => "broken",
            Trust::Unsigned => "unsigned",
            Trust::NoLongerSigned => "noLongerSigned",
        };
        let somebody = say("piece.somebody");
        let name = if name.is_empty() { somebody.as_str() } else { name };
        fill(&format!("keys.trust.{key}"), &[("name", &name)])
    }

    /// Whether the person should look twice.
    pub fn is_warning(self) -> bool {
        matches!(self, Trust::OtherKey | Trust::NotOffice | Trust::Broken | Trust::NoLongerSigned)
    }
}

/// What stands beside a file wherever it is looked at: who it is from, as far as its signature tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// A plain sentence.
    pub words: String,
    /// Whether the person should look twice.
    pub warning: bool,
}

/// Somebody whom the office can accept for an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToAccept {
    /// The writer.
    pub writer: Id,
    /// That person's name, or empty.
    pub name: String,
    /// The organisation that they say they are of.
    pub organisation: Id,
    /// Its name, as it stands in the record.
    pub organisation_name: String,
    /// Whether their file is signed.
    pub is_signed: bool,
}

impl State {
    /// The label of a file that was opened here; none for words that were put in here for somebody.
    pub fn label(&self, file: &str) -> Option<Label> {
        let row = self.received.iter().find(|r| r.id == file)?;
        Some(self.keys.label(&row.from, &row.from_name, row.proven()?))
    }

    /// Whether a received file is what it says, as far as anybody can tell. One that is not is never confirmed to the
    /// sender it names: then that sender would not send the real words again.
    pub fn is_believed(&self, row: &ReceivedRow) -> bool {
        row.proven().is_none_or(|proof| !self.keys.trust(&row.from, proof).is_warning())
    }

    /// The sender of a return whom the office can accept for the organisation that they say they are of. Of a file that one
    /// should be careful with nobody is, but where its key is named with it.
    pub fn to_accept(&self, file: &str) -> Option<ToAccept> {
        self.about.as_ref().filter(|about| about.office)?;
        let row = self.received.iter().find(|r| r.id == file && r.purpose == Purpose::Return.name())?;
        let trust = self.keys.trust(&row.from, row.proven()?);
        if !matches!(trust, Trust::Known | Trust::Unknown | Trust::OtherKey | Trust::Unsigned) {
            return None;
        }
        let writer = row.from.parse().ok()?;
        let none = Set::new();
        let incoming = self.staged.iter().find(|s| s.row.id == file).map_or(&none, |s| &s.records);
        let organisation = accepting::to_accept(&self.ledger, incoming, writer)?;
        let organisation_name = self.ledger.organisation_name(organisation, "");
        Some(ToAccept {
            writer,
            name: row.from_name.clone(),
            organisation,
            organisation_name,
            is_signed: trust != Trust::Unsigned,
        })
    }

    /// What is to be stored where the office accepts the sender of this file. No rating counts by that with a day after the last
    /// file came in.
    pub fn accepted(&self, file: &str, who: &ToAccept) -> Work {
        let none = Set::new();
        let incoming = self.staged.iter().find(|s| s.row.id == file).map_or(&none, |s| &s.records);
        let last = self.received.iter().filter_map(|row| row.received.split('T').next()).max().unwrap_or_default();
        accepting::accept(&self.ledger, incoming, who.writer, who.organisation, last)
    }

    /// The sender of a return whom nobody has named yet with this key, and that person's name.
    pub fn to_name(&self, file: &str) -> Option<(Id, PublicKey, String)> {
        let row = self.received.iter().find(|r| r.id == file && r.purpose == Purpose::Return.name())?;
        let proof = row.proven()?;
        match (self.keys.trust(&row.from, proof), proof) {
            (Trust::Unknown | Trust::OtherKey, Proven::By(key)) => {
                Some((row.from.parse().ok()?, key, row.from_name.clone()))
            }
            _ => None,
        }
    }
}
