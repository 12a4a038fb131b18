//! Whose word an update is: an owner's or a supporter's of the action that it is about, or somebody else's. Somebody else's is
//! marked wherever it is read, and its rating is the action's only where the office says so.
//!
//! Whether a rating counts is asked in one place, [`Update::counts_for_rating`]. What was used before there was that rule says
//! nothing in it and stays in force; so it is said here, of each update that comes in, when it is used.
//!
//! Anybody can name an organisation. So somebody is of one only where this office knows it: it accepted them for it
//! ([`accepting`](super::accepting)), it said so itself, or it let something of theirs count as that organisation's before.

use super::decided;
use super::item::{FOLLOWS, Item, Key};
use super::state::{Ledger, Standing};
use crate::domain::{Action, Update, Writer, fields as f, kind};
use crate::record::{Edit, Id, Record, Set, Stamp};
use serde_json::Value;

impl Ledger {
    /// Whether an update is not known to be from an organisation that owns or supports the action: it names none that does, or
    /// the office says that its rating is not the action's. Nobody is a stranger where an action has no owner.
    pub fn is_outsiders(&self, update: Update<'_>, action: Id) -> bool {
        !update.counts_for_rating(action) || self.names_no_owner(update, action)
    }

    /// Whether an update names no organisation that owns or supports the action. What the office put in without naming one,
    /// as from a report, is nobody else's.
    pub fn names_no_owner(&self, update: Update<'_>, action: Id) -> bool {
        let Some(action) = self.action(action) else { return false };
        let speaker = self.speaker(update);
        stands_by(self, action, speaker) == Some(false) && (speaker.is_some() || !self.is_offices(update))
    }

    /// The organisation that an update names, or that its writer does. Whoever puts words in for somebody else, or from a
    /// report, does not speak in them.
    pub(super) fn speaker(&self, update: Update<'_>) -> Option<Id> {
        let spoken_for = update.is_from_report() || update.attribution().is_some();
        let writer = || author(update.0).filter(|_| !spoken_for).and_then(|id| self.records().get(id)).map(Writer);
        update.organisation().or_else(|| writer()?.organisation())
    }

    /// Whether the office made an update.
    pub(super) fn is_offices(&self, update: Update<'_>) -> bool {
        author(update.0).is_some_and(|writer| self.is_office(writer))
    }

    /// Whether a writer is the office: wrote what only the office writes or first wrote a plan, or goes on from one who did.
    pub(super) fn is_office(&self, writer: Id) -> bool {
        let goes_on = |id: Id| self.records().get(id)?.text(FOLLOWS)?.parse().ok();
        let mut seen = vec![writer];
        while let Some(before) = seen.last().and_then(|id| goes_on(*id)).filter(|id| !seen.contains(id)) {
            seen.push(before);
        }
        seen.into_iter().any(|id| self.wrote_as_office(id))
    }

    fn wrote_as_office(&self, writer: Id) -> bool {
        let by = |at: Stamp| at.writer() == writer;
        let says_it = |record: &Record| match record.kind.as_str() {
            kind::REVIEW | kind::DECLINED | kind::ANSWER | kind::FIGURES => record.stamps().any(by),
            kind::UPDATE => {
                let counting = |name: &str| name.strip_prefix(f::COUNTS_FOR_RATING).is_some_and(|m| m.starts_with('/'));
                record.fields().iter().any(|(name, field)| counting(name) && field.latest().is_some_and(by))
            }
            _ => false,
        };
        if self.records().iter().any(says_it) {
            return true;
        }
        // Who returned a change to a plan did not write it first, whatever day they gave it.
        let plans: Vec<Id> = self.plans().filter(|p| author(p.0) == Some(writer)).map(|p| p.id()).collect();
        let decided = if plans.is_empty() { Vec::new() } else { decided::stamps(self.records()) };
        plans.iter().any(|plan| !decided.iter().any(|(id, at)| id == plan && by(*at)))
    }

