//! What the office does with what people told it: sorting, putting into English, answering in words that are shown
//! before they go, the list for the board, and how the partnership counts.

use super::stall::*;
use crate::device::{Device, new_id};
use golden_thread::domain::{AnswerState, Draft, Insight, Topic, fields as f, kind};
use golden_thread::events::insights::{
    NotApproved, Note, Wording, answers, answers_on, approve, as_published, lacks_english, put_into_english,
    sort_notes, unanswered, voices, voices_on,
};
use golden_thread::events::{self, Stage, Year, closing, figures, rules, topic_word};
use golden_thread::ledger::Ledger;
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::record::Id;
use golden_thread::report;

fn note(phone: &mut Device, event: Id, theme: &str, words: &str, said: u64) -> Id {
    let note = Note { theme: theme.into(), words: words.into(), said, ..Note::default() };
    let id = golden_thread::domain::ids::without_minute(new_id());
    let work = note.keep(&phone.state.ledger, here(phone, event), id);
    phone.save(work, vec![]).unwrap();
    id
}

fn hand_notes_in(phone: &mut Device, office: &mut Device, event: Id, notes: &[Id]) {
    let work = closing::close(&phone.state.ledger, here(phone, event), notes, "", new_id());
    phone.save(work, vec![]).unwrap();
    hand_in(phone, office);
}

fn wording(words: &str) -> Wording {
    Wording {
        theme: "Buddies".into(),
        wording: words.into(),
        state: AnswerState::LookedAt,
        because: "We look at the calls again.".into(),
        answered_by: "Age Well".into(),
        approved_by: "Manager".into(),
    }
}

#[test]
fn notes_are_put_under_one_theme_and_counted_together() {
    let (mut office, mut phones, event) = stall(1);
    let action = office.state.ledger.of_kind(kind::ACTION).next().unwrap().id;
    let one = note(&mut phones[0], event, "Buddies", "Nobody rang", 3);
    let two = note(&mut phones[0], event, "buddy service", "They never ring", 4);
    hand_notes_in(&mut phones[0], &mut office, event, &[one, two]);
    assert_eq!(unanswered(&office.state.ledger).len(), 2);
    let work = sort_notes(&office.state.ledger, &[two], " Buddies ", &[]);
    office.save(work, vec![]).unwrap();
    let work = sort_notes(&office.state.ledger, &[one, two], "Buddies", &[action]);
    office.save(work, vec![]).unwrap();
    let open = unanswered(&office.state.ledger);
    assert_eq!((open.len(), open[0].people, open[0].bears_on.as_slice()), (1, 7, [action].as_slice()));
    let again = sort_notes(&office.state.ledger, &[one, two], "Buddies", &[action]);
    assert!(again.is_empty(), "{again:?}");
    // Answered, the answer bears on what its notes do, also when that changes.
    let id = new_id();
    let today = "2026-02-01".parse().unwrap();
    let work = approve(&office.state.ledger, &open[0].notes, &wording("Calls were missed."), id, today).unwrap();
    office.save(work, vec![]).unwrap();
    assert_eq!(answers_on(&office.state.ledger, action).len(), 1);
    let work = sort_notes(&office.state.ledger, &[one, two], "Buddies", &[]);
    office.save(work, vec![]).unwrap();
    let answer = office.state.ledger.live(id, kind::ANSWER).map(golden_thread::domain::Answer).unwrap();
    assert!(answer.bears_on().is_empty() && voices_on(&office.state.ledger, action).is_empty());
    assert!(answers_on(&office.state.ledger, action).is_empty());
}

