//! The body of the report: per priority its ratings, per aim a table of actions.

use super::lists::answer_of;
use super::view::{View, label, lower, owners, priority_label, standings};
use crate::domain::{ActionState, fields as f};
use crate::ledger::approved::Since;
use crate::ledger::{ActionNode, AimNode, PriorityNode, UpdateNode};
use crate::record::Id;
use crate::report::{Bar, BarPart, Block, Cell, Column, Inline, Row, Table, prose};
use crate::words::{count, day_text, fill, say};
use std::collections::BTreeMap;

/// What was printed in this table already: an update that covers several actions is printed once.
type Printed<'a> = BTreeMap<Id, &'a ActionNode>;

/// All priorities, then the actions that stand nowhere.
pub(super) fn priorities(view: &View<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (at, priority) in view.tree.priorities.iter().enumerate() {
        blocks.extend(one_priority(view, priority, at + 1));
    }
    if !view.tree.unplaced.is_empty() {
        let title = say("report.unplaced");
        blocks.push(Block::heading(1, title.clone(), "paper-unplaced"));
        blocks.push(Block::Table(table(view, &view.tree.unplaced, &title)));
    }
    blocks
}

fn one_priority(view: &View<'_>, priority: &PriorityNode, at: usize) -> Vec<Block> {
    let above = priority_label(&priority.number, &priority.title);
    let mut blocks = vec![Block::heading(1, above.clone(), format!("paper-priority-{at}"))];
    blocks.extend(since_of_heading(&priority.since));
    let actions = standings(priority.aims.iter().flat_map(|a| &a.actions));
    if view.rated && !actions.is_empty() {
        let counted = view.counts(&actions).into_iter().filter(|(_, count)| *count > 0);
        let parts = counted.map(|(rating, count)| BarPart { rating, count }).collect();
        blocks.push(Block::Bar(Bar { caption: say("report.bar"), parts }));
    }
    if priority.aims.is_empty() {
        blocks.push(Block::note(say("report.noAims")));
    }
    for (nth, aim) in priority.aims.iter().enumerate() {
        let title = aim_label(aim);
        blocks.push(Block::heading(2, title.clone(), format!("paper-priority-{at}-aim-{}", nth + 1)));
        blocks.extend(since_of_heading(&aim.since));
        if aim.actions.is_empty() {
            blocks.push(Block::note(say("report.noActions")));
        } else {
            // An aim may stand under several priorities; each table has a name of its own all the same.
            let aims = view.tree.priorities.iter().flat_map(|p| &p.aims);
            let again = aims.filter(|other| aim_label(other) == title).count() > 1;
            let name = if again { format!("{above}. {title}") } else { title };
            blocks.push(Block::Table(table(view, &aim.actions, &name)));
        }
    }
    blocks
}

fn aim_label(aim: &AimNode) -> String {
    match aim.number.trim() {
        "" => fill("report.aimUnnumbered", &[("statement", &aim.statement)]),
        number => fill("report.aimTitle", &[("number", &number), ("statement", &aim.statement)]),
    }
}

fn table(view: &View<'_>, actions: &[ActionNode], name: &str) -> Table {
    let wanted = [
        (true, "report.table.action", 23),
        (view.owned, "report.table.owner", 14),
        (view.timed, "report.table.timescale", 11),
        (view.rated, "report.table.rating", 12),
        (view.updated, "report.table.update", 40),
    ];
    let columns = wanted.into_iter().filter(|(wanted, ..)| *wanted);
    let mut printed = Printed::new();
    Table {
        caption: fill("report.table.caption", &[("name", &name)]),
        caption_shown: false,
        kept_whole: false,
        columns: columns.map(|(_, key, share)| Column { heading: say(key), share }).collect(),
        rows: actions.iter().map(|a| row(view, a, &mut printed)).collect(),
    }
}

fn row<'a>(view: &View<'_>, action: &'a ActionNode, printed: &mut Printed<'a>) -> Row {
    let mut cells = vec![action_cell(action)];
    if view.owned {
        cells.push(words(owners(action)));
    }
    if view.timed {
        cells.push(timescale_cell(view, action));
    }
    if view.rated {
        cells.push(rating_cell(view, action));
    }
    if view.updated {
        cells.push(update_cell(view, action, printed));
    }
    Row { cells }
}

