//! Cells of CSV that no spreadsheet takes for formulas.

/// A cell that no spreadsheet takes for a formula, wherever it parts the line: a part of a cell that begins like one, after a
/// sign at which some part lines, has an apostrophe before it too. A quotation mark alone keeps no cell together there. The
/// lines of a list keep their dashes.
pub fn guarded(cell: &str) -> String {
    let signs = ['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    let begins = |part: &str| {
        let bare = part.trim_start_matches(|c: char| c.is_whitespace() || "\"'".contains(c));
        let space = part.get(..part.len() - bare.len()).unwrap_or_default();
        bare.starts_with(signs) || space.starts_with(['\t', '\r'])
    };
    let mut all = String::new();
    for (at, part) in cell.split_inclusive([',', ';', '\t', '\n', '\r']).enumerate() {
        // A comma parts these files' lines, and what is quoted then stays together; a dash behind one is a dash.
        let is_words = at > 0 && all.ends_with(',') && part.starts_with(' ');
        let is_item = all.ends_with('\n') && part.starts_with("- ");
        if begins(part) && !is_words && !is_item {
            all.push('\'');
        }
        all.push_str(part);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@sum", "\t", "\r", " =1", "\u{3000}+1", "\"=1", "\u{ff1d}1", "\n\u{ff20}x"] {
            assert_eq!(guarded(bad).replacen('\'', "", 1), bad);
            assert!(guarded(bad).trim_start().starts_with('\''), "{bad:?}");
        }
        for (bad, safe) in [
            ("a;=1+1", "a;'=1+1"),
            ("a;+cmd|' /C calc'!A0", "a;'+cmd|' /C calc'!A0"),
            ("a; -1+cmd|x", "a;' -1+cmd|x"),
            ("a,=1", "a,'=1"),
            ("a\n@x", "a\n'@x"),
            ("- one\n- two", "'- one\n- two"),
            ("a\n-1+cmd|x", "a\n'-1+cmd|x"),
            ("\t=1", "'\t'=1"),
        ] {
            assert_eq!(guarded(bad), safe);
        }
        for fine in ["Walks", "a - b", "x=1", "3 + 4", "a, -b"] {
            assert_eq!(guarded(fine), fine);
        }
    }
}
