//! Removing words for good: which writes have to go so that the words are gone from every copy, and which published
//! papers go on holding them, because what was published never changes by itself.

use super::changes::{Cause, Work};
use super::published::{MARKDOWN, PAPER, Published};
use super::quoting::Quotes;
use super::state::Ledger;
use crate::days::Date;
use crate::record::{Field, Id, Record, Stamp};
use serde_json::Value;
use std::collections::BTreeSet;

/// What is about to be removed of a record.
#[derive(Debug, Clone, Copy)]
pub enum Gone<'a> {
    /// All of it.
    Whole,
    /// The words of these fields.
    Fields(&'a [String]),
    /// What another copy of the record has removed: the words of these writes.
    Redacted(&'a Record),
}

/// Of a record that goes as a whole, words that everybody uses anyhow are not looked for in papers: at least this
/// many together are somebody's own.
const OWN_WORDS: usize = 3;
/// A sentence of at least this many words is looked for by itself, since papers shorten what people wrote.
const SENTENCE: usize = 5;

/// The published papers that hold these words, newest first. `copies` are all copies of the record on this device, as
/// for [`remove_words`].
pub fn papers_holding<'a>(ledger: &'a Ledger, id: Id, gone: Gone<'_>, copies: &[&Record]) -> Vec<Published<'a>> {
    let mut phrases = Vec::new();
    going(id, gone, copies, &mut |text, least| phrases.extend(self::phrases(text, least)));
    let holds = |paper: &Published<'_>| {
        let mut words = String::from(" ");
        match paper.paper() {
            Some(whole) => texts(whole, &mut |text| plain(text, &mut words)),
            None => plain(&paper.markdown().replace("<br>", " "), &mut words),
        }
        phrases.iter().any(|phrase| words.contains(phrase))
    };
    let mut papers = ledger.published();
    papers.retain(|paper| paper.0.id != id && holds(paper));
    papers
}

/// Every text that goes, as it stands in these copies of the record; with how many words are somebody's own there.
fn going(id: Id, gone: Gone<'_>, copies: &[&Record], take: &mut dyn FnMut(&str, usize)) {
    for record in copies.iter().filter(|r| r.id == id) {
        for (name, field) in record.fields() {
            for write in field.writes() {
                let (goes, least) = match gone {
                    Gone::Whole => (true, OWN_WORDS),
                    Gone::Fields(names) => (names.contains(name), 1),
                    Gone::Redacted(by) => (by.redacted().contains(&write.at), 1),
                };
                if let (true, Some(value)) = (goes, &write.value) {
                    texts(value, &mut |text| take(text, least));
                }
            }
        }
    }
}

impl Gone<'_> {
    /// How many words together are somebody's own in what is half typed: of a record that goes as a whole, with its
    /// titles and names, only what is nobody else's.
    pub fn least(self) -> usize {
        if matches!(self, Gone::Whole) { SENTENCE } else { OWN_WORDS }
    }
}

/// The words that go, to be looked for in what is half typed, and each text by itself.
pub fn lost(id: Id, gone: Gone<'_>, copies: &[&Record], quotes: &mut Quotes) -> Vec<String> {
    let mut all = Vec::new();
    going(id, gone, copies, &mut |text, _| note(text, gone.least(), quotes, &mut all));
    all
}

/// The same of one value that went.
pub fn lost_value(value: &Value, least: usize, quotes: &mut Quotes) -> Vec<String> {
    let mut all = Vec::new();
    texts(value, &mut |text| note(text, least, quotes, &mut all));
    all
}

/// Ids and days are nobody's words.
fn note(text: &str, least: usize, quotes: &mut Quotes, all: &mut Vec<String>) {
    if text.parse::<Id>().is_err() && text.parse::<Date>().is_err() {
        quotes.add(text, least);
        all.push(text.to_owned());
    }
}

/// Every text inside a value, in its order.
fn texts(value: &Value, take: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) => take(text),
        Value::Array(items) => items.iter().for_each(|item| texts(item, take)),
        Value::Object(members) => members.values().for_each(|member| texts(member, take)),
        _ => {}
    }
}

