//! What the words of papers are read as.
#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use proptest::prelude::*;

fn report() -> Option<Date> {
    Some(crate::days::date(2023, 11, 1))
}

/// A reading as text: `earliest..latest`, a question mark for a guess.
fn shown(words: &str) -> String {
    let read = Timescale::read(words, report());
    let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
    format!("{}..{}{}", day(read.earliest), day(read.latest), if read.guess { "?" } else { "" })
}

#[test]
fn timescales_are_read_as_papers_mean_them() {
    let cases = [
        ("summer 2024", "2024-06-01..2024-08-31"),
        ("Spring 2024", "2024-03-01..2024-05-31"),
        ("Autumn 2024", "2024-09-01..2024-11-30"),
        ("winter 2024", "2024-12-01..2025-02-28?"),
        ("winter 2024/25", "2024-12-01..2025-02-28"),
        ("spring 2024/25", "2025-03-01..2025-05-31"),
        ("by summer 2024", "..2024-08-31"),
        ("spring/summer 2024", "2024-03-01..2024-08-31"),
        ("Summer", "2024-06-01..2024-08-31?"),
        ("by the end of 2024", "..2024-12-31"),
        ("end of 2024", "2024-12-01..2024-12-31"),
        ("end of March 2024", "2024-03-25..2024-03-31"),
        ("End March 2024", "2024-03-25..2024-03-31"),
        ("2022/23", "2022-04-01..2023-03-31"),
        ("2022-23", "2022-04-01..2023-03-31"),
        ("2022/2023", "2022-04-01..2023-03-31"),
        ("FY 2022/23", "2022-04-01..2023-03-31"),
        ("financial year 2024/25", "2024-04-01..2025-03-31"),
        ("by end of 2024/25", "..2025-03-31"),
        ("academic year 2023/24", "2023-09-01..2024-08-31"),
        ("2024-2025", "2024-01-01..2025-12-31?"),
        ("2022-2027", "2022-01-01..2027-12-31"),
        ("2022-27", "2022-01-01..2027-12-31"),
        ("2024", "2024-01-01..2024-12-31"),
        ("during 2024", "2024-01-01..2024-12-31"),
        ("Q2 2025/26", "2025-07-01..2025-09-30"),
        ("Q4 2025/26", "2026-01-01..2026-03-31"),
        ("Q1-Q2 2025/26", "2025-04-01..2025-09-30"),
        ("Q3/Q4 2024/25", "2024-10-01..2025-03-31"),
        ("Quarter 1, 2025-26", "2025-04-01..2025-06-30"),
        ("Q2 2025", "2025-04-01..2025-09-30?"),
        ("Q4 2025", "2025-10-01..2026-03-31?"),
        ("Q3", "2023-10-01..2023-12-31?"),
        ("this term", "2023-09-01..2023-12-31?"),
        ("next term", "2024-01-01..2024-03-31?"),
        ("autumn term 2024", "2024-09-01..2024-12-31?"),
        ("next five months", "2023-11-01..2024-04-01?"),
        ("over the next five months", "2023-11-01..2024-04-01?"),
        ("within 6 months", "2023-11-01..2024-05-01?"),
        ("Within the next 12 months", "2023-11-01..2024-11-01?"),
        ("6-12 months", "2023-11-01..2024-11-01?"),
        ("next year", "2024-01-01..2024-12-31?"),
        ("later this year", "2023-11-01..2023-12-31?"),
        ("this financial year", "2023-04-01..2024-03-31?"),
        ("ongoing", ".."),
        ("Ongoing.", ".."),
        ("TBC", ".."),
        ("Ongoing to March 2026", "..2026-03-31"),
        ("Ongoing - March 2026", "..2026-03-31"),
        ("ongoing from April 2024", "2024-04-01.."),
        ("Ongoing (2022-27)", "2022-01-01..2027-12-31"),
        ("31/03/07", "2007-03-31..2007-03-31"),
        ("31/03/85", "1985-03-31..1985-03-31"),
        ("1/4/2024", "2024-04-01..2024-04-01"),
        ("31.03.2024", "2024-03-31..2024-03-31"),
        ("03/31/2024", "2024-03-31..2024-03-31?"),
        ("2024-03-31", "2024-03-31..2024-03-31"),
        ("03/2024", "2024-03-01..2024-03-31"),
        ("31 March 2024", "2024-03-31..2024-03-31"),
        ("31 Mar 2024", "2024-03-31..2024-03-31"),
        ("31-Mar-24", "2024-03-31..2024-03-31"),
        ("1st April 2024", "2024-04-01..2024-04-01"),
        ("the 1st of April 2024", "2024-04-01..2024-04-01"),
        ("Friday 17 November 2023", "2023-11-17..2023-11-17"),
        ("March 31, 2024", "2024-03-31..2024-03-31"),
        ("17 November", "2023-11-17..2023-11-17?"),
        ("June / July 2013", "2013-06-01..2013-07-31"),
        ("October/November 2023", "2023-10-01..2023-11-30"),
        ("Jan-Mar 2024", "2024-01-01..2024-03-31"),
        ("September to March 2025", "2024-09-01..2025-03-31"),
        ("April 2025", "2025-04-01..2025-04-30"),
        ("Apr-25", "2025-04-01..2025-04-30"),
        ("Apr '25", "2025-04-01..2025-04-30"),
        ("Apr 25", "2025-04-01..2025-04-30?"),
        ("Sept 2024", "2024-09-01..2024-09-30"),
        ("March", "2024-03-01..2024-03-31?"),
        ("by March 2024", "..2024-03-31"),
        ("By 31 March 2024", "..2024-03-31"),
        ("before April 2024", "..2024-03-31"),
        ("no later than April 2024", "..2024-04-30"),
        ("after April 2024", "2024-05-01.."),
        ("from April 2024", "2024-04-01.."),
        ("from January 2024 to March 2025", "2024-01-01..2025-03-31"),
        ("between May and July 2024", "2024-05-01..2024-07-31"),
        ("March 2024 - June 2024", "2024-03-01..2024-06-30"),
        ("March 2024 – June 2025", "2024-03-01..2025-06-30"),
        ("28 March - 5 April 2024", "2024-03-28..2024-04-05"),
        ("June 2025 to January 2024", "2024-01-31..2025-06-01?"),
        ("early 2024", "2024-01-01..2024-04-30?"),
        ("mid 2024", "2024-05-01..2024-08-31?"),
        ("mid-2024", "2024-05-01..2024-08-31?"),
        ("late 2024", "2024-09-01..2024-12-31?"),
        ("early March 2024", "2024-03-01..2024-03-10?"),
        ("late summer 2024", "2024-08-01..2024-08-31?"),
        ("Due: March 2024", "2024-03-01..2024-03-31"),
        ("Completed March 2023", "2023-03-01..2023-03-31"),
        ("March 2024 (if money allows)", "2024-03-01..2024-03-31?"),
        ("Stage 1 by March 2024, stage 2 by June 2024", "..2024-06-30?"),
        ("when the money comes", "..?"),
        ("medium term", "..?"),
        ("31/31/2024", "2024-01-01..2024-12-31?"),
        ("", "..?"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(words, read)| shown(words) != *read)
        .map(|(words, read)| format!("{words:?}: {} and not {read}", shown(words)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn without_a_report_date_nothing_is_counted_from_it() {
    for words in ["this term", "next five months", "within 6 months", "Q3", "March"] {
        let read = Timescale::read(words, None);
        assert_eq!((read.earliest, read.latest, read.guess), (None, None, true), "{words}");
    }
}

#[test]
fn promises_are_found_and_history_is_not() {
    let words = |text: &str| find_promises(text, report()).into_iter().map(|t| t.words).collect::<Vec<_>>();
    let promises = [
        ("It is anticipated this will be implemented by summer 2024.", vec!["by summer 2024"]),
        ("A fully embedded approach is expected by April 2025.", vec!["by April 2025"]),
        ("A shared form is hoped for by autumn 2024.", vec!["by autumn 2024"]),
        ("Lessons start soon, and will finish by December 2025", vec!["by December 2025"]),
        ("The group aims to write its report by the end of 2024.", vec!["by the end of 2024"]),
        ("A pilot is expected to be launched in 2024. Then we stop.", vec!["in 2024"]),
        ("By spring 2024 we will have moved.", vec!["By spring 2024"]),
        (
            "Planning takes place over the next five months, towards a launch in Spring 2024.",
            vec!["over the next five months", "in Spring 2024"],
        ),
        ("The first meeting is scheduled for 17 November 2023.", vec!["for 17 November 2023"]),
    ];
    for (text, found) in promises {
        assert_eq!(words(text), found, "{text}");
    }
    let history = [
        "A needs assessment was completed in summer 2023.",
        "The plan published in March 2023 has replaced the others.",
        "Teams were set up in April 2023.",
        "In 2022/23, providers went past their goals.",
        "As of October 2023, 301 people of the 317 live there.",
        "It may help 2000 people, 20 of them in 2 homes.",
        "The service moved back following the change in June 2023.",
    ];
    for text in history {
        assert_eq!(words(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_promise_says_when() {
    let found = find_promises("We will be done by summer 2024", None);
    assert_eq!(found.first().and_then(|t| t.latest), Some(crate::days::date(2024, 8, 31)));
}

fn pieces() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "by",
        "the",
        "end",
        "of",
        "early",
        "mid",
        "late",
        "Q1",
        "Q4",
        "2024",
        "2024/25",
        "24",
        "31",
        "March",
        "May",
        "summer",
        "winter",
        "to",
        "-",
        "/",
        "and",
        "from",
        "before",
        "after",
        "next",
        "this",
        "term",
        "five",
        "months",
        "ongoing",
        "1st",
        ",",
        "(",
        "9999",
        "0",
        "2100",
        "1970",
        "29 February 2023",
        "within",
        "year",
        "financial year",
        "'",
        "été",
        "½",
    ]);
    prop::collection::vec(word, 0..9).prop_map(|words| words.join(" "))
}

#[test]
fn where_the_page_says_by_the_words_do_not_say_it_again() {
    let after = |words: &str| Timescale::read(words, None).after_by().to_owned();
    assert_eq!(after("by March 2025"), "March 2025");
    assert_eq!(after("By  the end of the year "), "the end of the year");
    assert_eq!(after("March 2025"), "March 2025");
    assert_eq!(after("Bypass opening"), "Bypass opening");
    assert_eq!(after("by"), "by");
}

proptest! {
    #[test]
    fn any_text_is_read(text in prop_oneof![".*", pieces()], dated: bool) {
        let read = Timescale::read(&text, report().filter(|_| dated));
        prop_assert_eq!(&read.words, text.trim());
        if let (Some(earliest), Some(latest)) = (read.earliest, read.latest) {
            prop_assert!(earliest <= latest);
        }
        for found in find_promises(&text, report()) {
            prop_assert!(text.contains(&found.words));
            if let (Some(earliest), Some(latest)) = (found.earliest, found.latest) {
                prop_assert!(earliest <= latest);
            }
        }
        prop_assert_eq!(Timescale::from_value(&read.to_value()), Some(read));
    }
}
