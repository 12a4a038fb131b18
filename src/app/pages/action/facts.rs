//! What an action is: its facts, each with its pencil; and that it is over.

use super::rate::Rate;
use crate::app::components::{CollectView, Details, RatingTag, live};
use crate::app::context::{App, of_record, use_app};
use crate::app::form::{RecordForm, nothing, pencil_row, read_as};
use crate::app::pages::record::OVER;
use crate::domain::kinds::{self, Field};
use crate::domain::{Rating, Timescale, fields as f, kind};
use crate::record::Id;
use crate::words::{fill, say};
use leptos::prelude::*;

/// What is looked for first, in this order.
const FIRST: [&str; 8] =
    [f::OWNER, f::SUPPORT, f::TIMESCALE, f::SUCCESS, f::DESCRIPTION, f::RESOURCES, f::THEME, f::PLACED];

/// What is in the heading.
const HEADING: [&str; 2] = [f::NUMBER, f::TITLE];

fn fields(names: &[&str]) -> impl Iterator<Item = &'static Field> {
    let kind = kinds::find(kind::ACTION);
    names
        .iter()
        .filter_map(move |name| kind?.fields.iter().find(|field| field.name == *name))
        .collect::<Vec<_>>()
        .into_iter()
}

/// The facts of an action.
#[component]
pub fn Facts(id: Id, rating: Option<Rating>) -> impl IntoView {
    let app = use_app();
    let first = fields(&FIRST).map(|field| match field.name {
        f::TIMESCALE => pencil_row(id, field, Some(ViewFn::from(move || timescale(app, id)))),
        _ => pencil_row(id, field, None),
    });
    let over = live(move || {
        let says = |field: &&'static Field| {
            of_record(app, |l| l.records().get(id).is_some_and(|r| r.value(field.name).is_some_and(|v| !v.is_null())))
        };
        fields(&OVER).filter(says).map(|field| pencil_row(id, field, None)).collect_view()
    });
    let printed = app.state.with_untracked(|s| {
        let columns = |a: crate::domain::Action<'_>| {
            a.printed().map(|(n, v)| (n.to_owned(), v.as_str().map_or_else(|| v.to_string(), str::to_owned))).collect()
        };
        s.ledger.action(id).map(columns).unwrap_or_else(Vec::new)
    });
    let heading = fields(&HEADING).map(|field| pencil_row(id, field, None));
    let row = |name: String, value: AnyView| {
        view! {
            <div class="nhsuk-summary-list__row">
                <dt class="nhsuk-summary-list__key">{name}</dt>
                <dd class="nhsuk-summary-list__value">{value}</dd>
            </div>
        }
    };
    let printed =
        printed.into_iter().map(|(name, text)| row(fill("action.column", &[("name", &name)]), text.into_any()));
    view! {
        <dl class="nhsuk-summary-list">
            {row(say("action.rating"), view! { <RatingTag rating=rating/> <Rate action=id/> }.into_any())}
            {over}
            {first.collect_view()}
            {heading.collect_view()}
            {printed.collect_view()}
        </dl>
    }
    .into_any()
}

/// A timescale as it is written, and beneath it the days that it is read as.
fn timescale(app: App, id: Id) -> AnyView {
    let stands = of_record(app, |ledger| ledger.action(id).and_then(|action| action.timescale()));
    let Some(timescale) = stands else {
        return view! { <span class="gt-meta">{say("action.notKnown")}</span> }.into_any();
    };
    let read = read_as(&timescale).map(|read| view! { <p class="gt-meta">{read}</p> });
    let Timescale { words, .. } = timescale;
    view! { {words} {read} }.into_any()
}

/// Closing an action, or saying how far it has come: with the day, why, and whose decision that is.
#[component]
pub fn Closing(id: Id) -> impl IntoView {
    let app = use_app();
    let Some(form) = RecordForm::part(app, kind::ACTION, id, "closing", &OVER) else { return ().into_any() };
    let office = untrack(|| app.is_office());
    let save = move || form.save(nothing(), move |saved| app.tell_saved(say(saved.told), saved.back));
    view! {
        <Details summary=say("action.closing.title") open=form.typed.is_left()>
            <p>{say(if office { "action.closing.office" } else { "action.closing.member" })}</p>
            {form.head()}
            {form.controls(&OVER)}
            {form.care()}
            {form.ends(say(if office { "action.closing.save" } else { "action.closing.propose" }), save, || ())}
        </Details>
    }
    .into_any()
}
