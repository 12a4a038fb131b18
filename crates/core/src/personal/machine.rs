//! What machines write into a text, and whose figures are nobody's: addresses in the web, DOIs, UUIDs.

use super::endings::is_ending;
use super::signs::is_room;
use std::ops::Range;

/// Members of an address whose value somebody filled in.
const FILLED_IN: [&str; 8] = ["tel=", "phone=", "mobile=", "number=", "nhs=", "postcode=", "dob=", "email="];

/// The addresses in the web, with or without `https`, and the ids of machines (UUIDs, those of papers).
pub(super) fn machine_made(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for word in text.split(|c: char| is_room(c) || ",;|<>\"'()[]{}“”«»".contains(c)) {
        let begins = |sign: &str| word.to_ascii_lowercase().find(sign);
        let scheme = ["https:", "http:", "www.", "ftp:", "doi:"].iter().filter_map(|sign| begins(sign)).min();
        let start = scheme.or_else(|| (is_host_and_path(word) || is_doi(word) || is_uuid(word)).then_some(0));
        let start = start.filter(|_| !FILLED_IN.iter().any(|sign| begins(sign).is_some()));
        found.extend(start.map(|start| from + start..from + word.trim_end_matches(['.', ':', '!', '?']).len()));
        // Every sign that is split at is passed over here too.
        from +=
            word.len() + text.get(from + word.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    found
}

fn is_host_and_path(word: &str) -> bool {
    let Some((host, _)) = word.split_once(['/', '?']) else { return false };
    let is_host = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    is_host && host.rsplit_once('.').is_some_and(|(_, end)| is_ending(&end.to_ascii_lowercase()))
}

fn is_doi(word: &str) -> bool {
    let Some((number, name)) = word.strip_prefix("10.").and_then(|rest| rest.split_once('/')) else { return false };
    number.len() >= 4 && number.bytes().all(|b| b.is_ascii_digit()) && !name.is_empty()
}

fn is_uuid(word: &str) -> bool {
    let is_hex = word.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    word.len() == 36 && is_hex && word.split('-').map(str::len).eq([8, 4, 4, 4, 12])
}
