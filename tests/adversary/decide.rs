//! Decisions as chance has them, and what the model makes of them.

use super::case::{Case, Checked, ensure, identity};
use super::diff::Diff;
use super::hostile::Hostile;
use super::model::{Known, Place};
use super::world::{OFFICE, said, versions};
use golden_thread::domain::{fields as f, kind};
use golden_thread::ledger::review::{Decision, Item};
use golden_thread::record::{Id, Record, Set, Stamp};
use serde_json::Value;
use std::collections::BTreeSet;

impl Case {
    fn decision(&mut self, item: &Item, use_percent: usize) -> Decision {
        let roll = self.dice.roll(100);
        if item.removal {
            return if self.dice.roll(5) == 0 { Decision::Use } else { Decision::Later };
        }
        if item.key.1.as_deref() == Some("follows") {
            // Whoever confirms that somebody goes on from somebody else lets that one speak for both.
            return Decision::Later;
        }
        match roll {
            _ if roll < use_percent => Decision::Use,
            _ if roll < use_percent + (100 - use_percent) / 4 => {
                Decision::UseWithChanges(Value::from(self.token(OFFICE)).into())
            }
            _ if roll < use_percent + (100 - use_percent) * 2 / 3 => Decision::NotUse { reason: "because".into() },
            _ => Decision::Later,
        }
    }

    /// The office decides about what honest people returned.
    pub fn decide_waiting(&mut self, use_percent: usize) -> Checked {
        for n in 0..self.waiting.len() {
            let (file, from, known) = (self.waiting[n].file, self.waiting[n].from, self.waiting[n].known.clone());
            let from = self.world.writer(from);
            self.decide(OFFICE, file, from, Some(&known), use_percent)?;
        }
        let state = &self.world.parties[OFFICE].state;
        self.waiting.retain(|sent| state.staged.iter().any(|s| s.row.id == sent.file.to_string()));
        Ok(())
    }

    pub fn decide_hostile(&mut self, party: usize, hostile: &Hostile) -> Checked {
        let how = self.dice.roll(4);
        for file in super::rules::files(&self.world.parties[party].state, hostile.bundle.envelope.id) {
            if let Some(sent) = self.waiting.iter().find(|s| s.file == file) {
                if party == OFFICE {
                    let (from, known) = (self.world.writer(sent.from), sent.known.clone());
                    self.decide(party, file, from, Some(&known), 50)?;
                }
                continue;
            }
            let before = self.model.clone();
            let items = self.world.pending(party, file);
            let from = hostile.bundle.envelope.from;
            self.note_forged(&hostile.bundle.records);
            self.decide(party, file, from, None, [0, 50, 50, 100][how])?;
            for item in items.iter().filter(|item| item.claim.is_none()) {
                let whole = item.record.iter().flat_map(|r| r.stamps().collect::<Vec<_>>());
                let authors: BTreeSet<Id> = whole.chain([item.at]).map(Stamp::writer).collect();
                let places = before.places(item.key.0).into_iter().chain(hostile.touched.iter().cloned());
                let of = |p: &Place| p.0 == item.key.0 && item.key.1.as_ref().is_none_or(|name| *name == p.1);
                for place in places.filter(of) {
                    let posed = (0..self.writers.len()).filter(|who| authors.contains(&self.writers[*who]));
                    self.model.never_wrote.extend(posed.map(|who| (who, place.clone())));
                }
            }
            let Some(who) = hostile.poses_as else { continue };
            self.posers.insert(who);
            for item in items {
                // Of what is not dated ahead the person's next edit is later, and must arrive.
                let own = self.writers[who];
                let whole = item.record.iter().flat_map(|r| r.stamps().collect::<Vec<_>>());
                let ahead = whole.chain([item.at]).any(|at| at.writer() == own && at.ms() > self.world.ms);
                if !ahead || item.claim.is_some() {
                    continue;
                }
                let places = before.places(item.key.0).into_iter().chain(hostile.touched.iter().cloned());
                let of = |p: &Place| p.0 == item.key.0 && item.key.1.as_ref().is_none_or(|name| *name == p.1);
                self.posed.extend(places.filter(of).map(|place| (who, place)));
            }
        }
        self.note("hostile: decided");
        Ok(())
    }

    /// Decides as chance has it; nothing changes but what was shown and chosen. `sent` is what the model knows of an honest
    /// file.
    pub fn decide(&mut self, party: usize, file: Id, from: Id, sent: Option<&Known>, use_percent: usize) -> Checked {
        let items = self.world.pending(party, file);
        let mut decided: Vec<(Item, Decision)> = Vec::new();
        for item in &items {
            let decision = self.decision(item, use_percent);
            decided.push((item.clone(), decision));
        }
        if decided.iter().all(|(_, decision)| *decision == Decision::Later) {
            return Ok(());
        }
        self.log(|_| {
            let one = |(i, d): &(Item, Decision)| {
                format!("  {:?} {:?} {:?} {} {d:?}", i.key, i.claim, i.incoming, i.two_versions)
            };
            format!("{party} decides about {file}:\n{}", decided.iter().map(one).collect::<Vec<_>>().join("\n"))
        });
        for (item, _) in &decided {
            self.versions_are_said(party, item, sent)?;
        }
        let before = self.world.parties[party].records().clone();
        let then = identity(&self.world.parties[party].state);
        self.world.decide(party, file, &decided);
        ensure(then == identity(&self.world.parties[party].state), || "identity: changed by a review".into())?;
        let after = self.world.parties[party].records().clone();
        let own = self.world.writer(party);
        let seen = Diff { before: &before, after: &after, decided: &decided, from, own };
        seen.check().map_err(|wrong| {
            format!("{wrong}, at {party}, of a {} file", if sent.is_some() { "honest" } else { "hostile" })
        })?;
        for (item, decision) in &decided {
            self.follow(party, item, decision, sent, &after);
        }
        if let Some(sent) = sent {
            // What says the same by another way needs no decision.
            let listed: BTreeSet<&(Id, Option<String>)> = items.iter().map(|i| &i.key).collect();
            let quiet = |p: &&Place| !listed.contains(&(p.0, None)) && !listed.contains(&(p.0, Some(p.1.clone())));
            for place in sent.keys().filter(quiet) {
                if self.model.knows(party, place.0)
                    && self.model.with(party, sent, place) == self.model.standing(party, place)
                {
                    self.model.takes_place(party, sent, place);
                }
            }
        }
        self.model.check(&self.world, party).map(|_| ())
    }

