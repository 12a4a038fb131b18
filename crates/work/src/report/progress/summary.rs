//! The front of the report: the plan in counts, what is to be settled, the headlines.

use super::view::{View, label, lower, priority_label, standings};
use crate::domain::fields as f;
use crate::ledger::{ActionNode, ConflictNode};
use crate::record::Id;
use crate::report::{Block, Column, Inline, Row, Table, prose};
use crate::words::{count, count_with, day, day_text, fill, say};
use serde_json::Value;
use std::collections::BTreeSet;

/// The plan in counts.
pub(super) fn summary(view: &View<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, say("report.summary.title"), "paper-summary")];
    let vision = view.tree.vision.trim();
    if !vision.is_empty() {
        blocks.push(Block::Paragraph(vec![
            Inline::Strong(say("report.summary.vision")),
            Inline::Text(format!(" {vision}")),
        ]));
    }
    let size: [(&str, &str, usize); 3] = [
        ("actions", "report.summary.actions", view.actions.len()),
        ("aims", "report.summary.aims", view.tree.aim_count()),
        ("priorities", "report.summary.priorities", view.tree.priorities.len()),
    ];
    let [actions, aims, priorities] = size.map(|(gap, key, n)| (gap, count(key, n)));
    let gaps: [(&str, &dyn std::fmt::Display); 3] =
        [(actions.0, &actions.1), (aims.0, &aims.1), (priorities.0, &priorities.1)];
    let mut lines = vec![fill("report.summary.size", &gaps)];
    lines.extend(ratings_in_words(view));
    lines.extend(new_updates(view));
    let without = view.actions.iter().filter(|a| !a.has_update()).count();
    let helpless = view.actions.iter().filter(|a| a.printed().iter().any(|u| !u.help_needed.trim().is_empty())).count();
    let overdue = view.actions.iter().filter(|a| view.is_overdue(a.first)).count();
    let counted = [
        ("report.summary.noUpdate", without),
        ("report.summary.help", helpless),
        ("report.summary.overdue", overdue),
        ("report.summary.conflicts", conflicts(view).len()),
    ];
    lines.extend(counted.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| count(key, n)));
    blocks.push(Block::List(lines.into_iter().map(|l| vec![Inline::Text(l)]).collect()));
    blocks.extend(ratings_by_priority(view));
    blocks
}

fn ratings_in_words(view: &View<'_>) -> Option<String> {
    let part = |(rating, count): (Option<crate::domain::Rating>, usize)| {
        let word = rating.map_or_else(|| say("report.summary.notKnown"), |r| lower(&r.name));
        (count > 0).then(|| fill("report.summary.part", &[("count", &count), ("rating", &word)]))
    };
    let parts: Vec<String> = view.counts(&view.actions).into_iter().filter_map(part).collect();
    view.rated.then(|| fill("report.summary.ratings", &[("list", &parts.join(", "))]))
}

fn new_updates(view: &View<'_>) -> Option<String> {
    let all = || view.tree.placed_actions().flat_map(|a| &a.updates);
    if let Some(last) = view.options.last_report {
        let new: BTreeSet<Id> =
            all().filter(|u| u.date.parse().is_ok_and(|d: crate::days::Date| d > last)).map(|u| u.id).collect();
        return Some(count_with("report.summary.sinceReport", new.len(), &[("day", &day(last))]));
    }
    let before = view.options.last_issue?;
    let known: BTreeSet<Id> = before.placed_actions().flat_map(|a| &a.updates).map(|u| u.id).collect();
    let new: BTreeSet<Id> = all().map(|u| u.id).filter(|id| !known.contains(id)).collect();
    Some(count("report.summary.sinceIssue", new.len()))
}

/// One row a priority, one column a rating: what a board looks at first.
fn ratings_by_priority(view: &View<'_>) -> Vec<Block> {
    if !view.rated || view.tree.priorities.is_empty() {
        return Vec::new();
    }
    // A rating that no action has is no column.
    let total: Vec<_> = view.counts(&view.actions).into_iter().filter(|(_, n)| *n > 0).collect();
    let name = |rating: &Option<crate::domain::Rating>| {
        rating.as_ref().map_or_else(|| say("report.rating.notKnown"), |r| r.name.clone())
    };
    let mut columns = vec![Column { heading: say("report.priority"), share: 30 }];
    columns.extend(total.iter().map(|(rating, _)| Column { heading: name(rating), share: 10 }));
    columns.push(Column { heading: say("report.summary.allActions"), share: 10 });
    let row = |label: String, counts: Vec<usize>| {
        let all = counts.iter().sum::<usize>();
        let numbers = counts.into_iter().chain([all]).map(|n| vec![Block::text(n.to_string())]);
        Row { cells: std::iter::once(vec![Block::text(label)]).chain(numbers).collect() }
    };
    let mut rows = Vec::new();
    let mut once = 0;
    for priority in &view.tree.priorities {
        let actions = standings(priority.aims.iter().flat_map(|a| &a.actions));
        once += actions.len();
        let here = view.counts(&actions);
        // A rating outside the scale may be missing here and present elsewhere: go by the total's columns.
        let of = |rating: &Option<crate::domain::Rating>| here.iter().find(|(r, _)| r == rating).map_or(0, |(_, n)| *n);
        rows.push(row(priority_label(&priority.number, &priority.title), total.iter().map(|(r, _)| of(r)).collect()));
    }
    let loose = standings(view.tree.unplaced.iter());
    if !loose.is_empty() {
        once += loose.len();
        let here = view.counts(&loose);
        let of = |rating: &Option<crate::domain::Rating>| here.iter().find(|(r, _)| r == rating).map_or(0, |(_, n)| *n);
        rows.push(row(say("report.unplaced"), total.iter().map(|(r, _)| of(r)).collect()));
    }
    if rows.len() > 1 {
        // An action under two priorities is counted under each of them, so the columns do not add up.
        let label = if once > view.actions.len() { "report.summary.totalOnce" } else { "report.summary.total" };
        rows.push(row(say(label), total.iter().map(|(_, n)| *n).collect()));
    }
    vec![Block::Table(Table {
        caption: say("report.summary.table"),
        caption_shown: true,
        kept_whole: false,
        columns,
        rows,
    })]
}

