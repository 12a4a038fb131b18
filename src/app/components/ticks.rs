//! What is chosen with a tick or a dot: one box, several boxes, one of a few. A question about them is a [`Fieldset`].

use super::{CollectView, Fieldset, Problem};
use leptos::prelude::*;

/// One box to tick, with its words. Boxes stand in a `nhsuk-checkboxes`.
#[component]
pub fn Tick(
    /// The box's id.
    #[prop(into)]
    id: String,
    /// Whether it is ticked.
    #[prop(into)]
    on: Signal<bool>,
    /// Called with whether it is ticked now.
    flip: impl Fn(bool) + 'static,
    /// A hint beneath the words.
    #[prop(optional)]
    hint: Option<AnyView>,
    /// The words.
    children: Children,
) -> impl IntoView {
    tick(id, on, Box::new(flip), hint, children())
}

/// The box itself, made once for all that may follow from it.
fn tick(id: String, on: Signal<bool>, flip: Box<dyn Fn(bool)>, hint: Option<AnyView>, words: AnyView) -> AnyView {
    let (described, hint) = beneath(&id, "nhsuk-hint nhsuk-checkboxes__hint", hint);
    view! {
        <div class="nhsuk-checkboxes__item">
            <input class="nhsuk-checkboxes__input" id=id.clone() type="checkbox" aria-describedby=described
                prop:checked=move || on.get() on:change=move |event| flip(event_target_checked(&event))/>
            <label class="nhsuk-label nhsuk-checkboxes__label" for=id>{words}</label>
            {hint}
        </div>
    }
    .into_any()
}

/// A choice's hint, with the id that its control names.
fn beneath(id: &str, class: &'static str, hint: Option<AnyView>) -> (Option<String>, Option<AnyView>) {
    let Some(hint) = hint else { return (None, None) };
    let of = format!("{id}-hint");
    (Some(of.clone()), Some(view! { <div class=class id=of>{hint}</div> }.into_any()))
}

/// Boxes to tick; `ticked` holds the values of those that are, with spaces between them.
#[component]
pub fn Checkboxes(
    /// The id that problems with it carry; each box has it and its number.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// A hint beneath it.
    #[prop(optional, into)]
    hint: String,
    /// What can be ticked: value and words.
    options: Vec<(String, String)>,
    /// The values that are ticked.
    ticked: RwSignal<String>,
    /// The form's problems.
    #[prop(optional, into)]
    problems: Signal<Vec<Problem>>,
) -> impl IntoView {
    let one = |(at, (value, words)): (usize, (String, String))| {
        let of = value.clone();
        let is_on = Signal::derive(move || ticked.with(|all| all.split_whitespace().any(|one| one == of)));
        let flip = move |on: bool| {
            ticked.update(|all| {
                let rest = all.split_whitespace().filter(|one| *one != value);
                *all = rest.chain(on.then_some(value.as_str())).collect::<Vec<_>>().join(" ");
            });
        };
        view! { <Tick id=format!("{id}-{}", at + 1) on=is_on flip=flip>{words}</Tick> }
    };
    let boxes = options.into_iter().enumerate().map(one).collect_view();
    view! {
        <Fieldset id=id legend=legend hint=hint problems=problems>
            <div class="nhsuk-checkboxes">{boxes}</div>
        </Fieldset>
    }
    .into_any()
}

/// One of a few choices.
#[derive(Debug, Clone)]
pub struct Radio {
    /// Its value, which ends its control's id.
    pub value: &'static str,
    /// What it says.
    pub words: String,
    /// A hint beneath that, or nothing.
    pub hint: String,
}

/// A question with a few answers, one of which is chosen.
#[component]
pub fn Radios(
    /// The id that problems with it carry; each choice has it and its value.
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
    /// The choices.
    options: Vec<Radio>,
    /// The value of the chosen one.
    value: RwSignal<String>,
    /// The form's problems.
    #[prop(optional, into)]
    problems: Signal<Vec<Problem>>,
) -> impl IntoView {
    let choices = radios(&id, options, value);
    view! {
        <Fieldset id=id legend=legend hint=hint heading=heading problems=problems>
            <div class="nhsuk-radios">{choices}</div>
        </Fieldset>
    }
    .into_any()
}

/// The choices alone, for a question that a page asks itself. They stand in a `nhsuk-radios`.
pub fn radios(name: &str, options: Vec<Radio>, chosen: RwSignal<String>) -> AnyView {
    let name = name.to_owned();
    let one = move |Radio { value, words, hint }: Radio| {
        let id = format!("{name}-{value}");
        let hint = (!hint.is_empty()).then(|| hint.into_any());
        let (described, hint) = beneath(&id, "nhsuk-hint nhsuk-radios__hint", hint);
        view! {
            <div class="nhsuk-radios__item">
                <input class="nhsuk-radios__input" id=id.clone() name=name.clone() type="radio" value=value
                    aria-describedby=described prop:checked=move || chosen.get() == value
                    on:change=move |_| chosen.set(value.to_owned())/>
                <label class="nhsuk-label nhsuk-radios__label" for=id>{words}</label>
                {hint}
            </div>
        }
    };
    options.into_iter().map(one).collect_view()
}
