//! The sample plan: `samples/southwark.json` as records. The same source always makes the same records,
//! since ids come from the source's keys and stamps from its report's date.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, dead_code)]

#[path = "sample_events.rs"]
mod sample_events;

use golden_thread::bundle::{self, Bundle, Envelope, Partnership, Purpose};
use golden_thread::days::Date;
use golden_thread::domain::ids::{derived, normal_words};
use golden_thread::domain::{Draft, Placement, Timescale, fields as f, kind};
use golden_thread::record::{Clock, Id, Set};
use golden_thread::words;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The name every id of the sample is derived from, so that it never meets a real plan's.
const SAMPLE: &str = "golden-thread sample";

/// An id of the sample.
pub fn id(kind: &str, key: &str) -> Id {
    derived(&[SAMPLE, kind, key])
}

/// The day of the sample's report.
pub fn report_date(source: &Value) -> Date {
    text(&source["plan"], "reportDate").parse().expect("the report's date")
}

/// The moment at which everything in the sample was written: nine in the morning of the report's date.
pub fn written_at(source: &Value) -> u64 {
    let days = report_date(source).days_after(golden_thread::days::date(1970, 1, 1));
    u64::try_from(days).expect("after 1970") * 86_400_000 + 9 * 60 * 60 * 1000
}

/// Who wrote the sample.
pub fn writer() -> Id {
    id(kind::WRITER, "sample data")
}

/// The sample's records.
pub fn records(source: &Value) -> Set {
    let mut set = Set::new();
    let mut clock = Clock::new(writer());
    let now = written_at(source);
    for draft in drafts(source) {
        for edit in draft.edits() {
            let at = clock.next(now);
            set.edit(&edit, at);
        }
    }
    set
}

pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

pub fn items<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value[name].as_array().into_iter().flatten()
}

fn drafts(source: &Value) -> Vec<Draft> {
    let mut drafts = vec![Draft::new(writer(), kind::WRITER).with(f::NAME, "Sample data"), plan(source)];
    let organisations = organisations(source, &mut drafts);
    let mut actions: BTreeMap<String, Draft> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    let mut aims: BTreeMap<String, Draft> = BTreeMap::new();
    let mut updates = Vec::new();
    let twice: Vec<&str> = every_action(source).map(|(.., a)| text(a, "sameAs")).filter(|k| !k.is_empty()).collect();
    for (at, priority) in items(source, "priorities").enumerate() {
        drafts.push(self::priority(source, priority, at));
        for (nth, aim) in items(priority, "aims").enumerate() {
            let key = text(aim, "key");
            let aim_id = id(kind::AIM, key);
            let under = format!("{}/{}", f::UNDER, priority_id(priority));
            let draft = aims.entry(key.to_owned()).or_insert_with(|| Draft::new(aim_id, kind::AIM));
            draft.set(f::STATEMENT, text(aim, "statement"));
            draft.set(under, nth + 1);
            for (place, action) in items(aim, "actions").enumerate() {
                let placement = Placement { priority: priority_id(priority), aim: aim_id };
                let same = text(action, "sameAs");
                let key = if same.is_empty() { text(action, "key") } else { same };
                if same.is_empty() {
                    order.push(key.to_owned());
                    actions.insert(key.to_owned(), self::action(source, action, &organisations));
                }
                let draft = actions.get_mut(key).expect("sameAs names an action that stands before it");
                draft.set(format!("{}/{}", f::PLACED, placement.name()), place + 1);
                let spoken = twice.contains(&key).then_some(placement);
                let owner = draft_owner(draft);
                updates.extend(update(source, action, key, spoken, owner));
            }
        }
    }
    drafts.extend(aims.into_values());
    drafts.extend(order.iter().filter_map(|key| actions.remove(key)));
    drafts.extend(updates);
    measures(source, &mut drafts);
    drafts.extend(items(source, "risks").map(|risk| self::risk(source, risk, &organisations)));
    drafts.extend(sample_events::drafts(source, &organisations));
    drafts
}

