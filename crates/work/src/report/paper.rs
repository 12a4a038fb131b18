//! The model of a paper: blocks of words, without any format. Writers read it; kinds of paper make it.

use crate::domain::{Colour, Rating};
use crate::office::is_rtl;

/// A run of words within a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Words that name what follows them, or matter more.
    Strong(String),
    /// Words that matter less: dates, remarks of the paper itself.
    Muted(String),
    /// A new line within the paragraph.
    Break,
    /// A rating: word, shape and colour.
    Rating(Rating),
    /// "Not known": the rating that nobody has given. Never green.
    NotKnown,
}

/// The words of a paragraph.
pub type Inlines = Vec<Inline>;

/// What a cell of a table holds: paragraphs, lists and notes.
pub type Cell = Vec<Block>;

/// One piece of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 for the paper's main parts (the title stands above them) to 4.
        level: u8,
        /// Its words.
        text: Inlines,
        /// What identifies it in this paper: small letters, digits and hyphens.
        id: String,
    },
    /// A paragraph.
    Paragraph(Inlines),
    /// A bulleted list.
    List(Vec<Inlines>),
    /// A table.
    Table(Table),
    /// How many of each rating.
    Bar(Bar),
    /// A picture of the table that follows.
    Grid(Grid),
    /// A remark of the paper itself, quieter than its text.
    Note(Inlines),
    /// What follows starts on a new sheet.
    PageBreak,
}

/// A table. Its header row is repeated on every sheet; its rows are not torn in two, but for long ones ([`Row::is_long`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What the table shows, for those who cannot see where it stands.
    pub caption: String,
    /// Whether the caption is printed; where a heading right above says the same, it is not.
    pub caption_shown: bool,
    /// Whether it is so small that it is kept whole on one sheet.
    pub kept_whole: bool,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has one cell per column, and the first cell names the row.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Its share of the table's width, beside the other columns' shares.
    pub share: u32,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The cells, in the columns' order.
    pub cells: Vec<Cell>,
}

impl Row {
    /// So many letters in one cell, and its row may be torn in two: kept whole it would leave half a sheet empty.
    const LONG: usize = 900;

    /// Whether a row is so long that it may go over from one sheet to the next.
    pub fn is_long(&self) -> bool {
        let letters = |words: &Inlines| -> usize {
            let one = |word: &Inline| match word {
                Inline::Text(t) | Inline::Strong(t) | Inline::Muted(t) => t.chars().count(),
                _ => 0,
            };
            words.iter().map(one).sum()
        };
        let of_block = |block: &Block| match block {
            Block::Heading { text, .. } | Block::Paragraph(text) | Block::Note(text) => letters(text),
            Block::List(items) => items.iter().map(letters).sum(),
            _ => 0,
        };
        self.cells.iter().any(|cell| cell.iter().map(of_block).sum::<usize>() > Row::LONG)
    }
}

/// How many of each rating, drawn as a bar where a format can draw and said in words everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What is counted.
    pub caption: String,
    /// The parts, in the scale's order; "not known" comes last.
    pub parts: Vec<BarPart>,
}

/// One part of a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarPart {
    /// The rating; `None` for not known.
    pub rating: Option<Rating>,
    /// How many.
    pub count: usize,
}

/// Numbers by row and column, drawn where a format can draw. The same numbers stand in the table that follows,
/// so formats that cannot draw leave it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// What is counted.
    pub caption: String,
    /// The rows' names.
    pub rows: Vec<String>,
    /// The columns' names.
    pub columns: Vec<String>,
    /// The numbers, row by row; `None` for one that is not shown.
    pub cells: Vec<Vec<Option<u64>>>,
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// What the paper is about: the plan's title.
    pub title: String,
    /// What kind of paper it is.
    pub subtitle: String,
    /// Facts about the paper, each a name and a value.
    pub meta: Vec<(String, String)>,
    /// Its content.
    pub blocks: Vec<Block>,
    /// The language of its own words, as BCP 47 has it.
    pub lang: &'static str,
}

impl Paper {
    /// Whether a table has so many columns that a sheet is better lying on its side.
    pub fn is_wide(&self) -> bool {
        self.blocks.iter().any(|b| matches!(b, Block::Table(t) if t.columns.len() > 3))
    }
}

