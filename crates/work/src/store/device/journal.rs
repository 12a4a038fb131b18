//! What the browser keeps in its small storage beside a partnership's database: what is half typed, word by word, and
//! small settings. Every key says whose it is, and everything in it when it was written; [`FAMILIES`] says of every
//! key there can be which partnership it belongs to and how long it lives. So a partnership can be removed with all
//! that is its own, and a resident's half-quoted words do not stay for ever.
//!
//! What may not live here: the browser. It gives a [`Shelf`], and so do tests.

mod former;
mod forms;

pub use former::{adopt, migrate};

use crate::record::Id;
use crate::store::database::rows::DraftRow;
use crate::store::writing::lost::Lost;
use serde_json::{Value, json};

/// What the names of half-typed drafts and forms begin with.
const DRAFT: &str = "golden-thread.draft.";
/// What the names of a partnership's settings begin with.
const KEPT: &str = "golden-thread.kept.";
/// What the names of all our entries begin with.
const OURS: &str = "golden-thread.";
/// In the place of a partnership, where nobody knows whose an entry is: an earlier version did not write it down.
const UNKNOWN: &str = "unknown";

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// So many days what residents were half-quoted saying stays, and what hides it: as long as single conversations.
pub const TOLD_DAYS: u64 = 30;

/// Whose an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The device's: it says nothing about any partnership, and stays.
    Device,
    /// A partnership's: it goes with it.
    Partnership,
}

/// How long an entry lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lives {
    /// Until it is saved, cleared or thrown away.
    UntilDone,
    /// So many days after it was written, and not longer.
    Days(u64),
}

/// What the rest of a key names, after its family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// Nothing.
    Nothing,
    /// A record, a file or an event (and perhaps more behind it); where there is none yet, the partnership.
    Record,
    /// The partnership.
    Partnership,
}

/// Entries of one sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// What their keys begin with; what follows comes after a full stop.
    pub name: &'static str,
    /// Whose they are.
    pub whose: Whose,
    /// How long they live.
    pub lives: Lives,
    /// What the rest of the key names.
    pub names: Names,
}

const fn kept(name: &'static str, names: Names) -> Family {
    Family { name, whose: Whose::Partnership, lives: Lives::UntilDone, names }
}

const fn told(name: &'static str) -> Family {
    Family { name, whose: Whose::Partnership, lives: Lives::Days(TOLD_DAYS), names: Names::Record }
}

const fn device(name: &'static str) -> Family {
    Family { name, whose: Whose::Device, lives: Lives::UntilDone, names: Names::Nothing }
}

/// Every sort of entry there is. A draft of an update is known by its id alone, and is `draft` here. A new key is
/// declared here, or a test fails.
pub const FAMILIES: [Family; 39] = [
    // Which partnership was open last; whether the sample was looked at; the stall's language.
    device("open"),
    device("seenSample"),
    device("stall.language"),
    // What a resident is half-quoted saying, what was hard, and its English; the PINs that hide them.
    told("told"),
    told("close"),
    told("english"),
    told("pin"),
    // What is said of words or a form that came, until they are put in: nobody may ever open them again.
    told("came"),
    // Drafts of updates, and forms.
    kept("draft", Names::Record),
    kept("put-in", Names::Partnership),
    kept("service", Names::Record),
    kept("closed", Names::Record),
    kept("wrong", Names::Record),
    kept("risk", Names::Record),
    kept("figure", Names::Record),
    kept("measure", Names::Record),
    kept("pencil", Names::Record),
    kept("plan", Names::Record),
    kept("priority", Names::Record),
    kept("aim", Names::Record),
    kept("action", Names::Record),
    kept("organisation", Names::Record),
    kept("theme", Names::Record),
    kept("event", Names::Record),
    kept("sheet", Names::Record),
    kept("cycle", Names::Record),
    kept("reply", Names::Record),
    kept("contact", Names::Record),
    kept("person", Names::Record),
    kept("withdraw", Names::Record),
    kept("review", Names::Record),
    // Answers that are being worded; the paper that is being brought in, and how it is mended.
    kept("address", Names::Partnership),
    kept("answers", Names::Partnership),
    kept("bringin", Names::Nothing),
    kept("bringin.mending", Names::Nothing),
    // Whom the poster names; that two names are not one organisation; marks of the working file.
    kept("poster.contact", Names::Nothing),
    // Which plan is shown.
    kept("shownPlan", Names::Nothing),
    kept("named", Names::Record),
    kept("workingfile", Names::Partnership),
];

/// The family of a key; `None` where nobody has declared one. Where a record's id comes first the family follows it.
pub fn family(key: &str) -> Option<&'static Family> {
    let (id, after) = key.split_once('.').unwrap_or((key, "draft"));
    let key = if id.parse::<Id>().is_ok() { after } else { key };
    let is_of = |f: &&Family| key.strip_prefix(f.name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    FAMILIES.iter().filter(is_of).max_by_key(|f| f.name.len())
}

