//! Words that arrive by e-mail, phone or letter, for "put in for someone": taking out quoted lines, reading
//! a day as people type it, and the file that the words travel in to be reviewed like any return.
//!
//! What may not live here: the browser, how anything looks.

use super::marks::digest;
use super::older::{begins_older_message, says_who_wrote};
use crate::bundle::{Bundle, Envelope, Partnership, Purpose};
use crate::days::Date;
use crate::domain::ids::derived;
use crate::domain::{Contact, Draft, Timescale, Update, fields as f, kind};
use crate::ledger::Ledger;
use crate::record::{Clock, Id, Set as Records};
use serde_json::json;
use std::collections::BTreeMap;

/// The text without the lines that quote an earlier message; `None` where it quotes nothing.
///
/// Taken out: lines that begin with `>`; the line above them that says who wrote ("On 3 March, A wrote:", in any
/// language that mail programs speak, also over a few lines); and everything from "-----Original Message-----" or a
/// block of "From: / Sent: / To:" lines on. Where nothing after "… wrote:" is marked with `>`, all that follows it is
/// the quote if an address, or a time and a year, say that a program wrote it; else it is somebody's own sentence.
pub fn without_quotes(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut kept: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        if is_quoted(line) {
            at += 1;
        } else if begins_older_message(rest).is_some() {
            break;
        } else if let Some(wrote) = says_who_wrote(rest) {
            let below = rest.iter().skip(wrote.lines).find(|l| !l.trim().is_empty());
            match (below.is_some_and(|l| is_quoted(l)), wrote.sure) {
                (true, _) => at += wrote.lines,
                (false, true) => break,
                (false, false) => {
                    kept.push(line);
                    at += 1;
                }
            }
        } else {
            kept.push(line);
            at += 1;
        }
    }
    if kept.len() == lines.len() {
        return None;
    }
    // Where lines went, one empty line is enough.
    kept.dedup_by(|a, b| a.trim().is_empty() && b.trim().is_empty());
    Some(kept.join("\n").trim().to_owned())
}

/// The organisation of whoever wrote a text, with their name, where the address of one of its contacts stands there, and
/// no other organisation's does.
pub fn sender_of(text: &str, ledger: &Ledger) -> Option<(Id, String)> {
    let text = text.to_lowercase();
    let stands = |c: &Contact<'_>| c.email().contains('@') && text.contains(&c.email().trim().to_lowercase());
    let mut found = ledger.of_kind(kind::CONTACT).map(Contact).filter(stands);
    let first = found.next()?;
    let organisation = first.organisation()?;
    let alone = found.all(|other| other.organisation() == Some(organisation));
    let name =
        if first.name().is_empty() { ledger.organisation_name(organisation, "") } else { first.name().to_owned() };
    alone.then_some((organisation, name))
}

/// The organisation whose contact has just this address, with the contact's name.
pub fn sender_at(address: &str, ledger: &Ledger) -> Option<(Id, String)> {
    let address = address.trim().to_lowercase();
    let is_it = |c: &Contact<'_>| c.email().contains('@') && c.email().trim().to_lowercase() == address;
    let mut found = ledger.of_kind(kind::CONTACT).map(Contact).filter(is_it);
    let first = found.next()?;
    let organisation = first.organisation()?;
    let alone = found.all(|other| other.organisation() == Some(organisation));
    alone.then(|| (organisation, first.name().to_owned()))
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

/// Words put in for someone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Words {
    /// The plan.
    pub plan: Option<Id>,
    /// The actions they are about, with the rating's key for each; `None` for not known.
    pub covers: BTreeMap<Id, Option<String>>,
    /// What has happened.
    pub narrative: String,
    /// Next steps, or empty.
    pub next_steps: String,
    /// By when, in words, or empty.
    pub expected_by: String,
    /// Help needed, or empty.
    pub help_needed: String,
    /// The organisation that speaks.
    pub organisation: Option<Id>,
    /// Its record, where it is a new one.
    pub new_organisation: Vec<Draft>,
    /// Who said it.
    pub who: String,
    /// How: e-mail, phone, meeting or letter, in words.
    pub how: String,
    /// When they said it.
    pub when: Option<Date>,
}

