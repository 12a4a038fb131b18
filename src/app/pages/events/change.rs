//! Writing an event: a new one, or changing one. Whoever plans an event may make it on their own device; it goes to the
//! office with the next file.

use crate::app::components::{
    Button, CollectView, Details, ErrorSummary, Field, Keys, Page, Problem, Select, TextInput,
};
use crate::app::context::use_app;
use crate::app::route::{EventPage, Route};
use crate::app::typed::{Recovered, Typed};
use crate::domain::{Event, Topic, fields as f, kind};
use crate::events::{self, Length, Timing, WrongTime};
use crate::ledger::Ledger;
use crate::ledger::changes::Work;
use crate::platform;
use crate::record::{Edit, Id};
use crate::words::{fill, say};
use leptos::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

/// The fields that are text, by their names in the record.
const TEXTS: [&str; 9] =
    [f::NAME, f::VENUE, f::NEIGHBOURHOOD, f::STARTS, f::ENDS, f::OFFERED, f::LEAD, f::LEAD_NUMBER, f::CANCELLED];

/// The form's state.
#[derive(Clone, Copy)]
struct Form {
    texts: [RwSignal<String>; 9],
    organiser: RwSignal<String>,
    ambassadors: RwSignal<String>,
    partners: RwSignal<BTreeSet<String>>,
    topics: RwSignal<BTreeSet<String>>,
}

impl Form {
    fn of(event: Option<Event<'_>>, own: Option<String>) -> Form {
        let text = |name: &str| RwSignal::new(event.and_then(|e| e.0.text(name)).unwrap_or_default().to_owned());
        let organiser = event.and_then(Event::organiser).map(|id| id.to_string());
        Form {
            texts: TEXTS.map(text),
            organiser: RwSignal::new(if event.is_some() {
                organiser.unwrap_or_default()
            } else {
                own.unwrap_or_default()
            }),
            ambassadors: RwSignal::new(event.and_then(Event::ambassadors).map(|n| n.to_string()).unwrap_or_default()),
            partners: RwSignal::new(BTreeSet::from_iter(
                event.iter().flat_map(|e| e.partners()).map(|id| id.to_string()),
            )),
            topics: RwSignal::new(BTreeSet::from_iter(event.iter().flat_map(|e| e.topics()).map(str::to_owned))),
        }
    }

    fn text(self, name: &str) -> RwSignal<String> {
        let at = TEXTS.iter().position(|known| *known == name).unwrap_or_default();
        self.texts.get(at).copied().unwrap_or(self.organiser)
    }

    /// What is wrong with what was typed. `asked`: the times about which somebody was asked and said that they stand.
    fn problems(self, asked: StoredValue<(String, String)>) -> Vec<Problem> {
        let typed = |name: &str| self.text(name).get_untracked();
        let mut wrong = Vec::new();
        if typed(f::NAME).trim().is_empty() {
            wrong.push(Problem { field: "event-name", text: say("event.lacks.name") });
        }
        let timing = Timing::new(typed(f::STARTS).parse().ok(), typed(f::ENDS).parse().ok());
        let times = (typed(f::STARTS), typed(f::ENDS));
        match timing.map(Timing::length) {
            Err(time) => {
                let field = if time == WrongTime::NoStart { "event-starts" } else { "event-ends" };
                wrong.push(Problem { field, text: time.words() });
            }
            Ok(Length::TooLong(days)) => {
                let text = fill("event.wrong.tooLong", &[("days", &days)]);
                wrong.push(Problem { field: "event-ends", text });
            }
            Ok(Length::Long(days)) if asked.get_value() != times => {
                asked.set_value(times);
                wrong.push(Problem { field: "event-ends", text: fill("event.wrong.long", &[("days", &days)]) });
            }
            Ok(_) => {}
        }
        let number = self.ambassadors.get_untracked();
        if !number.trim().is_empty() && number.trim().parse::<u64>().is_err() {
            wrong.push(Problem { field: "event-ambassadors", text: say("stall.needNumber") });
        }
        wrong
    }

