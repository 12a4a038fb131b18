//! Rows that were added, copied, emptied; ids, sheets and headings that are gone; cells that say nothing anybody understands.
//! Each is said with its place, and the rest goes on.

use super::support::*;
use golden_thread::domain::{fields as f, kind};
use golden_thread::record::Clock;
use golden_thread::workbook::{Came, CameRow, Changes, Refused, Texts, changes};

fn add(came: &mut Came, kind: &str, cells: &[(&'static str, &str)]) -> u32 {
    let sheet = sheet(came, kind);
    let number = sheet.rows.iter().map(|row| row.number).max().unwrap_or(2) + 1;
    let cells: Texts = cells.iter().map(|(column, text)| (*column, (*text).to_owned())).collect();
    sheet.rows.push(CameRow { number, id: String::new(), cells });
    number
}

fn row<'a>(came: &'a mut Came, kind: &str, n: u8) -> &'a mut CameRow {
    let id = id(kind, n).to_string();
    sheet(came, kind).rows.iter_mut().find(|row| row.id == id).unwrap()
}

/// The texts of the doubts and remarks.
fn told(all: &Changes) -> Vec<String> {
    let doubts = all.doubts.iter().map(|doubt| format!("{}: {}", doubt.at.words(), doubt.why));
    doubts.chain(all.remarks.iter().cloned()).collect()
}

/// One change, which goes on whatever else is wrong.
fn with_one_change() -> Came {
    let mut came = came(&made(&FULL));
    write(&mut came, id(kind::RISK, 2), f::CAUSE, "Nobody asked");
    came
}

fn goes_on(all: &Changes) {
    assert_eq!(all.changes.len(), 1);
    assert_eq!(all.changes[0].says, "Nobody asked");
}

#[test]
fn new_rows_are_new_records() {
    let mut came = came(&made(&FULL));
    add(&mut came, kind::ORGANISATION, &[(f::NAME, "Walking Forum"), (f::SECTOR, "Voluntary and community sector")]);
    add(
        &mut came,
        kind::ACTION,
        &[(f::TITLE, "Evening walks"), (f::OWNER, "walking forum"), (f::TIMESCALE, "March 2026")],
    );
    add(&mut came, kind::UPDATE, &[(f::COVERS, "Evening walks"), ("ratings", "On track"), (f::NARRATIVE, "Begun")]);
    add(&mut came, kind::RISK, &[(f::STATEMENT, "It rains"), (f::LIKELIHOOD, "5"), (f::IMPACT, "1")]);
    let all = read_back(&FULL, &came);
    assert_eq!(told(&all), Vec::<String>::new());
    assert_eq!(all.changes.len(), 0);
    let kinds: Vec<&str> = all.new.iter().map(|new| new.draft.kind).collect();
    assert_eq!(kinds, [kind::ACTION, kind::UPDATE, kind::RISK, kind::ORGANISATION]);
    let [action, update, risk, organisation] = [0, 1, 2, 3].map(|at: usize| &all.new[at].draft);
    assert_eq!(action.fields[f::PLAN], FULL.plan.to_string());
    assert!(action.fields.contains_key(&format!("{}/{}", f::OWNER, organisation.id)));
    assert_eq!(update.fields[&format!("{}/{}", f::COVERS, action.id)], serde_json::json!({ "rating": "on-track" }));
    assert_eq!(update.fields[f::HANDED_OVER], "2024-02-01");
    assert_eq!(risk.fields[f::LIKELIHOOD], 5);
    // The same row comes to the same record, whenever it comes.
    assert_eq!(all.new, read_back(&FULL, &came).new);
}

#[test]
fn a_row_that_lacks_what_it_needs_is_said_and_not_lost() {
    let mut came = with_one_change();
    add(&mut came, kind::ACTION, &[(f::DESCRIPTION, "Something without a title")]);
    add(&mut came, kind::UPDATE, &[(f::NARRATIVE, "About nothing")]);
    let all = read_back(&FULL, &came);
    goes_on(&all);
    assert_eq!(all.new, []);
    let words: Vec<&str> = all.doubts.iter().map(|doubt| doubt.words.as_str()).collect();
    assert_eq!(words, ["Something without a title", "About nothing"]);
    assert!(all.doubts[1].why.contains("which action"), "{}", all.doubts[1].why);
}

