//! Headlines: under their heading, a line with a priority's title and then one paragraph, for each priority.

use super::Kind;
use super::structure::{Headlines, alike, title_key};
use super::titles::Announced;
use std::collections::BTreeSet;

/// Beyond this many titles are only compared exactly: comparing all with all would take too long.
const MAX_COMPARED: usize = 100;

/// A headline as read.
#[derive(Debug, Clone)]
pub(super) struct Headline {
    pub of: Headlines,
    pub title: String,
    pub words: String,
    /// Its lines as they stood, for when it is nobody's.
    pub lines: Vec<(usize, String)>,
}

/// Where in the headlines a reader is.
#[derive(Debug, Default)]
pub(super) struct Reader {
    of: Option<Headlines>,
    open: Option<Headline>,
    done: Vec<Headline>,
}

impl Reader {
    /// A heading over headlines begins.
    pub fn begin(&mut self, of: Headlines) {
        self.end();
        self.of = Some(of).filter(|of| *of != Headlines::Other);
    }

    /// Whether titles of priorities are headlines here.
    pub fn is_open(&self) -> bool {
        self.of.is_some()
    }

    /// Structure begins again.
    pub fn end(&mut self) {
        self.close();
        self.of = None;
    }

    /// A blank line ends a paragraph.
    pub fn blank(&mut self) {
        if self.open.as_ref().is_some_and(|h| !h.words.is_empty()) {
            self.close();
        }
    }

    /// Takes a line if it belongs to a headline; `keys` are those of all that is announced.
    pub fn take(&mut self, text: &str, line: usize, announced: &[Announced], keys: &BTreeSet<String>) -> Option<Kind> {
        let of = self.of?;
        if let Some(open) = &mut self.open {
            if !open.words.is_empty() {
                open.words.push('\n');
            }
            open.words.push_str(text.trim());
            open.lines.push((line, text.trim().to_owned()));
            return Some(Kind::Headline);
        }
        let key = title_key(text);
        let near = || text.len() < 200 && announced.iter().take(MAX_COMPARED).any(|a| alike(&a.key, &key));
        let known = keys.contains(&key) || near();
        if !known {
            return None;
        }
        let title = text.trim().to_owned();
        let lines = vec![(line, title.clone())];
        self.open = Some(Headline { of, title, words: String::new(), lines });
        Some(Kind::Headline)
    }

    fn close(&mut self) {
        self.done.extend(self.open.take());
    }

    /// All headlines.
    pub fn finish(mut self) -> Vec<Headline> {
        self.end();
        self.done
    }
}
