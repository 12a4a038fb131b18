//! E-mail addresses: with the sign, with room around it, and as people say them ("at … dot …", "arroba … punto …").

use super::pieces::{Text, is_room};
use super::{Personal, Place};

/// Whose addresses need nothing else to be known for one.
const PROVIDERS: [&str; 12] = [
    "gmail",
    "googlemail",
    "hotmail",
    "outlook",
    "yahoo",
    "ymail",
    "icloud",
    "btinternet",
    "protonmail",
    "virginmedia",
    "talktalk",
    "aol",
];

/// What ends an address that is said in words.
const ENDINGS: [&str; 14] = ["com", "co", "org", "net", "uk", "gov", "nhs", "ac", "es", "eu", "me", "info", "pt", "fr"];

/// E-mail addresses.
pub(super) fn find(text: &Text<'_>, found: &mut Vec<Place>) {
    for at in 0..text.len() {
        let gap = text.gap(at);
        let (host_at, sign) = match text.word(at + 1).as_str() {
            _ if gap.contains(['@', '\u{ff20}']) && gap.chars().count() <= 4 => (at + 1, true),
            "at" | "arroba" if !gap.is_empty() && beside(gap) && beside(text.gap(at + 1)) => (at + 2, false),
            _ => continue,
        };
        let Some(host) = host(text, host_at) else { continue };
        let first = name(text, at);
        let named = text.text.get(text.from(first)..text.to(at)).unwrap_or_default();
        let is_address = match (sign, gap.chars().any(is_room)) {
            (true, false) => true,
            // "meet us @southwark.gov.uk" is none.
            (true, true) => host.provider || named.contains(|c: char| !c.is_alphabetic()),
            (false, _) => host.provider || host.spelled,
        };
        if is_address {
            found.push((Personal::Email, text.from(first)..text.to(host.last)));
        }
    }
}

/// Room or a bracket: "amina (at) gmail".
fn beside(gap: &str) -> bool {
    gap.chars().count() <= 4 && gap.chars().all(|c| is_room(c) || "()[]{}<>*-_\"'".contains(c))
}

/// The first piece of the name that ends with this one.
fn name(text: &Text<'_>, last: usize) -> usize {
    let mut first = last;
    while first > 0 {
        let gap = text.gap(first - 1);
        let said = ["dot", "punto", "underscore", "dash"].contains(&text.word(first - 1).as_str());
        first -= match gap {
            "" | "." | "_" | "-" | "+" | "%" | "'" => 1,
            gap if said && first > 1 && beside(gap) && beside(text.gap(first - 2)) => 2,
            _ => break,
        };
    }
    first
}

/// What stands behind the sign.
struct Host {
    last: usize,
    provider: bool,
    /// Whether its dots are words, and its end is one that addresses have.
    spelled: bool,
}

fn host(text: &Text<'_>, first: usize) -> Option<Host> {
    let label = |from: usize| {
        let mut last = from;
        while last + 1 < text.len() && matches!(text.gap(last), "" | "-") {
            last += 1;
        }
        last
    };
    if text.piece(first).is_empty() {
        return None;
    }
    let mut last = label(first);
    let provider = PROVIDERS.contains(&text.word(last).as_str());
    let (mut dots, mut spelled) = (0, false);
    loop {
        let (gap, next) = (text.gap(last), text.word(last + 1));
        let ends = |word: &str| ENDINGS.contains(&word);
        let from = match next.as_str() {
            "" if !text.is_digits(last + 1) => break,
            "dot" | "punto" if beside(gap) && beside(text.gap(last + 1)) && !text.piece(last + 2).is_empty() => {
                spelled = true;
                last + 2
            }
            _ if gap == "." => last + 1,
            word if gap.trim_matches(is_room) == "." && ends(word) => last + 1,
            word if provider && dots == 0 && gap.chars().all(is_room) && ends(word) => last + 1,
            _ => break,
        };
        (last, dots) = (label(from), dots + 1);
    }
    let end = text.word(last);
    let well = dots > 0 && end.chars().count() > 1;
    (well || provider).then(|| Host { last, provider, spelled: spelled && ENDINGS.contains(&end.as_str()) })
}