#[test]
fn an_id_that_was_deleted_is_found_again() {
    let mut came = with_one_change();
    row(&mut came, kind::ACTION, 1).id.clear();
    row(&mut came, kind::ACTION, 1 + 1).cells.insert(f::SUCCESS, "All walk".into());
    let all = read_back(&FULL, &came);
    assert_eq!(all.changes.len(), 2);
    assert_eq!((all.new.len(), all.doubts.len()), (0, 0));
    assert!(told(&all)[0].starts_with("The hidden id is gone in sheet “Actions”"), "{:?}", told(&all));
}

#[test]
fn a_row_that_was_copied_is_said() {
    // Both as they went out: nothing to ask.
    let mut came = with_one_change();
    let copy = CameRow { number: 900, ..row(&mut came, kind::ACTION, 1).clone() };
    sheet(&mut came, kind::ACTION).rows.push(copy);
    let all = read_back(&FULL, &came);
    goes_on(&all);
    assert_eq!((all.new.len(), all.doubts.len(), all.remarks.len()), (0, 0, 1));
    // One of them was changed: which is meant, nobody can tell.
    sheet(&mut came, kind::ACTION).rows.last_mut().unwrap().cells.insert(f::TITLE, "Evening walks".into());
    let all = read_back(&FULL, &came);
    goes_on(&all);
    assert_eq!((all.new.len(), all.doubts.len()), (0, 1));
    assert!(all.doubts[0].words.contains("Evening walks") && all.doubts[0].why.contains("row 900"));
    // A copy without its id is new once it is called something else.
    sheet(&mut came, kind::ACTION).rows.last_mut().unwrap().id.clear();
    let all = read_back(&FULL, &came);
    goes_on(&all);
    let kinds: Vec<&str> = all.new.iter().map(|new| new.draft.kind).collect();
    assert_eq!(kinds, [kind::ACTION, kind::UPDATE], "with how it is going");
    assert_eq!(all.doubts.len(), 1, "when something was last said of it is worked out: {:?}", told(&all));
}

#[test]
fn rows_and_sheets_that_are_gone_take_nothing_out() {
    let mut came = with_one_change();
    came.sheets.retain(|sheet| sheet.kind.name != kind::EVENT);
    sheet(&mut came, kind::AIM).rows.truncate(20);
    row(&mut came, kind::ACTION, 2).cells.clear();
    let all = read_back(&FULL, &came);
    goes_on(&all);
    let told = told(&all);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].contains("Every cell of this row was emptied"));
    assert!(told[1..].iter().any(|words| words.contains("4 rows are not in sheet “Aims”")), "{told:?}");
    assert!(told[1..].iter().any(|words| words.contains("Sheet “Events” is not in the workbook")), "{told:?}");
}

#[test]
fn a_column_that_was_taken_out_empties_nothing() {
    let mut came = with_one_change();
    let actions = sheet(&mut came, kind::ACTION);
    actions.columns.remove(f::DESCRIPTION);
    actions.rows.iter_mut().for_each(|row| drop(row.cells.remove(f::DESCRIPTION)));
    let all = read_back(&FULL, &came);
    goes_on(&all);
    assert_eq!(told(&all), Vec::<String>::new());
}

#[test]
fn what_is_no_value_is_listed_with_its_place() {
    for (kind, column, says, wanted) in [
        (kind::ACTION, f::CLOSED, "31 February 2026", "enter a day"),
        (kind::ACTION, f::CLOSED, "March 2026", "enter a day"),
        (kind::ACTION, f::STATE, "Nearly", "choose one of those listed"),
        (kind::ACTION, f::OWNER, "The Unheard Of", "no organisation called “The Unheard Of”"),
        (kind::ACTION, f::PLACED, "Nowhere", "choose one of those listed"),
        (kind::ACTION, "rating", "Purple", "choose one of those listed"),
        (kind::ACTION, "rating", "", "cannot be taken away"),
        (kind::ACTION, "lastUpdate", "2026-01-01", "worked out from updates"),
        (kind::ACTION, f::TITLE, "", "Say"),
        (kind::RISK, f::LIKELIHOOD, "6", "from 1 to 5"),
        (kind::MEASURE, f::TARGET, "many", "enter one number"),
        (kind::EVENT, f::STARTS, "soon", "a day and a time"),
        (kind::EVENT, f::AMBASSADORS, "2.5", "a whole number"),
        (kind::CONTACT, f::EMAIL, "nobody", "e-mail address"),
        (kind::UPDATE, "ratings", "On track\nOff track", "choose one of those listed"),
    ] {
        let mut came = with_one_change();
        if says.is_empty() && column == "rating" {
            write(&mut came, id(kind, 1), column, "On track");
            let row = id(kind, 1);
            came.out.get_mut(&row).unwrap().1.insert("rating", "On track".into());
        }
        write(&mut came, id(kind, 1), column, says);
        let all = read_back(&FULL, &came);
        goes_on(&all);
        assert_eq!(all.new, [], "{says}");
        let told = told(&all);
        assert_eq!(told.len(), 1, "{says}: {told:?}");
        assert!(told[0].contains(wanted), "{says}: {told:?}");
        assert!(told[0].starts_with("sheet “") && told[0].contains(", row "), "{told:?}");
    }
}

