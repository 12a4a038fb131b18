//! The tables of figures that were published before there was the rule for small numbers: topics by what happened and by
//! hour, and lists as they were. What was published stays as it was.

use super::{View, hour_words, section, table};
use crate::disclosure::Shown;
use crate::report::{Block, Cell, Grid, Inline};
use crate::words::say;

impl View<'_> {
    pub(super) fn topics_before(&self) -> Vec<Block> {
        let row = |(topic, shown): (&str, Shown)| {
            let mut row =
                vec![vec![Block::text(self.topic(topic))], vec![Block::text(self.figures.words(Some(shown)))]];
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
    pub(super) fn hours_before(&self) -> Vec<Block> {
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
            rows: topics.iter().map(|topic| self.topic(topic)).collect(),
            columns: hours.iter().map(|hour| hour_words(hour)).collect(),
            cells: topics.iter().map(drawn).collect(),
        };
        let share = 68 / u32::try_from(hours.len()).unwrap_or(1).max(1);
        let mut columns = vec![(say("eventReport.topic"), 32)];
        columns.extend(hours.iter().map(|hour| (hour_words(hour), share.max(1))));
        let row = |topic: &str| {
            let mut row = vec![vec![Block::text(self.topic(topic))]];
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
    pub(super) fn people_before(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for list in ["service", "also", "age", "language", "district"] {
            let row = |(name, shown)| {
                vec![vec![Block::text(self.named(list, name))], vec![Block::text(self.figures.words(Some(shown)))]]
            };
            let rows: Vec<Vec<Cell>> = self.figures.under(list).map(row).collect();
            let columns = [(say(&format!("eventReport.list.{list}")), 70), (say("eventReport.howMany"), 30)];
            blocks.extend(table(&format!("eventReport.caption.{list}"), &columns, rows));
        }
        self.lists(blocks)
    }
}
