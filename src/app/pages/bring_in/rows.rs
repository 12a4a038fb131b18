//! The rows that were read, by priority and aim, each row beside the lines of the paper it came from.

use super::lines::text_words;
use super::mender::Mender;
use super::parts::{COLUMN, PAGE, area, line};
use crate::app::bringing::{Mend, names_in};
use crate::app::components::{Button, CollectView, Show, Tick, live};
use crate::intake::{Format, Kind, Proposal, ProposedAction, RowRead, SourceLine};
use crate::words::{day, fill, say};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The most lines of the paper beside one row.
const MAX_LINES_BESIDE: usize = 60;

/// All priorities. Drawn anew only when indexes move.
#[component]
pub(super) fn Priorities(mender: Mender) -> impl IntoView {
    live(move || {
        mender.drawn.track();
        mender.proposal.with_untracked(|p| {
            let mut order: Vec<usize> = (0..p.priorities.len()).collect();
            let place = |i: &usize| p.priorities.get(*i).map_or(u32::MAX, |p| p.order);
            order.sort_by_key(|a| place(a));
            order.into_iter().map(|index| priority(mender, p, index)).collect_view()
        })
    })
}

fn priority(mender: Mender, p: &Proposal, index: usize) -> AnyView {
    let Some(found) = p.priorities.get(index) else { return ().into_any() };
    let heading = match found.number.as_str() {
        "" => say("bringin.kind.priority"),
        number => fill("bringin.priorityNo", &[("number", &number)]),
    };
    let is_open = move || mender.open.with(|o| o.contains(&index));
    let flip = move |_| {
        mender.open.update(|o| {
            if !o.remove(&index) {
                o.insert(index);
            }
        });
    };
    let label = move || if is_open() { say("bringin.closePriority") } else { say("bringin.openPriority") };
    let title = move || {
        let title = mender.proposal.with(|p| p.priorities.get(index).map(|p| p.title.clone()).unwrap_or_default());
        format!(": {title}")
    };
    view! {
        <section aria-labelledby=format!("priority-{index}")>
            <h2 class="nhsuk-heading-m" id=format!("priority-{index}") tabindex="-1">{heading}{title}</h2>
            <p>
                <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="button"
                    aria-expanded=move || is_open().to_string() aria-controls=format!("priority-{index}-rows") on:click=flip>
                    {label}
                </button>
            </p>
            <div id=format!("priority-{index}-rows")>
                <Show when=is_open>{mender.proposal.with_untracked(|p| inside(mender, p, index))}</Show>
            </div>
        </section>
    }
    .into_any()
}

/// A priority's title, headlines and aims.
fn inside(mender: Mender, p: &Proposal, index: usize) -> AnyView {
    let Some(found) = p.priorities.get(index) else { return ().into_any() };
    let id = |part: &str| format!("priority-{index}-{part}");
    let headlines = [
        ("progress", found.headline_progress.clone(), Mend::HeadlineProgress as fn(usize, String) -> Mend),
        ("further", found.headline_further.clone(), Mend::HeadlineFurther),
    ];
    let headlines = headlines.into_iter().filter(|(_, words, _)| !words.is_empty()).map(|(part, words, make)| {
        let label = say(&format!("bringin.headline.{part}"));
        area(id(part), label, words, PAGE, move |text| mender.mend(make(index, text)))
    });
    let mut aims: Vec<(u32, usize)> = Vec::new();
    for (aim, found) in p.aims.iter().enumerate() {
        aims.extend(found.under.iter().filter(|u| u.priority == index).map(|u| (u.order, aim)));
    }
    aims.sort_by(Ord::cmp);
    view! {
        {line(id("title"), say("bringin.priorityTitle"), found.title.clone(), move |text| {
            mender.mend(Mend::PriorityTitle(index, text));
        })}
        {headlines.collect_view()}
        {aims.into_iter().map(|(_, aim)| aim_rows(mender, p, index, aim)).collect_view()}
    }
    .into_any()
}

