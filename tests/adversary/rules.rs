//! The doors under test, as the app uses them, and the rules of admission, which can be switched off one by one.

use golden_thread::bundle::Read;
use golden_thread::ledger::changes::Work;
use golden_thread::ledger::review::{self, Decision, Item, Reviewer};
use golden_thread::ledger::{claims, pieces::Names};
use golden_thread::record::{Id, Record};
pub use golden_thread::store::admit::Rules;
use golden_thread::store::incoming::{Arrival, Refusal, arrive_by};
use golden_thread::store::rows::About;
use golden_thread::store::{Staged, State};
use std::collections::BTreeMap;

/// Every rule, with how to switch off just that one.
pub fn switched_off() -> Vec<(&'static str, Rules)> {
    let all = Rules::ALL;
    vec![
        ("authors", Rules { authors: false, ..all }),
        ("seen", Rules { seen: false, ..all }),
        ("own_seen", Rules { own_seen: false, ..all }),
        ("writers", Rules { writers: false, ..all }),
        ("follows", Rules { follows: false, ..all }),
        ("signature", Rules { signature: false, ..all }),
        ("own_id", Rules { own_id: false, ..all }),
        ("unknown", Rules { unknown: false, ..all }),
        ("kinds", Rules { kinds: false, ..all }),
    ]
}

/// What opening a file changes, under these rules.
pub fn arrive(
    state: &State,
    about: &About,
    opened: (&str, &[u8]),
    read: &Read,
    now: (u64, &str),
    rules: &Rules,
) -> Result<Arrival, Refusal> {
    arrive_by(state, about, opened, read, now, rules)
}

/// What there is to decide about a file that waits.
pub fn pending(state: &State, staged: &Staged, now_ms: u64) -> Vec<Item> {
    state.items(staged, now_ms)
}

/// What decisions come to: what the sender wrote, then what others are said to have written.
pub fn decide(state: &State, staged: &Staged, decided: &[(Item, Decision)], by: &Reviewer) -> Work {
    let items: Vec<Item> = decided.iter().map(|(item, _)| item.clone()).collect();
    let (mut own, mut claimed) = (BTreeMap::new(), BTreeMap::new());
    for (item, decision) in decided.iter().filter(|(_, d)| *d != Decision::Later) {
        match item.claim {
            Some(author) => drop(claimed.insert((author, item.key.clone()), decision.clone())),
            None => drop(own.insert(item.key.clone(), decision.clone())),
        }
    }
    let mut work = review::decide(&state.ledger, &staged.records, &items, &own, by);
    let name = |author: Id| {
        let set = staged.claims.iter().find(|c| c.author == author).map(|c| &c.records);
        Names { ledger: &state.ledger, file: set }.writer(author)
    };
    work.add(claims::decide(&state.ledger, &staged.claims, &items, &claimed, by, name));
    work
}

/// The records that wait of a file as its sender's own.
pub fn waits(state: &State, file: Id) -> impl Iterator<Item = &Record> {
    let staged = state.staged.iter().find(move |s| s.row.id == file.to_string());
    staged.into_iter().flat_map(|s| s.records.iter())
}

/// How many of a file's records were set aside on its way in: they are said to be somebody else's.
pub fn set_aside(state: &State, file: Id) -> usize {
    let staged = state.staged.iter().find(|s| s.row.id == file.to_string());
    staged.map_or(0, |s| s.claims.iter().map(|claim| claim.records.len()).sum())
}

/// The files that wait here and bear an id: one that bears another's is kept under its own.
pub fn files(state: &State, file: Id) -> Vec<Id> {
    let bears = |s: &&Staged| state.received.iter().any(|r| r.id == s.row.id && r.bears() == file.to_string());
    state.staged.iter().filter(bears).map(|s| s.envelope.id).collect()
}
