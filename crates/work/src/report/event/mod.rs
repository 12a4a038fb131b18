//! The report of an event: what was counted, about what and when, and what became of what people told us. Every
//! number in it is one that may be published; see [`crate::events::figures`].

mod before;
mod exact;

pub use exact::event_exact;

use super::heard::became;
use super::section::{section, table};
use super::{Block, Cell, Inline, Paper};
use crate::days::Date;
use crate::days::hours::{Hour, WallTime};
use crate::disclosure::{Rule, Shown};
use crate::domain::languages::OTHER;
use crate::domain::{Event, Service};
use crate::events::figures::{By, Figures, figures};
use crate::events::insights::answers;
use crate::events::{self, topic_word};
use crate::ledger::Ledger;
use crate::record::Id;
use crate::words::{day, fill, say};
use std::fmt::Display;

/// The report of an event; `prepared` is the day it is made. `None` where there is no such event, or nothing of
/// it may be shown yet.
pub fn event(ledger: &Ledger, id: Id, prepared: Option<Date>) -> Option<Paper> {
    let event = events::event(ledger, id)?;
    let figures = figures(ledger, id)?;
    let view = View { ledger, event, figures: &figures };
    let mut blocks: Vec<Block> = Vec::new();
    if figures.published.is_none() {
        blocks.push(Block::Paragraph(vec![Inline::Strong(say("eventReport.draft"))]));
    }
    blocks.extend(view.summary());
    blocks.extend(match figures.by {
        By::Rule(_) => [view.topics(), view.hours(), view.people()].concat(),
        By::Threshold(_) => [view.topics_before(), view.hours_before(), view.people_before()].concat(),
    });
    blocks.extend(view.told());
    Some(Paper {
        title: view.title(),
        subtitle: say("eventReport.kind"),
        meta: view.meta(prepared),
        blocks,
        lang: "en-GB",
    })
}

struct View<'a> {
    ledger: &'a Ledger,
    event: Event<'a>,
    figures: &'a Figures,
}

