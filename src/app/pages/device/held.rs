//! Where the secret halves of the office's key are on this device, what an unlocked laptop therefore gives away, and
//! the field for the passphrase where they are sealed.

use super::keys::KeyWork;
use crate::app::components::{Button, Details, Show, Tone, live};
use crate::app::context::use_app;
use crate::app::keyring;
use crate::platform::files::Opened;
use crate::platform::keys::Kept;
use crate::words::say;
use leptos::prelude::*;

impl KeyWork {
    /// Where the key is, and what to know about that.
    pub(super) fn held(self) -> AnyView {
        let copied = move || {
            say(match self.app.office_key.get() {
                Kept::ByBrowser => "device.keys.held.notCopied",
                Kept::Unlocked | Kept::Locked => "device.keys.held.copied",
                Kept::Clear => "device.keys.held.clearCopied",
            })
        };
        view! {
            <h3 class="nhsuk-heading-s">{say("device.keys.held.title")}</h3>
            {live(move || self.place(self.app.office_key.get()))}
            <p><strong>{say("device.keys.held.gives")}</strong> " " {copied}</p>
            <ul class="nhsuk-list nhsuk-list--bullet">
                <li>{say("device.keys.held.screen")}</li>
                <li>{say("device.keys.held.profile")}</li>
                <li>{say("device.keys.held.takeOut")}</li>
                <li>{say("device.keys.held.onlyOne")}</li>
            </ul>
        }
        .into_any()
    }

    fn place(self, kept: Kept) -> AnyView {
        let lock = move || keyring::lock(self.app);
        match kept {
            Kept::ByBrowser => view! { <p>{say("device.keys.held.byBrowser")}</p> }.into_any(),
            Kept::Unlocked => view! {
                <p>{say("device.keys.held.unlocked")}</p>
                <Button label=say("device.keys.held.lock") small=true on_press=lock/>
            }
            .into_any(),
            Kept::Locked => {
                view! { <p>{say("device.keys.held.locked")}</p> {self.to_unlock("device.keys.held.unlock")} }.into_any()
            }
            Kept::Clear => view! {
                <div class="nhsuk-warning-callout"><p>{say("device.keys.held.clear")}</p></div>
                {self.to_unlock("device.keys.held.seal")}
            }
            .into_any(),
        }
    }

    /// The passphrase, and what to do without one. Where the key is not sealed on this device, its recovery file is
    /// needed too.
    fn to_unlock(self, label: &str) -> AnyView {
        let busy = Signal::derive(move || self.progress.get().is_some());
        let sealed = self.app.state.with_untracked(|s| s.keys.recovery.is_some());
        let button = sealed.then(|| {
            let unlock = move || self.run(self.unlock(None));
            view! { <div class="gt-actions"><Button label=say(label) on_press=unlock main=true busy=busy/></div> }
        });
        let file = move || self.file(move |file| self.run(self.unlock(Some(file))));
        let file = match sealed {
            true => view! { <Details summary=say("device.keys.held.file")>{file()}</Details> }.into_any(),
            false => file(),
        };
        view! {
            {self.words(String::new())}
            {button}
            {self.working()}
            {file}
            <Details summary=say("device.keys.held.lost")>
                <p>{say("device.keys.held.lostHint")}</p>
                <Button label=say("device.keys.held.throwAway") warning=true busy=busy
                    on_press=move || self.throw_away("device.keys.held.thrownAway")/>
            </Details>
        }
        .into_any()
    }

    /// Opens the key as it is sealed on this device, or in a file. It must be the same key.
    async fn unlock(self, file: Option<Opened>) -> Result<(), String> {
        let chosen = file.is_some();
        let file = file.unwrap_or_else(|| self.sealed());
        let mut key = self.recover(&file).await?;
        let held = self.app.state.with_untracked(|s| s.keys.office.clone());
        let held =
            held.filter(|held| held.keeper.key == key.keeper.key).ok_or_else(|| say("device.keys.held.other"))?;
        key.keeper = held.keeper.clone();
        // What lies in the row goes out of it; what was chosen is kept as the sealed form.
        if chosen || held.is_clear() {
            return self.keep(key, &file.bytes, "device.keys.held.opened").await;
        }
        keyring::unlock(self.app, key).await;
        self.forget_words();
        self.app.tell(Tone::Saved, say("device.keys.held.opened"));
        Ok(())
    }
}

/// The field for the passphrase, on a page that needs the office's key while that is sealed; nothing otherwise.
#[component]
pub fn Unlock() -> impl IntoView {
    let app = use_app();
    let key_work = KeyWork::new(app);
    view! {
        <Show when=move || app.office_key.get() == Kept::Locked>
            <section aria-labelledby="unlock-title">
                <h2 class="nhsuk-heading-m" id="unlock-title">{say("device.keys.held.unlock")}</h2>
                <p>{say("device.keys.held.locked")}</p>
                {key_work.to_unlock("device.keys.held.unlock")}
            </section>
        </Show>
    }
    .into_any()
}
