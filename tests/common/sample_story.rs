//! The sample that ships: the plan of `samples/southwark.json` on one day of `samples/story.json`, with what lies beside
//! it on the device of each role. The app moves it to today.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, dead_code)]

#[path = "sample_partnership.rs"]
mod sample_partnership;

use super::sample::{self, id, items, text};
use golden_thread::bundle::{self, BasedOn, Bundle, Envelope, Partnership, Purpose};
use golden_thread::days::{Date, date};
use golden_thread::domain::{Counts, Did, Draft, Happened, Timescale, Update, fields as f, kind};
use golden_thread::record::{Clock, Id, Set};
use golden_thread::store::sample::MEMBER;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn source() -> Value {
    serde_json::from_str(include_str!("../../samples/southwark.json")).unwrap()
}

fn story() -> Value {
    serde_json::from_str(include_str!("../../samples/story.json")).unwrap()
}

/// The plan that is beside the first one.
pub fn recovery_plan() -> Id {
    sample_partnership::recovery()
}

/// The day on which the story happens.
pub fn story_day() -> Date {
    text(&story(), "day").parse().unwrap()
}

/// The sample's file: what `public/sample.thread.json` holds.
pub fn file() -> String {
    let (source, story) = (source(), story());
    let plan = told(&source, &story);
    let before = sample::records(&plan);
    let mut records = before.clone();
    let mut changed = Vec::new();
    for change in items(&story, "changes") {
        let mut draft = Draft::new(id(text(change, "kind"), text(change, "key")), kind::RISK);
        change["fields"].as_object().unwrap().iter().for_each(|(name, value)| draft.set(name.clone(), value.clone()));
        changed.push(draft.id);
        write(&mut records, [draft], sample::writer(), text(change, "day"));
    }
    let partnership = sample_partnership::source();
    let drafts = sample_partnership::drafts(&partnership, "everybody", &plan);
    write(&mut records, drafts, sample::writer(), text(&partnership["days"], "everybody"));
    for cycle in items(&story, "cycles") {
        write(&mut records, [self::cycle(&plan, cycle)], sample::writer(), text(cycle, "opened"));
    }
    for update in items(&story, "updates") {
        write(&mut records, [self::update(&plan, update, text(update, "by"))], sample::writer(), text(update, "date"));
    }
    // The office knows whose word it is that waits.
    let from = &story["manager"]["return"];
    let me = person(from, "representative");
    let of = id(kind::ORGANISATION, text(from, "organisation")).to_string();
    let accepted = Draft::new(me.id, kind::WRITER).with(f::ACCEPTED_FOR, of);
    let (who, day) = (me.id, text(from, "known"));
    write(&mut records, [me], who, day);
    write(&mut records, [accepted], sample::writer(), day);
    let issue = |number: u64, created: &str| Envelope {
        number: Some(number),
        ..envelope(&source, Purpose::Issue, &format!("story {number}"), sample::writer(), number, created)
    };
    let number = story["issue"]["number"].as_u64().unwrap();
    let former = issue(number - 1, "2023-11-24T16:00:00Z");
    let mut envelope = issue(number, text(&story["issue"], "created"));
    let based_on = BasedOn { id: envelope.id, number };
    let before = before.iter().filter(|r| changed.contains(&r.id)).cloned().collect();
    let beside = json!({
        "manager": [office(&source, &plan, &story), returned(&source, &plan, &story, based_on)],
        "representative": [begun(&source, &plan, &story)],
        "ambassador": [counted(&source, &story)],
    });
    let member = json!({
        "day": text(&story, "day"),
        "before": bundle::write(&Bundle { envelope: former, records: before }),
        "beside": beside,
    });
    envelope.extra.insert(MEMBER.to_owned(), member);
    bundle::write(&Bundle { envelope, records })
}

/// The source as the story has it: who owns what, by when, in words that name no season that has gone by.
fn told(source: &Value, story: &Value) -> Value {
    let mut told = source.clone();
    say(&mut told, &story["say"]);
    merge(&mut told["plan"], &story["plan"]);
    told["organisations"] = story["organisations"].clone();
    // The best first, so that what is finished has become better.
    let place = |rating: &Value| items(story, "scale").position(|key| *key == rating["key"]);
    told["scale"].as_array_mut().unwrap().sort_by_key(place);
    for list in ["risks", "events"] {
        for item in told[list].as_array_mut().unwrap() {
            rename(item, &story["owners"]);
            let over = items(story, list).find(|s| s["key"] == item["key"]);
            over.into_iter().for_each(|over| merge(item, over));
        }
    }
    for priority in told["priorities"].as_array_mut().unwrap() {
        for aim in priority["aims"].as_array_mut().unwrap() {
            for action in aim["actions"].as_array_mut().unwrap() {
                rename(action, &story["owners"]);
                let key = text(action, "key").to_owned();
                merge(action, &story["actions"][key]);
            }
        }
    }
    told
}

