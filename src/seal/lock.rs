//! Locking a file to keys or a passphrase, and opening it again (age specification, "Recipient stanzas").

use super::header::{self, Header, Stanza};
use super::scrypt::{Derivation, Derived, HARDEST};
use super::text::{base64, bech32, from_base64, from_bech32};
use super::{Random, armor, payload, random};
use crate::words::{fill, say};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use x25519_dalek::{PublicKey, StaticSecret};

const X25519: &str = "X25519";
const SCRYPT: &str = "scrypt";
const LABEL: &[u8] = b"age-encryption.org/v1/X25519";
/// Larger files are not opened, as no bundle is that large.
const LARGEST: usize = 300 << 20;

/// Text that is no key of the kind asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAKey;

impl fmt::Display for NotAKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&say("seal.notAKey"))
    }
}

/// Somebody a file can be locked for: `age1…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipient([u8; 32]);

/// What opens files locked for its recipient: `AGE-SECRET-KEY-1…`.
#[derive(Clone)]
pub struct Identity(StaticSecret);

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&bech32("age", &self.0))
    }
}

impl FromStr for Recipient {
    type Err = NotAKey;
    fn from_str(text: &str) -> Result<Recipient, NotAKey> {
        // Recipients are written small; only the secret half is in capitals.
        let bytes = from_bech32("age", text).filter(|_| !text.starts_with('A')).ok_or(NotAKey)?;
        bytes.try_into().map(Recipient).map_err(|_| NotAKey)
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({})", self.recipient())
    }
}

impl FromStr for Identity {
    type Err = NotAKey;
    fn from_str(text: &str) -> Result<Identity, NotAKey> {
        let bytes = from_bech32("age-secret-key-", text).filter(|_| text.starts_with('A')).ok_or(NotAKey)?;
        <[u8; 32]>::try_from(bytes).map(|bytes| Identity(bytes.into())).map_err(|_| NotAKey)
    }
}

impl Identity {
    /// A new key.
    ///
    /// # Errors
    /// No randomness.
    pub fn generate(from: &mut dyn Random) -> Result<Identity, super::NoRandomness> {
        Ok(Identity(random::<32>(from)?.into()))
    }

    /// Whom files are locked for that this opens.
    pub fn recipient(&self) -> Recipient {
        Recipient(PublicKey::from(&self.0).to_bytes())
    }

    /// The secret half as the `age` program writes it.
    pub fn secret(&self) -> String {
        bech32("age-secret-key-", self.0.as_bytes()).to_ascii_uppercase()
    }
}

/// Why a locked file was not opened, or nothing locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unopened {
    /// Not a locked file, or its beginning is damaged.
    Header,
    /// A locked file as text whose text is damaged.
    Armor,
    /// None of the keys fits.
    NoKeyFits,
    /// The passphrase is another.
    WrongPassphrase,
    /// It is locked with a passphrase, and a key was given.
    NeedsPassphrase,
    /// It is locked to keys, and a passphrase was given.
    NeedsKey,
    /// The list of who can open it was changed.
    Changed,
    /// What it holds was changed or cut off.
    Damaged,
    /// It asks for more work than is done for any file.
    TooHard {
        /// The logarithm of the rounds it asks for.
        work: u8,
    },
    /// There is not enough memory for the work.
    NoMemory,
    /// Over 300 MiB.
    TooLarge,
    /// Nobody to lock it for, or more than can be.
    Nobody,
    /// The platform gave no randomness.
    NoRandomness,
}

impl Unopened {
    /// A plain sentence: what is wrong, and what to do.
    pub fn words(&self) -> String {
        let key = match self {
            Unopened::Header => "header",
            Unopened::Armor => "armor",
            Unopened::NoKeyFits => "noKeyFits",
            Unopened::WrongPassphrase => "wrongPassphrase",
            Unopened::NeedsPassphrase => "needsPassphrase",
            Unopened::NeedsKey => "needsKey",
            Unopened::Changed => "changed",
            Unopened::Damaged => "damaged",
            Unopened::TooHard { work } => {
                return fill("seal.tooHard", &[("work", work), ("most", &HARDEST)]);
            }
            Unopened::NoMemory => "noMemory",
            Unopened::TooLarge => "tooLarge",
            Unopened::Nobody => "nobody",
            Unopened::NoRandomness => "noRandomness",
        };
        say(&format!("seal.{key}"))
    }
}

