//! Addresses. They live in the fragment (`#/plan?owner=…`), because static hosts, sub-paths and single
//! files have no rewrites.

use super::address::{PlanView, read_query, write_query};
use crate::domain::{Role, kinds};
use crate::ledger::search::Query;
use crate::record::Id;

/// Where in the app a person is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Today.
    Today,
    /// The plan, filtered.
    Plan(Query),
    /// The plan as a table, or grouped; filtered.
    PlanAs(PlanView, Query),
    /// One action.
    Action(Id),
    /// Drafting an update on an action.
    Draft(Id),
    /// A record of a kind that has no page of its own sort.
    Record(Id),
    /// Everything that a record says, to be changed.
    ChangeRecord(Id),
    /// A new record of this kind, and where it goes as the address says it: what it is part of, or nothing.
    NewRecord(&'static str, String),
    /// The partnership: its groups, meetings and members.
    Partnership,
    /// What is due of meetings, and what hangs loose.
    WhatIsDue,
    /// The risks.
    Risks,
    /// One risk.
    Risk(Id),
    /// Writing a risk anew, or a new one.
    ChangeRisk(Option<Id>),
    /// Exchange: what comes in and goes out. For the office it leads to one of its three rooms.
    Exchange,
    /// What came in, for the office.
    Inbox,
    /// What goes out, for the office.
    Send,
    /// Bringing in an existing report.
    BringIn,
    /// Putting words in for someone.
    PutIn,
    /// Putting words in for this owner, from its row in this cycle.
    PutInFor(Id),
    /// This cycle: what is due, who was asked.
    Cycle,
    /// This cycle, at the row of this owner.
    CycleOf(Id),
    /// Organisations and their contacts.
    Organisations,
    /// Reviewing a file that came in, or everything that waits.
    Review(Option<Id>),
    /// Papers.
    Papers,
    /// Events: what is coming and what was.
    Events,
    /// A new event.
    NewEvent,
    /// One event, and what of it.
    Event(Id, EventPage),
    /// Services to signpost to.
    Services,
    /// A service's card, to be shown.
    Service(Id),
    /// A service's card, opened at a stall: the event, and the service.
    ServiceAt(Id, Id),
    /// Writing a service's entry anew, or a new one.
    ChangeService(Option<Id>),
    /// The year's events, the office's view.
    Year,
    /// What people told us, and what became of it.
    Heard,
    /// How the partnership counts: topics, the goal, what is too few to print.
    Counting,
    /// This device.
    Device,
    /// The first visit's questions.
    Welcome,
    /// Every component in every state, for whoever builds the app.
    #[cfg(debug_assertions)]
    Components,
    /// The sample, as somebody in this role meets it.
    Sample(Role),
    /// An address nobody made; with it as it stands.
    Unknown(String),
}

/// The parts that pages are fetched in; see `parts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// With the shell: the pages people open every day.
    Work,
    /// For those who stand at an event.
    Events,
    /// Everybody's other pages.
    More,
    /// What is used at a desk and not at a stall.
    Desk,
    /// The partnership office's.
    Office,
}

/// What of an event a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventPage {
    /// The event itself.
    About,
    /// Changing it.
    Change,
    /// Counting there.
    Stall,
    /// Closing it and handing over.
    Close,
    /// Typing a paper sheet in.
    Sheet,
    /// Sheets to print for it.
    Print,
    /// Services to signpost to, looked at from the stall.
    Services,
}

impl EventPage {
    const ALL: [(EventPage, &str); 7] = [
        (EventPage::About, ""),
        (EventPage::Change, "change"),
        (EventPage::Stall, "stall"),
        (EventPage::Close, "close"),
        (EventPage::Sheet, "sheet"),
        (EventPage::Print, "print"),
        (EventPage::Services, "services"),
    ];

    fn read(name: &str) -> Option<EventPage> {
        EventPage::ALL.into_iter().find(|(_, known)| *known == name).map(|(page, _)| page)
    }

    fn name(self) -> &'static str {
        EventPage::ALL.into_iter().find(|(page, _)| *page == self).map_or("", |(_, name)| name)
    }
}

