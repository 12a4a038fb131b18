//! An event's figures as everybody may see them: small numbers by the partnership's rule ([`SmallNumbers`]), published once.
//!
//! Cells are named by what they count:
//!
//! | cell | what it counts |
//! |---|---|
//! | `talk`, `checked`, `signposted`, `referred` | conversations, and those in which that happened |
//! | `group` | conversations with two or three people |
//! | `topic/<topic>`, `hour/<hour>` | conversations by topic, and by hour |
//! | `service/<service>`, `also/<topic>` | where people were signposted to, what they came to later |
//! | `rest/topic`, `rest/hour`, `rest/service`, `rest/also` | of these, all that do not stand by themselves |
//! | `age/…`, `language/…`, `district/…` | lists, each by itself and without a total |
//! | `reached`, `leaflets` | people reached; leaflets, which are no people |
//!
//! What is published says by which rule: its bound and base, and who decided on it. Figures that were published before
//! there was the rule have a threshold instead, and more cells (`cell/<topic>/<hour>`, `checked/<topic>`); they are
//! shown as they were. A figure that was published never changes. What is handed over later is added as one further
//! number ([`Figures::late`]), in steps of the rule's base. Whatever is said over several events
//! ([`Year`](super::Year)) is worked out from published figures alone, so it tells nothing that they do not.

use super::small::{SmallNumbers, small_numbers, threshold};
use super::totals::{by, handed_over, talks};
use super::{AGE_BANDS, edit, rules};
use crate::days::Date;
use crate::disclosure::{Range, Rule, Shown};
use crate::domain::{Counts, Did, Happened, fields as f, ids, kind, languages};
use crate::ledger::Ledger;
use crate::ledger::changes::Work;
use crate::personal;
use crate::record::{Edit, Id, Record};
use serde_json::Value;

/// How a count is kept that is no number.
const FEW: &str = "few";
const KEPT: &str = "kept";

/// Lists that stand by themselves, each without a total.
const LISTS: [&str; 3] = ["age", "language", "district"];

/// An event's figures as they may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Every cell by name, in the order of names.
    cells: Vec<(String, Shown)>,
    /// By which rule they are made.
    pub by: By,
    /// The day they were published; none where they are not yet.
    pub published: Option<Date>,
    /// Conversations that were handed over after they were published, and are in none of the cells.
    pub late: u64,
}

/// By what small numbers are hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// The rule for small numbers.
    Rule(SmallNumbers),
    /// Before there was the rule: what is below a threshold, and more where that could be worked out.
    Threshold(u64),
}

/// The record of an event's published figures.
pub fn figures_id(event: Id) -> Id {
    ids::derived(&[kind::FIGURES, &event.to_string()])
}

/// The figures of an event: as published, or else as they would be published now. `None` where nothing was
/// handed over.
pub fn figures(ledger: &Ledger, event: Id) -> Option<Figures> {
    published(ledger, event).or_else(|| Figures::of(ledger, event))
}

/// The published figures of an event.
pub fn published(ledger: &Ledger, event: Id) -> Option<Figures> {
    Figures::read(ledger.live(figures_id(event), kind::FIGURES)?)
}

impl Figures {
    /// What may be published of what was handed over.
    fn of(ledger: &Ledger, event: Id) -> Option<Figures> {
        let counts = handed_over(ledger, event);
        if counts.is_empty() {
            return None;
        }
        let small = small_numbers(ledger);
        let cells = shown(&counts, small.rule, &|topic| rules::is_sensitive(ledger, topic));
        Some(Figures { cells, by: By::Rule(small), published: None, late: 0 })
    }

    fn read(record: &Record) -> Option<Figures> {
        let shown = |value: &Value| match value.as_str() {
            Some(FEW) => Some(Shown::Few),
            Some(_) => Some(Shown::Kept),
            None => value.as_u64().map(Shown::Count),
        };
        let cells = record.members(f::SHOWN).filter_map(|(name, v)| Some((name.to_owned(), shown(v)?)));
        let rule = record.value(f::RULE).and_then(SmallNumbers::read);
        Some(Figures {
            cells: cells.collect(),
            by: rule.map_or_else(|| By::Threshold(threshold(Some(record))), By::Rule),
            published: Some(record.text(f::DATE)?.parse().ok()?),
            late: record.value(f::LATE).and_then(Value::as_u64).unwrap_or(0),
        })
    }

    /// One cell. By the threshold, what is about a topic and not listed is held back where the topics are.
    pub fn get(&self, name: &str) -> Option<Shown> {
        let listed = self.cells.iter().find(|(known, _)| known == name).map(|(_, shown)| *shown);
        let by_topic = || matches!(self.by, By::Threshold(_)) && is_by_topic(name) && self.held_back("topic");
        listed.or_else(|| by_topic().then_some(Shown::Kept))
    }

