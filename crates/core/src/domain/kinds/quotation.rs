//! Somebody's words in a case study; office only until they gave permission.

use super::{Narrowed, Shape, kind};

kind! {
    /// Somebody's words in a case study; office only until they gave permission.
    Quotation = kind::QUOTATION, audience Partnership narrowed OPENED, writers Anyone, titled [f::WORDS];
    /// The case study.
    _ = f::CASE_STUDY, Shape::Ref(kind::CASE_STUDY);
    /// The words.
    _ = f::WORDS, Shape::Text(3), needed;
    /// Who said them, as they agreed to be called.
    _ = "by", Shape::Text(1);
    /// Permission was given, not asked, or refused; the partnership sees the words only where it was given.
    _ = f::PERMISSION, Shape::Choice(&["given", "not-asked", "refused"]), needed, office, asked;
}

/// Words are the office's until whoever said them gave permission: to these words, under this name.
const OPENED: Narrowed = Narrowed::Opened { by: f::PERMISSION, says: Some("given"), of: &[f::WORDS, "by"] };
