//! Text that is spelled as RFC 8785 spells it already: told at a glance, so that it need not be taken apart and
//! written again. Whatever is in doubt is left to the reader of values.

use super::{DEPTH, Scan, plain_until};

impl<'a> Scan<'a> {
    /// The object that begins here, if beyond doubt it is what reading and writing it canonically would give; the
    /// place is after it then. Otherwise nothing, and the place is where it was.
    pub(in super::super) fn canonical_object(&mut self) -> Option<&'a str> {
        if self.peek() != Some(b'{') {
            return None;
        }
        let (start, depth, budget) = (self.pos, self.depth, self.budget);
        if self.same().is_some() {
            return Some(self.slice(start, self.pos));
        }
        (self.pos, self.depth, self.budget) = (start, depth, budget);
        None
    }

    /// A value that is spelled canonically. It costs what reading it costs.
    fn same(&mut self) -> Option<()> {
        self.spend(1).ok()?;
        let first = self.byte()?;
        match first {
            b'"' => self.same_text().map(drop),
            b'{' | b'[' => self.same_inside(first),
            b'-' | b'0'..=b'9' => self.same_number(),
            _ => {
                let words: [&[u8]; 3] = [b"true", b"false", b"null"];
                let rest = self.bytes.get(self.pos..)?;
                self.pos += words.iter().find(|word| rest.starts_with(word))?.len();
                Some(())
            }
        }
    }

    /// A list or an object, with no white space; names rise, and are such that bytes sort as UTF-16 does.
    fn same_inside(&mut self, opened: u8) -> Option<()> {
        if self.depth >= DEPTH {
            return None;
        }
        self.depth += 1;
        // In ASCII a closing bracket or brace is two after its opening one.
        let (named, closing) = (opened == b'{', opened + 2);
        if named {
            self.spend(16).ok()?;
        }
        let mut last: Option<&str> = None;
        self.pos += 1;
        if self.byte()? != closing {
            loop {
                if named {
                    let name = self.same_text()?;
                    let rises = last.is_none_or(|last| last < name);
                    if !rises || !name.bytes().all(|b| b.is_ascii() && b != b'\\') || self.byte()? != b':' {
                        return None;
                    }
                    last = Some(name);
                    self.pos += 1;
                }
                self.same()?;
                match self.byte()? {
                    b',' => self.pos += 1,
                    byte if byte == closing => break,
                    _ => return None,
                }
            }
        }
        self.close();
        Some(())
    }

    /// A text whose every escape is one that must be there, and spelled as it must be; what stands between the quotes.
    fn same_text(&mut self) -> Option<&'a str> {
        if self.byte()? != b'"' {
            return None;
        }
        let start = self.pos + 1;
        let mut at = start;
        loop {
            at = plain_until(self.bytes, at);
            match self.bytes.get(at..)? {
                [b'"', ..] => break,
                [b'\\', b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't', ..] => at += 2,
                // The controls that have no letter of their own.
                [b'\\', b'u', b'0', b'0', b'0', b'0'..=b'7' | b'b' | b'e' | b'f', ..]
                | [b'\\', b'u', b'0', b'0', b'1', b'0'..=b'9' | b'a'..=b'f', ..] => at += 6,
                _ => return None,
            }
        }
        self.pos = at + 1;
        Some(self.slice(start, at))
    }

    /// A whole number of at most fifteen signs: each of those has one spelling, and is kept exactly.
    fn same_number(&mut self) -> Option<()> {
        let rest = self.bytes.get(self.pos..)?;
        let minus = usize::from(rest.starts_with(b"-"));
        let digits = rest.iter().skip(minus).take_while(|b| b.is_ascii_digit()).count();
        let zero = rest.get(minus) == Some(&b'0');
        let length = minus + digits;
        if digits == 0 || length > 15 || (zero && length > 1) || matches!(rest.get(length), Some(b'.' | b'e' | b'E')) {
            return None;
        }
        self.pos += length;
        Some(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::bundle::canonical;
    use proptest::{prelude::*, strategy::ValueTree as _, test_runner::RngSeed};

    /// What the reader of values makes of the value that begins a text: its canonical form, where it ends, and what is
    /// left of the memory; nothing where it is refused or not exact.
    fn slowly(text: &str, budget: u64) -> Option<(String, usize, u64)> {
        let mut scan = Scan::new(text, text.as_bytes());
        scan.budget = budget;
        let value = scan.value().ok()?;
        scan.take_soft().is_none().then(|| (canonical(&value), scan.pos, scan.budget))
    }

    /// What is told at a glance; whatever is not leaves everything as it was.
    fn at_a_glance(text: &str, budget: u64) -> Option<(String, usize, u64)> {
        let mut scan = Scan::new(text, text.as_bytes());
        scan.budget = budget;
        let settled = scan.canonical_object().map(str::to_owned);
        assert!(scan.take_soft().is_none() && scan.depth == 0);
        match settled {
            Some(text) => Some((text, scan.pos, scan.budget)),
            None => {
                assert!(scan.budget == budget && text.as_bytes().iter().take(scan.pos).all(u8::is_ascii_whitespace));
                None
            }
        }
    }

    const SPELLINGS: [&str; 64] = [
        "null",
        "true",
        "false",
        "nul",
        "True",
        "0",
        "-0",
        "1",
        "-1",
        "10",
        "007",
        "-7",
        "1.0",
        "1.5",
        "-0.5",
        "1e2",
        "1E2",
        "1e+21",
        "100e-2",
        "1.",
        "-",
        "+1",
        ".5",
        "1e",
        "99999999999999",
        "-99999999999999",
        "999999999999999",
        "-999999999999999",
        "1000000000000000",
        "9007199254740992",
        "9007199254740993",
        "1e400",
        "-1e-400",
        "12345678901234567890123",
        "0.30000000000000004",
        "0.1000000000000000055511151231257827",
        "\"\"",
        "\"a\"",
        "\"\u{e9}\"",
        "\"\u{1f600}\"",
        "\"\u{7f}\u{2028}\"",
        r#""\n\t\r\b\f""#,
        r#""\"\\""#,
        r#""\/""#,
        r#""\u0008""#,
        r#""\u0000""#,
        r#""\u0009""#,
        r#""\u000a""#,
        r#""\u000b""#,
        r#""\u000B""#,
        r#""\u000d""#,
        r#""\u001f""#,
        r#""\u0020""#,
        r#""\u0022""#,
        r#""\u007f""#,
        r#""\u00e9""#,
        r#""\ud83d\ude00""#,
        r#""\ud800""#,
        r#""\ude00\ud83d""#,
        r#""\u12""#,
        r#""\x""#,
        "\"\u{1}\"",
        "\"half",
        "\"\t\"",
    ];

    const NAMES: [&str; 16] = [
        "\"a\"",
        "\"aa\"",
        "\"b\"",
        "\"B\"",
        "\"\"",
        "\"1\"",
        "\"10\"",
        "\"2\"",
        "\"a/b\"",
        "\"\u{e9}\"",
        "\"\u{fb33}\"",
        "\"\u{1f600}\"",
        r#""\u0061""#,
        r#""\n""#,
        r#""\"""#,
        "a",
    ];

    fn blanks() -> impl Strategy<Value = &'static str> {
        prop_oneof![40 => Just(""), 1 => prop::sample::select(vec![" ", "\n", "\t\r ", "\u{c}"])]
    }

    /// Texts of JSON, and of what is almost JSON: spelled canonically here and there.
    fn texts() -> impl Strategy<Value = String> {
        let scalar = prop_oneof![
            6 => prop::sample::select(vec!["null", "0", "7", "-12", "\"words\"", "\"\u{1f9f5} caf\u{e9}\"", r#""\n""#]),
            1 => prop::sample::select(SPELLINGS.to_vec()),
        ];
        let name = prop_oneof![3 => 0usize..9, 1 => 0usize..NAMES.len()];
        scalar.prop_map(str::to_owned).prop_recursive(4, 24, 5, move |inner| {
            let members = prop::collection::vec((name.clone(), blanks(), inner.clone()), 0..5);
            let object = (members, 0..4u8, blanks()).prop_map(|(mut members, order, blank)| {
                if order > 0 {
                    members.sort_by_key(|(name, ..)| NAMES.get(*name).copied().unwrap_or_default());
                    members.dedup_by_key(|(name, ..)| *name);
                }
                let member = |(n, blank, value): &(usize, &str, String)| {
                    format!("{}:{blank}{value}", NAMES.get(*n).copied().unwrap_or_default())
                };
                format!("{{{}{blank}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
            });
            let list = (prop::collection::vec(inner, 0..5), blanks())
                .prop_map(|(items, blank)| format!("[{}]", items.join(&format!(",{blank}"))));
            prop_oneof![2 => object, 1 => list]
        })
    }

    /// Objects, as records are, some with one sign changed.
    fn records() -> impl Strategy<Value = String> {
        let damage = prop_oneof![3 => Just(None), 1 => (0usize..60, any::<char>()).prop_map(Some)];
        let more = prop_oneof![3 => Just(","), 1 => prop::sample::select(vec!["", "]", "x", " \n"])];
        (blanks(), texts(), texts(), damage, more).prop_map(|(blank, one, other, damage, more)| {
            let text = format!("{blank}{{\"id\":{one},\"kind\":{other}}}{more}");
            match damage {
                None => text,
                Some((at, with)) => text.chars().enumerate().map(|(n, c)| if n == at { with } else { c }).collect(),
            }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_told_at_a_glance_is_what_reading_gives(text in records(), tight in 0u64..200) {
            for budget in [tight, super::super::BUDGET] {
                if let Some(glance) = at_a_glance(&text, budget) {
                    prop_assert_eq!(Some(glance), slowly(&text, budget), "{}", text);
                }
            }
        }

        #[test]
        fn what_is_canonical_in_plain_names_is_told_at_a_glance(text in records()) {
            let Some((form, end, left)) = slowly(&text, super::super::BUDGET) else { return Ok(()) };
            let number = [".", "e+", "e-"].iter().any(|sign| form.contains(sign));
            let plain = form.is_ascii() && form.starts_with('{') && !form.contains('\\') && !number;
            let long = form.split(|c: char| !c.is_ascii_digit() && c != '-').any(|digits| digits.len() > 15);
            if plain && !long && text.trim_start().starts_with(&form) {
                prop_assert_eq!(at_a_glance(&text, super::super::BUDGET), Some((form, end, left)), "{}", text);
            }
        }
    }

    #[test]
    fn enough_of_what_is_tried_is_told_at_a_glance_and_enough_is_not() {
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let drawn: Vec<String> = (0..1000).map(|_| records().new_tree(&mut runner).unwrap().current()).collect();
        let settled = drawn.iter().filter(|text| at_a_glance(text, super::super::BUDGET).is_some()).count();
        let read = drawn.iter().filter(|text| slowly(text, super::super::BUDGET).is_some()).count();
        assert!(settled > 200 && read > settled + 100 && read < 900, "{settled} told at a glance, {read} read");
    }

    #[test]
    fn each_spelling_alone_is_told_apart() {
        for spelling in SPELLINGS {
            let text = format!("{{\"a\":{spelling}}}");
            let (glance, read) = (at_a_glance(&text, super::super::BUDGET), slowly(&text, super::super::BUDGET));
            let same = read.as_ref().is_some_and(|(form, ..)| *form == text);
            let told = glance.is_some();
            assert!(!told || glance == read, "{text}");
            // A fraction, a power and more than fifteen digits are left to the reader, whatever their spelling.
            let doubted = spelling.contains('.') || spelling.contains("e+") || spelling.len() > 15;
            assert_eq!(told, same && (!doubted || spelling.starts_with('"')), "{text}");
        }
    }

    #[test]
    fn depth_and_memory_end_where_they_end_for_the_reader() {
        for depth in 1..70 {
            let text = format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
            let glance = at_a_glance(&text, super::super::BUDGET);
            assert_eq!(glance, slowly(&text, super::super::BUDGET), "{depth}");
            assert_eq!(glance.is_some(), depth <= DEPTH);
        }
        let text = r#"{"a":[1,{"b":null},"c"],"d":{}}"#;
        for budget in 0..100 {
            assert_eq!(at_a_glance(text, budget), slowly(text, budget), "{budget}");
        }
    }
}
