//! The office's three rooms: the links between them, and which of them Exchange leads to.

use crate::app::components::{CollectView, live};
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::platform::{page, time};
use crate::store::rooms::{self, Room};
use crate::words::say;
use leptos::prelude::*;

/// The links from one room to the others.
#[component]
pub fn Rooms() -> impl IntoView {
    let app = use_app();
    let waits = Memo::new(move |_| app.state.with(rooms::waits));
    let to = move |key: &str, route: Route| {
        let here = {
            let route = route.clone();
            move || app.route.with(|now| now.page() == route).then_some("page")
        };
        let is_inbox = route == Route::Inbox;
        let badge = live(move || {
            let n = if is_inbox { waits.get() } else { 0 };
            (n > 0).then(|| {
                view! {
                    <span class="gt-count">{n}<span class="gt-visually-hidden">" " {say("nav.waiting")}</span></span>
                }
            })
        });
        view! { <li><a class="nhsuk-link gt-views__link" href=route.href() aria-current=here>{say(key)} " " {badge}</a></li> }
    };
    let links = [
        to("exchange.rooms.inbox", Route::Inbox),
        to("exchange.rooms.cycle", Route::Cycle),
        to("exchange.rooms.send", Route::Send),
    ];
    view! {
        <nav class="gt-views gt-views--rooms" aria-label=say("exchange.rooms.label")>
            <ul class="gt-views__list">{links.collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// Leads to the first room in which there is something to do, in place of the page that somebody asked for: going back
/// from there leads to where they came from.
#[component]
pub fn ToRoom() -> impl IntoView {
    let app = use_app();
    let tree = app.tree.get_untracked();
    let room = app.state.with_untracked(|s| rooms::first_room(s, tree.as_deref(), time::today()));
    let route = match room {
        Room::Inbox => Route::Inbox,
        Room::Cycle => Route::Cycle,
        Room::Send => Route::Send,
    };
    time::after(0, move || {
        // Somebody may have gone on meanwhile.
        if app.route.try_get_untracked() == Some(Route::Exchange) {
            page::replace_fragment(&route.fragment());
            app.route.set(route);
        }
    });
    view! { <p class="gt-page" role="status">{say("app.opening")}</p> }.into_any()
}
