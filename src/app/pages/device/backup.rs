//! Saving everything on this device as one file. Works from memory alone, so that it works when the
//! browser's database refuses.

use super::section::section;
use crate::app::components::{Button, Show, Tone, live};
use crate::app::context::{App, use_app};
use crate::app::route::Route;
use crate::bundle;
use crate::days::Date;
use crate::ledger::exchange::file_words;
use crate::platform::files::FileError;
use crate::platform::handing::{self, Handed};
use crate::platform::{journal, time};
use crate::store::backup::{backup, newest};
use crate::store::{RowChange, State};
use crate::words::{count, day_text, fill, say};
use leptos::prelude::*;

/// After this many days without a backup the page asks for one.
const DAYS: i64 = 14;

/// Saves everything on this device as a file, and says what is in it.
///
/// Where something goes wrong, or nothing left, that is said at the top of the page.
pub fn save_backup(app: App) {
    leptos::task::spawn_local(async move {
        match save_as(app, "device.backup.fileName").await {
            Ok(true) => {}
            Ok(false) => app.tell(Tone::Info, say("device.backup.notSaved")),
            Err(e) => app.tell(Tone::Warning, fill("error.file", &[("reason", &e.0)])),
        }
    });
}

/// Saves everything on this device as a file whose name has this key; false where the person did not want it after all.
/// It counts as the last backup once it is known to have been saved: where only the browser could know, the person is
/// asked.
///
/// # Errors
/// The browser's reason, or that there is nothing to save.
pub async fn save_as(app: App, name: &str) -> Result<bool, FileError> {
    let Some(sender) = app.sender() else { return Err(FileError(say("device.backup.nothing"))) };
    let made = app.state.with_untracked(|s| {
        let drafts = newest(s, journal::all());
        let saved = backup(s, &drafts, sender.clone());
        (bundle::write(&saved), saved.records.len(), drafts.len())
    });
    let (text, records, drafts) = made;
    let name = fill(name, &[("day", &time::today())]);
    let handed = handing::hand_over(&name, "application/json", text.as_bytes()).await?;
    let key = match handed {
        Handed::Not => return Ok(false),
        Handed::Asked => "device.backup.saved",
        Handed::Saved => "device.backup.written",
        Handed::Shared => "device.backup.shared",
    };
    let words = file_words(sender.id);
    let held = count("device.backup.records", records);
    let with_drafts = if drafts > 0 { count("device.backup.drafts", drafts) } else { String::new() };
    let gaps: [(&str, &dyn std::fmt::Display); 4] =
        [("name", &name), ("records", &held), ("drafts", &with_drafts), ("words", &words)];
    app.tell(Tone::Done, fill(key, &gaps));
    match handed {
        Handed::Asked => app.backup_asked.set(Some((name, sender.created))),
        _ => note_backup(app, sender.created),
    }
    Ok(true)
}

/// Notes when the file was handed over. While something cannot be saved this waits for the next time: a
/// small row that fits must not make the banner about the person's own words go away.
fn note_backup(app: App, when: String) {
    if app.problem.with_untracked(Option::is_some) {
        return;
    }
    leptos::task::spawn_local(async move {
        let mut build = |s: &State| {
            let mut about = s.about.clone()?;
            // Another window may have saved a later one.
            about.last_backup = about.last_backup.max(Some(when.clone()));
            Some(RowChange::About(about).into())
        };
        // The file is the person's already; if this fails, the page only goes on asking for a backup.
        let _ = app.transact(&mut build).await;
    });
}

/// The question whether the last backup is there, while it is open.
pub fn asked(app: App) -> AnyView {
    live(move || app.backup_asked.get().map(|(name, when)| ask(app, name, when)))
}

/// Whether the backup is where the browser should have put it: only the person can see that.
fn ask(app: App, name: String, when: String) -> AnyView {
    let there = move || {
        app.backup_asked.set(None);
        note_backup(app, when.clone());
        app.tell(Tone::Saved, say("device.backup.counted"));
    };
    let not_there = move || {
        app.backup_asked.set(None);
        app.tell(Tone::Warning, say("device.backup.notThere"));
    };
    view! {
        <div class="nhsuk-inset-text">
            <p>{fill("device.backup.ask", &[("name", &name)])}</p>
            <div class="gt-actions">
                <Button label=say("device.backup.yes") on_press=there small=true/>
                <Button label=say("device.backup.no") on_press=not_there small=true/>
            </div>
        </div>
    }
    .into_any()
}

/// How many days ago the last backup was; `None` for never.
fn days_since(last: Option<&str>, today: Date) -> Option<i64> {
    let day: Date = last?.get(..10)?.parse().ok()?;
    Some(today.days_after(day))
}

/// Backups: the last one, and saving another.
#[component]
pub fn Backups() -> impl IntoView {
    let app = use_app();
    let last = Memo::new(move |_| app.state.with(|s| s.about.as_ref().and_then(|a| a.last_backup.clone())));
    let has_work = Memo::new(move |_| {
        app.state.with(|s| {
            s.about.as_ref().is_some_and(|a| !a.sample) && (s.ledger.records().len() > 1 || !s.drafts.is_empty())
        })
    });
    // What a backup has of the office's key.
    let key = move || {
        app.state.with(|s| match (&s.keys.office, &s.keys.recovery) {
            (None, _) => String::new(),
            (Some(_), Some(_)) => say("device.backup.sealed"),
            (Some(_), None) => say("device.backup.noKey"),
        })
    };
    let since = move || match last.get() {
        Some(last) => fill("device.backup.last", &[("day", &day_text(&last))]),
        None => say("device.backup.never"),
    };
    let nag = move || {
        let days = last.with(|l| days_since(l.as_deref(), time::today()));
        has_work.get() && days.is_none_or(|days| days > DAYS)
    };
    let pressed = RwSignal::new(false);
    let save = move || {
        pressed.set(true);
        save_backup(app);
    };
    let content = view! {
        <p>{say("device.backup.what")}</p>
        <p>{since} " " {key}</p>
        <Show when=nag>
            <div class="nhsuk-inset-text"><p>{say("device.backup.nag")}</p></div>
        </Show>
        <div class="gt-actions">
            <Button label=say("device.backup.save") on_press=save main=true/>
            <a class="nhsuk-link" href=Route::Inbox.href()>{say("device.backup.combine")}</a>
        </div>
        {asked(app)}
        {live(move || app.message.get().filter(|_| pressed.get()).map(|m| view! { <p class="gt-meta">{m.text}</p> }))}
        <p class="gt-meta">{say("device.backup.combineHint")}</p>
    };
    section("backup-title", "device.backup.title", content)
}
