//! One line of what people told us.

use crate::app::route::Route;
use crate::domain::{Answer, kind};
use crate::events::insights::{AnswerLine, Voice};
use crate::ledger::Ledger;
use crate::ledger::risks::risk_title;
use crate::record::Id;

/// One thing that people told us, with its answer once there is one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// What it is known by while it stands here: its answer, or its first note.
    pub key: Id,
    pub theme: String,
    /// The exact sentences, one for each thing that was said, where there are notes.
    pub exact: Vec<String>,
    pub notes: Vec<Id>,
    pub bears_on: Vec<Id>,
    /// The actions and risks it bears on, by their titles.
    pub linked: Vec<(Route, String)>,
    pub answer: Option<AnswerLine>,
}

impl Line {
    pub fn of(ledger: &Ledger, voice: Option<&Voice>, answer: Option<AnswerLine>) -> Option<Line> {
        let answered = answer.as_ref().and_then(|a| ledger.live(a.id, kind::ANSWER)).map(Answer);
        let key = answered.map(Answer::id).or_else(|| voice?.notes.first().copied())?;
        let bears_on = voice.map(|v| v.bears_on.clone()).or_else(|| Some(answered?.bears_on())).unwrap_or_default();
        let theme = answered.map(|a| a.theme().to_owned()).filter(|t| !t.is_empty());
        let titled = |id: &Id| match ledger.action(*id) {
            Some(action) => Some((Route::Action(*id), action.title().to_owned())),
            None => Some((Route::Risk(*id), risk_title(ledger, *id)?)),
        };
        Some(Line {
            key,
            theme: theme.or_else(|| Some(voice?.theme.clone())).unwrap_or_default(),
            exact: voice.map(Voice::sentences).unwrap_or_default(),
            notes: voice.map(|v| v.notes.clone()).unwrap_or_default(),
            linked: bears_on.iter().filter_map(titled).collect(),
            bears_on,
            answer,
        })
    }

    /// Another one as soon as anything of it changes.
    pub fn content(&self) -> String {
        let mut all = self.key.to_string();
        let answer =
            self.answer.as_ref().map(|a| [a.told.clone(), a.state_words(), a.because.clone(), a.answered_by.clone()]);
        let texts = [self.theme.clone()].into_iter().chain(self.exact.clone());
        let ids = self.notes.iter().chain(&self.bears_on).map(Id::to_string);
        for text in texts.chain(answer.into_iter().flatten()).chain(ids) {
            all.push('\n');
            all.push_str(&text);
        }
        all
    }
}
