//! A plan's rating scale as it is changed: kept while it is typed as one text, what is wrong with it, and which of its
//! ratings cannot go.

use crate::domain::ids::normal_words;
use crate::domain::{Rating, Scale, Update, fields as f, kind};
use crate::ledger::Ledger;
use crate::record::Id;
use crate::words::{count, fill, say};
use serde_json::Value;
use std::collections::BTreeMap;

/// The fewest ratings that tell anything apart.
pub const FEWEST: usize = 2;

/// The most that anybody keeps apart; partnerships have three to seven.
pub const MOST: usize = 9;

/// What is wrong with a scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WrongScale {
    /// Too few ratings, too many, or what was kept is no scale.
    Count,
    /// The rating in this place has no name.
    NoName(usize),
    /// Two have this name.
    SameName(String),
    /// These two look the same.
    SameLook(String, String),
    /// More than one says that nothing is left to do.
    TwoComplete,
    /// So many updates have the rating of this name, which is not in it any more.
    InUse(String, usize),
}

impl WrongScale {
    /// What to do about it, in plain words.
    pub fn words(&self) -> String {
        match self {
            WrongScale::Count => fill("scale.wrong.count", &[("fewest", &FEWEST), ("most", &MOST)]),
            WrongScale::NoName(at) => fill("scale.wrong.noName", &[("number", at)]),
            WrongScale::SameName(name) => fill("scale.wrong.sameName", &[("name", name)]),
            WrongScale::SameLook(one, other) => fill("scale.wrong.sameLook", &[("one", one), ("other", other)]),
            WrongScale::TwoComplete => say("scale.wrong.twoComplete"),
            WrongScale::InUse(name, updates) => {
                fill("scale.wrong.inUse", &[("name", name), ("updates", &count("scale.updates", *updates))])
            }
        }
    }
}

/// A scale as the one text under which it is kept while it is changed.
pub fn typed(scale: &Scale) -> String {
    scale.to_value().to_string()
}

/// The scale that such a text is, with whatever is wrong with it; nothing is in it where the text is none.
///
/// ```
/// use golden_thread_work::domain::Scale;
/// use golden_thread_work::pencil::scale;
///
/// assert_eq!(scale::draft(&scale::typed(&Scale::usual())), Scale::usual());
/// assert_eq!(scale::draft("red, amber, green").0.len(), 0);
/// ```
pub fn draft(typed: &str) -> Scale {
    let raw: Value = serde_json::from_str(typed).unwrap_or_default();
    let mut scale = Scale::from_value(&raw);
    // A name that was emptied is empty while it is typed anew.
    let text = |v: &Value, part: &str| v.get(part).and_then(Value::as_str).unwrap_or_default().to_owned();
    for rating in &mut scale.0 {
        let raw = raw.as_array().into_iter().flatten().find(|v| text(v, "key") == rating.key);
        rating.name = raw.map(|v| text(v, "name")).unwrap_or_default();
    }
    scale
}

/// The scale that was typed.
///
/// # Errors
/// It has too few or too many ratings, or its ratings cannot be told apart.
pub fn read(typed: &str) -> Result<Scale, WrongScale> {
    let mut scale = draft(typed);
    for rating in &mut scale.0 {
        rating.name = rating.name.trim().to_owned();
        rating.meaning = rating.meaning.trim().to_owned();
    }
    wrong(&scale).map_or(Ok(scale), Err)
}

fn wrong(scale: &Scale) -> Option<WrongScale> {
    let all = &scale.0;
    if !(FEWEST..=MOST).contains(&all.len()) {
        return Some(WrongScale::Count);
    }
    if let Some(at) = all.iter().position(|r| r.name.is_empty()) {
        return Some(WrongScale::NoName(at + 1));
    }
    let twin = |is_twin: &dyn Fn(&Rating, &Rating) -> bool| {
        let before = |at: usize, one: &Rating| all.iter().take(at).find(|other| is_twin(one, other)).cloned();
        all.iter().enumerate().find_map(|(at, one)| Some((before(at, one)?, one.clone())))
    };
    let name = twin(&|a, b| normal_words(&a.name) == normal_words(&b.name));
    let look = || twin(&|a, b| a.shape == b.shape && a.colour == b.colour);
    let complete = || (all.iter().filter(|r| r.is_complete).count() > 1).then_some(WrongScale::TwoComplete);
    name.map(|(one, _)| WrongScale::SameName(one.name))
        .or_else(|| look().map(|(one, other)| WrongScale::SameLook(one.name, other.name)))
        .or_else(complete)
}

/// How many updates of a plan have each rating.
pub fn in_use(ledger: &Ledger, plan: Id) -> BTreeMap<String, usize> {
    let mut used = BTreeMap::new();
    let of_plan = |update: &Update<'_>| {
        let actions = update.covers().into_iter().filter_map(|(action, _)| ledger.action(action)?.plan());
        update.0.text(f::PLAN) == Some(&plan.to_string()) || actions.into_iter().any(|of| of == plan)
    };
    for update in ledger.of_kind(kind::UPDATE).map(Update).filter(of_plan) {
        for (_, rating) in update.covers() {
            *used.entry(rating.unwrap_or_default().to_owned()).or_insert(0) += 1;
        }
    }
    used.remove("");
    used
}

/// The first rating of a plan that updates have and that a new scale has not.
pub fn missed(ledger: &Ledger, plan: Id, scale: &Scale) -> Option<WrongScale> {
    let before = ledger.plans().find(|p| p.id() == plan)?.scale();
    let used = in_use(ledger, plan);
    let gone = before.0.into_iter().find(|r| used.contains_key(&r.key) && scale.get(&r.key).is_none())?;
    let updates = used.get(&gone.key).copied().unwrap_or_default();
    Some(WrongScale::InUse(gone.name, updates))
}
