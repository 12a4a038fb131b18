//! Texts that somebody who holds a seat sends from their own mail program: the call for a seat, what a sector is asked and told, and
//! what goes over with a seat. Plain words, to be read and changed before they go.

use super::super::Ledger;
use super::super::pieces::Names;
use super::{MeetingLine, SeatLine, meetings};
use crate::days::Date;
use crate::domain::kinds;
use crate::domain::{Action, ActionState, fields as f, kind};
use crate::record::{Id, Record};
use crate::words::{day_text, fill, say};

/// The next meeting of a group.
pub fn next_meeting(ledger: &Ledger, group: Id, today: Date) -> Option<MeetingLine> {
    meetings(ledger).into_iter().find(|meeting| meeting.group == Some(group) && meeting.is_coming(today))
}

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
pub fn call(ledger: &Ledger, seat: &SeatLine, today: Date) -> String {
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
    let next = seat.group.and_then(|group| next_meeting(ledger, group, today));
    lines.extend(next.map(|next| fill("partnership.callNext", &[("when", &when(&next))])));
    lines.join("\n")
}

/// What the organisations that somebody speaks for are asked before a group's next meeting.
pub fn ask(ledger: &Ledger, group: Id, today: Date) -> Option<String> {
    let next = next_meeting(ledger, group, today)?;
    let name = Names { ledger, file: None }.title(group);
    let mut lines = vec![fill("partnership.sectorAskBody", &[("group", &name), ("when", &when(&next))])];
    if !next.purpose.is_empty() {
        lines.push(fill("partnership.sectorAskWhat", &[("what", &next.purpose.trim_end_matches('.'))]));
    }
    // In time for the papers; else the working day before.
    let by = next.papers_due.or(next.day).filter(|day| *day >= today);
    lines.extend(by.map(|day| fill("partnership.sectorAskBy", &[("day", &day_text(&day.to_string()))])));
    Some(lines.join("\n\n"))
}

/// What a group has decided since a day, as far as its minutes are approved, for the organisations that somebody speaks for.
pub fn tell(ledger: &Ledger, group: Id, since: Date, today: Date) -> String {
    let name = Names { ledger, file: None }.title(group);
    let day = day_text(&since.to_string());
    let decided = decided(ledger, group, since);
    let mut lines = vec![match decided.is_empty() {
        true => fill("partnership.sectorTellNone", &[("group", &name), ("day", &day)]),
        false => fill("partnership.sectorTellBody", &[("group", &name), ("day", &day)]),
    }];
    lines.extend(decided);
    let next = next_meeting(ledger, group, today);
    lines.extend(next.map(|next| fill("partnership.sectorTellNext", &[("when", &when(&next))])));
    lines.join("\n\n")
}

fn decided(ledger: &Ledger, group: Id, since: Date) -> Vec<String> {
    let held = meetings(ledger);
    let meeting = |r: &Record| {
        let id: Id = r.text(f::AT_MEETING)?.parse().ok()?;
        held.iter().find(|meeting| meeting.id == id)
    };
    let of_group =
        |r: &Record| r.text(f::GROUP).and_then(|id| id.parse().ok()).or_else(|| meeting(r)?.group) == Some(group);
    let on = |r: &Record| r.text(f::DATE).and_then(|day| day.parse().ok()).or_else(|| meeting(r)?.day);
    let approved = ledger.of_kind(kind::DECISION).filter(|r| r.text(f::STATE) == Some("approved") && of_group(r));
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

/// What goes over with a seat: its open actions, what was reported of them last with what was promised, and the next meeting.
pub fn hand_over(ledger: &Ledger, seat: &SeatLine, today: Date) -> String {
    let group = seat.group.map(|id| Names { ledger, file: None }.title(id)).unwrap_or_default();
    let mut lines = vec![fill("partnership.handOverBody", &[("seat", &seat.title), ("group", &group)])];
    let is_theirs = |action: &Action<'_>| {
        action.owners().iter().any(|owner| seat.organisations.iter().any(|(known, _)| *known == owner.organisation))
    };
    let is_open = |r: &Record| !r.text(f::STATE).and_then(ActionState::read).is_some_and(ActionState::is_over);
    let open: Vec<Action<'_>> =
        ledger.of_kind(kind::ACTION).filter(|r| is_open(r)).map(Action).filter(is_theirs).collect();
    if !open.is_empty() {
        lines.push(say("partnership.handOverActions"));
        for action in &open {
            lines.push(format!("- {}", action.title()));
            let mut updates = ledger.updates_on(action.id());
            updates.sort_by_key(|update| std::cmp::Reverse(update.0.text(f::DATE).unwrap_or_default().to_owned()));
            for update in updates.into_iter().filter(|update| !update.narrative().is_empty()).take(2) {
                lines.push(format!(
                    "  {}: {}",
                    day_text(update.0.text(f::DATE).unwrap_or_default()),
                    update.narrative()
                ));
                let promised = update.expected_by().map(|by| by.words).filter(|words| !words.is_empty());
                let next = update.next_steps();
                match promised {
                    Some(by) if !next.is_empty() => lines.push(format!("  {next} ({by})")),
                    _ if !next.is_empty() => lines.push(format!("  {next}")),
                    _ => {}
                }
            }
        }
    }
    let next = seat.group.and_then(|group| next_meeting(ledger, group, today));
    lines.extend(next.map(|next| fill("partnership.handOverNext", &[("when", &when(&next))])));
    lines.join("\n")
}
