//! A person who answers for an organisation's actions; office only.

use super::{Shape, kind};

kind! {
    /// A person who answers for an organisation's actions; office only.
    Contact = kind::CONTACT, audience Office, writers Anyone, titled [f::NAME];
    /// Its name.
    name = f::NAME, Shape::Text(1), needed;
    /// The organisation somebody belongs to.
    _ = f::ORGANISATION, Shape::Ref(kind::ORGANISATION);
    /// The e-mail address.
    email = f::EMAIL, Shape::Mail;
    /// The role, as its organisation calls it.
    role = f::ROLE, Shape::Text(1);
}
