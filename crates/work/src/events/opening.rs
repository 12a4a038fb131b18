//! Opening times as people write them ("Mon–Fri 9am–5pm"), read where they can be. What cannot be read stays as
//! it is written, and whether such a place is open is not known.

use crate::days::hours::WallTime;
use crate::days::working::is_working;
use crate::words::{fill, say};
use jiff::civil::Weekday;

/// When a place is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// As people write it.
    pub words: String,
    /// When it is open; `None` where the words could not be read whole.
    pub times: Option<Vec<Slot>>,
}

/// Some days of the week, from a time to a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// The days, Monday first.
    pub days: [bool; 7],
    /// From, in minutes since midnight.
    pub from: u16,
    /// To, in minutes since midnight; 1440 is midnight, more is on the next day.
    pub to: u16,
}

/// Whether a place is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// It is open.
    Yes,
    /// It is shut.
    No,
    /// Not known: the words could not be read, or it is a bank holiday.
    Unknown,
}

const DAY: u16 = 24 * 60;
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Opening {
    /// Reads opening times. Days go before times; `;`, `,` or a new line part them.
    pub fn read(words: &str) -> Opening {
        Opening { words: words.trim().to_owned(), times: read(words) }
    }

    /// How the words are read, in full ("Monday to Friday: 09:00 to 17:00"); `None` where they could not be. For
    /// whoever types them, to see whether that is what they mean.
    pub fn reads_as(&self) -> Option<String> {
        let slots = self.times.as_ref()?;
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60 % 24, minute % 60);
        let one = |slot: &Slot| {
            let days = days_in_words(&slot.days);
            if slot.from == 0 && slot.to == DAY {
                return fill("service.openAllDay", &[("days", &days)]);
            }
            fill("service.openTimes", &[("days", &days), ("from", &clock(slot.from)), ("to", &clock(slot.to))])
        };
        Some(slots.iter().map(one).collect::<Vec<_>>().join("; "))
    }

    /// Whether it is open at a time by London's clocks.
    pub fn at(&self, when: WallTime) -> Open {
        let Some(slots) = &self.times else { return Open::Unknown };
        let always = slots.iter().any(|s| s.days == [true; 7] && s.from == 0 && s.to >= DAY);
        let today = day_of(when);
        let weekday = when.date.weekday();
        let holiday = !matches!(weekday, Weekday::Saturday | Weekday::Sunday) && !is_working(when.date);
        if holiday && !always {
            return Open::Unknown;
        }
        let on = |days: &[bool; 7], day: usize| days.get(day % 7) == Some(&true);
        let open = slots.iter().any(|s| {
            let today_open = on(&s.days, today) && (s.from..s.to).contains(&when.minute);
            today_open || (on(&s.days, today + 6) && when.minute + DAY < s.to)
        });
        if open { Open::Yes } else { Open::No }
    }
}

fn days_in_words(days: &[bool; 7]) -> String {
    if *days == [true; 7] {
        return say("service.everyDay");
    }
    let name = |day: usize| say(&format!("service.day.d{day}"));
    let mut parts = Vec::new();
    let mut day = 0;
    while day < 7 {
        let run = days.iter().skip(day).take_while(|open| **open).count();
        match run {
            0 => {}
            1 => parts.push(name(day)),
            2 => parts.extend([name(day), name(day + 1)]),
            _ => parts.push(fill("service.days", &[("from", &name(day)), ("to", &name(day + run - 1))])),
        }
        day += run.max(1);
    }
    parts.join(", ")
}

fn day_of(when: WallTime) -> usize {
    usize::try_from(when.date.weekday().to_monday_zero_offset()).unwrap_or(0)
}

