//! Reviewing a file that came in: what stands and what came in side by side, and what becomes of each
//! piece. Everything that was decided enters the record in one transaction.

mod item;
mod shown;

use crate::app::components::{Button, Empty, Page};
use crate::app::context::{App, use_app};
use crate::app::route::Route;
use crate::ledger::changes::{Cause, Work};
use crate::ledger::pieces::Names;
use crate::ledger::review::{self, Decision, Key, Reviewer};
use crate::platform::{new_id, page, time};
use crate::record::Id;
use crate::record::SortedMap;
use crate::store::{RowChange, Staged};
use crate::words::{count, day_text, fill, say};
use item::{Choice, Missing, item_view};
use leptos::prelude::*;
use shown::{Group, Shown, groups};

/// How many were used, used with changes, not used, and left for later.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Tally {
    used: usize,
    changed: usize,
    not_used: usize,
    later: usize,
    /// Left for later because another window changed the same words meanwhile.
    moved: usize,
}

/// Reviewing a file.
#[component]
pub fn Review(file: Id) -> impl IntoView {
    let app = use_app();
    let done = RwSignal::new(None::<Tally>);
    let back = (Route::Exchange, say("exchange.title"));
    let who = app.state.with_untracked(|s| {
        staged(&s.staged, file)
            .map(|staged| Names { ledger: &s.ledger, file: Some(&staged.records) }.writer(staged.envelope.from))
    });
    let title = who.map_or_else(|| say("review.titleNone"), |who| fill("review.title", &[("name", &who)]));
    view! {
        <Page title=title back=back wide=true>
            {move || match done.get() {
                Some(tally) => done_view(app, file, tally, done),
                None => form_view(app, file, done),
            }}
        </Page>
    }
}

fn staged(all: &[Staged], file: Id) -> Option<&Staged> {
    let file = file.to_string();
    all.iter().find(|s| s.row.id == file)
}

/// The form: made once, and only anew after a review was taken back.
fn form_view(app: App, file: Id, done: RwSignal<Option<Tally>>) -> AnyView {
    let found = app.state.with_untracked(|s| {
        let staged = staged(&s.staged, file)?;
        let items = review::pending(&s.ledger, &staged.records, time::now_ms());
        let names = Names { ledger: &s.ledger, file: Some(&staged.records) };
        let intro = fill("review.intro", &[("day", &day_text(&staged.envelope.created))]);
        Some((intro, staged.set_aside, groups(names, items)))
    });
    let Some((intro, set_aside, groups)) = found else {
        return view! { <Empty lead=say("review.gone") hint=say("review.goneHint")/> }.into_any();
    };
    if groups.is_empty() {
        return nothing_left(app, file);
    }
    let problems = RwSignal::new(Vec::<Missing>::new());
    let mut form: Vec<(Shown, Choice)> = Vec::new();
    let sections = groups.into_iter().map(|group| group_view(group, &mut form, problems)).collect_view();
    let total = count("review.items", form.len());
    let form = StoredValue::new(form);
    let busy = RwSignal::new(false);
    let finish = move || {
        let decided = form.with_value(|form| decisions(form));
        match decided {
            Err(missing) => {
                problems.set(missing);
                // Once the summary is there to take the focus.
                time::after(0, || page::focus("review-problems"));
            }
            Ok(decided) => {
                problems.set(Vec::new());
                busy.set(true);
                leptos::task::spawn_local(async move {
                    let tally = finish(app, file, decided).await;
                    busy.try_set(false);
                    if let Some(tally) = tally {
                        done.try_set(Some(tally));
                        page::focus_heading();
                    }
                });
            }
        }
    };
    view! {
        <p>{intro} " " {total}</p>
        {(set_aside > 0).then(|| view! { <p>{count("review.setAside", set_aside)}</p> })}
        <p>{say("review.hint")}</p>
        {move || summary(problems.get())}
        {sections}
        <div class="gt-actions">
            <Button label=say("review.finish") on_press=finish main=true busy=busy/>
        </div>
    }
    .into_any()
}

/// A group's heading and items; each item is put into the form with its proposed choice.
fn group_view(group: Group, form: &mut Vec<(Shown, Choice)>, problems: RwSignal<Vec<Missing>>) -> AnyView {
    let title = match group.action {
        Some(id) => view! { <a class="nhsuk-link" href=Route::Action(id).href()>{group.title}</a> }.into_any(),
        None => group.title.into_any(),
    };
    let mut items = Vec::new();
    for shown in group.items {
        let choice = Choice::new(&shown);
        items.push(item_view(form.len(), &shown, choice, problems));
        form.push((shown, choice));
    }
    view! {
        <section>
            <h2 class="nhsuk-heading-m">{title}</h2>
            {items}
        </section>
    }
    .into_any()
}

