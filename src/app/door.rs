//! The front door: what is fetched first. It finds out whether anything is kept on this device, asks the
//! first visit's questions where nothing is, and fetches the part that holds everything else. What may
//! not live here, nor be named from here: records, the store, the pages (see [`super::parts`]).

use super::components::{Banner, Tone, live};
use super::entrance::{Choice, Door, Offline};
use super::first_visit::FirstVisit;
use super::markup;
use super::not_fetched::{self, NotFetched, StillFetching};
use super::parts::{self, Work};
use super::route::Route;
use super::top::Top;
use crate::platform::{journal, kept, leaving, page, trust, worker};
use crate::words::say;
use leptos::prelude::*;

impl Door {
    /// Registers the service worker, which fetches everything else while somebody reads.
    fn listen(self) {
        worker::register(move |news| match news {
            worker::News::Ready => self.offline.set(Offline::Ready),
            worker::News::NotWhole => self.offline.set(Offline::Failed),
            worker::News::Refused => self.offline.set(Offline::Cannot),
            worker::News::UpdateWaits => self.update_waits.set(true),
            worker::News::TakenOver => leptos::task::spawn_local(async move {
                if leaving::put_away().await && !self.only_here.get_untracked() {
                    page::reload();
                }
            }),
        });
    }
}

/// Starts the app.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        page::stopped();
    }));
    trust::set_up(markup::may_be_drawn);
    let Some(place) = page::mount_point() else { return };
    leptos::mount::mount_to(place, open).forget();
}

/// Whether nothing is kept on this device, as far as the browser can say.
async fn nothing_here() -> bool {
    journal::setting("open").is_none() && kept::names().await.is_empty()
}

fn open() -> AnyView {
    let door = Door::default();
    door.listen();
    let shell = RwSignal::new(None::<Work>);
    let chosen = StoredValue::new(None::<Choice>);
    let first = RwSignal::new(false);
    let missing = RwSignal::new(false);
    let late = RwSignal::new(false);
    let keeps_nothing = RwSignal::new(false);
    let enter = move || {
        leptos::task::spawn_local(async move {
            let work = not_fetched::watched(late, parts::work()).await;
            missing.set(work.is_err());
            if let Ok(work) = work {
                shell.set(Some(work));
            }
        });
    };
    let choose = move |choice: Choice| {
        chosen.set_value(Some(choice));
        enter();
    };
    leptos::task::spawn_local(async move {
        if !nothing_here().await {
            return enter();
        }
        if let Route::Sample(role) = Route::read(&page::fragment()) {
            choose(Choice::Sample(role));
        } else {
            first.set(true);
            keeps_nothing.set(!kept::may_keep().await);
            // Fetched while the questions are read; if that fails, choosing asks again and says so.
            let _ = parts::work().await;
        }
    });
    let before = move || {
        view! {
            <Top plan=Signal::stored(None)/>
            <main class="gt-main" id="main" tabindex="-1">
                {live(move || door.message.get().map(|m| view! { <Banner tone=m.tone text=m.text/> }))}
                {live(move || missing.get().then(|| view! { <NotFetched again=enter/> }))}
                {live(move || late.get().then(|| view! { <StillFetching/> }))}
                // Said before anybody has typed anything.
                {live(move || keeps_nothing.get().then(|| view! { <Banner tone=Tone::Warning text=say("store.blocked")/> }))}
                {live(move || match (first.get(), missing.get()) {
                    (true, _) => Some(view! { <FirstVisit door=door choose=choose/> }.into_any()),
                    (false, false) => Some(view! { <p class="gt-page" role="status">{say("app.opening")}</p> }.into_any()),
                    (false, true) => None,
                })}
            </main>
        }
        .into_any()
    };
    (move || match shell.get() {
        Some(shell) => shell(door, chosen.try_update_value(Option::take).flatten()),
        None => before(),
    })
    .into_any()
}
