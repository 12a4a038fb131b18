//! How a partnership counts, and changing that: its topics and which of them are sensitive, what a year aims at, and
//! which measures of the plan stand beside the year. All of it is one record, see `kind::COUNTING`; the rule for small
//! numbers in it is [`super::small`].

use super::{counting_id, counting_record, edit};
use crate::domain::{Measure, Topic, fields as f, kind};
use crate::ledger::Ledger;
use crate::ledger::changes::Work;
use crate::record::{Edit, Id};
use serde_json::{Value, json};

/// Topics that are sensitive where the partnership does not say otherwise.
const SENSITIVE: [&str; 2] = ["alcohol", "mental-wellbeing"];

fn put((field, value): (String, Value)) -> Edit {
    edit(counting_id(), kind::COUNTING, field, value)
}

/// The topics that were put away.
pub fn put_away(ledger: &Ledger) -> Vec<Topic> {
    Topic::put_away(counting_record(ledger))
}

fn offered(ledger: &Ledger) -> Vec<Topic> {
    Topic::of_partnership(counting_record(ledger))
}

/// Why a topic is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WrongTopic {
    /// It has no word.
    NoWord,
    /// There is one of this word already, maybe put away.
    Known,
}

/// A new topic, the last in the list.
///
/// # Errors
/// Why it is not kept.
pub fn new_topic(ledger: &Ledger, word: &str, picture: &str) -> Result<Work, WrongTopic> {
    let (word, id) = (word.trim(), Topic::id_for(word));
    if id.is_empty() {
        return Err(WrongTopic::NoWord);
    }
    let (known, away) = (offered(ledger), put_away(ledger));
    if known.iter().chain(&away).any(|t| t.id == id || Topic::id_for(&t.word) == id) {
        return Err(WrongTopic::Known);
    }
    let order = known.iter().map(|t| t.order).filter(|o| *o < f64::MAX).fold(-1.0, f64::max) + 1.0;
    let topic = Topic { id, word: word.to_owned(), picture: picture.to_owned(), order };
    Ok(Work::typed([put(topic.field())]))
}

/// Another word or picture for a topic; what was counted under it stays there.
///
/// # Errors
/// Why it is not kept.
pub fn change_topic(ledger: &Ledger, id: &str, word: &str, picture: &str) -> Result<Work, WrongTopic> {
    let plain = Topic::id_for(word);
    if plain.is_empty() {
        return Err(WrongTopic::NoWord);
    }
    let (known, away) = (offered(ledger), put_away(ledger));
    if known.iter().chain(&away).any(|t| t.id != id && Topic::id_for(&t.word) == plain) {
        return Err(WrongTopic::Known);
    }
    let mut changed = known.into_iter().filter(|t| t.id == id);
    let new = |t: Topic| Topic { word: word.trim().to_owned(), picture: picture.to_owned(), ..t };
    Ok(Work::typed(changed.next().map(|t| put(new(t).field()))))
}

/// Puts a topic away: no new conversation is counted under it. The last one stays.
pub fn put_topic_away(ledger: &Ledger, id: &str) -> Option<Work> {
    let known = offered(ledger);
    let topic = known.iter().find(|t| t.id == id).filter(|_| known.len() > 1)?;
    Some(Work::typed([put(topic.field_off())]))
}

/// Brings a topic back that was put away.
pub fn bring_topic_back(ledger: &Ledger, id: &str) -> Option<Work> {
    let topic = put_away(ledger).into_iter().find(|t| t.id == id)?;
    Some(Work::typed([put(topic.field())]))
}

/// Moves a topic one place up or down. Only topics whose place changes are written.
pub fn move_topic(ledger: &Ledger, id: &str, up: bool) -> Option<Work> {
    let mut topics = offered(ledger);
    let at = topics.iter().position(|t| t.id == id)?;
    let other = if up { at.checked_sub(1)? } else { Some(at + 1).filter(|n| *n < topics.len())? };
    topics.swap(at, other);
    let moved = topics.into_iter().enumerate().map(|(at, t)| (t.order, Topic { order: at as f64, ..t }));
    Some(Work::typed(moved.filter(|(before, t)| t.order != *before).map(|(_, t)| put(t.field()))))
}

/// Whether a topic is sensitive: then its conversations are published among other topics only, however many they are.
pub fn is_sensitive(ledger: &Ledger, topic: &str) -> bool {
    let said = counting_record(ledger).and_then(|r| r.value(&sensitive(topic))).and_then(Value::as_bool);
    said.unwrap_or_else(|| SENSITIVE.contains(&topic))
}

fn sensitive(topic: &str) -> String {
    format!("{}/{topic}", f::SENSITIVE)
}

/// Says whether a topic is sensitive. What was published stays as it is.
pub fn set_sensitive(topic: &str, is: bool) -> Work {
    Work::typed([put((sensitive(topic), is.into()))])
}

/// What the year from April of `year` aims at: events, and ambassadors.
pub fn goal(ledger: &Ledger, year: i16) -> (Option<u64>, Option<u64>) {
    let goal = counting_record(ledger).and_then(|r| r.value(&format!("{}/{year}", f::GOAL)));
    let number = |name: &str| goal.and_then(|g| g.get(name)).and_then(Value::as_u64);
    (number(f::EVENTS), number(f::AMBASSADORS))
}

/// Sets what a year aims at.
pub fn set_goal(year: i16, events: Option<u64>, ambassadors: Option<u64>) -> Work {
    let goal = json!({ f::EVENTS: events, f::AMBASSADORS: ambassadors });
    Work::typed([put((format!("{}/{year}", f::GOAL), goal))])
}

/// The measures of the plan that stand beside the year's events, such as ambassadors recruited or trained.
pub fn measures(ledger: &Ledger) -> Vec<Measure<'_>> {
    let record = counting_record(ledger);
    let shown = |m: &Measure<'_>| {
        let field = format!("{}/{}", f::MEASURE, m.id());
        record.and_then(|r| r.value(&field)).and_then(Value::as_bool).unwrap_or(false)
    };
    ledger.of_kind(kind::MEASURE).map(Measure).filter(shown).collect()
}

/// Shows a measure beside the year's events, or no longer.
pub fn show_measure(measure: Id, shown: bool) -> Work {
    let value = if shown { Value::Bool(true) } else { Value::Null };
    Work::typed([put((format!("{}/{measure}", f::MEASURE), value))])
}
