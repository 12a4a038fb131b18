//! Withdrawing: absence is never deletion, so a record that no longer holds says so in a field.

use super::{Record, Stamp};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The field that says a record was withdrawn.
const WITHDRAWN: &str = "withdrawn";

impl Record {
    /// The value to write into [`Record::withdrawn_field`] to withdraw the record as it stands: the
    /// reason, and exactly which writes whoever withdraws it has seen.
    pub fn withdrawal(&self, reason: &str) -> Value {
        let saw: Vec<String> = self.other_stamps().map(|s| s.to_string()).collect();
        json!({ "reason": reason, "saw": saw })
    }

    /// The name of the field that withdraws a record.
    pub fn withdrawn_field() -> &'static str {
        WITHDRAWN
    }

    /// Why the record was withdrawn, if it was.
    pub fn withdrawn(&self) -> Option<&str> {
        let value = self.value(WITHDRAWN)?;
        Some(value.get("reason").and_then(Value::as_str).unwrap_or_default())
    }

    /// Whether the record holds a write that whoever withdrew it had not seen: "edited since
    /// withdrawn".
    pub fn edited_since_withdrawn(&self) -> bool {
        let Some(value) = self.value(WITHDRAWN) else { return false };
        let saw = value.get("saw").and_then(Value::as_array);
        let saw = BTreeSet::from_iter(saw.into_iter().flatten().filter_map(|v| v.as_str()?.parse::<Stamp>().ok()));
        self.other_stamps().any(|stamp| !saw.contains(&stamp))
    }

    fn other_stamps(&self) -> impl Iterator<Item = Stamp> + '_ {
        let others = self.fields().iter().filter(|(name, _)| *name != WITHDRAWN);
        others.flat_map(|(_, field)| field.writes().iter().map(|w| w.at))
    }
}
