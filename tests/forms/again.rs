//! Forms that come twice, words typed beside a prompt, and days as people write them.

use super::hazards::{DOCUMENT, SHEET, a_form};
use super::support::*;
use golden_thread::days::{Date, date};
use golden_thread::forms::{Answers, Said, docx, read, read_before, updates, xlsx};
use golden_thread::record::Id;
use std::collections::BTreeMap;

fn of(file: &[u8]) -> Answers {
    read(file, &WORLD.known).unwrap()
}

/// Fills in every box of the first action without taking the prompt out: behind it, before it, on a line below.
fn beside_the_prompts(form: &golden_thread::forms::Form) -> Vec<u8> {
    changed(&docx(form), DOCUMENT, |mut xml| {
        write_docx(&mut xml, "by", None, "Write hereAmina Bello");
        write_docx(&mut xml, "date", None, "Write here 3 May 2024");
        let id = Some(form.actions[0].id);
        write_docx(&mut xml, "u", id, "Write hereTyped outside the box.\nAnd more.");
        write_docx(&mut xml, "r", id, "Choose a ratingOn track");
        write_docx(&mut xml, "n", id, "Find a hall.Write here");
        write_docx(&mut xml, "w", id, "Write here\nJune 2024");
        write_docx(&mut xml, "h", id, "People write here too");
        xml
    })
}

fn is_without_prompts(answers: &Answers) {
    assert_eq!(answers.leftovers, []);
    assert_eq!((answers.filled_in_by.as_str(), answers.date), ("Amina Bello", Some(date(2024, 5, 3))));
    let [answer] = answers.answers.as_slice() else { panic!("{answers:?}") };
    assert_eq!(answer.update, "Typed outside the box.\nAnd more.");
    assert_eq!(answer.rating.as_deref(), Some("on-track"));
    assert_eq!((answer.next_step.as_str(), answer.by_when.as_str()), ("Find a hall.", "June 2024"));
    assert_eq!(answer.help, "People write here too", "somebody's own words");
}

#[test]
fn words_typed_beside_a_prompt_are_without_it() {
    is_without_prompts(&of(&beside_the_prompts(&a_form())));
}

#[test]
fn words_typed_beside_a_prompt_in_libreoffice_are_without_it() {
    let files = [beside_the_prompts(&a_form())];
    for to in ["docx", "odt"] {
        let Some(saved) = saved_by_libreoffice(&format!("prompts-{to}"), &files, "docx", to) else { return };
        is_without_prompts(&of(&saved[0]));
    }
}

fn dated(words: &str) -> [Vec<u8>; 2] {
    let form = a_form();
    let document = changed(&docx(&form), DOCUMENT, |mut xml| {
        write_docx(&mut xml, "date", None, words);
        write_docx(&mut xml, "u", Some(form.actions[0].id), "We began.");
        xml
    });
    let sheet = changed(&xlsx(&form), SHEET, |mut xml| {
        write_xlsx(&mut xml, "date", None, 'C', words);
        write_xlsx(&mut xml, "a", Some(form.actions[0].id), 'H', "We began.");
        xml
    });
    [document, sheet]
}

#[test]
fn days_in_forms_are_read_as_people_write_them() {
    let known = WORLD.known.clone().on(date(2026, 11, 22));
    for words in ["20th Nov 2026", "Nov 20", "20.11.26", "Friday 20 November"] {
        for file in dated(words) {
            let answers = read(&file, &known).unwrap();
            assert_eq!(
                (answers.date, answers.leftovers.as_slice()),
                (Some(date(2026, 11, 20)), [].as_slice()),
                "{words}"
            );
        }
    }
    for file in dated("the day before the hub opened") {
        let answers = read(&file, &known).unwrap();
        let left: Vec<_> = answers.leftovers.iter().map(|l| (l.words.as_str(), l.place.words())).collect();
        assert_eq!((answers.date, left), (None, vec![("the day before the hub opened", "Date".to_owned())]));
    }
}

/// What is here after everything was put in on a day.
fn put_in(here: &mut BTreeMap<Id, String>, answers: &Answers, today: Date) -> usize {
    let said = Said::of(answers, &WORLD.ledger);
    let drafts = updates(answers, &said, today).into_iter().flat_map(|p| p.update.into_iter().chain(p.figures));
    let new: Vec<Id> = drafts.map(|d| d.id).filter(|id| !here.contains_key(id)).collect();
    here.extend(new.iter().map(|id| (*id, today.to_string())));
    new.len()
}

#[test]
fn a_form_that_is_read_again_brings_only_what_is_new() {
    let (first, later) = (date(2024, 5, 12), date(2024, 6, 1));
    let form = a_form();
    for (how, file) in [("docx", filled_docx(&form)), ("xlsx", filled_xlsx(&form))] {
        // Also where nobody filled in the day.
        let dateless =
            changed(&file, if how == "docx" { DOCUMENT } else { SHEET }, |xml| xml.replace("3 May 2024", ""));
        for file in [file, dateless] {
            let mut here = BTreeMap::new();
            let before = |here: &BTreeMap<Id, String>, answers: &Answers, today| {
                let said = Said::of(answers, &WORLD.ledger);
                read_before(answers, &said, today, &|id| here.get(&id).cloned())
            };
            let answers = of(&file);
            assert!(before(&here, &answers, first).iter().all(Option::is_none), "{how}");
            assert!(put_in(&mut here, &answers, first) > 0);
            let again = of(&file);
            assert!(before(&here, &again, later).iter().all(|b| b.as_deref() == Some("2024-05-12")), "{how}");
            assert_eq!(put_in(&mut here, &again, later), 0, "{how}");
            // One answer was changed: that one waits, and no other.
            let mut changed = again.clone();
            changed.answers[1].update.push_str(" And one more.");
            let new: Vec<bool> = before(&here, &changed, later).iter().map(Option::is_none).collect();
            assert_eq!(new.iter().position(|new| *new), Some(1), "{how}");
            assert_eq!(new.iter().filter(|new| **new).count(), 1, "{how}");
            assert_eq!(put_in(&mut here, &changed, later), 1, "{how}");
        }
    }
}

/// The same words under another form are another answer: "No change" is said every time.
#[test]
fn the_same_words_in_the_next_round_are_new() {
    let form = a_form();
    let next = golden_thread::forms::Form { due: Some(date(2024, 11, 8)), ..form.clone() };
    let fill = |form: &golden_thread::forms::Form| {
        changed(&docx(form), DOCUMENT, |mut xml| {
            write_docx(&mut xml, "u", Some(form.actions[0].id), "No change");
            xml
        })
    };
    let mut here = BTreeMap::new();
    assert_eq!(put_in(&mut here, &of(&fill(&form)), date(2024, 5, 12)), 1);
    assert_eq!(put_in(&mut here, &of(&fill(&form)), date(2024, 11, 1)), 0);
    assert_eq!(put_in(&mut here, &of(&fill(&next)), date(2024, 11, 1)), 1);
}
