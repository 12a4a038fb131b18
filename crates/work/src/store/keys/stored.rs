//! The row of keys as it is stored, and keepers as plan files carry them: JSON, member by member. By hand, because what
//! serde derives for these few types weighs ten times as much in the browser.

use super::office::Secret;
use super::{Keeper, KeysRow, OfficeKey, OwnKey};
use crate::bundle::{KEEPERS, KEY, RECIPIENT, SENDERS};
use crate::seal::PublicKey;
use serde_json::{Map, Value};

/// One by one: collecting them would bring a sort of their own.
fn object<'a>(members: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let mut object = Map::new();
    for (name, value) in members {
        object.insert(name.to_owned(), value);
    }
    Value::Object(object)
}

fn text(value: &Value, name: &str) -> Option<String> {
    Some(value.get(name)?.as_str()?.to_owned())
}

/// The members of a list that can be read.
fn all<T>(value: &Value, name: &str, read: impl Fn(&Value) -> Option<T>) -> Vec<T> {
    value.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(read).collect()
}

impl Keeper {
    /// As a plan file carries it.
    pub fn to_value(&self) -> Value {
        object([
            ("name", self.name.as_str().into()),
            (KEY, self.key.to_string().into()),
            (RECIPIENT, self.recipient.as_str().into()),
        ])
    }

    /// A keeper as a plan file carries it; `None` where a member is missing or is no key.
    pub fn from_value(value: &Value) -> Option<Keeper> {
        let key = text(value, KEY)?.parse().ok()?;
        Some(Keeper { name: text(value, "name")?, key, recipient: text(value, RECIPIENT)? })
    }
}

impl OwnKey {
    fn to_value(&self) -> Value {
        object([
            ("writer", self.writer.as_str().into()),
            (KEY, self.key.to_string().into()),
            ("secret", self.secret.as_ref().map(|secret| secret.as_str()).into()),
        ])
    }

    fn from_value(value: &Value) -> Option<OwnKey> {
        let key = text(value, KEY)?.parse().ok()?;
        Some(OwnKey { writer: text(value, "writer")?, key, secret: text(value, "secret").map(Into::into) })
    }
}

impl OfficeKey {
    fn to_value(&self) -> Value {
        let members = [("keeper", self.keeper.to_value()), ("recovered", self.recovered.clone().into())];
        let secret = self.secret.iter();
        let secret =
            secret.flat_map(|s| [("identity", s.identity.as_str().into()), ("signing", s.signing.as_str().into())]);
        object(members.into_iter().chain(secret))
    }

    fn from_value(value: &Value) -> Option<OfficeKey> {
        let secret = |name| text(value, name).map(Into::into);
        let secret = secret("identity").zip(secret("signing"));
        Some(OfficeKey {
            keeper: Keeper::from_value(value.get("keeper")?)?,
            secret: secret.map(|(identity, signing)| Secret { identity, signing }),
            recovered: text(value, "recovered"),
        })
    }
}

impl KeysRow {
    /// The row as it is stored.
    pub fn to_value(&self) -> Value {
        let keepers = |list: &[Keeper]| Value::Array(list.iter().map(Keeper::to_value).collect());
        let leaving = self.leaving.iter().map(|key| key.to_string().into()).collect();
        object([
            ("own", self.own.as_ref().map(OwnKey::to_value).into()),
            ("office", self.office.as_ref().map(OfficeKey::to_value).into()),
            ("recovery", self.recovery.clone().into()),
            (KEEPERS, keepers(&self.keepers)),
            ("adding", keepers(&self.adding)),
            ("leaving", Value::Array(leaving)),
            ("compared", self.compared.into()),
            ("notOffice", keepers(&self.not_office)),
            (SENDERS, self.senders_value()),
        ])
    }

    /// The senders that the office has named, as a plan file carries them.
    pub fn senders_value(&self) -> Value {
        object(self.senders.iter().map(|(writer, key)| (writer.as_str(), key.as_str().into())))
    }

    /// The row of what is stored; what is missing, or cannot be read, is not known.
    pub fn from_value(value: &Value) -> KeysRow {
        let mut row = KeysRow {
            own: value.get("own").and_then(OwnKey::from_value),
            office: value.get("office").and_then(OfficeKey::from_value),
            recovery: text(value, "recovery"),
            keepers: all(value, KEEPERS, Keeper::from_value),
            adding: all(value, "adding", Keeper::from_value),
            leaving: all(value, "leaving", |key| key.as_str()?.parse().ok()),
            compared: value.get("compared") == Some(&Value::Bool(true)),
            not_office: all(value, "notOffice", Keeper::from_value),
            ..KeysRow::default()
        };
        row.take_senders(value.get(SENDERS).unwrap_or(&Value::Null));
        row
    }

    /// Takes in the senders that somebody carries; what is no key is left out.
    pub(super) fn take_senders(&mut self, senders: &Value) {
        for (writer, key) in senders.as_object().into_iter().flatten() {
            if let Some(key) = key.as_str().and_then(|key| key.parse::<PublicKey>().ok()) {
                self.senders.insert(writer.clone(), key.to_string());
            }
        }
    }
}
