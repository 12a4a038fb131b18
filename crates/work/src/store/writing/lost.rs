//! What goes with words that were removed for good, beyond the copies of their record: drafts that answer them, what
//! other drafts quote of them, the reason that came back for them, and what other rows repeat of a name or a title.

use crate::bundle::read_record_line;
use crate::domain::fields as f;
use crate::ledger::changes::Work;
use crate::ledger::quoting::Quotes;
use crate::ledger::removal::{Gone, lost, lost_value};
use crate::record::{Id, Record, Set, Stamp};
use crate::store::database::entry::Entry;
use crate::store::database::rows::ChangeRow;
use crate::store::database::rows::DraftRow;
use crate::store::database::rows::ReceiptRow;
use crate::store::database::rows::ReceiptsRow;
use crate::store::database::rows::ReceivedRow;
use crate::store::database::tables::Rows;
use crate::store::database::tables::Store;
use crate::store::database::tables::StoreError;
use crate::store::database::tables::Table;
use crate::store::device::answer::answering;
use crate::store::device::state::State;
use crate::store::writing::row_change::RowChange;

/// Rows that hold what stood in the records before.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct Former {
    /// The history.
    pub(in crate::store) history: Rows,
    /// The log since the last snapshot.
    pub(in crate::store) log: Rows,
}

impl Former {
    /// Reads them, only where words go for good: the history may repeat a title of theirs, and the log what they were.
    pub(in crate::store) async fn read(store: &impl Store, work: &Work) -> Result<Former, StoreError> {
        let goes = |r: &Record| r.erased().is_some() || !r.redacted().is_empty();
        let mut former = Former::default();
        if !work.erase.is_empty() || !work.redact.is_empty() || work.joins.iter().any(goes) {
            former.history = store.rows(Table::Changes, "").await?;
            former.log = store.rows(Table::Log, "").await?;
        }
        Ok(former)
    }
}

/// Words that are removed for good.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lost {
    /// The records that they are removed from.
    pub records: Vec<Id>,
    /// The words, to be found where they are quoted.
    pub quotes: Quotes,
    texts: Vec<String>,
    /// The fields that lose their words, by record; none where all of it goes.
    fields: Vec<(Id, Option<Vec<String>>)>,
    /// The removals, with what the removed words took the place of: a file that was sent holds them as they were then.
    pub(in crate::store) wide: Set,
}

impl Lost {
    /// What these removals take along. `copies` are records as they stood before, several of one where each may hold
    /// other words; `history` the rows of their history.
    pub(in crate::store) fn of(removals: &Set, copies: &[&Record], history: &Rows) -> Lost {
        let mut all = Lost { records: removals.iter().map(|r| r.id).collect(), ..Lost::default() };
        for removal in removals.iter() {
            let copies: Vec<&Record> = copies.iter().copied().filter(|r| r.id == removal.id).collect();
            let fields = (removal.erased().is_none()).then(|| fields(removal, &copies));
            let wide = fields.as_ref().map_or_else(|| removal.clone(), |fields| wide(removal, fields, &copies));
            let gone = if fields.is_none() { Gone::Whole } else { Gone::Redacted(&wide) };
            all.texts.extend(lost(removal.id, gone, &copies, &mut all.quotes));
            let least = gone.least();
            let own = format!("{}/", removal.id);
            let lines = history.iter().filter(|(key, _)| key.starts_with(&own)).flat_map(|(_, text)| text.lines());
            let rows = lines.filter_map(|line| serde_json::from_str::<ChangeRow>(line).ok());
            let goes = |row: &ChangeRow| {
                fields.as_ref().is_none_or(|fields| fields.iter().any(|(name, _)| *name == row.field))
            };
            for value in rows.filter(goes).flat_map(|row| [row.before, row.after]).flatten() {
                all.texts.extend(lost_value(&value, least, &mut all.quotes));
            }
            all.wide.put(wide);
            let names = fields.map(|fields| fields.into_iter().map(|(name, _)| name).collect());
            all.fields.push((removal.id, names));
        }
        all
    }

