//! The frame around every page: header, navigation, the status line that says where your work is, the
//! banners, and which page is shown.

use super::components::{Banner, Button};
use super::context::{App, use_app};
use super::pages;
use super::route::Route;
use crate::ledger::exchange;
use crate::ledger::pieces::pieces;
use crate::platform::{page, worker};
use crate::store::StoreError;
use crate::words::{count, fill, say};
use leptos::prelude::*;

/// Which pages a program has: the view of a route, or none where the page is to be handed over to the
/// whole app. A function, so that the first program holds only the pages it names.
type Pages = fn(&Route) -> Option<AnyView>;

/// Starts the first program: the pages that people open first, small enough to arrive at once.
pub fn start_first() {
    start(pages::first);
}

/// Starts the whole app.
pub fn start_whole() {
    start(pages::whole);
}

fn start(pages: Pages) {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        page::stopped();
    }));
    let Some(place) = page::mount_point() else { return };
    leptos::mount::mount_to(place, move || view! { <Shell pages=pages/> }).forget();
}

#[component]
fn Shell(pages: Pages) -> impl IntoView {
    let app = App::empty();
    provide_context(app);
    app.listen();
    leptos::task::spawn_local(async move { app.open_last().await });
    // After a change of page the heading takes the focus, but not on the first one.
    Effect::new(move |before: Option<Route>| {
        let route = app.route.get();
        let same = |a: &Route, b: &Route| a == b || matches!((a, b), (Route::Plan(_), Route::Plan(_)));
        if before.is_some_and(|before| !same(&before, &route)) {
            page::focus_heading();
        }
        route
    });
    let to_main = |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        page::focus("main");
    };
    view! {
        <a class="gt-skip" href="#main" on:click=to_main>{say("app.skip")}</a>
        <Header/>
        <Show when=move || app.state.with(|s| s.about.is_some())>
            <Nav/>
            <Status/>
        </Show>
        <main class="gt-main" id="main" tabindex="-1">
            <Banners/>
            <Show when=move || app.loaded.get() fallback=|| view! { <p class="gt-page">{say("app.opening")}</p> }>
                <CurrentPage pages=pages/>
            </Show>
        </main>
    }
}

#[component]
fn Header() -> impl IntoView {
    let app = use_app();
    let plan = move || app.tree.get().map(|t| t.title.clone());
    view! {
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
                {move || plan().map(|title| view! { <span class="gt-header__plan">{title}</span> })}
            </div>
        </header>
    }
}

#[component]
fn Nav() -> impl IntoView {
    let app = use_app();
    let waiting = move || app.state.with(|s| s.staged.len() + s.ledger.conflicts().len());
    let item = move |route: Route, key: &'static str, counted: bool| {
        let here = {
            let route = route.clone();
            move || {
                let now = app.route.get();
                let same = match (&now, &route) {
                    (Route::Plan(_) | Route::Action(_), Route::Plan(_)) => true,
                    (Route::BringIn | Route::PutIn | Route::Review(_), Route::Exchange) => true,
                    (now, route) => now == route,
                };
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
    view! {
        <nav class="gt-nav" aria-label=say("nav.label")>
            <ul class="gt-nav__list">
                {item(Route::Today, "nav.today", false)}
                {item(Route::Plan(Default::default()), "nav.plan", false)}
                {item(Route::Exchange, "nav.exchange", true)}
                {item(Route::Papers, "nav.papers", false)}
                {item(Route::Device, "nav.device", false)}
            </ul>
        </nav>
    }
}

/// Where your work is, in words that are used exactly: saved, exported, confirmed received.
#[component]
fn Status() -> impl IntoView {
    let app = use_app();
    let place = move || if app.keeps_nothing.get() { say("status.notKept") } else { say("status.saved") };
    let work = Memo::new(move |_| {
        app.state.with(|s| {
            if s.about.as_ref().is_none_or(|a| a.office) {
                return None;
            }
            let beyond = |known| exchange::pieces(&exchange::mine(&s.ledger, &known));
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
                {move || app.state.with(|s| s.about.as_ref().is_some_and(|a| a.sample)).then(|| view! { <li class="gt-status__item">{say("sample.note")}</li> })}
                {move || work.get().and_then(|(unsent, _)| counted("status.notSent", unsent)).map(|w| link(w, Route::Exchange))}
                {move || work.get().and_then(|(_, sent)| counted("status.exported", sent)).map(|w| link(w, Route::Exchange))}
                {move || (drafts() > 0).then(|| link(count("status.drafts", drafts()), Route::Today))}
                {move || app.state.with(|s| s.staged.len()).checked_sub(1).map(|n| link(count("status.waiting", n + 1), Route::Exchange))}
                {move || app.state.with(|s| s.ledger.conflicts().len()).checked_sub(1).map(|n| {
                    let only = crate::ledger::search::Query { only: "twoVersions".into(), ..Default::default() };
                    link(count("status.conflicts", n + 1), Route::Plan(only))
                })}
                {move || (!app.online.get()).then(|| view! { <li class="gt-status__item">{say("status.offline")}</li> })}
                {move || (app.ready_offline.get() && app.online.get()).then(|| view! { <li class="gt-status__item">{say("status.ready")}</li> })}
                {move || who().map(|who| view! { <li class="gt-status__item gt-status__item--who">{who}</li> })}
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
    let offer_file = move || {
        if let Err(e) = pages::save_backup(app) {
            app.tell("warning", fill("error.file", &[("reason", &e.0)]));
        }
    };
    let switch = move || worker::switch();
    view! {
        {move || app.problem.get().map(|problem| {
            let offers = !matches!(problem, StoreError::Behind | StoreError::Stale { .. } | StoreError::HeldOpen);
            view! {
                <Banner kind="warning" title=say("store.title") text=problem.words()>
                    {offers.then(|| view! { <Button label=say("store.saveFile") on_press=offer_file main=true/> })}
                </Banner>
            }
        })}
        {move || app.update_waits.get().then(|| view! {
            <Banner kind="info" title=say("update.title") text=say("update.text")>
                <Button label=say("update.switch") on_press=switch/>
            </Banner>
        })}
        {move || {
            let damage = app.state.with(|s| s.damage);
            (damage.unreadable + damage.missing > 0).then(|| view! {
                <Banner kind="warning" title=say("damage.title") text=count("damage.text", damage.unreadable + damage.missing)>
                    <Button label=say("store.saveFile") on_press=offer_file/>
                </Banner>
            })
        }}
        {move || app.message.get().map(|m| view! { <Banner kind=m.kind text=m.text/> })}
    }
}

#[component]
fn CurrentPage(pages: Pages) -> impl IntoView {
    let app = use_app();
    // The route decides, but a change of the plan's filters must not build the page anew.
    let page = Memo::new(move |_| match app.route.get() {
        Route::Plan(_) => Route::Plan(Default::default()),
        other => other,
    });
    let settled = Memo::new(move |_| app.state.with(|s| s.about.is_some()));
    move || {
        let route = if settled.get() { page.get() } else { Route::Welcome };
        pages(&route).unwrap_or_else(|| {
            page::hand_over();
            view! { <p class="gt-page" role="status">{say("app.opening")}</p> }.into_any()
        })
    }
}
