//! What is ready to go out: all of it as one file, the forms, the sheet to merge from; and for each owner the letter for
//! one's own mail program.

use super::shown::{Shown, save};
use crate::app::components::{Button, CollectView, Details, Radio, Radios, Tone, live};
use crate::app::context::{App, use_app};
use crate::app::pages::exchange::LetterWords;
use crate::app::pages::papers::save::note;
use crate::app::route::Route;
use crate::domain::{Draft, fields as f, kind};
use crate::forms::{As, Mailing, all_files, merge_sheet};
use crate::office;
use crate::platform::handing::{self, Leaving, plain};
use crate::platform::time;
use crate::record::Id;
use crate::words::{count, day, fill, say};
use leptos::prelude::*;

const WORD: &str = "word";
const SHEET: &str = "sheet";

/// What is ready.
#[component]
pub fn Prepared(cycle: Memo<Option<Shown>>, ready: RwSignal<Vec<Mailing>>) -> impl IntoView {
    let app = use_app();
    let chosen = RwSignal::new(WORD.to_owned());
    let of = move || if chosen.with(|c| c == SHEET) { As::Sheet } else { As::Word };
    let busy = RwSignal::new(false);
    let run = move |how: How| {
        busy.set(true);
        let (all, of) = (ready.get_untracked(), untrack(of));
        leptos::task::spawn_local(async move {
            hand_out(app, cycle, all, of, how).await;
            busy.try_set(false);
        });
    };
    let option = |value: &'static str| Radio { value, words: say(&format!("cycle.as.{value}")), hint: String::new() };
    let button = move |label: &str, how: How, main: bool| {
        view! { <Button label=say(label) on_press=move || run(how) main=main busy=busy/> }
    };
    view! {
        <section class="nhsuk-inset-text" aria-labelledby="ready-title">
            <h3 class="nhsuk-heading-m" id="ready-title" tabindex="-1">{count("cycle.ready", ready.with_untracked(Vec::len))}</h3>
            <p>{say("cycle.readyHint")}</p>
            <Radios id="form-as" legend=say("cycle.as.legend") options=[WORD, SHEET].map(option).to_vec() value=chosen/>
            <div class="gt-actions">
                {button("cycle.saveAll", How::Zip, true)}
                {button("cycle.saveForms", How::Forms, false)}
                {button("cycle.saveMerge", How::Merge, false)}
            </div>
            <p class="nhsuk-hint">{say("cycle.saveHint")}</p>
            <h4 class="nhsuk-heading-s">{say("cycle.oneByOne")}</h4>
            {live(move || ready.get().into_iter().map(|mailing| one(app, cycle, mailing, of())).collect_view())}
        </section>
    }
    .into_any()
}

/// In which way what is ready goes out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Zip,
    Forms,
    Merge,
}

/// One owner's letter and form, behind one line.
fn one(app: App, cycle: Memo<Option<Shown>>, mailing: Mailing, of: As) -> AnyView {
    let key = if mailing.reminder { "cycle.reminderFor" } else { "cycle.letterFor" };
    let nobody = (!mailing.to.iter().any(|to| to.is_address())).then(|| {
        view! { <p>{say("cycle.noAddress")} " " <a class="nhsuk-link" href=Route::Organisations.href()>{say("organisations.title")}</a></p> }
    });
    let organisation = mailing.organisation;
    let taken = Callback::new(move |()| {
        leptos::task::spawn_local(async move { asked(app, cycle, vec![organisation], None).await });
    });
    let of_form = mailing.clone();
    let form = move || {
        let mailing = of_form.clone();
        leptos::task::spawn_local(async move { save_one(app, cycle, mailing, of, false).await });
    };
    let of_letter = mailing.clone();
    let letter = move || {
        let mailing = of_letter.clone();
        leptos::task::spawn_local(async move { save_one(app, cycle, mailing, of, true).await });
    };
    view! {
        <Details summary=fill(key, &[("organisation", &mailing.name)])>
            {nobody}
            <div class="gt-actions">
                <Button label=say("cycle.saveForm") small=true on_press=form/>
                <Button label=say("cycle.saveEml") small=true on_press=letter/>
            </div>
            <LetterWords attach=mailing.file_name(of) to=mailing.to letter=mailing.letter taken=taken/>
        </Details>
    }
    .into_any()
}

