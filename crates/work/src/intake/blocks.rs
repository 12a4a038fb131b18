//! Plain text, with "What: / Who: / When:" blocks where it has them. Each block becomes a row that brings
//! its own columns.

use super::column_names::Role;
use super::columns;
use super::markdown::unmarked;
use super::markup::plain_words;
use super::source::{Cell, Content, Piece, RawLine, Row};

/// How long a label inside a line may be, in bytes.
const MAX_LABEL: usize = 30;

/// A block being read: labels with their words, and the lines it takes.
#[derive(Default)]
struct Block {
    fields: Vec<(String, Role, String)>,
    first: usize,
    last: usize,
}

/// The pieces of such a text.
pub(super) fn pieces(lines: &[RawLine<'_>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut block = Block::default();
    // Whether the line before was part of the block, so that a line without a label continues it.
    let mut open = false;
    for (index, line) in lines.iter().enumerate() {
        let number = index + 1;
        let found = labels(line.text);
        if !found.is_empty() {
            for (label, role, words) in found {
                block.add(label, role, words, number, &mut pieces);
            }
            open = true;
        } else if line.text.trim().is_empty() {
            // A blank line does not end a block: the next label may belong to it. It is put in order later.
            pieces.push(Piece { first: number, last: number, content: Content::Blank });
            open = false;
        } else if open && super::structure::read(line.text, None).is_words() {
            block.continue_with(line.text, number);
        } else {
            block.finish(&mut pieces);
            let words = Content::Words { text: plain_words(&unmarked(line.text)), level: None };
            pieces.push(Piece { first: number, last: number, content: words });
            open = false;
        }
    }
    block.finish(&mut pieces);
    pieces.sort_by_key(|a| a.first);
    pieces
}

impl Block {
    fn add(&mut self, label: String, role: Role, words: String, line: usize, pieces: &mut Vec<Piece>) {
        let again = self.fields.iter().any(|(_, known, _)| *known == role);
        if role == Role::Action || again {
            self.finish(pieces);
        }
        if self.fields.is_empty() {
            self.first = line;
        }
        self.last = line;
        self.fields.push((label, role, words));
    }

    fn continue_with(&mut self, text: &str, line: usize) {
        if let Some((_, _, words)) = self.fields.last_mut() {
            words.push('\n');
            words.push_str(text.trim());
            self.last = line;
        }
    }

    fn finish(&mut self, pieces: &mut Vec<Piece>) {
        let block = std::mem::take(self);
        if block.fields.is_empty() {
            return;
        }
        let cell = |words: &String| Cell::new(words.trim(), plain_words(words.trim()));
        let row = Row {
            cells: block.fields.iter().map(|(_, _, words)| cell(words)).collect(),
            labels: Some(block.fields.into_iter().map(|(label, ..)| label).collect()),
            ..Row::default()
        };
        pieces.push(Piece { first: block.first, last: block.last, content: Content::Row(row) });
    }
}

/// The labels of a line with their words: one at its start, and further ones inside it ("What: … Who: …").
/// Priorities and aims are headings here, not labels.
pub(super) fn labels(line: &str) -> Vec<(String, Role, String)> {
    let line = unmarked(line);
    let start = line.trim_start_matches([' ', '\t', '-', '*', '•', '\u{a0}']);
    let mut found: Vec<(String, Role, String)> = Vec::new();
    let mut from = 0;
    for (at, _) in start.match_indices(':') {
        let Some(before) = start.get(from..at) else { continue };
        let Some((words, label, role)) = label_at_end(before, found.is_empty()) else {
            if found.is_empty() {
                break;
            }
            continue;
        };
        if let Some((_, _, last)) = found.last_mut() {
            *last = words.trim().trim_end_matches([';', '|', ',']).trim().to_owned();
        }
        found.push((label.to_owned(), role, String::new()));
        from = at + 1;
    }
    if let Some((_, _, last)) = found.last_mut() {
        *last = start.get(from..).unwrap_or_default().trim().to_owned();
    }
    found
}

/// The label that ends this text, with the words before it. The first label of a line is the whole of it;
/// later ones are the last words that name a column and start with a capital.
fn label_at_end(text: &str, first: bool) -> Option<(&str, &str, Role)> {
    if first {
        let role = columns::role(text).filter(|r| !matches!(r, Role::Priority | Role::Aim | Role::Number))?;
        return Some(("", text.trim(), role));
    }
    // Only the end of the text can be a label.
    let from = (text.len().saturating_sub(MAX_LABEL)..=text.len()).find(|at| text.is_char_boundary(*at))?;
    let end = text.get(from..)?;
    let starts_word = |at: usize| text.get(..at).and_then(|t| t.chars().next_back()).is_none_or(char::is_whitespace);
    let starts = end.char_indices().filter(|(_, c)| c.is_uppercase()).map(|(at, _)| from + at);
    let names = |at: &usize| text.get(*at..).and_then(columns::role).is_some_and(|r| r != Role::Number);
    let at = starts.filter(|at| starts_word(*at)).find(names)?;
    let (words, label) = text.split_at_checked(at)?;
    Some((words, label.trim(), columns::role(label)?))
}
