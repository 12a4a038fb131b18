//! The frame around every page: header, navigation, the status line that says where your work is, the
//! banners, and which page is shown.

use super::beginning::begin;
use super::components::{Banner, Button, Notice, Show, Tone, live};
use super::context::{App, Offline, use_app};
use super::due_to_go;
use super::entrance::{Choice, Door};
use super::first_visit::FirstVisit;
use super::keyring;
use super::not_fetched::{self, NotFetched, StillFetching};
use super::page_parts::{self, More};
use super::pages;
use super::route::{Part, Route};
use super::top::Top;
use super::watch;
use super::working_file::Working;
use crate::domain::{Role, kind};
use crate::ledger::exchange;
use crate::ledger::pieces::pieces;
use crate::ledger::search::{Only, Query};
use crate::pencil::adding::OF_PARTNERSHIP;
use crate::platform::worker::Beside;
use crate::platform::{page, time, worker};
use crate::store::{StoreError, rooms};
use crate::words::{count, fill, say};
use leptos::prelude::*;

/// The shell. `choice` is how somebody has just begun, where they have.
pub fn shell(door: Door, choice: Option<Choice>) -> AnyView {
    let app = App::empty(door);
    provide_context(app);
    app.listen();
    Working::listen(app);
    due_to_go::listen(app);
    keyring::listen(app);
    watch::listen(app);
    // The office's pages are kept on the office's devices, those for a desk by all but whoever stands at events.
    let beside = Memo::new(move |_| {
        app.state.with(|s| {
            let about = s.about.as_ref()?;
            match (about.office, Role::read(&about.role)) {
                (true, _) => Some(Beside::Office),
                (false, Some(Role::Ambassador)) => None,
                _ => Some(Beside::Desk),
            }
        })
    });
    Effect::new(move |_| {
        if let Some(beside) = beside.get() {
            // Where nothing is kept there is nothing to add.
            if app.offline.get_untracked() == Offline::Cannot {
                return;
            }
            // That it did not come whole stays said until it has.
            if app.offline.get_untracked() != Offline::Failed {
                app.offline.set(Offline::Coming);
            }
            leptos::task::spawn_local(async move {
                app.offline.set(if worker::keep(beside).await { Offline::Ready } else { Offline::Failed });
            });
        }
    });
    leptos::task::spawn_local(async move {
        app.open_last().await;
        if let Some(choice) = choice {
            begin(app, door, choice).await;
        }
        // What was read has filled the frame; the page comes in a task of its own.
        time::pause().await;
        app.loaded.set(true);
    });
    // After a change of page the heading takes the focus, but not on the first one.
    Effect::new(move |before: Option<Route>| {
        let route = app.route.get();
        if before.is_some_and(|before| before.page() != route.page()) {
            page::focus_heading();
        }
        route
    });
    let plan = Signal::derive(move || app.tree.get().map(|t| t.title.clone()));
    view! {
        <Top plan=plan/>
        <Show when=move || app.state.with(|s| s.about.is_some())>
            <Nav/>
            <Status/>
        </Show>
        <main class="gt-main" id="main" tabindex="-1">
            <Banners/>
            {live(move || match (app.loaded.get(), app.trouble.get()) {
                (false, _) => view! { <p class="gt-page">{say("app.opening")}</p> }.into_any(),
                (true, Some(trouble)) => view! { <pages::NotOpened trouble=trouble/> }.into_any(),
                (true, None) => view! { <CurrentPage door=door/> }.into_any(),
            })}
            <Notice/>
        </main>
    }
    .into_any()
}

#[component]
fn Nav() -> impl IntoView {
    let app = use_app();
    let waiting = move || app.state.with(rooms::waits);
    let item = move |route: Route, key: &'static str, counted: bool| {
        let here = {
            let route = route.clone();
            move || {
                let same = app.route.with(|at| room(app, at)) == route;
                same.then_some("page")
            }
        };
        let badge = move || {
            let n = if counted { waiting() } else { 0 };
            (n > 0).then(|| {
                view! {
                    " "
                    <span class="gt-count">{n}<span class="gt-visually-hidden">" " {say("nav.waiting")}</span></span>
                }
            })
        };
        view! {
            <li class="gt-nav__item">
                <a class="gt-nav__link" href=route.href() aria-current=here>{say(key)} {badge}</a>
            </li>
        }
    };
    let ambassador = Memo::new(move |_| {
        app.state.with(|s| s.about.as_ref().is_some_and(|a| Role::read(&a.role) == Some(Role::Ambassador)))
    });
    view! {
        <nav class="gt-nav" aria-label=say("nav.label")>
            <ul class="gt-nav__list">
                {item(Route::Today, "nav.today", false)}
                {item(Route::Plan(Default::default()), "nav.plan", false)}
                {live(move || (!ambassador.get()).then(|| item(Route::Partnership, "nav.partnership", false)))}
                {item(Route::Events, "nav.events", false)}
                {item(Route::Exchange, "nav.exchange", true)}
                // Whoever stands at events makes no papers, and a phone has room for five.
                {live(move || (!ambassador.get()).then(|| item(Route::Papers, "nav.papers", false)))}
                {item(Route::Device, "nav.device", false)}
            </ul>
        </nav>
    }
}

