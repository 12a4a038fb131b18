//! Figures of other scripts and full-width signs, as the plain ones that the tables of this room are written in.

/// The noughts of all scripts whose figures are decimal: Unicode's general category Nd. Nine more follow each.
const NOUGHTS: [char; 73] = [
    '\u{660}',
    '\u{6f0}',
    '\u{7c0}',
    '\u{966}',
    '\u{9e6}',
    '\u{a66}',
    '\u{ae6}',
    '\u{b66}',
    '\u{be6}',
    '\u{c66}',
    '\u{ce6}',
    '\u{d66}',
    '\u{de6}',
    '\u{e50}',
    '\u{ed0}',
    '\u{f20}',
    '\u{1040}',
    '\u{1090}',
    '\u{17e0}',
    '\u{1810}',
    '\u{1946}',
    '\u{19d0}',
    '\u{1a80}',
    '\u{1a90}',
    '\u{1b50}',
    '\u{1bb0}',
    '\u{1c40}',
    '\u{1c50}',
    '\u{a620}',
    '\u{a8d0}',
    '\u{a900}',
    '\u{a9d0}',
    '\u{a9f0}',
    '\u{aa50}',
    '\u{abf0}',
    '\u{ff10}',
    '\u{104a0}',
    '\u{10d30}',
    '\u{10d40}',
    '\u{11066}',
    '\u{110f0}',
    '\u{11136}',
    '\u{111d0}',
    '\u{112f0}',
    '\u{11450}',
    '\u{114d0}',
    '\u{11650}',
    '\u{116c0}',
    '\u{116d0}',
    '\u{116da}',
    '\u{11730}',
    '\u{118e0}',
    '\u{11950}',
    '\u{11bf0}',
    '\u{11c50}',
    '\u{11d50}',
    '\u{11da0}',
    '\u{11f50}',
    '\u{16a60}',
    '\u{16ac0}',
    '\u{16b50}',
    '\u{16d70}',
    '\u{1ccf0}',
    '\u{1d7ce}',
    '\u{1d7d8}',
    '\u{1d7e2}',
    '\u{1d7ec}',
    '\u{1d7f6}',
    '\u{1e140}',
    '\u{1e2f0}',
    '\u{1e4f0}',
    '\u{1e950}',
    '\u{1fbf0}',
];

/// A sign as it would stand on an English keyboard, where it is a figure, or a full-width sign.
pub(super) fn folded(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let before = NOUGHTS.partition_point(|nought| *nought <= c);
    let nought = before.checked_sub(1).and_then(|n| NOUGHTS.get(n));
    if let Some(figure) = nought.and_then(|nought| char::from_digit(u32::from(c) - u32::from(*nought), 10)) {
        return figure;
    }
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_every_script_and_full_width_signs_are_read_as_plain_ones() {
        assert!(NOUGHTS.is_sorted());
        for (n, nought) in NOUGHTS.iter().enumerate() {
            for value in 0..10 {
                let c = char::from_u32(u32::from(*nought) + value).unwrap();
                assert_eq!(folded(c).to_digit(10), Some(value), "{n}: {c}");
            }
        }
        assert_eq!("（０２０）＠ＳＥ１５\u{3000}".chars().map(folded).collect::<String>(), "(020)@SE15 ");
        for same in "aé٪²½①一零〇\u{1f600}".chars() {
            assert_eq!(folded(same), same);
        }
    }
}
