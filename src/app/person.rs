//! A person as the first visit asks about them, and the organisation they name.

use crate::domain::{Draft, fields as f, kind};
use crate::record::{Id, Set as Records};
use crate::store::rows::About;

/// What the first visit asks about a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// ambassador, representative or manager.
    pub role: String,
    /// The name.
    pub name: String,
    /// The organisation as typed.
    pub organisation: String,
}

impl Person {
    /// Makes this person the one who uses a device: their role, and the organisation they name. Gives the
    /// organisation's record where it is new.
    pub fn put_in(&self, about: &mut About, known: &Records) -> Vec<Draft> {
        about.role.clone_from(&self.role);
        about.office = self.role == "manager";
        if self.organisation.trim().is_empty() {
            return Vec::new();
        }
        let (id, new) = find_organisation(known, &self.organisation);
        about.organisation = Some(id.to_string());
        new
    }

    /// The record of this person as a writer on a device.
    pub fn writer(&self, id: Id, about: &About) -> Draft {
        let mut me = Draft::new(id, kind::WRITER).with(f::NAME, self.name.as_str()).with(f::ROLE, self.role.as_str());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Stamp;

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
        let mut person = Person { organisation: "  ".into(), role: "manager".into(), name: "Jo".into() };
        assert_eq!((person.put_in(&mut about, &records), about.organisation.clone()), (Vec::new(), None));
        person.organisation = "WELLBEING team".into();
        assert_eq!(person.put_in(&mut about, &records), []);
        assert!(about.office);
        assert_eq!(person.writer(id, &about).fields.get(f::ORGANISATION), Some(&id.to_string().into()));
    }
}
