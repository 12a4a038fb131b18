//! A device for tests: a store in memory, the state over it, and the ways in and out that the app uses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

pub mod forged;

use golden_thread::bundle::{self, Partnership};
use golden_thread::domain::{Draft, Timescale, fields as f, kind};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::claims;
use golden_thread::ledger::exchange::Sender;
use golden_thread::ledger::review::{self, Decision, Item, Key, Reviewer};
use golden_thread::record::{Edit, Id};
use golden_thread::seal::{NoRandomness, Random, SigningKey};
use golden_thread::store::admit;
use golden_thread::store::incoming::{News, Refusal, arrive};
use golden_thread::store::keys::{KeysRow, OfficeKey};
use golden_thread::store::outgoing::{self, Departure};
use golden_thread::store::rows::About;
use golden_thread::store::waiting;
use golden_thread::store::{Lost, MemoryStore, RowChange, State, StoreError, Vault};
use serde_json::Value;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};

/// Runs a future that never waits.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a future over the store in memory waits"),
    }
}

static IDS: AtomicU64 = AtomicU64::new(1);

/// A new id.
pub fn new_id() -> Id {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&IDS.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    bytes[6] = 0x70;
    Id::from_bytes(bytes)
}

/// Randomness that is always the same.
pub struct Counting(pub u8);

impl Random for Counting {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(5).wrapping_add(17);
            *byte = self.0;
        }
        Ok(())
    }
}

pub fn set_keys(device: &mut Device, change: impl FnOnce(&mut KeysRow)) {
    let mut keys = device.state.keys.clone();
    change(&mut keys);
    device.save(Work::new(Cause::Typed), vec![RowChange::Keys(keys)]).unwrap();
}

/// Makes the office's key on a device, through its recovery file.
pub fn with_key(device: &mut Device, n: u8) -> SigningKey {
    let mut office = OfficeKey::generate("Office", &mut Counting(n)).unwrap();
    let text = office.recovery().unwrap();
    assert!(office.prove(text.as_bytes(), "2026-01-01T00:00:00Z"));
    let signer = office.signer().unwrap();
    set_keys(device, |k| k.office = Some(office));
    signer
}

/// 1 January 2026.
const START: u64 = 1_767_225_600_000;

/// One person's device.
#[derive(Debug, Clone)]
pub struct Device {
    pub store: MemoryStore,
    pub state: State,
    pub ms: u64,
    /// What the last save removed for good: the app forgets what is half typed about it.
    pub wiped: Vec<Id>,
    /// The same, with the words that went.
    pub lost: Option<Lost>,
}

pub fn partnership() -> Partnership {
    Partnership { id: Id::from_bytes([7; 16]), name: "Southwark".into() }
}

impl Device {
    pub fn new(name: &str, office: bool) -> Device {
        let mut device =
            Device { store: MemoryStore::new(), state: State::default(), ms: START, wiped: vec![], lost: None };
        let writer = new_id();
        let about = About {
            partnership: partnership().id.to_string(),
            partnership_name: partnership().name,
            writer: writer.to_string(),
            role: if office { "manager" } else { "representative" }.into(),
            office,
            sample: false,
            organisation: None,
            followed: vec![],
            not_mine: vec![],
            issue: None,
            keeper: None,
            sequence: 1,
            last_backup: None,
            asks_number: false,
            app: String::new(),
            saved: vec![],
        };
        let me = Draft::new(writer, kind::WRITER).with(f::NAME, name);
        device.save(Work::drafts([&me], Cause::Typed), vec![RowChange::About(about)]).unwrap();
        device
    }

    pub fn writer(&self) -> Id {
        self.state.about.as_ref().unwrap().writer().unwrap()
    }

