//! Restoring a backup: what is in the file takes the place of what is on this device, after a copy of that
//! has been saved as a file. The device goes on under a new writer id, so that two devices restored from one
//! file never write under the same.

use super::backup::save_as;
use super::person::{name_of, role_words};
use super::saved::counts;
use super::section::section;
use crate::app::components::{Button, ErrorSummary, FileInput, Problem, Show, TakeFiles, Tone, label_view, live};
use crate::app::context::{App, Person, use_app};
use crate::app::pages::exchange::restored;
use crate::app::receive::openable;
use crate::bundle::{self, Partnership, Proven, Purpose, proof};
use crate::ledger::pieces::sender_name;
use crate::platform::{self, files, journal, page};
use crate::record::Set as Records;
use crate::store::backup::{Backup, unpack};
use crate::store::rows::About;
use crate::store::trust::Label;
use crate::store::{Replacement, State};
use crate::words::{day_text, fill, say};
use leptos::prelude::*;
use std::sync::Arc;

/// A backup that was chosen and waits for the person's yes.
#[derive(Debug, Clone, PartialEq)]
struct Waiting {
    name: String,
    created: String,
    partnership: Partnership,
    backup: Backup,
    /// The writer whose backup it is, that person's name, and what its proof comes to.
    from: (String, String, Proven),
}

impl Waiting {
    fn read(file: &files::Opened) -> Result<Waiting, String> {
        let read = bundle::read(&file.bytes).map_err(|refused| refused.words())?;
        if read.bundle.envelope.purpose != Purpose::Backup {
            return Err(say("device.restore.notABackup"));
        }
        let envelope = &read.bundle.envelope;
        let name = sender_name(&read.bundle.records, &Records::new(), envelope.from);
        let (created, partnership) = (envelope.created.clone(), envelope.partnership.clone());
        let from = (envelope.from.to_string(), name, proof::check(envelope, &file.bytes));
        let mut backup = unpack(read.bundle);
        backup.unreadable += read.set_aside.len();
        Ok(Waiting { name: file.name.clone(), created, partnership, backup, from })
    }

    /// What the file holds; of one that holds several partnerships the open one's part, or else the largest.
    async fn choose(app: App, file: files::Opened) -> Result<Waiting, String> {
        let mut parts = openable(file).await?.into_iter().map(|file| Waiting::read(&file));
        let here = app.state.with_untracked(|s| s.about.as_ref().map(|a| a.partnership.clone()));
        let first = parts.next().ok_or_else(|| say("receive.nothingRescued"))?;
        let is_open = |part: &Waiting| Some(part.partnership.id.to_string()) == here;
        if first.as_ref().is_ok_and(is_open) {
            return first;
        }
        parts.flatten().find(is_open).map_or(first, Ok)
    }

    /// Who it is from, as far as this device can tell.
    fn label(&self, app: App) -> Label {
        let (from, name, proof) = &self.from;
        app.state.with_untracked(|s| s.keys.label(from, name, *proof))
    }
}

/// Restores a backup on a device that has nothing of its partnership yet: the first visit. Where the
/// partnership is here already, it is only opened: replacing it is asked about on the page "Device".
///
/// # Errors
/// Why nothing was restored, in words.
pub async fn restore(app: App, file: &files::Opened, person: Option<Person>) -> Result<(), String> {
    let waiting = Waiting::read(file)?;
    app.open(&waiting.partnership.id.to_string()).await.map_err(|e| e.words())?;
    if app.state.with_untracked(|s| s.about.is_some()) {
        app.tell(Tone::Info, fill("device.restore.hereAlready", &[("partnership", &waiting.partnership.name)]));
        return Ok(());
    }
    put(app, &waiting, person.as_ref(), None).await
}

