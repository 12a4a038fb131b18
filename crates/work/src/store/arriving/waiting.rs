//! Files that wait: those made here of words put in for somebody, whether one may be put away unused, and which sent
//! ones an acknowledgement names.

use crate::bundle::{Bundle, Purpose};
use crate::domain::{fields as f, kind};
use crate::ledger::exchange;
use crate::record::Id;
use crate::store::database::left_out::LeftOut;
use crate::store::database::rows::ReceivedRow;
use crate::store::database::rows::SentRow;
use crate::store::database::rows::StagedRow;
use crate::store::device::state::State;
use crate::store::writing::row_change::RowChange;

/// What a text (an e-mail, or the words alone) says of files that were sent.
#[derive(Debug, Default, PartialEq)]
pub struct Named<'a> {
    /// Returns that it confirms: it has the words that only who opened them can say.
    pub confirmed: Vec<&'a SentRow>,
    /// Files it only names: by the check words of the sender's own e-mail, which confirm nothing.
    pub only_named: Vec<&'a SentRow>,
}

/// The sent files whose words stand in a text, in any spelling of case and hyphens.
pub fn named_by_words<'a>(state: &'a State, text: &str) -> Named<'a> {
    let plain = |text: &str| {
        let letters = text.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' });
        let letters: String = letters.collect();
        format!(" {} ", letters.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let text = plain(text);
    let mut named = Named::default();
    for row in &state.sent {
        let Ok(id) = row.id.parse() else { continue };
        let is_return = row.purpose == Purpose::Return.name();
        let words = row.words.clone().unwrap_or_else(|| exchange::received_words(id, &row.records));
        if is_return && text.contains(&plain(&words)) {
            named.confirmed.push(row);
        } else if text.contains(&plain(&exchange::file_words(id))) {
            named.only_named.push(row);
        }
    }
    named
}

/// The rows of a file that was made here of somebody's words, among those that wait. `not_read` is what could not be read of
/// the document that they stood in, a line each.
pub fn put_in(bundle: &Bundle, name: String, from_name: String, not_read: Vec<String>) -> Vec<RowChange> {
    let envelope = &bundle.envelope;
    let count = |of: &str| bundle.records.iter().filter(|r| r.kind == of).count();
    let updates = count(kind::UPDATE);
    let id = envelope.id.to_string();
    let (received, text) = (envelope.created.clone(), crate::bundle::write(bundle));
    // Made here: there is nobody else for whom it could speak.
    let staged = StagedRow {
        id: id.clone(),
        name,
        received,
        text,
        claims: Some(Vec::new()),
        set_aside: 0,
        left_out: LeftOut::default(),
        not_read,
    };
    let received = ReceivedRow {
        id,
        bears: None,
        digest: None,
        from: envelope.from.to_string(),
        from_name,
        sequence: envelope.sequence,
        purpose: envelope.purpose.name().to_owned(),
        created: envelope.created.clone(),
        received: envelope.created.clone(),
        updates,
        others: bundle.records.len().saturating_sub(updates + count(kind::WRITER)),
        acknowledged: false,
        put_away: false,
        proof: None,
        based_on: None,
        words: None,
    };
    vec![RowChange::Staged(staged), RowChange::Received(received)]
}

/// The day on which a record was put in, where it is here: in the record, or in a file that waits.
pub fn put_in_on(state: &State, id: Id) -> Option<String> {
    let staged = || state.staged.iter().find_map(|staged| staged.sets().find_map(|set| set.get(id)));
    let record = state.ledger.records().get(id).or_else(staged)?;
    let day = record.text(f::HANDED_OVER).map(str::to_owned);
    // A figure has none of its own: the day of its stamps.
    Some(day.unwrap_or_else(|| record.stamps().map(|s| s.ms()).max().and_then(day_of).unwrap_or_default()))
}

fn day_of(ms: u64) -> Option<String> {
    let days = i64::try_from(ms / 86_400_000).ok()?;
    Some(crate::days::date(1970, 1, 1).plus_days(days)?.to_string())
}

/// Whether a staged file may be put away unused: not once a plan file or reply has told its sender that it
/// arrived, because then nobody would send its words again.
pub fn may_put_away(state: &State, file: &str) -> bool {
    !state.received.iter().any(|r| r.id == file && r.acknowledged)
}

/// The row that notes that the sender was told of a file, by words that were copied for an e-mail.
pub fn told(state: &State, file: &str) -> Option<RowChange> {
    let received = state.received.iter().find(|r| r.id == file && !r.acknowledged);
    received.map(|r| RowChange::Received(ReceivedRow { acknowledged: true, ..r.clone() }))
}

/// The rows that put a staged file away unused. It is not confirmed to its sender, so that the sender's
/// next file holds its words again.
pub fn put_away(state: &State, file: &str) -> Vec<RowChange> {
    let mut rows = vec![RowChange::StagedGone(file.to_owned())];
    let received = state.received.iter().find(|r| r.id == file);
    rows.extend(received.map(|r| RowChange::Received(ReceivedRow { put_away: true, ..r.clone() })));
    rows
}