/// What the file of somebody's words needs beside them.
#[derive(Debug, Clone)]
pub struct Voice {
    /// The partnership.
    pub partnership: Partnership,
    /// A new id for the file.
    pub file: Id,
    /// A new writer id for whoever said it: these words are stamped by a clock of their own.
    pub writer: Id,
    /// Now, in milliseconds since 1970.
    pub now_ms: u64,
    /// Now, RFC 3339.
    pub created: String,
    /// Today.
    pub today: Date,
}

impl Words {
    /// The update, as it will stand once it is used.
    pub fn update(&self, id: Id, today: Date) -> Draft {
        let day = self.when.unwrap_or(today);
        let mut draft = Draft::new(id, kind::UPDATE)
            .with(f::PLAN, self.plan.map(|p| p.to_string()))
            .with(f::NARRATIVE, self.narrative.trim())
            .with(f::NEXT_STEPS, self.next_steps.trim())
            .with(f::HELP_NEEDED, self.help_needed.trim())
            .with(f::ORGANISATION, self.organisation.map(|o| o.to_string()))
            .with(f::ATTRIBUTION, json!({ "who": self.who.trim(), "how": self.how, "when": day.to_string() }))
            .with(f::DATE, day.to_string())
            .with(f::HANDED_OVER, today.to_string());
        if !self.expected_by.trim().is_empty() {
            draft.set(f::EXPECTED_BY, Timescale::read(&self.expected_by, Some(day)).to_value());
        }
        for (action, rating) in &self.covers {
            let (field, value) = Update::covering(*action, rating.as_deref());
            draft.set(field, value);
        }
        draft
    }

    /// The update's id: the same for the same words of the same organisation about the same actions, so that what is
    /// pasted twice is put in once.
    pub fn own_id(&self) -> Id {
        let organisation = self.organisation.map(|id| id.to_string()).unwrap_or_default();
        let about: Vec<String> = self.covers.keys().map(Id::to_string).collect();
        let parts = ["words", &organisation, &about.join(" "), &digest(self.narrative.trim())];
        derived(&parts)
    }

    /// The file of these words, as if whoever said them had returned it: a person reviews it like any other.
    /// `update` is a new id for the update.
    pub fn bundle(&self, update: Id, voice: Voice) -> Bundle {
        let update = self.update(update, voice.today);
        let drafts: Vec<Draft> = [update].into_iter().chain(self.new_organisation.iter().cloned()).collect();
        voice.bundle(&self.who, self.organisation, &drafts)
    }
}

