//! scrypt (RFC 7914) with r = 8 and p = 1, as age uses it, in slices: the browser has one thread for the page
//! and this, so a caller does some, shows how far it is, lets the page breathe, and goes on.

use super::{NoRandomness, Random, Unopened, random};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// The work for what is locked here: 2^17 rounds, 128 MiB, OWASP's first choice for scrypt.
pub const WORK: u8 = 17;
/// The most work that is done to open a file: 2^18 rounds, 256 MiB, as the `age` program asks for. A file that asks
/// for more would hold a telephone up for minutes, or take all its memory.
pub const HARDEST: u8 = 18;

const LABEL: &[u8] = b"age-encryption.org/v1/scrypt";
const PER_ROUND: usize = 256;

type Block = [u32; 16];
/// What one round works on: 1 KiB.
type Lane = [Block; 16];

/// A key from a passphrase, and what it takes to derive it again.
#[derive(Clone)]
pub struct Derived {
    pub(super) key: [u8; 32],
    pub(super) salt: [u8; 16],
    pub(super) log_n: u8,
}

/// A key being derived from a passphrase.
pub struct Derivation {
    passphrase: Vec<u8>,
    salt: [u8; 16],
    log_n: u8,
    lane: Lane,
    table: Vec<u32>,
    mixed: usize,
}

impl std::fmt::Debug for Derivation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Derivation").field("log_n", &self.log_n).field("mixed", &self.mixed).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Derived {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Derived").field("log_n", &self.log_n).finish_non_exhaustive()
    }
}

impl Derivation {
    /// Begins to derive a key for something new to lock, with a new salt.
    ///
    /// # Errors
    /// No randomness, or not enough memory.
    pub fn fresh(passphrase: &str, work: u8, from: &mut dyn Random) -> Result<Derivation, Unopened> {
        let salt = random(from).map_err(|NoRandomness| Unopened::NoRandomness)?;
        Derivation::new(passphrase, salt, work)
    }

    pub(super) fn new(passphrase: &str, salt: [u8; 16], log_n: u8) -> Result<Derivation, Unopened> {
        if log_n > HARDEST {
            return Err(Unopened::TooHard { work: log_n });
        }
        let mut table = Vec::new();
        table.try_reserve_exact(PER_ROUND << log_n).map_err(|_| Unopened::NoMemory)?;
        let passphrase = passphrase.as_bytes().to_vec();
        let start = stretch::<1024>(&passphrase, &[LABEL, &salt].concat());
        let mut lane: Lane = [[0; 16]; 16];
        for (word, bytes) in lane.iter_mut().flatten().zip(start.as_chunks::<4>().0) {
            *word = u32::from_le_bytes(*bytes);
        }
        Ok(Derivation { passphrase, salt, log_n, lane, table, mixed: 0 })
    }

    fn rounds(&self) -> usize {
        1 << self.log_n
    }

    /// How far it is, in hundredths.
    pub fn progress(&self) -> usize {
        (self.table.len() / PER_ROUND + self.mixed) * 50 / self.rounds()
    }

    /// Does so many rounds; whether it is done.
    pub fn step(&mut self, rounds: usize) -> bool {
        let all = self.rounds();
        for _ in 0..rounds {
            if self.table.len() < all * PER_ROUND {
                self.table.extend(self.lane.iter().flatten());
            } else if self.mixed < all {
                let [.., last] = &self.lane;
                let at = (last[0] as usize & (all - 1)) * PER_ROUND;
                let known = self.table.get(at..at + PER_ROUND).unwrap_or_default();
                for (word, known) in self.lane.iter_mut().flatten().zip(known) {
                    *word ^= known;
                }
                self.mixed += 1;
            } else {
                return true;
            }
            self.lane = mix(&self.lane);
        }
        self.mixed == all
    }

    /// Does what is left, and gives the key.
    pub fn finish(mut self) -> Derived {
        while !self.step(1 << 12) {}
        let salt: Vec<u8> = self.lane.iter().flatten().flat_map(|word| word.to_le_bytes()).collect();
        Derived { key: stretch(&self.passphrase, &salt), salt: self.salt, log_n: self.log_n }
    }
}

