//! Whose keys are known here, and this device's own: one row of `meta`.
//!
//! Three kinds of keys. Every *writer* signs what it sends with a key of its own, which never leaves the device
//! (a lost one only means being named anew). The *office's* keepers, one to five, sign plan files and replies, and
//! returns are locked for them; such a key goes out only after its recovery file, sealed with a passphrase, has
//! been saved and opened again. *Known senders* are writers whose key the office has named once.
//!
//! The keepers that a device knows come from the first signed plan file, whose check words people compare, and change
//! only by a plan file that one of them signed.

use super::State;
use crate::bundle::{Envelope, Proven};
use crate::ledger::exchange;
use crate::record::Id;
use crate::seal::{Identity, NoRandomness, PublicKey, Random, Recipient, Signer as _, SigningKey};
use crate::words::{fill, say};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// The envelope's member with the keepers, in a plan file.
pub const KEEPERS: &str = "keepers";
/// How many keepers there can be.
pub const MOST_KEEPERS: usize = 5;
/// What stands before the signing key in a recovery file. To the `age` program that line is a remark.
const SIGNS: &str = "# golden-thread-signing-key: ";

/// The keys, in one row of `meta`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct KeysRow {
    /// The key with which this device's writer signs.
    pub own: Option<OwnKey>,
    /// The office's key, where it was made (or brought back) on this device.
    pub office: Option<OfficeKey>,
    /// The keepers this device knows.
    pub keepers: Vec<Keeper>,
    /// Whether somebody has compared the office's check words.
    pub compared: bool,
    /// Writers whose key the office has named.
    pub senders: BTreeMap<String, PublicKey>,
}

/// A writer's own key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OwnKey {
    /// The writer. After a restore there is another one, and this key is no longer used.
    pub writer: String,
    /// The public half.
    pub key: PublicKey,
    /// The secret half; none where the browser keeps it and never shows it.
    #[serde(default)]
    pub secret: Option<String>,
}

/// Somebody in the office who can open what is locked, and whose signature counts as the office's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Keeper {
    /// The name, as the office wrote it.
    pub name: String,
    /// The key that signs.
    pub key: PublicKey,
    /// Whom returns are locked for: `age1…`.
    pub recipient: String,
}

/// The office's key on a keeper's device. It is made in memory and sealed into the recovery file, so the
/// browser cannot keep it for itself as it does a writer's.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct OfficeKey {
    /// The public halves.
    pub keeper: Keeper,
    /// What opens: `AGE-SECRET-KEY-1…`.
    identity: String,
    /// What signs.
    signing: String,
    /// When its recovery file was opened again, RFC 3339. Before that it is used for nothing.
    #[serde(default)]
    recovered: Option<String>,
}

impl std::fmt::Debug for OfficeKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OfficeKey").field("keeper", &self.keeper).field("recovered", &self.recovered).finish()
    }
}

impl OfficeKey {
    /// A new key.
    ///
    /// # Errors
    /// No randomness.
    pub fn generate(name: &str, from: &mut dyn Random) -> Result<OfficeKey, NoRandomness> {
        Ok(OfficeKey::of(name, &Identity::generate(from)?, &SigningKey::generate(from)?))
    }

    fn of(name: &str, identity: &Identity, signing: &SigningKey) -> OfficeKey {
        let keeper =
            Keeper { name: name.to_owned(), key: signing.public_key(), recipient: identity.recipient().to_string() };
        OfficeKey { keeper, identity: identity.secret(), signing: signing.secret(), recovered: None }
    }

    /// What goes into the recovery file, to be sealed with a passphrase: a file of identities as the `age` program
    /// reads it.
    pub fn recovery(&self) -> String {
        let Keeper { name, key, recipient } = &self.keeper;
        let title = fill("keys.recovery", &[("name", &name.lines().collect::<String>())]);
        format!("# {title}\n# {recipient}\n# {key}\n{SIGNS}{}\n{}\n", self.signing, self.identity)
    }

    /// The key in an opened recovery file. It counts as recovered.
    pub fn recover(opened: &[u8], name: &str, now: &str) -> Option<OfficeKey> {
        let text = std::str::from_utf8(opened).ok()?;
        let signing = text.lines().find_map(|l| l.strip_prefix(SIGNS)).and_then(SigningKey::read)?;
        let identity: Identity = text.lines().find_map(|l| l.trim().parse().ok())?;
        Some(OfficeKey { recovered: Some(now.to_owned()), ..OfficeKey::of(name, &identity, &signing) })
    }

    /// Takes note that the recovery file was opened again; false, and nothing changes, where it holds another key.
    pub fn prove(&mut self, opened: &[u8], now: &str) -> bool {
        let found = OfficeKey::recover(opened, &self.keeper.name, now);
        let same = found.filter(|f| f.identity == self.identity && f.signing == self.signing);
        match same {
            Some(proven) => *self = proven,
            None => return false,
        }
        true
    }

    /// Whether its recovery file has been opened again.
    pub fn is_proven(&self) -> bool {
        self.recovered.is_some()
    }

    /// What opens returns.
    pub fn identity(&self) -> Option<Identity> {
        self.identity.parse().ok()
    }

    /// What signs plan files; none before the recovery file was opened again.
    pub fn signer(&self) -> Option<SigningKey> {
        SigningKey::read(&self.signing).filter(|_| self.is_proven())
    }
}

impl KeysRow {
    /// The office's key, once it may be used.
    pub fn proven(&self) -> Option<&OfficeKey> {
        self.office.as_ref().filter(|o| o.is_proven())
    }

    /// The keepers that the next plan file carries: this device's own key once it may go out, then the others.
    pub fn to_carry(&self) -> Vec<Keeper> {
        let Some(own) = self.proven().map(|o| &o.keeper) else { return Vec::new() };
        let others = self.keepers.iter().filter(|k| k.key != own.key);
        [own].into_iter().chain(others).take(MOST_KEEPERS).cloned().collect()
    }

