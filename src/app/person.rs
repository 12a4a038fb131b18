//! A person as the first visit asks about them, and the organisation they name.

use crate::domain::{Draft, fields as f, kind};
use crate::record::{Id, Set as Records};

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
    /// The organisation's id: a known one of that name, or else a new record.
    pub fn organisation_draft(&self, records: &Records) -> Option<(Id, Vec<Draft>)> {
        let name = self.organisation.trim();
        if name.is_empty() {
            return None;
        }
        Some(find_organisation(records, name))
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
        let person = Person { organisation: "  ".into(), ..Person::default() };
        assert_eq!(person.organisation_draft(&records), None);
    }
}
