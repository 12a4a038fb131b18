//! What a file may say: a file speaks only for its sender.
//!
//! Whoever writes a file can write anything into it: words under other people's names, and that its sender has seen
//! edits which nobody has made yet, so that every honest join would drop those. [`admit`] is asked once, when a file
//! arrives. It only ever lowers what a file says it has seen, or sets words apart as [`Claim`]s; so the worst that can
//! come of it is a choice between two versions, never a loss. What it gives back is what waits for a person to decide.
//!
//! What may not live here: what a person decides ([`review`](crate::ledger::review)'s), and the join itself, which
//! believes what it is given.

mod field;
mod poison;
pub(in crate::store) mod rules;

pub use poison::{Repair, poisoned, repair, repaired};
pub use rules::Rules;

use crate::bundle::{Proven, Purpose};
use crate::domain::fields as f;
use crate::domain::kind::{self, Audience};
use crate::domain::kinds;
pub use crate::ledger::claims::Claim;
use crate::ledger::claims::FOLLOWS;
use crate::record::{Field, Id, Record, Set, Stamp};
use crate::store::arriving::follows::follows;
use crate::store::device::state::State;
use field::Heard;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What a file comes to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Admitted {
    /// What its sender wrote.
    pub records: Set,
    /// What others are said to have written, by author.
    pub claims: Vec<Claim>,
    /// Fields of which it says that this device's own writer wrote what it never did.
    pub poisoned: Vec<(Id, String)>,
    /// How many entries were left out: what others are said to say of a writer, and what only the office writes.
    pub left_out: usize,
    /// In how many fields the file says it has seen what this device knows nothing of. That was not taken over.
    pub unknown_seen: usize,
}

/// A file that arrives, as far as admission looks at it.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'a> {
    /// What it is for.
    pub purpose: Purpose,
    /// Who sent it, as it says.
    pub from: Id,
    /// What its signature comes to.
    pub proof: Proven,
    /// Its records.
    pub records: &'a Set,
}

/// For whom a file speaks.
enum Voice {
    /// The known office's own file: for everybody.
    Everybody,
    /// For these writers; for nobody where the list is empty.
    Only(Vec<Id>),
}

/// What a file comes to on this device. Pure; asked once, at arrival.
///
/// ```
/// use golden_thread_work::bundle::{Proven, Purpose};
/// use golden_thread_work::record::{Id, Record, Set, Stamp};
/// use golden_thread_work::store::State;
/// use golden_thread_work::store::admit::{Incoming, Rules, admit};
///
/// let (ben, amina) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
/// let mut action = Record::new(Id::from_bytes([9; 16]), "action");
/// action.edit("title", "Walks".into(), Stamp::new(1_000, 0, ben));
/// action.edit("number", "1.1".into(), Stamp::new(1_000, 0, amina));
/// let records = Set::from_iter([action]);
///
/// // Ben's file speaks for Ben. What it says that Amina wrote is a claim.
/// let file = Incoming { purpose: Purpose::Return, from: ben, proof: Proven::Unsigned, records: &records };
/// let admitted = admit(file, &State::default(), &Rules::ALL);
/// let own = admitted.records.iter().next().unwrap();
/// assert_eq!((own.text("title"), own.text("number")), (Some("Walks"), None));
/// assert_eq!(admitted.claims[0].author, amina);
/// ```
pub fn admit(file: Incoming<'_>, state: &State, rules: &Rules) -> Admitted {
    match voice(file, state, rules) {
        Voice::Everybody => of_the_office(file.records, state, rules),
        Voice::Only(own) => Door { file, state, rules, own }.admitted(),
    }
}

