//! Events, as people meet them who stand there: what is coming, the event itself, counting, closing, where to
//! signpost to. A part of its own (see `parts`), so nothing here may name a page of another part. The office's
//! views of events (the year, what people told us, how we count) are not here.

mod about;
mod care;
mod change;
mod close;
mod list;
mod month;
mod print;
mod safety;
mod said;
mod sheet;
mod signpost;
mod stall;
mod when;

use super::NotHere;
use crate::app::route::{EventPage, Route};
use leptos::prelude::*;

/// The pages of this part.
pub fn page(route: &Route) -> AnyView {
    match route {
        Route::Events => view! { <list::Events/> }.into_any(),
        Route::NewEvent => view! { <change::Change event=None/> }.into_any(),
        Route::Event(id, EventPage::About) => view! { <about::About event=*id/> }.into_any(),
        Route::Event(id, EventPage::Change) => view! { <change::Change event=Some(*id)/> }.into_any(),
        Route::Event(id, EventPage::Stall) => view! { <stall::Stall event=*id/> }.into_any(),
        Route::Event(id, EventPage::Close) => view! { <close::Close event=*id/> }.into_any(),
        Route::Services => view! { <signpost::Services event=None/> }.into_any(),
        Route::Event(id, EventPage::Services) => view! { <signpost::Services event=Some(*id)/> }.into_any(),
        Route::Service(id) => view! { <signpost::Service id=*id event=None/> }.into_any(),
        Route::ServiceAt(event, id) => view! { <signpost::Service id=*id event=Some(*event)/> }.into_any(),
        Route::Event(id, EventPage::Sheet) => view! { <sheet::TypeSheet event=*id/> }.into_any(),
        Route::Event(id, EventPage::Print) => view! { <print::Print event=*id/> }.into_any(),
        Route::Heard => view! { <said::Answers/> }.into_any(),
        _ => view! { <NotHere/> }.into_any(),
    }
}
