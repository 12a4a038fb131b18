//! A text cut into runs of letters and runs of figures, each with its place. Whatever stands between two runs is a
//! gap. What is found is a range of the text as typed, so that taking it out takes out just that.

use std::ops::Range;

/// A text with its pieces.
pub(super) struct Text<'a> {
    /// The text as typed.
    pub text: &'a str,
    pieces: Vec<Range<usize>>,
}

impl<'a> Text<'a> {
    pub fn of(text: &'a str) -> Text<'a> {
        let mut pieces: Vec<Range<usize>> = Vec::new();
        let mut before = 0;
        for (at, c) in text.char_indices() {
            let kind = match c {
                '0'..='9' => 1,
                // An accent may be a sign of its own.
                '\u{300}'..='\u{36f}' => 2,
                c if c.is_alphanumeric() => 2,
                _ => 0,
            };
            let end = at + c.len_utf8();
            match pieces.last_mut() {
                Some(last) if kind != 0 && kind == before => last.end = end,
                _ if kind != 0 => pieces.push(at..end),
                _ => {}
            }
            before = kind;
        }
        Text { text, pieces }
    }

    /// How many pieces there are.
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Where a piece begins; the text's end where there is none.
    pub fn from(&self, at: usize) -> usize {
        self.pieces.get(at).map_or(self.text.len(), |p| p.start)
    }

    /// Where a piece ends.
    pub fn to(&self, at: usize) -> usize {
        self.pieces.get(at).map_or(self.text.len(), |p| p.end)
    }

    /// A piece; empty where there is none.
    pub fn piece(&self, at: usize) -> &'a str {
        self.text.get(self.from(at)..self.to(at)).unwrap_or_default()
    }

    /// A run of letters in small ones; empty for figures, and where there is none.
    pub fn word(&self, at: usize) -> String {
        if self.is_digits(at) { String::new() } else { self.piece(at).to_lowercase() }
    }

    /// Whether a piece is figures.
    pub fn is_digits(&self, at: usize) -> bool {
        self.piece(at).starts_with(|c: char| c.is_ascii_digit())
    }

    /// What stands between a piece and the next one.
    pub fn gap(&self, at: usize) -> &'a str {
        self.text.get(self.to(at)..self.from(at + 1)).unwrap_or_default()
    }

    /// Whether letters or figures stand right before a piece.
    pub fn is_glued(&self, at: usize) -> bool {
        at > 0 && self.gap(at - 1).is_empty()
    }

    /// Whether letters or figures stand right behind a piece.
    pub fn glues(&self, at: usize) -> bool {
        at + 1 < self.len() && self.gap(at).is_empty()
    }
}

/// Whether it only sets apart: room of any kind, also signs that take none.
pub(super) fn is_room(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}