async fn save_one(app: App, cycle: Memo<Option<Shown>>, mailing: Mailing, of: As, letter: bool) {
    let (name, kind, bytes) = match letter {
        true => {
            let (name, bytes) = mailing.letter_file(of);
            (name, "message/rfc822", bytes)
        }
        false => (mailing.file_name(of), of.kind(), mailing.file(of)),
    };
    match handing::hand_over(&name, kind, &bytes).await {
        Ok(handed) if handed.left() => {
            note(app, vec![name.clone()]).await;
            asked(app, cycle, vec![mailing.organisation], Some(fill("cycle.formSaved", &[("file", &name)]))).await;
        }
        // Nobody was asked then.
        Ok(_) => app.tell(Tone::Info, say("cycle.formNotSaved")),
        Err(e) => app.tell(Tone::Warning, fill("error.file", &[("reason", &e.0)])),
    }
}

/// Hands all of it over in one way, and notes who was asked.
async fn hand_out(app: App, cycle: Memo<Option<Shown>>, all: Vec<Mailing>, of: As, how: How) {
    let title = cycle.with_untracked(|c| c.as_ref().map(|c| c.title.clone()).unwrap_or_default());
    let who: Vec<Id> = all.iter().map(|m| m.organisation).collect();
    let files: Vec<(String, &str, Vec<u8>)> = match how {
        How::Zip => match office::pack(&all_files(&all, of)) {
            Some(zip) => {
                vec![(format!("{}.zip", plain(&fill("cycle.zip", &[("cycle", &title)]))), "application/zip", zip)]
            }
            None => return app.tell(Tone::Warning, say("cycle.tooMuch")),
        },
        How::Merge => {
            let name = format!("{}.csv", plain(&say("forms.merge.file")));
            vec![(name, "text/csv", merge_sheet(&all, of).into_bytes())]
        }
        How::Forms => all.iter().map(|m| (m.file_name(of), of.kind(), m.file(of))).collect(),
    };
    let several = files.len() > 1;
    let counted = counted(&all);
    for (name, kind, bytes) in &files {
        match handing::save(Leaving { name, kind, bytes, shared: None }).await {
            Ok(handed) if handed.left() => {}
            Ok(_) => return app.tell(Tone::Info, say("cycle.formNotSaved")),
            Err(e) => return app.tell(Tone::Warning, fill("error.file", &[("reason", &e.0)])),
        }
        if several {
            // Browsers drop downloads that come all at once.
            time::wait(200).await;
        }
    }
    note(app, files.iter().map(|(name, ..)| name.clone()).collect()).await;
    let told = match files.as_slice() {
        [(name, ..)] => fill("cycle.allSaved", &[("file", name), ("many", &counted)]),
        _ => format!("{} {counted}", count("cycle.formsSaved", files.len())),
    };
    asked(app, cycle, who, Some(told)).await;
}

/// How many owners count as asked now, and how many, who had been asked before, as chased.
fn counted(all: &[Mailing]) -> String {
    let chased = all.iter().filter(|mailing| mailing.reminder).count();
    let parts = [("cycle.owned", all.len() - chased), ("cycle.chasedNow", chased)];
    let said = parts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| count(key, n));
    said.collect::<Vec<_>>().join(" ")
}

/// Notes today as the day on which these were asked or, where they had been asked before, chased; and says so.
async fn asked(app: App, cycle: Memo<Option<Shown>>, who: Vec<Id>, told: Option<String>) {
    let Some(Some(cycle)) = cycle.try_get_untracked() else { return };
    let today = time::today();
    let mut draft = Draft::new(cycle.id, kind::CYCLE);
    let mut noted = "cycle.notedChased";
    for row in cycle.owners.iter().filter(|row| who.contains(&row.id)) {
        let field = if row.asked.is_some_and(|d| d < today) { f::CHASED } else { f::ASKED };
        if field == f::ASKED {
            noted = "cycle.noted";
        }
        draft.set(format!("{field}/{}", row.id), today.to_string());
    }
    if save(app, draft).await {
        app.tell(Tone::Done, told.unwrap_or_else(|| fill(noted, &[("day", &day(today))])));
    }
}
