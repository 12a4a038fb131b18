//! Who has copies of a record: which files that left this device held it, and who is known to have opened them. What is
//! kept for it is little: a plan file's row has the ids of the records that came into it or left it since the one before.

use crate::bundle::Purpose;
use crate::days::{Date, date};
use crate::ledger::pieces::Names;
use crate::ledger::published::Published;
use crate::ledger::removal::{Gone, papers_holding};
use crate::record::{Id, Record, Set};
use crate::store::database::rows::{SavedRow, SentRow};
use crate::store::device::state::State;
use crate::words::{count_with, day_text, fill, say};
use std::collections::{BTreeMap, BTreeSet};

/// The files that held a record, and whom they reached as far as anybody can know. A file can be passed on, so nobody is
/// ever known not to have it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Copies {
    /// Numbers of the plan files that held it.
    pub plan_files: Vec<u64>,
    /// Whether plan files that were made elsewhere, or before anybody kept count, may have held it too.
    pub others: bool,
    /// Senders known to have opened one of those, since they answered it.
    pub opened_by: Vec<String>,
    /// Other people who wrote in it: they have it wherever they wrote it, which may be an e-mail.
    pub writers: Vec<String>,
    /// Replies that spoke of it: to whom, and the day. A reason may repeat what it is about.
    pub replies: Vec<(String, String)>,
    /// Files to the office that held it: number and day.
    pub returns: Vec<(u64, String)>,
    /// The day of the last file for the other keepers.
    pub handover: Option<String>,
    /// The day of the last backup.
    pub backup: Option<String>,
}

/// Who has copies of a record.
pub fn copies(state: &State, id: Id) -> Copies {
    let names = Names { ledger: &state.ledger, file: None };
    let (key, me) = (id.to_string(), state.about.as_ref().and_then(|about| about.writer()));
    let last = state.about.as_ref().and_then(|about| about.issue.as_ref()).map(|issue| issue.number);
    let mut numbers: BTreeSet<u64> = BTreeSet::new();
    let mut counted: BTreeSet<u64> = BTreeSet::new();
    let mut holds = false;
    for (number, row) in plan_files(state) {
        let Some(held) = &row.held else {
            holds = false;
            continue;
        };
        holds = held.contains(&key) || (holds && !row.left.contains(&key));
        counted.insert(number);
        if holds {
            numbers.insert(number);
        }
    }
    if let Some(last) = last {
        counted.insert(last);
        if state.ledger.base().and_then(|base| base.get(id)).is_some_and(is_held) {
            numbers.insert(last);
        }
    }
    let first_known = numbers.iter().next().copied();
    let others = first_known.is_some() && last.is_some_and(|last| (counted.len() as u64) < last);
    let opened = state.received.iter().filter(|row| row.based_on.is_some_and(|number| numbers.contains(&number)));
    let opened: BTreeMap<String, String> = opened.map(|row| (row.from.clone(), row.from_name.clone())).collect();
    let opened_by = opened.into_values().map(|name| if name.is_empty() { say("piece.somebody") } else { name });
    let record = state.ledger.records().get(id);
    let writers = record.into_iter().flat_map(Record::stamps).map(|stamp| stamp.writer());
    let writers: BTreeSet<Id> = writers.filter(|writer| Some(*writer) != me).collect();
    let sent = |purpose: Purpose| state.sent.iter().filter(move |row| row.purpose == purpose.name());
    let told = |row: &&SentRow| row.held.as_ref().is_some_and(|held| held.contains(&key));
    let reply = |row: &SentRow| {
        let to = row.to.as_ref().and_then(|to| to.parse().ok());
        (to.map(|to| names.writer(to)).unwrap_or_default(), day_text(&row.created))
    };
    // The lines are canonical, so the id stands in the one form.
    let is_in = |row: &&SentRow| row.records.iter().any(|line| line.contains(&format!("\"id\":\"{key}\"")));
    Copies {
        plan_files: numbers.iter().copied().collect(),
        others,
        opened_by: opened_by.collect(),
        writers: writers.iter().map(|writer| names.writer(*writer)).collect(),
        replies: sent(Purpose::Reply).filter(told).map(reply).collect(),
        returns: sent(Purpose::Return).filter(is_in).map(|row| (row.sequence, day_text(&row.created))).collect(),
        handover: sent(Purpose::Handover).next_back().map(|row| day_text(&row.created)),
        backup: state.about.as_ref().and_then(|about| about.last_backup.as_deref()).map(day_text),
    }
}

/// The plan files made here, by number.
fn plan_files(state: &State) -> BTreeMap<u64, &SentRow> {
    let issues = state.sent.iter().filter(|row| row.purpose == Purpose::Issue.name());
    issues.filter_map(|row| Some((row.number?, row))).collect()
}

