//! The PIN that earlier notes hide behind once the phone was handed to somebody else. It keeps notes off the screen; it
//! locks nothing: whoever can open the phone's files can read them, and the page says so.

use super::desk::say_here as say;
use crate::app::components::{Button, ErrorSummary, Problem, TextInput};
use crate::platform::{self, journal};
use leptos::prelude::*;
use sha2::{Digest, Sha256};

const KEY: &str = "pin";

/// Whether this is a PIN: four to eight digits.
pub fn is_pin(typed: &str) -> bool {
    let typed = typed.trim();
    (4..=8).contains(&typed.len()) && typed.bytes().all(|b| b.is_ascii_digit())
}

/// Whether one was set on this device.
pub fn is_set() -> bool {
    journal::setting(KEY).is_some()
}

/// Sets the PIN of this device. Only a digest of it is kept, with a salt.
pub fn set(pin: &str) {
    let salt = platform::new_id().to_string();
    journal::set_setting(KEY, &format!("{salt} {}", digest(&salt, pin)));
}

fn digest(salt: &str, pin: &str) -> String {
    let digest = Sha256::digest(format!("{salt} {}", pin.trim()));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn fits(pin: &str) -> bool {
    let kept = journal::setting(KEY).unwrap_or_default();
    kept.split_once(' ').is_some_and(|(salt, kept)| digest(salt, pin) == kept)
}

/// Asks for the PIN, and opens what is hidden.
#[component]
pub fn Open(opened: RwSignal<bool>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<Problem>::new());
    let open = move || {
        if typed.with_untracked(|t| fits(t)) {
            opened.set(true);
        } else {
            problems.set(vec![Problem { field: "pin", text: say("stall.pin.wrong") }]);
        }
    };
    view! {
        <ErrorSummary problems=problems/>
        <TextInput id="pin" label=say("stall.pin.label") value=typed problems=problems/>
        <Button label=say("stall.pin.open") on_press=open small=true/>
    }
    .into_any()
}
