//! The real report, and its layout.

use super::support::{LAYOUT, asked, november, options, reports, take, whole};
use golden_thread::domain::{ids::normal_words, kind};
use golden_thread::intake::{Format, Kind, Options, Proposal, QuestionKind, read};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn the_counts_are_exact() {
    for (name, text) in reports() {
        let proposal = take(&text);
        println!("{name}: {}", serde_json::to_string(&proposal.summary()).unwrap());
        let counts = serde_json::to_value(proposal.summary()).unwrap();
        let expected = serde_json::json!({
            "priorities": 5, "aims": 22, "actions": 53, "updates": 52, "owners": 19, "notUnderstood": 0,
            "placements": 54, "tables": 30, "rows": 54, "inheritedOwners": 13, "organisations": 17, "questions": 18,
        });
        assert_eq!(counts, expected, "{name}");
        assert_eq!(proposal.format, Format::Tsv);
    }
}

#[test]
fn no_line_is_lost() {
    for (name, text) in reports() {
        let proposal = take(&text);
        assert_eq!(whole(&proposal), text, "{name}");
        assert_eq!(proposal.lines.len(), text.lines().count());
        assert!(proposal.lines.iter().zip(1..).all(|(l, number)| l.number == number));
        let of = |is: fn(&Kind) -> bool| proposal.lines.iter().filter(|l| is(&l.kind)).count();
        assert_eq!(of(|k| matches!(k, Kind::Row { .. })), 54);
        assert_eq!(of(|k| matches!(k, Kind::TableHeading)), 30);
        assert_eq!(of(|k| matches!(k, Kind::Blank)), text.lines().filter(|l| l.trim().is_empty()).count());
        assert_eq!(of(|k| matches!(k, Kind::Background)), proposal.background.len());
        // Ten titles, ten paragraphs, two headings over them.
        assert_eq!(of(|k| matches!(k, Kind::Headline)), 22);
        for line in proposal.lines.iter().filter(|l| l.kind == Kind::Background) {
            assert!(proposal.background.iter().any(|b| normal_words(b) == normal_words(&line.text)), "{}", line.text);
        }
    }
}

#[test]
fn the_first_update_covers_three_actions() {
    for (name, text) in reports() {
        let proposal = take(&text);
        let covers: Vec<usize> = proposal.updates.iter().map(|u| u.covers.len()).collect();
        assert_eq!(covers[0], 3, "{name}");
        assert!(covers[1..].iter().all(|n| *n == 1));
        assert_eq!(asked(&proposal, QuestionKind::UpdateCovers), [106, 107]);
        assert_eq!(proposal.updates.iter().map(|u| u.covers.len()).sum::<usize>(), 54);
    }
}

#[test]
fn one_action_stands_twice_with_two_updates() {
    for (name, text) in reports() {
        let proposal = take(&text);
        let twice: Vec<usize> = (0..53).filter(|i| proposal.actions[*i].placements.len() == 2).collect();
        let [action] = twice[..] else { panic!("{name}: {twice:?}") };
        let places: Vec<(usize, usize)> =
            proposal.actions[action].placements.iter().map(|p| (p.priority, p.aim)).collect();
        assert_eq!(places[0].1, places[1].1, "one aim");
        assert_eq!((places[0].0, places[1].0), (3, 4), "under priorities 4 and 5");
        assert_eq!(proposal.aims[places[0].1].under.len(), 2);
        let updates: Vec<_> = proposal.updates.iter().filter(|u| u.covers[0].action == action).collect();
        assert_eq!(updates.len(), 2);
        assert_eq!(updates.iter().map(|u| u.placement).collect::<Vec<_>>(), [Some(places[0]), Some(places[1])]);
        assert!(proposal.updates.iter().filter(|u| u.placement.is_some()).count() == 2);
        assert_eq!(asked(&proposal, QuestionKind::RepeatedAction), [304]);
        // Its aim is the second under priority 5 and the first under priority 4.
        let orders: Vec<u32> = proposal.aims[places[0].1].under.iter().map(|u| u.order).collect();
        assert_eq!(orders, [1, 2]);
    }
}

