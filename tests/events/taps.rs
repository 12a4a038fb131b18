//! Taps in their order: the last ones taken back, a wrong one put right an hour later, and what a phone goes on from
//! when the screen was left or the page loaded anew.

use super::stall::*;
use crate::device::{Device, new_id};
use golden_thread::days::hours::{Run, WallTime};
use golden_thread::domain::{Counts, Did, Draft, fields as f, kind};
use golden_thread::events::closing::{self, is_open};
use golden_thread::events::counter::conversations;
use golden_thread::events::counting::What;
use golden_thread::events::happening;
use golden_thread::events::taps::{Alike, Ask, LastTaps, alike, beside, in_place};
use golden_thread::events::totals::{Totals, handed_over, on_this_device};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::record::Id;

const HOUR: u64 = 60 * 60 * 1000;

/// A phone with somebody's taps in hand.
struct Hand {
    phone: Device,
    event: Id,
    last: LastTaps,
}

impl Hand {
    fn new() -> (Device, Hand) {
        let (office, mut phones, event) = stall(1);
        (office, Hand { phone: phones.remove(0), event, last: LastTaps::default() })
    }

    /// Taps, as the screen does; whether anything was done.
    fn tap(&mut self, ask: Ask) -> bool {
        let (work, last) = self.last.after(&self.phone.state.ledger, here(&self.phone, self.event), &ask);
        self.last = last;
        let done = work.is_some();
        if let Some(work) = work {
            self.phone.save(work, vec![]).unwrap();
        }
        done
    }

    fn talk(&mut self, topic: &str) -> Id {
        assert!(self.tap(Ask::Conversation(new_id(), topic.into(), false)));
        self.current().unwrap()
    }

    fn current(&self) -> Option<Id> {
        self.last.current(&self.phone.state.ledger).map(|e| e.id())
    }

    fn counts(&self) -> Counts {
        on_this_device(&self.phone.state.ledger, self.event)
    }

    fn totals(&self) -> Totals {
        Totals::of(&self.counts())
    }

    fn can_undo(&self) -> bool {
        self.last.can_undo(&self.phone.state.ledger, here(&self.phone, self.event))
    }

    /// The page is loaded anew: nothing is left of the taps but what the record says.
    fn reload(&mut self) {
        self.last = LastTaps::of(&self.phone.state.ledger, self.event, self.phone.ms);
    }
}

#[test]
fn the_last_ten_taps_can_be_taken_back() {
    let (_, mut hand) = Hand::new();
    hand.talk("food");
    for _ in 0..5 {
        let id = hand.talk("smoking");
        hand.tap(Ask::Happened(id, Did::Checked, true));
        hand.tap(Ask::Count(What::Language("Español".into())));
    }
    let mut undone = 0;
    while hand.tap(Ask::Undo) {
        undone += 1;
    }
    assert_eq!((undone, hand.can_undo()), (10, false));
    let totals = hand.totals();
    assert_eq!((totals.conversations, totals.checked, hand.counts().sum("language")), (3, 2, 1));
}

#[test]
fn undo_passes_over_what_is_gone() {
    let (_, mut hand) = Hand::new();
    hand.talk("alcohol");
    let weight = hand.talk("weight");
    hand.tap(Ask::Happened(weight, Did::Checked, true));
    // It goes another way: in the same moment on another page, or settled.
    let work = golden_thread::events::counting::take_back(&[weight]);
    hand.phone.save(work, vec![]).unwrap();
    assert_eq!(hand.current(), None, "what is gone is not in hand");
    assert!(!hand.tap(Ask::Happened(weight, Did::Referred, true)));
    assert!(hand.can_undo());
    assert!(hand.tap(Ask::Undo), "the alcohol before it");
    assert_eq!(hand.totals().conversations, 0);
    assert!(!hand.can_undo() && !hand.tap(Ask::Undo));
}

