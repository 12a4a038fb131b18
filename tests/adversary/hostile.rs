//! Files as somebody makes them who means harm and has what people in a partnership have: the last plan file, what
//! others sent, a colleague's return that is on its way. What each holds is drawn; every ingredient is counted by name.

mod parts;
mod sent;

use super::model::Place;
use super::world::{AMB, ANA, BEN, KEEPER, MAL, OFFICE, START, World, text_of};
use crate::dice::Dice;
use golden_thread::bundle::{self, Bundle, Envelope};
use golden_thread::domain::{fields as f, kind};
use golden_thread::record::{Field, Id, Record, Set, Stamp, Write};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The latest time a stamp can say.
const FAR: u64 = (1 << 48) - 1;

/// A file, and what the tests need to know of it.
#[derive(Debug, Clone)]
pub struct Hostile {
    pub text: String,
    pub bundle: Bundle,
    /// Places it speaks of.
    pub touched: BTreeSet<Place>,
    /// Names of what is in it.
    pub tags: BTreeSet<&'static str>,
    /// Somebody without a key whose file it says to be: nothing can tell it from that person's own.
    pub poses_as: Option<usize>,
}

/// Every ingredient there is, and how often two thousand files must have it at least.
pub const INGREDIENTS: [(&str, usize); 62] = [
    ("an office that was poisoned before", 60),
    ("return", 700),
    ("issue", 100),
    ("reply", 60),
    ("backup", 100),
    ("handover", 100),
    ("from a stranger", 200),
    ("from a known colleague", 300),
    ("from an unkeyed victim", 60),
    ("from a keyed victim", 60),
    ("from the office", 60),
    ("from another keeper", 30),
    ("from this very device", 60),
    ("unsigned", 300),
    ("signed by an unknown key", 150),
    ("signed by a named key", 150),
    ("signed with another's key", 50),
    ("another partnership", 20),
    ("look-alike name", 20),
    ("an update", 300),
    ("a change", 200),
    ("word for word", 20),
    ("seen: others far ahead", 100),
    ("seen: others a little ahead", 100),
    ("seen: all others", 60),
    ("seen: own far ahead", 60),
    ("seen: with writes", 100),
    ("seen: without writes", 100),
    ("seen: on new fields", 100),
    ("seen: the value that stands", 100),
    ("stamp: past", 100),
    ("stamp: now", 100),
    ("stamp: soon", 100),
    ("stamp: far future", 100),
    ("author: the office", 60),
    ("author: a representative", 60),
    ("author: this very device", 60),
    ("author: nobody known", 60),
    ("known stamp, other words", 60),
    ("known stamp, same words", 60),
    ("writer: renamed", 60),
    ("writer: follows", 60),
    ("writer: own follows another", 60),
    ("writer: by the sender's stamp", 60),
    ("erased", 60),
    ("redacted", 60),
    ("kind: decisions", 60),
    ("kind: published", 60),
    ("kind: stays on a device", 60),
    ("kind: unknown", 60),
    ("known id, other kind", 60),
    ("new id", 200),
    ("unknown members", 100),
    ("withdrawn or merged", 60),
    ("pen", 40),
    ("receipts", 100),
    ("acknowledgements", 100),
    ("keepers and senders", 100),
    ("device rows", 30),
    ("replay", 60),
    ("altered", 60),
    ("repackaged", 60),
];

/// What lies about for an attacker: returns that are not opened yet.
pub struct Flight<'a> {
    pub texts: &'a [(usize, Id, String)],
}

struct Maker<'a> {
    world: &'a mut World,
    dice: &'a mut Dice,
    issued: Set,
    from: Id,
    me: usize,
    count: u16,
    records: Set,
    touched: BTreeSet<Place>,
    tags: BTreeSet<&'static str>,
}

const HONEST: [usize; 4] = [OFFICE, ANA, BEN, AMB];

/// A hostile file.
pub fn make(world: &mut World, dice: &mut Dice, flight: &Flight<'_>) -> Hostile {
    let issued = bundle::read(world.issue.as_bytes()).unwrap().bundle;
    let me = MAL;
    let from = world.writer(me);
    let mut maker = Maker {
        issued: issued.records.clone(),
        from,
        me,
        count: 0,
        records: Set::new(),
        touched: BTreeSet::new(),
        tags: BTreeSet::new(),
        world,
        dice,
    };
    if let Some(made) = maker.of_what_lies_about(flight) {
        return made;
    }
    maker.fresh(&issued.envelope, flight)
}

