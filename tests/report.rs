//! Papers: goldens of a small hostile plan in every format, and the whole sample.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[path = "report/approved.rs"]
mod approved;
#[path = "report/closed.rs"]
mod closed;
#[path = "report/event_papers.rs"]
mod event_papers;
#[path = "common/golden.rs"]
mod golden;
#[path = "common/sample.rs"]
mod sample;
#[path = "common/small_plan.rs"]
mod small_plan;
#[path = "common/word.rs"]
mod word;

use event_papers::{event_before, event_paper};
use golden_thread::domain::ActionState;
use golden_thread::ledger::risks::RiskLine;
use golden_thread::ledger::search::{Index, Only, Query};
use golden_thread::ledger::{Ledger, Side};
use golden_thread::report::{self, Block, Inline, Options, Paper, Table};
use quick_xml::events::Event;
use word::{events, unzip, word_text};

fn small() -> Paper {
    let (now, last) = (small_plan::tree(small_plan::now()), small_plan::tree(small_plan::issued()));
    let options = Options {
        as_at: Some("2023-11-01".parse().unwrap()),
        prepared: Some("2023-11-14".parse().unwrap()),
        issue: Some(8),
        last_issue: Some(&last),
        last_report: None,
        risks: &risks(),
    };
    report::progress(&now, &options)
}

/// A risk that somebody scored and owns, and one that nobody did, with words that would be markup.
fn risks() -> Vec<RiskLine> {
    let risk = |n: u8, statement: &str| RiskLine {
        id: golden_thread::record::Id::from_bytes([n; 16]),
        statement: statement.to_owned(),
        score: None,
        owners: String::new(),
        actions: vec![],
        closed: String::new(),
        controls: String::new(),
        plan: None,
    };
    let scored = RiskLine {
        score: Some(12),
        owners: "Age Well; the finance group".to_owned(),
        actions: vec![(golden_thread::record::Id::from_bytes([9; 16]), "Walks & talks".to_owned())],
        controls: "The lease is looked at.\n- monthly\n- by two people".to_owned(),
        ..risk(1, "If the funding ends in March, then the drop-in closes.")
    };
    vec![scored, risk(2, "<b>Nobody</b> scored this one.")]
}

fn sample_source() -> serde_json::Value {
    serde_json::from_str(include_str!("../samples/southwark.json")).unwrap()
}

fn whole_sample() -> Paper {
    let source = sample_source();
    let ledger = Ledger::new(sample::records(&source), None, Side::Office);
    let tree = ledger.tree(ledger.plans().next().unwrap());
    let options = Options { as_at: Some(sample::report_date(&source)), issue: Some(1), ..Options::default() };
    report::progress(&tree, &options)
}

fn golden(name: &str, text: &str) {
    golden::golden(&format!("tests/data/papers/{name}"), text);
}

