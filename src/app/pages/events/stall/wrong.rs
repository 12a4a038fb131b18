//! Putting a wrong tap right, also an hour later and after the screen was left: conversations counted alike, of which
//! one is changed, and everything counted beside them, which can be counted down.

use super::desk::Desk;
use crate::app::components::{Button, CollectView, Details, keyed, live};
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
        services.sort_by(|a, b| a.1.cmp(&b.1));
        (topics, services)
    });
    let (topics, services) = (StoredValue::new(topics), StoredValue::new(services));
    let alike = Memo::new(move |before: Option<&Vec<Alike>>| {
        let now = desk.app.state.with(|s| taps::alike(&s.ledger, desk.event));
        let gone = |was: &Alike| Alike { all: Vec::new(), ..was.clone() };
        taps::in_place(before.map(Vec::as_slice).unwrap_or_default(), &now, Alike::is_like, gone)
    });
    let key = |a: &Alike| format!("{} {} {} {:?} {:?}", a.hour, a.topic, a.group, a.happened, a.service);
    view! {
        <h2 class="nhsuk-heading-s">{live(move || desk.say("stall.wrong.title"))}</h2>
        {live(move || alike.with(Vec::is_empty).then(|| view! { <p>{desk.say("stall.wrong.none")}</p> }))}
        {live(move || {
            // In the language of the screen.
            desk.language();
            keyed(move || alike.get(), key, move |a| conversations(desk, topics, services, alike, a))
        })}
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

/// A list that shows what these conversations are, again after one of them was made another.
fn choice(
    ids: Memo<Vec<Id>>,
    label: String,
    all: Vec<(String, String)>,
    chosen: String,
    change: impl Fn(leptos::ev::Event) + Clone + Send + 'static,
) -> AnyView {
    live(move || {
        let none = ids.with(Vec::is_empty);
        view! {
            <select class="nhsuk-select" aria-label=label.clone() disabled=none on:change=change.clone()>
                {options(all.clone(), &chosen)}
            </select>
        }
    })
}

/// Conversations counted alike, one of which may be another. The row stays where it is, and open, when it has none any more.
fn conversations(desk: Desk, topics: Options, services: Options, all: Memo<Vec<Alike>>, alike: Alike) -> AnyView {
    let mine = alike.clone();
    let ids = Memo::new(move |_| {
        all.with(|all| all.iter().find(|a| a.is_like(&mine)).map(|a| a.all.clone()).unwrap_or_default())
    });
    let none = Signal::derive(move || ids.with(Vec::is_empty));
    // Any one of them: they are alike.
    let tap = move |ask: &dyn Fn(Id) -> Ask| {
        if let Some(id) = ids.with_untracked(|ids| ids.first().copied()) {
            desk.tap(ask(id));
        }
    };
    let pressed = move |words: String, on: bool, ask: Box<dyn Fn(Id) -> Ask>| {
        view! {
            <button class="gt-stall__press" type="button" aria-pressed=if on { "true" } else { "false" }
                disabled=move || none.get() on:click=move |_| tap(&*ask)>
                {words}
            </button>
        }
        .into_any()
    };
    let did = |did: Did| untrack(|| desk.say(&format!("event.did.{}", did.name())));
    let dids = Did::ALL.map(|d| {
        let on = alike.happened.has(d);
        pressed(did(d), on, Box::new(move |id| Ask::Happened(id, d, !on)))
    });
    let is_group = alike.group;
    let group_word = untrack(|| desk.say("stall.group"));
    let group = pressed(group_word.clone(), is_group, Box::new(move |id| Ask::Group(id, !is_group)));
    let service = alike.service.map(|service| service.to_string()).unwrap_or_default();
    let mut what = match alike.happened.iter().next() {
        None => untrack(|| desk.say("event.did.talked")),
        Some(_) => alike.happened.iter().map(did).collect::<Vec<_>>().join(", "),
    };
    if let Some(name) = named(services, &service) {
        what = format!("{what} ({name})");
    }
    let group_word = if is_group { format!(", {group_word}") } else { String::new() };
    let topic = named(topics, &alike.topic).unwrap_or_else(|| alike.topic.clone());
    let title = format!("{} {topic}{group_word}: {what}", alike.hour);
    let label = |key: &str| untrack(|| fill_in(desk.language(), key, &[("what", &title)]));
    let to_topic = move |e| {
        let topic = event_target_value(&e);
        tap(&move |id| Ask::Topic(id, topic.clone()));
    };
    let to_service = move |e| {
        let service = event_target_value(&e).parse::<Id>().ok();
        tap(&move |id| Ask::Service(id, service));
    };
    let which = alike.happened.has_service().then(|| {
        let no_service = (String::new(), untrack(|| desk.say("stall.wrong.noService")));
        let all = std::iter::once(no_service).chain(services.get_value()).collect();
        choice(ids, label("stall.wrong.serviceOf"), all, service, to_service)
    });
    let topic_label = label("stall.wrong.topicOf");
    let (one, back) = untrack(|| (desk.say("stall.wrong.one"), desk.say("stall.wrong.takeBack")));
    let topic = choice(ids, topic_label, topics.get_value(), alike.topic, to_topic);
    view! {
        <details class="nhsuk-details">
            <summary class="nhsuk-details__summary">
                <span class="nhsuk-details__summary-text">{move || format!("{title} × {}", ids.with(Vec::len))}</span>
            </summary>
            <div class="nhsuk-details__text">
                <p>{one}</p>
                {topic}
                <div class="gt-stall__row">{dids.collect_view()} {group}</div>
                {which}
                <Button label=back on_press=move || tap(&Ask::TakeBack) small=true busy=none/>
            </div>
        </details>
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
    // What is counted down to nothing keeps its row: the one beneath would come under the finger.
    let all = Memo::new(move |before: Option<&Vec<(String, u64)>>| {
        let now = desk.app.state.with(|s| taps::beside(&s.ledger, desk.event));
        let gone = |(name, _): &(String, u64)| (name.clone(), 0);
        taps::in_place(before.map(Vec::as_slice).unwrap_or_default(), &now, |a, b| a.0 == b.0, gone)
    });
    let row = move |(name, n): (String, u64)| -> AnyView {
        let steps: &[u64] = if name.contains('/') { &[1] } else { &[1, 5, 10, 50] };
        let words = word(desk, &name);
        let less = |fewer: u64| {
            let label = fill_in(desk.language(), "stall.wrong.less", &[("n", &fewer), ("what", &words)]);
            let ask = Ask::Less(name.clone(), fewer);
            view! {
                <button class="gt-stall__press" type="button" aria-label=label disabled={fewer > n}
                    on:click=move |_| desk.tap(ask.clone())>
                    {format!("−{fewer}")}
                </button>
            }
            .into_any()
        };
        let less = steps.iter().copied().map(less).collect_view();
        view! {
            <li class="gt-stall__less"><span><strong class="gt-stall__n">{n}</strong> " " {words.clone()}</span> <span class="gt-stall__row gt-stall__row--steps">{less}</span></li>
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
