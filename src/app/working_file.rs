//! The office's working file: every save also writes everything to a file that the office chose in its own
//! folders, so that a lost device loses nothing. A file that somebody else has written meanwhile is never
//! written over.

use super::context::{AnyStore, App};
use super::receive::{Opens, receive};
use crate::app::components::Tone;
use crate::bundle;
use crate::platform::files::FileError;
use crate::platform::working_file::{self, WorkingFile};
use crate::platform::{journal, page, time};
use crate::store::backup::{backup, newest};
use crate::words::fill;
use leptos::prelude::*;

/// How the working file stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Stands {
    /// There is none.
    #[default]
    None,
    /// It holds everything that was saved; with when it was written last, where that was since the app
    /// was opened.
    Written(Option<u64>),
    /// The browser wants to be asked again before it is written.
    Asks,
    /// Somebody else has written it since: it is left alone.
    Changed,
    /// It could not be written, and why.
    Failed(String),
}

/// The working file of the partnership that is open. Provided once, copied freely.
#[derive(Clone, Copy)]
pub struct Working {
    app: App,
    /// How it stands.
    pub stands: RwSignal<Stands>,
    /// Its name.
    pub name: RwSignal<String>,
    /// The file, and the partnership it was chosen for: nothing of another one is ever written into it.
    file: StoredValue<Option<Chosen>, LocalStorage>,
    /// Whether a write is under way or about to be.
    busy: StoredValue<bool>,
    /// Whether something was saved meanwhile.
    again: StoredValue<bool>,
}

/// A file with the partnership (its id) that it was chosen for.
#[derive(Debug, Clone)]
struct Chosen {
    partnership: String,
    file: WorkingFile,
}

impl Chosen {
    /// Where the mark of the last write is noted.
    fn setting(&self) -> String {
        format!("workingfile.{}", self.partnership)
    }

    /// Where the id of what is being written is noted.
    fn written_id(&self) -> String {
        format!("{}.id", self.setting())
    }

    /// Whether the file is the one that was written last, by the id in its first lines: the page may have been
    /// closed after it was written and before its mark was noted.
    async fn is_last_written(&self) -> Result<bool, FileError> {
        let Some(id) = journal::setting(&self.written_id()) else { return Ok(false) };
        let opened = self.file.read().await?;
        let head = opened.bytes.get(..2_000).unwrap_or(&opened.bytes);
        Ok(String::from_utf8_lossy(head).contains(&id))
    }
}

/// How long saving is left to go on before the file is written.
const QUIET_MS: i32 = 1_000;

impl Working {
    /// Watches the app: each save is followed by a write.
    pub fn listen(app: App) -> Working {
        let working = Working {
            app,
            stands: RwSignal::default(),
            name: RwSignal::default(),
            file: StoredValue::new_local(None),
            busy: StoredValue::new(false),
            again: StoredValue::new(false),
        };
        let partnership = Memo::new(move |_| app.state.with(|s| s.about.as_ref().map(|a| a.partnership.clone())));
        Effect::new(move |_| {
            partnership.get(); // read, not only tracked: a memo that nobody reads never runs
            working.file.set_value(None);
            working.stands.set(Stands::None);
            leptos::task::spawn_local(working.find());
        });
        Effect::new(move |_| {
            if app.saved_at.get().is_some() {
                working.write_soon();
            }
        });
        if !working_file::offered() {
            working.ask_before_closing();
        }
        provide_context(working);
        working
    }

    /// Where the browser offers no such file, closing the page asks first as long as records have changed
    /// that no backup has.
    fn ask_before_closing(self) {
        let (app, changed) = (self.app, StoredValue::new(false));
        let revision = Memo::new(move |_| app.state.with(|s| s.ledger.revision()));
        let backup = Memo::new(move |_| app.state.with(|s| s.about.as_ref().and_then(|a| a.last_backup.clone())));
        Effect::new(move |before: Option<(u64, Option<String>, bool)>| {
            let now = (revision.get(), backup.get(), app.loaded.get());
            // What was read when the app was opened is no change; what a backup was made after is in it.
            if let Some((was, copied, true)) = before {
                changed.set_value(if copied == now.1 { changed.get_value() || was != now.0 } else { false });
            }
            now
        });
        page::ask_before_closing(move || changed.try_get_value() == Some(true) && self.is_for_office());
    }

    /// Looks for the file chosen before.
    async fn find(self) {
        let (Some(partnership), AnyStore::Browser(store)) = (self.partnership(), self.app.store()) else { return };
        if !self.is_for_office() {
            return;
        }
        let Some(file) = working_file::kept(&store).await else { return };
        let may = file.may_write(false).await;
        // Another partnership may have been opened meanwhile, or a file chosen.
        if self.is_open(&partnership) && self.file.with_value(Option::is_none) {
            self.take(Chosen { partnership, file });
            self.stands.set(if may { Stands::Written(None) } else { Stands::Asks });
        }
    }

    fn take(self, chosen: Chosen) {
        self.name.set(chosen.file.name());
        self.file.set_value(Some(chosen));
    }

    fn partnership(self) -> Option<String> {
        self.app.state.with_untracked(|s| s.about.as_ref().map(|a| a.partnership.clone()))
    }

