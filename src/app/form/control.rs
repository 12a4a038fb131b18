//! The control of a field: which one, its words and what can be chosen in it follow from the declaration.

use super::ids::control_id as id;
use super::record_form::RecordForm;
use crate::app::components::{Checkboxes, ChooseActions, Covers, Keys, Select, TextInput};
use crate::domain::kinds::{self, Shape};
use crate::domain::{Topic, kind};
use crate::events;
use crate::ledger::pieces::Names;
use leptos::prelude::*;

impl RecordForm {
    /// The control of a field; nothing for one that the form does not have.
    pub fn control(self, name: &str) -> AnyView {
        let Some(field) = self.form.with_value(|form| form.field(name)) else { return ().into_any() };
        let (id, label, hint) = (id(field.kind, field.name), field.question(), field.hint());
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
                view! { <TextInput id=id label=label hint=hint value=value suggestions=known problems=problems/> }
                    .into_any()
            }
            Shape::Link(kind::ACTION) => self.actions(field),
            Shape::Link(kind) => self.ticks(field, self.records(kind)),
            Shape::Topic | Shape::TopicAt => {
                let topics =
                    self.app.state.with_untracked(|s| Topic::of_partnership(events::counting_record(&s.ledger)));
                self.ticks(field, topics.into_iter().map(|t| (t.id, t.word)).collect())
            }
            Shape::Flag if !field.is_list() => self.ticks(field, vec![("true".to_owned(), field.called())]),
            // No form takes these; a box that refuses whatever is typed would be a dead end.
            Shape::Own(..) | Shape::Any | Shape::Rating => ().into_any(),
            shape => {
                let keys = match shape {
                    Shape::Mail => Keys::Mail,
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
            <Select id=id(field.kind, field.name) label=field.question() hint=field.hint() options=options value=value
                on_change=move |v| value.set(v) problems=self.problems/>
        }
        .into_any()
    }

    fn ticks(self, field: &'static kinds::Field, options: Vec<(String, String)>) -> AnyView {
        let ticked = self.text(field.name);
        view! {
            <Checkboxes id=id(field.kind, field.name) legend=field.question() hint=field.hint() options=options
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
            <ChooseActions id=id(field.kind, field.name) legend=field.question() covers=covers change=change organisation=None theirs="heard.sort.theirs"
                most=6 unrated=true/>
        }
        .into_any()
    }
}
