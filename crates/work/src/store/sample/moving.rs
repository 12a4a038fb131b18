//! Records as they would be had they been written so much later. What holds a day is what the declaration says of a
//! field; nothing is listed here by its name but events, whose times move by days ([`Shift`]).

use super::shift::Shift;
use super::words;
use crate::bundle::{Bundle, Envelope};
use crate::days::Date;
use crate::days::hours::{Hour, Run, WallTime};
use crate::domain::kinds::{self, Shape};
use crate::domain::{Period, Timescale, kind};
use crate::record::{Erased, Field, Record, Set, Stamp, Write};
use serde_json::Value;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A file, moved.
pub(super) fn bundle(bundle: &Bundle, by: Shift) -> Bundle {
    let envelope = &bundle.envelope;
    let (day, time) = envelope.created.split_at_checked(10).unwrap_or((&envelope.created, ""));
    let created = format!("{}{time}", self::day(day, by).unwrap_or_else(|| day.to_owned()));
    let envelope = Envelope { created, ..envelope.clone() };
    Bundle { envelope, records: records(&bundle.records, by) }
}

/// Records, moved.
pub(super) fn records(records: &Set, by: Shift) -> Set {
    records.iter().map(|record| self::record(record, by)).collect()
}

fn record(record: &Record, by: Shift) -> Record {
    let fields =
        record.fields().iter().map(|(name, field)| (member(name, by), self::field(&record.kind, name, field, by)));
    let redacted = record.redacted().iter().map(|at| stamp(*at, by)).collect();
    let erased = record.erased().map(|erased| Erased { at: stamp(erased.at, by), ..erased.clone() });
    Record::from_parts(record.id, record.kind.clone(), fields, redacted, erased, record.extra().clone())
}

/// A field's name: of a list whose members are years, days or hours, the member moves.
fn member(name: &str, by: Shift) -> String {
    match name.split_once('/') {
        Some((list, year)) if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{list}/{}", words::moved(year, by))
        }
        Some((list, member)) => format!("{list}/{}", code(member, by)),
        None => name.to_owned(),
    }
}

fn field(kind: &str, name: &str, field: &Field, by: Shift) -> Field {
    let shape = kinds::field(kind, name).map(|field| field.shape.of_one());
    let times = if kind == kind::EVENT { by.days } else { by.weeks };
    let moved = |value: &Value| match (shape, value.as_str()) {
        (Some(Shape::When), Some(text)) => when(text, times).map_or_else(|| value.clone(), Value::String),
        (Some(shape), _) => self::value(shape, value, by),
        (None, _) => value.clone(),
    };
    let write = |write: &Write| Write {
        at: stamp(write.at, by),
        value: write.value.as_ref().map(moved),
        extra: write.extra.clone(),
    };
    let writes = field.writes().iter().map(write).collect();
    Field::from_parts(writes, field.seen().map(|at| stamp(at, by)).collect(), field.extra().clone())
}

fn stamp(at: Stamp, by: Shift) -> Stamp {
    let ms = i64::try_from(at.ms()).unwrap_or(0).saturating_add(by.weeks.saturating_mul(DAY_MS));
    Stamp::new(u64::try_from(ms).unwrap_or(0), at.counter(), at.writer())
}

fn value(shape: Shape, value: &Value, by: Shift) -> Value {
    let text = |moved: Option<String>| moved.map_or_else(|| value.clone(), Value::String);
    match (shape, value.as_str()) {
        (Shape::Text(_), Some(words)) => Value::String(words::moved(words, by)),
        (Shape::Day, Some(day)) => text(self::day(day, by)),
        (Shape::Timescale, _) => timescale(value, by),
        (Shape::Period, _) => period(value, by),
        (Shape::Code | Shape::Any | Shape::Own(..), _) => within(value, by),
        _ => value.clone(),
    }
}

fn day(text: &str, by: Shift) -> Option<String> {
    Some(text.parse::<Date>().ok()?.plus_days(by.weeks)?.to_string())
}

fn when(text: &str, days: i64) -> Option<String> {
    let when: WallTime = text.parse().ok()?;
    Some(WallTime { date: when.date.plus_days(days)?, ..when }.to_string())
}

/// An hour of the world's time, so that London's clocks show the same.
fn hour(text: &str, by: Shift) -> Option<String> {
    let london = text.parse::<Hour>().ok()?.in_london();
    let moved = WallTime { date: london.date.plus_days(by.days)?, ..london };
    Some(Hour::at(moved.moment(Run::First).ok()?).to_string())
}

/// Words, and the days that they mean, where the days are what the words say; else each by itself.
fn timescale(value: &Value, by: Shift) -> Value {
    let Some(stands) = Timescale::from_value(value) else { return value.clone() };
    let words = words::moved(&stands.words, by);
    if value.is_string() {
        return Value::String(words);
    }
    let read = Timescale::read(&words, None);
    if Timescale::read(&stands.words, None) == stands {
        return read.to_value();
    }
    let day = |day: Option<Date>| day.and_then(|day| day.plus_days(by.weeks));
    Timescale { words, earliest: day(stands.earliest), latest: day(stands.latest), guess: stands.guess }.to_value()
}

fn period(value: &Value, by: Shift) -> Value {
    let stands = Period::from_value(value);
    let words = words::moved(&stands.words, by);
    if Period::read(&stands.words) == stands {
        return Period::read(&words).to_value();
    }
    let day = |day: Option<Date>| day.and_then(|day| day.plus_days(by.weeks));
    Period { words, from: day(stands.from), to: day(stands.to) }.to_value()
}

