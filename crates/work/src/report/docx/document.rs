//! The document's own part: paragraphs, lists, tables, and the sheet they stand on.

use crate::domain::{Colour, Rating};
use crate::office::word::SPACES;
use crate::office::{Xml, is_rtl};
use crate::report::paper::{hex, right_to_left};
use crate::report::{Bar, Block, Cell, Inline, Paper, Table};
use crate::words::say;

/// A sheet: A4 in twentieths of a point, upright or on its side, and its margins.
struct Sheet {
    width: u32,
    height: u32,
    side: u32,
}

impl Sheet {
    fn of(paper: &Paper) -> Sheet {
        let (short, long) = (11906, 16838);
        let (width, height) = if paper.is_wide() { (long, short) } else { (short, long) };
        Sheet { width, height, side: 1020 }
    }

    fn text_width(&self) -> u32 {
        self.width - 2 * self.side
    }
}

/// `word/document.xml`.
pub(super) fn document(paper: &Paper) -> Vec<u8> {
    let sheet = Sheet::of(paper);
    let mut xml = Xml::new();
    xml.element("w:document", &SPACES, |xml| {
        xml.element("w:body", &[], |xml| {
            paragraph(xml, "Title", &[Inline::Text(paper.title.clone())], &Extra::default());
            paragraph(xml, "Subtitle", &[Inline::Text(paper.subtitle.clone())], &Extra::default());
            for (name, value) in &paper.meta {
                let words = [Inline::Text(format!("{name}: {value}"))];
                paragraph(xml, "PaperFacts", &words, &Extra::default());
            }
            let mut state = State { bookmark: 0, new_sheet: false, width: sheet.text_width(), keep_next: false };
            for part in &paper.blocks {
                block(xml, part, &mut state, None);
            }
            section(xml, &sheet);
        });
    });
    xml.bytes()
}

struct State {
    bookmark: u32,
    new_sheet: bool,
    width: u32,
    keep_next: bool,
}

/// What a paragraph has beside its style and words.
#[derive(Default)]
struct Extra<'a> {
    new_sheet: bool,
    bookmark: Option<(u32, &'a str)>,
    bullet: bool,
    keep_next: bool,
}

fn section(xml: &mut Xml, sheet: &Sheet) {
    let [width, height, side] = [sheet.width, sheet.height, sheet.side].map(|n| n.to_string());
    xml.element("w:sectPr", &[], |xml| {
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId4")]);
        let mut size = vec![("w:w", width.as_str()), ("w:h", height.as_str())];
        size.extend((sheet.width > sheet.height).then_some(("w:orient", "landscape")));
        xml.empty("w:pgSz", &size);
        let margins = [
            ("w:top", "850"),
            ("w:right", side.as_str()),
            ("w:bottom", "850"),
            ("w:left", side.as_str()),
            ("w:header", "510"),
            ("w:footer", "425"),
            ("w:gutter", "0"),
        ];
        xml.empty("w:pgMar", &margins);
    });
}

/// One block; within a cell, `cell` names the style of its paragraphs.
fn block(xml: &mut Xml, block: &Block, state: &mut State, cell: Option<&str>) {
    let new_sheet = std::mem::take(&mut state.new_sheet);
    let mut extra = Extra { new_sheet, keep_next: state.keep_next, ..Extra::default() };
    match block {
        Block::Heading { level, text, id } => {
            state.bookmark += 1;
            extra.bookmark = Some((state.bookmark, id));
            paragraph(xml, &format!("Heading{}", (*level).clamp(1, 4)), text, &extra);
        }
        Block::Paragraph(text) => paragraph(xml, cell.unwrap_or("Normal"), text, &extra),
        Block::Note(text) => paragraph(xml, if cell.is_some() { "TableNote" } else { "Note" }, text, &extra),
        Block::List(items) => {
            for item in items {
                extra.bullet = true;
                paragraph(xml, if cell.is_some() { "TableBullet" } else { "ListBullet" }, item, &extra);
                extra.new_sheet = false;
            }
        }
        Block::Table(t) if cell.is_none() => table(xml, t, state),
        // A table within a cell is not made by any paper; its words would still be kept.
        Block::Table(t) => {
            t.rows.iter().flat_map(|r| &r.cells).flatten().for_each(|b| self::block(xml, b, state, cell));
        }
        Block::Bar(b) => bar(xml, b, &extra),
        // The table behind it says the same; a sheet that it would have begun is begun by that.
        Block::Grid(_) => state.new_sheet = new_sheet,
        Block::PageBreak => state.new_sheet = true,
    }
}

