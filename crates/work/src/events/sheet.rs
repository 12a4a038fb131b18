//! Paper sheets: the numbers they are printed with, and their totals by topic, typed in afterwards. The number on
//! a sheet catches one that is typed in twice.

use super::counter::counter_id;
use super::{Here, edit, topic_word, totals};
use crate::days::Date;
use crate::domain::{Counts, Did, Happened, Talk, Tally, fields as f, ids, kind};
use crate::ledger::Ledger;
use crate::ledger::changes::{Cause, Work};
use crate::personal::{self, Personal};
use crate::record::Id;
use crate::words::say;

/// The hour of what has none.
pub const NO_HOUR: &str = "-";

/// A sheet as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// The number on it.
    pub number: String,
    /// So many conversations on a topic (its id) in which this happened.
    pub rows: Vec<(String, Happened, u64)>,
    /// Leaflets given out.
    pub leaflets: u64,
    /// People reached.
    pub reached: u64,
    /// A note.
    pub note: String,
}

/// What is known of a sheet where one with its number was typed in already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// Nobody was asked yet.
    Ask,
    /// It is the one that was typed in as the first, second… of this number: what is typed now takes its place.
    Same(u64),
    /// It is another piece of paper with the same number: both count.
    Another,
}

/// Why a sheet is not put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetRefused {
    /// It has no number, so that a repeat could not be noticed.
    NoNumber,
    /// There is nothing on it.
    Empty,
    /// A sheet with this number was typed in already; whether it said the same.
    Known {
        /// Whether the two say the same.
        same: bool,
    },
}

impl SheetRefused {
    /// What to do about it, in plain words.
    pub fn words(&self) -> String {
        match self {
            SheetRefused::NoNumber => say("event.sheet.noNumber"),
            SheetRefused::Empty => say("event.sheet.empty"),
            SheetRefused::Known { same: true } => say("event.sheet.same"),
            SheetRefused::Known { same: false } => say("event.sheet.known"),
        }
    }
}

impl Sheet {
    /// What it counts.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::new();
        for (topic, happened, n) in &self.rows {
            counts.add(&Talk { hour: NO_HOUR, topic, happened: &happened.name() }.name(), *n);
        }
        counts.add("leaflets", self.leaflets);
        counts.add("reached", self.reached);
        counts
    }

    /// What in the note looks like a resident's personal data and is to be taken out, with its words.
    pub fn personal(&self, today: Date) -> Vec<(Personal, String)> {
        personal::in_note(&self.note, today)
    }

    /// The record of a sheet: the same for everybody who types it in, however they spell its number, so that it
    /// is never counted twice.
    pub fn id(event: Id, number: &str) -> Id {
        Sheet::nth_id(event, number, 1)
    }

    /// The record of the first, second… piece of paper with a number.
    fn nth_id(event: Id, number: &str, nth: u64) -> Id {
        let (event, number, nth) = (event.to_string(), plain_number(number), nth.to_string());
        let parts = [kind::TALLY, &event, "paper", &number, &nth];
        // The first has the id that all had when a number stood for one piece of paper.
        ids::derived(if nth == "1" { parts.get(..4).unwrap_or_default() } else { &parts })
    }

    /// The sheets with this number that were typed in before, with which they are of that number.
    pub fn known<'a>(&self, ledger: &'a Ledger, event: Id) -> Vec<(u64, Tally<'a>)> {
        let nth = (1..self.next(ledger, event)).map(|nth| (nth, Sheet::nth_id(event, &self.number, nth)));
        nth.filter_map(|(nth, id)| Some((nth, Tally(ledger.live(id, kind::TALLY)?)))).collect()
    }

    /// Which piece of paper with this number would be the next one.
    fn next(&self, ledger: &Ledger, event: Id) -> u64 {
        let is_free = |nth: &u64| ledger.records().get(Sheet::nth_id(event, &self.number, *nth)).is_none();
        (1..).find(is_free).unwrap_or(u64::MAX)
    }

    /// Whether it says what was typed in before. A note that is new is something new.
    fn says_the_same(&self, known: Tally<'_>) -> bool {
        let note = self.note.trim();
        known.counts() == self.counts() && (note.is_empty() || note == known.note())
    }
}

