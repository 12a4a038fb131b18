//! The hidden marks of a form: what each place to fill in is for, what the whole form was made for, and
//! digests of the form's own sentences.

use super::ask::Form;
use crate::record::Id;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What a place to fill in is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// Who filled in the form.
    By,
    /// The day it was filled in.
    Date,
    /// A row of an action.
    Action(Id),
    /// What has changed.
    Update(Id),
    /// How it is going.
    Rating(Id),
    /// The next step.
    Next(Id),
    /// By when.
    When(Id),
    /// The help that is needed.
    Help(Id),
    /// A figure of a measure.
    Figure(Id),
}

impl Mark {
    /// The mark as it is written: at most 40 letters, digits and underscores, as Word's bookmarks need.
    pub fn text(self) -> String {
        let (letter, id) = match self {
            Mark::By => return "gt_by".to_owned(),
            Mark::Date => return "gt_date".to_owned(),
            Mark::Action(id) => ('a', id),
            Mark::Update(id) => ('u', id),
            Mark::Rating(id) => ('r', id),
            Mark::Next(id) => ('n', id),
            Mark::When(id) => ('w', id),
            Mark::Help(id) => ('h', id),
            Mark::Figure(id) => ('f', id),
        };
        format!("gt_{letter}_{}", id.to_string().replace('-', ""))
    }

    /// The mark that is written so.
    pub fn read(text: &str) -> Option<Mark> {
        let rest = text.trim().strip_prefix("gt_")?;
        match rest {
            "by" => return Some(Mark::By),
            "date" => return Some(Mark::Date),
            _ => {}
        }
        let (letter, digits) = rest.split_once('_')?;
        if digits.len() != 32 || !digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
            return None;
        }
        let id = Id::from_bytes(u128::from_str_radix(digits, 16).ok()?.to_be_bytes());
        Some(match letter {
            "a" => Mark::Action(id),
            "u" => Mark::Update(id),
            "r" => Mark::Rating(id),
            "n" => Mark::Next(id),
            "w" => Mark::When(id),
            "h" => Mark::Help(id),
            "f" => Mark::Figure(id),
            _ => return None,
        })
    }
}

/// What a form says about itself, hidden in its properties or on a hidden sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct About {
    pub partnership: Option<Id>,
    pub plan: Option<Id>,
    pub organisation: Option<Id>,
    pub issue: Option<u64>,
    /// Digests of the form's own sentences.
    pub own: BTreeSet<String>,
}

/// Properties of a document hold 255 characters; so many digests go into each.
const PER_PROPERTY: usize = 22;
/// So many characters of a digest are kept: that two sentences share them does not happen.
const DIGITS: usize = 10;

impl About {
    /// What a form says about itself; `own` are all its sentences.
    pub fn of(form: &Form, own: BTreeSet<String>) -> About {
        About {
            partnership: Some(form.partnership.id),
            plan: Some(form.plan),
            organisation: Some(form.organisation),
            issue: form.issue,
            own,
        }
    }

    /// Names and values, in order.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let id = |id: Option<Id>| id.map(|id| id.to_string()).unwrap_or_default();
        let mut pairs = vec![
            ("gt.form".to_owned(), "1".to_owned()),
            ("gt.partnership".to_owned(), id(self.partnership)),
            ("gt.plan".to_owned(), id(self.plan)),
            ("gt.organisation".to_owned(), id(self.organisation)),
        ];
        pairs.extend(self.issue.map(|n| ("gt.issue".to_owned(), n.to_string())));
        let own: Vec<&str> = self.own.iter().map(String::as_str).collect();
        let chunks = own.chunks(PER_PROPERTY).enumerate();
        pairs.extend(chunks.map(|(at, some)| (format!("gt.own.{}", at + 1), some.join(" "))));
        pairs
    }

    /// Which form it is, by its own sentences; nothing where it no longer says them.
    pub fn print(&self) -> Option<String> {
        let own: Vec<&str> = self.own.iter().map(String::as_str).collect();
        (!own.is_empty()).then(|| digest(&own.join(" ")))
    }

    /// Takes a pair in, if it is one of ours.
    pub fn take(&mut self, name: &str, value: &str) {
        match name {
            "gt.partnership" => self.partnership = value.trim().parse().ok(),
            "gt.plan" => self.plan = value.trim().parse().ok(),
            "gt.organisation" => self.organisation = value.trim().parse().ok(),
            "gt.issue" => self.issue = value.trim().parse().ok(),
            _ if name.starts_with("gt.own.") => {
                self.own.extend(value.split_whitespace().filter(|d| d.len() == DIGITS).map(str::to_owned));
            }
            _ => {}
        }
    }

    /// Whether a sentence is the form's own.
    pub fn is_own(&self, text: &str) -> bool {
        self.own.contains(&digest(text))
    }
}

/// The digest of a sentence: white space does not count.
pub(super) fn digest(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut digits: String = Sha256::digest(words.as_bytes()).iter().take(5).map(|b| format!("{b:02x}")).collect();
    digits.truncate(DIGITS);
    digits
}

/// A sentence without its digits: a footer's numbers of pages change by themselves.
pub(super) fn without_digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Names and values by name.
pub(super) fn about_from(pairs: &BTreeMap<String, String>) -> About {
    let mut about = About::default();
    pairs.iter().for_each(|(name, value)| about.take(name, value));
    about
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn marks_read_back_and_fit_a_bookmark() {
        let id = Id::from_bytes([0xab; 16]);
        for mark in [
            Mark::By,
            Mark::Date,
            Mark::Action(id),
            Mark::Update(id),
            Mark::Rating(id),
            Mark::Next(id),
            Mark::When(id),
            Mark::Figure(id),
        ] {
            assert_eq!(Mark::read(&mark.text()), Some(mark));
            assert!(mark.text().len() <= 40);
        }
        for other in ["", "gt_", "gt_u_", "gt_u_12", "gt_z_abababababababababababababababab", "_GoBack"] {
            assert_eq!(Mark::read(other), None, "{other}");
        }
    }

    #[test]
    fn what_a_form_says_about_itself_reads_back() {
        let sentences: Vec<String> = (0..100).map(|n| format!("Sentence {n}")).collect();
        let about = About {
            partnership: Some(Id::from_bytes([1; 16])),
            issue: Some(8),
            own: sentences.iter().map(|s| digest(s)).collect(),
            ..About::default()
        };
        let pairs: BTreeMap<String, String> = about.pairs().into_iter().collect();
        assert!(pairs.values().all(|v| v.len() <= 255));
        let read = about_from(&pairs);
        assert_eq!(read, about);
        assert!(read.is_own(" Sentence\n7 ") && !read.is_own("Sentence 100"));
    }
}