/// Replaces what is on this device of the open partnership by what the backup holds. `sent` is the plan file that an
/// office sent last, as somebody says; it is asked on the Exchange page where nobody did.
async fn put(app: App, waiting: &Waiting, person: Option<&Person>, sent: Option<u64>) -> Result<(), String> {
    let label = waiting.label(app);
    let mut old_drafts = Vec::new();
    let build = |s: &State| {
        let mut backup = waiting.backup.clone();
        // The office's key is in no backup; the one that is here stays.
        backup.keep_office_key(&s.keys);
        // What was removed for good stays removed, also when an older backup still holds it.
        backup.keep_removed(s.ledger.records());
        old_drafts = s.drafts.keys().cloned().collect();
        let current_name = s.about.as_ref().map(|a| name_of(s, a)).unwrap_or_default();
        let about = backup.about.clone().or(s.about.clone());
        let mut about = about.unwrap_or_else(|| About::nobody(&waiting.partnership));
        about.partnership = waiting.partnership.id.to_string();
        about.partnership_name.clone_from(&waiting.partnership.name);
        let mut edits = Vec::new();
        let mut name = backup.about.is_none().then_some(current_name);
        if let Some(person) = person {
            name = Some(person.name.clone());
            for new in person.put_in(&mut about, &backup.records) {
                edits.extend(new.edits());
            }
        }
        let here = s.about.as_ref();
        let (about, writer) = backup.go_on_as(platform::new_id(), about, name.as_deref(), (here, sent));
        edits.extend(writer);
        Replacement { records: backup.records, edits, about, rows: backup.rows }
    };
    app.replace(build).await.map_err(|e| e.words())?;
    let backup = &waiting.backup;
    // What was being typed before is in the copy; noted here it would come back over the restored words.
    for id in old_drafts {
        journal::forget(&id);
    }
    let key = if backup.unreadable > 0 { "device.restore.doneWithout" } else { "device.restore.done" };
    let words = fill(key, &[("count", &backup.unreadable), ("what", &counts(&backup.records))]);
    let tone = if label.warning { Tone::Warning } else { Tone::Done };
    app.tell(tone, format!("{words}\n{}", label.words));
    Ok(())
}

/// Choosing a backup, and saying yes to it.
#[component]
pub fn Restore() -> impl IntoView {
    let app = use_app();
    let waiting = RwSignal::new(None::<Arc<Waiting>>);
    let take = TakeFiles::new(move |chosen: files::Chosen| match chosen.into_iter().next() {
        Some(Ok(file)) => leptos::task::spawn_local(async move {
            match Waiting::choose(app, file).await {
                Ok(found) => drop(waiting.try_set(Some(Arc::new(found)))),
                Err(words) => app.tell(Tone::Warning, words),
            }
        }),
        Some(Err(unread)) => app.tell(Tone::Warning, unread.words()),
        None => {}
    });
    let content = view! {
        <p>{say("device.restore.what")}</p>
        <div class="nhsuk-form-group">
            <label class="nhsuk-label" for="restore-file">{say("device.restore.choose")}</label>
            <div class="nhsuk-hint" id="restore-file-hint">{say("device.restore.hint")}</div>
            <FileInput id="restore-file" take=take hinted=true accept=".json,application/json"/>
        </div>
        {live(move || waiting.get().map(|found| view! { <Ask found=found waiting=waiting/> }))}
    };
    section("restore-title", "device.restore.title", content)
}

