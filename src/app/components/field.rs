//! Form fields: label, hint, error and control in one, and the error summary that leads to them.

use crate::app::components::{CollectView, live};
use crate::platform::page;
use crate::words::say;
use leptos::prelude::*;

/// What is wrong with a field, with the field's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field's id.
    pub field: String,
    /// What is wrong and what to do.
    pub text: String,
}

impl Problem {
    /// A problem of the control with this id.
    pub fn new(field: impl Into<String>, text: impl Into<String>) -> Problem {
        Problem { field: field.into(), text: text.into() }
    }
}

/// What is wrong with the control of this id, if anything is.
fn error_of(problems: Signal<Vec<Problem>>, id: &str) -> Memo<Option<String>> {
    let id = id.to_owned();
    Memo::new(move |_| problems.with(|all| all.iter().find(|p| p.field == id).map(|p| p.text.clone())))
}

/// What describes a control to whoever hears the page: its hint, and what is wrong with it.
fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    let parts = [hint.then(|| format!("{id}-hint")), error.then(|| format!("{id}-error"))];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" ")).filter(|ids| !ids.is_empty())
}

/// What a control carries that a page puts into a [`Field`] itself, so that its hint and what is wrong with it are heard
/// and seen as with any other: the value of `aria-describedby`, and its class, which is another while something is wrong.
pub fn carries(
    id: &str,
    hint: bool,
    problems: impl Into<Signal<Vec<Problem>>>,
    class: &'static str,
) -> (impl Fn() -> Option<String> + Send + 'static, impl Fn() -> String + Send + 'static) {
    let (error, id) = (error_of(problems.into(), id), id.to_owned());
    let described = move || described_by(&id, hint, error.with(Option::is_some));
    let of = move || match error.with(Option::is_some) {
        true => format!("{class} {}--error", class.split(' ').next().unwrap_or_default()),
        false => class.to_owned(),
    };
    (described, of)
}

/// The class of a control with all that is about it.
fn group_class(error: Memo<Option<String>>) -> impl Fn() -> &'static str + Copy {
    move || if error.with(Option::is_some) { "nhsuk-form-group nhsuk-form-group--error" } else { "nhsuk-form-group" }
}

/// What is wrong, where it stands.
fn error_message(id: String, error: Memo<Option<String>>) -> AnyView {
    live(move || {
        error.get().map(|text| {
            view! {
                <span class="nhsuk-error-message" id=format!("{id}-error")>
                    <span class="gt-visually-hidden">{say("form.error")} " "</span>{text}
                </span>
            }
        })
    })
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
                let href = format!("#{}", p.field);
                let to_field = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    page::focus_field(&p.field);
                };
                view! { <li><a href=href on:click=to_field>{p.text}</a></li> }
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
    #[prop(into)]
    id: String,
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
    let error = error_of(problems, &id);
    view! {
        <div class=group_class(error)>
            <label class="nhsuk-label" for=id.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <div class="nhsuk-hint" id=format!("{id}-hint")>{hint}</div> })}
            {error_message(id, error)}
            {children()}
        </div>
    }
    .into_any()
}

/// Several controls under one question.
#[component]
pub fn Fieldset(
    /// The id that problems with it carry.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// A hint beneath it.
    #[prop(optional, into)]
    hint: String,
    /// Whether the question is as large as a heading.
    #[prop(optional)]
    heading: bool,
    /// The form's problems.
    #[prop(optional, into)]
    problems: Signal<Vec<Problem>>,
    children: Children,
) -> impl IntoView {
    let error = error_of(problems, &id);
    let (of, has_hint) = (id.clone(), !hint.is_empty());
    let described = move || described_by(&of, has_hint, error.with(Option::is_some));
    let message = error_message(id.clone(), error);
    let class = if heading { "nhsuk-fieldset__legend nhsuk-fieldset__legend--m" } else { "nhsuk-fieldset__legend" };
    view! {
        <div class=group_class(error)>
            <fieldset class="nhsuk-fieldset" id=id.clone() tabindex="-1" aria-describedby=described>
                <legend class=class>{legend}</legend>
                {(!hint.is_empty()).then(|| view! { <div class="nhsuk-hint" id=format!("{id}-hint")>{hint}</div> })}
                {message}
                {children()}
            </fieldset>
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
    /// The address of a web page.
    Web,
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
            Keys::Web => Some("url"),
        }
    }
}

/// Text: one line, or several.
#[component]
pub fn TextInput(
    /// The control's id.
    #[prop(into)]
    id: String,
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
    /// The browser's own way of choosing a day (`date`) or a day and a time (`datetime-local`), in place of typing.
    #[prop(optional)]
    chooser: Option<&'static str>,
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
    let base = if rows.is_some() { "nhsuk-textarea" } else { "nhsuk-input" };
    let (described, class) = carries(&id, !hint.is_empty(), problems, base);
    let list = (!suggestions.is_empty()).then(|| format!("{id}-list"));
    let options = suggestions.into_iter().map(|s| view! { <option value=s></option> }).collect_view();
    let autocomplete = if autocomplete.is_empty() { "off".to_owned() } else { autocomplete };
    let typed = move |event: leptos::ev::Event| value.set(event_target_value(&event));
    let control = match rows {
        Some(rows) => view! {
            <textarea class=class id=id.clone() rows=rows aria-describedby=described
                prop:value=move || value.get() on:input=typed></textarea>
        }
        .into_any(),
        None => view! {
            <input class=class id=id.clone() type=chooser.unwrap_or("text") inputmode=keys.mode() autocomplete=autocomplete
                aria-describedby=described
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
    #[prop(into)]
    id: String,
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
    /// A hint beneath the label.
    #[prop(optional, into)]
    hint: String,
    /// The form's problems.
    #[prop(optional, into)]
    problems: Signal<Vec<Problem>>,
) -> impl IntoView {
    select(id, label, options, value, Box::new(on_change), hint, problems)
}

/// The choice itself, made once for all that may follow from it.
fn select(
    id: String,
    label: String,
    options: Vec<(String, String)>,
    value: Signal<String>,
    on_change: Box<dyn Fn(String) + Send>,
    hint: String,
    problems: Signal<Vec<Problem>>,
) -> AnyView {
    let (described, class) = carries(&id, !hint.is_empty(), problems, "nhsuk-select");
    let options = options.into_iter().map(move |(key, words)| {
        let chosen = key.clone();
        view! { <option value=key selected=move || value.get() == chosen>{words}</option> }
    });
    view! {
        <Field id=id.clone() label=label hint=hint problems=problems>
            <select class=class id=id aria-describedby=described prop:value=move || value.get()
                on:change=move |e| on_change(event_target_value(&e))>
                {options.collect_view()}
            </select>
        </Field>
    }
    .into_any()
}
