//! Ways to reach a service, read out of the line somebody typed. A link is put together here from checked
//! characters; what was typed is only ever shown. So no typed text is an address that could run anything.

use crate::words::fill_in;

/// How a service is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By phone.
    Phone,
    /// On the web.
    Web,
    /// By e-mail.
    Mail,
}

/// A way to reach a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// How.
    pub by: By,
    /// The number or address as it was typed.
    pub words: String,
    /// The address of a link: `tel:`, `https:` or `mailto:`, and nothing else.
    pub href: String,
}

impl Way {
    /// What the link does, in words: "Ring 020 7946 0101".
    pub fn words(&self) -> String {
        self.words_in("en")
    }

    /// The same in another language.
    pub fn words_in(&self, language: &str) -> String {
        let key = match self.by {
            By::Phone => "signpost.ring",
            By::Web => "signpost.open",
            By::Mail => "signpost.write",
        };
        fill_in(language, key, &[("to", &self.words)])
    }
}

/// Short numbers that lead somewhere: emergency, police, NHS, power cuts, and the Samaritans' kind (116 and three more).
const SHORT: [&str; 5] = ["999", "101", "111", "105", "119"];

/// The ways to reach a service that its line names, in the line's order within each kind: phone, web, e-mail.
pub fn ways(reach: &str) -> Vec<Way> {
    let mut ways = phones(reach);
    let words = || reach.split_whitespace().map(|w| w.trim_matches(|c: char| "()[]<>,;.:!?\"'“”‘’".contains(c)));
    ways.extend(words().filter_map(web));
    ways.extend(words().filter_map(mail));
    ways
}

/// The numbers that can be rung, of what was typed.
pub fn numbers_of(typed: &str) -> Vec<Way> {
    phones(typed)
}

/// The one way that a code for a resident's own phone opens: the web address, which says most, or the number.
pub fn for_code(ways: &[Way]) -> Option<&Way> {
    [By::Web, By::Phone, By::Mail].into_iter().find_map(|by| ways.iter().find(|way| way.by == by))
}

fn phones(reach: &str) -> Vec<Way> {
    let joins = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '-' | '\u{2013}' | '(' | ')' | '+');
    let mut found = Vec::new();
    // Words with a letter in them are no part of a number: a postcode, an address, "24hr".
    for line in reach.split(|c: char| !c.is_alphanumeric() && !joins(c)) {
        let mut run: Vec<&str> = Vec::new();
        for word in line.split([' ', '\u{a0}']).chain(["x"]) {
            if !word.is_empty() && word.chars().all(joins) {
                run.push(word);
            } else if !word.is_empty() {
                numbers(&run, &mut found);
                run.clear();
            }
        }
    }
    found
}

/// The numbers in a run of figures. "5 020 7946 0101" is a house and a number.
fn numbers(run: &[&str], found: &mut Vec<Way>) {
    let mut rest = run;
    while !rest.is_empty() {
        let longest = (1..=rest.len()).rev().find_map(|n| Some((n, number(rest.get(..n)?)?)));
        let taken = longest.as_ref().map_or(1, |(n, _)| *n);
        found.extend(longest.map(|(_, way)| way));
        rest = rest.get(taken..).unwrap_or_default();
    }
}

fn number(groups: &[&str]) -> Option<Way> {
    let words = groups.join(" ");
    let abroad = words.trim_start_matches('(').starts_with('+');
    // "+44 (0)20": the nought is for those who ring from here.
    let plain = if abroad { words.replace("(0)", "") } else { words.clone() };
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let whole = match digits.len() {
        11..=15 if abroad => true,
        10 | 11 => digits.starts_with('0') && !digits.starts_with("00"),
        6 => digits.starts_with("116"),
        _ => SHORT.contains(&digits.as_str()),
    };
    let plus = if abroad { "+" } else { "" };
    let words = words.trim_matches('-').to_owned();
    whole.then(|| Way { by: By::Phone, words, href: format!("tel:{plus}{digits}") })
}

/// What ends a web address that is written without `www.` or `https://`.
const ENDINGS: [&str; 5] = ["uk", "org", "com", "net", "london"];

fn web(word: &str) -> Option<Way> {
    let lower = word.to_ascii_lowercase();
    let said = ["https://", "http://"].into_iter().find(|scheme| lower.starts_with(scheme));
    let rest = word.get(said.map_or(0, str::len)..)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = (rest.get(..end)?.to_ascii_lowercase(), rest.get(end..)?);
    let label = |l: &str| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let last = host.rsplit('.').next().unwrap_or_default();
    let known = said.is_some() || host.starts_with("www.") || ENDINGS.contains(&last);
    // Neither a user's name (`https://nhs.uk@elsewhere`) nor a number in place of a name.
    let named = host.contains('.') && host.split('.').all(label) && last.bytes().all(|b| b.is_ascii_alphabetic());
    let plain = path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/?#&=%-._~+,:@!$*;()".contains(&b));
    (known && named && plain).then(|| Way {
        by: By::Web,
        words: rest.trim_end_matches('/').to_owned(),
        href: format!("https://{host}{path}"),
    })
}

