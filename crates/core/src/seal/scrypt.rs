//! scrypt (RFC 7914) with r = 8 and p = 1, as age uses it, in three parts: a short beginning, the slow middle that
//! wants up to 256 MiB, and a short end. The beginning and the end are here. In the browser a worker
//! (`public/stretch.js`) does the middle: the page goes on, and the memory is given back, which a wasm program's never
//! is. Natively the `scrypt` crate does the whole.

use super::unopened::{MAX_WORK, Unopened};
use super::{NoRandomness, Random, random};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

/// The work for what is locked here: 2^17 rounds, 128 MiB, OWASP's first choice for scrypt.
pub const WORK: u8 = 17;
/// The bytes that the slow middle takes and gives.
pub const LANE: usize = 1024;

const LABEL: &[u8] = b"age-encryption.org/v1/scrypt";

/// A key from a passphrase, and what it takes to derive it again. The key is wiped when it goes.
#[derive(Clone)]
pub struct Derived {
    pub(super) key: Zeroizing<[u8; 32]>,
    pub(super) salt: [u8; 16],
    pub(super) log_n: u8,
}

/// A key to be derived from a passphrase, which is wiped when this goes.
pub struct Derivation {
    passphrase: Zeroizing<Vec<u8>>,
    salt: [u8; 16],
    log_n: u8,
}

impl std::fmt::Debug for Derivation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Derivation").field("log_n", &self.log_n).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Derived {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Derived").field("log_n", &self.log_n).finish_non_exhaustive()
    }
}

impl Derivation {
    /// A key for something new to lock, with a new salt.
    ///
    /// # Errors
    /// No randomness, or more work than is done.
    pub fn fresh(passphrase: &str, work: u8, from: &mut dyn Random) -> Result<Derivation, Unopened> {
        let salt = random(from).map_err(|NoRandomness| Unopened::NoRandomness)?;
        Derivation::new(passphrase, salt, work)
    }

    pub(super) fn new(passphrase: &str, salt: [u8; 16], log_n: u8) -> Result<Derivation, Unopened> {
        match log_n > MAX_WORK {
            true => Err(Unopened::TooHard { work: log_n }),
            false => Ok(Derivation { passphrase: passphrase.as_bytes().to_vec().into(), salt, log_n }),
        }
    }

    fn labelled(&self) -> Vec<u8> {
        [LABEL, &self.salt].concat()
    }

    /// What the slow middle begins with.
    pub fn lane(&self) -> Zeroizing<[u8; LANE]> {
        stretch(&self.passphrase, &self.labelled())
    }

    /// How many rounds the slow middle has: a power of two.
    pub fn rounds(&self) -> u32 {
        1 << self.log_n
    }

    /// The key, of what the slow middle has made of the [lane](Derivation::lane).
    pub fn finish(self, mixed: &[u8; LANE]) -> Derived {
        Derived { key: stretch(&self.passphrase, mixed), salt: self.salt, log_n: self.log_n }
    }

    /// The key, at once.
    ///
    /// # Errors
    /// The parameters are none that scrypt knows.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn derive(self) -> Result<Derived, Unopened> {
        let mut key = Zeroizing::new([0; 32]);
        let parameters = scrypt::Params::new(self.log_n, 8, 1).map_err(|_| Unopened::Header)?;
        let done = scrypt::scrypt(&self.passphrase, &self.labelled(), &parameters, key.as_mut_slice());
        done.map_err(|_| Unopened::Header)?;
        Ok(Derived { key, salt: self.salt, log_n: self.log_n })
    }
}

/// PBKDF2-HMAC-SHA-256 with one iteration.
fn stretch<const N: usize>(passphrase: &[u8], salt: &[u8]) -> Zeroizing<[u8; N]> {
    let mut out = Zeroizing::new([0; N]);
    for (number, block) in (1u32..).zip(out.chunks_mut(32)) {
        // An HMAC takes keys of any length.
        let Ok(mac) = Hmac::<Sha256>::new_from_slice(passphrase) else { continue };
        let bytes = mac.chain_update(salt).chain_update(number.to_be_bytes()).finalize().into_bytes();
        block.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_much_work_is_refused_before_anything_is_done() {
        assert!(matches!(Derivation::new("p", [0; 16], MAX_WORK + 1), Err(Unopened::TooHard { work: 19 })));
        assert!(Derivation::new("p", [0; 16], MAX_WORK).is_ok());
    }
}
