//! The e-mails that ask, and replies written under their headings.

use super::support::*;
use golden_thread::domain::Draft;
use golden_thread::domain::{fields as f, kind};
use golden_thread::forms::{
    Answers, As, MAILTO, PlanFile, Recipient, Refused, Said, all_files, chaser, letter, mail::Words, mailings, mailto,
    merge_sheet, of_plan_file, read, read_reply, sender_of, updates,
};
use golden_thread::ledger::cycle::{Heard, OwnerRow};
use golden_thread::ledger::{Ledger, Side};
use golden_thread::record::{Id, Stamp};
use proptest::prelude::*;

fn golden(name: &str, text: &str) {
    crate::golden::golden(&format!("tests/data/forms/{name}"), text);
}

#[test]
fn the_letters_say_what_is_due_when_and_how() {
    let form = form_of("Adult Social Care");
    let asks = letter(&form);
    golden("letter.txt", &format!("{}\n\n{}", asks.subject, asks.body));
    let again = chaser(&form, Heard::Nothing, "2024-05-11".parse().unwrap());
    golden("chaser.txt", &format!("{}\n\n{}", again.subject, again.body));
    let soon = chaser(&form, Heard::Nothing, "2024-05-10".parse().unwrap());
    assert!(soon.body.contains("It is due by 10 May 2024."));
}

/// What is asked, by when, and how in as many ways as there are, in six lines; then the actions.
#[test]
fn the_first_letter_says_all_in_six_lines() {
    let mut form = form_of("Adult Social Care");
    form.app = "https://thread.example/".to_owned();
    let asks = letter(&form);
    let block = |body: &str| body.split("\n\n").nth(1).unwrap().to_owned();
    for body in [&asks.body, &asks.brief] {
        assert_eq!(block(body).lines().count(), 6, "{body}");
        for words in ["4 actions", "10 May 2024", "three ways", "attached form", "reply to this e-mail", &form.app] {
            assert!(block(body).contains(words), "{words}: {body}");
        }
    }
    // A reminder is another letter, and a copy of either in a reply is nobody's answer.
    let again = chaser(&form, Heard::Nothing, "2024-05-11".parse().unwrap());
    assert_ne!(block(&again.body), block(&asks.body));
    assert!(again.subject.starts_with("Reminder") && again.body.contains("It was due by"));
    let known = WORLD.known.clone().found_at(&form.app);
    let copied = asks.body.replace("It is due by 10 May 2024.\n", "");
    let read = read_reply(&copied, &known, Some(form.organisation)).unwrap();
    assert_eq!((read.answers, read.leftovers), (vec![], vec![]));
}

#[test]
fn a_letter_with_a_plan_file_says_where_the_app_is_and_what_is_wanted() {
    let due = Some("2024-05-10".parse().unwrap());
    let (partnership, file, words) = ("Northmere Partnership", "plan-file-no-2.thread.json", "river-candle-nine");
    let of = PlanFile { partnership, number: 2, file, words, app: "https://thread.example/", due };
    let with = of_plan_file(&of);
    for said in ["Plan file no. 2", "Northmere"] {
        assert!(with.subject.contains(said), "{}", with.subject);
    }
    for said in [file, words, "https://thread.example/", "by 10 May 2024", "reply to this e-mail"] {
        assert!(with.body.contains(said), "{said}: {}", with.body);
    }
    assert_eq!(with.body.split("\n\n").nth(1).unwrap().lines().count(), 6);
    assert!(mailto(&[], &with).is_some_and(|link| link.len() <= MAILTO));
    let nowhere = of_plan_file(&PlanFile { app: "", due: None, ..of });
    assert!(!nowhere.body.contains("  ") && nowhere.body.contains("on the page Exchange"), "{}", nowhere.body);
}