fn bar(xml: &mut Xml, bar: &Bar, extra: &Extra<'_>) {
    let mut words = vec![Inline::Text(format!("{}: ", bar.caption))];
    for (at, part) in bar.parts.iter().enumerate() {
        let comma = if at + 1 < bar.parts.len() { ", " } else { "" };
        words.push(part.rating.clone().map_or(Inline::NotKnown, Inline::Rating));
        words.push(Inline::Text(format!(" {}{comma}", part.count)));
    }
    paragraph(xml, "Normal", &words, &Extra { keep_next: true, ..*extra });
}

fn table(xml: &mut Xml, table: &Table, state: &State) {
    if table.caption_shown {
        paragraph(xml, "Caption", &[Inline::Text(table.caption.clone())], &Extra::default());
    }
    let widths = widths(table, state.width);
    xml.element("w:tbl", &[], |xml| {
        xml.element("w:tblPr", &[], |xml| {
            xml.val("w:tblStyle", "PaperTable");
            xml.empty("w:tblW", &[("w:w", &state.width.to_string()), ("w:type", "dxa")]);
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            xml.empty(
                "w:tblLook",
                &[
                    ("w:val", "0020"),
                    ("w:firstRow", "1"),
                    ("w:lastRow", "0"),
                    ("w:firstColumn", "0"),
                    ("w:lastColumn", "0"),
                    ("w:noHBand", "1"),
                    ("w:noVBand", "1"),
                ],
            );
            xml.val("w:tblCaption", &table.caption);
        });
        xml.element("w:tblGrid", &[], |xml| {
            for width in &widths {
                xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        let headings: Vec<Cell> =
            table.columns.iter().map(|c| vec![Block::Paragraph(vec![Inline::Text(c.heading.clone())])]).collect();
        row(xml, &headings, &widths, Kind::Header);
        for (at, one) in table.rows.iter().enumerate() {
            // A table stays whole where each row but the last is kept with the next.
            let kept = table.kept_whole && at + 1 < table.rows.len();
            let kind = match (kept, one.is_long()) {
                (true, _) => Kind::Kept,
                (false, true) => Kind::Long,
                (false, false) => Kind::Free,
            };
            row(xml, &one.cells, &widths, kind);
        }
    });
    // Word needs a paragraph between a table and what follows it.
    paragraph(xml, "AfterTable", &[], &Extra::default());
}

fn widths(table: &Table, total: u32) -> Vec<u32> {
    let shares = table.columns.iter().map(|c| c.share).sum::<u32>().max(1);
    let mut widths: Vec<u32> = table.columns.iter().map(|c| total * c.share / shares).collect();
    let rest = total.saturating_sub(widths.iter().sum());
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}

/// What kind of row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Repeated on every sheet.
    Header,
    /// On the sheet of the next row.
    Kept,
    /// Wherever it falls.
    Free,
    /// Wherever it falls, and over the end of a sheet.
    Long,
}

fn row(xml: &mut Xml, cells: &[Cell], widths: &[u32], kind: Kind) {
    xml.element("w:tr", &[], |xml| {
        xml.element("w:trPr", &[], |xml| {
            if kind != Kind::Long {
                xml.empty("w:cantSplit", &[]);
            }
            if kind == Kind::Header {
                xml.empty("w:tblHeader", &[]);
            }
        });
        for (cell, width) in cells.iter().zip(widths) {
            xml.element("w:tc", &[], |xml| {
                xml.element("w:tcPr", &[], |xml| {
                    xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
                });
                let mut state = State {
                    bookmark: 0,
                    new_sheet: false,
                    width: *width,
                    keep_next: matches!(kind, Kind::Header | Kind::Kept),
                };
                let style = if kind == Kind::Header { "TableHead" } else { "TableText" };
                for part in cell {
                    block(xml, part, &mut state, Some(style));
                }
                // Word refuses a cell without a paragraph.
                let said = |b: &Block| match b {
                    Block::List(items) => !items.is_empty(),
                    Block::Table(_) | Block::Grid(_) | Block::PageBreak => false,
                    _ => true,
                };
                if !cell.last().is_some_and(said) {
                    paragraph(xml, style, &[], &Extra::default());
                }
            });
        }
    });
}

fn paragraph(xml: &mut Xml, style: &str, words: &[Inline], extra: &Extra<'_>) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.val("w:pStyle", style);
            if extra.keep_next {
                xml.empty("w:keepNext", &[]);
            }
            if extra.new_sheet {
                xml.empty("w:pageBreakBefore", &[]);
            }
            if extra.bullet {
                xml.element("w:numPr", &[], |xml| {
                    xml.val("w:ilvl", "0");
                    xml.val("w:numId", "1");
                });
            }
            if right_to_left(words) {
                xml.empty("w:bidi", &[]);
            }
        });
        if let Some((number, name)) = extra.bookmark {
            // Word keeps names of bookmarks to letters, digits and underscores, 40 at most.
            let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).take(40).collect();
            let number = number.to_string();
            xml.empty("w:bookmarkStart", &[("w:id", &number), ("w:name", &name)]);
            xml.empty("w:bookmarkEnd", &[("w:id", &number)]);
        }
        for word in words {
            inline(xml, word);
        }
    });
}

