//! Decimals in texts and floats: what `record::nearest` and `record::plain` come to is what the standard library and
//! `ryu-js` come to, for random decimals and floats and for those that are known to be hard.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use golden_thread::record::{decimal, nearest, plain};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn theirs(text: &str) -> Option<f64> {
    text.parse().ok().filter(|f: &f64| f.is_finite())
}

/// Minus zero is zero here.
fn bits(float: Option<f64>) -> Option<u64> {
    float.map(|f| if f == 0.0 { 0 } else { f.to_bits() })
}

fn same(text: &str) {
    assert_eq!(bits(nearest(text)), bits(theirs(text)), "{text}");
}

/// All digits of a float, and of the middle between it and the next.
fn spelled(float: f64) -> [String; 2] {
    let next = f64::from_bits(float.to_bits() + 1);
    // Both are multiples of 2^-1075, of which 1080 places hold all.
    let all = format!("{float:.1080}");
    let middle = if next.is_finite() && (next - float) / 2.0 > 0.0 { float + (next - float) / 2.0 } else { float };
    [all, format!("{middle:.1080}")]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn decimals_are_read_as_the_standard_library_reads_them(text in "[-+]?[0-9]{1,25}(\\.[0-9]{0,25})?([eE][-+]?[0-9]{1,3})?") {
        same(&text);
    }

    #[test]
    fn figures_of_everyday_are_read_as_the_standard_library_reads_them(text in "[1-9]?[0-9]{0,3}\\.?[0-9]{1,17}") {
        same(&text);
    }

    #[test]
    fn what_is_no_decimal_is_none(text in "[-+.eE0-9 a]{0,6}") {
        prop_assert_eq!(bits(nearest(&text)), bits(theirs(&text)), "{}", text);
    }

    #[test]
    fn floats_are_written_as_ecmascript_writes_them(float in prop_oneof![any::<u64>().prop_map(f64::from_bits), any::<i32>().prop_map(|n| f64::from(n) / 1000.0)]) {
        prop_assume!(float.is_finite());
        let text = plain(float);
        prop_assert_eq!(text.as_str(), ryu_js::Buffer::new().format(float).to_owned());
        prop_assert_eq!(bits(nearest(&text)), bits(Some(float)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_decimal_between_two_floats_goes_to_the_nearer_one(float in any::<u64>().prop_map(|b| f64::from_bits(b >> 1))) {
        prop_assume!(float.is_finite());
        for text in spelled(float) {
            same(&text);
            same(&format!("{text}1"));
            same(text.trim_end_matches('0'));
        }
    }
}

#[test]
fn the_hard_ones() {
    let long = format!("1.{}1", "0".repeat(2000));
    // The middle between 1 and the next float, and the same with something far behind it.
    let middle = "1.00000000000000011102230246251565404236316680908203125";
    let above = format!("{middle}{}1", "0".repeat(2000));
    for text in [
        "0",
        "-0",
        "0.0",
        "1e400",
        "-1e400",
        "1e-400",
        "1e308",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.7976931348623159e308",
        "4.9406564584124654e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "2.2250738585072011e-308",
        "2.2250738585072014e-308",
        "9007199254740993",
        "9007199254740992.99999999999999",
        "8.1999999999999993",
        "0.10000000000000001",
        "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880",
        "1e99999999999999999999",
        "1e-99999999999999999999",
        "0e99999999999999999999",
        middle,
        &above,
        &long,
    ] {
        same(text);
    }
    assert_eq!(nearest(middle), Some(1.0));
    assert_eq!(nearest(&above), Some(1.0000000000000002));
}

#[test]
fn equal_decimals_are_equal_however_they_are_spelled() {
    for (one, other) in [("1.50", "15e-1"), ("100", "1E2"), ("-0", "0.000"), ("0012", "12"), ("1.", "1"), (".5", "0.5")]
    {
        assert_eq!(decimal(one).unwrap(), decimal(other).unwrap(), "{one} {other}");
    }
    assert_ne!(decimal("1"), decimal("-1"));
    for text in ["", ".", "-", "e1", "1e", "1e+", "1e1.5", "1-", "--1", "1 ", "inf", "NaN", "1.2.3", "0x1"] {
        assert_eq!(decimal(text), None, "{text}");
    }
}
