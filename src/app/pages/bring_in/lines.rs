//! The paper as it was read, line by line, each with what it was taken for. No line goes unseen.

use super::mender::{MAX_LINES_SHOWN, Mender};
use crate::app::components::{Button, CollectView, Tick, live};
use crate::intake::{Format, Kind, SourceLine, plain_words};
use crate::words::{count, fill, say};
use leptos::prelude::*;

/// A longer line is cut: pages without line breaks hold everything in one.
const MAX_LINE_SHOWN: usize = 3000;

/// A line's words: without a web page's markup, and cut where they never end.
pub(super) fn text_words(line: &SourceLine, format: Format) -> String {
    let mut text = if format == Format::Html { plain_words(&line.text) } else { line.text.clone() };
    if let Some((cut, _)) = text.char_indices().nth(MAX_LINE_SHOWN) {
        text.truncate(cut);
        text.push('\u{2026}');
    }
    text
}

/// One line, with its number and what it was taken for.
fn source_line(line: &SourceLine, format: Format) -> AnyView {
    let (class, kind) = kind_words(&line.kind);
    let text = text_words(line, format);
    view! {
        <li class=format!("gt-source__line{class}") id=format!("line-{}", line.number) tabindex="-1">
            <span class="gt-source__number">{line.number}</span>
            " "
            <span class="gt-source__kind">{kind}</span>
            " "
            <span class="gt-source__text">{text}</span>
        </li>
    }
    .into_any()
}

fn kind_words(kind: &Kind) -> (&'static str, String) {
    match kind {
        Kind::Row { table, row } => {
            (" gt-source__line--row", fill("bringin.line.row", &[("table", table), ("row", row)]))
        }
        Kind::TableHeading => (" gt-source__line--heading", say("bringin.line.tableHeading")),
        Kind::Heading => (" gt-source__line--heading", say("bringin.line.heading")),
        Kind::Background => (" gt-source__line--background", say("bringin.line.background")),
        Kind::Headline => (" gt-source__line--headline", say("bringin.line.headline")),
        Kind::Blank => ("", say("bringin.line.blank")),
        Kind::NotUnderstood(reason) => {
            (" gt-source__line--not-understood", fill("bringin.line.notUnderstood", &[("reason", reason)]))
        }
    }
}

/// The whole paper, or only what was not understood.
#[component]
pub(super) fn Lines(mender: Mender) -> impl IntoView {
    // Mends seldom change what a line is; only then is the list drawn anew.
    let lines = Memo::new(move |_| mender.finished().lines);
    let is_missed = |l: &&SourceLine| matches!(l.kind, Kind::NotUnderstood(_));
    let missed = move || lines.with(|all| all.iter().filter(is_missed).count());
    let only = mender.only_missed;
    let format = mender.proposal.with_untracked(|p| p.format);
    let list = move || {
        let (only, most) = (only.get(), mender.lines_shown.get());
        lines.with(|all| {
            let all = all.iter().filter(|l| !only || is_missed(l));
            let rest = all.clone().count().saturating_sub(most);
            let drawn = all.take(most).map(|l| source_line(l, format));
            let more = move || mender.lines_shown.update(|n| *n += MAX_LINES_SHOWN);
            view! {
                <ol class="gt-source">{drawn.collect_view()}</ol>
                {(rest > 0).then(|| view! { <Button label=count("bringin.moreLines", rest) on_press=more/> })}
            }
        })
    };
    view! {
        <section aria-labelledby="lines-title">
            <h2 class="nhsuk-heading-m" id="lines-title">{say("bringin.lines")}</h2>
            <p role="status">{live(move || count("bringin.counts.notUnderstood", missed()))}</p>
            <div class="nhsuk-checkboxes nhsuk-form-group">
                <Tick id="only-missed" on=only flip=move |on| only.set(on)>{say("bringin.onlyMissed")}</Tick>
            </div>
            {list}
        </section>
    }
    .into_any()
}
