//! What is tapped less often: age, language and area, leaflets, people reached, and handing the phone to somebody else.

use super::desk::Desk;
use super::pin;
use crate::app::components::{
    Button, CollectView, ErrorSummary, Fieldset, Problem, Secret, TextInput, Tick, Tone, live,
};
use crate::app::route::{EventPage, Route};
use crate::domain::languages;
use crate::events::AGE_BANDS;
use crate::events::closing::release;
use crate::events::counting::{What, hand_over, turn};
use crate::events::insights;
use crate::events::totals::{Totals, on_this_device};
use crate::platform::{page, time};
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Languages to tap, those spoken most in English boroughs beside English; another can be typed by its name, and one
/// whose name nobody knows is counted as another.
const LANGUAGES: [&str; 9] =
    ["Spanish", "Portuguese", "Arabic", "Bengali", "Somali", "Polish", "French", "Turkish", languages::OTHER];

/// Everything else.
#[component]
pub fn More(desk: Desk) -> impl IntoView {
    view! {
        <Asked desk=desk/>
        <Numbers desk=desk/>
        <super::wrong::Wrong desk=desk/>
        <HandOver desk=desk/>
        <div class="gt-actions">
            <Button label=untrack(|| if desk.spanish.get() { say("stall.english") } else { say("stall.spanish") }) on_press=move || {
                desk.turn();
                desk.pane.set(super::desk::Pane::Count);
            }/>
            <a class="nhsuk-button" href=Route::Event(desk.event, EventPage::Close).href()
                on:click=move |_| desk.pane.set(super::desk::Pane::Count)>{live(move || desk.say("stall.close"))}</a>
        </div>
    }
    .into_any()
}

/// Age, language and area. Each is counted by itself and joined to no conversation.
#[component]
fn Asked(desk: Desk) -> impl IntoView {
    let counts = Memo::new(move |_| desk.app.state.with(|s| on_this_device(&s.ledger, desk.event)));
    let press = move |name: String, word: String, what: What| {
        let n = move || Some(counts.with(|c| c.get(&name))).filter(|n| *n > 0);
        view! {
            <button class="gt-stall__press" type="button" on:click=move |_| desk.count(what.clone())>
                {word} " " <strong class="gt-stall__n">{n}</strong>
            </button>
        }
        .into_any()
    };
    let ages = AGE_BANDS.map(|band| {
        let word = untrack(|| desk.say(&format!("event.age.{band}")));
        press(format!("age/{band}"), word, What::Age(band.to_owned()))
    });
    let to_tap = LANGUAGES.map(|l| {
        let word = untrack(|| desk.say(&format!("stall.languages.{l}")));
        press(format!("language/{l}"), word, What::Language(l.to_owned()))
    });
    let typed = move |list: &'static str| {
        Signal::derive(move || {
            let tapped = |name: &str| list == "language" && LANGUAGES.contains(&name);
            counts.with(|c| {
                let typed = c.under(list).filter(|(name, _)| !tapped(name));
                typed.map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>().join(", ")
            })
        })
    };
    let language = |typed: &str| languages::name(typed).map(|_| What::Language(typed.to_owned()));
    let district = |typed: &str| crate::personal::district(typed).map(|_| What::District(typed.to_owned()));
    view! {
        <p class="nhsuk-hint">{live(move || desk.say("stall.askedHint"))}</p>
        <h2 class="nhsuk-heading-s">{live(move || desk.say("stall.age"))}</h2>
        <div class="gt-stall__row">{ages.collect_view()}</div>
        <h2 class="nhsuk-heading-s">{live(move || desk.say("stall.spoken"))}</h2>
        <div class="gt-stall__row">{to_tap.collect_view()}</div>
        {typed_in(desk, "stall-language", ["stall.otherLanguage", "stall.otherLanguageHint", "stall.needLanguage"], language, typed("language"))}
        <h2 class="nhsuk-heading-s">{live(move || desk.say("stall.area"))}</h2>
        {typed_in(desk, "stall-district", ["stall.district", "stall.districtHint", "stall.needDistrict"], district, typed("district"))}
    }
    .into_any()
}

