//! Controls that take their value once and say when it changed.

use leptos::prelude::*;

/// An area across the page, and one in a column of a table: characters a line, lines at most.
pub(super) const PAGE: (usize, usize) = (110, 6);
pub(super) const COLUMN: (usize, usize) = (26, 9);

/// One line of text.
pub(super) fn line(id: String, label: String, value: String, on_change: impl Fn(String) + 'static) -> AnyView {
    control(id, label, value, None, Box::new(on_change))
}

/// The control itself, made once for all that may follow from it.
fn control(id: String, label: String, value: String, rows: Option<usize>, on_change: Box<dyn Fn(String)>) -> AnyView {
    let change = move |event: leptos::ev::Event| on_change(event_target_value(&event));
    let control = match rows {
        Some(rows) => view! {
            <textarea class="nhsuk-textarea" id=id.clone() rows=rows prop:value=value on:change=change></textarea>
        }
        .into_any(),
        None => view! {
            <input class="nhsuk-input" id=id.clone() type="text" autocomplete="off" prop:value=value on:change=change/>
        }
        .into_any(),
    };
    view! {
        <div class="nhsuk-form-group">
            <label class="nhsuk-label" for=id>{label}</label>
            {control}
        </div>
    }
    .into_any()
}

/// Several lines of text, as high as its words at first: so many characters a line, so many lines at most.
pub(super) fn area(
    id: String,
    label: String,
    value: String,
    (wide, high): (usize, usize),
    on_change: impl Fn(String) + 'static,
) -> AnyView {
    let rows = (value.chars().count() / wide.max(1) + value.lines().count()).clamp(2, high.max(2));
    control(id, label, value, Some(rows), Box::new(on_change))
}
