//! What was hard, and what was learnt from it; office only.

use super::{Shape, kind};

kind! {
    /// What was hard, and what was learnt from it; office only.
    Lesson = kind::LESSON, audience Office, writers Anyone, titled [];
    /// The event.
    _ = f::EVENT, Shape::Ref(kind::EVENT);
    /// What was hard.
    _ = f::WORDS, Shape::Text(3);
    /// What was learnt from it.
    _ = f::SUMMARY, Shape::Text(3);
}
