//! Who uses this device, and changing it. Each person on each device is a writer of their own, so when
//! somebody else takes the device over, a new writer begins.

use super::section::{row, section};
use crate::app::components::{Button, ErrorSummary, Problem, Select, Show, TextInput, Tick, Tone};
use crate::app::context::{App, Person, use_app};
use crate::app::typed::{self, Recovered, Typed};
use crate::domain::{Role, fields as f, kind};
use crate::ledger::changes::{Cause, Had, Work};
use crate::ledger::exchange;
use crate::platform;
use crate::record::Edit;
use crate::store::backup::FOLLOWS;
use crate::store::rows::About;
use crate::store::{Intent, RowChange, State};
use crate::words::{count, say};
use leptos::prelude::*;

/// Under which key the form is kept while somebody types.
fn key(app: App) -> String {
    format!("person.{}", app.about().map(|a| a.writer).unwrap_or_default())
}

/// The person's name, as the writer's record has it.
pub fn name_of(state: &State, about: &About) -> String {
    let writer = about.writer().and_then(|id| state.ledger.records().get(id));
    writer.and_then(|r| r.text(f::NAME)).unwrap_or_default().to_owned()
}

fn organisation_of(state: &State, about: &About) -> String {
    let organisation = about.organisation.as_ref().and_then(|id| id.parse().ok());
    organisation.map(|id| state.ledger.organisation_name(id, "")).unwrap_or_default()
}

/// A role in words.
pub fn role_words(role: &str) -> String {
    if Role::read(role).is_some() { say(&format!("device.role.{role}")) } else { role.to_owned() }
}

/// Who uses this device.
#[component]
pub fn WhoUsesIt() -> impl IntoView {
    let app = use_app();
    let changing = RwSignal::new(typed::is_left(&untrack(|| key(app))));
    let shown = Memo::new(move |_| {
        app.state.with(|s| {
            let about = s.about.as_ref()?;
            Some((name_of(s, about), organisation_of(s, about), role_words(&about.role)))
        })
    });
    let facts = move || {
        shown.get().map(|(name, organisation, role)| {
            let or_none = |text: String| if text.is_empty() { say("device.who.none") } else { text };
            view! {
                <dl class="nhsuk-summary-list">
                    {row("device.who.name", or_none(name))}
                    {row("device.who.organisation", or_none(organisation))}
                    {row("device.who.role", role)}
                </dl>
            }
        })
    };
    let content = view! {
        {facts}
        <Show when=move || changing.get() fallback=move || view! {
            <Button label=say("device.who.change") on_press=move || changing.set(true)/>
        }>
            <ChangePerson changing=changing/>
        </Show>
    };
    section("who-title", "device.who.title", content)
}

/// How many pieces have not left this device, drafts included.
fn unsent(state: &State) -> usize {
    let (updates, others) = exchange::pieces(&exchange::mine(&state.ledger, state.exported()));
    let sends = state.about.as_ref().is_some_and(|a| !a.office);
    (if sends { updates + others } else { 0 }) + state.drafts.len()
}

