//! The pieces of a review under their headings, and the summary of what is missing in them.

use super::choice::Missing;
use super::entries::{By, Entry, Group, groups};
use super::item::item_view;
use crate::app::components::{CollectView, Select, keyed};
use crate::app::route::Route;
use crate::platform::{page, time};
use crate::words::say;
use leptos::prelude::*;

/// The pieces under headings. A few at a time, each in a task of its own, so that five hundred of them
/// never hold the page up; what was chosen stays when they are put under other headings.
#[component]
pub fn Pieces(form: StoredValue<Vec<Entry>>, problems: RwSignal<Vec<Missing>>) -> impl IntoView {
    const AT_ONCE: usize = 10;
    // From so many on, those out of sight are not laid out.
    const MANY: usize = 60;
    let by = RwSignal::new(By::Action);
    let built = RwSignal::new(0usize);
    let parts = Memo::new(move |_| {
        let groups = form.with_value(|entries| groups(entries, by.get()));
        let parts = groups.into_iter().flat_map(|group| {
            let Group { action, title, entries } = group;
            let parts = entries.chunks(AT_ONCE).map(<[usize]>::to_vec).collect::<Vec<_>>();
            parts.into_iter().enumerate().map(move |(n, entries)| ((n == 0).then(|| (action, title.clone())), entries))
        });
        parts.collect::<Vec<_>>()
    });
    Effect::new(move |_| {
        if built.get() < parts.with(Vec::len) {
            time::after(0, move || {
                built.try_update(|n| *n += 1);
            });
        }
    });
    let several = form.with_value(Vec::len) > 1;
    let many = (form.with_value(Vec::len) > MANY).then_some("gt-pieces--many");
    let options = By::ALL.map(|(_, name)| (name.to_owned(), say(&format!("review.by.{name}")))).to_vec();
    let name = Signal::derive(move || {
        let now = by.get();
        By::ALL.into_iter().find(|(one, _)| *one == now).map(|(_, name)| name.to_owned()).unwrap_or_default()
    });
    let change = move |chosen: String| {
        if let Some((new, _)) = By::ALL.into_iter().find(|(_, name)| *name == chosen) {
            built.set(0);
            by.set(new);
        }
    };
    let part = move |(by, n): (By, usize)| {
        let (heading, numbers) = parts.with_untracked(|parts| parts.get(n).cloned()).unwrap_or_default();
        let title = heading.map(|(action, title)| match action {
            Some(id) => view! { <h2 class="nhsuk-heading-m"><a class="nhsuk-link" href=Route::Action(id).href()>{title}</a></h2> }.into_any(),
            None => view! { <h2 class="nhsuk-heading-m">{title}</h2> }.into_any(),
        });
        let items = form.with_value(|entries| {
            let item = |n: &usize| {
                let entry = entries.get(*n)?;
                let heading = match (&entry.action, by) {
                    (Some((_, title)), By::Sender | By::Field) => format!("{title}: {}", entry.shown.what),
                    _ => entry.shown.heading.clone(),
                };
                Some(item_view(*n, entry, heading, problems))
            };
            numbers.iter().filter_map(item).collect_view()
        });
        view! { <section class=many>{title} {items}</section> }.into_any()
    };
    let each = move || {
        let by = by.get();
        (0..built.get().min(parts.with(Vec::len))).map(|n| (by, n)).collect::<Vec<_>>()
    };
    view! {
        {several.then(|| view! { <Select id="review-by" label=say("review.by.label") options=options value=name on_change=change/> })}
        {keyed(each, |(by, n)| format!("{} {n}", *by as u8), part)}
    }
    .into_any()
}

/// What is missing before the review can be finished, each with a link to where.
pub fn summary(missing: Vec<Missing>) -> Option<AnyView> {
    if missing.is_empty() {
        return None;
    }
    let links = missing.into_iter().map(|m| {
        let control = m.control.clone();
        let to_control = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            page::focus(&control);
        };
        view! { <li><a href=format!("#{}", m.control) on:click=to_control>{m.words}</a></li> }
    });
    let summary = view! {
        <div class="nhsuk-error-summary" id="review-problems" aria-labelledby="review-problems-title" role="alert" tabindex="-1">
            <h2 class="nhsuk-error-summary__title" id="review-problems-title">{say("form.problem")}</h2>
            <div class="nhsuk-error-summary__body">
                <ul class="nhsuk-list nhsuk-error-summary__list">{links.collect_view()}</ul>
            </div>
        </div>
    };
    Some(summary.into_any())
}
