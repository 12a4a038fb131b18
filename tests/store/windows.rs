//! Several windows of one device, each with its own state over one store: whatever is pressed in whatever order,
//! nothing is lost, nothing is numbered twice, and nobody's words are written over unseen.

use super::device::{Device, new_id};
use golden_thread::domain::{fields as f, kind};
use golden_thread::ledger::changes::{Cause, Had, Work};
use golden_thread::ledger::review::Decision;
use golden_thread::record::{Edit, Id, Record};
use golden_thread::store::rows::About;
use golden_thread::store::{
    Batch, Held, Intent, MemoryStore, RowChange, Rows, State, Store, StoreError, Table, Vault, View,
};
use proptest::prelude::*;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// A store that lets others in before and after everything it is asked.
struct Slow(Rc<MemoryStore>, Cell<usize>);

async fn let_others_in() {
    let mut waited = false;
    poll_fn(|_| match std::mem::replace(&mut waited, true) {
        true => Poll::Ready(()),
        false => Poll::Pending,
    })
    .await;
}

impl Store for Slow {
    async fn transact(
        &self,
        after: &str,
        build: impl FnOnce(View) -> Result<Batch, StoreError>,
    ) -> Result<(), StoreError> {
        let_others_in().await;
        self.0.transact(after, build).await?;
        let_others_in().await;
        Ok(())
    }

    async fn read(&self, wanted: &[(Table, &str)]) -> Result<Vec<Rows>, StoreError> {
        self.1.set(self.1.get() + 1);
        let_others_in().await;
        let rows = self.0.read(wanted).await;
        let_others_in().await;
        rows
    }
}

/// One window.
struct Window {
    store: Slow,
    state: RefCell<State>,
    ms: Cell<u64>,
}

impl Window {
    fn of(store: &Rc<MemoryStore>, state: &State, ms: u64) -> Rc<Window> {
        let (state, ms) = (RefCell::new(state.clone()), Cell::new(ms));
        Rc::new(Window { store: Slow(store.clone(), Cell::new(0)), state, ms })
    }

    fn tick(&self) -> u64 {
        self.ms.set(self.ms.get() + 1_000);
        self.ms.get()
    }

    async fn save(&self, build: &mut dyn FnMut(&State) -> Option<Intent>) -> bool {
        Vault::transact(&self.store, &self.state, self.tick(), build).await.unwrap().is_some()
    }

    fn text(&self, id: Id, field: &str) -> Option<String> {
        self.state.look(|s| s.ledger.records().get(id)?.text(field).map(str::to_owned))
    }
}

/// Runs what waits, in the order that `turns` say, and then what is left.
fn run(mut all: Vec<Pin<Box<dyn Future<Output = ()>>>>, turns: &[usize]) {
    let mut turns = turns.iter().copied().chain(std::iter::repeat(0));
    let mut context = Context::from_waker(Waker::noop());
    let mut left: usize = 100_000;
    while !all.is_empty() {
        left = left.checked_sub(1).expect("they let each other through");
        let at = turns.next().unwrap() % all.len();
        if all[at].as_mut().poll(&mut context).is_ready() {
            drop(all.remove(at));
        }
    }
}

fn edit(record: Id, words: &str) -> Edit {
    Edit { record, kind: kind::ACTION.into(), field: f::TITLE.into(), value: words.into() }
}

fn had(state: &State, id: Id) -> Had {
    Had::of(state.ledger.records().get(id).cloned())
}

fn versions(record: &Record, field: &str) -> Vec<String> {
    let all = record.field(field).into_iter().flat_map(|f| f.versions());
    all.filter_map(|w| w.value.as_ref()?.as_str().map(str::to_owned)).collect()
}

/// What somebody presses in a window.
#[derive(Debug, Clone)]
enum Press {
    /// One more of something that is counted by adding one to what is there.
    Count,
    /// An action ticked as mine.
    Tick,
    /// A file with the next number.
    Send,
    /// A title typed into a form that stands open for a while.
    Type(usize),
    /// What another window wrote is taken in, as after its call.
    Look,
}

