//! A file in the person's own folders that can be written again and again, where the browser offers it
//! (File System Access: <https://wicg.github.io/file-system-access/>). Asked by name, since the bindings
//! call most of it unstable.

use super::database::BrowserStore;
use super::files::{FileError, MAX_FILE_BYTES, Opened};
use crate::words::say;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The name under which the browser's hold on the file is kept in the database.
const KEPT: &str = "working-file";

/// A file that was chosen for writing.
#[derive(Debug, Clone)]
pub struct WorkingFile(JsValue);

fn error(value: &JsValue) -> FileError {
    FileError(super::reason(value))
}

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

/// Calls a method that answers with a promise.
async fn ask(on: &JsValue, method: &str, given: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(on, &method.into())?.dyn_into()?;
    let answer = method.apply(on, &given.iter().collect::<Array>())?;
    JsFuture::from(answer.dyn_into::<Promise>()?).await
}

/// Whether the browser offers such files.
pub fn offered() -> bool {
    web_sys::window().is_some_and(|w| Reflect::has(&w, &"showSaveFilePicker".into()).unwrap_or(false))
}

/// Lets the person choose: a new file, or (`there`) one that is there already, whose contents stay. `None` if
/// they chose nothing.
///
/// # Errors
/// The browser's reason.
pub async fn choose(suggested: &str, there: bool) -> Result<Option<WorkingFile>, FileError> {
    let window: JsValue = web_sys::window().ok_or(FileError("no page".to_owned()))?.into();
    let chosen = if there {
        // A new file's picker would empty the file.
        ask(&window, "showOpenFilePicker", &[]).await.and_then(|list| Reflect::get_u32(&list, 0))
    } else {
        ask(&window, "showSaveFilePicker", &[object(&[("suggestedName", suggested.into())])]).await
    };
    match chosen {
        Ok(handle) => Ok(Some(WorkingFile(handle))),
        Err(e) if e.dyn_ref::<js_sys::Error>().is_some_and(|e| e.name() == "AbortError") => Ok(None),
        Err(e) => Err(error(&e)),
    }
}

/// The file chosen before, if this browser remembers it.
pub async fn kept(store: &BrowserStore) -> Option<WorkingFile> {
    let handle = store.key(KEPT).await.ok()??;
    handle.is_object().then_some(WorkingFile(handle))
}

/// Remembers the file for the next time; with `None` forgets it.
pub async fn keep(store: &BrowserStore, file: Option<&WorkingFile>) {
    let _ = store.put_keys(&[(KEPT, file.map_or(&JsValue::FALSE, |file| &file.0))]).await;
}

impl WorkingFile {
    /// The file's name.
    pub fn name(&self) -> String {
        Reflect::get(&self.0, &"name".into()).ok().and_then(|n| n.as_string()).unwrap_or_default()
    }

    /// Whether it may be written; with `asking` the browser may put the question to the person (only while
    /// they press something).
    pub async fn may_write(&self, asking: bool) -> bool {
        let method = if asking { "requestPermission" } else { "queryPermission" };
        let answer = ask(&self.0, method, &[object(&[("mode", "readwrite".into())])]).await;
        answer.is_ok_and(|answer| answer.as_string().as_deref() == Some("granted"))
    }

    async fn file(&self) -> Result<web_sys::File, FileError> {
        let file = ask(&self.0, "getFile", &[]).await.and_then(|file| file.dyn_into::<web_sys::File>());
        file.map_err(|e| error(&e))
    }

    /// When it was changed last, with its size: differs once somebody else has written it.
    ///
    /// # Errors
    /// The browser's reason: the file was moved or removed.
    pub async fn mark(&self) -> Result<String, FileError> {
        let file = self.file().await?;
        Ok(format!("{} {}", file.last_modified(), file.size()))
    }

    /// What is in it.
    ///
    /// # Errors
    /// The browser's reason, or that it is too large.
    pub async fn read(&self) -> Result<Opened, FileError> {
        let file = self.file().await?;
        if file.size() > MAX_FILE_BYTES {
            return Err(FileError(say("file.workingTooLarge")));
        }
        let buffer = JsFuture::from(file.array_buffer()).await.map_err(|e| error(&e))?;
        Ok(Opened { name: file.name(), bytes: js_sys::Uint8Array::new(&buffer).to_vec() })
    }

    /// Writes it anew. The browser writes beside it and then puts that in its place, so that a failure
    /// leaves what was there.
    ///
    /// # Errors
    /// The browser's reason.
    pub async fn write(&self, text: &str) -> Result<(), FileError> {
        let done = async {
            let stream = ask(&self.0, "createWritable", &[]).await?;
            ask(&stream, "write", &[text.into()]).await?;
            ask(&stream, "close", &[]).await
        };
        done.await.map(drop).map_err(|e| error(&e))
    }
}
