//! How much the browser keeps, and whether it has promised to keep it.

use wasm_bindgen_futures::JsFuture;

/// What is known of this origin's storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// Bytes used; `None` if the browser does not say.
    pub used: Option<u64>,
    /// Bytes allowed.
    pub allowed: Option<u64>,
    /// Whether the browser has promised not to delete it by itself.
    pub promised: Option<bool>,
}

fn manager() -> Option<web_sys::StorageManager> {
    use wasm_bindgen::JsCast;
    let navigator = web_sys::window()?.navigator();
    // Not there in every browser (WebKitGTK, pages not served securely).
    js_sys::Reflect::get(&navigator, &"storage".into()).ok()?.dyn_into().ok()
}

/// Asks the browser how much is used and whether it is kept.
pub async fn usage() -> Usage {
    let Some(manager) = manager() else { return Usage::default() };
    let promised = match manager.persisted() {
        Ok(promise) => JsFuture::from(promise).await.ok().and_then(|v| v.as_bool()),
        Err(_) => None,
    };
    let estimate = match manager.estimate() {
        Ok(promise) => JsFuture::from(promise).await.ok(),
        Err(_) => None,
    };
    let number = |name: &str| {
        let value = js_sys::Reflect::get(estimate.as_ref()?, &name.into()).ok()?;
        value.as_f64().map(|n| n as u64)
    };
    Usage { used: number("usage"), allowed: number("quota"), promised }
}

/// Whether the browser's share for this app is as good as used up: less than a megabyte is left.
pub async fn is_full() -> bool {
    let Usage { used, allowed, .. } = usage().await;
    used.zip(allowed).is_some_and(|(used, allowed)| allowed.saturating_sub(used) < 1024 * 1024)
}

/// Asks the browser to promise to keep what is stored. Its answer, or `None` if it cannot be asked.
pub async fn ask_to_keep() -> Option<bool> {
    let promise = manager()?.persist().ok()?;
    JsFuture::from(promise).await.ok()?.as_bool()
}
