//! Taking back that somebody is the office: the check words were not the right ones, or nobody had really compared them.
//! Every record and draft stays. Plan files wait from then on until somebody has compared the words of one; nothing is
//! locked for the former keys; and what was confirmed as received counts as sent only, so that the next file holds it
//! again.

use super::arrival::Arrival;
use super::arrival::News;
use super::arrival::nothing;
use super::incoming::Arriving;
use super::known::KeptAs;
use crate::bundle::{self, Envelope, Proven, Purpose};
use crate::seal::PublicKey;
use crate::store::arriving::admit::rules::Rules;
use crate::store::arriving::refusal::Refusal;
use crate::store::database::rows::SentRow;
use crate::store::database::rows::SentState;
use crate::store::database::rows::StagedRow;
use crate::store::device::state::Staged;
use crate::store::device::state::State;
use crate::store::keys::KeysRow;
use crate::store::keys::keepers_of;
use crate::store::keys::office_words;
use crate::store::writing::row_change::RowChange;

impl KeysRow {
    /// Whether somebody said that the check words are not the office's, and nobody has compared others since: then no plan
    /// file counts until its words were compared.
    pub fn is_taken_back(&self) -> bool {
        self.keepers.is_empty() && !self.not_office.is_empty()
    }

    /// Whether a key was taken for the office's by mistake.
    pub fn is_not_office(&self, key: &PublicKey) -> bool {
        self.not_office.iter().any(|k| k.key == *key)
    }

    /// The keepers known here are not the office's. Senders that they named go too.
    pub(in crate::store) fn take_back(&mut self) {
        for keeper in std::mem::take(&mut self.keepers) {
            if !self.is_not_office(&keeper.key) {
                self.not_office.push(keeper);
            }
        }
        self.compared = false;
        self.adding.clear();
        self.leaving.clear();
        self.senders.clear();
    }

    /// Somebody has compared the check words of the plan file that this key signed: its keepers are the office's.
    pub(in crate::store) fn trust_signer(&mut self, envelope: &Envelope, signer: PublicKey, office: bool) {
        self.follow(envelope, signer, office);
        self.compared = true;
        let keepers = &self.keepers;
        self.not_office.retain(|k| !keepers.iter().any(|known| known.key == k.key));
    }

    /// What was taken back on this device stays so, also when an older backup trusted it still.
    pub(in crate::store) fn keep_doubts(&mut self, known: &KeysRow) {
        for keeper in &known.not_office {
            if !self.is_not_office(&keeper.key) {
                self.not_office.push(keeper.clone());
            }
        }
        if self.keepers.iter().any(|k| self.is_not_office(&k.key)) {
            self.take_back();
        }
    }
}

/// The rows that take it back.
pub fn take_back(state: &State) -> Vec<RowChange> {
    let mut keys = state.keys.clone();
    keys.take_back();
    let mut rows = vec![RowChange::Keys(keys)];
    for row in state.sent.iter().filter(|row| is_return(row) && row.state == SentState::Confirmed) {
        rows.push(RowChange::Sent(SentRow { state: SentState::Exported, ..row.clone() }));
    }
    rows
}

fn is_return(row: &SentRow) -> bool {
    row.purpose == Purpose::Return.name()
}

/// Whether a return that was sent is locked for keys that are not the office's: whoever has those can read it.
/// `state` knows since when they were believed; of returns that nobody noted it of, those since then count.
pub fn is_locked_for_others(state: &State, row: &SentRow) -> bool {
    let others = &state.keys.not_office;
    match &row.locked {
        _ if others.is_empty() || !is_return(row) => false,
        Some(to) => others.iter().any(|k| to.contains(&k.recipient)),
        None => {
            let theirs = |proof: Proven| matches!(proof, Proven::By(key) if state.keys.is_not_office(&key));
            let mut theirs = state.received.iter().filter(|r| r.proven().is_some_and(theirs));
            theirs.any(|r| r.received <= row.created)
        }
    }
}

