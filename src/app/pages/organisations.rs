//! The organisations of the partnership and whom to write to at each. Only the office keeps this; it is in
//! no file for anybody else.

use crate::app::components::{Button, CollectView, Empty, ErrorSummary, Page, Problem, TextInput, keyed, live};
use crate::app::context::{App, use_app};
use crate::app::route::Route;
use crate::app::typed::{self, Recovered, Typed};
use crate::domain::kind;
use crate::domain::{Contact, ContactWords};
use crate::ledger::changes::{Cause, Work};
use crate::platform;
use crate::record::Id;
use crate::store::State;
use crate::words::{fill, say};
use leptos::prelude::*;

/// An organisation with its contacts.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    id: Id,
    name: String,
    contacts: Vec<(Id, ContactWords)>,
}

impl Line {
    /// Another one as soon as anything of it changes.
    fn key(&self) -> String {
        let contacts = self.contacts.iter().map(|(id, c)| format!("\n{id}\n{}\n{}\n{}", c.name, c.role, c.email));
        format!("{}\n{}{}", self.id, self.name, contacts.collect::<String>())
    }
}

/// The contact being written: of which organisation, and which one where it is there already.
type Open = Option<(Id, Option<Id>)>;

fn lines(app: App) -> Vec<Line> {
    app.state.with(|s| {
        let of = |organisation: Id| {
            let contacts = s.ledger.of_kind(kind::CONTACT).map(Contact);
            let here = contacts.filter(|c| c.organisation() == Some(organisation));
            here.map(|c| (c.0.id, c.words())).collect()
        };
        s.ledger.organisations().into_iter().map(|(id, name)| Line { id, name, contacts: of(id) }).collect()
    })
}

/// Organisations and contacts.
#[component]
pub fn Organisations() -> impl IntoView {
    let app = use_app();
    let all = Memo::new(move |_| lines(app));
    // A form that was left half typed stands open again.
    let left = all.with_untracked(|all| {
        let all =
            all.iter().flat_map(|l| std::iter::once((l.id, None)).chain(l.contacts.iter().map(|c| (l.id, Some(c.0)))));
        all.into_iter().find(|(of, contact)| typed::is_left(&key(*of, *contact)))
    });
    let open: RwSignal<Open> = RwSignal::new(left);
    let back = (Route::Exchange, say("exchange.title"));
    if !untrack(|| app.is_office()) {
        return view! {
            <Page title=say("organisations.title") back=back><p>{say("organisations.notOffice")}</p></Page>
        }
        .into_any();
    }
    view! {
        <Page title=say("organisations.title") back=back>
            <p>{say("organisations.lead")}</p>
            {live(move || all.with(Vec::is_empty).then(|| view! { <Empty lead=say("organisations.none") hint=say("organisations.noneHint")/> }))}
            <ul class="gt-list">
                {keyed(move || all.get(), Line::key, move |l| one(app, l, open))}
            </ul>
        </Page>
    }
    .into_any()
}

fn one(app: App, line: Line, open: RwSignal<Open>) -> AnyView {
    let Line { id, name, contacts } = line;
    let none = contacts.is_empty();
    let add = fill("organisations.add", &[("name", &name)]);
    let rows = contacts.into_iter().map(|(contact, words)| row(app, id, contact, words, open)).collect_view();
    view! {
        <li class="gt-list__item">
            <div class="gt-stack gt-stack--s">
                <h2 class="nhsuk-heading-s nhsuk-u-margin-bottom-0">{name}</h2>
                {none.then(|| view! { <p class="gt-meta">{say("organisations.noContact")}</p> })}
                {rows}
                {live(move || match open.get() {
                    Some((of, None)) if of == id => view! { <Form organisation=id contact=None first=ContactWords::default() open=open/> }.into_any(),
                    _ => view! { <Button label=add.clone() on_press=move || start(open, Some((id, None))) small=true/> }.into_any(),
                })}
            </div>
        </li>
    }
    .into_any()
}

/// Under which key a contact is kept while somebody types.
fn key(organisation: Id, contact: Option<Id>) -> String {
    format!("contact.{}", contact.unwrap_or(organisation))
}

