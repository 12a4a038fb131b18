#![allow(clippy::unwrap_used)]
use super::*;

#[test]
fn a_name_as_deep_as_a_stranger_likes_is_read_in_one_step() {
    let ledger = Ledger::new(Records::new(), None, Side::Office);
    let names = Names { ledger: &ledger, file: None };
    let deep = format!("{}title", "approved/".repeat(200_000));
    let value = serde_json::json!({ "on": "2026-01-15", "said": "Walks" });
    assert_eq!(names.value_of(kind::ACTION, &deep, Some(&value)), "Walks");
}

#[test]
fn a_scale_whose_ratings_change_places_says_so() {
    let ledger = Ledger::new(Records::new(), None, Side::Office);
    let mut scale = Scale::usual();
    let plain = Names { ledger: &ledger, file: None }.value_of(kind::PLAN, f::SCALE, Some(&scale.to_value()));
    let mut records = Records::new();
    let plan = crate::domain::Draft::new(Id::from_bytes([1; 16]), kind::PLAN).with(f::SCALE, scale.to_value());
    for edit in plan.edits() {
        records.edit(&edit, crate::record::Stamp::new(1, 0, Id::from_bytes([9; 16])));
    }
    if let [_, green, _, red, ..] = scale.0.as_mut_slice() {
        std::mem::swap(&mut green.key, &mut red.key);
    }
    let ledger = Ledger::new(records, None, Side::Office);
    let swapped = Names { ledger: &ledger, file: None }.value_of(kind::PLAN, f::SCALE, Some(&scale.to_value()));
    assert!(!plain.contains("in place of"), "{plain}");
    assert!(swapped.contains("(in place of what is called “Off track” now)"), "{swapped}");
}

#[test]
fn what_was_counted_is_the_same_in_a_table_and_in_words() {
    let ledger = Ledger::new(Records::new(), None, Side::Office);
    let names = Names { ledger: &ledger, file: None };
    let value = serde_json::json!({
        "talk/2024-01-28T11Z/food/talked": 3, "talk/2024-01-28T12Z/food/talked": 1, "talk/2024-01-28T12Z/x/talked": 2,
        "reached": 9, "leaflets": 0, "age/adult": 4, "language/es": 1,
    });
    let table = names.table(&Counts::from_value(&value));
    let (_, rows) = table.first().unwrap();
    assert_eq!(rows.first().map(|(what, n)| (what.as_str(), *n)), Some(("Conversations", 6)));
    assert!(rows.iter().any(|(what, n)| what.contains("Food") && *n == 4), "{rows:?}");
    assert!(rows.iter().any(|(_, n)| *n == 9) && rows.iter().all(|(_, n)| *n > 0), "{rows:?}");
    // Every number of it stands in the words too.
    let words = names.value_of(kind::TALLY, "count/x", Some(&value));
    for (what, n) in table.iter().flat_map(|(_, rows)| rows).skip(1) {
        assert!(words.contains(&format!("{what}: {n}")), "{what}: {n} in {words}");
    }
}
