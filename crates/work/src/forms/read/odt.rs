//! OpenDocument's text file to a document. Its controls may be gone, its bookmarks are not.

use super::document::{Builder, Document, Item, properties, words};
use crate::office::{Flaw, Package, Start, Step, walk};

/// The document in a package.
pub(super) fn read(package: &Package<'_>) -> Result<Document, Flaw> {
    let main = package.text("content.xml")?.ok_or(Flaw::Broken)?;
    let (items, comments) = items(&main)?;
    let mut document = Document { items, ..Document::default() };
    document.beside.extend(comments.into_iter().map(|words| ("comment", words)));
    if let Some(styles) = package.text("styles.xml")? {
        let (headers, _) = self::items(&styles)?;
        document.beside.extend(words(headers).into_iter().map(|w| ("header", w)));
    }
    if let Some(meta) = package.text("meta.xml")? {
        document.properties = properties(&meta, "user-defined")?;
    }
    Ok(document)
}

#[derive(Default)]
struct Walk {
    builder: Builder,
    /// Within words that were taken out again.
    skipped: usize,
    /// Within a comment.
    noted: usize,
    comment: String,
    comments: Vec<String>,
    paragraphs: usize,
}

fn items(xml: &str) -> Result<(Vec<Item>, Vec<String>), Flaw> {
    let mut now = Walk::default();
    walk(xml, |step| {
        match step {
            Step::Open(start) => now.open(start),
            Step::Close(name) => now.close(name),
            Step::Text(text) => now.text(text),
        }
        Ok(())
    })?;
    Ok((now.builder.finish(), now.comments))
}

impl Walk {
    fn text(&mut self, text: &str) {
        if self.skipped > 0 {
        } else if self.noted > 0 {
            self.comment.push_str(text);
        } else if self.paragraphs > 0 {
            self.builder.text(text);
        }
    }

    fn open(&mut self, start: &Start<'_>) {
        match start.name() {
            "tracked-changes" => self.skipped += 1,
            "annotation" => self.noted += 1,
            _ if self.skipped > 0 => {}
            "p" | "h" if self.noted > 0 => self.comment.push('\n'),
            "p" | "h" => {
                self.paragraphs += 1;
                self.builder.open_paragraph();
            }
            "s" => {
                let many = start.value("c").and_then(|c| c.parse::<usize>().ok()).unwrap_or(1);
                self.text(&" ".repeat(many.min(100)));
            }
            "tab" => self.text("\t"),
            "line-break" => self.text("\n"),
            "image" => self.builder.picture(),
            "bookmark" | "bookmark-start" => start.value("name").into_iter().for_each(|n| self.builder.mark(&n)),
            "content-control" => start.value("tag").into_iter().for_each(|tag| self.builder.mark(&tag)),
            "table" => self.builder.open_table(),
            "table-row" => self.builder.open_row(),
            "table-cell" => self.builder.open_cell(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "tracked-changes" => self.skipped = self.skipped.saturating_sub(1),
            "annotation" => {
                self.noted = self.noted.saturating_sub(1);
                self.comments.push(std::mem::take(&mut self.comment).trim().to_owned());
            }
            _ if self.skipped > 0 || self.noted > 0 => {}
            "p" | "h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.builder.close_paragraph();
            }
            "table" => self.builder.close_table(),
            _ => {}
        }
    }
}
