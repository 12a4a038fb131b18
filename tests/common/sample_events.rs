//! The sample's events: how it counts, services, events, one event's figures as they would be published, and
//! answers. Conversations and raw counts are in no plan file, so they are not in the sample either: the figures
//! are made of counts in its source, by the code that publishes.

use super::{id, items, text};
use golden_thread::disclosure::Shown;
use golden_thread::domain::ids::normal_words;
use golden_thread::domain::{Counts, Draft, Happened, Talk, fields as f, kind};
use golden_thread::events::small::SmallNumbers;
use golden_thread::events::{counting_id, figures};
use golden_thread::ledger::{Ledger, Side};
use golden_thread::record::{Clock, Edit, Id, Set};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub fn drafts(source: &Value, organisations: &BTreeMap<String, Id>) -> Vec<Draft> {
    let mut drafts = vec![counting(source)];
    drafts.extend(items(source, "services").map(service));
    drafts.extend(items(source, "events").map(|event| self::event(event, organisations)));
    let published: Vec<Draft> = items(source, "events").filter_map(|e| event_figures(e, &drafts)).collect();
    drafts.extend(published);
    drafts.extend(items(source, "answers").map(answer));
    drafts
}

fn counting(source: &Value) -> Draft {
    let counting = &source["counting"];
    let mut draft = Draft::new(counting_id(), kind::COUNTING);
    for goal in items(counting, "goals") {
        let aims = json!({ "events": goal["events"], "ambassadors": goal["ambassadors"] });
        draft.set(format!("{}/{}", f::GOAL, goal["year"]), aims);
    }
    for key in words(counting, "measures") {
        draft.set(format!("{}/{}", f::MEASURE, id(kind::MEASURE, key)), true);
    }
    for topic in items(counting, "topics") {
        let value = json!({ "word": topic["word"], "picture": topic["picture"], "order": topic["order"] });
        draft.set(format!("{}/{}", f::TOPIC, text(topic, "id")), value);
    }
    draft
}

fn words<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a str> {
    items(value, name).filter_map(Value::as_str)
}

fn service(service: &Value) -> Draft {
    let mut draft = Draft::new(id(kind::SERVICE, text(service, "key")), kind::SERVICE);
    for field in [f::NAME, f::DESCRIPTION, f::REACH, f::OPENING, f::COST, f::LAST_CHECKED] {
        draft.set(field, text(service, field));
    }
    words(service, "for").for_each(|topic| draft.set(format!("{}/{topic}", f::FOR), true));
    words(service, "languages").for_each(|language| draft.set(format!("{}/{language}", f::LANGUAGE), true));
    draft
}

fn event(event: &Value, organisations: &BTreeMap<String, Id>) -> Draft {
    let organisation = |name: &str| organisations.get(&normal_words(name)).expect("an organisation of the sample");
    let mut draft = Draft::new(id(kind::EVENT, text(event, "key")), kind::EVENT)
        .with(f::ORGANISATION, organisation(text(event, "organiser")).to_string())
        .with(f::AMBASSADORS, event["ambassadors"].clone())
        .with(f::LEAD, text(event, "lead"))
        .with(f::LEAD_NUMBER, text(event, "leadNumber"));
    for field in [f::NAME, f::VENUE, f::NEIGHBOURHOOD, f::STARTS, f::ENDS, f::OFFERED] {
        draft.set(field, text(event, field));
    }
    words(event, "partners").for_each(|name| draft.set(format!("{}/{}", f::PARTNER, organisation(name)), true));
    for (at, topic) in words(event, "topics").enumerate() {
        draft.set(format!("{}/{topic}", f::TOPIC), at + 1);
    }
    draft
}

/// What was counted at an event, as its source says it.
fn counts(source: &Value) -> Counts {
    let mut counts = Counts::new();
    let number = |value: &Value| value.as_u64().expect("a count");
    for row in items(source, "rows") {
        let happened = Happened::read(text(row, "happened")).name();
        for (hour, n) in words(source, "hours").zip(items(row, "counts")) {
            counts.add(&Talk { hour, topic: text(row, "topic"), happened: &happened }.name(), number(n));
        }
    }
    for group in items(source, "groups") {
        counts.add(&format!("group/{}", text(group, "happened")), number(&group["count"]));
    }
    for (name, n) in source["lists"].as_object().into_iter().flatten() {
        counts.add(name, number(n));
    }
    for (key, n) in source["services"].as_object().into_iter().flatten() {
        counts.add(&format!("service/{}", id(kind::SERVICE, key)), number(n));
    }
    for name in ["leaflets", "reached"] {
        counts.add(name, number(&source[name]));
    }
    counts
}

/// The figures of a past event, as the office would publish them.
fn event_figures(event: &Value, drafts: &[Draft]) -> Option<Draft> {
    let (day, counted) = (event["published"].as_str()?, event.get("counts")?);
    let at = id(kind::EVENT, text(event, "key"));
    let tally = Draft::new(id(kind::TALLY, text(event, "key")), kind::TALLY)
        .with(f::EVENT, at.to_string())
        .with(f::SOURCE, "phone")
        .with(format!("{}/{}", f::COUNT, super::writer()), counts(counted).to_value());
    let mut set = Set::new();
    let mut clock = Clock::new(super::writer());
    for edit in drafts.iter().chain([&tally]).flat_map(Draft::edits) {
        set.edit(&edit, clock.next(1));
    }
    let ledger = Ledger::new(set, None, Side::Office);
    let work = figures::publish(&ledger, at, day.parse().expect("a day")).expect("figures that may be published");
    let mut draft = Draft::new(figures::figures_id(at), kind::FIGURES);
    for Edit { field, value, .. } in work.edits {
        draft.set(field, value);
    }
    Some(draft)
}

fn answer(answer: &Value) -> Draft {
    let mut draft = Draft::new(id(kind::ANSWER, text(answer, "key")), kind::ANSWER)
        .with(f::RULE, SmallNumbers::default().to_value())
        .with(f::EVENTS, answer["events"].clone());
    for field in [f::THEME, f::WORDING, f::STATE, f::BECAUSE, f::ANSWERED_BY, f::APPROVED_BY, f::DATE] {
        draft.set(field, text(answer, field));
    }
    if let Shown::Count(said) = SmallNumbers::default().rule.show(answer["said"].as_u64().expect("how many said it")) {
        draft.set(f::SAID, said);
    }
    words(answer, "neighbourhoods").for_each(|place| draft.set(format!("{}/{place}", f::NEIGHBOURHOOD), true));
    for key in words(answer, "bearsOn") {
        draft.set(format!("{}/{}", f::BEARS, id(kind::ACTION, key)), true);
    }
    draft
}