/// What the known office's file comes to: everything but what it says of this device's own writer that the device knows
/// nothing of.
pub fn of_the_office(records: &Set, state: &State, rules: &Rules) -> Admitted {
    let mut admitted = Admitted { records: records.clone(), ..Admitted::default() };
    // Of two kinds the join keeps the lesser name: what is for this device alone, or for the office, would travel.
    let narrow = |record: &&Record| {
        let known = state.ledger.records().get(record.id).filter(|known| known.kind != record.kind);
        known.is_some_and(|known| kinds::audience(&known.kind) > kinds::audience(&record.kind))
    };
    for id in records.iter().filter(narrow).map(|record| record.id).collect::<Vec<_>>() {
        admitted.records.remove(id);
        admitted.left_out += 1;
    }
    let Some(clock) = state.clock.as_ref().filter(|_| rules.own_id) else { return admitted };
    for record in records.iter() {
        let strange = |field: &Field| field.seen().any(|s| s.writer() == clock.writer() && s > clock.last());
        let names: Vec<&String> = record.fields().iter().filter(|(_, f)| strange(f)).map(|(name, _)| name).collect();
        for name in names {
            let issued = state.ledger.base().and_then(|base| base.get(record.id)).and_then(|r| r.field(name));
            admitted.poisoned.push((record.id, name.clone()));
            let field = record.field(name).map(|field| field::without_own(field, issued, clock));
            admitted.records.with(record.id, |r| r.restore(name, field.filter(|f| !f.writes().is_empty())));
        }
    }
    admitted
}

fn voice(file: Incoming<'_>, state: &State, rules: &Rules) -> Voice {
    let known = state.keys.senders.get(&file.from.to_string());
    let signed = |key: &String| matches!(file.proof, Proven::By(by) if by.to_string() == *key);
    match (file.purpose, file.proof) {
        (Purpose::Issue | Purpose::Handover, Proven::By(key)) if state.keys.is_keeper(&key) => Voice::Everybody,
        // A backup is signed by nobody.
        (Purpose::Backup, _) => Voice::Only(Vec::new()),
        (_, Proven::Broken) if rules.signature => Voice::Only(Vec::new()),
        _ if rules.signature && known.is_some_and(|key| !signed(key)) => Voice::Only(Vec::new()),
        // Once the office signs, nobody speaks as the office without a signature.
        _ if rules.signature && is_office(state, file) => Voice::Only(Vec::new()),
        _ => Voice::Only(goes_on_from(state, file.from)),
    }
}

/// Whether a file that no keeper signed says that it is from somebody who made the last plan file, or whose files a keeper
/// signed before.
fn is_office(state: &State, file: Incoming<'_>) -> bool {
    let from = file.from.to_string();
    let by_keeper = |proof: Proven| matches!(proof, Proven::By(key) if state.keys.is_keeper(&key));
    let known: Option<Id> = state.about.as_ref().and_then(|about| about.keeper.as_ref()?.parse().ok());
    let records = state.ledger.records();
    let keeper = || known.is_some_and(|known| follows(records, known, file.from) || follows(records, file.from, known));
    let before = || state.received.iter().any(|row| row.from == from && row.proven().is_some_and(by_keeper));
    !by_keeper(file.proof) && !state.keys.keepers.is_empty() && (keeper() || before())
}

/// A writer, and whom it goes on from as far as this record says so: a restored device, the person before on a shared
/// one. What a file itself says of that is a claim.
fn goes_on_from(state: &State, writer: Id) -> Vec<Id> {
    let records = state.ledger.records();
    let mut all = vec![writer];
    for known in records.iter().filter(|r| r.kind == kind::WRITER && r.id != writer) {
        if follows(records, writer, known.id) {
            all.push(known.id);
        }
    }
    // Whom it followed may be known by its id alone.
    let last = all.iter().filter_map(|id| records.get(*id)?.text(FOLLOWS)?.parse().ok());
    let last: Vec<Id> = last.collect();
    all.extend(last.into_iter().filter(|id| follows(records, writer, *id)));
    all.sort_unstable();
    all.dedup();
    all
}

struct Door<'a> {
    file: Incoming<'a>,
    state: &'a State,
    rules: &'a Rules,
    own: Vec<Id>,
}

