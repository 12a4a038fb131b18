//! The e-mails that ask, and replies written under their headings.

use super::support::*;
use golden_thread::domain::{fields as f, kind};
use golden_thread::forms::{Answers, Refused, Said, chaser, letter, read, read_reply, updates};
use proptest::prelude::*;

fn golden(name: &str, text: &str) {
    crate::golden::golden(&format!("tests/data/forms/{name}"), text);
}

#[test]
fn the_letters_say_what_is_due_when_and_how() {
    let form = form_of("Adult Social Care");
    let asks = letter(&form);
    golden("letter.txt", &format!("{}\n\n{}", asks.subject, asks.body));
    let again = chaser(&form, "2024-05-11".parse().unwrap());
    golden("chaser.txt", &format!("{}\n\n{}", again.subject, again.body));
    let soon = chaser(&form, "2024-05-10".parse().unwrap());
    assert!(soon.body.contains("It is due by 10 May 2024."));
}

fn reply(text: &str) -> Answers {
    read_reply(text, &WORLD.known, Some(form_of("Adult Social Care").organisation)).unwrap()
}

#[test]
fn words_under_headings_are_answers() {
    let form = form_of("Adult Social Care");
    let (one, two, three) = (&form.actions[0], &form.actions[1], &form.actions[2]);
    let measure = &one.measures[0];
    let text = format!(
        "Hello Sam,\nhere is ours.\n\n{}\nTwo places were filled.\n\nA third is coming.\nHow it is going: On track\nNext steps: advertise\nagain\n\nLast words.\n{}: 2\nBy when: June 2024\nHelp needed: a room,\nand a van\n\n*{}:*\nOn track\nAll fine.\nRAG: sort of\n\n{} - we began.\n\nKind regards,\nAmina Bello\nAdult Social Care\n\nOn Fri, 3 May 2024 at 10:01, Sam <s@x.example>\nwrote:\n> Hello,\n> {}\n> Last update\n",
        one.heading(),
        measure.name,
        two.title.to_uppercase(),
        three.title,
        one.heading(),
    );
    let answers = reply(&text);
    let by = |id| answers.answers.iter().find(|a| a.action == Some(id)).unwrap();
    let first = by(one.id);
    assert_eq!(first.update, "Two places were filled.\n\nA third is coming.\n\nLast words.");
    assert_eq!((first.rating.as_deref(), first.next_step.as_str()), (Some("on-track"), "advertise\nagain"));
    assert_eq!((first.by_when.as_str(), first.help.as_str()), ("June 2024", "a room,\nand a van"));
    assert_eq!((first.figures[0].measure, first.figures[0].value.as_str()), (Some(measure.id), "2"));
    assert_eq!((by(two.id).update.as_str(), by(two.id).rating.as_deref()), ("All fine.", Some("on-track")));
    assert_eq!(by(three.id).update, "we began.");
    assert_eq!(answers.answers.len(), 3);
    let left: Vec<&str> = answers.leftovers.iter().map(|l| l.words.as_str()).collect();
    assert_eq!(left, ["Hello Sam,\nhere is ours.", "RAG: sort of", "Kind regards,\nAmina Bello\nAdult Social Care"]);
}

#[test]
fn words_between_quoted_lines_are_answers_too() {
    let form = form_of("Adult Social Care");
    let body = letter(&form).body;
    let mut text = String::new();
    for line in body.lines() {
        // As mail programs break long lines.
        let (a, b) = line.split_at(line.char_indices().nth(60).map_or(line.len(), |(at, _)| at));
        let space = a.rfind(' ').filter(|_| !b.is_empty());
        let (a, b) = space.map_or((a.to_owned(), b.to_owned()), |s| (a[..s].to_owned(), format!("{}{b}", &a[s + 1..])));
        text += &format!("> {a}\n");
        if !b.is_empty() {
            text += &format!("> {b}\n");
        }
        if let Some(at) = form.actions.iter().position(|x| x.heading() == line) {
            text += &format!("\nAnswer {at}\n\n");
        }
    }
    let answers = reply(&text);
    assert_eq!(answers.answers.len(), form.actions.len());
    for (at, (action, answer)) in form.actions.iter().zip(&answers.answers).enumerate() {
        assert_eq!((answer.action, answer.update.clone()), (Some(action.id), format!("Answer {at}")));
    }
    assert_eq!(answers.leftovers, []);
    // The same with nothing quoted: our own sentences are known.
    let mut plain = form
        .actions
        .iter()
        .fold(body, |b, a| b.replacen(&format!("{}\n", a.heading()), &format!("{}\nMine.\n", a.heading()), 1));
    plain = plain.replace("It is due by 10 May 2024.\n", "");
    let answers = reply(&plain.replace("Please send it back as soon as you can.\n", ""));
    assert!(answers.answers.iter().all(|a| a.update == "Mine."), "{:?}", answers.answers);
    assert_eq!(answers.leftovers, []);
}

