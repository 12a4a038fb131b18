//! Events, as people meet them who stand there: what is coming, the event itself, counting, closing, where to
//! signpost to. A part of its own (see `parts`), so nothing here may name a page of another part. The office's
//! views of events (the year, what people told us, how we count) are not here.

use super::NotHere;
use crate::app::route::Route;
use leptos::prelude::*;

/// The pages of this part.
pub fn page(route: &Route) -> AnyView {
    match route {
        _ => view! { <NotHere/> }.into_any(),
    }
}
