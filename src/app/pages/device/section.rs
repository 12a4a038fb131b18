//! A part of the page, and a row of its lists.

use crate::words::say;
use leptos::prelude::*;

/// A row of a summary list: what it is about, and what holds.
pub(super) fn row(key: &str, value: impl IntoView + 'static) -> AnyView {
    view! {
        <div class="nhsuk-summary-list__row">
            <dt class="nhsuk-summary-list__key">{say(key)}</dt>
            <dd class="nhsuk-summary-list__value">{value.into_any()}</dd>
        </div>
    }
    .into_any()
}

/// A part of the page under its heading.
pub(super) fn section(id: &'static str, key: &str, content: impl IntoView + 'static) -> AnyView {
    view! {
        <section aria-labelledby=id>
            <h2 class="nhsuk-heading-m" id=id>{say(key)}</h2>
            {content.into_any()}
        </section>
    }
    .into_any()
}
