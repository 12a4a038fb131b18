//! What the first lines say of the whole paper: the plan's title, its period, the report's date, and which
//! titles of priorities to expect.

use super::Options;
use super::proposal::{Proposal, QuestionKind, Subject};
use super::source::{Content, Piece};
use super::structure::{self, Line};
use crate::days::Date;
use crate::domain::{Period, Timescale};

/// How many of a paper's first lines are looked at.
const FIRST: usize = 12;

/// A priority's title that the paper announces before its tables.
#[derive(Debug, Clone)]
pub(super) struct Announced {
    pub number: String,
    pub title: String,
    /// Its [`structure::title_key`].
    pub key: String,
    pub line: usize,
    /// Whether the paper itself calls it a priority.
    pub certain: bool,
}

/// One of a paper's first lines: which piece it is, its line, its words. A page may hold several on one line,
/// so that only the piece tells them apart.
struct FirstLine {
    piece: usize,
    line: usize,
    text: String,
}

/// Fills in title, period and date. Gives the pieces (by their place in the list) that are headings of the paper.
pub(super) fn read_first_lines(pieces: &[Piece], options: &Options, proposal: &mut Proposal) -> Vec<usize> {
    let first = first_lines(pieces);
    let mut headings = Vec::new();
    let title = first.iter().find(|l| !is_report_title(&l.text)).or(first.first());
    if let Some(title) = title {
        headings.push(title.piece);
        title.text.clone_into(&mut proposal.title);
    }
    let report = first.iter().take(4).find(|l| is_report_title(&l.text));
    headings.extend(report.map(|l| l.piece));
    match options.title.as_deref().map(str::trim).filter(|t| !t.is_empty()) {
        Some(title) => title.clone_into(&mut proposal.title),
        None if proposal.title.is_empty() => {
            proposal.ask(QuestionKind::Title, 0, Subject::Paper, "intake.ask.noTitle", &[]);
        }
        None => {}
    }
    let words = options.period.as_deref().map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned);
    let found = || first.iter().take(4).find_map(|l| Period::words_in(&l.text));
    proposal.period = words.or_else(|| Period::words_in(&proposal.title)).or_else(found).map(|w| Period::of_years(&w));
    proposal.date = options.date;
    if proposal.date.is_none() {
        guess_date(&first, proposal);
    }
    headings
}

/// The first lines of words, up to the first table, priority or aim. A line that is not short is no title,
/// and neither is what follows it.
fn first_lines(pieces: &[Piece]) -> Vec<FirstLine> {
    let mut first = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let line = |text: &str| FirstLine { piece: index, line: piece.first, text: text.to_owned() };
        match &piece.content {
            Content::Blank => {}
            Content::Words { text, level } => {
                let structural = !matches!(structure::read(text, *level), Line::Words | Line::Heading(_));
                let listed = text.trim_start().starts_with(['-', '•', '*']);
                if structural || listed || text.chars().count() > 160 || first.len() >= FIRST {
                    break;
                }
                first.push(line(text.trim()));
            }
            // A sheet's title stands alone in a row.
            Content::Row(row) => {
                let mut words = row.cells.iter().filter(|c| !c.is_blank());
                match (words.next(), words.next()) {
                    (Some(only), None) if only.text.chars().count() <= 160 && row.labels.is_none() => {
                        if !matches!(structure::read(&only.text, None), Line::Words) {
                            break;
                        }
                        first.push(line(&only.text));
                    }
                    _ => break,
                }
            }
            Content::Rule => break,
        }
    }
    first
}

/// "Progress Report: November 2023", "Update, March 2024".
fn is_report_title(text: &str) -> bool {
    let lower = text.to_lowercase();
    let says = |word: &str| lower.contains(word);
    let short = text.split_whitespace().count() <= 10;
    short
        && (says("progress report")
            || says("update")
            || says("report:")
            || says("highlight report")
            || only_a_date(text))
}

fn only_a_date(text: &str) -> bool {
    let read = Timescale::read(text, None);
    read.latest.is_some() && !read.guess && text.len() < 30
}

fn guess_date(first: &[FirstLine], proposal: &mut Proposal) {
    let dated = |FirstLine { line, text, .. }: &FirstLine| {
        let after = text.split_once(':').map_or(text.as_str(), |(_, after)| after);
        let read = Timescale::read(after.trim(), None);
        let days = if read.guess { None } else { read.earliest.zip(read.latest) };
        let days = days.or_else(|| month_at_end(text))?;
        (is_report_title(text)).then_some((*line, days))
    };
    match first.iter().take(4).find_map(dated) {
        Some((_, (from, to))) if from == to => proposal.date = Some(from),
        Some((line, (from, _))) => {
            proposal.date = Some(from);
            let day = crate::words::day(from);
            proposal.ask(QuestionKind::Date, line, Subject::Paper, "intake.ask.dateGuessed", &[("day", &day)]);
        }
        None => proposal.ask(QuestionKind::Date, 0, Subject::Paper, "intake.ask.noDate", &[]),
    }
}

/// The days of the last two or three words, where they are a month or a day: "Progress report November 2023".
fn month_at_end(text: &str) -> Option<(Date, Date)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    [3, 2].into_iter().find_map(|n| {
        let tail = words.get(words.len().checked_sub(n)?..)?.join(" ");
        let read = Timescale::read(&tail, None);
        if read.guess { None } else { read.earliest.zip(read.latest) }
    })
}

/// The titles of priorities that the paper announces: "Priority 1: …" lines, and numbered lists before the
/// first table. A list is certain where the line over it speaks of priorities.
pub(super) fn announced(pieces: &[Piece]) -> Vec<Announced> {
    let mut found = Vec::new();
    let (mut in_table, mut speaks, mut in_list) = (false, false, false);
    for piece in pieces {
        match &piece.content {
            Content::Words { text, level } => match structure::read(text, *level) {
                Line::Priority { number, title } => {
                    found.push(Announced {
                        key: structure::title_key(&title),
                        number,
                        title,
                        line: piece.first,
                        certain: true,
                    });
                }
                _ => match structure::numbered(text).filter(|_| !in_table) {
                    Some((number, title)) => {
                        let (number, title) = (number.to_owned(), title.to_owned());
                        let key = structure::title_key(&title);
                        found.push(Announced { number, title, key, line: piece.first, certain: speaks });
                        in_list = true;
                    }
                    None => {
                        speaks = text.to_lowercase().contains("priorit") || (in_list && speaks && text.len() < 3);
                        in_list = false;
                    }
                },
            },
            Content::Row(_) => in_table = true,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_from_titles() {
        for (title, words, from, to) in [
            ("A Strategy 2022-2027", "2022-2027", 2022, 2027),
            ("Plan 2022–27 (draft)", "2022-27", 2022, 2027),
            ("Plan 2022 to 2024", "2022-2024", 2022, 2024),
            ("Plan 2022/23 - 2026/27", "2022/23-2026/27", 2022, 2027),
        ] {
            let period = Period::of_years(&Period::words_in(title).unwrap());
            assert_eq!(
                (period.words.as_str(), period.from.unwrap().year(), period.to.unwrap().year()),
                (words, from, to)
            );
        }
        assert_eq!(Period::words_in("24/7 services for 100-200 people"), None);
    }
}
