//! One screen a file or folder.

mod action;
mod bring_in;
mod cycle;
mod device;
mod draft;
pub mod events;
mod exchange;
mod not_here;
mod organisations;
mod papers;
mod plan;
mod put_in;
mod review;
mod services;
mod today;

pub use action::Action;
pub use bring_in::BringIn;
pub use cycle::ThisCycle;
pub use device::{Device, restore, save_backup};
pub use draft::DraftUpdate;
pub use exchange::Exchange;
pub use not_here::NotHere;
pub use organisations::Organisations;
pub use papers::Papers;
pub use plan::Plan;
pub use put_in::PutIn;
pub use review::Review;
pub use services::ChangeService;
pub use today::Today;

use super::route::Route;
use leptos::prelude::*;

/// The pages that are fetched when somebody first goes to one of them.
pub fn more(route: &Route) -> AnyView {
    match route {
        Route::Exchange => view! { <Exchange/> }.into_any(),
        Route::Papers => view! { <Papers/> }.into_any(),
        Route::ChangeService(id) => view! { <ChangeService service=*id/> }.into_any(),
        Route::Device => view! { <Device/> }.into_any(),
        _ => view! { <NotHere/> }.into_any(),
    }
}

/// The pages that only the partnership office opens.
pub fn office(route: &Route) -> AnyView {
    match route {
        Route::BringIn => view! { <BringIn/> }.into_any(),
        Route::Cycle => view! { <ThisCycle/> }.into_any(),
        Route::PutIn => view! { <PutIn/> }.into_any(),
        Route::Organisations => view! { <Organisations/> }.into_any(),
        Route::Review(id) => view! { <Review file=*id/> }.into_any(),
        _ => view! { <NotHere/> }.into_any(),
    }
}
