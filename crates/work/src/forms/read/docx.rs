//! Word's file to a document: text, tables, marks from content controls and bookmarks, and what stands
//! beside the text (comments, notes, headers).

use super::document::{Builder, Document, Item, properties, words};
use crate::office::{Flaw, Package, Start, Step, walk};

/// What Word keeps beside the text: the beginning of the part's name, and what it is.
const BESIDE: [(&str, &str); 5] = [
    ("word/comments", "comment"),
    ("word/footnotes", "note"),
    ("word/endnotes", "note"),
    ("word/header", "header"),
    ("word/footer", "header"),
];

/// The document in a package.
pub(super) fn read(package: &Package<'_>) -> Result<Document, Flaw> {
    let main = package.text("word/document.xml")?.ok_or(Flaw::Broken)?;
    let mut document = Document { items: items(&main)?, ..Document::default() };
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    for name in names.iter().filter(|n| n.ends_with(".xml")) {
        // Word lists a comment's people, dates and threads in parts of their own, without words.
        let Some((_, what)) = BESIDE.iter().find(|(start, _)| name.starts_with(start)) else { continue };
        let Some(text) = package.text(name)? else { continue };
        document.beside.extend(words(items(&text)?).into_iter().map(|w| (*what, w)));
    }
    if let Some(text) = package.text("docProps/custom.xml")? {
        document.properties = properties(&text, "property")?;
    }
    Ok(document)
}

/// Elements whose inside says how something looks, or stands there a second time.
const SKIPPED: [&str; 9] = ["pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "Fallback", "moveFrom"];

#[derive(Default)]
struct Walk {
    builder: Builder,
    skipped: usize,
    in_text: usize,
}

fn items(xml: &str) -> Result<Vec<Item>, Flaw> {
    let mut now = Walk::default();
    walk(xml, |step| {
        match step {
            Step::Open(start) => now.open(start),
            Step::Close(name) => now.close(name),
            Step::Text(text) => {
                if now.in_text > 0 && now.skipped == 0 {
                    now.builder.text(text);
                }
            }
        }
        Ok(())
    })?;
    Ok(now.builder.finish())
}

impl Walk {
    fn open(&mut self, start: &Start<'_>) {
        let name = start.name();
        // A control's tag stands among its looks.
        if name == "tag" {
            start.value("val").into_iter().for_each(|tag| self.builder.mark(&tag));
        }
        if SKIPPED.contains(&name) {
            self.skipped += 1;
        }
        if self.skipped > 0 {
            return;
        }
        match name {
            "p" => self.builder.open_paragraph(),
            "t" => self.in_text += 1,
            "tab" | "ptab" => self.builder.text("\t"),
            "br" | "cr" => self.builder.text("\n"),
            "noBreakHyphen" => self.builder.text("\u{2011}"),
            // A character of a font of symbols: which one cannot be known.
            "sym" => self.builder.text("\u{fffd}"),
            "blip" | "imagedata" => self.builder.picture(),
            "bookmarkStart" => start.value("name").into_iter().for_each(|name| self.builder.mark(&name)),
            "tbl" => self.builder.open_table(),
            "tr" => self.builder.open_row(),
            "tc" => self.builder.open_cell(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if SKIPPED.contains(&name) {
            self.skipped = self.skipped.saturating_sub(1);
        } else if self.skipped == 0 {
            match name {
                "p" => self.builder.close_paragraph(),
                "t" => self.in_text = self.in_text.saturating_sub(1),
                "tbl" => self.builder.close_table(),
                _ => {}
            }
        }
    }
}
