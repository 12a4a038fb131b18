//! An office, its second keeper, representatives and an ambassador, each with a device of their own, and everything they
//! sent each other so far. In the *keyed* world the office's files are signed and one representative's key is named; in
//! the other nobody has a key.

use crate::device::{Counting, now, partnership};
use golden_thread::bundle::{self, Bundle, Read, proof};
use golden_thread::domain::{Draft, fields as f, kind};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::exchange::Sender;
use golden_thread::ledger::review::{Decision, Item, Reviewer};
use golden_thread::record::{Edit, Id, Set};
use golden_thread::seal::SigningKey;
use golden_thread::store::admit::repair;
use golden_thread::store::backup::backup;
use golden_thread::store::incoming::{News, Refusal};
use golden_thread::store::keys::OfficeKey;
use golden_thread::store::outgoing::{self, Departure};
use golden_thread::store::rows::About;
use golden_thread::store::{MemoryStore, RowChange, State, Vault};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub const OFFICE: usize = 0;
/// The second keeper; there is one in the keyed world only.
pub const KEEPER: usize = 1;
/// A representative who signs and whose key is named (in the keyed world).
pub const ANA: usize = 2;
/// A representative who never signs.
pub const BEN: usize = 3;
/// An ambassador, who signs and whom nobody has named.
pub const AMB: usize = 4;
/// A representative who means harm: known, and with a named key (in the keyed world).
pub const MAL: usize = 5;

/// 1 January 2026.
pub const START: u64 = 1_767_225_600_000;

/// One person's device.
#[derive(Debug, Clone)]
pub struct Party {
    pub store: MemoryStore,
    pub state: State,
    /// What returns are signed with.
    pub key: Option<SigningKey>,
    /// What plan files and handovers are signed with.
    pub office_key: Option<SigningKey>,
}

impl Party {
    pub fn writer(&self) -> Id {
        self.state.writer().unwrap()
    }

    pub fn records(&self) -> &Set {
        self.state.ledger.records()
    }
}

/// Which rules of admission hold: all, but where a test switches one off.
pub use super::rules::Rules;

#[derive(Debug, Clone)]
pub struct World {
    pub parties: Vec<Party>,
    pub keyed: bool,
    pub ms: u64,
    ids: u64,
    pub rules: Rules,
    pub actions: Vec<Id>,
    /// Everything anybody has sent, as anybody may have kept it.
    pub archive: Vec<String>,
    /// The last plan file.
    pub issue: String,
    /// Who goes on under another id, because somebody's file had edits under theirs that they never made.
    pub repaired: BTreeSet<usize>,
}

pub fn office_key(name: &str, n: u8) -> OfficeKey {
    let mut key = OfficeKey::generate(name, &mut Counting(n)).unwrap();
    let text = key.recovery().unwrap();
    assert!(key.prove(text.as_bytes(), "2026-01-01T00:00:00Z"));
    key
}

pub fn key(n: u8) -> SigningKey {
    SigningKey::generate(&mut Counting(n)).unwrap()
}

impl World {
    pub fn new_id(&mut self) -> Id {
        self.ids += 1;
        let mut bytes = [0; 16];
        bytes[8..].copy_from_slice(&self.ids.to_be_bytes());
        bytes[6] = 0x70;
        bytes[8] = 0x80;
        Id::from_bytes(bytes)
    }

    pub fn tick(&mut self) -> (u64, String) {
        self.ms += 1000;
        let seconds = self.ms / 1000 - START / 1000;
        let day = golden_thread::days::date(2026, 1, 1).plus_days((seconds / 86400) as i64).unwrap();
        (self.ms, format!("{day}T{:02}:{:02}:{:02}Z", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60))
    }

    /// Whose devices take part: everybody's but the attacker's.
    pub fn honest(&self) -> Vec<usize> {
        [OFFICE, KEEPER, ANA, BEN, AMB].into_iter().filter(|i| self.keyed || *i != KEEPER).collect()
    }

    pub fn writer(&self, party: usize) -> Id {
        self.parties[party].writer()
    }

