//! The plain words of what is no paper: of a text in whatever letters, and of a page such as an e-mail's.

use super::decode::{self, Refused};
use super::html;
use super::source::{Content, split_lines};

/// The text of a file in UTF-8, UTF-16 or Windows-1252.
///
/// # Errors
/// There is nothing in it, it is too large, or it is not text.
pub fn text_of(bytes: &[u8]) -> Result<String, Refused> {
    decode::decode(bytes).map(|decoded| decoded.text)
}

/// The words of a web page, a block a line, as they would stand in plain text. The cells of a row stand beside each
/// other with tabs between them, where each has one line.
///
/// ```
/// use golden_thread_work::intake::page_words;
///
/// let page = "<style>p{}</style><p>Two hubs<br>opened.</p><table><tr><td>Status</td><td>Green</td></tr></table>";
/// assert_eq!(page_words(page), "Two hubs\nopened.\nStatus\tGreen");
/// ```
pub fn page_words(page: &str) -> String {
    let lines = split_lines(page);
    let mut all: Vec<String> = Vec::new();
    for piece in html::pieces(page, &lines) {
        match piece.content {
            Content::Words { text, .. } => all.push(text),
            Content::Row(row) => {
                let cells: Vec<&str> =
                    row.cells.iter().map(|c| c.text.trim()).filter(|text| !text.is_empty()).collect();
                let many = cells.iter().any(|cell| cell.contains('\n'));
                all.push(cells.join(if many { "\n" } else { "\t" }));
            }
            Content::Blank | Content::Rule => {}
        }
    }
    all.join("\n").trim().to_owned()
}
