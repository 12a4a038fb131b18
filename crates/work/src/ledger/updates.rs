//! Updates as people read them: what they say, who says it, whose answer stands in them.

use super::nodes::UpdateNode;
use super::state::Ledger;
use super::whose;
use crate::domain::{Update, Writer};
use crate::record::{Id, Record};
use crate::words::{fill, say};

impl Ledger {
    /// An update as people read it, for one of the actions it covers.
    pub fn update_node(&self, update: Update<'_>, action: Id) -> UpdateNode {
        let covers = update.covers();
        let rating = covers.iter().find(|(id, _)| *id == action).and_then(|(_, rating)| rating.clone());
        UpdateNode {
            id: update.id(),
            date: update.date().to_owned(),
            narrative: update.narrative().to_owned(),
            what_changed: update.what_changed().to_owned(),
            next_steps: update.next_steps().to_owned(),
            expected_by: update.expected_by(),
            help_needed: update.help_needed().to_owned(),
            evidence: update.evidence().to_owned(),
            help_answer: update.help_answer().to_owned(),
            help_answered_by: self.answered_by_whom(update, action),
            is_issued: self.base().is_some_and(|base| base.get(update.id()).is_some()),
            no_change: update.no_change(),
            rating,
            organisation: update.organisation().map(|id| (id, self.organisation_name(id, ""))),
            author: match update.attribution() {
                Some((who, ..)) => who,
                None if update.is_from_report() => String::new(),
                None => whose::author(update.0).map(|id| self.writer_name(id)).unwrap_or_default(),
            },
            is_outsiders: self.is_outsiders(update, action),
            counts: update.counts_for_rating(action),
            names_no_owner: self.names_no_owner(update, action),
            is_unvouched: !update.counts_for_rating(action)
                && (!self.names_no_owner(update, action) || self.speaker(update).is_none()),
            from_report: update.is_from_report(),
            covers_others: covers.len().saturating_sub(1),
            standing: self.standing(update.id()),
        }
    }

    /// The name of whoever wrote the latest words of a record, or empty.
    pub fn written_by(&self, record: &Record) -> String {
        record.stamps().max().map(|s| self.writer_name(s.writer())).unwrap_or_default()
    }

    /// Who answered to what an update asks for: the organisation that they are known to be of, else their name. Of somebody who
    /// is not known to be of an owner that is said.
    fn answered_by_whom(&self, update: Update<'_>, action: Id) -> String {
        let Some((writer, is_owners)) = self.answerer(update, action) else { return String::new() };
        let organisation =
            self.known_organisation(writer).map(|id| self.organisation_name(id, "")).filter(|name| !name.is_empty());
        let who = organisation.unwrap_or_else(|| self.writer_name(writer));
        match who.as_str() {
            _ if is_owners => who,
            "" => say("report.help.somebodyElse"),
            who => fill("report.help.noOwner", &[("who", &who)]),
        }
    }

    fn writer_name(&self, writer: Id) -> String {
        self.records().get(writer).map(|r| Writer(r).name().to_owned()).unwrap_or_default()
    }
}
