//! The office's key: made here, sealed into a recovery file, proven by opening that file again, and only then
//! carried by plan files. Also brought back from a recovery file, and the other keepers.

use super::section;
use crate::app::components::{Button, Details, FileInput, TakeFiles, TextInput};
use crate::app::context::{App, use_app};
use crate::domain::Writer;
use crate::ledger::changes::{Cause, Work};
use crate::platform::keys::Randomness;
use crate::platform::{files, time};
use crate::seal::{self, Derivation, Derived, Locked, Unopened};
use crate::store::RowChange;
use crate::store::keys::{KeysRow, MOST_KEEPERS, NotAdded, OfficeKey, office_words};
use crate::words::{fill, say};
use leptos::prelude::*;

/// A shorter passphrase is not taken: the file may lie about for years.
const LEAST: usize = 14;
/// Rounds of key derivation before the page may breathe: about a tenth of a second on a telephone.
const SLICE: usize = 1 << 11;

/// The office's key. Nothing for anybody else.
#[component]
pub fn OfficeKeys() -> impl IntoView {
    let app = use_app();
    let shown = Memo::new(move |_| {
        app.state.with(|s| {
            let office = s.about.as_ref().is_some_and(|a| a.office && !a.sample);
            office.then(|| (s.keys.office.is_some(), s.keys.proven().map(|o| o.keeper.line()), s.keys.clone()))
        })
    });
    let desk = Desk { app, passphrase: RwSignal::new(String::new()), progress: RwSignal::new(None) };
    move || {
        shown.get().map(|(made, line, keys)| {
            let content = match (made, line) {
                (false, _) => desk.to_make(),
                (true, None) => desk.to_prove(),
                (true, Some(line)) => ready(app, line, &keys),
            };
            section("keys-title", "device.keys.title", content)
        })
    }
}

#[derive(Clone, Copy)]
struct Desk {
    app: App,
    passphrase: RwSignal<String>,
    progress: RwSignal<Option<usize>>,
}

impl Desk {
    fn fields(self, key: &str, take: impl Fn(files::Opened) + Send + Sync + 'static) -> AnyView {
        let take = TakeFiles::new(move |opened: Result<Vec<files::Opened>, files::FileError>| match opened {
            Ok(opened) => opened.into_iter().take(1).for_each(&take),
            Err(e) => self.app.tell("warning", fill("exchange.open.unreadable", &[("reason", &e.0)])),
        });
        view! {
            <div class="nhsuk-form-group">
                <label class="nhsuk-label" for="recovery-file">{say(key)}</label>
                <FileInput id="recovery-file" take=take accept=".age"/>
            </div>
            <p role="status">{move || self.progress.get().map(|p| fill("device.keys.working", &[("percent", &p)]))}</p>
        }
        .into_any()
    }

    fn words(self) -> AnyView {
        view! {
            <TextInput id="passphrase" label=say("device.keys.passphrase") hint=fill("device.keys.passphraseHint", &[("least", &LEAST)])
                value=self.passphrase autocomplete="off"/>
        }
        .into_any()
    }

    fn to_make(self) -> AnyView {
        let busy = Signal::derive(move || self.progress.get().is_some());
        let make = move || self.run(self.make());
        let back = move |file| self.run(self.bring_back(file));
        view! {
            <p>{say("device.keys.what")}</p>
            {self.words()}
            <Button label=say("device.keys.make") on_press=make main=true busy=busy/>
            {self.fields("device.keys.bringBack", back)}
        }
        .into_any()
    }

    fn to_prove(self) -> AnyView {
        let prove = move |file| self.run(self.prove(file));
        let again = move || self.keep(None, "device.keys.thrownAway");
        view! {
            <p>{say("device.keys.openAgain")}</p>
            {self.words()}
            {self.fields("device.keys.choose", prove)}
            <Button label=say("device.keys.startAgain") on_press=again/>
        }
        .into_any()
    }

    /// Runs something slow; what went wrong is told.
    fn run(self, work: impl Future<Output = Result<(), String>> + 'static) {
        self.progress.set(Some(0));
        leptos::task::spawn_local(async move {
            let done = work.await;
            self.progress.try_set(None);
            if let Err(words) = done {
                self.app.tell("warning", words);
            }
        });
    }

    async fn derive(self, mut derivation: Derivation) -> Derived {
        while !derivation.step(SLICE) {
            self.progress.try_set(Some(derivation.progress()));
            time::pause().await;
        }
        derivation.finish()
    }

