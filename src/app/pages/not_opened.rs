//! What is kept on this device, and why it is not on the screen: what is so, and what to press.

use crate::app::components::{Button, CollectView, Page, Show, Tone, live};
use crate::app::context::{App, use_app};
use crate::app::opening::{Press, Trouble};
use crate::platform::{kept, page, rescue, worker};
use crate::words::{fill, say};
use leptos::prelude::*;

/// The page instead of every other one, as long as what is kept here does not open.
#[component]
pub fn NotOpened(trouble: Trouble) -> impl IntoView {
    let app = use_app();
    let key = trouble.key();
    // Read now: a share sheet takes only what is there already when the button is pressed.
    rescue::prepare();
    let others = RwSignal::new(false);
    leptos::task::spawn_local(async move {
        let here = kept::names().await.len();
        // The one that was open last does not count, where it is still there.
        let _ = others.try_set(here > usize::from(key == "partial"));
    });
    let reason = match &trouble {
        Trouble::Refused(reason) => Some(fill("notOpened.reason", &[("reason", reason)])),
        _ => None,
    };
    // A file was made; what it is called and where it is.
    let saved = RwSignal::new(String::new());
    let saves = trouble.presses(false).contains(&Press::SaveFile);
    let presses = StoredValue::new(trouble);
    view! {
        <Page title=say(&format!("notOpened.{key}.title"))>
            <p class="nhsuk-lede-text">{say(&format!("notOpened.{key}.text"))}</p>
            {reason.map(|reason| view! { <p class="gt-meta">{reason}</p> })}
            <div class="gt-actions">
                {live(move || {
                    let presses = presses.with_value(|trouble| trouble.presses(others.get()));
                    let shown = presses.into_iter().enumerate().filter(|(_, press)| *press != Press::StartAgain);
                    shown.map(|(n, press)| button(app, press, n == 0, saved)).collect_view()
                })}
            </div>
            <p class="gt-saved" role="status">{move || saved.get()}</p>
            {saves.then(|| view! { <p class="gt-meta">{say("notOpened.fileHolds")}</p> })}
            // Only for whoever has the file.
            <Show when=move || key == "partial" && !saved.with(String::is_empty)>
                <p>{say("notOpened.thenStartAgain")}</p>
                {button(app, Press::StartAgain, false, saved)}
            </Show>
        </Page>
    }
    .into_any()
}

fn button(app: App, press: Press, main: bool, saved: RwSignal<String>) -> AnyView {
    let act = move || match press {
        Press::TryAgain => page::reload(),
        Press::FetchNewest => fetch_newest(app),
        Press::SaveFile => rescue::save(move |words| drop(saved.try_set(words))),
        Press::OpenOther => leptos::task::spawn_local(app.open_other()),
        Press::OpenFile => begin(app),
        Press::WithoutIt => app.begin_anew(),
        Press::StartAgain => leptos::task::spawn_local(async move {
            match app.start_again().await {
                Ok(()) => begin(app),
                Err(e) => app.tell(Tone::Warning, e.words()),
            }
        }),
    };
    let label = say(&format!("notOpened.press.{}", press.key()));
    let warning = press == Press::StartAgain;
    view! { <Button label=label on_press=act main=main warning=warning/> }.into_any()
}

fn begin(app: App) {
    app.begin_anew();
    app.tell(Tone::Info, say("notOpened.openThere"));
}

fn fetch_newest(app: App) {
    leptos::task::spawn_local(async move {
        // Without a connection there would be no app left to open.
        match worker::host_answers().await {
            true => worker::fetch_anew().await,
            false => app.tell(Tone::Warning, say("device.app.needsConnection")),
        }
    });
}
