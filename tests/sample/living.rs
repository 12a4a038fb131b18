//! The sample that ships: on any day a partnership in the middle of its work, for each role.

use super::sample_story;
use golden_thread::bundle::{self, Purpose};
use golden_thread::days::{Date, date};
use golden_thread::domain::{Draft, Event, Organisation, Risk, Role, fields as f, kind};
use golden_thread::events::{Phase, Timing, closing};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::cycle::Stands;
use golden_thread::ledger::{due, moves, review, risks, whose};
use golden_thread::personal;
use golden_thread::record::{Id, Set};
use golden_thread::store::rows::About;
use golden_thread::store::sample::Sample;
use golden_thread::store::{MemoryStore, RowChange, State, Vault};
use std::collections::BTreeSet;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// A Monday like the story's own, a leap day, the last of a year and the first, Sundays on which the clocks change, and a
/// day far off.
pub(super) const TODAYS: [Date; 9] = [
    date(2024, 1, 29),
    date(2026, 11, 30),
    date(2028, 2, 29),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2027, 3, 28),
    date(2027, 10, 31),
    date(2027, 4, 1),
    date(2041, 8, 18),
];

fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a future over the store in memory waits"),
    }
}

/// Nine in the morning, in winter.
fn morning(today: Date) -> u64 {
    (today.days_after(date(1970, 1, 1)) as u64 * 24 + 9) * 3_600_000
}

fn on(today: Date) -> Sample {
    Sample::read(include_bytes!("../../public/sample.thread.json"), today).unwrap()
}

/// A device on which the sample is opened today, as the app opens it.
pub(super) fn opened(today: Date, role: Role) -> State {
    opened_after(today, role, 0)
}

/// The same where it was stopped after so many steps before.
fn opened_after(today: Date, role: Role, stopped: usize) -> State {
    let (store, mut state, ms) = (MemoryStore::new(), State::default(), morning(today));
    let sample = on(today);
    let me = Id::from_bytes([77; 16]);
    let mut about = About { writer: me.to_string(), ..About::nobody(&sample.plan.envelope.partnership) };
    about.role = role.name().to_owned();
    about.office = role == Role::Manager;
    let named = |r: &&golden_thread::record::Record| {
        r.kind == kind::ORGANISATION && Organisation(r).name() == sample.organisation(role)
    };
    about.organisation = sample.plan.records.iter().find(named).map(|r| r.id.to_string());
    let draft = Draft::new(me, kind::WRITER).with(f::NAME, "Visitor");
    let work = Work::drafts([&draft], Cause::Typed);
    let delta = now(Vault::save(&store, &state, &work, vec![RowChange::About(about)], ms)).unwrap();
    state.apply(delta);
    let steps = sample.steps(role);
    for step in steps.iter().take(stopped).chain(&steps) {
        assert!(!state.about.as_ref().unwrap().sample, "{step:?}: not all of it is here");
        let intent = step.intent(&state, ms).unwrap_or_else(|| panic!("{step:?}"));
        let delta = now(Vault::save(&store, &state, &intent.work, intent.rows, ms)).unwrap();
        state.apply(delta);
    }
    assert!(state.about.as_ref().unwrap().sample);
    assert_eq!(now(State::load(&store)).unwrap().ledger.records(), state.ledger.records());
    if role == Role::Manager {
        let money = state.ledger.of_kind(kind::RISK).find(|r| Risk(r).score() == Some(20)).unwrap();
        let history = now(Vault::history(&store, money.id)).unwrap();
        let moved = history.iter().find(|row| row.field == f::LIKELIHOOD && row.before.is_some()).unwrap();
        assert_eq!((moved.before.clone(), moved.after.clone()), (Some(3.into()), Some(5.into())), "a risk moved");
    }
    state
}

#[test]
fn the_committed_file_is_what_its_sources_make() {
    let committed = include_str!("../../public/sample.thread.json");
    let made = committed == sample_story::file();
    assert!(made, "run: cargo run --example make_sample > public/sample.thread.json");
    let read = bundle::read(committed.as_bytes()).unwrap();
    assert!(read.set_aside.is_empty() && read.notes.is_empty(), "{:?} {:?}", read.set_aside, read.notes);
    let issued = bundle::for_audience(&read.bundle.records, Purpose::Issue);
    assert_eq!(issued, read.bundle.records, "everything in it may travel in a plan file");
}

