//! The progress report: what a board reads twice a year, in five minutes at the front and in full behind.

mod actions;
mod issued;
mod lists;
mod measures;
mod summary;
mod view;

pub use view::Options;

use super::{Block, Paper};
use crate::ledger::PlanTree;
use crate::words::say;
use view::View;

/// The progress report of a plan.
///
/// ```
#[doc = include_str!("../../ledger/example_plan.txt")]
/// use golden_thread_work::days::date;
/// use golden_thread_work::report::{Options, docx, markdown, progress};
///
/// let paper = progress(&plan(), &Options { as_at: Some(date(2026, 4, 1)), ..Options::default() });
/// assert!(markdown(&paper).contains("- 1 action is overdue."));
/// assert!(docx(&paper).starts_with(b"PK"), "the same paper as a Word file");
/// ```
pub fn progress(tree: &PlanTree, options: &Options<'_>) -> Paper {
    let tree = issued::as_issued(tree, options.last_issue);
    let view = View::new(&tree, *options);
    let mut blocks = summary::summary(&view);
    blocks.extend(summary::to_be_settled(&view));
    blocks.extend(summary::headlines(&view));
    blocks.push(Block::PageBreak);
    blocks.extend(actions::priorities(&view));
    blocks.extend(measures::measures(&view));
    blocks.extend(lists::no_update(&view));
    blocks.extend(lists::help_needed(&view));
    blocks.extend(lists::overdue(&view));
    blocks.extend(lists::risks(&view));
    blocks.extend(lists::ratings(&view));
    let title = if tree.title.trim().is_empty() { say("report.untitled") } else { tree.title.clone() };
    Paper { title, subtitle: say("report.kind"), meta: view.meta(), blocks, lang: "en-GB" }
}