    /// Who is said to have written in a file what they did not.
    fn note_forged(&mut self, records: &Set) {
        for (who, party) in self.world.parties.iter().enumerate() {
            let own = |record: &Record| -> BTreeSet<Stamp> {
                record.stamps().filter(|at| at.writer() == self.writers[who]).collect()
            };
            let wrote = |id: Id| party.state.ledger.records().get(id).map(own).unwrap_or_default();
            if records.iter().any(|r| !own(r).is_subset(&wrote(r.id))) {
                self.forged.insert(who);
            }
        }
    }

    /// What this device has that nobody outside can have seen is never silently replaced: it is said to be one of two versions.
    fn versions_are_said(&mut self, party: usize, item: &Item, sent: Option<&Known>) -> Checked {
        let (id, Some(field)) = &item.key else { return Ok(()) };
        if item.two_versions || item.removal {
            return Ok(());
        }
        let place = (*id, field.clone());
        if self.model.never_wrote.iter().any(|(_, posed)| *posed == place) {
            return Ok(());
        }
        let incoming = said(item.incoming.as_ref().unwrap_or(&Value::Null));
        let stands = match sent {
            Some(sent) => self.model.with(party, sent, &place),
            None => self.model.unseen(party, &place, item.at.writer()),
        };
        // Where nothing stands nothing is replaced.
        let other = stands.iter().find(|value| **value != incoming && *value != "null");
        ensure(other.is_none() || self.model.removed.contains(id), || {
            format!("unseen: {place:?} shows {incoming} and does not say that {other:?} is another version")
        })
    }

    /// Tells the model what was chosen.
    fn follow(&mut self, party: usize, item: &Item, decision: &Decision, sent: Option<&Known>, after: &Set) {
        if *decision == Decision::Later {
            return;
        }
        let id = item.key.0;
        if item.removal {
            self.model.removed.insert(id);
            self.note("removal chosen");
            return;
        }
        let text = |value: &Option<Value>| said(value.as_ref().unwrap_or(&Value::Null));
        // Of what others are said to have written only the words are used, in the office's own name.
        let claim = item.claim.is_some();
        if claim && matches!(decision, Decision::NotUse { .. }) {
            // While another keeper used it the more careful decision stands.
            if item.key.1.is_none() && item.kind == kind::UPDATE {
                self.model.unused.insert((party, id));
            }
            return;
        }
        if item.key.1.is_none() {
            self.model.unused.remove(&(party, id));
        }
        if let Some(field) = &item.key.1 {
            let place = (id, field.clone());
            match sent {
                Some(sent) => self.model.takes_place(party, sent, &place),
                None if claim => {}
                // Whoever looks at it looks at the same words.
                None => self.model.looks_at(party, &place, item.at, text(&item.incoming)),
            }
            let alone = self.model.standing(party, &place) == BTreeSet::from([text(&item.incoming)]);
            match decision {
                Decision::Use if sent.is_none() && !claim && !item.two_versions && alone => {}
                Decision::Use if sent.is_some() && !item.two_versions && !claim => {}
                Decision::Use => self.model.edit(party, &place, text(&item.incoming)),
                Decision::UseWithChanges(amended) => {
                    self.model.edit(party, &place, said(amended.values().next().unwrap()))
                }
                _ => self.model.edit(party, &place, text(&item.now)),
            }
            return;
        }
        self.model.kinds.entry(id).or_insert_with(|| item.kind.clone());
        for place in sent.into_iter().flat_map(|sent| sent.keys()).filter(|(record, _)| *record == id) {
            self.model.takes_place(party, sent.unwrap(), place);
        }
        let record = item.record.as_ref().unwrap();
        if claim {
            for (name, field) in record.fields() {
                if let Some(value) = field.value() {
                    self.model.edit(party, &(id, name.clone()), said(value));
                }
            }
            for value in versions(after, id, f::ATTRIBUTION) {
                self.model.edit(party, &(id, f::ATTRIBUTION.into()), value);
            }
        } else if sent.is_none() {
            for (name, field) in record.fields() {
                for write in field.versions() {
                    self.model.looks_at(party, &(id, name.clone()), write.at, text(&write.value));
                }
            }
        }
        match decision {
            Decision::UseWithChanges(amended) => {
                self.model.edit(party, &(id, f::NARRATIVE.into()), said(amended.values().next().unwrap()))
            }
            Decision::NotUse { .. } if item.kind == kind::UPDATE => {
                self.model.unused.insert((party, id));
            }
            Decision::NotUse { .. } => {
                for value in versions(after, id, "withdrawn") {
                    self.model.edit(party, &(id, "withdrawn".into()), value);
                }
                self.model.withdrawn.insert(id);
            }
            _ => {}
        }
    }
}
