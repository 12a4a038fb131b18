//! Reading a bundle. Total: any bytes give a bundle or a reason with its place, in bounded memory and time.
//! Reading never runs, fetches or changes anything.

use super::Bundle;
use super::envelope::{self, Members};
use super::json::{Go, Scan, Stop, shortened};
use super::line::{self, Wrong};
use super::lines::Lines;
use super::names as n;
use super::refuse::{Fault, Note, Reason, Refused, SetAside};
use crate::record::{Field, Id, Record, Set};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The largest file that is opened: 200 MiB.
const MAX_FILE_BYTES: usize = 200 << 20;
/// How many records may be set aside before reading on makes no sense.
const MAX_SET_ASIDE: usize = 100_000;
/// So many records one file may hold: three times what an integrated care system of six boroughs keeps in years.
pub(super) const MAX_RECORDS: usize = 300_000;
/// A text of this many bytes is worth a word to the reader: a long report has a tenth of it.
const LONG: usize = 200_000;
/// So are this many records: a large plan with ten years of updates has a tenth of them.
const MANY: usize = 100_000;
/// So many values of one field may stand side by side in one file. Each is what somebody wrote without knowing of the
/// others: a large partnership has 200 people, and whoever chooses one leaves one.
const MAX_VERSIONS: usize = 1_000;
/// So many writers a field may have seen. Each is one person on one device.
const MAX_WRITERS: usize = 10_000;

/// What a file held.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The envelope and every record that could be used.
    pub bundle: Bundle,
    /// Records that could not be used, each with its reason.
    pub set_aside: Vec<SetAside>,
    /// What else is worth knowing.
    pub notes: Vec<Note>,
}

/// Reads a file.
pub fn read(bytes: &[u8]) -> Result<Read, Refused> {
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.len() - body.len();
    refuse_by_sight(bytes, body)?;
    let text = as_text(bytes);
    let mut scan = Scan::new(&text, bytes);
    scan.pos = start;
    let mut lines = Lines::of(bytes);
    let mut members = Members::new();
    let mut records = None;
    let outcome = file(&mut scan, &mut members, &mut records, &mut lines);
    let version = envelope::version(&members);
    // A newer version may look different anywhere, so that comes before whatever else is wrong.
    if let Some(Some(version)) = version.filter(|v| v.is_some_and(|v| v > n::VERSION_NUMBER)) {
        return Err(Refused::NewerVersion { version });
    }
    if let Err(stop) = outcome {
        let place = lines.place(stop.byte);
        return Err(match stop.fault {
            Fault::Ended => Refused::Truncated { place },
            Fault::TooMuch => Refused::TooLarge,
            Fault::TooMany => Refused::TooMany,
            Fault::TooBroken => Refused::TooDamaged { place },
            what => Refused::NotJson { place, what },
        });
    }
    match version {
        None => return Err(Refused::NotABundle),
        Some(Some(n::VERSION_NUMBER)) => {}
        Some(_) => {
            let Some((_, byte)) = members.get(n::VERSION) else { return Err(Refused::Missing { member: n::VERSION }) };
            return Err(Refused::Member { place: lines.place(*byte), member: n::VERSION });
        }
    }
    let Some(records) = records else {
        let Some((_, byte)) = members.get(n::RECORDS) else { return Err(Refused::Missing { member: n::RECORDS }) };
        return Err(Refused::Member { place: lines.place(*byte), member: n::RECORDS });
    };
    let mut opened = envelope::open(members, &mut lines)?;
    opened.notes.extend(opened.counts.and_then(|said| records.against(&said)));
    let records = records.joined(&mut lines);
    let count = records.set.len();
    opened.notes.extend((count >= MANY).then_some(Note::Many { count }));
    opened.notes.extend(records.longest.map(|(length, id, field)| Note::LongText { id, field, length }));
    opened.notes.extend(records.notes);
    Ok(Read {
        bundle: Bundle { envelope: opened.envelope, records: records.set },
        set_aside: records.set_aside,
        notes: opened.notes,
    })
}

/// What can be said of a file from its size and first bytes.
fn refuse_by_sight(bytes: &[u8], body: &[u8]) -> Result<(), Refused> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Refused::TooLarge);
    }
    let utf16 = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'{', 0, ..] | [0, b'{', ..]);
    if utf16 {
        return Err(Refused::WrongEncoding);
    }
    if body.starts_with(b"age-encryption.org/") || body.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----") {
        return Err(Refused::Locked);
    }
    match body.trim_ascii_start().first() {
        None => Err(Refused::Empty),
        Some(b'{') => Ok(()),
        Some(_) => Err(Refused::NotABundle),
    }
}

/// The bytes as text. Bytes that are not UTF-8 become control characters, which may stand nowhere, so that
/// they are met in their place and only their record is lost. A character cut off by the end is left out.
fn as_text(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let at_end = text.len() + chunk.invalid().len() == bytes.len();
        let cut_off = std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
        if !(at_end && cut_off) {
            text.extend(chunk.invalid().iter().map(|_| '\u{1}'));
        }
    }
    Cow::Owned(text)
}