impl Door<'_> {
    fn is_own(&self, writer: Id) -> bool {
        !self.rules.authors || self.own.contains(&writer)
    }

    /// Whether a kind's records of this file are looked at at all.
    fn is_looked_at(&self, kind: &str) -> bool {
        let office = matches!(kind, kind::REVIEW | kind::DECLINED | kind::ANSWER | kind::FIGURES);
        let back = self.file.purpose == Purpose::Return && (office || kinds::audience(kind) == Audience::Device);
        !(back && self.rules.kinds)
    }

    fn admitted(&self) -> Admitted {
        let mut admitted = Admitted::default();
        let mut claims: BTreeMap<Id, Set> = BTreeMap::new();
        for record in self.file.records.iter() {
            // Of two kinds the join keeps the lesser name: a file could turn an action into something nobody sees.
            let known = self.state.ledger.records().get(record.id);
            let kind = known.map_or(record.kind.as_str(), |known| known.kind.as_str());
            // Nobody's id was worked out from what stands in the plan file: under such an id a writer would take the place of
            // counts, decisions or rules that somebody has yet to write.
            let poses = self.rules.writers && record.kind == kind::WRITER && record.id.is_derived();
            if !self.is_looked_at(kind) || poses {
                admitted.left_out += 1;
            } else if kind == kind::WRITER && self.rules.writers {
                let (theirs, left_out) = self.without_the_offices(record, known, kind);
                admitted.left_out += left_out;
                admitted.left_out += usize::from(!self.writer(&theirs, &mut admitted.records, &mut claims));
            } else if is_decided(kind) {
                // What a keeper's file or a backup says was decided: shown beside the pieces, and never joined.
                admitted.records.join_record(record.clone());
            } else {
                let (theirs, left_out) = self.without_the_offices(record, known, kind);
                admitted.left_out += left_out;
                self.record(&theirs, kind, &mut admitted.records, &mut claims);
            }
            admitted.unknown_seen += self.unknown_seen(record, known);
        }
        admitted.claims = claims
            .into_iter()
            .filter(|(_, records)| records.iter().any(|r| r.kind != kind::WRITER || r.field(FOLLOWS).is_some()))
            .map(|(author, records)| Claim { author, records })
            .collect();
        admitted
    }

    /// A record without the fields that only the office writes, and of how many of these it says what is not known here: a file
    /// decides nothing about its own words.
    fn without_the_offices<'r>(
        &self,
        record: &'r Record,
        here: Option<&Record>,
        kind: &str,
    ) -> (Cow<'r, Record>, usize) {
        let is_theirs = |name: &&String| self.rules.kinds && kinds::office_writes_field(kind, name);
        let names: Vec<String> = record.fields().keys().filter(is_theirs).cloned().collect();
        if names.is_empty() {
            return (Cow::Borrowed(record), 0);
        }
        let is_new = |name: &&String| {
            let here = here.and_then(|r| r.field(name));
            let writes = record.field(name).into_iter().flat_map(Field::writes);
            writes.into_iter().any(|w| here.is_none_or(|here| !here.has_seen(w.at)))
        };
        let new = names.iter().filter(is_new).count();
        let mut record = record.clone();
        names.iter().for_each(|name| record.restore(name, None));
        (Cow::Owned(record), new)
    }

    /// In how many fields a record says that something was seen of others which is not known here.
    fn unknown_seen(&self, record: &Record, here: Option<&Record>) -> usize {
        if !self.rules.seen {
            return 0;
        }
        let of = |name: &str| here.and_then(|r| r.field(name));
        let wrote =
            |field: &Field, at: Stamp| field.writes().iter().any(|w| w.at.writer() == at.writer() && w.at >= at);
        let strange = |name: &str, field: &Field, at: Stamp| {
            !self.is_own(at.writer()) && !wrote(field, at) && of(name).is_none_or(|here| !here.has_seen(at))
        };
        let fields = record.fields().iter();
        fields.filter(|(name, field)| field.seen().any(|at| strange(name, field, at))).count()
    }

    /// Takes an entry about a writer; false where it is somebody else's, which nobody here needs.
    fn writer(&self, record: &Record, records: &mut Set, claims: &mut BTreeMap<Id, Set>) -> bool {
        if !self.is_own(record.id) && self.rules.authors {
            // Of somebody not known here the name alone is kept, to say whose words a claim is said to be.
            let unknown = self.state.ledger.records().get(record.id).is_none();
            let name = record.part([f::NAME, f::ORGANISATION]);
            if unknown {
                claims.entry(record.id).or_default().join_record(bare(&name, kind::WRITER));
            }
            return unknown;
        }
        self.record(record, kind::WRITER, records, claims);
        true
    }

    fn record(&self, record: &Record, kind: &str, records: &mut Set, claims: &mut BTreeMap<Id, Set>) {
        let here = self.state.ledger.records().get(record.id);
        let issued = self.state.ledger.base().and_then(|base| base.get(record.id));
        let mut own: BTreeMap<String, Field> = BTreeMap::new();
        let mut said: BTreeMap<Id, BTreeMap<String, Field>> = BTreeMap::new();
        for (name, field) in record.fields() {
            let heard = Heard {
                field,
                here: here.and_then(|r| r.field(name)),
                issued: issued.and_then(|r| r.field(name)),
                is_new: here.is_none(),
                rules: self.rules,
            };
            let claimed = kind == kind::WRITER && name == FOLLOWS && self.rules.follows;
            for author in heard.authors() {
                let is_own = self.is_own(author) && !claimed;
                let group = |writer: Id| if is_own { self.is_own(writer) } else { writer == author };
                let Some(part) = heard.part(&group) else { continue };
                let fields = if is_own { &mut own } else { said.entry(author).or_default() };
                // Of several that count as one, the first has brought what all of them wrote.
                fields.entry(name.clone()).or_insert(part);
            }
        }
        let (erased, redacted) = (record.erased(), self.redacted(record, here));
        let erases = erased.filter(|_| here.is_none_or(|r| r.erased().is_none()));
        let author = erases.map_or(self.file.from, |e| e.by);
        let asks = !redacted.is_empty() || erases.is_some();
        let is_own = self.is_own(author) && erases.is_none_or(|e| self.is_own(e.at.writer()));
        let extra = if here.is_none() || !self.rules.unknown { record.extra().clone() } else { BTreeMap::new() };
        let built = |fields: BTreeMap<String, Field>, asks: bool, extra| {
            let (redacted, erased) = if asks { (redacted.clone(), erases.cloned()) } else { Default::default() };
            Record::from_parts(record.id, kind.to_owned(), fields, redacted, erased, extra)
        };
        if !own.is_empty() || (asks && is_own) {
            records.join_record(built(own, asks && is_own, extra));
        }
        if asks && !is_own {
            said.entry(author).or_default();
        }
        for (writer, fields) in said {
            let asks = asks && !is_own && writer == author;
            claims.entry(writer).or_default().join_record(built(fields, asks, BTreeMap::new()));
        }
    }

    /// What the file asks to be removed for good and is not removed here yet. Of a record that is new here, only words of
    /// its own.
    fn redacted(&self, record: &Record, here: Option<&Record>) -> BTreeSet<Stamp> {
        let asked = record.redacted().iter().copied();
        let asked = asked.filter(|at| match here {
            Some(here) => !here.redacted().contains(at),
            None => self.is_own(at.writer()),
        });
        BTreeSet::from_iter(asked)
    }
}

/// Kinds that say what the office decided.
fn is_decided(kind: &str) -> bool {
    matches!(kind, kind::REVIEW | kind::DECLINED)
}

/// A record's fields and nothing else.
fn bare(record: &Record, kind: &str) -> Record {
    let fields = record.fields().clone();
    Record::from_parts(record.id, kind.to_owned(), fields, BTreeSet::new(), None, BTreeMap::new())
}
