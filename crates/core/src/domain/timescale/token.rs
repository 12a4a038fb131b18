//! A timescale's words as tokens: runs of letters, runs of digits, single marks.

/// A token, in lower case, with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub text: String,
    pub start: usize,
    pub end: usize,
    /// Whether white space stands before it.
    pub spaced: bool,
}

impl Token {
    /// The number these digits are, with how many they are.
    pub fn number(&self) -> Option<(i16, usize)> {
        let digits = self.text.len();
        (digits <= 4).then(|| self.text.parse().ok()).flatten().map(|n| (n, digits))
    }

    pub fn is_mark(&self) -> bool {
        !self.text.chars().any(char::is_alphanumeric)
    }
}

/// The tokens of a text. All kinds of dashes and quotes are one.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut spaced = true;
    for (start, c) in text.char_indices() {
        let c = match c {
            '\u{2010}'..='\u{2015}' => '-',
            '\u{2018}' | '\u{2019}' => '\'',
            other => other,
        };
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        let end = start + text.get(start..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
        let sort = |c: char| {
            if c.is_ascii_digit() {
                0
            } else if c.is_alphabetic() {
                1
            } else {
                2
            }
        };
        let goes_on = tokens
            .last()
            .is_some_and(|t| !spaced && sort(c) < 2 && t.text.chars().last().is_some_and(|last| sort(last) == sort(c)));
        match tokens.last_mut().filter(|_| goes_on) {
            Some(last) => {
                last.text.extend(c.to_lowercase());
                last.end = end;
            }
            None => tokens.push(Token { text: c.to_lowercase().collect(), start, end, spaced }),
        }
        spaced = false;
    }
    tokens
}
