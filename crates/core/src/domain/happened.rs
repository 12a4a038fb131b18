//! What happened in a conversation, beside the talking.

use serde_json::Value;

/// Something that happened in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Did {
    /// Somebody was checked, as by having their blood pressure taken.
    Checked,
    /// Somebody was told of a named service.
    Signposted,
    /// Somebody was helped to use the service's own form or phone.
    Referred,
}

impl Did {
    /// Everything that can happen.
    pub const ALL: [Did; 3] = [Did::Checked, Did::Signposted, Did::Referred];

    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Did::Checked => "checked",
            Did::Signposted => "signposted",
            Did::Referred => "referred",
        }
    }

    /// What has this name in data.
    pub fn read(name: &str) -> Option<Did> {
        Did::ALL.into_iter().find(|did| did.name() == name)
    }
}

/// All that happened in one conversation; nothing where people talked only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Happened(Vec<Did>);

impl Happened {
    /// These things happened.
    pub fn of(all: &[Did]) -> Happened {
        Happened(Did::ALL.into_iter().filter(|did| all.contains(did)).collect())
    }

    /// Whether this happened.
    pub fn has(&self, did: Did) -> bool {
        self.0.contains(&did)
    }

    /// Whether somebody was sent or helped to a service.
    pub fn has_service(&self) -> bool {
        self.has(Did::Signposted) || self.has(Did::Referred)
    }

    /// The same, and this too.
    pub fn and(&self, did: Did) -> Happened {
        let mut all = self.0.clone();
        all.push(did);
        Happened::of(&all)
    }

    /// Everything that happened, in one order.
    pub fn iter(&self) -> impl Iterator<Item = Did> + '_ {
        self.0.iter().copied()
    }

    /// Its name in counts: `talked`, or what happened joined by `+`.
    pub fn name(&self) -> String {
        match self.0.as_slice() {
            [] => "talked".to_owned(),
            all => all.iter().map(|did| did.name()).collect::<Vec<_>>().join("+"),
        }
    }

    /// What has this name in counts; parts that this version does not know are passed over.
    pub fn read(name: &str) -> Happened {
        Happened::of(&name.split('+').filter_map(Did::read).collect::<Vec<_>>())
    }

    /// As a field holds it; null where people talked only.
    pub fn to_value(&self) -> Value {
        if self.0.is_empty() { Value::Null } else { self.0.iter().map(|did| Value::from(did.name())).collect() }
    }

    /// What a field holds.
    pub fn from_value(value: &Value) -> Happened {
        let all = value.as_array().into_iter().flatten();
        Happened::of(&all.filter_map(|v| Did::read(v.as_str()?)).collect::<Vec<_>>())
    }
}
