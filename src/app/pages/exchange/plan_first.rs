//! What came from a partnership that this device has no plan of: its plan file is chosen here, and both are opened.

use crate::app::components::{FileInput, TakeFiles, Tone, only_one};
use crate::app::context::App;
use crate::app::inbox;
use crate::platform::files::Opened;
use crate::words::say;
use leptos::prelude::*;

/// Choosing the plan file that has to be opened before `file`, which came under this key.
pub fn plan_first(app: App, key: u64, file: Opened) -> AnyView {
    let id = format!("plan-first-{key}");
    let take = TakeFiles::new(move |chosen| match only_one(chosen, "exchange.planFirst.one") {
        Ok(Some(plan)) => leptos::task::spawn_local(inbox::plan_first(app, plan, file.clone())),
        Ok(None) => {}
        Err(words) => app.tell(Tone::Warning, words),
    });
    view! {
        <div class="nhsuk-form-group">
            <label class="nhsuk-label nhsuk-label--s" for=id.clone()>{say("exchange.planFirst.label")}</label>
            <div class="nhsuk-hint" id=format!("{id}-hint")>{say("exchange.planFirst.hint")}</div>
            <FileInput id=id take=take hinted=true/>
        </div>
    }
    .into_any()
}
