//! A paper as it is kept once it is published: all of its blocks as plain data, so that it can be saved
//! again in every format with the words, figures and ratings of that day.
//!
//! Words are texts, everything else is an object named by what it is. Reading is total: what is not such a
//! paper gives none.

use super::{Bar, BarPart, Block, Cell, Column, Grid, Inline, Inlines, Paper, Row, Table};
use crate::domain::{Rating, Scale};
use serde_json::{Value, json};

/// The language of papers this version knows; a paper's words say it.
const LANGUAGES: [&str; 1] = ["en-GB"];

impl Paper {
    /// The paper as data.
    pub fn to_value(&self) -> Value {
        let meta = self.meta.iter().map(|(name, value)| json!([name, value]));
        json!({
            "title": self.title,
            "subtitle": self.subtitle,
            "meta": Value::from_iter(meta),
            "blocks": list(&self.blocks, block),
            "lang": self.lang,
        })
    }

    /// The paper from such data; none where it is something else.
    pub fn from_value(value: &Value) -> Option<Paper> {
        let meta = |v: &Value| Some((text(v.get(0)?)?, text(v.get(1)?)?));
        let lang = value.get("lang")?.as_str()?;
        Some(Paper {
            title: text(value.get("title")?)?,
            subtitle: text(value.get("subtitle")?)?,
            meta: all(value.get("meta")?, meta)?,
            blocks: all(value.get("blocks")?, read_block)?,
            lang: LANGUAGES.into_iter().find(|known| *known == lang)?,
        })
    }
}

fn list<T>(items: &[T], one: fn(&T) -> Value) -> Value {
    Value::Array(items.iter().map(one).collect())
}

/// Every item of a list, or none if one of them cannot be read.
fn all<T>(value: &Value, one: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(one).collect()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn rating(rating: &Rating) -> Value {
    Scale(vec![rating.clone()]).to_value()
}

fn read_rating(value: &Value) -> Option<Rating> {
    Scale::from_value(value).0.pop()
}

fn inline(inline: &Inline) -> Value {
    match inline {
        Inline::Text(words) => Value::from(words.as_str()),
        Inline::Strong(words) => json!({ "strong": words }),
        Inline::Muted(words) => json!({ "muted": words }),
        Inline::Break => json!({ "break": true }),
        Inline::Rating(r) => json!({ "rating": rating(r) }),
        Inline::NotKnown => json!({ "rating": null }),
    }
}

fn read_inline(value: &Value) -> Option<Inline> {
    if let Some(words) = text(value) {
        return Some(Inline::Text(words));
    }
    let (name, value) = value.as_object()?.iter().next()?;
    match (name.as_str(), value) {
        ("strong", words) => text(words).map(Inline::Strong),
        ("muted", words) => text(words).map(Inline::Muted),
        ("break", _) => Some(Inline::Break),
        ("rating", Value::Null) => Some(Inline::NotKnown),
        ("rating", r) => read_rating(r).map(Inline::Rating),
        _ => None,
    }
}

fn inlines(words: &Inlines) -> Value {
    list(words, inline)
}

fn read_inlines(value: &Value) -> Option<Inlines> {
    all(value, read_inline)
}

fn block(block: &Block) -> Value {
    match block {
        Block::Heading { level, text, id } => json!({ "heading": inlines(text), "level": level, "id": id }),
        Block::Paragraph(words) => json!({ "paragraph": inlines(words) }),
        Block::List(items) => json!({ "list": list(items, inlines) }),
        Block::Table(t) => json!({ "table": table(t) }),
        Block::Bar(bar) => {
            let part = |p: &BarPart| json!([p.rating.as_ref().map(rating), p.count]);
            json!({ "bar": Value::from_iter(bar.parts.iter().map(part)), "caption": bar.caption })
        }
        Block::Grid(g) => {
            let grid = json!({ "rows": g.rows, "columns": g.columns, "cells": g.cells });
            json!({ "grid": grid, "caption": g.caption })
        }
        Block::Note(words) => json!({ "note": inlines(words) }),
        Block::PageBreak => json!({ "pageBreak": true }),
    }
}

fn read_block(value: &Value) -> Option<Block> {
    let part = |name: &str| value.get(name);
    if let Some(words) = part("heading") {
        let level = part("level")?.as_u64().and_then(|n| u8::try_from(n).ok())?;
        return Some(Block::Heading { level, text: read_inlines(words)?, id: text(part("id")?)? });
    }
    if let Some(parts) = part("bar") {
        let one = |v: &Value| {
            let rating = match v.get(0)? {
                Value::Null => None,
                known => Some(read_rating(known)?),
            };
            Some(BarPart { rating, count: usize::try_from(v.get(1)?.as_u64()?).ok()? })
        };
        return Some(Block::Bar(Bar { caption: text(part("caption")?)?, parts: all(parts, one)? }));
    }
    if let Some(grid) = part("grid") {
        let number = |v: &Value| if v.is_null() { Some(None) } else { v.as_u64().map(Some) };
        return Some(Block::Grid(Grid {
            caption: text(part("caption")?)?,
            rows: all(grid.get("rows")?, text)?,
            columns: all(grid.get("columns")?, text)?,
            cells: all(grid.get("cells")?, |row| all(row, number))?,
        }));
    }
    let (name, value) = value.as_object()?.iter().next()?;
    match name.as_str() {
        "paragraph" => read_inlines(value).map(Block::Paragraph),
        "list" => all(value, read_inlines).map(Block::List),
        "table" => read_table(value).map(Block::Table),
        "note" => read_inlines(value).map(Block::Note),
        "pageBreak" => Some(Block::PageBreak),
        _ => None,
    }
}

fn table(table: &Table) -> Value {
    json!({
        "caption": table.caption,
        "captionShown": table.caption_shown,
        "keptWhole": table.kept_whole,
        "columns": list(&table.columns, |c| json!({ "heading": c.heading, "share": c.share })),
        "rows": list(&table.rows, |row| list(&row.cells, |cell: &Cell| list(cell, block))),
    })
}

fn read_table(value: &Value) -> Option<Table> {
    let yes = |name: &str| value.get(name)?.as_bool();
    let column = |v: &Value| {
        let share = v.get("share")?.as_u64().and_then(|n| u32::try_from(n).ok())?;
        Some(Column { heading: text(v.get("heading")?)?, share })
    };
    let cell = |v: &Value| all(v, read_block);
    Some(Table {
        caption: text(value.get("caption")?)?,
        caption_shown: yes("captionShown")?,
        kept_whole: yes("keptWhole")?,
        columns: all(value.get("columns")?, column)?,
        rows: all(value.get("rows")?, |v| Some(Row { cells: all(v, cell)? }))?,
    })
}
