//! X25519 keys (RFC 7748) as `age` writes them. A file is opened in two steps: the shares in its head are given out
//! ([`Locked::shares`](super::Locked::shares)), and what a key makes of each comes in
//! ([`Locked::open_shared`](super::Locked::open_shared)). So a key can stay with whoever never shows it, as a browser does;
//! one in memory does the same at once.

use super::text::{bech32, from_bech32};
use super::{NoRandomness, Random, payload, random};
use crate::words::say;
use std::fmt;
use std::str::FromStr;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

const LABEL: &[u8] = b"age-encryption.org/v1/X25519";
/// What stands before the secret half of an X25519 or an Ed25519 key in PKCS #8 (RFC 8410, section 7), but for the last
/// byte of the algorithm.
const PKCS8: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0, 4, 0x22, 4, 0x20];

/// The bytes of a private key in PKCS #8: the form in which WebCrypto takes them.
pub type Pkcs8 = Zeroizing<[u8; 48]>;

/// A secret half in PKCS #8; `algorithm` is the last byte of the name that RFC 8410 gives it.
pub(super) fn pkcs8(algorithm: u8, secret: &[u8; 32]) -> Pkcs8 {
    let mut out = Zeroizing::new([0; 48]);
    let name = PKCS8.iter().enumerate().map(|(at, byte)| if at == 11 { &algorithm } else { byte });
    out.iter_mut().zip(name.chain(secret)).for_each(|(to, from)| *to = *from);
    out
}

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
pub struct Recipient(pub(super) [u8; 32]);

/// What opens files locked for its recipient: `AGE-SECRET-KEY-1…`. Its bytes are wiped when it goes.
#[derive(Clone)]
pub struct Identity(StaticSecret);

/// What a key makes of a share: the secret that both sides have in common. Wiped when it goes.
pub struct Shared(Zeroizing<[u8; 32]>);

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
        bytes.as_slice().try_into().map(Recipient).map_err(|_| NotAKey)
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({})", self.recipient())
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shared")
    }
}

impl FromStr for Identity {
    type Err = NotAKey;
    fn from_str(text: &str) -> Result<Identity, NotAKey> {
        let bytes = from_bech32("age-secret-key-", text).filter(|_| text.starts_with('A')).ok_or(NotAKey)?;
        let bytes = Zeroizing::new(<[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| NotAKey)?);
        Ok(Identity(StaticSecret::from(*bytes)))
    }
}

impl Identity {
    /// A new key.
    ///
    /// # Errors
    /// No randomness.
    pub fn generate(from: &mut dyn Random) -> Result<Identity, NoRandomness> {
        let bytes = Zeroizing::new(random::<32>(from)?);
        Ok(Identity(StaticSecret::from(*bytes)))
    }

    /// Whom files are locked for that this opens.
    pub fn recipient(&self) -> Recipient {
        Recipient(PublicKey::from(&self.0).to_bytes())
    }

    /// The secret half as the `age` program writes it.
    pub fn secret(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(bech32("age-secret-key-", self.0.as_bytes()));
        text.make_ascii_uppercase();
        text
    }

    /// The secret half as WebCrypto takes it.
    pub fn pkcs8(&self) -> Pkcs8 {
        pkcs8(0x6e, self.0.as_bytes())
    }

    /// What this key makes of a share.
    pub fn agree(&self, share: &[u8; 32]) -> Shared {
        Shared(Zeroizing::new(self.0.diffie_hellman(&PublicKey::from(*share)).to_bytes()))
    }

    /// The share that goes with a file of its own key.
    pub(super) fn share(&self) -> [u8; 32] {
        self.recipient().0
    }
}

impl Shared {
    /// What was worked out elsewhere, by a key that is not in memory. The array handed over is the caller's to wipe.
    pub fn from_bytes(bytes: &[u8; 32]) -> Shared {
        Shared(Zeroizing::new(*bytes))
    }

    /// What comes of a share that makes the same of every key: nothing is opened with it.
    pub fn none() -> Shared {
        Shared(Zeroizing::new([0; 32]))
    }

    /// The key under which a file's key is wrapped; `None` for shares without effect (RFC 7748, section 6.1).
    pub(super) fn wrapping(&self, share: &[u8; 32], to: &Recipient) -> Option<Zeroizing<[u8; 32]>> {
        let all = self.0.iter().fold(0, |all, byte| all | byte);
        let mut salt = [0; 64];
        salt.iter_mut().zip(share.iter().chain(&to.0)).for_each(|(to, from)| *to = *from);
        (all != 0).then(|| payload::derive(self.0.as_slice(), &salt, LABEL))
    }
}