#[test]
fn a_conversation_taken_back_by_mistake_comes_back_as_it_was() {
    let (_, mut hand) = Hand::new();
    hand.tap(Ask::Conversation(new_id(), "weight".into(), true));
    let weight = hand.current().unwrap();
    hand.tap(Ask::Told(weight, new_id()));
    let before = hand.counts();
    assert!(hand.tap(Ask::TakeBack(weight)));
    assert!(hand.counts().is_empty());
    assert!(hand.tap(Ask::Undo));
    assert_eq!(hand.counts(), before);
    assert_eq!(hand.current(), Some(weight));
    // The taps before it can still be taken back.
    assert!(hand.tap(Ask::Undo));
    assert_eq!((hand.totals().signposted, hand.totals().groups), (0, 1));
    assert!(hand.tap(Ask::Undo));
    assert!(hand.counts().is_empty());
}

#[test]
fn after_undo_the_conversation_before_is_in_hand() {
    let (_, mut hand) = Hand::new();
    let food = hand.talk("food");
    let carers = hand.talk("carers");
    hand.tap(Ask::Happened(carers, Did::Checked, true));
    hand.tap(Ask::Undo);
    assert_eq!(hand.current(), Some(carers));
    hand.tap(Ask::Undo);
    assert_eq!(hand.current(), Some(food));
    hand.tap(Ask::Undo);
    assert_eq!(hand.current(), None);
}

#[test]
fn a_page_loaded_anew_goes_on_from_the_last_conversation() {
    let (_, mut hand) = Hand::new();
    hand.talk("food");
    let carers = hand.talk("carers");
    hand.tap(Ask::Happened(carers, Did::Checked, true));
    let service = new_id();
    hand.tap(Ask::Told(carers, service));
    hand.tap(Ask::Count(What::Age("80-plus".into())));
    let before = hand.counts();
    hand.reload();
    assert_eq!(hand.current(), Some(carers));
    // Signposted, checked, carers, food: one after the other. The age is joined to none of them, and stays.
    let mut seen = Vec::new();
    while hand.tap(Ask::Undo) {
        let t = hand.totals();
        seen.push((t.conversations, t.checked, t.signposted, hand.counts().sum("service")));
    }
    assert_eq!(seen, [(2, 1, 0, 0), (2, 0, 0, 0), (1, 0, 0, 0), (0, 0, 0, 0)]);
    assert_eq!((before.sum("service"), hand.counts().sum("age")), (1, 1));
}

#[test]
fn what_was_hours_ago_or_in_other_hands_is_not_gone_on_from() {
    let (_, mut hand) = Hand::new();
    let food = hand.talk("food");
    hand.phone.ms += HOUR;
    hand.reload();
    assert_eq!(hand.current(), Some(food));
    hand.phone.ms += HOUR;
    hand.reload();
    assert_eq!((hand.current(), hand.can_undo()), (None, false));
    hand.talk("carers");
    let at = here(&hand.phone, hand.event);
    let work = golden_thread::events::counting::hand_over(&hand.phone.state.ledger, at, "Sam");
    hand.phone.save(work, vec![]).unwrap();
    hand.reload();
    assert_eq!((hand.current(), hand.can_undo()), (None, false));
    let sams = hand.talk("weight");
    hand.reload();
    assert_eq!(hand.current(), Some(sams));
}

#[test]
fn putting_one_thing_right_keeps_the_others() {
    let (_, mut hand) = Hand::new();
    let service = new_id();
    let carers = hand.talk("carers");
    hand.tap(Ask::Told(carers, service));
    let named = format!("service/{service}");
    hand.tap(Ask::Happened(carers, Did::Checked, true));
    hand.tap(Ask::Happened(carers, Did::Checked, false));
    hand.tap(Ask::Topic(carers, "food".into()));
    hand.tap(Ask::Group(carers, true));
    assert_eq!((hand.counts().get(&named), hand.totals().groups), (1, 1));
    assert_eq!(hand.totals().topics, [("food".into(), 1)]);
    // Helped with the form too: then it was not only told of. The service stays until neither is so.
    hand.tap(Ask::Happened(carers, Did::Referred, true));
    hand.tap(Ask::Happened(carers, Did::Signposted, false));
    assert_eq!((hand.counts().get(&named), hand.totals().signposted), (1, 0));
    hand.tap(Ask::Happened(carers, Did::Referred, false));
    hand.tap(Ask::Happened(carers, Did::Referred, true));
    assert_eq!(hand.counts().sum("service"), 0);
    // It is said later which one it was.
    let other = new_id();
    hand.tap(Ask::Service(carers, Some(other)));
    assert_eq!((hand.counts().get(&format!("service/{other}")), hand.totals().signposted), (1, 0));
    for _ in 0..2 {
        hand.tap(Ask::Undo);
    }
    hand.tap(Ask::Undo);
    assert_eq!(hand.counts().get(&named), 1, "undo brings the service back");
}

