//! One screen a file or folder.

mod action;
mod bring_in;
mod counting;
mod cycle;
mod device;
mod draft;
pub mod events;
mod exchange;
#[cfg(debug_assertions)]
mod gallery;
mod heard;
mod measures;
mod not_here;
mod not_opened;
mod organisations;
mod papers;
mod partnership;
mod plan;
mod put_in;
mod record;
mod review;
mod risks;
mod sample_here;
mod services;
mod today;
mod year;

pub use action::Action;
pub use bring_in::BringIn;
pub use counting::HowWeCount;
pub use cycle::ThisCycle;
pub use device::{Device, backup_asked, restore, save_backup};
pub use draft::DraftUpdate;
pub use exchange::{Exchange, Inbox, SendRoom, ToRoom};
pub use heard::Heard;
use not_here::InAnotherPlan;
pub use not_here::NotHere;
pub use not_opened::NotOpened;
pub use organisations::Organisations;
pub use papers::Papers;
pub use partnership::{Partnership, WhatIsDue};
pub use plan::{Plan, PlanAs};
pub use put_in::PutIn;
pub use record::{ChangeRecord, NewRecord, Record};
pub use review::{Review, take_back};
pub use risks::{ChangeRisk, Risk, Risks};
pub use sample_here::SampleHere;
pub use services::ChangeService;
pub use today::{NoPlan, OfMine, Today};
pub use year::TheYear;

use super::route::Route;
use leptos::prelude::*;

/// The pages that are fetched when somebody first goes to one of them.
pub fn more(route: &Route) -> AnyView {
    match route {
        Route::Exchange | Route::Inbox | Route::Send => view! { <Exchange/> }.into_any(),
        Route::ChangeService(id) => view! { <ChangeService service=*id/> }.into_any(),
        Route::Device => view! { <Device/> }.into_any(),
        Route::Sample(role) => view! { <SampleHere role=*role/> }.into_any(),
        #[cfg(debug_assertions)]
        Route::Components => view! { <gallery::Gallery/> }.into_any(),
        _ => view! { <NotHere/> }.into_any(),
    }
}

/// The pages that are used at a desk.
pub fn desk(route: &Route) -> AnyView {
    match route {
        Route::Papers => view! { <Papers/> }.into_any(),
        Route::PlanAs(view, _) => view! { <PlanAs view=view.clone()/> }.into_any(),
        Route::Partnership => view! { <Partnership/> }.into_any(),
        Route::WhatIsDue => view! { <WhatIsDue/> }.into_any(),
        Route::Risks => view! { <Risks/> }.into_any(),
        Route::Risk(id) => view! { <Risk id=*id/> }.into_any(),
        Route::ChangeRisk(id) => view! { <ChangeRisk risk=*id/> }.into_any(),
        _ => view! { <NotHere/> }.into_any(),
    }
}

/// The pages that only the partnership office opens.
pub fn office(route: &Route) -> AnyView {
    match route {
        Route::Exchange => view! { <ToRoom/> }.into_any(),
        Route::Inbox => view! { <Inbox/> }.into_any(),
        Route::Send => view! { <SendRoom/> }.into_any(),
        Route::BringIn => view! { <BringIn/> }.into_any(),
        Route::Cycle => view! { <ThisCycle/> }.into_any(),
        Route::PutIn => view! { <PutIn owner=None/> }.into_any(),
        Route::PutInFor(owner) => view! { <PutIn owner=Some(*owner)/> }.into_any(),
        Route::Organisations => view! { <Organisations/> }.into_any(),
        Route::Review(id) => view! { <Review file=*id/> }.into_any(),
        Route::Heard => view! { <Heard/> }.into_any(),
        Route::Year => view! { <TheYear/> }.into_any(),
        Route::Counting => view! { <HowWeCount/> }.into_any(),
        _ => view! { <NotHere/> }.into_any(),
    }
}
