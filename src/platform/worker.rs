//! The service worker: whether the app is cached whole ("ready to work without a connection"), whether
//! an update waits, and switching to it when the person says so.

use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The worker's address, beside the page.
pub(super) const ADDRESS: &str = "./sw.js";

/// What the app is told of its worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Everything the app needs is cached.
    Ready,
    /// It did not come whole this time; the app keeps what did, and goes on with it when it is opened again.
    NotWhole,
    /// This browser keeps no app, or not on this page.
    Refused,
    /// A newer version has been fetched and waits.
    UpdateWaits,
    /// A newer version has taken over: this page should be opened anew once its work is saved.
    TakenOver,
}

fn container() -> Option<web_sys::ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    // Not there on pages that are not served securely.
    js_sys::Reflect::get(&navigator, &"serviceWorker".into()).ok()?.dyn_into().ok()
}

/// Registers the worker beside the page and reports what becomes of it, for as long as the page lives.
pub fn register(news: impl Fn(News) + 'static) {
    let news: Rc<dyn Fn(News)> = Rc::new(news);
    let Some(container) = container() else { return news(News::Refused) };
    let mut had_one = container.controller().is_some();
    let tell = news.clone();
    let controlled = container.clone();
    let changed = Closure::<dyn FnMut()>::new(move || {
        // Where the browser was emptied there is no worker any more, and nothing newer to open.
        let has_one = controlled.controller().is_some();
        // On a first visit the first worker takes over a page that is its own; the next one is news.
        if std::mem::replace(&mut had_one, has_one) && has_one {
            tell(News::TakenOver);
        }
    });
    container.set_oncontrollerchange(Some(changed.as_ref().unchecked_ref()));
    changed.forget();
    spawn_local(async move {
        let options = web_sys::RegistrationOptions::new();
        options.set_scope("./");
        options.set_update_via_cache(web_sys::ServiceWorkerUpdateViaCache::None);
        let Ok(registered) = JsFuture::from(container.register_with_options(ADDRESS, &options)).await else {
            return news(News::Refused);
        };
        let Ok(registration) = registered.dyn_into::<web_sys::ServiceWorkerRegistration>() else { return };
        if registration.waiting().is_some() {
            news(News::UpdateWaits);
        }
        if let Some(first) = registration.installing() {
            watch(&first, &registration, news.clone());
        }
        watch_updates(&registration, news.clone());
        if let Ok(ready) = container.ready() {
            let _ = JsFuture::from(ready).await;
        }
        if is_complete(&registration).await {
            news(News::Ready);
        }
    });
}

fn watch_updates(registration: &web_sys::ServiceWorkerRegistration, news: Rc<dyn Fn(News)>) {
    let watched = registration.clone();
    let found = Closure::<dyn FnMut()>::new(move || {
        let Some(installing) = watched.installing() else { return };
        watch(&installing, &watched, news.clone());
    });
    registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
    found.forget();
}

/// Reports what becomes of a worker that is being installed: a newer one waits; the first one may be given up.
fn watch(
    installing: &web_sys::ServiceWorker,
    registration: &web_sys::ServiceWorkerRegistration,
    news: Rc<dyn Fn(News)>,
) {
    let (worker, registration) = (installing.clone(), registration.clone());
    let moved = Closure::<dyn FnMut()>::new(move || match (worker.state(), registration.active().is_some()) {
        (web_sys::ServiceWorkerState::Installed, true) => news(News::UpdateWaits),
        (web_sys::ServiceWorkerState::Redundant, false) => news(News::NotWhole),
        _ => {}
    });
    installing.set_onstatechange(Some(moved.as_ref().unchecked_ref()));
    moved.forget();
}

fn message(kind: &str) -> JsValue {
    let message = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&message, &"type".into(), &kind.into());
    message.into()
}

/// Asks the active worker whether everything is cached.
async fn is_complete(registration: &web_sys::ServiceWorkerRegistration) -> bool {
    let Some(active) = registration.active() else { return false };
    says_complete(ask(&active, "STATUS").await)
}

fn says_complete(answer: Option<JsValue>) -> bool {
    let complete = answer.and_then(|a| js_sys::Reflect::get(&a, &"complete".into()).ok());
    complete.and_then(|v| v.as_bool()).unwrap_or(false)
}

/// What a device keeps beside what every device keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// What is used at a desk and not at a stall: papers, risks, the partnership, the plan as a table.
    Desk,
    /// That, and what only the partnership office opens.
    Office,
}

/// Has the worker keep these pages too, from now on; whether everything the app needs is then cached.
pub async fn keep(beside: Beside) -> bool {
    let Some(ready) = container().and_then(|c| c.ready().ok()) else { return false };
    let registered = JsFuture::from(ready).await.ok().and_then(|r| r.dyn_into().ok());
    let registered: Option<web_sys::ServiceWorkerRegistration> = registered;
    match registered.and_then(|r| r.active()) {
        Some(active) => {
            let kind = if beside == Beside::Office { "OFFICE" } else { "DESK" };
            says_complete(ask(&active, kind).await)
        }
        None => false,
    }
}

async fn ask(worker: &web_sys::ServiceWorker, kind: &str) -> Option<JsValue> {
    let channel = web_sys::MessageChannel::new().ok()?;
    let port = channel.port1();
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let heard = Closure::once_into_js(move |event: web_sys::MessageEvent| {
            let _ = resolve.call1(&JsValue::NULL, &event.data());
        });
        port.set_onmessage(Some(heard.unchecked_ref()));
    });
    let transfer = js_sys::Array::of1(&channel.port2());
    worker.post_message_with_transferable(&message(kind), &transfer).ok()?;
    JsFuture::from(promise).await.ok()
}

async fn registration() -> Option<web_sys::ServiceWorkerRegistration> {
    let promise = container()?.get_registration();
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// Lets the waiting version take over; [`News::TakenOver`] follows. Call it once everything is saved.
pub fn switch() {
    spawn_local(async {
        if let Some(waiting) = registration().await.and_then(|r| r.waiting()) {
            let _ = waiting.post_message(&message("SKIP_WAITING"));
        }
    });
}

/// Whether the app's host answers at all, with whatever: then what it does not give is not there any more. The worker
/// never answers for its own script, so this goes past what is cached.
pub async fn host_answers() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let options = web_sys::RequestInit::new();
    options.set_method("HEAD");
    options.set_cache(web_sys::RequestCache::NoStore);
    JsFuture::from(window.fetch_with_str_and_init(ADDRESS, &options)).await.is_ok()
}

/// Drops the cached app (never anybody's work) and opens it anew from its host, unless this page holds something that
/// could not be stored; then nothing is dropped, and the banner says why.
pub async fn fetch_anew() {
    if !super::leaving::put_away().await {
        return;
    }
    if let Some(active) = registration().await.and_then(|r| r.active()) {
        let _ = ask(&active, "FORGET").await;
    }
    super::page::reload();
}

/// The address of the page's own folder, for notes that say where the app is.
pub fn is_supported() -> bool {
    container().is_some()
}
