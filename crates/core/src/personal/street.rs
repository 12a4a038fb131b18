//! A house's number and its street. In updates and papers, which name halls and surgeries, only where the words say that
//! somebody lives there.

use super::found::{Personal, Place};
use super::pieces::Text;
use super::signs::is_room;
use crate::domain::letters::bare;

/// What a street's or a house's name ends with.
const ENDS: [&str; 52] = [
    "road",
    "rd",
    "street",
    "st",
    "lane",
    "ln",
    "avenue",
    "ave",
    "close",
    "court",
    "ct",
    "gardens",
    "gdns",
    "grove",
    "way",
    "drive",
    "place",
    "pl",
    "terrace",
    "square",
    "sq",
    "crescent",
    "cres",
    "hill",
    "mews",
    "walk",
    "row",
    "rise",
    "house",
    "park",
    "green",
    "estate",
    "parade",
    "villas",
    "wharf",
    "quay",
    "yard",
    "path",
    "passage",
    "buildings",
    "heights",
    "tower",
    "mansions",
    "lodge",
    "cottages",
    "cottage",
    "broadway",
    "vale",
    "croft",
    "mount",
    "bank",
    "view",
];

/// Words that say that somebody lives there.
const LIVES: [&str; 16] = [
    "lives",
    "live",
    "living",
    "lived",
    "stays",
    "staying",
    "moved",
    "flat",
    "apartment",
    "vive",
    "mora",
    "habite",
    "mieszka",
    "domicilio",
    "vivo",
    "byw",
];

/// Words before a number that say what else it counts.
const OTHERS: [&str; 22] = [
    "bus",
    "buses",
    "route",
    "routes",
    "room",
    "ward",
    "zone",
    "level",
    "page",
    "action",
    "item",
    "priority",
    "objective",
    "aim",
    "table",
    "figure",
    "stop",
    "platform",
    "junction",
    "between",
    "over",
    "about",
];

/// Words that are in no name of a street.
const NO_NAME: [&str; 26] = [
    "in",
    "on",
    "of",
    "for",
    "with",
    "to",
    "from",
    "at",
    "and",
    "or",
    "new",
    "people",
    "residents",
    "by",
    "per",
    "more",
    "are",
    "were",
    "was",
    "is",
    "a",
    "an",
    "minutes",
    "min",
    "miles",
    "metres",
];

/// Words that a sentence goes on with behind an address.
const GOES_ON: [&str; 24] = [
    "and", "with", "but", "she", "he", "they", "since", "who", "is", "was", "has", "near", "in", "by", "next",
    "opposite", "her", "his", "for", "so", "tel", "phone", "y", "peckham",
];

/// Houses with their streets.
pub(super) fn find(text: &Text, is_note: bool, found: &mut Vec<Place>) {
    for at in 0..text.len() {
        found.extend(house(text, at, is_note).map(|place| (Personal::Address, place)));
    }
}

fn house(text: &Text, at: usize, is_note: bool) -> Option<std::ops::Range<usize>> {
    let figures = text.piece(at).len();
    let before = text.text.get(..text.from(at))?;
    let other =
        at > 0 && OTHERS.contains(&text.word(at - 1).as_str()) || before.ends_with(['£', '€', '$', '#', '.', ',']);
    if !text.is_digits(at) || figures > 4 || text.is_glued(at) || other && !before.ends_with(", ") {
        return None;
    }
    let lettered = text.glues(at) && text.piece(at + 1).chars().count() == 1;
    if text.glues(at) && !lettered {
        return None;
    }
    let first = at + 1 + usize::from(lettered);
    let lives = says_lives(text, at, is_note);
    let last = (first + 1..first + 5)
        .take_while(|last| runs_on(text, *last - 1))
        .find(|last| ENDS.contains(&text.word(*last).as_str()) && !ENDS.contains(&text.word(*last + 1).as_str()))?;
    if !joins(text.gap(first - 1), true) {
        return None;
    }
    let named =
        |at: usize| text.piece(at).starts_with(char::is_uppercase) || ["the", "s"].contains(&text.word(at).as_str());
    let is_name = (first..last).all(|at| !text.is_digits(at) && !NO_NAME.contains(&text.word(at).as_str()));
    let capitals = (first..=last).all(named);
    let gap = text.gap(last);
    let ends = last + 1 >= text.len()
        || !gap.chars().all(is_room)
        || GOES_ON.contains(&text.word(last + 1).as_str())
        || text.piece(last + 1).starts_with(char::is_uppercase);
    let meant = if lives { capitals || ends } else { is_note && capitals && ends && figures < 4 };
    (is_name && meant).then(|| text.range(flat(text, at).unwrap_or(at), last))
}

/// Whether the words before say that somebody lives here.
fn says_lives(text: &Text, at: usize, is_note: bool) -> bool {
    let mut words: Vec<String> = text.words_before(at, 6).map(|word| bare(&word)).collect();
    words.reverse();
    let whose = ["home", "her", "his", "my", "their", "s"];
    let address = |n: usize, word: &str| {
        matches!(word, "address" | "direccion" | "adresse")
            && (is_note || n.checked_sub(1).and_then(|n| words.get(n)).is_some_and(|w| whose.contains(&w.as_str())))
    };
    words.iter().enumerate().any(|(n, word)| LIVES.contains(&word.as_str()) || address(n, word))
}

/// The piece with which "flat 3," before a house begins.
fn flat(text: &Text, at: usize) -> Option<usize> {
    let mut before = at.checked_sub(1)?;
    if text.piece(before).chars().count() == 1 && text.is_glued(before) {
        before = before.checked_sub(1)?;
    }
    let flat = before.checked_sub(1)?;
    let is_flat = ["flat", "apartment", "unit", "apt"].contains(&text.word(flat).as_str());
    (is_flat && joins(text.gap(before), true) && text.piece(before).len() < 4).then_some(flat)
}

/// Whether a gap lets a name go on: "St. Mary's Road".
fn joins(gap: &str, comma: bool) -> bool {
    gap.chars().count() <= 2
        && gap
            .chars()
            .all(|c| is_room(c) && c != '\n' || matches!(c, '.' | '\'' | '\u{2019}' | '-') || comma && c == ',')
}

fn runs_on(text: &Text, at: usize) -> bool {
    at + 1 < text.len() && joins(text.gap(at), false)
}
