//! How a hostile file is sent: from whom it says to be, in which envelope, or as a file that somebody else made.

use super::{Flight, Hostile, Maker};
use crate::adversary::world::{AMB, ANA, BEN, KEEPER, MAL, OFFICE, World, key, text_of};
use golden_thread::bundle::{self, BasedOn, Envelope, Partnership, Purpose, Receipt};
use golden_thread::domain::{Outcome, kind};
use golden_thread::record::Id;
use golden_thread::seal::{Signer as _, SigningKey};
use golden_thread::store::keys::Keeper;
use serde_json::{Value, json};
use std::collections::BTreeMap;

impl Maker<'_> {
    /// From whom the file says to be, and with which key it is signed.
    pub(super) fn sender(&mut self) -> (Option<SigningKey>, Option<usize>) {
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

    pub(super) fn purpose(&mut self) -> Purpose {
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

    pub(super) fn envelope(&mut self, purpose: Purpose, real: &Envelope, flight: &Flight<'_>) -> Envelope {
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

    /// A file that somebody else made: as it is, changed by hand, or in another envelope.
    pub(super) fn of_what_lies_about(&mut self, flight: &Flight<'_>) -> Option<Hostile> {
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

    pub(super) fn is_keyed(&self, who: usize) -> bool {
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
