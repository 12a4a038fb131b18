//! Time phrases in prose that promise something: "is anticipated by summer 2024". What already happened
//! ("was completed in summer 2023") is no promise. Only points at places: a person decides.

use super::Timescale;
use super::span::{Parser, Phrase, Prefix};
use super::token::{Token, tokens};
use crate::days::Date;

/// The promised times in a text, in order, with the words of each as they stand. `report_date` is the day
/// that "the next five months" counts from.
pub fn find_promises(text: &str, report_date: Option<Date>) -> Vec<Timescale> {
    let tokens = tokens(text);
    let parser = Parser { tokens: &tokens, report: report_date, prose: true };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((phrase, next)) = parser.phrase(at) else {
            at += 1;
            continue;
        };
        let dated = phrase.span.latest.is_some() || phrase.span.earliest.is_some();
        if dated && looks_ahead(&tokens, at, next, &phrase) {
            let start = tokens.get(at).map_or(0, |t| t.start);
            let end = next.checked_sub(1).and_then(|i| tokens.get(i)).map_or(start, |t| t.end);
            let words = text.get(start..end).unwrap_or_default();
            found.push(Timescale::from_span(words, phrase.span));
        }
        at = next.max(at + 1);
    }
    found
}

/// How far from a phrase, in words, what says whether it lies ahead may stand.
const NEAR: usize = 40;

/// Whether the words around a phrase say that it lies ahead: the nearest word before it in its sentence
/// that says either way, else the nearest after it.
fn looks_ahead(tokens: &[Token], start: usize, end: usize, phrase: &Phrase) -> bool {
    if phrase.ahead {
        return true;
    }
    let before = tokens.get(..start).unwrap_or_default();
    let mut earlier = before.iter().enumerate().rev().take(NEAR);
    for (index, token) in earlier.by_ref() {
        let next = tokens.get(index + 1);
        if ends_sentence(token, next) {
            break;
        }
        match direction(tokens, index) {
            Some(ahead) => return ahead,
            None => continue,
        }
    }
    let by = matches!(phrase.prefix, Prefix::By | Prefix::Before);
    for index in (end..tokens.len()).take(NEAR) {
        if tokens.get(index).is_some_and(|t| ends_sentence(t, tokens.get(index + 1))) {
            break;
        }
        if let Some(ahead) = direction(tokens, index) {
            return ahead;
        }
    }
    by
}

fn ends_sentence(token: &Token, next: Option<&Token>) -> bool {
    matches!(token.text.as_str(), "." | "!" | "?" | ";") && next.is_none_or(|n| n.spaced)
}

/// Whether a word looks ahead (true) or back (false).
fn direction(tokens: &[Token], at: usize) -> Option<bool> {
    let word = tokens.get(at)?.text.as_str();
    let before = at.checked_sub(1).and_then(|i| tokens.get(i)).map_or("", |t| t.text.as_str());
    match word {
        "will" | "shall" | "anticipate" | "anticipates" | "anticipated" | "anticipating" | "expect" | "expects"
        | "expected" | "expecting" | "plan" | "plans" | "planned" | "planning" | "aim" | "aims" | "aiming" | "due"
        | "scheduled" | "hope" | "hopes" | "hoped" | "hoping" | "intend" | "intends" | "intended" | "should"
        | "could" | "towards" | "upcoming" | "forecast" | "target" | "completing" | "be" | "begin" | "launch"
        | "complete" | "finish" | "deliver" | "aimed" => Some(true),
        "was" | "were" | "had" | "been" | "has" | "since" | "did" | "began" | "ago" | "last" | "previous"
        | "earlier" | "started" | "following" => Some(false),
        // "established in July 2022" looks back; "to be established" and "is established by" do not.
        _ if word.len() > 4 && word.ends_with("ed") => {
            (!matches!(before, "be" | "is" | "are" | "being")).then_some(false)
        }
        _ => None,
    }
}