/// Whether bytes are a locked file, by their beginning.
pub fn is_locked(bytes: &[u8]) -> bool {
    header::is_header(bytes) || armor::is_armored(bytes)
}

/// The key under which an X25519 stanza wraps the file's key. `None` for shares without effect.
fn wrapping(secret: &StaticSecret, other: &[u8; 32], share: &[u8; 32], recipient: &[u8; 32]) -> Option<[u8; 32]> {
    let shared = secret.diffie_hellman(&PublicKey::from(*other));
    let salt = [share.as_slice(), recipient].concat();
    shared.was_contributory().then(|| payload::derive(shared.as_bytes(), &salt, LABEL))
}

fn wrap(key: &[u8; 32], file_key: &[u8; 16], args: &[&str]) -> Option<Stanza> {
    let mut body = Vec::new();
    payload::seal(key, &[0; 12], file_key, &mut body)?;
    Some(Stanza { args: args.iter().map(|&a| a.to_owned()).collect(), body })
}

fn unwrap(key: &[u8; 32], body: &[u8]) -> Option<[u8; 16]> {
    let mut file_key = Vec::new();
    payload::open(key, &[0; 12], body, &mut file_key)?;
    file_key.try_into().ok()
}

fn finish(stanzas: &[Stanza], file_key: &[u8; 16], nonce: &[u8; 16], plain: &[u8]) -> Option<Vec<u8>> {
    let mut out = header::write(stanzas, file_key)?.into_bytes();
    payload::write(file_key, nonce, plain, &mut out)?;
    Some(out)
}

/// Locks bytes for one or more recipients; each of them alone can open it.
///
/// # Errors
/// Nobody to lock it for, or no randomness.
pub fn lock(plain: &[u8], to: &[Recipient], from: &mut dyn Random) -> Result<Vec<u8>, Unopened> {
    let none = |_| Unopened::NoRandomness;
    let (file_key, nonce) = (random::<16>(from).map_err(none)?, random(from).map_err(none)?);
    let mut stanzas = Vec::new();
    for recipient in to {
        let once: StaticSecret = random::<32>(from).map_err(none)?.into();
        let share = PublicKey::from(&once).to_bytes();
        let key = wrapping(&once, &recipient.0, &share, &recipient.0).ok_or(Unopened::Nobody)?;
        stanzas.push(wrap(&key, &file_key, &[X25519, &base64(&share)]).ok_or(Unopened::Nobody)?);
    }
    if stanzas.is_empty() {
        return Err(Unopened::Nobody);
    }
    finish(&stanzas, &file_key, &nonce, plain).ok_or(Unopened::Nobody)
}

/// Locks bytes with a passphrase's key. The key comes from [`Derivation::fresh`], for this one file.
///
/// # Errors
/// No randomness.
pub fn lock_with(plain: &[u8], key: &Derived, from: &mut dyn Random) -> Result<Vec<u8>, Unopened> {
    let none = |_| Unopened::NoRandomness;
    let (file_key, nonce) = (random::<16>(from).map_err(none)?, random(from).map_err(none)?);
    let work = key.log_n.to_string();
    let stanza = wrap(&key.key, &file_key, &[SCRYPT, &base64(&key.salt), &work]).ok_or(Unopened::Nobody)?;
    finish(&[stanza], &file_key, &nonce, plain).ok_or(Unopened::Nobody)
}

/// A locked file whose beginning has been read.
#[derive(Debug, Clone)]
pub struct Locked {
    header: Header,
    body: Vec<u8>,
}

