//! Whatever is tapped, taken back, put right, closed, tidied away and handed in, by however many phones and in
//! whatever order: the office counts what was said, as a list of plain numbers says it.

use super::stall::*;
use crate::device::{Device, new_id};
use golden_thread::domain::{Did, Happened};
use golden_thread::events::AGE_BANDS;
use golden_thread::events::counter;
use golden_thread::events::counting::{self, Tap, What};
use golden_thread::events::sheet::{Again, Sheet, enter};
use golden_thread::events::totals::{Totals, handed_over};
use golden_thread::record::{Id, Set};
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Step {
    Talk(usize, bool),
    Did(usize, usize),
    Count(usize),
    Less(usize),
    Undo,
    Topic(usize, usize),
    TakeBack(usize),
    Close,
    HandIn,
    Tidy,
    Later(u64),
    Sheet(u8, u64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0..4usize, any::<bool>()).prop_map(|(t, g)| Step::Talk(t, g)),
        4 => (0..20usize, 0..3usize).prop_map(|(c, d)| Step::Did(c, d)),
        3 => (0..6usize).prop_map(Step::Count),
        2 => (0..6usize).prop_map(Step::Less),
        2 => Just(Step::Undo),
        1 => (0..20usize, 0..4usize).prop_map(|(c, t)| Step::Topic(c, t)),
        1 => (0..20usize).prop_map(Step::TakeBack),
        2 => Just(Step::Close),
        2 => Just(Step::HandIn),
        2 => Just(Step::Tidy),
        1 => (1..800u64).prop_map(Step::Later),
        1 => (0..3u8, 1..9u64).prop_map(|(s, n)| Step::Sheet(s, n)),
    ]
}

/// What one phone's person did, kept as plainly as can be.
#[derive(Default)]
struct Plain {
    talks: Vec<(Id, usize, bool, Vec<Did>)>,
    /// Conversations that are no longer single, and cannot be changed one by one any more.
    settled: Vec<(usize, bool, Vec<Did>)>,
    ages: [u64; 6],
    last: Vec<Tap>,
}

