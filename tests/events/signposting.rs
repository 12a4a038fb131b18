//! Signposting: writing a service's entry, finding it, the card and the slip that are shown of it, and what happens
//! when it is wrong. The code on the card is read by somebody else's decoder.

use super::stall::*;
use crate::device::{Device, new_id};
use golden_thread::domain::{fields as f, kind};
use golden_thread::events::entry::withdraw;
use golden_thread::events::services::{self, ServiceLine, Wanted};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::pencil::{self, Filled, Form};
use golden_thread::record::{Edit, Id};
use golden_thread::report;

/// A Thursday morning in London.
const NOW: &str = "2026-06-18T10:30";

fn line(device: &Device, wanted: &Wanted) -> Vec<ServiceLine> {
    services::find(&device.state.ledger, wanted, NOW.parse().unwrap())
}

const FIELDS: [&str; 7] = [f::NAME, f::DESCRIPTION, f::FOR, f::REACH, f::OPENING, f::COST, f::LANGUAGE];

fn form() -> Form {
    pencil::form(kind::SERVICE, &FIELDS, "2026-06-18".parse().unwrap()).unwrap()
}

fn pantry() -> Filled {
    pantry_with(&[])
}

/// The pantry's entry, but for these fields.
fn pantry_with(texts: &[(&str, &str)]) -> Filled {
    let pantry = [
        (f::NAME, "Elm Street pantry"),
        (f::DESCRIPTION, "A week's food for a small fee"),
        (f::REACH, "Elm Street Hall, 020 7946 0101, www.example.org/pantry"),
        (f::OPENING, "Tue & Thu 10am–2pm"),
        (f::COST, "£4 a week"),
        (f::LANGUAGE, "English,  Español , "),
        (f::FOR, "food cost-of-living"),
    ];
    Filled(pantry.iter().chain(texts).map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect())
}

fn put(device: &mut Device, words: &Filled, id: Id, checked: Option<&str>) -> usize {
    let mut edits = form().edits(&device.state.ledger, id, words);
    let (kind, field) = (kind::SERVICE.to_owned(), f::LAST_CHECKED.to_owned());
    edits.extend(checked.map(|day| Edit { record: id, kind, field, value: day.into() }));
    let changed = edits.len();
    device.save(Work::typed(edits), vec![]).unwrap();
    changed
}

#[test]
fn an_entry_is_written_found_changed_and_taken_off_the_list() {
    let (mut office, mut phones, _) = stall(1);
    let (id, phone) = (new_id(), &mut phones[0]);
    // A representative writes it; it reaches the office with a return, and everybody with the next plan file.
    put(phone, &pantry(), id, Some("2026-06-01"));
    hand_in(phone, &mut office);
    let found = line(&office, &Wanted { topic: "food".into(), ..Wanted::default() });
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].languages, ["English", "Español"]);
    assert!(!found[0].stale && !found[0].reported);
    assert_eq!(line(&office, &Wanted { topic: "smoking".into(), ..Wanted::default() }), []);
    assert_eq!(line(&office, &Wanted { free: true, ..Wanted::default() }), []);

    // Only what differs is written; a language and a topic that go are gone; the day it was checked stays.
    let mut words = form().first(&office.state.ledger, Some(id));
    assert_eq!(put(&mut office, &words, id, None), 0);
    for (field, text) in [(f::COST, "Free"), (f::LANGUAGE, "English"), (f::FOR, "food")] {
        words.0.insert(field.into(), text.into());
    }
    assert_eq!(put(&mut office, &words, id, None), 3);
    let found = line(&office, &Wanted { free: true, ..Wanted::default() });
    assert_eq!(found[0].languages, ["English"]);
    assert_eq!(found[0].last_checked, "2026-06-01".parse().ok());
    assert_eq!(line(&office, &Wanted { topic: "cost-of-living".into(), ..Wanted::default() }), []);

    issue_to(&mut office, phone);
    assert_eq!(line(phone, &Wanted::default())[0].cost, "Free");
    let gone = withdraw(&office.state.ledger, id, "It closed in May").unwrap();
    office.save(gone, vec![]).unwrap();
    issue_to(&mut office, phone);
    assert_eq!(line(phone, &Wanted::default()), []);
    assert!(withdraw(&phone.state.ledger, id, "Again").is_none());
}

#[test]
fn an_entry_that_nobody_could_use_is_not_kept() {
    let (mut office, _, _) = stall(0);
    let id = new_id();
    put(&mut office, &pantry(), id, None);
    let ledger = &office.state.ledger;
    let wrong = |words: &Filled, id| form().wrong(ledger, id, words).into_iter().map(|p| p.field).collect::<Vec<_>>();
    assert_eq!(wrong(&pantry(), Some(id)), [""; 0]);
    assert_eq!(wrong(&pantry_with(&[(f::NAME, " elm street  Pantry. ")]), None), [f::NAME]);
    assert_eq!(wrong(&Filled::default(), None), [f::NAME, f::FOR, f::REACH]);
    for problem in form().wrong(ledger, None, &Filled::default()) {
        assert!(problem.text.ends_with('.'), "{}", problem.text);
    }
}

