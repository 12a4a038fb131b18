//! What a workbook proposes as a file to the office, to be looked at like any return: what stands and what was written beside
//! each other, field by field.

use super::changes::{Change, Changes};
use crate::bundle::Bundle;
use crate::domain::{Draft, fields as f, kind};
use crate::forms::mail::Voice;
use crate::ledger::Ledger;
use crate::pencil::agreed::{Agreed, added, beside};
use crate::record::{Clock, Edit, Id, Record};
use serde_json::json;

impl Changes {
    /// Whether nothing is proposed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.new.is_empty()
    }

    /// The file of what is proposed, as from `who`. What somebody else changed here since the workbook went out meets it as
    /// a second version, and a person chooses.
    pub fn bundle(&self, ledger: &Ledger, voice: Voice, who: &str, organisation: Option<Id>) -> Bundle {
        let attribution = json!({ "who": who.trim(), "how": "form", "when": voice.today.to_string() });
        let attributed = |draft: &Draft| {
            let mut draft = draft.clone();
            if draft.kind == kind::UPDATE {
                if let Some(organisation) = organisation.filter(|_| !draft.fields.contains_key(f::ORGANISATION)) {
                    draft.set(f::ORGANISATION, organisation.to_string());
                }
                if !who.trim().is_empty() {
                    draft.set(f::ATTRIBUTION, attribution.clone());
                }
            }
            draft
        };
        let drafts: Vec<Draft> = self.new.iter().map(|new| marked(ledger, attributed(&new.draft))).collect();
        // The file's first stamps are of these; later ones have a later time.
        let (mut clock, now_ms) = (Clock::new(voice.writer), voice.now_ms.saturating_add(1));
        let mut bundle = voice.bundle(who, organisation, &drafts);
        for change in &self.changes {
            for (edit, is_seen) in edits(ledger, change) {
                let here = ledger.records().get(edit.record);
                let seen = here.filter(|_| is_seen).map(|record| record.part([edit.field.as_str()]));
                let mut record = seen.unwrap_or_else(|| Record::new(edit.record, edit.kind.clone()));
                record.edit(&edit.field, edit.value, clock.next(now_ms));
                bundle.records.join_record(record);
            }
        }
        bundle
    }
}

/// A new record as it goes into its plan: where that is approved, it says that it was added since.
fn marked(ledger: &Ledger, draft: Draft) -> Draft {
    let edits: Vec<Edit> = draft.edits().collect();
    let marks = added(ledger, draft.id, &edits, &Agreed::default());
    marks.into_iter().fold(draft, |draft, edit| draft.with(edit.field, edit.value))
}

/// The edits of a change, each with whether whoever made it had seen what stands here; and beside them what an approved plan
/// said.
fn edits(ledger: &Ledger, change: &Change) -> Vec<(Edit, bool)> {
    let own = change.edits.iter().map(|(field, value)| Edit {
        record: change.record,
        kind: change.kind.to_owned(),
        field: field.clone(),
        value: value.clone(),
    });
    let own: Vec<Edit> = own.collect();
    let kept = beside(ledger, change.record, &own, &Agreed::default(), None);
    let own = own.into_iter().map(|edit| (!change.stale.contains(&edit.field), edit));
    own.chain(kept.into_iter().map(|edit| (true, edit))).map(|(is_seen, edit)| (edit, is_seen)).collect()
}
