//! Texts that somebody who holds a seat sends from their own mail program: the call for a seat, what a sector is asked and told, and
//! what goes over with a seat. Plain words, to be read and changed before they go.

use super::super::Ledger;
use super::super::pieces::Names;
use super::super::state::Standing;
use super::{MeetingLine, Meetings, SeatLine};
use crate::days::Date;
use crate::domain::kind::Audience;
use crate::domain::kinds;
use crate::domain::{Action, ActionState, Update, fields as f, kind};
use crate::record::{Id, Record};
use crate::words::{day_text, fill, say};
use std::collections::BTreeMap;

/// So many of an action's updates go over with a seat, the latest first.
const UPDATES: usize = 2;

/// When a meeting is: its day and time, or its words.
pub fn when(meeting: &MeetingLine) -> String {
    let day = meeting.day.map(|day| day_text(&day.to_string()));
    match (meeting.starts, day) {
        (Some(at), Some(day)) => format!("{day}, {:02}:{:02}", at.minute / 60, at.minute % 60),
        (None, Some(day)) if meeting.words.is_empty() => day,
        _ => meeting.words.clone(),
    }
}

/// The call for somebody to take a seat: the seat's own words, or what is known of it.
pub fn call(ledger: &Ledger, meetings: &Meetings, seat: &SeatLine, today: Date) -> String {
    let group = seat.group.map(|id| Names { ledger, file: None }.title(id)).unwrap_or_default();
    let mut lines = vec![match seat.call.as_str() {
        "" => fill("partnership.callBody", &[("group", &group), ("seat", &seat.title)]),
        own => own.to_owned(),
    }];
    if !seat.commitment.is_empty() {
        lines.push(fill("partnership.callTime", &[("time", &seat.commitment)]));
    }
    let paid = ledger.records().get(seat.id).and_then(|r| r.text(f::RESOURCING).map(str::to_owned));
    let field = kinds::field(kind::SEAT, f::RESOURCING);
    if let Some((paid, field)) = paid.filter(|paid| !paid.is_empty()).zip(field) {
        lines.push(fill("partnership.callPaid", &[("how", &field.choice(&paid))]));
    }
    let next = seat.group.and_then(|group| meetings.next(group, today));
    lines.extend(next.map(|next| fill("partnership.callNext", &[("when", &when(next))])));
    lines.join("\n")
}

/// What the organisations that somebody speaks for are asked before a group's next meeting.
pub fn ask(ledger: &Ledger, meetings: &Meetings, group: Id, today: Date) -> Option<String> {
    let next = meetings.next(group, today)?;
    let name = Names { ledger, file: None }.title(group);
    let mut lines = vec![fill("partnership.sectorAskBody", &[("group", &name), ("when", &when(next))])];
    if !next.purpose.is_empty() {
        lines.push(fill("partnership.sectorAskWhat", &[("what", &next.purpose.trim_end_matches('.'))]));
    }
    // In time for the papers; else the working day before.
    let by = next.papers_due.or(next.day).filter(|day| *day >= today);
    lines.extend(by.map(|day| fill("partnership.sectorAskBy", &[("day", &day_text(&day.to_string()))])));
    Some(lines.join("\n\n"))
}

/// What a group has decided since a day, as far as its minutes are approved, for the organisations that somebody speaks for.
pub fn tell(ledger: &Ledger, meetings: &Meetings, group: Id, since: Date, today: Date) -> String {
    let name = Names { ledger, file: None }.title(group);
    let day = day_text(&since.to_string());
    let decided = decided(ledger, meetings, group, since);
    let mut lines = vec![match decided.is_empty() {
        true => fill("partnership.sectorTellNone", &[("group", &name), ("day", &day)]),
        false => fill("partnership.sectorTellBody", &[("group", &name), ("day", &day)]),
    }];
    lines.extend(decided);
    let next = meetings.next(group, today);
    lines.extend(next.map(|next| fill("partnership.sectorTellNext", &[("when", &when(next))])));
    lines.join("\n\n")
}

