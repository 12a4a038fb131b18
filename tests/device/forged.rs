//! Files as somebody writes them by hand, whoever they say they are.

use super::{Device, new_id, partnership};
use golden_thread::record::{Id, Stamp};
use serde_json::{Value, json};

/// A file that somebody wrote by hand who has seen the plan file.
pub struct Forged {
    pub from: Id,
    pub ms: u64,
    pub n: u16,
    pub records: Vec<Value>,
}

impl Forged {
    /// By somebody whom nobody knows.
    pub fn new(device: &Device) -> Forged {
        Forged::of(device, new_id())
    }

    /// By whoever has this id.
    pub fn of(device: &Device, from: Id) -> Forged {
        let mut forged = Forged { from, ms: device.ms, n: 0, records: vec![] };
        let name = forged.write("Casey Vale");
        forged.records.push(json!({ "id": forged.from.to_string(), "kind": "writer", "fields": { "name": name } }));
        forged
    }

    pub fn at(&mut self, writer: Id) -> String {
        self.n += 1;
        Stamp::new(self.ms, self.n, writer).to_string()
    }

    pub fn write_as(&mut self, writer: Id, value: impl Into<Value>) -> Value {
        json!({ "writes": [{ "at": self.at(writer), "value": value.into() }] })
    }

    pub fn write(&mut self, value: impl Into<Value>) -> Value {
        self.write_as(self.from, value)
    }

    pub fn update_as(&mut self, writer: Id, action: Id, words: &str) -> Id {
        let id = new_id();
        let fields = json!({
            format!("covers/{action}"): self.write_as(writer, json!({ "rating": null })),
            "date": self.write_as(writer, "2026-01-01"),
            "narrative": self.write_as(writer, words),
        });
        self.records.push(json!({ "id": id.to_string(), "kind": "update", "fields": fields }));
        id
    }

    pub fn text(&self, purpose: &str) -> (Id, String) {
        let id = new_id();
        (id, self.text_under(id, purpose))
    }

    pub fn text_under(&self, id: Id, purpose: &str) -> String {
        let text = json!({
            "format": "golden-thread/bundle", "version": 1, "partnership": { "id": partnership().id.to_string(), "name": partnership().name },
            "id": id.to_string(), "sequence": 1, "created": "2026-01-01T00:00:00Z", "purpose": purpose, "from": self.from.to_string(),
            "records": self.records,
        });
        text.to_string()
    }
}