#[test]
fn what_does_not_go_together_is_said_beside_it() {
    let mut came = came(&made(&FULL));
    write(&mut came, id(kind::EVENT, 1), f::ENDS, "2020-01-01T10:00");
    let all = read_back(&FULL, &came);
    assert_eq!(all.changes.len(), 1, "it is proposed, and whoever looks at it decides");
    assert!(told(&all)[0].starts_with("Look at sheet “Events”, row "), "{:?}", told(&all));
}

#[test]
fn a_workbook_of_somebody_else_is_said() {
    let came = came(&made(&FULL));
    let mut other = FULL.partnership.clone();
    other.id = id("partnership", 9);
    assert_eq!(changes(&came, &FULL.ledger, &other, today()).unwrap_err(), Refused::OtherPartnership);
    let mut elsewhere = came.clone();
    elsewhere.plan = id(kind::PLAN, 9);
    let refused = changes(&elsewhere, &FULL.ledger, &FULL.partnership, today()).unwrap_err();
    assert_eq!(refused, Refused::OtherPlan);
    assert_eq!(refused.to_string(), "This workbook is of a plan that is not here. Open that plan's file first.");
}

#[test]
fn what_is_not_in_the_plan_any_more_is_said() {
    let mut came = with_one_change();
    write(&mut came, id(kind::ACTION, 1), f::TITLE, "Health walks");
    let mut set = FULL.ledger.records().clone();
    set.remove(id(kind::ACTION, 1));
    let later = World { ledger: ledger(set), partnership: FULL.partnership.clone(), plan: FULL.plan };
    let all = changes(&came, &later.ledger, &later.partnership, today()).unwrap();
    goes_on(&all);
    assert_eq!(all.doubts.len(), 1);
    assert_eq!(all.doubts[0].words, "Health walks");
}

#[test]
fn two_rows_of_one_title_are_two_records() {
    let made_of = |says: &str| {
        let mut came = came(&made(&FULL));
        add(&mut came, kind::ACTION, &[(f::TITLE, "Training"), (f::DESCRIPTION, says)]);
        came
    };
    let (one, other) = (read_back(&FULL, &made_of("For carers")), read_back(&FULL, &made_of("For schools")));
    assert_ne!(one.new[0].draft.id, other.new[0].draft.id);
    // Whatever stands above it, a row is the same record.
    let mut both = made_of("For carers");
    add(&mut both, kind::ACTION, &[(f::TITLE, "Training"), (f::DESCRIPTION, "For schools")]);
    let both = read_back(&FULL, &both);
    assert_eq!([both.new[0].draft.id, both.new[1].draft.id], [one.new[0].draft.id, other.new[0].draft.id]);
    // Once the first is used, the other is still proposed.
    let later = with_new(&one, &[]);
    let all = read_back(&later, &made_of("For schools"));
    assert_eq!((all.new.len(), told(&all)), (1, Vec::new()));
    // The first says nothing new; once the plan says something else, its words are told.
    let all = read_back(&later, &made_of("For carers"));
    assert_eq!((all.new.len(), all.doubts.len(), all.remarks.len()), (0, 0, 1));
    let later = with_new(&one, &[(f::DESCRIPTION, "For everybody")]);
    let all = read_back(&later, &made_of("For carers"));
    assert_eq!((all.new.len(), all.doubts.len(), all.remarks.len()), (0, 1, 0));
    assert_eq!(all.doubts[0].words, "For carers | Training");
}

/// The plan with the first new record of a workbook, in which these fields were changed since.
fn with_new(all: &Changes, since: &[(&str, &str)]) -> World {
    let (mut set, mut clock) = (FULL.ledger.records().clone(), Clock::new(id("writer", 8)));
    let draft = since.iter().fold(all.new[0].draft.clone(), |draft, (field, value)| draft.with(*field, *value));
    draft.edits().for_each(|edit| drop(set.edit(&edit, clock.next(1_800_000_000_001))));
    World { ledger: ledger(set), partnership: FULL.partnership.clone(), plan: FULL.plan }
}
