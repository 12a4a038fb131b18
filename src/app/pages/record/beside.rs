//! What belongs to a record of the partnership's, with adding more; what else names it; and the thread that it hangs on.

use super::capital::capital;
use super::home::home;
use crate::app::components::{CollectView, Details, live};
use crate::app::context::{of_record, use_app};
use crate::app::form::may_change;
use crate::app::pages::partnership::{CalendarOf, Dates, SeatTexts, meeting, plural, seat_facts};
use crate::app::route::Route;
use crate::domain::{fields as f, kind, kinds};
use crate::ledger::Ledger;
use crate::ledger::partnership::{self, Meetings, Naming, Step};
use crate::ledger::pieces::Names;
use crate::pencil::adding::{self, OF_PARTNERSHIP};
use crate::platform::time;
use crate::record::Id;
use crate::words::{count, fill, say};
use leptos::prelude::*;

/// A record in a list: its page, what it is called, and small facts.
type Row = (Id, Route, String, Vec<String>);

/// What belongs to a record, by kind, and what else names it: kind, the field that does, and which.
type Beside = (Vec<(&'static str, Vec<Row>)>, Vec<(String, Vec<Row>)>);

/// So many of a list are seen at once; the others are in a fold beneath.
const SHOWN: usize = 50;

fn row(ledger: &Ledger, id: Id) -> Row {
    let kind = ledger.records().get(id).map(|r| r.kind.as_str()).unwrap_or_default();
    (id, home(kind, id), Names { ledger, file: None }.title(id), Vec::new())
}

fn beside(ledger: &Ledger, id: Id) -> Beside {
    let Some(record) = ledger.records().get(id) else { return Beside::default() };
    let mut named = partnership::named_by(ledger, id);
    // What is listed in a way of its own, and what only says in which plan it is.
    let own = [kind::UPDATE, kind::OBSERVATION, kind::CYCLE, kind::WRITER, kind::CONTACT];
    let in_tree = [kind::PRIORITY, kind::AIM, kind::ACTION, kind::MEASURE];
    let is_theme = record.kind == kind::THEME;
    named.retain(|naming| {
        let of = naming.field.kind;
        let is_below = in_tree.contains(&record.kind.as_str()) || (is_theme && of == kind::ACTION);
        let is_elsewhere = own.contains(&of) || (in_tree.contains(&of) && is_below);
        !is_elsewhere && (naming.field.name != f::PLAN || adding::belongs_to(of, &record.kind))
    });
    let meetings = Meetings::new(ledger);
    let sorted = |of: Vec<Id>| partnership::newest_first(ledger, &meetings, of).into_iter().map(|id| row(ledger, id));
    let mut belongs = Vec::new();
    for of in OF_PARTNERSHIP.into_iter().filter(|of| adding::belongs_to(of, &record.kind)) {
        let place = adding::naming(of, &record.kind);
        let is_here = |naming: &Naming| Some(naming.field) == place;
        belongs.push((of, sorted(named.iter().filter(|n| is_here(n)).map(|naming| naming.id).collect()).collect()));
        named.retain(|naming| !is_here(naming));
    }
    let mut others: Vec<(String, Vec<Id>)> = Vec::new();
    for naming in named {
        let called =
            fill("partnership.namedAs", &[("kind", &plural(naming.field.kind)), ("field", &naming.field.called())]);
        match others.iter_mut().find(|(known, _)| *known == called) {
            Some((_, ids)) => ids.push(naming.id),
            None => others.push((called, vec![naming.id])),
        }
    }
    (belongs, others.into_iter().map(|(called, ids)| (called, sorted(ids).collect())).collect())
}

fn list(mut rows: Vec<Row>) -> AnyView {
    let rest = rows.split_off(rows.len().min(SHOWN));
    let rest = (!rest.is_empty()).then(|| {
        view! { <Details summary=count("partnership.showOthers", rest.len())>{items(rest)}</Details> }
    });
    view! { {items(rows)} {rest} }.into_any()
}

fn items(rows: Vec<Row>) -> AnyView {
    let items = rows.into_iter().map(|(_, page, title, facts)| {
        let facts = facts.into_iter().map(|fact| view! { <li>{fact}</li> });
        view! {
            <li class="gt-list__item">
                <a class="gt-list__link" href=page.href()>{title}</a>
                <ul class="gt-meta">{facts.collect_view()}</ul>
            </li>
        }
    });
    view! { <ul class="gt-list">{items.collect_view()}</ul> }.into_any()
}

/// What belongs to a record, with adding more; then what else names it.
#[component]
pub fn Beside(
    /// The record.
    record: Id,
) -> impl IntoView {
    let app = use_app();
    live(move || {
        let (belongs, others) = of_record(app, |ledger| beside(ledger, record));
        let parts = belongs.into_iter().filter_map(|(of, rows)| {
            let may = may_change(app, of);
            if rows.is_empty() && !may {
                return None;
            }
            let href = Route::NewRecord(of, record.to_string()).href();
            let add = may.then(|| {
                let label = say(&format!("pencil.new.{of}"));
                view! { <a class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" href=href>{label}</a> }
            });
            let shown = match of {
                kind::MEETING => meetings(record),
                kind::SEAT => seats(record),
                _ if rows.is_empty() => ().into_any(),
                _ => list(rows),
            };
            Some(view! {
                <h2 class="nhsuk-heading-m">{plural(of)}</h2>
                {shown}
                <div class="gt-actions">{add}</div>
            })
        });
        let others = others.into_iter().map(|(called, rows)| {
            view! { <h3 class="nhsuk-heading-s">{called}</h3> {list(rows)} }
        });
        let others: Vec<_> = others.collect();
        let named = (!others.is_empty()).then(|| {
            view! { <h2 class="nhsuk-heading-m">{say("partnership.names")}</h2> {others.collect_view()} }
        });
        view! { {parts.collect_view()} {named} }.into_any()
    })
}

fn meetings(group: Id) -> AnyView {
    let app = use_app();
    let all = of_record(app, partnership::meetings);
    let (coming, before): (Vec<_>, Vec<_>) =
        all.into_iter().filter(|m| m.group == Some(group)).partition(|m| m.is_coming(time::today()));
    let is_any = !coming.is_empty();
    let calendar = is_any.then(|| view! { <CalendarOf group=Some(group)/> });
    // What is to come first, then what was, the latest first.
    let rows = coming.into_iter().chain(before.into_iter().rev()).map(meeting);
    view! { <ul class="gt-list">{rows.collect_view()}</ul> {calendar} <Dates group=group/> }.into_any()
}

fn seats(group: Id) -> AnyView {
    let app = use_app();
    let rows = of_record(app, |ledger| {
        let seats = partnership::seats(ledger, Some(group), time::today());
        seats.iter().map(|seat| (seat.id, Route::Record(seat.id), seat.title.clone(), seat_facts(seat))).collect()
    });
    list(rows)
}

/// What a seat's page has beside its facts; nothing for other kinds.
pub fn of_seat(kind: &str, id: Id) -> Option<AnyView> {
    (kind == kind::SEAT).then(|| view! { <SeatTexts seat=id/> }.into_any())
}

/// The thread from the vision down to a record, where it hangs on one.
#[component]
pub fn Thread(
    /// The record.
    record: Id,
) -> impl IntoView {
    let app = use_app();
    live(move || {
        let steps: Vec<Step> = of_record(app, |ledger| partnership::up(ledger, record));
        if steps.len() < 2 {
            return ().into_any();
        }
        let last = steps.len() - 1;
        let items = steps.into_iter().enumerate().map(|(n, step)| {
            let kind =
                kinds::find(&step.kind).map(|kind| crate::ledger::pieces::kind_name(kind.name)).unwrap_or_default();
            let title = match n == last {
                true => view! { <strong aria-current="page">{step.title}</strong> }.into_any(),
                false => {
                    view! { <a class="nhsuk-link" href=home(&step.kind, step.id).href()>{step.title}</a> }.into_any()
                }
            };
            view! { <li class="gt-line__step"><span class="gt-line__kind">{capital(&kind)}": "</span>{title}</li> }
        });
        view! {
            <nav class="gt-line" aria-label=say("partnership.thread")>
                <ol class="gt-line__list">{items.collect_view()}</ol>
            </nav>
        }
        .into_any()
    })
}