/// The outermost object. Members go into `members`, the records into `records`.
fn file<'a>(
    scan: &mut Scan<'a>,
    members: &mut Members,
    records: &mut Option<Records>,
    lines: &mut Lines<'_>,
) -> Go<()> {
    scan.object(|scan, name, at| {
        let again = if name == n::RECORDS && records.is_none() && scan.peek() == Some(b'[') {
            let list = records.insert(Records::default());
            list.read(scan, lines)?;
            members.contains_key(n::RECORDS)
        } else {
            let value = scan.value()?;
            let again = records.is_some() && name == n::RECORDS;
            members.insert(name.as_ref().to_owned(), (value, at)).is_some() || again
        };
        match scan.take_soft() {
            Some(stop) => Err(stop),
            None if again => Err(Stop { fault: Fault::Duplicate(shortened(&name)), byte: at }),
            None => Ok(()),
        }
    })?;
    match scan.peek() {
        None => Ok(()),
        Some(_) => scan.unexpected(),
    }
}

/// The records as they are read.
#[derive(Default)]
struct Records {
    set: Set,
    set_aside: Vec<SetAside>,
    notes: Vec<Note>,
    /// The longest text that is worth a word, and where it stands.
    longest: Option<(usize, Id, String)>,
    kinds: BTreeMap<String, u64>,
    /// Whether the file is laid out with a line per record.
    lined: bool,
    /// Of records that stand more than once, the further copies.
    copies: BTreeMap<Id, Copies>,
    /// Where each record begins that has a field with more than any field may hold, and that field.
    crowded: Vec<(usize, Id, String)>,
    /// Whether a record that its line does not hold was already sought beyond it.
    sought: bool,
    /// Where the present line ends, and whether it can be given up by itself.
    line: (usize, bool),
}

impl Records {
    fn read(&mut self, scan: &mut Scan<'_>, lines: &mut Lines<'_>) -> Go<()> {
        if !scan.open(b'[')? {
            return Ok(());
        }
        let after = scan.rest();
        self.lined = after.strip_prefix('\r').unwrap_or(after).starts_with("\n{");
        let mut done = scan.peek() == Some(b']');
        while !done {
            done = self.record(scan, lines)?;
        }
        scan.close();
        Ok(())
    }

    /// One record and what separates it from the next; whether it was the last.
    fn record(&mut self, scan: &mut Scan<'_>, lines: &mut Lines<'_>) -> Go<bool> {
        scan.peek();
        let start = scan.pos;
        let line_end = self.line_end(scan);
        scan.look_until(line_end);
        let mut read = line::read(scan);
        scan.look_until(None);
        let ended = matches!(&read, Err(Stop { fault: Fault::Ended, .. }));
        if ended && line_end.is_some() && !std::mem::replace(&mut self.sought, true) {
            // Valid JSON may go on in the next line; this is tried once, or a damaged file would take for ever.
            let first = (
                std::mem::replace(&mut read, {
                    scan.pos = start;
                    scan.take_soft();
                    line::read(scan)
                }),
                scan.pos,
            );
            if read.is_err() {
                read = first.0;
            }
        }
        let separated = read.and_then(|outcome| match scan.peek() {
            Some(b',') => {
                scan.pos += 1;
                Ok((outcome, false))
            }
            Some(b']') => Ok((outcome, true)),
            _ => scan.unexpected(),
        });
        match (separated, line_end) {
            (Ok((Ok(_), _)), _) if self.set.len() >= MAX_RECORDS => Err(Stop { fault: Fault::TooMany, byte: start }),
            (Ok((Ok(record), last)), _) => {
                self.keep(record, start, lines);
                Ok(last)
            }
            (Ok((Err(wrong), last)), _) => self.set_aside(wrong, lines).map(|()| last),
            (Err(stop), Some(end)) if stop.fault != Fault::TooMuch => {
                let id = spelled_id(scan.slice(start, end));
                scan.take_soft();
                let byte = stop.byte.min(end);
                self.set_aside(Wrong { reason: Reason::Json(stop.fault), byte, id }, lines)?;
                scan.pos = end;
                Ok(scan.peek() == Some(b']'))
            }
            (Err(stop), _) => Err(stop),
        }
    }

    /// The end of the line that begins a record here, if a broken record in it can be given up by itself:
    /// the file has a line per record, and the next line begins another or ends the list.
    fn line_end(&mut self, scan: &Scan<'_>) -> Option<usize> {
        if !self.lined {
            return None;
        }
        if scan.pos >= self.line.0 {
            let rest = scan.rest();
            let length = rest.find('\n');
            let next = length.and_then(|length| rest.as_bytes().get(length + 1));
            self.line = (scan.pos + length.unwrap_or(rest.len()), matches!(next, Some(b'{' | b']')));
        }
        self.line.1.then_some(self.line.0)
    }