#[test]
fn those_with_two_or_three_people_and_those_with_other_services_are_told_apart() {
    let (_, mut hand) = Hand::new();
    hand.talk("weight");
    hand.tap(Ask::Conversation(new_id(), "weight".into(), true));
    let both = alike(&hand.phone.state.ledger, hand.event);
    let groups: Vec<(bool, usize)> = both.iter().map(|a| (a.group, a.all.len())).collect();
    assert_eq!(groups, [(true, 1), (false, 1)]);
    let service = new_id();
    for to in [service, service, new_id()] {
        let id = hand.talk("weight");
        hand.tap(Ask::Told(id, to));
    }
    let told: Vec<Alike> = alike(&hand.phone.state.ledger, hand.event);
    assert_eq!(told.len(), 4);
    assert_eq!(told.iter().find(|a| a.service == Some(service)).unwrap().all.len(), 2);
}

#[test]
fn everything_counted_beside_can_be_counted_down_later_and_closing_is_due_again() {
    let (mut office, mut hand) = Hand::new();
    let all = [
        What::Age("80-plus".into()),
        What::Language("Somali".into()),
        What::District("SE15 4QL".into()),
        What::Leaflets(10),
        What::Reached(50),
    ];
    for what in &all {
        hand.tap(Ask::Count(what.clone()));
        hand.tap(Ask::Count(what.clone()));
    }
    let me = Some(hand.phone.writer());
    close(&mut hand.phone, hand.event);
    hand_in(&mut hand.phone, &mut office);
    // Long after, and the screen was left meanwhile.
    hand.phone.ms += 5 * HOUR;
    hand.reload();
    let names: Vec<(String, u64)> = beside(&hand.phone.state.ledger, hand.event);
    assert_eq!(
        names,
        [("age/80-plus", 2), ("district/SE15", 2), ("language/Somali", 2), ("leaflets", 20), ("reached", 100)]
            .map(|(name, n)| (name.to_owned(), n))
    );
    for (name, n) in names {
        assert!(!is_open(&hand.phone.state.ledger, hand.event, me), "{name}");
        assert!(hand.tap(Ask::Less(name.clone(), n / 2)));
        assert!(is_open(&hand.phone.state.ledger, hand.event, me), "{name}");
        assert_eq!(hand.counts().get(&name), n / 2);
        close(&mut hand.phone, hand.event);
    }
    hand_in(&mut hand.phone, &mut office);
    let counts = handed_over(&office.state.ledger, hand.event);
    assert_eq!((counts.get("reached"), counts.get("age/80-plus")), (50, 1));
    // Never below none; and a wrong minus is taken back by what it really took.
    assert!(hand.tap(Ask::Less("reached".into(), 500)));
    assert_eq!(hand.counts().get("reached"), 0);
    assert!(!hand.tap(Ask::Less("reached".into(), 1)));
    assert!(hand.tap(Ask::Undo));
    assert_eq!(hand.counts().get("reached"), 50);
    assert_eq!(closing::leaving(&hand.phone.state.ledger, hand.event).counts, hand.counts());
}

#[test]
fn an_event_with_a_wrong_year_never_stands_before_the_one_of_today() {
    let (mut office, _) = Hand::new();
    let wrong = Draft::new(new_id(), kind::EVENT)
        .with(f::NAME, "Wrong year")
        .with(f::STARTS, "2025-12-01T10:00")
        .with(f::ENDS, "2026-12-01T15:00");
    office.save(Work::drafts([&wrong], Cause::Typed), vec![]).unwrap();
    for hours in [-1i64, 2] {
        let ms = "2026-01-01T00:00".parse::<WallTime>().unwrap();
        let ms = ms.moment(Run::First).unwrap().saturating_add_signed(hours * HOUR as i64);
        let near = happening(&office.state.ledger, ms);
        let names: Vec<&str> = near.iter().map(|e| e.name()).collect();
        assert_eq!(names, ["Health in the park", "Wrong year"], "{hours}");
    }
}