/// Whether a copy of a record holds any words, and not only the fact that they were removed.
fn is_held(record: &Record) -> bool {
    record.erased().is_none() && !record.fields().is_empty()
}

/// The row of a new plan file with what it holds beyond the last one: everything, where nobody kept count of that one.
pub(in crate::store) fn noted(state: &State, row: SentRow, records: &Set) -> SentRow {
    let last = state.about.as_ref().and_then(|about| about.issue.as_ref());
    let kept = |id: &str| state.sent.iter().any(|row| row.id == id && row.held.is_some());
    let none = Set::new();
    let before = state.ledger.base().filter(|_| last.is_some_and(|last| kept(&last.id))).unwrap_or(&none);
    let ids = |records: Vec<&Record>| records.into_iter().map(|r| r.id.to_string()).collect::<Vec<String>>();
    let came = records.iter().filter(|r| is_held(r) && !before.get(r.id).is_some_and(is_held));
    // What was removed here is without its words in this device's copy of the last plan file too, but stood in it.
    let left = before.iter().filter(|r| r.erased().is_none() && !records.get(r.id).is_some_and(is_held));
    SentRow { held: Some(ids(came.collect())), left: ids(left.collect()), ..row }
}

/// What a removal does not reach by itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Touched {
    /// Who has copies, a sentence each.
    pub copies: Vec<String>,
    /// Published papers that hold the words, in words.
    pub papers: Vec<String>,
    /// Papers, workbooks and letters that were saved here as files since the entry was written, and may hold it: each with its
    /// name and its day, the latest first.
    pub saved: Vec<String>,
}

/// What removing this of a record for good does not reach by itself: to be asked before the words are gone.
pub fn touched(state: &State, id: Id, gone: Gone<'_>) -> Touched {
    let paper = |paper: Published<'_>| {
        fill("copies.paper", &[("title", &paper.title()), ("day", &day_text(paper.published()))])
    };
    let papers = papers_holding(&state.ledger, id, gone, &here(state, id));
    let papers = papers.into_iter().map(paper).collect();
    Touched { copies: copies(state, id).words(), papers, saved: saved(state, id) }
}

/// The files that were saved here and may hold a record: those of the day it was written and later. Where a stamp is ahead of
/// this device's clock it tells nothing of that day, and every file may.
fn saved(state: &State, id: Id) -> Vec<String> {
    let first = here(state, id).into_iter().flat_map(Record::stamps).min();
    let present = state.clock.as_ref().map_or(0, |clock| clock.last().ms());
    let written = first.map(|at| at.ms()).filter(|ms| *ms <= present).unwrap_or(0);
    let day = date(1970, 1, 1).plus_days(i64::try_from(written / 86_400_000).unwrap_or(0));
    let since = |row: &&SavedRow| day.zip(row.day.parse().ok()).is_none_or(|(day, of): (Date, Date)| of >= day);
    let rows = state.about.iter().flat_map(|about| &about.saved).rev().filter(since);
    rows.map(|row| fill("copies.saved", &[("name", &row.name), ("day", &day_text(&row.day))])).collect()
}

/// All copies of a record on this device: its own, the last plan file's, those in files that wait.
pub fn here(state: &State, id: Id) -> Vec<&Record> {
    let staged = state.staged.iter().flat_map(|staged| staged.sets().filter_map(move |set| set.get(id)));
    let base = state.ledger.base().and_then(|base| base.get(id));
    state.ledger.records().get(id).into_iter().chain(base).chain(staged).collect()
}

impl Copies {
    /// What there is to say, a sentence each; nothing where no file is known to hold it.
    pub fn words(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let list = |items: &[String]| items.join("; ");
        if !self.plan_files.is_empty() {
            let numbers: Vec<String> = self.plan_files.iter().map(u64::to_string).collect();
            lines.push(count_with("copies.planFiles", numbers.len(), &[("numbers", &numbers.join(", "))]));
        }
        if self.others {
            lines.push(say("copies.others"));
        }
        if !self.opened_by.is_empty() {
            lines.push(fill("copies.openedBy", &[("names", &list(&self.opened_by))]));
        }
        if !self.writers.is_empty() {
            lines.push(fill("copies.writers", &[("names", &list(&self.writers))]));
        }
        let reply = |(to, day): &(String, String)| fill("copies.reply", &[("name", to), ("day", day)]);
        lines.extend(self.replies.iter().map(reply));
        let sent = |(number, day): &(u64, String)| fill("copies.return", &[("number", number), ("day", day)]);
        lines.extend(self.returns.iter().map(sent));
        lines.extend(self.handover.iter().map(|day| fill("copies.handover", &[("day", day)])));
        lines.extend(self.backup.iter().map(|day| fill("copies.backup", &[("day", day)])));
        lines
    }
}
