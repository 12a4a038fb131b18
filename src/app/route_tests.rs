#![allow(clippy::unwrap_used)]
use super::*;
use crate::app::address::Sheet;
use crate::domain::kind;
use crate::ledger::entries::By;

#[test]
fn every_route_reads_back() {
    let id: Id = "0190a6f2-7c1e-7abc-8def-0123456789ab".parse().unwrap();
    let query = Query { words: "falls & 50% \u{e9}".into(), owner: id.to_string(), ..Query::default() };
    let sheet =
        Sheet { sort: "owner".into(), down: true, group: Some(By::Month), columns: "title,owner".into(), page: 3 };
    let views = [PlanView::Table(sheet), PlanView::Table(Sheet::default()), PlanView::Owners, PlanView::Months];
    let views = views.into_iter().map(|view| Route::PlanAs(view, query.clone())).collect::<Vec<_>>();
    let routes = [Route::Today, Route::Plan(query), Route::Plan(Query::default()), Route::Action(id)];
    let more = [
        Route::Draft(id),
        Route::Record(id),
        Route::ChangeRecord(id),
        Route::NewRecord(kind::ORGANISATION, String::new()),
        Route::NewRecord(kind::ACTION, format!("{id}.{id}")),
        Route::Partnership,
        Route::WhatIsDue,
        Route::Risks,
        Route::Risk(id),
        Route::ChangeRisk(None),
        Route::ChangeRisk(Some(id)),
        Route::Exchange,
        Route::Inbox,
        Route::Cycle,
        Route::CycleOf(id),
        Route::Send,
        Route::BringIn,
        Route::PutIn,
        Route::PutInFor(id),
        Route::Review(Some(id)),
        Route::Review(None),
    ];
    let events = [
        Route::Events,
        Route::NewEvent,
        Route::Services,
        Route::Service(id),
        Route::ServiceAt(id, id),
        Route::ChangeService(None),
        Route::ChangeService(Some(id)),
        Route::Year,
        Route::Heard,
        Route::Counting,
    ];
    let events = events.into_iter().chain(EventPage::ALL.map(|(page, _)| Route::Event(id, page)));
    for route in events
        .chain(routes)
        .chain(views)
        .chain(more)
        .chain([Route::Papers, Route::Device, Route::Organisations, Route::Welcome])
        .chain(Role::ALL.map(Route::Sample))
    {
        assert_eq!(Route::read(&route.fragment()), route);
    }
}

#[test]
fn what_people_have_as_bookmarks_leads_where_it_went() {
    assert_eq!(Route::read("/exchange/bring-in"), Route::BringIn);
    assert_eq!(Route::read("/exchange/organisations"), Route::Organisations);
}

#[test]
fn strange_addresses_are_unknown_and_never_panic() {
    for text in ["/action/none", "/x", "/plan?%", "/plan?words=%zz&=&&", "/action/%2e%2e", "\u{1f9f5}/%f0%9f"] {
        let _ = Route::read(text);
    }
    assert_eq!(Route::read("/nowhere"), Route::Unknown("/nowhere".to_owned()));
    assert_eq!(Route::read("/plan?words=100%"), Route::Plan(Query { words: "100%".into(), ..Query::default() }));
}
