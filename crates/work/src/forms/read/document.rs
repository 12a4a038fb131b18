//! A word processor's file as plain paragraphs and tables, with the marks that stand in them: the same for
//! Word's and OpenDocument's.

use crate::forms::marks::Mark;
use crate::office::{Flaw, Step, walk};
use std::collections::BTreeMap;

/// A paragraph.
#[derive(Debug, Default, Clone)]
pub(super) struct Paragraph {
    /// Its number in the file, counted from 1.
    pub number: usize,
    pub text: String,
    pub marks: Vec<Mark>,
    /// How many pictures stand in it: what is in a picture cannot be read.
    pub pictures: usize,
}

/// A cell: its paragraphs, and those of any table within it.
pub(super) type Cell = Vec<Paragraph>;

#[derive(Debug)]
pub(super) enum Item {
    Paragraph(Paragraph),
    Table(Vec<Vec<Cell>>),
}

/// A whole file.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub items: Vec<Item>,
    /// What stands beside the text: what it is, and its words.
    pub beside: Vec<(&'static str, String)>,
    /// The file's own properties.
    pub properties: BTreeMap<String, String>,
}

/// A document under construction. Whatever the file opens and closes, in whatever order, something comes out.
#[derive(Debug, Default)]
pub(super) struct Builder {
    items: Vec<Item>,
    open: Vec<Paragraph>,
    table: Vec<Vec<Cell>>,
    /// How many tables lie within each other here.
    tables: usize,
    /// Marks that belong to the next paragraph.
    waiting: Vec<Mark>,
    count: usize,
}

impl Builder {
    pub fn open_paragraph(&mut self) {
        self.count += 1;
        let marks = std::mem::take(&mut self.waiting);
        self.open.push(Paragraph { number: self.count, marks, ..Paragraph::default() });
    }

    pub fn close_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        match self.table.last_mut().and_then(|row| row.last_mut()).filter(|_| self.tables > 0) {
            Some(cell) => cell.push(paragraph),
            None => self.items.push(Item::Paragraph(paragraph)),
        }
    }

    pub fn text(&mut self, text: &str) {
        if self.open.is_empty() {
            if text.trim().is_empty() {
                return;
            }
            self.open_paragraph();
            self.text(text);
            self.close_paragraph();
        } else if let Some(paragraph) = self.open.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    pub fn mark(&mut self, name: &str) {
        let Some(mark) = Mark::read(name) else { return };
        match self.open.last_mut() {
            Some(paragraph) => paragraph.marks.push(mark),
            None => self.waiting.push(mark),
        }
    }

    pub fn picture(&mut self) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.pictures += 1;
        }
    }

    pub fn open_table(&mut self) {
        self.tables += 1;
    }

    pub fn close_table(&mut self) {
        self.tables = self.tables.saturating_sub(1);
        if self.tables == 0 && !self.table.is_empty() {
            self.items.push(Item::Table(std::mem::take(&mut self.table)));
        }
    }

    pub fn open_row(&mut self) {
        if self.tables == 1 {
            self.table.push(Vec::new());
        }
    }

    pub fn open_cell(&mut self) {
        if self.tables == 1 {
            match self.table.last_mut() {
                Some(row) => row.push(Vec::new()),
                None => self.table.push(vec![Vec::new()]),
            }
        }
    }

    pub fn finish(mut self) -> Vec<Item> {
        while !self.open.is_empty() {
            self.close_paragraph();
        }
        self.tables = 1;
        self.close_table();
        self.items
    }
}

/// All the words of some items, a paragraph a line.
pub(super) fn words(items: Vec<Item>) -> Vec<String> {
    let paragraphs = items.into_iter().flat_map(|item| match item {
        Item::Paragraph(p) => vec![p],
        Item::Table(rows) => rows.into_iter().flatten().flatten().collect(),
    });
    paragraphs.map(|p| p.text.trim().to_owned()).filter(|t| !t.is_empty()).collect()
}

/// The properties a person or a form gave a document, by name; `element` is what one stands in.
pub(super) fn properties(xml: &str, element: &str) -> Result<BTreeMap<String, String>, Flaw> {
    let mut all = BTreeMap::new();
    let mut open: Option<(String, String)> = None;
    walk(xml, |step| {
        match step {
            Step::Open(start) if start.name() == element => {
                open = start.value("name").map(|name| (name, String::new()));
            }
            Step::Text(text) => open.iter_mut().for_each(|(_, value)| value.push_str(text)),
            Step::Close(name) if name == element => all.extend(open.take()),
            _ => {}
        }
        Ok(())
    })?;
    Ok(all)
}
