//! Owners: the names read out of a cell that may hold several. Never a silent guess: what is not sure says
//! so, and a person decides.

use super::ids::normal_words;
use std::collections::BTreeSet;

/// The names read out of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Owners {
    /// The names, in the cell's order, each once.
    pub names: Vec<String>,
    /// Whether the reading is sure; otherwise a person should look at it.
    pub sure: bool,
}

/// What is longer is no name, and is not taken apart.
const MAX_PART: usize = 1000;

/// Reads a cell knowing nothing else of the paper.
///
/// ```
/// use golden_thread_core::domain::owners::split;
///
/// assert_eq!(split("Public Health / The Trust").names, ["Public Health", "The Trust"]);
/// assert_eq!(split("Drug & Alcohol Action Team").names, ["Drug & Alcohol Action Team"]);
/// ```
pub fn split(cell: &str) -> Owners {
    split_knowing(cell, &BTreeSet::new())
}

/// Reads a cell; `known` are the names that stand alone in other cells of the same paper, as [`key`]s.
///
/// Line breaks, ";" and " / " always part names. A comma parts what looks like names. "&" and "and" part
/// only two things that are each an organisation by themselves, because they also stand inside names:
/// "Drug & Alcohol Action Team" is one, "Integrated Care Board & Adult Social Care" is two.
pub fn split_knowing(cell: &str, known: &BTreeSet<String>) -> Owners {
    let mut owners = Owners { names: Vec::new(), sure: true };
    for part in strong_parts(cell) {
        if part.len() > MAX_PART {
            owners.sure = false;
            owners.add(part);
        } else if known.contains(&key(part)) {
            owners.add(part);
        } else {
            slashes(part, known, &mut owners);
        }
    }
    owners
}

/// Whether a cell is a single name beyond doubt, and so may serve as a known one.
pub fn stands_alone(cell: &str) -> bool {
    let cell = cell.trim();
    let lower = cell.to_lowercase();
    !cell.is_empty()
        && !cell.contains(['/', ';', ',', '&', '\n', '+'])
        && !lower.contains(" and ")
        && !says_nobody(cell)
}

/// Words by which two printings of one name are equal: case, "&" for "and", apostrophes.
pub fn key(name: &str) -> String {
    let name = normal_words(name).replace('&', " and ").replace('\'', "");
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a cell says that the owner is the one above.
pub fn says_same(cell: &str) -> bool {
    let words = normal_words(cell);
    matches!(
        words.as_str(),
        "as above" | "same as above" | "same" | "see above" | "ditto" | "do" | "'" | "''" | "\u{3003}"
    )
}

/// Whether a cell says that nobody is known.
pub fn says_nobody(cell: &str) -> bool {
    let words = normal_words(cell);
    matches!(
        words.as_str(),
        "" | "-"
            | "--"
            | "n/a"
            | "na"
            | "none"
            | "tbc"
            | "tbd"
            | "tba"
            | "to be confirmed"
            | "to be decided"
            | "to be agreed"
            | "unknown"
            | "not known"
            | "?"
            | "vacant"
    )
}

/// Whether two names may be one organisation, spelled differently: all but one word shared, or a letter or
/// two apart.
pub fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (key(a), key(b));
    if a == b || a.len() < 6 || b.len() < 6 {
        return false;
    }
    let (x, y): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    let mut rest = long.clone();
    let all_there = short.iter().all(|w| rest.iter().position(|r| r == w).map(|i| rest.remove(i)).is_some());
    if short.len() >= 3 && all_there && rest.len() == 1 {
        return true;
    }
    short.len() == long.len()
        && short.iter().zip(&long).filter(|(s, l)| s != l).count() == 1
        && short.iter().zip(&long).all(|(s, l)| s == l || (s.len().min(l.len()) >= 4 && a_letter_apart(s, l)))
}

fn a_letter_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same_start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let same_end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let longest = a.len().max(b.len());
    longest - a.len().min(b.len()) <= 1 && (same_start + same_end + 1 >= longest)
}

impl Owners {
    fn add(&mut self, name: &str) {
        let name = tidy(name);
        if !says_nobody(name) && !self.names.iter().any(|n| key(n) == key(name)) {
            self.names.push(name.to_owned());
        }
    }
}

fn tidy(name: &str) -> &str {
    name.trim().trim_start_matches(['-', '•', '*', '·']).trim().trim_end_matches([',', ';', '.', ':']).trim()
}

fn strong_parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['\n', ';', '•', '|']).map(str::trim).filter(|p| !p.is_empty())
}

