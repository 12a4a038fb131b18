//! What the office's inbox makes of what comes in: a mail, a zip or a folder of them is opened, and each thing in it is one
//! thing in the list. A form, a sheet or a workbook is read and waits like any file that was sent; words of a person are
//! asked about.

use super::{Coming, Road, not, open_now, ours};
use crate::app::came::{Came, Needs};
use crate::app::components::Tone;
use crate::app::context::App;
use crate::app::receive::unlock;
use crate::app::stage;
use crate::days::Date;
use crate::domain::Draft;
use crate::forms::{self, Answers, Known, Said};
use crate::intake::Format;
use crate::platform::files::Opened;
use crate::platform::time;
use crate::post::{Head, Item, NotRead, Paper, What, recognise, unlocked};
use crate::record::Id;
use crate::store::waiting::put_in_on;
use crate::words::{count, day_text, fill, say};
use crate::workbook;
use leptos::prelude::*;

/// The office's road.
pub const OFFICES: Road = Road {
    file: |app, file| boxed(app, file),
    text: |app, text| boxed(app, Opened { name: String::new(), bytes: text.into_bytes() }),
};

fn boxed(app: App, file: Opened) -> Coming {
    Box::pin(came(app, file))
}

/// What becomes of a file or a pasted text: one thing for each that lies in it.
async fn came(app: App, file: Opened) -> Vec<Came> {
    // A plan of ten thousand actions is not looked through twice.
    let begins = file.bytes.trim_ascii_start();
    if begins.starts_with(b"{") {
        return ours(app, file).await;
    }
    let mut all = Vec::new();
    for item in recognise(&file.name, &file.bytes) {
        match item.what {
            What::Locked => all.extend(locked(app, item).await),
            _ => all.extend(with_sender(app, item).await),
        }
    }
    all
}

/// What becomes of something that is locked for the office: once it is unlocked it is told like anything else, be it one of our
/// files, or a form that somebody locked by hand. A lock inside a lock is nobody's honest doing.
async fn locked(app: App, item: Item) -> Vec<Came> {
    let of = |came: Came| Came { from: item.from.as_deref().cloned(), ..came };
    let name = item.place();
    let opened = match unlock(app, Opened { name: name.clone(), bytes: item.bytes.clone() }).await {
        Ok(opened) => opened,
        Err(words) => return vec![of(not(app, name, words))],
    };
    if opened.bytes.trim_ascii_start().starts_with(b"{") {
        return ours(app, opened).await.into_iter().map(of).collect();
    }
    let mut all = Vec::new();
    for inner in unlocked(&item, &opened.bytes) {
        match inner.what {
            What::Locked => all.push(of(not(app, inner.place(), say("receive.lockedTwice")))),
            _ => all.extend(with_sender(app, inner).await),
        }
    }
    all
}

/// What becomes of one thing, and the mail it came in.
async fn with_sender(app: App, item: Item) -> Vec<Came> {
    let head = item.from.as_deref().cloned();
    let made = one(app, item).await;
    made.into_iter().map(|came| Came { from: head.clone(), ..came }).collect()
}

/// What becomes of one thing.
async fn one(app: App, item: Item) -> Vec<Came> {
    let (name, own) = (item.place(), item.name().to_owned());
    let Item { what, bytes, from, .. } = item;
    let file = Opened { name: name.clone(), bytes };
    match what {
        What::Bundle { .. } | What::Rescue | What::Locked => ours(app, file).await,
        What::Form(_) | What::Paper(Paper::Document | Paper::Sheet) => vec![form(app, file).await],
        What::Workbook => vec![of_workbook(app, file, from.as_deref()).await],
        What::Reply { .. } | What::Paper(Paper::Text(Format::Text)) if !may_be_words(&own) => {
            vec![not(app, name, unchanged(&NotRead::Other))]
        }
        What::Reply { words, other } => {
            let note = other.map(|other| other.words()).unwrap_or_default();
            if words.trim().is_empty() {
                return vec![not(app, name, note)];
            }
            let pasted = name.is_empty();
            let told = format!("{} {note}", say("inbox.words"));
            let needs = Needs::Words(words, pasted);
            vec![Came { needs, ..Came::new(open_now(app), name, Tone::Info, told.trim().to_owned()) }]
        }
        What::Paper(Paper::Text(Format::Text)) => {
            let words = String::from_utf8_lossy(&file.bytes).into_owned();
            let needs = Needs::Words(words, name.is_empty());
            vec![Came { needs, ..Came::new(open_now(app), name, Tone::Info, say("inbox.words")) }]
        }
        What::Paper(Paper::Text(_)) => {
            let needs = Needs::BringIn(file);
            vec![Came { needs, ..Came::new(open_now(app), name, Tone::Info, say("inbox.paper")) }]
        }
        What::NotRead(why) => vec![not(app, name, unchanged(&why))],
    }
}