/// The room that a page belongs to: of a record of the partnership's, the partnership.
fn room(app: App, at: &Route) -> Route {
    let kind = match at {
        Route::NewRecord(kind, _) => Some((*kind).to_owned()),
        Route::Record(id) | Route::ChangeRecord(id) => {
            app.state.with_untracked(|s| s.ledger.records().get(*id).map(|r| r.kind.clone()))
        }
        _ => None,
    };
    let is_partnership = |kind: String| kind == kind::ORGANISATION || OF_PARTNERSHIP.contains(&kind.as_str());
    if kind.is_some_and(is_partnership) { Route::Partnership } else { at.room() }
}

/// Where your work is, in words that are used exactly: saved, exported, confirmed received.
#[component]
fn Status() -> impl IntoView {
    let app = use_app();
    let place = move || if app.keeps_nothing.get() { say("status.notKept") } else { say("status.saved") };
    // What was typed into a draft, or came in, makes nothing more to send.
    let mine = Memo::new(move |_| {
        app.state.with(|s| (s.ledger.revision(), s.sent.revision(), s.about.as_ref().map(|a| a.office)))
    });
    let work = Memo::new(move |_| {
        mine.get(); // read, not only tracked: a memo that nobody reads never runs
        app.state.with_untracked(|s| {
            if s.about.as_ref().is_none_or(|a| a.office) {
                return None;
            }
            let beyond = |known| exchange::pieces(&exchange::mine(&s.ledger, known));
            let (unsent, changes) = beyond(s.exported());
            let (all, all_changes) = beyond(s.confirmed());
            let sent = (all.saturating_sub(unsent), all_changes.saturating_sub(changes));
            Some(((unsent, changes), sent))
        })
    });
    let drafts = move || app.state.with(|s| s.drafts.len());
    let link = |text: String, route: Route| {
        view! { <li class="gt-status__item"><a class="gt-status__link" href=route.href()>{text}</a></li> }
    };
    let who = move || {
        app.state.with(|s| {
            let about = s.about.as_ref()?;
            let name = s.ledger.records().get(about.writer()?)?.text("name")?.to_owned();
            let organisation = about.organisation.as_ref().and_then(|o| o.parse().ok());
            let organisation = organisation.map(|o| s.ledger.organisation_name(o, "")).filter(|o| !o.is_empty());
            Some(organisation.map_or(name.clone(), |o| format!("{name}, {o}")))
        })
    };
    view! {
        <section class="gt-status" aria-label=say("status.label")>
            <ul class="gt-status__list">
                <li class="gt-status__item gt-status__item--where"><span role="status">{place}</span></li>
                {live(move || app.state.with(|s| s.about.as_ref().is_some_and(|a| a.sample)).then(|| view! { <li class="gt-status__item">{say("sample.note")}</li> }))}
                {live(move || work.get().and_then(|(unsent, _)| counted("status.notSent", unsent)).map(|w| link(w, Route::Send)))}
                {live(move || work.get().and_then(|(_, sent)| counted("status.exported", sent)).map(|w| link(w, Route::Exchange)))}
                {live(move || (drafts() > 0).then(|| link(count("status.drafts", drafts()), Route::Today)))}
                {live(move || app.state.with(|s| s.staged.len()).checked_sub(1).map(|n| link(count("status.waiting", n + 1), Route::Inbox)))}
                {live(move || app.state.with(|s| s.ledger.conflicts().len()).checked_sub(1).map(|n| {
                    // Today lists all of them; those of actions stand in the plan, too.
                    let in_plan = app.state.with(|s| s.ledger.conflicts().iter().all(|(r, _)| r.kind == kind::ACTION));
                    let only = Query { only: Some(Only::TwoVersions), ..Default::default() };
                    link(count("status.conflicts", n + 1), if in_plan { Route::Plan(only) } else { Route::Today })
                }))}
                <li class="gt-status__item">{move || say(app.offline.get().status(app.online.get()))}</li>
                {live(move || who().map(|who| view! { <li class="gt-status__item gt-status__item--who" title=who.clone()>{who.clone()}</li> }))}
            </ul>
        </section>
    }
}