    /// The cells under a first part of the name, with the rest of their names.
    pub fn under<'a>(&'a self, part: &'a str) -> impl Iterator<Item = (&'a str, Shown)> + 'a {
        self.cells.iter().filter_map(move |(name, shown)| Some((name.strip_prefix(part)?.strip_prefix('/')?, *shown)))
    }

    /// The topics, those talked about most first; a hidden number counts as the least it can be.
    pub fn topics(&self) -> Vec<(&str, Shown)> {
        let mut topics: Vec<(&str, Shown)> = self.under("topic").collect();
        topics.sort_by_key(|topic| std::cmp::Reverse(least(topic.1)));
        topics
    }

    /// The hours as they are spelled, in order; `-` for paper sheets.
    pub fn hours(&self) -> Vec<&str> {
        let mut hours: Vec<&str> = self.under("hour").map(|(hour, _)| hour).collect();
        hours.sort_by(|a, b| (*a == super::sheet::NO_HOUR, a).cmp(&(*b == super::sheet::NO_HOUR, b)));
        hours
    }

    /// How a shown number reads.
    pub fn words(&self, shown: Option<Shown>) -> String {
        use crate::words::{fill, say};
        match (shown, &self.by) {
            (Some(Shown::Count(n)), _) => n.to_string(),
            (Some(Shown::Few), By::Rule(_)) => say("event.figures.small"),
            (Some(Shown::Few), By::Threshold(threshold)) => fill("event.figures.few", &[("count", threshold)]),
            (Some(Shown::Kept), _) => say("event.figures.kept"),
            (None, _) => "0".to_owned(),
        }
    }

    /// Whether anything is held back or called small.
    pub fn hides(&self) -> bool {
        self.cells.iter().any(|(_, shown)| !matches!(shown, Shown::Count(_)))
    }

    /// Whether a whole breakdown is held back.
    fn held_back(&self, part: &str) -> bool {
        self.under(part).all(|(_, shown)| shown == Shown::Kept)
    }
}

/// The least a shown number can be, as far as it says so itself.
fn least(shown: Shown) -> u64 {
    match shown {
        Shown::Count(n) => n,
        Shown::Few => 1,
        Shown::Kept => 0,
    }
}

/// Whether a cell is about a topic, by its name.
fn is_by_topic(name: &str) -> bool {
    let (first, rest) = name.split_once('/').unwrap_or((name, ""));
    !rest.is_empty() && (["topic", "cell"].contains(&first) || Did::ALL.iter().any(|did| did.name() == first))
}

/// What counts look like by a rule, by cell. Topics that are `sensitive` do not stand by themselves.
pub fn shown(counts: &Counts, rule: Rule, sensitive: &dyn Fn(&str) -> bool) -> Vec<(String, Shown)> {
    let mut cells: Vec<(String, Shown)> = Vec::new();
    let did =
        |did: Did| -> u64 { talks(counts).filter(|(t, _)| Happened::read(t.happened).has(did)).map(|(_, n)| n).sum() };
    let all = counts.sum("talk");
    let mut totals = vec![("talk", all), ("group", counts.sum("group").min(all)), ("reached", counts.get("reached"))];
    totals.extend(Did::ALL.map(|one| (one.name(), did(one))));
    cells.extend(totals.into_iter().map(|(name, n)| (name.to_owned(), rule.show(n))));
    // Leaflets are no people.
    cells.push(("leaflets".to_owned(), Shown::Count(counts.get("leaflets"))));
    let list = |part: &str| counts.under(part).map(|(name, n)| (name.to_owned(), n)).collect::<Vec<_>>();
    let parts = [
        ("topic", by(counts, |t| t.topic)),
        ("hour", by(counts, |t| t.hour)),
        ("service", list("service")),
        ("also", list("also")),
    ];
    let mut total = rule.range(rule.show(all));
    for (part, counted) in parts {
        let may_stand = |name: &str| !["topic", "also"].contains(&part) || !sensitive(name);
        let counted = counted.into_iter().map(|(name, n)| {
            let may = may_stand(&name);
            (name, n, may)
        });
        let (alone, rest) = rule.apart(counted);
        if ["topic", "hour"].contains(&part) {
            let only: Vec<Shown> = alone.iter().map(|(_, shown)| *shown).collect();
            let (low, high) = rule.total_of(&only, rest);
            total = (total.0.max(low), total.1.min(high));
        }
        cells.extend(alone.into_iter().map(|(name, shown)| (format!("{part}/{name}"), shown)));
        cells.extend(rest.map(|shown| (format!("rest/{part}"), shown)));
    }
    cells.extend(lists(counts, rule, total));
    cells.sort_by(|a, b| a.0.cmp(&b.0));
    cells
}

