//! Reading back what a person mended, as `Serialize` wrote it: the variant's name, with what it holds. By hand,
//! because what the derive makes of so many variants is fourteen kilobytes.

use super::Mend;
use serde::de::{Deserialize, Deserializer, Error};
use serde_json::Value;

impl<'de> Deserialize<'de> for Mend {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        read(&value).ok_or_else(|| D::Error::custom("no mend that this version knows"))
    }
}

fn read(value: &Value) -> Option<Mend> {
    let (name, held) = match value {
        Value::String(name) => (name, &Value::Null),
        Value::Object(members) if members.len() == 1 => members.iter().next()?,
        _ => return None,
    };
    let number = |value: Option<&Value>| usize::try_from(value?.as_u64()?).ok();
    let text = |value: Option<&Value>| Some(value?.as_str()?.to_owned());
    // What is held: one text, a place with a text, or members with names.
    let whole = || text(Some(held));
    let (place, words) = (|| number(held.get(0)), || text(held.get(1)));
    Some(match name.as_str() {
        "Title" => Mend::Title(whole()?),
        "Period" => Mend::Period(whole()?),
        "Date" => Mend::Date(whole()?),
        "PriorityTitle" => Mend::PriorityTitle(place()?, words()?),
        "HeadlineProgress" => Mend::HeadlineProgress(place()?, words()?),
        "HeadlineFurther" => Mend::HeadlineFurther(place()?, words()?),
        "AimStatement" => Mend::AimStatement(place()?, words()?),
        "ActionTitle" => Mend::ActionTitle(place()?, words()?),
        "Owners" => {
            let names = held.get(1)?.as_array()?.iter().map(|name| text(Some(name))).collect::<Option<_>>()?;
            Mend::Owners(place()?, names)
        }
        "OwnerUnknown" => Mend::OwnerUnknown(number(Some(held))?),
        "Timescale" => Mend::Timescale(place()?, words()?),
        "Rating" => Mend::Rating {
            update: number(held.get("update")),
            action: number(held.get("action"))?,
            key: text(held.get("key"))?,
        },
        "Narrative" => Mend::Narrative(place()?, words()?),
        "NewUpdate" => Mend::NewUpdate(place()?, words()?),
        "Settle" => Mend::Settle { line: number(held.get("line"))?, words: text(held.get("words"))? },
        "SettleAbove" => Mend::SettleAbove,
        "SameOrganisation" => Mend::SameOrganisation(text(held.get(0))?, words()?),
        "OneOwner" => Mend::OneOwner(place()?, words()?),
        "Uncover" => Mend::Uncover { update: number(held.get("update"))?, action: number(held.get("action"))? },
        "SameAction" => Mend::SameAction { keep: number(held.get("keep"))?, other: number(held.get("other"))? },
        _ => return None,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_mend_comes_back_as_it_was() {
        let text = || "words".to_owned();
        let all = [
            Mend::Title(text()),
            Mend::Period(text()),
            Mend::Date(text()),
            Mend::PriorityTitle(1, text()),
            Mend::HeadlineProgress(2, text()),
            Mend::HeadlineFurther(3, text()),
            Mend::AimStatement(4, text()),
            Mend::ActionTitle(5, text()),
            Mend::Owners(6, vec!["one".to_owned(), "two".to_owned()]),
            Mend::OwnerUnknown(7),
            Mend::Timescale(8, text()),
            Mend::Rating { update: Some(9), action: 10, key: text() },
            Mend::Rating { update: None, action: 11, key: text() },
            Mend::Narrative(12, text()),
            Mend::NewUpdate(13, text()),
            Mend::Settle { line: 14, words: text() },
            Mend::SettleAbove,
            Mend::SameOrganisation("one".to_owned(), "two".to_owned()),
            Mend::OneOwner(15, text()),
            Mend::Uncover { update: 16, action: 17 },
            Mend::SameAction { keep: 18, other: 19 },
        ];
        for mend in &all {
            // A variant that is added must be added above and to the reader.
            match mend {
                Mend::Title(_) | Mend::Period(_) | Mend::Date(_) | Mend::PriorityTitle(..) => {}
                Mend::HeadlineProgress(..) | Mend::HeadlineFurther(..) | Mend::AimStatement(..) => {}
                Mend::ActionTitle(..) | Mend::Owners(..) | Mend::OwnerUnknown(_) | Mend::Timescale(..) => {}
                Mend::Rating { .. } | Mend::Narrative(..) | Mend::NewUpdate(..) | Mend::Settle { .. } => {}
                Mend::SettleAbove | Mend::SameOrganisation(..) | Mend::OneOwner(..) | Mend::Uncover { .. } => {}
                Mend::SameAction { .. } => {}
            }
        }
        let kept = serde_json::to_string(&all).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Mend>>(&kept).unwrap(), all);
    }

    #[test]
    fn what_is_no_mend_is_refused() {
        for text in [
            r#""Title""#,
            r#"{"Title":1}"#,
            r#"{"Other":"x"}"#,
            r#"{"Owners":[1,[2]]}"#,
            "{}",
            "[]",
            r#"{"Title":"a","Date":"b"}"#,
        ] {
            assert!(serde_json::from_str::<Mend>(text).is_err(), "{text}");
        }
    }
}
