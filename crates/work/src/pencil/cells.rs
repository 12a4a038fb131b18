//! Moving about in a table as in a spreadsheet, and what a cell takes of what is pasted into it.

use super::value::is_several_lines;
use crate::domain::kinds::{Field, Shape};

/// A cell by its line and its column. Line 0 is that of the headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// So many lines a press of Page Up or Page Down goes.
const PAGE: usize = 10;

/// Where a key leads from a cell of a table of so many lines, its headings among them, and columns; `None` for a key
/// that leads nowhere.
///
/// ```
/// use golden_thread_work::pencil::cells::{At, step};
///
/// let at = |line, column| At { line, column };
/// assert_eq!(step("ArrowDown", false, at(1, 2), (4, 3)), Some(at(2, 2)));
/// assert_eq!(step("End", true, at(1, 0), (4, 3)), Some(at(3, 2)));
/// assert_eq!(step("ArrowRight", false, at(1, 2), (4, 3)), Some(at(1, 2)), "there is nothing further");
/// assert_eq!(step("x", false, at(1, 2), (4, 3)), None);
/// ```
pub fn step(key: &str, control: bool, from: At, (lines, columns): (usize, usize)) -> Option<At> {
    let last = At { line: lines.saturating_sub(1), column: columns.saturating_sub(1) };
    let At { line, column } = from;
    let to = match (key, control) {
        ("ArrowDown", false) => At { line: line + 1, column },
        ("ArrowUp", false) => At { line: line.saturating_sub(1), column },
        ("ArrowRight", false) => At { line, column: column + 1 },
        ("ArrowLeft", false) => At { line, column: column.saturating_sub(1) },
        ("ArrowDown", true) => At { line: last.line, column },
        ("ArrowUp", true) => At { line: 0, column },
        ("Home", false) | ("ArrowLeft", true) => At { line, column: 0 },
        ("End", false) | ("ArrowRight", true) => At { line, column: last.column },
        ("Home", true) => At { line: 0, column: 0 },
        ("End", true) => last,
        ("PageDown", _) => At { line: line + PAGE, column },
        ("PageUp", _) => At { line: line.saturating_sub(PAGE), column },
        _ => return None,
    };
    Some(At { line: to.line.min(last.line), column: to.column.min(last.column) })
}

/// What was pasted into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pasted {
    /// One value, fit for the cell.
    Value(String),
    /// Several: so many rows.
    Table(usize),
}

/// What a text comes to that is pasted into a cell of this field. One cell of a spreadsheet comes with a line's end behind it,
/// and with marks around it where it holds several lines.
///
/// ```
/// use golden_thread_work::domain::{fields, kind, kinds};
/// use golden_thread_work::pencil::cells::{Pasted, pasted};
///
/// let title = kinds::field(kind::ACTION, fields::TITLE).unwrap();
/// assert_eq!(pasted(title, "Health walks\r\n"), Pasted::Value("Health walks".into()));
/// assert_eq!(pasted(title, "1.1\tWalks\r\n1.2\tTalks\r\n"), Pasted::Table(2));
/// ```
pub fn pasted(field: &Field, text: &str) -> Pasted {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_matches('\n');
    let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).filter(|text| text.contains('\n'));
    if let Some(inner) = quoted {
        // A mark within the cell stands twice; one that stands once ends a cell, and there is another behind it.
        let inner = inner.replace("\"\"", "\u{1}");
        if !inner.contains('"') && is_several_lines(field) {
            return Pasted::Value(inner.replace('\u{1}', "\""));
        }
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    match text.contains('\t') || (lines > 1 && !is_several_lines(field)) {
        true => Pasted::Table(lines),
        false => Pasted::Value(text.trim().to_owned()),
    }
}

