//! Risks: the matrix and the list of them, one risk with what bears on it; beneath the risks, the barriers.

mod barriers;
mod form;
mod from_help;
mod matrix;

pub use form::ChangeRisk;
pub use from_help::BarrierOfHelp;

use super::NotHere;
use super::record::{History, Told, Versions};
use crate::app::components::{CollectView, Details, Empty, Fact, Page, RatingTag, SummaryList, live};
use crate::app::context::{of_record, use_app};
use crate::app::form::facts;
use crate::app::route::Route;
use crate::domain::{self, Level, fields as f, kind, kinds};
use crate::ledger::pieces::Names;
use crate::ledger::risks::{Movement, RiskNode, risk_nodes};
use crate::ledger::{ConflictNode, Ledger};
use crate::platform::time;
use crate::record::{Id, Record};
use crate::words::{count, count_with, day, day_text, fill, say};
use leptos::prelude::*;
use matrix::Place;

/// The risks: the matrix, the open ones by their score, beneath them the closed ones; then the barriers.
#[component]
pub fn Risks() -> impl IntoView {
    let app = use_app();
    let back = (Route::Plan(Default::default()), say("action.back"));
    let all = Memo::new(move |_| of_record(app, |ledger| risk_nodes(ledger, time::today())));
    let chosen = RwSignal::new(None::<Place>);
    // Made anew only when a risk changed: whoever has pressed a number stays on it.
    let above = live(move || {
        let all = all.get();
        if all.is_empty() {
            return view! { <Empty lead=say("risk.none") hint=say("risk.noneHint")/> }.into_any();
        }
        let open: Vec<RiskNode> = all.into_iter().filter(|risk| risk.line.is_open()).collect();
        let matrix = match open.is_empty() {
            true => view! { <p>{say("risk.noneOpen")}</p> }.into_any(),
            false => view! { <matrix::Matrix open=open chosen=chosen/> }.into_any(),
        };
        view! { <p>{say("risk.lead")}</p> {matrix} }.into_any()
    });
    let shown = move || all.with(|all| in_place(all, chosen.get()));
    let status = live(move || {
        shown().map(|((likelihood, impact), number)| {
            count_with("risk.matrix.showing", number, &[("likelihood", &likelihood), ("impact", &impact)])
        })
    });
    let lists = live(move || {
        let place = shown().map(|(place, _)| place);
        let (open, closed): (Vec<RiskNode>, Vec<RiskNode>) =
            all.get().into_iter().partition(|risk| risk.line.is_open());
        let open: Vec<RiskNode> = open.into_iter().filter(|risk| place.is_none() || risk.place == place).collect();
        let open = (!open.is_empty()).then(|| list(open));
        let closed = (place.is_none() && !closed.is_empty()).then(|| {
            view! { <Details summary=count("risk.closedList", closed.len())>{list(closed)}</Details> }
        });
        view! { {open} {closed} }
    });
    view! {
        <Page title=say("risk.title") back=back>
            {above}
            <p role="status">{status}</p>
            {lists}
            <a class="nhsuk-button" href=Route::ChangeRisk(None).href()>{say("risk.new")}</a>
            <barriers::Barriers/>
        </Page>
    }
    .into_any()
}

/// The place whose open risks are shown, and how many they are; nothing where all are, or none stands there any more.
fn in_place(all: &[RiskNode], chosen: Option<Place>) -> Option<(Place, usize)> {
    let place = chosen?;
    let number = all.iter().filter(|risk| risk.line.is_open() && risk.place == Some(place)).count();
    (number > 0).then_some((place, number))
}

fn list(risks: Vec<RiskNode>) -> AnyView {
    view! { <ul class="gt-list">{risks.into_iter().map(row).collect_view()}</ul> }.into_any()
}

