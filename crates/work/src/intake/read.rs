//! From a file's bytes to a proposal.

use super::decode::{self, Refused};
use super::guess::guess;
use super::proposal::{Proposal, QuestionKind, Subject};
use super::{Format, Options, blocks, csv, html, markdown, source, tsv, understand};

/// Reads a paper. Total: any bytes give a proposal, or the reason why there is none and what to do instead.
///
/// ```
/// use golden_thread_work::intake::{Format, Options, read};
///
/// let paper = "# Recovery plan\n\n## Priority 1: Start well\n\n\
///     | Action | Owner | Timescale |\n|---|---|---|\n| Open family hubs | The Council | by summer 2026 |\n";
/// let proposal = read(paper.as_bytes(), &Options::default()).unwrap();
/// assert_eq!(proposal.format, Format::Markdown);
/// assert_eq!(proposal.actions[0].title, "Open family hubs");
/// assert_eq!(proposal.lines.len(), 7, "every line is accounted for, understood or not");
/// ```
pub fn read(bytes: &[u8], options: &Options) -> Result<Proposal, Refused> {
    let decoded = decode::decode(bytes)?;
    let format = options.format.unwrap_or_else(|| guess(&decoded.text));
    let lines = source::split_lines(&decoded.text);
    let pieces = match format {
        Format::Tsv => tsv::pieces(&decoded.text, &lines),
        Format::Csv => csv::pieces(&decoded.text, &lines),
        Format::Markdown => markdown::pieces(&lines),
        Format::Html => html::pieces(&decoded.text, &lines),
        Format::Text => blocks::pieces(&lines),
    };
    let mut proposal = understand::understand(&lines, pieces, format, options);
    if decoded.old_encoding {
        proposal.ask(QuestionKind::Letters, 0, Subject::Paper, "intake.ask.letters", &[]);
    }
    Ok(proposal)
}
