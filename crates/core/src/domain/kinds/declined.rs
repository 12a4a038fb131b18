//! Words the office did not use; office only.

use super::{Shape, kind};

kind! {
    /// Words the office did not use; office only.
    Declined = kind::DECLINED, audience Office, writers Office, titled [];
    /// What the field would have said.
    _ = f::VALUE, Shape::Any;
    /// The record whose words were not used, or were used with changes.
    _ = f::RECORD, Shape::Ref("");
    /// The field.
    _ = f::FIELD, Shape::Code;
    /// Who wrote the words.
    _ = f::FROM, Shape::Ref(kind::WRITER);
    /// Why.
    _ = f::REASON, Shape::Text(1);
}
