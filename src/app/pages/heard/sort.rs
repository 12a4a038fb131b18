//! Under which theme a thing stands, and on which actions it bears.

use super::desk::Desk;
use crate::app::components::{Button, ChooseActions, TextInput};
use crate::domain::{Insight, kind};
use crate::events::insights::sort_notes;
use crate::record::{Gather as _, Id, SortedSet};
use crate::words::say;
use leptos::prelude::*;

/// The form of theme and actions.
pub fn form(desk: Desk, notes: Vec<Id>) -> AnyView {
    let app = desk.app;
    let themes: SortedSet<String> = app.state.with_untracked(|s| {
        let of = |r| Insight(r).theme().to_owned();
        s.ledger.of_kind(kind::INSIGHT).map(of).filter(|t: &String| !t.is_empty()).gather()
    });
    let themes: Vec<String> = themes.into_iter().collect();
    let change = Callback::new(move |(action, linked): (String, Option<String>)| {
        desk.covers.update(|covers| match linked {
            Some(_) => drop(covers.insert(action, String::new())),
            None => drop(covers.remove(&action)),
        });
    });
    let save = move || {
        let bears_on: Vec<Id> = desk.covers.with_untracked(|c| c.keys().filter_map(|id| id.parse().ok()).collect());
        let theme = desk.theme.get_untracked();
        let work = app.state.with_untracked(|s| sort_notes(&s.ledger, &notes, &theme, &bears_on));
        desk.save(work, "heard.sort.saved");
    };
    view! {
        <TextInput id="sort-theme" label=say("heard.sort.theme") hint=say("heard.sort.themeHint") value=desk.theme
            suggestions=themes/>
        <ChooseActions id="sort" legend=say("heard.sort.legend") covers=desk.covers change=change organisation=None
            theirs="heard.sort.theirs" most=12 unrated=true/>
        <div class="gt-actions">
            <Button label=say("heard.sort.save") on_press=save main=true/>
            <Button label=say("action.cancel") on_press=move || desk.close()/>
        </div>
    }
    .into_any()
}
