//! The headings of actions in a reply: number and title as our letter has them, or as people write them
//! ("Action 1.2 …", "1.2: …", "**1.2 …**"), on one line or broken over a few.

use super::known::Known;
use super::lines::unquoted;
use crate::domain::ids::normal_words;
use crate::record::Id;
use crate::words::say;
use std::collections::BTreeMap;

/// A heading that a mail program has broken has so many lines at most.
const MAX_LINES: usize = 4;
/// No heading is longer.
const MAX_HEADING: usize = 1000;

pub(super) struct Headings {
    /// Headings in their plain form, and the titles alone.
    words: BTreeMap<String, Id>,
    titles: BTreeMap<String, Id>,
    /// Numbers of the organisation's actions.
    own: BTreeMap<String, Id>,
    /// Numbers that one action of the plan has.
    all: BTreeMap<String, Option<Id>>,
    /// What people write before a number.
    before: Vec<String>,
}

/// A heading without what people put around it: its words, and whether a word like "Action" stood before the number.
struct Bare {
    words: String,
    named: bool,
}

/// Whether a word is the number of an action, with or without signs around it: "1.2", "(A3)", "4b:".
fn is_number(word: &str) -> bool {
    let word = word.trim_matches(['(', ')', '[', ']', '.', ':', '-', '*']);
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let plain = word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '/'));
    plain && letters <= 2 && word.len() <= 10 && word.contains(|c: char| c.is_ascii_digit())
}

/// What people put around a heading.
const AROUND: [char; 9] = ['*', '#', '=', '_', '\u{2022}', '\u{b7}', '\u{25cf}', ' ', '\t'];

impl Headings {
    pub fn of(known: &Known, organisation: Option<Id>) -> Headings {
        let mine = known.actions_of(organisation);
        let before = say("forms.reply.heading");
        let before = before.split(',').map(|w| normal_words(w.trim())).collect();
        let new = BTreeMap::new;
        let mut all = Headings { words: new(), titles: new(), own: new(), all: BTreeMap::new(), before };
        for action in &known.actions {
            for words in [action.heading(), action.title.clone()] {
                // Where two actions have one heading, those of the sender count; else nobody can say.
                if let Some(found) = known.by_heading(&words, &mine) {
                    let bare = all.bare(&words).words;
                    if words == action.title {
                        all.titles.insert(bare.clone(), found);
                    }
                    all.words.insert(bare, found);
                }
            }
            let number = normal_words(&action.number);
            if number.is_empty() {
                continue;
            }
            if mine.contains(&action.id) {
                all.own.insert(number.clone(), action.id);
            }
            let one = all.all.entry(number).or_insert(Some(action.id));
            *one = one.filter(|id| *id == action.id);
        }
        all
    }

    fn bare(&self, words: &str) -> Bare {
        let plain = normal_words(words.trim_matches(AROUND).trim_start_matches("- "));
        let plain = plain.trim_matches(AROUND);
        let digit = |rest: &str| rest.split(' ').next().is_some_and(is_number);
        let named = self.before.iter().filter_map(|word| plain.strip_prefix(word.as_str()));
        let named = named.map(|rest| rest.trim_start_matches(['.', ':', ' '])).find(|rest| digit(rest));
        let plain = named.unwrap_or(plain);
        let (number, rest) = plain.split_once(' ').unwrap_or((plain, ""));
        let words = if digit(number) {
            let number = number.trim_matches(['(', ')', '[', ']', '.', ':', '-', '*']);
            format!("{number} {}", rest.trim_start_matches(['-', ':', ')', '.', '*', ' ']))
        } else {
            plain.to_owned()
        };
        Bare { words: normal_words(&words), named: named.is_some() }
    }

    /// The action whose heading these lines begin with, and how many lines it takes.
    pub fn at(&self, rest: &[&str]) -> Option<(Id, usize)> {
        let mut words = String::new();
        let first = unquoted(rest.first()?).1;
        for (at, line) in rest.iter().take(MAX_LINES).enumerate() {
            let (content, quoted) = unquoted(line);
            if quoted != first || content.is_empty() || words.len() + content.len() > MAX_HEADING {
                break;
            }
            words = format!("{words} {content}");
            let bare = self.bare(&words);
            let alone = || self.number(&bare).filter(|_| at == 0 && !quoted);
            let titled = || self.titled(&bare).filter(|_| at == 0);
            if let Some(id) = self.words.get(&bare.words).copied().or_else(titled).or_else(alone) {
                return Some((id, at + 1));
            }
        }
        None
    }

    /// By its title, where the number before it is no longer the action's.
    fn titled(&self, bare: &Bare) -> Option<Id> {
        let (number, title) = bare.words.split_once(' ')?;
        self.titles.get(title).copied().filter(|_| is_number(number) && title.len() > 10)
    }

    fn number(&self, bare: &Bare) -> Option<Id> {
        let words = bare.words.trim_end_matches([')', ' ']);
        let any = || self.all.get(words).copied().flatten().filter(|_| bare.named);
        self.own.get(words).copied().or_else(any)
    }

    /// "1.2: we opened two hubs": a heading, or a number of ours that is no number of a list, and then words.
    pub fn before_words(&self, line: &str) -> Option<(Id, String)> {
        let line = line.trim_start_matches(AROUND).trim_start_matches("- ");
        const MARKS: [&str; 11] = [": ", " - ", " \u{2013} ", " \u{2014} ", ") ", ". ", "? ", "! ", "- ", "** ", "\t"];
        let mut places: Vec<(usize, usize)> = Vec::new();
        for mark in MARKS {
            let near = line.match_indices(mark).map(|(at, _)| at).take_while(|at| *at <= MAX_HEADING);
            places.extend(near.take(40).map(|at| (at, mark.len())));
        }
        // The longest heading: a title may hold such signs itself.
        places.sort_unstable_by(|a, b| b.cmp(a));
        for (at, length) in places {
            let (Some(head), Some(words)) = (line.get(..at), line.get(at + length..)) else { continue };
            let bare = self.bare(head);
            let list = !bare.named && bare.words.bytes().all(|b| b.is_ascii_digit());
            let number = self.number(&bare).filter(|_| !list);
            if let Some(id) = self.words.get(&bare.words).copied().or_else(|| self.titled(&bare)).or(number) {
                return Some((id, words.trim().trim_end_matches("**").trim().to_owned()));
            }
        }
        self.number_before_words(line)
    }

    /// "1.2 A draft is ready", "Action 1.2 a draft is ready"; but not "1.2 million people".
    fn number_before_words(&self, line: &str) -> Option<(Id, String)> {
        let mut words = line.split_whitespace();
        let mut head = words.next()?.to_owned();
        for _ in 0..2 {
            if !is_number(&head) && self.before.iter().any(|b| b.starts_with(&normal_words(&head))) {
                head = format!("{head} {}", words.next()?);
            }
        }
        let bare = self.bare(&head);
        if bare.words.bytes().all(|b| b.is_ascii_digit()) && !bare.named {
            return None;
        }
        let id = self.number(&bare)?;
        let rest = words.collect::<Vec<_>>().join(" ");
        let first = rest.split(' ').next().unwrap_or_default();
        let begins = first.chars().next().is_some_and(char::is_uppercase);
        let shouted = first.chars().count() > 1 && !first.chars().any(char::is_lowercase);
        ((bare.named || (begins && !shouted)) && !rest.is_empty()).then_some((id, rest))
    }
}