/// What is kept of a published paper gives the same files again, also after it was written down as a file.
#[test]
fn a_kept_paper_is_the_paper() {
    for paper in [small(), whole_sample(), event_paper(), event_before()] {
        let kept: serde_json::Value = serde_json::from_str(&paper.to_value().to_string()).unwrap();
        let again = Paper::from_value(&kept).unwrap();
        assert_eq!(again, paper);
        assert_eq!(report::docx(&again), report::docx(&paper));
    }
    for other in
        ["null", "{}", "\"words\"", r#"{"title":"T","subtitle":"S","meta":[],"blocks":[{"new":1}],"lang":"en-GB"}"#]
    {
        assert_eq!(Paper::from_value(&serde_json::from_str(other).unwrap()), None, "{other}");
    }
}

#[test]
fn a_small_plan_as_markdown() {
    golden("small.md", &report::markdown(&small()));
}

#[test]
fn a_small_plan_as_the_preview() {
    golden("small.html", &report::html_body(&small()));
}

#[test]
fn a_small_plan_as_word() {
    let parts = unzip(&report::docx(&small()));
    golden("small.document.xml", &parts["word/document.xml"].replace("><", ">\n<"));
}

fn is(event: &Event<'_>, name: &str) -> bool {
    match event {
        Event::Start(e) | Event::Empty(e) => e.name().as_ref() == name,
        _ => false,
    }
}

#[test]
fn every_part_of_a_word_file_is_well_formed_and_tables_can_be_read() {
    for paper in [small(), whole_sample(), event_paper(), event_before()] {
        let bytes = report::docx(&paper);
        assert_eq!(bytes, report::docx(&paper), "the same paper, the same bytes");
        let parts = unzip(&bytes);
        for (name, text) in &parts {
            assert!(!events(text).is_empty(), "{name}");
            assert!(!text.chars().any(|c| c.is_control() && !c.is_whitespace()), "{name}");
        }
        let document = events(&parts["word/document.xml"]);
        let count = |name: &str| document.iter().filter(|e| is(e, name)).count();
        let tables: Vec<&Table> =
            paper.blocks.iter().filter_map(|b| if let Block::Table(t) = b { Some(t) } else { None }).collect();
        let rows = tables.iter().map(|t| t.rows.len() + 1).sum::<usize>();
        assert_eq!(count("w:tbl"), tables.len());
        assert_eq!(count("w:tblCaption"), tables.len(), "each table says what it is");
        assert_eq!(count("w:tblHeader"), tables.len(), "each table repeats its header row");
        assert_eq!(count("w:cantSplit"), rows);
        assert_eq!(count("w:tr"), rows);
        assert!(parts["docProps/core.xml"].contains("<dc:title>"));
        assert!(!parts["docProps/core.xml"].contains("creator"));
        assert!(parts["word/footer1.xml"].contains("NUMPAGES"));
        // Every style that is used is there.
        for style in document.iter().filter(|e| is(e, "w:pStyle") || is(e, "w:tblStyle")) {
            let Event::Empty(e) = style else { continue };
            let name = e.attributes().next().unwrap().unwrap().value.to_string();
            assert!(parts["word/styles.xml"].contains(&format!("w:styleId=\"{name}\"")), "{name}");
        }
    }
}

/// The letters and digits of a text: what must be the same in every format.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The words of the model, in order.
fn model_words(paper: &Paper) -> String {
    fn inlines(all: &[Inline], out: &mut String) {
        for one in all {
            match one {
                Inline::Text(t) | Inline::Strong(t) | Inline::Muted(t) => out.push_str(t),
                Inline::Rating(r) => out.push_str(&r.name),
                Inline::NotKnown => out.push_str("Not known"),
                Inline::Break => {}
            }
        }
    }
    fn block(one: &Block, out: &mut String) {
        match one {
            Block::Heading { text, .. } | Block::Paragraph(text) | Block::Note(text) => inlines(text, out),
            Block::List(items) => items.iter().for_each(|i| inlines(i, out)),
            Block::Table(t) => {
                out.push_str(if t.caption_shown { &t.caption } else { "" });
                t.columns.iter().for_each(|c| out.push_str(&c.heading));
                t.rows.iter().flat_map(|r| &r.cells).flatten().for_each(|b| block(b, out));
            }
            Block::Bar(b) => {
                out.push_str(&b.caption);
                for part in &b.parts {
                    out.push_str(part.rating.as_ref().map_or("Not known", |r| &r.name));
                    out.push_str(&part.count.to_string());
                }
            }
            // A picture of the table behind it; not every format can draw.
            Block::Grid(_) | Block::PageBreak => {}
        }
    }
    fn block_words(paper: &Paper) -> String {
        let mut out = format!("{}{}", paper.title, paper.subtitle);
        paper.meta.iter().for_each(|(name, value)| out.push_str(&format!("{name}{value}")));
        paper.blocks.iter().for_each(|b| block(b, &mut out));
        out
    }
    letters(&block_words(paper))
}

#[test]
fn every_format_says_the_same_words() {
    for paper in [small(), whole_sample()] {
        let document = &unzip(&report::docx(&paper))["word/document.xml"];
        assert_eq!(letters(&word_text(document)), model_words(&paper));
        let markdown = report::markdown(&paper).replace("<br>", "");
        let markdown = markdown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        assert_eq!(letters(&markdown), model_words(&paper));
    }
}

#[test]
fn a_published_page_stands_alone_and_runs_nothing() {
    for paper in [small(), whole_sample()] {
        let page = report::html(&paper);
        let body = report::html_body(&paper);
        for text in [&page, &body] {
            for never in [
                "<script",
                "style=\"",
                " style=",
                "javascript:",
                "<link",
                "src=",
                "href=",
                "<img",
                " onerror",
                "<b>",
                "<i>",
                "url(",
                "@import",
            ] {
                assert!(!text.contains(never), "{never}");
            }
        }
        assert_eq!(page.replace("http-equiv", "").matches("http").count(), 0, "no address");
        assert_eq!(page.matches("<h1").count(), 1);
        assert_eq!(body.matches("<h1").count(), 0);
        assert!(page.contains("<html lang=\"en-GB\">"));
        assert_eq!(page.matches("<table").count(), page.matches("<caption").count());
        let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
        assert!(!style.contains('<'));
        // Headings never skip a level.
        let mut level = 1;
        for next in page.match_indices("<h").filter_map(|(at, _)| page[at + 2..].chars().next()?.to_digit(10)) {
            assert!(next <= level + 1, "h{next} after h{level}");
            level = next;
        }
        // No id twice.
        let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|t| t.split('"').next()).collect();
        assert_eq!(ids.len(), ids.iter().collect::<std::collections::BTreeSet<_>>().len());
    }
}

