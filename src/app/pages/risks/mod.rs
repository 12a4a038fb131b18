//! Risks: the list of them by their score, and one risk with what bears on it.

mod form;

pub use form::ChangeRisk;

use super::NotHere;
use super::record::{History, Told, Versions};
use crate::app::components::{CollectView, Details, Empty, Fact, Page, RatingTag, SummaryList, live};
use crate::app::context::{of_record, use_app};
use crate::app::form::facts;
use crate::app::route::Route;
use crate::domain::{self, Level, fields as f, kind};
use crate::ledger::ConflictNode;
use crate::ledger::risks::{RiskLine, risks};
use crate::record::Id;
use crate::words::{count, day_text, fill, say};
use leptos::prelude::*;

/// The risks: the open ones by their score, beneath them the closed ones.
#[component]
pub fn Risks() -> impl IntoView {
    let app = use_app();
    let back = (Route::Plan(Default::default()), say("action.back"));
    view! {
        <Page title=say("risk.title") back=back>
            {live(move || {
                let (open, closed): (Vec<RiskLine>, Vec<RiskLine>) =
                    of_record(app, risks).into_iter().partition(RiskLine::is_open);
                if open.is_empty() && closed.is_empty() {
                    return view! { <Empty lead=say("risk.none") hint=say("risk.noneHint")/> }.into_any();
                }
                let open = if open.is_empty() { view! { <p>{say("risk.noneOpen")}</p> }.into_any() } else { list(open) };
                let closed = (!closed.is_empty()).then(|| {
                    view! { <Details summary=count("risk.closedList", closed.len())>{list(closed)}</Details> }
                });
                view! { <p>{say("risk.lead")}</p> {open} {closed} }.into_any()
            })}
            <a class="nhsuk-button" href=Route::ChangeRisk(None).href()>{say("risk.new")}</a>
        </Page>
    }
    .into_any()
}

fn list(risks: Vec<RiskLine>) -> AnyView {
    view! { <ul class="gt-list">{risks.into_iter().map(row).collect_view()}</ul> }.into_any()
}

fn row(risk: RiskLine) -> AnyView {
    let score = Some(Level::shown(risk.score));
    let owner = match risk.owners.as_str() {
        "" => say("risk.noOwner"),
        names => fill("risk.ownedBy", &[("names", &names)]),
    };
    let titles: Vec<String> = risk.actions.into_iter().map(|(_, title)| title).collect();
    let actions = (!titles.is_empty()).then(|| fill("risk.actions", &[("titles", &titles.join("; "))]));
    let closed = (!risk.closed.is_empty()).then(|| fill("risk.closedOn", &[("day", &day_text(&risk.closed))]));
    let facts = [Some(owner), actions, closed].into_iter().flatten().map(|fact| view! { <li>{fact}</li> });
    view! {
        <li class="gt-list__item">
            <a class="gt-list__link" href=Route::Risk(risk.id).href()>{risk.statement}</a>
            <ul class="gt-meta">{facts.collect_view()}</ul>
            <span class="gt-list__side"><RatingTag rating=score/></span>
        </li>
    }
    .into_any()
}

/// What a risk's page shows: its line in the list, what else it says, and where two versions stand.
type Shown = (RiskLine, Vec<(String, String)>, Option<String>, Vec<ConflictNode>);

/// What the page shows in a way of its own.
const OTHERWISE: [&str; 5] = [f::STATEMENT, f::LIKELIHOOD, f::IMPACT, f::ACTION, f::CLOSED];

/// One risk: what it is, what is done about it, on which actions it bears, and what people told us about it.
#[component]
pub fn Risk(
    /// The risk.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    live(move || {
        let shown = of_record(app, |ledger| -> Option<Shown> {
            let record = ledger.live(id, kind::RISK)?;
            let line = risks(ledger).into_iter().find(|r| r.id == id)?;
            let risk = domain::Risk(record);
            let gaps = risk.likelihood().zip(risk.impact());
            let scored = gaps.map(|(l, i)| fill("risk.scoreOf", &[("likelihood", &l), ("impact", &i)]));
            let fields: Vec<&str> = form::FIELDS.into_iter().filter(|name| !OTHERWISE.contains(name)).collect();
            Some((line, facts(ledger, record, &fields), scored, ConflictNode::all_of(record)))
        });
        match shown {
            Some(shown) => one(shown),
            None => view! { <NotHere/> }.into_any(),
        }
    })
}

fn one((line, said, scored, conflicts): Shown) -> AnyView {
    let id = line.id;
    let score = Some(Level::shown(line.score));
    let scored = scored.map(|scored| view! { <p class="gt-meta">{scored}</p> });
    let actions = line.actions.into_iter().map(|(id, title)| {
        view! { <li><a class="nhsuk-link" href=Route::Action(id).href()>{title}</a></li> }
    });
    let actions = actions.collect::<Vec<_>>();
    let linked = match actions.is_empty() {
        true => view! { <p>{say("risk.linkedNone")}</p> }.into_any(),
        false => view! { <ul class="nhsuk-list nhsuk-list--bullet">{actions.collect_view()}</ul> }.into_any(),
    };
    let closed = (!line.closed.is_empty()).then(|| fill("risk.closedOn", &[("day", &day_text(&line.closed))]));
    let mut rows: Vec<Fact> = vec![(say("risk.score"), view! { <RatingTag rating=score/> {scored} }.into_any())];
    rows.extend(said.into_iter().map(crate::app::form::said));
    rows.push((say("risk.linked"), linked));
    view! {
        <Page title=line.statement back=(Route::Risks, say("risk.title"))>
            <Versions conflicts=conflicts record=id/>
            {closed.map(|closed| view! { <p><strong class="nhsuk-tag nhsuk-tag--grey">{closed}</strong></p> })}
            <SummaryList facts=rows/>
            <a class="nhsuk-button nhsuk-button--secondary" href=Route::ChangeRisk(Some(id)).href()>{say("risk.change")}</a>
            <Told record=id/>
            <History record=id/>
        </Page>
    }
    .into_any()
}
