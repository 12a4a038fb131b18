//! In which of the office's rooms there is something to do.

use super::state::State;
use crate::bundle::Purpose;
use crate::days::Date;
use crate::ledger::PlanTree;

/// The office's rooms of what comes in and goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// What came in.
    Inbox,
    /// Who is asked, and who has answered.
    Cycle,
    /// What goes out.
    Send,
}

/// The first room in which there is something to do, today; the inbox where there is nothing to do in any.
pub fn first_room(state: &State, tree: Option<&PlanTree>, today: Date) -> Room {
    if waits(state) > 0 {
        Room::Inbox
    } else if tree.is_some_and(|tree| asks(state, tree, today)) {
        Room::Cycle
    } else if tells(state) {
        Room::Send
    } else {
        Room::Inbox
    }
}

/// How many things wait to be looked at: files, and what keepers decided differently.
pub fn waits(state: &State) -> usize {
    state.staged.len() + state.ledger.contrary().len()
}

/// Whether somebody is still to be asked in the cycle that is open, or is late.
fn asks(state: &State, tree: &PlanTree, today: Date) -> bool {
    let Some(cycle) = state.ledger.open_cycle(tree.id) else { return false };
    let rows = state.ledger.owner_rows(tree, cycle, state.staged.iter().map(|f| &f.records));
    let late = |row: &crate::ledger::cycle::OwnerRow| cycle.due().is_some_and(|due| row.is_late(due, today));
    rows.iter().any(|row| row.is_to_ask() && (row.asked.is_none() || late(row)))
}

/// Whether somebody who sent a file was not told yet that it arrived.
fn tells(state: &State) -> bool {
    let of = |row: &&crate::store::rows::ReceivedRow| row.purpose == Purpose::Return.name();
    let untold = state.received.iter().filter(of).filter(|row| !row.acknowledged && !row.put_away);
    untold.into_iter().any(|row| state.is_believed(row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::days::date;
    use crate::domain::{Draft, fields as f, kind};
    use crate::ledger::{Ledger, Side};
    use crate::record::{Id, Set, Stamp};

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    fn state(drafts: &[Draft]) -> State {
        let mut set = Set::new();
        for (n, edit) in drafts.iter().flat_map(Draft::edits).enumerate() {
            set.edit(&edit, Stamp::new(1_000 + n as u64, 0, id(99)));
        }
        State { ledger: Ledger::new(set, None, Side::Office), ..State::default() }
    }

    fn room(drafts: &[Draft]) -> Room {
        let state = state(drafts);
        let tree = state.ledger.plans().next().map(|plan| state.ledger.tree(plan));
        first_room(&state, tree.as_ref(), date(2026, 10, 5))
    }

    #[test]
    fn the_cycle_calls_while_somebody_is_to_be_asked_or_late() {
        let plan = [
            Draft::new(id(1), kind::PLAN).with(f::TITLE, "Plan"),
            Draft::new(id(20), kind::ORGANISATION).with(f::NAME, "Trust"),
            Draft::new(id(10), kind::ACTION)
                .with(f::PLAN, id(1).to_string())
                .with(f::TITLE, "Walks")
                .with(format!("{}/{}", f::OWNER, id(20)), serde_json::json!({ "order": 1 })),
        ];
        assert_eq!(room(&[]), Room::Inbox);
        assert_eq!(room(&plan), Room::Inbox, "no cycle is open");
        let cycle = Draft::new(id(30), kind::CYCLE)
            .with(f::PLAN, id(1).to_string())
            .with(f::TITLE, "Autumn")
            .with(f::OPENED, "2026-10-01")
            .with(f::DUE, "2026-10-04");
        let with = |cycle: &Draft| plan.iter().cloned().chain([cycle.clone()]).collect::<Vec<_>>();
        assert_eq!(room(&with(&cycle)), Room::Cycle, "nobody was asked");
        let asked = cycle.clone().with(format!("{}/{}", f::ASKED, id(20)), "2026-10-02");
        assert_eq!(room(&with(&asked)), Room::Cycle, "late");
        assert_eq!(room(&with(&asked.with(f::DUE, "2026-10-20"))), Room::Inbox, "asked, and not due");
    }
}
