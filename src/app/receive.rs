//! Opening a file that somebody sent: one door for the exchange page and the first visit. What the file
//! changes is worked out in [`crate::store::incoming`]; here it is stored and put into words.

mod enter;

use super::context::{AnyStore, App};
use super::keyring;
use crate::bundle::{self, Read, proof};
use crate::ledger::decisions::Decided;
use crate::ledger::pieces::{Names, kind_name, pieces, sender_name};
use crate::ledger::{Ledger, exchange};
use crate::platform::keys::NotOpened;
use crate::platform::{self, files, time};
use crate::record::Id;
use crate::seal;
use crate::store::admit::repaired;
use crate::store::incoming::{Arrival, Change, News, Odd, arrive, odd};
use crate::store::rescue;
use crate::store::trust::Label;
use crate::store::{Intent, MemoryStore, State, StoreError};
use crate::words::{count, day_text, fill, say};
pub use enter::Opens;
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
    /// It belongs to another partnership than the open one: nothing was changed, and whoever opened it is asked.
    Elsewhere {
        /// That partnership's name.
        partnership: String,
        /// Whether a partnership with that name is here already, and it is another one.
        alike: bool,
        /// Whether the file's own partnership is on this device too.
        known: bool,
        /// The file, to be opened once somebody said so.
        file: files::Opened,
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
            Received::Elsewhere { partnership, alike: true, known, .. } => {
                let key = if *known { "receive.alikeKnown" } else { "receive.alike" };
                fill(key, &[("partnership", partnership)])
            }
            Received::Elsewhere { partnership, .. } => fill("receive.elsewhere", &[("partnership", partnership)]),
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
            _ => &[],
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

/// Opens a file. What became of it, and the label that says who it is from. A file of another partnership than the open
/// one is asked about first.
///
/// # Errors
/// Why the file was not taken in, in words with the place and what to do. Nothing was changed.
pub async fn receive(app: App, opened: files::Opened, how: Opens) -> Result<(Received, Label), String> {
    let opened = unlock(app, opened).await?;
    let read = bundle::read(&opened.bytes).map_err(|refused| refused.words())?;
    let received = enter::enter(app, &opened, &read, how).await?;
    // As this very file is signed: a changed copy of one that is here already has the same number and sender.
    let label = app.state.with_untracked(|s| {
        let envelope = &read.bundle.envelope;
        let name = sender_name(&read.bundle.records, s.ledger.records(), envelope.from);
        s.keys.label(&envelope.from.to_string(), &name, proof::check(envelope, &opened.bytes))
    });
    Ok((received, label))
}

/// A locked file opened with the office's key, any other file as it is.
async fn unlock(app: App, opened: files::Opened) -> Result<files::Opened, String> {
    if !seal::is_locked(&opened.bytes) {
        return Ok(opened);
    }
    let key = app.state.with_untracked(|s| s.keys.office.clone());
    let Some(key) = key else { return Err(bundle::Refused::Locked.words()) };
    let Some(office) = keyring::office(app, &key).await else { return Err(say("receive.keyLocked")) };
    let locked = seal::Locked::read(&opened.bytes).map_err(|e| e.words())?;
    let bytes = office.opener.open(&locked).await.map_err(|e| match e {
        NotOpened::File(why) => why.words(),
        NotOpened::Browser(reason) => fill("receive.notUsed", &[("reason", &reason)]),
    })?;
    // One lock inside another is nobody's honest doing, and the words for a locked file would lead nowhere.
    if seal::is_locked(&bytes) {
        return Err(say("receive.lockedTwice"));
    }
    Ok(files::Opened { bytes, ..opened })
}

async fn take(app: App, opened: &files::Opened, read: &Read) -> Result<Received, String> {
    let now = time::now_text();
    let mut taken = Err(String::new());
    let mut build = |state: &State| {
        let arrival = || {
            let about = state.about.as_ref().ok_or_else(|| say("receive.whoFirst"))?;
            let arrival = arrive(state, about, (&opened.name, &opened.bytes), read, (time::now_ms(), &now));
            arrival.map_err(|refused| refused.words(read))
        };
        match arrival() {
            Ok(Arrival { work, rows, news, poisoned, left_out }) => {
                taken = Ok((news, odd(state, read, time::now_ms()), !poisoned.is_empty(), left_out));
                let (work, rows) = repaired(state, (work, rows), &poisoned, platform::new_id());
                let intent = Intent { work, rows };
                (!intent.is_empty()).then_some(intent)
            }
            Err(words) => {
                taken = Err(words);
                None
            }
        }
    };
    app.transact(&mut build).await.map_err(|e| store_words(&e))?;
    let (news, odd, poisoned, left_out) = taken?;
    if poisoned {
        app.tell("warning", say("receive.poisoned"));
    }
    let mut set_aside = set_aside(read, &odd);
    set_aside.extend(left_out.words());
    Ok(match news {
        News::Already { received } => Received::Already { received },
        News::Issue { number, changes } => {
            let new = changes.iter().filter(|c| c.is_new()).count();
            let list = app.state.with_untracked(|s| lines(&s.ledger, &changes));
            Received::Issue { number, changed: changes.len() - new, new, list, set_aside }
        }
        News::Handover { changes, decided } => {
            let new = changes.iter().filter(|c| c.is_new()).count();
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
    let what = field.as_ref().map_or(title.clone(), |field| format!("{title}: {}", names.field(*id, field)));
    format!("{what}: {}", names.decided(decided))
}

/// That a whole entry, or words of it, were removed for good. What it said is not said again.
fn removed_line(names: &Names<'_>, id: Id) -> String {
    let record = names.find(id);
    match record.filter(|r| r.erased().is_none()) {
        Some(record) => fill("receive.removedWords", &[("title", &names.title_of(record))]),
        None => fill("receive.removedThing", &[("kind", &kind_name(record.map_or("", |r| r.kind.as_str())))]),
    }
}

/// Changes in words: what, and which field.
fn lines(ledger: &Ledger, changes: &[Change]) -> Vec<String> {
    let names = Names { ledger, file: None };
    let line = |change: &Change| match &change.field {
        Some(field) => format!("{}: {}", names.title(change.record), names.field(change.record, field)),
        None if change.removed => removed_line(&names, change.record),
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
