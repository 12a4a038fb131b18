//! Reading is total: any bytes give a proposal that accounts for every line, or a reason.

use super::support::{options, take_as, whole};
use golden_thread::intake::{Format, MAX_BYTES, Options, Refused, guess, read};
use proptest::prelude::*;

const FORMATS: [Format; 5] = [Format::Tsv, Format::Csv, Format::Markdown, Format::Html, Format::Text];

/// Texts built of what papers are built of.
fn papers() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "Action",
        "Owner",
        "Progress",
        "RAG",
        "When",
        "Aim",
        "Priority",
        "Priority 1: Start well",
        "Aim: Calm",
        "Public Health",
        "A & B",
        "Libraries / Schools",
        "\t",
        "\t",
        "\t",
        "|",
        "|",
        ",",
        ";",
        "\"",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "<td rowspan=3>",
        "<td colspan=2>",
        "</td>",
        "</tr>",
        "<p>",
        "</p>",
        "<!--",
        "-->",
        "<",
        "&amp;",
        "&#0;",
        "\\|",
        "|---|---|",
        "# ",
        "HEADLINES: PROGRESS",
        "What: ",
        "Who: ",
        "When: ",
        "1. ",
        "Page 3",
        "2022-2027",
        "as above",
        "summer 2024",
        "Open a gym",
        "\u{feff}",
        "é",
        " ",
        "\u{a0}",
        "<script>",
        "<ol><li>",
        "ongoing",
    ]);
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

fn check(bytes: &[u8], options: &Options) -> Result<(), TestCaseError> {
    let Ok(proposal) = read(bytes, options) else { return Ok(()) };
    let text = whole(&proposal);
    if let Ok(original) = std::str::from_utf8(bytes) {
        prop_assert_eq!(original.strip_prefix('\u{feff}').unwrap_or(original), text);
    }
    prop_assert!(proposal.lines.iter().zip(1..).all(|(line, number)| line.number == number));
    for action in &proposal.actions {
        prop_assert!(!action.placements.is_empty() && !action.rows.is_empty());
        for row in &action.rows {
            prop_assert!(
                1 <= row.first_line && row.first_line <= row.last_line && row.last_line <= proposal.lines.len()
            );
        }
    }
    let drafts = proposal.drafts();
    let ids: std::collections::BTreeSet<_> = drafts.iter().map(|d| d.id).collect();
    prop_assert_eq!(ids.len(), drafts.len());
    prop_assert!(proposal.summary().updates == proposal.updates.len());
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes, &Options::default())?;
    }

    #[test]
    fn any_text_is_read(text in prop_oneof!["\\PC*", papers()]) {
        check(text.as_bytes(), &options())?;
        for format in FORMATS {
            check(text.as_bytes(), &Options { format: Some(format), ..options() })?;
        }
    }

    /// In a table every word of a row is somewhere in the proposal.
    #[test]
    fn no_word_of_a_row_is_lost(cells in prop::collection::vec(prop::collection::vec("[a-z]{4,9}( [a-z]{4,9}){3}", 4), 1..6)) {
        let rows: String = cells.iter().map(|row| format!("{}\n", row.join("\t"))).collect();
        let proposal = take_as(&format!("Action\tOwner\tProgress\tWard\n{rows}"), Format::Tsv);
        let all = format!("{:?} {:?}", proposal.actions, proposal.updates);
        for word in cells.iter().flatten() {
            prop_assert!(all.contains(word.as_str()), "{}", word);
        }
    }
}

#[test]
fn large_and_strange_papers_take_bounded_time() {
    let most = 40_000;
    let bulk = |piece: &str| piece.repeat(most / piece.len() + 1);
    let header = "Action\tOwner\tProgress\n";
    let papers = [
        bulk("<!--"),
        bulk("<p \""),
        bulk("<table><tr><td rowspan=1000 colspan=100>"),
        bulk("<script>"),
        bulk("\"a,"),
        bulk("\"\n"),
        bulk("&#"),
        bulk("| | |\n"),
        format!("{header}{}", bulk("Do a long thing again\t\t\n")),
        format!(
            "{header}{}",
            (0..2000).map(|i| format!("Do thing number {i}\tTeam {i} of many\tIt goes {i}\n")).collect::<String>()
        ),
        format!(
            "Priority,Aim,Action,Owner\n{}",
            (0..2000).map(|i| format!("Theme {i} x,Aim {i},Do {i},A{i} & B{i}\n")).collect::<String>()
        ),
        format!("{header}x\t{}\ty\n", bulk("A & ")),
        format!("Action\tWhen\nx y z\t{}\n", bulk("March / ")),
        bulk("What: a Who: b "),
        bulk("HEADLINES: PROGRESS\n1. a\na\n"),
        format!("Priority 1: a\n{}", bulk("lower case\n")),
        format!("What{}", bulk(": a")),
        format!("Action\tWhen\nx y z\t{}\n", bulk("to ")),
        bulk("<tr><td>a<td rowspan=1000 colspan=100>b<table>"),
    ];
    for (index, paper) in papers.iter().enumerate() {
        let start = std::time::Instant::now();
        guess(paper);
        for format in FORMATS {
            read(paper.as_bytes(), &Options { format: Some(format), ..options() }).unwrap();
        }
        let took = start.elapsed();
        assert!(took.as_secs() < 10, "paper {index} took {took:?}");
    }
}

#[test]
fn refusals_say_what_to_do() {
    let refused = |bytes: &[u8]| read(bytes, &Options::default()).unwrap_err();
    assert_eq!(refused(b""), Refused::Empty);
    assert!(refused(b"PK\x03\x04 xl/workbook.xml").to_string().contains("paste here"));
    assert!(refused(b"%PDF-1.4").to_string().contains("select all"));
    assert_eq!(refused(&vec![b'a'; MAX_BYTES + 1]), Refused::TooLarge);
}
