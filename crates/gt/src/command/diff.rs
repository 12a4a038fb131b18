//! `gt diff A B`: what B would change in A, as the office's review shows it.

use super::args::{Args, Known, ms};
use super::files;
use super::stop::Stop;
use crate::words::{count, fill, say};
use golden_thread_core::domain::{Writer, kind};
use golden_thread_core::record::{Id, Record, Set};
use golden_thread_core::words::day_text;
use golden_thread_work::ledger::pieces::Names;
use golden_thread_work::ledger::review::{Item, pending};
use golden_thread_work::ledger::{Ledger, Side};
use serde_json::{Value, json};

const KNOWN: Known = Known { command: "diff", values: &["now", "output"], switches: &["json"] };

/// Compares two bundles.
pub fn run(parser: lexopt::Parser) -> Result<(), Stop> {
    let Some(args) = Args::read(parser, &KNOWN)? else { return Ok(()) };
    let [a, b] = args.files.as_slice() else { return Err(Stop::Usage(say("gt.usage.twoFiles"))) };
    let now = ms(args.now()?);
    let (mine, theirs) = (files::read(a)?, files::read(b)?);
    let (one, other) = (&mine.envelope.partnership, &theirs.envelope.partnership);
    if one.id != other.id {
        let why = fill("gt.refused.partnership", &[("one", &one.name), ("other", &other.name)]);
        return Err(files::refused(b, &why));
    }
    let ledger = Ledger::new(mine.records, None, Side::Office);
    let items = pending(&ledger, &theirs.records, now);
    let text: String = if args.has("json") {
        items.iter().map(|item| format!("{}\n", object(item))).collect()
    } else {
        let changes = count("gt.diff.changes", items.len());
        let lines: String = items.iter().map(|item| words(&ledger, &theirs.records, item)).collect();
        format!("{lines}{changes}\n")
    };
    files::write(args.value("output"), text.as_bytes())
}

/// One change as JSON, with the names of the wire.
fn object(item: &Item) -> Value {
    json!({
        "record": item.key.0.to_string(),
        "field": item.key.1,
        "kind": item.kind,
        "action": item.action.map(|id| id.to_string()),
        "now": item.now,
        "incoming": item.incoming,
        "new": item.record.is_some(),
        "removal": item.removal,
        "twoVersions": item.two_versions,
        "clockLooksWrong": item.clock_looks_wrong,
        "at": item.at.to_string(),
    })
}

/// One change in words: what it is about, who wrote it when, before and after.
fn words(ledger: &Ledger, incoming: &Set, item: &Item) -> String {
    let (id, field) = &item.key;
    let find = |id: Id| ledger.records().get(id).or_else(|| incoming.get(id));
    let about = item.action.and_then(find).or_else(|| find(*id));
    let kind_name = match item.kind.as_str() {
        known @ (kind::PLAN | kind::PRIORITY | kind::AIM | kind::ACTION | kind::UPDATE | kind::ORGANISATION) => {
            say(&format!("gt.diff.kind.{known}"))
        }
        other => other.to_owned(),
    };
    let what = about.map(title).unwrap_or_default();
    let key = match (item.removal, field) {
        (true, _) => "gt.diff.removal",
        (false, None) => "gt.diff.new",
        (false, Some(_)) => "gt.diff.changed",
    };
    let names = Names { ledger, file: None };
    let field_words = field.as_deref().map(|f| names.field_of(&item.kind, f)).unwrap_or_default();
    let mut text = fill(key, &[("kind", &kind_name), ("what", &what), ("field", &field_words)]);
    let name = field.as_deref().unwrap_or_default();
    let shown = |value: Option<&Value>| {
        let words = names.value_of(&item.kind, name, value);
        if words.is_empty() { say("gt.diff.nothing") } else { words.replace('\n', " ") }
    };
    if !item.removal {
        if field.is_some() {
            text += &format!("\n  - {}", shown(item.now.as_ref()));
        }
        text += &format!("\n  + {}", shown(item.incoming.as_ref()));
    }
    let writer = item.at.writer();
    let by = incoming.get(writer).or_else(|| ledger.records().get(writer)).map(|r| Writer(r).name().to_owned());
    let by = by.filter(|name| !name.is_empty()).unwrap_or_else(|| writer.to_string());
    let at = i64::try_from(item.at.ms()).ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
    let day = at.map(|at| day_text(&at.to_string())).unwrap_or_default();
    text += &format!("\n  {}", fill("gt.diff.by", &[("name", &by), ("day", &day)]));
    for (holds, key) in [(item.two_versions, "gt.diff.twoVersions"), (item.clock_looks_wrong, "gt.diff.clock")] {
        if holds {
            text += &format!("\n  {}", say(key));
        }
    }
    text + "\n"
}

/// The words a record is known by.
fn title(record: &Record) -> String {
    let words = ["title", "name", "statement", "narrative"].iter().find_map(|name| record.text(name));
    let number = record.text("number").unwrap_or_default();
    format!("{number} {}", words.unwrap_or_default()).trim().to_owned()
}