/// An aim under a priority: its statement, its rows, and the paper's lines beside them.
fn aim_rows(mender: Mender, p: &Proposal, priority: usize, aim: usize) -> AnyView {
    let Some(found) = p.aims.get(aim) else { return ().into_any() };
    let first = found.under.first().is_some_and(|u| u.priority == priority);
    let heading = match found.number.as_str() {
        "" => say("bringin.kind.aim"),
        number => fill("bringin.aimNo", &[("number", &number)]),
    };
    let statement = if first {
        area(format!("aim-{aim}-words"), say("bringin.aimWords"), found.statement.clone(), PAGE, move |text| {
            mender.mend(Mend::AimStatement(aim, text));
        })
    } else {
        view! { <p>{found.statement.clone()}</p> <p class="gt-meta">{say("bringin.aimAgain")}</p> }.into_any()
    };
    let here = (priority, aim);
    let mut rows: Vec<(u32, usize)> = Vec::new();
    for (index, action) in p.actions.iter().enumerate() {
        let places = action.placements.iter().filter(|p| (p.priority, p.aim) == here);
        rows.extend(places.map(|p| (p.order, index)));
    }
    rows.sort_by(Ord::cmp);
    let caption = fill("bringin.rowsOf", &[("heading", &heading)]);
    let id = if first { format!("aim-{aim}") } else { format!("aim-{aim}-{priority}") };
    view! {
        <h3 class="nhsuk-heading-s" id=id tabindex="-1">{heading}</h3>
        {statement}
        <table class="gt-proposal gt-proposal--beside">
            <caption class="gt-visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{say("bringin.column.action")}</th>
                    <th scope="col">{say("bringin.column.who")}</th>
                    <th scope="col">{say("bringin.column.update")}</th>
                    <th scope="col">{say("bringin.column.paper")}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(|(_, index)| row(mender, p, index, here)).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// The paper's lines that a row was read from.
fn paper(p: &Proposal, rows: &[&RowRead]) -> Vec<AnyView> {
    let wanted: BTreeSet<usize> =
        rows.iter().flat_map(|r| r.first_line..=r.last_line.min(r.first_line + MAX_LINES_BESIDE)).collect();
    let lines = wanted.into_iter().filter_map(|n| p.lines.get(n.checked_sub(1)?)).filter(|l| l.kind != Kind::Blank);
    let one = |l: &SourceLine| {
        let number = fill("bringin.lineNo", &[("line", &l.number)]);
        view! { <p class="gt-meta">{number}</p> <p class="gt-source__text">{text_words(l, Format::Html)}</p> }
            .into_any()
    };
    lines.map(one).collect()
}

fn row(mender: Mender, p: &Proposal, index: usize, here: (usize, usize)) -> AnyView {
    let Some(action) = p.actions.get(index) else { return ().into_any() };
    let first = action.placements.first().is_some_and(|p| (p.priority, p.aim) == here);
    let id = if first { format!("row-{index}") } else { format!("row-{index}-{}-{}", here.0, here.1) };
    let class = move || {
        if first && mender.asked.with(|a| a.contains_key(&index)) {
            "gt-proposal__row gt-proposal__row--doubt"
        } else {
            "gt-proposal__row"
        }
    };
    let rows: Vec<&RowRead> = action.rows.iter().filter(|r| r.place == here).collect();
    let keys = rows.iter().map(|r| (r.table, r.row)).collect();
    let (what, who) = if first {
        (about(mender, action, index), who_and_when(mender, action, index))
    } else {
        (again(mender, index), view! { <p class="gt-meta">{say("bringin.actionAgain")}</p> }.into_any())
    };
    // On a phone a cell says its column only where its controls do not.
    view! {
        <tr class=class id=id.clone() tabindex="-1">
            <td>{what} {leave_out(mender, format!("{id}-out"), keys)}</td>
            <td>{who}</td>
            <td>{updates(mender, p, index, here, first)}</td>
            <td data-label=say("bringin.column.paper")>{paper(p, &rows)}</td>
        </tr>
    }
    .into_any()
}

/// The action's title, under what is asked about it.
fn about(mender: Mender, action: &ProposedAction, index: usize) -> AnyView {
    let asked = move || {
        let words = mender.asked.with(|a| a.get(&index).cloned()).unwrap_or_default();
        words.into_iter().map(|w| view! { <p class="gt-meta">{w}</p> }).collect_view()
    };
    let label = match action.number.as_str() {
        "" => say("bringin.actionTitle"),
        number => fill("bringin.actionTitleNo", &[("number", &number)]),
    };
    view! {
        {asked}
        {area(format!("a{index}-title"), label, action.title.clone(), COLUMN, move |text| mender.mend(Mend::ActionTitle(index, text)))}
    }
    .into_any()
}

/// Its owners and its timescale.
fn who_and_when(mender: Mender, action: &ProposedAction, index: usize) -> AnyView {
    let timescale = action.timescale.as_ref().map(|t| t.words.clone()).unwrap_or_default();
    let read_as = Memo::new(move |_| {
        let latest = mender.proposal.with(|p| p.actions.get(index)?.timescale.as_ref()?.latest);
        latest.map(|d| fill("bringin.readAsBy", &[("day", &day(d))]))
    });
    view! {
        {owners(mender, index)}
        {line(format!("a{index}-when"), say("bringin.timescale"), timescale, move |text| mender.mend(Mend::Timescale(index, text)))}
        {live(move || read_as.get().map(|words| view! { <p class="gt-meta">{words}</p> }))}
    }
    .into_any()
}

/// The owners follow the proposal: a blank one goes with the row above.
fn owners(mender: Mender, index: usize) -> AnyView {
    let now = Memo::new(move |_| {
        mender.proposal.with(|p| p.actions.get(index).map(|a| (a.owners.join("; "), a.inherited)).unwrap_or_default())
    });
    let id = format!("a{index}-owners");
    let hint = format!("{id}-hint");
    let unknown = move || mender.mend(Mend::OwnerUnknown(index));
    view! {
        <div class="nhsuk-form-group">
            <label class="nhsuk-label" for=id.clone()>{say("bringin.owners")}</label>
            <textarea class="nhsuk-textarea" id=id rows="2" aria-describedby=hint.clone() prop:value=move || now.get().0
                on:change=move |e| mender.mend(Mend::Owners(index, names_in(&event_target_value(&e))))></textarea>
            <p class="gt-meta" id=hint>
                {live(move || match now.get() {
                    (_, true) => say("bringin.asAbove"),
                    (names, _) if names.is_empty() => say("bringin.noOwner"),
                    _ => say("bringin.ownersHint"),
                })}
            </p>
            {live(move || now.get().1.then(|| view! { <Button label=say("bringin.answer.notKnown") on_press=unknown small=true/> }))}
        </div>
    }
    .into_any()
}

/// An action that stands here too: its words are mended where it first stands.
fn again(mender: Mender, index: usize) -> AnyView {
    let title = move || mender.proposal.with(|p| p.actions.get(index).map(|a| a.title.clone()));
    view! { <p>{title}</p> }.into_any()
}

fn leave_out(mender: Mender, id: String, keys: Vec<(usize, usize)>) -> AnyView {
    let out = mender.mending.with_untracked(|m| !keys.is_empty() && keys.iter().all(|k| m.left.contains(k)));
    view! {
        <div class="nhsuk-checkboxes nhsuk-checkboxes--small">
            <Tick id=id on=out flip=move |out| mender.leave_out(&keys, out)>{say("bringin.leaveOut")}</Tick>
        </div>
    }
    .into_any()
}

/// The updates of an action that speak for this place.
fn updates(mender: Mender, p: &Proposal, index: usize, here: (usize, usize), first: bool) -> AnyView {
    let mut drawn: Vec<AnyView> = Vec::new();
    for (update, found) in p.updates.iter().enumerate() {
        let Some(cover) = found.covers.iter().find(|c| c.action == index) else { continue };
        if found.placement.map_or(!first, |place| place != here) {
            continue;
        }
        let id = format!("a{index}-u{update}");
        let of = found.covers.first().map(|c| c.action).filter(|a| *a != index);
        drawn.push(match of {
            None => area(format!("{id}-words"), say("bringin.update"), found.narrative.clone(), COLUMN, move |text| {
                mender.mend(Mend::Narrative(update, text));
            }),
            Some(other) => shared(mender, p, update, index, other),
        });
        drawn.push(rating(mender, p, id, update, index, cover.rating.as_deref().unwrap_or_default()));
    }
    if drawn.is_empty() && first {
        return new_update(mender, index);
    }
    if drawn.is_empty() {
        return view! { <p class="gt-meta">{say("bringin.sameUpdate")}</p> }.into_any();
    }
    drawn.collect_view().into_any()
}

/// The paper has no update on this action; a person may write one. Its rating can be chosen once there are
/// words. Nothing else is drawn anew, so that the keyboard stays where it is.
fn new_update(mender: Mender, index: usize) -> AnyView {
    let made = Memo::new(move |_| {
        mender.proposal.with(|p| p.updates.iter().position(|u| u.covers.iter().any(|c| c.action == index)))
    });
    let id = format!("a{index}-new");
    let write = move |text: String| match made.get_untracked() {
        Some(update) => mender.mend(Mend::Narrative(update, text)),
        None => mender.mend(Mend::NewUpdate(index, text)),
    };
    view! {
        <p class="gt-meta">{say("bringin.noUpdate")}</p>
        {area(format!("{id}-words"), say("bringin.writeUpdate"), String::new(), COLUMN, write)}
        {live(move || made.get().map(|update| {
            mender.proposal.with_untracked(|p| {
                let cover = p.updates.get(update).and_then(|u| u.covers.iter().find(|c| c.action == index));
                let key = cover.and_then(|c| c.rating.clone()).unwrap_or_default();
                rating(mender, p, id.clone(), update, index, &key)
            })
        }))}
    }
    .into_any()
}

/// One update about several actions: its words are mended at the first of them.
fn shared(mender: Mender, p: &Proposal, update: usize, index: usize, other: usize) -> AnyView {
    let title = p.actions.get(other).map(|a| a.title.clone()).unwrap_or_default();
    let uncover = move || mender.mend(Mend::Uncover { update, action: index });
    view! {
        <p class="gt-meta">{fill("bringin.sharedUpdate", &[("title", &title)])}</p>
        <Button label=say("bringin.answer.notThis") on_press=uncover small=true/>
    }
    .into_any()
}

fn rating(mender: Mender, p: &Proposal, id: String, update: usize, action: usize, key: &str) -> AnyView {
    let id = format!("{id}-rating");
    let unknown = std::iter::once((String::new(), say("rating.none")));
    let options = unknown.chain(p.scale.0.iter().map(|r| (r.key.clone(), r.name.clone())));
    let options = options.map(|(value, name)| {
        let chosen = value == key;
        view! { <option value=value selected=chosen>{name}</option> }
    });
    view! {
        <div class="nhsuk-form-group">
            <label class="nhsuk-label" for=id.clone()>{say("bringin.rating")}</label>
            <select class="nhsuk-select" id=id
                on:change=move |e| mender.mend(Mend::Rating { update: Some(update), action, key: event_target_value(&e) })>
                {options.collect_view()}
            </select>
        </div>
    }
    .into_any()
}
