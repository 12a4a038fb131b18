//! When an event is.

use crate::days::hours::WallTime;
use crate::domain::Event;
use crate::words::{day, fill, say};

/// A time of day: `14:30`.
pub(super) fn clock(time: WallTime) -> String {
    format!("{:02}:{:02}", time.minute / 60, time.minute % 60)
}

/// When an event is, as people write it; its end's day only where that is another.
pub(super) fn when(event: Event<'_>) -> String {
    match (event.starts(), event.ends()) {
        (Some(starts), Some(ends)) if starts.date == ends.date => {
            let gaps: [(&str, &dyn std::fmt::Display); 3] =
                [("day", &day(starts.date)), ("from", &clock(starts)), ("to", &clock(ends))];
            fill("eventReport.sameDay", &gaps)
        }
        (Some(starts), Some(ends)) => {
            let gaps: [(&str, &dyn std::fmt::Display); 4] =
                [("day", &day(starts.date)), ("from", &clock(starts)), ("next", &day(ends.date)), ("to", &clock(ends))];
            fill("eventReport.nextDay", &gaps)
        }
        (Some(starts), None) => format!("{}, {}", day(starts.date), clock(starts)),
        _ => say("events.noTime"),
    }
}
