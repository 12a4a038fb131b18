//! Small numbers: the rule by which a partnership shows counts of people, and who decided on it.

use super::{counting_record, edit};
use crate::days::Date;
use crate::disclosure::{Rule, Shown};
use crate::domain::{fields as f, kind};
use crate::ledger::Ledger;
use crate::ledger::changes::Work;
use crate::record::Record;
use crate::words::{day, fill, say};
use serde_json::{Value, json};

/// The members of a rule as it is kept.
const BOUND: &str = "bound";
const BASE: &str = "base";
const DECIDED_BY: &str = "decidedBy";
const DATE: &str = "date";

/// The rule for small numbers, and where it is from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SmallNumbers {
    /// The rule.
    pub rule: Rule,
    /// Where it is from.
    pub source: Source,
}

/// Where a rule is from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Source {
    /// It is NHS Digital's, as published.
    #[default]
    Published,
    /// The partnership decided on it: who, and on which day.
    Decided(String, Option<Date>),
    /// It was set with an earlier version, which did not keep who decided.
    Earlier,
}

/// Why a rule is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongRule {
    /// It is no rule: see [`Rule::new`].
    Bound,
    /// Nobody decided on it.
    Nobody,
}

/// The partnership's rule for small numbers.
pub fn small_numbers(ledger: &Ledger) -> SmallNumbers {
    let counting = counting_record(ledger);
    counting.and_then(|r| SmallNumbers::read(r.value(f::RULE)?)).unwrap_or_else(|| before(counting))
}

/// The rule where only the earlier setting is there: what was hidden then is hidden now.
fn before(counting: Option<&Record>) -> SmallNumbers {
    let greatest = threshold(counting).saturating_sub(1).min(Rule::GREATEST_BOUND);
    let own = Some(greatest).filter(|bound| *bound > Rule::PUBLISHED.bound());
    match own.and_then(|bound| Rule::new(bound, Rule::PUBLISHED.base())) {
        Some(rule) => SmallNumbers { rule, source: Source::Earlier },
        None => SmallNumbers::default(),
    }
}

/// The number below which counts were hidden before there was the rule; for what was published then.
pub(super) fn threshold(record: Option<&Record>) -> u64 {
    record.and_then(|r| r.value(f::THRESHOLD)).and_then(Value::as_u64).unwrap_or(5)
}

/// Decides on another rule for small numbers. What was published stays as it is.
///
/// # Errors
/// Why it is not kept.
pub fn decide(bound: Option<u64>, base: u64, by: &str, today: Date) -> Result<Work, WrongRule> {
    let rule = bound.and_then(|bound| Rule::new(bound, base)).ok_or(WrongRule::Bound)?;
    let by = by.trim();
    if by.is_empty() {
        return Err(WrongRule::Nobody);
    }
    Ok(keep(&SmallNumbers { rule, source: Source::Decided(by.to_owned(), Some(today)) }))
}

/// Goes back to the rule as it is published.
pub fn as_published() -> Work {
    keep(&SmallNumbers::default())
}

fn keep(small: &SmallNumbers) -> Work {
    Work::typed([edit(super::counting_id(), kind::COUNTING, f::RULE, small.to_value())])
}

impl SmallNumbers {
    /// As it is kept: on the partnership's own record, and with whatever is published by it.
    pub fn to_value(&self) -> Value {
        let mut value = json!({ BOUND: self.rule.bound(), BASE: self.rule.base() });
        if let (Some(value), Source::Decided(by, on)) = (value.as_object_mut(), &self.source) {
            value.insert(DECIDED_BY.to_owned(), by.as_str().into());
            on.iter().for_each(|on| drop(value.insert(DATE.to_owned(), on.to_string().into())));
        }
        value
    }

    /// As it was kept. `None` where it is no rule.
    pub fn read(value: &Value) -> Option<SmallNumbers> {
        let number = |name: &str| value.get(name).and_then(Value::as_u64);
        let rule = Rule::new(number(BOUND)?, number(BASE)?)?;
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::trim).filter(|t| !t.is_empty());
        let source = match text(DECIDED_BY) {
            Some(by) => Source::Decided(by.to_owned(), text(DATE).and_then(|on| on.parse().ok())),
            None if rule == Rule::PUBLISHED => Source::Published,
            None => Source::Earlier,
        };
        Some(SmallNumbers { rule, source })
    }

    /// "1 to 7 is shown as *; everything else is rounded to the nearest 5."
    pub fn words(&self) -> String {
        fill("smallNumbers.rule", &[("bound", &self.rule.bound()), ("base", &self.rule.base())])
    }

    /// Where it is from: the publication, or who decided and when.
    pub fn source_words(&self) -> String {
        match &self.source {
            Source::Published => say("smallNumbers.published"),
            Source::Decided(by, Some(on)) => fill("smallNumbers.decided", &[("name", by), ("day", &day(*on))]),
            Source::Decided(by, None) => fill("smallNumbers.decidedBy", &[("name", by)]),
            Source::Earlier => say("smallNumbers.earlier"),
        }
    }

    /// How many people said something: "About 10 people", "Fewer than 8 people".
    pub fn people(&self, people: u64) -> String {
        people_words(self.rule.show(people), self.rule)
    }
}

/// How many people, as shown by a rule.
pub fn people_words(shown: Shown, rule: Rule) -> String {
    match shown {
        Shown::Count(n) => fill("event.told.about", &[("count", &n)]),
        Shown::Few | Shown::Kept => fill("event.told.few", &[("count", &(rule.bound() + 1))]),
    }
}
