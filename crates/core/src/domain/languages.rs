//! The languages that are counted and published by name: those of ISO 639 that the census and interpreters' services in
//! England meet, one a line, with what people who speak them and the Spanish screen's people call some of them. Any
//! other is counted as "other", whoever sends it: what somebody typed may be a resident's name.

use super::letters::bare;
use std::sync::LazyLock;

/// All the languages that are not counted by name.
pub const OTHER: &str = "other";

/// English names, and behind a colon what else they are called.
const NAMES: &str = include_str!("languages.txt");

/// Words for another language than those in the list.
const OTHERS: [&str; 5] = ["other", "another", "otro", "otra", "other language"];

/// By every name as it is looked up.
static KNOWN: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
    let mut known = Vec::new();
    for line in NAMES.lines() {
        let (name, also) = line.split_once(':').unwrap_or((line, ""));
        let all = std::iter::once(name).chain(also.split(',')).map(looked_up).filter(|name| !name.is_empty());
        known.extend(all.map(|spelled| (spelled, name)));
    }
    known.sort_by(|a, b| a.0.cmp(&b.0));
    known
});

/// A name as it is looked up: whatever its accents, capitals, hyphens and room.
fn looked_up(typed: &str) -> String {
    let plain: String = bare(&typed.to_lowercase())
        .chars()
        .filter(|c| !matches!(c, '\'' | '\u{2019}' | '\u{2bb}' | '\u{2bc}'))
        .map(|c| if matches!(c, '-' | '\u{2010}' | '\u{2011}') { ' ' } else { c })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name of a known language, however it was typed.
pub fn known(typed: &str) -> Option<&'static str> {
    let typed = looked_up(typed);
    let place = KNOWN.binary_search_by(|(name, _)| name.as_str().cmp(&typed)).ok()?;
    KNOWN.get(place).map(|(_, name)| *name)
}

/// The name under which a language is counted: a known one, or [`OTHER`] where that is what was typed. `None` for
/// anything else.
pub fn name(typed: &str) -> Option<&'static str> {
    known(typed).or_else(|| OTHERS.contains(&looked_up(typed).as_str()).then_some(OTHER))
}

/// The name of what was counted or noted as a language, by whatever program: [`OTHER`] where nobody knows it.
pub fn named(counted: &str) -> &'static str {
    known(counted).unwrap_or(OTHER)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn each_name_in_the_list_leads_to_one_language() {
        assert!(KNOWN.len() > 300 && KNOWN.windows(2).all(|two| two[0].0 != two[1].0), "one name, one language");
        for line in NAMES.lines() {
            let (name, also) = line.split_once(':').unwrap_or((line, ""));
            for spelled in std::iter::once(name).chain(also.split(',')).filter(|s| !s.trim().is_empty()) {
                assert_eq!(known(spelled), Some(name), "{spelled}");
                assert_eq!(known(&format!("  {} ", spelled.to_uppercase())), Some(name), "{spelled}");
                assert!(!spelled.contains('/'), "a name in counts");
            }
        }
        for (typed, counted) in
            [("somali", "Somali"), ("espanol", "Spanish"), ("Ki kongo", "Ki-Kongo"), ("nko", "N’Ko")]
        {
            assert_eq!(known(typed), Some(counted));
        }
    }
}