    /// The organisation for which the office accepts what a writer sends. Nobody accepts themselves, also under the id of
    /// another device of theirs; where two of the office's people chose two organisations, it is none.
    pub fn accepted_for(&self, writer: Id) -> Option<Id> {
        let field = self.records().get(writer)?.field(f::ACCEPTED_FOR)?;
        let by = field.latest().filter(|_| !field.is_conflict())?.writer();
        let goes_on =
            |from: Id, to: Id| self.records().get(from).and_then(|r| r.text(FOLLOWS)) == Some(&to.to_string());
        let is_self = by == writer || goes_on(by, writer) || goes_on(writer, by);
        field.value().filter(|_| !is_self)?.as_str()?.parse().ok()
    }

    /// The organisation that a writer is known to be of: because the office accepted them for it, said so, or let an update of
    /// theirs count as that organisation's. Who only says so of themselves is of none.
    pub fn known_organisation(&self, writer: Id) -> Option<Id> {
        let record = self.records().get(writer)?;
        let says = Writer(record).organisation();
        // Who says since that they are of another one is asked about again.
        let is_so = |of: &Id| says.is_none_or(|says| self.stands_for(says) == self.stands_for(*of));
        if let Some(accepted) = self.accepted_for(writer).filter(is_so) {
            return Some(accepted);
        }
        let organisation = says?;
        let field = record.field(f::ORGANISATION)?;
        let by_office = |at: Stamp| self.is_office(at.writer());
        // Where somebody said it of themselves, the office's word over it may only give back what it said before.
        let office_says =
            || field.latest().is_some_and(by_office) && (self.is_office(writer) || field.seen().all(by_office));
        let vouched = || self.of_kind(kind::UPDATE).map(Update).any(|u| self.is_accepted(u, writer, organisation));
        (office_says() || vouched()).then_some(organisation)
    }

    /// Whether the office took an update of this writer as the word of this organisation on an action that it stands by.
    fn is_accepted(&self, update: Update<'_>, writer: Id, organisation: Id) -> bool {
        let is_of = |id: Id| self.stands_for(id) == self.stands_for(organisation);
        let counts = |(action, _): (Id, Option<String>)| {
            let theirs = update.0.field(&format!("{}/{action}", f::COVERS)).and_then(|field| field.latest());
            let stands = || self.action(action).and_then(|a| stands_by(self, a, Some(organisation)));
            update.counts_for_rating(action) && theirs.is_some_and(|at| at.writer() == writer) && stands() == Some(true)
        };
        author(update.0) == Some(writer)
            && update.organisation().is_none_or(is_of)
            && matches!(self.standing(update.id()), Standing::Used | Standing::UsedWithChanges)
            && update.covers().into_iter().any(counts)
    }

    /// Who answered to the help that an update asks for, and whether that is the office or somebody known to be of an
    /// organisation that owns or supports the action.
    pub(super) fn answerer(&self, update: Update<'_>, action: Id) -> Option<(Id, bool)> {
        let answered = !update.help_answer().trim().is_empty();
        let writer = update.0.field(f::HELP_ANSWER).filter(|_| answered)?.latest()?.writer();
        let stands = || self.action(action).and_then(|a| stands_by(self, a, self.known_organisation(writer)));
        Some((writer, self.is_office(writer) || stands() != Some(false)))
    }
}

/// Who wrote first what still stands in a record: whoever changed it since is not its author.
pub fn author(record: &Record) -> Option<Id> {
    record.stamps().min_by(Stamp::cmp).map(|stamp| stamp.writer())
}

/// Whether an organisation owns or supports an action; `None` where nobody does.
pub(super) fn stands_by(ledger: &Ledger, action: Action<'_>, organisation: Option<Id>) -> Option<bool> {
    let mut all = action.owners().into_iter().chain(action.support()).peekable();
    all.peek()?;
    let speaker = organisation.map(|id| ledger.stands_for(id));
    Some(all.any(|owner| Some(ledger.stands_for(owner.organisation)) == speaker))
}

/// The actions that something which came in speaks of: all that a new update covers, or the one that an update which is known
/// already is made to cover, or to rate otherwise.
fn speaks_of(item: &Item) -> Vec<Id> {
    if item.kind != kind::UPDATE || item.removal {
        return Vec::new();
    }
    match (&item.key.1, &item.record) {
        (None, Some(record)) => Update(record).covers().into_iter().map(|(action, _)| action).collect(),
        (Some(field), _) => {
            field.strip_prefix(f::COVERS).into_iter().filter_map(|m| m.strip_prefix('/')?.parse().ok()).collect()
        }
        (None, None) => Vec::new(),
    }
}