fn lives(key: &str) -> Lives {
    family(key).map_or(Lives::UntilDone, |f| f.lives)
}

fn is_device(key: &str) -> bool {
    family(key).is_some_and(|f| f.whose == Whose::Device)
}

/// A small storage of texts by name.
pub trait Shelf {
    /// The names of everything in it.
    fn names(&self) -> Vec<String>;
    /// What stands under a name.
    fn read(&self, name: &str) -> Option<String>;
    /// Puts a text under a name. False where it is refused; then at most the open page holds it.
    fn write(&self, name: &str, text: &str) -> bool;
    /// Takes away what stands under a name.
    fn remove(&self, name: &str);
}

/// An entry's name, taken apart.
struct Entry<'a> {
    /// Whether it is a draft or a form, and not a setting.
    is_draft: bool,
    partnership: &'a str,
    key: &'a str,
}

/// Takes the name of a partnership's entry apart; `None` for one of the device, of an earlier version, or not ours.
fn entry(name: &str) -> Option<Entry<'_>> {
    let (is_draft, rest) = match (name.strip_prefix(DRAFT), name.strip_prefix(KEPT)) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return None,
    };
    let (partnership, key) = rest.split_once('/')?;
    (partnership == UNKNOWN || partnership.parse::<Id>().is_ok()).then_some(Entry { is_draft, partnership, key })
}

/// Whether a name is that of something half typed which is this partnership's, or may be.
pub(in crate::store) fn drafts_name(name: &str, partnership: &str) -> bool {
    match entry(name) {
        Some(entry) => entry.is_draft && owned(&entry, partnership),
        None => name.starts_with(DRAFT),
    }
}

fn draft_name(partnership: &str, key: &str) -> String {
    format!("{DRAFT}{partnership}/{key}")
}

fn kept_name(partnership: &str, key: &str) -> String {
    format!("{KEPT}{partnership}/{key}")
}

/// A setting as it is stored: the text, and when it was written, in milliseconds since 1970.
fn stored(text: &str, at: u64) -> String {
    json!({ "at": at, "text": text }).to_string()
}

fn unstored(text: &str) -> Option<(String, u64)> {
    let value: Value = serde_json::from_str(text).ok()?;
    Some((value.get("text")?.as_str()?.to_owned(), value.get("at").and_then(Value::as_u64).unwrap_or(0)))
}

fn read_row(shelf: &dyn Shelf, name: &str) -> Option<DraftRow> {
    serde_json::from_str(&shelf.read(name)?).ok()
}

fn write_row(shelf: &dyn Shelf, name: &str, row: &DraftRow) -> bool {
    serde_json::to_string(row).is_ok_and(|text| shelf.write(name, &text))
}

/// A partnership's entry of a key, or else one whose owner nobody knows.
fn find<T>(
    partnership: &str,
    name: fn(&str, &str) -> String,
    key: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    read(&name(partnership, key)).or_else(|| read(&name(UNKNOWN, key)))
}

/// Notes what is being typed. False where the storage refuses it. What lives for some days only does so from when the
/// words were first there: looking at them does not keep them longer.
pub fn note(shelf: &dyn Shelf, partnership: &str, row: &DraftRow) -> bool {
    let name = draft_name(partnership, &row.id);
    let former = find(partnership, draft_name, &row.id, |name| read_row(shelf, name));
    let same = |f: &DraftRow| DraftRow { saved: row.saved, ..f.clone() } == *row;
    let former = former.filter(|f| lives(&row.id) != Lives::UntilDone && same(f));
    let noted = write_row(shelf, &name, &former.unwrap_or_else(|| row.clone()));
    shelf.remove(&draft_name(UNKNOWN, &row.id));
    noted
}

/// What was noted last under this key.
pub fn noted(shelf: &dyn Shelf, partnership: &str, key: &str) -> Option<DraftRow> {
    find(partnership, draft_name, key, |name| read_row(shelf, name))
}

/// Everything half typed that is a partnership's, or may be.
pub fn drafts(shelf: &dyn Shelf, partnership: &str) -> Vec<DraftRow> {
    let names = shelf.names();
    names.iter().filter(|name| drafts_name(name, partnership)).filter_map(|name| read_row(shelf, name)).collect()
}

fn owned(entry: &Entry<'_>, partnership: &str) -> bool {
    [partnership, UNKNOWN].contains(&entry.partnership)
}

/// Forgets what is finished or thrown away.
pub fn forget(shelf: &dyn Shelf, partnership: &str, key: &str) {
    shelf.remove(&draft_name(partnership, key));
    shelf.remove(&draft_name(UNKNOWN, key));
}

/// A small setting: the device's, or a partnership's. `None` if there is none.
pub fn setting(shelf: &dyn Shelf, partnership: Option<&str>, key: &str) -> Option<String> {
    if is_device(key) {
        return serde_json::from_str(&shelf.read(&format!("{OURS}{key}"))?).ok();
    }
    find(partnership?, kept_name, key, |name| Some(unstored(&shelf.read(name)?)?.0))
}