#[test]
fn words_without_headings_are_left_over() {
    let answers = reply("All is well with us.\n\nRegards\nAmina");
    assert_eq!(answers.answers, []);
    let left: Vec<&str> = answers.leftovers.iter().map(|l| l.words.as_str()).collect();
    assert_eq!(left, ["All is well with us.", "Regards\nAmina"]);
    assert_eq!(read_reply(" \n", &WORLD.known, None), Err(Refused::Empty));
    assert_eq!(read_reply(&"x\n".repeat(2 << 20), &WORLD.known, None), Err(Refused::TooLarge));
}

#[test]
fn answers_become_updates_that_say_who_said_them() {
    let form = form_of("Adult Social Care");
    let answers = read(&filled_docx(&form), &WORLD.known).unwrap();
    let said = Said::of(&answers, &WORLD.ledger);
    let today = "2024-05-12".parse().unwrap();
    let proposed = updates(&answers, &said, today);
    assert_eq!(proposed, updates(&answers, &said, today), "a form that comes twice is put in once");
    assert_eq!(proposed.len(), form.actions.len());
    let update = proposed[0].update.as_ref().unwrap();
    assert_eq!(update.kind, kind::UPDATE);
    let who = serde_json::json!({ "who": "Amina Bello", "how": "form", "when": "2024-05-03" });
    assert_eq!(update.fields[f::ATTRIBUTION], who);
    assert_eq!(update.fields[f::DATE], "2024-05-03");
    assert_eq!(update.fields[f::HANDED_OVER], "2024-05-12");
    assert_eq!(update.fields[f::ORGANISATION], form.organisation.to_string());
    assert_eq!(update.fields[f::PLAN], form.plan.to_string());
    assert_eq!(update.fields[f::NARRATIVE], answers.answers[0].update);
    assert_eq!(update.fields[&format!("{}/{}", f::COVERS, form.actions[0].id)]["rating"], "on-track");
    assert_eq!(update.fields[f::EXPECTED_BY]["latest"], "2024-12-31");
    assert_eq!(update.fields[f::HELP_NEEDED], answers.answers[0].help);
    // An answer without it has the id that it had before forms asked for help.
    let mut without = answers.clone();
    without.answers[0].help.clear();
    let older = updates(&without, &said, "2024-05-12".parse().unwrap());
    assert_eq!(older[0].update.as_ref().unwrap().id.to_string(), "94df1106-7a73-8f3c-8dd5-595847686289");
    let figures = &proposed[0].figures;
    assert_eq!(figures.len(), form.actions[0].measures.len());
    assert_eq!((figures[0].kind, figures[0].fields[f::DENOMINATOR].as_f64()), (kind::OBSERVATION, Some(100.0)));
    let ids: std::collections::BTreeSet<_> = proposed.iter().filter_map(|p| p.update.as_ref()).map(|u| u.id).collect();
    assert_eq!(ids.len(), proposed.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_line_of_a_reply_is_somewhere(lines in prop::collection::vec("(> )?[ -~\u{e9}\u{1F9F5}]{0,30}", 0..20), at in 0usize..20) {
        let form = form_of("Adult Social Care");
        let mut lines = lines;
        lines.insert(at.min(lines.len()), form.actions[1].heading());
        let text = lines.join("\n");
        let answers = reply(&text);
        let mut all: String = answers.leftovers.iter().map(|l| l.words.clone() + "\n").collect();
        for a in &answers.answers {
            all += &[a.update.as_str(), &a.next_step, &a.by_when, &a.help, a.rating.as_deref().unwrap_or_default()].join("\n");
        }
        for line in lines.iter().filter(|l| !l.trim_start().starts_with('>') && **l != form.actions[1].heading()) {
            // Words after a label or a heading keep their end.
            let words = line.trim().trim_start_matches(['*', '#', '-', '\u{2022}', ' ', '\t']);
            let last = words.rsplit([':', ')']).next().unwrap_or_default().trim().trim_matches(['*', ' ']);
            prop_assert!(all.contains(last), "{line:?} is nowhere in {all:?}");
        }
    }
}
