//! Typing in a paper sheet: its totals by topic and by what happened. A sheet that was typed in before is noticed by
//! its number; then both are looked at, and a person says whether they are one sheet or two.

use crate::app::components::{
    Button, CollectView, Details, ErrorSummary, Field, Page, Problem, TextInput, Tone, carries, live,
};
use crate::app::context::{App, use_app};
use crate::app::pages::NotHere;
use crate::app::route::{EventPage, Route};
use crate::app::typed::{Recovered, Typed};
use crate::domain::{Happened, Topic};
use crate::events::sheet::{
    Again, Sheet, SheetRefused, column_word, columns, differences, enter, figure, plain_number,
};
use crate::platform::{page, time};
use crate::record::Id;
use crate::report;
use crate::store::State;
use crate::words::{count_with, say};
use leptos::prelude::*;
use std::cell::RefCell;

/// The id of a field that is made while the app runs. Fields are known by fixed names; each is made once, and a
/// partnership has a few dozen.
fn fixed(id: String) -> &'static str {
    thread_local! {
        static MADE: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
    }
    MADE.with_borrow_mut(|made| match made.iter().find(|known| **known == id) {
        Some(known) => known,
        None => {
            let new: &'static str = id.leak();
            made.push(new);
            new
        }
    })
}

/// The field of a topic and a column.
fn cell(topic: &str, happened: &Happened) -> &'static str {
    fixed(format!("sheet-{topic}-{}", happened.name().replace('+', "-")))
}

/// Totals that are no conversations, with their words.
const OTHERS: [(&str, &str); 2] =
    [("sheet-reached", "eventReport.reached"), ("sheet-leaflets", "eventReport.leaflets")];

/// What is being typed.
#[derive(Clone, Copy)]
struct Typing {
    app: App,
    event: Id,
    form: Typed,
    /// The topics' ids.
    topics: StoredValue<Vec<String>>,
    problems: RwSignal<Vec<Problem>>,
    /// The sheets of the same number, and in what this one differs from each, as a table; empty where it does not.
    known: RwSignal<Vec<(u64, String)>>,
    busy: RwSignal<bool>,
}

/// The form.
#[component]
pub fn TypeSheet(event: Id) -> impl IntoView {
    let app = use_app();
    let found = app.state.with_untracked(|s| {
        let known = crate::events::event(&s.ledger, event)?;
        let own = crate::events::topics(&s.ledger, Some(known), &Default::default());
        let more = crate::events::topics(&s.ledger, None, &Default::default());
        let more: Vec<Topic> = more.into_iter().filter(|t| !own.iter().any(|o| o.id == t.id)).collect();
        Some((known.name().to_owned(), own, more))
    });
    let Some((name, own, more)) = found else { return view! { <NotHere/> }.into_any() };
    let cells = own.iter().chain(&more).flat_map(|t| columns().map(|c| cell(&t.id, &c)));
    let names = ["sheet-number", "sheet-reached", "sheet-leaflets", "sheet-note"].into_iter().chain(cells);
    let first = names.map(|name| (name.to_owned(), String::new())).collect();
    let typing = Typing {
        app,
        event,
        form: Typed::open(format!("sheet.{event}"), first),
        topics: StoredValue::new(own.iter().chain(&more).map(|t| t.id.clone()).collect()),
        problems: RwSignal::new(Vec::new()),
        known: RwSignal::new(Vec::new()),
        busy: RwSignal::new(false),
    };
    let others = !more.is_empty();
    view! {
        <Page title=say("tallySheet.type") caption=name.clone() back=(Route::Event(event, EventPage::About), name)>
            <p>{say("tallySheet.typeLead")}</p>
            <ErrorSummary problems=typing.problems/>
            <Recovered form=typing.form/>
            <Known typing=typing/>
            <TextInput id="sheet-number" label=say("tallySheet.typeNumber") hint=say("tallySheet.typeNumberHint")
                value=typing.form.text("sheet-number") problems=typing.problems/>
            <h2 class="nhsuk-heading-m">{say("tallySheet.rows")}</h2>
            {rows(typing, own)}
            {others.then(|| view! { <Details summary=say("tallySheet.other")>{rows(typing, more)}</Details> })}
            {OTHERS.map(|(id, key)| figure_field(typing, id, say(key))).collect_view()}
            <TextInput id="sheet-note" label=say("tallySheet.hard") value=typing.form.text("sheet-note") rows=3
                problems=typing.problems/>
            <div class="gt-actions">
                <Button label=say("tallySheet.save") on_press=move || typing.put_in(Again::Ask) main=true busy=typing.busy/>
                <a class="nhsuk-link" href=Route::Event(event, EventPage::Print).href()>{say("printing.title")}</a>
            </div>
            <h2 class="nhsuk-heading-m">{say("tallySheet.typedIn")}</h2>
            <div inner_html=move || app.state.with(|s| report::sheets_typed_in(&s.ledger, event))></div>
        </Page>
    }
    .into_any()
}

/// A row of figures for each topic.
fn rows(typing: Typing, topics: Vec<Topic>) -> AnyView {
    let row = |topic: Topic| {
        let cells = columns().map(|c| figure_field(typing, cell(&topic.id, &c), column_word(&c))).collect_view();
        view! {
            <fieldset class="nhsuk-fieldset gt-tally">
                <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{topic.word}</legend>
                <div class="gt-tally__cells">{cells}</div>
            </fieldset>
        }
    };
    topics.into_iter().map(row).collect_view()
}

