//! Meetings and due days as a calendar file that Outlook, Google and Apple open (RFC 5545, `text/calendar`).
//!
//! Times go out in UTC, worked out by London's clocks, so that a file needs no description of a time zone. What may not live here:
//! which meetings go into whose file (that is the page's), the record.

use crate::days::Date;
use crate::days::hours::{Run, WallTime};
use std::fmt::Write;

/// A line may have so many octets without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// When an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// All day.
    Day(Date),
    /// From a time, by London's clocks, until another or for an hour.
    Time(WallTime, Option<WallTime>),
}

/// One entry of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is known by when the file is opened again later: a calendar then changes the entry that it has. A record's id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// When it is.
    pub when: When,
    /// Where, in words; or nothing.
    pub place: String,
    /// What it is about; or nothing.
    pub about: String,
    /// Whether it does not take place.
    pub is_cancelled: bool,
    /// When it was last changed, in milliseconds since 1970.
    pub changed_ms: u64,
}

/// A calendar file of these entries, under this name, made at this moment (milliseconds since 1970). An entry in an hour that the
/// clocks skip begins an hour later, as a clock that is set forward shows.
///
/// ```
/// use golden_thread_work::calendar::{Entry, When, write};
///
/// let starts = "2026-07-01T10:00".parse().unwrap();
/// let entry = Entry {
///     id: "1".to_owned(),
///     title: "Start Well cell; workshop".to_owned(),
///     when: When::Time(starts, None),
///     place: String::new(),
///     about: String::new(),
///     is_cancelled: false,
///     changed_ms: 0,
/// };
/// let file = write("Start Well", &[entry], 0);
/// assert!(file.contains("\r\nDTSTART:20260701T090000Z\r\n"));
/// assert!(file.contains("\r\nSUMMARY:Start Well cell\\; workshop\r\n"));
/// ```
pub fn write(name: &str, entries: &[Entry], now_ms: u64) -> String {
    let mut file = String::new();
    let mut line = |text: &str| fold(&mut file, text);
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Golden Thread//Golden Thread//EN", "CALSCALE:GREGORIAN"] {
        line(text);
    }
    line("METHOD:PUBLISH");
    line(&format!("X-WR-CALNAME:{}", escaped(name)));
    for entry in entries {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}@golden-thread", escaped(&entry.id)));
        line(&format!("DTSTAMP:{}", utc(now_ms)));
        line(&format!("LAST-MODIFIED:{}", utc(entry.changed_ms)));
        // A later change has a higher number, in whole seconds, within what a calendar reads as a whole number.
        line(&format!("SEQUENCE:{}", (entry.changed_ms / 1000) % 2_000_000_000));
        for text in times(entry.when) {
            line(&text);
        }
        line(&format!("SUMMARY:{}", escaped(&entry.title)));
        for (property, text) in [("LOCATION", &entry.place), ("DESCRIPTION", &entry.about)] {
            if !text.is_empty() {
                line(&format!("{property}:{}", escaped(text)));
            }
        }
        line(if entry.is_cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
        line(if matches!(entry.when, When::Day(_)) { "TRANSP:TRANSPARENT" } else { "TRANSP:OPAQUE" });
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    file
}

fn times(when: When) -> [String; 2] {
    match when {
        When::Day(day) => {
            let plain = |day: Date| day.to_string().replace('-', "");
            let next = day.plus_days(1).unwrap_or(day);
            [format!("DTSTART;VALUE=DATE:{}", plain(day)), format!("DTEND;VALUE=DATE:{}", plain(next))]
        }
        When::Time(from, to) => {
            let begins = moment(from);
            let hour = begins.saturating_add(60 * 60 * 1000);
            let ends = to.map(moment).filter(|ends| *ends > begins).unwrap_or(hour);
            [format!("DTSTART:{}", utc(begins)), format!("DTEND:{}", utc(ends))]
        }
    }
}

fn moment(at: WallTime) -> u64 {
    let later = WallTime { date: at.date, minute: at.minute.saturating_add(60).min(1439) };
    at.moment(Run::First).or_else(|_| later.moment(Run::First)).unwrap_or(0)
}

/// A moment as `YYYYMMDDTHHMMSSZ`.
fn utc(ms: u64) -> String {
    let seconds = ms / 1000;
    let day = crate::days::date(1970, 1, 1).plus_days(i64::try_from(seconds / 86_400).unwrap_or(0));
    let day = day.unwrap_or(crate::days::date(9999, 12, 31)).to_string().replace('-', "");
    let of_day = seconds % 86_400;
    format!("{day}T{:02}{:02}{:02}Z", of_day / 3600, of_day / 60 % 60, of_day % 60)
}

/// A text as a property's value (RFC 5545, 3.3.11). Signs that steer a printer, which no calendar takes, are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes a line, cut before a sign that would make it too long; what follows begins with a space.
fn fold(file: &mut String, text: &str) {
    let mut used = 0;
    for c in text.chars() {
        if used + c.len_utf8() > LINE {
            file.push_str("\r\n ");
            used = 1;
        }
        let _ = file.write_char(c);
        used += c.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn entry(title: &str, when: When) -> Entry {
        Entry {
            id: "0192".to_owned(),
            title: title.to_owned(),
            when,
            place: "Town hall, room 2".to_owned(),
            about: "Papers by Friday.\nBring the map.".to_owned(),
            is_cancelled: false,
            changed_ms: 1_700_000_000_000,
        }
    }

    #[test]
    fn winter_summer_and_the_hour_that_is_skipped() {
        let at = |text: &str| When::Time(text.parse().unwrap(), None);
        let starts =
            |when| write("", &[entry("a", when)], 0).lines().find(|l| l.starts_with("DTSTART")).unwrap().to_owned();
        assert_eq!(starts(at("2026-01-15T10:00")), "DTSTART:20260115T100000Z");
        assert_eq!(starts(at("2026-06-15T10:00")), "DTSTART:20260615T090000Z");
        assert_eq!(starts(at("2026-03-29T01:30")), "DTSTART:20260329T013000Z", "half past two by the new time");
        assert_eq!(starts(When::Day(date(2026, 12, 31))), "DTSTART;VALUE=DATE:20261231");
    }

    #[test]
    fn an_end_before_the_beginning_is_an_hour() {
        let when = When::Time("2026-01-15T10:00".parse().unwrap(), Some("2026-01-15T09:00".parse().unwrap()));
        assert!(write("", &[entry("a", when)], 0).contains("DTEND:20260115T110000Z"));
    }

    use crate::days::date;

    proptest! {
        #[test]
        fn no_words_break_a_line_or_out_of_their_property(title in "\\PC{0,200}|[\\r\\n,;:\\\\a]{0,80}") {
            let file = write(&title, &[entry(&title, When::Day(date(2026, 1, 1)))], 0);
            prop_assert!(file.split("\r\n").all(|line| line.len() <= LINE && !line.contains(['\r', '\n'])));
            let unfolded = file.replace("\r\n ", "");
            prop_assert_eq!(unfolded.split("\r\n").filter(|line| line.starts_with("SUMMARY:")).count(), 1);
            prop_assert_eq!(unfolded.split("\r\n").filter(|line| *line == "BEGIN:VEVENT").count(), 1);
        }
    }
}
