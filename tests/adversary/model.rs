//! What may stand where: a plain list of edits, each with what its writer had before them, and for every device which of
//! these edits it knows. Nothing here joins records, orders stamps or reads `seen`: an edit stands on a device that knows it
//! and knows none that was made in its sight.

use super::world::{World, versions};
use golden_thread::domain::kind;
use golden_thread::record::{Id, Record, Stamp};
use std::collections::{BTreeMap, BTreeSet};

/// A field of a record.
pub type Place = (Id, String);
/// Which edits are known, by place.
pub type Known = BTreeMap<Place, BTreeSet<usize>>;

#[derive(Debug, Clone)]
struct Edit {
    value: String,
    /// Edits of the same place that its writer had before them.
    saw: BTreeSet<usize>,
}

#[derive(Debug, Clone, Default)]
pub struct Model {
    edits: Vec<Edit>,
    known: Vec<Known>,
    /// What the last plan file held.
    issued: Known,
    /// What a record is; records that somebody used enter with their kind.
    pub kinds: BTreeMap<Id, String>,
    /// Updates that the office, or its other keeper, did not use: in no plan file.
    pub unused: BTreeSet<(usize, Id)>,
    /// Records of which somebody chose to remove words for good: not looked at any more.
    pub removed: BTreeSet<Id>,
    /// The words of hostile files that somebody looked at, by where they stood and the stamp they bore.
    looked_at: BTreeMap<(Place, Stamp), usize>,
    /// Under whose name, without a key to tell by, somebody used words that they never wrote, and where. Their own device
    /// does not take such words, or takes them for its own: that an unkeyed sender can be posed as no rule can help.
    pub never_wrote: BTreeSet<(usize, Place)>,
    /// New records that somebody did not use, and withdrew.
    pub withdrawn: BTreeSet<Id>,
}

/// Kinds that the program itself writes beside what people do.
pub fn is_bookkeeping(kind: &str) -> bool {
    matches!(kind, kind::REVIEW | kind::DECLINED)
}

fn in_plan_files(kind: &str) -> bool {
    matches!(
        kind,
        kind::PLAN
            | kind::ACTION
            | kind::UPDATE
            | kind::ORGANISATION
            | kind::SERVICE
            | kind::GROUP
            | kind::EVENT
            | kind::ANSWER
            | kind::FIGURES
            | kind::WRITER
    )
}

impl Model {
    /// Everybody knows what stands on their device, and every value was written by one edit.
    pub fn new(world: &World) -> Model {
        let mut model = Model::default();
        let mut ids: BTreeMap<(Place, String), usize> = BTreeMap::new();
        for party in &world.parties {
            let mut known = Known::new();
            for record in party.records().iter().filter(|r| !is_bookkeeping(&r.kind)) {
                model.kinds.insert(record.id, record.kind.clone());
                for name in record.fields().keys() {
                    let place = (record.id, name.clone());
                    for value in versions(party.records(), record.id, name) {
                        let edits = &mut model.edits;
                        let id = *ids.entry((place.clone(), value.clone())).or_insert_with(|| {
                            edits.push(Edit { value, saw: BTreeSet::new() });
                            edits.len() - 1
                        });
                        known.entry(place.clone()).or_default().insert(id);
                    }
                }
            }
            model.known.push(known);
        }
        model.issued = model.known[super::world::BEN].clone();
        let unused = world.parties[super::world::BEN].records().iter().filter(|r| r.kind == kind::UPDATE);
        let office = &world.parties[0].state.ledger;
        let unused = unused.filter(|r| office.standing(r.id) == golden_thread::ledger::Standing::NotUsed);
        model.unused = unused.map(|r| (super::world::OFFICE, r.id)).collect();
        model
    }

    /// Somebody writes on a device, in sight of all that device knows.
    pub fn edit(&mut self, party: usize, place: &Place, value: String) {
        let known = self.known[party].entry(place.clone()).or_default();
        self.edits.push(Edit { value, saw: known.clone() });
        known.insert(self.edits.len() - 1);
    }

    /// Somebody looks at words of a hostile file, which nobody can have written in sight of more than the last plan file.
    pub fn looks_at(&mut self, party: usize, place: &Place, at: Stamp, value: String) {
        let saw = self.issued.get(place).cloned().unwrap_or_default();
        let edits = &mut self.edits;
        let id = *self.looked_at.entry((place.clone(), at)).or_insert_with(|| {
            edits.push(Edit { value, saw });
            edits.len() - 1
        });
        self.known[party].entry(place.clone()).or_default().insert(id);
    }

    /// The places of a record that are known anywhere.
    pub fn places(&self, id: Id) -> BTreeSet<Place> {
        self.known.iter().flat_map(|known| known.keys()).filter(|(record, _)| *record == id).cloned().collect()
    }

    /// What a device knows, and may send: all, or what goes to everybody.
    pub fn sent(&self, party: usize, to_all: bool) -> Known {
        let travels = |id: &Id| {
            let kind = self.kinds.get(id).map_or("", String::as_str);
            let never_out = || !self.issued.keys().any(|(issued, _)| issued == id);
            let withdrawn = kind == kind::EVENT && self.withdrawn.contains(id) && never_out();
            !to_all || (in_plan_files(kind) && !self.is_unused(*id) && !withdrawn)
        };
        self.known[party].iter().filter(|((id, _), _)| travels(id)).map(|(p, e)| (p.clone(), e.clone())).collect()
    }

    /// What a representative sends: nothing about who wrote.
    pub fn returned(&self, party: usize) -> Known {
        let mut sent = self.sent(party, false);
        sent.retain(|(id, _), _| self.kinds.get(id).is_none_or(|k| k != kind::WRITER));
        sent
    }

