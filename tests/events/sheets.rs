//! Paper sheets: the numbers they are printed with, what is on them, and typing them in.

use super::stall::*;
use crate::device::{Device, new_id};
use golden_thread::domain::{AnswerState, Draft, Happened, fields as f, kind};
use golden_thread::events::sheet::{self, Again, Sheet, SheetRefused};
use golden_thread::events::totals::{Totals, handed_over};
use golden_thread::events::{closing, counting};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::record::Id;
use golden_thread::report;
use std::collections::BTreeSet;

fn numbers(device: &mut Device, event: Id, how_many: u64) -> Vec<String> {
    let (numbers, work) = sheet::new_numbers(&device.state.ledger, here(device, event), how_many);
    device.save(work, vec![]).unwrap();
    numbers
}

#[test]
fn no_two_sheets_have_one_number() {
    let (mut office, mut phones, event) = stall(3);
    let mut all = BTreeSet::new();
    let mut made = 0;
    for _ in 0..3 {
        for device in phones.iter_mut().chain([&mut office]) {
            for number in numbers(device, event, 5) {
                assert!((6..=7).contains(&number.len()), "{number}");
                assert_eq!(sheet::plain_number(&number), number, "it is typed as it is printed");
                all.insert(Sheet::id(event, &number));
                made += 1;
            }
        }
    }
    assert_eq!(all.len(), made);
    let phone = &mut phones[0];
    assert!(!closing::is_open(&phone.state.ledger, event, Some(phone.writer())), "nothing was counted");
    assert_eq!(counting::turn(&phone.state.ledger, event), 0);
    assert!(phone.make_return().is_none(), "how many sheets were printed is nobody's business");
}

#[test]
fn a_number_is_the_same_however_it_is_typed() {
    for typed in ["K7M-04", "k7m-4", " K7M 004", "K7M04", "k7m4", "K7M\u{2013}04", "K7M.4"] {
        assert_eq!(sheet::plain_number(typed), "K7M-04", "{typed}");
    }
    for (typed, plain) in [("12", "12"), ("012", "12"), ("K7M-104", "K7M-104"), ("K7M-04B", "K7M-04B"), ("A", "A")] {
        assert_eq!(sheet::plain_number(typed), plain);
    }
    for typed in ["1", "No. 1", "no 1", "No.1", "#1", " # 01", "NR 1", "Sheet 1", "sheet no. 001"] {
        assert_eq!(sheet::plain_number(typed), "1", "{typed}");
    }
    assert_eq!(sheet::plain_number("No. K7M-4"), "K7M-04");
    assert_eq!(sheet::plain_number(" - "), "");
    for (typed, figure) in [("", Some(0)), (" 12 ", Some(12)), ("99999", Some(99_999)), ("100000", None)] {
        assert_eq!(sheet::figure(typed), figure);
    }
    for typed in ["-1", "1.5", "1,5", "twelve", "+3", "1 2", "٣"] {
        assert_eq!(sheet::figure(typed), None, "{typed}");
    }
}

fn filled(number: &str, food: u64) -> Sheet {
    let [talked, _, _, both, _] = sheet::columns();
    let rows = vec![("food".into(), talked, food), ("smoking".into(), both, 4)];
    Sheet { number: number.into(), rows, reached: 40, ..Sheet::default() }
}