/// The sample with contacts: of the first owner one with an address, of the second one without.
fn with_contacts() -> Ledger {
    let mut records = WORLD.ledger.records().clone();
    let owners = golden_thread::forms::owners(&WORLD.tree);
    let silent = Draft::new(Id::from_bytes([8; 16]), kind::CONTACT)
        .with(f::ORGANISATION, owners[1].0.to_string())
        .with(f::NAME, "Ben Example")
        .with(f::EMAIL, "by telephone");
    let contact = Draft::new(Id::from_bytes([7; 16]), kind::CONTACT)
        .with(f::ORGANISATION, owners[0].0.to_string())
        .with(f::NAME, "=Ada \"A\" Example")
        .with(f::EMAIL, "ada+plan@example.org");
    for (n, edit) in contact.edits().chain(silent.edits()).enumerate() {
        records.edit(&edit, Stamp::new(1, n as u16, Id::from_bytes([9; 16])));
    }
    Ledger::new(records, None, Side::Office)
}

/// Before anybody is asked it is said who cannot be written to.
#[test]
fn an_owner_without_an_address_is_not_reached() {
    let owners = golden_thread::forms::owners(&WORLD.tree);
    let unreached = golden_thread::forms::not_reached(&with_contacts(), &WORLD.tree);
    let wanted: Vec<_> = owners.iter().skip(1).map(|(id, name, _)| (*id, name.clone())).collect();
    assert!(!wanted.is_empty());
    assert_eq!(unreached, wanted);
}

/// Every owner of the sample, as asked on this day.
fn everybody(asked: Option<&str>) -> Vec<golden_thread::forms::Mailing> {
    let owners = golden_thread::forms::owners(&WORLD.tree);
    let ledger = with_contacts();
    let row = |(id, name, actions): (Id, String, usize)| {
        let mine = WORLD.tree.placed_actions().filter(|a| a.owners.iter().any(|o| o.id == id));
        OwnerRow {
            id,
            name,
            actions,
            asked: asked.map(|day| day.parse().unwrap()),
            chased: None,
            waiting: 0,
            waiting_known: 0,
            answered: 0,
            uncounted: 0,
            by_others: 0,
            by_outsiders: 0,
            not_used: 0,
            missing: mine.map(|a| a.id).take(1).collect(),
        }
    };
    let rows: Vec<OwnerRow> = owners.into_iter().map(row).collect();
    mailings(&ledger, &WORLD.tree, &rows, &asking(), "2024-05-01".parse().unwrap())
}

#[test]
fn whoever_was_heard_is_not_told_that_nothing_came() {
    let form = form_of("Adult Social Care");
    let of = |heard| chaser(&form, heard, "2024-05-11".parse().unwrap());
    let none = "We have not had an update";
    assert!(of(Heard::Nothing).body.contains(none));
    let part = of(Heard::Part);
    assert!(!part.body.contains(none) && !part.brief.contains(none), "{}", part.body);
    assert!(part.body.contains("Thank you for the update") && part.body.contains("nothing yet about 4 actions"));
    let all = of(Heard::All);
    assert!(!all.body.contains(none) && !all.body.contains("was due") && !all.subject.contains("Reminder"));
    // And a copy of either is nobody's answer.
    for letter in [part, all] {
        let read = read_reply(&letter.body, &WORLD.known, Some(form.organisation));
        assert!(read.map_or(true, |read| read.answers.is_empty() && read.leftovers.is_empty()), "{}", letter.body);
    }
}

#[test]
fn everybody_gets_a_form_and_a_letter() {
    let all = everybody(None);
    assert_eq!(all.len(), forms().len());
    assert!(all.iter().all(|m| !m.reminder && m.letter == letter(&m.form)));
    // Asked before today: a reminder of what is missing. Asked today: still the first letter.
    let again = everybody(Some("2024-04-01"));
    assert!(again.iter().all(|m| m.reminder && m.form.actions.len() == 1 && m.letter.subject.starts_with("Reminder")));
    assert!(everybody(Some("2024-05-01")).iter().all(|m| !m.reminder));
    for mailing in all.iter().chain(&again) {
        let link = mailing.mailto().expect("the short form fits");
        assert!(link.len() <= MAILTO && link.starts_with("mailto:") && link.is_ascii(), "{link}");
        assert!(!link.contains([' ', '\n', '"']), "{link}");
    }
    assert!(all[0].mailto().unwrap().starts_with("mailto:ada%2Bplan@example.org?subject=Please%20send"));
    // Files of different names, each of which is what it says.
    let files = all_files(&all, As::Word);
    let mut names: Vec<String> = files.iter().map(|(name, _)| name.to_lowercase()).collect();
    names.sort();
    names.dedup();
    assert_eq!((files.len(), names.len()), (2 * all.len() + 1, 2 * all.len() + 1));
    let known = &WORLD.known;
    assert!(files.iter().filter(|(name, _)| name.ends_with(".docx")).all(|(_, bytes)| read(bytes, known).is_ok()));
    let packed = golden_thread::office::pack(&files).unwrap();
    assert_eq!(zip::ZipArchive::new(std::io::Cursor::new(packed)).unwrap().len(), files.len());
}

