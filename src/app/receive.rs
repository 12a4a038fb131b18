//! Opening a file that somebody sent: one door for the exchange page and the first visit. What the file
//! changes is worked out in [`crate::store::incoming`]; here it is stored and put into words.

use super::context::{AnyStore, App, Person};
use crate::bundle::{self, Purpose, Read, proof};
use crate::domain::{Organisation, Writer};
use crate::ledger::decisions::Decided;
use crate::ledger::pieces::{Names, pieces, sender_name};
use crate::ledger::{Ledger, exchange};
use crate::platform::{self, files, kept, time};
use crate::record::Id;
use crate::seal;
use crate::store::incoming::{Change, News, Odd, Refusal, arrive, odd};
use crate::store::rescue;
use crate::store::trust::Label;
use crate::store::{MemoryStore, StoreError};
use crate::words::{count, day_text, fill, say};
use leptos::prelude::*;
use std::rc::Rc;

/// How many lines of a list are shown at most.
const LIST: usize = 100;

/// What became of a file that was opened.
#[derive(Debug, Clone, PartialEq)]
pub enum Received {
    /// It was here already; nothing was changed.
    Already {
        /// When it was opened first, RFC 3339; empty where this device made it.
        received: String,
    },
    /// A plan file was joined in.
    Issue {
        /// Its number.
        number: u64,
        /// How many changes to what was known there are since the last plan file.
        changed: usize,
        /// How many new things.
        new: usize,
        /// What they are, a line each.
        list: Vec<String>,
        /// What could not be read, a line each.
        set_aside: Vec<String>,
    },
    /// A plan file waits until somebody has compared its check words.
    Waits {
        /// Its number.
        number: u64,
    },
    /// A reply was read.
    Reply {
        /// How many outcomes it brought.
        outcomes: usize,
    },
    /// Another keeper's record was joined in.
    Handover {
        /// Whose.
        name: String,
        /// How many changes to what was known there are.
        changed: usize,
        /// How many new things.
        new: usize,
        /// What that keeper decided, a line each, and then what changed.
        list: Vec<String>,
        /// How many decisions it brought.
        decided: usize,
        /// How many things are decided differently now.
        contrary: usize,
        /// What could not be read, a line each.
        set_aside: Vec<String>,
    },
    /// It waits for a review.
    Staged {
        /// The file's id, for [`Route::Review`](super::route::Route::Review).
        file: Id,
        /// How many things there are to decide.
        items: usize,
        /// What could not be read, a line each.
        set_aside: Vec<String>,
    },
    /// It holds nothing that is not here.
    Nothing {
        /// What could not be read, a line each.
        set_aside: Vec<String>,
    },
    /// It is this person's own return.
    Own {
        /// What it is, in a sentence or two.
        words: String,
        /// What it holds, a line each.
        list: Vec<String>,
    },
    /// It belongs to another partnership, which is open now beside the one before.
    Beside {
        /// That partnership's name.
        partnership: String,
        /// What became of the file there.
        then: Box<Received>,
    },
}

impl Received {
    /// What happened, in a sentence or two.
    pub fn words(&self) -> String {
        match self {
            Received::Already { received } if received.is_empty() => say("receive.own"),
            Received::Already { received } => fill("receive.already", &[("day", &day_text(received))]),
            Received::Issue { number, changed, new, .. } if changed + new > 0 => {
                let (changed, new) = (count("receive.changed", *changed), count("receive.new", *new));
                fill("receive.issueChanges", &[("number", number), ("changed", &changed), ("new", &new)])
            }
            Received::Issue { number, .. } => fill("receive.issue", &[("number", number)]),
            Received::Handover { name, changed, new, decided, contrary, .. } => {
                let parts = [("receive.changed", changed), ("receive.new", new), ("receive.decided", decided)];
                let [changed, new, decided] = parts.map(|(key, n)| count(key, *n));
                let name = if name.is_empty() { say("piece.somebody") } else { name.clone() };
                let gaps: [(&str, &dyn std::fmt::Display); 4] =
                    [("name", &name), ("changed", &changed), ("new", &new), ("decided", &decided)];
                let words = fill("receive.handover", &gaps);
                if *contrary == 0 { words } else { format!("{words} {}", count("receive.contrary", *contrary)) }
            }
            Received::Waits { number } => fill("receive.waits", &[("number", number)]),
            Received::Reply { outcomes } => count("receive.reply", *outcomes),
            Received::Staged { items, .. } => count("receive.staged", *items),
            Received::Nothing { .. } => say("receive.nothing"),
            Received::Own { words, .. } => words.clone(),
            Received::Beside { partnership, then } => {
                format!("{} {}", fill("receive.beside", &[("partnership", partnership)]), then.words())
            }
        }
    }

