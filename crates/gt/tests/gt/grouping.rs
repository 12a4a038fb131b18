//! The same files joined in any order and grouping, however often each is named, make the same bytes: ten
//! thousand times through the function that the command calls, a few times through the command.

use crate::dice::Dice;
use crate::{Folder, gt};
use golden_thread_core::bundle::{self, BasedOn, Bundle, Envelope, Partnership, Purpose, Receipt};
use golden_thread_core::domain::Outcome;
use golden_thread_core::record::{Erased, Id, Record, Set, Stamp};
use golden_thread_work::store::combine::Combined;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn id(group: u8, n: usize) -> Id {
    let mut bytes = [0; 16];
    (bytes[0], bytes[15]) = (group, n as u8);
    Id::from_bytes(bytes)
}

fn records(dice: &mut Dice, writer: usize) -> Set {
    let mut set = Set::new();
    for _ in 0..1 + dice.roll(4) {
        // Two copies may even disagree on what kind a record is.
        let mut record = Record::new(id(1, dice.roll(3)), ["action", "aim", "of tomorrow"][dice.roll(3)]);
        for _ in 0..dice.roll(4) {
            let at = Stamp::new(dice.roll(40) as u64, 0, id(2, dice.roll(2) * writer));
            record.edit(["title", "state"][dice.roll(2)], json!(format!("words {}", dice.roll(5))), at);
        }
        match dice.roll(12) {
            0 => record.redact([Stamp::new(dice.roll(40) as u64, 0, id(2, writer))]),
            1 => record.erase(Erased { at: Stamp::new(1, 0, id(2, writer)), by: id(2, writer), why: "asked".into() }),
            _ => {}
        }
        set.join_record(record);
    }
    set
}

fn file(dice: &mut Dice, n: usize) -> Bundle {
    let receipt = |dice: &mut Dice| Receipt {
        record: id(1, dice.roll(3)),
        field: (dice.roll(2) == 0).then(|| "title".to_owned()),
        outcome: [Outcome::Used, Outcome::NotUsed][dice.roll(2)],
        reason: (dice.roll(3) == 0).then(|| "because".to_owned()),
        extra: BTreeMap::new(),
    };
    let mut extra = BTreeMap::from([("proof".to_owned(), json!("of one file")), ("device".to_owned(), json!({}))]);
    if dice.roll(2) == 0 {
        extra.insert(
            "newer".to_owned(),
            [json!(n), json!("text"), json!([n, "b"]), json!({ "a": n })][dice.roll(4)].clone(),
        );
        extra.insert("receipts".to_owned(), json!([{ "outcome": "framed" }, n % 2]));
        extra.insert("partnership".to_owned(), json!({ "logo": n % 3 }));
    }
    Bundle {
        records: records(dice, n),
        envelope: Envelope {
            partnership: Partnership {
                id: id(7, 0),
                name: ["Southwark", "Partnership Southwark"][dice.roll(2)].into(),
            },
            id: id(8, n),
            sequence: dice.roll(9) as u64,
            // One moment in two spellings, and no moment at all.
            created: ["2024-11-12T09:30:00Z", "2024-11-12T10:30:00+01:00", "last week", "2023-01-01T00:00:00Z"]
                [dice.roll(4)]
            .into(),
            purpose: Purpose::ALL[dice.roll(4)],
            from: id(2, n),
            number: (dice.roll(2) == 0).then_some(4),
            based_on: (dice.roll(2) == 0).then(|| BasedOn { id: id(9, n), number: 3 }),
            receipts: (0..dice.roll(3)).map(|_| receipt(dice)).collect(),
            acknowledged: (0..dice.roll(3)).map(|_| id(8, dice.roll(9))).collect(),
            extra,
        },
    }
}

/// As `gt join` does it.
fn join(files: impl IntoIterator<Item = Bundle>) -> Bundle {
    let mut files = files.into_iter();
    let mut joined = Combined::new(files.next().unwrap());
    files.for_each(|file| joined.take(file).unwrap());
    joined.finish()
}

/// Joined in groups of groups, as it falls out.
fn grouped(dice: &mut Dice, mut files: Vec<Bundle>) -> Bundle {
    while files.len() > 1 && dice.roll(3) > 0 {
        let many = 1 + dice.roll(files.len());
        let group: Vec<Bundle> = files.drain(..many).collect();
        let joined = join(group);
        let place = dice.roll(files.len() + 1);
        files.insert(place, joined);
    }
    join(files)
}

#[test]
fn ten_thousand_orders_and_groupings_make_the_same_bytes() {
    let mut rounds = 0;
    for world in 0..50 {
        let mut dice = Dice(world);
        let files: Vec<Bundle> = (0..2 + dice.roll(6)).map(|n| file(&mut dice, n)).collect();
        let first = bundle::write(&join(files.clone()));
        for _ in 0..200 {
            let mut order = files.clone();
            // A file named twice is one file.
            order.extend((0..dice.roll(3)).map(|n| files[n % files.len()].clone()));
            for n in (1..order.len()).rev() {
                order.swap(n, dice.roll(n + 1));
            }
            assert_eq!(bundle::write(&grouped(&mut dice, order)), first, "world {world}");
            rounds += 1;
        }
        let read = bundle::read(first.as_bytes()).unwrap();
        assert!(read.set_aside.is_empty());
        assert_eq!(bundle::write(&read.bundle), first);
        let there = |name: &str| read.bundle.envelope.extra.contains_key(name);
        assert!(!there("proof") && !there("device"), "what belongs to one file or device");
    }
    assert_eq!(rounds, 10_000);
}

#[test]
fn the_command_makes_the_same_bytes_of_what_it_joined_before() {
    let folder = Folder::new("grouping");
    let mut dice = Dice(4);
    let names: Vec<String> = (0..4)
        .map(|n| folder.put(&format!("{n}.thread.json"), bundle::write(&file(&mut dice, n)).as_bytes()))
        .collect();
    let join = |files: &[&str]| gt(&[&["join"], files].concat()).fine();
    let [a, b, c, d] = [&names[0], &names[1], &names[2], &names[3]].map(String::as_str);
    let all = join(&[a, b, c, d]);
    assert_eq!(join(&[d, c, b, a, d]), all);
    let left = folder.put("left.thread.json", &join(&[b, d]));
    let right = folder.put("right.thread.json", &join(&[c, a]));
    assert_eq!(join(&[&left, &right]), all);
    assert_eq!(join(&[&right, b, &left, &left]), all);
    let whole = folder.put("whole.thread.json", &all);
    assert_eq!(join(&[&whole]), all);
    assert_eq!(join(&[a, &whole]), all);
    let value: Value = serde_json::from_slice(&all).unwrap();
    assert_eq!(value["purpose"], "backup");
}