/// What a letter that is typed into a cell begins: in a text itself, of choices the first whose words begin with it; `None` where a
/// letter begins nothing.
///
/// ```
/// use golden_thread_work::domain::{fields, kind, kinds};
/// use golden_thread_work::pencil::cells::begins;
///
/// let field = |name| kinds::field(kind::ACTION, name).unwrap();
/// assert_eq!(begins(field(fields::TITLE), "w"), Some("w".into()));
/// assert_eq!(begins(field(fields::STATE), "p"), Some("paused".into()));
/// assert_eq!(begins(field("placed/some.where"), "w"), None, "places are ticked");
/// ```
pub fn begins(field: &Field, letter: &str) -> Option<String> {
    match field.shape.of_one() {
        Shape::Choice(choices) => {
            let letter = letter.to_lowercase();
            let is_it = |choice: &&&str| field.choice(choice).to_lowercase().starts_with(&letter);
            choices.iter().find(is_it).map(|choice| (*choice).to_owned())
        }
        Shape::Score(most @ ..=9) => {
            letter.parse::<u8>().ok().filter(|n| (1..=most).contains(n)).map(|n| n.to_string())
        }
        Shape::Ref(_) | Shape::Link(_) | Shape::Topic | Shape::TopicAt | Shape::Placed | Shape::Under(_) => None,
        Shape::Flag | Shape::When | Shape::Scale => None,
        _ => Some(letter.to_owned()),
    }
}

/// Whether letters that are typed in a field become its text one after the other.
pub fn is_text(field: &Field) -> bool {
    let is_chosen = matches!(field.shape.of_one(), Shape::Choice(_) | Shape::Score(..=9));
    !is_chosen && begins(field, "a").is_some()
}

/// Whether a field is typed in one line, where Enter and Tab can only mean that it is done.
pub fn is_line(field: &Field) -> bool {
    let is_ticked =
        |shape| matches!(shape, Shape::Link(_) | Shape::Topic | Shape::TopicAt | Shape::Placed | Shape::Under(_));
    !is_several_lines(field) && !is_ticked(field.shape.of_one())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::{fields as f, kind, kinds};

    #[test]
    fn no_key_leads_out_of_the_table() {
        let keys = ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"];
        for (lines, columns) in [(1, 1), (2, 3), (40, 5)] {
            for (line, column) in (0..lines).flat_map(|line| (0..columns).map(move |column| (line, column))) {
                for key in keys {
                    for control in [false, true] {
                        let to = step(key, control, At { line, column }, (lines, columns)).unwrap();
                        assert!(to.line < lines && to.column < columns, "{key} from {line}, {column}");
                    }
                }
            }
        }
        assert_eq!(step("PageDown", false, At { line: 3, column: 1 }, (40, 5)), Some(At { line: 13, column: 1 }));
        assert_eq!(step("End", false, At { line: 3, column: 1 }, (40, 5)), Some(At { line: 3, column: 4 }));
        assert_eq!(step("Home", true, At { line: 3, column: 1 }, (40, 5)), Some(At { line: 0, column: 0 }));
        assert_eq!(step("Enter", false, At { line: 3, column: 1 }, (40, 5)), None);
    }

    #[test]
    fn a_cell_takes_one_value() {
        let field = |name: &str| kinds::field(kind::ACTION, name).unwrap();
        let (title, description) = (field(f::TITLE), field(f::DESCRIPTION));
        let value = |text: &str| Pasted::Value(text.to_owned());
        for (field, text, wanted) in [
            (title, "Walks", value("Walks")),
            (title, " Walks \n", value("Walks")),
            (title, "Walks\tLeisure", Pasted::Table(1)),
            (title, "Walks\nTalks\n", Pasted::Table(2)),
            (title, "\"Walks\nand talks\"\n", Pasted::Table(2)),
            (description, "Walks\nTalks", value("Walks\nTalks")),
            (description, "\"Walks \"\"for all\"\"\nand talks\"\n", value("Walks \"for all\"\nand talks")),
            (description, "1\tWalks\n2\tTalks\n3\tMore", Pasted::Table(3)),
            (title, "", value("")),
        ] {
            assert_eq!(pasted(field, text), wanted, "{text:?} into {}", field.name);
        }
    }
}
