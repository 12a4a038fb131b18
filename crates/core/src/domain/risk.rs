//! What may keep the plan from being delivered: a typed view over its record, and the level that a score stands at.

use super::{Colour, Rating, Risk, Shape, fields as f};
use crate::record::Id;
use crate::words::{fill, say};

impl Risk<'_> {
    /// The organisations that own it, each with its spelling as printed, in order.
    pub fn owners(self) -> Vec<(Id, String)> {
        let order = |id: &Id| {
            let value = self.0.value(&format!("{}/{id}", f::OWNER));
            value.and_then(|v| v.get("order")?.as_f64()).unwrap_or(f64::MAX)
        };
        let mut owners: Vec<(Id, String)> = Vec::new();
        for (member, value) in self.0.members(f::OWNER) {
            if let Ok(id) = member.parse() {
                owners.push((id, value.get("as").and_then(|v| v.as_str()).unwrap_or_default().to_owned()));
            }
        }
        owners.sort_by(|a, b| order(&a.0).total_cmp(&order(&b.0)));
        owners
    }

    /// The actions that it bears on.
    pub fn actions(self) -> Vec<Id> {
        self.0.members(f::ACTION).filter_map(|(member, _)| member.parse().ok()).collect()
    }

    /// How likely it is, from 1 to 5; none where nobody scored it, or wrote something else there.
    pub fn likelihood(self) -> Option<u8> {
        self.one_to_five(f::LIKELIHOOD)
    }

    /// How much it would do, from 1 to 5; none likewise.
    pub fn impact(self) -> Option<u8> {
        self.one_to_five(f::IMPACT)
    }

    /// Likelihood times impact; none where either is missing.
    pub fn score(self) -> Option<u8> {
        Some(self.likelihood()? * self.impact()?)
    }

    fn one_to_five(self, field: &str) -> Option<u8> {
        let number = self.0.value(field)?.as_f64()?;
        (1..=5).find(|n| f64::from(*n) == number)
    }
}

/// Where a score stands, by the bands that the NHS's matrix of 5 by 5 has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// 1 to 3.
    Low,
    /// 4 to 6.
    Moderate,
    /// 8 to 12.
    High,
    /// 15 to 25.
    Extreme,
}

impl Level {
    /// The level of a score.
    pub fn of(score: u8) -> Level {
        match score {
            0..=3 => Level::Low,
            4..=6 => Level::Moderate,
            7..=12 => Level::High,
            _ => Level::Extreme,
        }
    }

    /// A score as it is shown: word, number, shape and colour. Without one it is "not scored", never low.
    pub fn shown(score: Option<u8>) -> Rating {
        let (key, shape, colour) = match score.map(Level::of) {
            None => ("risk.level.none", Shape::Ring, Colour::Grey),
            Some(Level::Low) => ("risk.level.low", Shape::Circle, Colour::Green),
            Some(Level::Moderate) => ("risk.level.moderate", Shape::Diamond, Colour::Amber),
            Some(Level::High) => ("risk.level.high", Shape::Triangle, Colour::Red),
            Some(Level::Extreme) => ("risk.level.extreme", Shape::Square, Colour::Red),
        };
        let name = score.map_or_else(|| say(key), |score| fill(key, &[("score", &score)]));
        Rating { key: String::new(), name, meaning: String::new(), shape, colour, is_complete: false }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::kind;
    use crate::record::{Record, Stamp};
    use serde_json::{Value, json};

    fn risk(fields: &[(&str, Value)]) -> Record {
        let mut record = Record::new(Id::from_bytes([1; 16]), kind::RISK);
        for (n, (field, value)) in fields.iter().enumerate() {
            record.edit(field, value.clone(), Stamp::new(n as u64 + 1, 0, Id::from_bytes([2; 16])));
        }
        record
    }

    #[test]
    fn a_score_needs_two_whole_numbers_from_one_to_five() {
        let score =
            |likelihood: Value, impact: Value| Risk(&risk(&[(f::LIKELIHOOD, likelihood), (f::IMPACT, impact)])).score();
        assert_eq!(score(json!(4), json!(5.0)), Some(20));
        assert_eq!(score(json!(1), json!(1)), Some(1));
        for wrong in [json!(0), json!(6), json!(2.5), json!("4"), json!(-1), json!(1e300), Value::Null, json!([3])] {
            assert_eq!(score(wrong.clone(), json!(3)), None, "{wrong}");
            assert_eq!(score(json!(3), wrong.clone()), None, "{wrong}");
        }
        assert_eq!(Risk(&risk(&[])).score(), None);
    }

    #[test]
    fn levels_are_told_apart_by_word_and_shape() {
        let levels = [1, 3, 4, 6, 8, 12, 15, 25].map(Level::of);
        use Level::{Extreme, High, Low, Moderate};
        assert_eq!(levels, [Low, Low, Moderate, Moderate, High, High, Extreme, Extreme]);
        let shown = [None, Some(2), Some(6), Some(12), Some(25)].map(Level::shown);
        for (n, one) in shown.iter().enumerate() {
            assert!(shown.iter().skip(n + 1).all(|other| other.shape != one.shape && other.name != one.name));
        }
        assert_eq!(shown.map(|r| r.name), ["Not scored", "Low: 2", "Moderate: 6", "High: 12", "Extreme: 25"]);
    }

    #[test]
    fn owners_stand_in_their_order_and_strange_members_are_passed_over() {
        let [a, b] = [[3; 16], [4; 16]].map(Id::from_bytes);
        let record = risk(&[
            (&format!("{}/{a}", f::OWNER), json!({ "order": 2 })),
            (&format!("{}/{b}", f::OWNER), json!({ "order": 1, "as": "The ICB" })),
            ("owner/nobody", json!({})),
            (&format!("{}/{a}", f::ACTION), json!(true)),
            ("action/none", json!(true)),
        ]);
        assert_eq!(Risk(&record).owners(), [(b, "The ICB".to_owned()), (a, String::new())]);
        assert_eq!(Risk(&record).actions(), [a]);
    }
}
