//! People's words on screen: paragraphs as they were written, and word differences.

use crate::app::components::CollectView;
use crate::words::say;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Text with its paragraphs; lines that begin with "- " are list items.
#[component]
pub fn Paragraphs(
    /// The text as written.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let mut blocks: Vec<AnyView> = Vec::new();
    for block in text.split("\n\n").map(str::trim).filter(|b| !b.is_empty()) {
        let lines: Vec<&str> = block.lines().collect();
        if lines.iter().all(|l| l.starts_with("- ")) {
            let items = lines.iter().map(|l| view! { <li>{l.trim_start_matches("- ").to_owned()}</li> });
            blocks.push(view! { <ul class="nhsuk-list nhsuk-list--bullet">{items.collect_view()}</ul> }.into_any());
        } else {
            let lines = lines.iter().enumerate().map(|(n, l)| {
                let line_break = (n > 0).then(|| view! { <br/> });
                view! { {line_break} {(*l).to_owned()} }
            });
            blocks.push(view! { <p>{lines.collect_view()}</p> }.into_any());
        }
    }
    blocks.collect_view()
}

/// Words that two people compare, by telephone or by eye: the same look wherever there are any.
#[component]
pub fn WordsToCompare(
    /// What they are the words of.
    #[prop(into)]
    label: String,
    /// The words, with hyphens between them.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    view! {
        <div class="gt-words">
            <p class="gt-words__label">{label}</p>
            <p class="gt-words__words"><strong>{words}</strong></p>
        </div>
    }
    .into_any()
}

/// What was taken out and put in between two texts, word by word.
#[component]
pub fn WordDiff(
    /// The text before.
    #[prop(into)]
    before: String,
    /// The text after.
    #[prop(into)]
    after: String,
) -> impl IntoView {
    if before.is_empty() {
        return view! { <Paragraphs text=after/> }.into_any();
    }
    let runs = word_runs(&before, &after);
    let runs = runs.into_iter().map(|(tag, run)| match tag {
        Change::Same => run.into_any(),
        Change::Out => {
            view! { <del><span class="gt-visually-hidden">{say("diff.out")} " "</span>{run}</del> }.into_any()
        }
        Change::In => view! { <ins><span class="gt-visually-hidden">{say("diff.in")} " "</span>{run}</ins> }.into_any(),
    });
    view! { <p class="gt-diff">{runs.collect_view()}</p> }.into_any()
}

/// What became of a run of words.
#[derive(Clone, Copy)]
enum Change {
    Same,
    Out,
    In,
}

/// The differences between two texts, word by word: each different word (or white space) stands for one
/// character, the characters are compared, and the answer is spelled out again.
fn word_runs(before: &str, after: &str) -> Vec<(Change, String)> {
    let mut words: Vec<String> = Vec::new();
    let mut known: BTreeMap<String, char> = BTreeMap::new();
    let mut encode = |text: &str| -> String {
        let mut coded = String::new();
        for word in pieces(text) {
            // From the private planes on, which hold 131,000 characters; texts longer than that share one.
            let next = char::from_u32(0xF_0000 + words.len() as u32).unwrap_or('\u{10_FFFD}');
            let code = *known.entry(word.to_owned()).or_insert_with(|| {
                words.push(word.to_owned());
                next
            });
            coded.push(code);
        }
        coded
    };
    let (coded_before, coded_after) = (encode(before), encode(after));
    let decode = |coded: &str| -> String {
        let word = |c: char| words.get((c as usize).saturating_sub(0xF_0000)).map_or("", String::as_str);
        coded.chars().map(word).collect()
    };
    let chunks = dissimilar::diff(&coded_before, &coded_after);
    let run = |chunk| match chunk {
        dissimilar::Chunk::Equal(text) => (Change::Same, decode(text)),
        dissimilar::Chunk::Delete(text) => (Change::Out, decode(text)),
        dissimilar::Chunk::Insert(text) => (Change::In, decode(text)),
    };
    chunks.into_iter().map(run).collect()
}

/// Words and the white space between them.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(char::is_whitespace).flat_map(|piece| {
        let word = piece.trim_end_matches(char::is_whitespace);
        let space = piece.get(word.len()..).unwrap_or_default();
        [word, space].into_iter().filter(|p| !p.is_empty())
    })
}
