//! What this browser keeps, as far as it can be asked without opening or making anything.

use crate::store::StoreError;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What the names of all our databases begin with; the static recovery page looks for it too.
pub(super) const PREFIX: &str = crate::store::rescue::DATABASE;

/// A database that is made and deleted at once, to see whether the browser keeps any.
const TRIAL: &str = "golden-thread-trial";

fn factory() -> Option<JsValue> {
    Some(web_sys::window()?.indexed_db().ok()??.into())
}

fn call(on: &JsValue, name: &str, given: &Array) -> Option<JsValue> {
    let function: Function = Reflect::get(on, &name.into()).ok()?.dyn_into().ok()?;
    function.apply(on, given).ok()
}

/// The names of all databases and their layouts. `None` where the browser cannot list them.
async fn listed() -> Option<Vec<(String, u32)>> {
    let promise: Promise = call(&factory()?, "databases", &Array::new())?.dyn_into().ok()?;
    let found: Array = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let get = |one: &JsValue, name: &str| Reflect::get(one, &name.into()).ok();
    let one = |one: JsValue| Some((get(&one, "name")?.as_string()?, get(&one, "version")?.as_f64()? as u32));
    Some(found.iter().filter_map(one).collect())
}

async fn all() -> Option<Vec<String>> {
    Some(listed().await?.into_iter().map(|(name, _)| name).collect())
}

/// The layout of a database, by number.
pub(super) async fn layout(name: &str) -> Option<u32> {
    listed().await?.into_iter().find(|(other, _)| other == name).map(|(_, layout)| layout)
}

/// The partnerships (their ids) that have a database in this browser, where it can say.
pub async fn names() -> Vec<String> {
    let all = all().await.unwrap_or_default();
    all.iter().filter_map(|name| Some(name.strip_prefix(PREFIX)?.to_owned())).collect()
}

/// Whether a partnership has a database in this browser.
///
/// # Errors
/// [`StoreError::Blocked`] where the browser gives no storage.
pub async fn has(partnership: &str) -> Result<bool, StoreError> {
    is_there(&format!("{PREFIX}{partnership}")).await
}

/// Whether there is a database of this name. It is not made by asking.
pub(super) async fn is_there(name: &str) -> Result<bool, StoreError> {
    if let Some(all) = all().await {
        return Ok(all.iter().any(|other| other == name));
    }
    let blocked = || StoreError::Blocked("no storage".to_owned());
    let request = factory().and_then(|f| call(&f, "open", &Array::of1(&name.into()))).ok_or_else(blocked)?;
    // Asked to set it up, it is not there: that is broken off, and nothing is made.
    let setting_up = request.clone();
    let break_off = wasm_bindgen::closure::Closure::once_into_js(move || {
        let transaction = Reflect::get(&setting_up, &"transaction".into()).unwrap_or_default();
        call(&transaction, "abort", &Array::new());
        let _ = Reflect::set(&setting_up, &"isNew".into(), &true.into());
    });
    let _ = Reflect::set(&request, &"onupgradeneeded".into(), &break_off);
    let opened = answered(&request).await;
    if opened {
        let database = Reflect::get(&request, &"result".into()).unwrap_or_default();
        call(&database, "close", &Array::new());
        return Ok(true);
    }
    match Reflect::get(&request, &"isNew".into()).is_ok_and(|new| new.is_truthy()) {
        true => Ok(false),
        false => Err(blocked()),
    }
}

/// Whether a request was answered with success.
async fn answered(request: &JsValue) -> bool {
    let answered = Promise::new(&mut |done, _| {
        for (name, yes) in [("onsuccess", true), ("onerror", false)] {
            let answer = done.bind1(&JsValue::NULL, &yes.into());
            let _ = Reflect::set(request, &name.into(), &answer);
        }
    });
    JsFuture::from(answered).await.ok().and_then(|a| a.as_bool()).unwrap_or(false)
}

/// Whether the browser lets a database be made at all.
pub async fn may_keep() -> bool {
    let Some(factory) = factory() else { return false };
    let trial = Array::of1(&TRIAL.into());
    let Some(request) = call(&factory, "open", &trial) else { return false };
    let made = answered(&request).await;
    if made {
        let database = Reflect::get(&request, &"result".into()).unwrap_or_default();
        call(&database, "close", &Array::new());
        call(&factory, "deleteDatabase", &trial);
    }
    made
}
