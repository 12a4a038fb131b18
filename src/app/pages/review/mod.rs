//! Reviewing a file that came in, or all that wait: what stands and what came in side by side, and what becomes of each
//! piece. Everything that was decided about a file enters the record in one transaction.

mod again;
mod choice;
mod entries;
mod item;
mod kept_under;
mod parts;
mod pick;
mod pieces;
mod shown;
mod tally;

pub use again::take_back;

use crate::app::components::{Button, CollectView, Details, Empty, FileLabel, Page, Tone, live};
use crate::app::context::{App, use_app};
use crate::app::route::Route;
use crate::app::typed::Typed;
use crate::ledger::claims;
use crate::ledger::pieces::Names;
use crate::ledger::review::{self, Decision, Item, Key, Reviewer};
use crate::ledger::whose;
use crate::platform::{journal, new_id, page, time};
use crate::record::Id;
use crate::store::{Intent, RowChange, State};
use crate::words::{count, day_text, fill, say};
use choice::Missing;
use entries::{Entry, entries, files, to_be_careful};
use kept_under::kept_under;
use leptos::prelude::*;
use pieces::{Pieces, summary};
use serde_json::Value;
use shown::Shown;
use std::collections::BTreeMap;

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

/// Reviewing a file or, with none named, everything that waits.
#[component]
pub fn Review(file: Option<Id>) -> impl IntoView {
    let app = use_app();
    let done = RwSignal::new(None::<(Tally, Vec<Id>)>);
    let back = (Route::Inbox, say("exchange.rooms.inbox"));
    let title = app.state.with_untracked(|s| match (file, files(s, file).as_slice()) {
        (Some(_), [staged]) => {
            let who = Names { ledger: &s.ledger, file: Some(&staged.records) }.writer(staged.envelope.from);
            fill("review.title", &[("name", &who)])
        }
        (None, [_, ..]) => say("review.titleAll"),
        _ => say("review.titleNone"),
    });
    view! {
        <Page title=title back=back wide=true>
            {live(move || match done.get() {
                Some((tally, files)) => done_view(app, files, tally, done),
                None => form_view(app, file, done),
            })}
        </Page>
    }
}