impl Route {
    /// Reads a fragment (without `#`). Anything that is no address of ours is [`Route::Unknown`].
    pub fn read(fragment: &str) -> Route {
        let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
        let unknown = || Route::Unknown(fragment.to_owned());
        let id = |text: &str| text.parse::<Id>().ok();
        let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
        match parts.as_slice() {
            [] => Route::Today,
            ["plan"] => Route::Plan(read_query(query)),
            ["plan", view] => match PlanView::read(view, query) {
                Some(view) => Route::PlanAs(view, read_query(query)),
                None => unknown(),
            },
            ["action", action] => id(action).map_or_else(unknown, Route::Action),
            ["draft", draft] => id(draft).map_or_else(unknown, Route::Draft),
            ["record", record] => id(record).map_or_else(unknown, Route::Record),
            ["record", record, "change"] => id(record).map_or_else(unknown, Route::ChangeRecord),
            ["new", kind, rest @ ..] if rest.len() < 2 => match kinds::find(kind) {
                Some(kind) => Route::NewRecord(kind.name, rest.concat()),
                None => unknown(),
            },
            ["partnership"] => Route::Partnership,
            ["partnership", "due"] => Route::WhatIsDue,
            ["risks"] => Route::Risks,
            ["risks", "new"] => Route::ChangeRisk(None),
            ["risk", risk] => id(risk).map_or_else(unknown, Route::Risk),
            ["risk", risk, "change"] => id(risk).map_or_else(unknown, |id| Route::ChangeRisk(Some(id))),
            ["exchange"] => Route::Exchange,
            ["exchange", "inbox"] => Route::Inbox,
            ["exchange", "send"] => Route::Send,
            // Where they were before; people have that in their bookmarks.
            ["bring-in"] | ["exchange", "bring-in"] => Route::BringIn,
            ["exchange", "put-in"] => Route::PutIn,
            ["exchange", "put-in", owner] => id(owner).map_or_else(unknown, Route::PutInFor),
            ["exchange", "cycle"] => Route::Cycle,
            ["exchange", "cycle", owner] => id(owner).map_or_else(unknown, Route::CycleOf),
            ["organisations"] | ["exchange", "organisations"] => Route::Organisations,
            ["exchange", "review"] => Route::Review(None),
            ["exchange", "review", file] => id(file).map_or_else(unknown, |id| Route::Review(Some(id))),
            ["papers"] => Route::Papers,
            ["events"] => Route::Events,
            ["events", "new"] => Route::NewEvent,
            ["events", "year"] => Route::Year,
            ["events", "heard"] => Route::Heard,
            ["events", "counting"] => Route::Counting,
            ["event", event] => id(event).map_or_else(unknown, |id| Route::Event(id, EventPage::About)),
            ["event", event, page] => match (id(event), EventPage::read(page)) {
                (Some(id), Some(page)) => Route::Event(id, page),
                _ => unknown(),
            },
            ["event", event, "services", service] => match (id(event), id(service)) {
                (Some(event), Some(service)) => Route::ServiceAt(event, service),
                _ => unknown(),
            },
            ["services"] => Route::Services,
            ["services", "new"] => Route::ChangeService(None),
            ["services", service] => id(service).map_or_else(unknown, Route::Service),
            ["services", service, "change"] => id(service).map_or_else(unknown, |id| Route::ChangeService(Some(id))),
            ["device"] => Route::Device,
            ["welcome"] => Route::Welcome,
            #[cfg(debug_assertions)]
            ["components"] => Route::Components,
            ["sample", role] => Role::read(role).map_or_else(unknown, Route::Sample),
            _ => unknown(),
        }
    }

    /// The fragment of a route, without `#`.
    pub fn fragment(&self) -> String {
        match self {
            Route::Today => "/".to_owned(),
            Route::Plan(query) => format!("/plan{}", write_query(query, Vec::new())),
            Route::PlanAs(view, query) => format!("/plan/{}{}", view.name(), write_query(query, view.members())),
            Route::Action(id) => format!("/action/{id}"),
            Route::Draft(id) => format!("/draft/{id}"),
            Route::Record(id) => format!("/record/{id}"),
            Route::ChangeRecord(id) => format!("/record/{id}/change"),
            Route::NewRecord(kind, place) if place.is_empty() => format!("/new/{kind}"),
            Route::NewRecord(kind, place) => format!("/new/{kind}/{place}"),
            Route::Partnership => "/partnership".to_owned(),
            Route::WhatIsDue => "/partnership/due".to_owned(),
            Route::Risks => "/risks".to_owned(),
            Route::Risk(id) => format!("/risk/{id}"),
            Route::ChangeRisk(None) => "/risks/new".to_owned(),
            Route::ChangeRisk(Some(id)) => format!("/risk/{id}/change"),
            Route::Exchange => "/exchange".to_owned(),
            Route::Inbox => "/exchange/inbox".to_owned(),
            Route::Send => "/exchange/send".to_owned(),
            Route::BringIn => "/bring-in".to_owned(),
            Route::PutIn => "/exchange/put-in".to_owned(),
            Route::PutInFor(owner) => format!("/exchange/put-in/{owner}"),
            Route::Cycle => "/exchange/cycle".to_owned(),
            Route::CycleOf(owner) => format!("/exchange/cycle/{owner}"),
            Route::Organisations => "/organisations".to_owned(),
            Route::Review(None) => "/exchange/review".to_owned(),
            Route::Review(Some(id)) => format!("/exchange/review/{id}"),
            Route::Papers => "/papers".to_owned(),
            Route::Events => "/events".to_owned(),
            Route::NewEvent => "/events/new".to_owned(),
            Route::Event(id, EventPage::About) => format!("/event/{id}"),
            Route::Event(id, page) => format!("/event/{id}/{}", page.name()),
            Route::Services => "/services".to_owned(),
            Route::Service(id) => format!("/services/{id}"),
            Route::ServiceAt(event, id) => format!("/event/{event}/services/{id}"),
            Route::ChangeService(None) => "/services/new".to_owned(),
            Route::ChangeService(Some(id)) => format!("/services/{id}/change"),
            Route::Year => "/events/year".to_owned(),
            Route::Heard => "/events/heard".to_owned(),
            Route::Counting => "/events/counting".to_owned(),
            Route::Device => "/device".to_owned(),
            Route::Welcome => "/welcome".to_owned(),
            #[cfg(debug_assertions)]
            Route::Components => "/components".to_owned(),
            Route::Sample(role) => format!("/sample/{}", role.name()),
            Route::Unknown(fragment) => fragment.clone(),
        }
    }

