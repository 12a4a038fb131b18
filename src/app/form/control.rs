//! The control of a field: which one, its words and what can be chosen in it follow from the declaration.

use super::record_form::RecordForm;
use super::when::preview;
use crate::app::components::{Button, Checkboxes, ChooseActions, CollectView, Covers, Keys, Select, TextInput, live};
use crate::domain::kinds::{self, Shape};
use crate::domain::{Draft, Topic, fields as f, kind};
use crate::events;
use crate::ledger::pieces::Names;
use crate::pencil::list;
use crate::platform;
use crate::words::{fill, say};
use leptos::prelude::*;

impl RecordForm {
    /// The control of a field; nothing for one that the form does not have.
    pub fn control(self, name: &str) -> AnyView {
        let Some(field) = self.form.with_value(|form| form.field(name)) else { return ().into_any() };
        let (id, label, hint) = (self.id_of(field), field.question(), field.hint());
        let (value, problems) = (self.text(name), self.problems);
        match field.shape.of_one() {
            Shape::Text(rows @ 2..) => {
                let rows = u32::from(rows);
                view! { <TextInput id=id label=label hint=hint value=value rows=rows problems=problems/> }.into_any()
            }
            Shape::Choice(choices) => self.choose(field, choices.iter().map(|c| ((*c).to_owned(), field.choice(c)))),
            Shape::Score(most @ ..=9) => {
                self.choose(field, (1..=most).map(|n| (n.to_string(), field.choice(&n.to_string()))))
            }
            Shape::Ref(kind) => self.choose(field, self.records(kind).into_iter()),
            Shape::When => {
                view! { <TextInput id=id label=label hint=hint value=value chooser="datetime-local" problems=problems/> }
                    .into_any()
            }
            Shape::Owner | Shape::OwnerOr(_) => {
                let known = self.records(kind::ORGANISATION).into_iter().map(|(_, name)| name).collect();
                let input = view! { <TextInput id=id label=label hint=hint value=value suggestions=known problems=problems/> };
                view! { {input} {self.unknown(field)} }.into_any()
            }
            Shape::Link(kind::ACTION) => self.actions(field),
            Shape::Link(kind::THEME) => self.themes(field),
            Shape::Link(kind) => self.ticks(field, self.records(kind)),
            Shape::Topic | Shape::TopicAt => {
                let topics =
                    self.app.state.with_untracked(|s| Topic::of_partnership(events::counting_record(&s.ledger)));
                self.ticks(field, topics.into_iter().map(|t| (t.id, t.word)).collect())
            }
            Shape::Placed | Shape::Under(_) => self.places(field),
            Shape::Scale => self.scale(field),
            Shape::Line => {
                view! { <TextInput id=id label=label hint=hint value=value rows=3 problems=problems/> }.into_any()
            }
            Shape::Timescale => {
                let input = view! { <TextInput id=id label=label hint=hint value=value problems=problems/> };
                view! { {input} {preview(value)} }.into_any()
            }
            Shape::Flag if !field.is_list() => self.ticks(field, vec![("true".to_owned(), field.called())]),
            // No form takes these; a box that refuses whatever is typed would be a dead end.
            Shape::Rating if field.is_list() => self.ratings(field),
            Shape::Own(..) | Shape::Any | Shape::Rating => ().into_any(),
            shape => {
                let keys = match shape {
                    Shape::Mail => Keys::Mail,
                    Shape::Web => Keys::Web,
                    Shape::Telephone => Keys::Telephone,
                    Shape::Score(_) => Keys::Number,
                    Shape::Whole => Keys::Number,
                    Shape::Number => Keys::Decimal,
                    _ => Keys::Words,
                };
                view! { <TextInput id=id label=label hint=hint value=value keys=keys problems=problems/> }.into_any()
            }
        }
    }

    /// Of owners that were typed and are no organisations yet: making them ones, so that an unknown name is no dead end.
    fn unknown(self, field: &'static kinds::Field) -> AnyView {
        let id = self.id_of(field);
        live(move || {
            let is_wrong = self.problems.with(|all| all.iter().any(|problem| problem.field == id));
            let typed = self.text(field.name).get();
            let names = self.app.state.with_untracked(|s| list::unknown(&s.ledger, &typed));
            is_wrong.then(|| {
                let button = |name: String| {
                    let label = fill("pencil.newOrganisation", &[("name", &name)]);
                    view! { <Button label=label on_press=move || self.add_organisation(name.clone()) small=true/> }
                };
                view! { <div class="gt-actions">{names.into_iter().map(button).collect_view()}</div> }
            })
        })
    }

