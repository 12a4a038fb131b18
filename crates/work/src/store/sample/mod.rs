//! The sample, as it is on a given day: a partnership in the middle of its work, for each role.
//!
//! Its file is a plan file that tells a story on a fixed day. Its envelope says which day that is ([`MEMBER`]), what
//! the plan file before it said, and what lies on the device of each role beside the plan: the office's own records and
//! a return that waits, an update half written, what was counted at a stall. All of it is moved to today by one
//! function over the declaration. A plan file without that member is opened as it stands.
//!
//! What may not live here: the present day, which is passed in; who the visitor is.

mod moving;
mod shift;
mod words;

use super::database::rows::{About, DraftRow, IssueRow};
use super::device::state::State;
use super::incoming::arrive;
use super::writing::row_change::RowChange;
use super::writing::transact::Intent;
use crate::bundle::{self, Bundle, Purpose, Refused};
use crate::days::Date;
use crate::domain::{Organisation, Role, Update, Writer, fields as f, kind};
use crate::ledger::changes::{Cause, Work};
use crate::record::{Edit, Id};
use serde_json::Value;
use shift::Shift;

/// The envelope's member that makes a plan file the sample: `day`, and as texts the files `before` and, by role, `beside`.
pub const MEMBER: &str = "sample";

/// The sample on a given day.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The plan file.
    pub plan: Bundle,
    /// What the plan file before it said where that was otherwise.
    before: Option<Bundle>,
    /// What lies on the device beside the plan, by the role's name.
    beside: Vec<(String, Vec<Bundle>)>,
}

impl Sample {
    /// Reads the sample, as it is today.
    ///
    /// # Errors
    /// Why it is no file of ours.
    pub fn read(bytes: &[u8], today: Date) -> Result<Sample, Refused> {
        let mut plan = bundle::read(bytes)?.bundle;
        let Some(story) = plan.envelope.extra.remove(MEMBER) else {
            return Ok(Sample { plan, before: None, beside: Vec::new() });
        };
        let day = story.get("day").and_then(Value::as_str).and_then(|day| day.parse().ok());
        let by = Shift::between(day.unwrap_or(today), today);
        let file = |text: &Value| {
            let read = bundle::read(text.as_str()?.as_bytes()).ok()?;
            Some(moving::bundle(&read.bundle, by))
        };
        let files = |texts: &Value| texts.as_array().into_iter().flatten().filter_map(file).collect::<Vec<_>>();
        let beside = story.get("beside").and_then(Value::as_object).into_iter().flatten();
        Ok(Sample {
            plan: moving::bundle(&plan, by),
            before: story.get("before").and_then(file),
            beside: beside.map(|(role, texts)| (role.clone(), files(texts))).collect(),
        })
    }

    fn beside(&self, role: Role) -> &[Bundle] {
        self.beside.iter().find(|(name, _)| name == role.name()).map_or(&[], |(_, files)| files)
    }

    /// The organisation that somebody in this role speaks for, by its name; empty for none.
    pub fn organisation(&self, role: Role) -> String {
        let of = |file: &Bundle| {
            let organisation = Writer(file.records.get(file.envelope.from)?).organisation()?;
            Some(Organisation(self.plan.records.get(organisation)?).name().to_owned())
        };
        let own = self.beside(role).iter().filter(|_| role != Role::Manager);
        own.filter_map(of).next().unwrap_or_default()
    }

    /// What is to be stored, a transaction each, once somebody in this role has begun. Each is worked out from the state
    /// as it is then; `writer` is whoever looks at the sample.
    pub fn steps(&self, role: Role) -> Vec<Step<'_>> {
        let mut steps: Vec<Step<'_>> = self.before.iter().map(Step::Before).collect();
        steps.push(Step::Plan(&self.plan));
        steps.extend(self.beside(role).iter().map(|file| match (role, file.envelope.purpose) {
            (Role::Manager, Purpose::Return) => Step::Waits(file),
            (Role::Manager, _) => Step::Office(file),
            (Role::Representative, _) => Step::Drafts(file),
            (Role::Ambassador, _) => Step::Counted(file),
        }));
        steps.push(Step::Done);
        steps
    }
}