impl Maker<'_> {
    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.dice.roll(of.len())]
    }

    fn often(&mut self, percent: usize) -> bool {
        self.dice.roll(100) < percent
    }

    fn tag(&mut self, name: &'static str) {
        self.tags.insert(name);
    }

    fn victim(&mut self) -> usize {
        let all = if self.world.keyed { &[OFFICE, ANA, BEN, AMB, KEEPER][..] } else { &HONEST[..] };
        self.one(all)
    }

    fn token(&mut self) -> Value {
        self.count += 1;
        Value::from(format!("hostile {} {}", self.count, self.dice.roll(1 << 30)))
    }

    /// A time, of one kind or another.
    fn ms(&mut self) -> u64 {
        let now = self.world.ms;
        let (name, ms) = match self.dice.roll(5) {
            0 => ("stamp: past", START + self.dice.roll(5000) as u64),
            1 | 2 => ("stamp: now", now),
            3 => ("stamp: soon", now + 1 + self.dice.roll(20 * 60 * 60 * 1000) as u64),
            _ => ("stamp: far future", FAR),
        };
        self.tag(name);
        ms
    }

    fn stamp(&mut self, writer: Id) -> Stamp {
        self.count += 1;
        let ms = self.ms();
        let counter = if ms == FAR && self.often(50) { 0xffff } else { self.count };
        Stamp::new(ms, counter, writer)
    }

    /// A stamp as the sender's own device would make it.
    fn own_stamp(&mut self) -> Stamp {
        self.count += 1;
        match self.often(70) {
            true => Stamp::new(self.world.ms, self.count, self.from),
            false => self.stamp(self.from),
        }
    }

    fn author(&mut self) -> Id {
        let (name, id) = match self.dice.roll(5) {
            0 => ("author: the office", self.world.writer(OFFICE)),
            1 => ("author: this very device", self.world.writer(self.me)),
            2 => ("author: nobody known", Id::from_bytes([0xad; 16])),
            _ => {
                let who = self.one(&[ANA, BEN, AMB]);
                ("author: a representative", self.world.writer(who))
            }
        };
        self.tag(name);
        id
    }

    /// A record that everybody knows.
    fn known(&mut self) -> Record {
        let plain = |r: &&Record| {
            !matches!(r.kind.as_str(), kind::WRITER | kind::ANSWER | kind::FIGURES) && r.erased().is_none()
        };
        let all: Vec<Record> = self.issued.iter().filter(plain).cloned().collect();
        all[self.dice.roll(all.len())].clone()
    }

    /// A field that a record has, or one that it has not.
    fn field_of(&mut self, record: &Record) -> String {
        let names: Vec<String> = record.fields().keys().cloned().collect();
        match names.is_empty() || self.often(25) {
            true => {
                self.tag("seen: on new fields");
                self.one(&[f::DESCRIPTION, f::HELP_NEEDED, f::STATE, f::NUMBER, "later"]).to_owned()
            }
            false => names[self.dice.roll(names.len())].clone(),
        }
    }

    fn put(&mut self, record: Record) {
        for name in record.fields().keys() {
            self.touched.insert((record.id, name.clone()));
        }
        self.records.join_record(record);
    }

    fn with_field(&mut self, of: &Record, name: &str, field: Field) {
        let extra = self.strange();
        let fields = [(name.to_owned(), field)];
        self.put(Record::from_parts(of.id, of.kind.clone(), fields, BTreeSet::new(), None, extra));
    }

    fn strange(&mut self) -> BTreeMap<String, Value> {
        match self.often(8) {
            true => {
                self.tag("unknown members");
                BTreeMap::from([("later".to_owned(), self.token())])
            }
            false => BTreeMap::new(),
        }
    }

    fn write(&mut self, at: Stamp) -> Write {
        Write { at, value: Some(self.token()), extra: self.strange() }
    }

    /// What the file says to have seen.
    fn seen(&mut self) -> Vec<Stamp> {
        let mut seen = Vec::new();
        match self.dice.roll(6) {
            0 => {}
            1 => {
                self.tag("seen: own far ahead");
                seen.push(Stamp::new(FAR, 0xffff, self.from));
            }
            2 => {
                self.tag("seen: all others");
                for party in 0..self.world.parties.len() {
                    seen.push(Stamp::new(FAR, 0xffff, self.world.writer(party)));
                }
            }
            3 => {
                self.tag("seen: others a little ahead");
                let ahead = 1 + self.dice.roll(60 * 60 * 1000) as u64;
                let victim = self.victim();
                seen.push(Stamp::new(self.world.ms + ahead, 0, self.world.writer(victim)));
            }
            _ => {
                self.tag("seen: others far ahead");
                let victim = self.victim();
                seen.push(Stamp::new(FAR, 0xffff, self.world.writer(victim)));
            }
        }
        seen
    }

    fn part(&mut self, flight: &Flight<'_>) {
        match self.dice.roll(14) {
            0..=3 => self.poison(),
            4 => self.change(),
            5 | 6 => self.forged(),
            7 | 8 => self.writers(),
            9 => self.removal(),
            10 => self.kinds(),
            11 => self.members(),
            12 => self.gone(),
            _ => self.intercepted(flight),
        }
    }

    fn fresh(mut self, real: &Envelope, flight: &Flight<'_>) -> Hostile {
        let purpose = self.purpose();
        let (signer, poses_as) = self.sender();
        if let Some(party) = (0..self.world.parties.len()).find(|p| self.world.writer(*p) == self.from) {
            self.me = party;
        } else {
            let at = self.own_stamp();
            let mut writer = Record::new(self.from, kind::WRITER);
            writer.edit(f::NAME, json!("A stranger"), at);
            self.records.join_record(writer);
        }
        if self.often(50) {
            self.update();
        }
        for _ in 0..1 + self.dice.roll(4) {
            self.part(flight);
        }
        let envelope = self.envelope(purpose, real, flight);
        let bundle = Bundle { envelope, records: self.records.clone() };
        // As another device reads it.
        let text = text_of(bundle, signer.as_ref());
        let bundle = bundle::read(text.as_bytes()).unwrap().bundle;
        Hostile { text, bundle, touched: self.touched, tags: self.tags, poses_as }
    }
}
