//! Values in words that need no record beside them.

use crate::domain::{Outcome, Rating, Timescale, fields as f, kinds};
use crate::record::Record;
use crate::words::{day, day_text, fill, say};

/// Who agreed a change, and when, as far as somebody has said.
pub fn agreed(by: &str, on: &str) -> String {
    let on = day_text(on);
    match (by, on.as_str()) {
        ("", "") => say("agreed.open"),
        ("", on) => fill("agreed.on", &[("on", &on)]),
        (by, "") => fill("agreed.by", &[("by", &by)]),
        (by, on) => fill("agreed.byOn", &[("by", &by), ("on", &on)]),
    }
}

/// Who agreed that something was added, and when, as far as somebody has said.
pub fn added(by: &str, on: &str) -> String {
    let on = day_text(on);
    match (by, on.as_str()) {
        ("", "") => say("agreed.addedOpen"),
        ("", on) => fill("agreed.addedOn", &[("on", &on)]),
        (by, "") => fill("agreed.addedBy", &[("by", &by)]),
        (by, on) => fill("agreed.addedByOn", &[("by", &by), ("on", &on)]),
    }
}

/// What a seat or a meeting is called by itself: its role, or the day or the words of when it is.
pub(super) fn placed(record: &Record) -> Option<String> {
    let role = record.text(f::ROLE).and_then(|role| Some(kinds::field(&record.kind, f::ROLE)?.choice(role)));
    let starts = || record.text(f::STARTS).map(|when| day_text(when.split('T').next().unwrap_or_default()));
    let written = || record.value(f::TIMESCALE).and_then(Timescale::from_value).map(|when| when.words);
    role.or_else(starts).or_else(written).filter(|words| !words.is_empty())
}

/// A rating of a scale in a line: how it looks, what it is called and what that means.
pub(super) fn rating_line(rating: &Rating) -> String {
    let colour = say(&format!("scale.colour.{}", rating.colour.name()));
    let gaps: [(&str, &dyn std::fmt::Display); 4] = [
        ("shape", &rating.shape.glyph()),
        ("name", &rating.name),
        ("colour", &colour.to_lowercase()),
        ("meaning", &rating.meaning),
    ];
    match rating.is_complete {
        true => fill("scale.lineComplete", &gaps),
        false => fill("scale.line", &gaps),
    }
}

/// A timescale's words, and the days they are read as.
pub fn timescale(timescale: &Timescale) -> String {
    let words = &timescale.words;
    match (timescale.earliest, timescale.latest) {
        (Some(from), Some(to)) if from == to => fill("piece.value.onDay", &[("words", words), ("day", &day(to))]),
        (Some(from), Some(to)) => {
            fill("piece.value.between", &[("words", words), ("from", &day(from)), ("to", &day(to))])
        }
        (None, Some(to)) => fill("piece.value.until", &[("words", words), ("to", &day(to))]),
        (Some(from), None) => fill("piece.value.since", &[("words", words), ("from", &day(from))]),
        (None, None) => words.clone(),
    }
}

/// What became of a piece, in the words that are used exactly.
pub fn outcome(name: &str, reason: Option<&str>) -> String {
    let reason = reason.filter(|r| !r.trim().is_empty());
    match (Outcome::read(name), reason) {
        (Some(Outcome::Used), _) => say("piece.outcome.used"),
        (Some(Outcome::UsedWithChanges), _) => say("piece.outcome.usedWithChanges"),
        (Some(Outcome::NotUsed), Some(reason)) => fill("piece.outcome.notUsed", &[("reason", &reason)]),
        (Some(Outcome::NotUsed), None) => say("piece.outcome.notUsedYet"),
        (None, _) => say("piece.outcome.unknown"),
    }
}
