//! Files a person chooses to bring in, and files made here to be saved or shared.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A file that was chosen or dropped, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a file could not be read or handed over; words for the person are the caller's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileError(pub String);

fn error(value: JsValue) -> FileError {
    FileError(super::reason(&value))
}

/// Larger files are not read: no bundle or report is that large, and a phone has little memory.
pub const LARGEST: f64 = 200.0 * 1024.0 * 1024.0;

async fn read(file: web_sys::File) -> Result<Opened, FileError> {
    if file.size() > LARGEST {
        return Err(FileError("TooLarge".to_owned()));
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(error)?;
    Ok(Opened { name: file.name(), bytes: js_sys::Uint8Array::new(&buffer).to_vec() })
}

/// Reads all files chosen in an `<input type=file>`, then empties it so that the same file can be
/// chosen again.
///
/// # Errors
/// The first file that could not be read.
pub async fn chosen(input: &web_sys::HtmlInputElement) -> Result<Vec<Opened>, FileError> {
    let opened = list(input.files()).await;
    input.set_value("");
    opened
}

/// Reads all files of a drop.
///
/// # Errors
/// The first file that could not be read.
pub async fn dropped(event: &web_sys::DragEvent) -> Result<Vec<Opened>, FileError> {
    list(event.data_transfer().and_then(|d| d.files())).await
}

/// Keeps a file that is dropped beside the places for files from replacing the page, as browsers otherwise do;
/// for as long as the page lives. Dragged words, and file inputs, are left alone.
pub fn refuse_strays() {
    let Some(window) = web_sys::window() else { return };
    let refuse = Closure::<dyn FnMut(web_sys::DragEvent)>::new(|event: web_sys::DragEvent| {
        let types = event.data_transfer().map(|d| d.types()).unwrap_or_default();
        let has_files = types.includes(&"Files".into(), 0);
        let input = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok());
        if has_files && input.is_none_or(|i| i.type_() != "file") {
            event.prevent_default();
        }
    });
    for name in ["dragover", "drop"] {
        let _ = window.add_event_listener_with_callback(name, refuse.as_ref().unchecked_ref());
    }
    refuse.forget();
}

async fn list(files: Option<web_sys::FileList>) -> Result<Vec<Opened>, FileError> {
    // Taken out of the live list first: the browser empties it once the event is over.
    let files: Vec<web_sys::File> =
        files.map(|list| (0..list.length()).filter_map(|n| list.get(n)).collect()).unwrap_or_default();
    let mut opened = Vec::new();
    for file in files {
        opened.push(read(file).await?);
    }
    Ok(opened)
}

/// The HTML (or else the plain text) of a paste, as pasting from Word gives it.
pub fn pasted(event: &web_sys::ClipboardEvent) -> Option<String> {
    let data = event.clipboard_data()?;
    let html = data.get_data("text/html").ok().filter(|h| h.contains("<table"));
    html.or_else(|| data.get_data("text/plain").ok()).filter(|t| !t.trim().is_empty())
}

fn make(name: &str, kind: &str, bytes: &[u8]) -> Result<web_sys::File, FileError> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = web_sys::FilePropertyBag::new();
    options.set_type(kind);
    web_sys::File::new_with_u8_array_sequence_and_options(&parts, name, &options).map_err(error)
}

/// Saves bytes as a file in the person's downloads.
///
/// # Errors
/// The browser's reason.
pub fn save(name: &str, kind: &str, bytes: &[u8]) -> Result<(), FileError> {
    let file = make(name, kind, bytes)?;
    let url = web_sys::Url::create_object_url_with_blob(&file).map_err(error)?;
    let document = web_sys::window().and_then(|w| w.document()).ok_or(FileError("no page".to_owned()))?;
    let link = document.create_element("a").map_err(error)?;
    let link: web_sys::HtmlAnchorElement = link.dyn_into().map_err(|e| error(e.into()))?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // Some browsers read the blob only after the click has been handled.
    super::time::after(60_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    });
    Ok(())
}

/// Whether a file can be handed to the device's share sheet.
pub fn can_share() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let Ok(probe) = make("probe.json", "application/json", b"{}") else { return false };
    let can = js_sys::Reflect::get(&window.navigator(), &"canShare".into());
    let Some(can) = can.ok().and_then(|f| f.dyn_into::<js_sys::Function>().ok()) else { return false };
    let data = share_data(&probe);
    can.call1(&window.navigator(), &data).ok().and_then(|v| v.as_bool()).unwrap_or(false)
}

fn share_data(file: &web_sys::File) -> js_sys::Object {
    let data = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&data, &"files".into(), &js_sys::Array::of1(file));
    data
}

/// Hands a file to the share sheet. `Ok(false)` if the person closed it.
///
/// # Errors
/// The browser's reason.
pub async fn share(name: &str, kind: &str, bytes: &[u8]) -> Result<bool, FileError> {
    let window = web_sys::window().ok_or(FileError("no page".to_owned()))?;
    let file = make(name, kind, bytes)?;
    let share = js_sys::Reflect::get(&window.navigator(), &"share".into()).map_err(error)?;
    let share: js_sys::Function = share.dyn_into().map_err(error)?;
    let promise = share.call1(&window.navigator(), &share_data(&file)).map_err(error)?;
    match JsFuture::from(promise.unchecked_into::<js_sys::Promise>()).await {
        Ok(_) => Ok(true),
        Err(e) if super::reason(&e).starts_with("AbortError") => Ok(false),
        Err(e) => Err(error(e)),
    }
}

/// Fetches a file that came with the app (the sample), from the app's own origin or its cache.
///
/// # Errors
/// The browser's reason, or the status.
pub async fn fetch(name: &str) -> Result<Vec<u8>, FileError> {
    let window = web_sys::window().ok_or(FileError("no page".to_owned()))?;
    let response = JsFuture::from(window.fetch_with_str(name)).await.map_err(error)?;
    let response: web_sys::Response = response.dyn_into().map_err(error)?;
    if !response.ok() {
        return Err(FileError(format!("status {}", response.status())));
    }
    let buffer = JsFuture::from(response.array_buffer().map_err(error)?).await.map_err(error)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}
