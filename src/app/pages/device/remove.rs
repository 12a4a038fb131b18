//! Removing words for good: from this device at once, and from everybody's with the next file.

use super::saved::KINDS;
use super::section::section;
use crate::app::components::{Button, CollectView, Show, TextInput, Tick, Tone, live};
use crate::app::context::{App, use_app};
use crate::app::route::Route;
use crate::domain::{fields as f, kind};
use crate::ledger::Ledger;
use crate::ledger::changes::{Cause, Work};
use crate::ledger::pieces::Names;
use crate::ledger::published::{MARKDOWN, REPORT};
use crate::ledger::removal::{Gone, remove_words};
use crate::platform::page;
use crate::record::{Id, Record};
use crate::store::State;
use crate::store::backup::FOLLOWS;
use crate::store::copies::{Touched, here, touched};
use crate::words::{count, fill, say};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// At most this many entries are listed.
const LISTED: usize = 20;
/// A beginning of an entry's words, in characters.
const SHOWN: usize = 120;
/// At most so many characters of one field are shown where it is chosen.
const MAX_WORDS_SHOWN: usize = 2000;

/// Explains, lists entries by search, and leads to removing.
#[component]
pub fn RemoveWords() -> impl IntoView {
    let app = use_app();
    let open = RwSignal::new(false);
    // What a removal did not reach stays in sight until the page is left.
    let left = RwSignal::new(None::<Touched>);
    let content = view! {
        <p>{say("device.remove.what")}</p>
        {live(move || left.get().map(|left| view! {
            <div class="nhsuk-inset-text"><p>{say("device.remove.done")}</p> {touched_view(left)}</div>
        }))}
        <Show when=move || open.get() fallback=move || view! {
            <Button label=say("device.remove.start") on_press=move || open.set(true)/>
        }>
            <Find app=app open=open left=left/>
        </Show>
    };
    section("remove-title", "device.remove.title", content)
}

#[component]
fn Find(app: App, open: RwSignal<bool>, left: RwSignal<Option<Touched>>) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let chosen = RwSignal::new(None::<Id>);
    let found = Memo::new(move |_| words.with(|words| app.state.with(|s| find(&s.ledger, words))));
    let close = move || {
        if chosen.get_untracked().is_some() { chosen.set(None) } else { open.set(false) }
    };
    view! {
        <Show when=move || chosen.get().is_none()>
            <TextInput id="remove-search" label=say("device.remove.search") hint=say("device.remove.searchHint") value=words/>
            <p class="gt-meta" role="status">{live(move || found.with(|f| match f.len() {
                0 => say("device.remove.none"),
                n if words.with(String::is_empty) => count("device.remove.latest", n),
                n => count("device.remove.found", n),
            }))}</p>
            <ul class="gt-list">
                {live(move || found.get().into_iter().map(|entry| view! { <OneEntry entry=entry chosen=chosen/> }).collect_view())}
            </ul>
        </Show>
        {live(move || chosen.get().map(|id| view! { <Choose id=id chosen=chosen left=left/> }))}
        <Button label=say("device.remove.back") on_press=close/>
    }
    .into_any()
}

/// An entry in the list: what it is, and the beginning of its words.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    id: Id,
    what: String,
    words: String,
}