    /// What changed, or what the file holds, a line each.
    pub fn list(&self) -> &[String] {
        match self {
            Received::Issue { list, .. } | Received::Handover { list, .. } | Received::Own { list, .. } => list,
            Received::Beside { then, .. } => then.list(),
            _ => &[],
        }
    }

    /// What to call that list.
    pub fn list_title(&self) -> String {
        match self {
            Received::Own { .. } => say("exchange.open.holds"),
            Received::Handover { .. } => say("exchange.open.brought"),
            Received::Beside { then, .. } => then.list_title(),
            _ => say("exchange.open.changes"),
        }
    }

    /// What could not be read, a line each, after a line that says how many of how many.
    pub fn set_aside(&self) -> &[String] {
        match self {
            Received::Issue { set_aside, .. }
            | Received::Handover { set_aside, .. }
            | Received::Staged { set_aside, .. }
            | Received::Nothing { set_aside } => set_aside,
            Received::Beside { then, .. } => then.set_aside(),
            Received::Already { .. } | Received::Waits { .. } | Received::Reply { .. } | Received::Own { .. } => &[],
        }
    }

    /// The file to review, if it waits for that.
    pub fn to_review(&self) -> Option<Id> {
        match self {
            Received::Staged { file, .. } => Some(*file),
            Received::Beside { then, .. } => then.to_review(),
            _ => None,
        }
    }
}

/// A file as it can be opened: itself or, where the page around the app saved it because the app could
/// not run, a backup of each partnership in it, the largest first.
///
/// # Errors
/// What to say where such a file holds no partnership at all.
pub async fn openable(file: files::Opened) -> Result<Vec<files::Opened>, String> {
    let memory = |rows| AnyStore::Memory(Rc::new(MemoryStore::holding(rows)));
    let Some(backups) = rescue::backups(&file.bytes, platform::new_id, memory).await else { return Ok(vec![file]) };
    let backups = backups.iter().map(|b| files::Opened { name: file.name.clone(), bytes: bundle::write(b).into() });
    let backups: Vec<files::Opened> = backups.collect();
    if backups.is_empty() { Err(say("receive.nothingRescued")) } else { Ok(backups) }
}

/// Opens a file. `person` is who uses this device, where the first visit has just asked. What became of it, and the
/// label that says who it is from.
///
/// # Errors
/// Why the file was not taken in, in words with the place and what to do. Nothing was changed.
pub async fn receive(app: App, opened: files::Opened, person: Option<Person>) -> Result<(Received, Label), String> {
    let opened = unlock(app, opened)?;
    let read = bundle::read(&opened.bytes).map_err(|refused| refused.words())?;
    let received = enter(app, &opened, &read, person).await?;
    // As this very file is signed: a changed copy of one that is here already has the same number and sender.
    let label = app.state.with_untracked(|s| {
        let envelope = &read.bundle.envelope;
        let name = sender_name(&read.bundle.records, s.ledger.records(), envelope.from);
        s.keys.label(&envelope.from.to_string(), &name, proof::check(envelope, &opened.bytes))
    });
    Ok((received, label))
}

