//! What was opened and what became of it, as pages list it: each thing once, with the one thing to do about it.

use super::components::Tone;
use crate::forms::Answers;
use crate::platform::files::Opened;
use crate::post::Head;
use crate::record::Id;
use crate::store::trust::Label;

/// One thing that was opened or pasted.
#[derive(Clone)]
pub struct Came {
    /// Another for each.
    pub key: u64,
    /// The partnership that was open then (its id).
    pub partnership: String,
    /// The file's name; empty for what was pasted.
    pub name: String,
    /// The mail it came in, where it did.
    pub from: Option<Head>,
    /// How what became of it is meant.
    pub tone: Tone,
    /// What became of it, in a sentence or two.
    pub words: String,
    /// Who it is from, as far as a signature tells.
    pub label: Option<Label>,
    /// What changed, or what it holds, a line each.
    pub list: Vec<String>,
    /// What to call that list.
    pub list_title: String,
    /// What could not be read, a line each.
    pub set_aside: Vec<String>,
    /// The id under which it is stored, where it is.
    pub file: Option<Id>,
    /// What there is to do about it.
    pub needs: Needs,
}

/// What there is to do about something that was opened.
#[derive(Clone)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// It waits to be looked at: the file of this id.
    Look(Id),
    /// A person has to say something first, of a form, a sheet or a reply that was read.
    Answers(Box<Answers>),
    /// Words of a person: whose they are, and which actions they are about; and whether they were pasted.
    Words(String, bool),
    /// It is a report or a list, which may be brought in as the plan.
    BringIn(Opened),
    /// It belongs to another partnership, to be opened there once somebody says so.
    Partnership(Opened),
    /// It belongs to a partnership that this device has no plan of: its plan file comes first.
    PlanFile(Opened),
}

impl Needs {
    /// Whether both are the same pasted words.
    pub fn is_same_words(&self, other: &Needs) -> bool {
        matches!((self, other), (Needs::Words(a, true), Needs::Words(b, true)) if a == b)
    }

    /// Whether a person has to say something before it is anything.
    pub fn asks(&self) -> bool {
        matches!(self, Needs::Answers(_) | Needs::Words(..))
    }
}

impl Came {
    /// Something of this name of which a sentence says what became.
    pub fn new(partnership: String, name: String, tone: Tone, words: String) -> Came {
        Came {
            key: 0,
            partnership,
            name,
            from: None,
            tone,
            words,
            label: None,
            list: Vec::new(),
            list_title: String::new(),
            set_aside: Vec::new(),
            file: None,
            needs: Needs::Nothing,
        }
    }
}
