//! One case: a history of honest people, hostile files in between, decisions as chance has them; then everybody edits every
//! field that a hostile file touched, and all of it must arrive everywhere.

mod travel;

use super::hostile::{Flight, Hostile, make};
use super::model::{Known, Model, Place, is_bookkeeping};
use super::rules::Rules;
use super::world::{AMB, ANA, BEN, KEEPER, MAL, OFFICE, World, said};
use crate::dice::Dice;
use golden_thread::bundle::Purpose;
use golden_thread::domain::{fields as f, kind};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::record::{Edit, Field, Id, Record, Stamp};
use golden_thread::store::State;
use golden_thread::store::incoming::News;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// At most so many fields are edited again by everybody.
const MOST: usize = 8;

/// A world with the model of it, before anything happens.
pub struct Start {
    world: World,
    model: Model,
}

impl Start {
    pub fn new(keyed: bool) -> Start {
        let world = World::begin(keyed);
        let model = Model::new(&world);
        Start { world, model }
    }
}

/// What a case came to.
pub struct Played {
    /// What was in the hostile files.
    pub tags: BTreeSet<&'static str>,
    /// What happened, by name.
    pub events: BTreeMap<&'static str, usize>,
    pub result: Result<(), String>,
}

/// A return that is on its way, or waits at the office.
pub struct Sent {
    pub from: usize,
    pub file: Id,
    pub text: String,
    pub known: Known,
}

pub struct Case {
    pub world: World,
    pub model: Model,
    pub dice: Dice,
    pub tags: BTreeSet<&'static str>,
    pub events: BTreeMap<&'static str, usize>,
    pub flight: Vec<Sent>,
    pub waiting: Vec<Sent>,
    pub touched: BTreeSet<Place>,
    /// Everybody's ids at the beginning.
    pub writers: Vec<Id>,
    /// Places at which somebody chose something under the name of a person without a key: nothing can tell.
    pub posed: BTreeSet<(usize, Place)>,
    /// Who was posed as at all, in a file that somebody decided about.
    pub posers: BTreeSet<usize>,
    /// Whom an earlier version let the office believe to have written there what nobody had.
    pub poisoned: BTreeSet<(usize, Place)>,
    /// Whom a file that was decided says to have written what they did not.
    pub forged: BTreeSet<usize>,
    pub count: usize,
    pub log: Vec<String>,
}

/// Plays a case.
pub fn play(starts: &[Start; 2], seed: u64, rules: &Rules, attacked: bool) -> Played {
    let mut dice = Dice(seed);
    let start = &starts[usize::from(dice.roll(3) == 0)];
    let mut world = start.world.clone();
    world.rules = *rules;
    let writers = (0..world.parties.len()).map(|party| world.writer(party)).collect();
    let mut case = Case {
        world,
        writers,
        model: start.model.clone(),
        dice,
        tags: BTreeSet::new(),
        events: BTreeMap::new(),
        flight: vec![],
        waiting: vec![],
        touched: BTreeSet::new(),
        posed: BTreeSet::new(),
        posers: BTreeSet::from([MAL]),
        poisoned: BTreeSet::new(),
        forged: BTreeSet::new(),
        count: 0,
        log: vec![],
    };
    let result = case.run(attacked).map_err(|wrong| {
        let log = if std::env::var("ADVERSARY_LOG").is_ok() { case.log.join("\n") } else { String::new() };
        format!("{wrong}\n  {}{log}", case.tags.iter().copied().collect::<Vec<_>>().join(", "))
    });
    Played { tags: case.tags, events: case.events, result }
}

pub type Checked = Result<(), String>;

pub fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Checked {
    if holds { Ok(()) } else { Err(otherwise()) }
}

/// What no file of a stranger changes on a device.
pub fn identity(state: &State) -> String {
    let keys = &state.keys;
    format!("{:?} {:?} {:?} {:?} {:?}", state.about, keys.keepers, keys.senders, keys.compared, keys.own)
}

impl Case {
    pub fn note(&mut self, event: &'static str) {
        *self.events.entry(event).or_default() += 1;
    }

    pub fn log(&mut self, line: impl FnOnce(&Case) -> String) {
        if std::env::var("ADVERSARY_LOG").is_ok() {
            let line = line(self);
            self.log.push(line);
        }
    }

    pub fn often(&mut self, percent: usize) -> bool {
        self.dice.roll(100) < percent
    }

    pub fn token(&mut self, who: usize) -> String {
        self.count += 1;
        format!("edited {} by {who}", self.count)
    }