#[test]
fn on_its_own_day_it_is_told_as_it_was_written() {
    let file = bundle::read(include_bytes!("../../public/sample.thread.json")).unwrap().bundle;
    assert_eq!(on(sample_story::story_day()).plan.records, file.records);
}

#[test]
fn what_was_stopped_while_it_was_opened_is_opened_whole() {
    let today = TODAYS[1];
    for role in Role::ALL {
        let whole = opened(today, role);
        for stopped in 1..on(today).steps(role).len() {
            let state = opened_after(today, role, stopped);
            assert_eq!(state.ledger.records(), whole.ledger.records(), "{role:?} {stopped}");
            assert_eq!((&state.about, &state.drafts), (&whole.about, &whole.drafts));
            assert_eq!((state.staged.len(), &state.received), (whole.staged.len(), &whole.received));
        }
    }
}

#[test]
fn the_office_has_a_cycle_open_and_two_of_five_heard() {
    for today in TODAYS {
        let state = opened(today, Role::Manager);
        let ledger = &state.ledger;
        let tree = ledger.tree(ledger.plans().next().unwrap());
        let cycle = ledger.open_cycle(tree.id).unwrap();
        let late = today.days_after(cycle.due().unwrap());
        assert!((3..=9).contains(&late), "{today}: due {late} days ago");
        let rows = ledger.owner_rows(&tree, cycle, state.staged.iter().map(|s| &s.records));
        let of_known = |row: &golden_thread::ledger::cycle::OwnerRow| row.waiting == row.waiting_known;
        assert!(rows.iter().all(of_known), "{today}: the office knows whose word it is that waits");
        let staged = &state.staged[0];
        let items = state.items(staged, morning(today));
        assert!(items.iter().all(|item| whose::outsiders(ledger, &staged.records, item).is_empty()), "{today}");
        assert!(items.iter().all(|item| item.kind != kind::WRITER), "{today}: who they are is known");
        let stands: Vec<(&str, Stands)> = rows.iter().map(|r| (r.name.as_str(), r.stands())).collect();
        let expected = [
            ("Southwark Food Action Alliance", Stands::Asked),
            ("Public Health", Stands::Chased),
            ("Adult Social Care", Stands::Waiting),
            ("Children & Family Services", Stands::Answered),
            ("Guys and St Thomas' NHS Foundation Trust", Stands::Answered),
        ];
        assert_eq!(stands, expected, "{today}");
        assert_eq!(due::overdue(&tree, today).len(), 1, "{today}");
        assert_eq!(due::stale(&tree, today).len(), 0, "{today}");
        assert_eq!(due::due(&tree, today).len(), 3, "{today}");
        assert_eq!(moves(&tree.scale, tree.placed_actions()), (2, 1), "{today}: one turned worse");
        assert_eq!(risks::risks(ledger)[0].score, Some(20));
        // The title of the cycle names this month, as whoever begins one would.
        let month = golden_thread::words::say(&format!("date.month.m{}", today.month()));
        assert_eq!(cycle.title(), format!("{month} {} updates", today.year()));
    }
}

#[test]
fn a_return_waits_and_every_piece_of_it_can_be_decided() {
    for today in TODAYS {
        let state = opened(today, Role::Manager);
        let [staged] = state.staged.as_slice() else { panic!("{today}: {} files wait", state.staged.len()) };
        assert_eq!((staged.set_aside, state.received.len()), (0, 1));
        let from = staged.records.get(staged.envelope.from).and_then(|r| r.text(f::NAME));
        assert_eq!(from, Some("Sample integration lead"), "whose it is, is known");
        let items = review::pending(&state.ledger, &staged.records, morning(today));
        assert!(items.len() >= 5, "{today}: {items:?}");
    }
}

