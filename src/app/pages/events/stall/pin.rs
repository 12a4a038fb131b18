//! The PIN that notes hide behind once the phone was handed to somebody else: everybody who hands it over chooses one of
//! their own, which opens what they noted and half typed, and nobody else's. It keeps notes off the screen; it locks
//! nothing: whoever can open the phone's files can read them, and the page says so.

use crate::app::components::{Button, ErrorSummary, Problem, Secret, Select, live};
use crate::app::context::use_app;
use crate::app::typed;
use crate::domain::Insight;
use crate::events::counting::{holder, turn};
use crate::events::insights;
use crate::ledger::Ledger;
use crate::platform::{self, journal};
use crate::record::Id;
use crate::words::{fill_in, say_in};
use data_encoding::HEXLOWER;
use leptos::prelude::*;
use sha2::{Digest, Sha256};

/// The PIN of a device, from before everybody had their own.
const FORMER: &str = "pin";

fn key(event: Id, turn: u64) -> String {
    format!("pin.{event}.{turn}")
}

/// Where the half-typed note of whoever holds the phone at a turn is kept. So with the turn it goes from the screen.
pub fn draft_key(event: Id, turn: u64) -> String {
    if turn == 0 { format!("told.{event}") } else { format!("told.{event}.{turn}") }
}

/// Under which name is kept what is half typed of what was hard.
pub fn hard_key(event: Id, turn: u64) -> String {
    if turn == 0 { format!("close.{event}") } else { format!("close.{event}.{turn}") }
}

/// Whether this is a PIN: four to eight digits.
pub fn is_pin(typed: &str) -> bool {
    let typed = typed.trim();
    (4..=8).contains(&typed.len()) && typed.bytes().all(|b| b.is_ascii_digit())
}

/// Sets the PIN of whoever held the phone at a turn. Only a digest of it is kept, with a salt.
pub fn set(event: Id, turn: u64, pin: &str) {
    let salt = platform::new_id().to_string();
    journal::set_setting(&key(event, turn), &format!("{salt} {}", digest(&salt, pin)));
}

fn digest(salt: &str, pin: &str) -> String {
    let digest = Sha256::digest(format!("{salt} {}", pin.trim()));
    HEXLOWER.encode(&digest)
}

fn fits(event: Id, turn: u64, pin: &str) -> bool {
    let kept = journal::setting(&key(event, turn)).or_else(|| journal::setting(FORMER)).unwrap_or_default();
    kept.split_once(' ').is_some_and(|(salt, kept)| digest(salt, pin) == kept)
}

/// Whether whoever holds the phone at this turn has anything that is to hide behind a PIN.
pub fn needs(ledger: &Ledger, event: Id) -> bool {
    let turn = turn(ledger, event);
    !insights::notes(ledger, event).0.is_empty()
        || journal::setting(&draft_key(event, turn)).is_some()
        || typed::is_left(&hard_key(event, turn))
}

/// The turns at which something was noted or half typed that is hidden now, in their order.
pub fn hidden(ledger: &Ledger, event: Id) -> Vec<u64> {
    let turns_of: Vec<u64> = insights::of(ledger, event).into_iter().map(Insight::turn).collect();
    let left =
        |turn: u64| journal::setting(&draft_key(event, turn)).is_some() || typed::is_left(&hard_key(event, turn));
    (0..turn(ledger, event)).filter(|turn| turns_of.contains(turn) || left(*turn)).collect()
}

/// Asks for the PIN of whoever noted what is hidden, and opens what is theirs. `opened` are the turns that are open.
#[component]
pub fn Open(event: Id, opened: RwSignal<Vec<u64>>, language: Signal<&'static str>) -> impl IntoView {
    let app = use_app();
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<Problem>::new());
    let shut = Memo::new(move |_| {
        let open = opened.get();
        app.state.with(|s| hidden(&s.ledger, event)).into_iter().filter(|turn| !open.contains(turn)).collect::<Vec<_>>()
    });
    let open = move || {
        let whose = chosen.get_untracked().parse().ok();
        let whose = whose.filter(|turn| shut.with_untracked(|s| s.contains(turn)));
        let Some(turn) = whose.or_else(|| shut.with_untracked(|s| s.last().copied())) else { return };
        if typed.with_untracked(|t| fits(event, turn, t)) {
            problems.set(Vec::new());
            typed.set(String::new());
            opened.update(|open| open.push(turn));
        } else {
            let text = untrack(|| say_in(language.get(), "stall.pin.wrong"));
            problems.set(vec![Problem::new("pin", text)]);
        }
    };
    live(move || {
        let (shut, language) = (shut.get(), language.get());
        let last = shut.last().copied()?;
        let name = |turn: u64| {
            let name = app.state.with_untracked(|s| holder(&s.ledger, event, turn));
            let number = turn + 1;
            name.unwrap_or_else(|| fill_in(language, "stall.pin.person", &[("number", &number)]))
        };
        let people: Vec<(String, String)> = shut.iter().rev().map(|turn| (turn.to_string(), name(*turn))).collect();
        let many = people.len() > 1;
        chosen.set(last.to_string());
        Some(view! {
            <ErrorSummary problems=problems/>
            {many.then(|| view! {
                <Select id="pin-whose" label=say_in(language, "stall.pin.whose") options=people value=chosen
                    on_change=move |turn| chosen.set(turn)/>
            })}
            <Secret id="pin" label=say_in(language, "stall.pin.label") value=typed digits=true language=language problems=problems/>
            <Button label=say_in(language, "stall.pin.open") on_press=open small=true/>
            <p class="gt-meta">{say_in(language, "stall.pin.forgotten")}</p>
        })
    })
}
