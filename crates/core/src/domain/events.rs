//! Typed views over what belongs to events: the event, what is counted and heard there, services to signpost to.

use super::{Answer, Counts, Encounter, Event, Happened, Insight, Service, Talk, Tally, fields as f};
use crate::days::Date;
use crate::days::hours::{Hour, WallTime};
use crate::record::{Id, Record, Stamp};
use serde_json::Value;

fn id(record: &Record, field: &str) -> Option<Id> {
    record.text(field)?.parse().ok()
}

fn number(record: &Record, field: &str) -> Option<u64> {
    record.value(field)?.as_u64()
}

fn ids(record: &Record, list: &str) -> Vec<Id> {
    record.members(list).filter_map(|(member, _)| member.parse().ok()).collect()
}

impl<'a> Event<'a> {
    /// When it begins.
    pub fn starts(self) -> Option<WallTime> {
        self.0.text(f::STARTS)?.parse().ok()
    }

    /// When it ends.
    pub fn ends(self) -> Option<WallTime> {
        self.0.text(f::ENDS)?.parse().ok()
    }

    /// The organisation that holds it.
    pub fn organiser(self) -> Option<Id> {
        id(self.0, f::ORGANISATION)
    }

    /// The organisations that hold it too.
    pub fn partners(self) -> Vec<Id> {
        ids(self.0, f::PARTNER)
    }

    /// How many ambassadors are expected, or were there.
    pub fn ambassadors(self) -> Option<u64> {
        number(self.0, f::AMBASSADORS)
    }

    /// The ids of its own choice of topics, in order; none where it has the partnership's.
    pub fn topics(self) -> Vec<&'a str> {
        let place = |v: &Value| v.as_f64().unwrap_or(f64::MAX);
        let mut topics: Vec<(&str, f64)> = self.0.members(f::TOPIC).map(|(id, v)| (id, place(v))).collect();
        topics.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        topics.into_iter().map(|(id, _)| id).collect()
    }
}

impl Encounter<'_> {
    /// The event.
    pub fn event(self) -> Option<Id> {
        id(self.0, f::EVENT)
    }

    /// The hour in which it was.
    pub fn hour(self) -> Option<Hour> {
        self.hour_text().parse().ok()
    }

    /// What happened.
    pub fn happened(self) -> Happened {
        self.0.value(f::DID).map(Happened::from_value).unwrap_or_default()
    }

    /// The service signposted to.
    pub fn service(self) -> Option<Id> {
        id(self.0, f::SERVICE)
    }

    /// Whether it was with two or three people.
    pub fn is_group(self) -> bool {
        self.0.value(f::GROUP).and_then(Value::as_bool).unwrap_or(false)
    }

    /// The stamp under which it was counted: that of saying which event it was at. Later edits do not change it.
    pub fn counted_at(self) -> Option<Stamp> {
        self.0.field(f::EVENT)?.writes().first().map(|w| w.at)
    }

    /// The writer who counted it.
    pub fn counted_by(self) -> Option<Id> {
        self.counted_at().map(Stamp::writer)
    }

    /// Its place in the counts.
    pub fn counts(self) -> Counts {
        let mut counts = Counts::new();
        let happened = self.happened().name();
        counts.add(&Talk { hour: self.hour_text(), topic: self.topic(), happened: &happened }.name(), 1);
        if self.is_group() {
            counts.add(&format!("group/{happened}"), 1);
        }
        if let Some(service) = self.service().filter(|_| self.happened().has_service()) {
            counts.add(&format!("service/{service}"), 1);
        }
        counts
    }
}

