//! Closing: what leaves the phone and what stays is shown first; then counts are rolled up, and the file is handed over on
//! the Exchange page, as any other.

use super::care::Care;
use super::safety::Safety;
use super::stall::pin;
use crate::app::components::{
    Button, CollectView, Empty, ErrorSummary, Fieldset, Page, Problem, TextInput, Tick, Tone, live,
};
use crate::app::context::use_app;
use crate::app::route::{EventPage, Route};
use crate::app::typed::{Recovered, Typed};
use crate::domain::{Did, Insight, Topic};
use crate::events::closing::{self, leaving, lessons};
use crate::events::counting::turn;
use crate::events::totals::Totals;
use crate::events::{self, Here, insights};
use crate::ledger::pieces::asked;
use crate::platform::{self, journal, time};
use crate::record::Id;
use crate::words::{count, fill, say};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// A note that whoever is here may choose.
#[derive(Clone, PartialEq)]
struct Line {
    id: Id,
    words: String,
    theme: String,
}

/// Closing an event on this device.
#[component]
pub fn Close(event: Id) -> impl IntoView {
    let app = use_app();
    let name = app.state.with_untracked(|s| events::event(&s.ledger, event).map(|e| e.name().to_owned()));
    let Some(name) = name else { return view! { <super::super::NotHere/> }.into_any() };
    let all = Memo::new(move |_| app.state.with(|s| leaving(&s.ledger, event)));
    let open = Memo::new(move |_| app.state.with(|s| closing::is_open(&s.ledger, event, s.writer())));
    // The turns whose PIN was entered here.
    let opened = RwSignal::new(Vec::<u64>::new());
    let lines = Memo::new(move |_| {
        app.state.with(|s| {
            let (now, open) = (turn(&s.ledger, event), opened.get());
            let line = |n: Insight<'_>| Line { id: n.id(), words: n.words().to_owned(), theme: n.theme().to_owned() };
            let theirs = |n: &Insight<'_>| n.turn() >= now || open.contains(&n.turn());
            let (shown, hidden): (Vec<_>, Vec<_>) = insights::of(&s.ledger, event).into_iter().partition(theirs);
            let go = hidden.iter().filter(|n| n.is_chosen()).count();
            (shown.into_iter().map(line).collect::<Vec<_>>(), go, hidden.len() - go)
        })
    });
    let chosen = RwSignal::new(BTreeSet::from_iter(all.with_untracked(|l| l.notes.clone())));
    let hard = RwSignal::new(String::new());
    let form =
        Typed::keep(app.state.with_untracked(|s| pin::hard_key(event, turn(&s.ledger, event))), &[("hard", hard)]);
    let told = Memo::new(move |_| {
        app.state.with(|s| lessons(&s.ledger, event).into_iter().map(str::to_owned).collect::<Vec<_>>())
    });
    let problems = RwSignal::new(Vec::<Problem>::new());
    let care = Care::of(vec![hard]);
    let shut = Memo::new(move |_| {
        let open = opened.get();
        app.state.with(|s| pin::hidden(&s.ledger, event)).iter().any(|turn| !open.contains(turn))
    });
    let changed = move || {
        let now = chosen.get();
        let before = all.with(|l| BTreeSet::from_iter(l.notes.clone()));
        open.get() || now != before || hard.with(|h| !h.trim().is_empty())
    };
    let close = move || {
        if untrack(|| care.holds_back()) {
            return problems.set(vec![Problem::new("close-hard", say("close.personal"))]);
        }
        problems.set(Vec::new());
        let Some(writer) = app.state.with_untracked(|s| s.about.as_ref().and_then(|a| a.writer())) else { return };
        let here = Here { event, writer, now_ms: time::now_ms() };
        let (notes, words, lesson): (Vec<Id>, _, _) =
            (chosen.with_untracked(|c| c.iter().copied().collect()), hard.get_untracked(), platform::new_id());
        let (key, theirs) = (form.key(), opened.get_untracked());
        leptos::task::spawn_local(async move {
            let build = move |s: &crate::store::State| {
                Some(closing::close_with(&s.ledger, here, (&notes, &theirs), &words, lesson))
            };
            if app.count(&build).await.is_ok() {
                form.clear_all(&key);
                app.tell(Tone::Saved, say("close.done"));
            }
        });
    };
    let topics = app.state.with_untracked(|s| Topic::of_partnership(events::counting_record(&s.ledger)));
    let totals = move || {
        let totals = all.with(|l| l.totals.clone());
        let word = |id: &String| topics.iter().find(|t| t.id == *id).map_or_else(|| id.clone(), |t| t.word.clone());
        let by_topic = totals.topics.iter().map(|(id, n)| {
            view! { <tr><th scope="row">{word(id)}</th><td class="gt-number">{*n}</td></tr> }.into_any()
        });
        view! {
            <dl class="nhsuk-summary-list">{figures(&totals)}</dl>
            <table class="gt-table">
                <caption class="gt-visually-hidden">{say("close.topics")}</caption>
                <tbody>{by_topic.collect_view()}</tbody>
            </table>
            {all.with(|l| asked(&l.counts)).into_iter().map(list).collect_view()}
        }
        .into_any()
    };
    let note = move |line: Line| {
        let id = line.id;
        let box_id = format!("note-{id}");
        let is_on = Signal::derive(move || chosen.with(|c| c.contains(&id)));
        let flip = move |on: bool| {
            chosen.update(|c| {
                if on {
                    c.insert(id);
                } else {
                    c.remove(&id);
                }
            });
        };
        let Line { words, theme, .. } = line;
        view! { <Tick id=box_id on=is_on flip=flip hint=theme.into_any()>{words}</Tick> }.into_any()
    };
    let notes = move || {
        let (lines, go, stay) = lines.get();
        if lines.is_empty() && go + stay == 0 {
            return view! { <p>{say("close.noNotes")}</p> }.into_any();
        }
        view! {
            {(!lines.is_empty()).then(|| view! {
                <Fieldset id="close-notes" legend=say("close.notesHint")>
                    <div class="nhsuk-checkboxes">{lines.into_iter().map(note).collect_view()}</div>
                </Fieldset>
            })}
            {(go > 0).then(|| view! { <p>{count("close.sealedGoes", go)}</p> })}
            {(stay > 0).then(|| view! { <p>{count("close.sealed", stay)} " " {say("close.sealedHint")}</p> })}
        }
        .into_any()
    };
    view! {
        <Page title=say("close.title") caption=name.clone() back=(Route::Event(event, EventPage::About), name)>
            <Safety event=Some(event)/>
            <ErrorSummary problems=problems/>
            {live(move || all.with(|l| l.counts.is_empty()).then(|| view! { <Empty lead=say("close.nothing")/> }))}
            <h2 class="nhsuk-heading-m">{say("close.goes")}</h2>
            <p>{say("close.goesHint")}</p>
            {totals}
            <p>{live(move || match all.with(|l| l.conversations_staying) {
                0 => String::new(),
                n => count("close.stays", n),
            })}</p>
            <h2 class="nhsuk-heading-m">{say("close.notes")}</h2>
            {notes}
            {live(move || shut.get().then(|| view! {
                <p>{say("close.hiddenHint")}</p>
                <pin::Open event=event opened=opened language=Signal::stored("en")/>
            }))}
            <h2 class="nhsuk-heading-m">{say("close.hard")}</h2>
            {live(move || told.get().into_iter().map(|t| view! { <p class="nhsuk-inset-text">{t}</p> }.into_any()).collect_view())}
            {live(move || opened.get().into_iter().filter_map(|turn| half_typed(event, turn, hard)).collect_view())}
            <Recovered form=form/>
            <TextInput id="close-hard" label=say("close.hardLabel") hint=say("close.hardHint") value=hard rows=3 problems=problems/>
            {care.view(Signal::stored("en"), move || problems.set(Vec::new()))}
            <div class="gt-actions">
                {live(move || if changed() {
                    view! { <Button label=say("close.do") on_press=close main=true/> }.into_any()
                } else {
                    view! { <a class="nhsuk-button" href=Route::Exchange.href()>{say("close.handOver")}</a> }.into_any()
                })}
                <a class="nhsuk-button nhsuk-button--secondary" href=Route::Event(event, EventPage::Stall).href()>{say("events.countMore")}</a>
            </div>
            {live(move || (!changed() && !all.with(|l| l.counts.is_empty())).then(|| view! { <p role="status">{say("close.closed")}</p> }))}
        </Page>
    }
    .into_any()
}

