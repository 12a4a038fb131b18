//! A person who answers for an organisation's actions; office only.

use super::{Shape, kind};

kind! {
    /// A person who answers for an organisation's actions; office only.
    Contact = kind::CONTACT, audience Office, writers Anyone, titled [f::NAME];
    /// Its name.
    _ = f::NAME, Shape::Text(1);
    /// The organisation somebody belongs to.
    _ = f::ORGANISATION, Shape::Ref(kind::ORGANISATION);
    /// The e-mail address.
    _ = f::EMAIL, Shape::Text(1);
    /// The role, as its organisation calls it.
    _ = f::ROLE, Shape::Text(1);
}
