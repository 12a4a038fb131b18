//! A person on one device.

use super::{Shape, kind};

kind! {
    /// A person on one device.
    Writer = kind::WRITER, audience Partnership, writers Anyone, titled [f::NAME];
    /// Its name.
    name = f::NAME, Shape::Text(1);
    /// The organisation somebody belongs to.
    _ = f::ORGANISATION, Shape::Ref(kind::ORGANISATION);
    /// Ambassador, representative or manager.
    role = f::ROLE, Shape::Choice(&["ambassador", "representative", "manager"]);
}