    fn add_organisation(self, name: String) {
        let draft = Draft::new(platform::new_id(), kind::ORGANISATION).with(f::NAME, name.as_str());
        let told = fill("pencil.newOrganisationDone", &[("name", &name)]);
        self.problems.set(Vec::new());
        self.app.change(move |_| draft.edits().collect(), told);
    }

    /// The themes, and one more that is typed and ticked where it is missing.
    fn themes(self, field: &'static kinds::Field) -> AnyView {
        let name = RwSignal::new(String::new());
        let id = format!("{}-new", self.id_of(field));
        let add = move || {
            let typed = name.get_untracked().trim().to_owned();
            if typed.is_empty() {
                return;
            }
            let known = self.records(kind::THEME).into_iter().find(|(_, known)| known.eq_ignore_ascii_case(&typed));
            let theme = known.map_or_else(
                || {
                    let draft = Draft::new(platform::new_id(), kind::THEME).with(f::NAME, typed.as_str());
                    let id = draft.id.to_string();
                    self.app.change(move |_| draft.edits().collect(), fill("pencil.newTheme", &[("name", &typed)]));
                    id
                },
                |(id, _)| id,
            );
            self.text(field.name).update(|all| {
                if !all.split_whitespace().any(|one| one == theme) {
                    *all = format!("{all} {theme}").trim().to_owned();
                }
            });
            name.set(String::new());
        };
        // Enter adds the theme; it does not save the form.
        let enter = move |event: leptos::ev::KeyboardEvent| {
            if event.key() == "Enter" && platform::page::is_in(&event, "input") && !event.is_composing() {
                event.prevent_default();
                event.stop_propagation();
                add();
            }
        };
        view! {
            {live(move || {
                crate::app::context::of_record(self.app, |_| ());
                self.ticks(field, self.records(kind::THEME))
            })}
            <div on:keydown=enter>
                <TextInput id=id label=say("pencil.anotherTheme") value=name/>
                <div class="gt-actions"><Button label=say("pencil.add.theme") on_press=add small=true/></div>
            </div>
        }
        .into_any()
    }

    /// The controls of several fields, one beneath the other.
    pub fn controls(self, names: &[&str]) -> Vec<AnyView> {
        names.iter().map(|name| self.control(name)).collect()
    }

    /// Whether there is anything to choose from in a field that names records.
    pub fn has_choices(self, name: &str) -> bool {
        let field = self.form.with_value(|form| form.field(name));
        match field.map(|field| field.shape.of_one()) {
            Some(Shape::Link(kind) | Shape::Ref(kind)) => !self.records(kind).is_empty(),
            _ => true,
        }
    }

    /// The records of a kind that can be chosen: id and name, in the order of the names.
    fn records(self, kind: &str) -> Vec<(String, String)> {
        self.app.state.with_untracked(|s| {
            let names = Names { ledger: &s.ledger, file: None };
            let mut all: Vec<_> = s.ledger.of_kind(kind).map(|r| (r.id.to_string(), names.title(r.id))).collect();
            all.sort_by_key(|(_, name)| name.to_lowercase());
            all
        })
    }

    /// One of these choices, or none where the field need not say anything.
    fn choose(self, field: &'static kinds::Field, choices: impl Iterator<Item = (String, String)>) -> AnyView {
        let value = self.text(field.name);
        let none = (!field.is_needed).then(|| (String::new(), field.none()));
        let options = none.into_iter().chain(choices).collect();
        view! {
            <Select id=self.id_of(field) label=field.question() hint=field.hint() options=options value=value
                on_change=move |v| value.set(v) problems=self.problems/>
        }
        .into_any()
    }

    fn ticks(self, field: &'static kinds::Field, options: Vec<(String, String)>) -> AnyView {
        let ticked = self.text(field.name);
        view! {
            <Checkboxes id=self.id_of(field) legend=field.question() hint=field.hint() options=options
                ticked=ticked problems=self.problems/>
        }
        .into_any()
    }

    /// The actions that it bears on, with a search over all.
    fn actions(self, field: &'static kinds::Field) -> AnyView {
        let chosen = self.text(field.name);
        let covers = Signal::derive(move || -> Covers {
            chosen.with(|ids| ids.split_whitespace().map(|id| (id.to_owned(), String::new())).collect())
        });
        let change = Callback::new(move |(action, linked): (String, Option<String>)| {
            chosen.update(|ids| {
                let others = ids.split_whitespace().filter(|id| **id != *action);
                *ids = others.chain(linked.is_some().then_some(action.as_str())).collect::<Vec<_>>().join(" ");
            });
        });
        view! {
            <ChooseActions id=self.id_of(field) legend=field.question() covers=covers change=change organisation=None theirs="heard.sort.theirs"
                most=6 unrated=true/>
        }
        .into_any()
    }
}
