//! Any bytes as something that came back: a Word form, a sheet, an OpenDocument text, a reply. Answers or a reason;
//! the same ones again; and what becomes of the answers can be written into a file and read.
#![no_main]

use golden_thread::forms::{Said, mail, read, read_reply, updates};
use golden_thread_fuzz::plan::{PLAN, SHAPES, Shape};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: golden_thread_fuzz::seeds::write_if_asked(), |bytes: &[u8]| {
    let Some((first, part)) = bytes.split_first() else { return };
    let shape = SHAPES[usize::from(*first) % SHAPES.len()];
    let read = || match shape {
        Shape::Mail => {
            let text = String::from_utf8_lossy(part);
            if let Some(without) = mail::without_quotes(&text) {
                assert!(without.len() <= text.len());
            }
            assert!(text.lines().filter_map(golden_thread::domain::read_day).all(|day| day.year() > 0));
            read_reply(&text, &PLAN.known, Some(PLAN.form.organisation))
        }
        _ => read(&PLAN.around(shape, part), &PLAN.known),
    };
    let found = read();
    assert_eq!(found, read(), "the same bytes give the same answers");
    match found {
        Ok(answers) => {
            assert!(answers.answers.iter().all(|answer| !answer.is_blank() && !answer.place.words().is_empty()));
            assert!(answers.leftovers.iter().all(|left| !left.words.trim().is_empty() && !left.why.is_empty()));
            let said = Said::of(&answers, &PLAN.ledger);
            let today = "2024-05-12".parse().unwrap();
            let proposed = updates(&answers, &said, today);
            assert!(proposed.iter().all(|one| PLAN.tree.placed_actions().any(|action| action.id == one.action)));
            let drafts: Vec<_> = proposed.into_iter().flat_map(|one| one.update.into_iter().chain(one.figures)).collect();
            let edits: Vec<_> = drafts.iter().flat_map(|draft| draft.edits()).collect();
            assert!(edits.iter().all(|edit| !edit.field.is_empty()));
        }
        Err(refused) => assert!(!refused.to_string().is_empty()),
    }
});
