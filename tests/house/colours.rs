//! The contrast of words on their grounds, worked out from the tokens, in both schemes and in each state a
//! button or a link can be in. The browser's test sees a state only when it happens to be in it.

use std::collections::BTreeMap;
use std::fs;

/// The declared tokens of a scheme: name, then `#rgb` or `#rrggbb`.
fn tokens(style: &str, scheme: &str) -> BTreeMap<String, String> {
    let body = style.split_once(&format!("@mixin {scheme} {{")).unwrap().1;
    let body = body.split_once("\n}").unwrap().0;
    let declared = body.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "));
    declared.map(|(name, rest)| (name.to_owned(), rest.split(';').next().unwrap().to_owned())).collect()
}

/// Relative luminance of a colour (WCAG 2.2).
fn luminance(colour: &str) -> f64 {
    let digits = colour.strip_prefix('#').unwrap();
    let twice = if digits.len() == 3 { 2 } else { 1 };
    let digits: String = digits.chars().flat_map(|c| std::iter::repeat_n(c, twice)).collect();
    let part = |from: usize| {
        let part = f64::from(u8::from_str_radix(&digits[from..from + 2], 16).unwrap()) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

/// Contrast ratio of two colours, 1 to 21 (WCAG 2.2).
fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn words_keep_seven_to_one_in_every_state() {
    let style = fs::read_to_string("style/_tokens.scss").unwrap();
    let light = tokens(&style, "light");
    let mut dark = light.clone();
    dark.extend(tokens(&style, "dark"));
    let pages = "paper ground";
    let mut pairs = vec![
        ("ink", "paper ground field bad-ground good-ground care-ground"),
        ("ink-soft", "paper ground field"),
        ("on-press", "press press-hover press-down bad bad-down"),
        ("on-focus", "focus"),
    ];
    pairs.extend(["press", "press-hover", "press-down", "visited", "bad", "bad-down", "good"].map(|ink| (ink, pages)));
    let mut low = Vec::new();
    for (scheme, colours) in [("light", &light), ("dark", &dark)] {
        let mut ask = |ink: &str, ground: &str| {
            let ratio = contrast(&colours[ink], &colours[ground]);
            if ratio < 7.0 {
                low.push(format!("{scheme}: {ink} on {ground} {ratio:.2}"));
            }
        };
        for (ink, grounds) in &pairs {
            grounds.split(' ').for_each(|ground| ask(ink, ground));
        }
        for rating in ["green", "amber", "red", "blue", "purple", "grey"] {
            ask(&format!("{rating}-ink"), &format!("{rating}-ground"));
        }
    }
    assert!(low.is_empty(), "below 7:1\n{}", low.join("\n"));
}
