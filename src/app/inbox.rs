//! The one road between bytes that came and what becomes of them, for every place that opens files: one of ours is taken
//! in ([`receive`]), a form or a sheet is read and waits like any file that was sent, words of a person are asked about.

use super::came::{Came, Needs};
use super::components::Tone;
use super::context::App;
use super::receive::{Opens, Received, Taken, openable, receive};
use super::stage;
use crate::days::Date;
use crate::domain::Draft;
use crate::forms::{self, Answers, Known, Said};
use crate::platform::files::Opened;
use crate::platform::time;
use crate::record::Id;
use crate::seal;
use crate::store::waiting::put_in_on;
use crate::words::{count, day_text, fill, say};
use leptos::prelude::*;

/// What a file is, by its bytes and, for plain words, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// One of ours, or nothing that is known: [`receive`] says which.
    Ours,
    /// Written by an office program.
    Document,
    Pdf,
    /// Plain words.
    Words,
}

fn kind(file: &Opened) -> Kind {
    let starts = |magic: &[u8]| file.bytes.starts_with(magic);
    match () {
        // Zipped packages, and what office programs wrote before.
        () if starts(b"PK\x03\x04") || starts(b"\xd0\xcf\x11\xe0") => Kind::Document,
        () if starts(b"%PDF") => Kind::Pdf,
        () if file.name.to_lowercase().ends_with(".txt") && words(&file.bytes).is_some() => Kind::Words,
        () => Kind::Ours,
    }
}

/// Bytes as somebody's words; none where they are one of our files under another name, or no text.
fn words(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim();
    let ours = text.starts_with(['{', '<']) || seal::is_locked(text.as_bytes());
    (!ours && !text.is_empty() && !text.contains('\0')).then(|| text.to_owned())
}

/// What becomes of a file that was opened: one thing for each partnership in it.
pub async fn came(app: App, file: Opened) -> Vec<Came> {
    let office = untrack(|| app.is_office());
    match (kind(&file), office) {
        (Kind::Document, true) => vec![form(app, file).await],
        (Kind::Document, false) => vec![not(app, file.name, say("exchange.open.document"))],
        (Kind::Pdf, true) => vec![not(app, file.name, say("exchange.open.pdf.office"))],
        (Kind::Pdf, false) => vec![not(app, file.name, say("exchange.open.pdf.member"))],
        (Kind::Words, true) => vec![of_words(app, file.name, words(&file.bytes).unwrap_or_default(), false)],
        (Kind::Ours, _) | (Kind::Words, false) => ours(app, file).await,
    }
}

/// What becomes of a pasted text: one of our files, or somebody's words.
pub async fn pasted(app: App, text: &str) -> Vec<Came> {
    match words(text.as_bytes()) {
        Some(words) if untrack(|| app.is_office()) => vec![of_words(app, String::new(), words, true)],
        _ => ours(app, Opened { name: String::new(), bytes: text.trim().as_bytes().to_vec() }).await,
    }
}

/// Opens a file in its own partnership, once somebody said so.
pub async fn beside(app: App, file: Opened) {
    match receive(app, file, Opens::Beside).await {
        Ok(taken) => app.tell(Tone::Info, format!("{}\n{}", taken.received.words(), taken.label.words)),
        Err(words) => app.tell(Tone::Warning, words),
    }
}

fn open_now(app: App) -> String {
    app.state.with_untracked(|s| s.about.as_ref().map(|a| a.partnership.clone())).unwrap_or_default()
}

/// A file that changed nothing, and why.
pub fn not(app: App, name: String, words: String) -> Came {
    Came::new(open_now(app), name, Tone::Warning, words)
}

async fn ours(app: App, file: Opened) -> Vec<Came> {
    let name = file.name.clone();
    let parts = match openable(file).await {
        Ok(parts) => parts,
        Err(words) => return vec![not(app, name, words)],
    };
    let mut all = Vec::new();
    for file in parts {
        let name = file.name.clone();
        all.push(match receive(app, file, Opens::Here).await {
            Ok(taken) => of_taken(app, name, taken),
            Err(words) => not(app, name, words),
        });
    }
    all
}

fn of_taken(app: App, name: String, taken: Taken) -> Came {
    let Taken { id, received, label } = taken;
    if let Received::Beside { .. } = received {
        // Another partnership is open now, so this list may be gone with its page.
        app.tell(Tone::Info, received.words());
    }
    let tone = match received.set_aside().is_empty() {
        _ if label.warning || matches!(received, Received::Elsewhere { .. }) => Tone::Warning,
        _ if matches!(received, Received::Waits { .. }) => Tone::Info,
        true => Tone::Saved,
        false => Tone::Info,
    };
    let staged = app.state.with_untracked(|s| s.staged.iter().any(|staged| staged.envelope.id == id));
    Came {
        list: received.list().to_vec(),
        list_title: received.list_title(),
        set_aside: received.set_aside().to_vec(),
        label: Some(label),
        file: Some(id),
        needs: match (&received, received.to_review()) {
            (Received::Elsewhere { file, .. }, _) => Needs::Partnership(file.clone()),
            (_, Some(file)) => Needs::Look(file),
            _ if staged => Needs::Look(id),
            _ => Needs::Nothing,
        },
        ..Came::new(open_now(app), name, tone, received.words())
    }
}