    fn add(&mut self, name: &str, office: bool) {
        let writer = self.new_id();
        let about = About {
            writer: writer.to_string(),
            role: if office { "manager" } else { "representative" }.into(),
            office,
            ..About::nobody(&partnership())
        };
        self.parties.push(Party { store: MemoryStore::new(), state: State::default(), key: None, office_key: None });
        let me = Draft::new(writer, kind::WRITER).with(f::NAME, name).with(f::ROLE, about.role.as_str());
        let place = self.parties.len() - 1;
        self.save(place, Work::drafts([&me], Cause::Typed), vec![RowChange::About(about)]);
    }

    pub fn save(&mut self, party: usize, work: Work, rows: Vec<RowChange>) {
        let (ms, _) = self.tick();
        let party = &mut self.parties[party];
        let delta = now(Vault::save(&party.store, &party.state, &work, rows, ms)).unwrap();
        party.state.apply(delta);
    }

    pub fn edit(&mut self, party: usize, edits: Vec<Edit>) {
        self.save(party, Work::typed(edits), vec![]);
    }

    fn sender(&mut self, party: usize) -> Sender {
        let (_, created) = self.tick();
        let id = self.new_id();
        let about = self.parties[party].state.about.as_ref().unwrap();
        Sender { partnership: partnership(), writer: about.writer().unwrap(), id, sequence: about.sequence, created }
    }

    fn depart(&mut self, party: usize, departure: Option<Departure>, key: Option<SigningKey>) -> Option<(Id, String)> {
        let mut departure = departure?;
        if let Some(key) = key {
            departure = now(departure.signed(&key)).unwrap();
        }
        self.save(party, Work::new(Cause::Typed), departure.rows);
        Some((departure.bundle.envelope.id, departure.text))
    }

    pub fn make_return(&mut self, party: usize) -> Option<(Id, String)> {
        let sender = self.sender(party);
        let departure = outgoing::make_return(&self.parties[party].state, sender, &[]);
        let key = self.parties[party].key.clone();
        self.depart(party, departure, key)
    }

    pub fn make_issue(&mut self, party: usize) -> String {
        let sender = self.sender(party);
        let departure = outgoing::make_issue(&self.parties[party].state, sender);
        let key = self.parties[party].office_key.clone();
        self.issue = self.depart(party, departure, key).unwrap().1;
        self.issue.clone()
    }

    pub fn make_handover(&mut self, party: usize) -> String {
        let sender = self.sender(party);
        let departure = outgoing::make_handover(&self.parties[party].state, sender);
        let key = self.parties[party].office_key.clone();
        self.depart(party, departure, key).unwrap().1
    }

    pub fn make_backup(&mut self, party: usize) -> Bundle {
        let sender = self.sender(party);
        backup(&self.parties[party].state, &[], sender)
    }

    /// Opens a file; `None` where it is no bundle at all.
    pub fn open(&mut self, party: usize, text: &str) -> Option<Result<News, Refusal>> {
        let read = bundle::read(text.as_bytes()).ok()?;
        Some(self.open_read(party, text, &read))
    }

    fn open_read(&mut self, party: usize, text: &str, read: &Read) -> Result<News, Refusal> {
        let (ms, at) = self.tick();
        let state = &self.parties[party].state;
        let about = state.about.clone().unwrap();
        let arrival = super::rules::arrive(state, &about, ("file", text.as_bytes()), read, (ms, &at), &self.rules)?;
        if !arrival.work.is_empty() || !arrival.rows.is_empty() {
            self.save(party, arrival.work, arrival.rows);
        }
        if !arrival.poisoned.is_empty() {
            // As the app does: it goes on under a new writer id and writes those fields again.
            let writer = self.new_id();
            let repair = repair(&self.parties[party].state, &arrival.poisoned, writer).unwrap();
            self.save(party, repair.work, repair.rows);
            self.repaired.insert(party);
        }
        Ok(arrival.news)
    }

    /// What there is to decide about a file, as the page lists it.
    pub fn pending(&self, party: usize, file: Id) -> Vec<Item> {
        let state = &self.parties[party].state;
        let staged = state.staged.iter().find(|s| s.row.id == file.to_string());
        staged.map(|s| super::rules::pending(state, s, self.ms)).unwrap_or_default()
    }