    /// The same of the records of a device.
    pub(in crate::store) fn on(state: &State, removals: &Set, former: &Former) -> Lost {
        let touched = |r: &&Record| removals.get(r.id).is_some();
        let lines = state.sent.iter().flat_map(|sent| &sent.records);
        let sent = lines.filter_map(|line| read_record_line(line).ok());
        let logged = former.log.iter().filter_map(|(_, text)| Entry::read(text).0).flat_map(|entry| entry.records);
        let before: Vec<Record> = sent.chain(logged).filter(|r| touched(&r)).collect();
        let base = state.ledger.base().into_iter().flat_map(Set::iter);
        let staged = state.staged.iter().flat_map(|staged| staged.sets().flat_map(Set::iter));
        let all = state.ledger.records().iter().chain(base).chain(staged).chain(before.iter());
        Lost::of(removals, &all.filter(touched).collect::<Vec<_>>(), &former.history)
    }

    fn touches(&self, id: &str) -> bool {
        id.parse().is_ok_and(|id| self.records.contains(&id))
    }

    /// Whether a draft goes as a whole: it became a record whose words are gone, or it answers one that is gone, and so
    /// began with its words.
    pub fn takes(&self, draft: &DraftRow) -> bool {
        let whole = |id: Id| self.fields.iter().any(|(gone, fields)| *gone == id && fields.is_none());
        self.touches(&draft.id) || answering(draft).is_some_and(|(id, _)| whole(id))
    }

    /// The fields of a draft that began with words which are gone, because it answers them; they may have been changed
    /// a little since.
    fn began_with(&self, draft: &DraftRow) -> Vec<&str> {
        let Some((id, asked)) = answering(draft) else { return Vec::new() };
        let fields = self.fields.iter().find(|(gone, _)| *gone == id).and_then(|(_, fields)| fields.as_ref());
        match (fields, asked) {
            (Some(fields), None) => fields.iter().map(String::as_str).collect(),
            (Some(fields), Some(asked)) if fields.contains(&asked) => vec![f::NARRATIVE],
            _ => Vec::new(),
        }
    }

    /// Whether a line tells of words that are gone: it quotes them, or names somebody or gives a figure as they do. A line is what
    /// somebody wrote in other words than the record's; so it is better to lose one too many.
    pub(in crate::store) fn is_told_in(&self, line: &str) -> bool {
        let telling = |text: &str| -> Vec<String> {
            let words = text.split(|c: char| !c.is_alphanumeric());
            let tells =
                |word: &&str| word.chars().count() > 2 && word.chars().any(|c| c.is_uppercase() || c.is_ascii_digit());
            words.filter(tells).map(str::to_lowercase).collect()
        };
        let line_has = telling(line);
        let shares = |text: &String| telling(text).iter().any(|word| line_has.contains(word));
        self.quotes.cut(line).is_some() || self.texts.iter().any(shares)
    }

    /// The draft without what it answers and what it quotes; `None` where that is nothing.
    pub fn cut(&self, draft: &DraftRow) -> Option<DraftRow> {
        let began = self.began_with(draft);
        let cut = |text: &String| self.quotes.cut(text).unwrap_or_else(|| text.clone());
        let left = draft.fields.iter().filter(|(name, _)| !began.contains(&name.as_str()));
        let fields = left.map(|(name, text)| (name.clone(), cut(text))).collect();
        let left = DraftRow { fields, ..draft.clone() };
        (left != *draft).then_some(left)
    }

