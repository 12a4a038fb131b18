//! Replies as people and mail programs write them, to a small plan: nobody's words are lost, and none of ours answer.

use golden_thread::bundle;
use golden_thread::forms::{Answer, Answers, Asking, Form, Known, ask, letter, owners, read, read_reply};
use golden_thread::ledger::{Ledger, PlanTree, Side};
use golden_thread::record::Id;
use proptest::prelude::*;
use std::sync::LazyLock;

struct Plan {
    known: Known,
    form: Form,
}

fn data(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/replies/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn text(name: &str) -> String {
    String::from_utf8(data(name)).unwrap()
}

fn plan(name: &str) -> Plan {
    let read = bundle::read(&data(name)).unwrap().bundle;
    let ledger = Ledger::new(read.records, None, Side::Office);
    let tree: PlanTree = ledger.tree(ledger.plans().next().unwrap());
    let partnership = read.envelope.partnership;
    let known = Known::of(&ledger, &tree, &partnership).on("2025-06-20".parse().unwrap());
    let owner = owners(&tree).into_iter().find(|(_, name, _)| name == "Housing Team").unwrap().0;
    let due = Some("2025-06-27".parse().unwrap());
    let form = ask(&ledger, &tree, owner, &Asking { partnership, issue: None, due, figures: None, app: String::new() })
        .unwrap();
    Plan { known, form }
}

static BASE: LazyLock<Plan> = LazyLock::new(|| plan("00-base-plan.thread.json"));
static LATER: LazyLock<Plan> = LazyLock::new(|| plan("00-later-plan.thread.json"));

impl Plan {
    fn reply(&self, text: &str) -> Answers {
        read_reply(text, &self.known, Some(self.form.organisation)).unwrap()
    }

    fn action(&self, number: &str) -> Id {
        self.form.actions.iter().find(|a| a.number == number).unwrap().id
    }

    fn said(&self, answers: &Answers, number: &str) -> Option<Answer> {
        let id = self.action(number);
        assert!(answers.answers.iter().filter(|a| a.action == Some(id)).count() <= 1);
        answers.answers.iter().find(|a| a.action == Some(id)).cloned()
    }

    fn update(&self, answers: &Answers, number: &str) -> String {
        self.said(answers, number).map(|a| a.update).unwrap_or_default()
    }
}

fn left(answers: &Answers) -> Vec<&str> {
    answers.leftovers.iter().map(|l| l.words.as_str()).collect()
}

/// The words that a reply of the cases says, whatever stands below it.
fn three_sessions(plan: &Plan, text: &str) -> Answers {
    let answers = plan.reply(text);
    let first = plan.said(&answers, "1.1").unwrap();
    assert_eq!((first.update.as_str(), first.rating.as_deref()), ("Three sessions held.", Some("on-track")), "{text}");
    let second = plan.update(&answers, "2.2");
    assert_eq!(second.lines().next(), Some("The licence came."), "{text}");
    assert!(second.len() < 40, "{second}");
    assert!(plan.said(&answers, "1.2").is_none(), "{answers:?}");
    answers
}

#[test]
fn older_messages_under_other_heads_are_no_answers() {
    for name in ["70-reply-danish.txt", "71-reply-german.txt", "77-reply-starred-headers.txt"] {
        let answers = three_sessions(&BASE, &text(name));
        assert!(left(&answers).iter().all(|l| l.len() < 40), "{:?}", left(&answers));
    }
    let whole = text("77-reply-starred-headers.txt");
    let (own, older) = whole.split_once("*From:*").unwrap();
    let body = older.split_once("\n\n").unwrap().1;
    for head in [
        "Fra: Kontoret <o@x.example>\nSendt: 9. juni 2025 09:30\nTil: Housing Team\nEmne: Svar\n",
        "Från: Kontoret\nSkickat: den 9 juni 2025 09:30\nTill: Housing Team\nÄmne: Svar\n",
        "De : Le bureau <o@x.example>\nEnvoyé : lundi 9 juin 2025 09:30\nÀ : Housing Team\nObjet : Please\n",
        "De: La oficina\nEnviado el: lunes, 9 de junio de 2025 9:30\nPara: Housing Team\nAsunto: Please\n",
        "De: Escritório\nEnviada em: 9 de junho de 2025 09:30\nPara: Housing Team\nAssunto: Please\n",
        "Od: Biuro\nWysłano: 9 czerwca 2025 09:30\nDo: Housing Team\nTemat: Please\n",
        "Oddi wrth: Y swyddfa\nAnfonwyd: 9 Mehefin 2025 09:30\nAt: Housing Team\nPwnc: Please\n",
        "________________________________\nFrom: Office\nSent: 9 June 2025\nTo: Housing Team\nSubject: Please\n",
        "Sent from my iPhone\n\nFrom: Office\nDate: 9 June 2025\nTo: Housing Team\nSubject: Please\n",
        "Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Office\nSent: 9 June 2025\nTo: Housing\nSubject: x\n",
        "-----Original Message-----\n",
        "On Mon, 9 Jun 2025 at 09:30, Office <o@x.example> wrote:\n",
        "Am 09.06.2025 um 09:30 schrieb Office <o@x.example>:\n",
        "El lun, 9 jun 2025 a las 9:30, Office (<o@x.example>)\nescribió:\n",
    ] {
        for quoted in [false, true] {
            let body = if quoted { body.lines().map(|l| format!("> {l}\n")).collect() } else { body.to_owned() };
            if quoted && !head.ends_with("wrote:\n") && !head.ends_with("escribió:\n") {
                continue;
            }
            let answers = three_sessions(&BASE, &format!("{own}{head}\n{body}"));
            assert!(left(&answers).iter().all(|l| l.len() < 70), "{head}: {:?}", left(&answers));
            // And once the plan has moved on.
            three_sessions(&LATER, &format!("{own}{head}\n{body}"));
        }
    }
}

#[test]
fn an_older_letter_of_ours_does_not_answer_for_its_owner() {
    for plan in [&*BASE, &*LATER] {
        for name in ["77-reply-starred-headers.txt", "79f-reply-to-older-letter.txt", "70-reply-danish.txt"] {
            three_sessions(plan, &text(name));
        }
        // Called something else since, due on another day, asked by a reminder, and about an action that is gone.
        let older = text("79f-reply-to-older-letter.txt")
            .replace("1.2 Publish a damp and mould leaflet", "1.4 Write a leaflet")
            .replace("It is due by 27 June 2025.", "It was due by 3 March 2024. Please send it as soon as you can.");
        let answers = three_sessions(plan, &older);
        assert!(left(&answers).contains(&"1.4 Write a leaflet\nTimescale: October 2025"), "{:?}", left(&answers));
    }
    // Without its beginning and end, right under the headings.
    let bare = "1.2 Publish a damp and mould leaflet\nTimescale: December 2025\nLast update, 3 March 2025 (Not started).\n\nA draft is ready.";
    let answers = BASE.reply(bare);
    assert_eq!(BASE.update(&answers, "1.2"), "A draft is ready.");
}

#[test]
fn words_between_the_lines_of_an_older_letter_are_answers() {
    let whole = text("79f-reply-to-older-letter.txt");
    let (_, older) = whole.split_once("From:").unwrap();
    let inline = format!("Please see below.\n\nFrom:{older}").replace(
        "Last update, 3 March 2025 (Not started).",
        "Last update, 3 March 2025 (Not started).\nA draft is ready.\nStatus: Green",
    );
    for plan in [&*BASE, &*LATER] {
        let answers = plan.reply(&inline);
        let said = plan.said(&answers, "1.2").unwrap();
        assert_eq!((said.update.as_str(), said.rating.as_deref()), ("A draft is ready.", Some("on-track")));
        assert_eq!(answers.answers.len(), 1);
        assert_eq!(left(&answers), ["Please see below.", "Timescale: October 2025"]);
    }
    // What stands two messages down was said before: listed, and no answer.
    let forwarded = format!(
        "Thanks.\n\nFrom: Sam\nSent: 10 June 2025\nTo: Office\nSubject: Re\n\nHere it is.\n\n{}",
        inline.split_once("\n\n").unwrap().1
    );
    let answers = BASE.reply(&forwarded);
    assert_eq!(answers.answers, []);
    assert!(left(&answers).iter().any(|l| l.contains("A draft is ready.")), "{:?}", left(&answers));
}

#[test]
fn a_sentence_is_no_quotes_heading_unless_a_quote_follows() {
    let answers = BASE.reply(&text("75-reply-begins-with-on.txt"));
    assert_eq!(
        BASE.update(&answers, "1.1"),
        "On 3 June we held the third session, and the trainer afterwards\nwrote:\n\u{201c}Everybody passed.\u{201d}\nTwo more are booked."
    );
    assert_eq!(BASE.update(&answers, "2.2"), "The licence came.");
    assert_eq!(answers.leftovers, []);
    // Also where it quotes what was never ours.
    let own =
        "1.1 Train front-line staff to spot cold homes\nOn 3 June the trainer wrote:\n> Everybody passed.\nTwo more.";
    let answers = BASE.reply(own);
    assert_eq!(BASE.update(&answers, "1.1"), "On 3 June the trainer wrote:\n> Everybody passed.\nTwo more.");
}

#[test]
fn lines_of_ones_own_that_begin_with_a_sign_are_words() {
    let own = "1.1 Train front-line staff to spot cold homes\nThis month:\n> 12 people trained\n> 2 sessions booked\n\n2.2 Add benches on two routes\n> 3 weeks to wait\n";
    let quoted: String = letter(&BASE.form).body.lines().map(|l| format!("> {l}\n")).collect();
    for text in [own.to_owned(), format!("{own}\nOn Mon, 9 Jun 2025 at 09:30, Office <o@x.example> wrote:\n{quoted}")] {
        let answers = BASE.reply(&text);
        assert_eq!(BASE.update(&answers, "1.1"), "This month:\n> 12 people trained\n> 2 sessions booked");
        assert_eq!(BASE.update(&answers, "2.2"), "> 3 weeks to wait");
        assert_eq!(answers.leftovers, [], "{text}");
    }
    // What a program quoted, and is not ours, is listed.
    let other = format!("{own}\nOn Mon, 9 Jun 2025 at 09:30, Office <o@x.example> wrote:\n> See you on Tuesday.\n");
    let answers = BASE.reply(&other);
    assert!(left(&answers)[0].contains("See you on Tuesday."), "{:?}", left(&answers));
    assert_eq!(answers.leftovers.len(), 1);
}

#[test]
fn headings_as_people_write_them() {
    let answers = BASE.reply(&text("79e-reply-welsh-headings-bulleted.txt"));
    let all = ["1.1", "1.2", "2.2"].map(|n| BASE.update(&answers, n));
    assert_eq!(all, ["Three sessions held.", "A draft is ready.", "The licence came."]);
    for heading in [
        "Action 1.2 Publish a damp and mould leaflet",
        "ACTION 1.2: Publish a damp and mould leaflet",
        "Action no. 1.2",
        "No 1.2:",
        "1.2 - Publish a damp and mould leaflet",
        "1.2. Publish a damp and mould leaflet",
        "(1.2) Publish a damp and mould leaflet",
        "1.2: Publish a damp and mould leaflet:",
        "\u{2022} **1.2 Publish a damp and mould leaflet**",
        "Publish a damp and mould leaflet",
        "1.7 Publish a damp and mould leaflet",
        "> 1.2 Publish a damp and mould leaflet",
        "Gweithred 1.2",
    ] {
        let text = format!(
            "1.1 Train front-line staff to spot cold homes\nThree sessions held.\n\n{heading}\nA draft is ready.\n"
        );
        let answers = BASE.reply(&text);
        assert_eq!(BASE.update(&answers, "1.1"), "Three sessions held.", "{heading}");
        assert_eq!(BASE.update(&answers, "1.2"), "A draft is ready.", "{heading}");
    }
    for line in [
        "1.2 A draft is ready.",
        "Action 1.2: A draft is ready.",
        "1.2) A draft is ready.",
        "Action 1.2 - Progress: A draft is ready.",
        "1.2 Publish a damp and mould leaflet. A draft is ready.",
    ] {
        let answers = BASE.reply(&format!("1.1 Train front-line staff to spot cold homes\nHeld.\n{line}"));
        assert_eq!(
            (BASE.update(&answers, "1.1"), BASE.update(&answers, "1.2")),
            ("Held.".into(), "A draft is ready.".into()),
            "{line}"
        );
    }
    for own in ["1.2 million people live there", "1.2 FTE were hired", "The no. 1.2 bus stops there"] {
        let answers = BASE.reply(&format!("1.1 Train front-line staff to spot cold homes\n{own}"));
        assert_eq!(BASE.update(&answers, "1.1"), own);
    }
}

#[test]
fn labels_as_people_write_them() {
    let answers = BASE.reply(&text("79i-reply-labels.txt"));
    let first = BASE.said(&answers, "1.1").unwrap();
    assert_eq!((first.rating.as_deref(), first.by_when.as_str()), (Some("at-risk"), "Sept 25"));
    assert_eq!(
        (first.update.as_str(), first.next_step.as_str(), first.help.as_str()),
        ("three sessions held", "book", "none")
    );
    let second = BASE.said(&answers, "2.2").unwrap();
    assert_eq!((second.rating.as_deref(), second.update.as_str()), (Some("on-track"), "The licence came."));
    assert_eq!(answers.leftovers, []);
    let answers = BASE.reply("1.1 Train front-line staff to spot cold homes\nRAG:\nAmber\nHeld.\n");
    let said = BASE.said(&answers, "1.1").unwrap();
    assert_eq!((said.rating.as_deref(), said.update.as_str()), (Some("at-risk"), "Held."));
}

#[test]
fn a_month_typed_in_excel_stays_a_month() {
    let answers = read(&data("64-dates-as-numbers.xlsx"), &BASE.known).unwrap();
    assert_eq!(answers.date, Some("2025-06-20".parse().unwrap()));
    assert!(answers.answers.iter().any(|a| a.by_when == "October 2025"), "{answers:?}");
}

/// A line of a built-up reply: what is written, and the word in it that must not be lost.
#[derive(Debug, Clone)]
enum Line {
    Own(String),
    Labelled(String),
    Quoted(String),
    Heading(usize),
    Blank,
    Rule,
    Wrote(bool),
    App,
}

fn line() -> impl Strategy<Value = Line> {
    let words = "[A-Za-z>.,:?*() \u{e9}-]{0,40}";
    prop_oneof![
        4 => words.prop_map(Line::Own),
        2 => prop::sample::select(vec!["Next step: ", "Status = ", "Progress - ", "Deadline:", "RAG: ", "Note: ", "By when \u{2013} "])
            .prop_map(|l| Line::Labelled(l.to_owned())),
        2 => words.prop_map(Line::Quoted),
        3 => (0usize..3).prop_map(Line::Heading),
        3 => Just(Line::Blank),
        1 => Just(Line::Rule),
        1 => any::<bool>().prop_map(Line::Wrote),
        1 => Just(Line::App),
    ]
}

/// Where the letter stands that is answered, and how.
#[derive(Debug, Clone, Copy)]
enum Below {
    Nothing,
    Marked,
    Unmarked,
    Wrapped,
    Inline,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_line_is_in_an_answer_in_our_letter_or_listed(
        lines in prop::collection::vec(line(), 0..14),
        more in prop::collection::vec(line(), 0..4),
        at in any::<prop::sample::Index>(),
        below in prop::sample::select(vec![Below::Nothing, Below::Marked, Below::Unmarked, Below::Wrapped, Below::Inline]),
        head in prop::sample::select(vec![
            "Fra: K\nSendt: 9. juni 2025\nTil: H\nEmne: S\n\n",
            "From: K\nSent: 9 June 2025\nTo: H\nSubject: S\n\n",
            "________________________________\nVon: K\nGesendet: 9. Juni\nAn: H\nBetreff: S\n\n",
            "On Mon, 9 Jun 2025 at 09:30, Office <o@x.example> wrote:\n",
        ]),
        moved_on in any::<bool>(),
    ) {
        let mut written = 0;
        let mut words = |line: &Line, form: &Form| {
            written += 1;
            let token = format!("kept{written}");
            // A program's line above what it quotes is no more somebody's than what is quoted.
            let text = match line {
                Line::Wrote(true) => return ("On 3 June 2025 at 10:01, Sam <s@x.example> wrote:".to_owned(), None),
                Line::Own(words) => format!("{words} {token} {words}"),
                Line::Labelled(label) => format!("{label}{token}"),
                Line::Quoted(words) => format!("> {words} {token}"),
                Line::Heading(n) => return (form.actions[*n].heading(), None),
                Line::Blank => return (String::new(), None),
                Line::Rule => return ("________".to_owned(), None),
                Line::Wrote(false) => format!("On 3 June {token} wrote:"),
                Line::App => format!("Sent from my {token}"),
            };
            (text, Some(token))
        };
        let form = &BASE.form;
        let mut tokens = Vec::new();
        let mut text = String::new();
        for line in &lines {
            let (line, token) = words(line, form);
            text += &format!("{line}\n");
            tokens.extend(token);
        }
        let mut body: Vec<String> = letter(form).body.lines().map(str::to_owned).collect();
        if let Below::Inline = below {
            let at = at.index(body.len());
            for line in more {
                let (line, token) = words(&line, form);
                body.insert(at, line);
                tokens.extend(token);
            }
        }
        match below {
            Below::Nothing => {}
            Below::Unmarked | Below::Inline => text += &format!("\n{head}{}\n", body.join("\n")),
            Below::Marked => text += &format!("\nOn Mon, 9 Jun 2025 at 09:30, Office <o@x.example> wrote:\n{}", body.iter().map(|l| format!("> {l}\n")).collect::<String>()),
            Below::Wrapped => {
                text += "\nOn Mon, 9 Jun 2025 at 09:30, Office <o@x.example> wrote:\n";
                for line in &body {
                    let mut width = 0;
                    text += "> ";
                    for word in line.split(' ') {
                        if width + word.len() > 60 {
                            text += "\n> ";
                            width = 0;
                        }
                        text += &format!("{}{word}", if width == 0 { "" } else { " " });
                        width += word.len() + 1;
                    }
                    text += "\n";
                }
            }
        }
        prop_assume!(!text.trim().is_empty());
        let plan = if moved_on { &LATER } else { &BASE };
        let answers = plan.reply(&text);
        let mut found: String = answers.leftovers.iter().map(|l| l.words.clone() + "\n").collect();
        let mut said = String::new();
        for a in &answers.answers {
            let figures: String = a.figures.iter().map(|f| f.value.clone() + "\n").collect();
            said += &[a.update.as_str(), &a.next_step, &a.by_when, &a.help, &figures, "\n"].join("\n");
        }
        found += &said;
        found += &format!("{}\n{}", answers.filled_in_by, answers.date_words);
        for token in tokens {
            let times = found.split(|c: char| !c.is_alphanumeric()).filter(|w| *w == token).count();
            prop_assert!(times == 1, "{} is {} times in {}\n---\n{}", token, times, found, text);
        }
        for ours in ["Last update,", "Please do not write about", "You can answer in either", "Please tell us how"] {
            prop_assert!(!said.contains(ours), "{} answers in\n{}", ours, text);
        }
    }
}
