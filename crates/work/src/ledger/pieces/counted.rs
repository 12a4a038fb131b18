//! What was counted at an event, in words and as a table.

use super::Names;
use crate::domain::languages::OTHER;
use crate::domain::{Counts, Did, Happened, Talk, Topic, kind};
use crate::words::{count, fill, say};

/// What was counted, each with its number, and what these are called together.
pub type Counted = (String, Vec<(String, u64)>);

impl Names<'_> {
    /// What was counted, as a table: what there was to do with people (their conversations first, by topic and by what
    /// happened), and after it each list of who was asked. What was not counted is not there.
    pub fn table(&self, counts: &Counts) -> Vec<Counted> {
        let all = (say("eventReport.conversations"), counts.sum("talk"));
        let mut rows = vec![all];
        rows.extend(self.lines(counts));
        let lists = asked(counts).into_iter().map(|(list, people)| (list, at_least_one(people)));
        std::iter::once((say("piece.wasCounted"), rows)).chain(lists).filter(|(_, rows)| !rows.is_empty()).collect()
    }

    /// What was counted, in sentences: conversations, and a list of them by topic and by what happened, people and leaflets.
    pub(super) fn counted(&self, counts: &Counts) -> String {
        let line = |(what, n): (String, u64)| fill("piece.value.counted", &[("what", &what), ("count", &n)]);
        let mut lines: Vec<String> = self.lines(counts).into_iter().map(line).collect();
        let all = count("piece.value.conversations", usize::try_from(counts.sum("talk")).unwrap_or(usize::MAX));
        for (list, people) in asked(counts) {
            let one = |(what, n): &(String, u64)| fill("piece.value.asked", &[("what", what), ("count", n)]);
            let people: Vec<String> = at_least_one(people).iter().map(one).collect();
            lines.push(format!("{list}: {}", people.join(", ")));
        }
        if lines.is_empty() { all } else { format!("{all}\n\n{}", lines.join("\n")) }
    }

    /// By topic, by what happened, people and leaflets: what there was of each.
    fn lines(&self, counts: &Counts) -> Vec<(String, u64)> {
        let topics = self.topics();
        let talks = || counts.under("talk").filter_map(|(rest, n)| Some((Talk::read(rest)?, n)));
        let mut by = Counts::new();
        for (talk, n) in talks() {
            by.add(topics.iter().find(|t| t.id == talk.topic).map_or(talk.topic, |t| t.word.as_str()), n);
        }
        let did = |did: Did| {
            let had = |talk: &Talk<'_>| Happened::read(talk.happened).has(did);
            (say(&format!("event.did.{}", did.name())), talks().filter(|(t, _)| had(t)).map(|(_, n)| n).sum::<u64>())
        };
        let mut lines: Vec<(String, u64)> = by.iter().map(|(what, n)| (what.to_owned(), n)).collect();
        lines.extend(Did::ALL.map(did));
        let more = [("reached", "eventReport.reached"), ("leaflets", "eventReport.leaflets")];
        lines.extend(more.map(|(name, key)| (say(key), counts.get(name))));
        at_least_one(lines)
    }

    /// The partnership's topics, also those put away.
    pub(super) fn topics(&self) -> Vec<Topic> {
        let counting = self.ledger.of_kind(kind::COUNTING).next();
        let mut topics = Topic::of_partnership(counting);
        topics.extend(Topic::put_away(counting));
        topics
    }
}

fn at_least_one(mut lines: Vec<(String, u64)>) -> Vec<(String, u64)> {
    lines.retain(|(_, n)| *n > 0);
    lines
}

/// The lists of who was asked: each by itself, with its words and what is counted in it.
pub fn asked(counts: &Counts) -> Vec<(String, Vec<(String, u64)>)> {
    let list = |list: &str| {
        let word = |name: &str| match list {
            "age" => say(&format!("event.age.{name}")),
            "language" if name == OTHER => say("eventReport.otherLanguages"),
            _ => name.to_owned(),
        };
        let people: Vec<(String, u64)> = counts.under(list).map(|(name, n)| (word(name), n)).collect();
        (say(&format!("eventReport.caption.{list}")), people)
    };
    ["age", "language", "district"].map(list).into_iter().filter(|(_, people)| !people.is_empty()).collect()
}