fn figure_field(typing: Typing, id: &'static str, label: String) -> AnyView {
    let value = typing.form.text(id);
    let (described, class) = carries(id, false, typing.problems, "nhsuk-input nhsuk-input--width-5");
    view! {
        <Field id=id label=label problems=typing.problems>
            <input class=class id=id type="text" inputmode="numeric" autocomplete="off" aria-describedby=described
                prop:value=move || value.get() on:input=move |e| value.set(event_target_value(&e))/>
        </Field>
    }
    .into_any()
}

impl Typing {
    /// The sheet as typed, or what is wrong with it.
    fn read(self) -> Result<Sheet, Vec<Problem>> {
        let mut wrong = Vec::new();
        let mut number = |id: &'static str| {
            let read = figure(&self.form.now(id));
            if read.is_none() {
                wrong.push(Problem::new(id, say("tallySheet.figure")));
            }
            read.unwrap_or(0)
        };
        let mut sheet =
            Sheet { number: self.form.now("sheet-number"), note: self.form.now("sheet-note"), ..Sheet::default() };
        self.topics.with_value(|topics| {
            for topic in topics {
                for column in columns() {
                    let n = number(cell(topic, &column));
                    if n > 0 {
                        sheet.rows.push((topic.clone(), column, n));
                    }
                }
            }
        });
        sheet.reached = number("sheet-reached");
        sheet.leaflets = number("sheet-leaflets");
        let personal: Vec<String> =
            sheet.personal(time::today()).iter().map(|(kind, found)| kind.warning(found)).collect();
        if !personal.is_empty() {
            wrong.push(Problem::new("sheet-note", personal.join(" ")));
        }
        if wrong.is_empty() { Ok(sheet) } else { Err(wrong) }
    }

    fn put_in(self, again: Again) {
        self.known.set(Vec::new());
        self.app.message.set(None);
        let sheet = match self.read() {
            Ok(sheet) => sheet,
            Err(wrong) => return self.problems.set(wrong),
        };
        self.problems.set(Vec::new());
        let entered = self.app.state.with_untracked(|s| enter(&s.ledger, self.event, &sheet, again));
        let refused = |field, refused: SheetRefused| {
            self.problems.set(vec![Problem::new(field, refused.words())]);
        };
        match entered {
            Ok(_) => {
                self.busy.set(true);
                leptos::task::spawn_local(async move {
                    // A sheet of this number may have come in just now, in another window.
                    let mut known = None;
                    let mut build = |s: &State| match enter(&s.ledger, self.event, &sheet, again) {
                        Ok(work) => Some(work),
                        Err(why) => {
                            known = Some(why);
                            None
                        }
                    };
                    let saved = self.form.save(self.app, &mut build).await;
                    if known.is_some() {
                        self.put_in(again);
                    } else if saved {
                        let talks = usize::try_from(sheet.counts().sum("talk")).unwrap_or(usize::MAX);
                        let number = plain_number(&sheet.number);
                        self.app.tell(Tone::Saved, count_with("tallySheet.saved", talks, &[("number", &number)]));
                        page::focus("sheet-number");
                    }
                    self.busy.try_set(false);
                });
            }
            Err(SheetRefused::Known { .. }) => {
                let known = self.app.state.with_untracked(|s| {
                    let known = sheet.known(&s.ledger, self.event).into_iter();
                    let differs = |nth| !differences(&s.ledger, self.event, &sheet, nth).is_empty();
                    let table = |nth| match differs(nth) {
                        true => report::sheet_differences(&s.ledger, self.event, &sheet, nth),
                        false => String::new(),
                    };
                    known.map(|(nth, _)| (nth, table(nth))).collect::<Vec<_>>()
                });
                self.known.set(known);
                time::after(0, || page::focus("known"));
            }
            Err(SheetRefused::NoNumber) => refused("sheet-number", SheetRefused::NoNumber),
            Err(SheetRefused::Empty) => {
                let first = self.topics.with_value(|t| t.first().map(|t| cell(t, &Happened::default())));
                refused(first.unwrap_or("sheet-reached"), SheetRefused::Empty);
            }
        }
    }
}

/// The sheets of one number beside what is typed now, and the question whether it is one of them or another.
#[component]
fn Known(typing: Typing) -> impl IntoView {
    let keep = move || {
        typing.known.set(Vec::new());
        typing.form.clear();
        typing.app.tell(Tone::Info, say("tallySheet.kept"));
    };
    let one = move |(nth, differ): (u64, String)| {
        let same = differ.is_empty();
        let lead = if same { "event.sheet.same" } else { "event.sheet.known" };
        view! {
            <p>{say(lead)}</p>
            {(!same).then(|| view! { <div inner_html=differ></div> })}
            <div class="gt-actions">
                {(!same).then(|| view! {
                    <Button label=say("tallySheet.replace") on_press=move || typing.put_in(Again::Same(nth))/>
                })}
                <Button label=say(if same { "tallySheet.sameAgain" } else { "tallySheet.keep" }) on_press=keep/>
            </div>
        }
        .into_any()
    };
    live(move || {
        let known = typing.known.get();
        (!known.is_empty()).then(|| {
            view! {
                <section class="gt-banner gt-banner--warning" aria-labelledby="known">
                    <h2 class="gt-banner__title" id="known" tabindex="-1">{say("tallySheet.knownTitle")}</h2>
                    {known.into_iter().map(one).collect_view()}
                    <p>{say("tallySheet.knownOther")}</p>
                    <div class="gt-actions">
                        <Button label=say("tallySheet.another") on_press=move || typing.put_in(Again::Another)/>
                    </div>
                </section>
            }
        })
    })
}
