//! This device.

use leptos::prelude::*;

/// This device.
#[component]
pub fn Device() -> impl IntoView {
    view! { <p>""</p> }
}

/// Saves everything on this device as a file.
///
/// # Errors
/// The browser's reason.
pub fn save_backup(app: crate::app::context::App) -> Result<(), crate::platform::files::FileError> {
    let _ = app;
    Ok(())
}

pub async fn restore(
    _a: crate::app::context::App,
    _b: crate::bundle::Bundle,
    _p: Option<crate::app::context::Person>,
) -> Result<(), String> {
    Ok(())
}
