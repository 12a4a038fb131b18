//! What we sent to an owner, as far as its lines can be known again in a reply: the letters as they would be written
//! today, and the shapes of their sentences, since the plan may have moved on and other days and ratings stood there.

use super::known::Known;
use super::letter::{chaser, letter};
use crate::days::date;
use crate::domain::ids::normal_words;
use crate::domain::read_day;
use crate::ledger::cycle::Heard;
use crate::record::Id;
use crate::words::say;
use std::collections::BTreeSet;

/// A shorter piece of our own letter may be somebody's own words.
const LEAST_OWN: usize = 25;
/// No line of a letter is longer.
const MAX_LINE: usize = 1500;

/// How a line stands to what we sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ours {
    /// It is a line of ours.
    Yes,
    /// It has a line's shape, but other words: of an older letter, or changed by somebody.
    Looks,
    /// It is none.
    No,
}

/// Letters to one owner, or to all where it is not known who answers.
pub(super) struct Sent {
    lines: BTreeSet<String>,
    text: String,
    /// Sentences that stand in every letter of ours and in nothing else.
    anchors: Vec<String>,
    /// Shapes of lines that nobody else writes.
    strict: Vec<Shape>,
    /// Shapes in which somebody may have put words of their own.
    free: Vec<Shape>,
    /// The shape of what was said last, which stands under every heading.
    about: Vec<Shape>,
    /// What an action's timescale begins with.
    timescale: Vec<Shape>,
}

impl Sent {
    /// What was sent to an organisation, or to any.
    pub fn of(known: &Known, organisation: Option<Id>) -> Sent {
        let to = known.forms.iter().filter(|f| organisation.is_none_or(|o| o == f.organisation));
        let letters: String = to
            .flat_map(|f| {
                let again = [Heard::Nothing, Heard::Part, Heard::All].map(|heard| chaser(f, heard, date(1, 1, 1)));
                [letter(f)].into_iter().chain(again).map(|letter| letter.body + "\n")
            })
            .collect();
        let shapes = |keys: &[&str]| keys.iter().map(|key| Shape::of(&say(key))).collect::<Vec<Shape>>();
        let about = ["forms.last.about", "forms.last.aboutOn", "forms.last.aboutBy", "forms.last.aboutOnBy"];
        let about = [shapes(&about), shapes(&["forms.last.none"])].concat();
        let around = [
            "forms.letter.due",
            "forms.letter.wasDue",
            "forms.letter.sent",
            "forms.letter.again",
            "forms.letter.againPart.one",
            "forms.letter.againPart.other",
            "forms.letter.againHeard",
            "forms.letter.ask.one",
            "forms.letter.ask.other",
            "forms.letter.how",
            "forms.letter.byForm",
            "forms.letter.byReply",
            "forms.letter.labels",
            "forms.letter.ratings",
            "forms.letter.thanks",
            "forms.letter.dear",
            "forms.intro.noDue",
            "forms.intro.figures",
        ];
        let anchors = ["forms.letter.how", "forms.letter.byForm", "forms.letter.byReply", "forms.letter.thanks"];
        let timescale = shapes(&["forms.timescale"]);
        Sent {
            lines: letters.lines().map(normal_words).filter(|l| !l.is_empty()).collect(),
            text: normal_words(&letters),
            anchors: anchors.iter().map(|key| normal_words(&say(key))).collect(),
            strict: [shapes(&around), about.clone()].concat(),
            free: [shapes(&["forms.letter.figure"]), timescale.clone()].concat(),
            about,
            timescale,
        }
    }

    /// Whether a letter of ours stands in this text (in its plain form), whatever the plan said then.
    pub fn stands_in(&self, text: &str) -> bool {
        self.anchors.iter().any(|anchor| text.contains(anchor.as_str()))
    }

    /// Whether this is the letter's last sentence.
    pub fn ends(&self, line: &str) -> bool {
        self.anchors.last().is_some_and(|last| *last == normal_words(line))
    }

    /// How a line, or a few joined, stand to what we sent. `piece` where a piece of a line counts too.
    pub fn line(&self, line: &str, piece: bool) -> Ours {
        if line.len() > MAX_LINE {
            return Ours::No;
        }
        let plain = normal_words(line);
        if plain.is_empty() {
            return Ours::No;
        }
        let within = || plain.len() >= LEAST_OWN && self.text.contains(&plain);
        if self.lines.contains(&plain) || self.strict.iter().any(|s| s.fits(&plain)) || (piece && within()) {
            return Ours::Yes;
        }
        if self.free.iter().any(|s| s.fits(&plain)) { Ours::Looks } else { Ours::No }
    }

