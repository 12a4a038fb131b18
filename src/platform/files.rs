//! Files a person chooses to bring in. How files made here leave is [`super::handing`]'s.

use crate::words::fill;
use js_sys::{Array, Function, Promise, Reflect};
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

pub(super) fn error(value: JsValue) -> FileError {
    FileError(super::reason(&value))
}

/// Larger files are not read, in bytes: no bundle or report is that large, and a phone has little memory.
pub const MAX_FILE_BYTES: f64 = 200.0 * 1024.0 * 1024.0;

/// A file that was chosen or dropped and could not be read. The others that came with it are opened all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Its name.
    pub name: String,
    why: Why,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Why {
    /// Over [`MAX_FILE_BYTES`]; its size in megabytes.
    TooLarge(u64),
    /// The browser's reason.
    Refused(String),
}

impl Unread {
    /// Which file, why, and what to do.
    pub fn words(&self) -> String {
        match &self.why {
            Why::TooLarge(size) => fill("file.tooLarge", &[("name", &self.name), ("size", size)]),
            Why::Refused(reason) => fill("file.unread", &[("name", &self.name), ("reason", reason)]),
        }
    }
}

/// What became of each file that was chosen or dropped, in their order.
pub type Chosen = Vec<Result<Opened, Unread>>;

async fn read(file: web_sys::File) -> Result<Opened, Unread> {
    let name = file.name();
    if file.size() > MAX_FILE_BYTES {
        return Err(Unread { name, why: Why::TooLarge((file.size() / 1024.0 / 1024.0).ceil() as u64) });
    }
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => Ok(Opened { name, bytes: js_sys::Uint8Array::new(&buffer).to_vec() }),
        Err(e) => Err(Unread { name, why: Why::Refused(super::reason(&e)) }),
    }
}

/// Reads all files chosen in an `<input type=file>`, then empties it so that the same file can be
/// chosen again.
pub async fn chosen(input: &web_sys::HtmlInputElement) -> Chosen {
    let opened = list(input.files()).await;
    input.set_value("");
    opened
}

/// Reads all files of a drop, also those in folders that were dropped.
pub async fn dropped(event: &web_sys::DragEvent) -> Chosen {
    let Some(given) = event.data_transfer() else { return Vec::new() };
    // Asked first: the browser empties both lists once the event is over.
    let items = Reflect::get(&given, &"items".into()).map(|items| Array::from(&items)).unwrap_or_default();
    let (mut folders, mut loose) = (Vec::new(), Vec::new());
    for item in items.iter() {
        match called(&item, "webkitGetAsEntry").filter(|entry| is(entry, "isDirectory")) {
            Some(folder) => folders.push(folder),
            None => loose.extend(called(&item, "getAsFile").and_then(|file| file.dyn_into::<web_sys::File>().ok())),
        }
    }
    if folders.is_empty() {
        return list(given.files()).await;
    }
    let mut opened = read_all(loose).await;
    opened.extend(read_all(in_folders(folders).await).await);
    opened
}

fn is(entry: &JsValue, what: &str) -> bool {
    Reflect::get(entry, &what.into()).is_ok_and(|v| v.as_bool() == Some(true))
}

/// So many files are taken out of folders that were dropped, and so many folders are looked into.
const MOST_IN_FOLDERS: usize = 2_000;

/// The files in these folders and in those in them. What cannot be listed is left out.
async fn in_folders(mut folders: Vec<JsValue>) -> Vec<web_sys::File> {
    let (mut files, mut seen) = (Vec::new(), 0);
    while let Some(folder) = folders.pop() {
        seen += 1;
        if seen > MOST_IN_FOLDERS {
            break;
        }
        let Some(reader) = called(&folder, "createReader") else { continue };
        // It gives a hundred at a time, and nothing once there are no more.
        while let Some(entries) = asked(&reader, "readEntries").await {
            let entries = Array::from(&entries);
            if entries.length() == 0 || files.len() >= MOST_IN_FOLDERS {
                break;
            }
            for entry in entries.iter() {
                if is(&entry, "isDirectory") {
                    folders.push(entry);
                } else if let Some(file) = asked(&entry, "file").await {
                    files.extend(file.dyn_into::<web_sys::File>());
                }
            }
        }
    }
    files.truncate(MOST_IN_FOLDERS);
    files
}

fn called(on: &JsValue, method: &str) -> Option<JsValue> {
    let method: Function = Reflect::get(on, &method.into()).ok()?.dyn_into().ok()?;
    method.call0(on).ok()
}

/// What a method gives to the first of the two functions that it is called with.
async fn asked(on: &JsValue, method: &str) -> Option<JsValue> {
    let method: Function = Reflect::get(on, &method.into()).ok()?.dyn_into().ok()?;
    let promise = Promise::new(&mut |yes, no| {
        let _ = method.call2(on, &yes, &no);
    });
    JsFuture::from(promise).await.ok()
}

/// Lets a file input take a whole folder; whether this browser can.
pub fn takes_folder(input: &web_sys::HtmlInputElement) -> bool {
    let can = Reflect::has(input, &"webkitdirectory".into()).unwrap_or(false);
    can && input.set_attribute("webkitdirectory", "").is_ok()
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

async fn list(files: Option<web_sys::FileList>) -> Chosen {
    // Taken out of the live list first: the browser empties it once the event is over.
    let files: Vec<web_sys::File> =
        files.map(|list| (0..list.length()).filter_map(|n| list.get(n)).collect()).unwrap_or_default();
    read_all(files).await
}

async fn read_all(files: Vec<web_sys::File>) -> Chosen {
    let mut opened = Vec::new();
    for file in files {
        opened.push(read(file).await);
    }
    opened
}

/// The HTML (or else the plain text) of a paste, as pasting from Word gives it.
pub fn pasted(event: &web_sys::ClipboardEvent) -> Option<String> {
    let data = event.clipboard_data()?;
    let html = data.get_data("text/html").ok().filter(|h| h.contains("<table"));
    html.or_else(|| data.get_data("text/plain").ok()).filter(|t| !t.trim().is_empty())
}

/// The plain text of a paste.
pub fn pasted_text(event: &web_sys::ClipboardEvent) -> Option<String> {
    event.clipboard_data()?.get_data("text/plain").ok().filter(|text| !text.trim().is_empty())
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
