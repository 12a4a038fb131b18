//! What a person mended is kept, and comes back as it was.
#![allow(clippy::unwrap_used)]

use super::Mend;

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
        // A variant that is added must be added above.
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