    fn keep(&mut self, record: Record, start: usize, lines: &mut Lines<'_>) {
        match self.kinds.get_mut(&record.kind) {
            Some(count) => *count += 1,
            None => {
                self.kinds.insert(record.kind.clone(), 1);
            }
        }
        for (name, field) in record.fields() {
            let texts = field.writes().iter().filter_map(|w| w.value.as_ref()?.as_str());
            let longest = texts.map(str::len).max().unwrap_or_default();
            if longest >= LONG && self.longest.as_ref().is_none_or(|(known, ..)| *known < longest) {
                self.longest = Some((longest, record.id, shortened(name)));
            }
        }
        if self.set.get(record.id).is_none() {
            if let Some(field) = crowded(&record) {
                self.crowded.push((start, record.id, field));
            }
            return self.set.join_record(record);
        }
        let (notes, id) = (&mut self.notes, record.id);
        let copies = self.copies.entry(id).or_insert_with(|| {
            // Said once, however often it stands there.
            notes.push(Note::Repeated { id, place: lines.place(start) });
            Copies { start, joined: Vec::new() }
        });
        copies.add(record);
    }

    /// The records with all their copies joined, without those that nobody could look through.
    fn joined(mut self, lines: &mut Lines<'_>) -> Records {
        for (id, copies) in std::mem::take(&mut self.copies) {
            let start = copies.start;
            copies.into_record().into_iter().for_each(|copy| self.set.join_record(copy));
            if let Some(field) = self.set.get(id).and_then(crowded) {
                self.crowded.push((start, id, field));
            }
        }
        // In the file's order, so that its lines are counted once.
        self.crowded.sort_by_key(|a| a.0);
        for (start, id, field) in std::mem::take(&mut self.crowded) {
            if self.set.remove(id).is_some() {
                let reason = Reason::Crowded(field);
                self.set_aside.push(SetAside { place: lines.place(start), id: Some(id.to_string()), reason });
            }
        }
        self
    }

    fn set_aside(&mut self, wrong: Wrong, lines: &mut Lines<'_>) -> Go<()> {
        if self.set_aside.len() >= MAX_SET_ASIDE {
            return Err(Stop { fault: Fault::TooBroken, byte: wrong.byte });
        }
        self.set_aside.push(SetAside { place: lines.place(wrong.byte), id: wrong.id, reason: wrong.reason });
        Ok(())
    }

    /// What differs from the file's own counts, unless the records set aside are exactly what is missing.
    fn against(&self, said: &BTreeMap<String, u64>) -> Option<Note> {
        let count = |counts: &BTreeMap<String, u64>, kind: &str| counts.get(kind).copied().unwrap_or(0);
        let kinds = || said.keys().chain(self.kinds.keys());
        let missing = said
            .iter()
            .fold(0u64, |sum, (kind, said)| sum.saturating_add(said.saturating_sub(count(&self.kinds, kind))));
        let more = self.kinds.iter().any(|(kind, found)| *found > count(said, kind));
        if !more && missing == self.set_aside.len() as u64 {
            return None;
        }
        let differs = kinds().find(|kind| count(said, kind) != count(&self.kinds, kind))?;
        Some(Note::Counts { kind: shortened(differs), said: count(said, differs), found: count(&self.kinds, differs) })
    }
}

/// Further copies of one record, joined two by two as in a count by twos: one after the other, each would be laid
/// beside all that came before.
struct Copies {
    /// Where the first of them stands.
    start: usize,
    /// How many copies each is joined from, most first.
    joined: Vec<(usize, Record)>,
}

impl Copies {
    fn add(&mut self, record: Record) {
        let mut last = (1, record);
        while let Some((count, mut before)) = self.joined.pop_if(|(count, _)| *count <= last.0) {
            before.join(&last.1);
            last = (count + last.0, before);
        }
        self.joined.push(last);
    }

    /// Joined from the smallest on.
    fn into_record(self) -> Option<Record> {
        self.joined.into_iter().rev().map(|(_, record)| record).reduce(|mut small, large| {
            small.join(&large);
            small
        })
    }
}

/// The name of a field that holds more than any field may.
fn crowded(record: &Record) -> Option<String> {
    let many = |field: &Field| field.writes().len() > MAX_VERSIONS || field.seen().len() > MAX_WRITERS;
    record.fields().iter().find(|(_, field)| many(field)).map(|(name, _)| shortened(name))
}

/// The id in a broken line, where it stands as the writer puts it.
fn spelled_id(line: &str) -> Option<String> {
    line.match_indices("\"id\":\"").find_map(|(at, begin)| {
        let rest = line.get(at + begin.len()..)?;
        let (id, after) = rest.split_at_checked(36)?;
        id.parse::<Id>().ok().filter(|_| after.starts_with("\",\"kind\":")).map(|id| id.to_string())
    })
}
