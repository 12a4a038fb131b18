//! Decimals in texts and 64-bit floats: the float nearest to a decimal, and a float as ECMAScript writes it.
//!
//! The standard library and `ryu-js` do this faster, with tables of 21 kB that no compression makes smaller. Few of
//! our numbers need more than the first lines of [`nearest`]; `tests/decimals.rs` asks both of them.

use serde_json::Number;

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
    let Decimal { minus, digits, power } = decimal(text)?;
    let float = magnitude(&digits, power)?;
    Some(if minus { -float } else { float })
}

fn magnitude(digits: &str, power: i64) -> Option<f64> {
    let length = digits.len() as i64;
    if digits.is_empty() || length + power < -330 {
        return Some(0.0);
    }
    if length + power > 310 {
        return None;
    }
    let ten = |power: i64| (0..power).fold(1.0_f64, |product, _| product * 10.0);
    let scaled = |float: f64, power: i64| if power < 0 { float / ten(-power) } else { float * ten(power) };
    // Nineteen digits are what 64 bits hold for sure.
    let front = digits.get(..19).unwrap_or(digits);
    let whole = front.parse::<u64>().ok()? as f64;
    // Both sides are floats without a rest, so the one step between them rounds as it should.
    if length <= 15 && (-22..=22).contains(&power) {
        return Some(scaled(whole, power));
    }
    // In two steps, each within what a float can hold: some floats off the right one at most.
    let rest = power + length - front.len() as i64;
    let mut bits = scaled(scaled(whole, rest / 2), rest - rest / 2).min(f64::MAX).to_bits();
    // Behind this many digits nothing tells two floats apart but whether anything follows at all.
    let cut = digits.get(..800).map(|front| (format!("{front}1"), power + length - 801));
    let (digits, power) = cut.as_ref().map_or((digits, power), |(digits, power)| (digits, *power));
    while bits <= f64::MAX.to_bits() && rounds_above(digits, power, bits) {
        bits += 1;
    }
    while bits > 0 && !rounds_above(digits, power, bits - 1) {
        bits -= 1;
    }
    Some(f64::from_bits(bits)).filter(|float| float.is_finite())
}

/// Whether a decimal lies so far above a float that a greater one is nearest: above the middle between this and
/// the next one, or on it where the next one is even.
fn rounds_above(digits: &str, power: i64, bits: u64) -> bool {
    let (exponent, fraction) = ((bits >> 52) as i64, bits & ((1 << 52) - 1));
    let whole = if exponent > 0 { fraction | (1 << 52) } else { fraction };
    let two = exponent.max(1) - 1076;
    let mut left = digits.bytes().fold(Vec::new(), |big, digit| times(big, 10, u32::from(digit.saturating_sub(b'0'))));
    let middle = 2 * whole + 1;
    let mut right = times(times(Vec::new(), 0, (middle >> 32) as u32), 1 << 16, 0);
    right = times(times(right, 1 << 16, 0), 1, middle as u32);
    left = powers(powers(left, 10, 9, power), 2, 31, -two);
    right = powers(powers(right, 10, 9, -power), 2, 31, two);
    let order = left.len().cmp(&right.len()).then_with(|| left.iter().rev().cmp(right.iter().rev()));
    order.is_gt() || (order.is_eq() && bits & 1 == 1)
}

/// A whole number of any size (least part first, no zeros at the end) times a number, and another added.
fn times(mut big: Vec<u32>, by: u32, plus: u32) -> Vec<u32> {
    let mut carry = u64::from(plus);
    for part in &mut big {
        carry += u64::from(*part) * u64::from(by);
        *part = carry as u32;
        carry >>= 32;
    }
    if carry > 0 {
        big.push(carry as u32);
    }
    big
}

/// A whole number times a power, of which so many at once fit into 32 bits; times one where the power is below zero.
fn powers(mut big: Vec<u32>, of: u32, at_once: u32, power: i64) -> Vec<u32> {
    let mut left = u32::try_from(power).unwrap_or(0);
    while left > 0 {
        let now = left.min(at_once);
        big = times(big, of.pow(now), 0);
        left -= now;
    }
    big
}

/// A finite float as ECMAScript writes it (RFC 8785, section 3.2.2.3).
pub fn plain(float: f64) -> String {
    // Anybody's shortest digits are the same digits; only where the point stands differs.
    let shortest = Number::from_f64(float).and_then(|number| decimal(&number.to_string()));
    let Some(Decimal { minus, digits, power }) = shortest.filter(|d| !d.digits.is_empty()) else {
        return "0".to_owned();
    };
    let point = digits.len() as i64 + power;
    let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or(0));
    let (front, rest) = digits.split_at_checked(usize::try_from(point).unwrap_or(0)).unwrap_or((&digits, ""));
    let text = match point {
        ..-5 | 22.. => {
            let (first, rest) = digits.split_at_checked(1).unwrap_or((&digits, ""));
            let dot = if rest.is_empty() { "" } else { "." };
            let plus = if point > 0 { "+" } else { "" };
            format!("{first}{dot}{rest}e{plus}{}", point - 1)
        }
        ..=0 => format!("0.{}{digits}", zeros(-point)),
        _ if rest.is_empty() => format!("{front}{}", zeros(power)),
        _ => format!("{front}.{rest}"),
    };
    if minus { format!("-{text}") } else { text }
}
