//! The front door: what is fetched first. It finds out whether anything is kept on this device, asks the
//! first visit's questions where nothing is, and fetches the part that holds everything else. What may
//! not live here, nor be named from here: records, the store, the pages (see [`super::parts`]).

use super::components::{Banner, Button, Problem, live};
use super::first_visit::FirstVisit;
use super::parts::{self, Work};
use super::route::Route;
use crate::platform::{database, files, journal, leaving, page, worker};
use crate::words::say;
use leptos::prelude::*;

/// A message at the top of the page until it is put away or the page changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// warning, info, success (something is saved on this device) or done (something else went well, such as handing
    /// over a file): the banner's look, and what may be said where the browser keeps nothing.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
}

/// How somebody chose to begin.
#[derive(Debug, Clone)]
pub enum Choice {
    /// With a partnership of their own that holds nothing yet; with it the page to go to.
    Empty(Route),
    /// With a file that somebody sent.
    File(files::Opened),
    /// With the last file that they saved themselves.
    Last(files::Opened),
    /// With the sample.
    Sample,
}

/// What the front door knows, and goes on knowing once the shell has taken over.
#[derive(Debug, Clone, Copy)]
pub struct Door {
    /// The role that was chosen: ambassador, representative, manager, or nothing yet.
    pub role: RwSignal<String>,
    /// The person's name as typed.
    pub name: RwSignal<String>,
    /// Their organisation as typed.
    pub organisation: RwSignal<String>,
    /// The partnership's name as typed.
    pub partnership: RwSignal<String>,
    /// What is missing or wrong in the questions.
    pub problems: RwSignal<Vec<Problem>>,
    /// A message for the top of the page.
    pub message: RwSignal<Option<Message>>,
    /// Whether everything needed is cached.
    pub ready_offline: RwSignal<bool>,
    /// Whether a newer version waits.
    pub update_waits: RwSignal<bool>,
    /// Whether this page holds words that are kept nowhere else: then it is not opened anew.
    pub only_here: RwSignal<bool>,
}

impl Door {
    fn new() -> Door {
        Door {
            role: RwSignal::default(),
            name: RwSignal::default(),
            organisation: RwSignal::default(),
            partnership: RwSignal::default(),
            problems: RwSignal::default(),
            message: RwSignal::default(),
            ready_offline: RwSignal::default(),
            update_waits: RwSignal::default(),
            only_here: RwSignal::default(),
        }
    }

    /// Registers the service worker, which fetches everything else while somebody reads.
    fn listen(self) {
        worker::register(move |news| match news {
            worker::News::Ready => self.ready_offline.set(true),
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
    let Some(place) = page::mount_point() else { return };
    leptos::mount::mount_to(place, open).forget();
}

/// Whether nothing is kept on this device, as far as the browser can say.
async fn nothing_here() -> bool {
    journal::setting("open").is_none() && database::names().await.is_empty()
}

fn open() -> AnyView {
    let door = Door::new();
    door.listen();
    let shell = RwSignal::new(None::<Work>);
    let chosen = StoredValue::new(None::<Choice>);
    let first = RwSignal::new(false);
    let missing = RwSignal::new(false);
    let keeps_nothing = RwSignal::new(false);
    let enter = move || {
        leptos::task::spawn_local(async move {
            let work = parts::work().await;
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
        if nothing_here().await {
            first.set(true);
            keeps_nothing.set(!database::may_keep().await);
            // Fetched while the questions are read; if that fails, choosing asks again and says so.
            let _ = parts::work().await;
        } else {
            enter();
        }
    });
    let before = move || {
        view! {
            <Top plan=Signal::stored(None)/>
            <main class="gt-main" id="main" tabindex="-1">
                {live(move || door.message.get().map(|m| view! { <Banner kind=m.kind text=m.text/> }))}
                {live(move || missing.get().then(|| view! { <NotFetched again=enter/> }))}
                // Said before anybody has typed anything.
                {live(move || keeps_nothing.get().then(|| view! { <Banner kind="warning" text=say("store.blocked")/> }))}
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

/// The skip link and the header.
#[component]
pub fn Top(
    /// The plan's title, where one is open.
    plan: Signal<Option<String>>,
) -> impl IntoView {
    let to_main = |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        page::focus("main");
    };
    view! {
        <a class="gt-skip" href="#main" on:click=to_main>{say("app.skip")}</a>
        <header class="gt-header">
            <div class="gt-header__inner">
                <a class="gt-header__mark" href="#/">
                    <svg class="gt-header__thread" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                        <path d="M0 9.25H6.5C16 9.25 16 22.75 25.5 22.75H32"></path>
                        <circle cx="6.5" cy="9.25" r="2.4"></circle>
                        <circle cx="13.5" cy="12.75" r="2.4"></circle>
                        <circle cx="18.5" cy="19.25" r="2.4"></circle>
                        <circle cx="25.5" cy="22.75" r="2.4"></circle>
                    </svg>
                    <span class="gt-header__name">{say("app.name")}</span>
                </a>
                {live(move || plan.get().map(|title| view! { <span class="gt-header__plan">{title}</span> }))}
            </div>
        </header>
    }
    .into_any()
}

/// A part of the app that is not on this device yet, and a way to ask for it again.
#[component]
pub fn NotFetched(
    /// Asks again.
    again: impl Fn() + Send + 'static,
) -> impl IntoView {
    view! {
        <Banner kind="warning" title=say("part.title") text=say("part.text")>
            <Button label=say("part.again") on_press=again main=true/>
        </Banner>
    }
    .into_any()
}
