//! One screen a file or folder.

mod action;
mod bring_in;
mod device;
mod draft;
mod exchange;
mod not_here;
mod papers;
mod plan;
mod put_in;
mod review;
mod today;
mod welcome;

pub use action::Action;
pub use bring_in::BringIn;
pub use device::{Device, save_backup};
pub use draft::DraftUpdate;
pub use exchange::Exchange;
pub use not_here::NotHere;
pub use papers::Papers;
pub use plan::Plan;
pub use put_in::PutIn;
pub use review::Review;
pub use today::Today;
pub use welcome::Welcome;

use super::route::Route;
use leptos::prelude::*;

/// The pages of the first program: what people open first, and what they need at an event.
pub fn first(route: &Route) -> Option<AnyView> {
    Some(match route {
        Route::Today => view! { <Today/> }.into_any(),
        Route::Plan(_) => view! { <Plan/> }.into_any(),
        Route::Action(id) => view! { <Action id=*id/> }.into_any(),
        Route::Draft(id) => view! { <DraftUpdate action=*id/> }.into_any(),
        Route::Welcome => view! { <Welcome/> }.into_any(),
        Route::Unknown(_) => view! { <NotHere/> }.into_any(),
        _ => return None,
    })
}

/// All pages.
pub fn whole(route: &Route) -> Option<AnyView> {
    first(route).or_else(|| {
        Some(match route {
            Route::Exchange => view! { <Exchange/> }.into_any(),
            Route::BringIn => view! { <BringIn/> }.into_any(),
            Route::PutIn => view! { <PutIn/> }.into_any(),
            Route::Review(id) => view! { <Review file=*id/> }.into_any(),
            Route::Papers => view! { <Papers/> }.into_any(),
            Route::Device => view! { <Device/> }.into_any(),
            _ => return None,
        })
    })
}