#[test]
fn a_rating_nobody_gave_is_not_known_and_never_green() {
    let page = report::html_body(&small());
    for part in page.split("gt-rating--green").skip(1) {
        let word = part.split("</svg>").nth(1).unwrap();
        assert!(word.starts_with("On track<"), "{}", &word[..30]);
    }
    assert!(page.contains("gt-rating--none"));
}

#[test]
fn what_two_people_changed_is_printed_as_issued_and_listed() {
    let text = report::markdown(&small());
    let row = text.lines().find(|l| l.starts_with("| 1.1 Open family hubs | Children")).unwrap();
    assert!(row.contains("Children & Adult Services, The Trust") && row.contains("by summer 2023"), "{row}");
    let settle = text.split("## To be settled").nth(1).unwrap().split("\n## ").next().unwrap();
    assert!(settle.contains("by the end of 2025") && settle.contains("summer 2026"), "{settle}");
}

/// What the report lists as overdue is what the plan shows as past its timescale.
#[test]
fn screen_and_paper_call_the_same_actions_overdue() {
    let mut tree = small_plan::tree(small_plan::now());
    let day = "2030-01-01".parse().unwrap();
    let query = Query { only: Some(Only::Overdue), ..Query::default() };
    let mut seen = Vec::new();
    for state in ActionState::ALL.into_iter().map(|(_, state)| Some(state)).chain([None]) {
        let places = tree.priorities.iter_mut().flat_map(|p| &mut p.aims).flat_map(|a| &mut a.actions);
        places.chain(&mut tree.unplaced).for_each(|action| (action.state, action.conflicts) = (state, Vec::new()));
        let shown = Index::new(&tree).find(&tree, &query, day);
        let shown: Vec<&str> = tree.placed_actions().zip(shown).filter_map(|(a, is)| is.then_some(&*a.title)).collect();
        let paper = report::progress(&tree, &Options { as_at: Some(day), ..Options::default() });
        let text = report::markdown(&paper);
        let listed = text.split("\n## Overdue").nth(1).map_or("", |rest| rest.split("\n## ").next().unwrap());
        let rows = listed.lines().filter(|l| l.starts_with("| ")).skip(2).count();
        let distinct = shown.iter().collect::<std::collections::BTreeSet<_>>();
        assert_eq!(rows, distinct.len(), "{state:?}: {shown:?}\n{listed}");
        seen.push(rows > 0);
    }
    assert!(seen.contains(&true) && seen.contains(&false), "{seen:?}");
}

#[test]
fn columns_with_nothing_in_the_whole_paper_are_left_out() {
    let mut tree = small_plan::tree(small_plan::now());
    let all = tree.priorities.iter_mut().flat_map(|p| &mut p.aims).flat_map(|a| &mut a.actions);
    for action in all {
        action.timescale = None;
        action.updates.clear();
        action.conflicts.clear();
    }
    let text = report::markdown(&report::progress(&tree, &Options::default()));
    assert!(text.contains("| Action | Owner |\n"), "{text}");
    for gone in ["Timescale", "Rating", "Progress update", "Overdue", "How to read"] {
        assert!(!text.contains(gone), "{gone}");
    }
}

