//! A person on one device.

use super::{Shape, kind};

kind! {
    /// A person on one device.
    Writer = kind::WRITER, audience Partnership, writers Anyone, titled [f::NAME];
    /// Its name.
    name = f::NAME, Shape::Text(1);
    /// The organisation somebody belongs to.
    _ = f::ORGANISATION, Shape::Ref(kind::ORGANISATION);
    /// The organisation for which the office accepts what they send. The office alone says it.
    _ = f::ACCEPTED_FOR, Shape::Ref(kind::ORGANISATION), office;
    /// Ambassador, representative or manager.
    role = f::ROLE, Shape::Choice(&["ambassador", "representative", "manager"]);
}
