//! The message of the moment, at the bottom of what is seen: what it answers may have been pressed far up or down. It moves
//! nothing, and lies neither over the field that has the focus nor over what was just pressed. That something went well leaves by
//! itself, and stands elsewhere too; what somebody has to know or to do stays until it is put away or the page changes. What
//! was just saved can be taken back in it for a while, and from the record's history ever after; taps and reviews have places of
//! their own for that.

use super::Button;
use super::Tone;
use crate::app::components::{CollectView, live};
use crate::app::context::{App, Message, use_app};
use crate::app::route::Route;
use crate::platform::{page, time};
use crate::words::say;
use leptos::prelude::*;

/// So long a message stays that has no words, and for each of its letters, in milliseconds: twice what reading takes.
const STAYS: i32 = 5_000;
const STAYS_A_LETTER: i32 = 100;

/// So long a message stays that offers to take something back, beside its words.
const STAYS_TO_UNDO: i32 = 12_000;

/// So much later it is looked again whether somebody still holds a message, in milliseconds.
const HELD: i32 = 2_000;

/// The message of the moment as it is to be read. Nothing is called saved where the browser keeps nothing.
pub fn message(app: App) -> Option<Message> {
    let message = app.message.get()?;
    let not_kept = message.tone == Tone::Saved && app.keeps_nothing.get();
    Some(if not_kept { Message { tone: Tone::Warning, text: say("store.noted"), way: None } } else { message })
}

/// Puts the message away after a time, if it is still the one it was and nobody holds it.
fn leave(app: App, number: StoredValue<u32>, this: u32, held: RwSignal<bool>, after: i32) {
    time::after(after, move || {
        if number.try_get_value() != Some(this) {
            return;
        }
        if held.try_get_untracked() == Some(true) {
            return leave(app, number, this, held, HELD);
        }
        let _ = app.message.try_set(None);
    });
}

/// The message of the moment, until it leaves, is put away or the page changes. The place that is read out is there
/// before the message, so that no screen reader misses it.
#[component]
pub fn Notice() -> impl IntoView {
    let app = use_app();
    let place = NodeRef::<leptos::html::Div>::new();
    let role = move || message(app).map_or("status", |m| m.tone.role());
    // Whether somebody points at it, or the keyboard is in it: then it is being read.
    let held = RwSignal::new(false);
    let number = StoredValue::new(0_u32);
    // How far down was pressed last, and on which page: on another one it is not under anybody's finger any more.
    let pressed = StoredValue::new(None::<(f64, Route)>);
    let rise = RwSignal::new(0.0);
    let listening = window_event_listener(leptos::ev::pointerdown, move |e| {
        pressed.set_value(Some((f64::from(e.client_y()), app.route.get_untracked())));
    });
    on_cleanup(move || listening.remove());
    Effect::new(move |_| {
        let this = number.try_update_value(|n| {
            *n = n.wrapping_add(1);
            *n
        });
        let (Some(message), Some(this)) = (message(app), this) else { return };
        held.set(false);
        rise.set(0.0);
        request_animation_frame(move || {
            if let Some(banner) = place.get_untracked().and_then(|place| place.first_element_child()) {
                let here = pressed.get_value().filter(|(_, page)| *page == app.route.get_untracked());
                rise.set(page::rise(&banner, here.map(|(y, _)| y)));
            }
        });
        if message.tone.is_good() {
            let letters = i32::try_from(message.text.chars().count()).unwrap_or(i32::MAX);
            let stays = if app.undo.get_untracked().is_some() { STAYS_TO_UNDO } else { STAYS };
            leave(app, number, this, held, letters.saturating_mul(STAYS_A_LETTER).saturating_add(stays));
        }
    });
    let close = move || {
        // The button with the focus goes; the keyboard goes on from the page.
        page::focus_in_place("main");
        app.message.set(None);
    };
    view! {
        <div class="gt-notice" role=role aria-atomic="true" node_ref=place
            on:pointerenter=move |_| held.set(true) on:pointerleave=move |_| held.set(false)
            on:focusin=move |_| held.set(true) on:focusout=move |_| held.set(false)>
            {live(move || message(app).map(|m| view! {
                <div class=m.tone.class()
                    style:transform=move || format!("translateY(-{}px)", rise.get())>
                    <div>{m.text.split('\n').map(|line| view! { <p>{line.to_owned()}</p> }).collect_view()}</div>
                    <div class="gt-banner__buttons">
                        {live(move || app.undo.with(Option::is_some).then(|| view! {
                            <Button label=say("pencil.takeBack") on_press=move || app.take_back() small=true/>
                        }))}
                        {m.way.map(|(route, words)| view! {
                            <a class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" href=route.href()>{words}</a>
                        })}
                        <Button label=say("app.putAway") on_press=close small=true/>
                    </div>
                </div>
            }))}
        </div>
    }
    .into_any()
}
