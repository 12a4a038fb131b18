//! What is wrong with an entry, as somebody reports it; office only.

use super::{Shape, kind};

kind! {
    /// What is wrong with an entry, as somebody reports it; office only.
    Correction = kind::CORRECTION, audience Office, writers Anyone, titled [];
    /// The day it was reported.
    _ = f::DATE, Shape::Day;
    /// What is wrong.
    _ = f::NOTE, Shape::Text(3);
    /// The entry that is wrong.
    _ = f::RECORD, Shape::Ref("");
}