fn read(words: &str) -> Option<Vec<Slot>> {
    let plain: String =
        words.to_lowercase().replace(['\u{2013}', '\u{2014}', '\u{2012}'], "-").replace("24/7", "every day 24 hours");
    let plain = plain
        .replace(" to ", "-")
        .replace(" until ", "-")
        .replace(" till ", "-")
        .replace(" and ", " & ")
        .replace(" - ", "-");
    let mut slots = Vec::new();
    let mut days: Option<[bool; 7]> = None;
    for part in plain.split([';', ',', '\n', '&']).map(str::trim).filter(|p| !p.is_empty()) {
        let part = part.trim_end_matches('.').replace(':', ".");
        let mut named = [false; 7];
        let mut times = Vec::new();
        for word in part.split_whitespace() {
            match (read_days(word), read_times(word)) {
                (Some(more), _) => named.iter_mut().zip(more).for_each(|(n, m)| *n |= m),
                (None, Some(time)) => times.push(time),
                (None, None) if matches!(word, "every" | "day" | "open" | "hours" | "from" | "-" | "24") => {}
                (None, None) if word == "closed" => return None,
                (None, None) => return None,
            }
        }
        if part.contains("every day") {
            named = [true; 7];
        }
        if part.contains("24 hours") {
            times.push((0, DAY));
        }
        // Days without a time wait for one ("Mon, Wed & Fri 10-2"); a time without days is of the days before.
        match (named.contains(&true), times.is_empty()) {
            (true, true) => {
                let mut all = days.filter(|_| slots.is_empty()).unwrap_or([false; 7]);
                all.iter_mut().zip(named).for_each(|(a, n)| *a |= n);
                days = Some(all);
                continue;
            }
            (true, false) => {
                let waiting = days.filter(|_| slots.is_empty()).unwrap_or([false; 7]);
                named.iter_mut().zip(waiting).for_each(|(n, w)| *n |= w);
                days = Some(named);
            }
            (false, true) => return None,
            (false, false) => {}
        }
        for (from, to) in times {
            slots.push(Slot { days: days?, from, to });
        }
    }
    (!slots.is_empty()).then_some(slots)
}

/// Days: "mon", "mondays", "mon-fri", "weekdays", "daily".
fn read_days(word: &str) -> Option<[bool; 7]> {
    match word {
        "daily" => return Some([true; 7]),
        "weekdays" => return Some([true, true, true, true, true, false, false]),
        "weekends" => return Some([false, false, false, false, false, true, true]),
        _ => {}
    }
    let one = |name: &str| {
        let name = name.strip_suffix('s').filter(|n| n.ends_with("day")).unwrap_or(name);
        let full = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let short = |n: &&str| {
            *n == name || matches!((*n, name), ("tue", "tues") | ("thu", "thur" | "thurs") | ("wed", "weds"))
        };
        full.iter().position(|n| *n == name).or_else(|| DAYS.iter().position(short))
    };
    let (from, to) = match word.split_once('-') {
        Some((from, to)) => (one(from)?, one(to)?),
        None => (one(word)?, one(word)?),
    };
    let mut days = [false; 7];
    let inside = |day: usize| if from <= to { (from..=to).contains(&day) } else { day >= from || day <= to };
    days.iter_mut().enumerate().for_each(|(day, open)| *open = inside(day));
    Some(days)
}

/// Two times: "9am-5pm", "9-5", "09.30-17.00", "10-1pm", "8pm-2am". Without "am" or "pm" an end that is not
/// after the beginning is in the afternoon; that is how shops write it.
fn read_times(word: &str) -> Option<(u16, u16)> {
    let (from, to) = word.split_once('-')?;
    let ((from, from_half), (to, to_half)) = (read_time(from)?, read_time(to)?);
    let noon = 12 * 60;
    let to = match to_half {
        None if from_half.is_none() && to <= from && to < noon => to + noon,
        _ => to,
    };
    let from = match (from_half, to_half) {
        // "10-1pm" begins in the morning, "1-4pm" does not.
        (None, Some(true)) if from + noon < to && from < 7 * 60 => from + noon,
        _ => from,
    };
    let to = if to <= from { to + DAY } else { to };
    (from < DAY).then_some((from, to))
}