    /// Whether a key is a known keeper's.
    pub fn is_keeper(&self, key: &PublicKey) -> bool {
        self.keepers.iter().any(|k| k.key == *key)
    }

    /// For whom a return is locked.
    pub fn recipients(&self) -> Vec<Recipient> {
        self.keepers.iter().filter_map(|k| k.recipient.parse().ok()).collect()
    }

    /// Takes the keepers of a plan file that one of them signed, or of the first one that was signed.
    pub(super) fn follow(&mut self, envelope: &Envelope, signer: PublicKey) {
        let named = keepers_of(envelope);
        if self.keepers.is_empty() {
            self.compared = false;
        }
        self.keepers = match named.is_empty() {
            false => named,
            true => vec![Keeper { name: String::new(), key: signer, recipient: String::new() }],
        };
    }

    /// Adds a keeper from the line that [`Keeper::line`] makes; the next plan file carries it.
    ///
    /// # Errors
    /// It is no such line, or there are five.
    pub fn add(&mut self, line: &str) -> Result<(), NotAdded> {
        let keeper = Keeper::read(line).ok_or(NotAdded::NotAKeeper)?;
        self.keepers.retain(|k| k.key != keeper.key);
        if self.keepers.len() >= MOST_KEEPERS {
            return Err(NotAdded::TooMany);
        }
        self.keepers.push(keeper);
        Ok(())
    }

    /// The writer's key is this one from now on.
    pub fn name_sender(&mut self, writer: Id, key: PublicKey) {
        self.senders.insert(writer.to_string(), key);
    }

    /// What a file's proof says about who sent it.
    pub fn trust(&self, from: &str, proof: Proven) -> Trust {
        match (proof, self.senders.get(from)) {
            (Proven::Broken, _) => Trust::Broken,
            (Proven::By(key), Some(known)) if key == *known => Trust::Known,
            (Proven::By(key), _) if self.is_keeper(&key) => Trust::Keeper,
            (Proven::By(_), Some(_)) => Trust::OtherKey,
            (Proven::By(_), None) => Trust::Unknown,
            (Proven::Unsigned | Proven::NotChecked, Some(_)) => Trust::NoLongerSigned,
            (Proven::Unsigned | Proven::NotChecked, None) => Trust::Unsigned,
        }
    }

    /// What may stand in a backup: no secret half.
    pub fn public(&self) -> KeysRow {
        KeysRow { own: None, office: None, ..self.clone() }
    }
}

/// Why a keeper was not added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAdded {
    /// The line is none that another keeper's device made.
    NotAKeeper,
    /// There are five already.
    TooMany,
}

impl Keeper {
    /// The keeper as a line, to be sent to whoever makes the next plan file.
    pub fn line(&self) -> String {
        format!("{} {} {}", self.recipient, self.key, self.name)
    }

    /// A keeper from its line.
    pub fn read(line: &str) -> Option<Keeper> {
        let mut parts = line.trim().splitn(3, ' ');
        let recipient: Recipient = parts.next()?.parse().ok()?;
        let key = parts.next()?.parse().ok()?;
        let name = parts.next().unwrap_or_default().chars().take(80).collect();
        Some(Keeper { name, key, recipient: recipient.to_string() })
    }
}

/// The keepers that a plan file names; what is not understood is left out.
pub fn keepers_of(envelope: &Envelope) -> Vec<Keeper> {
    let list = envelope.extra.get(KEEPERS).and_then(Value::as_array);
    let read = |v: &Value| serde_json::from_value::<Keeper>(v.clone()).ok();
    let sound = |k: &Keeper| k.recipient.parse::<Recipient>().is_ok();
    list.into_iter().flatten().filter_map(read).filter(sound).take(MOST_KEEPERS).collect()
}

/// Check words of the office: of everything its plan file says about its keepers, so that nobody can add a keeper
/// of their own to the real ones. Eight words are 48 bits, and 16,384 rounds before them make it that much dearer to
/// look for other keys with the same words.
pub fn office_words(keepers: &[Keeper]) -> String {
    let mut lines: Vec<String> = keepers.iter().map(|k| format!("{} {}", k.key, k.recipient)).collect();
    crate::record::sort(&mut lines, |a, b| a.cmp(b));
    let mut digest = Sha256::digest(lines.join("\n").as_bytes());
    for _ in 0..1 << 14 {
        digest = Sha256::digest(digest);
    }
    exchange::spoken(digest.into_iter().take(8))
}

/// What is known about who sent a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Signed with the key that the office has named for this sender.
    Known,
    /// Signed by a keeper.
    Keeper,
    /// Signed, by somebody whom the office has not named yet.
    Unknown,
    /// Signed with another key than the one named for this sender.
    OtherKey,
    /// The signature does not fit the file.
    Broken,
    /// Not signed.
    Unsigned,
    /// Not signed, although this sender's files are.
    NoLongerSigned,
}

impl Trust {
    /// A plain sentence about a file from somebody with this name.
    pub fn words(self, name: &str) -> String {
        let key = match self {
            Trust::Known => "known",
            Trust::Keeper => "keeper",
            Trust::Unknown => "unknown",
            Trust::OtherKey => "otherKey",
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
        matches!(self, Trust::OtherKey | Trust::Broken | Trust::NoLongerSigned)
    }
}

impl State {
    /// The key with which this device's writer signs, where it is in memory or in the browser's keeping.
    pub fn own_key(&self) -> Option<&OwnKey> {
        let writer = &self.about.as_ref()?.writer;
        self.keys.own.as_ref().filter(|own| own.writer == *writer)
    }
}