/// So many updates and changes in a sentence; nothing for none.
fn counted(key: &str, (updates, changes): (usize, usize)) -> Option<String> {
    (updates + changes > 0).then(|| fill(key, &[("what", &pieces(updates, changes))]))
}

#[component]
fn Banners() -> impl IntoView {
    let app = use_app();
    let offer_file = move || pages::save_backup(app);
    let switch = move || worker::switch();
    view! {
        {live(move || app.problem.get().map(|problem| {
            let offers = !matches!(problem, StoreError::Behind | StoreError::HeldOpen);
            view! {
                <Banner tone=Tone::Warning title=problem.title() text=problem.words()>
                    {offers.then(|| view! { <Button label=say("store.saveFile") on_press=offer_file main=true/> })}
                </Banner>
            }
        }))}
        {live(move || app.update_waits.get().then(|| view! {
            <Banner tone=Tone::Info title=say("update.title") text=say("update.text")>
                <Button label=say("update.switch") on_press=switch/>
            </Banner>
        }))}
        {live(move || {
            let damage = app.state.with(|s| s.damage);
            (damage.unreadable + damage.missing > 0).then(|| view! {
                <Banner tone=Tone::Warning title=say("damage.title") text=count("damage.text", damage.unreadable + damage.missing)>
                    <Button label=say("store.saveFile") on_press=offer_file/>
                </Banner>
            })
        })}
    }
}

#[component]
fn CurrentPage(door: Door) -> impl IntoView {
    let app = use_app();
    // The route decides, but a change of the plan's filters must not build the page anew.
    let page = Memo::new(move |_| app.route.with(Route::page));
    let begun = Memo::new(move |_| app.state.with(|s| s.about.is_some()));
    let choose = move |choice| leptos::task::spawn_local(begin(app, door, choice));
    let office_here = Memo::new(move |_| app.is_office());
    let [events, more, desk, office] = [(); 4].map(|()| RwSignal::new(None::<Result<More, ()>>));
    let late = RwSignal::new(false);
    let of = move |part: Part| match part {
        Part::Events => events,
        Part::Office => office,
        Part::Desk => desk,
        Part::Work | Part::More => more,
    };
    let fetch = move |part: Part| {
        leptos::task::spawn_local(async move {
            let fetched = not_fetched::watched(late, async move {
                match part {
                    Part::Events => page_parts::events().await,
                    Part::Office => page_parts::office().await,
                    Part::Desk => page_parts::desk().await,
                    Part::Work | Part::More => page_parts::more().await,
                }
            });
            let fetched = fetched.await;
            of(part).set(Some(fetched.map_err(drop)));
        });
    };
    live(move || {
        let route = if begun.get() { page.get() } else { Route::Welcome };
        let part = match &route {
            // Everybody but the office reads the answers alone.
            Route::Heard if !office_here.get() => Part::Events,
            Route::Exchange if office_here.get() => Part::Office,
            // Everybody else has one page for all three rooms.
            Route::Inbox | Route::Send if !office_here.get() => Part::More,
            route => route.part(),
        };
        match route {
            Route::Welcome => view! { <FirstVisit door=door choose=choose/> }.into_any(),
            Route::Today => view! { <pages::Today/> }.into_any(),
            Route::Plan(_) => view! { <pages::Plan/> }.into_any(),
            Route::Action(id) => view! { <pages::Action id=id/> }.into_any(),
            Route::Record(id) => view! { <pages::Record id=id/> }.into_any(),
            Route::ChangeRecord(id) => view! { <pages::ChangeRecord id=id/> }.into_any(),
            Route::NewRecord(kind, place) => view! { <pages::NewRecord kind=kind place=place/> }.into_any(),
            Route::Draft(id) => view! { <pages::DraftUpdate id=id/> }.into_any(),
            Route::Unknown(_) => view! { <pages::NotHere/> }.into_any(),
            route => match of(part).get() {
                Some(Ok(pages)) => pages(&route),
                Some(Err(())) => view! { <NotFetched again=move || fetch(part)/> }.into_any(),
                None => {
                    fetch(part);
                    view! {
                        <p class="gt-page" role="status">{say("app.opening")}</p>
                        {live(move || late.get().then(|| view! { <StillFetching/> }))}
                    }
                    .into_any()
                }
            },
        }
    })
}
