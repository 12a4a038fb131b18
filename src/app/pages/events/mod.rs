//! Events, as people meet them who stand there: what is coming, the event itself, counting, closing, where to
//! signpost to. A part of its own (see `parts`), so nothing here may name a page of another part. The office's
//! views of events (the year, what people told us, how we count) are not here.

mod print;
mod sheet;
mod signpost;

use super::NotHere;
use crate::app::route::{EventPage, Route};
use leptos::prelude::*;

/// The pages of this part.
pub fn page(route: &Route) -> AnyView {
    match route {
        Route::Services => view! { <signpost::Services/> }.into_any(),
        Route::Service(id) => view! { <signpost::Service id=*id/> }.into_any(),
        Route::Event(id, EventPage::Sheet) => view! { <sheet::TypeSheet event=*id/> }.into_any(),
        Route::Event(id, EventPage::Print) => view! { <print::Print event=*id/> }.into_any(),
        _ => view! { <NotHere/> }.into_any(),
    }
}