impl Locked {
    /// Reads the beginning of a locked file, in bytes or as text.
    ///
    /// # Errors
    /// Too large, damaged, or no locked file.
    pub fn read(bytes: &[u8]) -> Result<Locked, Unopened> {
        if bytes.len() > LARGEST {
            return Err(Unopened::TooLarge);
        }
        let bare = match armor::is_armored(bytes) {
            true => Cow::Owned(armor::dearmor(bytes).ok_or(Unopened::Armor)?),
            false => Cow::Borrowed(bytes),
        };
        let header = Header::read(&bare).ok_or(Unopened::Header)?;
        let with_passphrase = header.stanzas.iter().any(|s| s.args.first().is_some_and(|a| a == SCRYPT));
        // A passphrase opens a file alone: whoever knows it also made the file.
        if with_passphrase && header.stanzas.len() > 1 {
            return Err(Unopened::Header);
        }
        let body = bare.get(header.length..).unwrap_or_default().to_vec();
        if body.len() < payload::NONCE {
            return Err(Unopened::Header);
        }
        Ok(Locked { header, body })
    }

    /// Opens it with keys.
    ///
    /// # Errors
    /// Why not; nothing of it is given then.
    pub fn open(&self, keys: &[Identity]) -> Result<Vec<u8>, Unopened> {
        let mut found = None;
        for stanza in &self.header.stanzas {
            match stanza.args.first().map(String::as_str) {
                Some(SCRYPT) => return Err(Unopened::NeedsPassphrase),
                Some(X25519) => {}
                _ => continue,
            }
            let share = match stanza.args.as_slice() {
                [_, share] if stanza.body.len() == 32 => from_base64(share),
                _ => None,
            };
            let share: [u8; 32] = share.and_then(|s| s.try_into().ok()).ok_or(Unopened::Header)?;
            for key in keys {
                let wrapping = wrapping(&key.0, &share, &share, &key.recipient().0).ok_or(Unopened::Header)?;
                found = found.or_else(|| unwrap(&wrapping, &stanza.body));
            }
        }
        self.read_body(&found.ok_or(Unopened::NoKeyFits)?)
    }

    /// Begins to derive its key from a passphrase.
    ///
    /// # Errors
    /// It is not locked with a passphrase, or asks for too much work or memory.
    pub fn derivation(&self, passphrase: &str) -> Result<Derivation, Unopened> {
        let (salt, work, _) = self.scrypt()?;
        Derivation::new(passphrase, salt, work)
    }

    /// Opens it with the key derived from a passphrase.
    ///
    /// # Errors
    /// Why not; nothing of it is given then.
    pub fn open_with(&self, key: &Derived) -> Result<Vec<u8>, Unopened> {
        let (_, _, body) = self.scrypt()?;
        self.read_body(&unwrap(&key.key, body).ok_or(Unopened::WrongPassphrase)?)
    }

    /// The salt, the work and the wrapped key of a file that is locked with a passphrase.
    fn scrypt(&self) -> Result<([u8; 16], u8, &[u8]), Unopened> {
        let [Stanza { args, body }] = self.header.stanzas.as_slice() else { return Err(Unopened::NeedsKey) };
        let (salt, work) = match args.as_slice() {
            [how, salt, work] if how == SCRYPT => (salt, work),
            [how, ..] if how == SCRYPT => return Err(Unopened::Header),
            _ => return Err(Unopened::NeedsKey),
        };
        let figures = work.bytes().all(|b| b.is_ascii_digit()) && !work.starts_with('0') && work.len() <= 2;
        let salt = from_base64(salt).and_then(|s| s.try_into().ok());
        match (salt, work.parse()) {
            (Some(salt), Ok(work)) if figures && body.len() == 32 => Ok((salt, work, body)),
            _ => Err(Unopened::Header),
        }
    }

    fn read_body(&self, file_key: &[u8; 16]) -> Result<Vec<u8>, Unopened> {
        if !self.header.is_proven(file_key) {
            return Err(Unopened::Changed);
        }
        payload::read(file_key, &self.body).ok_or(Unopened::Damaged)
    }
}
