//! A field for what nobody else may read off the screen: a PIN, a passphrase.

use super::{Field, Problem, carries, live};
use crate::words::{fill_in, say_in};
use leptos::prelude::*;

/// A PIN or a passphrase: hidden as it is typed, shown for as long as somebody asks for that. Kept from spelling checkers, some
/// of which send what is typed elsewhere, and from what the browser fills in or offers to keep.
#[component]
pub fn Secret(
    /// The control's id.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: String,
    /// A hint beneath the label.
    #[prop(optional, into)]
    hint: String,
    /// What is typed.
    value: RwSignal<String>,
    /// Whether it is made of digits alone, as a PIN is.
    #[prop(optional)]
    digits: bool,
    /// Whether it is chosen here, and not one that was chosen before.
    #[prop(optional)]
    new: bool,
    /// In which language the button speaks; English where nobody says.
    #[prop(default = "en")]
    language: &'static str,
    /// The form's problems.
    #[prop(optional, into)]
    problems: Signal<Vec<Problem>>,
) -> impl IntoView {
    let (described, class) = carries(id, !hint.is_empty(), problems, "nhsuk-input");
    let shown = RwSignal::new(false);
    let what = label.clone();
    let button = move || {
        let key = if shown.get() { "form.hide" } else { "form.show" };
        view! {
            <span aria-hidden="true">{say_in(language, key)}</span>
            <span class="gt-visually-hidden">{fill_in(language, &format!("{key}What"), &[("what", &what)])}</span>
        }
    };
    view! {
        <Field id=id label=label hint=hint problems=problems>
            <div class="gt-secret">
                <input class=class id=id type=move || if shown.get() { "text" } else { "password" }
                    inputmode=digits.then_some("numeric") autocomplete=if new { "new-password" } else { "off" }
                    autocapitalize="none" spellcheck="false" aria-describedby=described
                    prop:value=move || value.get() on:input=move |e| value.set(event_target_value(&e))/>
                <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small gt-secret__show" type="button" aria-controls=id
                    on:click=move |_| shown.update(|shown| *shown = !*shown)>{live(button)}</button>
            </div>
        </Field>
    }
    .into_any()
}