    async fn make(self) -> Result<(), String> {
        let words = |e: Unopened| e.words();
        let passphrase = self.passphrase.get_untracked();
        if passphrase.chars().count() < LEAST {
            return Err(fill("device.keys.tooShort", &[("least", &LEAST)]));
        }
        let none = |_| Unopened::NoRandomness.words();
        let key = OfficeKey::generate(&self.my_name(), &mut Randomness).map_err(none)?;
        let derivation = Derivation::fresh(&passphrase, seal::WORK, &mut Randomness).map_err(words)?;
        let derived = self.derive(derivation).await;
        let sealed = seal::lock_with(key.recovery().as_bytes(), &derived, &mut Randomness).map_err(words)?;
        let name = fill("device.keys.fileName", &[("day", &time::today())]);
        files::save(&name, "application/octet-stream", &sealed).map_err(|e| e.0)?;
        self.passphrase.try_set(String::new());
        self.keep(Some(key), "device.keys.saved");
        Ok(())
    }

    async fn open(self, file: files::Opened) -> Result<Vec<u8>, String> {
        let words = |e: Unopened| e.words();
        let locked = Locked::read(&file.bytes).map_err(words)?;
        let derivation = locked.derivation(&self.passphrase.get_untracked()).map_err(words)?;
        let derived = self.derive(derivation).await;
        locked.open_with(&derived).map_err(words)
    }

    async fn prove(self, file: files::Opened) -> Result<(), String> {
        let opened = self.open(file).await?;
        let key = self.app.state.with_untracked(|s| s.keys.office.clone());
        let mut key = key.ok_or_else(|| say("device.keys.otherKey"))?;
        if !key.prove(&opened, &time::now_text()) {
            return Err(say("device.keys.otherKey"));
        }
        self.passphrase.try_set(String::new());
        self.keep(Some(key), "device.keys.proven");
        Ok(())
    }

    async fn bring_back(self, file: files::Opened) -> Result<(), String> {
        let opened = self.open(file).await?;
        let key = OfficeKey::recover(&opened, &self.my_name(), &time::now_text());
        let key = key.ok_or_else(|| say("device.keys.noKey"))?;
        self.passphrase.try_set(String::new());
        self.keep(Some(key), "device.keys.broughtBack");
        Ok(())
    }

    fn my_name(self) -> String {
        self.app.state.with_untracked(|s| {
            let writer = s.about.as_ref().and_then(|a| a.writer());
            writer.and_then(|id| s.ledger.records().get(id)).map(|r| Writer(r).name().to_owned()).unwrap_or_default()
        })
    }

    fn keep(self, key: Option<OfficeKey>, told: &'static str) {
        save(self.app, move |keys| keys.office = key, told);
    }
}

fn save(app: App, change: impl FnOnce(&mut KeysRow), told: &'static str) {
    let mut keys = app.state.with_untracked(|s| s.keys.clone());
    change(&mut keys);
    leptos::task::spawn_local(async move {
        if app.save(Work::new(Cause::Typed), vec![RowChange::Keys(keys)]).await.is_ok() {
            app.tell("success", say(told));
        }
    });
}

/// The key is ready: its words, and who else can open returns.
fn ready(app: App, line: String, keys: &KeysRow) -> AnyView {
    let other = RwSignal::new(String::new());
    let add = move || {
        let mut keys = app.state.with_untracked(|s| s.keys.clone());
        match keys.add(&other.get_untracked()) {
            Ok(()) => save(app, move |row| *row = keys, "device.keys.added"),
            Err(NotAdded::NotAKeeper) => app.tell("warning", say("device.keys.notALine")),
            Err(NotAdded::TooMany) => app.tell("warning", fill("device.keys.tooMany", &[("most", &MOST_KEEPERS)])),
        }
    };
    let carried = keys.to_carry();
    let words = office_words(&carried);
    let names = carried.into_iter().map(|k| view! { <li>{k.name}</li> }).collect_view();
    view! {
        <p>{say("device.keys.ready")}</p>
        <p>{fill("device.keys.words", &[("words", &words)])}</p>
        <ul class="nhsuk-list nhsuk-list--bullet">{names}</ul>
        <Details summary=say("device.keys.others")>
            <p>{say("device.keys.othersHint")}</p>
            <p><code>{line}</code></p>
            <TextInput id="keeper-line" label=say("device.keys.line") value=other autocomplete="off"/>
            <Button label=say("device.keys.add") on_press=add/>
        </Details>
    }
    .into_any()
}
