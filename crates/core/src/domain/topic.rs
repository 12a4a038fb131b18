//! The topics that conversations at events are counted under. Each has an id for data, a word for people and the
//! name of a picture; a partnership and an event may each have their own.

use super::fields as f;
use crate::record::Record;
use crate::words::say;
use serde_json::{Value, json};

/// A topic.
#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    /// What counts are kept under: small letters, digits and hyphens.
    pub id: String,
    /// The word people read.
    pub word: String,
    /// The name of its picture.
    pub picture: String,
    /// Its place in the list.
    pub order: f64,
}

/// The list every partnership starts with: vaccination, cancer screening, the Vital 5 (blood pressure, weight,
/// smoking, alcohol, mental wellbeing), cost of living, food, social isolation, carers. A topic's picture has
/// the topic's name.
const STARTING: [&str; 11] = [
    "vaccination",
    "cancer-screening",
    "blood-pressure",
    "weight",
    "smoking",
    "alcohol",
    "mental-wellbeing",
    "cost-of-living",
    "food",
    "social-isolation",
    "carers",
];

/// The pictures a topic may have, by their names: those of the starting topics, and some more.
pub const PICTURES: [&str; 13] = [
    "vaccination",
    "cancer-screening",
    "blood-pressure",
    "weight",
    "smoking",
    "alcohol",
    "mental-wellbeing",
    "cost-of-living",
    "food",
    "social-isolation",
    "carers",
    "home",
    "topic",
];

impl Topic {
    /// The list every partnership starts with.
    pub fn starting() -> Vec<Topic> {
        let one = |(at, id): (usize, &&str)| Topic {
            id: (*id).to_owned(),
            word: say(&format!("topic.{id}")),
            picture: (*id).to_owned(),
            order: at as f64,
        };
        STARTING.iter().enumerate().map(one).collect()
    }

    /// The partnership's topics: the starting list, with what its `counting` record changes, adds and puts away.
    pub fn of_partnership(counting: Option<&Record>) -> Vec<Topic> {
        Topic::both(counting).0
    }

    /// The topics that were put away: they can be brought back, and what was counted under them keeps its word.
    pub fn put_away(counting: Option<&Record>) -> Vec<Topic> {
        Topic::both(counting).1
    }

    /// Those that are offered and those that were put away, each in order.
    fn both(counting: Option<&Record>) -> (Vec<Topic>, Vec<Topic>) {
        let (mut topics, mut away) = (Topic::starting(), Vec::new());
        for (id, value) in counting.into_iter().flat_map(|r| r.members(f::TOPIC)).filter(|(id, _)| is_id(id)) {
            let known = topics.iter().position(|t| t.id == id).map(|at| topics.remove(at));
            let off = value.get("off").and_then(Value::as_bool) == Some(true);
            if off { &mut away } else { &mut topics }.push(Topic::read(id, value, known));
        }
        for list in [&mut topics, &mut away] {
            list.sort_by(|a, b| a.order.total_cmp(&b.order).then_with(|| a.id.cmp(&b.id)));
        }
        (topics, away)
    }

    fn read(id: &str, value: &Value, known: Option<Topic>) -> Topic {
        let text = |name: &str| value.get(name).and_then(Value::as_str).filter(|t| !t.trim().is_empty());
        let word = text("word").or(known.as_ref().map(|k| k.word.as_str())).unwrap_or(id).to_owned();
        let picture = text("picture").or(known.as_ref().map(|k| k.picture.as_str())).unwrap_or("topic").to_owned();
        let order = value.get("order").and_then(Value::as_f64).or(known.as_ref().map(|k| k.order));
        Topic { id: id.to_owned(), word, picture, order: order.unwrap_or(f64::MAX) }
    }

    /// The field of a `counting` record that makes this one of the partnership's topics, with its value.
    pub fn field(&self) -> (String, Value) {
        let value = json!({ "word": self.word, "picture": self.picture, "order": self.order });
        (format!("{}/{}", f::TOPIC, self.id), value)
    }

    /// The field of a `counting` record that puts this topic away, with its value. Its word stays, for what was
    /// counted under it.
    pub fn field_off(&self) -> (String, Value) {
        let (field, mut value) = self.field();
        if let Some(value) = value.as_object_mut() {
            value.insert("off".to_owned(), Value::Bool(true));
        }
        (field, value)
    }

    /// An id for a new topic's word: its letters and digits in lower case, hyphens between its words.
    pub fn id_for(word: &str) -> String {
        let plain: String = word.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        plain.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-")
    }
}

/// Whether a topic may have this id: counts are kept under it, between strokes.
fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::kind;
    use crate::record::{Id, Stamp};

    #[test]
    fn a_partnership_changes_adds_and_puts_away() {
        let id = Id::from_bytes([1; 16]);
        let mut record = Record::new(id, kind::COUNTING);
        let word = "Dental care & teeth";
        let teeth = Topic { id: Topic::id_for(word), word: word.into(), picture: "tooth".into(), order: 0.5 };
        let mut put = |(field, value): (String, Value), at| record.edit(&field, value, Stamp::new(at, 0, id));
        put(teeth.field(), 1);
        let weight = Topic::starting().into_iter().find(|t| t.id == "weight").unwrap();
        put(weight.field_off(), 2);
        put(("topic/food".into(), json!({ "word": "Food and cooking" })), 3);
        put(("topic/a/b".into(), json!({ "word": "Not an id" })), 4);
        let topics = Topic::of_partnership(Some(&record));
        assert_eq!(topics.len(), 11);
        assert_eq!(topics.get(1), Some(&teeth));
        assert_eq!(teeth.id, "dental-care-teeth");
        let food = topics.iter().find(|t| t.id == "food").map(|t| (t.word.as_str(), t.picture.as_str()));
        assert_eq!(food, Some(("Food and cooking", "food")));
        assert_eq!(Topic::put_away(Some(&record)), [weight]);
        assert!(Topic::starting().iter().all(|t| !t.word.contains('.')), "each has a word");
        assert!(Topic::starting().iter().all(|t| PICTURES.contains(&t.picture.as_str())), "and a picture");
    }
}
