//! Writing a service's entry: what a form types, what is wrong with it, and what changes.

use super::edit;
use crate::days::Date;
use crate::domain::ids::normal_words;
use crate::domain::{Service, fields as f, kind};
use crate::ledger::Ledger;
use crate::ledger::changes::Work;
use crate::record::{Edit, Id, Record};
use crate::words::say;
use serde_json::Value;

/// A service's entry, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServiceWords {
    /// Its name.
    pub name: String,
    /// What it does.
    pub description: String,
    /// How to reach it.
    pub reach: String,
    /// When it is open.
    pub opening: String,
    /// What it costs.
    pub cost: String,
    /// The languages it speaks, with commas between them.
    pub languages: String,
    /// The ids of the topics it helps with.
    pub topics: Vec<String>,
}

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongService {
    /// It has no name.
    NoName,
    /// Another entry has this name.
    SameName,
    /// Nobody would know how to reach it.
    NoReach,
    /// It helps with nothing, so that nobody would find it.
    NoTopic,
}

impl WrongService {
    /// What to do about it, in plain words.
    pub fn words(self) -> String {
        match self {
            WrongService::NoName => say("service.wrong.noName"),
            WrongService::SameName => say("service.wrong.sameName"),
            WrongService::NoReach => say("service.wrong.noReach"),
            WrongService::NoTopic => say("service.wrong.noTopic"),
        }
    }
}

impl ServiceWords {
    /// What an entry says.
    pub fn of(service: Service<'_>) -> ServiceWords {
        ServiceWords {
            name: service.name().to_owned(),
            description: service.description().to_owned(),
            reach: service.reach().to_owned(),
            opening: service.opening().to_owned(),
            cost: service.cost().to_owned(),
            languages: service.languages().collect::<Vec<_>>().join(", "),
            topics: service.topics().map(str::to_owned).collect(),
        }
    }

    /// What is wrong with it; `id` is the entry it changes, where it is no new one.
    pub fn wrong(&self, ledger: &Ledger, id: Option<Id>) -> Vec<WrongService> {
        let name = normal_words(&self.name);
        let mut others = ledger.of_kind(kind::SERVICE).map(Service).filter(|s| Some(s.id()) != id);
        let same = !name.is_empty() && others.any(|s| normal_words(s.name()) == name);
        let wrong = [
            name.is_empty().then_some(WrongService::NoName),
            same.then_some(WrongService::SameName),
            self.reach.trim().is_empty().then_some(WrongService::NoReach),
            self.topics.is_empty().then_some(WrongService::NoTopic),
        ];
        wrong.into_iter().flatten().collect()
    }

    /// The edits that make an entry say this, only what differs from what is `known`; with the day somebody made
    /// sure of all of it, where somebody did.
    pub fn edits(&self, id: Id, known: Option<Service<'_>>, checked: Option<Date>) -> Vec<Edit> {
        let checked = checked.map(|day| day.to_string()).unwrap_or_default();
        let texts = [
            (f::NAME, self.name.trim()),
            (f::DESCRIPTION, self.description.trim()),
            (f::REACH, self.reach.trim()),
            (f::OPENING, self.opening.trim()),
            (f::COST, self.cost.trim()),
            (f::LAST_CHECKED, &checked),
        ];
        let mut edits = Vec::new();
        for (field, text) in texts {
            let now = known.and_then(|k| k.0.text(field)).unwrap_or_default();
            // A day on which somebody made sure stands until somebody does again.
            if now != text && !(field == f::LAST_CHECKED && text.is_empty()) {
                let value = if text.is_empty() { Value::Null } else { text.into() };
                edits.push(edit(id, kind::SERVICE, field, value));
            }
        }
        let languages =
            self.languages.split([',', ';', '\n']).map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "));
        let languages: Vec<String> = languages.map(|l| l.replace('/', " ")).filter(|l| !l.is_empty()).collect();
        let mut members = |list: &str, wanted: &[String]| {
            let now: Vec<&str> = known.into_iter().flat_map(|k| k.0.members(list)).map(|(name, _)| name).collect();
            for name in wanted.iter().filter(|name| !now.contains(&name.as_str())) {
                edits.push(edit(id, kind::SERVICE, format!("{list}/{name}"), true));
            }
            for name in now.into_iter().filter(|name| !wanted.iter().any(|w| w == name)) {
                edits.push(edit(id, kind::SERVICE, format!("{list}/{name}"), Value::Null));
            }
        };
        members(f::FOR, &self.topics);
        members(f::LANGUAGE, &languages);
        edits
    }
}

/// Takes a service that closed out of the list; what stood there stays in the history.
pub fn withdraw(ledger: &Ledger, id: Id, reason: &str) -> Option<Work> {
    let record = ledger.live(id, kind::SERVICE)?;
    Some(Work::typed([edit(id, kind::SERVICE, Record::withdrawn_field(), record.withdrawal(reason.trim()))]))
}