fn every_action(source: &Value) -> impl Iterator<Item = (&Value, &Value, &Value)> {
    let aims = items(source, "priorities").flat_map(|p| items(p, "aims").map(move |a| (p, a)));
    aims.flat_map(|(p, a)| items(a, "actions").map(move |x| (p, a, x)))
}

pub fn plan_id(source: &Value) -> Id {
    let plan = &source["plan"];
    id(kind::PLAN, text(plan, if plan["key"].is_string() { "key" } else { "title" }))
}

fn plan(source: &Value) -> Draft {
    let plan = &source["plan"];
    let month = |name: &str| {
        let day: Date = text(&plan["period"], name).parse().expect("a day of the period");
        format!("{} {}", words::say(&format!("date.month.m{}", day.month())), day.year())
    };
    let period = json!({
        "words": format!("{} to {}", month("from"), month("to")),
        "from": text(&plan["period"], "from"),
        "to": text(&plan["period"], "to"),
    });
    Draft::new(plan_id(source), kind::PLAN)
        .with(f::TITLE, text(plan, "title"))
        .with(f::SHORT_NAME, text(plan, "shortName"))
        .with(f::VISION, text(plan, "vision"))
        .with(f::PUBLISHER, text(plan, "publisher"))
        .with(f::PERIOD, period)
        .with(f::SCALE, source["scale"].clone())
}

/// The organisations, by each of their names and spellings in plain form.
fn organisations(source: &Value, drafts: &mut Vec<Draft>) -> BTreeMap<String, Id> {
    let mut known = BTreeMap::new();
    for organisation in items(source, "organisations") {
        let name = text(organisation, "name");
        let id = id(kind::ORGANISATION, name);
        let mut draft =
            Draft::new(id, kind::ORGANISATION).with(f::NAME, name).with(f::SECTOR, text(organisation, "sector"));
        known.insert(normal_words(name), id);
        for spelling in items(organisation, "spellings").filter_map(Value::as_str) {
            draft.set(format!("{}/{spelling}", f::SPELLING), true);
            known.insert(normal_words(spelling), id);
        }
        drafts.push(draft);
    }
    known
}

fn priority_id(priority: &Value) -> Id {
    id(kind::PRIORITY, text(priority, "number"))
}

fn priority(source: &Value, priority: &Value, at: usize) -> Draft {
    Draft::new(priority_id(priority), kind::PRIORITY)
        .with(f::PLAN, plan_id(source).to_string())
        .with(f::NUMBER, text(priority, "number"))
        .with(f::ORDER, at + 1)
        .with(f::TITLE, text(priority, "title"))
        .with(f::KIND, "priority")
        .with(f::HEADLINE_PROGRESS, text(priority, "headlineProgress"))
        .with(f::HEADLINE_FURTHER, text(priority, "headlineFurther"))
}

fn action(source: &Value, action: &Value, organisations: &BTreeMap<String, Id>) -> Draft {
    let mut draft = Draft::new(id(kind::ACTION, text(action, "key")), kind::ACTION)
        .with(f::PLAN, plan_id(source).to_string())
        .with(f::TITLE, text(action, "title"))
        .with(f::SUCCESS, text(action, "success"));
    if let Some(words) = action["timescale"].as_str() {
        draft.set(f::TIMESCALE, Timescale::read(words, Some(report_date(source))).to_value());
    }
    for (at, name) in items(action, "owners").filter_map(Value::as_str).enumerate() {
        let owner = organisations.get(&normal_words(name)).unwrap_or_else(|| panic!("no organisation {name}"));
        draft.set(format!("{}/{owner}", f::OWNER), json!({ "order": at + 1, "as": name }));
    }
    draft
}

