//! Under which theme a thing stands, and on which actions and risks it bears.

use super::answering::Answering;
use crate::app::components::{Button, ChooseActions, CollectView, Fieldset, TextInput, Tick};
use crate::domain::{Insight, kind};
use crate::events::insights::sort_notes;
use crate::ledger::risks::RiskLine;
use crate::record::Id;
use crate::store::State;
use crate::words::say;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The form of theme and actions.
pub fn form(answering: Answering, notes: Vec<Id>) -> AnyView {
    let app = answering.app;
    let themes: BTreeSet<String> = app.state.with_untracked(|s| {
        let of = |r| Insight(r).theme().to_owned();
        s.ledger.of_kind(kind::INSIGHT).map(of).filter(|t: &String| !t.is_empty()).collect()
    });
    let themes: Vec<String> = themes.into_iter().collect();
    let change = Callback::new(move |(action, linked): (String, Option<String>)| {
        answering.covers.update(|covers| match linked {
            Some(_) => drop(covers.insert(action, String::new())),
            None => drop(covers.remove(&action)),
        });
    });
    let save = move || {
        let bears_on: Vec<Id> =
            answering.covers.with_untracked(|c| c.keys().filter_map(|id| id.parse().ok()).collect());
        let theme = answering.theme.get_untracked();
        let notes = notes.clone();
        let build = move |s: &State| Some(sort_notes(&s.ledger, &notes, &theme, &bears_on));
        answering.save(Box::new(build), "heard.sort.saved");
    };
    view! {
        <TextInput id="sort-theme" label=say("heard.sort.theme") hint=say("heard.sort.themeHint") value=answering.theme
            suggestions=themes/>
        <ChooseActions id="sort" legend=say("heard.sort.legend") covers=answering.covers change=change organisation=None
            theirs="heard.sort.theirs" most=12 unrated=true/>
        {risks(answering, change)}
        <div class="gt-actions">
            <Button label=say("heard.sort.save") on_press=save main=true/>
            <Button label=say("action.cancel") on_press=move || answering.close()/>
        </div>
    }
    .into_any()
}

/// The open risks, and those that are linked already.
fn risks(answering: Answering, change: Callback<(String, Option<String>)>) -> AnyView {
    let mut all = answering.app.state.with_untracked(|s| crate::ledger::risks::risks(&s.ledger));
    all.retain(|risk| risk.is_open() || answering.covers.with_untracked(|c| c.contains_key(&risk.id.to_string())));
    if all.is_empty() {
        return ().into_any();
    }
    let one = |risk: RiskLine| {
        let (key, box_id) = (risk.id.to_string(), format!("sort-risk-{}", risk.id));
        let is_on = answering.covers.with_untracked(|c| c.contains_key(&key));
        let flip = move |on: bool| change.run((key.clone(), on.then(String::new)));
        view! { <Tick id=box_id on=is_on flip=flip>{risk.statement}</Tick> }
    };
    let boxes = all.into_iter().map(one).collect_view();
    view! {
        <Fieldset id="sort-risks" legend=say("heard.sort.risks")>
            <div class="nhsuk-checkboxes">{boxes}</div>
        </Fieldset>
    }
    .into_any()
}