impl Voice {
    /// The file of what somebody said: `drafts`, and who it was.
    pub fn bundle(self, who: &str, organisation: Option<Id>, drafts: &[Draft]) -> Bundle {
        let who = Draft::new(self.writer, kind::WRITER)
            .with(f::NAME, who.trim())
            .with(f::ORGANISATION, organisation.map(|o| o.to_string()));
        let mut clock = Clock::new(self.writer);
        let mut records = Records::new();
        for edit in [&who].into_iter().chain(drafts).flat_map(Draft::edits) {
            let at = clock.next(self.now_ms);
            records.edit(&edit, at);
        }
        let envelope = Envelope {
            partnership: self.partnership,
            id: self.file,
            sequence: 1,
            created: self.created,
            purpose: Purpose::Return,
            from: self.writer,
            number: None,
            based_on: None,
            receipts: Vec::new(),
            acknowledged: Vec::new(),
            extra: BTreeMap::new(),
        };
        Bundle { envelope, records }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::days::date;
    use crate::ledger::review::{self, Decision, Reviewer};
    use crate::ledger::{Ledger, Side};

    #[test]
    fn quoted_lines_are_taken_out_and_nothing_else() {
        let text = "Hello,\n\nWe opened two hubs.\n\nOn Tue, 3 Mar 2026 at 10:01, Sam <s@x.example>\nwrote:\n> How is it going?\n>\n> Sam\n\nBest, Amina";
        assert_eq!(without_quotes(text).unwrap(), "Hello,\n\nWe opened two hubs.\n\nBest, Amina");
        let outlook = "All done.\n\nFrom: Sam\nSent: 3 March\nTo: Amina\nSubject: Update\n\nHow is it going?";
        assert_eq!(without_quotes(outlook).unwrap(), "All done.");
        let unmarked = "Done.\nOn 3 March 2026 10:01, Sam wrote:\nHow is it going?";
        assert_eq!(without_quotes(unmarked).unwrap(), "Done.");
        let original = "Done.\r\n-----Original Message-----\r\nFrom: Sam";
        assert_eq!(without_quotes(original).unwrap(), "Done.");
    }

    #[test]
    fn a_persons_own_sentences_are_no_quotes() {
        for own in [
            "On Monday we met.\nIt went well.",
            "On 3 March we opened.\n\nThe mayor wrote:",
            "From: now on we meet weekly\nThat is all.",
            "On 3 June we held the third session, and the trainer afterwards\nwrote:\n\u{201c}Everybody passed.\u{201d}",
            "Waits are > 3 weeks",
            "",
        ] {
            assert_eq!(without_quotes(own), None, "{own}");
        }
    }

    fn id(last: u8) -> Id {
        let mut bytes = [7u8; 16];
        *bytes.last_mut().unwrap() = last;
        Id::from_bytes(bytes)
    }

    #[test]
    fn words_put_in_are_reviewed_like_any_return() {
        let words = Words {
            plan: Some(id(1)),
            covers: BTreeMap::from([(id(2), Some("on-track".to_owned())), (id(3), None)]),
            narrative: " Two hubs opened. ".into(),
            expected_by: "March 2026".into(),
            organisation: Some(id(4)),
            new_organisation: vec![Draft::new(id(4), kind::ORGANISATION).with(f::NAME, "Southside Forum")],
            who: "Amina Bello".into(),
            how: "e-mail".into(),
            when: Some(date(2025, 11, 3)),
            ..Words::default()
        };
        let voice = Voice {
            partnership: Partnership { id: id(9), name: "P".into() },
            file: id(5),
            writer: id(8),
            now_ms: 1_762_000_000_000,
            created: "2025-11-12T09:30:00Z".into(),
            today: date(2025, 11, 12),
        };
        let bundle = words.bundle(id(6), voice);
        let text = crate::bundle::write(&bundle);
        let read = crate::bundle::read(text.as_bytes()).unwrap();
        assert!(read.set_aside.is_empty());
        assert_eq!(read.bundle.records, bundle.records);
        let mut ledger = Ledger::new(Records::new(), None, Side::Office);
        let items = review::pending(&ledger, &read.bundle.records, 1_762_000_000_000);
        assert_eq!(items.len(), 2, "the update and the organisation; the writer needs no decision");
        let decisions = items.iter().map(|i| (i.key.clone(), Decision::Use)).collect();
        let by = Reviewer { writer: id(20), bundle: id(5), review: id(21), today: "2025-11-12".into() };
        let work = review::decide(&ledger, &read.bundle.records, &items, &decisions, &by);
        ledger.change(|r| work.joins.into_iter().for_each(|record| r.join_record(record)));
        let update = ledger.update(id(6)).unwrap();
        assert_eq!(update.narrative(), "Two hubs opened.");
        assert_eq!(update.covers(), [(id(2), Some("on-track".to_owned())), (id(3), None)]);
        assert_eq!(update.attribution().unwrap(), ("Amina Bello".into(), "e-mail".into(), "2025-11-03".into()));
        assert_eq!((update.date(), update.handed_over()), ("2025-11-03", "2025-11-12"));
        assert_eq!(ledger.update_node(update, id(2)).author, "Amina Bello");
    }
}