/// A risk. Nobody has scored one that has no numbers.
fn risk(source: &Value, risk: &Value, organisations: &BTreeMap<String, Id>) -> Draft {
    let mut draft = Draft::new(id(kind::RISK, text(risk, "key")), kind::RISK)
        .with(f::PLAN, plan_id(source).to_string())
        .with(f::LIKELIHOOD, risk["likelihood"].clone())
        .with(f::IMPACT, risk["impact"].clone());
    let texts = [f::STATEMENT, f::CAUSE, f::EFFECT, f::CONTROLS, f::OWNED_BY, f::ESCALATED_TO, f::ESCALATED_ON];
    texts.into_iter().for_each(|field| draft.set(field, text(risk, field)));
    for (at, name) in items(risk, "owners").filter_map(Value::as_str).enumerate() {
        let owner = organisations.get(&normal_words(name)).unwrap_or_else(|| panic!("no organisation {name}"));
        draft.set(format!("{}/{owner}", f::OWNER), json!({ "order": at + 1, "as": name }));
    }
    for key in items(risk, "actions").filter_map(Value::as_str) {
        draft.set(format!("{}/{}", f::ACTION, id(kind::ACTION, key)), true);
    }
    draft
}

/// The first owner, who speaks in the action's update.
fn draft_owner(action: &Draft) -> Option<String> {
    let owner = |(field, value): (&String, &Value)| {
        let id = field.strip_prefix(f::OWNER)?.strip_prefix('/')?;
        Some((value["order"].as_u64()?, id.to_owned()))
    };
    action.fields.iter().filter_map(owner).min().map(|(_, id)| id)
}

fn update(source: &Value, action: &Value, key: &str, place: Option<Placement>, owner: Option<String>) -> Option<Draft> {
    let narrative = action["update"].as_str()?;
    let name = place.map(Placement::name).unwrap_or_default();
    let day = report_date(source).to_string();
    let mut draft = Draft::new(derived(&[SAMPLE, kind::UPDATE, key, &name, &day]), kind::UPDATE)
        .with(f::PLAN, plan_id(source).to_string())
        .with(f::NARRATIVE, narrative)
        .with(f::NEXT_STEPS, text(action, "nextSteps"))
        .with(f::HELP_NEEDED, text(action, "helpNeeded"))
        .with(f::DATE, day.clone())
        .with(f::HANDED_OVER, day)
        .with(f::PLACEMENT, name)
        .with(f::ORGANISATION, owner.unwrap_or_default());
    for covered in std::iter::once(key).chain(items(action, "covers").filter_map(Value::as_str)) {
        let covered = id(kind::ACTION, covered);
        draft.set(format!("{}/{covered}", f::COVERS), json!({ "rating": action["rating"] }));
    }
    Some(draft)
}

fn measures(source: &Value, drafts: &mut Vec<Draft>) {
    for measure in items(source, "measures") {
        let key = text(measure, "key");
        let measure_id = id(kind::MEASURE, key);
        let action = id(kind::ACTION, text(measure, "action"));
        drafts.push(
            Draft::new(measure_id, kind::MEASURE)
                .with(f::NAME, text(measure, "name"))
                .with(f::UNIT, text(measure, "unit"))
                .with(f::GOOD, text(measure, "good"))
                .with(f::TARGET, measure["target"].clone())
                .with(format!("{}/{action}", f::ACTION), true),
        );
        for (at, observation) in items(measure, "observations").enumerate() {
            let at = at.to_string();
            let mut draft = Draft::new(derived(&[SAMPLE, kind::OBSERVATION, key, &at]), kind::OBSERVATION)
                .with(f::MEASURE, measure_id.to_string());
            for field in [f::DATE, f::VALUE, f::NUMERATOR, f::DENOMINATOR, f::AS_WRITTEN, f::NOTE] {
                draft.set(field, observation[field].clone());
            }
            drafts.push(draft);
        }
    }
}

/// The sample as a plan file, on a fixed day: what `tests/data/served/sample.thread.json` holds.
pub fn plan_file(source: &Value) -> String {
    let envelope = Envelope {
        partnership: Partnership {
            id: id("partnership", text(source, "partnership")),
            name: text(source, "partnership").to_owned(),
        },
        id: id("bundle", "1"),
        sequence: 1,
        created: format!("{}T09:00:00Z", report_date(source)),
        purpose: Purpose::Issue,
        from: writer(),
        number: Some(1),
        based_on: None,
        receipts: Vec::new(),
        acknowledged: Vec::new(),
        extra: BTreeMap::new(),
    };
    bundle::write(&Bundle { envelope, records: records(source) })
}