/// One transaction of opening the sample.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// The plan file before this one, so that what moved has a history.
    Before(&'a Bundle),
    /// The plan file.
    Plan(&'a Bundle),
    /// What the office alone keeps.
    Office(&'a Bundle),
    /// A return that waits to be looked at.
    Waits(&'a Bundle),
    /// Updates that are begun and not finished.
    Drafts(&'a Bundle),
    /// What was counted and noted at an event on this device.
    Counted(&'a Bundle),
    /// That all of it is here. What was stopped before that is opened once more from the beginning.
    Done,
}

impl Step<'_> {
    /// What is to be stored; `now` is the present moment, in milliseconds since 1970.
    pub fn intent(self, state: &State, now: u64) -> Option<Intent> {
        match self {
            Step::Before(file) => {
                let mut work = Work::new(Cause::Issue { number: file.envelope.number.unwrap_or(1) });
                work.joins = file.records.iter().cloned().collect();
                Some(work.into())
            }
            Step::Plan(file) => plan(state, file),
            Step::Office(file) => {
                let mut work = Work::new(Cause::Typed);
                work.joins = file.records.iter().cloned().collect();
                Some(work.into())
            }
            Step::Waits(file) => waits(state, file, now),
            Step::Drafts(file) => {
                let updates = file.records.iter().filter(|r| r.kind == kind::UPDATE).map(Update);
                let drafts = updates.map(|update| draft(update, now)).filter(|row| !state.drafts.contains_key(&row.id));
                let rows: Vec<RowChange> = drafts.map(RowChange::Draft).collect();
                Some(rows.into())
            }
            Step::Counted(file) => {
                let me = state.about.as_ref()?.writer()?;
                let records = file.records.iter().filter(|r| r.kind != kind::WRITER);
                let edits = records.flat_map(|record| {
                    record.fields().keys().filter_map(|name| {
                        let value = record.value(name)?.clone();
                        Some(Edit {
                            record: record.id,
                            kind: record.kind.clone(),
                            field: mine(name, file.envelope.from, me),
                            value,
                        })
                    })
                });
                let says = |edit: &Edit| state.ledger.records().get(edit.record)?.value(&edit.field);
                let edits = edits.filter(|edit| says(edit) != Some(&edit.value)).collect();
                Some(Work { edits, ..Work::new(Cause::Counted) }.into())
            }
            Step::Done => {
                let about = About { sample: true, ..state.about.clone()? };
                Some(RowChange::About(about).into())
            }
        }
    }
}

/// A field's name, with this device's writer in the place of the story's.
fn mine(name: &str, of: Id, me: Id) -> String {
    name.replace(&of.to_string(), &me.to_string())
}

fn plan(state: &State, file: &Bundle) -> Option<Intent> {
    let envelope = &file.envelope;
    let mut about = state.about.clone()?;
    about.keeper = Some(if about.office { about.writer.clone() } else { envelope.from.to_string() });
    let number = envelope.number.unwrap_or(1);
    about.issue = Some(IssueRow { id: envelope.id.to_string(), number, created: envelope.created.clone() });
    let mut work = Work::new(Cause::Issue { number });
    work.joins = file.records.iter().cloned().collect();
    Some(Intent { work, rows: vec![RowChange::About(about), RowChange::Base(file.records.clone())] })
}

/// The return as it arrives: through the same door as any file that is opened.
fn waits(state: &State, file: &Bundle, now: u64) -> Option<Intent> {
    let text = bundle::write(file);
    let read = bundle::read(text.as_bytes()).ok()?;
    let name = format!("return-{}.thread.json", file.envelope.sequence);
    let opened = (name.as_str(), text.as_bytes());
    let arrival = arrive(state, state.about.as_ref()?, opened, &read, (now, &file.envelope.created)).ok()?;
    Some(Intent { work: arrival.work, rows: arrival.rows })
}

/// An update as it stands while it is written.
fn draft(update: Update<'_>, now: u64) -> DraftRow {
    let text = |name: &str| Some((name.to_owned(), update.0.text(name)?.to_owned()));
    let texts = [f::NARRATIVE, f::WHAT_CHANGED, f::NEXT_STEPS, f::HELP_NEEDED];
    DraftRow {
        id: update.id().to_string(),
        covers: update.covers().into_iter().map(|(id, key)| (id.to_string(), key.unwrap_or_default())).collect(),
        fields: texts.into_iter().filter_map(text).collect(),
        saved: now,
        ..DraftRow::default()
    }
}
