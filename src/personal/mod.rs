//! What in a text looks like a resident's personal data: NHS numbers, phone numbers, e-mail addresses, whole
//! postcodes, dates of birth. One room for every place where people type freely: updates, papers, and what
//! people told us at an event. It points; it never blocks and never changes the words.
//!
//! It would rather miss an odd spelling than cry at every figure, because a warning that is mostly wrong is
//! soon read by nobody. What may not live here: what is done about what was found.

mod birth;
mod numbers;

use crate::words::fill_in;

/// A kind of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Personal {
    NhsNumber,
    Phone,
    Email,
    Postcode,
    BirthDate,
}

impl Personal {
    /// What to look at, in plain words; `words` is what was found.
    pub fn warning(self, words: &str) -> String {
        self.warning_in("en", words)
    }

    /// The same in another language of the screens; see [`say_in`](crate::words::say_in).
    pub fn warning_in(self, language: &str, words: &str) -> String {
        let key = match self {
            Personal::NhsNumber => "check.nhsNumber",
            Personal::Phone => "check.phone",
            Personal::Email => "check.email",
            Personal::Postcode => "check.postcode",
            Personal::BirthDate => "check.birthDate",
        };
        fill_in(language, key, &[("words", &words)])
    }
}

/// What looks like personal data, with its words, in the text's order within each kind.
pub fn find(text: &str) -> Vec<(Personal, String)> {
    let mut found = numbers::find(text);
    let words: Vec<&str> = text.split_whitespace().map(trimmed).collect();
    found.extend(words.iter().filter(|w| is_email(w)).map(|w| (Personal::Email, (*w).to_owned())));
    found.extend(postcodes(&words).map(|words| (Personal::Postcode, words)));
    found.extend(birth::find(text).map(|words| (Personal::BirthDate, words)));
    found
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_email(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.starts_with('.') && host.contains('.'))
}

fn postcodes<'a>(words: &'a [&'a str]) -> impl Iterator<Item = String> + 'a {
    let next = words.iter().skip(1).copied().chain([""]);
    words.iter().zip(next).filter_map(|(word, next)| {
        if is_postcode(word) {
            return Some((*word).to_owned());
        }
        // Both halves are found whole, or a third word would be read as the end of a postcode.
        let apart = next.len() == 3 && word.len() <= 4 && !is_quantity(next);
        (apart && is_postcode(&format!("{word}{next}"))).then(|| format!("{word} {next}"))
    })
}

/// Small letters behind a figure: "2nd", "6ft". Nobody writes the end of a postcode so.
fn is_quantity(word: &str) -> bool {
    ["st", "nd", "rd", "th", "ft", "lb", "hr", "pp", "gb", "yr"].iter().any(|unit| word.ends_with(unit))
}

/// A whole UK postcode (BS 7666 and Royal Mail's rules for which letter may stand where). A district alone
/// ("SE15") is not personal.
fn is_postcode(word: &str) -> bool {
    let letters: Vec<char> = word.chars().map(|c| c.to_ascii_uppercase()).collect();
    if !(5..=7).contains(&letters.len()) || !word.chars().all(|c| c.is_ascii_alphanumeric()) {
        return false;
    }
    let (outward, inward) = letters.split_at(letters.len() - 3);
    let inward_letter = |c: &char| c.is_ascii_uppercase() && !"CIKMOV".contains(*c);
    let inward_fits = matches!(inward, [d, a, b] if d.is_ascii_digit() && inward_letter(a) && inward_letter(b));
    let shape: String = outward.iter().map(|c| if c.is_ascii_digit() { '9' } else { 'A' }).collect();
    let area = match outward {
        [first, second, ..] => !"QVX".contains(*first) && !"IJZ".contains(*second),
        _ => false,
    };
    inward_fits && area && matches!(shape.as_str(), "A9" | "A99" | "AA9" | "AA99" | "A9A" | "AA9A")
}

/// The postcode district ("SE15") in what somebody typed, also out of a whole postcode, of which nothing else
/// is kept. `None` where there is none.
pub fn district(typed: &str) -> Option<String> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    let outward = match plain.len().checked_sub(3) {
        Some(end) if is_postcode(&plain) => plain.get(..end)?,
        _ => plain.as_str(),
    };
    // Any inward half makes a whole postcode of a district, and of nothing else.
    is_postcode(&format!("{outward}1AA")).then(|| outward.to_owned())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