impl View<'_> {
    fn title(&self) -> String {
        let name = self.event.name().trim();
        if name.is_empty() { say("eventReport.untitled") } else { name.to_owned() }
    }

    fn meta(&self, prepared: Option<Date>) -> Vec<(String, String)> {
        let organisation = |id: Id| self.ledger.organisation_name(id, "");
        let partners = self.event.partners().into_iter().map(organisation).filter(|n| !n.is_empty());
        let facts = [
            ("eventReport.when", when(self.event)),
            ("eventReport.venue", self.event.venue().to_owned()),
            ("eventReport.neighbourhood", self.event.neighbourhood().to_owned()),
            ("eventReport.organiser", self.event.organiser().map(organisation).unwrap_or_default()),
            ("eventReport.partners", partners.collect::<Vec<_>>().join(", ")),
            (
                "eventReport.published",
                self.figures.published.map(day).unwrap_or_else(|| say("eventReport.notPublished")),
            ),
            ("eventReport.prepared", prepared.map(day).unwrap_or_default()),
        ];
        facts.into_iter().filter(|(_, v)| !v.trim().is_empty()).map(|(key, value)| (say(key), value)).collect()
    }

    fn number(&self, cell: &str) -> Cell {
        vec![Block::text(self.figures.words(self.figures.get(cell)))]
    }

    fn summary(&self) -> Vec<Block> {
        let mut rows: Vec<(String, Cell)> = vec![(say("eventReport.conversations"), self.number("talk"))];
        // "2 or 3 people" are two or three.
        if let (Some(Shown::Count(talk)), Some(Shown::Count(groups))) =
            (self.figures.get("talk"), self.figures.get("group"))
        {
            let people = match groups {
                0 => talk.to_string(),
                _ => fill("eventReport.between", &[("low", &(talk + groups)), ("high", &(talk + 2 * groups))]),
            };
            rows.push((say("eventReport.people"), vec![Block::text(people)]));
        }
        for cell in ["reached", "checked", "signposted", "referred", "leaflets"] {
            rows.push((say(&format!("eventReport.{cell}")), self.number(cell)));
        }
        if let Some(ambassadors) = self.event.ambassadors() {
            rows.push((say("eventReport.ambassadors"), vec![Block::text(ambassadors.to_string())]));
        }
        let rows = rows.into_iter().map(|(name, number)| vec![vec![Block::text(name)], number]).collect();
        let columns = [(say("eventReport.what"), 70), (say("eventReport.howMany"), 30)];
        let mut blocks = section("eventReport.figures", "figures", &columns, rows);
        blocks.push(Block::note(say("eventReport.three")));
        if self.figures.late > 0 {
            blocks.push(Block::note(fill("eventReport.late", &[("count", &self.figures.late)])));
        }
        match &self.figures.by {
            By::Rule(small) => blocks.push(Block::note(format!("{} {}", small.words(), small.source_words()))),
            By::Threshold(n) if self.figures.hides() => {
                blocks.push(Block::note(fill("eventReport.hidden", &[("count", n)])));
            }
            By::Threshold(_) => {}
        }
        blocks
    }

    /// What people talked about, each topic with its share; those that do not stand by themselves in one row.
    fn topics(&self) -> Vec<Block> {
        let all = self.figures.get("talk");
        let row = |(name, shown): (String, Shown)| {
            let share =
                all.and_then(|all| Rule::share(shown, all)).map(|n| fill("eventReport.percent", &[("count", &n)]));
            let words = [name, self.figures.words(Some(shown)), share.unwrap_or_default()];
            words.map(|words| vec![Block::text(words)]).to_vec()
        };
        let rest = self.figures.get("rest/topic").map(|shown| (say("eventReport.otherTopics"), shown));
        let topics = self.figures.topics().into_iter().map(|(topic, shown)| (self.topic(topic), shown));
        let key = if rest.is_some() { "eventReport.topicsTogether" } else { "eventReport.topicsLeft" };
        let rows: Vec<Vec<Cell>> = topics.chain(rest).map(row).collect();
        let columns =
            [(say("eventReport.topic"), 50), (say("eventReport.conversations"), 25), (say("eventReport.share"), 25)];
        let sparse = [("count", &self.rule().sparse() as &dyn Display)];
        if rows.is_empty() {
            let some = all.is_some_and(|all| all != Shown::Count(0));
            let words = || Block::text(fill("eventReport.noTopics", &sparse));
            return some
                .then(|| [self.heading("eventReport.topics", "topics"), words()])
                .into_iter()
                .flatten()
                .collect();
        }
        let mut blocks = section("eventReport.topics", "topics", &columns, rows);
        blocks.push(Block::note(fill(key, &sparse)));
        blocks
    }

    /// When people talked, where more than one hour stands by itself.
    fn hours(&self) -> Vec<Block> {
        let hours = self.figures.hours();
        if hours.len() < 2 {
            return Vec::new();
        }
        let row = |name: String, cell: &str| vec![vec![Block::text(name)], self.number(cell)];
        let mut rows: Vec<Vec<Cell>> =
            hours.iter().map(|hour| row(hour_words(hour), &format!("hour/{hour}"))).collect();
        if self.figures.get("rest/hour").is_some() {
            rows.push(row(say("eventReport.otherHours"), "rest/hour"));
        }
        let columns = [(say("eventReport.hour"), 70), (say("eventReport.conversations"), 30)];
        section("eventReport.byHour", "hours", &columns, rows)
    }

    /// Lists: which services, and who was asked.
    fn people(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for list in ["service", "also", "age", "language", "district"] {
            let row = |(name, shown): (String, Shown)| {
                vec![vec![Block::text(name)], vec![Block::text(self.figures.words(Some(shown)))]]
            };
            let named = self.figures.under(list).map(|(name, shown)| (self.named(list, name), shown));
            let (mut small, mut rows): (Vec<_>, Vec<_>) = named.partition(|(_, shown)| *shown == Shown::Few);
            // A table that is mostly small numbers is a sentence.
            let sentence = small.len() > rows.len();
            if !sentence {
                rows = self.figures.under(list).map(|(name, shown)| (self.named(list, name), shown)).collect();
                small.clear();
            }
            let rest = self.figures.get(&format!("rest/{list}"));
            rows.extend(rest.map(|shown| (say(&format!("eventReport.other.{list}")), shown)));
            let columns = [(say(&format!("eventReport.list.{list}")), 70), (say("eventReport.howMany"), 30)];
            blocks.extend(table(&format!("eventReport.caption.{list}"), &columns, rows.into_iter().map(row).collect()));
            if sentence {
                let names = small.into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(", ");
                let gaps: [(&str, &dyn Display); 3] = [
                    ("what", &say(&format!("eventReport.list.{list}"))),
                    ("count", &self.rule().bound()),
                    ("names", &names),
                ];
                blocks.push(Block::text(fill("eventReport.allSmall", &gaps)));
            }
        }
        self.lists(blocks)
    }

    /// The lists under their heading.
    fn lists(&self, mut blocks: Vec<Block>) -> Vec<Block> {
        if !blocks.is_empty() {
            blocks.insert(0, self.heading("eventReport.lists", "lists"));
            blocks.insert(1, Block::note(say("eventReport.alone")));
        }
        blocks
    }

    fn heading(&self, key: &str, id: &str) -> Block {
        Block::heading(1, say(key), format!("paper-{id}"))
    }

    fn topic(&self, id: &str) -> String {
        topic_word(self.ledger, id)
    }

    /// The word for a part of a list.
    fn named(&self, list: &str, name: &str) -> String {
        match list {
            "service" => {
                let service = name.parse().ok().and_then(|id| self.ledger.records().get(id)).map(|r| Service(r).name());
                service.unwrap_or(name).to_owned()
            }
            "also" => self.topic(name),
            "age" => say(&format!("event.age.{name}")),
            "language" if name == OTHER => say("eventReport.otherLanguages"),
            _ => name.to_owned(),
        }
    }

    fn rule(&self) -> Rule {
        match &self.figures.by {
            By::Rule(small) => small.rule,
            By::Threshold(_) => Rule::PUBLISHED,
        }
    }

    fn told(&self) -> Vec<Block> {
        let near = answers(self.ledger, Some(self.event.id())).into_iter().filter(|a| a.near);
        let columns = [(say("eventReport.said"), 50), (say("eventReport.became"), 50)];
        section("eventReport.told", "told", &columns, near.map(became).collect())
    }
}

/// The day and the times of an event.
pub(super) fn when(event: Event<'_>) -> String {
    let time = |at: WallTime| format!("{:02}:{:02}", at.minute / 60, at.minute % 60);
    match (event.starts(), event.ends()) {
        (Some(from), Some(to)) if from.date == to.date => {
            fill("eventReport.sameDay", &[("day", &day(from.date)), ("from", &time(from)), ("to", &time(to))])
        }
        (Some(from), Some(to)) => {
            let gaps: [(&str, &dyn std::fmt::Display); 4] =
                [("day", &day(from.date)), ("from", &time(from)), ("next", &day(to.date)), ("to", &time(to))];
            fill("eventReport.nextDay", &gaps)
        }
        (Some(from), None) => day(from.date),
        (None, _) => String::new(),
    }
}

/// An hour as a column's heading, by London's clocks.
fn hour_words(hour: &str) -> String {
    match hour.parse::<Hour>() {
        Ok(hour) if hour.is_again() => fill("eventReport.hourAgain", &[("hour", &clock(hour))]),
        Ok(hour) => clock(hour),
        Err(_) => say("eventReport.noHour"),
    }
}

fn clock(hour: Hour) -> String {
    format!("{:02}:00", hour.in_london().minute / 60)
}
