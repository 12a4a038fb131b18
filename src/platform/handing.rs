//! How a file made here leaves: by the device's share sheet, into a place the person chooses, or among the browser's
//! downloads. What is known afterwards differs, and is said: only the first two are ever known to have been done.

use super::files::{FileError, error};
use js_sys::{Array, Function, Object, Promise, Reflect};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How a file left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handed {
    /// The share sheet took it. Whether it arrives is the other program's business.
    Shared,
    /// It is written, in the place that the person chose.
    Saved,
    /// The browser was asked to put it with the downloads. It does not say whether it did.
    Asked,
    /// The person closed the share sheet or the window for saving: it is nowhere else.
    Not,
}

impl Handed {
    /// Whether it has left the app, as far as anybody can know.
    pub fn left(self) -> bool {
        self != Handed::Not
    }
}

thread_local! {
    /// Somebody closed a share sheet: outside a home screen the next file goes with the downloads.
    static DECLINED: Cell<bool> = const { Cell::new(false) };
}

fn matches(query: &str) -> bool {
    web_sys::window().and_then(|w| w.match_media(query).ok().flatten()).is_some_and(|m| m.matches())
}

/// Whether the app was opened from a home screen: such apps may leave a link to a download without any effect
/// (<https://bugs.webkit.org/show_bug.cgi?id=236943>).
fn on_home_screen() -> bool {
    let navigator = web_sys::window().map(|w| w.navigator());
    let says = navigator.and_then(|n| Reflect::get(&n, &"standalone".into()).ok());
    says.and_then(|s| s.as_bool()).unwrap_or(false) || matches("(display-mode: standalone)")
}

/// Whether sharing comes before saving here: from a home screen, and under a finger.
pub fn shares_first() -> bool {
    can_share() && (on_home_screen() || matches("(pointer: coarse)"))
}

fn make(name: &str, kind: &str, bytes: &[u8]) -> Result<web_sys::File, FileError> {
    let parts = Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = web_sys::FilePropertyBag::new();
    options.set_type(kind);
    web_sys::File::new_with_u8_array_sequence_and_options(&parts, name, &options).map_err(error)
}

fn share_data(file: &web_sys::File) -> Object {
    let data = Object::new();
    let _ = Reflect::set(&data, &"files".into(), &Array::of1(file));
    data
}

fn takes(file: &web_sys::File) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let can = Reflect::get(&window.navigator(), &"canShare".into());
    let Some(can) = can.ok().and_then(|f| f.dyn_into::<Function>().ok()) else { return false };
    can.call1(&window.navigator(), &share_data(file)).ok().and_then(|v| v.as_bool()).unwrap_or(false)
}

/// Whether a file of ours can be handed to the device's share sheet.
pub fn can_share() -> bool {
    make("probe.json", "application/json", b"{}").is_ok_and(|probe| takes(&probe))
}

/// A file that is to leave.
#[derive(Debug, Clone)]
pub struct Leaving<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its type.
    pub kind: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Name and type under which the share sheet takes it, where it would not take these.
    pub shared: Option<(String, &'static str)>,
}

impl Leaving<'_> {
    fn to_save(&self) -> Result<web_sys::File, FileError> {
        make(self.name, self.kind, self.bytes)
    }

    fn to_share(&self) -> Result<web_sys::File, FileError> {
        let (name, kind) = self.shared.as_ref().map_or((self.name, self.kind), |(name, kind)| (name.as_str(), *kind));
        make(name, kind, self.bytes)
    }
}

/// Hands a file to the share sheet.
///
/// # Errors
/// The browser's reason.
pub async fn share(file: Leaving<'_>) -> Result<Handed, FileError> {
    share_file(&file.to_share()?).await
}

async fn share_file(file: &web_sys::File) -> Result<Handed, FileError> {
    let window = web_sys::window().ok_or(FileError("no page".to_owned()))?;
    let share = Reflect::get(&window.navigator(), &"share".into()).map_err(error)?;
    let share: Function = share.dyn_into().map_err(error)?;
    let promise = share.call1(&window.navigator(), &share_data(file)).map_err(error)?;
    answer(promise, Handed::Shared).await
}

