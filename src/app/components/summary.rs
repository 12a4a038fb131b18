//! Facts about something: what each is called, and what it says.

use super::CollectView;
use leptos::prelude::*;

/// A row of facts: what it is called, and what it says.
pub type Fact = (String, AnyView);

/// A list of facts.
#[component]
pub fn SummaryList(
    /// The rows.
    facts: Vec<Fact>,
) -> impl IntoView {
    let row = |(name, value): Fact| {
        view! {
            <div class="nhsuk-summary-list__row">
                <dt class="nhsuk-summary-list__key">{name}</dt>
                <dd class="nhsuk-summary-list__value">{value}</dd>
            </div>
        }
    };
    view! { <dl class="nhsuk-summary-list">{facts.into_iter().map(row).collect_view()}</dl> }.into_any()
}