/// What programs read: days, times, hours and stamps wherever they stand in it, also in the names of counts.
fn within(value: &Value, by: Shift) -> Value {
    match value {
        Value::String(text) => Value::String(code(text, by)),
        Value::Array(items) => Value::Array(items.iter().map(|item| within(item, by)).collect()),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(name, item)| (code(name, by), within(item, by))).collect())
        }
        other => other.clone(),
    }
}

fn code(text: &str, by: Shift) -> String {
    let one = |part: &str| {
        let at = part.parse::<Stamp>().ok().map(|at| stamp(at, by).to_string());
        let moved = at.or_else(|| day(part, by)).or_else(|| when(part, by.days)).or_else(|| hour(part, by));
        moved.unwrap_or_else(|| part.to_owned())
    };
    text.split('/').map(one).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::days::date;
    use crate::domain::fields as f;
    use crate::record::Id;
    use proptest::prelude::*;
    use serde_json::json;

    const STORY: Date = date(2024, 1, 29);

    /// A record of every kind of value that holds a day.
    fn every_shape() -> Set {
        let mut set = Set::new();
        let mut n = 0;
        for kind in kinds::ALL {
            n += 1;
            let mut record = Record::new(Id::from_bytes([n; 16]), kind.name);
            for (at, field) in kind.fields.iter().enumerate() {
                let name = if field.is_list() { format!("{}/2023", field.name) } else { field.name.to_owned() };
                let value = match field.shape.of_one() {
                    Shape::Text(_) => json!("Seen on 17 November 2023, by summer 2024, in 2022-23; since 2021"),
                    Shape::Day => json!("2024-02-29"),
                    Shape::When => json!("2024-01-30T10:00"),
                    Shape::Timescale => Timescale::read("by March 2025", None).to_value(),
                    Shape::Period => Period::read("November 2022 to October 2027").to_value(),
                    Shape::Own(..) | Shape::Any => {
                        json!({ "talk/2024-01-28T11Z/food/talked": 3, "date": "2024-01-12" })
                    }
                    Shape::Code => json!("2024-01-28T11Z"),
                    _ => continue,
                };
                record.edit(&name, value, Stamp::new(1_706_000_000_000 + at as u64, 0, Id::from_bytes([200; 16])));
            }
            set.put(record);
        }
        set
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same(days in -3_000i64..9_000) {
            let by = Shift::between(STORY, STORY.plus_days(days).unwrap());
            let set = every_shape();
            let there = records(&set, by);
            prop_assert!(days.abs() < 7 || there != set);
            prop_assert_eq!(records(&there, by.back()), set);
        }

        #[test]
        fn weekdays_stay_and_tomorrow_is_tomorrow(days in 0i64..9_000) {
            let today = STORY.plus_days(days).unwrap();
            let by = Shift::between(STORY, today);
            let due: Date = day("2024-01-26", by).unwrap().parse().unwrap();
            prop_assert_eq!(due.weekday(), date(2024, 1, 26).weekday());
            prop_assert!((3..=9).contains(&today.days_after(due)));
            let starts = |of: &str| -> WallTime {
                let mut record = Record::new(Id::from_bytes([1; 16]), of);
                record.edit(f::STARTS, json!("2024-01-30T10:00"), Stamp::new(1_706_000_000_000, 0, Id::from_bytes([2; 16])));
                self::record(&record, by).text(f::STARTS).unwrap().parse().unwrap()
            };
            let event = starts(kind::EVENT);
            prop_assert_eq!((event.date.days_after(today), event.minute), (1, 600));
            let meeting = starts(kind::MEETING);
            prop_assert_eq!((meeting.date.weekday(), meeting.minute), (date(2024, 1, 30).weekday(), 600));
            prop_assert!((0..=6).contains(&event.date.days_after(meeting.date)));
            let counted: Hour = hour("2024-01-28T11Z", by).unwrap().parse().unwrap();
            prop_assert_eq!((today.days_after(counted.in_london().date), counted.in_london().minute), (1, 660));
        }
    }

    #[test]
    fn timescales_read_naturally_and_mean_what_they_say() {
        let by = Shift::between(STORY, date(2026, 12, 31));
        let moved = timescale(&Timescale::read("by March 2025", None).to_value(), by);
        assert_eq!(moved, Timescale::read("by February 2028", None).to_value());
        // Somebody said otherwise than the words read: both move.
        let said = Timescale { latest: Some(date(2024, 2, 9)), ..Timescale::read("soon", None) };
        let moved = Timescale::from_value(&timescale(&said.to_value(), by)).unwrap();
        assert_eq!((moved.words.as_str(), moved.latest), ("soon", Some(date(2027, 1, 8))));
    }

    #[test]
    fn what_no_declaration_knows_stays() {
        let mut record = Record::new(Id::from_bytes([1; 16]), kind::ACTION);
        let at = Stamp::new(1_706_000_000_000, 0, Id::from_bytes([2; 16]));
        record.edit("unheardOf", json!("2024-01-12"), at);
        record.edit(f::NUMBER, json!("1.2"), at);
        let moved = self::record(&record, Shift::between(STORY, date(2026, 12, 31)));
        assert_eq!((moved.text("unheardOf"), moved.text(f::NUMBER)), (Some("2024-01-12"), Some("1.2")));
    }
}
