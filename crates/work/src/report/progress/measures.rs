//! The measures of the plan: what each is of, the latest figure, the one before, and the target.

use super::view::View;
use crate::domain::{fields as f, number_words};
use crate::ledger::{FigureNode, MeasureNode};
use crate::report::{Block, Cell, Column, Row, Table};
use crate::words::{day_text, fill, say};

/// The table of the measures that have figures; nothing where none has.
pub(super) fn measures(view: &View<'_>) -> Vec<Block> {
    let shown = view.tree.measures.iter().filter(|measure| !measure.figures.is_empty());
    let targeted = view.tree.measures.iter().any(|measure| measure.target.is_some());
    let rows: Vec<Row> = shown.map(|measure| Row { cells: row(measure, targeted) }).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let mut columns = vec![("name", 30), ("of", 30), ("latest", 15), ("before", 15)];
    columns.extend(targeted.then_some(("target", 10)));
    let column = |(key, share): (&str, u32)| Column { heading: say(&format!("report.measures.{key}")), share };
    let table = Table {
        caption: say("report.measures.title"),
        caption_shown: false,
        kept_whole: false,
        columns: columns.into_iter().map(column).collect(),
        rows,
    };
    vec![Block::heading(1, say("report.measures.title"), "paper-measures"), Block::Table(table)]
}

fn row(measure: &MeasureNode, targeted: bool) -> Vec<Cell> {
    let mut newest = measure.figures.iter().rev();
    let mut name = vec![Block::text(measure.label())];
    for since in measure.since.iter().filter(|since| targeted || since.field != f::TARGET) {
        let which = (!since.is_added && since.field == f::TARGET).then(|| Block::note(since.label.clone()));
        name.extend(which);
        name.extend([since.words(), since.agreed.clone()].map(Block::note));
    }
    let mut cells = vec![
        name,
        measure.of.iter().map(|of| Block::text(of.clone())).collect(),
        figure(newest.next()),
        figure(newest.next()),
    ];
    if targeted {
        cells.push(measure.target.map(|target| Block::text(number_words(target))).into_iter().collect());
    }
    cells
}

fn figure(figure: Option<&FigureNode>) -> Cell {
    let Some(figure) = figure else { return Vec::new() };
    let mut cell = vec![Block::text(figure.words.clone())];
    if !figure.date.is_empty() {
        cell.push(Block::note(fill("report.measures.on", &[("day", &day_text(&figure.date))])));
    }
    cell
}
