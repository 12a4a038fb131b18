//! What scrypt (RFC 7914, with r = 8 and p = 1, as age uses it) is asked for, and what becomes of its answer. It takes seconds and up
//! to 256 MiB. Natively the `scrypt` crate does it; in the browser a worker (`public/scrypt.js`): the page goes on, and the memory is
//! given back, which a wasm program's never is.

use super::unopened::{MAX_WORK, Unopened};
use super::{NoRandomness, Random, random};
use zeroize::Zeroizing;

/// The work for what is locked here: 2^17 rounds, 128 MiB, OWASP's first choice for scrypt.
pub const WORK: u8 = 17;

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

    /// The passphrase's bytes, as scrypt takes them.
    pub fn passphrase(&self) -> &[u8] {
        &self.passphrase
    }

    /// The salt as scrypt takes it: age's label, then the file's own.
    pub fn salt(&self) -> Vec<u8> {
        [LABEL, &self.salt].concat()
    }

    /// scrypt's N: a power of two, and a kibibyte of memory each.
    pub fn rounds(&self) -> u32 {
        1 << self.log_n
    }

    /// Takes in the key that was derived elsewhere.
    pub fn finish(self, key: Zeroizing<[u8; 32]>) -> Derived {
        Derived { key, salt: self.salt, log_n: self.log_n }
    }

    /// The key, at once.
    ///
    /// # Errors
    /// The parameters are none that scrypt knows.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn derive(self) -> Result<Derived, Unopened> {
        let mut key = Zeroizing::new([0; 32]);
        let parameters = scrypt::Params::new(self.log_n, 8, 1).map_err(|_| Unopened::Header)?;
        let done = scrypt::scrypt(&self.passphrase, &self.salt(), &parameters, key.as_mut_slice());
        done.map_err(|_| Unopened::Header)?;
        Ok(self.finish(key))
    }
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
