//! A person as the first visit asks about them, and the organisation they name.

use crate::domain::{Draft, Role, fields as f, kind};
use crate::record::{Id, Set as Records};
use crate::store::rows::About;

/// What the first visit asks about a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// Their role, once it was chosen.
    pub role: Option<Role>,
    /// The name.
    pub name: String,
    /// The organisation as typed.
    pub organisation: String,
}

impl Person {
    /// Makes this person the one who uses a device: their role, and the organisation they name. Gives the
    /// organisation's record where it is new.
    pub fn put_in(&self, about: &mut About, known: &Records) -> Vec<Draft> {
        // A role that a newer version gave stays where nobody chose another.
        if let Some(role) = self.role {
            about.role = role.name().to_owned();
        }
        about.office = self.role == Some(Role::Manager);
        if self.organisation.trim().is_empty() {
            return Vec::new();
        }
        let (id, new) = find_organisation(known, &self.organisation);
        about.organisation = Some(id.to_string());
        new
    }

    /// The record of this person as a writer on the device that they were [put in](Person::put_in).
    pub fn writer(&self, id: Id, about: &About) -> Draft {
        let mut me = Draft::new(id, kind::WRITER).with(f::NAME, self.name.as_str()).with(f::ROLE, about.role.as_str());
        me.set(f::ORGANISATION, about.organisation.clone());
        me
    }
}

/// The organisation of this name among the records, or the draft of a new one. A name makes the same
/// id on every device, so that two people who type it mean one organisation.
pub fn find_organisation(records: &Records, name: &str) -> (Id, Vec<Draft>) {
    use crate::domain::{ids::derived, owners};
    let wanted = owners::key(name);
    let is_it = |r: &&crate::record::Record| {
        let named = r.text(f::NAME).is_some_and(|n| owners::key(n) == wanted);
        r.kind == kind::ORGANISATION && (named || r.members(f::SPELLING).any(|(s, _)| owners::key(s) == wanted))
    };
    match records.iter().find(is_it) {
        Some(known) => (known.id, Vec::new()),
        None => {
            // The same id that intake gives an organisation of this name.
            let id = derived(&["", "", kind::ORGANISATION, "", &wanted]);
            (id, vec![Draft::new(id, kind::ORGANISATION).with(f::NAME, name.trim())])
        }
    }
}

/// The one organisation among these whose name is nearly this one: mistyped, or without a part of it. `None` where it
/// is there as typed, or several come near.
pub fn nearly(known: &[(Id, String)], name: &str) -> Option<Id> {
    use crate::domain::owners::key;
    let wanted = key(name);
    let is_near = |other: &str| {
        let other = key(other);
        let changed = dissimilar::diff(&wanted, &other).into_iter().map(|chunk| match chunk {
            dissimilar::Chunk::Equal(_) => 0,
            dissimilar::Chunk::Delete(text) | dissimilar::Chunk::Insert(text) => text.chars().count(),
        });
        let part = |long: &str, short: &str| short.contains(' ') && format!(" {long} ").contains(&format!(" {short} "));
        let typo = wanted.chars().count() > 4 && changed.sum::<usize>() <= wanted.chars().count().div_ceil(8);
        typo || part(&other, &wanted) || part(&wanted, &other)
    };
    if known.iter().any(|(_, other)| key(other) == wanted) {
        return None;
    }
    let mut near = known.iter().filter(|(_, other)| is_near(other));
    near.next().filter(|_| near.next().is_none()).map(|(id, _)| *id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Stamp;

    #[test]
    fn a_mistyped_name_is_nearly_the_one_that_is_there() {
        let id = |n: u8| Id::from_bytes([n; 16]);
        let names = ["Southwark Food Action Alliance", "Leisure Services", "Public Health", "Public Health Nursing"];
        let known: Vec<(Id, String)> = names.iter().zip(1..).map(|(name, n)| (id(n), (*name).to_owned())).collect();
        assert_eq!(nearly(&known, "Southwark Food Action Aliance"), Some(id(1)));
        assert_eq!(nearly(&known, "southwark fod action alliance"), Some(id(1)));
        assert_eq!(nearly(&known, "Food Action Alliance"), Some(id(1)));
        assert_eq!(nearly(&known, "leisure service"), Some(id(2)));
        assert_eq!(nearly(&known, "Leisure Services"), None, "it is there");
        assert_eq!(nearly(&known, "Leisure"), None, "one word is part of many names");
        assert_eq!(nearly(&known, "Walworth Youth Club"), None);
        assert_eq!(nearly(&known, "Public Healt"), Some(id(3)));
    }

    #[test]
    fn a_name_typed_in_another_way_is_the_organisation_that_is_there() {
        let mut records = Records::new();
        let (id, new) = find_organisation(&records, " Wellbeing Team ");
        let at = Stamp::new(1, 0, id);
        for edit in new.iter().flat_map(Draft::edits) {
            records.edit(&edit, at);
        }
        assert_eq!(find_organisation(&records, "wellbeing team"), (id, Vec::new()));
        let mut about = About::nobody(&crate::bundle::Partnership { id, name: "Here".into() });
        let mut person = Person { organisation: "  ".into(), role: Some(Role::Manager), name: "Jo".into() };
        assert_eq!((person.put_in(&mut about, &records), about.organisation.clone()), (Vec::new(), None));
        person.organisation = "WELLBEING team".into();
        assert_eq!(person.put_in(&mut about, &records), []);
        assert!(about.office);
        assert_eq!(person.writer(id, &about).fields.get(f::ORGANISATION), Some(&id.to_string().into()));
    }
}