#[test]
fn every_priority_has_its_headlines() {
    for (name, text) in reports() {
        let proposal = take(&text);
        let lines: Vec<&str> = text.lines().collect();
        for priority in &proposal.priorities {
            for headline in [&priority.headline_progress, &priority.headline_further] {
                assert!(lines.contains(&headline.as_str()), "{name}: {} {headline:?}", priority.title);
            }
        }
        let numbers: Vec<&str> = proposal.priorities.iter().map(|p| p.number.as_str()).collect();
        assert_eq!(numbers, ["1", "2", "3", "4", "5"]);
    }
}

#[test]
fn markup_is_text_and_owners_stay_whole() {
    for (name, text) in reports() {
        let proposal = take(&text);
        let texts = proposal.actions.iter().flat_map(|a| [&a.title, &a.owner_printed]);
        let texts = texts.chain(proposal.updates.iter().map(|u| &u.narrative));
        assert!(texts.clone().all(|t| !t.contains("<p>") && !t.contains("</p>")), "{name}");
        assert!(proposal.updates.iter().any(|u| u.narrative.split("\n\n").count() == 4));
        let names: BTreeSet<String> = proposal.organisations().into_iter().map(|(n, _)| n).collect();
        assert_eq!(names.iter().filter(|n| n.contains('/')).count(), 0);
        // "&" and "and" inside a name part nothing; the ones that join two names do.
        assert_eq!(names.iter().filter(|n| n.contains('&') || n.contains(" and ")).count(), 7, "{names:?}");
        let two: Vec<&Vec<String>> = proposal.actions.iter().map(|a| &a.owners).filter(|o| o.len() == 2).collect();
        assert_eq!(two.len(), 2);
        assert_eq!(asked(&proposal, QuestionKind::OwnerSplit), [326]);
        assert_eq!(asked(&proposal, QuestionKind::OwnersAlike).len(), 1);
        assert_eq!(asked(&proposal, QuestionKind::OwnerFromAbove).len(), 13);
    }
}

/// Records by id, as JSON, to compare two readings.
fn records(proposal: &Proposal) -> BTreeMap<String, String> {
    let drafts = proposal.drafts();
    let json = |d: &golden_thread::domain::Draft| serde_json::to_string(&d.fields).unwrap();
    let records: BTreeMap<String, String> = drafts.iter().map(|d| (format!("{} {}", d.kind, d.id), json(d))).collect();
    assert_eq!(records.len(), drafts.len(), "every record has its own id");
    records
}

#[test]
fn taken_in_twice_it_makes_the_same_records() {
    for (_, text) in reports() {
        let (one, two) = (records(&take(&text)), records(&take(&text)));
        assert_eq!(one, two);
        let of = |kind: &str| one.keys().filter(|k| k.starts_with(&format!("{kind} "))).count();
        let counts = [kind::PLAN, kind::PRIORITY, kind::AIM, kind::ACTION, kind::UPDATE, kind::ORGANISATION].map(of);
        assert_eq!(counts, [1, 5, 22, 53, 52, 17]);
        let windows = records(&take(&text.replace('\n', "\r\n")));
        assert_eq!(one, windows);
    }
}

#[test]
fn a_later_report_edits_and_makes_no_twins() {
    let first = records(&take(LAYOUT));
    let later = Options { date: Some("2024-05-01".parse().unwrap()), ..options() };
    let second = records(&read(LAYOUT.as_bytes(), &later).unwrap());
    let stays = |kind: &str| first.keys().filter(|k| k.starts_with(kind)).all(|k| second.contains_key(k));
    assert!(stays("plan ") && stays("action ") && stays("aim ") && stays("organisation "));
    assert!(!first.keys().filter(|k| k.starts_with("update ")).any(|k| second.contains_key(k)));
    // A corrected sentence in the same report is an edit.
    let corrected = LAYOUT.replace("no tangible progress", "some progress");
    assert_ne!(corrected, LAYOUT);
    assert!(records(&take(&corrected)).keys().eq(first.keys()));
}

