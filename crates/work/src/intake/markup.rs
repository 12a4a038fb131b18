//! Markup inside cells, read as text. Only known tags are markup: "<5" and "a < b" stay as they are.

/// What a line break in the source means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Newlines {
    /// A line break of the author's.
    Kept,
    /// White space, as in a web page.
    Spaces,
}

/// A tag: its name in lower case, whether it closes, its attributes, and how many bytes it takes.
pub(super) struct Tag<'a> {
    pub name: String,
    pub closing: bool,
    pub attributes: &'a str,
    pub length: usize,
}

const KNOWN: [&str; 54] = [
    "p",
    "br",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "strike",
    "del",
    "ins",
    "sup",
    "sub",
    "small",
    "big",
    "font",
    "span",
    "a",
    "ul",
    "ol",
    "li",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "caption",
    "colgroup",
    "col",
    "blockquote",
    "pre",
    "code",
    "hr",
    "img",
    "label",
    "html",
    "head",
    "body",
    "title",
    "meta",
    "link",
    "style",
    "script",
    "o:p",
    "center",
];

/// The longest tag looked at: what is longer is not a tag anybody wrote.
const MAX_TAG: usize = 4000;

/// The tag at the start of this text, if a known one stands there.
pub(super) fn tag(text: &str) -> Option<Tag<'_>> {
    let inside = text.strip_prefix('<')?;
    let (closing, inside) = inside.strip_prefix('/').map_or((false, inside), |rest| (true, rest));
    let name_length = inside.bytes().take(12).take_while(|b| b.is_ascii_alphanumeric() || *b == b':').count();
    let (name, rest) = inside.split_at_checked(name_length)?;
    let name = name.to_ascii_lowercase();
    if !KNOWN.contains(&name.as_str()) {
        return None;
    }
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate().take(MAX_TAG) {
        match (quote, byte) {
            (None, b'>') => {
                let attributes = rest.get(..at)?;
                let length = text.len() - rest.len() + at + 1;
                let separated = attributes.is_empty() || attributes.starts_with(['/', ' ', '\t', '\n', '\r']);
                return separated.then_some(Tag { name, closing, attributes, length });
            }
            // Also inside quotes: otherwise a stray quote would make one tag of many.
            (_, b'<') => return None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), b) if b == open => quote = None,
            _ => {}
        }
    }
    None
}

/// The words of a piece of text that may hold markup: paragraphs are separated by a blank line, list
/// items start with "- " on a line of their own, entities are the characters they stand for.
pub fn plain_words(markup: &str) -> String {
    plain(markup, Newlines::Kept)
}

pub(super) fn plain(markup: &str, newlines: Newlines) -> String {
    let mut out = Words::default();
    let mut comments = Comments::default();
    let mut rest = markup;
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        match c {
            '<' => match tag(rest) {
                Some(tag) => {
                    taken = tag.length;
                    out.tag(&tag);
                }
                None => match comments.length(rest) {
                    Some(length) => taken = length,
                    None => out.push(c),
                },
            },
            '&' => match entity(rest) {
                Some((c, length)) => {
                    taken = length;
                    out.character(c);
                }
                None => out.push(c),
            },
            '\n' if newlines == Newlines::Kept => out.line(),
            other => out.character(other),
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    out.text
}

/// Finds comments; remembers once that no more of them close, so that many open ones cost nothing.
#[derive(Default)]
pub(super) struct Comments {
    never_closed: bool,
}

impl Comments {
    /// How long the comment at the start of this text is, if there is one; also the conditional ones that
    /// word processors leave.
    pub fn length(&mut self, text: &str) -> Option<usize> {
        let declares = |name: &str| text.get(..name.len()).is_some_and(|t| t.eq_ignore_ascii_case(name));
        if declares("<![") || declares("<!doctype") || declares("<?xml") {
            let end = text.bytes().take(200).position(|b| b == b'>')?;
            return Some(end + 1);
        }
        if self.never_closed || !text.starts_with("<!--") {
            return None;
        }
        let end = text.find("-->");
        self.never_closed = end.is_none();
        end.map(|at| at + 3)
    }
}

/// Text being put together; breaks and spaces wait until the next word, so none stand at the ends.
#[derive(Default)]
struct Words {
    text: String,
    breaks: u8,
    space: bool,
    item: bool,
}

impl Words {
    fn push(&mut self, c: char) {
        if !self.text.is_empty() {
            for _ in 0..self.breaks {
                self.text.push('\n');
            }
        }
        if self.item {
            self.text.push_str("- ");
        } else if self.space && self.breaks == 0 && !self.text.is_empty() {
            self.text.push(' ');
        }
        (self.breaks, self.space, self.item) = (0, false, false);
        self.text.push(c);
    }

    fn character(&mut self, c: char) {
        if c.is_whitespace() {
            self.space = true;
        } else {
            self.push(c);
        }
    }

    fn line(&mut self) {
        self.breaks = (self.breaks + 1).min(2);
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            "br" => self.line(),
            "li" if !tag.closing => {
                self.item = true;
                self.breaks = 1;
            }
            "li" | "tr" => self.breaks = self.breaks.max(1),
            "td" | "th" => self.space = true,
            // A paragraph inside a list item does not part the item's mark from its words.
            _ if self.item => {}
            "p" | "div" | "ul" | "ol" | "table" | "blockquote" | "pre" | "hr" | "h1" | "h2" | "h3" | "h4" | "h5"
            | "h6" => self.breaks = 2,
            _ => {}
        }
    }
}

const ENTITIES: [(&str, char); 22] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("pound", '£'),
    ("euro", '€'),
    ("frac12", '½'),
    ("deg", '°'),
    ("eacute", 'é'),
    ("shy", '\u{ad}'),
    ("ensp", ' '),
];

/// The character that the entity at the start of this text stands for, and how many bytes it takes.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0').map(|c| if c == '\u{a0}' { ' ' } else { c })?
        }
        None => ENTITIES.iter().find(|(n, _)| *n == name)?.1,
    };
    Some((c, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_read_as_text() {
        let cases = [
            ("<p>One</p> <p>Two</p>", "One\n\nTwo"),
            ("<p>Owner</p>", "Owner"),
            ("a<br>b<br/>c", "a\nb\nc"),
            ("Steps:<ul><li>one</li><li><p>two</p></li></ul>after", "Steps:\n- one\n- two\n\nafter"),
            ("<b>Bold</b> &amp; <i class=\"x > y\">slanted</i>", "Bold & slanted"),
            ("fewer than <5 seen, a < b and c > d", "fewer than <5 seen, a < b and c > d"),
            ("<5 people", "<5 people"),
            ("kept <placeholder> words", "kept <placeholder> words"),
            ("&lt;p&gt; &#8211; &#x2019; &unknown; AT&T", "<p> – ’ &unknown; AT&T"),
            ("  spaced \u{a0} out ", "spaced out"),
            ("line\nline\n\n\npara", "line\nline\n\npara"),
            ("<!--[if x]>hidden<![endif]-->shown", "shown"),
            ("<p", "<p"),
        ];
        for (markup, words) in cases {
            assert_eq!(plain_words(markup), words, "{markup}");
        }
    }
}
