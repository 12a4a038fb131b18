//! What exists on this device and, as far as it knows, nowhere else.

use super::state::{Staged, State};
use crate::bundle::Purpose;
use crate::days::{Date, date};
use crate::record::{Record, Stamp};
use crate::store::database::rows::SentRow;

/// What would be lost with this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OnlyHere {
    /// How many records hold something that nobody else has.
    pub records: usize,
    /// When the oldest of it was written, in milliseconds since 1970; `None` where there is nothing.
    pub since: Option<u64>,
}

/// When a file was made, in milliseconds since 1970, from the moment as files and rows have it: `2026-02-01T09:00:00Z`.
fn moment(text: &str) -> Option<u64> {
    let day: Date = text.get(..10)?.parse().ok()?;
    let mut clock = text.get(11..19)?.split(':').map(|part| part.parse::<u64>());
    let (hours, minutes, seconds) = (clock.next()?.ok()?, clock.next()?.ok()?, clock.next()?.ok()?);
    let days = u64::try_from(day.days_after(date(1970, 1, 1))).ok()?;
    Some((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000)
}

/// What this person wrote after the last backup and has sent nobody: not in the last plan file here, not in a file that left
/// this device. Drafts, and what others wrote, are not counted: a draft is shown as one, and whoever wrote the rest has it.
pub fn only_here(state: &State) -> OnlyHere {
    let Some(me) = state.about.as_ref().and_then(|about| about.writer()) else { return OnlyHere::default() };
    let saved = state.about.as_ref().and_then(|about| moment(about.last_backup.as_deref()?)).unwrap_or(0);
    let exported = state.exported();
    // A plan file that was made here and never left is no copy.
    let is_office = state.about.as_ref().is_some_and(|about| about.office);
    let has_left = |row: &&SentRow| row.purpose == Purpose::Issue.name() && row.has_left();
    let base = state.ledger.base().filter(|_| !is_office || state.sent.iter().any(|row| has_left(&row)));
    let has = |record: Option<&Record>, at: Stamp| record.is_some_and(|record| record.stamps().any(|one| one == at));
    let mut only = OnlyHere::default();
    for record in state.ledger.records().iter() {
        let issued = base.and_then(|base| base.get(record.id));
        let sent = exported.get(record.id);
        let mine = record.stamps().filter(|at| at.writer() == me && at.ms() > saved);
        let oldest = mine.filter(|at| !has(issued, *at) && !has(sent, *at)).map(|at| at.ms()).min();
        if let Some(oldest) = oldest {
            only.records += 1;
            only.since = Some(only.since.map_or(oldest, |since| since.min(oldest)));
        }
    }
    // Words that were put in here for somebody, and wait.
    let put_in = |staged: &&Staged| state.received.iter().any(|r| r.id == staged.row.id && r.proof.is_none());
    let waiting = state.staged.iter().filter(put_in).filter_map(|staged| moment(&staged.row.received));
    for at in waiting.filter(|at| *at > saved) {
        only.records += 1;
        only.since = Some(only.since.map_or(at, |since| since.min(at)));
    }
    only
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_moment_is_read() {
        assert_eq!(moment("1970-01-02T00:00:01Z"), Some(86_401_000));
        assert_eq!(moment("2026-02-01T09:00:00Z"), Some(1_769_936_400_000));
        for wrong in ["", "yesterday", "2026-02-01", "2026-02-31T09:00:00Z", "1960-01-01T00:00:00Z"] {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }
}
