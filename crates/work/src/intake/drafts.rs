//! The records that a proposal becomes. Deterministic: the same paper gives the same ids on every device.
//!
//! Ids come from the plan's title and period, the kind, the place, and the words as they were read, so a
//! person who mends a word makes an edit and not a twin. An organisation belongs to the partnership and not
//! to a plan, so its id comes from its name alone.

use super::proposal::{Proposal, ProposedAction, ProposedUpdate};
use crate::domain::{Draft, Placement, Scale, Update, fields as f, ids::derived, kind, owners};
use crate::record::Id;
use serde_json::json;
use std::collections::BTreeMap;

/// The ids of everything in a proposal, by index.
struct Ids {
    plan: Id,
    priorities: Vec<Id>,
    aims: Vec<Id>,
    actions: Vec<Id>,
    /// By [`owners::key`] of the canonical name.
    organisations: BTreeMap<String, Id>,
}

impl Proposal {
    /// The records: plan, priorities, aims, organisations, actions, updates, in that order.
    pub fn drafts(&self) -> Vec<Draft> {
        let ids = self.ids();
        let mut drafts = vec![self.plan_draft(&ids)];
        drafts.extend(self.priority_drafts(&ids));
        drafts.extend(self.aim_drafts(&ids));
        drafts.extend(self.organisation_drafts(&ids));
        drafts.extend(self.action_drafts(&ids));
        drafts.extend(self.update_drafts(&ids));
        drafts
    }

    fn ids(&self) -> Ids {
        let period = self.period.as_ref().map_or("", |p| p.words.as_str());
        let id = |kind: &str, place: &str, words: &str| derived(&[&self.title, period, kind, place, words]);
        let action = |a: &ProposedAction| {
            let aim = a.placements.first().and_then(|p| self.aims.get(p.aim));
            id(kind::ACTION, aim.map_or("", |a| a.born.as_str()), &a.born)
        };
        let organisation = |(name, _): (String, _)| {
            let key = owners::key(&name);
            let id = derived(&["", "", kind::ORGANISATION, "", &key]);
            (key, id)
        };
        Ids {
            plan: id(kind::PLAN, "", ""),
            priorities: self.priorities.iter().map(|p| id(kind::PRIORITY, "", &p.born)).collect(),
            aims: self.aims.iter().map(|a| id(kind::AIM, "", &a.born)).collect(),
            actions: self.actions.iter().map(action).collect(),
            organisations: self.organisations().into_iter().map(organisation).collect(),
        }
    }

    fn plan_draft(&self, ids: &Ids) -> Draft {
        let mut plan = Draft::new(ids.plan, kind::PLAN).with(f::TITLE, self.title.as_str());
        if let Some(period) = &self.period {
            plan.set(f::PERIOD, period.to_value());
        }
        if !self.background.is_empty() {
            plan.set(f::BACKGROUND, json!(self.background));
        }
        if self.scale != Scale::usual() && !self.scale.0.is_empty() {
            plan.set(f::SCALE, self.scale.to_value());
        }
        plan
    }

    fn priority_drafts<'a>(&'a self, ids: &'a Ids) -> impl Iterator<Item = Draft> + 'a {
        self.priorities.iter().zip(&ids.priorities).map(|(p, id)| {
            Draft::new(*id, kind::PRIORITY)
                .with(f::PLAN, ids.plan.to_string())
                .with(f::NUMBER, p.number.as_str())
                .with(f::TITLE, p.title.as_str())
                .with(f::ORDER, p.order)
                .with(f::HEADLINE_PROGRESS, p.headline_progress.as_str())
                .with(f::HEADLINE_FURTHER, p.headline_further.as_str())
        })
    }

    fn aim_drafts<'a>(&'a self, ids: &'a Ids) -> impl Iterator<Item = Draft> + 'a {
        self.aims.iter().zip(&ids.aims).map(|(aim, id)| {
            let mut draft = Draft::new(*id, kind::AIM)
                .with(f::PLAN, ids.plan.to_string())
                .with(f::NUMBER, aim.number.as_str())
                .with(f::STATEMENT, aim.statement.as_str());
            for under in &aim.under {
                if let Some(priority) = ids.priorities.get(under.priority) {
                    draft.set(format!("{}/{priority}", f::UNDER), under.order);
                }
            }
            draft
        })
    }

    fn organisation_drafts<'a>(&'a self, ids: &'a Ids) -> impl Iterator<Item = Draft> + 'a {
        self.organisations().into_iter().filter_map(|(name, spellings)| {
            let id = ids.organisations.get(&owners::key(&name))?;
            let mut draft = Draft::new(*id, kind::ORGANISATION).with(f::NAME, name.as_str());
            for spelling in spellings {
                draft.set(format!("{}/{spelling}", f::SPELLING), true);
            }
            Some(draft)
        })
    }