/// A field for what has no button of its own, and the button that counts it. What was counted so (`counted`), or what is
/// wrong, is said beneath, where room is kept for it, so that the button stays where it is. `says`: label, hint, what is wrong.
fn typed_in(
    desk: Desk,
    id: &'static str,
    says: [&'static str; 3],
    read: fn(&str) -> Option<What>,
    counted: Signal<String>,
) -> AnyView {
    let [label, hint, wrong] = says;
    let typed = RwSignal::new(String::new());
    let is_wrong = RwSignal::new(false);
    let add = move || {
        let what = typed.with_untracked(|typed| read(typed));
        is_wrong.set(what.is_none());
        match what {
            Some(what) => {
                desk.count(what);
                typed.set(String::new());
            }
            None => page::focus_in_place(id),
        }
    };
    let said = move || if is_wrong.get() { desk.say(wrong) } else { counted.get() };
    view! {
        <TextInput id=id label=untrack(|| desk.say(label)) hint=untrack(|| desk.say(hint)) value=typed/>
        <Button label=untrack(|| desk.say("stall.add")) on_press=add small=true/>
        <p class="gt-stall__says" class:gt-stall__says--wrong=move || is_wrong.get() role="status">{live(said)}</p>
    }
    .into_any()
}

/// Leaflets and people reached, and the running totals.
#[component]
fn Numbers(desk: Desk) -> impl IntoView {
    let totals = Memo::new(move |_| desk.app.state.with(|s| Totals::of(&on_this_device(&s.ledger, desk.event))));
    let row = move |key: &'static str, now: fn(&Totals) -> u64, what: fn(u64) -> What| {
        let add = |n: u64| {
            view! {
                <button class="gt-stall__press" type="button" on:click=move |_| desk.count(what(n))>{format!("+{n}")}</button>
            }
            .into_any()
        };
        view! {
            <p class="gt-stall__number"><strong class="gt-stall__n">{live(move || totals.with(now))}</strong> " " {live(move || desk.say(key))}</p>
            <div class="gt-stall__row gt-stall__row--steps" role="group" aria-label=move || desk.say(key)>
                {[add(1), add(5), add(10), add(50)].collect_view()}
            </div>
        }
        .into_any()
    };
    let line = move |key: &'static str, n: fn(&Totals) -> u64| {
        view! { <div class="nhsuk-summary-list__row"><dt class="nhsuk-summary-list__key">{live(move || desk.say(key))}</dt>
        <dd class="nhsuk-summary-list__value">{live(move || totals.with(n))}</dd></div> }
        .into_any()
    };
    view! {
        <h2 class="nhsuk-heading-s">{live(move || desk.say("stall.numbers"))}</h2>
        {row("stall.leaflets", |t| t.leaflets, What::Leaflets)}
        {row("stall.reached", |t| t.reached, What::Reached)}
        <h2 class="nhsuk-heading-s">{live(move || desk.say("stall.totals"))}</h2>
        <dl class="nhsuk-summary-list">
            {[
                line("stall.conversations", |t| t.conversations),
                line("stall.groups", |t| t.groups),
                line("event.did.checked", |t| t.checked),
                line("event.did.signposted", |t| t.signposted),
                line("event.did.referred", |t| t.referred),
            ].collect_view()}
        </dl>
    }
    .into_any()
}

/// Handing the phone to somebody else: counts go on, notes made before are hidden behind the PIN.
#[component]
fn HandOver(desk: Desk) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let new_pin = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<Problem>::new());
    // Only whoever made a note says that it may go: before they hand the phone over, or later with their PIN.
    let released = RwSignal::new(desk.app.state.with_untracked(|s| {
        let own = insights::notes(&s.ledger, desk.event).0;
        BTreeSet::from_iter(own.iter().filter(|n| n.is_chosen()).map(|n| n.id()))
    }));
    // Everybody who hands the phone over has a PIN of their own, where there is anything to hide.
    let needs = Memo::new(move |_| desk.app.state.with(|s| pin::needs(&s.ledger, desk.event)));
    let hand = move || {
        let (typed, turn) = (new_pin.get_untracked(), desk.app.state.with_untracked(|s| turn(&s.ledger, desk.event)));
        if needs.get_untracked() {
            if !pin::is_pin(&typed) {
                let text = untrack(|| desk.say("stall.pin.need"));
                return problems.set(vec![Problem::new("stall-pin", text)]);
            }
            pin::set(desk.event, turn, &typed);
        }
        problems.set(Vec::new());
        let Some(here) = desk.here(time::now_ms()) else { return };
        let who = name.get_untracked();
        let go: Vec<Id> = released.with_untracked(|r| r.iter().copied().collect());
        leptos::task::spawn_local(async move {
            let build = move |s: &crate::store::State| {
                let mut work = hand_over(&s.ledger, here, &who);
                work.edits.extend(release(&s.ledger, here, &go));
                Some(work)
            };
            if desk.app.count(&build).await.is_ok() {
                name.try_set(String::new());
                new_pin.try_set(String::new());
                desk.last.try_set(Default::default());
                desk.pane.try_set(super::desk::Pane::Count);
                desk.app.tell(Tone::Saved, untrack(|| desk.say("stall.handed")));
            }
        });
    };
    view! {
        <h2 class="nhsuk-heading-s">{live(move || desk.say("stall.hand.title"))}</h2>
        <p class="nhsuk-hint">{live(move || desk.say("stall.hand.hint"))}</p>
        <ErrorSummary problems=problems/>
        {live(move || release_view(desk, released))}
        <TextInput id="stall-hand" label=untrack(|| desk.say("stall.hand.name")) value=name/>
        {live(move || needs.get().then(|| view! {
            <Secret id="stall-pin" label=desk.say("stall.pin.new") hint=desk.say("stall.pin.hint") value=new_pin digits=true new=true
                language=desk.language() problems=problems/>
        }))}
        <Button label=untrack(|| desk.say("stall.hand.do")) on_press=hand/>
    }
    .into_any()
}

/// A tick for each note of whoever hands the phone over.
fn release_view(desk: Desk, released: RwSignal<BTreeSet<Id>>) -> AnyView {
    let own = desk.app.state.with(|s| {
        let own = insights::notes(&s.ledger, desk.event).0.into_iter();
        own.map(|n| (n.id(), n.words().to_owned())).collect::<Vec<_>>()
    });
    if own.is_empty() {
        return ().into_any();
    }
    let one = |(id, words): (Id, String)| {
        let box_id = format!("hand-{id}");
        let is_on = Signal::derive(move || released.with(|r| r.contains(&id)));
        let flip = move |goes: bool| {
            released.update(|r| {
                let _ = if goes { r.insert(id) } else { r.remove(&id) };
            });
        };
        view! { <Tick id=box_id on=is_on flip=flip>{words}</Tick> }
    };
    let boxes = own.into_iter().map(one).collect_view();
    view! {
        <Fieldset id="hand-notes" legend=desk.say("stall.hand.notes") hint=desk.say("stall.hand.notesHint")>
            <div class="nhsuk-checkboxes nhsuk-checkboxes--small">{boxes}</div>
        </Fieldset>
    }
    .into_any()
}
