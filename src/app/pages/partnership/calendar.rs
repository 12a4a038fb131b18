//! The calendar file of a group's meetings, or of all that are to come.

use crate::app::components::{Button, Tone};
use crate::app::context::{App, of_record, use_app};
use crate::app::pages::papers::save::leave;
use crate::calendar::{self, Entry, When};
use crate::ledger::partnership::{MeetingLine, Meetings};
use crate::ledger::pieces::Names;
use crate::platform::handing::plain;
use crate::platform::time;
use crate::record::Id;
use crate::words::{count, day_text, fill, say};
use leptos::prelude::*;

/// A button that saves the calendar file.
#[component]
pub fn CalendarOf(
    /// The group whose meetings go into it; all groups' without one.
    group: Option<Id>,
) -> impl IntoView {
    let app = use_app();
    let label = if group.is_some() { "partnership.calendarOf" } else { "partnership.calendar" };
    let save = move || leptos::task::spawn_local(save(app, group));
    view! { <div class="gt-actions"><Button label=say(label) on_press=save/></div> }
}

async fn save(app: App, group: Option<Id>) {
    let today = time::today();
    let (name, entries, vague) = untrack(|| {
        of_record(app, |ledger| {
            let name = group.map(|id| Names { ledger, file: None }.title(id));
            let name = name.unwrap_or_else(|| say("partnership.title"));
            // What was cancelled goes out too, so that a calendar that has it takes it out.
            let meetings = Meetings::new(ledger);
            let (known, vague) = meetings.for_calendar(group, today);
            (name, known.into_iter().cloned().filter_map(entry).collect::<Vec<_>>(), vague)
        })
    });
    if entries.is_empty() {
        return app.tell(Tone::Info, say("partnership.calendarEmpty"));
    }
    let name = fill("partnership.calendarName", &[("name", &name)]);
    let file = format!("{}.ics", plain(&name));
    let bytes = calendar::write(&name, &entries, time::now_ms()).into_bytes();
    if leave(app, &file, "text/calendar", &bytes).await {
        let saved = fill("partnership.calendarSaved", &[("file", &file)]);
        let left_out = (vague > 0).then(|| count("partnership.calendarVague", vague));
        app.tell(Tone::Done, [Some(saved), left_out].into_iter().flatten().collect::<Vec<_>>().join(" "));
    }
}

fn entry(meeting: MeetingLine) -> Option<Entry> {
    let when = match meeting.starts {
        Some(starts) => When::Time(starts, meeting.ends),
        None => When::Day(meeting.day?),
    };
    let is_cancelled = meeting.is_called_off();
    let papers =
        meeting.papers_due.map(|day| fill("partnership.calendarAbout", &[("day", &day_text(&day.to_string()))]));
    let about: Vec<String> = [Some(meeting.purpose), papers].into_iter().flatten().filter(|t| !t.is_empty()).collect();
    Some(Entry {
        id: meeting.id.to_string(),
        title: meeting.title,
        when,
        place: meeting.place,
        about: about.join("\n"),
        is_cancelled,
        changed_ms: meeting.changed_ms,
    })
}