impl Block {
    /// A paragraph of plain words.
    pub fn text(words: impl Into<String>) -> Block {
        Block::Paragraph(vec![Inline::Text(words.into())])
    }

    /// A remark of plain words.
    pub fn note(words: impl Into<String>) -> Block {
        Block::Note(vec![Inline::Muted(words.into())])
    }

    /// A heading of plain words.
    pub fn heading(level: u8, words: impl Into<String>, id: impl Into<String>) -> Block {
        Block::Heading { level, text: vec![Inline::Text(words.into())], id: id.into() }
    }
}

/// Words as people typed them, as blocks: an empty line parts paragraphs, lines that begin with a dash
/// or a bullet are a list, other lines of a paragraph stay lines.
pub fn prose(text: &str) -> Vec<Block> {
    let plain = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'], "\n");
    let mut blocks = Vec::new();
    let mut paragraph: Inlines = Vec::new();
    let mut list: Vec<Inlines> = Vec::new();
    for line in plain.lines().map(str::trim) {
        let item = ["- ", "* ", "\u{2022} ", "\u{2013} ", "\u{2022}"].iter().find_map(|dash| line.strip_prefix(dash));
        if let Some(item) = item {
            close(&mut blocks, &mut paragraph, Block::Paragraph);
            if !item.trim().is_empty() {
                list.push(vec![Inline::Text(item.trim().to_owned())]);
            }
        } else if line.is_empty() {
            close(&mut blocks, &mut paragraph, Block::Paragraph);
        } else {
            close(&mut blocks, &mut list, Block::List);
            if !paragraph.is_empty() {
                paragraph.push(Inline::Break);
            }
            paragraph.push(Inline::Text(line.to_owned()));
        }
    }
    close(&mut blocks, &mut paragraph, Block::Paragraph);
    close(&mut blocks, &mut list, Block::List);
    blocks
}

fn close<T>(blocks: &mut Vec<Block>, open: &mut Vec<T>, block: fn(Vec<T>) -> Block) {
    if !open.is_empty() {
        blocks.push(block(std::mem::take(open)));
    }
}

/// The colour of a rating's shape, on white paper; each has at least 3:1 against it.
pub(super) fn hex(colour: Colour) -> &'static str {
    match colour {
        Colour::Green => "#2c7d48",
        Colour::Amber => "#c06a00",
        Colour::Red => "#b52a22",
        Colour::Blue => "#24639f",
        Colour::Purple => "#6c46a6",
        Colour::Grey => "#66757e",
    }
}

/// Whether words run from right to left: whether the first letter with a direction does.
pub(super) fn right_to_left(words: &[Inline]) -> bool {
    let text = words.iter().filter_map(|w| match w {
        Inline::Text(t) | Inline::Strong(t) | Inline::Muted(t) => Some(t.as_str()),
        _ => None,
    });
    text.flat_map(str::chars).find(|c| c.is_alphabetic()).is_some_and(is_rtl)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_words_become_paragraphs_and_lists() {
        let text = |t: &str| Inline::Text(t.to_owned());
        let blocks = prose("One\r\ntwo\n\n\nThree:\n- a\n\n- b\n* c\nfour");
        assert_eq!(
            blocks,
            [
                Block::Paragraph(vec![text("One"), Inline::Break, text("two")]),
                Block::Paragraph(vec![text("Three:")]),
                Block::List(vec![vec![text("a")], vec![text("b")], vec![text("c")]]),
                Block::Paragraph(vec![text("four")]),
            ]
        );
        assert!(prose(" \n\t\n").is_empty());
        assert_eq!(prose("-5 degrees, *not* a list"), [Block::text("-5 degrees, *not* a list")]);
    }

    #[test]
    fn direction_shows_from_the_first_letter() {
        let words = |t: &str| vec![Inline::Break, Inline::Text(t.to_owned())];
        assert!(right_to_left(&words("1. \u{645}\u{631}\u{62d}\u{628}\u{627} and")));
        assert!(!right_to_left(&words("and \u{645}")));
    }
}