    /// The edits that make the record say what was typed.
    fn edits(self, ledger: &Ledger, id: Id) -> Vec<Edit> {
        let known = events::event(ledger, id);
        let mut edits = Vec::new();
        let mut put = |field: String, value: Value, stands: Option<&Value>| {
            if stands.unwrap_or(&Value::Null) != &value {
                edits.push(Edit { record: id, kind: kind::EVENT.to_owned(), field, value });
            }
        };
        let text = |typed: String| match typed.trim() {
            "" => Value::Null,
            typed => Value::from(typed),
        };
        for name in TEXTS {
            put(name.to_owned(), text(self.text(name).get_untracked()), known.and_then(|e| e.0.value(name)));
        }
        let organiser = text(self.organiser.get_untracked());
        put(f::ORGANISATION.to_owned(), organiser, known.and_then(|e| e.0.value(f::ORGANISATION)));
        let number = self.ambassadors.get_untracked().trim().parse::<u64>().map_or(Value::Null, Value::from);
        put(f::AMBASSADORS.to_owned(), number, known.and_then(|e| e.0.value(f::AMBASSADORS)));
        // Members of the two lists: those ticked, and null for those no longer ticked.
        let partners: Vec<String> = known.iter().flat_map(|e| e.partners()).map(|id| id.to_string()).collect();
        let topics: Vec<String> = known.iter().flat_map(|e| e.topics()).map(str::to_owned).collect();
        for (list, before, now) in
            [(f::PARTNER, partners, self.partners.get_untracked()), (f::TOPIC, topics, self.topics.get_untracked())]
        {
            let gone = before.iter().filter(|m| !now.contains(*m));
            gone.for_each(|member| put(format!("{list}/{member}"), Value::Null, Some(&Value::Bool(true))));
            for (place, member) in now.iter().enumerate().filter(|(_, m)| !before.contains(m)) {
                let value = if list == f::TOPIC { Value::from(place) } else { Value::Bool(true) };
                put(format!("{list}/{member}"), value, None);
            }
        }
        edits
    }
}

