//! Which partnership a file is opened in. Nobody is moved to another one unasked, and a file that is refused leaves
//! nothing behind.

use super::super::context::{App, Person};
use super::received::Received;
use super::take::{store_words, take};
use crate::bundle::{Partnership, Purpose, Read};
use crate::domain::{Organisation, Role, Writer};
use crate::platform::database::BrowserStore;
use crate::platform::{files, kept, time};
use crate::store::incoming::{Refusal, arrive};
use crate::store::rows::About;
use crate::store::{State, Store as _, Table};
use crate::words::say;
use leptos::prelude::*;

/// Who opens a file, and where.
#[derive(Debug, Clone)]
pub enum Opens {
    /// Whoever uses this device, in the partnership that is open.
    Here,
    /// The same, in the file's own partnership: they were asked.
    Beside,
    /// The person whom the first visit has just asked.
    First(Person),
}

/// Opens the partnership that a file belongs to, and takes the file in there.
pub(super) async fn enter(app: App, opened: &files::Opened, read: &Read, how: Opens) -> Result<Received, String> {
    let partnership = read.bundle.envelope.partnership.clone();
    let former = app.state.with_untracked(|s| s.about.clone());
    if former.as_ref().is_some_and(|a| a.partnership == partnership.id.to_string()) {
        return take(app, opened, read).await;
    }
    let known = kept::names().await.contains(&partnership.id.to_string());
    match read.bundle.envelope.purpose {
        Purpose::Backup => return Err(Refusal::BackupHere.words(read)),
        Purpose::Return | Purpose::Reply | Purpose::Handover if !known => {
            let words = Refusal::PlanFirst.words(read);
            return match (how, former) {
                (Opens::Here, Some(_)) => Ok(Received::PlanFirst { words, file: opened.clone() }),
                _ => Err(words),
            };
        }
        _ => {}
    }
    let person = match how {
        Opens::Here if former.is_some() => {
            let alike = alike(app, &partnership).await;
            return Ok(Received::Elsewhere { partnership: partnership.name, alike, known, file: opened.clone() });
        }
        Opens::First(person) => Some(person),
        Opens::Here | Opens::Beside => this_person(app),
    };
    let Some(person) = person else { return Err(say("receive.whoFirst")) };
    if !known {
        would_arrive(&partnership, opened, read)?;
    }
    if let Err(e) = app.begin(partnership.clone(), person, &read.bundle.records).await {
        return back_to(app, former, store_words(&e)).await;
    }
    match (take(app, opened, read).await, former) {
        (Ok(then), Some(_)) => Ok(Received::Beside { partnership: partnership.name, then: Box::new(then) }),
        // What was refused must not leave another partnership open than before.
        (Err(words), former @ Some(_)) => back_to(app, former, words).await,
        (taken, None) => taken,
    }
}

/// Whether a file would be taken in by a device that has nothing of its partnership: else nothing is made for it.
fn would_arrive(partnership: &Partnership, opened: &files::Opened, read: &Read) -> Result<(), String> {
    let about = About::nobody(partnership);
    let (state, now) = (State::default(), time::now_text());
    let arrival = arrive(&state, &about, (&opened.name, &opened.bytes), read, (time::now_ms(), &now));
    arrival.map(|_| ()).map_err(|refused| refused.words(read))
}

async fn back_to(app: App, former: Option<About>, words: String) -> Result<Received, String> {
    if let Some(former) = former {
        // Why it is not, is said at the top of the page.
        let _ = app.open(&former.partnership).await;
    }
    Err(words)
}

/// Whether a partnership with the same name is on this device, and it is another one.
async fn alike(app: App, new: &Partnership) -> bool {
    let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let wanted = plain(&new.name);
    if app.state.with_untracked(|s| s.about.as_ref().is_some_and(|a| plain(&a.partnership_name) == wanted)) {
        return true;
    }
    for id in kept::names().await.into_iter().filter(|id| *id != new.id.to_string()) {
        let Ok(store) = BrowserStore::open(&id).await else { continue };
        let rows = store.rows(Table::Meta, "about").await.unwrap_or_default();
        store.close();
        let about = rows.iter().find(|(key, _)| key == "about").and_then(|(_, text)| serde_json::from_str(text).ok());
        if about.is_some_and(|about: About| plain(&about.partnership_name) == wanted) {
            return true;
        }
    }
    false
}

/// Who uses this device, for another partnership: nobody becomes an office by opening a file.
fn this_person(app: App) -> Option<Person> {
    app.state.with_untracked(|state| {
        let about = state.about.as_ref()?;
        let me = state.ledger.records().get(about.writer()?).map(Writer)?;
        let organisation = me.organisation().and_then(|id| state.ledger.records().get(id));
        let role = Role::read(&about.role).map(|role| if role == Role::Manager { Role::Representative } else { role });
        Some(Person {
            role,
            name: me.name().to_owned(),
            organisation: organisation.map(|o| Organisation(o).name().to_owned()).unwrap_or_default(),
        })
    })
}
