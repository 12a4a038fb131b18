//! What may slip out at a stall: a name typed where a language is asked for, a note read by whoever holds the phone
//! next, a lead's number that nobody can ring.

use super::stall::*;
use crate::device::{Device, new_id};
use golden_thread::disclosure::Shown;
use golden_thread::domain::{Counts, Draft, Insight, Tally, fields as f, kind, kinds, languages};
use golden_thread::events::counting::{What, hand_over, holder, undo};
use golden_thread::events::insights::{Note, notes, voices};
use golden_thread::events::{self, Lack, closing, counting, figures, totals};
use golden_thread::ledger::Ledger;
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::pieces::{Names, asked, is_hidden};
use golden_thread::record::Id;
use golden_thread::report;

#[test]
fn a_language_is_counted_by_its_name_and_nothing_else_is() {
    for (typed, counted) in [
        ("Yoruba", Some("Yoruba")),
        (" yoruba ", Some("Yoruba")),
        ("british  sign language", Some("British Sign Language")),
        ("Ki-Kongo", Some("Ki-Kongo")),
        ("N\u{2019}Ko", Some("N\u{2019}Ko")),
        ("Español", Some("Spanish")),
        ("portugués", Some("Portuguese")),
        ("bsl", Some("British Sign Language")),
        ("POLSKI", Some("Polish")),
        ("portugues", Some("Portuguese")),
        ("tieng viet", Some("Vietnamese")),
        ("العربية", Some("Arabic")),
        ("Other", Some("other")),
        ("otro", Some("other")),
        ("Maria Gonzales", None),
        ("Amina", None),
        ("Yorubaa", None),
        ("", None),
        ("-", None),
        ("Amina Begum 07700 900123", None),
        ("Amina, flat B", None),
        ("Ana, Spanish", None),
        ("Yoruba/Igbo", None),
        ("amina at gmail dot com", None),
        ("amina@example.org", None),
        ("SE15 4QL", None),
        ("my neighbour who came with her sister", None),
    ] {
        assert_eq!(languages::name(typed), counted, "{typed}");
        let (_, phones, event) = stall(1);
        let tap = counting::count(&phones[0].state.ledger, here(&phones[0], event), &What::Language(typed.into()));
        assert_eq!(tap.is_some(), counted.is_some(), "{typed}");
    }
}

#[test]
fn a_name_typed_for_a_language_leaves_no_phone_and_stands_on_no_paper() {
    let (mut office, mut phones, event) = stall(1);
    // An older version counted whatever was typed.
    let here_now = here(&phones[0], event);
    let mut before = Counts::new();
    before.add("language/Amina Begum", 9);
    let counter = golden_thread::domain::ids::derived(&[kind::COUNTER, &event.to_string()]);
    let old = Draft::new(counter, kind::COUNTER)
        .with(f::EVENT, event.to_string())
        .with(format!("{}/{}", f::COUNT, here_now.writer), before.to_value());
    phones[0].save(Work::drafts([&old], Cause::Counted), vec![]).unwrap();
    for _ in 0..9 {
        talk(&mut phones[0], event, "food", false);
        count(&mut phones[0], event, What::Language("bengali".into()));
        count(&mut phones[0], event, What::Age("80-plus".into()));
        count(&mut phones[0], event, What::District("se15 4ql".into()));
    }
    // A wrong one can be taken back, however it was spelled.
    let tap = count(&mut phones[0], event, What::Language("BANGLA".into()));
    let work = undo(&phones[0].state.ledger, here(&phones[0], event), &tap).unwrap();
    phones[0].save(work, vec![]).unwrap();
    let leaving = closing::leaving(&phones[0].state.ledger, event);
    let words = |people: &[(String, u64)]| people.iter().map(|(what, n)| format!("{what} {n}")).collect::<Vec<_>>();
    let lists: Vec<Vec<String>> = asked(&leaving.counts).iter().map(|(_, people)| words(people)).collect();
    assert_eq!(lists, [vec!["80 and over 9"], vec!["Bengali 9", "Other languages 9"], vec!["SE15 9"]]);
    close(&mut phones[0], event);
    let sent = hand_in(&mut phones[0], &mut office);
    assert!(sent.contains("language/other") && !sent.contains("Amina"), "{sent}");
    // The office's review reads the same lists.
    let names = Names { ledger: &office.state.ledger, file: None };
    let tally: Vec<Tally<'_>> = totals::tallies(&office.state.ledger, event).collect();
    let (name, value) = tally[0].0.members(f::COUNT).next().unwrap();
    let read = names.value_of(kind::TALLY, &format!("{}/{name}", f::COUNT), Some(value));
    for words in ["80 and over: 9", "Other languages: 9", "Bengali: 9", "SE15: 9"] {
        assert!(read.contains(words), "{read}");
    }
    // What another program counted is no name either.
    let mut more = Counts::new();
    more.add("district/Amina, flat 3", 9);
    more.add("language/Amina Gonzales", 9);
    more.add("age/Amina", 9);
    let id = golden_thread::domain::ids::without_minute(new_id());
    let field = format!("{}/{}", f::COUNT, new_id());
    let other = Draft::new(id, kind::TALLY).with(f::EVENT, event.to_string()).with(&field, more.to_value());
    office.save(Work::drafts([&other], Cause::Typed), vec![]).unwrap();
    let names = Names { ledger: &office.state.ledger, file: None };
    let read = names.value_of(kind::TALLY, &field, Some(&more.to_value()));
    assert!(read.contains("Other languages: 9") && !read.contains("Gonzales"), "{read}");
    let work = figures::publish(&office.state.ledger, event, "2026-02-01".parse().unwrap()).unwrap();
    office.save(work, vec![]).unwrap();
    let shown = figures::published(&office.state.ledger, event).unwrap();
    assert_eq!(shown.get("language/other"), Some(Shown::Count(20)));
    assert_eq!(shown.get("language/Bengali"), Some(Shown::Count(10)));
    let paper = report::markdown(&report::event(&office.state.ledger, event, None).unwrap());
    let issue = issue_to(&mut office, &mut phones[0]);
    assert!(paper.contains("Other languages") && paper.contains("SE15"), "{paper}");
    assert!(!paper.contains("Amina") && !issue.contains("Amina"), "{paper}");
}

