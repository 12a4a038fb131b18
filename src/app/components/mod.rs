//! What pages share: one component a thing, one way to do it.

mod actions;
mod at_event;
mod bars;
mod drop;
mod field;
mod label;
mod lists;
mod notice;
mod picture;
mod rating;
mod secret;
mod summary;
mod ticks;
mod tone;
mod words;

pub use actions::{ChooseActions, Covers};
pub use at_event::AtEvent;
pub use bars::bars;
pub use drop::{DropArea, FileInput, TakeFiles, only_one};
pub use field::{ErrorSummary, Field, Fieldset, Keys, Problem, Select, TextInput, carries};
pub use label::{FileLabel, label_view};
pub use lists::{CollectView, Show, keyed, live};
pub use notice::{Notice, message};
pub use picture::{PICTURES, Picture};
pub use rating::{Direction, Moves, RatingBar, RatingTag};
pub use secret::Secret;
pub use summary::{Fact, SummaryList};
pub use ticks::{Checkboxes, Radio, Radios, Tick, radios};
pub use tone::Tone;
pub use words::{Paragraphs, WordDiff, WordsToCompare};

use super::route::Route;
use crate::words::say;
use leptos::prelude::*;

/// A page: back link, heading and contents.
#[component]
pub fn Page(
    /// The heading, which is also the window's title.
    #[prop(into)]
    title: String,
    /// Where "back" leads, with the name of that page.
    #[prop(optional, into)]
    back: Option<(Route, String)>,
    /// Wide, for tables and columns.
    #[prop(optional)]
    wide: bool,
    /// Dense, where what it lists is to be seen at once.
    #[prop(optional)]
    dense: bool,
    /// A few words above the heading.
    #[prop(optional, into)]
    caption: Option<String>,
    children: Children,
) -> impl IntoView {
    crate::platform::page::set_title(&format!("{title} · {}", say("app.name")));
    let class = match (wide, dense) {
        (true, true) => "gt-page gt-page--wide gt-page--dense",
        (true, false) => "gt-page gt-page--wide",
        _ => "gt-page",
    };
    view! {
        <div class=class>
            {back.map(|(route, name)| view! { <a class="nhsuk-back-link" href=route.href()>{name}</a> })}
            <h1 class="nhsuk-heading-l" tabindex="-1">
                {caption.map(|c| view! { <span class="nhsuk-caption-l">{c}</span> })} {title}
            </h1>
            {children()}
        </div>
    }
    .into_any()
}

/// A button; secondary unless it is the page's main one.
#[component]
pub fn Button(
    /// What it says.
    #[prop(into)]
    label: String,
    /// What it does.
    on_press: impl Fn() + 'static,
    /// Whether it is the page's main button.
    #[prop(optional)]
    main: bool,
    /// Whether it is small, for rows.
    #[prop(optional)]
    small: bool,
    /// Whether it destroys something.
    #[prop(optional)]
    warning: bool,
    /// While true it cannot be pressed.
    #[prop(optional, into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let marks = [(!main && !warning, "--secondary"), (warning, "--warning"), (small, "--small")];
    button(label, Box::new(on_press), marks, busy)
}

/// The button itself, made once for all that it may do: a view for every closure is what weighs.
fn button(label: String, on_press: Box<dyn Fn()>, marks: [(bool, &'static str); 3], busy: Signal<bool>) -> AnyView {
    let mut class = "nhsuk-button".to_owned();
    for (_, name) in marks.into_iter().filter(|(on, _)| *on) {
        class.push_str(" nhsuk-button");
        class.push_str(name);
    }
    view! {
        <button class=class type="button" disabled=move || busy.get() on:click=move |_| on_press()>
            {label}
        </button>
    }
    .into_any()
}

/// When there is nothing: what would be here, and what to do.
#[component]
pub fn Empty(
    /// What is not here.
    #[prop(into)]
    lead: String,
    /// What to do about it.
    #[prop(optional, into)]
    hint: String,
) -> impl IntoView {
    view! {
        <div class="gt-empty">
            <p class="gt-empty__lead">{lead}</p>
            {(!hint.is_empty()).then(|| view! { <p>{hint}</p> })}
        </div>
    }
    .into_any()
}

/// Something that can be opened for more.
#[component]
pub fn Details(
    /// What it says while closed.
    #[prop(into)]
    summary: String,
    /// Whether it starts open.
    #[prop(optional)]
    open: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="nhsuk-details" open=open>
            <summary class="nhsuk-details__summary">
                <span class="nhsuk-details__summary-text">{summary}</span>
            </summary>
            <div class="nhsuk-details__text">{children()}</div>
        </details>
    }
    .into_any()
}

/// A banner that says something happened or is wrong.
#[component]
pub fn Banner(
    /// How it is meant.
    tone: Tone,
    /// Its heading.
    #[prop(optional, into)]
    title: String,
    /// What it says.
    #[prop(into)]
    text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=tone.class() role=tone.role()>
            {(!title.is_empty()).then(|| view! { <h2 class="gt-banner__title">{title}</h2> })}
            {text.split("\n").map(|line| view! { <p>{line.to_owned()}</p> }).collect_view()}
            {children.map(|c| view! { <div class="gt-actions">{c()}</div> })}
        </div>
    }
    .into_any()
}