#[component]
fn ChangePerson(changing: RwSignal<bool>) -> impl IntoView {
    let app = use_app();
    let (first, suggestions) = app.state.with_untracked(|s| {
        let first = s.about.as_ref().map(|a| (name_of(s, a), organisation_of(s, a), a.role.clone()));
        (first.unwrap_or_default(), s.ledger.organisations().into_iter().map(|(_, name)| name).collect::<Vec<_>>())
    });
    let name = RwSignal::new(first.0);
    let organisation = RwSignal::new(first.1);
    let role = RwSignal::new(first.2);
    let typed = Typed::keep(untrack(|| key(app)), &[("name", name), ("organisation", organisation), ("role", role)]);
    let writer = app.state.with_untracked(State::writer);
    let typed = typed.on(app, writer.as_slice());
    let somebody_else = RwSignal::new(false);
    let problems = RwSignal::new(Vec::<Problem>::new());
    let warn = app.state.with_untracked(unsent);
    let save = move || {
        if name.with_untracked(|n| n.trim().is_empty()) {
            return problems.set(vec![Problem::new("person-name", say("device.who.needName"))]);
        }
        problems.set(Vec::new());
        let form = Form {
            person: Person {
                name: name.get_untracked().trim().to_owned(),
                organisation: organisation.get_untracked(),
                role: Role::read(&role.get_untracked()),
            },
            somebody_else: somebody_else.get_untracked(),
            had: typed.had(),
        };
        let key = typed.key();
        leptos::task::spawn_local(async move {
            if form.save(app).await {
                typed.clear_all(&key);
                changing.set(false);
                app.tell(Tone::Saved, say("device.who.saved"));
            }
        });
    };
    let cancel = move || {
        typed.clear();
        changing.set(false);
    };
    let roles = Role::ALL.iter().map(|r| (r.name().to_owned(), role_words(r.name()))).collect();
    view! {
        <ErrorSummary problems=problems/>
        <Recovered form=typed/>
        {(warn > 0).then(|| view! { <div class="nhsuk-inset-text"><p>{count("device.who.unsent", warn)}</p></div> })}
        <TextInput id="person-name" label=say("device.who.name") value=name problems=problems autocomplete="name"/>
        <TextInput id="person-organisation" label=say("device.who.organisation") hint=say("device.who.organisationHint")
            value=organisation autocomplete="organization" suggestions=suggestions/>
        <Select id="person-role" label=say("device.who.role") options=roles value=role on_change=move |r| role.set(r)/>
        <p class="gt-meta">{say("device.who.roleHint")}</p>
        <div class="nhsuk-checkboxes nhsuk-form-group">
            <Tick id="somebody-else" on=somebody_else flip=move |on| somebody_else.set(on)
                hint=say("device.who.somebodyElseHint").into_any()>{say("device.who.somebodyElse")}</Tick>
        </div>
        <div class="gt-actions">
            <Button label=say("device.who.save") on_press=save main=true/>
            <Button label=say("device.cancel") on_press=cancel/>
        </div>
    }
    .into_any()
}

struct Form {
    person: Person,
    somebody_else: bool,
    /// The person's record as it stood when the form was opened.
    had: Had,
}

impl Form {
    /// Saves the form; false (with the reason shown at the top) where it could not be.
    async fn save(self, app: App) -> bool {
        let mut build = |s: &State| {
            let (about, work) = self.work(s)?;
            Some(Intent { work: work.of_form(&self.had), rows: vec![RowChange::About(about)] })
        };
        app.transact(&mut build).await == Ok(true)
    }

    fn work(&self, state: &State) -> Option<(About, Work)> {
        let mut about = state.about.clone()?;
        let before = about.writer.clone();
        if self.somebody_else {
            about.writer = platform::new_id().to_string();
            about.sequence = 1;
        }
        let writer = about.writer()?;
        about.organisation = None;
        let drafts = self.person.put_in(&mut about, state.ledger.records());
        let mut me = self.person.writer(writer, &about);
        if self.somebody_else && about.office && about.keeper.as_ref() == Some(&before) {
            // Plan files go on coming from this office, so that those who know the former hand know the new one.
            about.keeper = Some(about.writer.clone());
            me.set(FOLLOWS, before);
        }
        let known = state.ledger.records().get(writer);
        // Only what differs is an edit, so that nothing unchanged is sent again.
        let mut edits: Vec<_> =
            me.edits().filter(|e| known.and_then(|r| r.value(&e.field)) != Some(&e.value)).collect();
        if about.organisation.is_none() && known.and_then(|r| r.text(f::ORGANISATION)).is_some() {
            edits.push(Edit {
                record: writer,
                kind: kind::WRITER.to_owned(),
                field: f::ORGANISATION.to_owned(),
                value: serde_json::Value::Null,
            });
        }
        let mut work = Work::drafts(&drafts, Cause::Typed);
        work.edits.extend(edits);
        Some((about, work))
    }
}
