//! A form over a kind's declaration.

use super::filled::{Filled, Problem};
use super::wrong::Wrong;
use super::{list, rules, value};
use crate::days::Date;
use crate::domain::kinds::{self, Field, Kind};
use crate::ledger::Ledger;
use crate::personal::{self, Personal};
use crate::record::{Edit, Id, Record};

/// A form over some fields of a kind.
#[derive(Debug, Clone)]
pub struct Form {
    kind: &'static Kind,
    fields: Vec<&'static Field>,
    today: Date,
    /// The record itself, where it is not in the ledger, or is there but not meant.
    over: Option<Record>,
}

impl Form {
    /// A form over these fields, in this order. Names that the kind does not declare are left out. `today` is what a
    /// timescale such as "by Friday" is read from.
    pub fn new(kind: &'static Kind, names: &[&str], today: Date) -> Form {
        let fields = names.iter().filter_map(|name| kind.fields.iter().find(|field| field.name == *name)).collect();
        Form { kind, fields, today, over: None }
    }

    /// The form over this record as it is here, which came in and is not in the ledger.
    pub fn over(self, record: Record) -> Form {
        Form { over: Some(record), ..self }
    }

    /// Whether it is over a record that is not in the ledger.
    pub fn is_over_one_that_came(&self) -> bool {
        self.over.is_some()
    }

    /// The record that it changes.
    fn record<'a>(&'a self, ledger: &'a Ledger, id: Option<Id>) -> Option<&'a Record> {
        self.over.as_ref().or_else(|| ledger.live(id?, self.kind.name))
    }

