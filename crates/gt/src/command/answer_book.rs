//! A plan's workbook that came back, for `gt answer`: what was changed in it, as a file to the office.

use crate::words::{count, fill};
use golden_thread_core::record::Id;
use golden_thread_work::workbook::{At, Change, Changes, New};
use serde_json::{Value, json};

/// What a person has to look at: what was emptied, what somebody else changed meanwhile, what was not read.
pub fn say_doubts(all: &Changes) {
    let at = |place: &At, words: &str| fill("gt.answer.at", &[("place", &place.words()), ("words", &words)]);
    for remark in &all.remarks {
        eprintln!("{remark}");
    }
    for change in all.changes.iter().filter(|change| change.is_emptied()) {
        eprintln!("{}", at(&change.at, &fill("gt.answer.emptied", &[("words", &change.was)])));
    }
    for change in all.changes.iter().filter(|change| change.is_stale()) {
        eprintln!("{}", at(&change.at, &fill("gt.answer.stale", &[("words", &change.stands)])));
    }
    for doubt in &all.doubts {
        eprintln!("{}", at(&doubt.at, &format!("{} \u{201c}{}\u{201d}", doubt.why, doubt.words)));
    }
    eprintln!("{}", count("gt.answer.changes", all.changes.len() + all.new.len()));
    eprintln!("{}", count("gt.answer.notUnderstood", all.doubts.len()));
}

/// What was read, for other programs.
pub fn summary(all: &Changes, plan: Id, made: &str) -> Value {
    let change = |change: &Change| {
        let fields: serde_json::Map<String, Value> = change.edits.iter().cloned().collect();
        json!({
            "place": change.at.words(),
            "record": change.record.to_string(),
            "kind": change.kind,
            "column": change.column.name,
            "was": change.was,
            "stands": change.stands,
            "says": change.says,
            "fields": fields,
        })
    };
    let new = |new: &New| {
        json!({
            "place": new.at.words(),
            "record": new.draft.id.to_string(),
            "kind": new.draft.kind,
            "fields": new.draft.fields,
        })
    };
    json!({
        "as": "workbook",
        "plan": plan.to_string(),
        "made": made,
        "changes": all.changes.iter().map(change).collect::<Vec<_>>(),
        "new": all.new.iter().map(new).collect::<Vec<_>>(),
        "notUnderstood": all
            .doubts
            .iter()
            .map(|doubt| json!({ "place": doubt.at.words(), "words": doubt.words, "why": doubt.why }))
            .collect::<Vec<_>>(),
        "remarks": all.remarks,
    })
}
