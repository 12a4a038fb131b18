//! A heading and a table, as several papers have them.

use super::{Block, Cell, Column, Row, Table};
use crate::words::say;

/// A heading and a table; nothing where there are no rows.
pub(super) fn section(key: &str, id: &str, columns: &[(String, u32)], rows: Vec<Vec<Cell>>) -> Vec<Block> {
    let table = table(key, columns, rows);
    table.into_iter().flat_map(|table| [Block::heading(1, say(key), format!("paper-{id}")), table]).collect()
}

pub(super) fn table(caption: &str, columns: &[(String, u32)], rows: Vec<Vec<Cell>>) -> Option<Block> {
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            caption: say(caption),
            caption_shown: false,
            kept_whole: rows.len() <= 12,
            columns: columns
                .iter()
                .map(|(heading, share)| Column { heading: heading.clone(), share: *share })
                .collect(),
            rows: rows.into_iter().map(|cells| Row { cells }).collect(),
        })
    })
}