/// A time of day in minutes, and whether it says it is in the afternoon.
fn read_time(text: &str) -> Option<(u16, Option<bool>)> {
    match text {
        "noon" | "midday" => return Some((12 * 60, Some(true))),
        "midnight" => return Some((0, Some(false))),
        _ => {}
    }
    let (figures, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(figures), _) => (figures, Some(false)),
        (_, Some(figures)) => (figures, Some(true)),
        _ => (text, None),
    };
    let (hour, minute) = figures.split_once('.').unwrap_or((figures, "00"));
    let number =
        |text: &str| text.parse::<u16>().ok().filter(|_| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit()));
    let (hour, minute) = (number(hour)?, number(minute)?);
    let hour = match half {
        Some(_) if hour == 0 || hour > 12 => return None,
        Some(true) => hour % 12 + 12,
        Some(false) => hour % 12,
        None => hour,
    };
    (hour <= 24 && minute < 60).then_some((hour * 60 + minute, half))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn open(words: &str, when: &str) -> Open {
        Opening::read(words).at(when.parse().unwrap())
    }

    /// 2026-06-15 is a Monday.
    #[test]
    fn the_usual_ways_of_writing_it_are_read() {
        use Open::{No, Yes};
        for (words, when, expected) in [
            ("Mon–Fri 9am–5pm", "2026-06-15T09:00", Yes),
            ("Mon–Fri 9am–5pm", "2026-06-15T17:00", No),
            ("Mon–Fri 9am–5pm", "2026-06-20T12:00", No),
            ("Monday to Friday 9 - 5", "2026-06-19T16:59", Yes),
            ("Mon-Fri 09:30-17:00; Sat 10-1", "2026-06-20T12:30", Yes),
            ("Mon-Fri 9-5, Sat 10-1", "2026-06-20T13:00", No),
            ("Mon, Wed & Fri 10am-2pm", "2026-06-17T10:00", Yes),
            ("Mon, Wed and Fri 10am-2pm", "2026-06-15T11:00", Yes),
            ("Mon, Wed & Fri 10am-2pm", "2026-06-16T10:00", No),
            ("Tuesdays 10am to 1pm & 2pm to 4pm", "2026-06-16T15:00", Yes),
            ("Tuesdays 10am to 1pm & 2pm to 4pm", "2026-06-16T13:30", No),
            ("Weds 1-4pm", "2026-06-17T13:30", Yes),
            ("Weds 10-1pm", "2026-06-17T10:30", Yes),
            ("Every day 8am-8pm", "2026-06-21T19:00", Yes),
            ("daily 9-12.30", "2026-06-21T12:15", Yes),
            ("24/7", "2026-06-21T03:00", Yes),
            ("24 hours, every day", "2026-06-21T03:00", Open::Unknown),
            ("Every day, 24 hours", "2026-06-21T03:00", Yes),
            ("Fri 8pm-2am", "2026-06-20T01:30", Yes),
            ("Fri 8pm-2am", "2026-06-20T02:00", No),
            ("Sat-Mon noon-midnight", "2026-06-15T23:59", Yes),
            ("Weekdays 9am-noon", "2026-06-15T11:59", Yes),
        ] {
            assert_eq!(open(words, when), expected, "{words} at {when}: {:?}", Opening::read(words));
        }
    }

    #[test]
    fn what_cannot_be_read_whole_is_not_known() {
        for words in [
            "",
            "By appointment",
            "Mon–Fri 9am–5pm, closed first Tuesday",
            "First Monday of the month 10-12",
            "9-5",
            "Mon-Fri",
            "Term time only, Mon 9-3",
            "Mon 25-30",
            "Mon 9am-13pm",
            "Ring first",
            "Mon-Blursday 9-5",
        ] {
            assert_eq!(open(words, "2026-06-15T10:00"), Open::Unknown, "{words}");
            assert_eq!(Opening::read(words).words, words);
        }
    }

    #[test]
    fn what_was_read_is_said_in_full() {
        for (words, expected) in [
            ("Mon–Fri 9am–5pm", "Monday to Friday: 09:00 to 17:00"),
            ("Tue & Fri 10am–2pm; Thu 4pm–7pm", "Tuesday, Friday: 10:00 to 14:00; Thursday: 16:00 to 19:00"),
            ("24/7", "every day: all day"),
            ("Fri 8pm-2am", "Friday: 20:00 to 02:00"),
            ("Sat-Mon noon-midnight", "Monday, Saturday, Sunday: 12:00 to 00:00"),
        ] {
            assert_eq!(Opening::read(words).reads_as().as_deref(), Some(expected), "{words}");
        }
        assert_eq!(Opening::read("By arrangement").reads_as(), None);
    }

    #[test]
    fn on_a_bank_holiday_only_what_never_shuts_is_known_to_be_open() {
        assert_eq!(open("Mon-Fri 9-5", "2026-12-25T10:00"), Open::Unknown);
        assert_eq!(open("24/7", "2026-12-25T10:00"), Open::Yes);
    }
}
