//! Sheets to print for an event: a tally sheet for strokes, what people told us and what happened since, and the
//! poster of the stall. A tally sheet has no place for a name.

use super::escape::escape;
use super::event::when;
use crate::domain::Event;
use crate::events;
use crate::events::insights::{AnswerLine, answers};
use crate::events::sheet::{self, Sheet};
use crate::ledger::Ledger;
use crate::record::Id;
use crate::words::{day_text, fill, say};
use std::fmt::Write;

/// Rows left empty for what comes up on the day.
const EMPTY_ROWS: usize = 2;

/// Where the boxes of a cell stand; each takes one bundle of five strokes.
const BOXES: [(u32, u32); 6] = [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 1)];

/// A tally sheet for each of these numbers; `None` stands for a sheet on which somebody writes the number. Nothing
/// where there is no such event.
pub fn tally_sheets(ledger: &Ledger, id: Id, numbers: &[Option<String>]) -> String {
    let Some(event) = events::event(ledger, id) else { return String::new() };
    let topics: Vec<String> =
        events::topics(ledger, Some(event), &Default::default()).into_iter().map(|t| escape(&t.word)).collect();
    let mut all = String::new();
    for number in numbers {
        tally(&mut all, event, &topics, number.as_deref());
    }
    all
}

fn tally(out: &mut String, event: Event<'_>, topics: &[String], number: Option<&str>) {
    let number = number.map_or_else(String::new, escape);
    let _ = write!(
        out,
        "<article class=\"gt-paper gt-sheet\" aria-label=\"{label} {number}\">\n<header class=\"gt-sheet__head\">\n\
         <div><p class=\"gt-paper__kind\">{label}</p><h2 class=\"gt-paper__title\" dir=\"auto\">{name}</h2><p>{place}</p></div>\n\
         <p class=\"gt-sheet__number\">{says} <strong>{number}</strong></p>\n</header>\n<p>{how}</p>\n",
        label = escape(&say("tallySheet.title")),
        name = escape(event.name()),
        place = escape(&place(event)),
        says = escape(&say("tallySheet.number")),
        how = escape(&say("tallySheet.how")),
    );
    let _ = write!(
        out,
        "<table class=\"gt-sheet__table\"><caption class=\"gt-visually-hidden\">{}</caption><thead><tr>",
        escape(&say("tallySheet.title"))
    );
    let head = |out: &mut String, words: &str| {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(words));
    };
    head(out, &say("eventReport.topic"));
    let columns = sheet::columns();
    columns.iter().for_each(|column| head(out, &sheet::column_word(column)));
    out.push_str("</tr></thead><tbody>\n");
    let boxes = boxes();
    let empty = std::iter::repeat_n(String::new(), EMPTY_ROWS);
    for topic in topics.iter().cloned().chain(empty) {
        let cells = format!("<td>{boxes}</td>").repeat(columns.len());
        // Where a topic is still to be written there is no heading yet.
        let head = if topic.is_empty() { "<td></td>".to_owned() } else { format!("<th scope=\"row\">{topic}</th>") };
        let _ = writeln!(out, "<tr>{head}{cells}</tr>");
    }
    out.push_str("</tbody></table>\n<div class=\"gt-sheet__foot\">");
    for key in ["eventReport.reached", "eventReport.leaflets", "tallySheet.hard"] {
        let _ = write!(out, "<p class=\"gt-sheet__line\">{}</p>", escape(&say(key)));
    }
    let _ = write!(
        out,
        "</div>\n<div class=\"gt-sheet__safe\"><p><strong>{}</strong></p><p>{}</p></div>\n</article>\n",
        escape(&say("tallySheet.safe")),
        escape(&lead(event))
    );
}

/// The sheets of an event that were typed in, with what they come to together.
pub fn sheets_typed_in(ledger: &Ledger, id: Id) -> String {
    let all = sheet::typed_in(ledger, id);
    if all.is_empty() {
        return format!("<p>{}</p>", escape(&say("tallySheet.none")));
    }
    let sum: u64 = all.iter().map(|s| s.conversations).sum();
    let rows = all.into_iter().map(|s| vec![s.number, s.conversations.to_string()]);
    table(&["sheet", "conversations"], rows.chain([vec![say("tallySheet.all"), sum.to_string()]]).collect())
}

/// In what a sheet differs from the first, second… one with its number that was typed in before.
pub fn sheet_differences(ledger: &Ledger, id: Id, typed: &Sheet, nth: u64) -> String {
    let rows = sheet::differences(ledger, id, typed, nth).into_iter().map(|d| vec![d.what, d.before, d.now]);
    table(&["what", "before", "now"], rows.collect())
}