fn play(
    phone: &mut Device,
    office: &mut Device,
    event: Id,
    plain: &mut Plain,
    sheets: &mut Vec<(u8, u64)>,
    step: &Step,
) {
    match step {
        Step::Talk(topic, group) => {
            let tap = talk(phone, event, TOPICS[*topic], *group);
            let Tap::Conversation(id) = tap else { panic!() };
            plain.talks.push((id, *topic, *group, vec![]));
            plain.last.push(tap);
        }
        Step::Did(which, what) if !plain.talks.is_empty() => {
            let at = which % plain.talks.len();
            plain.last.push(did(phone, &Tap::Conversation(plain.talks[at].0), Did::ALL[*what], None));
            if !plain.talks[at].3.contains(&Did::ALL[*what]) {
                plain.talks[at].3.push(Did::ALL[*what]);
            }
        }
        Step::Count(band) => {
            plain.last.push(count(phone, event, What::Age(AGE_BANDS[*band].to_owned())));
            plain.ages[*band] += 1;
        }
        Step::Less(band) => {
            let name = format!("age/{}", AGE_BANDS[*band]);
            let made = counting::less(&phone.state.ledger, here(phone, event), &name, 1);
            assert_eq!(made.is_some(), plain.ages[*band] > 0, "never below none");
            if let Some((work, tap)) = made {
                phone.save(work, vec![]).unwrap();
                plain.ages[*band] -= 1;
                plain.last.push(tap);
            }
        }
        Step::Undo => match plain.last.pop() {
            Some(tap @ Tap::Conversation(id)) if plain.talks.iter().any(|t| t.0 == id) => {
                undo(phone, event, &tap);
                plain.talks.retain(|t| t.0 != id);
            }
            Some(Tap::Happened(id, before, service)) => {
                if let Some(talk) = plain.talks.iter_mut().find(|t| t.0 == id) {
                    talk.3 = before.iter().collect();
                    undo(phone, event, &Tap::Happened(id, before, service));
                }
            }
            Some(tap @ (Tap::Counted(_) | Tap::Less(..))) => {
                undo(phone, event, &tap);
                let (name, more) = match &tap {
                    Tap::Counted(What::Age(band)) => (band.as_str(), false),
                    Tap::Less(name, 1) => (name.strip_prefix("age/").unwrap(), true),
                    _ => panic!("{tap:?}"),
                };
                let at = AGE_BANDS.iter().position(|band| *band == name).unwrap();
                plain.ages[at] = if more { plain.ages[at] + 1 } else { plain.ages[at] - 1 };
            }
            _ => {}
        },
        Step::Topic(which, topic) if !plain.talks.is_empty() => {
            let at = which % plain.talks.len();
            plain.talks[at].1 = *topic;
            let (work, _) = counting::set_topic(&phone.state.ledger, plain.talks[at].0, TOPICS[*topic]).unwrap();
            phone.save(work, vec![]).unwrap();
        }
        Step::TakeBack(which) if !plain.talks.is_empty() => {
            let gone = plain.talks.remove(which % plain.talks.len());
            phone.save(counting::take_back(&[gone.0]), vec![]).unwrap();
        }
        Step::Close => close(phone, event),
        Step::HandIn => {
            if let Some((file, text)) = phone.make_return() {
                office.open(&text).unwrap();
                office.review(file, |_| golden_thread::ledger::review::Decision::Use);
                issue_to(office, phone);
            }
        }
        Step::Tidy => {
            tidy(phone);
            let single: Vec<Id> = counter::conversations(&phone.state.ledger, event).iter().map(|c| c.id()).collect();
            let (stay, go): (Vec<_>, Vec<_>) = plain.talks.drain(..).partition(|t| single.contains(&t.0));
            plain.talks = stay;
            plain.settled.extend(go.into_iter().map(|(_, topic, group, did)| (topic, group, did)));
        }
        Step::Later(hours) => phone.ms += hours * 60 * 60 * 1000,
        Step::Sheet(number, n) => {
            let sheet = Sheet {
                number: number.to_string(),
                rows: vec![(TOPICS[0].to_owned(), Happened::default(), *n)],
                ..Sheet::default()
            };
            if !sheets.iter().any(|(known, _)| known == number) {
                sheets.push((*number, *n));
                let work = enter(&phone.state.ledger, event, &sheet, Again::Ask).unwrap();
                phone.save(work, vec![]).unwrap();
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    #[test]
    fn the_office_counts_what_was_said(
        steps in proptest::collection::vec((0..3usize, step()), 1..60), order in Just([2usize, 0, 1]).prop_shuffle(),
    ) {
        let (mut office, mut phones, event) = stall(3);
        let mut plain: Vec<Plain> = (0..3).map(|_| Plain::default()).collect();
        let mut sheets = Vec::new();
        for (who, step) in &steps {
            play(&mut phones[*who], &mut office, event, &mut plain[*who], &mut sheets, step);
        }
        for who in order {
            close(&mut phones[who], event);
            if let Some((file, text)) = phones[who].make_return() {
                // Opened twice, and handed in once more without news.
                for _ in 0..2 {
                    office.open(&text).unwrap();
                }
                office.review(file, |_| golden_thread::ledger::review::Decision::Use);
            }
        }
        let talks = || plain.iter().flat_map(|p| {
            p.talks.iter().map(|(_, t, g, d)| (t, g, d)).chain(p.settled.iter().map(|(t, g, d)| (t, g, d)))
        });
        let of = |did: Did| talks().filter(|(.., d)| d.contains(&did)).count() as u64;
        let totals = Totals::of(&handed_over(&office.state.ledger, event));
        let on_paper: u64 = sheets.iter().map(|(_, n)| n).sum();
        prop_assert_eq!(totals.conversations, talks().count() as u64 + on_paper);
        prop_assert_eq!(totals.groups, talks().filter(|(_, g, _)| **g).count() as u64);
        prop_assert_eq!((totals.checked, totals.signposted, totals.referred), (of(Did::Checked), of(Did::Signposted), of(Did::Referred)));
        for (at, topic) in TOPICS.iter().enumerate() {
            let said = talks().filter(|(t, ..)| **t == at).count() as u64 + if at == 0 { on_paper } else { 0 };
            let counted = totals.topics.iter().find(|(t, _)| t == topic).map_or(0, |(_, n)| *n);
            prop_assert_eq!(counted, said, "{}", topic);
        }
        let ages = handed_over(&office.state.ledger, event).sum("age");
        prop_assert_eq!(ages, plain.iter().flat_map(|p| p.ages).sum::<u64>());
    }

    /// Phones' records joined in any order and grouping, and more than once, come to the same.
    #[test]
    fn phones_joined_in_any_order_count_the_same(
        counts in proptest::collection::vec((0..3usize, 0..4usize), 1..40), order in Just([0usize, 1, 2, 0, 2]).prop_shuffle(),
    ) {
        let (_, mut phones, event) = stall(3);
        for (who, topic) in &counts {
            talk(&mut phones[*who], event, TOPICS[*topic], false);
        }
        phones.iter_mut().for_each(|phone| close(phone, event));
        let mut joined = Set::new();
        for who in order.into_iter().chain([0, 1, 2]) {
            joined.join(phones[who].state.ledger.records().clone());
        }
        let ledger = golden_thread::ledger::Ledger::new(joined, None, golden_thread::ledger::Side::Office);
        prop_assert_eq!(handed_over(&ledger, event).sum("talk"), counts.len() as u64);
        // One device that holds all of it would hand over the same again, and not twice.
        let here = golden_thread::events::Here { event, writer: new_id(), now_ms: 0 };
        let again = golden_thread::events::closing::close(&ledger, here, &[], "", new_id());
        prop_assert!(again.edits.is_empty(), "{:?}", again.edits);
    }
}
