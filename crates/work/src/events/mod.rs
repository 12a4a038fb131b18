//! Events: what is counted and heard at a stall, and what may be published of it. Everything of it that needs no
//! browser, for the screens, the papers and the command alike.
//!
//! The way of a count: a tap ([`taps`]) makes an `encounter` ([`counting`]), or adds one in the device's own `counter`.
//! Neither ever leaves the device. Closing ([`closing`]) rolls both up into a `tally`, which goes to the office;
//! once the office has confirmed it, or after 30 days, the single conversations are taken out and only the
//! counts stay. The office adds the tallies of all phones and paper sheets up ([`totals`]) and publishes them
//! as `figures`, in which small numbers are hidden ([`figures`]). What people told us goes the same way:
//! a note stays on the device until it is chosen, and everybody reads only what was approved ([`insights`]).
//!
//! Age, language and district are never on a conversation. They are counted by themselves, all of a device's in
//! one field, so that no two of them, and no topic, can be joined again by time or by order.
//!
//! Functions give [`Work`](crate::ledger::changes::Work) or drafts to save and change nothing. What is worked out
//! from counts as they stand (adding one, closing) must be worked out from the state it is saved over: one
//! after the other. What may not live here: screens, papers, the present time (it is passed in), randomness.

pub mod closing;
pub mod counter;
pub mod counting;
pub mod entry;
pub mod figures;
pub mod insights;
mod opening;
pub mod reach;
mod ready;
pub mod rules;
pub mod services;
pub mod sheet;
pub mod small;
pub mod taps;
mod timing;
mod topics;
pub mod totals;
mod year;

pub use opening::{Open, Opening};
pub use ready::{Lack, lacks};
pub use timing::{Length, Phase, Timing, WrongTime, happening, next_end};
pub use topics::{topics, topics_to_tap};
pub use year::{EventLine, MeasureLine, Stage, Sum, Year, YearView, lines, year, years};

use crate::domain::{Event, Topic, fields as f, ids, kind};
use crate::ledger::Ledger;
use crate::record::{Edit, Id, Record};
use serde_json::Value;

/// Who counts where, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Here {
    /// The event.
    pub event: Id,
    /// The writer of this device.
    pub writer: Id,
    /// Now, in milliseconds since 1970. No more than its hour is ever kept.
    pub now_ms: u64,
}

/// The bands in which ages are counted, by their names in data. Their words are under `event.age`.
pub const AGE_BANDS: [&str; 6] = ["under-16", "16-24", "25-44", "45-64", "65-79", "80-plus"];

/// The record in which a partnership keeps how it counts. There is one, whoever makes it first.
pub fn counting_id() -> Id {
    ids::derived(&["golden-thread", kind::COUNTING])
}

/// How the partnership counts: see `kind::COUNTING`.
pub fn counting_record(ledger: &Ledger) -> Option<&Record> {
    ledger.live(counting_id(), kind::COUNTING)
}

/// The live event with this id.
pub fn event(ledger: &Ledger, id: Id) -> Option<Event<'_>> {
    ledger.live(id, kind::EVENT).map(Event)
}

/// Events, by when they begin; those without a time last.
pub fn events(ledger: &Ledger) -> Vec<Event<'_>> {
    let mut events: Vec<Event<'_>> = ledger.of_kind(kind::EVENT).map(Event).collect();
    events.sort_by(|a, b| {
        let key = |e: &Event<'_>| (e.starts().is_none(), e.starts(), e.id());
        key(a).cmp(&key(b))
    });
    events
}

/// A topic's word; its id where the partnership no longer has it.
pub fn topic_word(ledger: &Ledger, id: &str) -> String {
    let counting = counting_record(ledger);
    let topics = Topic::of_partnership(counting).into_iter().chain(Topic::put_away(counting));
    topics.into_iter().find(|t| t.id == id).map_or_else(|| id.to_owned(), |t| t.word)
}

fn edit(record: Id, kind: &str, field: impl Into<String>, value: impl Into<Value>) -> Edit {
    Edit { record, kind: kind.to_owned(), field: field.into(), value: value.into() }
}

/// The records of a kind that belong to an event.
fn of_event<'a>(ledger: &'a Ledger, kind: &'a str, event: Id) -> impl Iterator<Item = &'a Record> + 'a {
    let event = event.to_string();
    ledger.of_kind(kind).filter(move |r| r.text(f::EVENT) == Some(event.as_str()))
}
