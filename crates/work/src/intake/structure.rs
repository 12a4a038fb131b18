//! What a line outside the tables says about the paper's structure, judged by the line alone.

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// "Priority 1: …", with its number (or empty) and title.
    Priority { number: String, title: String },
    /// "Aim: …" or "Aim 1.2: …".
    Aim { number: String, statement: String },
    /// The heading over headlines.
    Headlines(Headlines),
    /// A page number.
    PageNumber,
    /// A heading that says nothing by its words; its level, 1 the highest.
    Heading(u8),
    /// Words.
    Words,
}

/// What headlines are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Headlines {
    Progress,
    Further,
    Other,
}

impl Line {
    pub fn is_words(&self) -> bool {
        *self == Line::Words
    }
}

const PRIORITY: [&str; 8] = [
    "strategic priority",
    "priority area",
    "priority theme",
    "priority",
    "theme",
    "workstream",
    "work stream",
    "pillar",
];
const AIM: [&str; 6] = ["strategic aim", "strategic objective", "aim", "objective", "goal", "ambition"];

/// Reads a line; `level` where its shape says that it is a heading.
pub(super) fn read(text: &str, level: Option<u8>) -> Line {
    let text = text.trim();
    if is_page_number(text) {
        return Line::PageNumber;
    }
    if let Some((number, title)) = labelled(text, &PRIORITY) {
        return Line::Priority { number, title };
    }
    if let Some((number, statement)) = labelled(text, &AIM) {
        return Line::Aim { number, statement };
    }
    if let Some(headlines) = headlines(text) {
        return Line::Headlines(headlines);
    }
    level.map_or(Line::Words, Line::Heading)
}

/// "Label 1: words", "Label 1 - words", "Label: words", "LABEL 1 Words".
fn labelled(text: &str, labels: &[&str]) -> Option<(String, String)> {
    let lower = text.to_ascii_lowercase();
    let label = labels.iter().find(|label| lower.starts_with(*label))?;
    let rest = text.get(label.len()..)?;
    let spaced = rest.trim_start();
    let digits = spaced.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let number = spaced.get(..digits)?.trim_end_matches('.');
    let has_number = number.starts_with(|c: char| c.is_ascii_digit());
    let after = if has_number { spaced.get(digits..)? } else { spaced };
    let separated = after.trim_start().trim_start_matches([':', '-', '\u{2013}', '\u{2014}', '.', ')', '|']);
    let words = separated.trim();
    if words.is_empty() {
        return None;
    }
    let marked = separated.len() < after.trim_start().len();
    let colon = after.trim_start().starts_with(':');
    let capital = after.starts_with([' ', '\u{a0}']) && words.starts_with(char::is_uppercase);
    // Without a number only a colon makes a label: "Priority setting is under way" is a sentence.
    let is_label = if has_number { marked || capital } else { colon };
    is_label.then(|| (number.to_owned(), words.to_owned()))
}

fn headlines(text: &str) -> Option<Headlines> {
    let lower = text.to_lowercase();
    let rest = lower.strip_prefix("headlines").or_else(|| lower.strip_prefix("headline"))?;
    let marked = rest.is_empty() || rest.trim_start().starts_with([':', '-', '\u{2013}']) || lower.len() < 60;
    if !marked || lower.len() > 120 {
        return None;
    }
    Some(match () {
        () if rest.contains("further") || rest.contains("develop") || rest.contains("challenge") => Headlines::Further,
        () if rest.contains("progress") || rest.contains("achieve") || rest.contains("success") => Headlines::Progress,
        () => Headlines::Other,
    })
}

/// "3", "Page 3", "Page 3 of 12", "- 3 -".
fn is_page_number(text: &str) -> bool {
    if text.len() > 20 {
        return false;
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| c.is_whitespace() || matches!(c, '-' | '|' | '/')).filter(|w| !w.is_empty()).collect();
    let numeral = |w: &str| w.len() <= 4 && w.bytes().all(|b| b.is_ascii_digit());
    match words.as_slice() {
        [one] => numeral(one),
        ["page" | "slide", one] => numeral(one),
        ["page" | "slide", one, "of", all] => numeral(one) && numeral(all),
        _ => false,
    }
}

/// An item of a numbered list: "1. Words", "2) Words".
pub(super) fn numbered(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    let words = rest.strip_prefix(['.', ')'])?.trim();
    (digits > 0 && digits < 4 && words.chars().any(char::is_alphabetic)).then_some((number, words))
}

/// Words brought to the form in which two printings of one title are equal: "Strong & Connected
/// Communities" and "strong and connected communities", "A whole-family approach" and "whole family approach".
pub(super) fn title_key(title: &str) -> String {
    let lower = title.to_lowercase().replace('&', " and ").replace(['\'', '\u{2019}'], "");
    let spaced: String = lower.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let mut words: Vec<&str> = spaced.split_whitespace().collect();
    // Slides say that they go on: "Start well (continued)".
    if words.len() > 1 && words.last().is_some_and(|w| matches!(*w, "continued" | "cont" | "contd")) {
        words.pop();
    }
    if words.len() > 1 && words.first().is_some_and(|w| matches!(*w, "a" | "an" | "the" | "our")) {
        words.remove(0);
    }
    words.join(" ")
}

/// Whether two titles, given as their [`title_key`]s, share most of their words.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').take(40).collect(), b.split(' ').take(40).collect());
    let shared = a.iter().filter(|w| b.contains(w)).count();
    shared * 10 >= a.len().max(b.len()) * 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_say_what_they_are() {
        let priority = |number: &str, title: &str| Line::Priority { number: number.into(), title: title.into() };
        let aim = |number: &str, statement: &str| Line::Aim { number: number.into(), statement: statement.into() };
        let cases = [
            ("Priority 4: Strong & Connected", priority("4", "Strong & Connected")),
            ("PRIORITY 2 – Work", priority("2", "Work")),
            ("Priority 3 Stay well", priority("3", "Stay well")),
            ("Workstream: Start Well", priority("", "Start Well")),
            ("Priority setting is under way", Line::Words),
            ("Priorities have moved", Line::Words),
            ("Aim: Grow", aim("", "Grow")),
            ("Aim 1.2: Grow", aim("1.2", "Grow")),
            ("Objective 3. Grow", aim("3", "Grow")),
            ("Aiming high", Line::Words),
            ("HEADLINES: EXAMPLES OF PROGRESS", Line::Headlines(Headlines::Progress)),
            ("HEADLINES: EXAMPLES FOR FURTHER DEVELOPMENT", Line::Headlines(Headlines::Further)),
            ("HEADLINES: SUMMARY", Line::Headlines(Headlines::Other)),
            ("Page 3 of 12", Line::PageNumber),
            ("- 7 -", Line::PageNumber),
            ("In 2022 we began", Line::Words),
        ];
        for (text, line) in cases {
            assert_eq!(read(text, None), line, "{text}");
        }
    }

    #[test]
    fn two_printings_of_a_title_are_one() {
        assert_eq!(title_key("A whole-family approach"), title_key("Whole family approach"));
        assert_eq!(title_key("Strong & Connected Communities"), title_key("Strong and connected communities"));
        let near = |a: &str, b: &str| alike(&title_key(a), &title_key(b));
        assert!(near("Early help and staying well", "Early help & staying well together"));
        assert!(!near("Early help", "Late help for all"));
    }
}
