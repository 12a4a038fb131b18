//! Removing words for good: which writes have to go so that the words are gone from every copy.

use super::changes::{Cause, Work};
use super::published::{MARKDOWN, PAPER};
use crate::record::SortedSet;
use crate::record::{Field, Id, Record, Stamp};

/// The work that takes the words of these fields of a record away for good. `copies` are all copies of
/// the record on this device (the record itself, the last plan file's, those in files that wait), since
/// each may hold other words of the same field. A published paper holds its words twice; both go.
pub fn remove_words<'a>(id: Id, fields: &[String], copies: impl IntoIterator<Item = &'a Record>) -> Work {
    let mut stamps: SortedSet<Stamp> = SortedSet::new();
    for record in copies.into_iter().filter(|r| r.id == id) {
        let twice = |name: &str| name == PAPER && fields.iter().any(|f| f == MARKDOWN);
        let chosen = record.fields().iter().filter(|(name, _)| fields.contains(name) || twice(name));
        let chosen = chosen.map(|(_, field)| field);
        stamps.extend(chosen.flat_map(known_writes));
    }
    let mut work = Work::new(Cause::Removed);
    if !stamps.is_empty() {
        work.redact.push((id, stamps.into_iter().collect()));
    }
    work
}

/// The writes a field holds, and the last one of each writer it has seen: those may live on elsewhere.
fn known_writes(field: &Field) -> Vec<Stamp> {
    field.writes().iter().map(|w| w.at).chain(field.seen()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::{fields as f, kind};
    use serde_json::json;

    #[test]
    fn the_words_are_gone_from_every_copy_and_nothing_else_is() {
        let id = |n: u8| Id::from_bytes([n; 16]);
        let mut issued = Record::new(id(1), kind::UPDATE);
        issued.edit(f::NARRATIVE, json!("Mrs X said"), Stamp::new(1, 0, id(8)));
        issued.edit(f::NEXT_STEPS, json!("A leaflet"), Stamp::new(2, 0, id(8)));
        let mut now = issued.clone();
        now.edit(f::NARRATIVE, json!("Mrs X of Elm Road said"), Stamp::new(3, 0, id(9)));
        let work = remove_words(id(1), &[f::NARRATIVE.to_owned()], [&now, &issued]);
        let (record, stamps) = work.redact.first().unwrap();
        assert_eq!((*record, stamps.len(), work.cause.clone()), (id(1), 2, Cause::Removed));
        for mut copy in [now, issued] {
            copy.redact(stamps.iter().copied());
            assert_eq!(copy.text(f::NARRATIVE), None);
            assert_eq!(copy.text(f::NEXT_STEPS), Some("A leaflet"));
        }
        assert!(remove_words(id(1), &["none".to_owned()], []).is_empty());
    }

    #[test]
    fn a_published_paper_loses_its_words_in_every_form() {
        let id = |n: u8| Id::from_bytes([n; 16]);
        let mut paper = Record::new(id(1), super::super::published::REPORT);
        paper.edit(MARKDOWN, json!("Mrs X said"), Stamp::new(1, 0, id(8)));
        paper.edit(PAPER, json!({ "title": "Mrs X said" }), Stamp::new(2, 0, id(8)));
        let work = remove_words(id(1), &[MARKDOWN.to_owned()], [&paper]);
        assert_eq!(work.redact.first().map(|(_, stamps)| stamps.len()), Some(2));
    }
}
