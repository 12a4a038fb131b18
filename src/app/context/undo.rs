//! What Undo takes back: edits, and a draft that ended with them.

use crate::pencil::taking_back::TakingBack;
use crate::store::rows::DraftRow;

/// What takes back what was just saved: edits, and the words that were a draft before.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Undo {
    pub(super) back: TakingBack,
    pub(super) draft: Option<DraftRow>,
}

impl Undo {
    /// These edits, and this draft as it was.
    pub fn with_draft(back: TakingBack, draft: DraftRow) -> Undo {
        Undo { back, draft: Some(draft) }
    }

    /// Whether there is nothing to take back.
    pub fn is_empty(&self) -> bool {
        self.back.is_empty() && self.draft.is_none()
    }
}

impl From<TakingBack> for Undo {
    fn from(back: TakingBack) -> Undo {
        Undo { back, draft: None }
    }
}
