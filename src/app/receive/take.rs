//! Taking a file in: one transaction, and what to say of it.

use super::received::Received;
use crate::app::components::Tone;
use crate::app::context::App;
use crate::bundle::Read;
use crate::ledger::decisions::Decided;
use crate::ledger::pieces::{Names, kind_name, pieces};
use crate::ledger::{Ledger, exchange};
use crate::platform::{self, files, time};
use crate::record::Id;
use crate::store::admit::repaired;
use crate::store::incoming::{Arrival, Change, News, Odd, arrive, odd};
use crate::store::{Intent, State, StoreError};
use crate::words::{count, day_text, fill, say};
use leptos::prelude::*;

/// How many lines of a list are shown at most.
const LIST: usize = 100;

pub(super) async fn take(app: App, opened: &files::Opened, read: &Read) -> Result<Received, String> {
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
        app.tell(Tone::Warning, say("receive.poisoned"));
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

pub(super) fn store_words(error: &StoreError) -> String {
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