#[test]
fn a_wrong_entry_says_so_until_somebody_has_checked_it() {
    let (mut office, mut phones, _) = stall(1);
    let (id, phone) = (new_id(), &mut phones[0]);
    put(&mut office, &pantry(), id, Some("2026-06-01"));
    issue_to(&mut office, phone);
    let report = services::report_wrong(new_id(), id, " Nobody answers ", "2026-06-02".parse().unwrap());
    phone.save(Work::drafts([&report], Cause::Typed), vec![]).unwrap();
    let text = hand_in(phone, &mut office);
    assert!(text.contains("Nobody answers"));
    for device in [&office, &*phone] {
        let line = &line(device, &Wanted::default())[0];
        assert!(line.reported);
        assert!(report::service_card("en", line).contains("Somebody said this is wrong"));
    }
    assert_eq!(services::wrong_entries(&office.state.ledger)[0].note, "Nobody answers");
    // Checked on the day of the report, after it; and reported again that day.
    put(&mut office, &pantry(), id, Some("2026-06-02"));
    assert!(!line(&office, &Wanted::default())[0].reported);
    let again = services::report_wrong(new_id(), id, "Nobody answers still", "2026-06-02".parse().unwrap());
    office.save(Work::drafts([&again], Cause::Typed), vec![]).unwrap();
    assert_eq!(services::wrong_entries(&office.state.ledger).len(), 1);
    put(&mut office, &pantry(), id, Some("2026-06-03"));
    assert!(!line(&office, &Wanted::default())[0].reported);
}

#[test]
fn what_was_typed_runs_nowhere() {
    let (mut office, _, _) = stall(0);
    let nasty = "<img src=x onerror=alert(1)>\" onclick=\"x() javascript:alert(1) https://a.org/\"onmouseover=x";
    let all = [f::NAME, f::DESCRIPTION, f::REACH, f::OPENING, f::COST, f::LANGUAGE].map(|field| (field, nasty));
    let words = pantry_with(&[&all[..], &[(f::FOR, "food")]].concat());
    put(&mut office, &words, new_id(), None);
    let line = &line(&office, &Wanted::default())[0];
    for html in [
        report::service_line(line, "#/services/x"),
        report::service_card("en", line),
        report::service_slips(line, nasty),
        report::own_contact("en", nasty),
        report::poster(nasty, nasty),
        report::answers_sheet(&office.state.ledger, new_id(), nasty),
    ] {
        assert!(!html.contains("<img"), "{html}");
        assert!(!html.contains("\" on"), "{html}");
        for address in html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(["#/services/", "https://", "tel:", "mailto:"].iter().any(|s| address.starts_with(s)), "{address}");
        }
        assert!(!html.contains("style="), "the content policy blocks it");
    }
}

#[test]
fn the_card_says_what_a_resident_needs_and_its_code_can_be_read() {
    let (mut office, _, _) = stall(0);
    put(&mut office, &pantry(), new_id(), Some("2025-06-01"));
    let line = &line(&office, &Wanted::default())[0];
    let card = report::service_card("en", line);
    for said in [
        "Open now",
        "Not checked for a long time",
        "A week&#39;s food",
        "Elm Street Hall",
        "href=\"tel:02079460101\"",
        "href=\"https://www.example.org/pantry\"",
        "Tue &amp; Thu",
        "£4 a week",
        "English, Español",
        "1 June 2025",
    ] {
        assert!(card.contains(said), "{said} is not in {card}");
    }
    assert_eq!(card.matches("gt-qr__code").count(), 1, "one code");
    assert_eq!(decoded(&card), "https://www.example.org/pantry");
    let slips = report::service_slips(line, "From us.");
    assert_eq!(slips.matches("<section class=\"gt-slip\">").count(), 6);
    assert!(!slips.contains("href="), "nobody presses paper");
    assert_eq!(decoded(&slips), "https://www.example.org/pantry");

    let only_phone = pantry_with(&[(f::NAME, "Quit"), (f::REACH, "020 7946 0102")]);
    put(&mut office, &only_phone, new_id(), None);
    let quit = services::find(&office.state.ledger, &Wanted::default(), NOW.parse().unwrap());
    let quit = quit.iter().find(|l| l.name == "Quit").unwrap();
    assert_eq!(decoded(&report::service_card("en", quit)), "tel:02079460102");
    let long = pantry_with(&[(f::NAME, "Long"), (f::REACH, &format!("example.org/{}", "x".repeat(900)))]);
    put(&mut office, &long, new_id(), None);
    let long = services::find(&office.state.ledger, &Wanted::default(), NOW.parse().unwrap());
    let long = long.iter().find(|l| l.name == "Long").unwrap();
    assert!(!report::service_card("en", long).contains("gt-qr"), "better none than one that no camera reads");
}

/// What a decoder reads off the first code of a page, drawn as the page draws it: quiet zone and all.
fn decoded(html: &str) -> String {
    let after = |text: &str, mark: &str| text.split_once(mark).unwrap().1.to_owned();
    let svg = after(html, "gt-qr__code");
    let view = after(&svg, "viewBox=\"");
    let view: Vec<i32> = view.split('"').next().unwrap().split(' ').map(|n| n.parse().unwrap()).collect();
    let [left, top, width, height] = view[..] else { panic!("{view:?}") };
    assert_eq!((left, top, width), (-4, -4, height), "a quiet zone of four modules");
    let path = after(&after(&svg, "gt-qr__dark"), " d=\"");
    let mut dark = std::collections::BTreeSet::new();
    for run in path.split('"').next().unwrap().split('M').skip(1) {
        let (at, run) = run.split_once('h').unwrap();
        let (x, y) = at.split_once(' ').unwrap();
        let (x, y): (i32, i32) = (x.parse().unwrap(), y.parse().unwrap());
        let run: i32 = run.split_once('v').unwrap().0.parse().unwrap();
        dark.extend((x..x + run).map(|x| (x, y)));
    }
    const SCALE: i32 = 4;
    let size = usize::try_from(width * SCALE).unwrap();
    let shade = |x: usize, y: usize| {
        let at = |n: usize, from: i32| i32::try_from(n).unwrap() / SCALE + from;
        if dark.contains(&(at(x, left), at(y, top))) { 0 } else { 255 }
    };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(size, size, shade);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}
