//! Saving a paper as a file and, in the partnership office, keeping its words as they were published.

use super::made::{About, Made};
use crate::app::components::Tone;
use crate::app::context::App;
use crate::ledger::published::{Publication, Published, Subject};
use crate::platform::{self, handing, time};
use crate::report::{self, Paper};
use crate::store::{RowChange, State};
use crate::words::{fill, say};
use leptos::prelude::*;

/// The type of a paper as text.
const TEXT: &str = "text/plain";

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
    /// A paper's file in this format: its name, its type, its bytes.
    fn file(self, paper: &Paper, paper_kind: &str, as_at: &str) -> (String, &'static str, Vec<u8>) {
        let name = |ending: &str| file_name(paper_kind, as_at, ending);
        match self {
            Format::Word => {
                let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
                (name("docx"), kind, report::docx(paper))
            }
            Format::Page => (name("html"), "text/html", report::html(paper).into_bytes()),
            Format::Text => (name("txt"), TEXT, report::markdown(paper).into_bytes()),
        }
    }
}

/// The name of a paper's file. Papers published by a newer version may be of a kind this one does not know.
fn file_name(kind: &str, as_at: &str, ending: &str) -> String {
    let kind = match kind {
        "event" => "papers.save.eventFile",
        "heard" => "papers.save.heardFile",
        _ => "papers.save.fileName",
    };
    fill(kind, &[("day", &as_at), ("ending", &ending)])
}

/// Saves the paper as a file. A file is no publication: it may be a draft for somebody to look at.
pub(super) fn save(app: App, made: &Made, format: Format) {
    let (name, kind, bytes) = format.file(&made.paper, made.about.kind(), &made.as_at.to_string());
    leptos::task::spawn_local(async move {
        if leave(app, &name, kind, &bytes).await {
            app.tell(Tone::Done, fill("papers.save.saved", &[("name", &name)]));
        }
    });
}

/// The paper's words as they would be kept.
fn publication<'a>(made: &'a Made, markdown: &'a str) -> Publication<'a> {
    Publication {
        about: match &made.about {
            About::Progress(tree) => Subject::Plan(tree),
            About::Event(event) => Subject::Event(*event),
            About::Heard => Subject::Heard,
        },
        kind: made.about.kind(),
        title: &made.paper.title,
        as_at: made.as_at,
        published: time::today(),
        markdown,
        paper: made.paper.to_value(),
    }
}

/// Whether just these words are kept as published.
pub(super) fn is_published(app: App, made: &Made) -> bool {
    let markdown = report::markdown(&made.paper);
    let publication = publication(made, &markdown);
    app.state.with(|s| s.ledger.published().into_iter().any(|p| publication.is_said_by(p)))
}

/// Keeps the paper's words as they went out, once for the same words.
pub(super) fn publish(app: App, made: &Made) {
    let markdown = report::markdown(&made.paper);
    let draft = publication(made, &markdown).draft(platform::new_id());
    // It can be taken back while its message is there.
    app.change(move |_| draft.edits().collect(), say("papers.publish.done"));
}

/// Hands a paper's file over; whether it left. If not, that is said.
pub async fn leave(app: App, name: &str, kind: &str, bytes: &[u8]) -> bool {
    match handing::hand_over(name, kind, bytes).await {
        Ok(handed) if handed.left() => {
            note(app, vec![name.to_owned()]).await;
            return true;
        }
        Ok(_) => app.tell(Tone::Info, say("papers.save.notSaved")),
        Err(e) => app.tell(Tone::Warning, fill("error.file", &[("reason", &e.0)])),
    }
    false
}

/// Notes the names of files that were saved, for whoever removes words for good and looks for copies of them. While something
/// cannot be saved this is left: a small row that fits must not make the banner about the person's own words go away.
pub async fn note(app: App, names: Vec<String>) {
    if app.problem.with_untracked(Option::is_some) {
        return;
    }
    let day = time::today().to_string();
    let mut build = |s: &State| {
        let about = names.iter().fold(s.about.clone()?, |about, name| about.having_saved(name, &day));
        Some(RowChange::About(about).into())
    };
    // The file is the person's already, whether or not it can be noted.
    let _ = app.transact(&mut build).await;
}

/// Saves a published paper again, as it was: made from what was kept of it, never from today's plan. Its text
/// is kept letter by letter.
pub fn save_again(app: App, published: Published<'_>, format: Format) {
    let (name, kind, bytes) = if format == Format::Text {
        let name = file_name(published.kind(), published.as_at(), "txt");
        (name, TEXT, published.markdown().as_bytes().to_vec())
    } else if let Some(paper) = published.paper().and_then(Paper::from_value) {
        format.file(&paper, published.kind(), published.as_at())
    } else {
        return app.tell(Tone::Warning, say("papers.published.newer"));
    };
    leptos::task::spawn_local(async move {
        if leave(app, &name, kind, &bytes).await {
            app.tell(Tone::Done, fill("papers.save.saved", &[("name", &name)]));
        }
    });
}