/// What a sheet has a column for: the ways in which a conversation can have gone, each of which is ticked by itself.
/// Somebody who was checked and told of a service is in one column, so that neither is lost.
pub fn columns() -> [Happened; 5] {
    let (checked, signposted) = (Did::Checked, Did::Signposted);
    [&[] as &[Did], &[checked], &[signposted], &[checked, signposted], &[Did::Referred]].map(Happened::of)
}

/// What a column is called, as on the sheet.
pub fn column_word(happened: &Happened) -> String {
    if *happened == Happened::of(&[Did::Checked, Did::Signposted]) {
        return say("tallySheet.both");
    }
    let words: Vec<String> = happened.iter().map(|did| say(&format!("event.did.{}", did.name()))).collect();
    if words.is_empty() { say("event.did.talked") } else { words.join(", ") }
}

/// A figure as typed; nothing typed is none. `None` where it is no whole number that a sheet can hold.
pub fn figure(typed: &str) -> Option<u64> {
    let typed = typed.trim();
    let digits = typed.len() <= 5 && typed.bytes().all(|b| b.is_ascii_digit());
    if typed.is_empty() { Some(0) } else { typed.parse().ok().filter(|_| digits) }
}

/// Letters and figures that nobody takes for one another.
const LETTERS: &[u8; 20] = b"ACDEFGHJKLMNPRTUVWXY";
const FIGURES: &[u8; 8] = b"23456789";

/// New numbers for so many sheets ("K7M-04"), and the work that remembers that they are taken. The letters are the
/// event's and the writer's own, so that two people who print without a connection do not print the same number.
/// No number comes twice: each belongs to one piece of paper.
pub fn new_numbers(ledger: &Ledger, here: Here, how_many: u64) -> (Vec<String>, Work) {
    let id = counter_id(here.event);
    let field = format!("{}/{}", f::SHEETS, here.writer);
    let known = ledger.live(id, kind::COUNTER).and_then(|r| r.value(&field)?.as_u64()).unwrap_or(0);
    let own = ids::derived(&["sheet", &here.event.to_string(), &here.writer.to_string()]).bytes();
    let from = |list: &[u8], byte: u8| list.get(usize::from(byte) % list.len().max(1)).map_or('X', |b| char::from(*b));
    let [first, second, third, ..] = own;
    let letters: String = [from(LETTERS, first), from(FIGURES, second), from(LETTERS, third)].into_iter().collect();
    let numbers = (1..=how_many).map(|n| format!("{letters}-{:02}", known + n)).collect();
    let edits = vec![
        edit(id, kind::COUNTER, f::EVENT, here.event.to_string()),
        edit(id, kind::COUNTER, field, known + how_many),
    ];
    (numbers, Work { edits, ..Work::new(Cause::Counted) })
}

/// A sheet's number however it was typed: "k7m 4", "K7M004" and "K7M-04" are one sheet.
pub fn plain_number(typed: &str) -> String {
    let plain: String = typed.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_uppercase() } else { ' ' }).collect();
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    // "No. 4", "Nr 4", "Sheet no 4" and "#4" are sheet 4.
    while let [first, _, ..] = words.as_slice()
        && ["NO", "NR", "N", "NUMBER", "SHEET", "NUM"].contains(first)
    {
        words.remove(0);
    }
    let unnumbered = words.first().and_then(|first| first.strip_prefix("NO"));
    if let ([_], Some(rest)) = (words.as_slice(), unnumbered)
        && !rest.is_empty()
        && rest.bytes().all(|b| b.is_ascii_digit())
    {
        words = vec![rest];
    }
    if let [one] = words.as_slice()
        && one.len() > 3
        && one.bytes().enumerate().all(|(at, b)| b.is_ascii_digit() == (at != 0 && at != 2))
        && let (Some(letters), Some(rest)) = (one.get(..3), one.get(3..))
    {
        words = vec![letters, rest];
    }
    let Some((last, before)) = words.split_last() else { return String::new() };
    let last = match last.bytes().all(|b| b.is_ascii_digit()) {
        true if before.is_empty() => format!("{:0>1}", last.trim_start_matches('0')),
        true => format!("{:0>2}", last.trim_start_matches('0')),
        false => (*last).to_owned(),
    };
    before.iter().copied().chain([last.as_str()]).collect::<Vec<_>>().join("-")
}

