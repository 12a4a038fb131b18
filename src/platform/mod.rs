//! The browser: the only room that names web-sys.
//!
//! Every call here can fail, and says how in a type whose words a person can act on. What may not live
//! here: what is kept or shown, only how the browser is asked.

pub mod awake;
pub mod channel;
pub mod database;
pub mod drag;
pub mod files;
pub mod handing;
pub mod journal;
pub mod kept;
pub mod keys;
pub mod leaving;
pub mod page;
pub mod rescue;
pub mod scrypt;
pub mod storage;
pub mod time;
pub mod trust;
pub mod worker;
pub mod working_file;

/// A new id: UUIDv7, from the browser's clock and randomness.
pub fn new_id() -> crate::record::Id {
    let now =
        uuid::Timestamp::from_unix_time(time::now_ms() / 1000, ((time::now_ms() % 1000) * 1_000_000) as u32, 0, 0);
    crate::record::Id::from_bytes(uuid::Uuid::new_v7(now).into_bytes())
}

/// An error's own words, for the developer's console and for details a person may pass on.
pub(crate) fn reason(error: &wasm_bindgen::JsValue) -> String {
    use wasm_bindgen::JsCast;
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => format!("{}: {}", String::from(error.name()), String::from(error.message())),
        None => format!("{error:?}"),
    }
}
