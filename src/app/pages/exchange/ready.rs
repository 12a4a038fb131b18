//! What is ready to send: each piece, with the choice of what goes, and the file.

use super::made::{self, hand_over};
use super::travels::{LOCKED, OPEN, choice};
use crate::app::components::{Button, CollectView, Details, Empty, Fieldset, Paragraphs, Tick, Tone, live};
use crate::app::context::{App, use_app};
use crate::app::route::{EventPage, Route};
use crate::app::send::{self, Made};
use crate::domain::{Insight, kind};
use crate::ledger::exchange;
use crate::ledger::pieces::{self, Names};
use crate::platform::{handing, page, time};
use crate::record::{Id, Set as Records};
use crate::store::State;
use crate::store::outgoing::Lock;
use crate::words::{count_with, fill, say};
use leptos::prelude::*;

/// A record that was never sent: what it is, and all that goes of it.
#[derive(Clone, PartialEq)]
struct Line {
    id: Id,
    title: String,
    whole: Vec<(String, String)>,
}

/// What there is to send: the lines of what was never sent, and how much was sent but is not confirmed.
#[derive(Clone, PartialEq, Default)]
struct ToSend {
    /// Each record that was never sent.
    lines: Vec<Line>,
    unconfirmed: (usize, usize),
    /// Whether there is an office to lock it for.
    locks: bool,
    /// Whether nobody has compared the words of that office yet.
    to_compare: bool,
    /// Events of which notes stay until whoever made them says that they may go: which, its name, and how many.
    stayed: Vec<(Id, String, usize)>,
}

fn to_send(state: &State) -> ToSend {
    let (exported, confirmed) = (state.exported(), state.confirmed());
    let unsent = exchange::mine(&state.ledger, exported);
    let all = exchange::pieces(&exchange::mine(&state.ledger, confirmed));
    let new = exchange::pieces(&unsent);
    let unconfirmed = (all.0.saturating_sub(new.0), all.1.saturating_sub(new.1));
    let (locks, to_compare) = (state.keys.locks(), state.keys.locks() && state.keys.to_compare());
    ToSend { lines: lines(state, &unsent), unconfirmed, locks, to_compare, stayed: stayed(state) }
}

/// The events of which notes stay that were made before the device was handed on.
fn stayed(state: &State) -> Vec<(Id, String, usize)> {
    let names = Names { ledger: &state.ledger, file: None };
    let sealed = |note: &Insight<'_>| !note.is_chosen() && pieces::is_hidden(&state.ledger, *note);
    let mut all: Vec<(Id, String, usize)> = Vec::new();
    for event in state.ledger.of_kind(kind::INSIGHT).map(Insight).filter(sealed).filter_map(Insight::event) {
        match all.iter_mut().find(|(id, ..)| *id == event) {
            Some((.., many)) => *many += 1,
            None => all.push((event, names.title(event), 1)),
        }
    }
    all
}

/// What stays, why, and where it can be let go.
fn stayed_view((event, name, many): (Id, String, usize)) -> AnyView {
    view! {
        <p>
            {count_with("exchange.ready.stayed", many, &[("event", &name)])} " "
            <a class="nhsuk-link" href=Route::Event(event, EventPage::Close).href()>{say("exchange.ready.toClose")}</a>
        </p>
    }
    .into_any()
}

/// Updates by their action's title; other changes by record and field. With each, all that goes of it.
fn lines(state: &State, unsent: &Records) -> Vec<Line> {
    let names = Names { ledger: &state.ledger, file: None };
    unsent.iter().map(|r| Line { id: r.id, title: names.unsent(r), whole: names.whole(r) }).collect()
}

/// All that goes of a piece, behind one line.
fn whole_view(line: &Line) -> AnyView {
    let facts = line.whole.iter().map(|(label, words)| {
        view! {
            <div class="nhsuk-summary-list__row">
                <dt class="nhsuk-summary-list__key">{label.clone()}</dt>
                <dd class="nhsuk-summary-list__value"><Paragraphs text=words.clone()/></dd>
            </div>
        }
    });
    if line.whole.is_empty() {
        return ().into_any();
    }
    let facts = facts.collect_view();
    view! {
        <Details summary=fill("exchange.ready.whole", &[("title", &line.title)])>
            <dl class="nhsuk-summary-list">{facts}</dl>
        </Details>
    }
    .into_any()
}

