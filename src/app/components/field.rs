//! Form fields: label, hint, error and control in one, and the error summary that leads to them.

use crate::app::components::{CollectView, live};
use crate::platform::page;
use crate::words::say;
use leptos::prelude::*;

/// What is wrong with a field, with the field's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field's id.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub text: String,
}

/// All problems of a form on top of it, each leading to its field.
#[component]
pub fn ErrorSummary(
    /// The problems; with none, nothing is shown.
    #[prop(into)]
    problems: Signal<Vec<Problem>>,
) -> impl IntoView {
    Effect::new(move |_| {
        if !problems.get().is_empty() {
            page::focus("error-summary");
        }
    });
    live(move || {
        let problems = problems.get();
        (!problems.is_empty()).then(|| {
            let links = problems.into_iter().map(|p| {
                let field = p.field;
                let to_field = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    page::focus(field);
                };
                view! { <li><a href=format!("#{field}") on:click=to_field>{p.text}</a></li> }
            });
            view! {
                <div class="nhsuk-error-summary" id="error-summary" aria-labelledby="error-title" role="alert" tabindex="-1">
                    <h2 class="nhsuk-error-summary__title" id="error-title">{say("form.problem")}</h2>
                    <div class="nhsuk-error-summary__body">
                        <ul class="nhsuk-list nhsuk-error-summary__list">{links.collect_view()}</ul>
                    </div>
                </div>
            }
        })
    })
}

/// A control with its label, hint and error.
#[component]
pub fn Field(
    /// The control's id.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: String,
    /// A hint beneath the label.
    #[prop(optional, into)]
    hint: String,
    /// The form's problems; the one of this field is shown here.
    #[prop(optional, into)]
    problems: Signal<Vec<Problem>>,
    children: Children,
) -> impl IntoView {
    let error = move || problems.with(|all| all.iter().find(|p| p.field == id).map(|p| p.text.clone()));
    let class = move || if error().is_some() { "nhsuk-form-group nhsuk-form-group--error" } else { "nhsuk-form-group" };
    view! {
        <div class=class>
            <label class="nhsuk-label" for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <div class="nhsuk-hint" id=format!("{id}-hint")>{hint}</div> })}
            {live(move || {
                error().map(|text| view! {
                    <span class="nhsuk-error-message" id=format!("{id}-error")>
                        <span class="gt-visually-hidden">{say("form.error")} " "</span>{text}
                    </span>
                })
            })}
            {children()}
        </div>
    }
    .into_any()
}

/// What a line takes, and so which keys a phone offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keys {
    /// Words.
    #[default]
    Words,
    /// A whole number.
    Number,
    /// A number that may have a decimal point.
    Decimal,
    /// A telephone number.
    Telephone,
    /// An e-mail address.
    Mail,
}

impl Keys {
    /// The value of `inputmode`. The type stays `text`: a browser's own number field takes letters away as they are
    /// typed, and scrolls its number away under a wheel.
    fn mode(self) -> Option<&'static str> {
        match self {
            Keys::Words => None,
            Keys::Number => Some("numeric"),
            Keys::Decimal => Some("decimal"),
            Keys::Telephone => Some("tel"),
            Keys::Mail => Some("email"),
        }
    }
}

/// Text: one line, or several.
#[component]
pub fn TextInput(
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
    /// What it takes, where that is not words.
    #[prop(optional)]
    keys: Keys,
    /// How many lines it shows at first, where it takes several.
    #[prop(optional)]
    rows: Option<u32>,
    /// The form's problems.
    #[prop(optional, into)]
    problems: Signal<Vec<Problem>>,
    /// What the browser may fill in (`name`, `organization`), or "off".
    #[prop(optional, into)]
    autocomplete: String,
    /// Names to choose from while typing.
    #[prop(optional)]
    suggestions: Vec<String>,
) -> impl IntoView {
    let described = (!hint.is_empty()).then(|| format!("{id}-hint"));
    let list = (!suggestions.is_empty()).then(|| format!("{id}-list"));
    let options = suggestions.into_iter().map(|s| view! { <option value=s></option> }).collect_view();
    let autocomplete = if autocomplete.is_empty() { "off".to_owned() } else { autocomplete };
    let typed = move |event: leptos::ev::Event| value.set(event_target_value(&event));
    let control = match rows {
        Some(rows) => view! {
            <textarea class="nhsuk-textarea" id=id rows=rows aria-describedby=described
                prop:value=move || value.get() on:input=typed></textarea>
        }
        .into_any(),
        None => view! {
            <input class="nhsuk-input" id=id type="text" inputmode=keys.mode() autocomplete=autocomplete aria-describedby=described
                list=list.clone() prop:value=move || value.get() on:input=typed/>
            {list.map(|list| view! { <datalist id=list>{options}</datalist> })}
        }
        .into_any(),
    };
    view! { <Field id=id label=label hint=hint problems=problems>{control}</Field> }.into_any()
}

/// A choice from a list.
#[component]
pub fn Select(
    /// The control's id.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: String,
    /// The choices: value and words.
    options: Vec<(String, String)>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the new value.
    on_change: impl Fn(String) + Send + 'static,
    /// The form's problems.
    #[prop(optional, into)]
    problems: Signal<Vec<Problem>>,
) -> impl IntoView {
    select(id, label, options, value, Box::new(on_change), problems)
}

/// The choice itself, made once for all that may follow from it.
fn select(
    id: &'static str,
    label: String,
    options: Vec<(String, String)>,
    value: Signal<String>,
    on_change: Box<dyn Fn(String) + Send>,
    problems: Signal<Vec<Problem>>,
) -> AnyView {
    let options = options.into_iter().map(move |(key, words)| {
        let chosen = key.clone();
        view! { <option value=key selected=move || value.get() == chosen>{words}</option> }
    });
    view! {
        <Field id=id label=label problems=problems>
            <select class="nhsuk-select" id=id prop:value=move || value.get()
                on:change=move |e| on_change(event_target_value(&e))>
                {options.collect_view()}
            </select>
        </Field>
    }
    .into_any()
}
