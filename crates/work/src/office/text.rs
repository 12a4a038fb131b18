//! Text that XML and every paper's format can carry.

/// Words that every format can carry: one line, without control characters (which XML forbids), and
/// without the marks that turn the direction of whatever follows them (a name must not be able to turn
/// round the rest of a paper). Whether words run from right to left shows from the words themselves.
pub fn printable(text: &str) -> String {
    let one_line = |c: char| if c.is_whitespace() && c != '\u{a0}' { ' ' } else { c };
    text.chars().filter(keep).map(one_line).collect()
}

/// The same with its line breaks, each a line feed.
pub fn printable_lines(text: &str) -> String {
    let plain = text.replace("\r\n", "\n");
    let lines = |c: char| match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        c if c.is_whitespace() && c != '\u{a0}' => ' ',
        c => c,
    };
    plain.chars().filter(keep).map(lines).collect()
}

fn keep(c: &char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !turns && !matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{feff}') && (!c.is_control() || c.is_whitespace())
}

/// Whether a letter belongs to a script that runs from right to left (Hebrew to Arabic and their
/// presentation forms, Adlam and others).
pub fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_format_can_carry_is_dropped() {
        assert_eq!(printable("a\u{0}b\u{1b}\tc\u{202e}d\u{7f}\u{ffff}e"), "ab cde");
        assert_eq!(printable_lines("a\r\nb\rc\td\u{0}\u{2029}e"), "a\nb\nc d\ne");
    }
}
