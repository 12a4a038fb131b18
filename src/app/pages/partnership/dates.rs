//! The days that follow from how often a group meets, to be planned with one press.

use crate::app::components::{Button, CollectView, Details, Tick, Tone, live};
use crate::app::context::{of_record, use_app};
use crate::app::form::may_change;
use crate::days::{Date, working};
use crate::domain::{Timescale, fields as f, kind};
use crate::ledger::partnership;
use crate::platform::{self, time};
use crate::record::{Edit, Id};
use crate::words::{count, day_text, fill, say};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The days of the next six months on which a group would meet, and planning those that are right. Nothing for a group that does not
/// say how often it meets.
#[component]
pub fn Dates(
    /// The group.
    group: Id,
) -> impl IntoView {
    let app = use_app();
    let left_out: RwSignal<BTreeSet<Date>> = RwSignal::new(BTreeSet::new());
    if !may_change(app, kind::MEETING) {
        return ().into_any();
    }
    live(move || {
        let today = time::today();
        let until = today.plus_months(6).unwrap_or(today);
        let found = of_record(app, |ledger| {
            let cadence = ledger.live(group, kind::GROUP)?.text(f::CADENCE)?.to_owned();
            Some((cadence, partnership::dates(ledger, group, today, until)?))
        });
        let Some((cadence, (days, is_guess))) = found else { return ().into_any() };
        if days.is_empty() {
            return view! { <p class="gt-meta">{say("partnership.datesNone")}</p> }.into_any();
        }
        let guess = is_guess.then(|| view! { <p><strong>{say("partnership.datesGuess")}</strong></p> });
        let ticks = days.clone().into_iter().map(|day| {
            let holiday = (!working::is_working(day)).then(|| say("partnership.dateHoliday"));
            let label =
                [Some(day_text(&day.to_string())), holiday].into_iter().flatten().collect::<Vec<_>>().join(", ");
            let turn = move |is_on: bool| {
                left_out.update(|out| {
                    if is_on {
                        out.remove(&day)
                    } else {
                        out.insert(day)
                    };
                });
            };
            let is_on = Signal::derive(move || !left_out.with(|out| out.contains(&day)));
            view! { <Tick id=format!("date-{day}") on=is_on flip=turn>{label}</Tick> }
        });
        let ticks = ticks.collect_view();
        let plan = {
            move || {
                let chosen: Vec<Date> =
                    left_out.with_untracked(|out| days.iter().copied().filter(|d| !out.contains(d)).collect());
                if chosen.is_empty() {
                    return app.tell(Tone::Warning, say("partnership.datesNoneChosen"));
                }
                let ids: Vec<(Id, Date)> = chosen.into_iter().map(|day| (platform::new_id(), day)).collect();
                let told = count("partnership.datesAdded", ids.len());
                let edits = move |_: &_| ids.iter().flat_map(|(id, day)| planned(*id, group, *day)).collect::<Vec<_>>();
                app.change(edits, told);
            }
        };
        view! {
            <Details summary=say("partnership.dates")>
                <p>{fill("partnership.datesLead", &[("cadence", &cadence)])}</p>
                {guess}
                {ticks}
                <div class="gt-actions"><Button label=say("partnership.datesAdd") on_press=plan/></div>
            </Details>
        }
        .into_any()
    })
}

/// The edits that plan a meeting of a group on a day.
fn planned(id: Id, group: Id, day: Date) -> Vec<Edit> {
    let when = Timescale::read(&day_text(&day.to_string()), None).to_value();
    let edit = |field: &str, value: serde_json::Value| Edit {
        record: id,
        kind: kind::MEETING.to_owned(),
        field: field.to_owned(),
        value,
    };
    vec![edit(f::GROUP, group.to_string().into()), edit(f::TIMESCALE, when), edit(f::STATE, "planned".into())]
}
