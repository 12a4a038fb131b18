//! A mail as plain data, whichever program wrote its file.

use super::item::Head;
use super::refuse::{NotRead, OtherWords};
use crate::intake::page_words;

/// The most bytes a mail may have, with all that is attached: 30 MiB.
pub const MAX_MAIL_BYTES: usize = 30 * 1024 * 1024;
/// No mail has more attached; the rest is counted.
pub(super) const MAX_PARTS: usize = 100;
/// Mails lie within each other only so deep.
pub(super) const MAX_DEPTH: usize = 5;

/// A mail, or why its inside cannot be read.
#[derive(Debug)]
pub(super) struct Mail {
    pub head: Head,
    pub inside: Result<Inside, NotRead>,
}

#[derive(Debug, Default)]
pub(super) struct Inside {
    pub words: String,
    pub other: Option<OtherWords>,
    pub parts: Vec<Part>,
    /// So many further parts were not taken out.
    pub more: usize,
}

/// Something attached.
#[derive(Debug)]
pub(super) struct Part {
    /// Its name, or empty.
    pub name: String,
    /// Whether it stands among the words, as the logo of a signature does.
    pub inline: bool,
    pub body: Body,
}

#[derive(Debug)]
pub(super) enum Body {
    File(Vec<u8>),
    Mail(Box<Mail>),
    NotRead(NotRead),
}

impl Inside {
    /// Takes the words: the plain ones, or else those of the page.
    pub fn say(&mut self, plain: &str, page: Option<&str>) {
        self.words = tidy(plain);
        if let Some(page) = page.filter(|_| self.words.is_empty()) {
            self.words = tidy(&page_words(page));
            self.other = (!self.words.is_empty()).then_some(OtherWords::Html);
        }
    }
}

/// Words with plain line ends, and without what programs put around them.
pub(super) fn tidy(words: &str) -> String {
    let words = words.replace("\r\n", "\n").replace('\r', "\n");
    words.trim_matches(['\n', ' ', '\t', '\0', '\u{feff}', '\u{200b}', '\u{a0}']).to_owned()
}

/// The name and the address of a sender as a header has it: `Sam Jones <sam@x.example>`.
pub(super) fn sender(text: &str) -> (String, String) {
    let text = text.trim();
    let clean = |words: &str| words.trim().trim_matches(['"', '\'', ' ']).to_owned();
    match text.rsplit_once('<') {
        Some((name, rest)) => (clean(name), clean(rest.split('>').next().unwrap_or_default())),
        None if text.contains('@') => (String::new(), clean(text.split([' ', '(']).next().unwrap_or_default())),
        None => (clean(text), String::new()),
    }
}