#[test]
fn a_note_keeps_the_name_of_a_language_and_no_other_name() {
    let (_, mut phones, event) = stall(1);
    for (typed, kept) in [("polski", "Polish"), (" ", ""), ("Maria Gonzales", "other"), ("other", "other")] {
        let id = golden_thread::domain::ids::without_minute(new_id());
        let note = Note { words: "words".into(), language: typed.into(), ..Note::default() };
        let work = note.keep(&phones[0].state.ledger, here(&phones[0], event), id);
        phones[0].save(work, vec![]).unwrap();
        assert_eq!(Insight(phones[0].state.ledger.records().get(id).unwrap()).language(), kept, "{typed}");
    }
}

fn note(phone: &mut Device, event: Id, words: &str) -> Id {
    let id = golden_thread::domain::ids::without_minute(new_id());
    let note = Note { theme: "Food".into(), words: words.into(), said: 6, ..Note::default() };
    let work = note.keep(&phone.state.ledger, here(phone, event), id);
    phone.save(work, vec![]).unwrap();
    id
}

fn hand_on(phone: &mut Device, event: Id, to: &str) {
    let work = hand_over(&phone.state.ledger, here(phone, event), to);
    phone.save(work, vec![]).unwrap();
}

#[test]
fn a_note_from_before_is_named_nowhere_on_the_phone() {
    let (mut office, mut phones, event) = stall(1);
    let first = note(&mut phones[0], event, "first words");
    hand_on(&mut phones[0], event, "Ben");
    let second = note(&mut phones[0], event, "second words");
    hand_on(&mut phones[0], event, "");
    let third = note(&mut phones[0], event, "third words");
    let read = |ledger: &Ledger| {
        let names = Names { ledger, file: None };
        [first, second, third].map(|id| names.title(id)).join("; ")
    };
    let ledger = &phones[0].state.ledger;
    let all = read(ledger);
    assert!(!all.contains("first") && !all.contains("second") && all.contains("third words"), "{all}");
    assert_eq!((holder(ledger, event, 0), holder(ledger, event, 1)), (None, Some("Ben".into())));
    assert_eq!(holder(ledger, event, 2), None, "no name was given");
    let (shown, hidden) = notes(ledger, event);
    assert_eq!((shown.len(), hidden), (1, 2));
    // Let go by those who made them, they go, and are named on the phone no more than before.
    let chosen = (&[first, second, third][..], &[0, 1][..]);
    let work = closing::close_with(ledger, here(&phones[0], event), chosen, "", new_id());
    phones[0].save(work, vec![]).unwrap();
    let ledger = &phones[0].state.ledger;
    assert_eq!(read(ledger), all);
    let paper = report::markdown(&report::heard(ledger, None).unwrap());
    assert!(paper.contains("third words") && !paper.contains("first") && !paper.contains("second"), "{paper}");
    assert_eq!(voices(ledger).iter().map(|v| v.people).sum::<u64>(), 6);
    // The office, to which they came, reads all of them.
    hand_in(&mut phones[0], &mut office);
    let all = read(&office.state.ledger);
    assert!(["first", "second", "third"].iter().all(|words| all.contains(words)), "{all}");
    assert_eq!(voices(&office.state.ledger).iter().map(|v| v.people).sum::<u64>(), 18);
}

#[test]
fn an_office_that_noted_at_a_stall_itself_reads_what_was_chosen() {
    let (mut office, _, event) = stall(0);
    let [chosen, kept] = ["was chosen", "was not"].map(|words| note(&mut office, event, words));
    hand_on(&mut office, event, "Ben");
    let hidden =
        |office: &Device, id| is_hidden(&office.state.ledger, Insight(office.state.ledger.records().get(id).unwrap()));
    assert!(hidden(&office, chosen) && hidden(&office, kept));
    let work = closing::close_with(&office.state.ledger, here(&office, event), (&[chosen], &[0]), "", new_id());
    office.save(work, vec![]).unwrap();
    assert!(!hidden(&office, chosen) && hidden(&office, kept));
}

#[test]
fn an_event_whose_lead_cannot_be_rung_is_not_ready() {
    let (mut office, _, event) = stall(0);
    for (typed, is_ready) in [
        ("020 7946 0999 ext 12", true),
        ("07700 900123 or 020 7525 5000", true),
        ("+44 (0)20 7946 0999", true),
        ("ask at desk 1234", false),
        ("0207 946", false),
        ("", false),
    ] {
        office.type_in(event, kind::EVENT, f::LEAD_NUMBER, typed);
        let lacks = events::lacks(events::event(&office.state.ledger, event).unwrap());
        assert_eq!(lacks.contains(&Lack::LeadNumber), !is_ready, "{typed}: {lacks:?}");
    }
    let says = Lack::LeadNumber.words();
    assert!(
        says.contains(&kinds::field(kind::EVENT, f::LEAD_NUMBER).unwrap().question()),
        "it names the field: {says}"
    );
}