    fn is_open(self, partnership: &str) -> bool {
        self.partnership().as_deref() == Some(partnership)
    }

    fn is_for_office(self) -> bool {
        self.app.state.with_untracked(|s| s.about.as_ref().is_some_and(|a| a.office && !a.sample))
    }

    fn write_soon(self) {
        if self.file.with_value(Option::is_none) {
            return;
        }
        self.again.set_value(true);
        if self.busy.get_value() {
            return;
        }
        self.busy.set_value(true);
        let working = self;
        time::after(QUIET_MS, move || {
            leptos::task::spawn_local(async move {
                while working.again.try_get_value() == Some(true) {
                    working.again.set_value(false);
                    working.write().await;
                }
                working.busy.set_value(false);
            });
        });
    }

    /// Writes the file, unless the browser wants to be asked or somebody else has written it.
    async fn write(self) {
        let Some(chosen) = self.file.get_value() else { return };
        let stands = match self.try_write(&chosen).await {
            Ok(stands) => stands,
            Err(FileError(reason)) => Stands::Failed(reason),
        };
        if self.is_open(&chosen.partnership) {
            self.stands.set(stands);
        }
    }

    async fn try_write(self, chosen: &Chosen) -> Result<Stands, FileError> {
        let Chosen { partnership, file } = chosen;
        if !file.may_write(false).await {
            return Ok(Stands::Asks);
        }
        let setting = chosen.setting();
        if let Some(noted) = journal::setting(&setting)
            && noted != file.mark().await?
            && !chosen.is_last_written().await?
        {
            return Ok(Stands::Changed);
        }
        // Asked last, in one go with what is written: another partnership may have been opened while we waited.
        let Some(sender) = self.app.sender().filter(|s| s.partnership.id.to_string() == *partnership) else {
            return Ok(Stands::None);
        };
        journal::set_setting(&chosen.written_id(), &sender.id.to_string());
        let text = self.app.state.with_untracked(|s| bundle::write(&backup(s, &newest(s, journal::all()), sender)));
        file.write(&text).await?;
        journal::set_setting(&setting, &file.mark().await?);
        Ok(Stands::Written(Some(time::now_ms())))
    }

    /// Lets the office choose a file: a new one, or (`there`) one that is there already, which is combined
    /// first.
    pub fn choose(self, suggested: String, there: bool) {
        let (Some(partnership), store) = (self.partnership(), self.app.store()) else { return };
        leptos::task::spawn_local(async move {
            let file = match working_file::choose(&suggested, there).await {
                Ok(Some(file)) => file,
                Ok(None) => return,
                Err(FileError(reason)) => return self.stands.set(Stands::Failed(reason)),
            };
            if let AnyStore::Browser(store) = store {
                working_file::keep(&store, Some(&file)).await;
            }
            if !self.is_open(&partnership) {
                return;
            }
            self.take(Chosen { partnership, file });
            if there {
                self.combine();
            } else {
                self.forget_mark();
                self.allow();
            }
        });
    }

    fn forget_mark(self) {
        if let Some(chosen) = self.file.get_value() {
            journal::forget_setting(&chosen.setting());
        }
    }

    /// Asks the browser for leave, where it wants to be asked, and writes.
    pub fn allow(self) {
        leptos::task::spawn_local(async move {
            let Some(chosen) = self.file.get_value() else { return };
            if chosen.file.may_write(true).await {
                self.write().await;
            } else {
                self.stands.set(Stands::Asks);
            }
        });
    }

    /// Opens what somebody else wrote, like any file that is sent, and goes on writing.
    pub fn combine(self) {
        leptos::task::spawn_local(async move {
            let Some(chosen) = self.file.get_value() else { return };
            let file = &chosen.file;
            let read = match (file.read().await, file.mark().await) {
                (Ok(read), Ok(mark)) => (read, mark),
                (Err(FileError(reason)), _) | (_, Err(FileError(reason))) => {
                    return self.stands.set(Stands::Failed(reason));
                }
            };
            let (opened, mark) = read;
            if !self.is_open(&chosen.partnership) {
                return;
            }
            if !opened.bytes.is_empty() {
                let name = opened.name.clone();
                let taken = receive(self.app, opened, Opens::Here).await.map(|taken| taken.received);
                let taken = taken.and_then(|came| if came.is_elsewhere() { Err(came.words()) } else { Ok(came) });
                match taken {
                    Ok(came) => self.app.tell(Tone::Info, came.words()),
                    Err(words) => {
                        // What cannot be read is not written over either.
                        self.stands.set(Stands::Changed);
                        return self.app.tell(
                            Tone::Warning,
                            fill("device.working.unread", &[("name", &name), ("reason", &words)]),
                        );
                    }
                }
            }
            // Another partnership may have been opened meanwhile.
            if self.is_open(&chosen.partnership) {
                journal::set_setting(&chosen.setting(), &mark);
                self.allow();
            }
        });
    }

    /// Writes no more. The file stays as it is.
    pub fn stop(self) {
        leptos::task::spawn_local(async move {
            if let AnyStore::Browser(store) = self.app.store() {
                working_file::keep(&store, None).await;
            }
            self.forget_mark();
            self.file.set_value(None);
            self.stands.set(Stands::None);
        });
    }
}