/// Words of a person. Where a contact's address stands in them it is known whose they are.
fn of_words(app: App, name: String, text: String, pasted: bool) -> Came {
    let needs = Needs::Words(text, pasted);
    Came { needs, ..Came::new(open_now(app), name, Tone::Info, say("inbox.words")) }
}

/// What reading answers needs to know of the plan that is shown.
pub fn known(app: App) -> Option<Known> {
    let tree = app.tree.get_untracked()?;
    let at = super::place::app_address(app);
    app.state.with_untracked(|s| {
        let known = Known::of(&s.ledger, &tree, &s.about.as_ref()?.partnership()?);
        Some(known.on(time::today()).found_at(&at))
    })
}

/// A form or a sheet: put in at once where all of it is understood; else a person says what is missing.
async fn form(app: App, file: Opened) -> Came {
    let Some(known) = known(app) else { return not(app, file.name, say("putin.noPlan")) };
    match forms::read(&file.bytes, &known) {
        Ok(answers) => of_answers(app, file.name, answers).await,
        Err(refused) => not(app, file.name, format!("{refused} {}", say("inbox.unchanged"))),
    }
}

/// Answers that were read: put in where nothing has to be said first.
pub async fn of_answers(app: App, name: String, answers: Answers) -> Came {
    let before = read_before(app, &answers);
    let here = || open_now(app);
    // The same form once more: nothing to look at, and nothing that would wait twice.
    if let Some(Some(day)) = before.iter().max().filter(|_| before.iter().all(Option::is_some)) {
        return Came::new(here(), name, Tone::Info, fill("cycle.back.already", &[("day", &day_text(day))]));
    }
    if answers.answers.is_empty() && answers.leftovers.is_empty() {
        return not(app, name, say("inbox.blank"));
    }
    let who = app.state.with_untracked(|s| Said::of(&answers, &s.ledger).who);
    if !is_clear(&answers) || who.trim().is_empty() {
        let needs = Needs::Answers(Box::new(answers));
        return Came { needs, ..Came::new(here(), name, Tone::Info, say("inbox.asks")) };
    }
    let (when, understood) =
        (answers.date.unwrap_or_else(time::today), count("cycle.back.understood", answers.answers.len()));
    match put_in(app, answers, &who, when, &name).await {
        Ok(file) => Came {
            file: Some(file),
            needs: Needs::Look(file),
            ..Came::new(here(), name, Tone::Saved, format!("{understood}. {}", say("inbox.unchanged")))
        },
        Err(words) => not(app, name, words),
    }
}

/// Whether all of it is understood: each answer has its action, the day is one, and there is nothing beside.
fn is_clear(answers: &Answers) -> bool {
    let day = answers.date.is_some() || answers.date_words.trim().is_empty();
    let placed = answers.answers.iter().all(|a| a.action.is_some());
    day && placed && !answers.answers.is_empty() && answers.leftovers.is_empty() && answers.remarks.is_empty()
}

/// For each answer, the day on which it was read before, where it was.
pub fn read_before(app: App, answers: &Answers) -> Vec<Option<String>> {
    app.state.with_untracked(|s| {
        let said = Said::of(answers, &s.ledger);
        forms::read_before(answers, &said, time::today(), &|id| put_in_on(s, id))
    })
}

/// Puts answers in: a file of its own that waits to be looked at, called `name`; its id.
///
/// # Errors
/// What to say: there is nothing to put in, or it was not saved.
pub async fn put_in(app: App, answers: Answers, who: &str, when: Date, name: &str) -> Result<Id, String> {
    let mut answers = answers;
    who.trim().clone_into(&mut answers.filled_in_by);
    let mut said = app.state.with_untracked(|s| Said::of(&answers, &s.ledger));
    said.when = Some(when);
    let Some(voice) = stage::voice(app) else { return Err(say("receive.whoFirst")) };
    let proposed = forms::updates(&answers, &said, voice.today);
    let drafts: Vec<_> = proposed.into_iter().flat_map(|p| p.update.into_iter().chain(p.figures)).collect();
    // What was read before waits, or is in the record, already.
    let new = |draft: &Draft| app.state.with_untracked(|s| put_in_on(s, draft.id)).is_none();
    let drafts: Vec<_> = drafts.into_iter().filter(new).collect();
    if drafts.is_empty() {
        return Err(say("cycle.back.nothing"));
    }
    let organisation = said.organisation.map(|o| app.state.with_untracked(|s| s.ledger.organisation_name(o, "")));
    let organisation = organisation.filter(|name| *name != said.who).unwrap_or_default();
    let from = match organisation.is_empty() {
        true => said.who.clone(),
        false => fill("putin.from", &[("who", &said.who), ("organisation", &organisation)]),
    };
    let name = if name.is_empty() { fill("putin.fileName", &[("who", &said.who)]) } else { name.to_owned() };
    let bundle = voice.bundle(&said.who, said.organisation, &drafts);
    stage::stage(app, bundle, name, from).await.ok_or_else(|| say("receive.notSaved"))
}
