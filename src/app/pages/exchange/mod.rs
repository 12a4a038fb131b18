//! What comes in and goes out. The office and everybody else see different pages under one name; both
//! open files the same way.

mod between;
mod check;
mod contrary;
mod copy;
mod handover;
mod made;
mod member;
mod office;
mod open;
mod ready;
pub(super) mod restored;
mod senders;
mod travels;

pub use copy::copy;

use crate::app::components::Page;
use crate::app::send::Made;
use crate::words::say;
use leptos::prelude::*;

/// What comes in and goes out, for everybody but the office.
#[component]
pub fn Exchange() -> impl IntoView {
    page_of(|made| view! { <member::Member made=made/> }.into_any())
}

/// What comes in and goes out, for the office. In the office's part of the program, so that nobody else fetches it.
#[component]
pub fn OfficeExchange() -> impl IntoView {
    page_of(|made| view! { <office::Office made=made/> }.into_any())
}

fn page_of(content: fn(RwSignal<Option<Made>>) -> AnyView) -> AnyView {
    let made = RwSignal::new(None::<Made>);
    view! {
        <Page title=say("exchange.title") wide=true>
            <made::MadeFile made=made/>
            {content(made)}
        </Page>
    }
    .into_any()
}
