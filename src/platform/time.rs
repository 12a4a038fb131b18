//! The device's clock. It may be wrong; nothing that matters depends on it.

use crate::days::{Date, date};

/// Milliseconds since 1970.
pub fn now_ms() -> u64 {
    js_sys::Date::now().max(0.0) as u64
}

/// Today, where the device is.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    let part = |n: u32| i8::try_from(n).unwrap_or(1);
    Date::new(i16::try_from(year).unwrap_or(9999), part(month), part(day)).unwrap_or(date(2000, 1, 1))
}

/// Now, as RFC 3339 in UTC.
pub fn now_text() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// The time of day, `14:02`, where the device is.
pub fn clock_text(ms: u64) -> String {
    let at = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(ms as f64));
    format!("{:02}:{:02}", at.get_hours(), at.get_minutes())
}

/// The day of a moment in milliseconds since 1970, where the device is, `YYYY-MM-DD`.
pub fn day_of(ms: u64) -> String {
    let at = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(ms as f64));
    format!("{:04}-{:02}-{:02}", at.get_full_year(), at.get_month() + 1, at.get_date())
}

/// Lets the browser draw and answer keys before what follows goes on.
pub async fn pause() {
    let (tell, told) = futures::channel::oneshot::channel();
    after(0, move || {
        let _ = tell.send(());
    });
    let _ = told.await;
}

/// Waits so many milliseconds.
pub async fn wait(ms: i32) {
    let (tell, told) = futures::channel::oneshot::channel();
    after(ms, move || {
        let _ = tell.send(());
    });
    let _ = told.await;
}

/// Something took longer than it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Late;

/// What a future comes to, if it does within so many milliseconds.
///
/// # Errors
/// [`Late`]; the future is dropped then.
pub async fn within<T>(ms: i32, future: impl Future<Output = T>) -> Result<T, Late> {
    use futures::future::{Either, select};
    match select(std::pin::pin!(future), std::pin::pin!(wait(ms))).await {
        Either::Left((value, _)) => Ok(value),
        Either::Right(_) => Err(Late),
    }
}

/// Runs something after a time. Dropping what comes back does not stop it.
pub fn after(ms: i32, run: impl FnOnce() + 'static) {
    use wasm_bindgen::JsCast;
    let run = wasm_bindgen::closure::Closure::once_into_js(run);
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(run.unchecked_ref(), ms);
    }
}
