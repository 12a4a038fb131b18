//! Decimals in texts and 64-bit floats: the float nearest to a decimal (the standard library's), a float as ECMAScript
//! writes it (`ryu-js`), and a decimal taken apart, to tell whether a float keeps all of it.

/// A decimal taken apart: sign, significant digits (no zeros at either end), and the power of ten of the last of them.
/// Equal for equal decimals however they are spelled. Zero has no digits, no sign and power 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    /// Whether it is below zero.
    pub minus: bool,
    /// Its significant digits.
    pub digits: String,
    /// The power of ten of the last of them.
    pub power: i64,
}

/// A power of ten that no float comes near, and that sums cannot overflow.
const FAR: i64 = 1 << 40;

/// Takes a decimal apart; `None` where the text is none.
///
/// ```
/// use golden_thread_core::record::decimal;
///
/// assert_eq!(decimal("1.50"), decimal("15e-1"));
/// assert_eq!(decimal("1,5"), None);
/// ```
pub fn decimal(text: &str) -> Option<Decimal> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let size = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let minus = mantissa.starts_with('-');
    let mantissa = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if before.len() + after.len() == 0 || size.is_empty() || ![size, before, after].into_iter().all(digits) {
        return None;
    }
    let far = if exponent.starts_with('-') { -FAR } else { FAR };
    let mut power = exponent.parse().unwrap_or(far).clamp(-FAR, FAR) - after.len() as i64;
    let joined = format!("{before}{after}");
    let tail = joined.trim_end_matches('0');
    power += (joined.len() - tail.len()) as i64;
    let digits = tail.trim_start_matches('0').to_owned();
    let (minus, power) = if digits.is_empty() { (false, 0) } else { (minus, power) };
    Some(Decimal { minus, digits, power })
}

/// The float nearest to the decimal in a text (of two as near, the even one); `None` where the text is no decimal,
/// or is beyond all floats.
pub fn nearest(text: &str) -> Option<f64> {
    decimal(text)?;
    // Minus zero is zero here.
    text.parse::<f64>().ok().filter(|float| float.is_finite()).map(|float| float + 0.0)
}

/// A finite float as ECMAScript writes it (RFC 8785, section 3.2.2.3); what is none, as nought.
///
/// ```
/// use golden_thread_core::record::{nearest, plain};
///
/// assert_eq!(nearest("0.1"), Some(0.1));
/// assert_eq!(plain(0.1 + 0.2), "0.30000000000000004");
/// assert_eq!(plain(1e21), "1e+21");
/// ```
pub fn plain(float: f64) -> String {
    if !float.is_finite() {
        return "0".to_owned();
    }
    ryu_js::Buffer::new().format_finite(float).to_owned()
}
