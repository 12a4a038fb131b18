//! Owners' cells.

use super::support::{asked, take};
use golden_thread::domain::owners::{Owners, alike, key, split, split_knowing};
use golden_thread::intake::QuestionKind;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn shown(owners: &Owners) -> String {
    format!("{}{}", owners.names.join(" | "), if owners.sure { "" } else { " ?" })
}

#[test]
fn cells_part_where_names_part() {
    let cases = [
        ("Public Health", "Public Health"),
        ("Public Health / Southwark Food Action Alliance", "Public Health | Southwark Food Action Alliance"),
        ("Public Health; Libraries", "Public Health | Libraries"),
        ("Public Health\nLibraries", "Public Health | Libraries"),
        ("- Public Health\n- Libraries", "Public Health | Libraries"),
        ("KCH/GSTT", "KCH | GSTT"),
        ("Children/Adult Services", "Children | Adult Services ?"),
        ("Children & Adult Services Commissioning", "Children & Adult Services Commissioning"),
        ("Drug & Alcohol Action Team", "Drug & Alcohol Action Team"),
        ("ICB Communications & Engagement Team", "ICB Communications & Engagement Team"),
        ("South East London Maternity & Neo-natal system", "South East London Maternity & Neo-natal system"),
        ("Guys and St Thomas' NHS Foundation Trust", "Guys and St Thomas' NHS Foundation Trust"),
        ("Children & Young People Mental Health Working Group", "Children & Young People Mental Health Working Group"),
        ("Health & Wellbeing Board", "Health & Wellbeing Board"),
        ("Partnership Southwark: Delivery Executive", "Partnership Southwark: Delivery Executive"),
        (
            "South East London Integrated Care Board & Borough Council",
            "South East London Integrated Care Board | Borough Council ?",
        ),
        ("Public Health and Adult Social Care", "Public Health and Adult Social Care ?"),
        ("Housing Team, Leisure Services and Police Service", "Housing Team | Leisure Services | Police Service"),
        (
            "Department for Housing, Levelling Up and Communities",
            "Department for Housing | Levelling Up and Communities ?",
        ),
        ("lead tbc, with others", "lead tbc, with others"),
        ("TBC", ""),
        ("n/a", ""),
        ("Public Health; public  health.", "Public Health"),
        ("", ""),
    ];
    for (cell, names) in cases {
        assert_eq!(shown(&split(cell)), names, "{cell}");
    }
}

#[test]
fn what_stands_alone_elsewhere_decides() {
    let known: BTreeSet<String> = ["Adult Social Care", "Public Health", "Children & Family Services"].map(key).into();
    let cases = [
        (
            "South East London Integrated Care Board & Adult Social Care",
            "South East London Integrated Care Board | Adult Social Care ?",
        ),
        ("Public Health and Adult Social Care", "Public Health | Adult Social Care"),
        ("Public Health & Friends", "Public Health & Friends ?"),
        ("Children & Family Services", "Children & Family Services"),
        ("Public Health, Adult Social Care", "Public Health | Adult Social Care"),
    ];
    for (cell, names) in cases {
        assert_eq!(shown(&split_knowing(cell, &known)), names, "{cell}");
    }
}

#[test]
fn spellings_are_one_or_asked_about() {
    assert_eq!(key("Guy\u{2019}s & St Thomas\u{2019}"), key("guys and  st thomas"));
    assert!(alike(
        "Mental Health Transformation Delivery Group",
        "Mental Health Transformation Programme Delivery Group"
    ));
    assert!(alike("Leisure Services", "Liesure Services") || alike("Leisure Services", "Leisure Service"));
    assert!(!alike("Partnership: Start Well", "Partnership: Age Well"));
    assert!(!alike("Ward 1 Team", "Ward 2 Team"));
    let proposal = take(
        "Action\tOwner\nDo one thing\tSport & Leisure Services\nDo two things\tSport and leisure services\nDo three things\tSports & Leisure Services\n",
    );
    let organisations = proposal.organisations();
    assert_eq!(organisations.len(), 2, "{organisations:?}");
    assert_eq!(organisations[0].1.len(), 2);
    assert_eq!(asked(&proposal, QuestionKind::OwnersAlike).len(), 1);
}

proptest! {
    #[test]
    fn any_cell_is_read(cell in prop_oneof![".*", "([A-Za-z]{1,8}|&|and|,|/|;|Board| |\n){0,16}"]) {
        let owners = split(&cell);
        let known: BTreeSet<String> = owners.names.iter().map(|n| key(n)).collect();
        split_knowing(&cell, &known);
        for name in &owners.names {
            prop_assert!(cell.contains(name.as_str()), "no name is invented");
        }
    }
}
