//! E-mail addresses: with the sign, with room around it, and as people say them ("at … dot …", "arroba … punto …").

use super::endings::{ENDINGS, is_ending};
use super::found::{Personal, Place};
use super::pieces::Text;
use super::signs::is_room;
use crate::domain::letters::bare;

/// Whose addresses need nothing else to be known for one.
const PROVIDERS: [&str; 17] = [
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
    "msn",
    "rocketmail",
    "ntlworld",
    "tiscali",
    "gmx",
];

/// "at" and "dot" as people say them, without accents.
const AT: [&str; 6] = ["at", "arroba", "arobase", "arobas", "malpa", "chiocciola"];
const DOT: [&str; 6] = ["dot", "punto", "ponto", "point", "kropka", "dott"];

/// Words before "at" that say that an address in the web follows: "look us up at example.org".
const NO_NAMES: [&str; 24] = [
    "us",
    "me",
    "you",
    "it",
    "up",
    "look",
    "looked",
    "see",
    "more",
    "details",
    "available",
    "online",
    "find",
    "found",
    "is",
    "are",
    "was",
    "website",
    "information",
    "visit",
    "map",
    "events",
    "form",
    "forms",
];

/// Words that say that an address for letters follows.
const MAIL: [&str; 8] = ["email", "mail", "emails", "write", "contact", "correo", "mel", "e"];

/// E-mail addresses.
pub(super) fn find(text: &Text, found: &mut Vec<Place>) {
    for at in 0..text.len() {
        let gap = text.gap(at);
        let behind = text.gap(at + 1);
        let (host_at, sign) = match bare(&text.word(at + 1)) {
            _ if gap.contains('@') && gap.chars().count() <= 4 => (at + 1, true),
            said if AT.contains(&said.as_str()) && !gap.is_empty() && beside(gap) && beside(behind) => (at + 2, false),
            _ => continue,
        };
        let Some(host) = host(text, host_at) else { continue };
        let first = name(text, at);
        let named = text.text.get(text.from(first)..text.to(at)).unwrap_or_default();
        let unlike_a_word = named.contains(|c: char| !c.is_alphabetic());
        let is_address = match (sign, gap.chars().any(is_room)) {
            (true, false) => true,
            // "meet us @southwark.gov.uk" is none.
            (true, true) => host.provider || host.spelled || unlike_a_word,
            (false, _) => {
                let signs = |gap: &str| gap.chars().any(|c| !is_room(c));
                let meant = (signs(gap) && signs(behind))
                    || unlike_a_word
                    || text.piece(at + 1) == "AT"
                    || text.says(first, 4, &MAIL);
                let is_name = !NO_NAMES.contains(&named.to_lowercase().as_str());
                let is_place = ["the", "a", "an", "this", "that", "our"].contains(&text.word(host_at).as_str());
                host.provider || (host.spelled && !is_place) || (host.known && meant && is_name)
            }
        };
        if is_address {
            found.push((Personal::Email, text.range(first, host.last)));
        }
    }
}

/// Room or a bracket: "amina (at) gmail".
fn beside(gap: &str) -> bool {
    gap.chars().count() <= 4 && gap.chars().all(|c| is_room(c) || "()[]{}<>*-_\"'".contains(c))
}

/// The first piece of the name that ends with this one.
fn name(text: &Text, last: usize) -> usize {
    let mut first = last;
    while first > 0 {
        let gap = text.gap(first - 1);
        let word = bare(&text.word(first - 1));
        let said = DOT.contains(&word.as_str()) || ["underscore", "dash", "guion", "hyphen"].contains(&word.as_str());
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
    /// Whether its dots are dots, and its end is one that addresses have.
    known: bool,
}

fn host(text: &Text, first: usize) -> Option<Host> {
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
            dot if DOT.contains(&bare(dot).as_str())
                && beside(gap)
                && beside(text.gap(last + 1))
                && !text.piece(last + 2).is_empty() =>
            {
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
    let ends = is_ending(&end);
    (well || provider).then_some(Host { last, provider, spelled: spelled && ends, known: dots > 0 && ends })
}
