//! What may be wrong with what was typed in a field.

use super::scale::WrongScale;
use crate::domain::kinds::Field;
use crate::words::{fill, say};

/// Why what was typed is no value of its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It is needed, and nothing was typed.
    Needed,
    /// No day, such as the 31st of February.
    Day,
    /// No day with a time.
    When,
    /// No number.
    Number,
    /// No whole number from 0 on.
    Whole,
    /// No whole number from 1 to this one.
    Score(u8),
    /// No e-mail address.
    Mail,
    /// No address of a web page.
    Web,
    /// None of the field's choices, or of the records to choose from.
    Choice,
    /// No organisation of the partnership has this name.
    Organisation(String),
    /// More letters than anybody would read; the most it takes.
    TooLong(usize),
    /// No rating scale, and what is wrong with it.
    Scale(WrongScale),
    /// No form takes this field.
    NotTyped,
}

impl Wrong {
    /// What to do about it, in plain words.
    pub fn words(&self, field: &Field) -> String {
        let label = field.called();
        let key = match self {
            Wrong::Needed => return field.need(),
            Wrong::Organisation(name) => return fill("pencil.wrong.organisation", &[("name", name)]),
            Wrong::Day => "pencil.wrong.day",
            Wrong::When => "pencil.wrong.when",
            Wrong::Number => "pencil.wrong.number",
            Wrong::Whole => "pencil.wrong.whole",
            Wrong::Score(most) => return fill("pencil.wrong.score", &[("label", &label), ("most", most)]),
            Wrong::TooLong(most) => return fill("pencil.wrong.tooLong", &[("label", &label), ("most", most)]),
            Wrong::Mail => return say("pencil.wrong.mail"),
            Wrong::Web => return say("pencil.wrong.web"),
            Wrong::Scale(wrong) => return wrong.words(),
            Wrong::Choice | Wrong::NotTyped => "pencil.wrong.choice",
        };
        fill(key, &[("label", &label)])
    }
}
