//! The file with all that can be read, which the page around the app makes (`public/boot.js`): it needs nothing of the
//! app, and opens every database as it is.

use js_sys::{Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

fn ask(name: &str, given: &JsValue) -> Option<JsValue> {
    let around = Reflect::get(&web_sys::window()?.into(), &"goldenThread".into()).ok()?;
    let function: Function = Reflect::get(&around, &name.into()).ok()?.dyn_into().ok()?;
    function.call1(&around, given).ok()
}

/// Has it read what is stored, so that the file is at hand when it is asked for.
pub fn prepare() {
    ask("prepare", &JsValue::UNDEFINED);
}

/// Saves the file. What came of it is told in words.
pub fn save(told: impl Fn(String) + 'static) {
    let say = Closure::<dyn Fn(String)>::new(told).into_js_value();
    ask("save", &say);
}
