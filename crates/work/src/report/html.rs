//! A paper as HTML: a page that stands alone on any host, and the same markup for the app's preview.
//!
//! The page asks nobody for anything: no script, no address, its style inside it and named by digest in
//! its own content policy. Nothing is styled by attributes, which such a policy forbids.

use super::escape::escape;
use super::paper::right_to_left;
use super::{Bar, Block, Inline, Paper, Table};
use crate::domain::{Rating, Shape};
use crate::words::say;
use sha2::{Digest, Sha256};
use std::fmt::Write;

const STYLE: &str = include_str!("paper.css");

/// The paper as one complete page.
pub fn html(paper: &Paper) -> String {
    // A table of actions is read across: on sheets that lie on their side its words are not squeezed.
    let sheet = if paper.is_wide() { "A4 landscape" } else { "A4" };
    let style = format!("@page{{size:{sheet};margin:15mm 15mm 16mm}}\n{STYLE}");
    let digest = base64(&Sha256::digest(style.as_bytes()));
    let mut page = String::new();
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title} \u{2013} {kind}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        lang = paper.lang,
        title = escape(&paper.title),
        kind = escape(&paper.subtitle),
        body = article(paper, 1),
    );
    page
}

/// The inner markup, with the class names of the app's preview. Its title is a second-level heading,
/// since the page around it has a title of its own.
pub fn html_body(paper: &Paper) -> String {
    article(paper, 2)
}