/// A plan file that waits to be compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// The file's id.
    pub id: String,
    /// Its number.
    pub number: u64,
    /// When it was made, as it says, RFC 3339.
    pub created: String,
    /// The check words of the keepers it names.
    pub words: String,
    /// Whether somebody said of one of these keepers that it is not the office's.
    pub doubted: bool,
}

/// The plan files that wait to be compared, oldest first.
pub fn waiting(state: &State) -> Vec<Waiting> {
    let one = |staged: &Staged| {
        let keepers = keepers_of(&staged.envelope);
        Some(Waiting {
            id: staged.row.id.clone(),
            number: staged.envelope.number.filter(|_| signer(state, staged).is_some())?,
            created: staged.envelope.created.clone(),
            doubted: keepers.iter().any(|k| state.keys.is_not_office(&k.key)),
            words: office_words(&keepers),
        })
    };
    let taken_back = state.keys.is_taken_back();
    state.staged.iter().filter(|_| taken_back).filter_map(one).collect()
}

/// The key that signed a plan file, as it was checked when it was opened.
fn signer(state: &State, staged: &Staged) -> Option<PublicKey> {
    let row = state.received.iter().find(|r| r.id == staged.row.id)?;
    match row.proven()? {
        Proven::By(key) if staged.envelope.purpose == Purpose::Issue => Some(key),
        _ => None,
    }
}

/// What changes once somebody has compared a waiting plan file's check words: it is the office's, and joins the record
/// whatever its number is. Others that wait are put away. `None` where it does not wait any more.
pub fn compared(state: &State, file: &str, now: (u64, &str)) -> Option<Arrival> {
    let about = state.about.as_ref().filter(|_| state.keys.is_taken_back())?;
    let staged = state.staged.iter().find(|s| s.row.id == file)?;
    let key = signer(state, staged)?;
    let read = bundle::read(staged.row.text.as_bytes()).ok()?;
    let mut keys: KeysRow = state.keys.clone();
    keys.trust_signer(&read.bundle.envelope, key, about.office);
    let trusting = State { keys, ..state.clone() };
    let opened = (staged.row.name.as_str(), staged.row.text.as_bytes());
    let proof = Proven::By(key);
    let kept = KeptAs::of(state, &read, proof);
    let arriving = Arriving { state: &trusting, about, opened, read: &read, proof, now, rules: &Rules::ALL, kept };
    let number = read.bundle.envelope.number?;
    let mut arrival = arriving.join_issue(number, read.bundle.envelope.from.to_string());
    for other in state.staged.iter().filter(|s| signer(state, s).is_some()) {
        arrival.rows.push(RowChange::StagedGone(other.row.id.clone()));
    }
    arrival.rows.push(RowChange::Keys(trusting.keys));
    Some(arrival)
}

impl Arriving<'_> {
    /// A plan file while nobody is believed to be the office. It may be one that was opened before.
    pub(in crate::store) fn wait(&self) -> Result<Arrival, Refusal> {
        let envelope = self.envelope();
        match self.proof {
            Proven::Broken => return Err(Refusal::Broken),
            Proven::By(key) if keepers_of(envelope).iter().any(|k| k.key == key) => {}
            Proven::By(_) => return Err(Refusal::OtherKey),
            Proven::Unsigned | Proven::NotChecked => return Err(Refusal::NotSigned),
        }
        let number = envelope.number.ok_or(Refusal::NoNumber)?;
        let id = self.kept.id.to_string();
        if let Some(waits) = self.state.staged.iter().find(|s| s.row.id == id) {
            return Ok(nothing(News::Already { received: waits.row.received.clone() }));
        }
        let (name, received) = (self.opened.0.to_owned(), self.now.1.to_owned());
        let row = StagedRow {
            id,
            name,
            received,
            text: self.text(),
            claims: None,
            set_aside: 0,
            left_out: Default::default(),
            not_read: Vec::new(),
        };
        let rows = vec![RowChange::Received(self.received_row()), RowChange::Staged(row)];
        Ok(Arrival { rows, ..nothing(News::Waits { number }) })
    }
}