fn words(text: String) -> Cell {
    if text.trim().is_empty() { Vec::new() } else { vec![Block::text(text)] }
}

fn action_cell(action: &ActionNode) -> Cell {
    let mut cell = vec![Block::text(label(action))];
    if !action.themes.is_empty() {
        let names: Vec<&str> = action.themes.iter().map(|(_, name)| name.as_str()).collect();
        cell.push(Block::note(fill("report.themes", &[("names", &names.join(", "))])));
    }
    // "Not started" and "under way" are what the update and its rating say; the others change how they read.
    let told = action.state.filter(|state| !matches!(state, ActionState::NotStarted | ActionState::UnderWay));
    if let Some(state) = told {
        let state = say(&format!("report.state.{}", state.name()));
        cell.push(Block::note(fill("report.state.label", &[("state", &state)])));
    }
    if let Some(ending) = &action.ending {
        cell.extend(ending.decided().map(Block::note));
        let rest = [("because", "ending.because", &ending.because), ("title", "ending.goesOnIn", &ending.goes_on_in)];
        let rest = rest.into_iter().filter(|(.., words)| !words.is_empty());
        cell.extend(rest.map(|(gap, key, words)| Block::note(fill(key, &[(gap, words)]))));
    }
    cell.extend(since_in_full(action.since.iter().filter(|since| since.field != f::TIMESCALE)));
    cell
}

/// What was approved in place of the heading above.
fn since_of_heading(all: &[Since]) -> Cell {
    all.iter().flat_map(|since| [since.words(), since.agreed.clone()]).map(Block::note).collect()
}

/// What was approved of these, each with who agreed that it says something else since. Of what this paper prints nowhere else, such
/// as what success looks like, it says too what it says now.
fn since_in_full<'a>(all: impl Iterator<Item = &'a Since>) -> Cell {
    let one = |since: &Since| {
        let is_printed = since.is_added || [f::TITLE, f::TIMESCALE].contains(&since.field);
        let gaps: [(&str, &dyn std::fmt::Display); 2] = [("label", &since.label), ("words", &since.now)];
        let now = (!is_printed).then(|| fill("report.since.now", &gaps));
        [now, Some(since.words()), Some(since.agreed.clone())]
            .into_iter()
            .flatten()
            .map(Block::note)
            .collect::<Vec<_>>()
    };
    all.flat_map(one).collect()
}

fn timescale_cell(view: &View<'_>, action: &ActionNode) -> Cell {
    let mut cell = words(action.timescale.as_ref().map(|t| t.words.clone()).unwrap_or_default());
    let is_here = |since: &&Since| since.field == f::TIMESCALE && !since.is_added;
    cell.extend(since_in_full(action.since.iter().filter(is_here)));
    if view.is_overdue(action) {
        cell.push(Block::Paragraph(vec![Inline::Strong(say("report.overdue.title"))]));
    }
    cell
}

fn rating_cell(view: &View<'_>, action: &ActionNode) -> Cell {
    let mut cell = vec![Block::Paragraph(vec![view.rating_inline(action.rating())])];
    if let Some(then) = action.moved_from() {
        let then = view.rating(then).name;
        cell.push(Block::note(fill("report.rating.before", &[("rating", &lower(&then))])));
    }
    cell
}

fn speaker(update: &UpdateNode) -> Option<Id> {
    update.organisation.as_ref().map(|(id, _)| *id)
}