fn inline(xml: &mut Xml, inline: &Inline) {
    match inline {
        Inline::Text(text) => run(xml, text, false, None),
        Inline::Strong(text) => run(xml, text, true, None),
        Inline::Muted(text) => run(xml, text, false, Some("444444")),
        Inline::Break => xml.element("w:r", &[], |xml| xml.empty("w:br", &[])),
        Inline::Rating(Rating { shape, colour, name, .. }) => {
            run(xml, &shape.glyph().to_string(), false, Some(hex(*colour).trim_start_matches('#')));
            // The word's colour is darker than the shape's: it is small and must be read.
            run(xml, &format!("\u{a0}{name}"), true, Some(ink(*colour)));
        }
        Inline::NotKnown => run(xml, &say("report.rating.notKnown"), false, Some("444444")),
    }
}

fn run(xml: &mut Xml, text: &str, bold: bool, colour: Option<&str>) {
    let rtl = text.chars().find(|c| c.is_alphabetic()).is_some_and(is_rtl);
    xml.element("w:r", &[], |xml| {
        if bold || rtl || colour.is_some() {
            xml.element("w:rPr", &[], |xml| {
                if bold {
                    xml.empty("w:b", &[]);
                    xml.empty("w:bCs", &[]);
                }
                if let Some(colour) = colour {
                    xml.val("w:color", colour);
                }
                if rtl {
                    xml.empty("w:rtl", &[]);
                }
            });
        }
        xml.text("w:t", &[("xml:space", "preserve")], text);
    });
}

fn ink(colour: Colour) -> &'static str {
    match colour {
        Colour::Green => "14492A",
        Colour::Amber => "5C3300",
        Colour::Red => "7A1712",
        Colour::Blue => "123F6B",
        Colour::Purple => "44277A",
        Colour::Grey => "37454D",
    }
}
