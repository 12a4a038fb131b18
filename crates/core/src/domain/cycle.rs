//! A reporting cycle of a plan: a typed view over its record.

use super::{Cycle, fields as f};
use crate::days::Date;
use crate::record::Id;
use serde_json::Value;

impl Cycle<'_> {
    /// The plan.
    pub fn plan(self) -> Option<Id> {
        self.0.text(f::PLAN)?.parse().ok()
    }

    /// The day it was begun.
    pub fn opened(self) -> Option<Date> {
        self.day(f::OPENED)
    }

    /// The day it was closed; none while it is open.
    pub fn closed(self) -> Option<Date> {
        self.day(f::CLOSED)
    }

    /// The day that figures are as at.
    pub fn figures_as_at(self) -> Option<Date> {
        self.day(f::FIGURES_AS_AT)
    }

    /// The day by which updates are due.
    pub fn due(self) -> Option<Date> {
        self.day(f::DUE)
    }

    /// The day by which the paper is to be cleared.
    pub fn clearance_due(self) -> Option<Date> {
        self.day(f::CLEARANCE_DUE)
    }

    /// The day of the meeting it is for.
    pub fn meeting(self) -> Option<Date> {
        self.day(f::MEETING)
    }

    /// The day an organisation was asked.
    pub fn asked(self, organisation: Id) -> Option<Date> {
        self.day(&format!("{}/{organisation}", f::ASKED))
    }

    /// The day an organisation was chased last.
    pub fn chased(self, organisation: Id) -> Option<Date> {
        self.day(&format!("{}/{organisation}", f::CHASED))
    }

    fn day(self, field: &str) -> Option<Date> {
        self.0.value(field).and_then(Value::as_str)?.parse().ok()
    }
}