fn update_cell<'a>(view: &View<'_>, action: &'a ActionNode, printed: &mut Printed<'a>) -> Cell {
    let updates = action.printed_updates();
    if updates.is_empty() {
        return vec![Block::note(say("report.update.none"))];
    }
    let several = updates.len() > 1;
    let differ = several
        && updates.iter().any(|u| u.rating.is_some() && u.rating != updates.first().and_then(|f| f.rating.clone()));
    let mut cell = Vec::new();
    for update in updates {
        // Somebody who is not an owner is named too: their words are not the owner's.
        let foreign = !action.owners.is_empty() && !action.owners.iter().any(|o| Some(o.id) == speaker(update));
        let name = update.organisation.as_ref().map(|(_, name)| name.as_str()).filter(|n| !n.is_empty());
        let said = match printed.get(&update.id) {
            Some(earlier) if earlier.id != action.id => {
                vec![Block::note(fill("report.update.same", &[("action", &label(earlier))]))]
            }
            _ => one_update(view, action, update),
        };
        printed.entry(update.id).or_insert(action);
        let prefix =
            name.filter(|_| several || foreign).map(|name| fill("report.update.organisation", &[("name", &name)]));
        let apart = !update.counts && update.rating.is_some();
        match prefix {
            Some(prefix) if differ || apart => {
                let rating = view.rating_inline(update.rating.as_deref());
                cell.push(Block::Paragraph(vec![Inline::Strong(prefix), Inline::Text(" ".to_owned()), rating]));
                cell.extend(said);
            }
            Some(prefix) => cell.extend(prefixed(prefix, said)),
            None => cell.extend(said),
        }
    }
    cell
}

/// Puts a name before the first paragraph.
fn prefixed(prefix: String, mut said: Cell) -> Cell {
    let name = [Inline::Strong(prefix), Inline::Text(" ".to_owned())];
    match said.first_mut() {
        Some(Block::Paragraph(first) | Block::Note(first)) => {
            first.splice(0..0, name);
        }
        _ => said.insert(0, Block::Paragraph(name.into_iter().take(1).collect())),
    }
    said
}

fn one_update(view: &View<'_>, action: &ActionNode, update: &UpdateNode) -> Cell {
    let mut cell = Vec::new();
    if update.no_change {
        cell.push(Block::text(no_change(action, update)));
    }
    if update.is_rating_only() {
        cell.push(Block::text(say("report.update.ratingOnly")));
    }
    cell.extend(prose(&update.narrative));
    cell.extend(labelled("report.update.changed", &update.what_changed));
    cell.extend(labelled("report.update.next", &update.next_steps));
    if let Some(by) = &update.expected_by {
        by_when(&mut cell, !update.next_steps.trim().is_empty(), by.after_by());
    }
    cell.extend(labelled("report.update.help", &update.help_needed));
    let answer = prose(&update.help_answer);
    if !answer.is_empty() {
        cell.extend(prefixed(answer_of(update), answer));
    }
    cell.extend(labelled("report.update.evidence", &update.evidence));
    let mut remarks = Vec::new();
    let today = view.as_at.map(|d| d.to_string());
    if !update.date.is_empty() && (cell.is_empty() || today.as_deref() != Some(update.date.as_str())) {
        remarks.push(fill("report.update.asAt", &[("day", &day_text(&update.date))]));
    }
    if update.is_outsiders {
        let rates = !update.counts && update.rating.is_some();
        remarks.push(say(if rates { "report.update.outsidersRating" } else { "report.update.outsiders" }));
    }
    if update.covers_others > 0 {
        remarks.push(count("report.update.covers", update.covers_others));
    }
    if !remarks.is_empty() {
        cell.push(Block::note(remarks.join(" ")));
    }
    cell
}

/// "By: …", on the line of the next step where there is one.
fn by_when(cell: &mut Cell, with_next: bool, words: &str) {
    if words.is_empty() {
        return;
    }
    let by = [Inline::Strong(say("report.update.by")), Inline::Text(format!(" {words}"))];
    match cell.last_mut() {
        Some(Block::Paragraph(next)) if with_next => {
            next.push(Inline::Text(" ".to_owned()));
            next.extend(by);
        }
        _ => cell.push(Block::Paragraph(by.into())),
    }
}

/// "No change", and since when: since what this organisation last said that was not "no change".
fn no_change(action: &ActionNode, update: &UpdateNode) -> String {
    let same = |u: &&UpdateNode| speaker(u) == speaker(update) && u.date < update.date;
    let said = action.updates.iter().filter(same).find(|u| !u.no_change);
    match said.filter(|u| !u.date.is_empty()) {
        Some(said) => fill("report.update.noChangeSince", &[("day", &day_text(&said.date))]),
        None => say("report.update.noChange"),
    }
}

fn labelled(key: &str, text: &str) -> Cell {
    let said = prose(text);
    if said.is_empty() { said } else { prefixed(say(key), said) }
}
