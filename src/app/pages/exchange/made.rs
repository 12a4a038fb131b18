//! The file that was just made: save it again, share it, and the words for an e-mail.

use crate::app::components::{Button, live};
use crate::app::context::{App, use_app};
use crate::app::send::Made;
use crate::ledger::exchange::check_words;
use crate::platform::files;
use crate::words::{fill, say};
use leptos::prelude::*;

/// The file that was just made, if one was.
#[component]
pub fn MadeFile(made: RwSignal<Option<Made>>) -> impl IntoView {
    let app = use_app();
    // A file that is locked for somebody who is not the office is not handed out again.
    let wrong = Memo::new(move |_| app.state.with(|s| s.keys.is_taken_back()));
    live(move || made.get().filter(|file| !(wrong.get() && file.is_locked())).map(|file| panel(app, file)))
}

fn panel(app: App, file: Made) -> AnyView {
    let again = {
        let file = file.clone();
        move || match file.save() {
            Ok(()) => app.tell("done", fill("exchange.made.saved", &[("file", &file.name)])),
            Err(e) => app.tell("warning", fill("exchange.made.notSaved", &[("reason", &e.0)])),
        }
    };
    let to_share = file.clone();
    let share = move || share(app, to_share.clone());
    let text = mail(app, &file);
    let copied = text.clone();
    view! {
        <section class="nhsuk-inset-text" aria-labelledby="made-title">
            <h2 class="nhsuk-heading-m" id="made-title">{fill("exchange.made.title", &[("file", &file.name)])}</h2>
            {file.is_locked().then(|| view! { <p>{say("exchange.made.locked")}</p> })}
            {file.open.then(|| view! { <p>{say("exchange.made.open")}</p> })}
            <p>{say("exchange.made.next")}</p>
            <p>{fill("exchange.made.check", &[("words", &check_words(file.id))])}</p>
            <div class="gt-actions">
                <Button label=say("exchange.made.again") on_press=again/>
                {files::can_share().then(|| view! { <Button label=say("exchange.made.share") on_press=share/> })}
                <Button label=say("exchange.made.copy") on_press=move || super::copy(app, copied.clone())/>
            </div>
            <details class="nhsuk-details">
                <summary class="nhsuk-details__summary">
                    <span class="nhsuk-details__summary-text">{say("exchange.made.mail")}</span>
                </summary>
                <div class="nhsuk-details__text"><p>{text}</p></div>
            </details>
        </section>
    }
    .into_any()
}

/// Hands a file to the share sheet, and says what came of it.
pub fn share(app: App, file: Made) {
    leptos::task::spawn_local(async move {
        match file.share().await {
            Ok(true) => app.tell("done", fill("exchange.made.shared", &[("file", &file.name)])),
            Ok(false) => app.tell("info", say("exchange.made.notShared")),
            Err(e) => app.tell("warning", fill("exchange.made.shareFailed", &[("reason", &e.0)])),
        }
    });
}

/// The words for an e-mail that carries the file.
fn mail(app: App, file: &Made) -> String {
    let partnership = app.about().map(|a| a.partnership_name).unwrap_or_default();
    let words = check_words(file.id);
    fill("exchange.made.mailText", &[("partnership", &partnership), ("file", &file.name), ("words", &words)])
}
