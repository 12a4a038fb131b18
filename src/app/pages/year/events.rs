//! Event by event: what was handed over, and publishing the figures, which is for good and therefore asked.

use crate::app::components::{Button, CollectView, Details, Tone, keyed, live};
use crate::app::context::{App, of_record};
use crate::app::pages::papers::save::leave;
use crate::app::route::{EventPage, Route};
use crate::domain::Topic;
use crate::events::{EventLine, Stage, Year, figures, lines};
use crate::ledger::changes::Work;
use crate::platform::{page, time};
use crate::record::Id;
use crate::report;
use crate::store::State;
use crate::words::{count, day, fill, say};
use leptos::prelude::*;

/// The events of the chosen year.
pub fn events_view(app: App, chosen: RwSignal<i16>) -> AnyView {
    let asking = RwSignal::new(None::<Id>);
    let all = move || of_record(app, |ledger| lines(ledger, Year(chosen.get()), time::today()));
    let key = |line: &EventLine| {
        let mut key = format!("{} {} {} {}", line.id, line.phones, line.sheets, line.name);
        stage_words(&line.stage).iter().for_each(|words| key.push_str(words));
        key
    };
    view! {
        <section aria-label=say("year.events")>
            {live(move || match all().is_empty() {
                true => ().into_any(),
                false => view! { <h2 class="nhsuk-heading-m">{say("year.events")}</h2> }.into_any(),
            })}
            <ul class="gt-list">{keyed(all, key, move |line| one(app, line, asking))}</ul>
        </section>
    }
    .into_any()
}

fn stage_words(stage: &Stage) -> Vec<String> {
    match stage {
        Stage::None => vec![say("year.stand.none")],
        Stage::Cancelled => vec![say("year.stand.cancelled")],
        Stage::Nothing => vec![say("year.stand.nothing")],
        Stage::Ready => vec![say("year.stand.ready")],
        Stage::Published { on, late, waiting, .. } => {
            let mut words = vec![fill("year.stand.published", &[("day", &day(*on))])];
            if *late > 0 {
                words.push(fill("year.stand.late", &[("count", late)]));
            }
            let waiting = waiting.filter(|n| *n > 0).map(|n| fill("year.stand.waiting", &[("count", &n)]));
            words.extend(waiting);
            words
        }
    }
}

/// From how many phones and sheets counts came in.
fn handed(line: &EventLine) -> String {
    let parts = [("year.handed.phones", line.phones), ("year.handed.sheets", line.sheets)];
    let parts: Vec<String> = parts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| count(key, n)).collect();
    if parts.is_empty() { say("year.handed.none") } else { parts.join(", ") }
}

fn one(app: App, line: EventLine, asking: RwSignal<Option<Id>>) -> AnyView {
    let id = line.id;
    let mut facts: Vec<String> = line.day.map(day).into_iter().collect();
    if !matches!(line.stage, Stage::None | Stage::Cancelled) {
        facts.push(format!("{}: {}", say("year.from"), handed(&line)));
    }
    if line.stayed > 0 {
        facts.push(count("year.stayed", usize::try_from(line.stayed).unwrap_or(usize::MAX)));
    }
    facts.extend(stage_words(&line.stage));
    let button = match &line.stage {
        Stage::Ready => {
            let name = line.name.clone();
            Some(live(move || match asking.get() == Some(id) {
                true => ask(app, id, &name, asking),
                false => view! {
                    <Button label=say("year.publish") small=true on_press=move || asking.set(Some(id))/>
                }
                .into_any(),
            }))
        }
        Stage::Published { waiting: Some(waiting @ 1..), .. } => {
            let add = move || save(app, "year.lateAdded", move |s| figures::add_late(&s.ledger, id));
            let label = fill("year.addLate", &[("count", waiting)]);
            Some(view! { <Button label=label small=true on_press=add/> }.into_any())
        }
        _ => None,
    };
    let exact = (line.phones + line.sheets > 0).then(|| {
        view! { <Button label=say("year.exact") small=true on_press=move || save_exact(app, id)/> }.into_any()
    });
    let facts = facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view();
    view! {
        <li class="gt-list__item">
            <div class="gt-stack gt-stack--s">
                <h3 class="nhsuk-heading-s nhsuk-u-margin-bottom-0">
                    <a class="nhsuk-link" href=Route::Event(id, EventPage::About).href()>{line.name}</a>
                </h3>
                <ul class="gt-meta">{facts}</ul>
                {button}
                {exact}
            </div>
        </li>
    }
    .into_any()
}

/// What publishing means, and just what everybody will read then.
fn ask(app: App, id: Id, name: &str, asking: RwSignal<Option<Id>>) -> AnyView {
    let preview = app.state.with_untracked(|s| report::event(&s.ledger, id, None)).map(|p| report::html_body(&p));
    let publish = move || {
        asking.set(None);
        save(app, "year.published", move |s| figures::publish(&s.ledger, id, time::today()));
    };
    let title = fill("year.publishFor", &[("event", &name)]);
    time::after(0, || page::focus("publish-title"));
    let content = match preview {
        Some(html) => view! {
            <p>{say("year.publishAsk")}</p>
            <div class="gt-actions">
                <Button label=say("year.publishYes") on_press=publish warning=true small=true/>
                <Button label=say("year.publishNo") on_press=move || asking.set(None) small=true/>
            </div>
            <Details summary=say("year.publishPreview")>
                // All of people's words in it were escaped by the report's writer.
                <div inner_html=html></div>
            </Details>
        }
        .into_any(),
        None => view! {
            <p>{say("year.notPublished")}</p>
            <Button label=say("year.publishNo") on_press=move || asking.set(None) small=true/>
        }
        .into_any(),
    };
    view! {
        <div class="nhsuk-warning-callout" role="group" aria-labelledby="publish-title">
            <h4 class="nhsuk-heading-s" id="publish-title" tabindex="-1">{title}</h4>
            {content}
        </div>
    }
    .into_any()
}

/// Saves what was handed over as a page for the office alone.
fn save_exact(app: App, id: Id) {
    let paper = app.state.with_untracked(|s| report::event_exact(&s.ledger, id, Some(time::today())));
    let Some(paper) = paper else { return app.tell(Tone::Warning, say("year.stand.nothing")) };
    let name = fill("year.exactFile", &[("event", &Topic::id_for(&paper.title))]);
    leptos::task::spawn_local(async move {
        if leave(app, &name, "text/html", report::html(&paper).as_bytes()).await {
            app.tell(Tone::Done, fill("year.exactSaved", &[("name", &name)]));
        }
    });
}

fn save(app: App, told: &'static str, build: impl Fn(&State) -> Option<Work> + 'static) {
    leptos::task::spawn_local(async move {
        match app.transact(&mut |s| build(s).map(Into::into)).await {
            Ok(true) => app.tell(Tone::Saved, say(told)),
            Ok(false) => app.tell(Tone::Warning, say("year.notPublished")),
            Err(_) => {}
        }
    });
}
