//! What may become part of the page, or a script beside it (Trusted Types, <https://w3c.github.io/trusted-types/>).
//! The content policy lets nothing become HTML or a script's address but through the one policy that is set up here,
//! and no second one. Where a browser knows no such policies, nothing here has any effect.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// The scripts beside the page, by their addresses.
const SCRIPTS: [&str; 2] = [super::worker::ADDRESS, super::scrypt::ADDRESS];

/// Sets the policy up: HTML that `may_be_drawn`, and the addresses of our own workers. It is the page's default one, so
/// that what the view library draws passes it too. To be called before anything is drawn.
pub fn set_up(may_be_drawn: fn(&str) -> bool) {
    let set_up = || {
        let policies = Reflect::get(&web_sys::window()?.into(), &"trustedTypes".into()).ok()?;
        let create: Function = Reflect::get(&policies, &"createPolicy".into()).ok()?.dyn_into().ok()?;
        let checked = |name: &str, fine: Box<dyn Fn(&str) -> bool>| {
            let check = move |text: String| if fine(&text) { JsValue::from(text) } else { JsValue::NULL };
            (name.to_owned(), Closure::<dyn Fn(String) -> JsValue>::new(check).into_js_value())
        };
        let rules = Object::new();
        for (name, check) in [
            checked("createHTML", Box::new(may_be_drawn)),
            checked("createScriptURL", Box::new(|address| SCRIPTS.contains(&address))),
        ] {
            Reflect::set(&rules, &name.into(), &check).ok()?;
        }
        create.call2(&policies, &"default".into(), &rules).ok()
    };
    set_up();
}