/// The actions that something which came in speaks of, and that its writer is not known to own or support. Who is known to this
/// office speaks for no other organisation than their own, and who is not known, or is only said to have written it, for none;
/// of an update that is known already it is the writer of the change who speaks.
pub fn outsiders(ledger: &Ledger, incoming: &Set, item: &Item) -> Vec<Id> {
    let covers = speaks_of(item);
    let writer = Some(item.at.writer()).filter(|_| item.claim.is_none());
    if covers.is_empty() || writer.is_some_and(|writer| ledger.is_office(writer)) {
        return Vec::new();
    }
    let says = item.record.as_ref().map(Update).and_then(Update::organisation);
    let is_so = |known: &Id| says.is_none_or(|says| ledger.stands_for(says) == ledger.stands_for(*known));
    let speaker = writer.and_then(|writer| ledger.known_organisation(writer)).filter(is_so);
    let find = |id: Id| ledger.records().get(id).or_else(|| incoming.get(id));
    let stands = |action: &Id| find(*action).and_then(|record| stands_by(ledger, Action(record), speaker));
    covers.into_iter().filter(|action| stands(action) == Some(false)).collect()
}

/// What the office says of the ratings in something that it uses: of an owner's and a supporter's nothing, of anybody else's
/// that it is not the action's. Where it would take the place of a rating that is the action's and that somebody else gave,
/// that one is said again: it stays, and counts.
pub(super) fn not_counted(ledger: &Ledger, incoming: &Set, item: &Item) -> Vec<Edit> {
    let one = |action: Id| match former(ledger, item, action) {
        Some((field, value)) => Edit { record: item.key.0, kind: kind::UPDATE.to_owned(), field, value },
        None => counting(item.key.0, action, false),
    };
    outsiders(ledger, incoming, item).into_iter().map(one).collect()
}

/// The rating of an action that a change would take the place of, where it counts and somebody else gave it.
fn former(ledger: &Ledger, item: &Item, action: Id) -> Option<(String, Value)> {
    let name = item.key.1.as_ref()?;
    let record = ledger.records().get(item.key.0)?;
    let by = record.field(name)?.latest()?.writer();
    let is_others = item.claim.is_some() || by != item.at.writer();
    let value = item.now.clone().filter(|value| !value.is_null())?;
    (is_others && Update(record).counts_for_rating(action)).then(|| (name.clone(), value))
}

/// The edit by which the office says whether an update's rating of an action is the action's.
pub fn counting(update: Id, action: Id, counts: bool) -> Edit {
    let (field, value) = Update::counting_for_rating(action, counts);
    Edit { record: update, kind: kind::UPDATE.to_owned(), field, value }
}

/// The actions that a decided thing speaks of, whose ratings in it the office lets be the action's though it is no owner's: of a
/// whole update all that it covers, of one field of it the one that the field names.
pub fn let_counted(ledger: &Ledger, key: &Key) -> Vec<Id> {
    let Some(update) = ledger.update(key.0) else { return Vec::new() };
    let named = |action: Id| key.1.as_ref().is_none_or(|field| *field == format!("{}/{action}", f::COVERS));
    let is_said = |action: Id| update.0.text(&Update::counting_for_rating(action, true).0) == Some("yes");
    update.covers().into_iter().map(|(action, _)| action).filter(|action| named(*action) && is_said(*action)).collect()
}

/// Lets the ratings in one thing that is used be the action's, as the office chose: those of the actions that it speaks of, and
/// of no other.
pub fn let_count(edits: &mut [Edit], item: &Item) {
    for action in speaks_of(item) {
        let yes = counting(item.key.0, action, true);
        let says_no = |edit: &Edit| edit.field == yes.field;
        let says_former =
            |edit: &Edit| item.key.1.as_deref() == Some(edit.field.as_str()) && item.now.as_ref() == Some(&edit.value);
        for edit in edits.iter_mut().filter(|edit| edit.record == yes.record && (says_no(edit) || says_former(edit))) {
            *edit = yes.clone();
        }
    }
}
