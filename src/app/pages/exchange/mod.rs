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
mod senders;
mod travels;

use crate::app::components::{Page, live};
use crate::app::context::{App, use_app};
use crate::app::send::Made;
use crate::platform::page;
use crate::store::State;
use crate::words::{fill, say};
use leptos::prelude::*;

/// What comes in and goes out.
#[component]
pub fn Exchange() -> impl IntoView {
    let app = use_app();
    let made = RwSignal::new(None::<Made>);
    let office = Memo::new(move |_| app.is_office());
    view! {
        <Page title=say("exchange.title") wide=true>
            <made::MadeFile made=made/>
            {live(move || match office.get() {
                true => view! { <office::Office made=made/> }.into_any(),
                false => view! { <member::Member made=made/> }.into_any(),
            })}
        </Page>
    }
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