fn mail(word: &str) -> Option<Way> {
    let word = word.strip_prefix("mailto:").unwrap_or(word);
    let (name, host) = word.split_once('@')?;
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._+-".contains(&b));
    let whole = !name.is_empty() && host.contains('.') && host.split('.').all(|l| !l.is_empty());
    (whole && plain(name) && plain(host)).then(|| Way {
        by: By::Mail,
        words: word.to_owned(),
        href: format!("mailto:{word}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hrefs(reach: &str) -> Vec<String> {
        ways(reach).into_iter().map(|way| way.href).collect()
    }

    #[test]
    fn numbers_and_addresses_are_found_as_people_write_them() {
        for (reach, expected) in [
            ("Elm Street Hall. 020 7946 0101", &["tel:02079460101"] as &[&str]),
            ("020 7946 0102, quit@example.org", &["tel:02079460102", "mailto:quit@example.org"]),
            ("Flat 5, 12 High St SE15 4QL (020) 7946-0101.", &["tel:02079460101"]),
            ("Unit 5 020 7946 0101", &["tel:02079460101"]),
            ("Tel: +44 (0)20 7946 0101", &["tel:+442079460101"]),
            ("0300 123 1053 or 0800 123 456", &["tel:03001231053", "tel:0800123456"]),
            ("020 7946 0101 020 7946 0102", &["tel:02079460101", "tel:02079460102"]),
            ("Ring 111, or 116 123 at any time", &["tel:111", "tel:116123"]),
            ("www.example.org/help?x=1", &["https://www.example.org/help?x=1"]),
            ("See example.org.", &["https://example.org"]),
            ("HTTP://Example.org/Path/", &["https://example.org/Path/"]),
            ("<https://example.org/a_b(c)>", &["https://example.org/a_b(c"]),
            ("Walk in, 24/7, Mon 9-5, room 1234", &[]),
            ("e.g. at no.5", &[]),
            ("", &[]),
        ] {
            assert_eq!(hrefs(reach), expected, "{reach}");
        }
    }

    #[test]
    fn what_is_typed_for_a_lead_rings_each_number_and_nothing_else() {
        for (typed, expected) in [
            ("020 7946 0999 ext 12", &["tel:02079460999"] as &[&str]),
            ("07700 900123 or 020 7525 5000", &["tel:07700900123", "tel:02075255000"]),
            ("020 7946 0999 (9-5), out of hours 020 7525 5000", &["tel:02079460999", "tel:02075255000"]),
            ("+44 (0)20 7946 0999", &["tel:+442079460999"]),
            ("ask at desk 1234", &[]),
            ("0207", &[]),
        ] {
            let hrefs: Vec<String> = numbers_of(typed).into_iter().map(|way| way.href).collect();
            assert_eq!(hrefs, expected, "{typed}");
        }
    }

    #[test]
    fn no_typed_text_becomes_an_address_that_could_run_anything() {
        for naughty in [
            "javascript:alert(1)",
            "JavaScript://example.org/%0Aalert(1)",
            "data:text/html,<script>alert(1)</script>",
            "https://nhs.uk@example.org",
            "https://nhs.uk:pw@example.org/",
            "https://example.org/\"onclick=alert(1)",
            "https://example.org/<script>",
            "https://[::1]/",
            "https://127.0.0.1/",
            "https://example",
            "https://ex\u{e4}mple.org",
            "mailto:a@b.org?bcc=everybody@example.org",
            "a@b.org\"onmouseover=x",
            "vbscript:x.uk",
            "file:///etc/passwd.uk",
            "\u{202e}gro.elpmaxe",
            "tel:javascript",
        ] {
            assert_eq!(hrefs(naughty), Vec::<String>::new(), "{naughty}");
        }
        let odd = "x https://a.org/%3Cscript%3E javascript:www.a.org/x 020 7946 0101;alert(1)";
        for href in hrefs(odd) {
            assert!(["https://", "tel:", "mailto:"].iter().any(|s| href.starts_with(s)), "{href}");
            assert!(!href.contains(['"', '<', '>', '\'', ' ']), "{href}");
        }
    }

    #[test]
    fn a_code_opens_the_page_before_the_number() {
        let ways = ways("020 7946 0102, quit@example.org, example.org/quit");
        assert_eq!(for_code(&ways).map(|w| w.href.as_str()), Some("https://example.org/quit"));
        let others: Vec<Way> = ways.into_iter().filter(|w| w.by != By::Web).collect();
        assert_eq!(for_code(&others).map(|w| w.href.as_str()), Some("tel:02079460102"));
        assert_eq!(for_code(&[]), None);
    }
}