/// What is ready to send, with a tick for each piece where there are several, and the file.
#[component]
pub fn Ready(made: RwSignal<Option<Made>>) -> impl IntoView {
    let app = use_app();
    let ready = Memo::new(move |_| app.state.with(to_send));
    let busy = RwSignal::new(false);
    // Chosen by the person where nobody has compared the office's words yet.
    let first = move || if ready.with(|r| r.to_compare) { String::new() } else { LOCKED.to_owned() };
    let how = RwSignal::new(untrack(first));
    Effect::new(move |_| how.set(first()));
    let held = RwSignal::new(Vec::<Id>::new());
    let make = move |then_share: bool| {
        if ready.with_untracked(|r| r.locks) && how.with_untracked(String::is_empty) {
            page::focus("travels");
            return app.tell(Tone::Warning, say("exchange.travels.needChoice"));
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let lock = match how.get_untracked() == OPEN {
                true => Lock::Open,
                false if ready.with_untracked(|r| r.to_compare) => Lock::NotCompared,
                false => Lock::ForOffice,
            };
            let file = send::make_return(app, lock, held.get_untracked()).await;
            // For this one file only.
            how.try_set(untrack(first));
            if file.is_ok() {
                held.try_set(Vec::new());
            }
            match (file, then_share) {
                (Ok(file), true) => {
                    made.try_set(Some(file));
                    made::share(app, made);
                }
                (file, _) => hand_over(app, made, file),
            }
            busy.try_set(false);
        });
    };
    // Under a finger sharing comes first: it is known whether that was done.
    let shares_first = handing::shares_first();
    let share = move |main: bool| {
        handing::can_share().then(|| {
            view! { <Button label=say("exchange.ready.share") on_press=move || make(true) main=main busy=busy/> }
        })
    };
    // What was all sent already need not be sent again.
    let buttons = move |label: &str, locks: bool, to_compare: bool, new: bool| {
        view! {
            {locks.then(|| choice(how, to_compare))}
            <div class="gt-actions">
                {shares_first.then(|| share(new))}
                <Button label=say(label) on_press=move || make(false) main=new && !shares_first busy=busy/>
                {(!shares_first).then(|| share(false))}
            </div>
        }
    };
    // Whoever comes to send something does not look for it down the page.
    if app.route.get_untracked() == Route::Send {
        time::after(0, || page::show("ready-title"));
    }
    view! {
        <section aria-labelledby="ready-title">
            <h2 class="nhsuk-heading-m" id="ready-title" tabindex="-1">{say("exchange.ready.title")}</h2>
            {live(move || ready.with(|r| r.stayed.clone()).into_iter().map(stayed_view).collect_view())}
            {live(move || {
                let ready = ready.get();
                let again = match ready.unconfirmed {
                    (0, 0) => None,
                    (updates, changes) => Some(fill("exchange.ready.again", &[("pieces", &pieces::pieces(updates, changes))])),
                };
                match (ready.lines.is_empty(), again) {
                    (true, None) => view! {
                        <Empty lead=say("exchange.ready.none") hint=say("exchange.ready.noneHint")/>
                    }.into_any(),
                    (true, Some(_)) => {
                        let (updates, changes) = ready.unconfirmed;
                        let pieces = pieces::pieces(updates, changes);
                        view! {
                            <p>{fill("exchange.ready.allSent", &[("pieces", &pieces)])}</p>
                            {buttons("exchange.ready.saveAgain", ready.locks, ready.to_compare, false)}
                        }.into_any()
                    }
                    (false, again) => {
                        view! {
                            {pieces_view(app, ready.lines, held)}
                            {again.map(|again| view! { <p>{again}</p> })}
                            {buttons("exchange.ready.save", ready.locks, ready.to_compare, true)}
                        }.into_any()
                    }
                }
            })}
        </section>
    }
    .into_any()
}

/// The way to changing an update that is ready, or taking it out.
fn to_change(app: App, id: Id, words: &str) -> Option<AnyView> {
    let is_update = app.state.with_untracked(|s| s.ledger.update(id).is_some());
    let label = fill("exchange.ready.change", &[("title", &words)]);
    is_update.then(|| {
        view! { <a class="nhsuk-link" href=Route::Draft(id).href() aria-label=label>{say("today.change")}</a> }
            .into_any()
    })
}

/// The pieces; with ticks where there is something to choose.
fn pieces_view(app: App, lines: Vec<Line>, held: RwSignal<Vec<Id>>) -> AnyView {
    let whole = lines.iter().map(whole_view).collect_view();
    if lines.len() < 2 {
        let lines = lines.into_iter().map(|Line { id, title, .. }| {
            let change = to_change(app, id, &title);
            view! { <li>{title} " " {change}</li> }
        });
        let lines = lines.collect_view();
        return view! { <ul class="nhsuk-list nhsuk-list--bullet">{lines}</ul> {whole} }.into_any();
    }
    let one = |Line { id, title: words, .. }: Line| {
        let box_id = format!("goes-{id}");
        let goes = Signal::derive(move || held.with(|h| !h.contains(&id)));
        let change = move |goes: bool| {
            held.update(|held| {
                held.retain(|other| *other != id);
                held.extend((!goes).then_some(id));
            });
        };
        match to_change(app, id, &words) {
            Some(hint) => view! { <Tick id=box_id on=goes flip=change hint=hint>{words}</Tick> }.into_any(),
            None => view! { <Tick id=box_id on=goes flip=change>{words}</Tick> }.into_any(),
        }
    };
    let boxes = lines.into_iter().map(one).collect_view();
    view! {
        <Fieldset id="goes" legend=say("exchange.ready.goes") hint=say("exchange.ready.goesHint")>
            <div class="nhsuk-checkboxes nhsuk-checkboxes--small">{boxes}</div>
        </Fieldset>
        {whole}
    }
    .into_any()
}