/// The facts with two versions, each action's once.
fn conflicts<'a>(view: &View<'a>) -> Vec<(&'a ActionNode, &'a ConflictNode)> {
    view.actions.iter().flat_map(|a| a.first.conflicts.iter().map(move |c| (a.first, c))).collect()
}

/// What people have to choose, with both versions.
pub(super) fn to_be_settled(view: &View<'_>) -> Vec<Block> {
    let conflicts = conflicts(view);
    if conflicts.is_empty() {
        return Vec::new();
    }
    let column = |key: &str, share| Column { heading: say(key), share };
    let row = |(action, conflict): (&ActionNode, &ConflictNode)| {
        let versions = conflict.versions.iter().map(|v| vec![Inline::Text(version(conflict, v))]).collect();
        let fact = Block::text(field_name(view, action, &conflict.field));
        Row { cells: vec![vec![Block::text(label(action))], vec![fact], vec![Block::List(versions)]] }
    };
    let table = Table {
        caption: say("report.settle.title"),
        caption_shown: false,
        kept_whole: false,
        columns: vec![
            column("report.table.action", 34),
            column("report.settle.fact", 20),
            column("report.settle.versions", 46),
        ],
        rows: conflicts.into_iter().map(row).collect(),
    };
    let why = if view.options.last_issue.is_some() { "report.settle.asIssued" } else { "report.settle.asListed" };
    vec![
        Block::heading(1, say("report.settle.title"), "paper-to-be-settled"),
        Block::text(say(why)),
        Block::Table(table),
    ]
}

/// A field in words.
fn field_name(view: &View<'_>, action: &ActionNode, field: &str) -> String {
    let (list, member) = field.split_once('/').unwrap_or((field, ""));
    match list {
        f::TITLE
        | f::NUMBER
        | f::DESCRIPTION
        | f::TIMESCALE
        | f::SUCCESS
        | f::RESOURCES
        | f::STATE
        | f::PLACED
        | "withdrawn" => say(&format!("report.settle.field.{list}")),
        f::OWNER | f::SUPPORT => {
            let known =
                view.tree.placed_actions().chain(view.options.last_issue.into_iter().flat_map(|t| t.placed_actions()));
            let mut named = known.flat_map(|a| &a.owners).filter(|o| o.id.to_string() == member);
            let spelled = action.conflicts.iter().filter(|c| c.field == field).flat_map(|c| &c.versions);
            let spelled = || spelled.filter_map(|v| v.get("as")?.as_str()).next_back().unwrap_or_default().to_owned();
            let name = named.next().map(|o| o.name.clone()).filter(|n| !n.is_empty()).unwrap_or_else(spelled);
            fill(&format!("report.settle.field.{list}"), &[("name", &name)])
        }
        _ => fill("report.settle.field.other", &[("name", &field)]),
    }
}

/// A version in words.
fn version(conflict: &ConflictNode, value: &Value) -> String {
    let member = conflict.field.contains('/');
    let words = match value {
        Value::Null if member => say("report.settle.goes"),
        Value::Null => String::new(),
        _ if member => say("report.settle.stays"),
        Value::String(text) => text.clone(),
        Value::Object(map) => {
            let words = map.get("words").or_else(|| map.get("reason")).and_then(Value::as_str);
            words.map_or_else(|| value.to_string(), str::to_owned)
        }
        other => other.to_string(),
    };
    if words.trim().is_empty() { say("report.settle.empty") } else { words }
}

/// For each priority an example of progress and one for further development.
pub(super) fn headlines(view: &View<'_>) -> Vec<Block> {
    let blank = |text: &str| text.trim().is_empty();
    let told: Vec<_> =
        view.tree.priorities.iter().filter(|p| !blank(&p.headline_progress) || !blank(&p.headline_further)).collect();
    if told.is_empty() {
        return Vec::new();
    }
    let progress = told.iter().any(|p| !blank(&p.headline_progress));
    let further = told.iter().any(|p| !blank(&p.headline_further));
    let wanted = [
        (true, Column { heading: say("report.priority"), share: 24 }),
        (progress, Column { heading: say("report.headlines.progress"), share: 38 }),
        (further, Column { heading: say("report.headlines.further"), share: 38 }),
    ];
    let rows = told.iter().map(|p| {
        let mut first = vec![Block::text(priority_label(&p.number, &p.title))];
        if !p.headlines_on.is_empty() {
            first.push(Block::note(fill("report.update.asAt", &[("day", &day_text(&p.headlines_on))])));
        }
        let mut cells = vec![first];
        cells.extend(progress.then(|| prose(&p.headline_progress)));
        cells.extend(further.then(|| prose(&p.headline_further)));
        Row { cells }
    });
    let table = Table {
        caption: say("report.headlines.caption"),
        caption_shown: false,
        kept_whole: false,
        rows: rows.collect(),
        columns: wanted.into_iter().filter(|(wanted, _)| *wanted).map(|(_, c)| c).collect(),
    };
    vec![Block::heading(1, say("report.headlines.title"), "paper-headlines"), Block::Table(table)]
}