/// PBKDF2-HMAC-SHA-256 with one iteration.
fn stretch<const N: usize>(passphrase: &[u8], salt: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    for (number, block) in (1u32..).zip(out.chunks_mut(32)) {
        // An HMAC takes keys of any length.
        let Ok(mac) = Hmac::<Sha256>::new_from_slice(passphrase) else { continue };
        let bytes = mac.chain_update(salt).chain_update(number.to_be_bytes()).finalize().into_bytes();
        block.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    }
    out
}

/// scryptBlockMix: even blocks first, then odd ones.
fn mix(lane: &Lane) -> Lane {
    let mut out = [[0; 16]; 16];
    let [.., mut last] = *lane;
    let (even, odd) = out.split_at_mut(8);
    let places = even.iter_mut().zip(odd).flat_map(|(even, odd)| [even, odd]);
    for (block, place) in lane.iter().zip(places) {
        last.iter_mut().zip(block).for_each(|(word, other)| *word ^= other);
        salsa(&mut last);
        *place = last;
    }
    out
}

/// The Salsa20/8 core.
fn salsa(block: &mut Block) {
    let mut x = *block;
    macro_rules! quarter {
        ($a:literal, $b:literal, $c:literal, $d:literal) => {
            x[$b] ^= x[$a].wrapping_add(x[$d]).rotate_left(7);
            x[$c] ^= x[$b].wrapping_add(x[$a]).rotate_left(9);
            x[$d] ^= x[$c].wrapping_add(x[$b]).rotate_left(13);
            x[$a] ^= x[$d].wrapping_add(x[$c]).rotate_left(18);
        };
    }
    for _ in 0..4 {
        quarter!(0, 4, 8, 12);
        quarter!(5, 9, 13, 1);
        quarter!(10, 14, 2, 6);
        quarter!(15, 3, 7, 11);
        quarter!(0, 1, 2, 3);
        quarter!(5, 6, 7, 4);
        quarter!(10, 11, 8, 9);
        quarter!(15, 12, 13, 14);
    }
    block.iter_mut().zip(x).for_each(|(word, more)| *word = word.wrapping_add(more));
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn the_core_is_that_of_rfc_7914() {
        let input = "7e879a214f3ec9867ca940e641718f26baee555b8c61c1b50df846116dcd3b1dee24f319df9b3d8514121e4b5ac5aa3276021d2909c74829edebc68db8b8c25e";
        let output = "a41f859c6608cc993b81cacb020cef05044b2181a2fd337dfd7b1c6396682f29b4393168e3c9e6bcfe6bc5b7a06d96bae424cc102c91745c24ad673dc7618f81";
        let words = |hex: &str| -> Block {
            let bytes: [u8; 64] = super::super::text::from_hex(hex).unwrap();
            std::array::from_fn(|n| u32::from_le_bytes(bytes.as_chunks::<4>().0[n]))
        };
        let mut block = words(input);
        salsa(&mut block);
        assert_eq!(block, words(output));
    }

    #[test]
    fn slices_make_no_difference_and_progress_is_told() {
        let whole = Derivation::new("p", [3; 16], 6).unwrap().finish().key;
        let mut sliced = Derivation::new("p", [3; 16], 6).unwrap();
        let mut told = vec![sliced.progress()];
        while !sliced.step(7) {
            told.push(sliced.progress());
        }
        assert!(told.is_sorted() && told[0] == 0 && sliced.progress() == 100);
        assert_eq!(sliced.finish().key, whole);
        assert_ne!(Derivation::new("q", [3; 16], 6).unwrap().finish().key, whole);
    }

    #[test]
    fn too_much_work_is_refused_before_any_memory_is_taken() {
        assert!(matches!(Derivation::new("p", [0; 16], HARDEST + 1), Err(Unopened::TooHard { work: 19 })));
    }
}
