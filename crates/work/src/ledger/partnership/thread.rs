//! The thread from a record up to the vision.

use super::super::Ledger;
use super::super::pieces::Names;
use super::names;
use crate::domain::kind;
use crate::record::{Id, Record};

/// A record on the thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The record.
    pub id: Id,
    /// Its kind.
    pub kind: String,
    /// What it is called.
    pub title: String,
}

/// The thread from a record up, the top first and the record itself last: from a figure over its measure, action, aim and priority
/// to the plan; from a decision over its meeting to the board. Where a record hangs on several of a kind, over the first of them.
pub fn up(ledger: &Ledger, id: Id) -> Vec<Step> {
    let pieces = Names { ledger, file: None };
    let mut steps: Vec<Step> = Vec::new();
    let mut at = ledger.records().get(id).filter(|r| ledger.live(r.id, &r.kind).is_some());
    while let Some(record) = at {
        if steps.iter().any(|step| step.id == record.id) {
            break;
        }
        steps.push(Step { id: record.id, kind: record.kind.clone(), title: pieces.title_of(record) });
        at = above(ledger, record);
    }
    steps.reverse();
    steps
}

/// What a kind hangs on, the nearest first.
fn kinds_above(kind: &str) -> &'static [&'static str] {
    match kind {
        kind::OBSERVATION => &[kind::MEASURE],
        kind::MEASURE => &[kind::ACTION, kind::PRIORITY, kind::THEME, kind::PLAN],
        kind::UPDATE => &[kind::ACTION],
        kind::ACTION => &[kind::AIM, kind::PRIORITY, kind::PLAN],
        kind::AIM | kind::COMMITMENT => &[kind::PRIORITY, kind::PLAN],
        kind::PRIORITY | kind::ITERATION | kind::THEME => &[kind::PLAN],
        kind::RISK | kind::BARRIER | kind::LEARNING | kind::ENGAGEMENT | kind::CASE_STUDY => {
            &[kind::ACTION, kind::PRIORITY, kind::PLAN]
        }
        kind::MILESTONE | kind::QUOTATION => &[kind::CASE_STUDY],
        kind::HOLDER => &[kind::SEAT],
        kind::SEAT | kind::DUTY | kind::MEETING | kind::GROUP => &[kind::GROUP],
        kind::DECISION | kind::ARISING | kind::RECOMMENDATION => &[kind::MEETING, kind::GROUP],
        kind::DOCUMENT => &[kind::MEETING, kind::GROUP, kind::ACTION, kind::PRIORITY, kind::PLAN],
        kind::ANSWER => &[kind::ACTION, kind::RISK, kind::PRIORITY, kind::PLAN],
        kind::INSIGHT => &[kind::ANSWER, kind::ACTION, kind::RISK, kind::EVENT],
        kind::TALLY | kind::FIGURES => &[kind::EVENT],
        _ => &[],
    }
}

fn above<'a>(ledger: &'a Ledger, record: &Record) -> Option<&'a Record> {
    let named = names(record);
    kinds_above(&record.kind).iter().find_map(|kind| named.iter().find_map(|(_, id)| ledger.live(*id, kind)))
}