/// The form.
#[component]
pub fn Change(event: Option<Id>) -> impl IntoView {
    let app = use_app();
    let missing = event.is_some_and(|id| app.state.with_untracked(|s| events::event(&s.ledger, id).is_none()));
    if missing {
        return view! { <super::super::NotHere/> }.into_any();
    }
    let (form, organisations, topics) = app.state.with_untracked(|s| {
        let own = s.about.as_ref().and_then(|a| a.organisation.clone());
        let form = Form::of(event.and_then(|id| events::event(&s.ledger, id)), own);
        (form, s.ledger.organisations(), Topic::of_partnership(events::counting_record(&s.ledger)))
    });
    let more = [(f::AMBASSADORS, form.ambassadors), (f::ORGANISATION, form.organiser)];
    let texts: Vec<_> = TEXTS.into_iter().zip(form.texts).chain(more).collect();
    let partnership = app.about().map(|a| a.partnership).unwrap_or_default();
    let typed = Typed::keep(format!("event.{}", event.map_or(partnership, |id| id.to_string())), &texts);
    let typed = typed.on(app, event.as_slice());
    let problems = RwSignal::new(Vec::<Problem>::new());
    // What stands in the record already was meant.
    let asked = StoredValue::new(match event {
        Some(_) => (form.text(f::STARTS).get_untracked(), form.text(f::ENDS).get_untracked()),
        None => Default::default(),
    });
    let save = move || {
        let wrong = form.problems(asked);
        let is_well = wrong.is_empty();
        problems.set(wrong);
        if !is_well {
            return;
        }
        let id = event.unwrap_or_else(platform::new_id);
        leptos::task::spawn_local(async move {
            if typed.save(app, &mut |s| Some(Work::typed(form.edits(&s.ledger, id)))).await {
                app.go_telling(&Route::Event(id, EventPage::About), "success", say("events.saved"));
            }
        });
    };
    let time = move |id: &'static str, label: &str, hint: &str, name: &str| {
        let value = form.text(name);
        view! {
            <Field id=id label=say(label) hint=say(hint) problems=problems>
                <input class="nhsuk-input gt-event__time" id=id type="datetime-local" aria-describedby=format!("{id}-hint")
                    prop:value=move || value.get() on:input=move |e| value.set(event_target_value(&e))/>
            </Field>
        }
        .into_any()
    };
    let names: Vec<(String, String)> = organisations.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    let organisers = std::iter::once((String::new(), say("events.field.nobody"))).chain(names.clone()).collect();
    let words: Vec<(String, String)> = topics.into_iter().map(|t| (t.id, t.word)).collect();
    let (title, back) = match event {
        Some(id) => {
            (say("events.changeTitle"), (Route::Event(id, EventPage::About), form.text(f::NAME).get_untracked()))
        }
        None => (say("events.newTitle"), (Route::Events, say("events.title"))),
    };
    view! {
        <Page title=title back=back>
            <form on:submit=|e| e.prevent_default()>
                <ErrorSummary problems=problems/>
                <Recovered form=typed/>
                <TextInput id="event-name" label=say("events.field.name") value=form.text(f::NAME) problems=problems/>
                {time("event-starts", "events.field.starts", "events.field.startsHint", f::STARTS)}
                {time("event-ends", "events.field.ends", "events.field.endsHint", f::ENDS)}
                <TextInput id="event-venue" label=say("events.field.venue") value=form.text(f::VENUE)/>
                <TextInput id="event-neighbourhood" label=say("events.field.neighbourhood") hint=say("events.field.neighbourhoodHint") value=form.text(f::NEIGHBOURHOOD)/>
                <TextInput id="event-lead" label=say("events.field.lead") hint=say("events.field.leadHint") value=form.text(f::LEAD)/>
                <TextInput id="event-number" label=say("events.field.leadNumber") value=form.text(f::LEAD_NUMBER) keys=Keys::Telephone/>
                <TextInput id="event-offered" label=say("events.field.offered") hint=say("events.field.offeredHint") value=form.text(f::OFFERED) rows=3/>
                <TextInput id="event-ambassadors" label=say("events.field.ambassadors") value=form.ambassadors problems=problems/>
                <Select id="event-organiser" label=say("events.field.organiser") options=organisers value=form.organiser
                    on_change=move |v| form.organiser.set(v)/>
                {(!names.is_empty()).then(|| view! {
                    <Details summary=say("events.field.partners")>{ticks("partner", say("events.field.partners"), names, form.partners)}</Details>
                })}
                <Details summary=say("events.field.topics")>
                    <p>{say("events.field.topicsHint")}</p>
                    {ticks("topic", say("events.field.topics"), words, form.topics)}
                </Details>
                {event.is_some().then(|| view! {
                    <Details summary=say("events.field.cancel")>
                        <TextInput id="event-cancelled" label=say("events.field.cancelled") value=form.text(f::CANCELLED)/>
                    </Details>
                })}
                <Button label=say("events.save") on_press=save main=true/>
            </form>
        </Page>
    }
    .into_any()
}

/// Boxes to tick.
fn ticks(of: &'static str, legend: String, all: Vec<(String, String)>, ticked: RwSignal<BTreeSet<String>>) -> AnyView {
    let one = move |(key, name): (String, String)| {
        let id = format!("event-{of}-{key}");
        let is_on = {
            let key = key.clone();
            move || ticked.with(|t| t.contains(&key))
        };
        let flip = move |e| {
            let on = event_target_checked(&e);
            ticked.update(|t| {
                if on {
                    t.insert(key.clone());
                } else {
                    t.remove(&key);
                }
            });
        };
        view! {
            <div class="nhsuk-checkboxes__item">
                <input class="nhsuk-checkboxes__input" id=id.clone() type="checkbox" prop:checked=is_on on:change=flip/>
                <label class="nhsuk-label nhsuk-checkboxes__label" for=id>{name}</label>
            </div>
        }
        .into_any()
    };
    view! {
        <fieldset class="nhsuk-fieldset">
            <legend class="nhsuk-fieldset__legend gt-visually-hidden">{legend}</legend>
            <div class="nhsuk-checkboxes">{all.into_iter().map(one).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}
