//! What is saved on this device, where, and whether the browser promised to keep it.

use super::section::{row, section};
use crate::app::components::{Button, Show, Tone, live};
use crate::app::context::use_app;
use crate::domain::kind;
use crate::ledger::published::REPORT;
use crate::platform::storage::{self, Usage};
use crate::record::Set as Records;
use crate::words::{count, fill, say};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Kinds that this page names; everything else is "other".
pub const KINDS: [&str; 10] = [
    kind::PLAN,
    kind::PRIORITY,
    kind::AIM,
    kind::ACTION,
    kind::UPDATE,
    kind::ORGANISATION,
    kind::MEASURE,
    kind::OBSERVATION,
    kind::WRITER,
    REPORT,
];

/// How many records of each kind, in words.
pub fn counts(records: &Records) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for record in records.iter().filter(|r| r.erased().is_none()) {
        let known = KINDS.iter().find(|k| **k == record.kind).copied();
        *counts.entry(known.unwrap_or("other")).or_insert(0) += 1;
    }
    let listed = KINDS.iter().chain(&["other"]).filter_map(|k| Some((k, *counts.get(k)?)));
    let words: Vec<String> = listed.map(|(kind, n)| count(&format!("device.count.{kind}"), n)).collect();
    if words.is_empty() { say("device.count.nothing") } else { words.join(", ") }
}

/// Bytes as people read them.
fn size(bytes: u64) -> String {
    let (unit, n) = match bytes {
        0..=999_999 => ("device.kept.kilobytes", bytes as f64 / 1e3),
        1_000_000..=999_999_999 => ("device.kept.megabytes", bytes as f64 / 1e6),
        _ => ("device.kept.gigabytes", bytes as f64 / 1e9),
    };
    let n = if n < 10.0 { format!("{n:.1}") } else { format!("{n:.0}") };
    fill(unit, &[("n", &n)])
}

/// What is saved and where.
#[component]
pub fn WhatIsSaved() -> impl IntoView {
    let app = use_app();
    let usage = RwSignal::new(None::<Usage>);
    leptos::task::spawn_local(async move {
        let known = storage::usage().await;
        // The page may have gone meanwhile.
        let _ = usage.try_set(Some(known));
    });
    let saved = Memo::new(move |_| app.state.with(|s| counts(s.ledger.records())));
    let place = move || say(if app.keeps_nothing.get() { "device.kept.nowhere" } else { "device.kept.here" });
    let used = move || {
        let used = usage.get().and_then(|u| Some((u.used?, u.allowed)));
        match used {
            Some((used, Some(allowed))) => {
                fill("device.kept.usedOf", &[("used", &size(used)), ("allowed", &size(allowed))])
            }
            Some((used, None)) => size(used),
            None => say("device.kept.notSaid"),
        }
    };
    let promise = move || match usage.get().and_then(|u| u.promised) {
        Some(true) => say("device.kept.promised"),
        Some(false) => say("device.kept.notPromised"),
        None => say("device.kept.cannotSay"),
    };
    // Where the key is that signs what this person sends; nothing before the first file.
    let key = Memo::new(move |_| {
        app.state.with(|s| {
            s.own_key().map(|own| match own.secret {
                None => "device.kept.keyByBrowser",
                Some(_) => "device.kept.keyClear",
            })
        })
    });
    let ask = move || {
        leptos::task::spawn_local(async move {
            let answer = storage::ask_to_keep().await;
            let known = storage::usage().await;
            let _ = usage.try_set(Some(known));
            match answer {
                Some(true) => app.tell(Tone::Saved, say("device.kept.answerYes")),
                Some(false) => app.tell(Tone::Info, say("device.kept.answerNo")),
                None => app.tell(Tone::Info, say("device.kept.answerNone")),
            }
        });
    };
    let content = view! {
        <dl class="nhsuk-summary-list">
            {row("device.kept.what", move || saved.get())}
            {row("device.kept.where", place)}
            {row("device.kept.used", used)}
            {row("device.kept.promise", promise)}
            {live(move || key.get().map(|words| row("device.kept.key", say(words))))}
        </dl>
        <Show when=move || usage.get().is_some_and(|u| u.promised != Some(true))>
            <Button label=say("device.kept.ask") on_press=ask/>
        </Show>
    };
    section("kept-title", "device.kept.title", content)
}
