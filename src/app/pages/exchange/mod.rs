//! What comes in and goes out. The office has three rooms for it, each with an address of its own; everybody else has one
//! page. All open files the same way.

mod between;
mod check;
mod contrary;
mod excel;
mod handover;
mod inbox;
mod letter;
mod made;
mod member;
mod open;
mod plan_first;
mod ready;
mod replies;
pub(super) mod restored;
mod rooms;
mod send_room;
mod travels;
mod where_app;

pub use letter::LetterWords;
pub use rooms::{Rooms, ToRoom};

use crate::app::components::Page;
use crate::app::send::Made;
use crate::words::say;
use leptos::prelude::*;

/// What comes in and goes out, for everybody but the office.
#[component]
pub fn Exchange() -> impl IntoView {
    let made = RwSignal::new(None::<Made>);
    view! {
        <Page title=say("exchange.title") wide=true>
            <made::MadeFile made=made/>
            <member::Member made=made/>
        </Page>
    }
    .into_any()
}

/// What came in, for the office.
#[component]
pub fn Inbox() -> impl IntoView {
    view! {
        <Page title=say("exchange.rooms.inbox") caption=say("exchange.title") wide=true>
            <Rooms/>
            <inbox::Inbox/>
        </Page>
    }
    .into_any()
}

/// What goes out, for the office.
#[component]
pub fn SendRoom() -> impl IntoView {
    let made = RwSignal::new(None::<Made>);
    view! {
        <Page title=say("exchange.rooms.send") caption=say("exchange.title") wide=true>
            <Rooms/>
            <made::MadeFile made=made/>
            <send_room::SendRoom made=made/>
        </Page>
    }
    .into_any()
}
