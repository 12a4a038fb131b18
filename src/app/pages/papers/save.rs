//! Saving a paper as a file and, in the partnership office, keeping its words as they were published.

use super::Made;
use crate::app::context::App;
use crate::ledger::changes::{Cause, Work};
use crate::ledger::published::Publication;
use crate::platform::{self, files, time};
use crate::report;
use crate::words::fill;
use leptos::prelude::*;

/// What a paper can be saved as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A Word file.
    Word,
    /// A web page that stands alone.
    Page,
    /// Text, as Markdown.
    Text,
}

impl Format {
    fn file(self, made: &Made) -> (String, &'static str, Vec<u8>) {
        let name = |ending: &str| fill("papers.save.fileName", &[("day", &made.as_at), ("ending", &ending)]);
        match self {
            Format::Word => {
                let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
                (name("docx"), kind, report::docx(&made.paper))
            }
            Format::Page => (name("html"), "text/html", report::html(&made.paper).into_bytes()),
            Format::Text => (name("md"), "text/markdown", report::markdown(&made.paper).into_bytes()),
        }
    }
}

/// Saves the paper as a file. A Word file or web page from the partnership office is what goes out, so its
/// words are kept too, once for the same words.
pub fn save(app: App, made: &Made, format: Format) {
    let (name, kind, bytes) = format.file(made);
    if let Err(e) = files::save(&name, kind, &bytes) {
        return app.tell("warning", fill("error.file", &[("reason", &e.0)]));
    }
    if format == Format::Text || !app.is_office() {
        return app.tell("success", fill("papers.save.saved", &[("name", &name)]));
    }
    let markdown = report::markdown(&made.paper);
    let publication = Publication {
        tree: &made.tree,
        kind: "progress",
        title: &made.paper.title,
        as_at: made.as_at,
        published: time::today(),
        markdown: &markdown,
    };
    let kept = app.state.with_untracked(|s| s.ledger.published().into_iter().any(|p| publication.is_said_by(p)));
    if kept {
        return app.tell("success", fill("papers.save.keptBefore", &[("name", &name)]));
    }
    let work = Work::drafts([&publication.draft(platform::new_id())], Cause::Typed);
    leptos::task::spawn_local(async move {
        match app.save(work, Vec::new()).await {
            Ok(()) => app.tell("success", fill("papers.save.kept", &[("name", &name)])),
            Err(_) => app.tell("warning", fill("papers.save.notKept", &[("name", &name)])),
        }
    });
}

/// Saves the words of a published paper again, as they were.
pub fn save_again(app: App, as_at: &str, markdown: &str) {
    let name = fill("papers.save.fileName", &[("day", &as_at), ("ending", &"md")]);
    match files::save(&name, "text/markdown", markdown.as_bytes()) {
        Ok(()) => app.tell("success", fill("papers.save.saved", &[("name", &name)])),
        Err(e) => app.tell("warning", fill("error.file", &[("reason", &e.0)])),
    }
}