#[test]
fn a_sheet_typed_in_twice_counts_once_and_nothing_new_on_it_is_lost() {
    let (mut office, _, event) = stall(0);
    let number = numbers(&mut office, event, 1).remove(0);
    let work = sheet::enter(&office.state.ledger, event, &filled(&number, 9), Again::Ask).unwrap();
    office.save(work, vec![]).unwrap();
    let ledger = &office.state.ledger;
    let again = filled(&number.to_lowercase().replace('-', " "), 9);
    assert_eq!(sheet::enter(ledger, event, &again, Again::Ask), Err(SheetRefused::Known { same: true }));
    assert_eq!(sheet::differences(ledger, event, &again, 1), []);
    let totals = Totals::of(&handed_over(ledger, event));
    assert_eq!((totals.conversations, totals.checked, totals.signposted, totals.reached), (13, 4, 4, 40));

    // The same figures with something new to say are not the same sheet.
    let with_note = Sheet { note: "No shade".into(), ..again };
    assert_eq!(sheet::enter(ledger, event, &with_note, Again::Ask), Err(SheetRefused::Known { same: false }));
    let other = Sheet { note: "No shade".into(), ..filled(&number, 10) };
    let differ: Vec<_> = sheet::differences(ledger, event, &other, 1);
    let differ: Vec<(&str, &str, &str)> =
        differ.iter().map(|d| (d.what.as_str(), d.before.as_str(), d.now.as_str())).collect();
    assert_eq!(differ, [("Food, Talked", "9", "10"), ("What was hard", "", "No shade")]);
    let table = report::sheet_differences(ledger, event, &Sheet { note: "<b>No shade".into(), ..other.clone() }, 1);
    assert!(
        table.contains("<th class=\"nhsuk-table__header\" scope=\"row\">Food, Talked</th>")
            && table.contains("&lt;b&gt;")
    );
    let work = sheet::enter(ledger, event, &other, Again::Same(1)).unwrap();
    office.save(work, vec![]).unwrap();
    let typed = sheet::typed_in(&office.state.ledger, event);
    assert_eq!(typed.len(), 1);
    assert_eq!((typed[0].number.as_str(), typed[0].conversations), (number.as_str(), 14));
    let table = report::sheets_typed_in(&office.state.ledger, event);
    assert_eq!(
        table.matches("<td class=\"nhsuk-table__cell\">14</td>").count(),
        2,
        "the sheet, and all of them: {table}"
    );
    let personal = Sheet { note: "Ring Jo on 07700 900123".into(), ..Sheet::default() };
    assert_eq!(personal.personal("2026-02-01".parse().unwrap()).len(), 1);
}

#[test]
fn a_printed_sheet_has_its_number_its_topics_and_whom_to_ring() {
    let (mut office, _, event) = stall(0);
    let name = Draft { id: event, ..Draft::new(event, kind::EVENT).with(f::NAME, "Health <in> the park") };
    office.save(Work::drafts([&name], Cause::Typed), vec![]).unwrap();
    let printed: Vec<Option<String>> = numbers(&mut office, event, 2).into_iter().map(Some).collect();
    let html = report::tally_sheets(&office.state.ledger, event, &printed);
    assert_eq!(html.matches("<article").count(), 2);
    for number in printed.iter().flatten() {
        assert_eq!(html.matches(&format!("<strong>{number}</strong>")).count(), 1);
    }
    let one = html.split("</article>").next().unwrap();
    for said in [
        "Health &lt;in&gt; the park",
        "The bandstand",
        "Ring 999",
        "Ada Example",
        "020 7946 0000",
        "Never write a name",
        "Leaflets given out",
        "People reached",
        "What was hard",
        "Checked and signposted",
    ] {
        assert!(one.contains(said), "{said} is not on {one}");
    }
    // Eleven topics and two empty rows; a column for each way a conversation can go.
    assert_eq!(one.matches("scope=\"row\"").count(), 11);
    assert_eq!(one.matches("<tr><td></td>").count(), 2);
    assert_eq!(one.matches("gt-sheet__boxes").count(), 13 * sheet::columns().len());
    assert_eq!(one.matches("scope=\"col\"").count(), 1 + sheet::columns().len());
    assert!(sheet::columns().iter().all(|c| one.contains(&sheet::column_word(c))));
    assert_eq!(report::tally_sheets(&office.state.ledger, new_id(), &printed), "", "no such event");
    let without = sheet::columns().map(|c| c == Happened::default());
    assert_eq!(without.iter().filter(|talked| **talked).count(), 1);
}

