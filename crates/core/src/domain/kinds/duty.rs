//! What a group owes: whom it sends where, and how often.

use super::{Shape, kind};

kind! {
    /// What a group owes: whom it sends where, and how often.
    Duty = kind::DUTY, audience Partnership, writers Anyone, titled [f::WORDS];
    /// The group that owes it.
    _ = f::GROUP, Shape::Ref(kind::GROUP), needed;
    /// What it owes.
    _ = f::WORDS, Shape::Text(3), needed;
    /// The group to which it is owed.
    _ = f::TO_GROUP, Shape::Ref(kind::GROUP);
    /// The one meeting for which it is owed.
    _ = f::TO_MEETING, Shape::Ref(kind::MEETING);
    /// How many go.
    _ = f::HOW_MANY, Shape::Whole;
    /// Who goes this time, in words.
    _ = f::WHO, Shape::Text(1);
    /// Who goes this time, by the term in a seat.
    _ = "holder", Shape::Ref(kind::HOLDER);
    /// How often, in words as written.
    _ = f::CADENCE, Shape::Text(1);
}
