//! Time phrases: a prefix ("by", "from"), a part ("early", "the end of"), and what it is a part of (a day,
//! month, season, quarter, year), or two of them as a range.

use super::token::Token;
use crate::days::Date;

/// The days that words can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Span {
    pub earliest: Option<Date>,
    pub latest: Option<Date>,
    pub guess: bool,
}

impl Span {
    pub fn days(from: Date, to: Date) -> Span {
        Span { earliest: Some(from), latest: Some(to), guess: false }
    }

    pub fn guessed(self) -> Span {
        Span { guess: true, ..self }
    }

    /// Both spans and what lies between.
    pub fn cover(self, other: Span) -> Span {
        Span {
            earliest: self.earliest.zip(other.earliest).map(|(a, b)| a.min(b)),
            latest: self.latest.max(other.latest),
            guess: self.guess || other.guess,
        }
    }
}

/// A phrase: its days, and how it began.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    pub span: Span,
    pub prefix: Prefix,
    /// Whether it looks ahead by itself: "over the next five months".
    pub ahead: bool,
}

/// What a phrase begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    None,
    /// "in", "during", "for".
    Within,
    By,
    Before,
    From,
    After,
}

/// A day, month or season, or so, that may lack its year.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom {
    pub span: Span,
    /// What lacks a year: its day (or none), first month, and number of months.
    pub bare: Option<(Option<i8>, i8, i8)>,
    pub ahead: bool,
}

impl Atom {
    pub fn of(span: Span) -> Atom {
        Atom { span, bare: None, ahead: false }
    }
}

pub(super) struct Parser<'a> {
    pub tokens: &'a [Token],
    pub report: Option<Date>,
    /// Whether the text is prose, where a bare number or "March" is no time phrase.
    pub prose: bool,
}

/// How many words may lead up to a time.
const MAX_LEADS: usize = 6;

