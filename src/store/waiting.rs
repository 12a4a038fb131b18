//! Files that wait: whether one may be put away unused, and which sent ones an acknowledgement names.

use super::rows::{ReceivedRow, SentRow};
use super::{RowChange, State};
use crate::ledger::exchange;

/// Sent files whose check words stand in a text (an e-mail, or the words alone), in any spelling of case and
/// hyphens.
pub fn named_by_check_words<'a>(state: &'a State, text: &str) -> Vec<&'a SentRow> {
    let plain = |text: &str| {
        let letters = text.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' });
        let letters: String = letters.collect();
        format!(" {} ", letters.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let text = plain(text);
    let named = |id: &str| id.parse().is_ok_and(|id| text.contains(&plain(&exchange::check_words(id))));
    state.sent.iter().filter(|s| named(&s.id)).collect()
}

/// Whether a staged file may be put away unused: not once a plan file or reply has told its sender that it
/// arrived, because then nobody would send its words again.
pub fn may_put_away(state: &State, file: &str) -> bool {
    !state.received.iter().any(|r| r.id == file && r.acknowledged)
}

/// The rows that put a staged file away unused. It is not confirmed to its sender, so that the sender's
/// next file holds its words again.
pub fn put_away(state: &State, file: &str) -> Vec<RowChange> {
    let mut rows = vec![RowChange::StagedGone(file.to_owned())];
    let received = state.received.iter().find(|r| r.id == file);
    rows.extend(received.map(|r| RowChange::Received(ReceivedRow { put_away: true, ..r.clone() })));
    rows
}