/// A sheet that was typed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedIn {
    /// Its number.
    pub number: String,
    /// Conversations on it.
    pub conversations: u64,
}

/// The sheets of an event that were typed in, by number.
pub fn typed_in(ledger: &Ledger, event: Id) -> Vec<TypedIn> {
    let sheets = totals::tallies(ledger, event).filter(|t| !t.sheet().is_empty());
    let one = |t: Tally<'_>| TypedIn { number: t.sheet().to_owned(), conversations: t.counts().sum("talk") };
    let mut all: Vec<TypedIn> = sheets.map(one).collect();
    all.sort_by(|a, b| a.number.cmp(&b.number));
    all
}

/// Something in which a sheet differs from one with the same number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What.
    pub what: String,
    /// What was typed in before.
    pub before: String,
    /// What is typed now.
    pub now: String,
}

/// In what a sheet differs from the first, second… one with the same number that was typed in before.
pub fn differences(ledger: &Ledger, event: Id, sheet: &Sheet, nth: u64) -> Vec<Difference> {
    let known = sheet.known(ledger, event).into_iter().find(|(n, _)| *n == nth);
    let Some((_, known)) = known else { return Vec::new() };
    let (before, now) = (known.counts(), sheet.counts());
    let mut both = before.clone();
    both.join(&now);
    let what = |name: &str| match name.strip_prefix("talk/").and_then(Talk::read) {
        Some(talk) => {
            format!("{}, {}", topic_word(ledger, talk.topic), column_word(&Happened::read(talk.happened)))
        }
        None => say(&format!("eventReport.{name}")),
    };
    let differ = both.iter().filter(|(name, _)| before.get(name) != now.get(name));
    let one = |(name, _): (&str, u64)| Difference {
        what: what(name),
        before: before.get(name).to_string(),
        now: now.get(name).to_string(),
    };
    let mut all: Vec<Difference> = differ.map(one).collect();
    let note = sheet.note.trim();
    if !note.is_empty() && note != known.note() {
        all.push(Difference { what: say("tallySheet.hard"), before: known.note().to_owned(), now: note.to_owned() });
    }
    all
}

/// Puts a sheet in. Where one with its number was typed in before, somebody says first whether it is that one again,
/// or another piece of paper: two people number their sheets from one.
///
/// # Errors
/// Why it is not put in.
pub fn enter(ledger: &Ledger, event: Id, sheet: &Sheet, again: Again) -> Result<Work, SheetRefused> {
    let number = plain_number(&sheet.number);
    let counts = sheet.counts();
    if number.is_empty() {
        return Err(SheetRefused::NoNumber);
    }
    if counts.is_empty() {
        return Err(SheetRefused::Empty);
    }
    let known = sheet.known(ledger, event);
    let nth = match again {
        Again::Ask if !known.is_empty() => {
            let same = known.into_iter().any(|(_, known)| sheet.says_the_same(known));
            return Err(SheetRefused::Known { same });
        }
        Again::Ask | Again::Another => sheet.next(ledger, event),
        Again::Same(nth) => nth,
    };
    let id = Sheet::nth_id(event, &number, nth);
    let shown = if nth > 1 { format!("{number} ({nth})") } else { number };
    let mut work = Work::new(Cause::Typed);
    work.edits = vec![
        edit(id, kind::TALLY, f::EVENT, event.to_string()),
        edit(id, kind::TALLY, f::SOURCE, "paper"),
        edit(id, kind::TALLY, f::SHEET, shown),
        edit(id, kind::TALLY, format!("{}/sheet", f::COUNT), counts.to_value()),
    ];
    if !sheet.note.trim().is_empty() {
        work.edits.push(edit(id, kind::TALLY, f::NOTE, sheet.note.trim()));
    }
    Ok(work)
}
