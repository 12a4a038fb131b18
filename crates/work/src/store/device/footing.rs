//! Rows that were made for one state and are stored on a later one: what was saved in memory while the browser's storage
//! was full, and another window has written there meanwhile. Only what changed is carried over.

use crate::store::device::state::State;
use crate::store::keys::KeysRow;
use crate::store::writing::row_change::RowChange;
use serde_json::{Map, Value};

/// The rows of which there is one each, as they stood when storage was left.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Footing {
    about: Value,
    keys: Value,
    receipts: Value,
}

fn value(of: &impl serde::Serialize) -> Value {
    serde_json::to_value(of).unwrap_or_default()
}

impl Footing {
    /// What rows made for this state stand on.
    pub fn of(state: &State) -> Footing {
        let (about, receipts) = (value(&state.about), value(&state.receipts));
        Footing { about, keys: state.keys.to_value(), receipts }
    }

    /// A row that was made for this footing, as it is to be stored on another.
    pub fn carry(&self, row: RowChange, onto: &Footing) -> RowChange {
        if self == onto {
            return row;
        }
        match &row {
            RowChange::About(about) => {
                let carried = serde_json::from_value(carried(&self.about, &value(about), &onto.about));
                carried.map_or(row, RowChange::About)
            }
            RowChange::Keys(keys) => {
                RowChange::Keys(KeysRow::from_value(&carried(&self.keys, &keys.to_value(), &onto.keys)))
            }
            RowChange::Receipts(receipts) => {
                let carried = serde_json::from_value(carried(&self.receipts, &value(receipts), &onto.receipts));
                carried.map_or(row, RowChange::Receipts)
            }
            _ => row,
        }
    }
}

/// What `mine` changed of `base`, changed in `theirs`: member by member, in lists item by item. A number that both moved
/// on is the greater one, because numbers here count up.
fn carried(base: &Value, mine: &Value, theirs: &Value) -> Value {
    match (base, mine, theirs) {
        _ if mine == base => theirs.clone(),
        _ if theirs == base => mine.clone(),
        (Value::Object(base), Value::Object(mine), Value::Object(theirs)) => {
            let mut all = Map::new();
            for name in theirs.keys().chain(mine.keys()) {
                let of = |from: &Map<String, Value>| from.get(name).cloned().unwrap_or_default();
                // What only one of them took out is out.
                let stays = |side: &Map<String, Value>| side.contains_key(name) || !base.contains_key(name);
                if stays(mine) && stays(theirs) {
                    all.insert(name.clone(), carried(&of(base), &of(mine), &of(theirs)));
                }
            }
            Value::Object(all)
        }
        (Value::Array(base), Value::Array(mine), Value::Array(theirs)) => {
            let stays = |item: &&Value| mine.contains(item) || !base.contains(item);
            let new = mine.iter().filter(|item| !base.contains(item) && !theirs.contains(item));
            Value::Array(theirs.iter().filter(stays).chain(new).cloned().collect())
        }
        (_, Value::Number(mine), Value::Number(theirs)) => {
            let greater = if mine.as_u64() > theirs.as_u64() { mine } else { theirs };
            Value::Number(greater.clone())
        }
        _ => mine.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::Partnership;
    use crate::record::Id;
    use crate::store::rows::About;

    #[test]
    fn only_what_changed_is_carried_over() {
        let here = Partnership { id: Id::from_bytes([1; 16]), name: "Here".into() };
        let base = About { followed: vec!["a".into(), "b".into()], sequence: 3, ..About::nobody(&here) };
        let mine = About { followed: vec!["b".into(), "c".into()], sequence: 4, ..base.clone() };
        let theirs = About {
            followed: vec!["a".into(), "b".into(), "d".into()],
            sequence: 6,
            last_backup: Some("2026-03-01T00:00:00Z".into()),
            ..base.clone()
        };
        let footing = |about: &About| Footing::of(&State { about: Some(about.clone()), ..State::default() });
        let row = RowChange::About(mine.clone());
        assert_eq!(footing(&base).carry(row.clone(), &footing(&base)), row, "nothing was written there");
        let followed = ["b", "d", "c"].map(str::to_owned).to_vec();
        let both = About { followed, ..theirs.clone() };
        assert_eq!(footing(&base).carry(row, &footing(&theirs)), RowChange::About(both));
    }
}