#[test]
fn the_answers_sheet_holds_what_fits_and_says_what_does_not() {
    let (mut office, _, event) = stall(0);
    assert!(report::answers_sheet(&office.state.ledger, event, "Us").contains("There are no answers yet"));
    for n in 0..9 {
        let near = n == 0;
        let mut answer = Draft::new(new_id(), kind::ANSWER)
            .with(f::WORDING, format!("Number {n}: {}", "words ".repeat(20)))
            .with(f::STATE, if near { AnswerState::Done.name() } else { AnswerState::LookedAt.name() })
            .with(f::BECAUSE, "We did what we could")
            .with(f::ANSWERED_BY, "The council")
            .with(f::DATE, format!("2026-0{}-01", n + 1))
            .with(f::SAID, 20)
            .with(f::EVENTS, 3);
        if near {
            answer.set(format!("{}/Peckham", f::NEIGHBOURHOOD), true);
        }
        office.save(Work::drafts([&answer], Cause::Typed), vec![]).unwrap();
    }
    let (shown, left) = report::answers_that_fit(&office.state.ledger, event);
    assert_eq!(shown.len() + left.len(), 9);
    assert!(shown.len() > 1 && !left.is_empty(), "{} and {}", shown.len(), left.len());
    assert!(shown[0].near && shown[0].told.contains("Number 0"), "what was told here stands first");
    assert!(shown[1].told.contains("Number 8"), "then the newest");
    let html = report::answers_sheet(&office.state.ledger, event, "Us & them");
    assert_eq!(html.matches("<section class=\"gt-half\">").count(), 2, "two halves of one sheet");
    assert_eq!(html.matches("gt-half__answer").count(), 2 * shown.len());
    assert!(html.contains("Us &amp; them") && html.contains("<strong>It is done.</strong>"));
    let poster = report::poster("Partnership Southwark", "");
    assert!(poster.contains("I count topics, not names") && poster.contains("Partnership Southwark"));
    assert!(poster.contains("\u{2026}"), "a line to write on");
}

#[test]
fn two_sheets_with_one_number_are_asked_about_and_none_is_dropped() {
    let (mut office, _, event) = stall(0);
    let enter = |office: &mut Device, sheet: &Sheet, again: Again| -> Result<(), SheetRefused> {
        let work = sheet::enter(&office.state.ledger, event, sheet, again)?;
        office.save(work, vec![]).unwrap();
        Ok(())
    };
    let typed = |office: &Device| -> Vec<(String, u64)> {
        let all = sheet::typed_in(&office.state.ledger, event);
        all.into_iter().map(|t| (t.number, t.conversations)).collect()
    };
    let all = |office: &Device| Totals::of(&handed_over(&office.state.ledger, event)).conversations;
    let (first, second) = (filled("7", 9), Sheet { note: "No shade".into(), ..filled("No. 7", 20) });
    enter(&mut office, &first, Again::Ask).unwrap();
    // Two people numbered theirs from one.
    assert_eq!(enter(&mut office, &second, Again::Ask), Err(SheetRefused::Known { same: false }));
    assert_eq!(all(&office), 13, "nothing was changed");
    enter(&mut office, &second, Again::Another).unwrap();
    assert_eq!(typed(&office), [("7".into(), 13), ("7 (2)".into(), 24)]);
    assert_eq!(all(&office), 37, "both count");
    // Even a third that says the same as one of them is asked about.
    assert_eq!(enter(&mut office, &second, Again::Ask), Err(SheetRefused::Known { same: true }));
    let known: Vec<u64> = second.known(&office.state.ledger, event).into_iter().map(|(nth, _)| nth).collect();
    assert_eq!(known, [1, 2]);
    assert_eq!(sheet::differences(&office.state.ledger, event, &second, 2), []);
    assert!(!sheet::differences(&office.state.ledger, event, &second, 1).is_empty());
    enter(&mut office, &second, Again::Another).unwrap();
    assert_eq!((typed(&office).len(), all(&office)), (3, 61));
    // The second one was misread: only that one changes.
    enter(&mut office, &filled("7", 30), Again::Same(2)).unwrap();
    assert_eq!(typed(&office), [("7".into(), 13), ("7 (2)".into(), 34), ("7 (3)".into(), 24)]);
    assert!(office.state.ledger.records().get(Sheet::id(event, "7")).is_some(), "the first has the id it always had");
}