/// Opens the partnership that a file belongs to, and takes the file in there.
async fn enter(app: App, opened: &files::Opened, read: &Read, person: Option<Person>) -> Result<Received, String> {
    let partnership = read.bundle.envelope.partnership.clone();
    let former = app.state.with_untracked(|s| s.about.clone());
    let purpose = read.bundle.envelope.purpose;
    let here = former.as_ref().is_some_and(|a| a.partnership == partnership.id.to_string());
    if !here {
        let known = kept::names().await.contains(&partnership.id.to_string());
        match purpose {
            Purpose::Backup => return Err(Refusal::BackupHere.words(read)),
            Purpose::Return | Purpose::Reply | Purpose::Handover if !known => {
                return Err(Refusal::PlanFirst.words(read));
            }
            _ => {}
        }
        let Some(person) = person.or_else(|| this_person(app)) else {
            return Err(say("receive.whoFirst"));
        };
        let begun = app.begin(partnership.clone(), person, &read.bundle.records).await;
        if let Err(e) = begun {
            return back_to(app, former.map(|a| a.partnership), store_words(&e)).await;
        }
    }
    let taken = take(app, opened, read).await;
    match (taken, former) {
        (Ok(then), Some(_)) if !here => Ok(Received::Beside { partnership: partnership.name, then: Box::new(then) }),
        // What was refused must not leave another partnership open than before.
        (Err(words), Some(former)) if !here => back_to(app, Some(former.partnership), words).await,
        (taken, _) => taken,
    }
}

/// A locked file opened with the office's key, any other file as it is.
fn unlock(app: App, opened: files::Opened) -> Result<files::Opened, String> {
    if !seal::is_locked(&opened.bytes) {
        return Ok(opened);
    }
    let key = app.state.with_untracked(|s| s.keys.office.as_ref().and_then(|o| o.identity()));
    let Some(key) = key else { return Err(bundle::Refused::Locked.words()) };
    let bytes = seal::Locked::read(&opened.bytes).and_then(|locked| locked.open(&[key]));
    let bytes = bytes.map_err(|e| e.words())?;
    // One lock inside another is nobody's honest doing, and the words for a locked file would lead nowhere.
    if seal::is_locked(&bytes) {
        return Err(say("receive.lockedTwice"));
    }
    Ok(files::Opened { bytes, ..opened })
}

async fn back_to(app: App, former: Option<String>, words: String) -> Result<Received, String> {
    if let Some(former) = former {
        app.open(&former).await;
    }
    Err(words)
}

async fn take(app: App, opened: &files::Opened, read: &Read) -> Result<Received, String> {
    let now = time::now_text();
    let (arrival, odd) = app.state.with_untracked(|state| {
        let about = state.about.as_ref().ok_or_else(|| say("receive.whoFirst"))?;
        let arrival = arrive(state, about, (&opened.name, &opened.bytes), read, (time::now_ms(), &now));
        let arrival = arrival.map_err(|refused| refused.words(read))?;
        Ok::<_, String>((arrival, odd(state, read, time::now_ms())))
    })?;
    let news = arrival.news;
    if !arrival.work.is_empty() || !arrival.rows.is_empty() {
        app.save(arrival.work, arrival.rows).await.map_err(|e| store_words(&e))?;
    }
    let set_aside = set_aside(read, &odd);
    Ok(match news {
        News::Already { received } => Received::Already { received },
        News::Issue { number, changes } => {
            let new = changes.iter().filter(|c| c.field.is_none()).count();
            let list = app.state.with_untracked(|s| lines(&s.ledger, &changes));
            Received::Issue { number, changed: changes.len() - new, new, list, set_aside }
        }
        News::Handover { changes, decided } => {
            let new = changes.iter().filter(|c| c.field.is_none()).count();
            let contrary = app.state.with_untracked(|s| s.ledger.contrary().len());
            let (name, list) = app.state.with_untracked(|s| {
                let names = Names { ledger: &s.ledger, file: None };
                let mut list = first_of(decided.iter(), |d| decided_line(&names, d));
                list.extend(lines(&s.ledger, &changes));
                (names.writer(read.bundle.envelope.from), list)
            });
            let (changed, decided) = (changes.len() - new, decided.len());
            Received::Handover { name, changed, new, list, decided, contrary, set_aside }
        }
        News::Waits { number } => Received::Waits { number },
        News::Reply { outcomes } => Received::Reply { outcomes },
        News::Staged { file, items } => Received::Staged { file, items, set_aside },
        News::Nothing => Received::Nothing { set_aside },
        News::Own { sequence, created, confirmed, holds } => {
            let work = read.bundle.records.iter().filter(|r| holds.contains(&r.id)).cloned().collect();
            let (updates, changes) = exchange::pieces(&work);
            let key = if confirmed { "receive.ownConfirmed" } else { "receive.ownReturn" };
            let gaps: [(&str, &dyn std::fmt::Display); 3] =
                [("number", &sequence), ("day", &day_text(&created)), ("pieces", &pieces(updates, changes))];
            let list = app.state.with_untracked(|s| {
                let names = Names { ledger: &s.ledger, file: Some(&read.bundle.records) };
                first_of(holds.iter(), |id| names.title(**id))
            });
            Received::Own { words: fill(key, &gaps), list }
        }
    })
}

