//! Bytes as text: base64 without padding and bech32, each read strictly, so that nothing has two spellings.

use zeroize::Zeroizing;

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const HEX: &[u8; 16] = b"0123456789abcdef";
const BECH32: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// The sign for a digit of an alphabet.
fn sign(alphabet: &[u8], digit: u8) -> char {
    char::from(alphabet.get(usize::from(digit)).copied().unwrap_or(b'?'))
}

fn digit(alphabet: &[u8], sign: u8) -> Option<u8> {
    alphabet.iter().position(|a| *a == sign).and_then(|at| u8::try_from(at).ok())
}

/// The digits that signs of an alphabet stand for.
fn read(alphabet: &[u8], text: &str) -> Option<Vec<u8>> {
    let mut digits = Vec::with_capacity(text.len());
    for sign in text.bytes() {
        digits.push(digit(alphabet, sign)?);
    }
    Some(digits)
}

/// Digits of so many bits each become digits of so many others. The rest is filled with zeros (`pad`), or must
/// be zeros and shorter than one digit.
fn regroup(digits: impl IntoIterator<Item = u8>, from: u32, to: u32, pad: bool) -> Option<Vec<u8>> {
    let digits = digits.into_iter();
    // Room for all, so that no secret is left behind where it has grown out of.
    let most = digits.size_hint().0.saturating_mul(from as usize) / to as usize + 1;
    let (mut held, mut bits, mut out) = (0u32, 0, Vec::with_capacity(most));
    for digit in digits {
        held = (held << from | u32::from(digit)) & 0xffff;
        bits += from;
        while bits >= to {
            bits -= to;
            out.push((held >> bits & ((1 << to) - 1)) as u8);
        }
    }
    let rest = held & ((1 << bits) - 1);
    if pad {
        if bits > 0 {
            out.push((rest << (to - bits)) as u8);
        }
        return Some(out);
    }
    (rest == 0 && bits < from).then_some(out)
}

/// Bytes in base64 (RFC 4648, section 4) without padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    let digits = regroup(bytes.iter().copied(), 8, 6, true).unwrap_or_default();
    digits.into_iter().map(|d| sign(BASE64, d)).collect()
}

/// Bytes from base64 without padding; `None` for anything that [`base64`] would not have written.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    regroup(read(BASE64, text)?, 6, 8, false)
}

/// One step of bech32's checksum (BIP 173).
fn polymod(sum: u32, value: u8) -> u32 {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let top = sum >> 25;
    let next = (sum & 0x1ff_ffff) << 5 ^ u32::from(value);
    GENERATOR.iter().enumerate().filter(|(bit, _)| top >> bit & 1 == 1).fold(next, |sum, (_, g)| sum ^ g)
}

fn checksum(prefix: &str, digits: impl IntoIterator<Item = u8>) -> u32 {
    let high = prefix.bytes().map(|b| b >> 5);
    let low = prefix.bytes().map(|b| b & 31);
    high.chain([0]).chain(low).chain(digits).fold(1, polymod)
}

/// Bytes in bech32 (BIP 173) under a prefix in small letters.
pub(super) fn bech32(prefix: &str, bytes: &[u8]) -> String {
    let digits = Zeroizing::new(regroup(bytes.iter().copied(), 8, 5, true).unwrap_or_default());
    let sum = checksum(prefix, digits.iter().copied().chain([0; 6])) ^ 1;
    let sum = (0..6).map(|n| (sum >> (5 * (5 - n)) & 31) as u8);
    let mut text = String::with_capacity(prefix.len() + 1 + digits.len() + 6);
    text.push_str(prefix);
    text.push('1');
    text.extend(digits.iter().copied().chain(sum).map(|d| sign(BECH32, d)));
    text
}

/// Bytes from bech32 under this prefix; the whole in small letters, or the whole in capitals.
pub(super) fn from_bech32(prefix: &str, text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mixed = text.bytes().any(|b| b.is_ascii_lowercase()) && text.bytes().any(|b| b.is_ascii_uppercase());
    let text = Zeroizing::new(text.to_ascii_lowercase());
    let data = text.strip_prefix(prefix)?.strip_prefix('1').filter(|_| !mixed)?;
    let digits = Zeroizing::new(read(BECH32, data)?);
    if checksum(prefix, digits.iter().copied()) != 1 {
        return None;
    }
    let (bytes, _) = digits.split_at_checked(digits.len().checked_sub(6)?)?;
    regroup(bytes.iter().copied(), 5, 8, false).map(Zeroizing::new)
}

/// Bytes as hexadecimal digits in small letters.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    text.extend(bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|d| sign(HEX, d)));
    text
}

/// Bytes from hexadecimal digits in small letters.
pub(super) fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = Zeroizing::new(read(HEX, text)?);
    let bytes = Zeroizing::new(regroup(digits.iter().copied(), 4, 8, false)?);
    bytes.as_slice().try_into().ok()
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
