//! What senders were told, while the plan files come from one keeper and then from another: no keeper's file takes
//! away what another one said, and whoever said it can take it back.

use super::support::{begin_keepers, not_used, outcome};
use crate::device::Device;
use golden_thread::bundle;
use golden_thread::ledger::review::Decision;
use golden_thread::record::Id;
use golden_thread::seal::SigningKey;
use golden_thread::store::answer::answered;
use golden_thread::store::incoming::News;

struct Told {
    first: Device,
    second: Device,
    keys: [SigningKey; 2],
    rep: Device,
    file: Id,
    used: Id,
    declined: Id,
}

/// The first keeper has used one update and not the other; a plan file and a reply say so. The second keeper has
/// opened that plan file.
fn told() -> Told {
    let ([mut first, mut second], keys, mut reps, actions) = begin_keepers(2, 1);
    let mut rep = reps.remove(0);
    let used = rep.update(actions[0], "used words");
    let declined = rep.update(actions[1], "declined words");
    let (file, text) = rep.make_return().unwrap();
    first.open(&text).unwrap();
    first.review(file, |i| if i.key.0 == declined { not_used("we had this") } else { Decision::Use });
    let issue = first.issue_signed(&keys[0]);
    let reply = first.reply_signed(rep.writer(), &keys[0]);
    rep.open(&issue).unwrap();
    rep.open(&reply).unwrap();
    second.open(&issue).unwrap();
    Told { first, second, keys, rep, file, used, declined }
}

impl Told {
    fn check(&self, rep: &Device) {
        assert_eq!(outcome(rep, self.used, None), Some(("used", None)));
        assert_eq!(outcome(rep, self.declined, None), Some(("notUsed", Some("we had this"))));
        assert!(answered(&rep.state, &(self.declined, None)).is_some());
    }
}

#[test]
fn another_keepers_plan_files_take_nothing_away() {
    let mut t = told();
    t.check(&t.rep);
    for _ in 0..2 {
        let issue = t.second.issue_signed(&t.keys[1]);
        assert!(!issue.contains("we had this"), "a reason is for its sender alone");
        assert!(matches!(t.rep.open(&issue), Ok(News::Issue { .. })));
        t.check(&t.rep);
    }
    // Also where that keeper never saw the plan file that said so.
    let mut t = told();
    let mut blank = t.second.clone();
    blank.state.receipts = Default::default();
    let sender = |n: u64| golden_thread::ledger::exchange::Sender {
        partnership: crate::device::partnership(),
        writer: blank.writer(),
        id: crate::device::new_id(),
        sequence: n,
        created: "2026-01-01T09:00:00Z".into(),
    };
    let departure = golden_thread::store::outgoing::make_issue(&blank.state, sender(1)).unwrap();
    assert!(departure.bundle.envelope.receipts.is_empty());
    let issue = crate::device::now(departure.signed(&t.keys[1])).unwrap().text;
    assert!(matches!(t.rep.open(&issue), Ok(News::Issue { .. })));
    t.check(&t.rep);
}

#[test]
fn a_new_pen_holder_carries_on_what_the_last_one_told() {
    let mut t = told();
    let issue = t.second.issue_signed(&t.keys[1]);
    let receipts = bundle::read(issue.as_bytes()).unwrap().bundle.envelope.receipts;
    let by = t.first.writer().to_string();
    assert_eq!(receipts.len(), 2);
    assert!(receipts.iter().all(|r| r.reason.is_none() && r.extra["keeper"] == by));
    // A sender who opens only this one hears of it.
    let mut behind = t.rep.clone();
    behind.state.receipts = Default::default();
    let row = golden_thread::store::RowChange::Receipts(Default::default());
    behind.save(golden_thread::ledger::changes::Work::typed([]), vec![row]).unwrap();
    behind.open(&issue).unwrap();
    assert_eq!(outcome(&behind, t.declined, None), Some(("notUsed", None)));
    // Whoever decided speaks for it: what comes back by the other's file is not taken for somebody else's.
    t.first.open(&issue).unwrap();
    let next = t.first.issue_signed(&t.keys[0]);
    let receipts = bundle::read(next.as_bytes()).unwrap().bundle.envelope.receipts;
    assert!(receipts.len() == 2 && receipts.iter().all(|r| r.extra.is_empty()));
    t.rep.open(&next).unwrap();
    t.check(&t.rep);
}

#[test]
fn what_its_own_keeper_takes_back_goes() {
    let mut t = told();
    let other = t.second.issue_signed(&t.keys[1]);
    t.rep.open(&other).unwrap();
    t.first.open(&other).unwrap();
    t.first.undo(t.file).unwrap();
    let issue = t.first.issue_signed(&t.keys[0]);
    t.rep.open(&issue).unwrap();
    assert_eq!(outcome(&t.rep, t.used, None), None);
    assert_eq!(outcome(&t.rep, t.declined, None), None);
    // And the other keeper's next file does not bring it back.
    t.second.open(&issue).unwrap();
    let other = t.second.issue_signed(&t.keys[1]);
    t.rep.open(&other).unwrap();
    assert_eq!(outcome(&t.rep, t.declined, None), None);
}

#[test]
fn a_reply_is_not_undone_by_an_earlier_file() {
    let ([mut first, _], keys, mut reps, actions) = begin_keepers(2, 1);
    let mut rep = reps.remove(0);
    let declined = rep.update(actions[0], "declined words");
    let (file, text) = rep.make_return().unwrap();
    first.open(&text).unwrap();
    let before = first.issue_signed(&keys[0]);
    first.review(file, |_| not_used("we had this"));
    let reply = first.reply_signed(rep.writer(), &keys[0]);
    rep.open(&reply).unwrap();
    rep.open(&before).unwrap();
    assert_eq!(outcome(&rep, declined, None), Some(("notUsed", Some("we had this"))));
}