fn row(risk: RiskNode) -> AnyView {
    let score = Some(Level::shown(risk.line.score));
    let owner = match risk.line.owners.as_str() {
        "" => say("risk.noOwner"),
        names => fill("risk.ownedBy", &[("names", &names)]),
    };
    let titles: Vec<&str> = risk.line.actions.iter().map(|(_, title)| title.as_str()).collect();
    let actions = (!titles.is_empty()).then(|| fill("risk.actions", &[("titles", &titles.join("; "))]));
    let review = risk.review_due.filter(|_| risk.line.is_open() && !risk.is_review_overdue);
    let review = review.map(|due| fill("risk.review.due", &[("day", &day(due))]));
    let facts = [Some(owner), actions, review, risk.escalation.words(), closed(&risk)];
    let facts = facts.into_iter().flatten().map(|fact| view! { <li>{fact}</li> }).collect_view();
    let tags = tags(&risk).into_iter().map(|tag| view! { <li>{tag}</li> }).collect_view();
    let moved = moved(&risk).map(|moved| view! { <li>{moved}</li> });
    view! {
        <li class="gt-list__item">
            <a class="gt-list__link" href=Route::Risk(risk.line.id).href()>{risk.line.statement}</a>
            <ul class="gt-meta">{tags} {moved} {facts}</ul>
            <span class="gt-list__side"><RatingTag rating=score/></span>
        </li>
    }
    .into_any()
}

fn closed(risk: &RiskNode) -> Option<String> {
    (!risk.line.is_open()).then(|| fill("risk.closedOn", &[("day", &day_text(&risk.line.closed))]))
}

/// What of a risk is not to be missed: that its review is overdue, and that it was escalated and has no answer.
fn tags(risk: &RiskNode) -> Vec<AnyView> {
    let overdue = risk.review_due.filter(|_| risk.is_review_overdue);
    let overdue = overdue.map(|due| (fill("risk.review.overdue", &[("day", &day(due))]), "nhsuk-tag nhsuk-tag--red"));
    let unanswered = risk.is_unanswered().then(|| (say("risk.unanswered"), "nhsuk-tag nhsuk-tag--orange"));
    let tag = |(words, class): (String, &'static str)| view! { <strong class=class>{words}</strong> }.into_any();
    overdue.into_iter().chain(unanswered).map(tag).collect()
}

/// How a risk has moved: which way, and from what to what; nothing where only its present score is known.
fn moved(risk: &RiskNode) -> Option<AnyView> {
    let words = risk.movement_words()?;
    let way = risk.movement().map(|movement| {
        let (class, key) = match movement {
            Movement::Up => ("gt-direction gt-direction--up", "risk.moved.up"),
            Movement::Same => ("gt-direction gt-direction--same", "risk.moved.same"),
            Movement::Down => ("gt-direction gt-direction--down", "risk.moved.down"),
        };
        view! { <span class=class>{say(key)}</span> }
    });
    Some(view! { {way} " " {words} }.into_any())
}

/// What a risk's page shows.
struct Shown {
    risk: RiskNode,
    scored: Option<String>,
    said: Vec<(String, String)>,
    linked: Vec<Linked>,
    conflicts: Vec<ConflictNode>,
}

/// Records that a risk names in one of its lists: what that is called, and each with its title.
type Linked = (String, Vec<(Id, String)>);

/// What the page shows in a way of its own.
const OTHERWISE: [&str; 12] = [
    f::STATEMENT,
    f::LIKELIHOOD,
    f::IMPACT,
    f::PREVIOUS_LIKELIHOOD,
    f::PREVIOUS_IMPACT,
    f::PREVIOUS,
    f::TARGET,
    f::ACTION,
    f::PRIORITY,
    f::BARRIER,
    f::THEME,
    f::CLOSED,
];

/// The records that a risk names in this list and that are here.
fn linked(ledger: &Ledger, risk: &Record, list: &str) -> Option<Linked> {
    let field = kinds::find(kind::RISK)?.fields.iter().find(|field| field.name == list)?;
    let names = Names { ledger, file: None };
    let named = risk.members(list).filter_map(|(member, _)| {
        let record = ledger.records().get(member.parse().ok()?)?;
        ledger.live(record.id, &record.kind).map(|record| (record.id, names.title_of(record)))
    });
    let all: Vec<(Id, String)> = named.collect();
    (!all.is_empty()).then(|| (field.called(), all))
}

/// One risk: what it is, how it has moved, what is done about it, on what it bears, and what people told us about it.
#[component]
pub fn Risk(
    /// The risk.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    live(move || {
        let shown = of_record(app, |ledger| -> Option<Shown> {
            let record = ledger.live(id, kind::RISK)?;
            let risk = risk_nodes(ledger, time::today()).into_iter().find(|risk| risk.line.id == id)?;
            let gaps = domain::Risk(record).likelihood().zip(domain::Risk(record).impact());
            let fields: Vec<&str> = form::FIELDS.into_iter().filter(|name| !OTHERWISE.contains(name)).collect();
            let lists = [f::PRIORITY, f::BARRIER, f::THEME].into_iter();
            Some(Shown {
                risk,
                scored: gaps.map(|(l, i)| fill("risk.scoreOf", &[("likelihood", &l), ("impact", &i)])),
                said: facts(ledger, record, &fields),
                linked: lists.filter_map(|list| linked(ledger, record, list)).collect(),
                conflicts: ConflictNode::all_of(record),
            })
        });
        match shown {
            Some(shown) => one(shown),
            None => view! { <NotHere/> }.into_any(),
        }
    })
}

