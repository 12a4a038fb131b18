//! What people told us, in their own words; office only.

use super::{Shape, kind};

kind! {
    /// What people told us, in their own words.
    Insight = kind::INSIGHT, audience Office, writers Anyone, titled [];
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
    _ = f::BEARS, Shape::Each(&Shape::Link(kind::ACTION));
    /// Its writer chose to hand it over; others stay on the device.
    _ = f::CHOSEN, Shape::Flag;
    /// How often the device had been handed to somebody else before it was noted.
    _ = f::TURN, Shape::Whole;
    /// The answer to it.
    _ = f::ANSWER, Shape::Ref(kind::ANSWER);
}