    fn run(&mut self, attacked: bool) -> Checked {
        for _ in 0..self.dice.roll(4) {
            self.honest_edit();
        }
        self.send();
        let mut hostile = Vec::new();
        if attacked {
            hostile.push(self.hostile()?);
            if self.often(30) {
                hostile.push(self.hostile()?);
            }
        }
        for _ in 0..self.dice.roll(5) {
            match (self.dice.roll(7), hostile.first()) {
                (0, _) => self.honest_edit(),
                (1, _) => self.deliver()?,
                (2, _) => self.decide_waiting(30)?,
                (3, _) => self.publish()?,
                (4, _) => self.send(),
                (_, Some(hostile)) => self.decide_hostile(OFFICE, &hostile.clone())?,
                (_, None) => self.honest_edit(),
            }
        }
        if attacked && self.often(8) {
            self.poisoned_before();
        }
        for hostile in &hostile {
            self.decide_hostile(OFFICE, hostile)?;
            if self.world.keyed && self.often(40) {
                self.decide_hostile(KEEPER, hostile)?;
            }
        }
        self.everything_arrives()?;
        let poisoned = |who: &usize| self.poisoned.iter().any(|(victim, _)| victim == who);
        let robbed = self.world.repaired.iter().find(|who| !self.forged.contains(who) && !poisoned(who));
        ensure(robbed.is_none(), || {
            format!("robbed: {robbed:?} goes on under another id for what others say was seen of it")
        })
    }

    /// An earlier version of the program let the office believe that a representative wrote what nobody has written yet.
    fn poisoned_before(&mut self) {
        self.tags.insert("an office that was poisoned before");
        let victim = [ANA, BEN, AMB][self.dice.roll(3)];
        let far = Stamp::new((1 << 48) - 1, 0xffff, self.writers[victim]);
        let plain = |r: &&Record| matches!(r.kind.as_str(), kind::ACTION | kind::PLAN) && r.erased().is_none();
        let Some(record) = self.world.parties[OFFICE].records().iter().find(plain).cloned() else { return };
        let field = |(name, field): (&String, &Field)| {
            let mut seen: Vec<Stamp> = field.seen().collect();
            seen.push(far);
            (name.clone(), Field::from_parts(field.writes().to_vec(), seen, BTreeMap::new()))
        };
        let fields: BTreeMap<String, Field> = record.fields().iter().map(field).collect();
        let places = || fields.keys().map(|name| (record.id, name.clone()));
        self.touched.extend(places());
        self.poisoned.extend(places().map(|place| (victim, place)));
        let poison = Record::from_parts(record.id, record.kind, fields, BTreeSet::new(), None, BTreeMap::new());
        let mut work = Work::new(Cause::Restored);
        work.joins.push(poison);
        self.world.save(OFFICE, work, vec![]);
        self.log(|_| format!("the office has poison under {victim}"));
    }

    /// Somebody changes something, or writes an update.
    fn honest_edit(&mut self) {
        let honest = self.world.honest();
        let who = honest[self.dice.roll(honest.len())];
        if self.often(30) {
            let words = self.token(who);
            let update = self.world.update(&words);
            self.model.kinds.insert(update.id, update.kind.into());
            for (name, value) in &update.fields {
                self.model.edit(who, &(update.id, name.clone()), said(value));
            }
            self.world.save(who, Work::drafts([&update], Cause::Typed), vec![]);
            self.log(|_| format!("{who} writes update {}", update.id));
        } else {
            let plain =
                |r: &&Record| matches!(r.kind.as_str(), kind::ACTION | kind::PLAN | kind::UPDATE | kind::SERVICE);
            let all: Vec<Id> = self.world.parties[BEN].records().iter().filter(plain).map(|r| r.id).collect();
            let id = all[self.dice.roll(all.len())];
            let Some(record) = self.world.parties[who].records().get(id).filter(|r| r.erased().is_none()) else {
                return;
            };
            let names: Vec<String> = record.fields().keys().cloned().collect();
            let place = (id, names[self.dice.roll(names.len())].clone());
            self.edit(who, &[place]);
        }
    }

    fn edit(&mut self, who: usize, places: &[Place]) {
        let mut edits = Vec::new();
        for place in places {
            let value = Value::from(self.token(who));
            let kind = self.world.parties[who].records().get(place.0).unwrap().kind.clone();
            self.model.edit(who, place, said(&value));
            self.log(|_| format!("{who} edits {place:?} to {value}"));
            self.touched.insert(place.clone());
            edits.push(Edit { record: place.0, kind, field: place.1.clone(), value });
        }
        self.world.edit(who, edits);
    }

    /// A hostile file is opened everywhere: nothing changes.
    fn hostile(&mut self) -> Result<Hostile, String> {
        let texts: Vec<(usize, Id, String)> = self.flight.iter().map(|s| (s.from, s.file, s.text.clone())).collect();
        let hostile = make(&mut self.world, &mut self.dice, &Flight { texts: &texts });
        self.tags.extend(hostile.tags.iter().copied());
        self.log(|_| format!("hostile: {:?}\n{}", hostile.tags, hostile.text));
        if self.flight.iter().any(|s| s.text == hostile.text) {
            // It is the real one, and no harm.
            self.deliver_all()?;
            return Ok(hostile);
        }
        for party in self.world.honest() {
            if self.often(80) || party == OFFICE {
                self.open_hostile(party, &hostile)?;
            }
        }
        self.touched.extend(hostile.touched.iter().cloned());
        Ok(hostile)
    }

