//! Why a locked file was not opened.

use crate::words::{fill, say};

/// The most work that is done to open a file: 2^18 rounds, 256 MiB, as the `age` program asks for. A file that asks
/// for more would hold a telephone up for minutes, or take all its memory.
pub const MAX_WORK: u8 = 18;

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
                return fill("seal.tooHard", &[("work", work), ("most", &MAX_WORK)]);
            }
            Unopened::NoMemory => "noMemory",
            Unopened::TooLarge => "tooLarge",
            Unopened::Nobody => "nobody",
            Unopened::NoRandomness => "noRandomness",
        };
        say(&format!("seal.{key}"))
    }
}
