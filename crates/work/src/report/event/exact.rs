//! What was handed over of an event, exactly: for the partnership office, and marked so at its head and its foot. No
//! plan file holds these counts, and whoever has no more than a plan file has none to make this of.

use super::{hour_words, when};
use crate::domain::Did;
use crate::events::totals::{Totals, handed_over};
use crate::events::{self, topic_word};
use crate::ledger::Ledger;
use crate::record::Id;
use crate::report::{Block, Cell, Inline, Paper};
use crate::words::{day, say};

/// The exact counts of an event for the office; `prepared` is the day they are written down. `None` where there is no
/// such event, or nothing was handed over.
pub fn event_exact(ledger: &Ledger, id: Id, prepared: Option<crate::days::Date>) -> Option<Paper> {
    let event = events::event(ledger, id)?;
    let counts = handed_over(ledger, id);
    if counts.is_empty() {
        return None;
    }
    let marked = || Block::Paragraph(vec![Inline::Strong(say("exactReport.mark"))]);
    let totals = Totals::of(&counts);
    let rows = [
        ("eventReport.conversations", totals.conversations),
        ("exactReport.groups", totals.groups),
        ("eventReport.reached", totals.reached),
        ("eventReport.checked", totals.checked),
        ("eventReport.signposted", totals.signposted),
        ("eventReport.referred", totals.referred),
        ("eventReport.leaflets", totals.leaflets),
    ];
    let rows = rows.into_iter().map(|(key, n)| (say(key), n)).collect();
    let mut blocks = vec![marked()];
    blocks.extend(exact("eventReport.figures", "figures", "eventReport.what", rows));
    let topic = |id: &str| topic_word(ledger, id);
    let kinds = events::totals::talks(&counts).map(|(talk, n)| {
        let did = crate::domain::Happened::read(talk.happened);
        let did: Vec<String> = Did::ALL
            .into_iter()
            .filter(|one| did.has(*one))
            .map(|one| say(&format!("event.did.{}", one.name())))
            .collect();
        let did = if did.is_empty() { say("event.did.talked") } else { did.join(", ") };
        (format!("{}, {}: {did}", topic(talk.topic), hour_words(talk.hour)), n)
    });
    blocks.extend(exact("exactReport.kinds", "kinds", "exactReport.kind", kinds.collect()));
    let view = super::View { ledger, event, figures: &events::figures::figures(ledger, id)? };
    for list in ["service", "also", "age", "language", "district"] {
        let rows = counts.under(list).map(|(name, n)| (view.named(list, name), n)).collect();
        blocks.extend(exact(&format!("eventReport.caption.{list}"), list, &format!("eventReport.list.{list}"), rows));
    }
    blocks.push(marked());
    Some(Paper {
        title: view.title(),
        subtitle: say("exactReport.title"),
        meta: [("eventReport.when", when(event)), ("eventReport.prepared", prepared.map(day).unwrap_or_default())]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| (say(key), value))
            .collect(),
        blocks,
        lang: "en-GB",
    })
}

fn exact(key: &str, id: &str, what: &str, rows: Vec<(String, u64)>) -> Vec<Block> {
    let row =
        |(name, n): (String, u64)| -> Vec<Cell> { vec![vec![Block::text(name)], vec![Block::text(n.to_string())]] };
    let columns = [(say(what), 70), (say("eventReport.howMany"), 30)];
    super::section(key, id, &columns, rows.into_iter().map(row).collect())
}
