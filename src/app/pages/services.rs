//! Writing a service's entry: a new one, one that has changed or was checked, one that closed. Everybody may; from
//! outside the office it goes with the next file to send, like any change to the plan.

use super::NotHere;
use crate::app::components::{Button, CollectView, Details, ErrorSummary, Page, Problem, TextInput, live};
use crate::app::context::{App, use_app};
use crate::app::route::Route;
use crate::app::typed::{Recovered, Typed};
use crate::days::hours::WallTime;
use crate::domain::{Service, kind};
use crate::events::entry::{ServiceWords, WrongService, withdraw};
use crate::events::reach::ways;
use crate::events::{self, Open, Opening};
use crate::ledger::changes::Work;
use crate::platform::{self, time};
use crate::record::Id;
use crate::store::State;
use crate::words::{day, fill, say};
use leptos::prelude::*;

/// The texts of the form, by their names in it.
fn texts(words: &ServiceWords) -> Vec<(String, String)> {
    let texts = [
        ("name", &words.name),
        ("description", &words.description),
        ("reach", &words.reach),
        ("opening", &words.opening),
        ("cost", &words.cost),
        ("languages", &words.languages),
        ("topics", &words.topics.join(" ")),
    ];
    texts.into_iter().map(|(name, text)| (name.to_owned(), text.clone())).collect()
}

fn typed(form: Typed) -> ServiceWords {
    ServiceWords {
        name: form.now("name"),
        description: form.now("description"),
        reach: form.now("reach"),
        opening: form.now("opening"),
        cost: form.now("cost"),
        languages: form.now("languages"),
        topics: form.now("topics").split_whitespace().map(str::to_owned).collect(),
    }
}

fn field(wrong: WrongService) -> &'static str {
    match wrong {
        WrongService::NoName | WrongService::SameName => "service-name",
        WrongService::NoReach => "service-reach",
        WrongService::NoTopic => "service-topics",
    }
}

/// The form of a service's entry.
#[component]
pub fn ChangeService(service: Option<Id>) -> impl IntoView {
    let app = use_app();
    let known = app.state.with_untracked(|s| {
        let known = service.and_then(|id| s.ledger.live(id, kind::SERVICE)).map(Service);
        known.map(|k| (ServiceWords::of(k), k.last_checked()))
    });
    if service.is_some() && known.is_none() {
        return view! { <NotHere/> }.into_any();
    }
    let (first, checked) = known.unwrap_or_default();
    let partnership = app.about().map(|a| a.partnership).unwrap_or_default();
    let key = service.map_or_else(|| format!("service.{partnership}"), |id| format!("service.{id}"));
    let form = Typed::open(key, texts(&first)).on(app, service.as_slice());
    let problems = RwSignal::new(Vec::<Problem>::new());
    let busy = RwSignal::new(false);
    let save = move |checked: bool| save(app, service, form, problems, busy, checked);
    let (title, back) = match service {
        Some(id) => (say("service.title"), (Route::Service(id), first.name)),
        None => (say("service.newTitle"), (Route::Services, say("signpost.title"))),
    };
    let reach = move || {
        let text = form.text("reach").get();
        let ways: Vec<String> = ways(&text).iter().map(|way| way.words()).collect();
        match (text.trim().is_empty(), ways.is_empty()) {
            (true, _) => String::new(),
            (_, true) => say("service.reachNone"),
            _ => fill("service.reachRead", &[("ways", &ways.join(", "))]),
        }
    };
    let opening = move || opening_read(&form.text("opening").get());
    view! {
        <Page title=title back=back>
            <ErrorSummary problems=problems/>
            <Recovered form=form/>
            <TextInput id="service-name" label=say("service.name") value=form.text("name") problems=problems/>
            <TextInput id="service-description" label=say("service.description") hint=say("service.descriptionHint")
                value=form.text("description") rows=3/>
            <Topics app=app topics=form.text("topics") problems=problems/>
            <TextInput id="service-reach" label=say("service.reach") hint=say("service.reachHint")
                value=form.text("reach") rows=2 problems=problems/>
            <p class="gt-meta" role="status">{reach}</p>
            <TextInput id="service-opening" label=say("service.opening") hint=say("service.openingHint")
                value=form.text("opening")/>
            <p class="gt-meta" role="status">{opening}</p>
            <TextInput id="service-cost" label=say("service.cost") hint=say("service.costHint") value=form.text("cost")/>
            <TextInput id="service-languages" label=say("service.languages") hint=say("service.languagesHint")
                value=form.text("languages")/>
            {checked.map(|checked| view! { <p>{fill("service.lastChecked", &[("day", &day(checked))])}</p> })}
            <div class="gt-actions">
                <Button label=say("service.saveChecked") on_press=move || save(true) main=true busy=busy/>
                <Button label=say("service.save") on_press=move || save(false) busy=busy/>
            </div>
            {service.map(|id| view! { <Closed app=app service=id form=form problems=problems/> })}
        </Page>
    }
    .into_any()
}

