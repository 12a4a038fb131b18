//! The labels people write before an answer: "Next step: …", "Status = Green", "Progress - …".

use crate::domain::ids::normal_words;
use crate::words::say;

/// Which part of an answer lines go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Update,
    Next,
    When,
    Help,
}

/// What a label is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    By,
    Date,
    Rating,
    Part(Part),
}

/// Names of labels in their plain form.
pub(super) struct Labels(Vec<(String, Label)>);

/// A label is no longer.
const LONGEST: usize = 60;

impl Labels {
    /// Those of our letter, and what people write instead.
    pub fn known() -> Labels {
        let own = [
            ("forms.label.by", Label::By),
            ("forms.label.date", Label::Date),
            ("forms.label.update", Label::Part(Part::Update)),
            ("forms.label.next", Label::Part(Part::Next)),
            ("forms.label.when", Label::Part(Part::When)),
            ("forms.label.help", Label::Part(Part::Help)),
            ("forms.label.rating", Label::Rating),
        ];
        let others = [
            ("forms.reply.rating", Label::Rating),
            ("forms.reply.update", Label::Part(Part::Update)),
            ("forms.reply.next", Label::Part(Part::Next)),
            ("forms.reply.when", Label::Part(Part::When)),
            ("forms.reply.help", Label::Part(Part::Help)),
        ];
        let mut all: Vec<(String, Label)> = own.iter().map(|(key, label)| (normal_words(&say(key)), *label)).collect();
        for (key, label) in others {
            all.extend(say(key).split(',').map(|name| (normal_words(name.trim()), label)));
        }
        Labels(all)
    }

    fn named(&self, words: &str) -> Option<Label> {
        let plain = normal_words(words.trim_matches(['*', '_', ' ', '\t', '\u{a0}']));
        self.0.iter().find(|(name, _)| *name == plain).map(|(_, label)| *label)
    }

    /// The label that a line begins with, and the words after it. After a colon or an equals sign directly; a dash needs
    /// white space at one of its sides, so that "follow-up" is one word.
    pub fn split<'l>(&self, line: &'l str) -> Option<(Label, &'l str)> {
        let near = line.char_indices().take_while(|(at, _)| *at <= LONGEST);
        for (at, sign) in near {
            let (before, rest) = line.split_at(at);
            let after = rest.get(sign.len_utf8()..).unwrap_or_default();
            let apart =
                || before.ends_with(char::is_whitespace) || after.starts_with(char::is_whitespace) || after.is_empty();
            let splits = match sign {
                ':' | '=' | '\u{ff1a}' | '\t' | '\u{2192}' => true,
                '-' | '\u{2010}'..='\u{2015}' => apart(),
                _ => false,
            };
            if let Some(label) = self.named(before).filter(|_| splits && !before.trim().is_empty()) {
                let after = if sign == '-' { after.trim_start_matches(['-', '>']) } else { after };
                let words = after.trim_matches(['*', ' ', '\t', '\u{a0}']);
                return Some((label, words));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_end_with_any_sign() {
        let labels = Labels::known();
        let rating = Some((Label::Rating, "Green"));
        for line in [
            "Status: Green",
            "Status = Green",
            "Status=Green",
            "RAG - Green",
            "**Rating:** Green",
            "status \u{2013} Green",
            "RAG rating\tGreen",
        ] {
            assert_eq!(labels.split(line), rating, "{line}");
        }
        assert_eq!(labels.split("Deadline: Sept 25"), Some((Label::Part(Part::When), "Sept 25")));
        assert_eq!(
            labels.split("Progress - three sessions held"),
            Some((Label::Part(Part::Update), "three sessions held"))
        );
        assert_eq!(labels.split("Next steps:"), Some((Label::Part(Part::Next), "")));
        for own in
            ["Progress was good - three sessions", "Help-desk opened", "Update us on 3 June: please", ": Green", "Help"]
        {
            assert_eq!(labels.split(own), None, "{own}");
        }
    }
}
