//! A day as people type it, in a form or an e-mail.

use crate::days::Date;

/// A day as people type it: `2023-11-01`, `1 November 2023`, `1st Nov 2023`, `01/11/2023` (day first).
pub fn read_day(text: &str) -> Option<Date> {
    let text = text.trim().to_lowercase();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    let parts = match parts.as_slice() {
        [weekday, rest @ ..] if rest.len() == 3 && is_weekday(weekday) => rest,
        parts => parts,
    };
    let [first, second, third] = parts else { return None };
    if first.len() == 4 && first.bytes().all(|b| b.is_ascii_digit()) {
        return Date::new(first.parse().ok()?, second.parse().ok()?, third.parse().ok()?).ok();
    }
    let (day, month) = match (month(first), month(second)) {
        (Some(month), None) => (day(second)?, month),
        (None, Some(month)) => (day(first)?, month),
        _ => (day(first)?, second.parse().ok()?),
    };
    let year: i16 = match third.len() {
        2 => 2000 + third.parse::<i16>().ok()?,
        4 => third.parse().ok()?,
        _ => return None,
    };
    Date::new(year, month, day).ok()
}

/// A day as people type it, also without its year ("Nov 20"): the last such day, or one in the coming week.
pub fn read_past_day(text: &str, today: Date) -> Option<Date> {
    read_day(text).or_else(|| {
        let text = text.trim().to_lowercase();
        let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
        let parts = match parts.as_slice() {
            [weekday, rest @ ..] if is_weekday(weekday) => rest,
            parts => parts,
        };
        let [first, second] = parts else { return None };
        let (day, month) = match (month(first), month(second)) {
            (Some(month), None) => (day(second)?, month),
            (None, Some(month)) => (day(first)?, month),
            _ => return None,
        };
        let latest = today.plus_days(7)?;
        // Four years back, for a 29 February.
        (0..4).filter_map(|back| Date::new(latest.year() - back, month, day).ok()).find(|day| *day <= latest)
    })
}

fn day(text: &str) -> Option<i8> {
    let digits = text.trim_end_matches(|c: char| c.is_alphabetic());
    let ending = text.strip_prefix(digits).unwrap_or_default();
    digits.parse().ok().filter(|_| ["", "st", "nd", "rd", "th"].contains(&ending))
}

fn month(text: &str) -> Option<i8> {
    use super::timescale::MONTHS;
    let found = MONTHS
        .iter()
        .position(|m| text.len() >= 3 && (m.starts_with(text) || (*m == "september" && text == "sept")))?;
    i8::try_from(found + 1).ok()
}

fn is_weekday(text: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    text.len() >= 3 && DAYS.iter().any(|d| d.starts_with(text) || (text.len() == 4 && text == "thur"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::days::date;

    #[test]
    fn days_as_people_type_them() {
        let first = Some(date(2023, 11, 1));
        let ways = [
            "2023-11-01",
            "1 November 2023",
            " 01/11/2023 ",
            "1st nov 2023",
            "Wednesday, 1 November 2023",
            "November 1, 2023",
            "1.11.23",
            "1-11-2023",
            "2023/11/01",
        ];
        for text in ways {
            assert_eq!(read_day(text), first, "{text}");
        }
        for text in
            ["", "November 2023", "31/02/2023", "13/13/2023", "soon", "1 Ma 2023", "1/11/20233", "2023", "ééé 1 2"]
        {
            assert_eq!(read_day(text), None, "{text}");
        }
        assert_eq!(read_day("3 Sept 2024"), Some(date(2024, 9, 3)));
        assert_eq!(read_day("20th Nov 2026"), Some(date(2026, 11, 20)));
        assert_eq!(read_day("20.11.26"), Some(date(2026, 11, 20)));
    }

    #[test]
    fn a_day_without_its_year_is_the_last_one() {
        let today = date(2026, 11, 22);
        for (text, day) in [
            ("Nov 20", Some(date(2026, 11, 20))),
            ("20th November", Some(date(2026, 11, 20))),
            ("Fri, 20 Nov", Some(date(2026, 11, 20))),
            ("28 Nov.", Some(date(2026, 11, 28))),
            ("1 Dec", Some(date(2025, 12, 1))),
            ("29 February", Some(date(2024, 2, 29))),
            ("20th Nov 2025", Some(date(2025, 11, 20))),
            ("31 November", None),
            ("November", None),
            ("20", None),
            ("Nov Dec", None),
            ("last Friday", None),
        ] {
            assert_eq!(read_past_day(text, today), day, "{text}");
        }
    }
}