    /// Decides, as the review page does.
    pub fn decide(&mut self, party: usize, file: Id, decided: &[(Item, Decision)]) {
        let review = self.new_id();
        let state = &self.parties[party].state;
        let by = Reviewer { writer: state.writer().unwrap(), bundle: file, review, today: "2026-01-01".into() };
        let staged = state.staged.iter().find(|s| s.row.id == file.to_string()).unwrap();
        let work = super::rules::decide(state, staged, decided, &by);
        let all = decided.iter().all(|(_, decision)| *decision != Decision::Later);
        let rows = if all { vec![RowChange::StagedGone(file.to_string())] } else { vec![] };
        self.save(party, work, rows);
    }

    /// Everything that waits of an honest file is used.
    fn use_all(&mut self, party: usize, file: Id) {
        let items = self.pending(party, file);
        assert!(!items.is_empty());
        let decided: Vec<_> = items.into_iter().map(|item| (item, Decision::Use)).collect();
        self.decide(party, file, &decided);
    }

    /// Everybody opens a plan file.
    pub fn publish(&mut self, by: usize) {
        let issue = self.make_issue(by);
        let keyed = self.keyed;
        for party in (0..self.parties.len()).filter(|p| *p != by && (keyed || *p != KEEPER)) {
            assert!(matches!(self.open(party, &issue), Some(Ok(News::Issue { .. }))));
        }
        self.archive.push(issue);
    }

    /// Somebody returns what is theirs, and the office uses all of it.
    pub fn returned(&mut self, party: usize) {
        let (file, text) = self.make_return(party).unwrap();
        assert!(matches!(self.open(OFFICE, &text), Some(Ok(News::Staged { .. }))));
        self.use_all(OFFICE, file);
        self.archive.push(text);
    }

    pub fn drafts(&mut self, party: usize, drafts: &[Draft]) {
        self.save(party, Work::drafts(drafts, Cause::Typed), vec![]);
    }

    pub fn update(&mut self, words: &str) -> Draft {
        let action = self.actions[0];
        Draft::new(self.new_id(), kind::UPDATE)
            .with(format!("{}/{action}", f::COVERS), json!({ "rating": "onTrack" }))
            .with(f::NARRATIVE, words)
            .with(f::NEXT_STEPS, "We go on.")
            .with(f::DATE, "2026-01-01")
    }

    /// The world after three plan files; everybody has the last one, and nobody has anything to send.
    pub fn begin(keyed: bool) -> World {
        let mut world = World {
            parties: vec![],
            keyed,
            ms: START,
            ids: 0,
            rules: Rules::default(),
            actions: vec![],
            archive: vec![],
            issue: String::new(),
            repaired: BTreeSet::new(),
        };
        let names =
            [("Office", true), ("Keeper", true), ("Ana", false), ("Ben", false), ("Amb", false), ("Mal", false)];
        names.iter().for_each(|(name, office)| world.add(name, *office));
        world.plan();
        if keyed {
            world.keys();
        }
        world.publish(OFFICE);
        world.history();
        world
    }
}

/// A bundle as text, signed where there is a key.
pub fn text_of(mut bundle: Bundle, key: Option<&SigningKey>) -> String {
    if let Some(key) = key {
        now(proof::sign(&mut bundle, key)).unwrap();
    }
    bundle::write(&bundle)
}

/// A value as a text, the same whatever the order of its members is.
pub fn said(value: &Value) -> String {
    let mut value = value.clone();
    value.sort_all_objects();
    value.to_string()
}

/// The different values that stand in a field, as texts; a removed or missing one is `null`.
pub fn versions(records: &Set, id: Id, field: &str) -> BTreeSet<String> {
    let field = records.get(id).and_then(|r| r.field(field));
    let mut values: BTreeSet<String> = field
        .into_iter()
        .flat_map(|f| f.versions().into_iter().filter_map(|w| w.value.as_ref().map(said)).collect::<Vec<_>>())
        .collect();
    if values.is_empty() {
        values.insert("null".into());
    }
    values
}
