//! Bytes as text: base64 without padding, bech32 and hexadecimal digits, each read strictly, so that nothing has two
//! spellings.

use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Hrp};
use data_encoding::{BASE64_NOPAD, HEXLOWER};
use zeroize::Zeroizing;

/// Bytes in base64 (RFC 4648, section 4) without padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    BASE64_NOPAD.encode(bytes)
}

/// Bytes from base64 without padding; `None` for anything that [`base64`] would not have written.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    BASE64_NOPAD.decode(text.as_bytes()).ok()
}

/// Bytes in bech32 (BIP 173) under a prefix in small letters; empty where they are too many for it (some 600).
pub(super) fn bech32(prefix: &str, bytes: &[u8]) -> String {
    // Room for all, so that no secret is left behind where it has grown out of.
    let mut text = String::with_capacity(prefix.len() + 8 + bytes.len() * 8 / 5);
    let written = Hrp::parse(prefix).map(|hrp| bech32::encode_lower_to_fmt::<Bech32, _>(&mut text, hrp, bytes));
    if !matches!(written, Ok(Ok(()))) {
        text.clear();
    }
    text
}

/// Bytes from bech32 under this prefix; the whole in small letters, or the whole in capitals.
pub(super) fn from_bech32(prefix: &str, text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let read = CheckedHrpstring::new::<Bech32>(text).ok()?;
    // What is left over after the last byte is zeros, and less than one sign: nothing has two spellings.
    let whole = read.hrp() == Hrp::parse(prefix).ok()? && read.validate_segwit_padding().is_ok();
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    bytes.extend(read.byte_iter());
    whole.then_some(bytes)
}

/// Bytes as hexadecimal digits in small letters.
pub(super) fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

/// Bytes from hexadecimal digits in small letters.
pub(super) fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let whole = text.len() == N * 2 && HEXLOWER.decode_mut(text.as_bytes(), &mut bytes).is_ok();
    whole.then_some(bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_strict_and_goes_round() {
        // RFC 4648, section 10, without the padding.
        for (plain, coded) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg")] {
            assert_eq!(base64(plain.as_bytes()), coded);
            assert_eq!(from_base64(coded).unwrap(), plain.as_bytes());
        }
        for bad in ["Zh", "Zm9", "Zg==", "Z", "Zm9vY", "Zm 9", "Zm9v\n", "Z-_v"] {
            assert_eq!(from_base64(bad), None, "{bad}");
        }
    }

    #[test]
    fn bech32_goes_round_and_notices_one_wrong_letter() {
        let text = bech32("age", &[7; 32]);
        assert_eq!(from_bech32("age", &text).unwrap().as_slice(), [7; 32]);
        assert_eq!(from_bech32("age", &text.to_uppercase()).unwrap().as_slice(), [7; 32]);
        assert_eq!(from_bech32("age", &text.replacen('q', "Q", 1)), None);
        for at in 4..text.len() {
            let other = if &text[at..=at] == "q" { "p" } else { "q" };
            let wrong = format!("{}{other}{}", &text[..at], &text[at + 1..]);
            assert_eq!(from_bech32("age", &wrong), None);
        }
        assert_eq!(from_bech32("agf", &text), None);
        assert_eq!(from_bech32("age", "age1"), None);
        // BIP 173's own example of nothing under the prefix "a".
        assert!(from_bech32("a", "A12UEL5L").unwrap().is_empty());
    }

    #[test]
    fn hexadecimal_is_small_and_whole() {
        assert_eq!(hex(&[0, 0xaf]), "00af");
        assert_eq!(from_hex::<2>("00af"), Some([0, 0xaf]));
        for bad in ["00AF", "00a", "00af0", "00afff", "00ag"] {
            assert_eq!(from_hex::<2>(bad), None, "{bad}");
        }
    }
}
