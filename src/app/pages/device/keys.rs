//! The office's key: made here, sealed into a recovery file, proven by opening that file again, and only then
//! carried by plan files. Also brought back from a recovery file. Who else has one is in [`super::keepers`]; where its
//! secret halves are, and what that means, in [`super::held`].

use super::keepers::ready;
use super::section::section;
use crate::app::components::{Button, Details, FileInput, Secret, Show, TakeFiles, Tone, live};
use crate::app::context::{App, use_app};
use crate::app::keyring;
use crate::domain::Writer;
use crate::platform::keys::{Randomness, wipe};
use crate::platform::scrypt;
use crate::platform::{files, handing, time};
use crate::seal::{self, Derivation, Derived, Locked, NoRandomness, Unopened};
use crate::store::keys::OfficeKey;
use crate::words::{fill, say};
use futures::future::{AbortHandle, abortable};
use leptos::prelude::*;
use std::pin::Pin;
use zeroize::Zeroizing;

/// A shorter passphrase is not taken: the file may lie about for years.
const LEAST: usize = 14;

/// The office's key. Nothing for anybody else.
#[component]
pub fn OfficeKeys() -> impl IntoView {
    let app = use_app();
    let shown = Memo::new(move |_| {
        app.state.with(|s| s.about.as_ref().is_some_and(|a| a.office && !a.sample).then(|| s.keys.clone()))
    });
    let key_work = KeyWork::new(app);
    live(move || {
        shown.get().map(|keys| {
            let content = match (&keys.office, keys.proven()) {
                (None, _) => key_work.to_make(keys.is_sealed()),
                (Some(_), None) => key_work.to_prove(),
                (Some(_), Some(_)) => view! { {ready(app, &keys)} {key_work.held()} }.into_any(),
            };
            section("keys-title", "device.keys.title", content)
        })
    })
}

/// Where a key is made, proven or brought back.
#[derive(Clone, Copy)]
pub(super) struct KeyWork {
    pub(super) app: App,
    passphrase: RwSignal<String>,
    /// How far the work on the passphrase is, in hundredths, while there is any.
    pub(super) progress: RwSignal<Option<u32>>,
    /// What stops that work.
    stop: RwSignal<Option<AbortHandle>>,
}

impl KeyWork {
    pub(super) fn new(app: App) -> KeyWork {
        let passphrase = RwSignal::new(String::new());
        KeyWork { app, passphrase, progress: RwSignal::new(None), stop: RwSignal::new(None) }
    }

    /// The field for the passphrase; with a hint where it is chosen here.
    pub(super) fn words(self, hint: String) -> AnyView {
        let new = !hint.is_empty();
        view! { <Secret id="passphrase" label=say("device.keys.passphrase") hint=hint value=self.passphrase new=new/> }
            .into_any()
    }

    /// The field for the recovery file.
    pub(super) fn file(self, take: impl Fn(files::Opened) + Send + Sync + 'static) -> AnyView {
        let take = TakeFiles::new(move |chosen: files::Chosen| match chosen.into_iter().next() {
            Some(Ok(file)) => take(file),
            Some(Err(unread)) => self.app.tell(Tone::Warning, unread.words()),
            None => {}
        });
        view! {
            <div class="nhsuk-form-group">
                <label class="nhsuk-label" for="recovery-file">{say("device.keys.choose")}</label>
                <div class="nhsuk-hint" id="recovery-file-hint">{say("device.keys.chooseHint")}</div>
                <FileInput id="recovery-file" take=take hinted=true/>
            </div>
        }
        .into_any()
    }

    /// How far the work on the passphrase is, and the way out of it.
    pub(super) fn working(self) -> AnyView {
        let busy = Memo::new(move |_| self.progress.get().is_some());
        let give_up = move || {
            if let Some(handle) = self.stop.get_untracked() {
                handle.abort();
            }
        };
        view! {
            <p role="status">{live(move || busy.get().then(|| say("device.keys.working")))}</p>
            <Show when=move || busy.get()>
                <div class="gt-actions">
                    <progress max="100" aria-label=say("device.keys.progress") prop:value=move || self.progress.get().unwrap_or(0)></progress>
                    <Button label=say("device.keys.stop") small=true on_press=give_up/>
                </div>
            </Show>
        }
        .into_any()
    }

    /// No key is here. Where a backup was restored that has it sealed, the passphrase brings it back.
    fn to_make(self, sealed: bool) -> AnyView {
        let busy = Signal::derive(move || self.progress.get().is_some());
        let bring = RwSignal::new(false);
        let unseal = move || self.run(self.bring_back(self.sealed()));
        view! {
            <p>{say("device.keys.what")}</p>
            <p>{say(if sealed { "device.keys.sealed" } else { "device.keys.recovery" })}</p>
            {self.words(fill("device.keys.passphraseHint", &[("least", &LEAST)]))}
            <Show when=move || bring.get() fallback=move || view! {
                <div class="gt-actions">
                    {sealed.then(|| view! { <Button label=say("device.keys.unseal") on_press=unseal main=true busy=busy/> })}
                    <Button label=say("device.keys.make") on_press=move || self.run(self.make()) main=!sealed busy=busy/>
                    <Button label=say("device.keys.bringBack") on_press=move || bring.set(true) busy=busy/>
                </div>
            }>
                {self.file(move |file| self.run(self.bring_back(file)))}
                <Button label=say("device.keys.makeInstead") on_press=move || bring.set(false) busy=busy/>
            </Show>
            {self.working()}
        }
        .into_any()
    }