fn start(open: RwSignal<Open>, what: Open) {
    open.set(what);
    platform::time::after(0, || platform::page::focus("contact-name"));
}

/// A contact, which can be changed and taken out.
fn row(app: App, organisation: Id, id: Id, words: ContactWords, open: RwSignal<Open>) -> AnyView {
    let sure = RwSignal::new(false);
    let name = words.name.clone();
    let remove = move || {
        if !sure.get_untracked() {
            return sure.set(true);
        }
        // A person's name and address: gone for good, not only out of sight.
        let work = Work { erase: vec![(id, say("organisations.removed"))], ..Work::new(Cause::Removed) };
        leptos::task::spawn_local(async move {
            if app.transact(&mut |_| Some(work.clone().into())).await.is_ok() {
                app.tell("success", say("organisations.removedDone"));
            }
        });
    };
    let shown = [words.name.as_str(), &words.role, &words.email];
    let shown = shown.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", ");
    view! {
        {live(move || match open.get() {
            Some((_, Some(contact))) if contact == id => {
                view! { <Form organisation=organisation contact=Some(id) first=words.clone() open=open/> }.into_any()
            }
            _ => {
                let name = name.clone();
                view! {
                    <p class="nhsuk-u-margin-bottom-0">{shown.clone()}</p>
                    <div class="gt-actions" role="group" aria-label=name>
                        <Button label=say("organisations.change") small=true
                            on_press=move || start(open, Some((organisation, Some(id))))/>
                        {live(move || {
                            let label = if sure.get() { "organisations.removeSure" } else { "organisations.remove" };
                            view! { <Button label=say(label) on_press=remove small=true warning=sure.get()/> }
                        })}
                    </div>
                }
                .into_any()
            }
        })}
    }
    .into_any()
}

/// The form of a contact.
#[component]
fn Form(organisation: Id, contact: Option<Id>, first: ContactWords, open: RwSignal<Open>) -> impl IntoView {
    let app = use_app();
    let name = RwSignal::new(first.name);
    let role = RwSignal::new(first.role);
    let email = RwSignal::new(first.email);
    let form = Typed::keep(key(organisation, contact), &[("name", name), ("role", role), ("email", email)]);
    let form = form.on(app, contact.as_slice());
    let problems = RwSignal::new(Vec::<Problem>::new());
    let save = move || {
        let words =
            ContactWords { name: name.get_untracked(), role: role.get_untracked(), email: email.get_untracked() };
        let mut found = Vec::new();
        if words.name.trim().is_empty() {
            found.push(Problem { field: "contact-name", text: say("organisations.needName") });
        }
        let address = words.email.trim();
        if !address.is_empty() && (!address.contains('@') || address.contains(char::is_whitespace)) {
            found.push(Problem { field: "contact-email", text: say("organisations.needEmail") });
        }
        let is_well = found.is_empty();
        problems.set(found);
        if !is_well {
            return;
        }
        let id = contact.unwrap_or_else(platform::new_id);
        leptos::task::spawn_local(async move {
            let mut build = |s: &State| {
                let known = contact.and_then(|id| s.ledger.records().get(id)).map(Contact);
                Some(Work::typed(words.edits(id, organisation, known)))
            };
            if form.save(app, &mut build).await {
                open.try_set(None);
                app.tell("success", say("organisations.saved"));
            }
        });
    };
    let cancel = move || {
        form.clear();
        open.set(None);
    };
    view! {
        <ErrorSummary problems=problems/>
        <Recovered form=form/>
        <TextInput id="contact-name" label=say("organisations.name") value=name problems=problems/>
        <TextInput id="contact-role" label=say("organisations.role") hint=say("organisations.roleHint") value=role/>
        <TextInput id="contact-email" label=say("organisations.email") value=email problems=problems/>
        <div class="gt-actions">
            <Button label=say("organisations.save") on_press=save main=true/>
            <Button label=say("organisations.cancel") on_press=cancel/>
        </div>
    }
    .into_any()
}
