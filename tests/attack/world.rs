//! An office with a key, a representative whose key it has named, another who never signs, and the files of a stranger.

use crate::device::{self, Counting, Device, set_keys, with_key};
use golden_thread::bundle::{self, Bundle};
use golden_thread::domain::{fields as f, kind};
use golden_thread::ledger::review::{Decision, Item};
use golden_thread::record::Id;
use golden_thread::seal::{Signer as _, SigningKey};
use golden_thread::store::incoming::{News, Refusal};
use serde_json::{Value, json};

pub const STRANGER: &str = "0190a6f2-0000-7000-8000-00000000bad1";
pub const FAR: &str = "ffffffffffff-ffff-";

pub struct World {
    pub office: Device,
    pub signer: SigningKey,
    /// Signs, and the office has named the key.
    pub victim: Device,
    pub key: SigningKey,
    /// Never signs.
    pub other: Device,
    pub actions: Vec<Id>,
    pub plan: Bundle,
}

/// An office that has published; what the victim returned was used and is in the plan file.
pub fn begin() -> World {
    let mut office = Device::new("Office", true);
    let signer = with_key(&mut office, 1);
    let actions = office.plan(3);
    let key = SigningKey::generate(&mut Counting(3)).unwrap();
    let first = office.issue_signed(&signer);
    let (mut victim, mut other) = (Device::new("Victim", false), Device::new("Other", false));
    victim.open(&first).unwrap();
    other.open(&first).unwrap();
    set_keys(&mut office, |k| k.name_sender(victim.writer(), key.public_key()));
    victim.update(actions[0], "What the victim did");
    let (file, text) = victim.return_signed(&key);
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    let issue = office.issue_signed(&signer);
    victim.open(&issue).unwrap();
    other.open(&issue).unwrap();
    let plan = bundle::read(issue.as_bytes()).unwrap().bundle;
    World { office, signer, victim, key, other, actions, plan }
}

/// One file's members and records, as any program writes them.
pub struct File {
    pub members: Value,
    pub records: Vec<Value>,
}

impl World {
    pub fn at(&self, n: u32, who: &str) -> String {
        format!("{:012x}-{n:04x}-{who}", self.office.ms)
    }

    pub fn file(&self, purpose: &str, sequence: u64) -> File {
        let partnership =
            json!({ "id": self.plan.envelope.partnership.id.to_string(), "name": self.plan.envelope.partnership.name });
        let members = json!({
            "format": "golden-thread/bundle", "version": 1, "partnership": partnership, "id": device::new_id().to_string(),
            "sequence": sequence, "created": "2026-01-02T00:00:00Z", "purpose": purpose, "from": STRANGER,
        });
        let write = json!([{ "at": self.at(1, STRANGER), "value": "Casey Vale" }]);
        let name = json!({ "id": STRANGER, "kind": "writer", "fields": { "name": { "writes": write } } });
        File { members, records: vec![name] }
    }

    pub fn update(&self, n: u32, action: Id, words: &str, who: &str) -> Value {
        let write = |value: Value| json!({ "writes": [{ "at": self.at(n, who), "value": value }] });
        json!({ "id": device::new_id().to_string(), "kind": "update", "fields": {
            format!("covers/{action}"): write(json!({ "rating": null })), "date": write(json!("2026-01-02")), "narrative": write(json!(words)),
        } })
    }

    /// Somebody's future edits declared seen: every field of every record, with the value that is there or with none.
    pub fn poison(&self, victim: Id) -> Vec<Value> {
        let mut all = Vec::new();
        for record in
            self.plan.records.iter().filter(|r| !matches!(r.kind.as_str(), "update" | "writer" | "figures" | "answer"))
        {
            let mut names: Vec<&str> = record.fields().keys().map(String::as_str).collect();
            names.extend(match record.kind.as_str() {
                kind::ACTION => &["timescale", "state", "title", "success", "withdrawn"][..],
                kind::PLAN => &["title", "vision", "pen"],
                _ => &[],
            });
            let mut fields = serde_json::Map::new();
            for name in names {
                let standing = record.field(name).and_then(|f| f.writes().last()).and_then(|w| w.value.clone());
                let writes: Vec<Value> =
                    standing.map(|v| json!({ "at": self.at(16, STRANGER), "value": v })).into_iter().collect();
                fields.insert(name.to_owned(), json!({ "writes": writes, "seen": [format!("{FAR}{victim}")] }));
            }
            all.push(json!({ "id": record.id.to_string(), "kind": record.kind, "fields": fields }));
        }
        all
    }