/// The lists of who people were: none where there were few conversations at all. None of them either is shown where they would give a small number away to somebody who takes
/// it that everybody was asked: that one is missing beside others would say that it would. `total` is what is known of how
/// many conversations there were.
fn lists(counts: &Counts, rule: Rule, total: Range) -> Vec<(String, Shown)> {
    let list = |list: &str| -> Vec<(String, Shown)> {
        public(counts, list).iter().map(|(name, n)| (format!("{list}/{name}"), rule.show(n))).collect()
    };
    let lists = LISTS.map(list);
    let shown: Vec<Vec<Shown>> = lists.iter().map(|list| list.iter().map(|(_, shown)| *shown).collect()).collect();
    let few = (1..=rule.bound()).contains(&total.1);
    if few || rule.tells(total, &shown) { Vec::new() } else { lists.concat() }
}

/// What is counted under a list, by the names everybody may read. What was typed elsewhere is no name.
fn public(counts: &Counts, list: &str) -> Counts {
    let mut named = Counts::new();
    for (name, n) in counts.under(list) {
        let name = match list {
            "language" => Some(languages::named(name)),
            "age" => Some(name).filter(|name| AGE_BANDS.contains(name)),
            "district" => Some(name).filter(|name| personal::district(name).as_deref() == Some(*name)),
            _ => Some(name),
        };
        name.into_iter().for_each(|name| named.add(name, n));
    }
    named
}

/// Publishes an event's figures with the next plan file: for good, so once everybody has handed over. `None`
/// where there is nothing to publish, or it was published already; then see [`add_late`].
pub fn publish(ledger: &Ledger, event: Id, today: Date) -> Option<Work> {
    if ledger.records().get(figures_id(event)).is_some() {
        return None;
    }
    let figures = Figures::of(ledger, event)?;
    let id = figures_id(event);
    let shown = |shown: Shown| match shown {
        Shown::Count(n) => Value::from(n),
        Shown::Few => FEW.into(),
        Shown::Kept => KEPT.into(),
    };
    let mut edits: Vec<Edit> =
        vec![edit(id, kind::FIGURES, f::EVENT, event.to_string()), edit(id, kind::FIGURES, f::DATE, today.to_string())];
    if let By::Rule(small) = &figures.by {
        edits.push(edit(id, kind::FIGURES, f::RULE, small.to_value()));
        // For versions that know no rule: "fewer than 8" is what they say of a small number then.
        edits.push(edit(id, kind::FIGURES, f::THRESHOLD, small.rule.bound() + 1));
    }
    let cells =
        figures.cells.iter().map(|(name, s)| edit(id, kind::FIGURES, format!("{}/{name}", f::SHOWN), shown(*s)));
    edits.extend(cells);
    Some(Work::typed(edits))
}

/// How many conversations that were handed over since an event's figures were published may be added as late. It is the
/// difference of two rounded numbers, so it tells no small one, and is 0 until it is a step. `None` where it cannot be
/// said, because the number of conversations itself was too small to publish.
pub fn waiting(ledger: &Ledger, event: Id) -> Option<u64> {
    let figures = published(ledger, event)?;
    let Some(Shown::Count(talk)) = figures.get("talk") else { return None };
    let now = handed_over(ledger, event).sum("talk");
    let late = match &figures.by {
        By::Rule(small) => number(small.rule.show(now)).saturating_sub(talk),
        By::Threshold(_) => number(small_numbers(ledger).rule.show(now.saturating_sub(talk))),
    };
    Some(late.saturating_sub(figures.late))
}

fn number(shown: Shown) -> u64 {
    if let Shown::Count(n) = shown { n } else { 0 }
}

/// Counts what was handed over since as late, once it may be. Everything else stays as published.
pub fn add_late(ledger: &Ledger, event: Id) -> Option<Work> {
    let figures = published(ledger, event)?;
    let waiting = waiting(ledger, event).filter(|n| *n > 0)?;
    Some(Work::typed([edit(figures_id(event), kind::FIGURES, f::LATE, figures.late + waiting)]))
}

/// The events whose figures could be published now.
pub fn publishable(ledger: &Ledger) -> Vec<Id> {
    let events = super::events(ledger).into_iter().map(|e| e.id());
    let ready = |id: &Id| ledger.records().get(figures_id(*id)).is_none() && !handed_over(ledger, *id).is_empty();
    events.filter(ready).collect()
}