    fn to_prove(self) -> AnyView {
        let busy = Signal::derive(move || self.progress.get().is_some());
        let again = move || self.throw_away("device.keys.thrownAway");
        view! {
            <p>{say("device.keys.openAgain")}</p>
            {self.words(String::new())}
            {self.file(move |file| self.run(self.prove(file)))}
            {self.working()}
            <Details summary=say("device.keys.lost")>
                <p>{say("device.keys.lostHint")}</p>
                <Button label=say("device.keys.startAgain") on_press=again busy=busy/>
            </Details>
        }
        .into_any()
    }

    /// Runs something slow; what went wrong is told. One thing at a time.
    pub(super) fn run(self, work: impl Future<Output = Result<(), String>> + 'static) {
        self.run_boxed(Box::pin(work));
    }

    fn run_boxed(self, work: Pin<Box<dyn Future<Output = Result<(), String>>>>) {
        if self.progress.get_untracked().is_some() {
            return;
        }
        let (work, stop) = abortable(work);
        self.stop.set(Some(stop));
        self.progress.set(Some(0));
        leptos::task::spawn_local(async move {
            let done = work.await;
            self.progress.try_set(None);
            match done {
                Ok(Ok(())) => {}
                Ok(Err(words)) => self.app.tell(Tone::Warning, words),
                Err(_) => self.app.tell(Tone::Info, say("device.keys.stopped")),
            }
        });
    }

    async fn derive(self, derivation: Derivation) -> Result<Derived, Unopened> {
        let told = move |hundredths| {
            self.progress.try_set(Some(hundredths));
        };
        scrypt::derive(derivation, told).await
    }

    async fn make(self) -> Result<(), String> {
        let words = |e: Unopened| e.words();
        let passphrase = Zeroizing::new(self.passphrase.get_untracked());
        if passphrase.chars().count() < LEAST {
            return Err(fill("device.keys.tooShort", &[("least", &LEAST)]));
        }
        let none = |NoRandomness| words(Unopened::NoRandomness);
        let key = OfficeKey::generate(&self.my_name(), &mut Randomness).map_err(none)?;
        let derivation = Derivation::fresh(&passphrase, seal::WORK, &mut Randomness).map_err(words)?;
        let derived = self.derive(derivation).await.map_err(words)?;
        let recovery = key.recovery().unwrap_or_default();
        let sealed = seal::lock_with(recovery.as_bytes(), &derived, &mut Randomness).map_err(words)?;
        let name = fill("device.keys.fileName", &[("day", &time::today())]);
        let handed = handing::hand_over(&name, "application/octet-stream", &sealed).await.map_err(|e| e.0)?;
        if !handed.left() {
            return Err(say("device.keys.notSaved"));
        }
        self.keep(key, &sealed, "device.keys.saved").await
    }

    /// What is in a recovery file.
    async fn open(self, file: &files::Opened) -> Result<Zeroizing<Vec<u8>>, String> {
        let words = |e: Unopened| e.words();
        let locked = Locked::read(&file.bytes).map_err(words)?;
        let passphrase = Zeroizing::new(self.passphrase.get_untracked());
        let derivation = locked.derivation(&passphrase).map_err(words)?;
        let derived = self.derive(derivation).await.map_err(words)?;
        locked.open_with(&derived).map(Zeroizing::new).map_err(words)
    }

    /// The key as it is sealed on this device.
    pub(super) fn sealed(self) -> files::Opened {
        let sealed = self.app.state.with_untracked(|s| s.keys.recovery.clone().unwrap_or_default());
        files::Opened { name: String::new(), bytes: sealed.into_bytes() }
    }

    async fn prove(self, file: files::Opened) -> Result<(), String> {
        let opened = self.open(&file).await?;
        let key = self.app.state.with_untracked(|s| s.keys.office.clone());
        let mut key = key.ok_or_else(|| say("device.keys.otherKey"))?;
        if !key.prove(&opened, &time::now_text()) {
            return Err(say("device.keys.otherKey"));
        }
        self.keep(key, &file.bytes, "device.keys.proven").await
    }

    async fn bring_back(self, file: files::Opened) -> Result<(), String> {
        let key = self.recover(&file).await?;
        self.keep(key, &file.bytes, "device.keys.broughtBack").await
    }

    /// The key in a recovery file.
    pub(super) async fn recover(self, file: &files::Opened) -> Result<OfficeKey, String> {
        let opened = self.open(file).await?;
        let key = OfficeKey::recover(&opened, &self.my_name(), &time::now_text());
        key.ok_or_else(|| say("device.keys.noKey"))
    }

    fn my_name(self) -> String {
        self.app.state.with_untracked(|s| {
            let writer = s.about.as_ref().and_then(|a| a.writer());
            writer.and_then(|id| s.ledger.records().get(id)).map(|r| Writer(r).name().to_owned()).unwrap_or_default()
        })
    }

    /// Keeps the key, and the recovery file that it is sealed in. Why it was not saved is said at the top of the page,
    /// and what was typed stays.
    pub(super) async fn keep(self, key: OfficeKey, sealed: &[u8], told: &'static str) -> Result<(), String> {
        if keyring::keep(self.app, key, sealed, told).await {
            self.forget_words();
        }
        Ok(())
    }

    pub(super) fn throw_away(self, told: &'static str) {
        self.forget_words();
        leptos::task::spawn_local(keyring::throw_away(self.app, told));
    }

    /// The passphrase that was typed goes.
    pub(super) fn forget_words(self) {
        self.passphrase.try_update(wipe);
    }
}
