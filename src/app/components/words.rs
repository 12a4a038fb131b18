//! People's words on screen: paragraphs as they were written, and word differences.

use crate::words::say;
use leptos::prelude::*;
use similar::{ChangeTag, TextDiff};

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
    let diff = TextDiff::from_words(before.as_str(), after.as_str());
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        match runs.last_mut() {
            Some((tag, run)) if *tag == change.tag() => run.push_str(change.value()),
            _ => runs.push((change.tag(), change.value().to_owned())),
        }
    }
    let runs = runs.into_iter().map(|(tag, run)| match tag {
        ChangeTag::Equal => run.into_any(),
        ChangeTag::Delete => {
            view! { <del><span class="gt-visually-hidden">{say("diff.out")} " "</span>{run}</del> }.into_any()
        }
        ChangeTag::Insert => {
            view! { <ins><span class="gt-visually-hidden">{say("diff.in")} " "</span>{run}</ins> }.into_any()
        }
    });
    view! { <p class="gt-diff">{runs.collect_view()}</p> }.into_any()
}