fn slashes(part: &str, known: &BTreeSet<String>, owners: &mut Owners) {
    let spaced: Vec<&str> = part.split(" / ").flat_map(|p| p.split(" + ")).collect();
    for piece in spaced {
        let tight: Vec<&str> = piece.split('/').map(str::trim).collect();
        let names = tight.len() > 1 && tight.iter().all(|t| t.chars().count() > 1 && t.starts_with(char::is_uppercase));
        if names && !known.contains(&key(piece)) {
            // "KCH/GSTT" is two, but "Adult/Child Services" may be one.
            owners.sure &= tight.iter().all(|t| known.contains(&key(t)) || is_initials(t));
            for name in tight {
                commas(name, known, owners);
            }
        } else {
            commas(piece, known, owners);
        }
    }
}

fn commas(part: &str, known: &BTreeSet<String>, owners: &mut Owners) {
    let pieces: Vec<&str> = part.split(',').map(str::trim).filter(|p| !p.is_empty()).collect();
    let name_like = |p: &&str| p.starts_with(char::is_uppercase) && p.split_whitespace().count() <= 9;
    if pieces.len() < 2 || known.contains(&key(part)) || !pieces.iter().all(name_like) {
        ands(part, known, owners);
        return;
    }
    let whole = |p: &str| known.contains(&key(p)) || reads_as_organisation(p) || is_initials(p);
    let last = pieces.len() - 1;
    for (index, piece) in pieces.iter().enumerate() {
        let piece = piece.strip_prefix("and ").or_else(|| piece.strip_prefix("& ")).unwrap_or(piece);
        // In a list, the last comma's part may be two: "A, B and C".
        let two = if index == last { parted(piece) } else { None };
        match two.filter(|(a, b)| whole(a) && whole(b)) {
            Some((a, b)) => {
                owners.add(a);
                owners.add(b);
            }
            None => {
                owners.sure &= whole(piece) && (two.is_none() || known.contains(&key(piece)));
                owners.add(piece);
            }
        }
    }
}

/// Parts a name at "&" or "and" only where both sides are organisations by themselves.
fn ands(part: &str, known: &BTreeSet<String>, owners: &mut Owners) {
    let is_known = |p: &str| known.contains(&key(p));
    if is_known(part) {
        owners.add(part);
        return;
    }
    let mut unsure = false;
    for (a, b) in cuts(part) {
        let both_known = is_known(a) && is_known(b);
        let one_known = (is_known(a) && reads_as_organisation(b)) || (is_known(b) && reads_as_organisation(a));
        let both_whole = ends_in_noun(a) && ends_in_noun(b);
        if both_known || one_known || both_whole {
            // The second part may itself be two.
            owners.sure &= both_known;
            owners.add(a);
            ands(b, known, owners);
            return;
        }
        unsure |= is_known(a) || is_known(b) || (reads_as_organisation(a) && reads_as_organisation(b));
    }
    owners.sure &= !unsure;
    owners.add(part);
}

fn parted(part: &str) -> Option<(&str, &str)> {
    cuts(part).next()
}

/// Every way to part a name at "&" or "and".
fn cuts(part: &str) -> impl Iterator<Item = (&str, &str)> {
    let places = part.match_indices('&').chain(part.match_indices(" and "));
    let mut places: Vec<(usize, usize)> = places.map(|(at, sign)| (at, sign.len())).collect();
    places.sort();
    places.into_iter().take(20).filter_map(|(at, length)| {
        let (a, b) = (part.get(..at)?.trim(), part.get(at + length..)?.trim());
        (!a.is_empty() && !b.is_empty()).then_some((a, b))
    })
}

/// Words that end the name of an organisation or a group.
const NOUNS: [&str; 47] = [
    "board",
    "trust",
    "council",
    "team",
    "teams",
    "service",
    "services",
    "group",
    "committee",
    "partnership",
    "alliance",
    "network",
    "federation",
    "department",
    "directorate",
    "executive",
    "forum",
    "hub",
    "commissioning",
    "system",
    "authority",
    "agency",
    "association",
    "foundation",
    "centre",
    "college",
    "university",
    "school",
    "hospital",
    "police",
    "brigade",
    "consortium",
    "collaborative",
    "programme",
    "icb",
    "ics",
    "ccg",
    "pcn",
    "pcns",
    "charity",
    "society",
    "cic",
    "healthwatch",
    "company",
    "union",
    "lead",
    "nhs",
];

fn ends_in_noun(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let last = words.next_back().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    words.next().is_some() && NOUNS.contains(&last.as_str())
}

/// Whether a name reads as an organisation by itself: two words or more, the last of which ends such names.
fn reads_as_organisation(name: &str) -> bool {
    let last = name.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let several = name.split_whitespace().nth(1).is_some();
    ends_in_noun(name) || (several && matches!(last.as_str(), "health" | "care" | "housing" | "education" | "leisure"))
}

fn is_initials(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    (2..=6).contains(&name.chars().count()) && letters.clone().count() > 1 && letters.clone().all(char::is_uppercase)
}
