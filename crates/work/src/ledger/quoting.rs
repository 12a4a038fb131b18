//! Whether a text quotes another one, word by word and however either is set: for words that were removed for good
//! and live on in something half typed, and for a resident's own words in an answer that everybody reads.

use serde_json::Value;

/// So many words in a row are somebody else's words, wherever they stand.
pub const RUN: usize = 8;
/// A sentence of at least so many words is somebody's own.
const SENTENCE: usize = 5;
/// What stands in a text where words were taken out of it.
const GAP: &str = "[…]";

/// A word of a text: where it stands, and how it is compared.
struct Word {
    at: std::ops::Range<usize>,
    plain: String,
}

/// The words of a text in their order, in small letters and without any marks.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let ends = text.char_indices().map(|(at, c)| (at, c.is_alphanumeric()));
    for (at, in_word) in ends.chain([(text.len(), false)]) {
        match (start, in_word) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let plain = text.get(from..at).unwrap_or_default().to_lowercase();
                words.push(Word { at: from..at, plain });
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Whether two texts say the same, word by word; not where they say nothing.
pub fn same_words(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    !one.is_empty() && one.iter().map(|w| &w.plain).eq(other.iter().map(|w| &w.plain))
}

/// Words of somebody's, to be found again in other texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotes {
    phrases: Vec<Vec<String>>,
}

impl Quotes {
    /// Adds a text: the whole of it where it has at least so many words, each of its longer sentences, and every run of
    /// [`RUN`] words.
    pub fn add(&mut self, text: &str, least: usize) {
        let plain = |text: &str| words(text).into_iter().map(|w| w.plain).collect::<Vec<String>>();
        let whole = plain(text);
        let runs: Vec<Vec<String>> = whole.windows(RUN).map(<[String]>::to_vec).collect();
        let sentences = text.split(['.', '!', '?', '\n']).map(plain).filter(|s| s.len() >= SENTENCE);
        let phrases = sentences.chain(runs).chain((whole.len() >= least.max(1)).then_some(whole.clone()));
        for phrase in phrases {
            if !self.phrases.contains(&phrase) {
                self.phrases.push(phrase);
            }
        }
    }

    /// Adds only the runs of [`RUN`] words of a text.
    pub fn add_runs(&mut self, text: &str) {
        let plain: Vec<String> = words(text).into_iter().map(|w| w.plain).collect();
        for phrase in plain.windows(RUN).map(<[String]>::to_vec) {
            if !self.phrases.contains(&phrase) {
                self.phrases.push(phrase);
            }
        }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// Where a text quotes these words: the longest pieces, as they stand in it.
    fn pieces(&self, text: &str) -> Vec<std::ops::Range<usize>> {
        let words = words(text);
        let mut quoted = vec![false; words.len()];
        for phrase in &self.phrases {
            for (at, window) in words.windows(phrase.len()).enumerate() {
                if window.iter().map(|w| &w.plain).eq(phrase) {
                    quoted.iter_mut().skip(at).take(phrase.len()).for_each(|q| *q = true);
                }
            }
        }
        let mut pieces: Vec<std::ops::Range<usize>> = Vec::new();
        let mut goes_on = false;
        for (word, quoted) in words.into_iter().zip(quoted) {
            match (quoted, pieces.last_mut()) {
                (true, Some(piece)) if goes_on => piece.end = word.at.end,
                (true, _) => pieces.push(word.at),
                (false, _) => {}
            }
            goes_on = quoted;
        }
        pieces
    }

    /// The first piece of a text that quotes these words, as it stands there.
    pub fn find<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.get(self.pieces(text).into_iter().next()?)
    }

    /// The text without what it quotes; `None` where it quotes nothing.
    pub fn cut(&self, text: &str) -> Option<String> {
        let pieces = self.pieces(text);
        if pieces.is_empty() {
            return None;
        }
        let (mut cut, mut from) = (String::new(), 0);
        for piece in pieces {
            cut.push_str(text.get(from..piece.start).unwrap_or_default());
            cut.push_str(GAP);
            from = piece.end;
        }
        cut.push_str(text.get(from..).unwrap_or_default());
        Some(cut)
    }

    /// Takes what is quoted out of every text inside a value. Whether anything was.
    pub fn cut_value(&self, value: &mut Value) -> bool {
        match value {
            Value::String(text) => match self.cut(text) {
                Some(cut) => {
                    *text = cut;
                    true
                }
                None => false,
            },
            Value::Array(items) => items.iter_mut().map(|item| self.cut_value(item)).filter(|cut| *cut).count() > 0,
            Value::Object(members) => {
                members.values_mut().map(|member| self.cut_value(member)).filter(|cut| *cut).count() > 0
            }
            _ => false,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    fn quotes(text: &str, least: usize) -> Quotes {
        let mut quotes = Quotes::default();
        quotes.add(text, least);
        quotes
    }

    #[test]
    fn words_are_found_however_they_are_set() {
        let told = quotes("“Nobody rang me”, she said", 3);
        assert_eq!(told.find("It was said: NOBODY rang me – she said!"), Some("NOBODY rang me – she said"));
        assert_eq!(told.find("Nobody rang"), None);
        assert_eq!(told.cut("Well: nobody rang me, she said. So we ring."), Some("Well: […]. So we ring.".into()));
        assert_eq!(told.cut("We ring."), None);
        let short = quotes("Cold", 3);
        assert!(short.is_empty(), "everybody says so");
        assert_eq!(quotes("Cold", 1).find("It is cold."), Some("cold"));
    }

    #[test]
    fn sentences_and_long_runs_are_quotations_too() {
        let long =
            "My son waited nine weeks for the nurse, and in the end we paid. Nobody told us why it took so long.";
        let told = quotes(long, 3);
        assert_eq!(
            told.find("We heard: nobody told us why it took so long"),
            Some("nobody told us why it took so long")
        );
        let run = "People say that he waited nine weeks for the nurse, and in the end gave up.";
        assert_eq!(told.find(run), Some("waited nine weeks for the nurse, and in the end"));
        assert_eq!(told.find("Somebody waited nine weeks for the nurse."), None, "six words in a row are anybody's");
        let mut runs = Quotes::default();
        runs.add_runs("Nobody told us why");
        assert!(runs.is_empty());
    }

    #[test]
    fn values_lose_their_quotations_and_nothing_else() {
        let told = quotes("Mrs X of Elm Road", 3);
        let mut value = json!({ "a": ["see Mrs X of Elm Road", 3], "b": "no" });
        assert!(told.cut_value(&mut value));
        assert_eq!(value, json!({ "a": ["see […]", 3], "b": "no" }));
        assert!(!told.cut_value(&mut value));
    }
}