/// Adds a text's words in small letters, each with a space after it: papers set the same words with other marks.
fn plain(text: &str, to: &mut String) {
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        to.extend(word.chars().flat_map(char::to_lowercase));
        to.push(' ');
    }
}

/// What to look for of a text: the whole, if it is at least so many words, and each longer sentence. Ids and days are
/// nobody's words.
fn phrases(text: &str, least: usize) -> Vec<String> {
    if text.parse::<Id>().is_ok() || text.parse::<Date>().is_ok() {
        return Vec::new();
    }
    let phrase = |text: &str, least: usize| {
        let mut words = String::from(" ");
        plain(text, &mut words);
        (words.matches(' ').count() > least).then_some(words)
    };
    let sentences = text.split(['.', '!', '?', '\n']).filter_map(|sentence| phrase(sentence, SENTENCE));
    phrase(text, least).into_iter().chain(sentences).collect()
}

/// The work that takes the words of these fields of a record away for good. `copies` are all copies of
/// the record on this device (the record itself, the last plan file's, those in files that wait), since
/// each may hold other words of the same field. A published paper holds its words twice; both go.
pub fn remove_words<'a>(id: Id, fields: &[String], copies: impl IntoIterator<Item = &'a Record>) -> Work {
    let mut stamps: BTreeSet<Stamp> = BTreeSet::new();
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
    fn papers_that_hold_the_words_are_found_however_they_set_them() {
        let id = |n: u8| Id::from_bytes([n; 16]);
        let mut update = Record::new(id(1), kind::UPDATE);
        let words = "Mrs X of Elm Road told the hub about her rent. Two hubs *opened*.";
        update.edit(f::NARRATIVE, json!(words), Stamp::new(1, 0, id(8)));
        update.edit(f::NEXT_STEPS, json!("Go on"), Stamp::new(2, 0, id(8)));
        update.edit(f::HELP_NEEDED, json!("None"), Stamp::new(3, 0, id(8)));
        let mut set = crate::record::Set::new();
        let mut paper = |n: u8, field: &str, value: Value| {
            let mut paper = Record::new(id(n), super::super::published::REPORT);
            paper.edit(f::TITLE, json!(format!("Paper {n}")), Stamp::new(4, 0, id(8)));
            paper.edit(super::super::published::PUBLISHED, json!(format!("2026-01-0{n}")), Stamp::new(4, 0, id(8)));
            paper.edit(field, value, Stamp::new(5, 0, id(8)));
            set.put(paper);
        };
        paper(
            2,
            PAPER,
            json!({ "blocks": [{ "paragraph": ["Mrs X of Elm Road told the hub", { "strong": "about her rent" }] }] }),
        );
        paper(
            3,
            MARKDOWN,
            json!("# Paper\n\n| MRS X of Elm Road told<br>the hub about her rent. Two hubs \\*opened\\*. |\n"),
        );
        paper(4, MARKDOWN, json!("Mrs X of Elm Roadside told the hub about her rent. None. We go on."));
        paper(5, MARKDOWN, json!("Two hubs opened."));
        let ledger = Ledger::new(set, None, super::super::Side::Office);
        let titles = |gone: Gone<'_>| -> Vec<&str> {
            papers_holding(&ledger, id(1), gone, &[&update]).into_iter().map(Published::title).collect()
        };
        assert_eq!(titles(Gone::Whole), ["Paper 3", "Paper 2"]);
        assert_eq!(titles(Gone::Fields(&[f::NARRATIVE.to_owned()])), ["Paper 3", "Paper 2"]);
        assert_eq!(titles(Gone::Fields(&[f::NEXT_STEPS.to_owned()])), ["Paper 4"]);
        let mut removed = update.clone();
        removed.redact([Stamp::new(3, 0, id(8))]);
        assert_eq!(titles(Gone::Redacted(&removed)), ["Paper 4"]);
        assert_eq!(titles(Gone::Redacted(&update)), [""; 0]);
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
