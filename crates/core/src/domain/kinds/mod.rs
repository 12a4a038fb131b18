//! Every kind of record, declared once: its fields, what their values are, who may see it, who writes it. What is shown,
//! proposed, reviewed, searched, told of in a history, written into the schema or described for other systems goes over
//! this table; its words for people are `field.<kind>.<name>` in `locales/app/fields.en.yml`.
//!
//! To add a field: a line in its kind's file here, and its words. To add a kind: a file here, a line in the list of
//! `domain/kind.rs`, and its words.
//! A value of several parts that no generic surface can show or edit is [`Shape::Own`], with the reason.

#[macro_use]
mod declare;
mod narrow;
mod said;
mod shape;
mod written;

pub use declare::{Field, Kind, Writers};
pub use narrow::Narrowed;
pub use shape::{Json, Shape};
pub use written::written;

use super::fields as f;
use super::kind::{self, Audience};
use crate::record::Record;

/// Of each kind in the list: its file, its typed view, its place in the table, and that both agree on who may see it.
macro_rules! declared {
    ($($file:ident $view:ident $name:ident $audience:ident;)+) => {
        $(mod $file;)+
        $(pub use $file::$view;)+

        /// Every kind that this version knows.
        pub static ALL: &[&Kind] = &[$(&$file::KIND),+];

        $(const _: () = assert!(
            $file::KIND.audience as u8 == Audience::$audience as u8,
            concat!("who may see a kind: domain/kind.rs says otherwise than kinds/", stringify!($file), ".rs"),
        );)+

        $(const _: () = {
            let complaint = said::missing(&$file::KIND);
            assert!(complaint.is_empty(), "{}", complaint.text());
        };)+
    };
}
every_kind!(declared);

/// A kind by its name in data.
pub fn find(kind: &str) -> Option<&'static Kind> {
    ALL.iter().copied().find(|known| known.name == kind)
}

/// A field of a kind by its name in a record: of a list's member, the list.
pub fn field(kind: &str, name: &str) -> Option<&'static Field> {
    find(kind)?.field(name)
}

/// The fields that a record of a kind is called by, the first that says something; of a kind that is not known here, those that
/// most are called by.
pub fn titled(kind: &str) -> &'static [&'static str] {
    find(kind).map_or(&[f::TITLE, f::NAME, f::STATEMENT], |known| known.titled)
}

/// Who may see a kind at all. Kinds this version does not know are for the office alone, since a newer
/// version may have put anything into them.
pub fn audience(kind: &str) -> Audience {
    find(kind).map_or(Audience::Office, |known| known.audience)
}

/// Who may see this record: what its kind says, or less where its own fields say so. Ask it of a whole record: a part may
/// lack what decides.
///
/// ```
/// use golden_thread_core::domain::{fields, kind, kinds};
/// use golden_thread_core::record::{Id, Record, Stamp};
///
/// let id = Id::from_bytes([9; 16]);
/// let mut note = Record::new(id, kind::INSIGHT);
/// assert_eq!(kinds::audience_of(&note), kind::Audience::Device);
/// note.edit(fields::CHOSEN, true.into(), Stamp::new(1, 0, id));
/// assert_eq!(kinds::audience_of(&note), kind::Audience::Office);
/// ```
pub fn audience_of(record: &Record) -> Audience {
    find(&record.kind)
        .map_or(Audience::Office, |kind| kind.narrowed.as_ref().map_or(kind.audience, |by| by.audience(record)))
}

/// The field by which the office opens records of a kind to the partnership, where they are its own until then.
pub fn opened_by(kind: &str) -> Option<&'static str> {
    match find(kind)?.narrowed {
        Some(Narrowed::Opened { by, .. }) => Some(by),
        _ => None,
    }
}

/// Whether the office has to say again that a record is open when this field of its kind is written.
pub fn is_opened_with(kind: &str, name: &str) -> bool {
    let narrowed = find(kind).and_then(|kind| kind.narrowed.as_ref());
    matches!(narrowed, Some(Narrowed::Opened { of, .. }) if of.contains(&name))
}

/// Whether a field says that a record is open, and has to say it again because of words written since.
pub fn is_to_confirm(record: &Record, name: &str) -> bool {
    let narrowed = find(&record.kind).and_then(|kind| kind.narrowed.as_ref());
    opened_by(&record.kind) == Some(name) && narrowed.is_some_and(|by| by.is_to_confirm(record))
}

/// Whether only the office writes a kind: what a return carries of it is not even looked at, so that nobody can mark their
/// own words as accepted, approve an answer or publish a figure.
pub fn office_writes(kind: &str) -> bool {
    find(kind).is_some_and(|known| known.writers == Writers::Office)
}

/// Whether only the office writes a field of a kind, by its name in a record: what a return says in it is not looked at, so
/// that nobody can decide about their own words.
pub fn office_writes_field(kind: &str, name: &str) -> bool {
    field(kind, name).is_some_and(|field| field.writers == Writers::Office)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_kind_and_a_field_of_it_are_declared_once() {
        let names: BTreeSet<&str> = ALL.iter().map(|kind| kind.name).collect();
        assert_eq!(names.len(), ALL.len());
        for kind in ALL {
            let fields: BTreeSet<(&str, bool)> = kind.fields.iter().map(|f| (f.name, f.is_list())).collect();
            assert_eq!(fields.len(), kind.fields.len(), "{}", kind.name);
            let titles = kind.titled.iter().all(|title| kind.field(title).is_some());
            assert!(titles, "{} is called by a field that it does not have", kind.name);
        }
    }
}
