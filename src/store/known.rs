//! Which file a file is. Its id stands in the file, and whoever writes a file can write any: so a file is known by its id
//! *and* by what it holds, and one that bears another file's id is kept here under an id of its own. Otherwise a stranger's
//! file that comes first would make the real one "here already", and nobody would ever see what is in it.

use super::State;
use super::rows::ReceivedRow;
use crate::bundle::{Proven, Read};
use crate::domain::ids::derived;
use crate::ledger::exchange;
use crate::record::Id;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// Under which id a file is kept on this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeptAs {
    /// The id: the one it bears, unless another file bears that.
    pub id: Id,
    /// The id it bears, where that is another one.
    pub bears: Option<String>,
    /// What it holds, as SHA-256 of its sender and its records in hexadecimal digits.
    pub digest: String,
}

impl KeptAs {
    pub fn of(state: &State, read: &Read, proof: Proven) -> KeptAs {
        let envelope = &read.bundle.envelope;
        let (id, from) = (envelope.id.to_string(), envelope.from.to_string());
        let digest = digest(read);
        let bears = |row: &&ReceivedRow| row.bears() == id;
        // A damaged copy is a copy still, and what an earlier version noted says only who sent it.
        let is_it = |row: &&ReceivedRow| {
            let copy = row.digest.is_none() || [row.proven(), Some(proof)].contains(&Some(Proven::Broken));
            row.digest.as_ref() == Some(&digest) || row.from == from && copy
        };
        let known = state.received.iter().filter(bears).find(is_it);
        let known = known.and_then(|row| Some((row.id.parse().ok()?, row.bears.clone())));
        let taken = || state.received.iter().any(|row| row.id == id);
        match known {
            Some((kept, bears)) => KeptAs { id: kept, bears, digest },
            None if taken() => KeptAs { id: derived(&["file", &id, &digest]), bears: Some(id), digest },
            None => KeptAs { id: envelope.id, bears: None, digest },
        }
    }
}

fn digest(read: &Read) -> String {
    let mut digest = Sha256::new();
    digest.update(read.bundle.envelope.from.to_string());
    for line in exchange::lines(&read.bundle.records) {
        digest.update(b"\n");
        digest.update(line);
    }
    digest.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl ReceivedRow {
    /// The id that the file itself bears.
    pub fn bears(&self) -> &str {
        self.bears.as_deref().unwrap_or(&self.id)
    }
}