fn summary(missing: Vec<Missing>) -> Option<AnyView> {
    if missing.is_empty() {
        return None;
    }
    let links = missing.into_iter().map(|m| {
        let control = m.control.clone();
        let to_control = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            page::focus(&control);
        };
        view! { <li><a href=format!("#{}", m.control) on:click=to_control>{m.words}</a></li> }
    });
    let summary = view! {
        <div class="nhsuk-error-summary" id="review-problems" aria-labelledby="review-problems-title" role="alert" tabindex="-1">
            <h2 class="nhsuk-error-summary__title" id="review-problems-title">{say("form.problem")}</h2>
            <div class="nhsuk-error-summary__body">
                <ul class="nhsuk-list nhsuk-error-summary__list">{links.collect_view()}</ul>
            </div>
        </div>
    };
    Some(summary.into_any())
}

/// What was decided about each item as it was shown.
type Decided = Vec<(Shown, Decision)>;

fn decisions(form: &[(Shown, Choice)]) -> Result<Decided, Vec<Missing>> {
    let mut decided = Vec::new();
    let mut missing = Vec::new();
    for (number, (shown, choice)) in form.iter().enumerate() {
        match choice.decision(shown, number) {
            Ok(decision) => decided.push((shown.clone(), decision)),
            Err(one) => missing.push(one),
        }
    }
    if missing.is_empty() { Ok(decided) } else { Err(missing) }
}

/// Saves the decisions; `None` if nothing could be saved (the form stays as it is).
async fn finish(app: App, file: Id, decided: Decided) -> Option<Tally> {
    let mut tally = Tally::default();
    let prepared = app.state.with_untracked(|s| {
        let staged = staged(&s.staged, file)?;
        let by = Reviewer {
            writer: s.about.as_ref()?.writer()?,
            bundle: file,
            review: new_id(),
            today: time::today().to_string(),
        };
        let items = review::pending(&s.ledger, &staged.records, time::now_ms());
        let mut decisions: SortedMap<Key, Decision> = SortedMap::new();
        for (shown, decision) in decided {
            // Another window may have changed the words beside which this was decided.
            let same = items.iter().any(|i| i.key == shown.item.key && i.now == shown.item.now);
            match &decision {
                _ if !same => tally.moved += 1,
                Decision::Use => tally.used += 1,
                Decision::UseWithChanges(_) => tally.changed += 1,
                Decision::NotUse { .. } => tally.not_used += 1,
                Decision::Later => tally.later += 1,
            }
            if same && decision != Decision::Later {
                decisions.insert(shown.item.key, decision);
            }
        }
        let done = items.iter().all(|i| decisions.contains_key(&i.key));
        let work = review::decide(&s.ledger, &staged.records, &items, &decisions, &by);
        let rows = if done { vec![RowChange::StagedGone(file.to_string())] } else { Vec::new() };
        Some((decisions.is_empty(), work, rows))
    });
    let Some((nothing, work, rows)) = prepared else {
        app.tell("warning", say("review.gone"));
        return None;
    };
    // With everything left for later, a former review can still be taken back.
    if !nothing && app.save(work, rows).await.is_err() {
        return None;
    }
    Some(tally)
}

fn done_view(app: App, file: Id, tally: Tally, done: RwSignal<Option<Tally>>) -> AnyView {
    let parts = [
        ("review.tally.used", tally.used),
        ("review.tally.changed", tally.changed),
        ("review.tally.notUsed", tally.not_used),
        ("review.tally.later", tally.later),
    ];
    let words: Vec<String> = parts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| count(key, n)).collect();
    let moved = (tally.moved > 0).then(|| view! { <p>{count("review.tally.moved", tally.moved)}</p> });
    let take_back = move || {
        leptos::task::spawn_local(async move {
            if app.undo(&file.to_string()).await.is_ok() {
                let waits = app.state.with_untracked(|s| staged(&s.staged, file).is_some());
                app.tell("success", say(if waits { "review.takenBackWaits" } else { "review.takenBack" }));
                done.try_set(None);
            }
        });
    };
    let undoable = app.state.with_untracked(|s| s.undoable.contains(&file.to_string()));
    let decided = tally.used + tally.changed + tally.not_used > 0;
    view! {
        <div class="gt-banner gt-banner--success" role="status">
            <h2 class="gt-banner__title">{say("review.done")}</h2>
            <p>{words.join(", ")}</p>
            {moved}
        </div>
        <p>{say("review.doneNext")}</p>
        <p><a class="nhsuk-link" href=Route::Exchange.href()>{say("review.toExchange")}</a></p>
        {(undoable && decided).then(|| view! {
            <div class="gt-actions"><Button label=say("review.takeBack") on_press=take_back/></div>
        })}
    }
    .into_any()
}

/// Everything in the file is decided or already here, by another way.
fn nothing_left(app: App, file: Id) -> AnyView {
    let away = move || {
        leptos::task::spawn_local(async move {
            let rows = vec![RowChange::StagedGone(file.to_string())];
            if app.save(Work::new(Cause::Typed), rows).await.is_ok() {
                app.go(&Route::Exchange);
            }
        });
    };
    view! {
        <Empty lead=say("review.nothingLeft") hint=say("review.nothingLeftHint")/>
        <Button label=say("review.putAway") on_press=away main=true/>
    }
    .into_any()
}
