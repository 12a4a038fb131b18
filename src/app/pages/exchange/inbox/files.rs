//! Every file that was opened here, as the inbox lists it: also those that only look like a plan file or a reply of the
//! office.

use crate::bundle::Purpose;
use crate::ledger::exchange::file_words;
use crate::ledger::pieces;
use crate::platform::time;
use crate::store::rows::ReceivedRow;
use crate::store::waiting::may_put_away;
use crate::store::{Staged, State};
use crate::words::{count, day_text, fill, say};
use std::collections::BTreeMap;

/// How far a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// It waits to be looked at.
    Waits,
    /// It was looked at, or taken in.
    Done,
    /// It was put away, not used.
    Away,
}

impl Stands {
    /// The part of the keys of its sentences.
    pub fn name(self) -> &'static str {
        match self {
            Stands::Waits => "waits",
            Stands::Done => "done",
            Stands::Away => "putAway",
        }
    }
}

/// One file that was opened here.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// Its id.
    pub id: String,
    /// Who it is from.
    pub who: String,
    /// What it is.
    pub what: String,
    /// What is to be known of it at once.
    pub facts: Vec<String>,
    /// What is to be known of it beside that.
    pub more: Vec<String>,
    /// How far it is.
    pub stands: Stands,
    /// The words that tell its sender that it arrived.
    pub acknowledgement: Option<String>,
    /// Whether its review can be taken back.
    pub undoable: bool,
    /// Whether it can be put away unused.
    pub may_go: bool,
}

/// The files, those that came last first.
pub fn files(state: &State) -> Vec<File> {
    let mut rows: Vec<&ReceivedRow> = state.received.iter().collect();
    rows.sort_by(|a, b| (&a.from, a.sequence).cmp(&(&b.from, b.sequence)));
    // Files between two of one sender that have not arrived.
    let mut gaps: BTreeMap<&str, String> = BTreeMap::new();
    let mut last: Option<(&str, u64)> = None;
    for row in rows.iter().filter(|r| is_return(r)) {
        let before = last.filter(|(from, _)| *from == row.from).map(|(_, n)| n);
        let gap = before.and_then(|before| missing(before, row.sequence));
        gaps.extend(gap.map(|gap| (row.id.as_str(), gap)));
        last = Some((&row.from, row.sequence));
    }
    rows.sort_by(|a, b| (&b.received, &b.id).cmp(&(&a.received, &a.id)));
    rows.into_iter().map(|row| file(state, row, gaps.get(row.id.as_str()).cloned())).collect()
}

fn is_return(row: &ReceivedRow) -> bool {
    row.purpose == Purpose::Return.name()
}

fn file(state: &State, row: &ReceivedRow, gap: Option<String>) -> File {
    let staged = state.staged.iter().find(|s| s.row.id == row.id);
    let holds = pieces::pieces(row.updates, row.others);
    let day = day_text(&row.received);
    let stands = match (staged, row.put_away) {
        (Some(_), _) => Stands::Waits,
        (None, true) => Stands::Away,
        (None, false) => Stands::Done,
    };
    let what = match is_return(row) {
        true => fill("inbox.file", &[("number", &row.sequence)]),
        // Plan files and replies are not all for one reader, so their numbers tell nothing.
        false => say(&format!("exchange.senders.what.{}", row.purpose)),
    };
    let mut facts = vec![say(&format!("exchange.senders.{}", stands.name())), fill("inbox.opened", &[("day", &day)])];
    facts.push(holds.clone());
    // A file that was made here of what somebody wrote: a mail says who it is from, and nobody has checked it.
    facts.extend((is_return(row) && row.proof.is_none()).then(|| say("inbox.unproven")));
    facts.extend(staged.into_iter().flat_map(|staged| of_staged(state, staged)));
    let check = row.id.parse().ok().filter(|_| is_return(row) && row.proof.is_some()).map(file_words);
    let check = check.map(|words| fill("exchange.senders.check", &[("words", &words)]));
    File {
        id: row.id.clone(),
        who: if row.from_name.is_empty() { say("piece.somebody") } else { row.from_name.clone() },
        what,
        facts,
        more: check.into_iter().chain(gap).collect(),
        stands,
        acknowledgement: acknowledgement(state, row, &holds, &day),
        undoable: state.undoable.contains(&row.id),
        may_go: staged.is_some() && may_put_away(state, &row.id),
    }
}

fn of_staged(state: &State, staged: &Staged) -> Vec<String> {
    let mut facts = vec![count("exchange.waiting.items", state.items(staged, time::now_ms()).len())];
    if staged.set_aside > 0 {
        facts.push(count("exchange.waiting.setAside", staged.set_aside));
    }
    facts.extend(staged.row.left_out.words());
    let not_read = staged.row.not_read().len();
    facts.extend((not_read > 0).then(|| count("inbox.notRead", not_read)));
    facts
}

fn acknowledgement(state: &State, row: &ReceivedRow, holds: &str, day: &str) -> Option<String> {
    let key = match (&row.words, &row.proof) {
        (Some(_), _) => "exchange.senders.ack",
        (None, Some(_)) => "exchange.senders.ackLater",
        (None, None) => "exchange.senders.ackPlain",
    };
    let words = row.words.clone().unwrap_or_default();
    let gaps: &[(&str, &dyn std::fmt::Display)] =
        &[("day", &day), ("pieces", &holds), ("number", &row.sequence), ("words", &words)];
    (is_return(row) && !row.put_away && state.is_believed(row)).then(|| fill(key, gaps))
}

/// Files between two of one sender that have not arrived. A later file holds their words again, because
/// only what was confirmed is left out.
fn missing(before: u64, now: u64) -> Option<String> {
    let first = before.saturating_add(1);
    match now.saturating_sub(first) {
        0 => None,
        1 => Some(fill("exchange.senders.gap", &[("number", &first), ("later", &now)])),
        _ => Some(fill("exchange.senders.gaps", &[("from", &first), ("to", &(now - 1)), ("later", &now)])),
    }
}
