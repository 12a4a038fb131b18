//! The file that was just made: whether it has left, saving and sharing it, and the words for an e-mail.

use super::letter::LetterWords;
use crate::app::components::{Button, Details, Tone, WordsToCompare, live};
use crate::app::context::{App, use_app};
use crate::app::copying::copy;
use crate::app::place::app_address;
use crate::app::send::Made;
use crate::forms::{self, Letter, PlanFile};
use crate::ledger::exchange::file_words;
use crate::platform::files::FileError;
use crate::platform::handing::{self, Handed};
use crate::words::{fill, say};
use leptos::prelude::*;

/// The file that was just made, if one was.
#[component]
pub fn MadeFile(made: RwSignal<Option<Made>>) -> impl IntoView {
    let app = use_app();
    // A file that is locked for somebody who is not the office is not handed out again.
    let wrong = Memo::new(move |_| app.state.with(|s| s.keys.is_taken_back()));
    live(move || made.get().filter(|file| !(wrong.get() && file.is_locked())).map(|file| panel(app, made, file)))
}

fn panel(app: App, made: RwSignal<Option<Made>>, file: Made) -> AnyView {
    let again = move || save(app, made);
    let share = move || share(app, made);
    let lost = move || {
        leptos::task::spawn_local(async move {
            let Some(mut file) = made.try_get_untracked().flatten() else { return };
            file.is_not_there(app).await;
            made.try_set(Some(file));
            app.tell(Tone::Info, say("exchange.made.lostTold"));
        });
    };
    let shares = handing::can_share();
    let first = handing::shares_first();
    let letter = mail(app, &file);
    let copied = letter.body.clone();
    let filtered = fill("exchange.made.filteredHint", &[("file", &file.name)]);
    let as_text = move || {
        let Some(mut file) = made.try_get_untracked().flatten() else { return };
        leptos::task::spawn_local(async move {
            let handed = file.save_as_text(app).await;
            told(app, made, file, handed, "exchange.made.notSaved");
        });
    };
    let share_button =
        move || shares.then(|| view! { <Button label=say("exchange.made.share") on_press=share main=first/> });
    let key = match file.handed {
        None | Some(Handed::Not) => "exchange.made.notLeft",
        Some(Handed::Asked) => "exchange.made.asked",
        Some(Handed::Saved) => "exchange.made.written",
        Some(Handed::Shared) => "exchange.made.handed",
    };
    view! {
        <section class="nhsuk-inset-text" aria-labelledby="made-title">
            <h2 class="nhsuk-heading-m" id="made-title">{fill("exchange.made.title", &[("file", &file.name)])}</h2>
            <p><strong>{say(key)}</strong></p>
            {file.is_locked().then(|| view! { <p>{say("exchange.made.locked")}</p> })}
            {file.open.then(|| view! { <p>{say("exchange.made.open")}</p> })}
            <p>{say("exchange.made.next")}</p>
            <WordsToCompare label=say("exchange.made.check") words=file_words(file.id)/>
            <div class="gt-actions">
                {first.then(share_button)}
                <Button label=say("exchange.made.again") on_press=again/>
                {(!first).then(share_button)}
                {(file.handed == Some(Handed::Asked)).then(|| view! {
                    <Button label=say("exchange.made.lost") on_press=lost/>
                })}
                <Button label=say("exchange.made.copy") on_press=move || copy(app, copied.clone())/>
            </div>
            <Details summary=say("exchange.made.mail")>
                <LetterWords to=Vec::new() letter=letter attach=file.name.clone()/>
            </Details>
            <Details summary=say("exchange.made.filtered")>
                <p>{filtered}</p>
                <Button label=say("exchange.made.asText") on_press=as_text small=true/>
            </Details>
        </section>
    }
    .into_any()
}

/// Saves the file that was made, and says what came of it.
pub fn save(app: App, made: RwSignal<Option<Made>>) {
    let Some(mut file) = made.try_get_untracked().flatten() else { return };
    leptos::task::spawn_local(async move {
        let handed = file.save(app).await;
        told(app, made, file, handed, "exchange.made.notSaved");
    });
}

/// Hands the file that was made to the share sheet, and says what came of it.
pub fn share(app: App, made: RwSignal<Option<Made>>) {
    let Some(mut file) = made.try_get_untracked().flatten() else { return };
    leptos::task::spawn_local(async move {
        let handed = file.share(app).await;
        told(app, made, file, handed, "exchange.made.shareFailed");
    });
}

fn told(app: App, made: RwSignal<Option<Made>>, file: Made, handed: Result<Handed, FileError>, failed: &str) {
    let name = file.name.clone();
    // Drawn again: it says now whether it has left.
    made.try_set(Some(file));
    match handed {
        Ok(Handed::Shared) => app.tell(Tone::Done, fill("exchange.made.shared", &[("file", &name)])),
        Ok(Handed::Asked | Handed::Saved) => app.tell(Tone::Done, fill("exchange.made.saved", &[("file", &name)])),
        Ok(Handed::Not) => app.tell(Tone::Info, say("exchange.made.notShared")),
        Err(e) => app.tell(Tone::Warning, fill(failed, &[("reason", &e.0)])),
    }
}

/// The letter that carries the file. The one with a plan file says what is wanted of whoever gets it, and by when.
fn mail(app: App, file: &Made) -> Letter {
    let (at, words) = (app_address(app), file_words(file.id));
    let partnership =
        app.state.with_untracked(|s| s.about.as_ref().map(|a| a.partnership_name.clone())).unwrap_or_default();
    let due = || {
        let plan = app.tree.with_untracked(|t| t.as_ref().map(|t| t.id))?;
        app.state.with_untracked(|s| s.ledger.open_cycle(plan).and_then(|cycle| cycle.due()))
    };
    match file.number {
        Some(number) => {
            let of =
                PlanFile { partnership: &partnership, number, file: &file.name, words: &words, app: &at, due: due() };
            forms::of_plan_file(&of)
        }
        None => forms::of_file(&partnership, &file.name, &words, &at),
    }
}

/// Takes note of a file that was made, and saves it at once.
pub(super) fn hand_over(app: App, made: RwSignal<Option<Made>>, file: Result<Made, String>) {
    match file {
        Ok(file) => {
            made.try_set(Some(file));
            save(app, made);
        }
        Err(words) => app.tell(Tone::Warning, words),
    }
}
