//! NHS numbers and phone numbers among the figures of a text.

use super::Personal;

/// NHS numbers and phone numbers, in the text's order.
pub(super) fn find(text: &str) -> Vec<(Personal, String)> {
    let mut found = Vec::new();
    for run in runs(text) {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        if is_nhs_number(run, &digits) {
            found.push((Personal::NhsNumber, run.to_owned()));
        } else if is_phone(run, &digits) {
            found.push((Personal::Phone, run.to_owned()));
        }
    }
    found
}

/// Runs of figures with single spaces, hyphens, dots or brackets between them, and a plus before them. A run
/// with letters or money's signs right at it is a reference or a sum.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let joins = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '-' | '\u{2013}' | '.' | '(' | ')' | '+');
    text.split(move |c| !joins(c)).flat_map(|run| run.split("  ")).filter_map(move |run| {
        let run = run.trim_matches(|c: char| !c.is_ascii_digit() && c != '+' && c != '(').trim();
        let start = run.as_ptr() as usize - text.as_ptr() as usize;
        let before = text.get(..start)?.chars().next_back();
        let after = text.get(start + run.len()..)?.chars().next();
        let glued = |c: Option<char>| {
            c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '£' | '€' | '$' | '#' | '/' | '%' | '@'))
        };
        let enough = run.chars().filter(char::is_ascii_digit).count() >= 10;
        (enough && !glued(before) && !glued(after)).then_some(run)
    })
}

/// Ten digits whose last one is the modulus 11 check digit of the others (NHS Data Dictionary, NHS number),
/// written as one or as three, three and four.
fn is_nhs_number(run: &str, digits: &str) -> bool {
    let groups: Vec<usize> =
        run.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|length| *length > 0).collect();
    if !matches!(groups.as_slice(), [10] | [3, 3, 4]) || run.contains('.') {
        return false;
    }
    let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let (Some((check, body)), 10) = (digits.split_last(), digits.len()) else { return false };
    let sum: u32 = body.iter().zip((2..=10).rev()).map(|(d, weight)| d * weight).sum();
    match 11 - sum % 11 {
        11 => *check == 0,
        10 => false,
        expected => *check == expected,
    }
}

/// A phone number that may be a person's: a UK landline or mobile (Ofcom's numbering plan: 01, 02, 05, 07), or
/// one from abroad. Numbers that only organisations have (03, 08, 09) may stand.
fn is_phone(run: &str, digits: &str) -> bool {
    let national = match digits {
        d if run.starts_with('+') || d.starts_with("00") => {
            let abroad = d.trim_start_matches('0');
            match abroad.strip_prefix("44") {
                Some(uk) => uk.trim_start_matches('0').to_owned(),
                None => return run.starts_with('+') && (10..=15).contains(&abroad.len()),
            }
        }
        d => match d.strip_prefix('0') {
            Some(rest) => rest.to_owned(),
            None => return false,
        },
    };
    let long_enough = national.len() == 10 || (national.len() == 9 && national.starts_with('1'));
    long_enough && national.starts_with(['1', '2', '5', '7'])
}
