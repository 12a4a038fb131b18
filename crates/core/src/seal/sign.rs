//! Ed25519 (RFC 8032). A key that the browser keeps signs as one in memory does: [`Signer`].

use super::text::{from_hex, hex};
use super::x25519::{Pkcs8, pkcs8};
use super::{NoRandomness, Random, random};
use ed25519_dalek::Signer as _;
use std::fmt;
use std::future::Future;
use std::str::FromStr;
use zeroize::Zeroizing;

/// A public key: 64 hexadecimal digits in small letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

/// A signature: 128 hexadecimal digits in small letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; 64]);

impl PublicKey {
    /// A key from its bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> PublicKey {
        PublicKey(bytes)
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether the holder of this key's private half signed exactly these bytes. Strict: keys and signatures
    /// that could be bent to fit other bytes count for nothing.
    ///
    /// ```
    /// use golden_thread_core::seal::{Signer as _, SigningKey};
    ///
    /// let key = SigningKey::read(&"7".repeat(64)).unwrap();
    /// let signature = key.sign_now(b"plan file no. 3");
    /// assert!(key.public_key().signed(b"plan file no. 3", &signature));
    /// assert!(!key.public_key().signed(b"plan file no. 4", &signature));
    /// ```
    pub fn signed(&self, message: &[u8], signature: &Signature) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        let key = ed25519_dalek::VerifyingKey::from_bytes(&self.0);
        key.is_ok_and(|key| key.verify_strict(message, &signature).is_ok())
    }
}

impl Signature {
    /// A signature from its bytes.
    pub fn from_bytes(bytes: [u8; 64]) -> Signature {
        Signature(bytes)
    }
}

macro_rules! hexadecimal {
    ($type:ident) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex(&self.0))
            }
        }
        impl FromStr for $type {
            type Err = super::NotAKey;
            fn from_str(text: &str) -> Result<$type, super::NotAKey> {
                from_hex(text).map($type).ok_or(super::NotAKey)
            }
        }
    };
}
hexadecimal!(PublicKey);
hexadecimal!(Signature);

/// Why nothing was signed: the platform's reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotSigned(pub String);

/// What signs: a key in memory, or one that the browser keeps and never shows.
pub trait Signer {
    /// The key by which others check.
    fn public_key(&self) -> PublicKey;

    /// Signs bytes.
    ///
    /// # Errors
    /// The platform's reason.
    fn sign(&self, message: &[u8]) -> impl Future<Output = Result<Signature, NotSigned>>;
}

/// A private key in memory: 64 hexadecimal digits where it is written down. Its bytes are wiped when it goes.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public_key())
    }
}

impl SigningKey {
    /// A new key.
    ///
    /// # Errors
    /// No randomness.
    pub fn generate(from: &mut dyn Random) -> Result<SigningKey, NoRandomness> {
        let seed = Zeroizing::new(random::<32>(from)?);
        Ok(SigningKey(ed25519_dalek::SigningKey::from_bytes(&seed)))
    }

    /// The key from its secret half as [`SigningKey::secret`] writes it.
    pub fn read(secret: &str) -> Option<SigningKey> {
        let seed = Zeroizing::new(from_hex::<32>(secret)?);
        Some(SigningKey(ed25519_dalek::SigningKey::from_bytes(&seed)))
    }

    /// The secret half, to be kept.
    pub fn secret(&self) -> Zeroizing<String> {
        hex(self.0.as_bytes()).into()
    }

    /// The secret half as WebCrypto takes it.
    pub fn pkcs8(&self) -> Pkcs8 {
        pkcs8(0x70, self.0.as_bytes())
    }

    /// Signs at once.
    pub fn sign_now(&self, message: &[u8]) -> Signature {
        Signature(self.0.sign(message).to_bytes())
    }
}

impl Signer for SigningKey {
    fn public_key(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    async fn sign(&self, message: &[u8]) -> Result<Signature, NotSigned> {
        Ok(self.sign_now(message))
    }
}
