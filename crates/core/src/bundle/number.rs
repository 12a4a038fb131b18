//! Numbers on the wire: which are exact, how they are kept in memory, and how they are written
//! (as ECMAScript writes them, RFC 8785 section 3.2.2.3). No other part of the wire looks into a number.

use crate::record::{decimal, nearest, plain};
use serde_json::Number;

/// The largest whole number up to which every whole number is a 64-bit float of its own (2^53).
const EXACT: i64 = 9_007_199_254_740_992;

/// A JSON number in the form in which values are kept, or nothing where a 64-bit float does not give
/// back what was written: too large, too small, or more digits than it can hold.
pub(super) fn exact(text: &str) -> Option<Number> {
    // Up to fifteen digits without point or exponent need no float.
    if text.len() <= 15 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return text.parse::<i64>().ok().map(Number::from);
    }
    let float = nearest(text)?;
    let same = decimal(text) == decimal(&plain(float)) || whole(text, float);
    same.then(|| kept(float)).flatten()
}

/// A float in the form in which values are kept: whole ones as whole numbers where those are exact.
fn kept(float: f64) -> Option<Number> {
    if float.fract() == 0.0 && float.abs() <= EXACT as f64 {
        Some(Number::from(float as i64))
    } else {
        Number::from_f64(float)
    }
}

/// Whether a whole number without exponent is that very float; 38 digits are what fits into 128 bits.
fn whole(text: &str, float: f64) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.len() <= 38 && digits.parse::<u128>().is_ok_and(|n| n == float.abs() as u128)
}

/// Writes a number as ECMAScript does.
pub(super) fn push(out: &mut String, number: &Number) {
    match number.as_i64() {
        Some(whole) if (-EXACT..=EXACT).contains(&whole) => push_whole(out, whole),
        _ => out.push_str(&plain(number.as_f64().unwrap_or(0.0))),
    }
}

fn push_whole(out: &mut String, whole: i64) {
    use std::fmt::Write;
    // Writing into a String cannot fail.
    let _ = write!(out, "{whole}");
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
mod tests {
    use super::*;

    fn written(text: &str) -> Option<String> {
        exact(text).map(|number| {
            let mut out = String::new();
            push(&mut out, &number);
            out
        })
    }

    #[test]
    fn numbers_are_written_as_in_appendix_b_of_rfc_8785() {
        let table: [(u64, &str); 25] = [
            (0x0000000000000000, "0"),
            (0x8000000000000000, "0"),
            (0x0000000000000001, "5e-324"),
            (0x8000000000000001, "-5e-324"),
            (0x7fefffffffffffff, "1.7976931348623157e+308"),
            (0xffefffffffffffff, "-1.7976931348623157e+308"),
            (0x4340000000000000, "9007199254740992"),
            (0xc340000000000000, "-9007199254740992"),
            (0x4430000000000000, "295147905179352830000"),
            (0x44b52d02c7e14af5, "9.999999999999997e+22"),
            (0x44b52d02c7e14af6, "1e+23"),
            (0x44b52d02c7e14af7, "1.0000000000000001e+23"),
            (0x444b1ae4d6e2ef4e, "999999999999999700000"),
            (0x444b1ae4d6e2ef4f, "999999999999999900000"),
            (0x444b1ae4d6e2ef50, "1e+21"),
            (0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"),
            (0x3eb0c6f7a0b5ed8d, "0.000001"),
            (0x41b3de4355555553, "333333333.3333332"),
            (0x41b3de4355555554, "333333333.33333325"),
            (0x41b3de4355555555, "333333333.3333333"),
            (0x41b3de4355555556, "333333333.3333334"),
            (0x41b3de4355555557, "333333333.33333343"),
            (0xbecbf647612f3696, "-0.0000033333333333333333"),
            (0x43143ff3c1cb0959, "1424953923781206.2"),
            (0x3ff0000000000000, "1"),
        ];
        for (bits, text) in table {
            let number = Number::from_f64(f64::from_bits(bits)).unwrap();
            let mut out = String::new();
            push(&mut out, &number);
            assert_eq!(out, text);
            assert_eq!(written(text).as_deref(), Some(text), "and back");
        }
    }

    #[test]
    fn equal_numbers_have_one_spelling() {
        for (text, plain) in [
            ("1.0", "1"),
            ("-0", "0"),
            ("-0.0", "0"),
            ("0e99999999999999999999", "0"),
            ("1E2", "100"),
            ("1.50", "1.5"),
            ("100e-2", "1"),
            ("1000000000000000000000000", "1e+24"),
            ("1152921504606846976", "1152921504606847000"),
            ("0.30000000000000004", "0.30000000000000004"),
        ] {
            assert_eq!(written(text).as_deref(), Some(plain), "{text}");
            assert_eq!(exact(text), exact(plain), "{text}");
        }
    }

    #[test]
    fn a_number_that_a_float_does_not_keep_is_not_exact() {
        for text in [
            "12345678901234567890123",
            "9007199254740993",
            "-9007199254740993",
            "1e400",
            "-1e400",
            "1e-400",
            "1e99999999999999999999",
            "1e-99999999999999999999",
            "0.1000000000000000055511151231257827",
            "340282366920938463463374607431768211455",
        ] {
            assert_eq!(exact(text), None, "{text}");
        }
    }
}