    fn tick(&mut self) -> (u64, String) {
        self.ms += 1000;
        let seconds = self.ms / 1000 - START / 1000;
        let day = golden_thread::days::date(2026, 1, 1).plus_days((seconds / 86400) as i64).unwrap();
        let text = format!("{day}T{:02}:{:02}:{:02}Z", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        (self.ms, text)
    }

    /// Saves, and checks that reading the store again gives what is in memory.
    pub fn save(&mut self, work: Work, rows: Vec<RowChange>) -> Result<(), StoreError> {
        let (ms, _) = self.tick();
        let delta = now(Vault::save(&self.store, &self.state, &work, rows, ms))?;
        self.wiped = delta.lost.as_ref().map(|lost| lost.records.clone()).unwrap_or_default();
        self.lost = delta.lost.clone();
        self.state.apply(delta);
        self.check_load();
        Ok(())
    }

    pub fn undo(&mut self, bundle: Id) -> Result<(), StoreError> {
        let (ms, _) = self.tick();
        let delta = now(Vault::undo(&self.store, &self.state, &bundle.to_string(), ms))?;
        self.state.apply(delta);
        self.check_load();
        Ok(())
    }

    pub fn check_load(&self) {
        let loaded = now(State::load(&self.store)).unwrap();
        let state = &self.state;
        assert_eq!(loaded.ledger.records(), state.ledger.records());
        assert_eq!(loaded.ledger.base(), state.ledger.base());
        assert_eq!(loaded.ledger.side(), state.ledger.side());
        assert_eq!(loaded.about, state.about);
        assert_eq!(loaded.drafts, state.drafts);
        assert_eq!(loaded.staged, state.staged);
        assert_eq!(loaded.sent, state.sent);
        assert_eq!(loaded.received, state.received);
        assert_eq!(loaded.receipts, state.receipts);
        assert_eq!(loaded.keys, state.keys);
        assert_eq!(loaded.undoable, state.undoable);
        assert_eq!(loaded.damage, state.damage);
    }

    /// The records as bytes.
    pub fn bytes(&self) -> Vec<String> {
        self.state.ledger.records().iter().map(bundle::record_line).collect()
    }

    pub fn type_in(&mut self, record: Id, kind: &str, field: &str, value: impl Into<Value>) {
        let edit = Edit { record, kind: kind.into(), field: field.into(), value: value.into() };
        self.save(Work::typed([edit]), vec![]).unwrap();
    }

    /// A plan with so many actions, each due in spring.
    pub fn plan(&mut self, actions: usize) -> Vec<Id> {
        let plan = Draft::new(new_id(), kind::PLAN).with(f::TITLE, "Plan");
        let mut drafts = vec![plan.clone()];
        let mut ids = Vec::new();
        for n in 0..actions {
            let action = Draft::new(new_id(), kind::ACTION)
                .with(f::TITLE, format!("Action {n}"))
                .with(f::PLAN, plan.id.to_string())
                .with(f::TIMESCALE, Timescale::read("spring 2026", None).to_value());
            ids.push(action.id);
            drafts.push(action);
        }
        self.save(Work::drafts(&drafts, Cause::Typed), vec![]).unwrap();
        ids
    }

    pub fn update(&mut self, action: Id, words: &str) -> Id {
        let update = Draft::new(new_id(), kind::UPDATE)
            .with(format!("{}/{action}", f::COVERS), serde_json::json!({ "rating": "onTrack" }))
            .with(f::NARRATIVE, words)
            .with(f::NEXT_STEPS, "We go on.")
            .with(f::DATE, "2026-01-01");
        self.save(Work::drafts([&update], Cause::Typed), vec![]).unwrap();
        update.id
    }

    pub fn when(&mut self, action: Id, words: &str) {
        self.type_in(action, kind::ACTION, f::TIMESCALE, Timescale::read(words, None).to_value());
    }

    pub fn timescale(&self, action: Id) -> String {
        self.state.ledger.action(action).unwrap().timescale().unwrap().words
    }

    pub fn narrative(&self, update: Id) -> Option<String> {
        Some(self.state.ledger.records().get(update)?.text(f::NARRATIVE)?.to_owned())
    }

    pub fn sender(&mut self) -> Sender {
        let (_, created) = self.tick();
        let about = self.state.about.as_ref().unwrap();
        Sender {
            partnership: partnership(),
            writer: about.writer().unwrap(),
            id: new_id(),
            sequence: about.sequence,
            created,
        }
    }

    fn depart(&mut self, departure: Option<Departure>) -> Option<(Id, String)> {
        let departure = departure?;
        self.save(Work::new(Cause::Typed), departure.rows).unwrap();
        Some((departure.bundle.envelope.id, departure.text))
    }

    pub fn make_return(&mut self) -> Option<(Id, String)> {
        let sender = self.sender();
        let departure = outgoing::make_return(&self.state, sender, &[]);
        self.depart(departure)
    }

    /// A return without these records.
    pub fn make_return_without(&mut self, held: &[Id]) -> Option<(Id, String)> {
        let sender = self.sender();
        let departure = outgoing::make_return(&self.state, sender, held);
        self.depart(departure)
    }

    pub fn make_issue(&mut self) -> String {
        let sender = self.sender();
        let departure = outgoing::make_issue(&self.state, sender);
        self.depart(departure).unwrap().1
    }

    /// Makes a return, signed.
    pub fn return_signed(&mut self, key: &SigningKey) -> (Id, String) {
        let sender = self.sender();
        let departure = outgoing::make_return(&self.state, sender, &[]).unwrap();
        self.depart(Some(now(departure.signed(key)).unwrap())).unwrap()
    }

    /// Makes a plan file, signed.
    pub fn issue_signed(&mut self, key: &SigningKey) -> String {
        let sender = self.sender();
        let departure = outgoing::make_issue(&self.state, sender).unwrap();
        self.depart(Some(now(departure.signed(key)).unwrap())).unwrap().1
    }

    pub fn make_reply(&mut self, to: Id) -> String {
        let sender = self.sender();
        let departure = outgoing::make_reply(&self.state, sender, to);
        self.depart(departure).unwrap().1
    }

    /// Makes a reply, signed.
    pub fn reply_signed(&mut self, to: Id, key: &SigningKey) -> String {
        let sender = self.sender();
        let departure = outgoing::make_reply(&self.state, sender, to).unwrap();
        self.depart(Some(now(departure.signed(key)).unwrap())).unwrap().1
    }

    /// Makes the file for the other keepers, signed.
    pub fn handover_signed(&mut self, key: &SigningKey) -> String {
        let sender = self.sender();
        let departure = outgoing::make_handover(&self.state, sender).unwrap();
        self.depart(Some(now(departure.signed(key)).unwrap())).unwrap().1
    }

    pub fn open(&mut self, text: &str) -> Result<News, Refusal> {
        let read = bundle::read(text.as_bytes()).unwrap();
        assert!(read.set_aside.is_empty() && read.notes.is_empty());
        let (ms, at) = self.tick();
        let about = self.state.about.clone().unwrap();
        let arrival = arrive(&self.state, &about, ("file", text.as_bytes()), &read, (ms, &at))?;
        if !arrival.work.is_empty() || !arrival.rows.is_empty() {
            self.save(arrival.work, arrival.rows).unwrap();
        }
        self.repair(&arrival.poisoned);
        Ok(arrival.news)
    }

    /// Goes on under a new writer id where somebody says that this one wrote what it never did, as the app does.
    pub fn repair(&mut self, poisoned: &[(Id, String)]) {
        if let Some(repair) = (!poisoned.is_empty()).then(|| admit::repair(&self.state, poisoned, new_id())).flatten() {
            self.save(repair.work, repair.rows).unwrap();
        }
    }

    /// What there is to decide about a file: what its sender wrote, then what others are said to have written.
    pub fn pending(&self, file: Id) -> Vec<Item> {
        let staged = self.state.staged.iter().find(|s| s.row.id == file.to_string());
        staged.map(|s| self.state.items(s, self.ms)).unwrap_or_default()
    }

    /// This device's person as the one who decides about a file.
    pub fn reviewer(&self, file: Id) -> Reviewer {
        Reviewer { writer: self.writer(), bundle: file, review: new_id(), today: "2026-01-01".into() }
    }

    /// Reviews a file as the review page does; the items with their decisions come back.
    pub fn review(&mut self, file: Id, mut decide: impl FnMut(&Item) -> Decision) -> Vec<(Item, Decision)> {
        let items = self.pending(file);
        let decided: Vec<(Item, Decision)> = items.iter().map(|i| (i.clone(), decide(i))).collect();
        let (claimed, own): (Vec<_>, Vec<_>) =
            decided.iter().filter(|(_, d)| *d != Decision::Later).partition(|(item, _)| item.claim.is_some());
        let decisions: BTreeMap<Key, Decision> = own.iter().map(|(i, d)| (i.key.clone(), d.clone())).collect();
        let claimed: BTreeMap<(Id, Key), Decision> =
            claimed.iter().map(|(i, d)| ((i.claim.unwrap(), i.key.clone()), d.clone())).collect();
        if decisions.is_empty() && claimed.is_empty() {
            return decided;
        }
        let by = self.reviewer(file);
        let staged = self.state.staged.iter().find(|s| s.row.id == file.to_string()).unwrap();
        let ledger = &self.state.ledger;
        let mut work = review::decide(ledger, &staged.records, &items, &decisions, &by);
        work.add(claims::decide(ledger, &staged.claims, &items, &claimed, &by, |id| id.to_string()));
        let is_decided = |i: &Item| match i.claim {
            Some(author) => claimed.contains_key(&(author, i.key.clone())),
            None => decisions.contains_key(&i.key),
        };
        let all = items.iter().all(is_decided);
        let rows = if all { vec![RowChange::StagedGone(file.to_string())] } else { vec![] };
        self.save(work, rows).unwrap();
        // What was decided waits no more.
        let left = self.pending(file);
        assert!(
            !items.iter().any(|i| is_decided(i) && left.iter().any(|l| (&l.key, l.claim) == (&i.key, i.claim))),
            "decided yet pending: {left:?}"
        );
        decided
    }

    pub fn put_away(&mut self, file: Id) {
        let rows = waiting::put_away(&self.state, &file.to_string());
        self.save(Work::new(Cause::Typed), rows).unwrap();
    }

    /// Whether words stand anywhere in this device's records or waiting files.
    pub fn holds(&self, words: &str) -> bool {
        let in_set = |set: &golden_thread::record::Set| set.iter().any(|r| bundle::record_line(r).contains(words));
        in_set(self.state.ledger.records()) || self.state.staged.iter().any(|s| s.sets().any(in_set))
    }
}
