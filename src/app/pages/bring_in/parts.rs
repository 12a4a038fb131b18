//! Controls that take their value once and say when it changed: when they are left, and a moment after typing stops.

use crate::platform::time;
use leptos::prelude::*;
use std::rc::Rc;

/// How long after the last keystroke what is typed counts as changed, in milliseconds.
const QUIET: i32 = 700;

/// An area across the page, and one in a column of a table: characters a line, lines at most.
pub(super) const PAGE: (usize, usize) = (110, 6);
pub(super) const COLUMN: (usize, usize) = (26, 9);

/// One line of text.
pub(super) fn line(id: String, label: String, value: String, on_change: impl Fn(String) + 'static) -> AnyView {
    control(id, label, value, None, Box::new(on_change))
}

/// The control itself, made once for all that may follow from it.
fn control(id: String, label: String, value: String, rows: Option<usize>, on_change: Box<dyn Fn(String)>) -> AnyView {
    let on_change: Rc<dyn Fn(String)> = on_change.into();
    let waits = StoredValue::new_local(None::<String>);
    let hand_on = move |on_change: &Rc<dyn Fn(String)>, wanted: Option<&str>| {
        // Nothing any more where the field is gone, was left meanwhile, or is typed in again.
        let now = waits.try_update_value(|waits| waits.take_if(|now| wanted.is_none_or(|wanted| *now == wanted)));
        now.flatten().into_iter().for_each(|text| on_change(text));
    };
    let change = {
        let on_change = on_change.clone();
        move |event: leptos::ev::Event| {
            waits.set_value(Some(event_target_value(&event)));
            hand_on(&on_change, None);
        }
    };
    let typed = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        waits.set_value(Some(text.clone()));
        let on_change = on_change.clone();
        time::after(QUIET, move || hand_on(&on_change, Some(&text)));
    };
    let control = match rows {
        Some(rows) => view! {
            <textarea class="nhsuk-textarea" id=id.clone() rows=rows prop:value=value on:input=typed on:change=change></textarea>
        }
        .into_any(),
        None => view! {
            <input class="nhsuk-input" id=id.clone() type="text" autocomplete="off" prop:value=value on:input=typed on:change=change/>
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