/// What came of a window in which the person says yes or no.
async fn answer(promise: JsValue, yes: Handed) -> Result<Handed, FileError> {
    match JsFuture::from(promise.unchecked_into::<Promise>()).await {
        Ok(_) => Ok(yes),
        Err(e) if super::reason(&e).starts_with("AbortError") => Ok(Handed::Not),
        Err(e) => Err(error(e)),
    }
}

/// Saves a file: on a home screen by the share sheet, which can save, or into a place that the person chooses, where the
/// browser lets them; else among the downloads.
///
/// # Errors
/// The browser's reason. Nothing left then.
pub async fn save(file: Leaving<'_>) -> Result<Handed, FileError> {
    leave(file, on_home_screen()).await
}

/// Hands a file over in the way that suits this device: on a home screen or under a finger by the share sheet, where it
/// takes such files; else as [`save`]. Whoever closes the share sheet in a browser gets the downloads the next time.
///
/// # Errors
/// The browser's reason. Nothing left then.
pub async fn hand_over(name: &str, kind: &str, bytes: &[u8]) -> Result<Handed, FileError> {
    let declined = DECLINED.replace(false);
    let share = on_home_screen() || matches("(pointer: coarse)") && !declined;
    leave(Leaving { name, kind, bytes, shared: None }, share).await
}

async fn leave(leaving: Leaving<'_>, share: bool) -> Result<Handed, FileError> {
    let home = on_home_screen();
    let to_share = leaving.to_share()?;
    if share && takes(&to_share) {
        let handed = share_file(&to_share).await;
        DECLINED.set(handed == Ok(Handed::Not));
        // A browser that refuses to share can still download; on a home screen that would do nothing.
        if handed.is_ok() || home {
            return handed;
        }
    }
    let file = leaving.to_save()?;
    match home.then(|| picker(leaving.name)).flatten() {
        Some(asked) => write(asked, &file).await,
        None => download(&file).map(|()| Handed::Asked),
    }
}

/// The window for saving, where the browser has one.
fn picker(name: &str) -> Option<Result<JsValue, JsValue>> {
    let window = web_sys::window()?;
    let pick: Function = Reflect::get(&window, &"showSaveFilePicker".into()).ok()?.dyn_into().ok()?;
    let wanted = Object::new();
    Reflect::set(&wanted, &"suggestedName".into(), &name.into()).ok()?;
    Some(pick.call1(&window, &wanted))
}

async fn write(asked: Result<JsValue, JsValue>, file: &web_sys::File) -> Result<Handed, FileError> {
    async fn ask(on: &JsValue, method: &str, given: &JsValue) -> Result<JsValue, JsValue> {
        let method: Function = Reflect::get(on, &method.into())?.dyn_into()?;
        JsFuture::from(method.call1(on, given)?.dyn_into::<Promise>()?).await
    }
    let handle = match JsFuture::from(asked.map_err(error)?.unchecked_into::<Promise>()).await {
        Ok(handle) => handle,
        Err(e) if super::reason(&e).starts_with("AbortError") => return Ok(Handed::Not),
        Err(e) => return Err(error(e)),
    };
    let written = async {
        let stream = ask(&handle, "createWritable", &JsValue::UNDEFINED).await?;
        ask(&stream, "write", file).await?;
        ask(&stream, "close", &JsValue::UNDEFINED).await
    };
    written.await.map(|_| Handed::Saved).map_err(error)
}

/// Puts a file among the browser's downloads.
fn download(file: &web_sys::File) -> Result<(), FileError> {
    let url = web_sys::Url::create_object_url_with_blob(file).map_err(error)?;
    let document = web_sys::window().and_then(|w| w.document()).ok_or(FileError("no page".to_owned()))?;
    let link = document.create_element("a").map_err(error)?;
    let link: web_sys::HtmlAnchorElement = link.dyn_into().map_err(|e| error(e.into()))?;
    link.set_href(&url);
    link.set_download(&file.name());
    link.click();
    // Some browsers read the blob only after the click has been handled.
    super::time::after(60_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    });
    Ok(())
}

/// A name that every system takes for a file.
pub fn plain(name: &str) -> String {
    let plain = name.chars().map(|c| if "/\\:*?\"<>|".contains(c) || c.is_control() { '-' } else { c });
    plain.take(100).collect::<String>().trim().to_owned()
}
