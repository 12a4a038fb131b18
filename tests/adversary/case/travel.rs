//! How files travel in a case: returns that are on their way, plan files, and what the second keeper holds.

use super::{Case, Checked, Sent, ensure, identity};
use crate::adversary::model::Place;
use crate::adversary::world::{AMB, ANA, BEN, KEEPER, OFFICE};
use golden_thread::record::Id;
use golden_thread::store::incoming::News;
use std::collections::BTreeSet;

impl Case {
    /// Representatives return what is theirs; it is on its way.
    pub fn send(&mut self) {
        for who in [ANA, BEN, AMB] {
            if self.often(60) {
                self.make_return(who);
            }
        }
    }

    pub fn make_return(&mut self, who: usize) {
        if let Some((file, text)) = self.world.make_return(who) {
            self.log(|_| format!("{who} returns {file}"));
            self.flight.push(Sent { from: who, file, text, known: self.model.returned(who) });
        }
    }

    pub fn deliver_all(&mut self) -> Checked {
        while !self.flight.is_empty() {
            self.deliver()?;
        }
        Ok(())
    }

    /// A return arrives at the office: it is looked at, and everything in it that the office does not have is shown.
    pub fn deliver(&mut self) -> Checked {
        if self.flight.is_empty() {
            return Ok(());
        }
        let mut sent = self.flight.remove(0);
        let before = identity(&self.world.parties[OFFICE].state);
        let opened = self.world.open(OFFICE, &sent.text);
        self.log(|_| format!("office opens {} of {}: {opened:?}", sent.file, sent.from));
        let news = opened.ok_or("refused: an honest file is no bundle")?;
        let news = news.map_err(|why| format!("refused: the return of {}: {why:?}", sent.from))?;
        ensure(before == identity(&self.world.parties[OFFICE].state), || "identity: changed by a return".into())?;
        if let News::Staged { file, .. } = news {
            sent.file = file;
        }
        let expected = self.expected(&sent);
        if !matches!(news, News::Staged { .. }) && !expected.is_empty() {
            return Err(format!("refused: the return of {} with {expected:?}: {news:?}", sent.from));
        }
        let aside = crate::adversary::rules::set_aside(&self.world.parties[OFFICE].state, sent.file);
        let repaired = self.world.repaired.contains(&sent.from);
        ensure(aside == 0 || repaired, || format!("set aside: {aside} of the honest return of {}", sent.from))?;
        self.note("honest: returned");
        self.waiting.push(sent);
        self.all_shown()
    }

    /// What a return brings that the office does not have, as the keys under which it is shown.
    pub fn expected(&self, sent: &Sent) -> BTreeSet<(Id, Option<String>)> {
        let mut keys = BTreeSet::new();
        let hidden = |place: &&Place| {
            // Somebody without a key was posed as, or an earlier version let the office believe that they wrote what nobody
            // had written: the next plan file mends that.
            let poisoned = self.poisoned.contains(&(sent.from, (*place).clone()));
            self.model.never_wrote.contains(&(sent.from, (*place).clone())) || poisoned
        };
        let all = sent.known.keys().filter(|(id, _)| !self.model.removed.contains(id));
        for place in all.filter(|place| !hidden(place)) {
            let is_news = self.model.with(OFFICE, &sent.known, place) != self.model.standing(OFFICE, place);
            if is_news && !self.model.came_by_another_way(OFFICE, &sent.known, place) {
                let field = self.model.knows(OFFICE, place.0).then(|| place.1.clone());
                keys.insert((place.0, field));
            }
        }
        keys
    }

    pub fn all_shown(&self) -> Checked {
        for sent in &self.waiting {
            let items = self.world.pending(OFFICE, sent.file);
            for key in self.expected(sent) {
                ensure(items.iter().any(|i| i.key == key), || {
                    format!("lost: {key:?} of the return of {} is not shown to the office", sent.from)
                })?;
            }
        }
        Ok(())
    }

    /// The office makes a plan file, and everybody opens it.
    pub fn publish(&mut self) -> Checked {
        let text = self.world.make_issue(OFFICE);
        let sent = self.model.published(OFFICE);
        self.log(|_| "the office publishes".into());
        for party in self.world.honest().into_iter().filter(|p| *p != OFFICE) {
            let news = self.world.open(party, &text);
            ensure(matches!(news, Some(Ok(News::Issue { .. }))), || {
                format!("refused: the plan file at {party}: {news:?}")
            })?;
            self.model.takes(party, &sent);
            self.model.check(&self.world, party).map_err(|wrong| format!("{wrong}, after a plan file"))?;
        }
        self.model.check(&self.world, OFFICE).map(|_| ())
    }

    /// The second keeper's record joins the office's.
    pub fn hand_over(&mut self) -> Checked {
        let text = self.world.make_handover(KEEPER);
        let sent = self.model.sent(KEEPER, false);
        let news = self.world.open(OFFICE, &text);
        let is_in = matches!(news, Some(Ok(News::Handover { .. } | News::Nothing | News::Already { .. })));
        ensure(is_in, || format!("refused: the keeper's file: {news:?}"))?;
        self.model.takes(OFFICE, &sent);
        self.model.check(&self.world, OFFICE).map(|_| ()).map_err(|wrong| format!("{wrong}, after a keeper's file"))
    }
}
