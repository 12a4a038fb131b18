//! Other windows of this app on this device: one tells the rest that it has saved something.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// What is said when a partnership was removed.
const REMOVED: &str = "removed";

/// A line to the other windows that have the same partnership open.
#[derive(Debug)]
pub struct Channel(Option<web_sys::BroadcastChannel>);

impl Channel {
    /// Opens the line; where the browser has none, saying and hearing do nothing.
    pub fn open(name: &str) -> Channel {
        Channel(web_sys::BroadcastChannel::new(name).ok())
    }

    /// Tells the other windows that something was saved.
    pub fn say_saved(&self) {
        if let Some(channel) = &self.0 {
            let _ = channel.post_message(&"saved".into());
        }
    }

    /// Tells the other windows that the partnership was removed from this device.
    pub fn say_removed(&self) {
        if let Some(channel) = &self.0 {
            let _ = channel.post_message(&REMOVED.into());
        }
    }

    /// Calls back when another window has saved something, or (true) has removed the partnership, for as long as the
    /// line is held.
    pub fn on_said(&self, mut call: impl FnMut(bool) + 'static) {
        if let Some(channel) = &self.0 {
            let heard = move |event: web_sys::MessageEvent| call(event.data().as_string().as_deref() == Some(REMOVED));
            let closure = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(heard);
            channel.set_onmessage(Some(closure.as_ref().unchecked_ref()));
            closure.forget();
        }
    }
}

/// What was about one partnership is not heard any more once another one is open.
impl Drop for Channel {
    fn drop(&mut self) {
        if let Some(channel) = &self.0 {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}
