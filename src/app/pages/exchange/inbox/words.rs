//! Words of a person that are no form: whose they are, and which actions they are about. Where they stand under the
//! headings of our letter they are read as answers; a plain paragraph is about the actions that somebody ticks.

use super::super::open::Paste;
use super::asked::{ABOUT, Asking, Whose, read};
use crate::app::components::{Button, CollectView, Details, Fieldset, Paragraphs, Select, TextInput, Tick, live};
use crate::app::context::App;
use crate::app::stage;
use crate::app::typed::Recovered;
use crate::app::{inbox::office as inbox, route::Route};
use crate::domain::read_day;
use crate::forms::mail::{Words, without_quotes};
use crate::forms::{self, sender_at, sender_of};
use crate::platform::time;
use crate::post::Head;
use crate::record::Id;
use crate::store::waiting::put_in_on;
use crate::words::{day, fill, say};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The words, and what is asked about them.
pub fn words(app: App, paste: Paste, key: u64, text: String, pasted: bool, from: Option<Head>) -> AnyView {
    // Of a mail the address it came from; of pasted words any that stands in them.
    let address = from.as_ref().map_or_else(|| text.clone(), |head| head.address.clone());
    let sender = app.state.with_untracked(|s| match &from {
        Some(head) => sender_at(&head.address, &s.ledger),
        None => sender_of(&address, &s.ledger),
    });
    let (organisation, name) = sender.map(|(id, name)| (id.to_string(), name)).unwrap_or_default();
    let name = from
        .as_ref()
        .map(|head| head.name.clone())
        .filter(|name| !name.is_empty() && !name.contains('@'))
        .unwrap_or(name);
    let sent = from.and_then(|head| head.sent);
    let whose = Whose::open(&text, organisation, name, day(sent.unwrap_or_else(time::today)));
    let asking = Asking::new(key, pasted.then_some(paste), &text, whose);
    let organisation = whose.organisation;
    let owners = app.tree.with_untracked(|t| t.as_ref().map(|t| forms::owners(t)).unwrap_or_default());
    let names: BTreeMap<String, String> = owners.iter().map(|(id, name, _)| (id.to_string(), name.clone())).collect();
    let none = (String::new(), say("cycle.back.choose"));
    let options = [none].into_iter().chain(owners.into_iter().map(|(id, name, _)| (id.to_string(), name))).collect();
    let cut = without_quotes(&text);
    let words = RwSignal::new(cut.clone().unwrap_or_else(|| text.clone()));
    let whole = StoredValue::new(text.clone());
    // What looks like our own letter is left out in somebody's sight, who may put it back.
    let put_back = cut.is_some().then(|| {
        let press = move || words.set(whole.get_value());
        view! {
            <Details summary=say("inbox.cut")>
                <Paragraphs text=whole.get_value()/>
                <Button label=say("inbox.putBack") on_press=press small=true/>
            </Details>
        }
    });
    let choose = move |id: String| {
        // Who said it is the organisation, until somebody says better.
        let before = organisation.get_untracked();
        let is_own = whose.who.with_untracked(|who| who.trim().is_empty() || names.get(&before) == Some(who));
        if is_own {
            whose.who.set(names.get(&id).cloned().unwrap_or_default());
        }
        organisation.set(id);
    };
    let rest = live(move || {
        let id: Id = organisation.get().parse().ok()?;
        let known = inbox::known(app)?;
        Some(match forms::read_reply(&text, &known, Some(id)) {
            Ok(answers) if !answers.answers.is_empty() => read(app, asking, answers, false),
            _ => about(app, asking, id, words),
        })
    });
    view! {
        <div class="gt-stack">
            <div class="nhsuk-inset-text">{live(move || view! { <Paragraphs text=words.get()/> })}</div>
            {put_back}
            <Recovered form=whose.form/>
            <Select id=asking.id("organisation") label=say("inbox.whose") options=options value=organisation
                on_change=choose problems=asking.problems/>
            {live(move || (!organisation.with(String::is_empty)).then(|| view! {
                <TextInput id=asking.id("who") label=say("putin.who") value=whose.who problems=asking.problems/>
                <TextInput id=asking.id("when") label=say("putin.when") hint=say("bringin.dateHint") value=whose.when
                    problems=asking.problems/>
            }))}
            {rest}
        </div>
    }
    .into_any()
}