    fn open_hostile(&mut self, party: usize, hostile: &Hostile) -> Checked {
        let purpose = hostile.bundle.envelope.purpose;
        // Before it has keys, an office is known by its id alone, which anybody can write.
        let office = self.writers[OFFICE].to_string();
        let from = hostile.bundle.records.get(hostile.bundle.envelope.from);
        let goes_on = from.is_some_and(|writer| writer.text("follows") == Some(&office));
        let unkeyed = !self.world.keyed && (goes_on || hostile.poses_as == Some(OFFICE));
        if unkeyed && matches!(purpose, Purpose::Issue | Purpose::Reply) {
            return Ok(());
        }
        let before = self.world.parties[party].state.clone();
        let opened = self.world.open(party, &hostile.text);
        self.note(match &opened {
            None => "hostile: no bundle",
            Some(Err(_)) => "hostile: refused",
            Some(Ok(News::Staged { .. })) => "hostile: waits",
            Some(Ok(_)) => "hostile: nothing in it",
        });
        self.log(|_| format!("{party} opens it: {opened:?}"));
        let after = &self.world.parties[party].state;
        let waits = match opened {
            Some(Ok(News::Staged { file, .. })) => Some(file),
            _ => None,
        };
        for record in waits.into_iter().flat_map(|file| super::rules::waits(after, file)) {
            let back = purpose == Purpose::Return;
            let office = matches!(
                record.kind.as_str(),
                kind::REVIEW | kind::DECLINED | kind::ANSWER | kind::FIGURES | kind::ENCOUNTER | kind::COUNTER
            );
            ensure(!(back && office), || format!("unseen: a return waits with a {}", record.kind))?;
            let follows = record.kind == kind::WRITER && record.field("follows").is_some();
            ensure(!follows, || "identity: that somebody follows somebody waits as if it were so".into())?;
        }
        let say = |what: &str| format!("unseen: opening a {} changed {what} at {party}: {opened:?}", purpose.name());
        ensure(identity(&before) == identity(after), || say("who this device or the office is"))?;
        ensure(before.sent == after.sent, || say("what was sent"))?;
        ensure(before.receipts == after.receipts, || say("what became of what was sent"))?;
        ensure(before.drafts == after.drafts, || say("drafts"))?;
        ensure(before.ledger.base() == after.ledger.base(), || say("the last plan file"))?;
        ensure(before.ledger.records() == after.ledger.records(), || say("the record"))
    }

    /// Fields that everybody edits once more: of what hostile files spoke of, whatever still stands.
    fn places(&mut self, who: usize) -> Vec<Place> {
        let theirs = |case: &Case, place: &Place| {
            let kind = case.model.kinds.get(&place.0).map_or("", String::as_str);
            let office = matches!(who, OFFICE | KEEPER);
            case.model.knows(who, place.0)
                && case.world.parties[who].records().get(place.0).is_some()
                && !case.model.removed.contains(&place.0)
                && !case.model.is_unused(place.0)
                && !case.model.withdrawn.contains(&place.0)
                && !matches!(place.1.as_str(), "withdrawn" | "mergedInto" | f::PEN | f::CHOSEN)
                && !is_bookkeeping(kind)
                && !matches!(kind, kind::WRITER | kind::ENCOUNTER | kind::COUNTER)
                && (office || !matches!(kind, kind::ANSWER | kind::FIGURES))
                && !case.posed.contains(&(who, place.clone()))
        };
        let mut places: Vec<Place> = self.touched.iter().filter(|p| theirs(self, p)).cloned().collect();
        while places.len() > MOST {
            let gone = self.dice.roll(places.len());
            places.swap_remove(gone);
        }
        places
    }

    fn everything_arrives(&mut self) -> Checked {
        self.deliver_all()?;
        self.decide_waiting(100)?;
        if self.world.keyed {
            self.hand_over()?;
        }
        self.publish()?;
        let mut honest = self.world.honest();
        while !honest.is_empty() {
            let who = honest.swap_remove(self.dice.roll(honest.len()));
            let places = self.places(who);
            if places.is_empty() {
                continue;
            }
            self.edit(who, &places);
            self.note("honest: edited what a hostile file touched");
            match who {
                OFFICE => {}
                KEEPER => self.hand_over()?,
                _ => {
                    self.make_return(who);
                    self.deliver_all()?;
                    self.decide_waiting(100)?;
                }
            }
            self.publish()?;
        }
        self.nobody_is_somebody_else()
    }

    /// Names stay, and the office's own labels hold.
    fn nobody_is_somebody_else(&self) -> Checked {
        for party in self.world.honest() {
            for (who, name) in ["Office", "Keeper", "Ana", "Ben", "Amb", "Mal"].iter().enumerate() {
                let Some(record) = self.world.parties[party].records().get(self.writers[who]) else { continue };
                let posed = self.posers.contains(&who);
                ensure(posed || record.text(f::NAME) == Some(name), || {
                    format!("name: {name} is called {:?} at {party}", record.text(f::NAME))
                })?;
                ensure(posed || record.text("follows").is_none(), || {
                    format!("name: {name} follows somebody at {party}")
                })?;
            }
        }
        Ok(())
    }
}