#[component]
fn OneEntry(entry: Entry, chosen: RwSignal<Option<Id>>) -> impl IntoView {
    let id = entry.id;
    view! {
        <li class="gt-list__item">
            <div class="gt-stack gt-stack--s">
                <p class="gt-meta">{entry.what}</p>
                <p class="nhsuk-u-margin-bottom-0">{entry.words.clone()}</p>
                <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="button"
                    on:click=move |_| chosen.set(Some(id))>
                    {say("device.remove.choose")}<span class="gt-visually-hidden">": " {entry.words}</span>
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// The fields of a record that hold words, with the words, longest first.
fn worded(ledger: &Ledger, record: &Record) -> Vec<(String, String)> {
    let hidden = |name: &str| {
        matches!(
            name,
            f::PLAN | f::ORGANISATION | f::DATE | f::HANDED_OVER | f::REVISES | f::ANSWERS | f::REVIEWER | FOLLOWS
        ) || (record.kind == REPORT && name != MARKDOWN && name != f::TITLE)
    };
    let fields = record.fields().iter().filter(|(name, field)| !hidden(name) && !field.writes().is_empty());
    let mut worded: Vec<(String, String)> = fields
        .map(|(name, field)| {
            // Two versions hold two people's words; both are shown, since both go.
            let values = field.versions().into_iter().filter_map(|w| w.value.as_ref()).filter(|v| !v.is_null());
            let versions = values.map(|v| Names { ledger, file: None }.value_of(&record.kind, name, Some(v)));
            (name.clone(), versions.filter(|v| !v.trim().is_empty()).collect::<Vec<_>>().join(" | "))
        })
        .filter(|(_, words)| words.chars().any(char::is_alphabetic))
        .collect();
    worded.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
    worded
}

fn kind_words(kind: &str) -> String {
    if KINDS.contains(&kind) { say(&format!("device.kind.{kind}")) } else { say("device.kind.other") }
}

/// The latest updates where nothing is searched for; otherwise entries of any kind that hold the words.
fn find(ledger: &Ledger, words: &str) -> Vec<Entry> {
    let wanted = words.trim().to_lowercase();
    let standing = ledger.records().iter().filter(|r| r.erased().is_none());
    let mut records: Vec<&Record> = if wanted.is_empty() {
        standing.filter(|r| r.kind == kind::UPDATE).collect()
    } else {
        standing.filter(|r| worded(ledger, r).iter().any(|(_, w)| w.to_lowercase().contains(&wanted))).collect()
    };
    records.sort_by_key(|record| std::cmp::Reverse(record.stamps().max()));
    let entry = |record: &Record| {
        let all = worded(ledger, record);
        let best = all.iter().find(|(_, w)| w.to_lowercase().contains(&wanted)).or(all.first());
        let words = best.map(|(_, w)| around(w, &wanted)).unwrap_or_default();
        let by = ledger.written_by(record);
        let what = match by.is_empty() {
            true => kind_words(&record.kind),
            false => fill("device.remove.by", &[("kind", &kind_words(&record.kind)), ("name", &by)]),
        };
        Entry { id: record.id, what, words }
    };
    records.into_iter().take(LISTED).map(entry).collect()
}

/// The words around the place where something was found.
fn around(words: &str, wanted: &str) -> String {
    let lower = words.to_lowercase();
    let before = lower.split_once(wanted).map_or(0, |(before, _)| before.chars().count());
    let start = before.saturating_sub(SHOWN / 3);
    let mut shown: String = words.chars().skip(start).take(SHOWN).collect();
    if let (true, Some((_, whole))) = (start > 0, shown.split_once(' ')) {
        shown = whole.to_owned();
    }
    let head = if start > 0 { "… " } else { "" };
    let tail = if words.chars().count() > start + SHOWN { " …" } else { "" };
    format!("{head}{}{tail}", shown.trim())
}

/// What a removal does not reach by itself: files that left this device, and published papers.
pub fn touched_view(touched: Touched) -> AnyView {
    let list = |lines: Vec<String>| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <ul class="nhsuk-list nhsuk-list--bullet">{lines}</ul> }.into_any()
    };
    let files = match touched.copies.is_empty() {
        true => view! { <p>{say("device.remove.alsoNone")}</p> }.into_any(),
        false => view! {
            {list(touched.copies)}
            <p>
                {say("device.remove.alsoFiles")} " "
                <a class="nhsuk-link" href=Route::Send.href()>{say("device.remove.alsoToFiles")}</a>
            </p>
        }
        .into_any(),
    };
    let papers = match touched.papers.is_empty() {
        true => view! { <p>{say("device.remove.alsoNoPapers")}</p> }.into_any(),
        false => {
            let paper = |title| view! { <li><a class="nhsuk-link" href=Route::Papers.href()>{title}</a></li> };
            let papers = touched.papers.into_iter().map(paper).collect_view();
            view! {
                <p>{say("device.remove.alsoPapers")}</p>
                <ul class="nhsuk-list nhsuk-list--bullet">{papers}</ul>
            }
            .into_any()
        }
    };
    let saved = match touched.saved.is_empty() {
        true => view! { <p>{say("device.remove.alsoNoSaved")} " " {say("device.remove.alsoSavedElse")}</p> }.into_any(),
        false => view! {
            <p>{say("device.remove.alsoSaved")}</p>
            {list(touched.saved)}
            <p>{say("device.remove.alsoSavedElse")}</p>
        }
        .into_any(),
    };
    view! { <p><strong>{say("device.remove.alsoTitle")}</strong></p> {files} {papers} {saved} }.into_any()
}

