//! What exists on one device only: what its owner wrote and neither a backup nor a file that left has.

use super::support::begin;
use crate::device::Device;
use golden_thread::domain::{fields as f, kind};
use golden_thread::ledger::changes::Work;
use golden_thread::store::only_here::only_here;
use golden_thread::store::{RowChange, State};

fn backed_up(device: &mut Device, at: &str) {
    let about = device.state.about.clone().unwrap();
    let about = golden_thread::store::rows::About { last_backup: Some(at.to_owned()), ..about };
    device.save(Work::typed([]), vec![RowChange::About(about)]).unwrap();
}

#[test]
fn what_nobody_else_has_is_counted_until_it_is_saved_or_sent() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let count = |state: &State| only_here(state).records;
    let before = count(&office.state);
    office.type_in(actions[0], kind::ACTION, f::DESCRIPTION, "Only the office has this.");
    assert_eq!(count(&office.state), before + 1);
    let since = only_here(&office.state).since.unwrap();
    assert!(since > 0);
    // A later backup has all of it, and nothing is left to say.
    backed_up(&mut office, "2999-01-01T00:00:00Z");
    assert_eq!(only_here(&office.state), Default::default());
    // What others wrote is not the office's to lose: they have it.
    let rep = &mut reps[0];
    let own = count(&rep.state);
    rep.update(actions[0], "Two hubs are open.");
    assert_eq!(count(&rep.state), own + 1);
    let (_, text) = rep.make_return().unwrap();
    assert_eq!(count(&rep.state), 0, "it was sent");
    office.open(&text).unwrap();
    assert_eq!(count(&office.state), 0);
}