    pub fn published(&mut self, party: usize) -> Known {
        self.issued = self.sent(party, true);
        self.issued.clone()
    }

    pub fn takes(&mut self, party: usize, sent: &Known) {
        for (place, edits) in sent {
            self.known[party].entry(place.clone()).or_default().extend(edits);
        }
    }

    pub fn takes_place(&mut self, party: usize, sent: &Known, place: &Place) {
        if let Some(edits) = sent.get(place) {
            self.known[party].entry(place.clone()).or_default().extend(edits);
        }
    }

    fn stand<'a>(&'a self, known: &'a BTreeSet<usize>) -> impl Iterator<Item = &'a Edit> + 'a {
        let gone = move |id: usize| known.iter().any(|other| self.edits[*other].saw.contains(&id));
        known.iter().filter(move |id| !gone(**id)).map(|id| &self.edits[*id])
    }

    fn values(&self, known: &BTreeSet<usize>) -> BTreeSet<String> {
        let mut values: BTreeSet<String> = self.stand(known).map(|e| e.value.clone()).collect();
        if values.is_empty() {
            values.insert("null".into());
        }
        values
    }

    pub fn standing(&self, party: usize, place: &Place) -> BTreeSet<String> {
        self.known[party].get(place).map_or_else(|| BTreeSet::from(["null".into()]), |known| self.values(known))
    }

    /// What would stand once a file's edits are known too.
    pub fn with(&self, party: usize, sent: &Known, place: &Place) -> BTreeSet<String> {
        let mut known = self.known[party].get(place).cloned().unwrap_or_default();
        known.extend(sent.get(place).into_iter().flatten());
        self.values(&known)
    }

    /// What a hostile file brought here, whatever became of it.
    fn brought<'a>(&'a self, place: &'a Place) -> impl Iterator<Item = (Stamp, usize)> + 'a {
        self.looked_at.iter().filter(move |((at_place, _), _)| at_place == place).map(|((_, at), id)| (*at, *id))
    }

    /// Whether all that a file says of a place is known here as somebody else's edit: the same words by another way. What
    /// people write is never the same twice.
    pub fn came_by_another_way(&self, party: usize, sent: &Known, place: &Place) -> bool {
        let known = || self.known[party].get(place).into_iter().flatten();
        let twin = |id: &usize| known().any(|other| self.edits[*other].value == self.edits[*id].value);
        sent.get(place).is_some_and(|sent| sent.iter().all(twin))
    }

    /// What stands here and was in no plan file: nobody outside can have seen it, but whoever wrote it.
    pub fn unseen(&self, party: usize, place: &Place, by: Id) -> BTreeSet<String> {
        let own: BTreeSet<usize> = self.brought(place).filter(|(at, _)| at.writer() == by).map(|(_, id)| id).collect();
        let issued = self.issued.get(place).cloned().unwrap_or_default();
        let known = self.known[party].get(place).cloned().unwrap_or_default();
        let gone = |id: usize| known.iter().any(|other| self.edits[*other].saw.contains(&id));
        known
            .iter()
            .filter(|id| !issued.contains(id) && !own.contains(id) && !gone(**id))
            .map(|id| self.edits[*id].value.clone())
            .collect()
    }

    fn is_withdrawn_event(&self, id: Id) -> bool {
        self.withdrawn.contains(&id) && self.kinds.get(&id).is_some_and(|kind| kind == kind::EVENT)
    }

    pub fn is_unused(&self, id: Id) -> bool {
        self.unused.iter().any(|(_, other)| *other == id)
    }

    pub fn knows(&self, party: usize, id: Id) -> bool {
        self.known[party].keys().any(|(record, _)| *record == id)
    }

    /// Holds a device against what it knows: whatever stands in the model stands there, and nothing else but, beside it, what
    /// somebody there knew before.
    pub fn check(&self, world: &World, party: usize) -> Result<usize, String> {
        let records = world.parties[party].records();
        let mut extra = 0;
        for (place, known) in &self.known[party] {
            // Names are looked at by themselves.
            let posed = self.never_wrote.iter().any(|(_, posed)| posed == place);
            // An event that was not used travels where another keeper used it, and else stays.
            let withdrawn = self.is_withdrawn_event(place.0);
            if posed
                || withdrawn
                || self.removed.contains(&place.0)
                || self.kinds.get(&place.0).is_some_and(|k| k == kind::WRITER)
            {
                continue;
            }
            let (stands, should) = (versions(records, place.0, &place.1), self.values(known));
            if let Some(lost) = should.difference(&stands).next() {
                return Err(format!("lost: at {party} {place:?} should have {lost}, has {stands:?}"));
            }
            let former: BTreeSet<&String> = known.iter().map(|id| &self.edits[*id].value).collect();
            for more in stands.difference(&should) {
                if !former.contains(more) {
                    return Err(format!("unseen: at {party} {place:?} has {more}, should have {should:?}"));
                }
                extra += 1;
            }
        }
        let looked_at = |r: &&Record| {
            !is_bookkeeping(&r.kind)
                && r.kind != kind::WRITER
                && !self.removed.contains(&r.id)
                && !self.is_withdrawn_event(r.id)
        };
        for record in records.iter().filter(looked_at) {
            let is_known = |name: &String| self.known[party].contains_key(&(record.id, name.clone()));
            for name in record.fields().keys().filter(|name| !is_known(name)) {
                let stands = versions(records, record.id, name);
                if stands != BTreeSet::from(["null".into()]) {
                    return Err(format!("unseen: at {party} {} {}/{name} has {stands:?}", record.kind, record.id));
                }
            }
        }
        Ok(extra)
    }
}
