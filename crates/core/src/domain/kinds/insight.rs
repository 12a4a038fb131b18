//! What people told us, in their own words; office only.

use super::{Audience, Narrowed, Shape, kind};
use crate::record::Record;
use serde_json::Value;

kind! {
    /// What people told us, in their own words.
    Insight = kind::INSIGHT, audience Office narrowed CHOSEN, writers Anyone, titled [];
    /// The event.
    _ = f::EVENT, Shape::Ref(kind::EVENT);
    /// The theme it stands under.
    theme = f::THEME, Shape::Text(1);
    /// The words of whoever said it.
    words = f::WORDS, Shape::Text(3);
    /// The language it was said in.
    language = f::LANGUAGE, Shape::Text(1);
    /// What it says, in English.
    summary = f::SUMMARY, Shape::Text(3);
    /// Who put it into English.
    translated_by = f::TRANSLATED_BY, Shape::Text(1);
    /// How many people said it.
    _ = f::SAID, Shape::Whole;
    /// An action or risk it bears on, by its id.
    _ = f::BEARS, Shape::Each(&Shape::Link(""));
    /// Its writer chose to hand it over; others stay on the device.
    _ = f::CHOSEN, Shape::Flag;
    /// How often the device had been handed to somebody else before it was noted.
    _ = f::TURN, Shape::Whole;
    /// The answer to it.
    _ = f::ANSWER, Shape::Ref(kind::ANSWER);
}

const CHOSEN: Narrowed = Narrowed::By(until_chosen);

/// A note is its device's own until its writer chose to hand it over. One that was removed for good says nothing any more,
/// and that it was removed goes on.
fn until_chosen(record: &Record) -> Audience {
    let is_chosen = record.value(f::CHOSEN).and_then(Value::as_bool) == Some(true);
    if is_chosen || record.erased().is_some() { Audience::Office } else { Audience::Device }
}
