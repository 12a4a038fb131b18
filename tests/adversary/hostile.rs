//! Files as somebody makes them who means harm and has what people in a partnership have: the last plan file, what
//! others sent, a colleague's return that is on its way. What each holds is drawn; every ingredient is counted by name.

use super::model::Place;
use super::world::{AMB, ANA, BEN, KEEPER, MAL, OFFICE, START, World, key, text_of};
use crate::dice::Dice;
use golden_thread::bundle::{self, BasedOn, Bundle, Envelope, Partnership, Purpose, Receipt};
use golden_thread::domain::{Outcome, fields as f, kind};
use golden_thread::record::{Erased, Field, Id, Record, Set, Stamp, Write};
use golden_thread::seal::{Signer as _, SigningKey};
use golden_thread::store::keys::Keeper;
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

    /// Fields that are said to be seen, with a value, with the value that stands, or with none.
    fn poison(&mut self) {
        let whole = self.often(30);
        let records = match whole {
            true => self.issued.iter().filter(|r| r.kind != kind::WRITER && r.erased().is_none()).cloned().collect(),
            false => vec![self.known()],
        };
        for record in records {
            for _ in 0..if whole { 1 } else { 2 } {
                let name = self.field_of(&record);
                let mut seen = self.seen();
                if self.often(50) {
                    // As an honest copy would say of what it has.
                    seen.extend(record.field(&name).into_iter().flat_map(|f| f.seen().collect::<Vec<_>>()));
                }
                let mut writes = Vec::new();
                match self.dice.roll(3) {
                    0 => self.tag("seen: without writes"),
                    1 => {
                        self.tag("seen: with writes");
                        let at = self.own_stamp();
                        writes.push(self.write(at));
                    }
                    _ => {
                        self.tag("seen: the value that stands");
                        let at = self.own_stamp();
                        let value = record.value(&name).cloned();
                        writes.extend(value.map(|v| Write { at, value: Some(v), extra: BTreeMap::new() }));
                    }
                }
                let extra = self.strange();
                self.with_field(&record, &name, Field::from_parts(writes, seen, extra));
            }
        }
    }

    fn update(&mut self) {
        self.tag("an update");
        self.tag("new id");
        let id = self.world.new_id();
        let at = self.own_stamp();
        let mut record = Record::new(id, kind::UPDATE);
        let action = self.world.actions[self.dice.roll(2)];
        record.edit(&format!("{}/{action}", f::COVERS), json!({ "rating": null }), at);
        let words = self.token();
        record.edit(f::NARRATIVE, words, self.own_stamp());
        record.edit(f::DATE, json!("2026-01-02"), self.own_stamp());
        self.put(record);
    }

    fn change(&mut self) {
        self.tag("a change");
        let record = self.known();
        let name = self.field_of(&record);
        let mut field = record.field(&name).cloned().unwrap_or_default();
        let words = self.token();
        field.edit(words, self.own_stamp());
        self.with_field(&record, &name, field);
    }

    fn forged(&mut self) {
        let author = self.author();
        let record = if self.often(75) { self.known() } else { Record::new(self.world.new_id(), kind::UPDATE) };
        let name = if record.fields().is_empty() { f::NARRATIVE.to_owned() } else { self.field_of(&record) };
        let standing = record.field(&name).and_then(|f| f.writes().last().cloned());
        let write = match (self.dice.roll(4), standing) {
            (0, Some(known)) => {
                self.tag("known stamp, other words");
                self.write(known.at)
            }
            (1, Some(known)) => {
                self.tag("known stamp, same words");
                known
            }
            _ => {
                let at = self.stamp(author);
                self.write(at)
            }
        };
        let seen = if self.often(50) { self.seen() } else { Vec::new() };
        self.with_field(&record, &name, Field::from_parts(vec![write], seen, BTreeMap::new()));
    }

    fn writers(&mut self) {
        let victim = self.victim();
        let (victim, mine) = (self.world.writer(victim), self.from);
        let of = if self.often(70) { victim } else { mine };
        let by = match self.often(30) {
            true => {
                self.tag("writer: by the sender's stamp");
                mine
            }
            false => of,
        };
        let mut fields = BTreeMap::new();
        let mut field = |maker: &mut Self, name: &str, value: Value| {
            let at = maker.stamp(by);
            let seen = if maker.often(30) { maker.seen() } else { Vec::new() };
            fields.insert(
                name.to_owned(),
                Field::from_parts(
                    vec![Write { at, value: Some(value), extra: BTreeMap::new() }],
                    seen,
                    BTreeMap::new(),
                ),
            );
        };
        let another = self.victim();
        let another = self.world.writer(another);
        match self.dice.roll(3) {
            0 => {
                self.tag("writer: renamed");
                let name = self.token();
                field(self, f::NAME, name);
            }
            1 => {
                self.tag(if of == mine { "writer: own follows another" } else { "writer: follows" });
                field(self, "follows", Value::from(another.to_string()));
            }
            _ => {
                self.tag("writer: renamed");
                self.tag(if of == mine { "writer: own follows another" } else { "writer: follows" });
                let name = self.token();
                field(self, f::NAME, name);
                field(self, f::ROLE, Value::from("manager"));
                field(self, "follows", Value::from(another.to_string()));
            }
        }
        self.records.join_record(Record::from_parts(
            of,
            kind::WRITER.into(),
            fields,
            BTreeSet::new(),
            None,
            BTreeMap::new(),
        ));
    }

    fn removal(&mut self) {
        let record = self.known();
        let by = if self.often(60) { self.from } else { self.author() };
        if self.often(50) {
            self.tag("erased");
            let at = self.stamp(by);
            let erased = Some(Erased { at, by, why: "x".into() });
            self.put(Record::from_parts(
                record.id,
                record.kind,
                BTreeMap::new(),
                BTreeSet::new(),
                erased,
                BTreeMap::new(),
            ));
        } else {
            self.tag("redacted");
            let stamps: BTreeSet<Stamp> = BTreeSet::from_iter(record.stamps());
            let fields = if self.often(50) { record.fields().clone() } else { Default::default() };
            self.put(Record::from_parts(record.id, record.kind, fields, stamps, None, BTreeMap::new()));
        }
    }

    fn kinds(&mut self) {
        let (name, kind) = match self.dice.roll(5) {
            0 => ("kind: decisions", self.one(&[kind::REVIEW, kind::DECLINED])),
            1 => ("kind: published", self.one(&[kind::ANSWER, kind::FIGURES])),
            2 => ("kind: stays on a device", self.one(&[kind::ENCOUNTER, kind::COUNTER])),
            3 => ("kind: unknown", self.one(&["aaa", "zzz"])),
            _ => ("kind: published", self.one(&[kind::SERVICE, kind::EVENT])),
        };
        self.tag(name);
        let id = match self.often(50) {
            true => {
                self.tag("known id, other kind");
                self.known().id
            }
            false => {
                self.tag("new id");
                self.world.new_id()
            }
        };
        let mut record = Record::new(id, kind);
        let at = self.own_stamp();
        if kind == kind::REVIEW {
            let update = self.issued.iter().find(|r| r.kind == kind::UPDATE).map(|r| r.id).unwrap();
            let stamps: Vec<String> = self.issued.get(update).unwrap().stamps().map(|s| s.to_string()).collect();
            let decided = json!({ "outcome": self.one(&["used", "notUsed"]), "stamps": stamps, "reason": "x" });
            record.edit(&format!("{}/{update}", f::DECIDED), decided, at);
        } else {
            let words = self.token();
            record.edit(self.one(&[f::TITLE, f::WORDS, f::NAME]), words, at);
        }
        // What is published: a known one of those, changed.
        let published = self.issued.iter().find(|r| r.kind == kind && name == "kind: published").cloned();
        if let Some(mut changed) = published.filter(|_| self.often(50)) {
            let words = self.token();
            changed.edit(f::TITLE, words, at);
            return self.put(changed);
        }
        self.put(record);
    }

    fn members(&mut self) {
        self.tag("unknown members");
        let known = self.known();
        let mut fields = known.fields().clone();
        let later = BTreeMap::from([("later".to_owned(), self.token())]);
        for (_, field) in fields.iter_mut() {
            let writes = field.writes().iter().map(|w| Write { extra: later.clone(), ..w.clone() }).collect();
            *field = Field::from_parts(writes, field.seen().collect(), later.clone());
        }
        self.put(Record::from_parts(known.id, known.kind, fields, BTreeSet::new(), None, later));
    }

    fn gone(&mut self) {
        let record = self.known();
        let (tag, name, value) = match self.dice.roll(3) {
            0 => ("withdrawn or merged", "withdrawn", record.withdrawal("x")),
            1 => {
                let other = self.known().id.to_string();
                ("withdrawn or merged", "mergedInto", Value::from(other))
            }
            _ => ("pen", f::PEN, Value::from(self.from.to_string())),
        };
        self.tag(tag);
        let plan = self.issued.iter().find(|r| r.kind == kind::PLAN).cloned().unwrap();
        let record = if tag == "pen" { plan } else { record };
        let at = self.own_stamp();
        let seen = self.seen();
        let write = Write { at, value: Some(value), extra: BTreeMap::new() };
        self.with_field(&record, name, Field::from_parts(vec![write], seen, BTreeMap::new()));
    }

    /// Words of a colleague's return that is on its way, as the attacker would have them read.
    fn intercepted(&mut self, flight: &Flight<'_>) {
        let Some((_, _, text)) = flight.texts.first() else { return };
        let theirs = bundle::read(text.as_bytes()).unwrap().bundle;
        let word_for_word = self.often(25);
        for record in theirs.records.iter().filter(|r| r.kind != kind::WRITER) {
            let mut fields = record.fields().clone();
            for (_, field) in fields.iter_mut() {
                let at = self.own_stamp();
                let mut seen = self.seen();
                seen.extend(field.seen());
                let how = if word_for_word { 3 } else { self.dice.roll(3) };
                *field = match how {
                    3 => {
                        self.tag("word for word");
                        seen.push(Stamp::new(FAR, 0xffff, self.from));
                        Field::from_parts(field.writes().to_vec(), seen, BTreeMap::new())
                    }
                    0 => Field::from_parts(vec![self.write(at)], seen, BTreeMap::new()),
                    1 => Field::from_parts(vec![], seen, BTreeMap::new()),
                    _ => {
                        let writes = field.writes().iter().map(|w| self.write(w.at)).collect();
                        Field::from_parts(writes, seen, BTreeMap::new())
                    }
                };
            }
            self.put(Record::from_parts(
                record.id,
                record.kind.clone(),
                fields,
                BTreeSet::new(),
                None,
                BTreeMap::new(),
            ));
        }
        self.tag("repackaged");
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

    /// From whom the file says to be, and with which key it is signed.
    fn sender(&mut self) -> (Option<SigningKey>, Option<usize>) {
        let (tag, from, who) = match self.dice.roll(12) {
            0..=2 => ("from a stranger", Id::from_bytes([0xad; 16]), None),
            3..=6 => ("from a known colleague", self.world.writer(MAL), None),
            7 => ("from an unkeyed victim", self.world.writer(BEN), Some(BEN)),
            8 => ("from a keyed victim", self.world.writer(ANA), (!self.world.keyed).then_some(ANA)),
            9 => ("from the office", self.world.writer(OFFICE), (!self.world.keyed).then_some(OFFICE)),
            10 if self.world.keyed => ("from another keeper", self.world.writer(KEEPER), None),
            _ => {
                let who = self.one(&[ANA, BEN, AMB]);
                ("from this very device", self.world.writer(who), Some(who))
            }
        };
        let keyed = self.world.keyed;
        self.tag(tag);
        self.from = from;
        let poses = who.filter(|who| !keyed || !matches!(*who, ANA | OFFICE));
        let signed = match (tag, self.dice.roll(3)) {
            (_, 0) => None,
            ("from a known colleague", _) if keyed => Some(("signed by a named key", key(9))),
            (_, 1) if keyed => Some(("signed with another's key", key(9))),
            _ => Some(("signed by an unknown key", key(11))),
        };
        self.tag(signed.as_ref().map_or("unsigned", |(tag, _)| tag));
        (signed.map(|(_, key)| key), poses)
    }

    fn purpose(&mut self) -> Purpose {
        let (tag, purpose) = match self.dice.roll(20) {
            0..=11 => ("return", Purpose::Return),
            12..=13 => ("issue", Purpose::Issue),
            14 => ("reply", Purpose::Reply),
            15..=17 => ("backup", Purpose::Backup),
            _ => ("handover", Purpose::Handover),
        };
        self.tag(tag);
        purpose
    }

    fn envelope(&mut self, purpose: Purpose, real: &Envelope, flight: &Flight<'_>) -> Envelope {
        let mut partnership = real.partnership.clone();
        if self.often(4) {
            self.tag("another partnership");
            let same = self.often(50);
            if same {
                self.tag("look-alike name");
            }
            let name = if same { partnership.name.clone() } else { "Another".into() };
            partnership = Partnership { id: Id::from_bytes([8; 16]), name };
        }
        let mut extra = BTreeMap::new();
        if self.often(15) {
            self.tag("keepers and senders");
            let (key, recipient) = (key(11).public_key(), "age1".to_owned());
            let recipient = keepers_recipient(self.world).unwrap_or(recipient);
            let keeper = Keeper { name: "Mal".into(), key, recipient };
            extra.insert(bundle::KEEPERS.to_owned(), Value::Array(vec![keeper.to_value()]));
            let ana = self.world.writer(ANA).to_string();
            extra.insert(bundle::SENDERS.to_owned(), json!({ ana: key.to_string() }));
        }
        if purpose == Purpose::Backup && self.often(40) {
            self.tag("device rows");
            let keys = json!({ "keepers": [], "compared": true, "senders": {} });
            extra.insert("device".to_owned(), json!({ "about": null, "keys": keys, "sent": [], "received": [] }));
        }
        let updates: Vec<Id> = self.issued.iter().filter(|r| r.kind == kind::UPDATE).map(|r| r.id).collect();
        let receipts = match self.often(20) {
            true => {
                self.tag("receipts");
                let outcome = if self.often(50) { Outcome::NotUsed } else { Outcome::Used };
                let receipt =
                    |record| Receipt { record, field: None, outcome, reason: Some("x".into()), extra: BTreeMap::new() };
                updates.into_iter().map(receipt).collect()
            }
            false => Vec::new(),
        };
        let acknowledged: Vec<Id> = match self.often(20) {
            true => {
                self.tag("acknowledgements");
                flight.texts.iter().map(|(_, id, _)| *id).collect()
            }
            false => Vec::new(),
        };
        let (_, created) = self.world.tick();
        let number = (purpose == Purpose::Issue).then(|| real.number.unwrap_or(0) + 1 + self.dice.roll(3) as u64);
        let id = self.world.new_id();
        Envelope {
            partnership,
            id,
            sequence: self.dice.roll(9) as u64,
            created,
            purpose,
            from: self.from,
            number,
            based_on: Some(BasedOn { id: real.id, number: real.number.unwrap_or(0) }),
            receipts,
            acknowledged,
            extra,
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

    /// A file that somebody else made: as it is, changed by hand, or in another envelope.
    fn of_what_lies_about(&mut self, flight: &Flight<'_>) -> Option<Hostile> {
        if !self.often(22) {
            return None;
        }
        let kept = self.world.archive.clone();
        let on_its_way = flight.texts.iter().map(|(_, _, text)| text.clone());
        let all: Vec<String> = if self.often(50) { on_its_way.collect() } else { Vec::new() };
        let all = if all.is_empty() { kept } else { all };
        let genuine = all[self.dice.roll(all.len())].clone();
        let read = bundle::read(genuine.as_bytes()).unwrap().bundle;
        let tag = match read.envelope.purpose {
            Purpose::Return => "return",
            Purpose::Issue => "issue",
            Purpose::Reply => "reply",
            Purpose::Backup => "backup",
            Purpose::Handover => "handover",
        };
        self.tag(tag);
        let is_keyed = read.envelope.extra.contains_key("proof");
        let from = read.envelope.from;
        let poses = (0..self.world.parties.len()).find(|p| self.world.writer(*p) == from && *p != MAL);
        let (text, poses_as) = match self.dice.roll(3) {
            0 => {
                self.tag("replay");
                (genuine, None)
            }
            1 => {
                self.tag("altered");
                let words = format!("altered {}", self.dice.roll(1 << 30));
                let one = self.one(&["Ana says", "The office says", "Measured", "A room", "edited"]);
                let text = genuine.replace(one, &words);
                // Whoever strips the signature has an unsigned file in somebody's name.
                let strip = self.often(30);
                let text = if strip { strip_proof(&text) } else { text };
                (text, poses.filter(|who| !is_keyed && !self.is_keyed(*who)))
            }
            _ => {
                self.tag("repackaged");
                let mut bundle = read.clone();
                bundle::proof::strip(&mut bundle);
                let who = self.sender();
                bundle.envelope.from = self.from;
                if self.often(50) {
                    bundle.envelope.purpose = self.purpose();
                    bundle.envelope.number = (bundle.envelope.purpose == Purpose::Issue).then_some(9);
                }
                if self.often(50) {
                    // Also under the id of the real one, which is still on its way.
                    bundle.envelope.id = self.world.new_id();
                }
                (text_of(bundle, who.0.as_ref()), who.1)
            }
        };
        let bundle = bundle::read(text.as_bytes()).unwrap().bundle;
        let places = bundle.records.iter().filter(|r| r.kind != kind::WRITER && r.erased().is_none());
        let touched =
            places.flat_map(|r| r.fields().keys().map(|name| (r.id, name.clone())).collect::<Vec<_>>()).collect();
        Some(Hostile { text, bundle, touched, tags: std::mem::take(&mut self.tags), poses_as })
    }

    fn is_keyed(&self, who: usize) -> bool {
        self.world.keyed && matches!(who, OFFICE | KEEPER | ANA)
    }
}

fn strip_proof(text: &str) -> String {
    let mut bundle = bundle::read(text.as_bytes()).unwrap().bundle;
    bundle::proof::strip(&mut bundle);
    bundle::write(&bundle)
}

fn keepers_recipient(world: &World) -> Option<String> {
    world.parties[OFFICE].state.keys.keepers.first().map(|k| k.recipient.clone())
}