#[test]
fn what_is_shown_before_approving_is_what_goes_out() {
    let (mut office, mut phones, event) = stall(1);
    let today = "2026-02-01".parse().unwrap();
    let few = note(&mut phones[0], event, "Food", "The pantry is shut", 2);
    let many = note(&mut phones[0], event, "Buddies", "Nobody rang", 9);
    let more = note(&mut phones[0], event, "Buddies again", "Nobody rang again", 2);
    hand_notes_in(&mut phones[0], &mut office, event, &[few, many, more]);
    for (notes, words, starts) in [
        (vec![few], "The pantry shuts early.", "Fewer than 8 people at 1 event said"),
        (vec![many], "Calls were missed.", "About 10 people at 1 event said"),
    ] {
        let id = new_id();
        let shown = as_published(&office.state.ledger, &notes, words, id);
        assert!(shown.starts_with(starts), "{shown}");
        let work = approve(&office.state.ledger, &notes, &wording(words), id, today).unwrap();
        office.save(work, vec![]).unwrap();
        let line = answers(&office.state.ledger, None).into_iter().find(|a| a.id == id).unwrap();
        assert_eq!(line.told, shown);
        // Without its notes an answer keeps what it says of them.
        let plan = issue_to(&mut office, &mut phones[0]);
        let read = golden_thread::bundle::read(plan.as_bytes()).unwrap().bundle.records;
        let elsewhere = Ledger::new(read, None, golden_thread::ledger::Side::Office);
        assert_eq!(as_published(&elsewhere, &[], words, id), shown);
        let work = approve(&elsewhere, &[], &wording("Worded anew."), id, today).unwrap();
        assert_eq!(work.edits.len(), 1, "{work:?}");
        // Two more say it: the number stays, before and after.
        let shown = as_published(&office.state.ledger, &[more], words, id);
        assert!(shown.starts_with(starts), "{shown}");
    }
}

#[test]
fn a_number_that_becomes_small_is_not_published() {
    let (mut office, mut phones, event) = stall(1);
    let (id, today) = (new_id(), "2026-02-01".parse().unwrap());
    let notes = [8, 3].map(|said| note(&mut phones[0], event, "Buddies", "Nobody rang", said));
    hand_notes_in(&mut phones[0], &mut office, event, &notes);
    let work = approve(&office.state.ledger, &notes, &wording("Calls were missed."), id, today).unwrap();
    office.save(work, vec![]).unwrap();
    let erase = Work { erase: vec![(notes[0], "asked to".into())], ..Work::new(Cause::Removed) };
    office.save(erase, vec![]).unwrap();
    let work = approve(&office.state.ledger, &[], &wording("Calls were missed."), id, today).unwrap();
    assert!(work.is_empty(), "{work:?}");
    let shown = as_published(&office.state.ledger, &[], "Calls were missed.", id);
    assert!(shown.starts_with("About 10 people"), "what was published stays: {shown}");
}

#[test]
fn who_answers_and_who_approved_are_looked_at_too() {
    let office = Device::new("Office", true);
    let (mut answers, mut approves) = (wording("Calls were missed."), wording("Calls were missed."));
    answers.answered_by = "ana@example.org".into();
    approves.approved_by = "Ana, 07700 900123".into();
    for wording in [answers, approves] {
        assert_eq!(wording.personal().len(), 1);
        let refused = approve(&office.state.ledger, &[], &wording, new_id(), "2026-02-01".parse().unwrap());
        assert!(matches!(refused, Err(golden_thread::events::insights::NotApproved::Personal(_))));
    }
}

#[test]
fn a_note_in_another_language_is_put_into_english() {
    let (mut office, mut phones, event) = stall(1);
    let id = golden_thread::domain::ids::without_minute(new_id());
    let spanish = Note { words: "No me llamaron".into(), language: "Español".into(), ..Note::default() };
    let work = spanish.keep(&phones[0].state.ledger, here(&phones[0], event), id);
    phones[0].save(work, vec![]).unwrap();
    hand_notes_in(&mut phones[0], &mut office, event, &[id]);
    let lacks = |office: &Device| lacks_english(Insight(office.state.ledger.records().get(id).unwrap()));
    assert!(lacks(&office));
    office.save(put_into_english(id, " nobody rang me ", "Ana"), vec![]).unwrap();
    assert!(!lacks(&office));
    assert_eq!(unanswered(&office.state.ledger)[0].sentences()[0], "1 person at 1 event said: nobody rang me");
}

#[test]
fn the_list_for_the_board_hides_few_people_and_leaves_details_out() {
    let (mut office, mut phones, event) = stall(1);
    let notes = [
        note(&mut phones[0], event, "Buddies", "Nobody rang", 13),
        note(&mut phones[0], event, "Food", "Ring me on 07700 900123", 2),
        note(&mut phones[0], event, "me@example.org", "Call 07700 900123", 1),
    ];
    assert!(report::heard(&office.state.ledger, None).is_none());
    hand_notes_in(&mut phones[0], &mut office, event, &notes);
    let paper = report::heard(&office.state.ledger, Some("2026-02-01".parse().unwrap())).unwrap();
    let text = report::markdown(&paper);
    assert!(text.contains("About 15 people at 1 event said: Nobody rang"), "{text}");
    assert!(text.contains("Fewer than 8 people at 1 event said: Food"), "{text}");
    assert!(!text.contains("07700") && !text.contains("example.org") && text.contains("left out"), "{text}");
    assert_eq!(report::Paper::from_value(&paper.to_value()), Some(paper));
    assert_eq!(voices(&office.state.ledger).len(), 3);
}

