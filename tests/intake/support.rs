//! What the tests of intake share.

use golden_thread::days::Date;
use golden_thread::intake::{Format, Options, Proposal, QuestionKind, read};

/// The layout of a real report, with invented words.
pub const LAYOUT: &str = include_str!("../data/report-layout.txt");

/// The date of both reports.
pub fn november() -> Date {
    golden_thread::days::date(2023, 11, 1)
}

pub fn options() -> Options {
    Options { date: Some(november()), ..Options::default() }
}

pub fn take(text: &str) -> Proposal {
    read(text.as_bytes(), &options()).unwrap()
}

pub fn take_as(text: &str, format: Format) -> Proposal {
    read(text.as_bytes(), &Options { format: Some(format), ..options() }).unwrap()
}

/// The reports to try: the layout, and the real one where it lies beside the repository.
pub fn reports() -> Vec<(&'static str, String)> {
    let mut reports = vec![("layout", LAYOUT.to_owned())];
    let seed = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds/003_19d0b283dda8e0c0.txt");
    match std::fs::read_to_string(seed) {
        Ok(text) => reports.push(("seed", text)),
        Err(_) => println!("the real report is not at hand: only its layout is tried"),
    }
    reports
}

/// The file, put together again from the proposal's lines.
pub fn whole(proposal: &Proposal) -> String {
    proposal.lines.iter().flat_map(|l| [l.text.as_str(), l.end]).collect()
}

pub fn asked(proposal: &Proposal, kind: QuestionKind) -> Vec<usize> {
    proposal.questions.iter().filter(|q| q.kind == kind).map(|q| q.line).collect()
}

/// Each action with its owners and the first words of its updates, in one line each.
pub fn told(proposal: &Proposal) -> Vec<String> {
    let update = |index: usize| {
        let of = proposal.updates.iter().filter(|u| u.covers.iter().any(|c| c.action == index));
        of.map(|u| u.narrative.replace('\n', "/")).collect::<Vec<_>>().join(" & ")
    };
    let tell = |(index, action): (usize, &golden_thread::intake::ProposedAction)| {
        let place = &action.placements[0];
        format!(
            "{} > {} > {} [{}] {}",
            proposal.priorities[place.priority].title,
            proposal.aims[place.aim].statement,
            action.title,
            action.owners.join(" + "),
            update(index)
        )
    };
    proposal.actions.iter().enumerate().map(tell).collect()
}