/// Links one beneath the other.
fn links(all: impl Iterator<Item = (Route, String)>) -> AnyView {
    let link = |(route, title): (Route, String)| {
        view! { <li><a class="nhsuk-link" href=route.href()>{title}</a></li> }
    };
    view! { <ul class="nhsuk-list nhsuk-list--bullet">{all.map(link).collect_view()}</ul> }.into_any()
}

fn one(shown: Shown) -> AnyView {
    let Shown { risk, scored, said, linked, conflicts } = shown;
    let id = risk.line.id;
    let score = Some(Level::shown(risk.line.score));
    let scored = scored.map(|scored| view! { <p class="gt-meta">{scored}</p> });
    let marks =
        closed(&risk).map(|closed| view! { <strong class="nhsuk-tag nhsuk-tag--grey">{closed}</strong> }.into_any());
    let marks: Vec<AnyView> = marks.into_iter().chain(tags(&risk)).collect();
    let marks = (!marks.is_empty()).then(|| {
        let marks = marks.into_iter().map(|mark| view! { <li>{mark}</li> });
        view! { <ul class="gt-meta">{marks.collect_view()}</ul> }
    });
    let mut rows: Vec<Fact> = vec![(say("risk.score"), view! { <RatingTag rating=score/> {scored} }.into_any())];
    rows.extend(moved(&risk).map(|moved| (say("risk.moved.title"), moved)));
    rows.extend(said.into_iter().map(crate::app::form::said));
    let actions = match risk.line.actions.is_empty() {
        true => view! { <p>{say("risk.linkedNone")}</p> }.into_any(),
        false => links(risk.line.actions.into_iter().map(|(id, title)| (Route::Action(id), title))),
    };
    rows.push((say("risk.linked"), actions));
    rows.extend(
        linked
            .into_iter()
            .map(|(called, all)| (called, links(all.into_iter().map(|(id, title)| (Route::Record(id), title))))),
    );
    view! {
        <Page title=risk.line.statement back=(Route::Risks, say("risk.title"))>
            <Versions conflicts=conflicts record=id/>
            {marks}
            <SummaryList facts=rows/>
            <a class="nhsuk-button nhsuk-button--secondary" href=Route::ChangeRisk(Some(id)).href()>{say("risk.change")}</a>
            <Told record=id/>
            <History record=id/>
        </Page>
    }
    .into_any()
}