#[test]
fn what_people_told_us_bears_on_a_risk() {
    let (mut office, mut phones, event) = stall(1);
    let risk = Draft::new(new_id(), kind::RISK).with(f::STATEMENT, "Volunteers may stop");
    office.save(Work::drafts([&risk], Cause::Typed), vec![]).unwrap();
    let notes = [note(&mut phones[0], event, "Buddies", "Nobody rang", 7)];
    hand_notes_in(&mut phones[0], &mut office, event, &notes);
    office.save(sort_notes(&office.state.ledger, &notes, "Buddies", &[risk.id]), vec![]).unwrap();
    assert_eq!(voices_on(&office.state.ledger, risk.id).len(), 1);
    let text = report::markdown(&report::heard(&office.state.ledger, None).unwrap());
    assert!(text.contains("Risk: Volunteers may stop"), "{text}");
    let today = "2026-02-01".parse().unwrap();
    let work = approve(&office.state.ledger, &notes, &wording("Calls were missed."), new_id(), today).unwrap();
    office.save(work, vec![]).unwrap();
    phones[0].open(&office.make_issue()).unwrap();
    let everybody = &phones[0].state.ledger;
    assert_eq!(answers_on(everybody, risk.id).len(), 1, "everybody reads the answer beside the risk");
}

#[test]
fn the_year_says_who_handed_over_and_what_is_published() {
    let (mut office, mut phones, event) = stall(2);
    let (this, today) = (Year(2025), "2026-03-01".parse().unwrap());
    let stage = |office: &Device| events::lines(&office.state.ledger, this, today).remove(0);
    let at_first: golden_thread::days::Date = "2025-12-31".parse().unwrap();
    assert_eq!(events::lines(&office.state.ledger, this, at_first)[0].stage, Stage::None);
    assert_eq!((stage(&office).stage, stage(&office).phones), (Stage::Nothing, 0));
    let dayless = Draft::new(new_id(), kind::EVENT).with(f::NAME, "Some day").with(f::CANCELLED, "No hall");
    office.save(Work::drafts([&dayless], Cause::Typed), vec![]).unwrap();
    let all = events::lines(&office.state.ledger, this, today);
    assert_eq!(all.iter().map(|l| l.name.as_str()).collect::<Vec<_>>(), ["Some day", "Health in the park"]);
    assert_eq!((all[0].day, &all[0].stage), (None, &Stage::Cancelled));
    assert_eq!(events::lines(&office.state.ledger, Year(2024), today), []);
    let stage = |office: &Device| events::lines(&office.state.ledger, this, today).remove(1);
    for _ in 0..9 {
        talk(&mut phones[0], event, "food", false);
    }
    close(&mut phones[0], event);
    hand_in(&mut phones[0], &mut office);
    let line = stage(&office);
    assert_eq!((line.name.as_str(), line.phones, line.sheets, line.stage), ("Health in the park", 1, 0, Stage::Ready));
    assert_eq!(figures::publishable(&office.state.ledger), [event]);
    let work = figures::publish(&office.state.ledger, event, today).unwrap();
    office.save(work, vec![]).unwrap();
    assert!(figures::publishable(&office.state.ledger).is_empty());
    for (more, waiting) in [(3, 0), (3, 5)] {
        for _ in 0..more {
            talk(&mut phones[1], event, "food", false);
        }
        close(&mut phones[1], event);
        hand_in(&mut phones[1], &mut office);
        let published = Stage::Published { on: today, late: 0, waiting: Some(waiting) };
        assert_eq!(stage(&office).stage, published);
    }
    office.type_in(event, kind::EVENT, f::CANCELLED, "It rained");
    assert!(matches!(stage(&office).stage, Stage::Published { .. }), "what is published stays");
    let (years, first) = events::years(&office.state.ledger, "2028-06-01".parse().unwrap());
    assert_eq!((years, first), (vec![Year(2028), Year(2025)], this));
}