/// Which of the owner's actions a plain paragraph is about.
fn about(app: App, asking: Asking, organisation: Id, words: RwSignal<String>) -> AnyView {
    let whose = asking.whose;
    let mut seen = BTreeSet::new();
    let actions = app.tree.with_untracked(|t| {
        let own = t.iter().flat_map(|t| t.placed_actions()).filter(|a| a.owners.iter().any(|o| o.id == organisation));
        own.filter(|a| seen.insert(a.id))
            .map(|a| (a.id, format!("{} {}", a.number, a.title).trim().to_owned()))
            .collect::<Vec<_>>()
    });
    // What was ticked of another organisation's is not about these.
    let theirs: BTreeSet<Id> = actions.iter().map(|(id, _)| *id).collect();
    let ticked = move |all: &str| all.split(' ').filter_map(|id| id.parse().ok()).collect::<BTreeSet<Id>>();
    if let ([(only, _)], true) =
        (actions.as_slice(), whose.about.with_untracked(|all| ticked(all).is_disjoint(&theirs)))
    {
        whose.form.propose(ABOUT, only.to_string());
    }
    let boxes = actions.into_iter().map(|(id, title)| {
        let on = Signal::derive(move || whose.about.with(|all| ticked(all).contains(&id)));
        let flip = move |on: bool| {
            whose.about.update(|all| {
                let mut ids = ticked(all);
                if on {
                    ids.insert(id);
                } else {
                    ids.remove(&id);
                }
                *all = ids.iter().map(Id::to_string).collect::<Vec<_>>().join(" ");
            });
        };
        view! { <Tick id=asking.id(&format!("about-{id}")) on=on flip=flip>{title}</Tick> }
    });
    let boxes = boxes.collect_view();
    let put_in = move || {
        let Some(when) = read_day(&whose.when.get_untracked()) else {
            return asking.wrong("when", say("bringin.needDay"));
        };
        let who = whose.who.get_untracked().trim().to_owned();
        if who.is_empty() {
            return asking.wrong("who", say("putin.needWho"));
        }
        let about = whose.about.with_untracked(|all| ticked(all));
        let about: Vec<Id> = about.intersection(&theirs).copied().collect();
        if about.is_empty() {
            return asking.wrong("about", say("putin.needAction"));
        }
        let said = Words {
            plan: app.tree.with_untracked(|t| t.as_ref().map(|t| t.id)),
            covers: about.into_iter().map(|id| (id, None)).collect(),
            narrative: words.get_untracked(),
            organisation: Some(organisation),
            who,
            how: "e-mail".to_owned(),
            when: Some(when),
            ..Words::default()
        };
        asking.busy.set(true);
        let kept = whose.form.key();
        leptos::task::spawn_local(async move { asking.done(app, &kept, stage_words(app, said).await) });
    };
    view! {
        <Fieldset id=asking.id("about") legend=say("inbox.about") hint=say("inbox.aboutHint") problems=asking.problems>
            <div class="nhsuk-checkboxes nhsuk-checkboxes--small">{boxes}</div>
        </Fieldset>
        <p><a class="nhsuk-link" href=Route::PutIn.href()>{say("inbox.others")}</a></p>
        <div class="gt-actions"><Button label=say("putin.putIn") on_press=put_in busy=asking.busy/></div>
    }
    .into_any()
}

/// Puts the words in: a file of its own that waits. The same words of the same organisation are put in once.
async fn stage_words(app: App, said: Words) -> Result<Id, String> {
    let update = said.own_id();
    if let Some(on) = app.state.with_untracked(|s| put_in_on(s, update)) {
        return Err(fill("cycle.back.already", &[("day", &crate::words::day_text(&on))]));
    }
    let Some(voice) = stage::voice(app) else { return Err(say("receive.whoFirst")) };
    let organisation = said.organisation.map(|id| app.state.with_untracked(|s| s.ledger.organisation_name(id, "")));
    let organisation = organisation.filter(|name| *name != said.who);
    let from = match organisation {
        Some(organisation) => fill("putin.from", &[("who", &said.who), ("organisation", &organisation)]),
        None => said.who.clone(),
    };
    let name = fill("putin.fileName", &[("who", &said.who)]);
    let bundle = said.bundle(update, voice);
    stage::stage(app, bundle, name, from, Vec::new()).await.ok_or_else(|| say("receive.notSaved"))
}
