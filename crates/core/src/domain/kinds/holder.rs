//! One person's term in a seat; office only until their body publishes the name.

use super::{Narrowed, Shape, kind};

kind! {
    /// One person's term in a seat; office only until their body publishes the name.
    Holder = kind::HOLDER, audience Partnership narrowed OPENED, writers Anyone, titled [f::NAME];
    /// The seat.
    _ = f::SEAT, Shape::Ref(kind::SEAT), needed;
    /// The holder's name.
    name = f::NAME, Shape::Text(1), needed;
    /// An organisation that the holder comes from, by its id.
    _ = f::ORGANISATION, Shape::Each(&Shape::Link(kind::ORGANISATION));
    /// The day the term began.
    _ = f::FROM, Shape::Day;
    /// The last day of the term.
    _ = f::UNTIL, Shape::Day;
    /// The holder's body publishes the name: the partnership may see it. Anything else keeps it in the office.
    _ = f::PUBLISHED, Shape::Flag, office, asked;
}

/// A name is the office's until its body publishes it, whatever the role.
const OPENED: Narrowed = Narrowed::Opened { by: f::PUBLISHED, says: None, of: &[f::NAME] };
