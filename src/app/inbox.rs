//! The one road between bytes that came and what becomes of them, for every place that opens files: one of ours is taken
//! in ([`receive`]). What else the office reads is in [`office`].

pub mod office;

use super::came::{Came, Needs};
use super::components::Tone;
use super::context::App;
use super::receive::{Opens, Received, Taken, openable, receive};
use crate::platform::files::Opened;
use crate::words::say;
use leptos::prelude::*;
use std::pin::Pin;

/// What becomes of bytes, later.
pub type Coming = Pin<Box<dyn Future<Output = Vec<Came>>>>;

/// The road by which this person's files and words go. It is handed to whatever opens files, so that what only the office
/// reads (mails, forms, workbooks) is in the office's part of the program.
#[derive(Clone, Copy)]
pub struct Road {
    /// What becomes of a file.
    pub file: fn(App, Opened) -> Coming,
    /// What becomes of a pasted text.
    pub text: fn(App, String) -> Coming,
}

/// Everybody's but the office's.
pub const EVERYBODYS: Road =
    Road { file: |app, file| Box::pin(theirs(app, file)), text: |app, text| Box::pin(typed(app, text)) };

/// What becomes of a file that somebody opened who is not the office.
async fn theirs(app: App, file: Opened) -> Vec<Came> {
    let starts = |magic: &[u8]| file.bytes.starts_with(magic);
    // Zipped packages, and what office programs wrote before.
    if starts(b"PK\x03\x04") || starts(b"\xd0\xcf\x11\xe0") {
        return vec![not(app, file.name, say("exchange.open.document"))];
    }
    if starts(b"%PDF") {
        return vec![not(app, file.name, say("exchange.open.pdf.member"))];
    }
    ours(app, file).await
}

async fn typed(app: App, text: String) -> Vec<Came> {
    ours(app, Opened { name: String::new(), bytes: text.trim().as_bytes().to_vec() }).await
}

/// Opens a file in its own partnership, once somebody said so.
pub async fn beside(app: App, file: Opened) {
    match receive(app, file, Opens::Beside).await {
        Ok(taken) => app.tell(Tone::Info, format!("{}\n{}", taken.received.words(), taken.label.words)),
        Err(words) => app.tell(Tone::Warning, words),
    }
}

/// Opens the plan file of a partnership that is new here, and then what came from it, as far as it belongs to that one.
pub async fn plan_first(app: App, plan: Opened, file: Opened) {
    let (tone, mut words) = match receive(app, plan, Opens::Beside).await {
        Ok(taken) => (Tone::Info, taken.received.words()),
        Err(words) => (Tone::Warning, words),
    };
    if tone == Tone::Info {
        // Another plan file was chosen where it still belongs elsewhere: that is said, and it is asked for again.
        let taken = receive(app, file, Opens::Here).await;
        words = format!("{words}\n{}", taken.map_or_else(|words| words, |taken| taken.received.words()));
    }
    app.tell(tone, words);
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
        _ if label.warning || received.is_elsewhere() => Tone::Warning,
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
            (Received::PlanFirst { file, .. }, _) => Needs::PlanFile(file.clone()),
            (_, Some(file)) => Needs::Look(file),
            _ if staged => Needs::Look(id),
            _ => Needs::Nothing,
        },
        ..Came::new(open_now(app), name, tone, received.words())
    }
}