    /// A row without what goes; drafts that go as a whole become [`RowChange::DraftGone`].
    pub(in crate::store) fn row(&self, row: RowChange) -> RowChange {
        match row {
            RowChange::Draft(draft) if self.takes(&draft) => RowChange::DraftGone(draft.id),
            RowChange::Draft(draft) => RowChange::Draft(self.cut(&draft).unwrap_or(draft)),
            RowChange::Receipts(receipts) => RowChange::Receipts(self.receipts(&receipts).unwrap_or(receipts)),
            RowChange::Received(row) => RowChange::Received(self.received(&row).unwrap_or(row)),
            other => other,
        }
    }

    /// What became of what was sent, without the reasons that came back for words that are gone: they may repeat them.
    fn receipts(&self, receipts: &ReceiptsRow) -> Option<ReceiptsRow> {
        let touched = |key: &String| self.touches(key.split(':').next().unwrap_or_default());
        let left = |(key, row): (&String, &ReceiptRow)| {
            let reason = row.reason.clone().filter(|_| !touched(key));
            (key.clone(), ReceiptRow { reason, ..row.clone() })
        };
        let left = ReceiptsRow(receipts.0.iter().map(left).collect());
        (left != *receipts).then_some(left)
    }

    /// An opened file without its sender's name, where that name is gone.
    fn received(&self, row: &ReceivedRow) -> Option<ReceivedRow> {
        let goes = self.touches(&row.from) && self.texts.contains(&row.from_name);
        goes.then(|| ReceivedRow { from_name: String::new(), ..row.clone() })
    }

    /// The rows of a device that change beside those the transaction writes.
    pub(in crate::store) fn rows(&self, state: &State) -> Vec<RowChange> {
        let drafts = state.drafts.values().cloned().map(RowChange::Draft);
        let received = state.received.iter().cloned().map(RowChange::Received);
        let all = drafts.chain(received).chain([RowChange::Receipts(state.receipts.clone())]);
        let change = |row: RowChange| Some(self.row(row.clone())).filter(|left| *left != row);
        all.filter_map(change).collect()
    }

    /// A row of the history without a title that is gone; `None` where it has none. The history of the records
    /// themselves goes as a whole.
    pub(in crate::store) fn history(&self, text: &str) -> Option<String> {
        let gone = |title: &String| self.texts.contains(title);
        let mut any = false;
        let mut left = Vec::new();
        for line in text.lines() {
            match serde_json::from_str::<ChangeRow>(line) {
                Ok(row) if row.title.as_ref().is_some_and(gone) => {
                    any = true;
                    left.push(serde_json::to_string(&ChangeRow { title: Some(String::new()), ..row }).ok()?);
                }
                _ => left.push(line.to_owned()),
            }
        }
        any.then(|| left.join("\n"))
    }
}

/// The fields whose words are removed, each with the last removed stamp of each writer in it.
fn fields(removal: &Record, copies: &[&Record]) -> Vec<(String, Vec<Stamp>)> {
    let mut found: Vec<(String, Vec<Stamp>)> = Vec::new();
    for (name, field) in copies.iter().flat_map(|copy| copy.fields()) {
        let stamps = field.writes().iter().map(|w| w.at).chain(field.seen());
        let gone: Vec<Stamp> = stamps.filter(|at| removal.redacted().contains(at)).collect();
        if gone.is_empty() {
            continue;
        }
        match found.iter_mut().find(|(known, _)| known == name) {
            Some((_, stamps)) => stamps.extend(gone),
            None => found.push((name.clone(), gone)),
        }
    }
    found
}

/// The removal, with every earlier write of the same writers in those fields.
fn wide(removal: &Record, fields: &[(String, Vec<Stamp>)], copies: &[&Record]) -> Record {
    let mut wide = removal.clone();
    for (name, gone) in fields {
        let before = |at: &Stamp| gone.iter().any(|last| last.writer() == at.writer() && at <= last);
        let writes = copies.iter().filter_map(|copy| copy.field(name)).flat_map(|field| field.writes());
        wide.redact(writes.map(|w| w.at).filter(before).collect::<Vec<_>>());
    }
    wide
}