    /// The kind whose records it changes.
    pub fn kind(&self) -> &'static Kind {
        self.kind
    }

    /// Its fields, in order.
    pub fn fields(&self) -> &[&'static Field] {
        &self.fields
    }

    /// A form over everything of a kind that a form can take and is asked for, in the order in which it is declared.
    pub fn whole(kind: &'static Kind, today: Date) -> Form {
        let fields = kind.fields.iter().filter(|field| field.is_asked && value::is_typed(field)).collect();
        Form { kind, fields, today, over: None }
    }

    /// Without the fields that the office alone writes.
    pub fn without_the_offices(mut self) -> Form {
        self.fields.retain(|field| !kinds::office_writes_field(self.kind.name, field.name));
        self
    }

    /// A field of the form.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().copied().find(|field| field.name == name)
    }

    /// Its field, where it has only one.
    pub fn only(&self) -> Option<&'static Field> {
        match self.fields.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// What stands in the form of this record at first; of none, or one that is not there, nothing does.
    pub fn first(&self, ledger: &Ledger, id: Option<Id>) -> Filled {
        let record = self.record(ledger, id);
        let text = |field: &&'static Field| {
            (field.name.to_owned(), record.map(|r| stands(ledger, r, field)).unwrap_or_default())
        };
        Filled(self.fields.iter().map(text).collect())
    }

    /// What is typed, and beside it what stands in every other field of the record.
    fn all(&self, ledger: &Ledger, id: Option<Id>, filled: &Filled) -> Filled {
        let whole = Form { over: self.over.clone(), ..Form::whole(self.kind, self.today) };
        let mut all = whole.first(ledger, id);
        all.0.extend(filled.0.clone());
        all
    }

    /// What is worth a look in what was typed, at fields of the form; it keeps nobody from saving.
    pub fn told(&self, ledger: &Ledger, id: Option<Id>, filled: &Filled) -> Vec<Problem> {
        let told = rules::told(self.kind.name, ledger, id, &self.all(ledger, id, filled));
        told.into_iter().filter(|problem| self.field(problem.field).is_some()).collect()
    }

    /// All that is wrong with what was typed, in the order of the fields. `id` is the record it changes, where it is no
    /// new one.
    pub fn wrong(&self, ledger: &Ledger, id: Option<Id>, filled: &Filled) -> Vec<Problem> {
        let record = self.record(ledger, id);
        let mut problems = Vec::new();
        for field in &self.fields {
            let stands = record.map(|r| stands(ledger, r, field)).unwrap_or_default();
            let found = if filled.is_empty(field.name) {
                field.is_needed.then_some(Wrong::Needed)
            } else if filled.text(field.name) == stands.trim() {
                // What another system wrote, and nobody touched, keeps nobody from saving the rest.
                None
            } else if field.is_list() {
                list::wrong(ledger, record, field, filled.text(field.name))
            } else {
                value::read(ledger, field, filled.text(field.name), self.today).err()
            };
            problems.extend(found.map(|wrong| Problem { field: field.name, text: wrong.words(field) }));
        }
        // What holds between fields holds also where only one of them is in the form.
        let own = rules::wrong(self.kind.name, ledger, id, &self.all(ledger, id, filled));
        let is_told = |problem: &Problem| problems.iter().any(|told| told.field == problem.field);
        let own: Vec<Problem> = own.into_iter().filter(|p| self.field(p.field).is_some() && !is_told(p)).collect();
        problems.extend(own);
        problems.sort_by_key(|p| self.fields.iter().position(|field| field.name == p.field));
        problems
    }

    /// The edits that make a record say what was typed: only of what differs from what stands in it. What is no value of
    /// its field (see [`Form::wrong`]) is left as it stands.
    pub fn edits(&self, ledger: &Ledger, id: Id, filled: &Filled) -> Vec<Edit> {
        let record = self.record(ledger, Some(id));
        let mut edits = Vec::new();
        for field in &self.fields {
            let (now, before) = (filled.text(field.name), record.map(|r| stands(ledger, r, field)));
            if now == before.as_deref().unwrap_or_default().trim() {
                continue;
            }
            let put = |(name, value)| Edit { record: id, kind: self.kind.name.to_owned(), field: name, value };
            if field.is_list() {
                edits.extend(list::edits(ledger, record, field, now).into_iter().map(put));
            } else if let Ok(value) = value::read(ledger, field, now, self.today) {
                edits.extend(Some(put((field.name.to_owned(), value))));
            }
        }
        self.opened_last(ledger, record, filled, &mut edits);
        edits
    }

    /// Whoever changes words that a record is opened with, and sees beside them that it is open, says so of the new words: after
    /// them.
    fn opened_last(&self, ledger: &Ledger, record: Option<&Record>, filled: &Filled, edits: &mut Vec<Edit>) {
        let Some(by) = kinds::opened_by(self.kind.name).and_then(|name| self.field(name)) else { return };
        if !edits.iter().any(|edit| kinds::is_opened_with(self.kind.name, &edit.field)) {
            return;
        }
        if let Some(at) = edits.iter().position(|edit| edit.field == by.name) {
            let said = edits.remove(at);
            edits.push(said);
        } else if let (Some(record), Some(value)) = (record, record.and_then(|r| r.value(by.name)))
            && filled.text(by.name) == stands(ledger, record, by).trim()
            && !filled.is_empty(by.name)
        {
            let (kind, field) = (self.kind.name.to_owned(), by.name.to_owned());
            edits.push(Edit { record: record.id, kind, field, value: value.clone() });
        }
    }

    /// What in the words that were typed looks like somebody's personal data.
    pub fn personal(&self, filled: &Filled) -> Vec<(Personal, String)> {
        let is_words = |field: &&&Field| value::is_words(field.shape);
        self.fields.iter().filter(is_words).flat_map(|field| personal::find(filled.text(field.name))).collect()
    }
}

/// What stands in a form of a field: of one that has to be said again, nothing.
fn stands(ledger: &Ledger, record: &Record, field: &Field) -> String {
    if kinds::is_to_confirm(record, field.name) { String::new() } else { value::typed(ledger, record, field) }
}

/// A form over fields of the kind of this name; `None` for one that this version does not know.
pub fn form(kind: &str, names: &[&str], today: Date) -> Option<Form> {
    kinds::find(kind).map(|kind| Form::new(kind, names, today))
}