#[test]
fn an_empty_plan_is_a_paper_too() {
    let mut tree = small_plan::tree(small_plan::issued());
    tree.priorities.clear();
    tree.title.clear();
    let paper = report::progress(&tree, &Options::default());
    assert!(report::html(&paper).contains("Plan without a title"));
    assert!(!report::docx(&paper).is_empty());
}

#[test]
fn the_whole_sample_is_in_the_paper() {
    let paper = whole_sample();
    let text = report::markdown(&paper);
    assert!(text.contains("The plan has 53 actions, 22 aims and 5 priorities."), "{}", &text[..1500]);
    assert_eq!(text.matches("Get better at bringing local people in").count(), 2, "an aim under two priorities");
    assert_eq!(text.matches("| Find a new way for local voices").count(), 2, "an action that stands twice");
    look_at("sample", &paper);
    look_at("small", &small());
}

#[test]
fn a_plan_can_be_large_and_an_update_long() {
    let mut tree = small_plan::tree(small_plan::now());
    let long = "We did a great many things, and each of them took its time. ".repeat(300);
    let actions = &mut tree.priorities[0].aims[0].actions;
    actions[0].updates[0].narrative = format!("{long}\n\n{long}");
    let many: Vec<_> = std::iter::repeat_n(actions[2].clone(), 500).collect();
    actions.extend(many);
    let paper = report::progress(&tree, &Options::default());
    look_at("long", &paper);
    assert!(report::markdown(&paper).len() > 36_000);
}

/// Writes a paper into the folder that `PAPERS_TO_LOOK_AT` names, to be opened and looked at.
fn look_at(name: &str, paper: &Paper) {
    let Some(folder) = std::env::var_os("PAPERS_TO_LOOK_AT").map(std::path::PathBuf::from) else { return };
    std::fs::write(folder.join(format!("{name}.docx")), report::docx(paper)).unwrap();
    std::fs::write(folder.join(format!("{name}.html")), report::html(paper)).unwrap();
    std::fs::write(folder.join(format!("{name}.md")), report::markdown(paper)).unwrap();
}

#[test]
fn every_word_a_paper_says_is_in_the_locale_files() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/crates/work/src/report");
    let mut waiting = vec![std::path::PathBuf::from(folder)];
    let mut keys = std::collections::BTreeSet::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(std::fs::read_dir(path).unwrap().map(|e| e.unwrap().path()));
        } else {
            let source = std::fs::read_to_string(path).unwrap();
            let quoted = source.split('"').filter(|t| t.starts_with("report.") && !t.contains(['{', ' ']));
            keys.extend(quoted.map(str::to_owned));
        }
    }
    assert!(keys.len() > 50);
    for key in keys {
        let known = |key: &str| golden_thread::words::say(key) != key;
        assert!(known(&key) || (known(&format!("{key}.one")) && known(&format!("{key}.other"))), "{key}");
    }
}

/// A row with a long text may go over the end of a sheet in every format that has sheets; a short one may not.
#[test]
fn a_long_row_may_be_torn_and_a_short_one_may_not() {
    let row = |words: String| report::Row { cells: vec![vec![Block::text("One")], vec![Block::text(words)]] };
    let column = |heading: &str| report::Column { heading: heading.to_owned(), share: 1 };
    let table = Table {
        caption: "Two".to_owned(),
        caption_shown: false,
        kept_whole: false,
        columns: vec![column("a"), column("b")],
        rows: vec![row("short".to_owned()), row("long ".repeat(300))],
    };
    let paper = Paper { blocks: vec![Block::Table(table)], ..small() };
    let document = unzip(&report::docx(&paper)).remove("word/document.xml").unwrap();
    // The heading row and the short one.
    assert_eq!(document.matches("<w:cantSplit/>").count(), 2);
    assert_eq!(report::html(&paper).matches("<tr class=\"gt-paper__long\">").count(), 1);
}
