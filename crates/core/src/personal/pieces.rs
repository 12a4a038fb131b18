//! A text cut into runs of letters and runs of figures, each with its place. Whatever stands between two runs is a
//! gap. It is looked at with plain figures and signs ([`folded`]), and what is found is a range of the text as typed,
//! so that taking it out takes out just that.

use super::digits::folded;
use super::machine;
use std::ops::Range;

/// A text with its pieces.
pub(super) struct Text {
    /// The text with plain figures and signs. Places are places in it until [`Text::typed`] is asked.
    pub text: String,
    /// Behind each sign of another length: the place in `text`, and in the text as typed.
    moved: Vec<(usize, usize)>,
    pieces: Vec<Range<usize>>,
    /// Addresses in the web and other machine-made ids, whose figures are nobody's.
    ids: Vec<Range<usize>>,
}

impl Text {
    pub fn of(typed: &str) -> Text {
        let mut text = String::with_capacity(typed.len());
        let mut moved = Vec::new();
        for (at, c) in typed.char_indices() {
            let plain = folded(c);
            text.push(plain);
            if plain.len_utf8() != c.len_utf8() {
                moved.push((text.len(), at + c.len_utf8()));
            }
        }
        let pieces = pieces(&text);
        let ids = machine::machine_made(&text);
        Text { text, moved, pieces, ids }
    }

    /// Where a range of this text stands in the text as typed.
    pub fn typed(&self, range: Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let before = self.moved.partition_point(|(here, _)| *here <= at);
            let (here, there) = before.checked_sub(1).and_then(|n| self.moved.get(n)).copied().unwrap_or_default();
            there + (at - here)
        };
        place(range.start)..place(range.end)
    }

    /// Whether a range lies in an address in the web or another id that a machine made.
    pub fn is_id(&self, range: &Range<usize>) -> bool {
        self.ids.iter().any(|id| id.start <= range.start && range.end <= id.end)
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

    /// From the beginning of a piece to the end of another.
    pub fn range(&self, first: usize, last: usize) -> Range<usize> {
        self.from(first)..self.to(last)
    }

    /// A piece; empty where there is none.
    pub fn piece(&self, at: usize) -> &str {
        self.text.get(self.from(at)..self.to(at)).unwrap_or_default()
    }

    /// A run of letters in small ones; empty for figures, and where there is none.
    pub fn word(&self, at: usize) -> String {
        if self.is_digits(at) { String::new() } else { self.piece(at).to_lowercase() }
    }

    /// The words before a piece, nearest first, at most so many and none from another sentence.
    pub fn words_before(&self, at: usize, most: usize) -> impl Iterator<Item = String> + '_ {
        let ends = |gap: &str| gap.contains(['.', '!', '?', ';', '\n']) && !gap.starts_with(". ") || gap.contains('\n');
        (at.saturating_sub(most)..at).rev().take_while(move |n| !ends(self.gap(*n))).map(|n| self.word(n))
    }

    /// Whether one of these words stands among the words before a piece; see [`Text::words_before`].
    pub fn says(&self, at: usize, most: usize, words: &[&str]) -> bool {
        self.words_before(at, most).any(|word| words.contains(&word.as_str()))
    }

    /// Whether a piece is figures.
    pub fn is_digits(&self, at: usize) -> bool {
        self.piece(at).starts_with(|c: char| c.is_ascii_digit())
    }

    /// What stands between a piece and the next one.
    pub fn gap(&self, at: usize) -> &str {
        self.text.get(self.to(at)..self.from(at + 1)).unwrap_or_default()
    }

    /// The letters and figures from a piece on, at most so many, as long as nothing but these gaps stands between.
    pub fn signs(&self, first: usize, most: usize, sets_apart: fn(char) -> bool) -> Vec<Sign<'_>> {
        let start = self.from(first);
        let rest = self.text.get(start..).unwrap_or_default();
        let (mut signs, mut from) = (Vec::new(), 0);
        for (at, c) in rest.char_indices() {
            if !c.is_alphanumeric() {
                continue;
            }
            let gap = rest.get(from..at).unwrap_or_default();
            if signs.len() == most || !c.is_ascii() || gap.chars().count() > 4 || !gap.chars().all(sets_apart) {
                break;
            }
            from = at + 1;
            signs.push(Sign { c, end: start + from, gap });
        }
        signs
    }

    /// Whether a place is not in the middle of letters or figures.
    pub fn ends_at(&self, place: usize) -> bool {
        !self.text.get(place..).unwrap_or_default().starts_with(char::is_alphanumeric)
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

/// A letter or figure, the place behind it, and what stands between it and the one before.
pub(super) struct Sign<'a> {
    pub c: char,
    pub end: usize,
    pub gap: &'a str,
}

fn pieces(text: &str) -> Vec<Range<usize>> {
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
    pieces
}
