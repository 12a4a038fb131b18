//! What became of a file that was opened, in words.

use crate::platform::files;
use crate::record::Id;
use crate::words::{count, day_text, fill, say};

/// What became of a file that was opened.
#[derive(Debug, Clone, PartialEq)]
pub enum Received {
    /// It was here already; nothing was changed.
    Already {
        /// When it was opened first, RFC 3339; empty where this device made it.
        received: String,
    },
    /// A plan file was joined in.
    Issue {
        /// Its number.
        number: u64,
        /// How many changes to what was known there are since the last plan file.
        changed: usize,
        /// How many new things.
        new: usize,
        /// What they are, a line each.
        list: Vec<String>,
        /// What could not be read, a line each.
        set_aside: Vec<String>,
    },
    /// A plan file waits until somebody has compared its check words.
    Waits {
        /// Its number.
        number: u64,
    },
    /// A reply was read.
    Reply {
        /// How many outcomes it brought.
        outcomes: usize,
    },
    /// Another keeper's record was joined in.
    Handover {
        /// Whose.
        name: String,
        /// How many changes to what was known there are.
        changed: usize,
        /// How many new things.
        new: usize,
        /// What that keeper decided, a line each, and then what changed.
        list: Vec<String>,
        /// How many decisions it brought.
        decided: usize,
        /// How many things are decided differently now.
        contrary: usize,
        /// What could not be read, a line each.
        set_aside: Vec<String>,
    },
    /// It waits for a review.
    Staged {
        /// The file's id, for [`Route::Review`](super::route::Route::Review).
        file: Id,
        /// How many things there are to decide.
        items: usize,
        /// What could not be read, a line each.
        set_aside: Vec<String>,
    },
    /// It holds nothing that is not here.
    Nothing {
        /// What could not be read, a line each.
        set_aside: Vec<String>,
    },
    /// It is this person's own return.
    Own {
        /// What it is, in a sentence or two.
        words: String,
        /// What it holds, a line each.
        list: Vec<String>,
    },
    /// It belongs to another partnership than the open one: nothing was changed, and whoever opened it is asked.
    Elsewhere {
        /// That partnership's name.
        partnership: String,
        /// Whether a partnership with that name is here already, and it is another one.
        alike: bool,
        /// Whether the file's own partnership is on this device too.
        known: bool,
        /// The file, to be opened once somebody said so.
        file: files::Opened,
    },
    /// It belongs to a partnership that this device has no plan of: nothing was changed, and the plan file comes first.
    PlanFirst {
        /// What it is, and what to do.
        words: String,
        /// The file, to be opened after the plan file.
        file: files::Opened,
    },
    /// It belongs to another partnership, which is open now beside the one before.
    Beside {
        /// That partnership's name.
        partnership: String,
        /// What became of the file there.
        then: Box<Received>,
    },
}

impl Received {
    /// What happened, in a sentence or two.
    pub fn words(&self) -> String {
        match self {
            Received::Already { received } if received.is_empty() => say("receive.own"),
            Received::Already { received } => fill("receive.already", &[("day", &day_text(received))]),
            Received::Issue { number, changed, new, .. } if changed + new > 0 => {
                let (changed, new) = (count("receive.changed", *changed), count("receive.new", *new));
                fill("receive.issueChanges", &[("number", number), ("changed", &changed), ("new", &new)])
            }
            Received::Issue { number, .. } => fill("receive.issue", &[("number", number)]),
            Received::Handover { name, changed, new, decided, contrary, .. } => {
                let parts = [("receive.changed", changed), ("receive.new", new), ("receive.decided", decided)];
                let [changed, new, decided] = parts.map(|(key, n)| count(key, *n));
                let name = if name.is_empty() { say("piece.somebody") } else { name.clone() };
                let gaps: [(&str, &dyn std::fmt::Display); 4] =
                    [("name", &name), ("changed", &changed), ("new", &new), ("decided", &decided)];
                let words = fill("receive.handover", &gaps);
                if *contrary == 0 { words } else { format!("{words} {}", count("receive.contrary", *contrary)) }
            }
            Received::Waits { number } => fill("receive.waits", &[("number", number)]),
            Received::Reply { outcomes } => count("receive.reply", *outcomes),
            Received::Staged { items, .. } => count("receive.staged", *items),
            Received::Nothing { .. } => say("receive.nothing"),
            Received::Own { words, .. } | Received::PlanFirst { words, .. } => words.clone(),
            Received::Elsewhere { partnership, alike: true, known, .. } => {
                let key = if *known { "receive.alikeKnown" } else { "receive.alike" };
                fill(key, &[("partnership", partnership)])
            }
            Received::Elsewhere { partnership, .. } => fill("receive.elsewhere", &[("partnership", partnership)]),
            Received::Beside { partnership, then } => {
                format!("{} {}", fill("receive.beside", &[("partnership", partnership)]), then.words())
            }
        }
    }

    /// What changed, or what the file holds, a line each.
    pub fn list(&self) -> &[String] {
        match self {
            Received::Issue { list, .. } | Received::Handover { list, .. } | Received::Own { list, .. } => list,
            Received::Beside { then, .. } => then.list(),
            _ => &[],
        }
    }

    /// What to call that list.
    pub fn list_title(&self) -> String {
        match self {
            Received::Own { .. } => say("exchange.open.holds"),
            Received::Handover { .. } => say("exchange.open.brought"),
            Received::Beside { then, .. } => then.list_title(),
            _ => say("exchange.open.changes"),
        }
    }

    /// What could not be read, a line each, after a line that says how many of how many.
    pub fn set_aside(&self) -> &[String] {
        match self {
            Received::Issue { set_aside, .. }
            | Received::Handover { set_aside, .. }
            | Received::Staged { set_aside, .. }
            | Received::Nothing { set_aside } => set_aside,
            Received::Beside { then, .. } => then.set_aside(),
            _ => &[],
        }
    }

    /// Whether it belongs to another partnership, and nothing came of it.
    pub fn is_elsewhere(&self) -> bool {
        matches!(self, Received::Elsewhere { .. } | Received::PlanFirst { .. })
    }

    /// The file to review, if it waits for that.
    pub fn to_review(&self) -> Option<Id> {
        match self {
            Received::Staged { file, .. } => Some(*file),
            Received::Beside { then, .. } => then.to_review(),
            _ => None,
        }
    }
}