/// Keeps a small setting. False where the storage refuses it, or where no partnership is open that it could be of.
pub fn set_setting(shelf: &dyn Shelf, partnership: Option<&str>, key: &str, text: &str, now_ms: u64) -> bool {
    if is_device(key) {
        return shelf.write(&format!("{OURS}{key}"), &json!(text).to_string());
    }
    let Some(partnership) = partnership else { return false };
    let former = find(partnership, kept_name, key, |name| unstored(&shelf.read(name)?));
    let at = former.filter(|(former, _)| former == text).map_or(now_ms, |(_, at)| at);
    let kept = shelf.write(&kept_name(partnership, key), &stored(text, at));
    shelf.remove(&kept_name(UNKNOWN, key));
    kept
}

/// Forgets a small setting.
pub fn forget_setting(shelf: &dyn Shelf, partnership: Option<&str>, key: &str) {
    if is_device(key) {
        return shelf.remove(&format!("{OURS}{key}"));
    }
    for whose in partnership.into_iter().chain([UNKNOWN]) {
        shelf.remove(&kept_name(whose, key));
    }
}

/// Takes away what has lived as long as it may, of every partnership. What was written by a clock that ran ahead is
/// counted from now.
pub fn expire(shelf: &dyn Shelf, now_ms: u64) {
    for name in shelf.names() {
        let Some(found) = entry(&name) else { continue };
        let Lives::Days(days) = lives(found.key) else { continue };
        let row = if found.is_draft { read_row(shelf, &name) } else { None };
        let text = if found.is_draft { None } else { shelf.read(&name).and_then(|text| unstored(&text)) };
        let Some(at) = row.as_ref().map(|row| row.saved).or(text.as_ref().map(|(_, at)| *at)) else {
            // What cannot be read any more cannot be wanted.
            shelf.remove(&name);
            continue;
        };
        if now_ms.saturating_sub(at) >= days * DAY_MS {
            shelf.remove(&name);
        } else if at > now_ms + DAY_MS {
            match (row, text) {
                (Some(row), _) => write_row(shelf, &name, &DraftRow { saved: now_ms, ..row }),
                (None, Some((text, _))) => shelf.write(&name, &stored(&text, now_ms)),
                (None, None) => false,
            };
        }
    }
}

/// Takes away everything that is a partnership's; with the `last` one on this device also what nobody knows the
/// partnership of.
pub fn remove_partnership(shelf: &dyn Shelf, partnership: &str, last: bool) {
    for name in shelf.names() {
        let goes = entry(&name).is_some_and(|e| e.partnership == partnership || (last && e.partnership == UNKNOWN));
        if goes || (last && is_former(&name)) {
            shelf.remove(&name);
        }
    }
}

/// Takes away of a partnership's entries what was removed for good: what is half typed about those records, what
/// answers them, and what anything else quotes of them.
pub fn remove_words(shelf: &dyn Shelf, partnership: &str, lost: &Lost) {
    let ids: Vec<String> = lost.records.iter().map(Id::to_string).collect();
    let names_one = |key: &str| ids.iter().any(|id| key.contains(id.as_str()));
    for name in shelf.names() {
        let Some(found) = entry(&name).filter(|e| owned(e, partnership)) else { continue };
        if names_one(found.key) {
            shelf.remove(&name);
        } else if found.is_draft {
            let Some(row) = read_row(shelf, &name) else { continue };
            if lost.takes(&row) {
                shelf.remove(&name);
            } else if let Some(left) = lost.cut(&row) {
                write_row(shelf, &name, &left);
            }
        } else if let Some((text, at)) = shelf.read(&name).and_then(|text| unstored(&text))
            && let Some(left) = without(&text, &ids, lost)
        {
            shelf.write(&name, &stored(&left, at));
        }
    }
}

/// A setting's text without what goes: members named after a record that is gone, and quotations.
fn without(text: &str, ids: &[String], lost: &Lost) -> Option<String> {
    let Ok(mut value) = serde_json::from_str::<Value>(text) else { return lost.quotes.cut(text) };
    let mut any = lost.quotes.cut_value(&mut value);
    if let Some(members) = value.as_object_mut() {
        let before = members.len();
        members.retain(|name, _| !ids.contains(name));
        any |= members.len() < before;
    }
    any.then(|| value.to_string())
}

/// Whether a name is of an earlier version's entry.
fn is_former(name: &str) -> bool {
    key_of(name).is_some()
}

/// The key of an earlier version's entry, and whether it is a draft or a form.
fn key_of(name: &str) -> Option<(bool, &str)> {
    if entry(name).is_some() {
        return None;
    }
    if let Some(key) = name.strip_prefix(DRAFT) {
        return Some((true, key));
    }
    let key = name.strip_prefix(OURS)?;
    // What nobody has declared is not ours to move: a later version may have written it.
    family(key).filter(|_| !is_device(key)).map(|_| (false, key))
}