/// How opening times are read, and whether it would be open now.
fn opening_read(words: &str) -> String {
    if words.trim().is_empty() {
        return String::new();
    }
    let opening = Opening::read(words);
    let now = match opening.at(WallTime::at(time::now_ms())) {
        Open::Yes => "signpost.openNow",
        Open::No => "signpost.shutNow",
        Open::Unknown => "signpost.openUnknown",
    };
    match opening.reads_as() {
        Some(read) => fill("service.openingRead", &[("words", &read), ("now", &say(now))]),
        None => say("service.openingNotRead"),
    }
}

/// What the service helps with: the partnership's topics.
#[component]
fn Topics(app: App, topics: RwSignal<String>, problems: RwSignal<Vec<Problem>>) -> impl IntoView {
    let all = app.state.with_untracked(|s| events::topics(&s.ledger, None, &Default::default()));
    let has = move |id: &str| topics.with(|t| t.split_whitespace().any(|t| t == id));
    let one = |(at, topic): (usize, crate::domain::Topic)| {
        // The first carries the name of all: what is wrong with them leads to it.
        let box_id = if at == 0 { "service-topics".to_owned() } else { format!("service-topic-{at}") };
        let id = StoredValue::new(topic.id);
        let flip = move |event| {
            let on = event_target_checked(&event);
            topics.update(|topics| {
                let rest = id.with_value(|id| {
                    let others = topics.split_whitespace().filter(|t| t != id);
                    others.chain(on.then_some(id.as_str())).collect::<Vec<_>>().join(" ")
                });
                *topics = rest;
            });
        };
        view! {
            <div class="nhsuk-checkboxes__item">
                <input class="nhsuk-checkboxes__input" id=box_id.clone() type="checkbox"
                    prop:checked=move || id.with_value(|id| has(id)) on:change=flip/>
                <label class="nhsuk-label nhsuk-checkboxes__label" for=box_id>{topic.word}</label>
            </div>
        }
    };
    let error = move || problems.with(|all| all.iter().find(|p| p.field == "service-topics").map(|p| p.text.clone()));
    view! {
        <fieldset class="nhsuk-fieldset nhsuk-form-group">
            <legend class="nhsuk-fieldset__legend">{say("service.topics")}</legend>
            {live(move || error().map(|text| view! {
                <span class="nhsuk-error-message"><span class="gt-visually-hidden">{say("form.error")} " "</span>{text}</span>
            }))}
            <div class="nhsuk-checkboxes">{all.into_iter().enumerate().map(one).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

fn save(
    app: App,
    service: Option<Id>,
    form: Typed,
    problems: RwSignal<Vec<Problem>>,
    busy: RwSignal<bool>,
    checked: bool,
) {
    let words = typed(form);
    let id = service.unwrap_or_else(platform::new_id);
    let today = checked.then(time::today);
    let (wrong, edits) = app.state.with_untracked(|s| {
        let known = s.ledger.live(id, kind::SERVICE).map(Service);
        (words.wrong(&s.ledger, service), words.edits(id, known, today))
    });
    problems.set(wrong.into_iter().map(|w| Problem { field: field(w), text: w.words() }).collect());
    if problems.with_untracked(|p| !p.is_empty()) {
        return;
    }
    let told = match (edits.is_empty(), app.is_office()) {
        (true, _) => "service.unchanged",
        (_, true) => "service.savedOffice",
        _ => "service.saved",
    };
    busy.set(true);
    leptos::task::spawn_local(async move {
        let mut build = |s: &State| {
            let known = s.ledger.live(id, kind::SERVICE).map(Service);
            Some(Work::typed(words.edits(id, known, today)))
        };
        if form.save(app, &mut build).await {
            app.go_telling(&Route::Service(id), "success", say(told));
        }
        busy.try_set(false);
    });
}

/// Taking a service off the list that closed.
#[component]
fn Closed(app: App, service: Id, form: Typed, problems: RwSignal<Vec<Problem>>) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let why = Typed::keep(format!("closed.{service}"), &[("reason", reason)]);
    let close = move || {
        let words = reason.get_untracked();
        if words.trim().is_empty() {
            return problems.set(vec![Problem { field: "service-closed", text: say("service.closeNeed") }]);
        }
        leptos::task::spawn_local(async move {
            if why.save(app, &mut |s| withdraw(&s.ledger, service, &words)).await {
                form.clear();
                app.go_telling(&Route::Services, "success", say("service.closed"));
            }
        });
    };
    view! {
        <Details summary=say("service.closeTitle") open=why.is_left()>
            <Recovered form=why/>
            <p>{say("service.closeHint")}</p>
            <TextInput id="service-closed" label=say("service.closeReason") value=reason problems=problems/>
            <Button label=say("service.close") on_press=close warning=true/>
        </Details>
    }
    .into_any()
}
