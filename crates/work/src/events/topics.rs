//! Which topics an event offers, and in which order.

use super::{counting_record, event, events, totals};
use crate::domain::{Counts, Event, Topic};
use crate::ledger::Ledger;
use crate::record::Id;

/// The topics of an event: its own choice, or the partnership's, those talked about most (by `counts`) first.
pub fn topics(ledger: &Ledger, event: Option<Event<'_>>, counts: &Counts) -> Vec<Topic> {
    let all = Topic::of_partnership(counting_record(ledger));
    let own = event.map(Event::topics).unwrap_or_default();
    let mut topics: Vec<Topic> = match own.is_empty() {
        true => all,
        false => own.iter().filter_map(|id| all.iter().find(|t| t.id == *id).cloned()).collect(),
    };
    let used = totals::by_topic(counts);
    let times = |t: &Topic| used.iter().find(|(id, _)| *id == t.id).map_or(0, |(_, n)| *n);
    topics.sort_by_key(|topic| std::cmp::Reverse(times(topic)));
    topics
}

/// The topics as buttons at an event: those talked about most first, at the events that were over when this one began. So
/// their order stays as it is for as long as the event lasts, whatever is counted, and a thumb finds them again.
pub fn topics_to_tap(ledger: &Ledger, at: Id) -> Vec<Topic> {
    let here = event(ledger, at);
    let begins = here.and_then(Event::starts);
    let was_over = |e: &Event<'_>| e.id() != at && e.ends().zip(begins).is_some_and(|(end, begins)| end <= begins);
    let mut before = Counts::new();
    for other in events(ledger).into_iter().filter(was_over) {
        before.join(&totals::on_this_device(ledger, other.id()));
    }
    topics(ledger, here, &before)
}