/// Every text with the words of the list replaced.
fn say(value: &mut Value, words: &Value) {
    match value {
        Value::String(text) => {
            for (old, new) in words.as_object().unwrap() {
                *text = text.replace(old, new.as_str().unwrap());
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| say(one, words)),
        Value::Object(all) => all.values_mut().for_each(|one| say(one, words)),
        _ => {}
    }
}

fn merge(value: &mut Value, over: &Value) {
    for (name, new) in over.as_object().into_iter().flatten() {
        value[name.as_str()] = new.clone();
    }
}

fn rename(item: &mut Value, owners: &Value) {
    for list in ["owners", "partners"] {
        let Some(names) = item.get_mut(list).and_then(Value::as_array_mut) else { continue };
        for name in names.iter_mut() {
            if let Some(new) = owners.get(name.as_str().unwrap()) {
                *name = new.clone();
            }
        }
    }
    if let Some(new) = owners.get(text(item, "organiser")) {
        item["organiser"] = new.clone();
    }
}

/// Writes what drafts say, at ten in the morning of a day.
fn write(set: &mut Set, drafts: impl IntoIterator<Item = Draft>, writer: Id, day: &str) {
    let days = day.parse::<Date>().expect("a day").days_after(date(1970, 1, 1));
    let now = u64::try_from(days).unwrap() * 86_400_000 + 10 * 60 * 60 * 1000;
    // One clock a writer would run on from the last of its stamps.
    let last =
        set.iter().flat_map(|r| r.stamps().collect::<Vec<_>>()).filter(|s| s.writer() == writer && s.ms() <= now).max();
    let mut clock = last.map_or_else(|| Clock::new(writer), |last| Clock::resume(writer, last));
    for draft in drafts {
        for edit in draft.edits() {
            set.edit(&edit, clock.next(now));
        }
    }
}

fn cycle(plan: &Value, cycle: &Value) -> Draft {
    let mut draft =
        Draft::new(id(kind::CYCLE, text(cycle, "key")), kind::CYCLE).with(f::PLAN, sample::plan_id(plan).to_string());
    for name in [f::TITLE, f::OPENED, f::CLOSED, f::FIGURES_AS_AT, f::DUE, f::CLEARANCE_DUE, f::MEETING] {
        draft.set(name, text(cycle, name));
    }
    for list in [f::ASKED, f::CHASED] {
        for (name, day) in cycle[list].as_object().into_iter().flatten() {
            draft.set(format!("{list}/{}", id(kind::ORGANISATION, name)), day.clone());
        }
    }
    draft
}

fn update(plan: &Value, update: &Value, by: &str) -> Draft {
    let covers = update["covers"].as_object().unwrap();
    let first = covers.keys().next().unwrap();
    let mut draft = Draft::new(id(kind::UPDATE, &format!("story {first} {by}")), kind::UPDATE)
        .with(f::PLAN, sample::plan_id(plan).to_string())
        .with(f::ORGANISATION, id(kind::ORGANISATION, by).to_string());
    for name in [f::NARRATIVE, f::NEXT_STEPS, f::HELP_NEEDED, f::DATE] {
        draft.set(name, text(update, name));
    }
    draft.set(f::HANDED_OVER, text(update, f::DATE));
    for (key, rating) in covers {
        let (name, value) = Update::covering(id(kind::ACTION, key), rating.as_str());
        draft.set(name, value);
    }
    draft
}

fn envelope(source: &Value, purpose: Purpose, key: &str, from: Id, sequence: u64, created: &str) -> Envelope {
    let name = text(source, "partnership");
    Envelope {
        partnership: Partnership { id: id("partnership", name), name: name.to_owned() },
        id: id("bundle", key),
        sequence,
        created: created.to_owned(),
        purpose,
        from,
        number: None,
        based_on: None,
        receipts: Vec::new(),
        acknowledged: Vec::new(),
        extra: BTreeMap::new(),
    }
}

/// Somebody of the story, as a writer.
fn person(who: &Value, role: &str) -> Draft {
    // A person's id is made up, never derived: a file from somebody with a derived one speaks for nobody.
    let mut made_up = id(kind::WRITER, text(who, "name")).to_string();
    made_up.replace_range(14..15, "7");
    let mut me =
        Draft::new(made_up.parse().unwrap(), kind::WRITER).with(f::NAME, text(who, "name")).with(f::ROLE, role);
    if let Some(name) = who["organisation"].as_str() {
        me.set(f::ORGANISATION, id(kind::ORGANISATION, name).to_string());
    }
    me
}

fn written(envelope: Envelope, drafts: Vec<Draft>, day: &str) -> Value {
    let mut records = Set::new();
    write(&mut records, drafts, envelope.from, day);
    bundle::write(&Bundle { envelope, records }).into()
}

/// What the office alone keeps: whom to ask, and what is not out yet.
fn office(source: &Value, plan: &Value, story: &Value) -> Value {
    let contact = |contact: &Value| {
        let mut draft = Draft::new(id(kind::CONTACT, text(contact, "email")), kind::CONTACT)
            .with(f::ORGANISATION, id(kind::ORGANISATION, text(contact, "organisation")).to_string());
        [f::NAME, f::ROLE, f::EMAIL].into_iter().for_each(|name| draft.set(name, text(contact, name)));
        draft
    };
    let contacts: Vec<Draft> = items(&story["manager"], "contacts").map(contact).collect();
    let partnership = sample_partnership::source();
    let kept = sample_partnership::drafts(&partnership, "office", plan);
    let mut records = Set::new();
    write(&mut records, contacts, sample::writer(), "2024-01-08");
    write(&mut records, kept, sample::writer(), text(&partnership["days"], "office"));
    let envelope = envelope(source, Purpose::Handover, "story office", sample::writer(), 1, "2024-01-08T10:00:00Z");
    bundle::write(&Bundle { envelope, records }).into()
}

/// The return that waits.
fn returned(source: &Value, plan: &Value, story: &Value, based_on: BasedOn) -> Value {
    let from = &story["manager"]["return"];
    let mut drafts = vec![person(from, "representative")];
    let me = drafts[0].id;
    drafts.extend(items(from, "updates").map(|u| update(plan, u, text(from, "organisation"))));
    for figure in items(from, "figures") {
        let measure = text(figure, "measure");
        let mut draft = Draft::new(id(kind::OBSERVATION, &format!("story {measure}")), kind::OBSERVATION)
            .with(f::MEASURE, id(kind::MEASURE, measure).to_string());
        for name in [f::DATE, f::VALUE, f::NUMERATOR, f::DENOMINATOR, f::NOTE] {
            draft.set(name, figure[name].clone());
        }
        drafts.push(draft);
    }
    for (key, words) in from["timescales"].as_object().into_iter().flatten() {
        let value = Timescale::read(words.as_str().unwrap(), None).to_value();
        drafts.push(Draft::new(id(kind::ACTION, key), kind::ACTION).with(f::TIMESCALE, value));
    }
    let envelope = envelope(source, Purpose::Return, "story return", me, 1, text(from, "created"));
    written(Envelope { based_on: Some(based_on), ..envelope }, drafts, &text(from, "created")[..10])
}

/// What a representative has begun to write.
fn begun(source: &Value, plan: &Value, story: &Value) -> Value {
    let from = &story["representative"];
    let mut drafts = vec![person(from, "representative")];
    let me = drafts[0].id;
    drafts.extend(items(from, "updates").map(|u| update(plan, u, text(from, "organisation"))));
    written(envelope(source, Purpose::Return, "story draft", me, 1, "2024-01-26T12:00:00Z"), drafts, "2024-01-26")
}

/// What an ambassador counted and noted at the event that is just over.
fn counted(source: &Value, story: &Value) -> Value {
    let from = &story["ambassador"];
    let mut drafts = vec![person(from, "ambassador")];
    let me = drafts[0].id;
    let event = id(kind::EVENT, text(from, "event"));
    for (n, talk) in items(from, "talks").enumerate() {
        let word = |at: usize| talk[at].as_str().unwrap_or_default();
        let did: Vec<Did> = Happened::read(word(2)).iter().collect();
        let mut draft = Draft::new(id(kind::ENCOUNTER, &n.to_string()), kind::ENCOUNTER)
            .with(f::EVENT, event.to_string())
            .with(f::HOUR, word(0))
            .with(f::TOPIC, word(1));
        if !did.is_empty() {
            draft.set(f::DID, Happened::of(&did).to_value());
        }
        if !word(3).is_empty() {
            draft.set(f::SERVICE, id(kind::SERVICE, word(3)).to_string());
        }
        drafts.push(draft);
    }
    let counter = golden_thread::domain::ids::derived(&[kind::COUNTER, &event.to_string()]);
    let mut counts = Counts::new();
    from["counts"].as_object().unwrap().iter().for_each(|(name, n)| counts.add(name, n.as_u64().unwrap()));
    drafts.push(
        Draft::new(counter, kind::COUNTER)
            .with(f::EVENT, event.to_string())
            .with(format!("{}/{me}", f::COUNT), counts.to_value()),
    );
    for (n, note) in items(from, "notes").enumerate() {
        let mut draft = Draft::new(id(kind::INSIGHT, &n.to_string()), kind::INSIGHT).with(f::EVENT, event.to_string());
        [f::THEME, f::WORDS, f::LANGUAGE].into_iter().for_each(|name| draft.set(name, text(note, name)));
        drafts.push(draft);
    }
    written(envelope(source, Purpose::Return, "story stall", me, 1, "2024-01-28T14:30:00Z"), drafts, "2024-01-28")
}