/// Both sides, and the question.
#[component]
fn Ask(found: Arc<Waiting>, waiting: RwSignal<Option<Arc<Waiting>>>) -> impl IntoView {
    let app = use_app();
    let busy = RwSignal::new(false);
    let partnership = found.partnership.id.to_string();
    let is_open =
        Memo::new(move |_| app.state.with(|s| s.about.as_ref().is_some_and(|a| a.partnership == partnership)));
    let here = Memo::new(move |_| app.state.with(|s| counts(s.ledger.records())));
    let there = counts(&found.backup.records);
    let who = found.backup.about.as_ref().map(|about| {
        let writer = about.writer().and_then(|id| found.backup.records.get(id));
        let name = writer.and_then(|r| r.text("name")).unwrap_or_default().to_owned();
        fill("device.restore.who", &[("name", &name), ("role", &role_words(&about.role))])
    });
    // The office's plan files go on from the last one that was sent.
    let known = app.state.with_untracked(|s| {
        let is_same = |about: &&About| about.partnership == found.partnership.id.to_string();
        found.backup.last_plan_file(s.about.as_ref().filter(is_same)).unwrap_or(0)
    });
    let asks = found.backup.about.as_ref().is_some_and(|about| about.office && !about.sample);
    let number = RwSignal::new(known.to_string());
    let problems = RwSignal::new(Vec::<Problem>::new());
    let sent = move || -> Option<Option<u64>> {
        if !asks {
            return Some(None);
        }
        let said = number.with_untracked(|typed| restored::number(typed, known));
        problems.set(said.as_ref().err().cloned().unwrap_or_default());
        said.ok().map(Some)
    };
    let title = fill("device.restore.askTitle", &[("name", &found.name), ("day", &day_text(&found.created))]);
    let replace = {
        let found = found.clone();
        move || {
            let found = found.clone();
            let Some(sent) = sent() else { return };
            busy.set(true);
            leptos::task::spawn_local(async move {
                // The copy of what is here first: without it nothing is replaced.
                match save_as(app, "device.restore.copyName").await {
                    Ok(true) => run(app, &found, waiting, sent).await,
                    Ok(false) => app.tell(Tone::Warning, say("device.restore.copyNotSaved")),
                    Err(e) => app.tell(Tone::Warning, fill("device.restore.noCopy", &[("reason", &e.0)])),
                }
                let _ = busy.try_set(false);
            });
        }
    };
    let beside = {
        let found = found.clone();
        move || {
            let found = found.clone();
            let Some(sent) = sent() else { return };
            busy.set(true);
            leptos::task::spawn_local(async move {
                open_beside(app, &found, waiting, sent).await;
                let _ = busy.try_set(false);
            });
        }
    };
    let other = fill("device.restore.other", &[("partnership", &found.partnership.name)]);
    view! {
        <div class="nhsuk-warning-callout">
            <h3 class="nhsuk-warning-callout__label">{title}</h3>
            <dl class="nhsuk-summary-list">
                {super::section::row("device.restore.there", there)}
                {super::section::row("device.restore.here", move || here.get())}
            </dl>
            {who.map(|who| view! { <p>{who}</p> })}
            {label_view(found.label(app))}
            {asks.then(|| view! {
                <ErrorSummary problems=problems/>
                <p>{say("restored.why")}</p>
                {restored::field(number, problems)}
            })}
            <Show when=move || is_open.get() fallback={
                let beside = beside.clone();
                let other = other.clone();
                move || view! {
                    <p>{other.clone()}</p>
                    <Button label=say("device.restore.beside") on_press=beside.clone() main=true busy=busy/>
                }
            }>
                <p>{say("device.restore.ask")}</p>
                <Button label=say("device.restore.yes") on_press=replace.clone() warning=true busy=busy/>
            </Show>
            " "
            <Button label=say("device.cancel") on_press=move || waiting.set(None)/>
        </div>
    }
    .into_any()
}

async fn run(app: App, found: &Waiting, waiting: RwSignal<Option<Arc<Waiting>>>, sent: Option<u64>) {
    match put(app, found, None, sent).await {
        Ok(()) => {
            let _ = waiting.try_set(None);
            page::focus_heading();
        }
        Err(words) => app.tell(Tone::Warning, words),
    }
}

/// Opens the file's partnership beside this one. If this device has nothing of it, the backup is restored
/// there at once; otherwise the person is asked with the counts of both sides.
async fn open_beside(app: App, found: &Waiting, waiting: RwSignal<Option<Arc<Waiting>>>, sent: Option<u64>) {
    // Why it is not open, is said at the top of the page.
    if app.open(&found.partnership.id.to_string()).await.is_ok() && app.state.with_untracked(|s| s.about.is_none()) {
        run(app, found, waiting, sent).await;
    }
}
