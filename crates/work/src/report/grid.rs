//! A grid of numbers as an inline picture: a dot a number, its area by the number, a ring where it is not shown.
//! Nothing is styled by attributes that a content policy forbids, and nothing is said by the picture alone.

use super::Grid;
use super::escape::escape;
use std::fmt::Write;

/// Sizes in the picture's own units.
const ROW: f64 = 30.0;
const COLUMN: f64 = 62.0;
const NAMES: f64 = 190.0;
const HEAD: f64 = 26.0;
const MAX_RADIUS: f64 = 13.0;

/// Draws a grid into a page.
pub(super) fn draw(out: &mut String, grid: &Grid) {
    let (rows, columns) = (grid.rows.len() as f64, grid.columns.len() as f64);
    let (width, height) = (NAMES + COLUMN * columns, HEAD + ROW * rows);
    let most = grid.cells.iter().flatten().flatten().copied().max().unwrap_or(0).max(1) as f64;
    let _ = write!(
        out,
        "<figure class=\"gt-grid\">\n<svg class=\"gt-grid__drawn\" viewBox=\"0 0 {width} {height}\" \
         aria-hidden=\"true\" focusable=\"false\" font-size=\"13\" fill=\"currentColor\">"
    );
    for (at, name) in grid.columns.iter().enumerate() {
        let x = NAMES + COLUMN * (at as f64 + 0.5);
        let _ = write!(out, "<text x=\"{x}\" y=\"16\" text-anchor=\"middle\">{}</text>", escape(name));
    }
    for (at, (name, cells)) in grid.rows.iter().zip(&grid.cells).enumerate() {
        let y = HEAD + ROW * (at as f64 + 0.5);
        let _ = write!(out, "<text x=\"0\" y=\"{}\">{}</text>", y + 4.5, escape(&shortened(name)));
        for (column, cell) in cells.iter().enumerate() {
            let x = NAMES + COLUMN * (column as f64 + 0.5);
            let _ = match cell {
                Some(0) => write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"1\" fill=\"#767676\"/>"),
                Some(n) => {
                    let r = (MAX_RADIUS * (*n as f64 / most).sqrt()).max(2.5);
                    write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r:.1}\" fill=\"#005a5a\"/>")
                }
                None => write!(
                    out,
                    "<circle cx=\"{x}\" cy=\"{y}\" r=\"4\" fill=\"none\" stroke=\"#767676\" stroke-width=\"1.5\" \
                     stroke-dasharray=\"2 2\"/>"
                ),
            };
        }
    }
    let _ = writeln!(out, "</svg>\n<figcaption class=\"gt-meta\">{}</figcaption>\n</figure>", escape(&grid.caption));
}

/// A row's name as far as there is room; it stands whole in the table.
fn shortened(name: &str) -> String {
    const MAX_NAME: usize = 26;
    if name.chars().count() <= MAX_NAME {
        return name.to_owned();
    }
    name.chars().take(MAX_NAME - 1).chain(['\u{2026}']).collect()
}
