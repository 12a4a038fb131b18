//! The organisations of the partnership and whom to write to at each. Only the office keeps this; it is in
//! no file for anybody else.

use crate::app::components::{Button, CollectView, Empty, Page, Tone, keyed, live};
use crate::app::context::{App, use_app};
use crate::app::form::{self, RecordForm, one_more};
use crate::app::route::Route;
use crate::app::typed;
use crate::domain::{Contact, fields as f, kind};
use crate::ledger::changes::{Cause, Work};
use crate::platform;
use crate::record::Id;
use crate::words::{fill, say};
use leptos::prelude::*;

/// What is known of a contact, in the order of the form.
const FIELDS: [&str; 3] = [f::NAME, f::ROLE, f::EMAIL];

/// An organisation with its contacts, each with what is known of it.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    id: Id,
    name: String,
    contacts: Vec<(Id, [String; 3])>,
}

impl Line {
    /// Another one as soon as anything of it changes.
    fn key(&self) -> String {
        let contacts = self.contacts.iter().map(|(id, known)| format!("\n{id}\n{}", known.join("\n")));
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
            here.map(|c| (c.0.id, [c.name(), c.role(), c.email()].map(str::to_owned))).collect()
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
        all.into_iter().find(|(of, contact)| typed::is_left(&form::key(kind::CONTACT, *contact, &of.to_string())))
    });
    let open: RwSignal<Open> = RwSignal::new(left);
    let back = (Route::Plan(Default::default()), say("plan.title"));
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
            <div class="gt-actions">
                <a class="nhsuk-button nhsuk-button--secondary" href=Route::NewRecord(kind::ORGANISATION, String::new()).href()>
                    {say("organisations.new")}
                </a>
            </div>
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
    let rows = contacts.into_iter().map(|(contact, known)| row(app, id, contact, known, open)).collect_view();
    view! {
        <li class="gt-list__item">
            <div class="gt-stack gt-stack--s">
                <h2 class="nhsuk-heading-s nhsuk-u-margin-bottom-0">
                    <a class="nhsuk-link" href=Route::Record(id).href()>{name}</a>
                </h2>
                {none.then(|| view! { <p class="gt-meta">{say("organisations.noContact")}</p> })}
                {rows}
                {live(move || match open.get() {
                    Some((of, None)) if of == id => view! { <Form organisation=id contact=None open=open/> }.into_any(),
                    _ => view! { <Button label=add.clone() on_press=move || start(open, Some((id, None))) small=true/> }.into_any(),
                })}
            </div>
        </li>
    }
    .into_any()
}

fn start(open: RwSignal<Open>, what: Open) {
    open.set(what);
    platform::time::after(0, || platform::page::focus("contact-name"));
}

/// A contact, which can be changed and taken out.
fn row(app: App, organisation: Id, id: Id, known: [String; 3], open: RwSignal<Open>) -> AnyView {
    let sure = RwSignal::new(false);
    let [name, ..] = known.clone();
    let remove = move || {
        if !sure.get_untracked() {
            return sure.set(true);
        }
        // A person's name and address: gone for good, not only out of sight.
        let work = Work { erase: vec![(id, say("organisations.removed"))], ..Work::new(Cause::Removed) };
        leptos::task::spawn_local(async move {
            if app.transact(&mut |_| Some(work.clone().into())).await.is_ok() {
                app.tell(Tone::Saved, say("organisations.removedDone"));
            }
        });
    };
    let shown = known.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", ");
    view! {
        {live(move || match open.get() {
            Some((_, Some(contact))) if contact == id => {
                view! { <Form organisation=organisation contact=Some(id) open=open/> }.into_any()
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
fn Form(organisation: Id, contact: Option<Id>, open: RwSignal<Open>) -> impl IntoView {
    let app = use_app();
    let place = organisation.to_string();
    let Some(form) = RecordForm::open(app, kind::CONTACT, contact, &place, &FIELDS) else { return ().into_any() };
    let save = move || {
        form.save(one_more(kind::CONTACT, f::ORGANISATION, place.clone()), move |_| {
            open.try_set(None);
            app.tell(Tone::Saved, say("organisations.saved"));
        });
    };
    view! {
        {form.head()}
        {form.controls(&FIELDS)}
        {form.ends(say("organisations.save"), save, move || open.set(None))}
    }
    .into_any()
}