/// The report as a web page, or as Markdown: tables and headings in that shape, the same words.
fn converted(text: &str, html: bool) -> String {
    let mut out = String::new();
    let mut in_table = false;
    for line in text.lines() {
        let is_row = line.contains('\t');
        if html && in_table && !is_row {
            out.push_str("</tbody></table>\n");
        }
        let is_heading = is_row && !in_table;
        if html && is_heading {
            out.push_str("<table class=\"x\"><tbody>\n");
        }
        in_table = is_row;
        match (html, is_row) {
            (true, true) => {
                let cell = |c: &str| format!("<td style='a:b'>{}</td>\n", c.replace("& ", "&amp; "));
                out.push_str(&format!("<tr>{}</tr>", line.split('\t').map(cell).collect::<String>()));
            }
            (true, false) if line.starts_with("Priority ") => out.push_str(&format!("<h2>{line}</h2>")),
            (true, false) => out.push_str(&format!("<p>{}</p>", line.replace("& ", "&amp; "))),
            (false, true) => {
                out.push_str(&format!("| {} |", line.replace('|', "\\|").split('\t').collect::<Vec<_>>().join(" | ")));
                if is_heading {
                    out.push_str("\n|---|:--|---|");
                }
            }
            (false, false) if line.starts_with("Priority ") => out.push_str(&format!("## {line}")),
            (false, false) if line.starts_with("Aim:") => out.push_str(&line.replace("Aim:", "**Aim:**")),
            (false, false) => out.push_str(line),
        }
        out.push('\n');
    }
    if html {
        format!("<html><head><title>x</title><style>p {{ a: b }}</style></head><body>\n{out}</body></html>\n")
    } else {
        out
    }
}

#[test]
fn the_same_paper_in_another_shape_makes_the_same_records() {
    for (name, text) in reports() {
        let tsv = take(&text);
        for (html, format) in [(true, Format::Html), (false, Format::Markdown)] {
            let page = converted(&text, html);
            let other = take(&page);
            assert_eq!(other.format, format);
            assert_eq!(whole(&other), page);
            let (mine, theirs) = (records(&tsv), records(&other));
            assert!(mine.keys().eq(theirs.keys()), "{name} as {format:?}");
            let differ: Vec<_> = mine.iter().filter(|(k, v)| !k.starts_with("plan") && theirs[*k] != **v).collect();
            assert!(differ.is_empty(), "{name} as {format:?}: {differ:#?}");
            assert_eq!(other.summary().updates, 52);
            assert_eq!(other.summary().inherited_owners, 13);
            assert_eq!(other.summary().not_understood, 0, "{:?}", other.not_understood().collect::<Vec<_>>());
        }
    }
}

#[test]
fn title_period_and_date_are_found() {
    let proposal = read(LAYOUT.as_bytes(), &Options::default()).unwrap();
    assert_eq!(proposal.title, "Northmere Shared Wellness & Care Plan 2022-2028");
    let period = proposal.period.clone().unwrap();
    assert_eq!((period.words.as_str(), period.to.unwrap().to_string().as_str()), ("2022-2028", "2028-12-31"));
    assert_eq!(proposal.date, Some(november()));
    assert_eq!(asked(&proposal, QuestionKind::Date), [5]);
    let given = Options { title: Some("Another".into()), period: Some("2024 to 2026".into()), ..options() };
    let proposal = read(LAYOUT.as_bytes(), &given).unwrap();
    assert_eq!((proposal.title.as_str(), proposal.period.unwrap().from.unwrap().year()), ("Another", 2024));
}

#[test]
fn reading_is_quick() {
    // In a release build this is under 50 ms by far; here only a slip of another order shows.
    let start = std::time::Instant::now();
    take(LAYOUT);
    println!("{:?}", start.elapsed());
    assert!(start.elapsed().as_millis() < 1000);
}