/// Choosing which words of an entry go, seeing what will happen, and saying yes.
#[component]
fn Choose(id: Id, chosen: RwSignal<Option<Id>>, left: RwSignal<Option<Touched>>) -> impl IntoView {
    let app = use_app();
    let ticked = RwSignal::new(BTreeSet::<String>::new());
    let whole = RwSignal::new(false);
    let sure = RwSignal::new(false);
    let fields =
        app.state.with_untracked(|s| s.ledger.records().get(id).map(|r| worded(&s.ledger, r)).unwrap_or_default());
    let nothing = Signal::derive(move || !whole.get() && ticked.with(BTreeSet::is_empty));
    let item = |(n, (name, words)): (usize, (String, String))| {
        let box_id = format!("remove-{n}");
        let label = if name == MARKDOWN {
            say("device.remove.paperText")
        } else {
            app.state.with_untracked(|s| Names { ledger: &s.ledger, file: None }.field(id, &name))
        };
        let shown: String = match words.char_indices().nth(MAX_WORDS_SHOWN) {
            Some((at, _)) => format!("{} …", words.get(..at).unwrap_or_default()),
            None => words,
        };
        let is_on = {
            let name = name.clone();
            Signal::derive(move || ticked.with(|t| t.contains(&name)))
        };
        let flip = move |on: bool| {
            ticked.update(|t| {
                let _ = if on { t.insert(name.clone()) } else { t.remove(&name) };
            });
        };
        view! { <Tick id=box_id on=is_on flip=flip><strong>{label} ": "</strong>{shown}</Tick> }
    };
    let reached_not = Memo::new(move |_| {
        let fields: Vec<String> = ticked.with(|t| t.iter().cloned().collect());
        let gone = if whole.get() { Gone::Whole } else { Gone::Fields(&fields) };
        app.state.with(|s| touched(s, id, gone))
    });
    let boxes = fields.into_iter().enumerate().map(item).collect_view();
    let remove = move || {
        let build = move |s: &State| {
            if whole.get_untracked() {
                return Work { erase: vec![(id, say("device.remove.reason"))], ..Work::new(Cause::Removed) };
            }
            let fields: Vec<String> = ticked.with_untracked(|t| t.iter().cloned().collect());
            remove_words(id, &fields, here(s, id))
        };
        let reached_not = reached_not.get_untracked();
        leptos::task::spawn_local(async move {
            if app.transact(&mut |s| Some(build(s).into())).await.is_ok() {
                let _ = left.try_set(Some(reached_not));
                let _ = chosen.try_set(None);
                page::focus_heading();
                app.tell(Tone::Saved, say("device.remove.done"));
            }
        });
    };
    view! {
        <fieldset class="nhsuk-fieldset nhsuk-form-group">
            <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{say("device.remove.which")}</legend>
            <div class="nhsuk-checkboxes">
                {boxes}
                <Tick id="remove-whole" on=whole flip=move |on| whole.set(on)>{say("device.remove.whole")}</Tick>
            </div>
        </fieldset>
        <Show when=move || sure.get() && !nothing.get() fallback=move || view! {
            <Button label=say("device.remove.next") on_press=move || sure.set(true) busy=nothing/>
        }>
            <div class="nhsuk-warning-callout">
                <h3 class="nhsuk-warning-callout__label">{say("device.remove.happens")}</h3>
                <ul class="nhsuk-list nhsuk-list--bullet">
                    <li>{say("device.remove.happensHere")}</li>
                    <li>{say("device.remove.happensSent")}</li>
                    <li>{say("device.remove.happensNext")}</li>
                    <li>{say("device.remove.happensNoUndo")}</li>
                </ul>
                {live(move || touched_view(reached_not.get()))}
                <Button label=say("device.remove.yes") on_press=remove warning=true/>
            </div>
        </Show>
    }
    .into_any()
}