#[test]
fn topics_are_named_moved_put_away_and_brought_back() {
    let mut office = Device::new("Office", true);
    let names = |ledger: &Ledger| -> Vec<String> {
        events::topics(ledger, None, &golden_thread::domain::Counts::new()).into_iter().map(|t| t.word).collect()
    };
    let first = names(&office.state.ledger);
    assert_eq!(rules::new_topic(&office.state.ledger, " ? ", "topic"), Err(rules::WrongTopic::NoWord));
    assert_eq!(rules::new_topic(&office.state.ledger, "FOOD", "topic"), Err(rules::WrongTopic::Known));
    let work = rules::new_topic(&office.state.ledger, "Keeping warm", "home").unwrap();
    office.save(work, vec![]).unwrap();
    assert_eq!(names(&office.state.ledger).last().unwrap(), "Keeping warm");
    let work = rules::move_topic(&office.state.ledger, "keeping-warm", true).unwrap();
    assert_eq!(work.edits.len(), 2);
    office.save(work, vec![]).unwrap();
    assert_eq!(names(&office.state.ledger)[first.len() - 1], "Keeping warm");
    assert!(rules::move_topic(&office.state.ledger, "vaccination", true).is_none(), "it is the first");
    let taken = rules::change_topic(&office.state.ledger, "keeping-warm", "Food", "food");
    assert_eq!(taken, Err(rules::WrongTopic::Known));
    let work = rules::change_topic(&office.state.ledger, "keeping-warm", "Warm homes", "home").unwrap();
    office.save(work, vec![]).unwrap();
    let work = rules::put_topic_away(&office.state.ledger, "keeping-warm").unwrap();
    office.save(work, vec![]).unwrap();
    assert_eq!(names(&office.state.ledger), first);
    assert_eq!(topic_word(&office.state.ledger, "keeping-warm"), "Warm homes", "what was counted keeps its word");
    assert_eq!(rules::new_topic(&office.state.ledger, "Warm homes", "home"), Err(rules::WrongTopic::Known));
    let away: Vec<Topic> = rules::put_away(&office.state.ledger);
    assert_eq!(away.len(), 1);
    let work = rules::bring_topic_back(&office.state.ledger, "keeping-warm").unwrap();
    office.save(work, vec![]).unwrap();
    assert_eq!(names(&office.state.ledger)[first.len() - 1], "Warm homes", "in its place");
    for id in Topic::starting().into_iter().map(|t| t.id) {
        let work = rules::put_topic_away(&office.state.ledger, &id).unwrap();
        office.save(work, vec![]).unwrap();
    }
    assert!(rules::put_topic_away(&office.state.ledger, "keeping-warm").is_none(), "the last one stays");
}

#[test]
fn goals_and_measures_are_one_record() {
    let mut office = Device::new("Office", true);
    let action = office.plan(1)[0];
    office.save(rules::set_goal(2026, Some(50), None), vec![]).unwrap();
    assert_eq!(rules::goal(&office.state.ledger, 2026), (Some(50), None));
    let trained = Draft::new(new_id(), kind::MEASURE)
        .with(f::NAME, "Ambassadors trained")
        .with(format!("{}/{action}", f::ACTION), true);
    let figure = golden_thread::domain::Figure::read("41 of 60").observation(new_id(), trained.id, "2026-09-01", "");
    let before = golden_thread::domain::Figure::read("30").observation(new_id(), trained.id, "2026-03-31", "");
    office.save(Work::drafts([&trained, &figure, &before], Cause::Typed), vec![]).unwrap();
    let year = |office: &Device| events::year(&office.state.ledger, Year(2026), "2026-12-01".parse().unwrap());
    assert!(year(&office).measures.is_empty());
    office.save(rules::show_measure(trained.id, true), vec![]).unwrap();
    let shown = year(&office).measures.remove(0);
    assert_eq!((shown.name.as_str(), shown.action), ("Ambassadors trained", Some(action)));
    assert_eq!(shown.figures, [("2026-09-01".to_owned(), "41 of 60".to_owned())]);
    assert_eq!(events::years(&office.state.ledger, "2026-12-01".parse().unwrap()).0, [Year(2026), Year(2025)]);
    office.save(rules::show_measure(trained.id, false), vec![]).unwrap();
    assert!(year(&office).measures.is_empty());
}

