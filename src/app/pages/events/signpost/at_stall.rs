//! The time here, and the way back to the stall.

use crate::app::pages::events::stall::say_here;
use crate::app::route::{EventPage, Route};
use crate::days::hours::WallTime;
use crate::platform::time;
use crate::record::Id;
use leptos::prelude::*;

/// The minute it is by London's clocks, for as long as the page is there.
pub(super) fn clock() -> RwSignal<WallTime> {
    fn tick(now: RwSignal<WallTime>) {
        time::after(20_000, move || {
            if now.try_set(WallTime::at(time::now_ms())).is_none() {
                tick(now);
            }
        });
    }
    let now = RwSignal::new(WallTime::at(time::now_ms()));
    tick(now);
    now
}

/// The way back to the stall.
pub(super) fn at_stall(event: Id) -> (Route, String) {
    (Route::Event(event, EventPage::Stall), say_here("stall.backHere"))
}