/// Who uses this device, for another partnership: nobody becomes an office by opening a file.
fn this_person(app: App) -> Option<Person> {
    app.state.with_untracked(|state| {
        let about = state.about.as_ref()?;
        let me = state.ledger.records().get(about.writer()?).map(Writer)?;
        let organisation = me.organisation().and_then(|id| state.ledger.records().get(id));
        let role = if about.role == "manager" { "representative" } else { about.role.as_str() };
        Some(Person {
            role: role.to_owned(),
            name: me.name().to_owned(),
            organisation: organisation.map(|o| Organisation(o).name().to_owned()).unwrap_or_default(),
        })
    })
}

fn store_words(error: &StoreError) -> String {
    format!("{} {}", say("receive.notSaved"), error.words())
}

/// What could not be read: how many of how many, then each with its place; and what is odd about the file.
fn set_aside(read: &Read, odd: &[Odd]) -> Vec<String> {
    let aside = read.set_aside.len();
    let all = aside + read.bundle.records.len();
    let mut lines = Vec::new();
    if aside > 0 {
        lines.push(crate::words::count_with("receive.setAside", aside, &[("all", &all)]));
    }
    lines.extend(read.set_aside.iter().take(LIST).map(|s| s.words()));
    lines.extend(read.notes.iter().map(|n| n.words()));
    lines.extend(odd.iter().map(Odd::words));
    lines
}

/// What somebody decided about something, in words.
fn decided_line(names: &Names<'_>, decided: &Decided) -> String {
    let (id, field) = &decided.key;
    let title = names.title(*id);
    let what = field.as_ref().map_or(title.clone(), |field| format!("{title}: {}", names.field(field)));
    format!("{what}: {}", names.decided(decided))
}

/// Changes in words: what, and which field.
fn lines(ledger: &Ledger, changes: &[Change]) -> Vec<String> {
    let names = Names { ledger, file: None };
    let line = |change: &Change| match &change.field {
        Some(field) => format!("{}: {}", names.title(change.record), names.field(field)),
        None => fill("receive.newThing", &[("title", &names.title(change.record))]),
    };
    first_of(changes.iter(), |change| line(change))
}

/// The first lines of a list, and how many more there are.
fn first_of<T>(items: impl ExactSizeIterator<Item = T>, line: impl Fn(&T) -> String) -> Vec<String> {
    let more = items.len().saturating_sub(LIST);
    let mut lines: Vec<String> = items.take(LIST).map(|item| line(&item)).collect();
    if more > 0 {
        lines.push(count("receive.more", more));
    }
    lines
}
