//! Which shape a text has, by its content: first by where column headings are found, then by counts.

use super::Format;
use super::blocks::labels;
use super::column_names::Role;
use super::columns;
use super::csv::{head, separator};
use super::delimited::records;
use super::markdown;
use super::source::{Content, split_lines};

/// The shape of a text. Never fails: a text with no sign of a table is plain text.
pub fn guess(text: &str) -> Format {
    let head = head(text);
    let lower = head.to_ascii_lowercase();
    if lower.contains("<tr") && lower.contains("<td") || lower.contains("<html") || lower.contains("<!doctype html") {
        return Format::Html;
    }
    let lines = split_lines(head);
    let headed = |separator: char| records(head, separator).iter().any(|r| columns::is_heading(&r.cells));
    if headed('\t') {
        return Format::Tsv;
    }
    let piped = markdown::pieces(&lines);
    let is_piped_heading = |c: &Content| matches!(c, Content::Row(row) if columns::is_heading(&row.cells));
    if piped.iter().any(|p| is_piped_heading(&p.content)) {
        return Format::Markdown;
    }
    if headed(',') || headed(';') {
        return Format::Csv;
    }
    let blocks = lines.iter().flat_map(|l| labels(l.text)).filter(|(_, role, _)| *role == Role::Action).count();
    if blocks > 0 {
        return Format::Text;
    }
    by_counts(head, &lines.iter().map(|l| l.text).collect::<Vec<_>>())
}

fn by_counts(head: &str, lines: &[&str]) -> Format {
    let count = |is: &dyn Fn(&str) -> bool| lines.iter().filter(|l| is(l)).count();
    let tabs = count(&|l| l.trim().contains('\t'));
    let pipes = count(&|l| l.trim().starts_with('|') || l.matches(" | ").count() > 1);
    let headings = count(&|l| l.starts_with("# ") || l.starts_with("## ") || l.starts_with("### "));
    if tabs > 1 && tabs >= pipes {
        return Format::Tsv;
    }
    if pipes > 1 || headings > 0 {
        return Format::Markdown;
    }
    // Prose has commas too: it is a sheet only if most of its lines have the same number of cells.
    let records = records(head, separator(head));
    let widths: Vec<usize> = records.iter().map(|r| r.cells.len()).filter(|w| *w > 2).collect();
    let usual = widths.iter().map(|w| widths.iter().filter(|x| *x == w).count()).take(50).max().unwrap_or(0);
    if usual > 1 && usual * 4 >= records.len() * 3 { Format::Csv } else { Format::Text }
}
