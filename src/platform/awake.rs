//! The screen kept on, where the browser can do that (Screen Wake Lock). A browser lets it go when the page is hidden, so
//! it is asked for again when the page is looked at.

use super::page;
use js_sys::{Function, Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// What is held; `None` where nobody wants the screen kept on.
    static HELD: RefCell<Option<JsValue>> = const { RefCell::new(None) };
    static LISTENS: RefCell<bool> = const { RefCell::new(false) };
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

fn ask() {
    wasm_bindgen_futures::spawn_local(async {
        let Some(navigator) = web_sys::window().map(|w| w.navigator()) else { return };
        let Ok(lock) = Reflect::get(&navigator, &"wakeLock".into()) else { return };
        // Refused while the battery is low, among others: then the screen goes dark as usual.
        let asked = method(&lock, "request").and_then(|f| f.call1(&lock, &"screen".into()).ok());
        let Some(promise) = asked.and_then(|p| p.dyn_into::<Promise>().ok()) else { return };
        let Ok(held) = JsFuture::from(promise).await else { return };
        let kept = HELD.with_borrow_mut(|wanted| wanted.as_mut().map(|w| std::mem::replace(w, held.clone())));
        match kept {
            Some(before) => release(&before),
            // Nobody wants it any more.
            None => release(&held),
        }
    });
}

fn release(held: &JsValue) {
    if let Some(release) = method(held, "release") {
        let _ = release.call0(held);
    }
}

/// Keeps the screen on until [`rest`].
pub fn keep() {
    HELD.with_borrow_mut(|held| *held = Some(JsValue::NULL));
    if !LISTENS.replace(true) {
        page::on(page::Event::Back, || {
            if HELD.with_borrow(Option::is_some) {
                ask();
            }
        });
    }
    ask();
}

/// Lets the screen go dark again.
pub fn rest() {
    if let Some(held) = HELD.with_borrow_mut(Option::take) {
        release(&held);
    }
}
