//! A paper as Markdown (CommonMark with the usual pipe tables).

use super::{Bar, Block, Inline, Paper, Table};
use crate::domain::Rating;
use crate::office::printable;
use crate::words::say;

/// The paper as Markdown.
pub fn markdown(paper: &Paper) -> String {
    let mut parts = Vec::new();
    parts.push(format!("# {}", words(&paper.title)));
    parts.push(words(&paper.subtitle));
    let meta = paper.meta.iter().map(|(name, value)| format!("- {}: {}", words(name), words(value)));
    parts.push(meta.collect::<Vec<_>>().join("\n"));
    parts.extend(paper.blocks.iter().map(block));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { level, text, .. } => {
            format!("{} {}", "#".repeat(usize::from(*level).clamp(1, 4) + 1), inlines(text, " "))
        }
        Block::Paragraph(text) | Block::Note(text) => guarded(&inlines(text, "\\\n")),
        Block::List(items) => {
            let items = items.iter().map(|i| format!("- {}", guarded(&inlines(i, " "))));
            items.collect::<Vec<_>>().join("\n")
        }
        Block::Table(t) => table(t),
        Block::Bar(b) => bar(b),
        // The table behind it says the same.
        Block::Grid(_) => String::new(),
        Block::PageBreak => "---".to_owned(),
    }
}

fn bar(bar: &Bar) -> String {
    let part = |p: &super::BarPart| {
        let rating = p.rating.as_ref().map_or(Inline::NotKnown, |r| Inline::Rating(r.clone()));
        format!("{} {}", inline(&rating, " "), p.count)
    };
    format!("{}: {}", words(&bar.caption), bar.parts.iter().map(part).collect::<Vec<_>>().join(", "))
}

fn table(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut lines = Vec::new();
    if table.caption_shown {
        lines.push(format!("**{}**", words(&table.caption)));
        lines.push(String::new());
    }
    lines.push(line(table.columns.iter().map(|c| words(&c.heading)).collect()));
    lines.push(line(table.columns.iter().map(|_| "---".to_owned()).collect()));
    for row in &table.rows {
        lines.push(line(row.cells.iter().map(|c| cell(c)).collect()));
    }
    lines.join("\n")
}

/// A cell stands on one line: paragraphs and items are parted by `<br>`.
fn cell(blocks: &[Block]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for part in blocks {
        match part {
            Block::Paragraph(text) | Block::Note(text) | Block::Heading { text, .. } => {
                lines.push(inlines(text, "<br>"))
            }
            Block::List(items) => lines.extend(items.iter().map(|i| format!("\u{2022} {}", inlines(i, "<br>")))),
            Block::Bar(b) => lines.push(bar(b)),
            Block::Table(_) | Block::Grid(_) | Block::PageBreak => {}
        }
    }
    lines.join("<br>")
}

fn inlines(all: &[Inline], line_break: &str) -> String {
    all.iter().map(|i| inline(i, line_break)).collect()
}

fn inline(one: &Inline, line_break: &str) -> String {
    match one {
        Inline::Text(text) => words(text),
        Inline::Strong(text) => around("**", text),
        Inline::Muted(text) => around("_", text),
        Inline::Break => line_break.to_owned(),
        Inline::Rating(Rating { shape, name, .. }) => format!("{} {}", shape.glyph(), words(name)),
        Inline::NotKnown => around("_", &say("report.rating.notKnown")),
    }
}

/// Marks stand directly at the words, or they are no marks.
fn around(mark: &str, text: &str) -> String {
    let text = words(text);
    match text.trim() {
        "" => text,
        trimmed => format!("{mark}{trimmed}{mark}"),
    }
}

/// People's words, so that no character of them means anything.
fn words(text: &str) -> String {
    let text = printable(text);
    let mut safe = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            // An ampersand means something only before a name or a number.
            '&' if rest.peek().is_some_and(|n| n.is_ascii_alphanumeric() || *n == '#') => safe.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => safe.extend(['\\', c]),
            _ => safe.push(c),
        }
    }
    safe
}

/// A line that would begin a heading, a list, a quotation or a rule does not.
fn guarded(text: &str) -> String {
    text.split('\n').map(guarded_line).collect::<Vec<_>>().join("\n")
}

fn guarded_line(line: &str) -> String {
    let text = line.trim_start();
    if text.starts_with(['#', '-', '+', '=', ':']) {
        return format!("\\{text}");
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match text.split_at_checked(digits) {
        Some((number, tail)) if digits > 0 && tail.starts_with(['.', ')']) => format!("{number}\\{tail}"),
        _ => text.to_owned(),
    }
}