/// The name of whoever works here.
fn own_name(app: App) -> String {
    let name = app.state.with_untracked(|s| {
        let me = s.about.as_ref()?.writer()?;
        Some(s.ledger.records().get(me)?.text("name")?.to_owned())
    });
    name.unwrap_or_default()
}

/// Why something was not read, and that nothing came of it.
fn unchanged(why: &dyn std::fmt::Display) -> String {
    format!("{why} {}", say("inbox.nothing"))
}

/// Whether a file by this name may be words: a text that calls itself a picture is something else.
fn may_be_words(name: &str) -> bool {
    const OTHERS: [&str; 16] = [
        "jpg", "jpeg", "png", "gif", "heic", "webp", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods",
        "zip",
    ];
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    ending.is_none_or(|ending| !OTHERS.contains(&ending.as_str()))
}

/// A workbook that went out from here: what was changed in it waits to be looked at, field by field.
async fn of_workbook(app: App, file: Opened, from: Option<&Head>) -> Came {
    let Opened { name, bytes } = file;
    let refused = |why: workbook::Refused| not(app, name.clone(), format!("{why} {}", say("inbox.unchanged")));
    let came = match workbook::read(&bytes) {
        Ok(came) => came,
        Err(why) => return refused(why),
    };
    let Some(voice) = stage::voice(app) else { return not(app, name, say("receive.whoFirst")) };
    let partnership = voice.partnership.clone();
    let changes = app.state.with_untracked(|s| workbook::changes(&came, &s.ledger, &partnership, voice.today));
    let changes = match changes {
        Ok(changes) => changes,
        Err(why) => return refused(why),
    };
    let doubt =
        |d: &workbook::Doubt| fill("inbox.doubt", &[("place", &d.at.words()), ("words", &d.words), ("why", &d.why)]);
    let doubts: Vec<String> = changes.doubts.iter().map(doubt).chain(changes.remarks.clone()).collect();
    let told =
        |tone, words: String| Came { set_aside: doubts.clone(), ..Came::new(open_now(app), name.clone(), tone, words) };
    if changes.is_empty() {
        return told(Tone::Info, say("inbox.workbook.nothing"));
    }
    let who_from = from
        .map(Head::who)
        .filter(|who| !who.is_empty())
        .unwrap_or_else(|| fill("inbox.workbook.from", &[("name", &name)]));
    let sender = from.and_then(|head| app.state.with_untracked(|s| forms::sender_at(&head.address, &s.ledger)));
    // Whose words they are is read by everybody: a name, never an address. Nobody else's workbook is the office's own.
    let named = from.map(|head| head.name.clone()).filter(|name| !name.contains('@') && !name.trim().is_empty());
    let of_contact = sender.as_ref().map(|(_, name)| name.clone()).filter(|name| !name.is_empty());
    let who = named.or(of_contact).unwrap_or_else(|| if from.is_none() { own_name(app) } else { String::new() });
    let bundle = app.state.with_untracked(|s| changes.bundle(&s.ledger, voice, &who, sender.map(|(id, _)| id)));
    let words = count("inbox.workbook.changes", changes.changes.len() + changes.new.len());
    match stage::stage(app, bundle, name.clone(), who_from, doubts.clone()).await {
        Some(file) => Came {
            file: Some(file),
            needs: Needs::Look(file),
            ..told(Tone::Saved, format!("{words} {}", say("inbox.unchanged")))
        },
        None => not(app, name.clone(), say("receive.notSaved")),
    }
}

/// What reading answers needs to know of the plan that is shown.
pub fn known(app: App) -> Option<Known> {
    let tree = app.tree.get_untracked()?;
    let at = crate::app::place::app_address(app);
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
    let is_more = !answers.leftovers.is_empty() || !answers.remarks.is_empty();
    if let Some(Some(day)) = before.iter().max().filter(|_| !is_more && before.iter().all(Option::is_some)) {
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

/// What of a form was not understood, a line each.
pub fn leftovers(answers: &Answers) -> impl Iterator<Item = String> {
    let line = |l: &forms::Leftover| {
        fill("cycle.back.leftover", &[("place", &l.place.words()), ("words", &l.words), ("why", &l.why)])
    };
    answers.leftovers.iter().map(line)
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
    let not_read = leftovers(&answers).chain(answers.remarks.clone()).collect();
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
    stage::stage(app, bundle, name, from, not_read).await.ok_or_else(|| say("receive.notSaved"))
}