/// A table on the screen, whose rows begin with what they are about.
fn table(headings: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut out = "<table class=\"nhsuk-table\"><thead class=\"nhsuk-table__head\"><tr>".to_owned();
    let cell = |out: &mut String, scope: &str, words: &str| {
        let words = escape(words);
        let _ = match scope {
            "" => write!(out, "<td class=\"nhsuk-table__cell\">{words}</td>"),
            _ => write!(out, "<th class=\"nhsuk-table__header\" scope=\"{scope}\">{words}</th>"),
        };
    };
    headings.iter().for_each(|key| cell(&mut out, "col", &say(&format!("tallySheet.{key}"))));
    out.push_str("</tr></thead><tbody class=\"nhsuk-table__body\">");
    for row in rows {
        out.push_str("<tr class=\"nhsuk-table__row\">");
        row.iter().enumerate().for_each(|(at, words)| cell(&mut out, if at == 0 { "row" } else { "" }, words));
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
    out
}

/// Whom to tell: the safeguarding lead, or a line to write on.
fn lead(event: Event<'_>) -> String {
    let line = |words: &str| if words.trim().is_empty() { "\u{2026}".repeat(12) } else { words.trim().to_owned() };
    fill("tallySheet.lead", &[("lead", &line(event.lead())), ("number", &line(event.lead_number()))])
}

fn place(event: Event<'_>) -> String {
    let facts = [when(event), event.venue().to_owned()];
    facts.into_iter().filter(|fact| !fact.trim().is_empty()).collect::<Vec<_>>().join(" \u{b7} ")
}

/// The boxes of a cell, and a line for their sum.
fn boxes() -> String {
    let mut path = String::new();
    for (column, row) in BOXES {
        let _ = write!(path, "M{} {}h9v6h-9z", 1 + column * 10, 1 + row * 7);
    }
    format!(
        "<svg class=\"gt-sheet__boxes\" viewBox=\"0 0 42 15\" aria-hidden=\"true\" focusable=\"false\">\
         <path d=\"{path}M33 14h8\" fill=\"none\" stroke=\"#777\" stroke-width=\".3\"/></svg>"
    )
}

/// Lines of an answers sheet, which is half a sheet of A4, and letters on a line.
const LINES: usize = 15;
const LETTERS: usize = 80;

/// What stands on an answers sheet, told near the event first, and what does not fit on it any more.
pub fn answers_that_fit(ledger: &Ledger, id: Id) -> (Vec<AnswerLine>, Vec<AnswerLine>) {
    let lines = |letters: usize| letters.div_ceil(LETTERS);
    let mut used = 0;
    // In order: a short one does not come before a long one that was told nearer by.
    answers(ledger, Some(id)).into_iter().partition(|answer| {
        let became = [&answer.state_words(), &answer.because, &answer.answered_by, &answer.date];
        let became: usize = became.iter().map(|text| text.chars().count() + 2).sum();
        let first = used == 0;
        used += lines(answer.told.chars().count()) + lines(became) + 1;
        first || used <= LINES
    })
}

/// What people told us and what happened since, twice on a sheet of A4 that is cut into two of A5.
pub fn answers_sheet(ledger: &Ledger, id: Id, partnership: &str) -> String {
    let (shown, _) = answers_that_fit(ledger, id);
    let mut half = format!(
        "<section class=\"gt-half\">\n<header class=\"gt-paper__head\"><p class=\"gt-paper__kind\">{}</p>\
         <h2 class=\"gt-paper__title\">{}</h2></header>\n",
        escape(partnership),
        escape(&say("answersSheet.title")),
    );
    if shown.is_empty() {
        let _ = writeln!(half, "<p>{}</p>", escape(&say("answersSheet.none")));
    }
    for answer in shown {
        let mut became = format!("<strong>{}.</strong> {}", escape(&answer.state_words()), escape(&answer.because));
        if !answer.answered_by.is_empty() {
            let gaps: [(&str, &dyn std::fmt::Display); 2] =
                [("who", &answer.answered_by), ("day", &day_text(&answer.date))];
            let _ =
                write!(became, " <span class=\"gt-paper__muted\">{}</span>", escape(&fill("answersSheet.by", &gaps)));
        }
        let _ = writeln!(
            half,
            "<div class=\"gt-half__answer\"><p dir=\"auto\">{}</p><p dir=\"auto\">{became}</p></div>",
            escape(&answer.told)
        );
    }
    half.push_str("</section>\n");
    format!("<article class=\"gt-paper gt-halves\">\n{half}{half}</article>\n")
}

/// The stall's poster: what is counted and what is not. `contact` answers questions.
pub fn poster(partnership: &str, contact: &str) -> String {
    let line = |words: &str| if words.trim().is_empty() { "\u{2026}".repeat(20) } else { words.trim().to_owned() };
    let mut out = format!(
        "<article class=\"gt-paper gt-poster\">\n<h2 class=\"gt-paper__title\">{}</h2>\n",
        escape(&say("poster.title"))
    );
    for key in ["count", "never", "alone", "said", "goes", "danger", "questions"] {
        let gaps: [(&str, &dyn std::fmt::Display); 2] =
            [("partnership", &line(partnership)), ("contact", &line(contact))];
        let _ = writeln!(out, "<p>{}</p>", escape(&fill(&format!("poster.{key}"), &gaps)));
    }
    out.push_str("</article>\n");
    out
}