#[test]
fn a_sheet_to_merge_from_has_a_row_an_owner() {
    let all = everybody(None);
    let sheet = merge_sheet(&all, As::Sheet);
    let text = sheet.strip_prefix('\u{feff}').unwrap();
    // Read as RFC 4180 has it.
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    assert_eq!(rows.len(), all.len() + 1);
    assert_eq!(rows[0], ["Address", "Name", "Subject", "Words", "Attachment"]);
    assert_eq!(rows[1][..2], ["ada+plan@example.org", "'=Ada \"A\" Example"], "no formula");
    for (row, mailing) in rows[1..].iter().zip(&all) {
        assert_eq!(
            row[2..],
            [mailing.letter.subject.clone(), mailing.letter.body.clone(), mailing.file_name(As::Sheet)]
        );
    }
}

#[test]
fn an_address_that_is_none_is_left_to_a_person() {
    let to = |address: &str| Recipient { name: String::new(), address: address.to_owned() };
    let letter = letter(&form_of("Adult Social Care"));
    let link =
        mailto(&[to("a@b.example"), to("ask Ada"), to("c@d.example?bcc=x"), to("é@f.example")], &letter).unwrap();
    assert!(link.starts_with("mailto:a@b.example,c@d.example%3Fbcc%3Dx?subject="), "{link}");
}

/// Whose a reply is: the one organisation of which a contact's address stands in it.
#[test]
fn a_reply_is_whose_address_stands_in_it() {
    let (one, two) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
    let mut records = golden_thread::record::Set::new();
    for (n, of, name, email) in
        [(11, one, "Ada", "Ada@Example.org"), (12, one, "", "desk@example.org"), (13, two, "Bo", "bo@example.com")]
    {
        let contact = Draft::new(Id::from_bytes([n; 16]), kind::CONTACT)
            .with(f::ORGANISATION, of.to_string())
            .with(f::NAME, name)
            .with(f::EMAIL, email);
        for edit in contact.edits() {
            records.edit(&edit, Stamp::new(1, u16::from(n), Id::from_bytes([9; 16])));
        }
    }
    let ledger = Ledger::new(records, None, Side::Office);
    let of = |text: &str| sender_of(text, &ledger);
    assert_eq!(of("From: Ada <ada@example.org>\n\nWe began."), Some((one, "Ada".to_owned())));
    assert_eq!(of("ada@example.org wrote to desk@example.org").map(|(id, _)| id), Some(one), "two of one");
    assert_eq!(of("bo@example.com wrote to ada@example.org"), None, "nobody can say");
    assert_eq!(of("We began."), None);
}

/// The same words of the same organisation about the same action are one update, however often they are pasted.
#[test]
fn words_have_an_id_of_their_own() {
    let words = |narrative: &str, action: u8| Words {
        covers: [(Id::from_bytes([action; 16]), None)].into(),
        narrative: narrative.to_owned(),
        organisation: Some(Id::from_bytes([1; 16])),
        ..Words::default()
    };
    assert_eq!(words("We began.", 3).own_id(), words(" We began.\n", 3).own_id());
    assert_ne!(words("We began.", 3).own_id(), words("We began.", 4).own_id());
    assert_ne!(words("We began.", 3).own_id(), words("We ended.", 3).own_id());
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
