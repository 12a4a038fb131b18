//! Beginning on a device: with nothing, with a file, or with the sample. The questions are
//! [`super::first_visit`]'s.

use super::context::{App, Person, find_organisation};
use super::entrance::{Choice, Door};
use super::pages;
use super::receive::{Opens, Taken, openable, receive};
use super::route::Route;
use crate::app::components::Tone;
use crate::bundle::{self, Partnership, Purpose};
use crate::domain::Role;
use crate::ledger::pieces::sender_name;
use crate::platform::{self, files, journal, time};
use crate::store::State;
use crate::store::sample::Sample;
use crate::words::{day_text, fill, say};
use leptos::prelude::*;

/// The sample's file, beside the app.
const SAMPLE: &str = "sample.thread.json";

/// Begins as somebody chose. What is wrong is said at the top of the page, and what they typed stays.
pub async fn begin(app: App, door: Door, choice: Choice) {
    let mut person = Person {
        role: Role::read(&door.role.get_untracked()),
        name: door.name.get_untracked().trim().to_owned(),
        organisation: door.organisation.get_untracked().trim().to_owned(),
    };
    let begun = match choice {
        Choice::Empty(then) => {
            let name = door.partnership.get_untracked().trim().to_owned();
            let new = Partnership { id: platform::new_id(), name };
            // What the store says is shown by `App::transact` itself.
            if app.begin(new, person, &Default::default()).await.is_ok() {
                app.go(&then);
            }
            return;
        }
        Choice::File(file) => open_first(app, file, person, false).await,
        Choice::Last(file) => open_first(app, file, person, true).await,
        Choice::Sample(role) => {
            if person.name.is_empty() {
                person.name = say("welcome.samplePerson");
            }
            person.role = Some(role);
            open_sample(app, person, role).await
        }
    };
    if let Err(text) = begun {
        app.tell(Tone::Warning, text);
    }
}

/// `last` is their own last file: a backup is restored. Of one that somebody sent they are told what it is.
async fn open_first(app: App, file: files::Opened, person: Person, last: bool) -> Result<(), String> {
    // The largest last, so that it is the one that is open then.
    for file in openable(file).await?.into_iter().rev() {
        let backup = bundle::read(&file.bytes).ok().filter(|read| read.bundle.envelope.purpose == Purpose::Backup);
        if let Some(read) = backup {
            if !last {
                return Err(whose_backup(&read));
            }
            pages::restore(app, &file, Some(person.clone())).await?;
            app.go(&Route::Today);
            continue;
        }
        let Taken { received, label, .. } = receive(app, file, Opens::First(person.clone())).await?;
        let tone = if label.warning { Tone::Warning } else { Tone::Done };
        app.go_telling(&Route::Today, tone, format!("{}\n{}", received.words(), label.words));
    }
    Ok(())
}

/// That a file which was opened as one from the office is a backup, and whose.
fn whose_backup(read: &bundle::Read) -> String {
    let envelope = &read.bundle.envelope;
    let name = sender_name(&read.bundle.records, &Default::default(), envelope.from);
    let name = if name.is_empty() { say("piece.somebody") } else { name };
    fill("welcome.isBackup", &[("name", &name), ("day", &day_text(&envelope.created))])
}

/// Opens the sample: a partnership of its own, beside any real one. One that was opened here before stays as it was left.
async fn open_sample(app: App, mut person: Person, role: Role) -> Result<(), String> {
    let failed = |reason: String| fill("welcome.sampleFailed", &[("reason", &reason)]);
    let bytes = files::fetch(SAMPLE).await.map_err(|e| failed(e.0))?;
    let sample = Sample::read(&bytes, time::today()).map_err(|e| failed(e.words()))?;
    let (plan, own) = (&sample.plan, sample.organisation(role));
    // Whose actions there are is the sample's to say: nobody's own organisation is in it.
    if !own.is_empty() && !find_organisation(&plan.records, &person.organisation).1.is_empty() {
        person.organisation = own;
    }
    app.begin(plan.envelope.partnership.clone(), person, &plan.records).await.map_err(|e| e.words())?;
    if app.state.with_untracked(|s| s.about.as_ref().is_some_and(|a| a.sample)) {
        app.go_telling(&Route::Today, Tone::Info, say("sample.asLeft"));
        return Ok(());
    }
    // One that was stopped while it was opened goes on as whoever began it.
    let begun = app.state.with_untracked(|s| s.about.as_ref().and_then(|about| Role::read(&about.role)));
    for step in sample.steps(begun.unwrap_or(role)) {
        let mut build = |state: &State| step.intent(state, time::now_ms()).filter(|intent| !intent.is_empty());
        app.transact(&mut build).await.map_err(|e| e.words())?;
    }
    journal::set_setting("seenSample", "yes");
    app.go(&Route::Today);
    Ok(())
}
