//! Locking a file to keys or a passphrase, and opening it again (age specification, "Recipient stanzas").

use super::header::{self, Header, Stanza};
use super::scrypt::{Derivation, Derived};
use super::text::{base64, from_base64};
use super::unopened::Unopened;
use super::x25519::{Identity, Recipient, Shared};
use super::{Random, armor, payload, random};
use std::borrow::Cow;
use zeroize::Zeroizing;

const X25519: &str = "X25519";
const SCRYPT: &str = "scrypt";
/// The key that one file is locked with.
type FileKey = Zeroizing<[u8; 16]>;
/// Larger files are not opened, as no bundle is that large.
const MAX_LOCKED_BYTES: usize = 300 << 20;

/// Whether bytes are a locked file, by their beginning.
pub fn is_locked(bytes: &[u8]) -> bool {
    header::is_header(bytes) || armor::is_armored(bytes)
}

fn wrap(key: &[u8; 32], file_key: &[u8; 16], args: &[&str]) -> Option<Stanza> {
    let mut body = Vec::new();
    payload::seal(key, &[0; 12], file_key, &mut body)?;
    Some(Stanza { args: args.iter().map(|&a| a.to_owned()).collect(), body })
}

fn unwrap(key: &[u8; 32], body: &[u8]) -> Option<FileKey> {
    // Room from the start: growing would leave a copy behind.
    let mut file_key = Zeroizing::new(Vec::with_capacity(body.len()));
    payload::open(key, &[0; 12], body, &mut file_key)?;
    file_key.as_slice().try_into().ok().map(Zeroizing::new)
}

fn finish(stanzas: &[Stanza], file_key: &[u8; 16], nonce: &[u8; 16], plain: &[u8]) -> Option<Vec<u8>> {
    let mut out = header::write(stanzas, file_key)?.into_bytes();
    payload::write(file_key, nonce, plain, &mut out)?;
    Some(out)
}

/// Locks bytes for one or more recipients; each of them alone can open it.
///
/// ```
/// use golden_thread_core::seal::{Identity, Locked, NoRandomness, Random, Unopened, lock};
///
/// // The browser's or the system's randomness; this is for an example only.
/// struct Counting(u8);
/// impl Random for Counting {
///     fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
///         bytes.iter_mut().for_each(|byte| { self.0 = self.0.wrapping_mul(5).wrapping_add(17); *byte = self.0 });
///         Ok(())
///     }
/// }
///
/// let mut random = Counting(1);
/// let office = Identity::generate(&mut random).unwrap();
/// let file = lock(b"for the office", &[office.recipient()], &mut random).unwrap();
/// assert_eq!(Locked::read(&file).unwrap().open(&[office]).unwrap(), b"for the office");
/// let other = Identity::generate(&mut random).unwrap();
/// assert_eq!(Locked::read(&file).unwrap().open(&[other]), Err(Unopened::NoKeyFits));
/// ```
///
/// # Errors
/// Nobody to lock it for, or no randomness.
pub fn lock(plain: &[u8], to: &[Recipient], from: &mut dyn Random) -> Result<Vec<u8>, Unopened> {
    let none = |_| Unopened::NoRandomness;
    let (file_key, nonce) = (FileKey::new(random(from).map_err(none)?), random(from).map_err(none)?);
    let mut stanzas = Vec::new();
    for recipient in to {
        let once = Identity::generate(from).map_err(none)?;
        let share = once.share();
        let key = once.agree(&recipient.0).wrapping(&share, recipient).ok_or(Unopened::Nobody)?;
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
    let (file_key, nonce) = (FileKey::new(random(from).map_err(none)?), random(from).map_err(none)?);
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

/// A way in for a key: the share, and the file's key as it is wrapped.
type Way<'a> = ([u8; 32], &'a [u8]);

impl Locked {
    /// Reads the beginning of a locked file, in bytes or as text.
    ///
    /// # Errors
    /// Too large, damaged, or no locked file.
    pub fn read(bytes: &[u8]) -> Result<Locked, Unopened> {
        if bytes.len() > MAX_LOCKED_BYTES {
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

    /// The shares of those it is locked for, in order: whoever has a key works out what it makes of each, and brings
    /// that to [`Locked::open_shared`].
    ///
    /// # Errors
    /// It is locked with a passphrase, or its beginning is damaged.
    pub fn shares(&self) -> Result<Vec<[u8; 32]>, Unopened> {
        Ok(self.ways()?.into_iter().map(|(share, _)| share).collect())
    }

    /// Opens it with what the key of this recipient made of each of the [shares](Locked::shares).
    ///
    /// # Errors
    /// Why not; nothing of it is given then.
    pub fn open_shared(&self, recipient: &Recipient, shared: &[Shared]) -> Result<Vec<u8>, Unopened> {
        self.read_body(&self.find(recipient, shared)?.ok_or(Unopened::NoKeyFits)?)
    }

    /// Opens it with keys in memory.
    ///
    /// # Errors
    /// Why not; nothing of it is given then.
    pub fn open(&self, keys: &[Identity]) -> Result<Vec<u8>, Unopened> {
        let shares = self.shares()?;
        let mut found = None;
        for key in keys {
            let shared: Vec<Shared> = shares.iter().map(|share| key.agree(share)).collect();
            let fits = self.find(&key.recipient(), &shared)?;
            found = found.or(fits);
        }
        self.read_body(&found.ok_or(Unopened::NoKeyFits)?)
    }

    /// The ways in for keys: the share, and the file's key as it is wrapped.
    fn ways(&self) -> Result<Vec<Way<'_>>, Unopened> {
        let mut ways = Vec::new();
        for Stanza { args, body } in &self.header.stanzas {
            match args.first().map(String::as_str) {
                Some(SCRYPT) => return Err(Unopened::NeedsPassphrase),
                Some(X25519) => {}
                _ => continue,
            }
            let share = match args.as_slice() {
                [_, share] if body.len() == 32 => from_base64(share),
                _ => None,
            };
            let share: [u8; 32] = share.and_then(|s| s.try_into().ok()).ok_or(Unopened::Header)?;
            ways.push((share, body.as_slice()));
        }
        Ok(ways)
    }

    /// The file's key, where one of the ways in is this recipient's.
    fn find(&self, recipient: &Recipient, shared: &[Shared]) -> Result<Option<FileKey>, Unopened> {
        let mut found = None;
        for ((share, body), shared) in self.ways()?.into_iter().zip(shared) {
            let wrapping = shared.wrapping(&share, recipient).ok_or(Unopened::Header)?;
            found = found.or_else(|| unwrap(&wrapping, body));
        }
        Ok(found)
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

    fn read_body(&self, file_key: &FileKey) -> Result<Vec<u8>, Unopened> {
        if !self.header.is_proven(file_key.as_slice()) {
            return Err(Unopened::Changed);
        }
        payload::read(file_key.as_slice(), &self.body).ok_or(Unopened::Damaged)
    }
}
