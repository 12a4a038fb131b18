//! Putting a wrong tap right, also an hour later and after the screen was left: conversations counted alike, of which
//! one is changed, and everything counted beside them, which can be counted down.

use super::desk::Desk;
use crate::app::components::{Button, CollectView, Details, live};
use crate::days::hours::WallTime;
use crate::domain::{Did, Topic};
use crate::events;
use crate::events::services::{Wanted, find};
use crate::events::taps::{self, Alike, Ask};
use crate::platform::time;
use crate::record::Id;
use crate::words::fill_in;
use leptos::prelude::*;

/// The topics, and the services by name, as lists to choose from.
type Options = StoredValue<Vec<(String, String)>>;

/// Putting a wrong tap right.
#[component]
pub fn Wrong(desk: Desk) -> impl IntoView {
    let (topics, services) = desk.app.state.with_untracked(|s| {
        let topics = Topic::of_partnership(events::counting_record(&s.ledger)).into_iter();
        let services = find(&s.ledger, &Wanted::default(), WallTime::at(time::now_ms()));
        let topics: Vec<(String, String)> = topics.map(|t| (t.id.clone(), untrack(|| desk.topic(&t)))).collect();
        let mut services: Vec<_> = services.into_iter().map(|line| (line.id.to_string(), line.name)).collect();
        crate::record::sort(&mut services, |a, b| a.1.cmp(&b.1));
        (topics, services)
    });
    let (topics, services) = (StoredValue::new(topics), StoredValue::new(services));
    let alike = Memo::new(move |_| desk.app.state.with(|s| taps::alike(&s.ledger, desk.event)));
    view! {
        <h2 class="nhsuk-heading-s">{live(move || desk.say("stall.wrong.title"))}</h2>
        {live(move || alike.with(Vec::is_empty).then(|| view! { <p>{desk.say("stall.wrong.none")}</p> }))}
        {live(move || alike.get().into_iter().map(|a| conversations(desk, topics, services, a)).collect_view())}
        <Beside desk=desk/>
    }
    .into_any()
}

fn named(all: Options, id: &str) -> Option<String> {
    all.with_value(|all| all.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone()))
}

fn options(all: Vec<(String, String)>, chosen: &str) -> AnyView {
    let one = |(value, name): (String, String)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{name}</option> }.into_any()
    };
    all.into_iter().map(one).collect_view()
}

/// Conversations counted alike, one of which may be another.
fn conversations(desk: Desk, topics: Options, services: Options, alike: Alike) -> AnyView {
    let Some(id) = alike.all.first().copied() else { return ().into_any() };
    let pressed = move |words: String, on: bool, ask: Ask| {
        view! {
            <button class="gt-stall__press" type="button" aria-pressed=if on { "true" } else { "false" }
                on:click=move |_| desk.tap(ask.clone())>
                {words}
            </button>
        }
        .into_any()
    };
    let did = |did: Did| desk.say(&format!("event.did.{}", did.name()));
    let dids = Did::ALL.map(|d| {
        let on = alike.happened.has(d);
        pressed(did(d), on, Ask::Happened(id, d, !on))
    });
    let group = pressed(desk.say("stall.group"), alike.group, Ask::Group(id, !alike.group));
    let service = alike.service.map(|service| service.to_string()).unwrap_or_default();
    let mut what = match alike.happened.iter().next() {
        None => desk.say("event.did.talked"),
        Some(_) => alike.happened.iter().map(did).collect::<Vec<_>>().join(", "),
    };
    if let Some(name) = named(services, &service) {
        what = format!("{what} ({name})");
    }
    let group_word = if alike.group { format!(", {}", desk.say("stall.group")) } else { String::new() };
    let topic = named(topics, &alike.topic).unwrap_or_else(|| alike.topic.clone());
    let title = format!("{} {topic}{group_word}: {what} × {}", alike.hour, alike.all.len());
    let label = |key: &str| fill_in(desk.language(), key, &[("what", &title)]);
    let to_topic = move |e| desk.tap(Ask::Topic(id, event_target_value(&e)));
    let to_service = move |e| desk.tap(Ask::Service(id, event_target_value(&e).parse::<Id>().ok()));
    let which = alike.happened.has_service().then(|| {
        let none = (String::new(), desk.say("stall.wrong.noService"));
        let all = std::iter::once(none).chain(services.get_value()).collect();
        view! {
            <select class="nhsuk-select" aria-label=label("stall.wrong.serviceOf") on:change=to_service>{options(all, &service)}</select>
        }
        .into_any()
    });
    let topic_label = label("stall.wrong.topicOf");
    let (one, back) = (desk.say("stall.wrong.one"), desk.say("stall.wrong.takeBack"));
    let topic = options(topics.get_value(), &alike.topic);
    view! {
        <Details summary=title>
            <p>{one}</p>
            <select class="nhsuk-select" aria-label=topic_label on:change=to_topic>{topic}</select>
            <div class="gt-stall__row">{dids.collect_view()} {group}</div>
            {which}
            <Button label=back on_press=move || desk.tap(Ask::TakeBack(id)) small=true/>
        </Details>
    }
    .into_any()
}

/// What a count is of, by its name in counts.
fn word(desk: Desk, name: &str) -> String {
    let (first, rest) = name.split_once('/').unwrap_or((name, ""));
    let key = match first {
        "age" => format!("event.age.{rest}"),
        "language" => format!("stall.languages.{rest}"),
        "leaflets" | "reached" => format!("stall.{first}"),
        _ => return rest.to_owned(),
    };
    let word = desk.say(&key);
    // A language that has no button stands by its English name.
    if word == key { rest.to_owned() } else { word }
}

/// Everything counted beside conversations. Only what this phone counted can be counted down here.
#[component]
fn Beside(desk: Desk) -> impl IntoView {
    let all = Memo::new(move |_| desk.app.state.with(|s| taps::beside(&s.ledger, desk.event)));
    let row = move |(name, n): (String, u64)| -> AnyView {
        let steps: &[u64] = if name.contains('/') { &[1] } else { &[1, 5, 10, 50] };
        let words = word(desk, &name);
        let less = |fewer: u64| {
            let label = fill_in(desk.language(), "stall.wrong.less", &[("n", &fewer), ("what", &words)]);
            let ask = Ask::Less(name.clone(), fewer);
            view! {
                <button class="gt-stall__press" type="button" aria-label=label on:click=move |_| desk.tap(ask.clone())>
                    {format!("−{fewer}")}
                </button>
            }
            .into_any()
        };
        let less = steps.iter().copied().filter(|s| *s <= n).map(less).collect_view();
        view! {
            <li class="gt-stall__less"><span><strong>{n}</strong> " " {words.clone()}</span> <span class="gt-stall__row">{less}</span></li>
        }
        .into_any()
    };
    let any = Memo::new(move |_| !all.with(Vec::is_empty));
    live(move || {
        any.get().then(|| {
            view! {
                <Details summary=desk.say("stall.wrong.beside")>
                    <p>{desk.say("stall.wrong.besideHint")}</p>
                    <ul class="gt-list">{live(move || all.get().into_iter().map(row).collect_view())}</ul>
                </Details>
            }
            .into_any()
        })
    })
}