/// A list of who was asked, just as it goes: a language that nobody knows is to be seen before.
fn list((title, people): (String, Vec<(String, u64)>)) -> AnyView {
    let row = |(what, n): (String, u64)| {
        view! { <tr><th scope="row">{what}</th><td class="gt-number">{n}</td></tr> }.into_any()
    };
    view! {
        <table class="gt-table">
            <caption class="nhsuk-table__caption nhsuk-table__caption--s">{title}</caption>
            <tbody>{people.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// What somebody had half typed here when they handed the phone over, to go on with.
fn half_typed(event: Id, turn: u64, hard: RwSignal<String>) -> Option<AnyView> {
    let key = pin::hard_key(event, turn);
    let words = journal::noted(&key)?.fields.get("hard").cloned()?;
    let is_gone = RwSignal::new(false);
    let card = live(move || {
        let (words, key) = (words.clone(), key.clone());
        let shown = words.clone();
        let go_on = move || {
            let now = hard.get_untracked();
            hard.set(if now.is_empty() { words.clone() } else { format!("{now}\n\n{words}") });
            journal::forget(&key);
            is_gone.set(true);
        };
        (!is_gone.get()).then(|| {
            view! {
                <div class="nhsuk-inset-text">
                    <p>{shown}</p>
                    <p class="gt-meta">{say("stall.halfTyped")}</p>
                    <Button label=say("stall.goOn") on_press=go_on small=true/>
                </div>
            }
        })
    });
    Some(card)
}

/// The figures that are handed over. Reached, checked and referred stay apart.
fn figures(totals: &Totals) -> AnyView {
    let people = match totals.people() {
        (low, high) if low == high => low.to_string(),
        (low, high) => fill("eventReport.between", &[("low", &low), ("high", &high)]),
    };
    let did = |did: Did, n: u64| (format!("eventReport.{}", did.name()), n.to_string());
    let lines = [
        ("eventReport.conversations".to_owned(), totals.conversations.to_string()),
        ("eventReport.people".to_owned(), people),
        ("eventReport.reached".to_owned(), totals.reached.to_string()),
        did(Did::Checked, totals.checked),
        did(Did::Signposted, totals.signposted),
        did(Did::Referred, totals.referred),
        ("eventReport.leaflets".to_owned(), totals.leaflets.to_string()),
    ];
    let row = |(key, value): (String, String)| {
        view! {
            <div class="nhsuk-summary-list__row">
                <dt class="nhsuk-summary-list__key">{say(&key)}</dt>
                <dd class="nhsuk-summary-list__value">{value}</dd>
            </div>
        }
        .into_any()
    };
    lines.into_iter().map(row).collect_view()
}
