//! The end of the report: where there is no update, where help is needed, what is overdue, and what the
//! ratings mean.

use super::view::{View, label, owners};
use crate::ledger::risks::RiskLine;
use crate::ledger::{ActionNode, UpdateNode};
use crate::report::{Block, Cell, Column, Inline, Row, Table, prose};
use crate::words::{day, fill, say};

/// Actions that nobody has written about.
pub(super) fn no_update(view: &View<'_>) -> Vec<Block> {
    let without = view.actions.iter().filter(|a| !a.has_update()).map(|a| a.first);
    // Not whose: who did not answer is the office's to know.
    let items: Vec<_> = without.map(|action| vec![Inline::Text(label(action))]).collect();
    if items.is_empty() {
        return Vec::new();
    }
    vec![Block::heading(1, say("report.noUpdate.title"), "paper-no-update"), Block::List(items)]
}

/// What owners ask for; an update that covers several actions asks once.
pub(super) fn help_needed(view: &View<'_>) -> Vec<Block> {
    let mut asked: Vec<(&UpdateNode, Vec<&ActionNode>)> = Vec::new();
    for action in &view.actions {
        for update in action.printed().into_iter().filter(|u| !u.help_needed.trim().is_empty()) {
            // Who owns one of its actions and answers may not own the other.
            let is_it = |of: &UpdateNode| of.id == update.id && of.help_answered_by == update.help_answered_by;
            match asked.iter_mut().find(|(of, _)| is_it(of)) {
                Some((_, actions)) => actions.push(action.first),
                None => asked.push((update, vec![action.first])),
            }
        }
    }
    let rows = asked.into_iter().map(|(update, actions)| {
        let mut owning: Vec<String> = actions.iter().map(|a| owners(a)).filter(|o| !o.is_empty()).collect();
        owning.dedup();
        let titles: Cell = actions.into_iter().map(|a| Block::text(label(a))).collect();
        vec![titles, owning.into_iter().map(Block::text).collect(), help(update)]
    });
    let columns = [("report.table.action", 36), ("report.table.owner", 20), ("report.table.help", 44)];
    section("report.help.title", "paper-help", "report.help.caption", &columns, rows.collect(), view.owned)
}

/// What is asked for, who asks, and what is answered, by the owner or by whom it says.
fn help(update: &UpdateNode) -> Cell {
    let mut cell = prose(&update.help_needed);
    let who = update.organisation.as_ref().map_or(update.author.as_str(), |(_, name)| name.as_str());
    if !who.is_empty() {
        cell.push(Block::note(fill("report.help.asked", &[("who", &who)])));
    }
    if !update.help_answer.trim().is_empty() {
        cell.push(Block::Paragraph(vec![Inline::Strong(answer_of(update))]));
        cell.extend(prose(&update.help_answer));
    } else if update.names_no_owner {
        // Where an owner asks, it need not be asked.
        cell.push(Block::note(say(if update.is_issued { "report.help.unanswered" } else { "report.help.notAsked" })));
    }
    cell
}

/// Whose answer it is.
pub(super) fn answer_of(update: &UpdateNode) -> String {
    match update.help_answered_by.as_str() {
        "" => say("report.help.answer"),
        by => fill("report.help.answerOf", &[("who", &by)]),
    }
}

/// What was due before the day of the figures.
pub(super) fn overdue(view: &View<'_>) -> Vec<Block> {
    let Some(as_at) = view.as_at else { return Vec::new() };
    let rows = view.actions.iter().filter(|a| view.is_overdue(a.first)).map(|action| {
        let mut when: Cell = Vec::new();
        if let Some(timescale) = &action.first.timescale {
            when.push(Block::text(timescale.words.clone()));
            let key = if timescale.guess { "report.overdue.guess" } else { "report.overdue.readAs" };
            when.extend(timescale.latest.map(|latest| Block::note(fill(key, &[("day", &day(latest))]))));
        }
        let owner: Cell = Some(owners(action.first)).filter(|o| !o.is_empty()).map(Block::text).into_iter().collect();
        let mut cells = vec![vec![Block::text(label(action.first))], owner, when];
        if view.rated {
            cells.push(vec![Block::Paragraph(vec![view.rating_inline(action.rating())])]);
        }
        cells
    });
    let mut columns = vec![("report.table.action", 42), ("report.table.owner", 22), ("report.table.timescale", 22)];
    columns.extend(view.rated.then_some(("report.table.rating", 14)));
    let rows: Vec<_> = rows.collect();
    let mut blocks =
        section("report.overdue.title", "paper-overdue", "report.overdue.caption", &columns, rows, view.owned);
    if !blocks.is_empty() {
        blocks.insert(1, Block::text(fill("report.overdue.intro", &[("day", &day(as_at))])));
    }
    blocks
}

