//! Which file a file is. Its id stands in the file, and whoever writes a file can write any: so a file is known by its id
//! *and* by what it holds, and one that bears another file's id is kept here under an id of its own. Otherwise a stranger's
//! file that comes first would make the real one "here already", and nobody would ever see what is in it.

use super::trust::Trust;
use crate::bundle::{Proven, Read};
use crate::domain::ids::derived;
use crate::ledger::exchange;
use crate::record::Id;
use crate::store::database::rows::ReceivedRow;
use crate::store::device::state::State;
use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

/// Under which id a file is kept on this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct KeptAs {
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
        let believed = rank(state, &from, proof);
        // Of the same content a copy that proves less is a copy, and gives place to what proves more; two that are signed
        // by different keys are two files. So is a copy that was damaged on the way. What an earlier version noted says
        // only who sent it.
        let is_it = |row: &&ReceivedRow| {
            let known = row.proven().map_or(0, |proof| rank(state, &row.from, proof));
            let damaged = row.from == from && [row.proven(), Some(proof)].contains(&Some(Proven::Broken));
            match row.digest.as_ref() == Some(&digest) {
                true => row.proven() == Some(proof) || known != believed,
                false => row.from == from && row.digest.is_none() || damaged && known != believed,
            }
        };
        let known = state.received.iter().filter(bears).find(is_it);
        let known = known.and_then(|row| Some((row.id.parse().ok()?, row.bears.clone())));
        let taken = |id: &str| state.received.iter().any(|row| row.id == id);
        match known {
            Some((kept, bears)) => KeptAs { id: kept, bears, digest },
            None if taken(&id) => {
                // Whoever writes files can take the next id as well.
                let next = |n: u32| derived(&["file", &id, &digest, &proof.to_string(), &n.to_string()]);
                let free = (0..=u32::MAX).map(next).find(|next| !taken(&next.to_string()));
                KeptAs { id: free.unwrap_or(envelope.id), bears: Some(id), digest }
            }
            None => KeptAs { id: envelope.id, bears: None, digest },
        }
    }
}

/// How far a file proves that it is from whom it says.
pub(in crate::store) fn rank(state: &State, from: &str, proof: Proven) -> u8 {
    match (proof, state.keys.trust(from, proof)) {
        (Proven::Broken, _) => 0,
        (_, Trust::Known | Trust::Keeper | Trust::NotCompared | Trust::Own) => 3,
        (Proven::By(_), _) => 2,
        (Proven::Unsigned | Proven::NotChecked, _) => 1,
    }
}

fn digest(read: &Read) -> String {
    let mut digest = Sha256::new();
    digest.update(read.bundle.envelope.from.to_string());
    digest.update(read.bundle.envelope.purpose.name());
    for line in exchange::lines(&read.bundle.records) {
        digest.update(b"\n");
        digest.update(line);
    }
    HEXLOWER.encode(&digest.finalize())
}

impl ReceivedRow {
    /// The id that the file itself bears.
    pub fn bears(&self) -> &str {
        self.bears.as_deref().unwrap_or(&self.id)
    }
}