    /// Whether these words, which a mail program quoted, stand somewhere in the letters.
    pub fn holds(&self, words: &str) -> bool {
        let plain = normal_words(words);
        !plain.is_empty() && plain.len() <= MAX_LINE && self.text.contains(&plain)
    }

    /// Whether a line is one that stands right under an action's heading, and nobody writes by hand: what was said
    /// last, or what else our letter says there today.
    pub fn under_heading(&self, line: &str) -> bool {
        let plain = normal_words(line);
        self.about.iter().any(|s| s.fits(&plain)) || (plain.contains(' ') && self.lines.contains(&plain))
    }

    /// Whether a line has the shape of what stands under an action's heading.
    pub fn looks_under_heading(&self, line: &str) -> bool {
        let plain = normal_words(line);
        self.about.iter().chain(&self.timescale).any(|s| s.fits(&plain))
    }
}

/// A sentence with gaps, in its plain form.
#[derive(Debug, Clone)]
struct Shape {
    /// Words, and the name of the gap after them.
    parts: Vec<(String, Option<String>)>,
}

impl Shape {
    fn of(sentence: &str) -> Shape {
        // Signs in gaps' places keep white space and stops as they are while the sentence is brought to its plain form.
        let mut parts = Vec::new();
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once("%{") {
            let Some((name, tail)) = after.split_once('}') else { break };
            parts.push((before.to_owned(), Some(name.to_owned())));
            rest = tail;
        }
        parts.push((rest.to_owned(), None));
        let count = parts.len();
        for (at, (words, _)) in parts.iter_mut().enumerate() {
            let plain = normal_words(&format!("x{words}x"));
            let inner = plain.get(1..plain.len().saturating_sub(1)).unwrap_or_default();
            *words = if at == 0 { inner.trim_start().to_owned() } else { inner.to_owned() };
            if at + 1 == count {
                *words = words.trim_end_matches(['.', ',', ';', ':', ' ']).to_owned();
            }
        }
        Shape { parts }
    }

    /// Whether a line in its plain form is this sentence with something in its gaps.
    fn fits(&self, line: &str) -> bool {
        fit(&self.parts, line, &mut 200)
    }
}

fn fit(parts: &[(String, Option<String>)], line: &str, tries: &mut usize) -> bool {
    let Some(((words, gap), more)) = parts.split_first() else { return line.is_empty() };
    let Some(rest) = line.strip_prefix(words.as_str()) else { return false };
    let Some(name) = gap else { return rest.is_empty() };
    let Some((next, last)) = more.first() else { return false };
    if next.is_empty() && last.is_none() {
        return fills(name, rest);
    }
    for (at, _) in rest.match_indices(if next.is_empty() { " " } else { next.as_str() }) {
        *tries = tries.saturating_sub(1);
        if *tries == 0 {
            return false;
        }
        let (value, tail) = rest.split_at(at);
        if fills(name, value) && fit(more, tail, tries) {
            return true;
        }
    }
    false
}

/// Whether a value may stand in the gap of this name.
fn fills(name: &str, value: &str) -> bool {
    let short = |most: usize| !value.trim().is_empty() && value.len() <= most;
    match name {
        "day" => short(24) && read_day(value).is_some(),
        "count" => value.bytes().all(|b| b.is_ascii_digit()) && short(6),
        "rating" => short(60) && !value.contains(['(', ')', '.']),
        "labels" | "ratings" => short(400) && !value.contains(". "),
        "speaker" | "organisation" => short(200) && !value.contains(". "),
        _ => short(600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_known_whatever_stands_in_their_gaps() {
        let fits = |key: &str, line: &str| Shape::of(&say(key)).fits(&normal_words(line));
        assert!(fits("forms.last.aboutOn", "Last update, 3 March 2025 (Not started)."));
        assert!(fits("forms.last.aboutOnBy", "Last update, 3 March 2025, by Leisure Trust (On track):"));
        assert!(fits("forms.letter.due", "It is due by 27 June 2025."));
        assert!(fits(
            "forms.letter.ask.other",
            "Please tell us how Housing’s 3 actions in \u{201c}Plan\u{201d} are going."
        ));
        assert!(fits("forms.letter.dear", "Hello,"));
        assert!(!fits("forms.last.aboutOn", "Last update, 3 March 2025 (Not started). We began (a bit)."));
        assert!(!fits("forms.letter.due", "It is due by the time the licence comes."));
        assert!(!fits("forms.letter.dear", "Hello, we are on track."));
    }
}
