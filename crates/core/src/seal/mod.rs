//! Keys, and what they sign and lock.
//!
//! Two things, both spelled exactly as others spell them, so that no file depends on this program: Ed25519
//! signatures ([`SigningKey`], [`PublicKey`]; RFC 8032), and files locked in the format of `age`
//! (<https://age-encryption.org/v1>, as C2SP specifies it): to X25519 recipients ([`lock`], [`Locked::open`])
//! or with a passphrase ([`Derivation`], [`lock_with`], [`Locked::open_with`]). What we lock opens with the
//! ordinary `age` program, and the other way round; its published test vectors and the program itself hold
//! this room to that. The primitives are RustCrypto's and dalek's; only the file format is our own (the `age`
//! crate weighs ten times as much). In the browser a library in a worker derives keys from passphrases.
//!
//! A key need not be here to be used: what a key must do beyond one step is given out, and its result taken in
//! ([`Locked::shares`], [`Locked::open_shared`], [`Signer`]). What is secret and passes through this room is wiped from memory
//! when it is done with.
//!
//! What may not live here: where keys are kept, whose they are, what a locked or signed file holds, where
//! randomness comes from ([`Random`] is passed in).

mod armor;
mod header;
mod lock;
mod payload;
mod scrypt;
mod sign;
mod text;
mod unopened;
mod x25519;

pub use armor::armor;
pub use lock::{Locked, is_locked, lock, lock_with};
pub use scrypt::{Derivation, Derived, WORK};
pub use sign::{NotSigned, PublicKey, Signature, Signer, SigningKey};
pub use unopened::{MAX_WORK, Unopened};
pub use x25519::{Identity, NotAKey, Pkcs8, Recipient, Shared};

/// Where randomness comes from: the browser's or the system's, and nothing else.
pub trait Random {
    /// Fills all bytes.
    ///
    /// # Errors
    /// The platform has no randomness to give; then nothing may be made.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness>;
}

/// The platform gave no randomness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRandomness;

/// So many random bytes.
fn random<const N: usize>(from: &mut dyn Random) -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    from.fill(&mut bytes)?;
    Ok(bytes)
}
