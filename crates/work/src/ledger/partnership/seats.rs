//! The seats of groups, and who holds them on a day.

use super::super::Ledger;
use super::super::pieces::Names;
use super::names;
use crate::days::Date;
use crate::domain::kinds::{self, Shape};
use crate::domain::{fields as f, kind};
use crate::record::{Id, Record};
use std::collections::BTreeMap;

/// Who holds a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// These people, as far as this device may know their names.
    By(Vec<String>),
    /// Nobody, since this day where it is known.
    Vacant(Option<Date>),
    /// The record says that it is not known.
    NotKnown,
    /// The record says nothing: nobody was named, or the name is the office's alone.
    Unsaid,
}

/// A seat as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatLine {
    /// The seat.
    pub id: Id,
    /// Its group.
    pub group: Option<Id>,
    /// What it is called: its title, or its role.
    pub title: String,
    /// The organisations that it speaks for: its own and its present holders', by name.
    pub organisations: Vec<(Id, String)>,
    /// Who holds it.
    pub held: Held,
    /// The time that it takes, as written; or empty.
    pub commitment: String,
    /// The open call for somebody to take it; or empty.
    pub call: String,
}

/// The seats that there are on a day, of one group or of all, by their group's name and theirs.
pub fn seats(ledger: &Ledger, of: Option<Id>, today: Date) -> Vec<SeatLine> {
    let group = |r: &Record| r.text(f::GROUP).and_then(|id| id.parse::<Id>().ok());
    let here = ledger.of_kind(kind::SEAT).filter(|r| of.is_none() || group(r) == of).filter(|r| is_on(r, today));
    let mut holders: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for holder in ledger.of_kind(kind::HOLDER).filter(|holder| is_on(holder, today)) {
        holders.entry(holder.text(f::SEAT).unwrap_or_default()).or_default().push(holder);
    }
    let of_seat = |r: &Record| holders.get(r.id.to_string().as_str()).map(Vec::as_slice).unwrap_or_default();
    let mut all: Vec<SeatLine> = here.map(|r| line(ledger, r, group(r), of_seat(r), today)).collect();
    let group_name = |line: &SeatLine| line.group.map(|id| Names { ledger, file: None }.title(id).to_lowercase());
    all.sort_by_cached_key(|line| (group_name(line), line.title.to_lowercase(), line.id));
    all
}

/// The seats that speak for an organisation on a day.
pub fn spoken_for(ledger: &Ledger, organisation: Id, today: Date) -> Vec<SeatLine> {
    // An organisation that was made one with another speaks as that one.
    let organisation = ledger.stands_for(organisation);
    let speaks = |line: &SeatLine| line.organisations.iter().any(|(id, _)| *id == organisation);
    seats(ledger, None, today).into_iter().filter(speaks).collect()
}

fn line(ledger: &Ledger, seat: &Record, group: Option<Id>, holders: &[&Record], today: Date) -> SeatLine {
    let text = |name: &str| seat.text(name).unwrap_or_default().trim().to_owned();
    let mut organisations: Vec<(Id, String)> = Vec::new();
    for record in std::iter::once(seat).chain(holders.iter().copied()) {
        for (field, id) in names(record) {
            let is_one = matches!(field.shape.of_one(), Shape::Link(kind::ORGANISATION));
            let id = ledger.stands_for(id);
            if is_one && !organisations.iter().any(|(known, _)| *known == id) {
                organisations.push((id, ledger.organisation_name(id, "")));
            }
        }
    }
    organisations.retain(|(_, name)| !name.is_empty());
    let role = kinds::field(kind::SEAT, f::ROLE).map(|field| field.choice(&text(f::ROLE))).unwrap_or_default();
    let title = text(f::TITLE);
    SeatLine {
        id: seat.id,
        group,
        title: if title.is_empty() { role } else { title },
        organisations,
        held: held(seat, holders, today),
        commitment: text(f::COMMITMENT),
        call: text("openCall"),
    }
}

fn held(seat: &Record, holders: &[&Record], today: Date) -> Held {
    let named = holders.iter().filter_map(|holder| holder.text(f::NAME)).map(str::to_owned);
    let named: Vec<String> = named.filter(|name| !name.trim().is_empty()).collect();
    let is_said = |field: &str| seat.value(field).and_then(serde_json::Value::as_bool) == Some(true);
    match (vacant(seat, today), holders.is_empty()) {
        _ if !named.is_empty() => Held::By(named),
        (Some(since), true) => Held::Vacant(since),
        _ if is_said(f::NOT_KNOWN) => Held::NotKnown,
        _ => Held::Unsaid,
    }
}

/// Whether a seat's own record says that nobody holds it on a day, and since when; a day that is still to come says nothing yet.
fn vacant(seat: &Record, today: Date) -> Option<Option<Date>> {
    let says = seat.value(f::VACANT).and_then(serde_json::Value::as_bool) == Some(true);
    let written = seat.text(f::VACANT_SINCE).map(str::trim).filter(|day| !day.is_empty());
    match written.map(|day| day.parse::<Date>().ok()) {
        Some(Some(day)) if day > today => says.then_some(None),
        Some(since) => Some(since),
        None => says.then_some(None),
    }
}

/// Whether what has a first and a last day is there on a day.
pub(super) fn is_on(record: &Record, day: Date) -> bool {
    let at = |name: &str| record.text(name).and_then(|day| day.parse::<Date>().ok());
    at(f::FROM).is_none_or(|from| from <= day) && at(f::UNTIL).is_none_or(|until| day <= until)
}
