//! A person who answers for an organisation's actions. For the office alone: contacts are in no file but the
//! office's own backup.

use super::{Contact, fields as f, kind};
use crate::record::{Edit, Id};
use serde_json::Value;

/// What is known of a contact, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ContactWords {
    /// The name.
    pub name: String,
    /// The role, or empty.
    pub role: String,
    /// The e-mail address, or empty.
    pub email: String,
}

impl Contact<'_> {
    /// What is known.
    pub fn words(self) -> ContactWords {
        let text = |name: &str| self.0.text(name).unwrap_or_default().to_owned();
        ContactWords { name: text(f::NAME), role: text(f::ROLE), email: text(f::EMAIL) }
    }

    /// The organisation the contact answers for.
    pub fn organisation(self) -> Option<Id> {
        self.0.text(f::ORGANISATION)?.parse().ok()
    }
}

impl ContactWords {
    /// The edits that make a contact say this; only what differs from what is known.
    pub fn edits(&self, id: Id, organisation: Id, known: Option<Contact<'_>>) -> Vec<Edit> {
        let organisation = organisation.to_string();
        let fields = [
            (f::NAME, self.name.trim()),
            (f::ROLE, self.role.trim()),
            (f::EMAIL, self.email.trim()),
            (f::ORGANISATION, organisation.as_str()),
        ];
        let now = |name: &str| known.and_then(|k| k.0.text(name)).unwrap_or_default();
        let edit = |(field, text): (&str, &str)| Edit {
            record: id,
            kind: kind::CONTACT.to_owned(),
            field: field.to_owned(),
            value: if text.is_empty() { Value::Null } else { text.into() },
        };
        fields.into_iter().filter(|(name, text)| now(name) != *text).map(edit).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds;
    use crate::record::{Record, Stamp};

    #[test]
    fn only_what_differs_is_an_edit() {
        let id = |n: u8| Id::from_bytes([n; 16]);
        let mut words = ContactWords { name: " Jo ".into(), role: "Lead".into(), email: String::new() };
        let mut record = Record::new(id(1), kind::CONTACT);
        let edits = words.edits(id(1), id(2), None);
        assert_eq!(edits.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["name", "role", "organisation"]);
        for (n, edit) in edits.into_iter().enumerate() {
            record.edit(&edit.field, edit.value, Stamp::new(1, n as u16, id(9)));
        }
        let known = Contact(&record);
        assert_eq!((known.words().name.as_str(), known.organisation()), ("Jo", Some(id(2))));
        assert!(words.edits(id(1), id(2), Some(known)).is_empty());
        words.role.clear();
        let edits = words.edits(id(1), id(2), Some(known));
        assert_eq!(edits.iter().map(|e| (e.field.as_str(), &e.value)).collect::<Vec<_>>(), [("role", &Value::Null)]);
        assert_eq!(kinds::audience(kind::CONTACT), kind::Audience::Office);
    }
}
