//! New figures of a record's measures, and new measures. What a representative adds goes with the next file to send, like any
//! other change.

use crate::app::components::{Button, ErrorSummary, Problem, Select, TextInput, Tone, live};
use crate::app::context::{App, of_record, use_app};
use crate::app::form::{self, RecordForm, may_change};
use crate::app::pages::record::at;
use crate::app::typed::{self, Recovered, Typed};
use crate::domain::{Draft, Figure, fields as f, kind, number_words, part_words};
use crate::ledger::changes::Work;
use crate::platform::{self, time};
use crate::record::Id;
use crate::words::{fill, say};
use leptos::prelude::*;

/// Which of the two forms is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Figure,
    Measure,
}

/// The measures of a record: id, and name with unit.
fn measures(app: App, of: Id) -> Vec<(String, String)> {
    of_record(app, |ledger| ledger.measures_of(of).into_iter().map(|m| (m.id.to_string(), m.label())).collect())
}

/// Buttons that open the form of a figure and of a measure.
#[component]
pub fn AddFigures(
    /// The action, priority, theme or plan that is measured.
    of: Id,
) -> impl IntoView {
    let app = use_app();
    let known = Memo::new(move |_| measures(app, of));
    // A measure is no measure of another one.
    let may = may_change(app, kind::MEASURE) && of_record(app, |ledger| ledger.live(of, kind::MEASURE).is_none());
    let open = RwSignal::new(match () {
        () if typed::is_left(&figure_key(of)) && known.with_untracked(|k| !k.is_empty()) => Open::Figure,
        () if typed::is_left(&form::key(kind::MEASURE, None, &of.to_string())) && may => Open::Measure,
        () => Open::Nothing,
    });
    let start = move |what: Open, field: &'static str| {
        move || {
            open.set(what);
            time::after(0, move || platform::page::focus(field));
        }
    };
    live(move || match open.get() {
        Open::Figure => view! { <NewFigure of=of known=known.get_untracked() open=open/> }.into_any(),
        Open::Measure => view! { <NewMeasure of=of open=open/> }.into_any(),
        Open::Nothing => view! {
            <div class="gt-actions">
                {known.with(|k| !k.is_empty()).then(|| view! {
                    <Button label=say("figure.add") on_press=start(Open::Figure, "figure-value") small=true/>
                })}
                {may.then(|| view! {
                    <Button label=say("figure.addMeasure") on_press=start(Open::Measure, "measure-name") small=true/>
                })}
            </div>
        }
        .into_any(),
    })
}

/// Under which key and at which place the two forms are kept while somebody types.
fn figure_key(of: Id) -> String {
    format!("{of}.figure")
}

/// What is known of a new measure.
const MEASURE: [&str; 5] = [f::NAME, f::UNIT, f::GOOD, f::TARGET, f::SOURCE];

/// Saves a new record, and closes the form.
fn save(app: App, draft: Draft, form: Typed, open: RwSignal<Open>) {
    leptos::task::spawn_local(async move {
        if form.save(app, &mut |_| Some(Work::typed(draft.edits()))).await {
            open.try_set(Open::Nothing);
            app.tell(Tone::Saved, say(if app.is_office() { "figure.savedOffice" } else { "figure.saved" }));
        }
    });
}

/// The two buttons that end a form.
fn ends(on_save: impl Fn() + 'static, form: Typed, open: RwSignal<Open>) -> AnyView {
    let cancel = move || {
        form.clear();
        open.set(Open::Nothing);
    };
    view! {
        <div class="gt-actions">
            <Button label=say("figure.save") on_press=on_save/>
            <Button label=say("action.cancel") on_press=cancel/>
        </div>
    }
    .into_any()
}

/// A figure of one of these measures.
#[component]
fn NewFigure(of: Id, known: Vec<(String, String)>, open: RwSignal<Open>) -> impl IntoView {
    let app = use_app();
    let measure = RwSignal::new(known.first().map(|(id, _)| id.clone()).unwrap_or_default());
    let value = RwSignal::new(String::new());
    let day = RwSignal::new(time::today().to_string());
    let note = RwSignal::new(String::new());
    let texts = [("measure", measure), ("value", value), ("day", day), ("note", note)];
    let form = Typed::keep(figure_key(of), &texts);
    let problems = RwSignal::new(Vec::<Problem>::new());
    let read_as = move || {
        let figure = value.with(|v| Figure::read(v));
        let words = match (figure.value, figure.whole) {
            (Some(part), Some(whole)) => part_words(part, whole),
            (Some(number), None) => number_words(number),
            (None, _) => say("figure.noNumber"),
        };
        (!figure.words.is_empty() && !figure.is_plain()).then(|| fill("figure.readAs", &[("words", &words)]))
    };
    let on_save = move || {
        let figure = value.with_untracked(|v| Figure::read(v));
        let date = day.with_untracked(|d| d.parse::<crate::days::Date>().ok());
        let mut found = Vec::new();
        let mut need = |missing: bool, field, key| {
            if missing {
                found.push(Problem::new(field, say(key)));
            }
        };
        need(figure.words.is_empty(), "figure-value", "figure.needValue");
        need(date.is_none(), "figure-day", "figure.needDay");
        problems.set(found);
        if let (Some(date), Ok(measured), false) =
            (date, measure.with_untracked(|m| m.parse::<Id>()), figure.words.is_empty())
        {
            let note = note.get_untracked();
            save(app, figure.observation(platform::new_id(), measured, &date.to_string(), &note), form, open);
        }
    };
    let which = match known.as_slice() {
        [(_, only)] => view! { <h3 class="nhsuk-heading-s">{only.clone()}</h3> }.into_any(),
        _ => view! {
            <Select id="figure-measure" label=say("figure.measure") options=known value=measure
                on_change=move |id| measure.set(id)/>
        }
        .into_any(),
    };
    view! {
        <section aria-label=say("figure.add")>
            <ErrorSummary problems=problems/>
            <Recovered form=form/>
            {which}
            <TextInput id="figure-value" label=say("figure.value") hint=say("figure.valueHint") value=value problems=problems/>
            <p class="gt-meta" role="status">{read_as}</p>
<TextInput id="figure-day" label=say("figure.day") value=day chooser="date" problems=problems/>
            <TextInput id="figure-note" label=say("figure.note") hint=say("figure.noteHint") value=note/>
            {ends(on_save, form, open)}
        </section>
    }
    .into_any()
}

/// A measure of this record.
#[component]
fn NewMeasure(of: Id, open: RwSignal<Open>) -> impl IntoView {
    let app = use_app();
    let place = of.to_string();
    let Some(form) = RecordForm::open(app, kind::MEASURE, None, &place, &MEASURE) else { return ().into_any() };
    let on_save = move || {
        form.save(at(kind::MEASURE, place.clone()), move |saved| {
            open.try_set(Open::Nothing);
            app.tell_saved(say(saved.told), saved.back);
        });
    };
    view! {
        <section aria-label=say("figure.addMeasure")>
            {form.head()}
            {form.controls(&MEASURE)}
            {form.care()}
            {form.ends(say("figure.save"), on_save, move || open.set(Open::Nothing))}
        </section>
    }
    .into_any()
}
