//! The top of every page, also before the app is there.

use super::components::live;
use crate::platform::page;
use crate::words::say;
use leptos::prelude::*;

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
