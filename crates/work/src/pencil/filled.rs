//! What stands in a form, and what keeps it from being saved.

use std::collections::BTreeMap;

/// What stands in a form: the text of each field, by the field's name in the record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filled(pub BTreeMap<String, String>);

impl Filled {
    /// What is typed in a field, without the white space about it; empty where nothing is.
    pub fn text(&self, field: &str) -> &str {
        self.0.get(field).map(|text| text.trim()).unwrap_or_default()
    }

    /// Whether nothing is typed in a field.
    pub fn is_empty(&self, field: &str) -> bool {
        self.text(field).is_empty()
    }
}

/// Something that keeps a form from being saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field's name in the record.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub text: String,
}
