//! What a plan's work taught: what happened, what was learnt, what will change.

use super::{Shape, kind};

kind! {
    /// What a plan's work taught: what happened, what was learnt, what will change.
    Learning = kind::LEARNING, audience Partnership, writers Anyone, titled [f::LEARNT, f::HAPPENED];
    /// The plan it belongs to.
    _ = f::PLAN, Shape::Ref(kind::PLAN), unasked;
    /// What happened.
    _ = f::HAPPENED, Shape::Text(3), needed;
    /// What was learnt from it.
    _ = f::LEARNT, Shape::Text(3);
    /// What will change because of it.
    _ = "willChange", Shape::Text(3);
    /// Where it is written or who said it, as a role.
    _ = f::SOURCE, Shape::Text(1);
    /// An action that it is about, by its id.
    _ = f::ACTION, Shape::Each(&Shape::Link(kind::ACTION));
    /// A priority that it is about, by its id.
    _ = f::PRIORITY, Shape::Each(&Shape::Link(kind::PRIORITY));
    /// A theme that it is about, by its id.
    _ = f::THEME, Shape::Each(&Shape::Link(kind::THEME));
}
