//! What comes in and goes out. The office and everybody else see different pages under one name; both
//! open files the same way.

mod check;
mod contrary;
mod handover;
mod made;
mod member;
mod office;
mod open;
mod ready;
pub(super) mod restored;
mod senders;
mod travels;

use crate::app::components::Page;
use crate::app::context::App;
use crate::app::send::Made;
use crate::platform::page;
use crate::store::State;
use crate::words::{fill, say};
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

/// What a list is made of, which is not made anew while files are being opened: with two hundred of them the page
/// would do little else.
fn between_files<T: Clone + PartialEq + Send + Sync + 'static>(app: App, read: fn(&State) -> T) -> Memo<T> {
    Memo::new(move |former: Option<&T>| match former.filter(|_| app.opening.get().is_some()) {
        Some(former) => former.clone(),
        None => app.state.with(read),
    })
}

/// Takes note of a file that was made, and saves it as a file at once.
fn hand_over(app: App, made: RwSignal<Option<Made>>, file: Result<Made, String>) {
    match file {
        Ok(file) => {
            match file.save() {
                Ok(()) => app.tell("done", fill("exchange.made.saved", &[("file", &file.name)])),
                Err(e) => app.tell("warning", fill("exchange.made.notSaved", &[("reason", &e.0)])),
            }
            made.try_set(Some(file));
        }
        Err(words) => app.tell("warning", words),
    }
}

/// Copies a text, and says whether it worked.
pub fn copy(app: App, text: String) {
    leptos::task::spawn_local(async move {
        if page::copy(&text).await {
            app.tell("done", say("exchange.copied"));
        } else {
            app.tell("warning", say("exchange.notCopied"));
        }
    });
}
