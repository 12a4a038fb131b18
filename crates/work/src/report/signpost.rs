//! A service as a resident sees it: a line of the list, a card on the phone that is held out to them, and a slip to
//! take away. One writer for all three, so that they say the same. Links are made by [`reach`], never typed.

use super::escape::escape;
use super::qr;
use crate::events::Open;
use crate::events::reach::{self, By, Way};
use crate::events::services::ServiceLine;
use crate::words::{day_in, fill_in, say_in};
use std::fmt::Write;

/// How many slips are printed on a sheet.
const SLIPS: usize = 6;

/// A service as a line of the list. `href` is the address of its card.
pub fn service_line(line: &ServiceLine, href: &str) -> String {
    let mut out = format!(
        "<h3 class=\"nhsuk-heading-s\"><a class=\"nhsuk-link\" href=\"{}\">{}</a></h3>\n",
        escape(href),
        escape(&line.name)
    );
    marks(&mut out, "en", line);
    text(&mut out, "gt-service__does", &line.description);
    ways(&mut out, "en", line, "");
    facts(&mut out, "en", line);
    out
}

/// A service as a card to hold out: large, with a code for the resident's own phone. In the language of whoever it is
/// held out to; what stands in the entry stays as it is.
pub fn service_card(language: &str, line: &ServiceLine) -> String {
    let mut out = String::new();
    marks(&mut out, language, line);
    text(&mut out, "gt-service__does", &line.description);
    text(&mut out, "gt-service__reach", &line.reach);
    ways(&mut out, language, line, " gt-service__ways--large");
    code(&mut out, language, line);
    facts(&mut out, language, line);
    out
}

/// Slips to take away, as many as a sheet of A4 holds. `from` is whose list it is.
pub fn service_slips(line: &ServiceLine, from: &str) -> String {
    let mut slip = format!("<section class=\"gt-slip\">\n<h3>{}</h3>\n", escape(&line.name));
    text(&mut slip, "gt-service__does", &line.description);
    text(&mut slip, "gt-service__reach", &line.reach);
    code(&mut slip, "en", line);
    facts(&mut slip, "en", line);
    text(&mut slip, "gt-slip__from", from);
    slip.push_str("</section>\n");
    format!("<article class=\"gt-paper gt-slips\">\n{}</article>\n", slip.repeat(SLIPS))
}

/// What somebody may do who asked to be contacted: the service's own phone, page or address, with the person there.
pub fn own_contact(language: &str, reach: &str) -> String {
    let mut out = String::new();
    links(&mut out, language, &reach::ways(reach), " gt-service__ways--large");
    out
}

fn text(out: &mut String, class: &str, words: &str) {
    if !words.trim().is_empty() {
        let _ = writeln!(out, "<p class=\"{class}\" dir=\"auto\">{}</p>", escape(words.trim()));
    }
}

/// Whether it is open, and whether the entry can be relied on.
fn marks(out: &mut String, language: &str, line: &ServiceLine) {
    let (colour, open) = match line.open {
        Open::Yes => ("green", "signpost.openNow"),
        Open::No => ("grey", "signpost.shutNow"),
        Open::Unknown => ("white", "signpost.openUnknown"),
    };
    let mut marks = vec![(colour, say_in(language, open))];
    if line.reported {
        marks.push(("red", say_in(language, "signpost.reported")));
    }
    if line.stale {
        marks.push(("yellow", say_in(language, "signpost.stale")));
    }
    out.push_str("<p class=\"gt-service__marks\">");
    for (colour, words) in marks {
        let _ = write!(out, "<strong class=\"nhsuk-tag nhsuk-tag--{colour}\">{}</strong> ", escape(&words));
    }
    out.push_str("</p>\n");
}

/// The links, or what was typed where there is none to make.
fn ways(out: &mut String, language: &str, line: &ServiceLine, more: &str) {
    let ways = reach::ways(&line.reach);
    if more.is_empty() {
        text(out, "gt-service__reach", &line.reach);
    }
    links(out, language, &ways, more);
}

fn links(out: &mut String, language: &str, ways: &[Way], more: &str) {
    if ways.is_empty() {
        return;
    }
    let _ = write!(out, "<ul class=\"gt-service__ways{more}\">");
    for way in ways {
        // A page opens beside the app, which stays where it is; it is told nothing of where somebody came from.
        let beside = if way.by == By::Web { " target=\"_blank\" rel=\"noopener noreferrer\"" } else { "" };
        let (href, words) = (escape(&way.href), escape(&way.words_in(language)));
        let _ = write!(out, "<li><a class=\"gt-service__way\" href=\"{href}\"{beside}>{words}</a></li>");
    }
    out.push_str("</ul>\n");
}

/// The one code: of the page where there is one, or else of the number.
fn code(out: &mut String, language: &str, line: &ServiceLine) {
    let ways = reach::ways(&line.reach);
    let Some(way) = reach::for_code(&ways) else { return };
    let picture = qr::picture(&way.href, &escape(&fill_in(language, "signpost.code", &[("to", &way.words)])));
    if !picture.is_empty() {
        let _ = writeln!(
            out,
            "<figure class=\"gt-qr\">{picture}<figcaption>{}</figcaption></figure>",
            escape(&fill_in(language, "signpost.codeHint", &[("does", &way.words_in(language))]))
        );
    }
}

fn facts(out: &mut String, language: &str, line: &ServiceLine) {
    let checked = line.last_checked.map_or_else(|| say_in(language, "signpost.neverChecked"), |d| day_in(language, d));
    let languages = line.languages.join(", ");
    let facts = [
        ("signpost.opening", line.opening.as_str()),
        ("signpost.cost", &line.cost),
        ("signpost.languages", &languages),
        ("signpost.checked", &checked),
    ];
    out.push_str("<dl class=\"gt-facts\">");
    for (key, words) in facts.into_iter().filter(|(_, words)| !words.trim().is_empty()) {
        let _ = write!(
            out,
            "<div><dt>{}</dt><dd dir=\"auto\">{}</dd></div>",
            escape(&say_in(language, key)),
            escape(words.trim())
        );
    }
    out.push_str("</dl>\n");
}
