//! Answers as updates to be looked at: what "put in for someone" makes of pasted words, one for each action,
//! and a figure for each measure. Who said it, how and when is kept with each.

use super::answers::{Answer, Answers, Figure};
use super::mail::Words;
use super::marks::digest;
use crate::days::Date;
use crate::domain::ids::derived;
use crate::domain::{Draft, fields as f, kind};
use crate::ledger::Ledger;
use crate::record::Id;
use std::collections::BTreeMap;

/// Who answered, where the form or the person who reads it says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The plan.
    pub plan: Option<Id>,
    /// The organisation that speaks.
    pub organisation: Option<Id>,
    /// Who it was.
    pub who: String,
    /// When they said it.
    pub when: Option<Date>,
}

/// What one answer would become.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// The action.
    pub action: Id,
    /// The update; `None` where there are figures only.
    pub update: Option<Draft>,
    /// The figures.
    pub figures: Vec<Draft>,
}

impl Said {
    /// As the answers have it; where nobody gave a name, the organisation's.
    pub fn of(answers: &Answers, ledger: &Ledger) -> Said {
        let organisation = answers.organisation;
        let name = || organisation.map(|id| ledger.organisation_name(id, "")).unwrap_or_default();
        let who = answers.filled_in_by.trim();
        Said {
            plan: answers.plan,
            organisation,
            who: if who.is_empty() { name() } else { who.to_owned() },
            when: answers.date,
        }
    }
}

/// What the answers would become; those that match no action are for a person to place first. The same
/// answers make the same ids, so that a form that comes twice is put in once.
pub fn updates(answers: &Answers, said: &Said, today: Date) -> Vec<Proposed> {
    let matched = answers.answers.iter().filter_map(|a| Some((a.action?, a)));
    matched.map(|(action, answer)| proposed(action, answer, answers, said, today)).collect()
}

/// For each answer, the day on which it was read before, where all that it would become is here already. `here` gives
/// the day that a record was put in, where it is here.
pub fn read_before(
    answers: &Answers,
    said: &Said,
    today: Date,
    here: &dyn Fn(Id) -> Option<String>,
) -> Vec<Option<String>> {
    let before = |answer: &Answer| {
        let proposed = proposed(answer.action?, answer, answers, said, today);
        let mut last = None;
        for draft in proposed.update.iter().chain(&proposed.figures) {
            last = Some(here(draft.id)?).max(last);
        }
        last
    };
    answers.answers.iter().map(before).collect()
}

fn proposed(action: Id, answer: &Answer, answers: &Answers, said: &Said, today: Date) -> Proposed {
    let words = Words {
        plan: said.plan,
        covers: BTreeMap::from([(action, answer.rating.clone())]),
        narrative: answer.update.clone(),
        next_steps: answer.next_step.clone(),
        expected_by: answer.by_when.clone(),
        help_needed: answer.help.clone(),
        organisation: said.organisation,
        new_organisation: Vec::new(),
        who: said.who.clone(),
        how: answers.via.how().to_owned(),
        when: said.when,
    };
    let day = said.when.unwrap_or(today).to_string();
    // What the form itself says, so that it makes the same ids on another day, and where somebody mends its day: its
    // date, else which form it is.
    let own = answers.date.map(|day| day.to_string()).or_else(|| answers.form.clone()).unwrap_or_else(|| day.clone());
    let organisation = said.organisation.map(|id| id.to_string()).unwrap_or_default();
    let rating = answer.rating.as_deref().unwrap_or_default();
    // To the letter: an answer that was corrected by a full stop is another one.
    let mut parts = vec![answer.update.as_str(), rating, &answer.next_step, &answer.by_when];
    // Forms did not always ask for help: an older one that comes again makes the id that it made.
    parts.extend(Some(answer.help.as_str()).filter(|help| !help.is_empty()));
    let words_digest = digest(&parts.join("\u{0}"));
    let issue = answers.issue.unwrap_or_default().to_string();
    let id = derived(&["answer", &action.to_string(), &organisation, &issue, &own, &words_digest]);
    let texts = [&answer.update, &answer.next_step, &answer.by_when, &answer.help];
    let says = answer.rating.is_some() || texts.iter().any(|t| !t.trim().is_empty());
    Proposed {
        action,
        update: says.then(|| words.update(id, today)),
        figures: answer.figures.iter().filter_map(|figure| observation(figure, &day, &own)).collect(),
    }
}

/// A figure as a record; a number where it is one, and always the words.
fn observation(figure: &Figure, day: &str, own: &str) -> Option<Draft> {
    let measure = figure.measure?.to_string();
    let words = figure.value.trim();
    let id = derived(&["answer", "figure", &measure, own, words]);
    let mut draft = Draft::new(id, kind::OBSERVATION).with(f::MEASURE, measure).with(f::DATE, day);
    let parts = [" out of ", " of ", "/"].iter().find_map(|sign| words.split_once(sign));
    match (number(words), parts.and_then(|(part, whole)| Some((number(part)?, number(whole)?)))) {
        (Some(value), _) => {
            draft.set(f::VALUE, value);
            if value.to_string() != words {
                draft.set(f::AS_WRITTEN, words);
            }
        }
        (None, Some((part, whole))) => {
            draft.set(f::NUMERATOR, part);
            draft.set(f::DENOMINATOR, whole);
            draft.set(f::AS_WRITTEN, words);
        }
        (None, None) => draft.set(f::AS_WRITTEN, words),
    }
    Some(draft)
}

/// A number as people write it: "2,700", "95%", "£1,200.50".
fn number(words: &str) -> Option<f64> {
    let plain = words.trim().trim_start_matches('\u{a3}').trim_end_matches('%').replace(',', "");
    let digits = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-')) && plain.len() <= 15;
    plain.trim().parse().ok().filter(|_| digits)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::collections::BTreeMap;

    fn figure(value: &str) -> BTreeMap<String, serde_json::Value> {
        let figure = Figure { measure: Some(Id::from_bytes([1; 16])), name: String::new(), value: value.to_owned() };
        let mut fields = observation(&figure, "2024-05-03", "2024-05-03").unwrap().fields;
        fields.remove(f::MEASURE);
        fields.remove(f::DATE);
        fields
    }

    #[test]
    fn figures_keep_their_words_beside_the_number() {
        let fields = |pairs: &[(&str, serde_json::Value)]| {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect::<BTreeMap<_, _>>()
        };
        assert_eq!(figure("24"), fields(&[(f::VALUE, 24.0.into())]));
        assert_eq!(figure("2,700"), fields(&[(f::VALUE, 2700.0.into()), (f::AS_WRITTEN, "2,700".into())]));
        assert_eq!(figure("95%"), fields(&[(f::VALUE, 95.0.into()), (f::AS_WRITTEN, "95%".into())]));
        let of = [(f::NUMERATOR, 301.0.into()), (f::DENOMINATOR, 317.0.into()), (f::AS_WRITTEN, "301 of 317".into())];
        assert_eq!(figure("301 of 317"), fields(&of));
        for words in ["over 2,700", "about 3", "1e9", "NaN", "12/5/2024", "=1+1"] {
            assert_eq!(figure(words), fields(&[(f::AS_WRITTEN, words.into())]), "{words}");
        }
    }
}
