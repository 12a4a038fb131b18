//! Accepting: what is new and what would change, and the one transaction that brings it in.

use super::mender::Mender;
use super::stage::{Done, Stage, forget, scale, to_heading};
use crate::app::bringing::{Change, Compared, Mend, align, as_records, compare};
use crate::app::components::{Problem, Tone};
use crate::app::context::App;
use crate::app::route::Route;
use crate::app::typed;
use crate::domain::{Draft, fields as f, kind};
use crate::intake::Proposal;
use crate::ledger::changes::{Cause, Had, Work};
use crate::record::Id;
use crate::record::Set as Records;
use crate::words::{count, fill, say};
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What accepting would do, while a person looks at it.
#[derive(Clone)]
pub(super) struct Beside {
    pub compared: Arc<Compared>,
    /// Everything the paper brings, for names.
    pub incoming: Arc<Records>,
    /// What it is compared with.
    pub had: Arc<Had>,
}

/// Accepting the proposal once it is put right.
#[derive(Clone, Copy)]
pub(super) struct Accept {
    pub app: App,
    pub mender: Mender,
    /// Set while changes to what the plan holds already are looked at.
    pub compared: RwSignal<Option<Beside>>,
    pub busy: RwSignal<bool>,
    /// How far bringing in has come.
    pub stage: RwSignal<Stage>,
}

impl Accept {
    pub fn new(app: App, mender: Mender, stage: RwSignal<Stage>) -> Accept {
        Accept { app, mender, compared: RwSignal::new(None), busy: RwSignal::new(false), stage }
    }

    /// Checks what is missing, compares with the plan, and brings in at once what changes nothing there.
    pub fn start(self) {
        let done = untrack(|| self.mender.finished());
        let problems = problems(&done);
        if !problems.is_empty() {
            return self.mender.problems.set(problems);
        }
        self.mender.problems.set(Vec::new());
        let beside = self.app.state.with_untracked(|s| {
            let drafts = align(handed_over(done.drafts(), &done), s.ledger.records());
            let as_read = align(self.as_read(), s.ledger.records());
            let incoming = Arc::new(as_records(&drafts));
            let compared = compare(&s.ledger, drafts, &as_read);
            let ids: Vec<Id> = compared.changes.iter().map(|change| change.edit.record).collect();
            Beside { compared: Arc::new(compared), incoming, had: Arc::new(typed::had(s, &ids)) }
        });
        if beside.compared.changes.is_empty() {
            return self.save(beside, &BTreeSet::new());
        }
        self.compared.set(Some(beside));
        to_heading();
    }

    /// The records of the paper before anything but the plan's name was mended.
    fn as_read(self) -> Vec<Draft> {
        let kept = self.mender.kept.get_value();
        let Ok(mut read) = crate::intake::read(kept.text.as_bytes(), &kept.options(scale(self.app))) else {
            return Vec::new();
        };
        self.mender.mending.with_untracked(|m| {
            for mend in m.mends.iter().filter(|m| matches!(m, Mend::Title(_) | Mend::Period(_) | Mend::Date(_))) {
                mend.apply(&mut read);
            }
        });
        read.drafts()
    }

    /// Brings in what is new, and the changes with these numbers.
    pub fn save(self, beside: Beside, ticked: &BTreeSet<usize>) {
        let app = self.app;
        let compared = beside.compared;
        let changes: Vec<&Change> =
            compared.changes.iter().enumerate().filter(|(n, _)| ticked.contains(n)).map(|(_, c)| c).collect();
        let title = self.mender.proposal.with_untracked(|p| p.title.clone());
        let mut work = Work::new(Cause::Intake { title });
        work.edits = compared.new.iter().flat_map(Draft::edits).collect();
        work.edits.extend(changes.iter().map(|c| c.edit.clone()));
        if work.is_empty() {
            return leave(app, Tone::Info, say("bringin.nothingNew"));
        }
        work.edits.extend(compared.spellings.iter().cloned());
        let work = work.of_form(&beside.had);
        let told = told(&compared, changes.len());
        let questions = self.mender.questions.with_untracked(|all| all.iter().map(|q| q.words.clone()).collect());
        let left = Done { questions };
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let saved = app.transact(&mut |_| Some(work.clone().into())).await;
            self.busy.try_set(false);
            if saved.is_ok() {
                forget();
                app.tell(Tone::Saved, told);
                if self.stage.try_set(Stage::Done(Arc::new(left))).is_none() {
                    to_heading();
                }
            }
        });
    }
}

/// Done: forgets the paper and goes to the plan.
fn leave(app: App, tone: Tone, text: String) {
    forget();
    app.go_telling(&Route::Plan(Default::default()), tone, text);
}

fn problems(done: &Proposal) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut need = |field, key: &str| problems.push(Problem::new(field, say(key)));
    if done.title.trim().is_empty() {
        need("plan-title", "bringin.needTitle");
    }
    if done.date.is_none() && !done.updates.is_empty() {
        need("report-date", "bringin.needDate");
    }
    if done.actions.is_empty() {
        need("lines-title", "bringin.needActions");
    }
    problems
}

/// What stands in a report was handed over by its date; without that it would not count as used.
fn handed_over(mut drafts: Vec<Draft>, done: &Proposal) -> Vec<Draft> {
    let Some(day) = done.date.map(|d| d.to_string()) else { return drafts };
    for draft in drafts.iter_mut().filter(|d| d.kind == kind::UPDATE) {
        for field in [f::DATE, f::HANDED_OVER] {
            if !draft.fields.contains_key(field) {
                draft.set(field, day.clone());
            }
        }
    }
    drafts
}

/// What was brought in, in words.
fn told(compared: &Compared, changes: usize) -> String {
    let kinds = [
        (kind::PRIORITY, "priorities"),
        (kind::AIM, "aims"),
        (kind::ACTION, "actions"),
        (kind::UPDATE, "updates"),
        (kind::ORGANISATION, "organisations"),
    ];
    let new = kinds.iter().map(|(kind, key)| (*key, compared.new_of(kind))).chain([("changes", changes)]);
    let parts: Vec<String> =
        new.filter(|(_, n)| *n > 0).map(|(key, n)| count(&format!("bringin.counts.{key}"), n)).collect();
    let done = fill("bringin.done", &[("what", &parts.join(", "))]);
    let one = |(name, others): &(String, Vec<String>)| {
        let others: Vec<String> = others.iter().map(|other| format!("“{other}”")).collect();
        fill("bringin.asOne", &[("others", &others.join(", ")), ("name", name)])
    };
    std::iter::once(done).chain(compared.as_one.iter().map(one)).collect::<Vec<_>>().join(" ")
}
