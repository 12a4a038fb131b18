//! The office's word that somebody sends for an organisation: from then on what they send is that organisation's, and rates
//! its actions.
//!
//! Nobody says it of themselves: only a person in the office, who has asked them.

use super::changes::{Cause, Work};
use super::quiet;
use super::state::{Ledger, Standing};
use super::whose::{self, author, counting};
use crate::domain::{Update, Writer, fields as f, kind};
use crate::record::{Edit, Id, Set};

/// The organisation for which a writer can be accepted: the one that they say they are of, as they are known here or as
/// what they sent says, where this record has it and the office does not know them to be of it.
pub fn to_accept(ledger: &Ledger, incoming: &Set, writer: Id) -> Option<Id> {
    let said =
        |set: &Set| set.get(writer).filter(|r| r.kind == kind::WRITER).map(Writer).and_then(Writer::organisation);
    let says = said(ledger.records()).or_else(|| said(incoming))?;
    let is_here = ledger.records().get(says).is_some_and(|r| r.kind == kind::ORGANISATION && r.erased().is_none());
    (is_here && ledger.known_organisation(writer).is_none()).then_some(says)
}

/// What is to be stored where the office accepts a writer for an organisation. Who they are joins with it, if they are not
/// known here yet. What of theirs was used before and rates an action of that organisation rates it from now on: when it
/// was used nobody had said whose word it was. What bears a day after `last`, as YYYY-MM-DD, is not among it: nobody could tell by
/// then what it says.
pub fn accept(ledger: &Ledger, incoming: &Set, writer: Id, organisation: Id, last: &str) -> Work {
    let mut work = Work::new(Cause::Typed);
    if ledger.records().get(writer).is_none() {
        work.joins.extend(incoming.get(writer).filter(|r| r.kind == kind::WRITER).and_then(quiet::who));
    }
    work.edits.push(Edit {
        record: writer,
        kind: kind::WRITER.to_owned(),
        field: f::ACCEPTED_FOR.to_owned(),
        value: organisation.to_string().into(),
    });
    let of_theirs =
        ledger.of_kind(kind::UPDATE).map(Update).filter(|u| author(u.0) == Some(writer) && u.date() <= last);
    work.edits.extend(of_theirs.flat_map(|update| rating_now(ledger, update, writer, organisation)));
    work
}

/// That the ratings in a used update count which its writer gave to this organisation's actions, and which do not yet.
fn rating_now(ledger: &Ledger, update: Update<'_>, writer: Id, organisation: Id) -> Vec<Edit> {
    let is_of = |of: Id| ledger.stands_for(of) == ledger.stands_for(organisation);
    let is_used = matches!(ledger.standing(update.id()), Standing::Used | Standing::UsedWithChanges);
    if !is_used || !update.organisation().is_none_or(is_of) {
        return Vec::new();
    }
    let theirs = |action: &Id| {
        let field = update.0.field(&format!("{}/{action}", f::COVERS)).and_then(|field| field.latest());
        let stands = ledger.action(*action).and_then(|a| whose::stands_by(ledger, a, Some(organisation)));
        !update.counts_for_rating(*action) && field.is_some_and(|at| at.writer() == writer) && stands == Some(true)
    };
    let actions = update.covers().into_iter().map(|(action, _)| action).filter(theirs);
    actions.map(|action| counting(update.id(), action, true)).collect()
}