    fn action_drafts<'a>(&'a self, ids: &'a Ids) -> impl Iterator<Item = Draft> + 'a {
        self.actions.iter().zip(&ids.actions).map(|(action, id)| {
            let mut draft = Draft::new(*id, kind::ACTION)
                .with(f::PLAN, ids.plan.to_string())
                .with(f::NUMBER, action.number.as_str())
                .with(f::TITLE, action.title.as_str())
                .with(f::SUCCESS, action.success.as_str())
                .with(f::RESOURCES, action.resources.as_str());
            self.set_owning(&mut draft, f::OWNER, &action.owners, ids);
            self.set_owning(&mut draft, f::SUPPORT, &action.support, ids);
            if let Some(timescale) = &action.timescale {
                draft.set(f::TIMESCALE, timescale.to_value());
            }
            for place in &action.placements {
                if let Some(placement) = ids.placement(place.priority, place.aim) {
                    draft.set(format!("{}/{}", f::PLACED, placement.name()), place.order);
                }
            }
            for (heading, cell) in &action.printed {
                draft.set(format!("{}/{heading}", f::PRINTED), cell.as_str());
            }
            if action.rating.is_none() && !action.rating_printed.is_empty() {
                let heading = crate::words::say("intake.ratingColumn");
                draft.set(format!("{}/{heading}", f::PRINTED), action.rating_printed.as_str());
            }
            draft
        })
    }

    /// Sets owners or partners, each with its place and its spelling as printed. Of two spellings of one
    /// organisation the first counts.
    fn set_owning(&self, draft: &mut Draft, list: &str, names: &[String], ids: &Ids) {
        let mut order = 0u32;
        for name in names {
            let Some(id) = ids.organisations.get(&owners::key(&self.canonical(name))) else { continue };
            let field = format!("{list}/{id}");
            if !draft.fields.contains_key(&field) {
                order += 1;
                draft.set(field, json!({ "order": order, "as": name }));
            }
        }
    }

    fn update_drafts<'a>(&'a self, ids: &'a Ids) -> impl Iterator<Item = Draft> + 'a {
        let mut times: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        self.updates.iter().filter_map(move |update| {
            let mut parts = self.update_parts(update)?;
            // The words of an update are not part of its id: a corrected paper edits it. So a second
            // update of the same action on the same day is told apart by its place in the paper.
            let time = times.entry(parts.clone()).or_insert(0);
            *time += 1;
            if *time > 1 {
                parts.push(time.to_string());
            }
            let id = derived(&parts.iter().map(String::as_str).collect::<Vec<_>>());
            // One that says nothing is counted all the same: it must not lend its id to the next.
            update.says_something().then(|| self.update_draft(id, update, ids))
        })
    }

    /// What an update's id comes from: the plan, the report's date, the place, the first action.
    fn update_parts(&self, update: &ProposedUpdate) -> Option<Vec<String>> {
        let action = self.actions.get(update.covers.first()?.action)?;
        let period = self.period.as_ref().map_or("", |p| p.words.as_str());
        let aim = update.placement.map(|(_, aim)| aim).or(action.placements.first().map(|p| p.aim));
        let aim = aim.and_then(|i| self.aims.get(i)).map_or("", |a| a.born.as_str());
        let priority = update.placement.and_then(|(p, _)| self.priorities.get(p)).map_or("", |p| p.born.as_str());
        let date = update.date.map(|d| d.to_string()).unwrap_or_default();
        let place = format!("{priority}\n{aim}");
        Some(vec![self.title.clone(), period.to_owned(), kind::UPDATE.to_owned(), date, place, action.born.clone()])
    }

    fn update_draft(&self, id: Id, update: &ProposedUpdate, ids: &Ids) -> Draft {
        let mut draft = Draft::new(id, kind::UPDATE)
            .with(f::PLAN, ids.plan.to_string())
            .with(f::NARRATIVE, update.narrative.as_str())
            .with(f::NEXT_STEPS, update.next_steps.as_str())
            .with(f::SOURCE, Update::FROM_REPORT);
        if let Some(date) = update.date {
            // What stands in a published paper was handed over by then.
            draft.set(f::DATE, date.to_string());
            draft.set(f::HANDED_OVER, date.to_string());
        }
        for cover in &update.covers {
            if let Some(action) = ids.actions.get(cover.action) {
                let (field, value) = Update::covering(*action, cover.rating.as_deref());
                draft.set(field, value);
            }
        }
        if let Some(placement) = update.placement.and_then(|(p, a)| ids.placement(p, a)) {
            draft.set(f::PLACEMENT, placement.name());
        }
        // Only where one organisation owns the action is it sure who speaks.
        let first = update.covers.first().and_then(|c| self.actions.get(c.action));
        if let Some([only]) = first.map(|a| a.owners.as_slice())
            && let Some(organisation) = ids.organisations.get(&owners::key(&self.canonical(only)))
        {
            draft.set(f::ORGANISATION, organisation.to_string());
        }
        draft
    }
}

impl Ids {
    fn placement(&self, priority: usize, aim: usize) -> Option<Placement> {
        Some(Placement { priority: *self.priorities.get(priority)?, aim: *self.aims.get(aim)? })
    }
}
