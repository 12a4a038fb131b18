//! What in a text looks like a resident's personal data: NHS numbers and those of other books, phone numbers, e-mail
//! addresses, whole postcodes and houses, pages of people, dates of birth. In figures of any script. One room for every place where people type freely: updates, papers, and what
//! people told us at an event. It points; it never blocks and never changes the words, unless it is asked to take
//! out what it found ([`take_out`]).
//!
//! Updates and papers are full of figures and days long past, so there a day is a date of birth only where the words
//! say so, or where it is written as forms write it; and a house in a street is a home only where they say that
//! somebody lives there. Notes of what residents said ([`in_note`]) are looked at more
//! strictly: a day on which somebody now alive was born is one, unless a word beside it says what else it is.
//!
//! A warning that is mostly wrong is soon read by nobody; so each spelling that is looked for stands in a table of
//! tests, and so does each that is not. What may not live here: what is done about what was found.

mod birth;
mod digits;
mod email;
mod endings;
mod found;
mod identity;
mod machine;
mod months;
mod numbers;
mod pieces;
mod postcode;
mod signs;
mod street;
mod web;

use crate::days::Date;
pub use found::Personal;
use found::Place;
use pieces::Text;
pub use postcode::district;

/// What looks like personal data in an update or a paper, with its words as they stand there, in the text's order.
///
/// ```
/// use golden_thread_core::personal::{Personal, find};
///
/// let found = find("Ring 020 7946 0018 about the hall.");
/// assert_eq!(found, [(Personal::Phone, "020 7946 0018".to_owned())]);
/// ```
pub fn find(text: &str) -> Vec<(Personal, String)> {
    words(text, &places(text, None))
}

/// What looks like personal data in a note of what a resident said.
pub fn in_note(text: &str, today: Date) -> Vec<(Personal, String)> {
    words(text, &places(text, Some(today)))
}

/// A note without what [`in_note`] finds in it; each place is a "…" then.
///
/// ```
/// use golden_thread_core::{days::date, personal::take_out};
///
/// assert_eq!(take_out("She is at amina@example.org now", date(2026, 5, 1)), "She is at … now");
/// ```
pub fn take_out(text: &str, today: Date) -> String {
    let mut text = text.to_owned();
    loop {
        let found = places(&text, Some(today));
        if found.is_empty() {
            return text;
        }
        // From the end, so that the places before stay where they are. Each has a letter or figure in it, so an
        // end is come to also where what remains looks like something else.
        found.into_iter().rev().for_each(|(_, place)| text.replace_range(place, "…"));
    }
}

fn words(text: &str, places: &[Place]) -> Vec<(Personal, String)> {
    places.iter().filter_map(|(kind, place)| Some((*kind, text.get(place.clone())?.to_owned()))).collect()
}

/// Where something was found, in the text's order. What overlaps is one place: of two readings of the same figures
/// neither may hide the end of the other.
fn places(text: &str, note_of: Option<Date>) -> Vec<Place> {
    let text = Text::of(text);
    let mut found = Vec::new();
    numbers::find(&text, &mut found);
    email::find(&text, &mut found);
    postcode::find(&text, &mut found);
    birth::find(&text, note_of, &mut found);
    identity::find(&text, &mut found);
    street::find(&text, note_of.is_some(), &mut found);
    web::find(&text, note_of.is_some(), &mut found);
    // The longest of those that begin together says what it is.
    found.sort_by(|a, b| a.1.start.cmp(&b.1.start).then(b.1.end.cmp(&a.1.end)));
    let mut places: Vec<Place> = Vec::new();
    for (kind, place) in found {
        match places.last_mut() {
            Some((_, last)) if place.start < last.end => last.end = last.end.max(place.end),
            _ => places.push((kind, place)),
        }
    }
    places.into_iter().map(|(kind, place)| (kind, text.typed(place))).collect()
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_kinds;