/// The form: made once, and only anew after a review was taken back.
fn form_view(app: App, file: Option<Id>, done: RwSignal<Option<(Tally, Vec<Id>)>>) -> AnyView {
    let found = app.state.with_untracked(|s| {
        let files = files(s, file);
        let intro = match files.as_slice() {
            [] => return None,
            [one] if file.is_some() => fill("review.intro", &[("day", &day_text(&one.envelope.created))]),
            several => count("review.files", several.len()),
        };
        let set_aside: usize = files.iter().map(|f| f.set_aside).sum();
        let (mut left_out, mut not_read): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        if set_aside > 0 {
            left_out.push(count("review.setAside", set_aside));
        }
        for file in &files {
            let sender = Names { ledger: &s.ledger, file: Some(&file.records) }.writer(file.envelope.from);
            let gaps: [(&str, &dyn std::fmt::Display); 2] = [("name", &sender), ("number", &file.envelope.sequence)];
            let whose = if files.len() > 1 { fill("review.whose", &gaps) } else { String::new() };
            left_out.extend(file.row.left_out.words().into_iter().map(|words| format!("{whose}{words}")));
            not_read.extend(file.row.not_read().into_iter().map(|words| format!("{whose}{words}")));
        }
        Some((intro, (left_out, not_read), entries(s, &files), files.iter().map(|f| f.envelope.id).collect::<Vec<_>>()))
    });
    let Some((intro, (left_out, not_read), entries, all_files)) = found else {
        return view! { <Empty lead=say("review.gone") hint=say("review.goneHint")/> }.into_any();
    };
    if entries.is_empty() {
        return nothing_left(app, all_files);
    }
    let problems = RwSignal::new(Vec::<Missing>::new());
    let careful = app.state.with_untracked(|s| all_files.iter().any(|f| to_be_careful(s, *f)));
    // What was chosen and typed before the page was left.
    let kept: Vec<Typed> = entries.iter().map(|e| e.choice.keep(kept_under(e.file, &e.shown.item))).collect();
    let left = kept.iter().any(|typed| typed.is_left());
    let several = entries.len() > 1;
    let total = count("review.items", entries.len());
    let form = StoredValue::new(entries);
    let busy = RwSignal::new(false);
    let finish = move || match form.with_value(|form| decisions(app, form)) {
        _ if busy.get_untracked() => {}
        Err(missing) => {
            problems.set(missing);
            // Once the summary is there to take the focus.
            time::after(0, || page::focus("review-problems"));
        }
        Ok(decided) => {
            problems.set(Vec::new());
            busy.set(true);
            let keys = form.with_value(|form| {
                form.iter().map(|e| (e.file, kept_under(e.file, &e.shown.item))).collect::<Vec<_>>()
            });
            leptos::task::spawn_local(async move {
                let saved = finish(app, decided).await;
                busy.try_set(false);
                if let Some(saved) = saved {
                    decided_of(app, &keys, &saved.1);
                    done.try_set(Some(saved));
                    page::focus_heading();
                }
            });
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            finish();
        }
    };
    view! {
        <p>{intro} " " {total}</p>
        {labels(app, &all_files)}
        {left_out.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
        {not_read_view(not_read)}
        {left.then(|| view! { <p class="nhsuk-inset-text" role="status">{say("review.left")}</p> })}
        <p>{say("review.hint")} {careful.then(|| format!(" {}", say("review.careful")))}</p>
        {(several && page::is_wide()).then(|| view! { <p class="gt-meta">{say("review.keys")}</p> })}
        {live(move || summary(problems.get()))}
        <div on:keydown=keys>
            <Pieces form=form problems=problems/>
            <div class="gt-actions">
                <Button label=say("review.finish") on_press=finish main=true busy=busy/>
            </div>
        </div>
    }
    .into_any()
}

/// What was typed about pieces of these files is kept no longer, but for those that still wait.
fn decided_of(app: App, keys: &[(Id, String)], files: &[Id]) {
    let wait = app.state.with_untracked(|s| {
        let mut wait = Vec::new();
        for staged in files.iter().flat_map(|file| self::files(s, Some(*file))) {
            let items = s.items(staged, time::now_ms());
            wait.extend(items.iter().map(|i| kept_under(staged.envelope.id, i)));
        }
        wait
    });
    for (_, key) in keys.iter().filter(|(file, key)| files.contains(file) && !wait.contains(key)) {
        journal::forget(key);
        journal::forget(&kept_under::fields_of(key));
    }
}

/// Who the files are from, as far as their signatures tell: of several, only what one should be careful with is seen
/// at once.
fn labels(app: App, files: &[Id]) -> AnyView {
    let one = |file: &Id| view! { <FileLabel file=file.to_string()/> };
    let (careful, others): (Vec<Id>, Vec<Id>) =
        app.state.with_untracked(|s| files.iter().copied().partition(|f| files.len() == 1 || to_be_careful(s, *f)));
    let rest = (!others.is_empty()).then(|| {
        let rest = others.iter().map(one).collect_view();
        view! { <Details summary=say("review.labels")>{rest}</Details> }
    });
    view! { {careful.iter().map(one).collect_view()} {rest} }.into_any()
}

/// What was decided about each item of a file as it was shown.
type Decided = (Id, Vec<One>);

/// One decision: the item as it was shown, and whether somebody else's rating is to be the action's.
type One = (Shown, Decision, bool);

/// The decisions, file by file.
fn decisions(app: App, form: &[Entry]) -> Result<Vec<Decided>, Vec<Missing>> {
    let mut decided: Vec<Decided> = Vec::new();
    let mut missing = Vec::new();
    for (number, entry) in form.iter().enumerate() {
        let action = entry.action.as_ref().map(|(_, title)| title.as_str());
        let kept = kept_under(entry.file, &entry.shown.item);
        let decision = match entry.choice.decision(app, &entry.shown, action, (&kept, number)) {
            Ok(decision) => (entry.shown.clone(), decision, entry.choice.lets_count()),
            Err(one) => {
                missing.push(one);
                continue;
            }
        };
        match decided.last_mut() {
            Some((file, all)) if *file == entry.file => all.push(decision),
            _ => decided.push((entry.file, vec![decision])),
        }
    }
    if missing.is_empty() { Ok(decided) } else { Err(missing) }
}

/// What could not be read of the documents that the files were made of.
fn not_read_view(lines: Vec<String>) -> Option<AnyView> {
    let lines = (!lines.is_empty()).then(|| lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view());
    lines.map(|lines| {
        view! {
            <Details summary=say("exchange.open.setAside") open=true>
                <ul class="nhsuk-list nhsuk-list--bullet">{lines}</ul>
            </Details>
        }
        .into_any()
    })
}

/// Saves the decisions, a transaction for each file; with the files that were saved. `None` if nothing
/// could be saved (the form stays as it is). What could not be saved after others were waits on.
async fn finish(app: App, decided: Vec<Decided>) -> Option<(Tally, Vec<Id>)> {
    let (mut tally, mut saved, mut put) = (Tally::default(), Vec::new(), Vec::new());
    for (file, decided) in decided {
        if finish_file(app, file, decided, &mut tally, &mut put).await {
            saved.push(file);
        } else if saved.is_empty() {
            return None;
        } else {
            break;
        }
    }
    Some((tally, saved))
}

/// Saves the decisions about one file; false if it could not be done. `put` are the values that this
/// sitting has put in so far: the reviewer knew of them.
async fn finish_file(
    app: App,
    file: Id,
    decided: Vec<One>,
    tally: &mut Tally,
    put: &mut Vec<(Key, Option<Value>)>,
) -> bool {
    let (mut sum, mut new, mut gone) = (*tally, Vec::new(), true);
    let mut build = |s: &State| {
        // Each time anew: another window may have been first.
        (sum, new, gone) = (*tally, Vec::new(), true);
        let staged = *files(s, Some(file)).first()?;
        let by = Reviewer {
            writer: s.about.as_ref()?.writer()?,
            bundle: file,
            review: new_id(),
            today: time::today().to_string(),
        };
        let items = s.items(staged, time::now_ms());
        let mut decisions: BTreeMap<Key, Decision> = BTreeMap::new();
        let mut claimed: BTreeMap<(Id, Key), Decision> = BTreeMap::new();
        for (shown, decision, _) in &decided {
            // Another window may have changed the words beside which this was decided.
            let stands = items.iter().find(|i| (&i.key, i.claim) == (&shown.item.key, shown.item.claim));
            let chosen = |now: &Option<Value>| put.iter().any(|(key, value)| (key, value) == (&shown.item.key, now));
            let as_shown =
                |i: &&Item| (&i.incoming, i.at, &i.record) == (&shown.item.incoming, shown.item.at, &shown.item.record);
            let same = stands.filter(as_shown).is_some_and(|i| i.now == shown.item.now || chosen(&i.now));
            match decision {
                Decision::Later => sum.later += 1,
                // The same words came in another file too.
                Decision::Use if stands.is_none() => sum.used += 1,
                _ if !same => sum.moved += 1,
                Decision::Use => sum.used += 1,
                Decision::UseWithChanges(_) => sum.changed += 1,
                Decision::NotUse { .. } => sum.not_used += 1,
            }
            match decision {
                Decision::Use => new.push((shown.item.key.clone(), shown.item.incoming.clone())),
                Decision::UseWithChanges(amended) => {
                    let stands = amended.own(&shown.item).or(shown.item.incoming.as_ref());
                    new.push((shown.item.key.clone(), stands.cloned()));
                }
                Decision::NotUse { .. } | Decision::Later => {}
            }
            if same && *decision != Decision::Later {
                let (key, decision) = (shown.item.key.clone(), decision.clone());
                match shown.item.claim {
                    Some(author) => drop(claimed.insert((author, key), decision)),
                    None => drop(decisions.insert(key, decision)),
                }
            }
        }
        let is_decided = |i: &Item| match i.claim {
            Some(author) => claimed.contains_key(&(author, i.key.clone())),
            None => decisions.contains_key(&i.key),
        };
        let done = items.iter().all(is_decided);
        let mut work = review::decide(&s.ledger, &staged.records, &items, &decisions, &by);
        let is_used = |decision: &Decision| matches!(decision, Decision::Use | Decision::UseWithChanges(_));
        let name = |author: Id| {
            let set = staged.claims.iter().find(|c| c.author == author).map(|c| &c.records);
            Names { ledger: &s.ledger, file: set }.writer(author)
        };
        work.add(claims::decide(&s.ledger, &staged.claims, &items, &claimed, &by, name));
        for (shown, ..) in decided.iter().filter(|(_, decision, counts)| *counts && is_used(decision)) {
            whose::let_count(&mut work.edits, &shown.item);
        }
        let rows = if done { vec![RowChange::StagedGone(file.to_string())] } else { Vec::new() };
        gone = false;
        // With everything left for later, a former review can still be taken back.
        (!decisions.is_empty() || !claimed.is_empty() || done).then_some(Intent { work, rows })
    };
    if app.transact(&mut build).await.is_err() {
        return false;
    }
    if gone {
        app.tell(Tone::Warning, say("review.gone"));
        return false;
    }
    *tally = sum;
    put.append(&mut new);
    true
}

fn done_view(app: App, files: Vec<Id>, tally: Tally, done: RwSignal<Option<(Tally, Vec<Id>)>>) -> AnyView {
    let parts = [
        ("review.tally.used", tally.used),
        ("review.tally.changed", tally.changed),
        ("review.tally.notUsed", tally.not_used),
        ("review.tally.later", tally.later),
    ];
    let words: Vec<String> = parts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| count(key, n)).collect();
    let moved = (tally.moved > 0).then(|| view! { <p>{count("review.tally.moved", tally.moved)}</p> });
    let undoable: Vec<Id> =
        app.state.with_untracked(|s| files.into_iter().filter(|f| s.undoable.contains(&f.to_string())).collect());
    let can_undo = !undoable.is_empty();
    let press = move || {
        // The last first, since each stands on what the one before it left.
        let files: Vec<Id> = undoable.iter().rev().copied().collect();
        leptos::task::spawn_local(async move {
            for file in &files {
                if !take_back(app, *file).await {
                    return;
                }
            }
            let waits = app.state.with_untracked(|s| files.iter().any(|file| !self::files(s, Some(*file)).is_empty()));
            app.tell(Tone::Saved, say(if waits { "review.takenBackWaits" } else { "review.takenBack" }));
            done.try_set(None);
        });
    };
    let decided = tally.used + tally.changed + tally.not_used > 0;
    view! {
        <div class="gt-banner gt-banner--success" role="status">
            <h2 class="gt-banner__title">{say(if app.keeps_nothing.get_untracked() { "store.noted" } else { "review.done" })}</h2>
            <p>{words.join(", ")}</p>
            {moved}
        </div>
        <p>{say("review.doneNext")}</p>
        <p><a class="nhsuk-link" href=Route::Inbox.href()>{say("review.toInbox")}</a></p>
        {(can_undo && decided).then(|| view! {
            <div class="gt-actions"><Button label=say("review.takeBack") on_press=press/></div>
        })}
    }
    .into_any()
}

/// Everything in the file is decided or already here, by another way.
fn nothing_left(app: App, files: Vec<Id>) -> AnyView {
    let away = move || {
        let rows: Vec<RowChange> = files.iter().map(|file| RowChange::StagedGone(file.to_string())).collect();
        leptos::task::spawn_local(async move {
            if app.transact(&mut |_| Some(rows.clone().into())).await.is_ok() {
                app.go(&Route::Inbox);
            }
        });
    };
    view! {
        <Empty lead=say("review.nothingLeft") hint=say("review.nothingLeftHint")/>
        <Button label=say("review.putAway") on_press=away main=true/>
    }
    .into_any()
}
