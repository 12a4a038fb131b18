//! The id of a record or a writer. Ids are made elsewhere (UUIDv7 for what people make, UUIDv8 from
//! a digest for what is read from a paper); here they are only compared and spelled.

use std::fmt;
use std::str::FromStr;

/// A UUID, spelled in lower case with hyphens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u128);

impl Id {
    /// An id from its 16 bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Id {
        Id(u128::from_be_bytes(bytes))
    }

    /// The 16 bytes of the id.
    pub const fn bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// Whether the id carries the version of ids that were derived from a paper's words (UUIDv8).
    pub fn is_derived(self) -> bool {
        (self.0 >> 76) & 0xf == 8
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        uuid::Uuid::from_u128(self.0).hyphenated().fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Id {
    type Err = ();

    /// Reads exactly the spelling that [`Display`](fmt::Display) gives: anything else (capitals,
    /// braces, no hyphens) is refused, so that one id has one spelling everywhere.
    fn from_str(text: &str) -> Result<Id, ()> {
        // By hand, because a third of a file of records is ids.
        let bytes = text.as_bytes();
        let hyphens = [8, 13, 18, 23].iter().all(|at| bytes.get(*at) == Some(&b'-'));
        if bytes.len() != 36 || !hyphens {
            return Err(());
        }
        let high = !u64::from(u32::MAX);
        let words = [
            eight(bytes, 0),
            eight(bytes, 9) & high | eight(bytes, 14) >> 32,
            eight(bytes, 19) & high | eight(bytes, 24) >> 32,
            eight(bytes, 28),
        ];
        let mut id = 0;
        for word in words {
            id = id << 32 | u128::from(digits(word).ok_or(())?);
        }
        Ok(Id(id))
    }
}

/// Eight bytes of a text as a number, so that all can be looked at together; zeros where there are not so many.
pub(super) fn eight(bytes: &[u8], from: usize) -> u64 {
    let chunk = bytes.get(from..).and_then(|rest| rest.first_chunk::<8>());
    chunk.map_or(0, |chunk| u64::from_be_bytes(*chunk))
}

/// What eight hexadecimal digits in small letters come to; nothing where one of them is none.
pub(super) fn digits(text: u64) -> Option<u32> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // In ASCII letters differ from digits in this bit, and `a` follows nine signs after where a tenth digit would be.
    let letters = text >> 6 & ONES;
    let values = (text & (ONES * 0xf)) + letters * 9;
    // Spelled again: a sign that is no digit comes out as another.
    let spelled = values + ONES * u64::from(b'0') + ((values + ONES * 6) >> 4 & ONES) * 39;
    if spelled != text || values & (ONES * 0xf0) != 0 {
        return None;
    }
    let pairs = (values | values >> 4) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs | pairs >> 8) & 0x0000_ffff_0000_ffff;
    Some((fours | fours >> 16) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is no id, and looks almost like one.
    fn almost(text: &str, at: usize, with: &str) -> String {
        text.chars().enumerate().map(|(n, c)| if n == at { with.to_owned() } else { c.to_string() }).collect()
    }

    proptest! {
        #[test]
        fn an_id_is_what_uuid_reads_in_small_letters(id in any::<u128>(), at in 0usize..36, with in any::<u8>()) {
            let text = Id(id).to_string();
            prop_assert_eq!(text.parse(), Ok(Id(id)));
            let other = almost(&text, at, &char::from(with).to_string());
            let theirs = uuid::Uuid::try_parse(&other).ok().filter(|_| other.to_lowercase() == other);
            prop_assert_eq!(other.parse::<Id>().ok(), theirs.map(|u| Id(u.as_u128())), "{}", other);
        }

        #[test]
        fn eight_digits_are_what_the_standard_library_reads(text in "[0-9a-gA-F/:`@\u{7f}-]{8}", number in any::<u32>()) {
            let small = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
            let theirs = u32::from_str_radix(&text, 16).ok().filter(|_| small);
            prop_assert_eq!(digits(eight(text.as_bytes(), 0)), theirs.filter(|_| text.len() == 8));
            prop_assert_eq!(digits(eight(format!("{number:08x}").as_bytes(), 0)), Some(number));
        }
    }

    #[test]
    fn every_sign_in_every_place_is_a_digit_or_none() {
        for place in 0..8 {
            for sign in 0..=255u8 {
                let mut text = *b"00000000";
                if let Some(byte) = text.get_mut(place) {
                    *byte = sign;
                }
                let digit = char::from(sign).to_digit(16).filter(|_| !sign.is_ascii_uppercase());
                assert_eq!(digits(u64::from_be_bytes(text)), digit.map(|d| d << (28 - 4 * place)), "{sign} at {place}");
            }
        }
    }

    #[test]
    fn what_is_shorter_or_longer_is_no_id() {
        let text = Id(7).to_string();
        let short = text.get(..35).unwrap_or_default();
        for other in ["", short, &format!("{text}0"), &format!("{{{text}}}"), &text.replace('-', "")] {
            assert_eq!(other.parse::<Id>(), Err(()), "{other}");
        }
    }
}
