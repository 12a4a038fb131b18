//! What a hostile file holds: parts that are drawn, each of its kind.

use super::{FAR, Flight, Maker};
use golden_thread::bundle;
use golden_thread::domain::{fields as f, kind};
use golden_thread::record::{Erased, Field, Record, Stamp, Write};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

impl Maker<'_> {
    /// Fields that are said to be seen, with a value, with the value that stands, or with none.
    pub(super) fn poison(&mut self) {
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

    pub(super) fn update(&mut self) {
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

    pub(super) fn change(&mut self) {
        self.tag("a change");
        let record = self.known();
        let name = self.field_of(&record);
        let mut field = record.field(&name).cloned().unwrap_or_default();
        let words = self.token();
        field.edit(words, self.own_stamp());
        self.with_field(&record, &name, field);
    }

    pub(super) fn forged(&mut self) {
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

    pub(super) fn writers(&mut self) {
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

    pub(super) fn removal(&mut self) {
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

    pub(super) fn kinds(&mut self) {
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

    pub(super) fn members(&mut self) {
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

    pub(super) fn gone(&mut self) {
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
    pub(super) fn intercepted(&mut self, flight: &Flight<'_>) {
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
}
