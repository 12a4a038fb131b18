//! A paper and where it is kept; an exempt one is for the office only.

use super::{Narrowed, Shape, kind};

kind! {
    /// A paper and where it is kept; an exempt one is for the office only.
    Document = kind::DOCUMENT, audience Partnership narrowed OPENED, writers Anyone, titled [f::TITLE];
    /// Its title.
    title = f::TITLE, Shape::Text(1), needed;
    /// Its version.
    _ = "version", Shape::Text(1);
    /// The day it is from.
    _ = f::DATE, Shape::Day;
    /// Where it is kept.
    _ = f::LINK, Shape::Web;
    /// Open or exempt; the partnership sees that there is an open one only.
    _ = f::OPENNESS, Shape::Choice(&["open", "exempt"]), needed, office, asked;
    /// A group that it is of, by its id.
    _ = f::GROUP, Shape::Each(&Shape::Link(kind::GROUP));
    /// A meeting that it is for, by its id.
    _ = f::AT_MEETING, Shape::Each(&Shape::Link(kind::MEETING));
    /// An action that it is about, by its id.
    _ = f::ACTION, Shape::Each(&Shape::Link(kind::ACTION));
    /// A priority that it is about, by its id.
    _ = f::PRIORITY, Shape::Each(&Shape::Link(kind::PRIORITY));
}

/// An exempt paper is the office's, and so is one of which nobody said that it is open, by this title and at this address.
const OPENED: Narrowed = Narrowed::Opened { by: f::OPENNESS, says: Some("open"), of: &[f::TITLE, f::LINK] };
