//! One small paper in every shape, and what is peculiar to each.

use super::support::{asked, take, take_as, told, whole};
use golden_thread::intake::{Format, Kind, QuestionKind, guess};

const TOLD: [&str; 3] = [
    "Start well > Happy babies > Open a centre [Public Health] It opened/It is full",
    "Start well > Happy babies > Run a club [Public Health] It runs, \"well\"",
    "Live well > Fit adults > Open a gym [Leisure Services + Libraries] ",
];

#[test]
fn every_shape_gives_the_same_actions() {
    let shapes = [
        (Format::Tsv, include_str!("../data/intake/small.tsv")),
        (Format::Csv, include_str!("../data/intake/small.csv")),
        (Format::Csv, include_str!("../data/intake/semicolons.csv")),
        (Format::Markdown, include_str!("../data/intake/small.md")),
        (Format::Markdown, include_str!("../data/intake/no-dashes.md")),
        (Format::Html, include_str!("../data/intake/small.html")),
        (Format::Html, include_str!("../data/intake/merged.html")),
        (Format::Text, include_str!("../data/intake/blocks.txt")),
    ];
    for (index, (format, text)) in shapes.into_iter().enumerate() {
        assert_eq!(guess(text), format, "shape {index}");
        let proposal = take(text);
        // In a block a paragraph ends where a blank line stands.
        let told: Vec<String> = told(&proposal).iter().map(|t| t.replace("//", "/")).collect();
        assert_eq!(told, TOLD, "shape {index}");
        assert_eq!(whole(&proposal), text);
        assert_eq!(proposal.title, "A Small Plan 2024-2026", "shape {index}");
        let gym = proposal.actions[2].timescale.as_ref().unwrap();
        assert_eq!(gym.latest.unwrap().to_string(), "2024-08-31", "shape {index}");
        assert_eq!(
            proposal.summary().not_understood,
            0,
            "shape {index}: {:?}",
            proposal.not_understood().collect::<Vec<_>>()
        );
    }
}

#[test]
fn a_page_on_one_line_gives_the_same_actions() {
    for page in [include_str!("../data/intake/small.html"), include_str!("../data/intake/merged.html")] {
        let line = page.replace('\n', " ");
        let proposal = take(&line);
        let told: Vec<String> = told(&proposal).iter().map(|t| t.replace("//", "/")).collect();
        assert_eq!(told, TOLD);
        assert_eq!(proposal.title, "A Small Plan 2024-2026");
        assert_eq!(whole(&proposal), line);
    }
    let page = "<h1>A Small Plan 2024-2026</h1><p>Progress report: November 2023</p><h2>Priority 1: Start well</h2>\
        <p>Aim: Happy babies</p><p>HEADLINES: EXAMPLES OF PROGRESS</p><p>Start well</p><p>A centre opened.</p>\
        <table><tr><th>Action</th><th>Owner</th></tr><tr><td>Open a centre</td><td>Libraries</td></tr></table>";
    let proposal = take(page);
    assert_eq!(told(&proposal), ["Start well > Happy babies > Open a centre [Libraries] "]);
    assert_eq!(proposal.priorities[0].headline_progress, "A centre opened.");
    let page = "<h1>A Small Plan</h1><h2>Start well</h2><h3>Happy babies</h3><p>Babies first.</p>\
        <table><tr><th>Action</th><th>Owner</th></tr><tr><td>Open a centre</td><td>Libraries</td></tr></table>";
    let proposal = take(page);
    assert_eq!(told(&proposal), ["Start well > Happy babies > Open a centre [Libraries] "]);
    assert_eq!(proposal.background, ["Babies first."]);
}

#[test]
fn line_numbers_stay_right_after_breaks_inside_cells() {
    let proposal = take(include_str!("../data/intake/small.csv"));
    let rows: Vec<(usize, usize)> =
        proposal.actions.iter().map(|a| (a.rows[0].first_line, a.rows[0].last_line)).collect();
    assert_eq!(rows, [(6, 8), (9, 9), (13, 13)]);
    assert!((6..=8).all(|n| matches!(proposal.lines[n - 1].kind, Kind::Row { table: 1, row: 1 })));
}

#[test]
fn merged_cells_mean_the_same_without_being_asked() {
    let proposal = take(include_str!("../data/intake/merged.html"));
    assert_eq!(asked(&proposal, QuestionKind::OwnerFromAbove), [0usize; 0]);
    assert!(proposal.actions[1].inherited);
    let page = "<table><tr><th>Action</th><th>Owner</th><th>Progress</th></tr>\
        <tr><td>One thing</td><td>Libraries</td><td rowspan=2>Both go well</td></tr>\
        <tr><td>Another thing</td><td>Schools</td></tr></table>";
    let proposal = take(page);
    assert_eq!(proposal.updates.len(), 1);
    assert_eq!(proposal.updates[0].covers.len(), 2);
    assert_eq!(proposal.actions[1].owners, ["Schools"]);
    assert_eq!(asked(&proposal, QuestionKind::UpdateCovers), [0usize; 0]);
}

#[test]
fn headings_without_labels_are_guessed_and_asked_about() {
    let text =
        "# A Small Plan 2024-2026\n\n## Start well\n\n### Happy babies\n\nAction | Owner\nOpen a centre | Libraries\n";
    let proposal = take(text);
    assert_eq!(told(&proposal), ["Start well > Happy babies > Open a centre [Libraries] "]);
    assert_eq!(asked(&proposal, QuestionKind::Structure), [3, 5]);
}

#[test]
fn blocks_may_stand_on_one_line_and_go_on() {
    let text = "What: Open a centre. Who: Public Health; Libraries When: by March 2025\n\n- **Action:** Run a club\n- **Lead:**\n\
                - **Update:** It runs\n  and runs\n\nWhat we saw: nothing.\n";
    let proposal = take_as(text, Format::Text);
    assert_eq!(proposal.actions.len(), 2);
    assert_eq!(proposal.actions[0].title, "Open a centre.");
    assert_eq!(proposal.actions[0].owners, ["Public Health", "Libraries"]);
    assert_eq!(proposal.actions[0].timescale.as_ref().unwrap().words, "by March 2025");
    assert_eq!(proposal.actions[1].owners, [""; 0]);
    assert_eq!(proposal.updates[0].narrative, "It runs\nand runs");
    assert_eq!(proposal.background, ["What we saw: nothing."]);
}

#[test]
fn cells_that_look_like_formulas_or_small_numbers_are_text() {
    let proposal = take("Action,Owner,Progress\n=SUM(A1),+Libraries,\"<5 seen, a < b &amp; @home\"\n");
    assert_eq!(proposal.actions[0].title, "=SUM(A1)");
    assert_eq!(proposal.updates[0].narrative, "<5 seen, a < b & @home");
}

#[test]
fn words_alone_are_background() {
    let proposal = take("Some thoughts\n\nNothing here is a table, or so.\nIt has commas, too, and more.\n");
    assert_eq!(proposal.format, Format::Text);
    assert_eq!((proposal.actions.len(), proposal.background.len()), (0, 2));
    assert_eq!(asked(&proposal, QuestionKind::Table), [0]);
}

#[test]
fn old_letters_are_read_and_said() {
    let proposal =
        golden_thread::intake::read(b"Action\tOwner\nOpen a caf\xe9\tLibraries\n", &super::support::options()).unwrap();
    assert_eq!(proposal.actions[0].title, "Open a café");
    assert_eq!(asked(&proposal, QuestionKind::Letters), [0]);
}
