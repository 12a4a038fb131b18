//! Ids of what is read from a paper: derived from the paper's words, so that two people who take in
//! the same paper make the same records.

use crate::record::Id;
use sha2::{Digest, Sha256};

/// A UUIDv8 from SHA-256 over the parts, each brought to its plain form by [`normal_words`]. The first
/// parts are the plan's title and period, then the kind, then the place and words of the record; an
/// update's parts include the report's date. Fixed at the record's birth.
///
/// ```
/// use golden_thread_core::domain::ids::derived;
///
/// // The same paper brought in twice gives the same records.
/// assert_eq!(derived(&["Recovery plan", "action", "Walks"]), derived(&["Recovery Plan", "action", "walks."]));
/// assert!(derived(&["Recovery plan"]).is_derived());
/// ```
pub fn derived(parts: &[&str]) -> Id {
    let mut digest = Sha256::new();
    for part in parts {
        let words = normal_words(part);
        digest.update((words.len() as u64).to_be_bytes());
        digest.update(words.as_bytes());
    }
    let mut bytes = [0u8; 16];
    for (to, from) in bytes.iter_mut().zip(digest.finalize()) {
        *to = from;
    }
    let [_, _, _, _, _, _, version, _, variant, ..] = &mut bytes;
    *version = (*version & 0x0f) | 0x80;
    *variant = (*variant & 0x3f) | 0x80;
    Id::from_bytes(bytes)
}

/// An id whose time says the hour and no more. Ids of what people make carry the millisecond they were made in
/// (UUIDv7); at an event nothing may tell when exactly somebody stood there.
pub fn without_minute(id: Id) -> Id {
    const HOUR_MS: u64 = 60 * 60 * 1000;
    let mut bytes = id.bytes();
    let ms = bytes.iter().take(6).fold(0u64, |ms, byte| ms << 8 | u64::from(*byte));
    let hour = (ms - ms % HOUR_MS).to_be_bytes();
    for (to, from) in bytes.iter_mut().zip(hour.iter().skip(2)) {
        *to = *from;
    }
    Id::from_bytes(bytes)
}

/// Words with differences that mean nothing removed: case, kind of quote and dash, white space, and
/// punctuation at the end.
pub fn normal_words(words: &str) -> String {
    let plain = words.chars().map(|c| match c {
        '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '"' => '\'',
        '\u{2010}'..='\u{2015}' => '-',
        '\u{a0}' => ' ',
        other => other,
    });
    let lower: String = plain.flat_map(char::to_lowercase).collect();
    let joined = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.trim_end_matches(['.', ',', ';', ':', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_without_its_minute_is_still_one_of_its_kind() {
        let read = |text: &str| text.parse::<Id>();
        let id = read("0190a6f2-1234-7abc-8def-000000000002").map(without_minute);
        assert_eq!(id.map(without_minute), id, "once is enough");
        let text = id.map(|id| id.to_string()).unwrap_or_default();
        assert!(text.ends_with("-7abc-8def-000000000002") && text.as_str() < "0190a6f2-1234", "{text}");
        let ms = u64::from_str_radix(&text.replace('-', "").chars().take(12).collect::<String>(), 16).unwrap_or(1);
        assert_eq!(ms % 3_600_000, 0);
    }

    #[test]
    fn the_same_words_differently_printed_make_one_id() {
        let one = derived(&["Plan", "aim", "The \u{201c}Southwark pound\u{201d}."]);
        let two = derived(&["plan", "aim", "The  'southwark pound'"]);
        assert_eq!(one, two);
        assert!(one.is_derived());
        assert_ne!(one, derived(&["plan", "aim the", "'southwark pound'"]));
    }
}