/// Keys stand in tables and conditions here, where the search of `tests/house.rs` does not see them.
#[test]
fn every_sentence_of_these_pages_is_there() {
    use golden_thread::words::say;
    let known = |key: &str| say(key) != key || (say(&format!("{key}.one")) != format!("{key}.one"));
    let pages = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app/pages");
    let files = [
        "counting.rs",
        "counting/small.rs",
        "today/told.rs",
        "record/told.rs",
        "exchange/send_room.rs",
        "papers/mod.rs",
        "papers/before.rs",
    ];
    let folders = ["heard", "year"].into_iter().flat_map(|folder| std::fs::read_dir(pages.join(folder)).unwrap());
    let files = files.iter().map(|file| pages.join(file)).chain(folders.map(|entry| entry.unwrap().path()));
    let mut keys = std::collections::BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        let quoted = text.split('"').skip(1).step_by(2).map(str::to_owned);
        let starts = ["heard.", "year.", "counting.", "papers.", "picture."];
        keys.extend(quoted.filter(|q| starts.iter().any(|s| q.starts_with(s)) && !q.contains(['{', ' '])));
    }
    keys.extend(golden_thread::domain::PICTURES.iter().filter_map(|picture| {
        let own = Topic::starting().iter().all(|t| t.id != *picture);
        own.then(|| format!("picture.{picture}"))
    }));
    assert!(keys.len() > 100, "{}", keys.len());
    let missing: Vec<&String> = keys.iter().filter(|key| !known(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_residents_exact_words_are_no_answer() {
    let (mut office, mut phones, event) = stall(1);
    let today = "2026-02-01".parse().unwrap();
    let told = "Nobody rang me for nine weeks. My son had to ring the surgery every single morning.";
    let rang = note(&mut phones[0], event, "Buddies", told, 1);
    let cold = note(&mut phones[0], event, "Food", "It is cold in there", 1);
    let word = note(&mut phones[0], event, "Food", "Cold!", 1);
    hand_notes_in(&mut phones[0], &mut office, event, &[rang, cold, word]);
    let refused = |notes: &[Id], words: &str, because: &str| {
        let wording = Wording { because: because.into(), ..wording(words) };
        match approve(&office.state.ledger, notes, &wording, new_id(), today) {
            Err(NotApproved::TheirWords { quoted, in_wording }) => Some((quoted, in_wording)),
            Err(other) => panic!("{other:?}"),
            Ok(_) => None,
        }
    };
    for (notes, words, quoted) in [
        (rang, told, told.trim_end_matches('.')),
        (rang, "Someone said “nobody rang me – for NINE weeks”.", "nobody rang me – for NINE weeks"),
        (
            rang,
            "A person whose son had to ring the surgery every single day waits.",
            "son had to ring the surgery every single",
        ),
        (cold, "People told us: it is cold in there.", "it is cold in there"),
        (word, "cold", "cold"),
        // A long run is somebody's own, whoever is answered.
        (cold, "My son had to ring the surgery every single morning, people said.", ""),
    ] {
        let (found, in_wording) = refused(&[notes], words, "We look at it.").unwrap_or_else(|| panic!("{words}"));
        assert!(in_wording && (quoted.is_empty() || found.trim_end_matches('.') == quoted), "{words}: {found}");
    }
    let (found, in_wording) = refused(&[rang], "Calls were missed.", "Because nobody rang me for nine weeks.").unwrap();
    assert_eq!((found.as_str(), in_wording), ("nobody rang me for nine weeks", false));
    for (notes, words) in [
        (rang, "People waited weeks to be rung back, and had to ring themselves."),
        (cold, "The pantry is not heated: nobody should have to wait where it is cold."),
        (word, "It is cold."),
        // What another person said in a few words is anybody's.
        (rang, "It is cold in there."),
    ] {
        assert_eq!(refused(&[notes], words, "We look at it."), None, "{words}");
    }
    // The words of a message name what was quoted, and say what to do.
    let wording = wording("It is cold in there");
    let refused = approve(&office.state.ledger, &[cold], &wording, new_id(), today).unwrap_err();
    assert!(refused.words().contains("It is cold in there") && refused.words().contains("your own words"));
    // English that somebody put it into is as near to what was said.
    let work = put_into_english(word, "Nobody ever asked us", "Ana");
    office.save(work, vec![]).unwrap();
    let refused = approve(&office.state.ledger, &[word], &self::wording("Nobody ever asked us!"), new_id(), today);
    assert!(matches!(refused, Err(NotApproved::TheirWords { .. })));
}
