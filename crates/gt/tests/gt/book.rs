//! The plan as a workbook, and what was changed in one by another program.

use crate::{Folder, NOW, SAMPLE, WRITER, gt};
use serde_json::{Value, json};

/// Saved by LibreOffice; `tests/data/workbook/README.md` says what was changed in it.
const CHANGED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/workbook/libreoffice.xlsx");

#[test]
fn a_plan_goes_out_as_a_workbook_and_says_nothing_when_it_comes_back() {
    let folder = Folder::new("export");
    let (file, sheets) = (folder.path("plan.xlsx"), folder.path("sheets"));
    let made = gt(&["export", SAMPLE, "--xlsx", &file, "--csv", &sheets, "--now", NOW]);
    assert_eq!(made.code, 0, "{}", made.err);
    let names: Vec<String> = made.text().lines().map(str::to_owned).collect();
    assert!(names.iter().any(|name| name.ends_with("Actions.csv")), "{names:?}");
    let actions = std::fs::read_to_string(names.iter().find(|name| name.ends_with("Actions.csv")).unwrap()).unwrap();
    assert_eq!(actions.matches("\r\n").count(), 54, "a heading, and a line for each action");
    let again = folder.path("again.xlsx");
    gt(&["export", SAMPLE, "--xlsx", &again, "--now", NOW]).fine();
    assert_eq!(std::fs::read(&file).unwrap(), std::fs::read(&again).unwrap(), "the same bytes each time");

    let read = gt(&["answer", &file, "--plan", SAMPLE, "--json"]);
    let said: Value = serde_json::from_str(&read.text()).unwrap();
    for list in ["changes", "new", "notUnderstood", "remarks"] {
        assert_eq!(said[list], json!([]), "{list}");
    }
    let nothing = gt(&["answer", &file, "--plan", SAMPLE, "--now", NOW, "--writer", WRITER]);
    assert!(nothing.err.contains("0 changes"), "{}", nothing.err);
}

#[test]
fn what_was_changed_in_a_workbook_is_a_file_to_look_at() {
    let folder = Folder::new("answer-book");
    let read = |more: &[&str]| {
        let args = ["answer", CHANGED, "--plan", SAMPLE, "--by", "Amina", "--now", NOW, "--writer", WRITER];
        gt(&[&args[..], more].concat())
    };
    let said: Value = serde_json::from_str(&read(&["--json"]).text()).unwrap();
    assert_eq!(said["changes"].as_array().unwrap().len() + said["new"].as_array().unwrap().len(), 6);
    let made = read(&[]);
    assert!(made.err.contains("6 changes\n0 things were not understood"), "{}", made.err);
    let bundle = folder.put("answer.thread.json", &made.fine());
    assert_eq!(read(&[]).out, std::fs::read(&bundle).unwrap(), "the same bytes each time");
    let words = gt(&["diff", SAMPLE, &bundle]).text();
    assert!(
        words.contains("Health walks in every neighbourhood") && words.contains("Evening walks for carers"),
        "{words}"
    );
    // Once more, as the same file: it is checked like any other.
    gt(&["check", &bundle]).fine();
}

#[test]
fn wrong_usage_of_export_is_said() {
    for wrong in [
        &["export", SAMPLE][..],
        &["export", "--xlsx", "x.xlsx"],
        &["export", SAMPLE, "--xlsx", "x.xlsx", "--for", "everybody"],
        &["export", SAMPLE, "--xlsx", "x.xlsx", "--plan", "nought"],
    ] {
        assert_eq!(gt(wrong).code, 2, "{wrong:?}");
    }
    assert!(gt(&["help", "export"]).text().contains("--csv FOLDER"));
}