fn press() -> impl Strategy<Value = Press> {
    prop_oneof![
        3 => Just(Press::Count),
        2 => Just(Press::Tick),
        2 => Just(Press::Send),
        4 => (0..2usize).prop_map(Press::Type),
        1 => Just(Press::Look),
    ]
}

/// What was written by hand: the words, and the words that stood there when the form was opened.
type Typed = Rc<RefCell<Vec<(Id, String, Vec<String>)>>>;

async fn sit(window: Rc<Window>, presses: Vec<Press>, actions: Vec<Id>, typed: Typed) {
    for press in presses {
        match press {
            Press::Count => {
                let mut count = |s: &State| {
                    let record = s.ledger.records().get(actions[0])?;
                    let n = record.value("counted").and_then(Value::as_u64).unwrap_or(0);
                    let edit = Edit { field: "counted".into(), value: (n + 1).into(), ..edit(actions[0], "") };
                    Some(Work::typed([edit]).into())
                };
                assert!(window.save(&mut count).await);
            }
            Press::Tick => {
                let id = new_id();
                let mut tick = |s: &State| {
                    let mut about: About = s.about.clone()?;
                    about.followed.push(id.to_string());
                    Some(RowChange::About(about).into())
                };
                assert!(window.save(&mut tick).await);
            }
            Press::Send => {
                let mut send = |s: &State| {
                    let about = s.about.clone()?;
                    let row = serde_json::json!({
                        "id": format!("{}-{}", new_id(), about.sequence), "sequence": about.sequence,
                        "purpose": "return", "created": "", "state": "exported",
                    });
                    let sent = serde_json::from_value(row).unwrap();
                    let about = About { sequence: about.sequence + 1, ..about };
                    Some(vec![RowChange::About(about), RowChange::Sent(sent)].into())
                };
                assert!(window.save(&mut send).await);
            }
            Press::Type(n) => {
                let id = actions[n];
                let (had, shown) =
                    window.state.look(|s| (had(s, id), versions(s.ledger.records().get(id).unwrap(), f::TITLE)));
                let words = format!("words {}", new_id());
                let_others_in().await;
                let mut save = |_: &State| Some(Work::typed([edit(id, &words)]).of_form(&had).into());
                assert!(window.save(&mut save).await);
                typed.borrow_mut().push((id, words, shown));
            }
            Press::Look => drop(Vault::read_again(&window.store, &window.state).await.unwrap()),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_is_lost_between_windows(
        one in proptest::collection::vec(press(), 0..9),
        two in proptest::collection::vec(press(), 0..9),
        three in proptest::collection::vec(press(), 0..4),
        turns in proptest::collection::vec(0..6usize, 0..160),
    ) {
        let mut device = Device::new("Rep", false);
        let actions = device.plan(2);
        let first: Vec<Vec<String>> = actions
            .iter()
            .map(|id| versions(device.state.ledger.records().get(*id).unwrap(), f::TITLE))
            .collect();
        let store = Rc::new(device.store.clone());
        let windows: Vec<Rc<Window>> = (0..3).map(|_| Window::of(&store, &device.state, device.ms)).collect();
        let all = [one, two, three];
        let typed = Typed::default();
        let sitting = windows.iter().zip(&all).map(|(window, presses)| {
            Box::pin(sit(window.clone(), presses.clone(), actions.clone(), typed.clone())) as Pin<Box<_>>
        });
        run(sitting.collect(), &turns);

        let state = super::now(State::load(&*store)).unwrap();
        let pressed = |what: fn(&Press) -> bool| all.iter().flatten().filter(|p| what(p)).count();
        let counted = state.ledger.records().get(actions[0]).unwrap().value("counted").and_then(Value::as_u64);
        prop_assert_eq!(counted.unwrap_or(0), pressed(|p| matches!(p, Press::Count)) as u64);
        let about = state.about.clone().unwrap();
        prop_assert_eq!(about.followed.len(), pressed(|p| matches!(p, Press::Tick)));
        let numbers: Vec<u64> = state.sent.iter().map(|row| row.sequence).collect();
        prop_assert_eq!(numbers, (1..about.sequence).collect::<Vec<_>>());
        prop_assert_eq!(about.sequence as usize, 1 + pressed(|p| matches!(p, Press::Send)));
        // Every word that was typed stands, or somebody who had it before them replaced it.
        let typed = typed.borrow();
        let written = typed.iter().map(|(id, words, _)| (*id, words.clone()));
        let began = actions.iter().zip(&first).flat_map(|(id, all)| all.iter().map(|words| (*id, words.clone())));
        for (id, words) in written.chain(began) {
            let stands = versions(state.ledger.records().get(id).unwrap(), f::TITLE).contains(&words);
            let replaced = typed.iter().any(|(of, _, shown)| *of == id && shown.contains(&words));
            prop_assert!(stands != replaced, "{} of {:?}", words, typed);
        }
        // Every window comes to the same.
        for window in &windows {
            super::now(async {
                let store = &*window.store.0;
                Vault::read_again(store, &window.state).await
            }).unwrap();
            let same = window.state.look(|s| {
                s.ledger.records() == state.ledger.records() && s.about == state.about && s.sent == state.sent
            });
            prop_assert!(same);
        }
    }
}

/// Two presses in one window, one after the other before the first is stored, and a third in another window.
#[test]
fn two_quick_presses_lose_nothing() {
    let device = Device::new("Rep", false);
    let store = Rc::new(device.store.clone());
    let one = Window::of(&store, &device.state, device.ms);
    let two = Window::of(&store, &device.state, device.ms);
    let tick = |window: Rc<Window>| async move {
        let id = new_id().to_string();
        let mut build = |s: &State| {
            let mut about = s.about.clone()?;
            about.followed.push(id.clone());
            Some(RowChange::About(about).into())
        };
        assert!(window.save(&mut build).await);
    };
    // The lock of one window lets its presses in one after the other.
    let both = async {
        tick(one.clone()).await;
        tick(one.clone()).await;
    };
    let others = [Box::pin(both) as Pin<Box<dyn Future<Output = ()>>>, Box::pin(tick(two.clone()))];
    // SAFETY of the borrow: `run` finishes both before it returns.
    super::now(async {
        let [mut first, mut second] = others;
        let mut context = Context::from_waker(Waker::noop());
        let (mut a, mut b) = (false, false);
        while !(a && b) {
            a = a || first.as_mut().poll(&mut context).is_ready();
            b = b || second.as_mut().poll(&mut context).is_ready();
        }
    });
    let state = super::now(State::load(&*store)).unwrap();
    assert_eq!(state.about.unwrap().followed.len(), 3);
}

/// A form that was opened on one value and is saved after another window wrote another: both stay, until somebody
/// chooses. What nobody touched in the form stays as the other window wrote it.
#[test]
fn a_form_in_two_windows_comes_to_two_versions() {
    let mut device = Device::new("Rep", false);
    let action = device.plan(1)[0];
    let store = Rc::new(device.store.clone());
    let one = Window::of(&store, &device.state, device.ms);
    let two = Window::of(&store, &device.state, device.ms + 5);
    let forms = [&one, &two].map(|w| w.state.look(|s| had(s, action)));
    let before = one.text(action, f::TITLE).unwrap();
    let details = |words: &str| Edit { field: "details".into(), ..edit(action, words) };
    super::now(async {
        let work = |edits: Vec<Edit>, form: &Had| Some(Work::typed(edits).of_form(form).into());
        let store = &*one.store.0;
        let first = vec![edit(action, "from window one"), details("and more")];
        Vault::transact(store, &one.state, one.tick(), &mut |_| work(first.clone(), &forms[0])).await.unwrap();
        // The second form's title was changed; its details still say what they said, which was nothing.
        let second = vec![edit(action, "from window two"), details("")];
        let null = Edit { value: Value::Null, ..details("") };
        let second = vec![second[0].clone(), null];
        let saved = Vault::transact(store, &two.state, two.tick(), &mut |_| work(second.clone(), &forms[1])).await;
        assert_eq!(saved.unwrap().unwrap().beside[0], (action, f::TITLE.to_owned()));
    });
    let record = two.state.look(|s| s.ledger.records().get(action).cloned()).unwrap();
    assert_eq!(versions(&record, f::TITLE), ["from window one", "from window two"]);
    assert!(!versions(&record, f::TITLE).contains(&before), "which both had before them");
    // Somebody chooses one, having seen both.
    let choice = two.state.look(|s| had(s, action));
    super::now(async {
        let store = &*two.store.0;
        let mut build = |_: &State| Some(Work::typed([edit(action, "from window one")]).of_form(&choice).into());
        Vault::transact(store, &two.state, two.tick(), &mut build).await.unwrap()
    });
    assert_eq!(
        versions(&super::now(State::load(&*store)).unwrap().ledger.records().get(action).unwrap().clone(), f::TITLE),
        ["from window one"]
    );
}

/// A review is taken back in a window that does not know what another wrote since: that stays.
#[test]
fn taking_a_review_back_leaves_what_another_window_wrote() {
    let mut office = Device::new("Office", true);
    let actions = office.plan(2);
    let mut rep = Device::new("Rep", false);
    rep.open(&office.make_issue()).unwrap();
    for action in &actions {
        rep.type_in(*action, kind::ACTION, f::TITLE, "from the rep");
    }
    let (file, text) = rep.make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    let store = Rc::new(office.store.clone());
    let knows = Window::of(&store, &office.state, office.ms);
    let stale = Window::of(&store, &office.state, office.ms + 5);
    super::now(async {
        let store = &*store;
        let mut newer = |_: &State| Some(Work::typed([edit(actions[0], "newer words")]).into());
        Vault::transact(store, &knows.state, knows.tick(), &mut newer).await.unwrap();
        Vault::take_back(store, &stale.state, stale.tick(), &file.to_string()).await.unwrap();
    });
    let state = super::now(State::load(&*store)).unwrap();
    let title = |id| state.ledger.records().get(id).and_then(|r| r.text(f::TITLE)).map(str::to_owned);
    assert_eq!(title(actions[0]).as_deref(), Some("newer words"));
    assert_eq!(title(actions[1]).as_deref(), Some("Action 1"), "nobody wrote that since");
    // Twice is once: the second time there is nothing to take back.
    let again = super::now(Vault::take_back(&*store, &knows.state, knows.tick(), &file.to_string()));
    assert_eq!(again, Err(StoreError::Behind));
}

/// Everything is read in one go: another window cannot write between two tables.
#[test]
fn a_store_is_read_at_start_in_one_transaction() {
    let device = Device::new("Rep", false);
    let store = Slow(Rc::new(device.store.clone()), Cell::new(0));
    run(
        vec![Box::pin({
            let store = Slow(store.0.clone(), Cell::new(0));
            async move {
                let state = State::load(&store).await.unwrap();
                assert!(state.about.is_some());
                assert_eq!(store.1.get(), 1);
            }
        })],
        &[],
    );
}

/// Where nothing helps, nobody waits for ever: a device before its first visit cannot stamp anything.
#[test]
fn what_cannot_be_saved_is_refused_and_not_tried_for_ever() {
    let store = Rc::new(MemoryStore::new());
    let window = Window::of(&store, &State::default(), 1);
    let mut tried = 0;
    let saved = super::now(Vault::transact(&*store, &window.state, 1, &mut |_| {
        tried += 1;
        Some(Work { cause: Cause::Typed, ..Work::typed([edit(new_id(), "too early")]) }.into())
    }));
    assert_eq!((saved, tried), (Err(StoreError::Behind), 1));
    // And what makes nothing writes nothing.
    assert_eq!(super::now(Vault::transact(&*store, &window.state, 1, &mut |_| None)), Ok(None));
    assert!(super::now(store.rows(Table::Meta, "")).unwrap().is_empty());
}