#[test]
fn an_ambassador_has_an_event_tomorrow_and_one_to_close() {
    for today in TODAYS {
        let state = opened(today, Role::Ambassador);
        let ledger = &state.ledger;
        let me = state.writer();
        let mut events: Vec<Event<'_>> = ledger.of_kind(kind::EVENT).map(Event).collect();
        events.sort_by_key(|e| e.starts());
        let phases: Vec<Phase> = events.iter().map(|e| Timing::of(*e).unwrap().phase(morning(today))).collect();
        assert_eq!(phases, [Phase::After, Phase::After, Phase::Before], "{today}");
        let day = |at: usize| events[at].starts().unwrap().date.days_after(today);
        assert_eq!((day(1), day(2)), (-1, 1), "{today}");
        assert!(!events[2].lead_number().is_empty() && !events[2].offered().is_empty(), "what they need");
        let open: Vec<&str> =
            events.iter().filter(|e| closing::is_open(ledger, e.id(), me)).map(|e| e.name()).collect();
        assert_eq!(open, ["Winter warmers (sample)"], "{today}");
        let leaving = closing::leaving(ledger, events[1].id());
        assert_eq!((leaving.totals.conversations, leaving.notes_staying.len()), (12, 1));
        // They were counted while the event was on.
        let hours: BTreeSet<u16> = ledger
            .of_kind(kind::ENCOUNTER)
            .filter_map(|r| golden_thread::domain::Encounter(r).hour())
            .map(|h| h.in_london().minute / 60)
            .collect();
        assert_eq!(hours, BTreeSet::from([11, 12, 13]), "{today}");
        assert_eq!(closing::due_to_go(ledger, &Set::new(), morning(today)), None, "{today}");
    }
}

#[test]
fn a_representative_is_asked_and_has_begun_one() {
    for today in TODAYS {
        let state = opened(today, Role::Representative);
        let ledger = &state.ledger;
        let own: Id = state.about.as_ref().unwrap().organisation.as_ref().unwrap().parse().unwrap();
        assert_eq!(ledger.organisation_name(own, ""), "Southwark Food Action Alliance");
        let tree = ledger.tree(ledger.plans().next().unwrap());
        let mine: BTreeSet<Id> =
            tree.placed_actions().filter(|a| a.owners.iter().any(|o| o.id == own)).map(|a| a.id).collect();
        let cycle = ledger.open_cycle(tree.id).unwrap();
        assert_eq!(ledger.still_asked(cycle, mine.iter().copied()), mine, "nothing is told yet");
        assert_eq!(due::overdue(&tree, today).intersection(&mine).count(), 1);
        let [draft] = state.drafts.values().collect::<Vec<_>>()[..] else { panic!("one draft") };
        assert!(draft.covers.keys().all(|id| mine.contains(&id.parse().unwrap())));
        assert!(state.staged.is_empty() && ledger.of_kind(kind::CONTACT).next().is_none());
        assert!(ledger.of_kind(kind::ENCOUNTER).next().is_none(), "what is counted is on the ambassador's device");
    }
}

/// Nothing in it speaks of a year that is past for it, nor looks like a resident's details.
#[test]
fn its_words_are_of_today() {
    for today in [TODAYS[1], TODAYS[2], TODAYS[7]] {
        for role in Role::ALL {
            let state = opened(today, role);
            for record in state.ledger.records().iter() {
                let text = bundle::record_line(record);
                let digits = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
                let words = text.split(|c: char| !c.is_ascii_digit()).filter(|w| digits(w));
                let years = words.filter_map(|w| w.parse::<i16>().ok()).filter(|y| (2000..2100).contains(y));
                for year in years {
                    let away = year - today.year();
                    assert!((-4..=5).contains(&away), "{today}: {year} in {text}");
                }
                for name in record.fields().keys() {
                    let Some(text) = record.text(name).filter(|text| text.parse::<Id>().is_err()) else { continue };
                    if record.kind == kind::UPDATE || record.kind == kind::INSIGHT {
                        assert_eq!(personal::find(text), [], "{text}");
                    }
                }
            }
        }
    }
}