fn decided(ledger: &Ledger, meetings: &Meetings, group: Id, since: Date) -> Vec<String> {
    let at = |r: &Record| meetings.get(r.text(f::AT_MEETING)?.parse().ok()?);
    let on = |r: &Record| r.text(f::DATE).and_then(|day| day.parse().ok()).or_else(|| at(r)?.day);
    // Where one version says that it is a draft, it is the office's yet.
    let is_told = |r: &&Record| {
        let is_approved = r.text(f::STATE) == Some("approved") && kinds::audience_of(r) <= Audience::Partnership;
        is_approved && meetings.group_of(r) == Some(group)
    };
    let approved = ledger.of_kind(kind::DECISION).filter(is_told);
    let mut all: Vec<(Date, String)> = approved
        .filter_map(|r| {
            let day = on(r).filter(|day: &Date| *day >= since)?;
            let verb =
                kinds::field(kind::DECISION, f::VERB).zip(r.text(f::VERB)).map(|(field, verb)| field.choice(verb));
            let text = r.text(f::TEXT).unwrap_or_default();
            let words = verb.map_or_else(|| text.to_owned(), |verb| format!("{verb}: {text}"));
            Some((day, format!("{}. {words}", day_text(&day.to_string()))))
        })
        .collect();
    all.sort();
    all.into_iter().map(|(_, line)| line).collect()
}

/// What goes over with a seat: its open actions, what was reported of them last and used, with what was promised, and the next
/// meeting.
pub fn hand_over(ledger: &Ledger, meetings: &Meetings, seat: &SeatLine, today: Date) -> String {
    let group = seat.group.map(|id| Names { ledger, file: None }.title(id)).unwrap_or_default();
    let mut lines = vec![fill("partnership.handOverBody", &[("seat", &seat.title), ("group", &group)])];
    let is_of = |id: Id| seat.organisations.iter().any(|(known, _)| ledger.stands_for(*known) == ledger.stands_for(id));
    let is_theirs = |action: &Action<'_>| action.owners().iter().any(|owner| is_of(owner.organisation));
    let is_open = |r: &Record| !r.text(f::STATE).and_then(ActionState::read).is_some_and(ActionState::is_over);
    let open: Vec<Action<'_>> =
        ledger.of_kind(kind::ACTION).filter(|r| is_open(r)).map(Action).filter(is_theirs).collect();
    if !open.is_empty() {
        lines.push(say("partnership.handOverActions"));
    }
    let mut reported = reported(ledger, &open);
    for action in &open {
        lines.push(format!("- {}", action.title()));
        let mut updates = reported.remove(&action.id()).unwrap_or_default();
        let newest = |update: &Update<'_>| (update.0.text(f::DATE).unwrap_or_default().to_owned(), written(update.0));
        updates.sort_by_cached_key(|update| std::cmp::Reverse(newest(update)));
        updates.into_iter().take(UPDATES).for_each(|update| lines.extend(said(ledger, update)));
    }
    let next = seat.group.and_then(|group| meetings.next(group, today));
    lines.extend(next.map(|next| fill("partnership.handOverNext", &[("when", &when(next))])));
    lines.join("\n")
}

/// When a record was last written, in milliseconds since 1970.
fn written(record: &Record) -> u64 {
    record.stamps().map(|stamp| stamp.ms()).max().unwrap_or_default()
}

/// What the office used of what was reported of some actions, by action, in one pass. Words that are not sent yet, or that the office
/// decided not to use, are not handed to anybody.
fn reported<'a>(ledger: &'a Ledger, of: &[Action<'_>]) -> BTreeMap<Id, Vec<Update<'a>>> {
    let mut all: BTreeMap<Id, Vec<Update<'a>>> = of.iter().map(|action| (action.id(), Vec::new())).collect();
    if all.is_empty() {
        return all;
    }
    let is_used = |u: &Update<'_>| matches!(ledger.standing(u.id()), Standing::Used | Standing::UsedWithChanges);
    let updates = ledger.of_kind(kind::UPDATE).map(Update).filter(|update| !update.narrative().is_empty());
    for update in updates.filter(is_used) {
        for (action, _) in update.covers() {
            all.entry(action).and_modify(|known| known.push(update));
        }
    }
    all
}

/// An update in a line, with who spoke, and a second line of what comes next.
fn said(ledger: &Ledger, update: Update<'_>) -> Vec<String> {
    let day = day_text(update.0.text(f::DATE).unwrap_or_default());
    let head: Vec<String> = [day, Names { ledger, file: None }.speaker(update.0)].into();
    let head = head.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let mut lines = vec![match head.is_empty() {
        true => format!("  {}", update.narrative()),
        false => format!("  {head}: {}", update.narrative()),
    }];
    let promised = update.expected_by().map(|by| by.words).filter(|words| !words.is_empty());
    let next = update.next_steps();
    match promised {
        Some(by) if !next.is_empty() => lines.push(format!("  {next} ({by})")),
        _ if !next.is_empty() => lines.push(format!("  {next}")),
        _ => {}
    }
    lines
}