impl Parser<'_> {
    pub fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.text.as_str())
    }

    pub fn number(&self, at: usize) -> Option<(i16, usize)> {
        self.tokens.get(at)?.number()
    }

    pub fn any_word(&self, at: usize, words: &[&str]) -> Option<usize> {
        words.contains(&self.text(at)).then_some(at + 1)
    }

    pub fn mark(&self, at: usize, marks: &[char]) -> Option<usize> {
        let mut chars = self.text(at).chars();
        chars.next().is_some_and(|c| marks.contains(&c)).then_some(at + 1)
    }

    pub fn skip_marks(&self, mut at: usize) -> usize {
        while self.tokens.get(at).is_some_and(Token::is_mark) {
            at += 1;
        }
        at
    }

    /// Whether only marks follow.
    pub fn only_marks(&self, at: usize) -> bool {
        self.skip_marks(at) >= self.tokens.len()
    }

    /// The phrase that begins here, and the token after it.
    pub fn phrase(&self, at: usize) -> Option<(Phrase, usize)> {
        let (prefix, start) = self.prefix(at);
        let (mut atom, mut next) = self.part(start, prefix)?;
        let range = self.range(&atom, next, prefix);
        let is_range = range.is_some();
        if let Some((range, after)) = range {
            (atom, next) = (range, after);
        }
        if let Some(bare) = atom.bare {
            if self.prose && !matches!(prefix, Prefix::By | Prefix::Before) {
                return None;
            }
            atom.span = self.next_time(bare);
        }
        let Span { earliest, latest, guess } = atom.span;
        let span = match prefix {
            Prefix::None | Prefix::Within => atom.span,
            Prefix::By => Span { earliest: None, latest, guess },
            Prefix::Before => Span { earliest: None, latest: earliest.and_then(|d| d.plus_days(-1)), guess },
            // "From January 2024 to March 2025" ends; "from January 2024" does not.
            Prefix::From if is_range || atom.ahead => atom.span,
            Prefix::From => Span { earliest, latest: None, guess },
            Prefix::After => Span { earliest: latest.and_then(|d| d.plus_days(1)), latest: None, guess },
        };
        Some((Phrase { span, prefix, ahead: atom.ahead && prefix != Prefix::From }, next))
    }

    fn prefix(&self, at: usize) -> (Prefix, usize) {
        let mut at = at;
        let mut prefix = Prefix::None;
        // Words that say only that a time follows.
        const LEADS: [&str; 15] = [
            "due",
            "target",
            "deadline",
            "expected",
            "anticipated",
            "planned",
            "completed",
            "complete",
            "completion",
            "to",
            "be",
            "date",
            "circa",
            "around",
            "approximately",
        ];
        if !self.prose {
            for _ in 0..MAX_LEADS {
                let Some(next) = self.any_word(at, &LEADS) else { break };
                at = self.mark(next, &[':', '-']).unwrap_or(next);
            }
        }
        let word = match self.text(at) {
            "by" | "until" | "till" => Prefix::By,
            "before" => Prefix::Before,
            "from" | "since" | "starting" | "commencing" | "between" => Prefix::From,
            "after" => Prefix::After,
            "in" | "during" | "throughout" | "on" | "for" | "over" | "within" | "at" => Prefix::Within,
            "no" if self.text(at + 1) == "later" && self.text(at + 2) == "than" => {
                at += 2;
                Prefix::By
            }
            _ => Prefix::None,
        };
        if word != Prefix::None {
            prefix = word;
            at += 1;
            at = self.any_word(at, &["in", "from", "around"]).unwrap_or(at);
        }
        (prefix, self.any_word(at, &["the"]).unwrap_or(at))
    }

    /// A part of a time, or all of it: "early 2024", "the end of March 2024".
    fn part(&self, at: usize, prefix: Prefix) -> Option<(Atom, usize)> {
        let sort = match self.text(at) {
            "early" | "start" | "beginning" => Some(0),
            "mid" | "middle" => Some(1),
            "late" => Some(2),
            "end" => Some(3),
            _ => None,
        };
        let Some(sort) = sort else { return self.atom(at, prefix) };
        let mut next = at + 1;
        next = self.any_word(next, &["of", "in"]).or(self.mark(next, &['-'])).unwrap_or(next);
        next = self.any_word(next, &["the"]).unwrap_or(next);
        let (mut atom, after) = self.atom(next, Prefix::Within)?;
        if let Some(bare) = atom.bare.take() {
            atom.span = self.next_time(bare);
        }
        if let (Some(from), Some(to)) = (atom.span.earliest, atom.span.latest) {
            let (from, to) = third(from, to, sort);
            atom.span = Span { earliest: Some(from), latest: Some(to), guess: atom.span.guess || sort != 3 };
        }
        Some((atom, after))
    }

    /// The second half of a range, with the whole.
    fn range(&self, first: &Atom, at: usize, prefix: Prefix) -> Option<(Atom, usize)> {
        let joins = self.any_word(at, &["to", "until", "till", "through"]).or(self.mark(at, &['-', '/']));
        // "June and July 2013", "between May and July 2024"; but not "in May 2024 and June 2025".
        let and = self.any_word(at, &["and"]).filter(|_| first.bare.is_some() || prefix == Prefix::From);
        let start = joins.or(and)?;
        let (second, next) = self.part(self.any_word(start, &["the"]).unwrap_or(start), Prefix::Within)?;
        if second.bare.is_some() {
            return None;
        }
        let begin = match first.bare {
            Some(bare) => {
                let year = second.span.earliest?.year();
                let span = in_year(bare, year)?;
                // "September to March 2025" began the year before.
                if span.earliest > second.span.latest { in_year(bare, year - 1)? } else { span }
            }
            None => first.span,
        };
        let span =
            Span { earliest: begin.earliest, latest: second.span.latest, guess: begin.guess || second.span.guess };
        Some((Atom { span, bare: None, ahead: false }, next))
    }

    fn atom(&self, at: usize, prefix: Prefix) -> Option<(Atom, usize)> {
        const DAYS: [&str; 15] = [
            "mon",
            "tue",
            "tues",
            "wed",
            "thu",
            "thurs",
            "fri",
            "sat",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ];
        if DAYS.contains(&self.text(at)) {
            let next = self.mark(at + 1, &[',']).unwrap_or(at + 1);
            if let Some(found) = self.day_month(next) {
                return Some(found);
            }
        }
        self.numeric(at)
            .or_else(|| self.day_month(at))
            .or_else(|| self.month(at))
            .or_else(|| self.season(at))
            .or_else(|| self.quarter(at))
            .or_else(|| self.years(at))
            .or_else(|| self.relative(at, prefix))
            .or_else(|| self.year(at, prefix))
    }

    /// The next time a day, month or season comes round after the report; always a guess.
    pub fn next_time(&self, bare: (Option<i8>, i8, i8)) -> Span {
        let next = self.report.and_then(|day| {
            let years = [day.year() - 1, day.year(), day.year() + 1];
            years.into_iter().filter_map(|y| in_year(bare, y)).find(|s| s.latest.is_some_and(|l| l >= day))
        });
        next.unwrap_or_default().guessed()
    }
}

fn in_year((day, month, count): (Option<i8>, i8, i8), year: i16) -> Option<Span> {
    match day {
        Some(day) => Date::new(year, month, day).ok().map(|d| Span::days(d, d)),
        None => months(year, month, count),
    }
}

/// So many whole months from this one on.
pub(super) fn months(year: i16, month: i8, count: i8) -> Option<Span> {
    let from = Date::new(year, month, 1).ok()?;
    let last = from.plus_months(i64::from(count) - 1)?;
    Some(Span::days(from, last.last_of_month()))
}

/// A third of a span (0 early, 1 mid, 2 late), or its end (3): of a year its last month, of shorter spans
/// their last third.
fn third(from: Date, to: Date, sort: u8) -> (Date, Date) {
    let count =
        (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month()) - i32::from(from.month()) + 1;
    let plus = |months: i32| from.plus_months(i64::from(months)).unwrap_or(from);
    if from == to {
        return (from, to);
    }
    if count >= 3 {
        let part = (count + 2) / 3;
        return match sort {
            0 => (from, plus(part - 1).last_of_month().min(to)),
            1 => (plus(part).min(to), plus((count - part - 1).max(part)).last_of_month().min(to)),
            2 => (plus(count - part), to),
            _ => (plus(count - 1), to),
        };
    }
    let day = |d: i8| Date::new(to.year(), to.month(), d).unwrap_or(to);
    match sort {
        0 => (from, day(10).max(from)),
        1 => (day(11), day(20)),
        2 => (day(21), to),
        _ => (day(25), to),
    }
}

/// The year in which the financial year of this day began.
pub(super) fn financial_year_of(day: Date) -> i16 {
    if day.month() >= 4 { day.year() } else { day.year() - 1 }
}