    /// Which of the navigation's pages this one belongs to.
    pub fn room(&self) -> Route {
        match self {
            Route::Plan(_) | Route::PlanAs(..) | Route::Action(_) => Route::Plan(Query::default()),
            Route::Risks | Route::Risk(_) | Route::ChangeRisk(_) => Route::Plan(Query::default()),
            Route::Record(_) | Route::ChangeRecord(_) | Route::NewRecord(..) => Route::Plan(Query::default()),
            Route::BringIn => Route::Plan(Query::default()),
            Route::WhatIsDue | Route::Organisations => Route::Partnership,
            Route::Inbox | Route::Cycle | Route::CycleOf(_) | Route::Send => Route::Exchange,
            Route::PutIn | Route::PutInFor(_) | Route::Review(_) => Route::Exchange,
            Route::NewEvent | Route::Event(..) | Route::Services | Route::Service(_) => Route::Events,
            Route::ServiceAt(..) | Route::ChangeService(_) => Route::Events,
            Route::Year | Route::Heard | Route::Counting => Route::Events,
            other => other.clone(),
        }
    }

    /// In which part of the program a page is.
    pub fn part(&self) -> Part {
        match self {
            Route::Events | Route::NewEvent | Route::Event(..) | Route::Services => Part::Events,
            Route::Service(_) | Route::ServiceAt(..) => Part::Events,
            Route::Inbox | Route::Send | Route::Cycle | Route::CycleOf(_) | Route::BringIn => Part::Office,
            Route::PutIn | Route::PutInFor(_) | Route::Organisations | Route::Review(_) => Part::Office,
            Route::Year | Route::Heard | Route::Counting => Part::Office,
            Route::Exchange | Route::Device | Route::ChangeService(_) | Route::Sample(_) => Part::More,
            Route::Risks | Route::Risk(_) | Route::ChangeRisk(_) | Route::PlanAs(..) => Part::Desk,
            Route::Partnership | Route::WhatIsDue | Route::Papers => Part::Desk,
            Route::Today | Route::Plan(_) | Route::Action(_) | Route::Draft(_) => Part::Work,
            Route::Record(_) | Route::ChangeRecord(_) | Route::NewRecord(..) => Part::Work,
            Route::Welcome | Route::Unknown(_) => Part::Work,
            #[cfg(debug_assertions)]
            Route::Components => Part::More,
        }
    }

    /// What is asked of the plan, on one of its pages.
    pub fn query(&self) -> Option<&Query> {
        match self {
            Route::Plan(query) | Route::PlanAs(_, query) => Some(query),
            _ => None,
        }
    }

    /// Likewise, to be changed.
    pub fn query_mut(&mut self) -> Option<&mut Query> {
        match self {
            Route::Plan(query) | Route::PlanAs(_, query) => Some(query),
            _ => None,
        }
    }

    /// The page, whatever is asked of it: what is searched, sorted or chosen there makes no other page.
    pub fn page(&self) -> Route {
        match self {
            Route::Plan(_) => Route::Plan(Query::default()),
            Route::PlanAs(view, _) => Route::PlanAs(view.plain(), Query::default()),
            Route::CycleOf(_) => Route::Cycle,
            other => other.clone(),
        }
    }

    /// The address to link to.
    pub fn href(&self) -> String {
        format!("#{}", self.fragment())
    }
}

#[cfg(test)]
#[path = "route_tests.rs"]
mod tests;
