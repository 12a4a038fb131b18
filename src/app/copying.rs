//! Copying a text.

use crate::app::components::Tone;
use crate::app::context::App;
use crate::platform::page;
use crate::words::say;

/// Copies a text, and says whether it worked.
pub fn copy(app: App, text: String) {
    leptos::task::spawn_local(async move {
        if page::copy(&text).await {
            app.tell(Tone::Done, say("exchange.copied"));
        } else {
            app.tell(Tone::Warning, say("exchange.notCopied"));
        }
    });
}
