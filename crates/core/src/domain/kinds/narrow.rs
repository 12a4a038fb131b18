//! Who may see a record whose own fields narrow that.

use crate::domain::kind::Audience;
use crate::record::{Field, Record, Stamp};
use serde_json::Value;

/// How a record's own fields narrow who may see it.
#[derive(Debug)]
pub enum Narrowed {
    /// It is the office's until a field says otherwise: the partnership's from then on.
    Opened {
        /// The field that opens it.
        by: &'static str,
        /// What it says then; none where it is a flag.
        says: Option<&'static str>,
        /// The fields that it is said of. When one of these is written later, it has to be said again.
        of: &'static [&'static str],
    },
    /// By a rule of its own.
    By(fn(&Record) -> Audience),
}

impl Narrowed {
    /// Who may see this record. Where two versions of the field that opens it wait for a choice, both have to say it, and no words
    /// that it is said of may be newer than that.
    pub fn audience(&self, record: &Record) -> Audience {
        match self {
            Narrowed::By(rule) => rule(record),
            Narrowed::Opened { .. } if self.is_said(record) && !self.is_outdated(record) => Audience::Partnership,
            Narrowed::Opened { .. } => Audience::Office,
        }
    }

    /// Whether a record is open but for words that were written since: somebody has to say again that it is.
    pub fn is_to_confirm(&self, record: &Record) -> bool {
        self.is_said(record) && self.is_outdated(record)
    }

    fn is_said(&self, record: &Record) -> bool {
        let Narrowed::Opened { by, says, .. } = self else { return false };
        let says = says.map_or(Value::Bool(true), Value::from);
        let writes = record.field(by).map(|field| field.writes()).unwrap_or_default();
        !writes.is_empty() && writes.iter().all(|write| write.value.as_ref() == Some(&says))
    }

    fn is_outdated(&self, record: &Record) -> bool {
        let Narrowed::Opened { by, of, .. } = self else { return false };
        let said = record.field(by).and_then(Field::latest);
        let fields = of.iter().filter_map(|name| record.field(name));
        fields.filter_map(|field| Some((field, field.latest()?))).any(|(field, written)| {
            // Made at once, in whatever order: nobody else has ever written these words.
            let is_alone = || field.seen().all(|at| at.writer() == written.writer());
            let at_once = |said: Stamp| (said.ms(), said.writer()) == (written.ms(), written.writer()) && is_alone();
            said.is_none_or(|said| said < written && !at_once(said))
        })
    }
}
