//! What there is before anybody means harm: a plan, keys, and what everybody has written and sent.

use super::world::{AMB, ANA, BEN, KEEPER, MAL, OFFICE, World, key, office_key};
use golden_thread::bundle;
use golden_thread::domain::{Draft, Timescale, fields as f, kind};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::review::Decision;
use golden_thread::record::Edit;
use golden_thread::seal::Signer as _;
use golden_thread::store::RowChange;
use golden_thread::store::incoming::News;
use serde_json::Value;

impl World {
    pub fn plan(&mut self) {
        let plan = Draft::new(self.new_id(), kind::PLAN).with(f::TITLE, "Plan").with(f::VISION, "A vision");
        let mut drafts = vec![plan.clone()];
        for n in 0..2 {
            let action = Draft::new(self.new_id(), kind::ACTION)
                .with(f::TITLE, format!("Action {n}"))
                .with(f::PLAN, plan.id.to_string())
                .with(f::SUCCESS, "Seen")
                .with(f::TIMESCALE, Timescale::read("spring 2026", None).to_value());
            self.actions.push(action.id);
            drafts.push(action);
        }
        let id = self.new_id();
        drafts.push(Draft::new(id, kind::ORGANISATION).with(f::NAME, "The Trust"));
        let id = self.new_id();
        drafts.push(Draft::new(id, kind::SERVICE).with(f::NAME, "Advice").with(f::NOTE, "Ring first"));
        let id = self.new_id();
        drafts.push(Draft::new(id, kind::ANSWER).with(f::TITLE, "What we heard"));
        let id = self.new_id();
        drafts.push(Draft::new(id, kind::FIGURES).with(f::TITLE, "Counts"));
        let id = self.new_id();
        drafts.push(Draft::new(id, kind::GROUP).with(f::NAME, "The Board").with(f::CADENCE, "every month"));
        let id = self.new_id();
        drafts.push(Draft::new(id, kind::HOLDER).with(f::NAME, "A name that nobody publishes"));
        let id = self.new_id();
        drafts.push(Draft::new(id, kind::CONTACT).with(f::NAME, "A contact").with(f::EMAIL, "a@example.org"));
        self.drafts(OFFICE, &drafts);
    }

    pub fn keys(&mut self) {
        for (party, n) in [(OFFICE, 1), (KEEPER, 5)] {
            let made = office_key("Keeper", n);
            self.parties[party].office_key = made.signer();
            let mut keys = self.parties[party].state.keys.clone();
            keys.office = Some(made);
            self.save(party, Work::new(Cause::Typed), vec![RowChange::Keys(keys)]);
        }
        let line = self.parties[KEEPER].state.keys.proven().unwrap().keeper.line();
        let mut keys = self.parties[OFFICE].state.keys.clone();
        keys.add(&line).unwrap();
        for (party, n) in [(ANA, 3), (AMB, 7), (MAL, 9)] {
            self.parties[party].key = Some(key(n));
            if party != AMB {
                keys.name_sender(self.writer(party), key(n).public_key());
            }
        }
        self.save(OFFICE, Work::new(Cause::Typed), vec![RowChange::Keys(keys)]);
    }

    /// Everybody has written something, and it was used; one update was not.
    pub fn history(&mut self) {
        let edit = |record, kind: &str, field: &str, value: &str| Edit {
            record,
            kind: kind.into(),
            field: field.into(),
            value: Value::from(value),
        };
        let [first, second] = [self.actions[0], self.actions[1]];
        for (party, words) in [(ANA, "Ana says"), (BEN, "Ben says"), (MAL, "Mal says")] {
            let update = self.update(words);
            self.drafts(party, &[update]);
        }
        self.edit(ANA, vec![edit(first, kind::ACTION, f::TITLE, "Action of Ana")]);
        self.edit(BEN, vec![edit(second, kind::ACTION, f::RESOURCES, "A room")]);
        let insight = Draft::new(self.new_id(), kind::INSIGHT).with(f::WORDS, "Heard").with(f::CHOSEN, true);
        self.drafts(AMB, &[insight]);
        [ANA, BEN, AMB, MAL].into_iter().for_each(|party| self.returned(party));
        self.publish(OFFICE);
        let update = self.update("The office says");
        self.drafts(OFFICE, &[update]);
        self.edit(OFFICE, vec![edit(first, kind::ACTION, f::SUCCESS, "Measured")]);
        let unused = self.update("Ben says too much");
        self.drafts(BEN, &[unused]);
        let (file, text) = self.make_return(BEN).unwrap();
        self.open(OFFICE, &text);
        let items = self.pending(OFFICE, file);
        let not_used = |item| (item, Decision::NotUse { reason: "because".into() });
        let decided: Vec<_> = items.into_iter().map(not_used).collect();
        self.decide(OFFICE, file, &decided);
        if self.keyed {
            self.edit(KEEPER, vec![edit(second, kind::ACTION, f::TITLE, "Action of the keeper")]);
            for (from, to) in [(KEEPER, OFFICE), (OFFICE, KEEPER)] {
                let text = self.make_handover(from);
                assert!(matches!(self.open(to, &text), Some(Ok(News::Handover { .. }))));
                self.archive.push(text);
            }
        }
        self.publish(OFFICE);
        for party in [OFFICE, ANA] {
            let backup = self.make_backup(party);
            self.archive.push(bundle::write(&backup));
        }
    }
}
