//! What people told us, as a paper for the board: what nobody has answered yet, and what became of the rest. Too few
//! people are "fewer than 8" here as everywhere outside the office. What is not answered yet stands in people's own
//! words, which nobody has approved: what looks like personal data is not printed, and the theme stands instead.

use super::section::section;
use super::{Block, Cell, Inline, Paper};
use crate::days::Date;
use crate::events::insights::{AnswerLine, Voice, answers, unanswered};
use crate::events::small::small_numbers;
use crate::ledger::Ledger;
use crate::ledger::risks::risk_title;
use crate::personal;
use crate::record::Id;
use crate::words::{day, say};

/// The paper about what people told us; `prepared` is the day it is made. `None` where nobody told us anything.
pub fn heard(ledger: &Ledger, prepared: Option<Date>) -> Option<Paper> {
    let (open, answered) = (unanswered(ledger), answers(ledger, None));
    if open.is_empty() && answered.is_empty() {
        return None;
    }
    let columns = [(say("heardReport.said"), 50), (say("heardReport.bears"), 50)];
    let rows = open.iter().map(|voice| waiting(ledger, voice)).collect();
    let mut blocks = section("heardReport.waiting", "waiting", &columns, rows);
    if !blocks.is_empty() {
        blocks.insert(1, Block::note(say("heardReport.waitingNote")));
    }
    let columns = [(say("eventReport.said"), 50), (say("eventReport.became"), 50)];
    blocks.extend(section("eventReport.told", "told", &columns, answered.into_iter().map(became).collect()));
    Some(Paper {
        title: say("heardReport.title"),
        subtitle: say("heardReport.kind"),
        meta: prepared.map(|on| (say("eventReport.prepared"), day(on))).into_iter().collect(),
        blocks,
        lang: "en-GB",
    })
}

fn waiting(ledger: &Ledger, voice: &Voice) -> Vec<Cell> {
    let mut printed = voice.clone();
    // Words with somebody's details are left out, not that they were said.
    let mut left_out = false;
    for said in printed.says.iter_mut().filter(|said| !personal::find(&said.words).is_empty()) {
        said.words.clear();
        left_out = true;
    }
    if !personal::find(&printed.theme).is_empty() {
        printed.theme = say("heardReport.noTheme");
    }
    let mut told: Vec<Block> = printed.sentences_hiding(&small_numbers(ledger)).into_iter().map(Block::text).collect();
    if left_out {
        told.push(Block::note(say("heardReport.leftOut")));
    }
    let titled = |id: &Id| {
        let title = ledger.action(*id).map(|a| a.title().to_owned()).or_else(|| risk_title(ledger, *id))?;
        Some(vec![Inline::Text(title)])
    };
    let bears: Vec<_> = voice.bears_on.iter().filter_map(titled).collect();
    vec![told, if bears.is_empty() { Vec::new() } else { vec![Block::List(bears)] }]
}

/// An answer's row: what was told, and what became of it.
pub(super) fn became(answer: AnswerLine) -> Vec<Cell> {
    let because = Some(answer.because.clone()).filter(|b| !b.is_empty()).map(Block::text);
    let mut became = vec![Block::Paragraph(vec![Inline::Strong(answer.state_words())])];
    became.extend(because);
    vec![vec![Block::text(answer.told)], became]
}
