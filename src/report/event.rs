//! The report of an event: what was counted, about what and when, and what became of what people told us. Every
//! number in it is one that may be published; see [`crate::events::figures`].

use super::heard::became;
use super::{Block, Cell, Column, Grid, Inline, Paper, Row, Table};
use crate::days::Date;
use crate::days::hours::{Hour, WallTime};
use crate::disclosure::Shown;
use crate::domain::languages::OTHER;
use crate::domain::{Event, Service};
use crate::events::figures::{Figures, figures};
use crate::events::insights::answers;
use crate::events::{self, topic_word};
use crate::ledger::Ledger;
use crate::record::Id;
use crate::words::{day, fill, say};

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
    blocks.extend(view.topics());
    blocks.extend(view.hours());
    blocks.extend(view.people());
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
        if self.figures.hides() {
            blocks.push(Block::note(fill("eventReport.hidden", &[("count", &self.figures.threshold)])));
        }
        blocks
    }

    fn topics(&self) -> Vec<Block> {
        let row = |(topic, shown): (&str, Shown)| {
            let mut row = vec![
                vec![Block::text(topic_word(self.ledger, topic))],
                vec![Block::text(self.figures.words(Some(shown)))],
            ];
            row.extend(["checked", "signposted", "referred"].map(|did| self.number(&format!("{did}/{topic}"))));
            row
        };
        let columns = [
            (say("eventReport.topic"), 32),
            (say("eventReport.conversations"), 17),
            (say("event.did.checked"), 17),
            (say("event.did.signposted"), 17),
            (say("event.did.referred"), 17),
        ];
        section("eventReport.topics", "topics", &columns, self.figures.topics().into_iter().map(row).collect())
    }

    /// Topics by hour: a picture, and its table.
    fn hours(&self) -> Vec<Block> {
        let hours = self.figures.hours();
        let topics: Vec<&str> = self.figures.topics().into_iter().map(|(topic, _)| topic).collect();
        if hours.len() < 2 || topics.is_empty() {
            return Vec::new();
        }
        let shown = |topic: &str, hour: &str| self.figures.get(&format!("cell/{topic}/{hour}"));
        let drawn = |topic: &&str| {
            let one = |hour: &&str| match shown(topic, hour) {
                Some(Shown::Count(n)) => Some(n),
                None => Some(0),
                Some(Shown::Few | Shown::Kept) => None,
            };
            hours.iter().map(one).collect()
        };
        let grid = Grid {
            caption: say("eventReport.grid"),
            rows: topics.iter().map(|topic| topic_word(self.ledger, topic)).collect(),
            columns: hours.iter().map(|hour| hour_words(hour)).collect(),
            cells: topics.iter().map(drawn).collect(),
        };
        let share = 68 / u32::try_from(hours.len()).unwrap_or(1).max(1);
        let mut columns = vec![(say("eventReport.topic"), 32)];
        columns.extend(hours.iter().map(|hour| (hour_words(hour), share.max(1))));
        let row = |topic: &str| {
            let mut row = vec![vec![Block::text(topic_word(self.ledger, topic))]];
            row.extend(hours.iter().map(|hour| self.number(&format!("cell/{topic}/{hour}"))));
            row
        };
        let mut rows: Vec<Vec<Cell>> = topics.iter().map(|topic| row(topic)).collect();
        let mut all = vec![vec![Block::Paragraph(vec![Inline::Strong(say("eventReport.all"))])]];
        all.extend(hours.iter().map(|hour| self.number(&format!("hour/{hour}"))));
        rows.push(all);
        let mut blocks = section("eventReport.hours", "hours", &columns, rows);
        blocks.insert(1, Block::Grid(grid));
        blocks
    }

    /// Lists that stand by themselves: who was asked, which services.
    fn people(&self) -> Vec<Block> {
        let service = |id: &str| {
            let service = id.parse().ok().and_then(|id| self.ledger.records().get(id)).map(|r| Service(r).name());
            service.unwrap_or(id).to_owned()
        };
        let mut blocks = Vec::new();
        for list in ["service", "also", "age", "language", "district"] {
            let word = |name: &str| match list {
                "service" => service(name),
                "also" => topic_word(self.ledger, name),
                "age" => say(&format!("event.age.{name}")),
                "language" if name == OTHER => say("eventReport.otherLanguages"),
                _ => name.to_owned(),
            };
            let row =
                |(name, shown)| vec![vec![Block::text(word(name))], vec![Block::text(self.figures.words(Some(shown)))]];
            let rows: Vec<Vec<Cell>> = self.figures.under(list).map(row).collect();
            let columns = [(say(&format!("eventReport.list.{list}")), 70), (say("eventReport.howMany"), 30)];
            blocks.extend(table(&format!("eventReport.caption.{list}"), &columns, rows));
        }
        if !blocks.is_empty() {
            blocks.insert(0, Block::heading(1, say("eventReport.lists"), "paper-lists"));
            blocks.insert(1, Block::note(say("eventReport.alone")));
        }
        blocks
    }

    fn told(&self) -> Vec<Block> {
        let near = answers(self.ledger, Some(self.event.id())).into_iter().filter(|a| a.near);
        let columns = [(say("eventReport.said"), 50), (say("eventReport.became"), 50)];
        section("eventReport.told", "told", &columns, near.map(became).collect())
    }
}

/// A heading and a table; nothing where there are no rows.
pub(super) fn section(key: &str, id: &str, columns: &[(String, u32)], rows: Vec<Vec<Cell>>) -> Vec<Block> {
    let table = table(key, columns, rows);
    table.into_iter().flat_map(|table| [Block::heading(1, say(key), format!("paper-{id}")), table]).collect()
}

fn table(caption: &str, columns: &[(String, u32)], rows: Vec<Vec<Cell>>) -> Option<Block> {
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            caption: say(caption),
            caption_shown: false,
            kept_whole: rows.len() <= 12,
            columns: columns
                .iter()
                .map(|(heading, share)| Column { heading: heading.clone(), share: *share })
                .collect(),
            rows: rows.into_iter().map(|cells| Row { cells }).collect(),
        })
    })
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
