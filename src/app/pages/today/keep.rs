//! What exists on this device only, and the press that saves it as a file: urged where it is much or old, and offered at the end
//! of every day where a browser is emptied when it closes.

use crate::app::components::{Button, live};
use crate::app::context::use_app;
use crate::app::pages::{backup_asked, save_backup};
use crate::app::working_file::{Stands, Working};
use crate::domain::Role;
use crate::platform::time;
use crate::store::only_here::only_here;
use crate::words::{count_with, day_text, say};
use leptos::prelude::*;

/// So many records, or the oldest so many days old, are urged to be saved.
const MANY: usize = 40;
const DAYS: u64 = 7;

/// What exists nowhere else, and saving it.
#[component]
pub fn Keep() -> impl IntoView {
    let app = use_app();
    let working = use_context::<Working>();
    let only = Memo::new(move |_| {
        app.state.with(|s| {
            let about = s.about.as_ref().filter(|about| !about.sample)?;
            // Whoever stands at an event hands the day over, which is another page.
            let other = Role::read(&about.role) != Some(Role::Ambassador);
            other.then(|| only_here(s)).filter(|only| only.records > 0)
        })
    });
    let save = move || save_backup(app);
    let offer = live(move || {
        let only = only.get()?;
        // The working file has all of it.
        if working.is_some_and(|working| matches!(working.stands.get(), Stands::Written(Some(_)))) {
            return None;
        }
        let since = only.since.unwrap_or_else(time::now_ms);
        let old = time::now_ms().saturating_sub(since) / 86_400_000 >= DAYS;
        let day = day_text(&time::day_of(since));
        let words = count_with("today.onlyHere.count", only.records, &[("day", &day)]);
        let urged = old || only.records >= MANY;
        let (class, button) =
            if urged { ("nhsuk-inset-text gt-keep--urged", "today.onlyHere.save") } else { ("", "today.onlyHere.end") };
        Some(view! {
            <section class="gt-keep" aria-labelledby="keep-title">
                <h2 class="nhsuk-heading-m" id="keep-title">{say("today.onlyHere.title")}</h2>
                <div class=class><p>{words}</p></div>
                <p class="gt-meta">{say("today.onlyHere.hint")}</p>
                <div class="gt-actions"><Button label=say(button) on_press=save/></div>
            </section>
        })
    });
    view! { {backup_asked(app)} {offer} }.into_any()
}