#[test]
fn a_group_noted_wrongly_and_a_count_put_right_ask_for_closing_again() {
    let (_, mut hand) = Hand::new();
    let me = Some(hand.phone.writer());
    let id = hand.talk("food");
    for ask in [Ask::Group(id, true), Ask::Topic(id, "carers".into()), Ask::Told(id, new_id()), Ask::TakeBack(id)] {
        close(&mut hand.phone, hand.event);
        assert!(!is_open(&hand.phone.state.ledger, hand.event, me));
        hand.tap(ask.clone());
        assert!(is_open(&hand.phone.state.ledger, hand.event, me), "{ask:?}");
    }
    assert!(conversations(&hand.phone.state.ledger, hand.event).is_empty());
}

#[test]
fn topics_keep_their_order_for_as_long_as_the_event_lasts() {
    let (_, mut phones, first) = stall(1);
    let mut phone = phones.remove(0);
    let at = |name: &str, starts: &str, ends: &str| {
        Draft::new(new_id(), kind::EVENT).with(f::NAME, name).with(f::STARTS, starts).with(f::ENDS, ends)
    };
    let second = at("The week after", "2026-01-08T10:00", "2026-01-08T16:00");
    let beside = at("All week", "2026-01-07T10:00", "2026-01-12T16:00");
    phone.save(Work::drafts([&second, &beside], Cause::Typed), vec![]).unwrap();
    let order = |phone: &Device, event: Id| -> Vec<String> {
        golden_thread::events::topics_to_tap(&phone.state.ledger, event).into_iter().map(|t| t.id).collect()
    };
    let as_listed = order(&phone, first);
    talk(&mut phone, first, TOPICS[3], false);
    talk(&mut phone, first, TOPICS[3], false);
    talk(&mut phone, first, TOPICS[2], false);
    assert_eq!(order(&phone, first), as_listed, "what is counted here moves nothing here");
    // At the next event those counted most stand first, and stay there.
    let next = order(&phone, second.id);
    assert_eq!(next.iter().take(2).map(String::as_str).collect::<Vec<_>>(), [TOPICS[3], TOPICS[2]]);
    for _ in 0..3 {
        talk(&mut phone, second.id, TOPICS[0], false);
        talk(&mut phone, beside.id, TOPICS[1], false);
    }
    assert_eq!(order(&phone, second.id), next, "nor what is counted at an event that is still on");
    assert_eq!(order(&phone, first), as_listed, "nor what comes later");
}

#[test]
fn what_is_put_right_stays_where_it_was_shown() {
    let (_, mut hand) = Hand::new();
    hand.talk("food");
    hand.talk("carers");
    // Of one hour they stand in any order.
    let mut shown = alike(&hand.phone.state.ledger, hand.event);
    shown.sort_by(|a, b| a.topic.cmp(&b.topic));
    let said = |all: &[Alike]| all.iter().map(|a| format!("{} {}", a.topic, a.all.len())).collect::<Vec<_>>();
    assert_eq!(said(&shown), ["carers 1", "food 1"]);
    // The carers were food as well: their row keeps its place with nobody in it, and the other only counts up.
    let carers = shown[0].all[0];
    assert!(hand.tap(Ask::Topic(carers, "food".to_owned())));
    let gone = |was: &Alike| Alike { all: Vec::new(), ..was.clone() };
    let now = in_place(&shown, &alike(&hand.phone.state.ledger, hand.event), Alike::is_like, gone);
    assert_eq!(said(&now), ["carers 0", "food 2"]);
    // What is new comes last, and what was gone comes back where it was.
    assert!(hand.tap(Ask::Topic(carers, "smoking".to_owned())));
    let now = in_place(&now, &alike(&hand.phone.state.ledger, hand.event), Alike::is_like, gone);
    assert_eq!(said(&now), ["carers 0", "food 1", "smoking 1"]);
    assert!(hand.tap(Ask::Topic(carers, "carers".to_owned())));
    let now = in_place(&now, &alike(&hand.phone.state.ledger, hand.event), Alike::is_like, gone);
    assert_eq!(said(&now), ["carers 1", "food 1", "smoking 0"]);
}