    /// Every title, written once more by the office, is with everybody; and so is what each representative writes after.
    pub fn everything_arrives(&mut self, round: &str) {
        for n in 0..self.actions.len() {
            let (action, success) = (self.actions[n], format!("The office's success {round} {n}"));
            self.office.type_in(action, kind::ACTION, f::TITLE, format!("The office's title {round} {n}"));
            self.office.type_in(action, kind::ACTION, f::SUCCESS, success);
        }
        self.publish();
        for n in 0..self.actions.len() {
            for device in [&self.victim, &self.other] {
                let text =
                    |name| device.state.ledger.records().get(self.actions[n]).unwrap().text(name).unwrap().to_owned();
                assert_eq!(text(f::TITLE), format!("The office's title {round} {n}"));
                assert_eq!(text(f::SUCCESS), format!("The office's success {round} {n}"));
            }
        }
        for n in 0..self.actions.len() {
            self.victim.type_in(self.actions[n], kind::ACTION, f::TITLE, format!("The victim's title {round} {n}"));
        }
        let (file, text) = self.victim.return_signed(&self.key);
        assert!(matches!(self.office.open(&text), Ok(News::Staged { .. })), "it is looked at");
        assert!(self.office.state.label(&file.to_string()).is_some_and(|label| !label.warning));
        let decided = self.office.review(file, |_| Decision::Use);
        assert_eq!(decided.len(), self.actions.len(), "every title is shown");
        for (n, action) in self.actions.clone().into_iter().enumerate() {
            self.other.type_in(action, kind::ACTION, f::SUCCESS, format!("Another's success {round} {n}"));
        }
        let (file, text) = self.other.make_return().unwrap();
        assert!(matches!(self.office.open(&text), Ok(News::Staged { .. })));
        self.office.review(file, |_| Decision::Use);
        self.publish();
        for (n, action) in self.actions.iter().enumerate() {
            for device in [&self.office, &self.victim, &self.other] {
                let record = device.state.ledger.records().get(*action).unwrap();
                assert_eq!(record.text(f::TITLE), Some(&*format!("The victim's title {round} {n}")));
                assert_eq!(record.text(f::SUCCESS), Some(&*format!("Another's success {round} {n}")));
            }
        }
    }

    pub fn publish(&mut self) {
        let issue = self.office.issue_signed(&self.signer);
        for device in [&mut self.victim, &mut self.other] {
            assert!(matches!(device.open(&issue), Ok(News::Issue { .. })));
        }
    }

    pub fn names_stay(&self) {
        for device in [&self.office, &self.victim, &self.other] {
            for (who, name) in [(&self.office, "Office"), (&self.victim, "Victim")] {
                let Some(record) = device.state.ledger.records().get(who.writer()) else { continue };
                assert_eq!((record.text(f::NAME), record.text("follows")), (Some(name), None));
            }
        }
    }
}

impl File {
    pub fn with(mut self, records: impl IntoIterator<Item = Value>) -> File {
        self.records.extend(records);
        self
    }

    pub fn text(mut self) -> String {
        self.members["records"] = Value::Array(self.records);
        self.members.to_string()
    }
}

pub fn staged(news: Result<News, Refusal>) -> (Id, usize) {
    match news {
        Ok(News::Staged { file, items }) => (file, items),
        other => panic!("it waits to be looked at: {other:?}"),
    }
}

/// What there is to decide about a file that waits.
pub fn items(office: &Device, file: Id) -> Vec<Item> {
    office.pending(file)
}

/// Every way to decide about a file that holds one thing.
pub fn decisions() -> [Decision; 4] {
    let not_used = Decision::NotUse { reason: "because".into() };
    [Decision::Use, Decision::UseWithChanges("Amended.".into()), not_used, Decision::Later]
}
