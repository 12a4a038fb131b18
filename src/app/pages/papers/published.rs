//! Papers that were published: their words as they went out.

use super::save::{Format, save_again};
use crate::app::components::{Button, keyed, live};
use crate::app::context::use_app;
use crate::ledger::published::Published;
use crate::record::{Id, Record};
use crate::words::{day_text, fill, say};
use leptos::prelude::*;

/// One published paper, without its text.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    id: Id,
    title: String,
    as_at: String,
    published: String,
    whole: bool,
}

/// Published papers, newest first; each opens to the words as they went out.
#[component]
pub fn PublishedPapers() -> impl IntoView {
    let app = use_app();
    let open = RwSignal::new(None::<Id>);
    let all = Memo::new(move |_| {
        app.state.with(|s| {
            let line = |p: Published<'_>| Line {
                id: p.0.id,
                title: p.title().to_owned(),
                as_at: p.as_at().to_owned(),
                published: p.published().to_owned(),
                whole: p.paper().is_some(),
            };
            s.ledger.published().into_iter().map(line).collect::<Vec<_>>()
        })
    });
    view! {
        <section class="gt-no-print gt-reading" aria-labelledby="published-title">
            <h2 class="nhsuk-heading-m" id="published-title">{say("papers.published.title")}</h2>
            <p>{say("papers.published.hint")}</p>
            <ul class="gt-list">
                {keyed(
                    move || all.get(),
                    |line| line.id.to_string(),
                    move |line| view! { <OnePaper line=line open=open/> }.into_any(),
                )}
            </ul>
        </section>
    }
    .into_any()
}

#[component]
fn OnePaper(line: Line, open: RwSignal<Option<Id>>) -> impl IntoView {
    let app = use_app();
    let id = line.id;
    let words = move || {
        app.state.with(|s| s.ledger.records().get(id).map(|r| Published(r).markdown().to_owned()).unwrap_or_default())
    };
    let is_open = move || open.get() == Some(id);
    let panel = format!("published-{id}");
    let again = move |format: Format| {
        move || {
            let saved = |record: &Record| save_again(app, Published(record), format);
            app.state.with_untracked(|s| s.ledger.records().get(id).map(saved));
        }
    };
    let dates =
        fill("papers.published.dates", &[("published", &day_text(&line.published)), ("asAt", &day_text(&line.as_at))]);
    view! {
        <li class="gt-list__item">
            <div class="gt-stack gt-stack--s">
                <h3 class="nhsuk-heading-s nhsuk-u-margin-bottom-0">{line.title.clone()}</h3>
                <p class="gt-meta">{dates.clone()}</p>
                <div class="gt-actions">
                    <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="button"
                        aria-expanded=move || is_open().to_string() aria-controls=panel.clone()
                        on:click=move |_| open.update(|o| *o = if *o == Some(id) { None } else { Some(id) })>
                        {live(move || say(if is_open() { "papers.published.close" } else { "papers.published.open" }))}
                        <span class="gt-visually-hidden">" " {dates.clone()}</span>
                    </button>
                </div>
                <div class="gt-actions" role="group" aria-label=fill("papers.published.again", &[("title", &line.title)])>
                    {line.whole.then(|| view! {
                        <Button label=say("papers.save.word") on_press=again(Format::Word) small=true/>
                        <Button label=say("papers.save.page") on_press=again(Format::Page) small=true/>
                    })}
                    <Button label=say("papers.save.text") on_press=again(Format::Text) small=true/>
                </div>
                <div id=panel>
                    {live(move || is_open().then(|| view! { <p class="gt-source__text">{words()}</p> }))}
                </div>
            </div>
        </li>
    }
    .into_any()
}
