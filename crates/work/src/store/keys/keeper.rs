//! A keeper of the office, and how the keepers stand in a plan file.

use crate::bundle::{Envelope, KEEPERS};
use crate::ledger::exchange;
use crate::seal::{PublicKey, Recipient};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// How many keepers there can be.
pub const MAX_KEEPERS: usize = 5;

/// Somebody in the office who can open what is locked, and whose signature counts as the office's.
#[derive(Debug, Clone, PartialEq)]
pub struct Keeper {
    /// The name, as the office wrote it.
    pub name: String,
    /// The key that signs.
    pub key: PublicKey,
    /// Whom returns are locked for: `age1…`.
    pub recipient: String,
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
    let sound = |k: &Keeper| k.recipient.parse::<Recipient>().is_ok();
    list.into_iter().flatten().filter_map(Keeper::from_value).filter(sound).take(MAX_KEEPERS).collect()
}

/// Check words of the office: of everything its plan file says about its keepers, so that nobody can add a keeper
/// of their own to the real ones. Eight words are 48 bits, and 16,384 rounds before them make it that much dearer to
/// look for other keys with the same words.
pub fn office_words(keepers: &[Keeper]) -> String {
    let mut lines: Vec<String> = keepers.iter().map(|k| format!("{} {}", k.key, k.recipient)).collect();
    lines.sort();
    let mut digest = Sha256::digest(lines.join("\n").as_bytes());
    for _ in 0..1 << 14 {
        digest = Sha256::digest(digest);
    }
    exchange::spoken(digest.into_iter().take(8))
}

/// Whether the keepers that a plan file names include this key, or it names none.
pub(in crate::store) fn names(envelope: &Envelope, key: &PublicKey) -> bool {
    let named = keepers_of(envelope);
    named.is_empty() || named.iter().any(|k| k.key == *key)
}