impl Tally<'_> {
    /// The event.
    pub fn event(self) -> Option<Id> {
        id(self.0, f::EVENT)
    }

    /// What one member counted. Where two versions of it stand side by side, the greater of each count: both
    /// are counts of the same things, and neither is to be lost or counted twice.
    pub fn of(self, member: &str) -> Counts {
        let mut counts = Counts::new();
        let field = self.0.field(&format!("{}/{member}", f::COUNT));
        for value in field.into_iter().flat_map(|f| f.writes()).filter_map(|w| w.value.as_ref()) {
            counts.raise(&Counts::from_value(value));
        }
        counts
    }

    /// The members that count: writers, or `sheet`.
    pub fn members(self) -> Vec<String> {
        self.0.members(f::COUNT).map(|(member, _)| member.to_owned()).collect()
    }

    /// All members' counts together.
    pub fn counts(self) -> Counts {
        let mut counts = Counts::new();
        self.members().iter().for_each(|member| counts.join(&self.of(member)));
        counts
    }

    /// The stamp up to which a writer's conversations are among these counts already.
    pub fn settled(self, writer: Id) -> Option<Stamp> {
        self.0.text(&format!("{}/{writer}", f::SETTLED))?.parse().ok()
    }

    /// How many notes stayed on the device that handed these counts over.
    pub fn stayed(self) -> u64 {
        number(self.0, f::STAYED).unwrap_or(0)
    }

    /// How often the device was handed to somebody else.
    pub fn turn(self) -> u64 {
        self.0.members(f::HANDED).count() as u64
    }
}

impl Insight<'_> {
    /// The event.
    pub fn event(self) -> Option<Id> {
        id(self.0, f::EVENT)
    }

    /// How many people said it; one where nobody noted more.
    pub fn said(self) -> u64 {
        number(self.0, f::SAID).unwrap_or(1).max(1)
    }

    /// The actions and risks it bears on.
    pub fn bears_on(self) -> Vec<Id> {
        ids(self.0, f::BEARS)
    }

    /// Whether its writer chose to hand it over.
    pub fn is_chosen(self) -> bool {
        self.0.value(f::CHOSEN).and_then(Value::as_bool).unwrap_or(false)
    }

    /// How often the device had been handed on before it was noted.
    pub fn turn(self) -> u64 {
        number(self.0, f::TURN).unwrap_or(0)
    }

    /// The answer to it.
    pub fn answer(self) -> Option<Id> {
        id(self.0, f::ANSWER)
    }
}

/// How far what people told us has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnswerState {
    /// It was heard.
    Heard,
    /// It is being looked at.
    LookedAt,
    /// It is done.
    Done,
    /// It cannot be done, because.
    Cannot,
}

impl AnswerState {
    /// All states, in order.
    pub const ALL: [AnswerState; 4] =
        [AnswerState::Heard, AnswerState::LookedAt, AnswerState::Done, AnswerState::Cannot];

    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            AnswerState::Heard => "heard",
            AnswerState::LookedAt => "lookedAt",
            AnswerState::Done => "done",
            AnswerState::Cannot => "cannot",
        }
    }

    /// The state with this name in data.
    pub fn read(name: &str) -> Option<AnswerState> {
        AnswerState::ALL.into_iter().find(|state| state.name() == name)
    }
}

impl<'a> Answer<'a> {
    /// How far it has come.
    pub fn state(self) -> AnswerState {
        self.0.text(f::STATE).and_then(AnswerState::read).unwrap_or(AnswerState::Heard)
    }

    /// How many people said it; none where they are too few to say.
    pub fn said(self) -> Option<u64> {
        number(self.0, f::SAID)
    }

    /// At how many events it was said.
    pub fn events(self) -> u64 {
        number(self.0, f::EVENTS).unwrap_or(0)
    }

    /// The neighbourhoods in which it was said.
    pub fn neighbourhoods(self) -> impl Iterator<Item = &'a str> {
        self.0.members(f::NEIGHBOURHOOD).map(|(name, _)| name)
    }

    /// The actions and risks it bears on.
    pub fn bears_on(self) -> Vec<Id> {
        ids(self.0, f::BEARS)
    }
}

impl<'a> Service<'a> {
    /// The ids of the topics it helps with.
    pub fn topics(self) -> impl Iterator<Item = &'a str> {
        self.0.members(f::FOR).map(|(topic, _)| topic)
    }

    /// The languages it speaks.
    pub fn languages(self) -> impl Iterator<Item = &'a str> {
        self.0.members(f::LANGUAGE).map(|(language, _)| language)
    }

    /// The day somebody last made sure that the entry is right.
    pub fn last_checked(self) -> Option<Date> {
        self.0.text(f::LAST_CHECKED)?.parse().ok()
    }
}
