//! Papers of events: by the rule for small numbers, and as they were published before it.

use super::word::{unzip, word_text};
use super::{golden, sample, sample_source, small_plan};
use golden_thread::ledger::{Ledger, Side};
use golden_thread::report::{self, Block, Inline, Paper};

/// The sample's past event, with a name that tries to be something else.
pub fn event_paper() -> Paper {
    event_of(Ledger::new(sample::records(&sample_source()), None, Side::Office))
}

/// The same event as a build published it before there was the rule for small numbers.
pub fn event_before() -> Paper {
    let published = include_bytes!("../data/builds/2026-11-29/published-figures.thread.json");
    let read = golden_thread::bundle::read(published).unwrap();
    assert!(read.set_aside.is_empty() && read.notes.is_empty(), "{:?} {:?}", read.set_aside, read.notes);
    event_of(Ledger::new(read.bundle.records, None, Side::Office))
}

fn event_of(mut ledger: Ledger) -> Paper {
    let event = golden_thread::events::events(&ledger)[0].id();
    ledger.change(|records| {
        let edit = golden_thread::record::Edit {
            record: event,
            kind: golden_thread::domain::kind::EVENT.into(),
            field: golden_thread::domain::fields::VENUE.into(),
            value: small_plan::HOSTILE.into(),
        };
        let at = golden_thread::record::Stamp::new(1 << 41, 0, sample::writer());
        records.edit(&edit, at);
    });
    report::event(&ledger, event, Some("2023-11-14".parse().unwrap())).unwrap()
}

#[test]
fn an_event_as_markdown_the_preview_and_word() {
    let paper = event_paper();
    golden("event.md", &report::markdown(&paper));
    golden("event.html", &report::html_body(&paper));
    let parts = unzip(&report::docx(&paper));
    golden("event.document.xml", &parts["word/document.xml"].replace("><", ">\n<"));
    for text in [report::markdown(&paper), report::html(&paper), word_text(&parts["word/document.xml"])] {
        assert!(text.contains('*') && text.contains("NHS Digital") && !text.contains("fewer than 5"), "{text}");
        assert!(
            text.contains("About 10 people at 3 events said: Hospital Buddies did not always ring back."),
            "{text}"
        );
    }
    // Reached, checked and referred stay three figures.
    let table = paper.blocks.iter().find_map(|b| if let Block::Table(t) = b { Some(t) } else { None }).unwrap();
    assert_eq!(
        table.rows.len(),
        8,
        "conversations, people, reached, checked, signposted, referred, leaflets, ambassadors"
    );
}

/// Figures that were published before there was the rule are shown as they were then, to the letter.
#[test]
fn an_event_that_was_published_before_is_as_it_was() {
    let paper = event_before();
    golden("event-before.md", &report::markdown(&paper));
    golden("event-before.html", &report::html_body(&paper));
    golden("event-before.document.xml", &unzip(&report::docx(&paper))["word/document.xml"].replace("><", ">\n<"));
}

/// Everything that a build published before there was the rule, as that build printed it.
#[test]
fn what_was_published_before_reads_as_it_did() {
    let folder = format!("{}/tests/data/builds/2026-11-29", env!("CARGO_MANIFEST_DIR"));
    let kept = |name: &str| std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
    let read = golden_thread::bundle::read(kept("published-figures.thread.json").as_bytes()).unwrap();
    let ledger = Ledger::new(read.bundle.records, None, Side::Office);
    let papers = golden_thread::events::events(&ledger).into_iter().filter_map(|event| {
        Some((event.id(), report::event(&ledger, event.id(), Some("2026-11-29".parse().unwrap()))?))
    });
    let mut printed = 0;
    for (event, paper) in papers {
        golden::same(&kept(&format!("event-{event}.md")), &report::markdown(&paper), "an event's paper");
        printed += 1;
    }
    assert_eq!(printed, 3);
    golden::same(&kept("heard.md"), &report::markdown(&report::heard(&ledger, None).unwrap()), "what was heard");
}

/// The picture draws what the table behind it says, and nothing that is hidden.
#[test]
fn a_grid_is_a_picture_of_its_table() {
    let paper = event_before();
    let at = paper.blocks.iter().position(|b| matches!(b, Block::Grid(_))).unwrap();
    let (Block::Grid(grid), Block::Table(table)) = (&paper.blocks[at], &paper.blocks[at + 1]) else { panic!() };
    let words = |cell: &[Block]| match cell {
        [Block::Paragraph(words)] => match words.as_slice() {
            [Inline::Text(text)] => text.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    assert_eq!(grid.columns, table.columns[1..].iter().map(|c| c.heading.clone()).collect::<Vec<_>>());
    for ((name, cells), row) in grid.rows.iter().zip(&grid.cells).zip(&table.rows) {
        assert_eq!(*name, words(&row.cells[0]));
        for (drawn, cell) in cells.iter().zip(&row.cells[1..]) {
            assert_eq!(drawn.map(|n| n.to_string()), words(cell).parse::<u64>().ok().map(|n| n.to_string()));
            assert!(!drawn.is_some_and(|n| (1..5).contains(&n)));
        }
    }
    let page = report::html(&paper);
    assert_eq!(page.matches("stroke-dasharray").count(), grid.cells.iter().flatten().filter(|c| c.is_none()).count());
    assert!(!page.contains("style=\"") && !page.contains("<script"));
}
