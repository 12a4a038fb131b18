//! The rows of the tables that are not records: who uses this device, drafts, files sent and received.
//! Each is a JSON object; members a version does not know are dropped only when that row is rewritten.

mod files;

pub use files::{ReceiptRow, ReceiptsRow, ReceivedRow, SentRow, SentState, StagedRow};

use crate::bundle::Partnership;
use crate::ledger::Side;
use crate::ledger::changes::{Cause, CauseParts};
use crate::record::Id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What this device is, in one row of `meta`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// The partnership's id.
    pub partnership: String,
    /// The partnership's name.
    pub partnership_name: String,
    /// This person on this device.
    pub writer: String,
    /// ambassador, representative or manager.
    pub role: String,
    /// Whether this device is the partnership office's.
    pub office: bool,
    /// Whether this is the sample, to look at.
    #[serde(default)]
    pub sample: bool,
    /// The organisation this person speaks for (its id), if any.
    #[serde(default)]
    pub organisation: Option<String>,
    /// Actions ticked as mine, beside those my organisation owns.
    #[serde(default)]
    pub followed: Vec<String>,
    /// Actions that are not mine although my organisation owns them.
    #[serde(default)]
    pub not_mine: Vec<String>,
    /// The last plan file opened or made.
    #[serde(default)]
    pub issue: Option<IssueRow>,
    /// The writer whose plan files are the office's.
    #[serde(default)]
    pub keeper: Option<String>,
    /// The number of the next file this writer sends.
    #[serde(default)]
    pub sequence: u64,
    /// When a backup or any other file with everything in it was last saved, RFC 3339.
    #[serde(default)]
    pub last_backup: Option<String>,
    /// Whether this is an office's device that was restored, and nobody has said yet which plan file was sent last: one
    /// that the backup does not know may have gone out, and no number is to stand for two.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asks_number: bool,
    /// Where letters say that the app is, where somebody has typed that; else it is where this page is from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub app: String,
    /// The papers, workbooks and letters that were saved as files here, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub saved: Vec<SavedRow>,
}

/// So many saved files are kept in mind; of more the oldest are forgotten.
pub const MAX_SAVED: usize = 300;

/// A paper, a workbook or a letter that was saved as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedRow {
    /// The file's name.
    pub name: String,
    /// The day, `YYYY-MM-DD`.
    pub day: String,
}

impl About {
    /// The same device once a file of this name was saved on this day. The same name on the same day is one file.
    #[must_use]
    pub fn having_saved(mut self, name: &str, day: &str) -> About {
        let row = SavedRow { name: name.to_owned(), day: day.to_owned() };
        self.saved.retain(|known| *known != row);
        self.saved.push(row);
        let over = self.saved.len().saturating_sub(MAX_SAVED);
        self.saved.drain(..over);
        self
    }

    /// A device of a partnership that nobody has said anything about yet.
    pub fn nobody(partnership: &Partnership) -> About {
        About {
            partnership: partnership.id.to_string(),
            partnership_name: partnership.name.clone(),
            writer: String::new(),
            role: "representative".to_owned(),
            office: false,
            sample: false,
            organisation: None,
            followed: Vec::new(),
            not_mine: Vec::new(),
            issue: None,
            keeper: None,
            sequence: 1,
            last_backup: None,
            asks_number: false,
            app: String::new(),
            saved: Vec::new(),
        }
    }

    /// The number of the last plan file opened or made here; 0 with none.
    pub fn last_number(&self) -> u64 {
        self.issue.as_ref().map_or(0, |issue| issue.number)
    }

    /// The same device where the plan file with this number was sent last, as somebody says. Of one that is not known
    /// here only the number is.
    pub fn after_plan_file(self, number: u64) -> About {
        let later = number > self.last_number();
        let issue = later.then(|| IssueRow { id: String::new(), number, created: String::new() });
        About { issue: issue.or(self.issue), asks_number: false, ..self }
    }

    /// The partnership's id and name.
    pub fn partnership(&self) -> Option<Partnership> {
        Some(Partnership { id: self.partnership.parse().ok()?, name: self.partnership_name.clone() })
    }

    /// This person's writer id.
    pub fn writer(&self) -> Option<Id> {
        self.writer.parse().ok()
    }

    /// The side of the exchange.
    pub fn side(&self) -> Side {
        if self.office { Side::Office } else { Side::Member }
    }
}

/// Which plan file was the last one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IssueRow {
    /// The file's id; empty where only its number is known.
    pub id: String,
    /// Its number.
    pub number: u64,
    /// When it was made, RFC 3339; empty where only its number is known.
    pub created: String,
}

/// An update being drafted. Not a record yet: it becomes one when it is finished.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub struct DraftRow {
    /// The draft's id, which the update will have.
    pub id: String,
    /// The actions it covers, with the rating's key for each (empty: not known).
    pub covers: BTreeMap<String, String>,
    /// The fields as typed so far.
    pub fields: BTreeMap<String, String>,
    /// The update it revises, if any.
    pub revises: Option<String>,
    /// When it was last saved, in milliseconds since 1970.
    pub saved: u64,
    /// The newest stamp that the update had when it was opened to be changed in this draft; absent where there was no update
    /// yet, and in what older versions stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened: Option<String>,
}

/// One change in the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangeRow {
    /// The field.
    pub field: String,
    /// The value before; absent for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<serde_json::Value>,
    /// The value after; absent for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<serde_json::Value>,
    /// The stamp of what stands after.
    pub at: String,
    /// When this device took it in, in milliseconds since 1970.
    pub when: u64,
    /// Why: the cause's name; with what it speaks of in the three members after it.
    pub cause: String,
    /// See [`CauseParts::bundle`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle: Option<String>,
    /// See [`CauseParts::number`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// See [`CauseParts::title`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

impl ChangeRow {
    /// Why; `None` for a cause this version does not know.
    pub fn cause(&self) -> Option<Cause> {
        let (cause, bundle, title) = (self.cause.clone(), self.bundle.clone(), self.title.clone());
        Cause::of_parts(CauseParts { cause, bundle, number: self.number, title })
    }
}

/// What undoing a review needs: the touched fields' records before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct UndoRow {
    /// The touched records as they stood before, a line each; a record that was not there has none.
    pub before: Vec<String>,
    /// The touched records as they stood after.
    pub after: Vec<String>,
    /// The fields touched, with their records.
    pub touched: Vec<(String, String)>,
    /// How many files this device had sent then: after any further one, undo writes new edits.
    pub sent: u64,
    /// The reviewed file, where the review was the last it needed: taking it back makes it wait again.
    #[serde(default)]
    pub staged: Option<StagedRow>,
}

/// The envelope's member with the updates being drafted.
pub const DRAFTS: &str = "drafts";

/// The envelope's member with the device's own rows.
pub const DEVICE: &str = "device";

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;