/// What may keep the plan from being delivered.
pub(super) fn risks(view: &View<'_>) -> Vec<Block> {
    let risks = view.options.risks;
    let any = |says: fn(&RiskLine) -> bool| risks.iter().any(says);
    let (owned, scored) = (any(|r| !r.owners.is_empty()), any(|r| r.score.is_some()));
    let controlled = any(|r| !r.controls.trim().is_empty());
    let words = |text: String| -> Cell { if text.trim().is_empty() { Vec::new() } else { prose(&text) } };
    let row = |risk: &RiskLine| {
        let mut first = prose(&risk.statement);
        let actions: Vec<&str> = risk.actions.iter().map(|(_, title)| title.as_str()).collect();
        if !actions.is_empty() {
            first.push(Block::note(fill("report.risks.on", &[("actions", &actions.join("; "))])));
        }
        let mut cells = vec![first];
        cells.extend(owned.then(|| words(risk.owners.clone())));
        cells.extend(scored.then(|| words(risk.score.map(|n| n.to_string()).unwrap_or_default())));
        cells.extend(controlled.then(|| words(risk.controls.clone())));
        cells
    };
    let columns = [
        (true, "report.risks.risk", 44),
        (owned, "report.table.owner", 18),
        (scored, "report.risks.score", 8),
        (controlled, "report.risks.controls", 30),
    ];
    let columns: Vec<_> =
        columns.into_iter().filter(|(there, ..)| *there).map(|(_, key, share)| (key, share)).collect();
    section("report.risks.title", "paper-risks", "report.risks.title", &columns, risks.iter().map(row).collect(), true)
}

/// What the plan's ratings mean.
pub(super) fn ratings(view: &View<'_>) -> Vec<Block> {
    if !view.rated {
        return Vec::new();
    }
    let row = |inline, meaning: String| vec![vec![Block::Paragraph(vec![inline])], vec![Block::text(meaning)]];
    let mut rows: Vec<Vec<Cell>> =
        view.tree.scale.0.iter().map(|r| row(Inline::Rating(r.clone()), r.meaning.clone())).collect();
    rows.push(row(Inline::NotKnown, say("report.ratings.notKnown")));
    let columns = [("report.table.rating", 22), ("report.ratings.meaning", 78)];
    section("report.ratings.title", "paper-ratings", "report.ratings.title", &columns, rows, true)
}

/// A heading and a table; nothing where there are no rows. The second column is the owners'.
fn section(
    title: &str,
    id: &str,
    caption: &str,
    columns: &[(&str, u32)],
    rows: Vec<Vec<Cell>>,
    owned: bool,
) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let kept = |at: &usize| owned || *at != 1;
    let columns: Vec<_> = columns.iter().enumerate().filter(|(at, _)| kept(at)).collect();
    let cells = |row: Vec<Cell>| row.into_iter().enumerate().filter(|(at, _)| kept(at)).map(|(_, cell)| cell).collect();
    let table = Table {
        caption: say(caption),
        caption_shown: false,
        kept_whole: rows.len() <= 10 && columns.len() <= 2,
        columns: columns.iter().map(|(_, (key, share))| Column { heading: say(key), share: *share }).collect(),
        rows: rows.into_iter().map(|row| Row { cells: cells(row) }).collect(),
    };
    vec![Block::heading(1, say(title), id), Block::Table(table)]
}