fn article(paper: &Paper, base: u8) -> String {
    let mut out = String::new();
    let (title, kind) = (escape(&paper.title), escape(&paper.subtitle));
    let _ = write!(
        out,
        "<article class=\"gt-paper\" lang=\"{}\" aria-labelledby=\"paper-title\">\n<header class=\"gt-paper__head\">\n\
         <p class=\"gt-paper__kind\">{kind}</p>\n<h{base} class=\"gt-paper__title\" id=\"paper-title\"{}>{title}</h{base}>\n",
        paper.lang,
        direction(&[Inline::Text(paper.title.clone())]),
    );
    if !paper.meta.is_empty() {
        out.push_str("<ul class=\"gt-meta\">");
        for (name, value) in &paper.meta {
            let _ = write!(out, "<li>{}: {}</li>", escape(name), escape(value));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</header>\n");
    let mut open = false;
    let mut new_sheet = false;
    for part in &paper.blocks {
        let starts = matches!(part, Block::Heading { level: 0 | 1, .. });
        if matches!(part, Block::PageBreak) {
            new_sheet = true;
            continue;
        }
        if starts || !open {
            let more = if std::mem::take(&mut new_sheet) { " gt-paper__break" } else { "" };
            let before = if std::mem::replace(&mut open, true) { "</section>\n" } else { "" };
            let _ = writeln!(out, "{before}<section class=\"gt-paper__section{more}\">");
        }
        block(&mut out, part, base);
    }
    out.push_str(if open { "</section>\n</article>\n" } else { "</article>\n" });
    out
}

fn block(out: &mut String, block: &Block, base: u8) {
    match block {
        Block::Heading { level, text, id } => {
            let level = (*level).clamp(1, 4).saturating_add(base).min(6);
            let _ = writeln!(out, "<h{level} id=\"{}\"{}>{}</h{level}>", escape(id), direction(text), inlines(text));
        }
        Block::Paragraph(text) => {
            let _ = writeln!(out, "<p{}>{}</p>", direction(text), inlines(text));
        }
        Block::Note(text) => {
            let _ = writeln!(out, "<p class=\"gt-meta\"{}>{}</p>", direction(text), inlines(text));
        }
        Block::List(items) => {
            out.push_str("<ul>\n");
            for item in items {
                let _ = writeln!(out, "<li{}>{}</li>", direction(item), inlines(item));
            }
            out.push_str("</ul>\n");
        }
        Block::Table(t) => table(out, t, base),
        Block::Bar(b) => bar(out, b),
        Block::Grid(g) => super::grid::draw(out, g),
        Block::PageBreak => {}
    }
}

fn table(out: &mut String, table: &Table, base: u8) {
    let total: u32 = table.columns.iter().map(|c| c.share).sum::<u32>().max(1);
    let hidden = if table.caption_shown { "" } else { " class=\"gt-visually-hidden\"" };
    // A short table goes to the next sheet rather than leaving its header row behind on this one.
    let whole = if table.kept_whole || table.rows.len() < 4 { " gt-paper__table--whole" } else { "" };
    let stacks = if has_prose(table) { " gt-paper__table--stacks" } else { "" };
    let caption = escape(&table.caption);
    // A region that scrolls by itself can be reached with the keyboard, so it has a name too. On the page
    // that stands alone only tables of figures scroll: the others are stacked where there is no room.
    let region = if base > 1 || stacks.is_empty() {
        format!(" role=\"region\" tabindex=\"0\" aria-label=\"{caption}\"")
    } else {
        String::new()
    };
    let _ = write!(
        out,
        "<div class=\"gt-scroll\"{region}>\n\
         <table class=\"gt-paper__table{whole}{stacks}\">\n<caption{hidden}>{caption}</caption>\n<colgroup>"
    );
    for column in &table.columns {
        // Not a style: the width of a column may be said by its own attribute.
        let _ = write!(out, "<col width=\"{}%\">", column.share * 100 / total);
    }
    out.push_str("</colgroup>\n<thead><tr>");
    for column in &table.columns {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(&column.heading));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str(if row.is_long() { "<tr class=\"gt-paper__long\">" } else { "<tr>" });
        for (at, cell) in row.cells.iter().enumerate() {
            let (tag, scope) = if at == 0 { ("th", " scope=\"row\"") } else { ("td", "") };
            // On a narrow screen the headings are out of sight, and each cell says its own.
            let heading = table.columns.get(at).filter(|_| at > 0 && !cell.is_empty() && !stacks.is_empty());
            let label = heading.map(|c| format!(" data-label=\"{}\"", escape(&c.heading))).unwrap_or_default();
            let _ = write!(out, "<{tag}{scope}{label}>");
            match cell.as_slice() {
                [Block::Paragraph(only)] if direction(only).is_empty() => out.push_str(&inlines(only)),
                blocks => blocks.iter().for_each(|b| self::block(out, b, base)),
            }
            let _ = write!(out, "</{tag}>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

/// Whether a table holds sentences, not only figures beside names.
fn has_prose(table: &Table) -> bool {
    let long = |block: &Block| match block {
        Block::Paragraph(words) | Block::Note(words) => {
            words.iter().any(|w| matches!(w, Inline::Text(t) | Inline::Muted(t) if t.len() > 12))
        }
        _ => true,
    };
    table.rows.iter().flat_map(|r| r.cells.iter().skip(1)).flatten().any(long)
}

/// The picture only draws what the list beside it says.
fn bar(out: &mut String, bar: &Bar) {
    let total = bar.parts.iter().map(|p| p.count).sum::<usize>().max(1);
    let _ = write!(
        out,
        "<div class=\"gt-bar\">\n<p class=\"gt-visually-hidden\">{}:</p>\n\
         <svg class=\"gt-bar__drawn\" viewBox=\"0 0 {total} 1\" width=\"100%\" height=\"12\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">",
        escape(&bar.caption)
    );
    let mut from = 0;
    for part in &bar.parts {
        let fill = part.rating.as_ref().map_or("#dfe3e5", |r| super::paper::hex(r.colour));
        let _ = write!(out, "<rect x=\"{from}\" y=\"0\" width=\"{}\" height=\"1\" fill=\"{fill}\"/>", part.count);
        from += part.count;
    }
    out.push_str("</svg>\n<ul class=\"gt-bar__legend\">");
    for part in &bar.parts {
        let word = part.rating.as_ref().map_or_else(not_known, |r| rating(r, " gt-rating--plain"));
        let _ =
            write!(out, "<li class=\"gt-bar__key\">{word} <span class=\"gt-bar__count\">{}</span></li>", part.count);
    }
    out.push_str("</ul>\n</div>\n");
}

fn inlines(all: &[Inline]) -> String {
    all.iter().map(inline).collect()
}

fn inline(one: &Inline) -> String {
    match one {
        Inline::Text(text) => escape(text),
        Inline::Strong(text) => format!("<strong>{}</strong>", escape(text)),
        Inline::Muted(text) => format!("<span class=\"gt-paper__muted\">{}</span>", escape(text)),
        Inline::Break => "<br>".to_owned(),
        Inline::Rating(r) => rating(r, ""),
        Inline::NotKnown => not_known(),
    }
}

fn rating(rating: &Rating, more: &str) -> String {
    shaped(rating.colour.name(), more, rating.shape, &rating.name)
}

fn not_known() -> String {
    shaped("none", "", Shape::Ring, &say("report.rating.notKnown"))
}

fn shaped(colour: &str, more: &str, shape: Shape, word: &str) -> String {
    let path = match shape {
        Shape::Circle => "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z",
        Shape::Triangle => "M8 1.2 15.4 14.6H.6z",
        Shape::Square => "M1.5 1.5h13v13h-13z",
        Shape::Diamond => "M8 .6 15.4 8 8 15.4.6 8z",
        Shape::Tick => "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM4 8.2 5.4 6.8 7.1 8.5 10.7 4.9 12.1 6.3 7.1 11.3z",
        Shape::Ring => "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM8 3.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2z",
    };
    format!(
        "<span class=\"gt-rating gt-rating--{colour}{more}\"><svg class=\"gt-rating__shape\" viewBox=\"0 0 16 16\" \
         aria-hidden=\"true\" focusable=\"false\"><path fill-rule=\"evenodd\" d=\"{path}\"/></svg>{}</span>",
        escape(word)
    )
}

fn direction(words: &[Inline]) -> &'static str {
    if right_to_left(words) { " dir=\"rtl\"" } else { "" }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |six: u32| LETTERS.get((six & 63) as usize).map_or('=', |b| char::from(*b));
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let three = (0..3).fold(0u32, |all, i| all << 8 | u32::from(chunk.get(i).copied().unwrap_or(0)));
        let used = chunk.len() + 1;
        for at in 0..4 {
            text.push(if at < used { letter(three >> (18 - 6 * at)) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_the_usual_one() {
        assert_eq!(
            ["", "f", "fo", "foo", "foob"].map(|t| base64(t.as_bytes())),
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]
        );
        assert_eq!(base64(&[0xfb, 0xff, 0xfe]), "+//+");
    }
}
