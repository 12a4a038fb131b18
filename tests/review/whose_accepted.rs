//! The office accepts somebody for an organisation: from then on what they send is its word. Nobody accepts themselves.

use super::whose::{World, node, outsiders, rating, update, world};
use crate::device::forged::Forged;
use crate::device::{Device, new_id, set_keys};
use golden_thread::domain::{Draft, fields as f, kind};
use golden_thread::ledger::accepting::{accept, to_accept};
use golden_thread::ledger::board::{self, What};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::cycle::{OwnerRow, Stands};
use golden_thread::ledger::review::Decision;
use golden_thread::ledger::whose;
use golden_thread::record::{Id, Set};
use golden_thread::report::{Options, markdown, progress};
use golden_thread::store::incoming::News;
use serde_json::json;

/// The day on which the last file came in.
const LAST: &str = "2026-01-10";

fn staged(office: &Device, file: Id) -> Set {
    let staged = office.state.staged.iter().find(|s| s.row.id == file.to_string());
    staged.map(|s| s.records.clone()).unwrap_or_default()
}

/// The office says that whoever sent this is of the organisation that they say.
fn accept_sender(office: &mut Device, file: Id, writer: Id) {
    let records = staged(office, file);
    let organisation = to_accept(&office.state.ledger, &records, writer).unwrap();
    office.save(accept(&office.state.ledger, &records, writer, organisation, LAST), vec![]).unwrap();
}

fn open(office: &mut Device, from: &mut Device) -> Id {
    let (file, text) = from.make_return().unwrap();
    office.open(&text).unwrap();
    file
}

#[test]
fn who_is_accepted_before_the_review_speaks_for_their_organisation_in_it() {
    let World { mut office, mut owner, actions, trust, .. } = world();
    let me = owner.writer();
    let said = update(&mut owner, Some(trust), actions[0], "at-risk", "2026-01-02");
    let file = open(&mut office, &mut owner);
    assert_eq!(outsiders(&office, file), [vec![actions[0]]], "nobody has said so yet");
    let before = office.pending(file).len();
    assert_eq!(office.state.to_accept(&file.to_string()).map(|a| (a.writer, a.organisation)), Some((me, trust)));
    accept_sender(&mut office, file, me);
    assert_eq!(office.state.to_accept(&file.to_string()), None, "it is said");
    assert_eq!(office.state.ledger.known_organisation(me), Some(trust));
    assert_eq!((outsiders(&office, file), office.pending(file).len()), (vec![vec![]], before));
    office.review(file, |_| Decision::Use);
    assert_eq!(rating(&office, actions[0]).as_deref(), Some("at-risk"));
    assert!(!node(&office, said, actions[0]).is_outsiders);
    // And everybody who opens the plan file reads it as theirs.
    owner.open(&office.make_issue()).unwrap();
    assert_eq!(rating(&owner, actions[0]).as_deref(), Some("at-risk"));
    assert_eq!(owner.state.ledger.known_organisation(me), Some(trust));
}

#[test]
fn who_is_accepted_after_the_review_had_it_used_for_their_organisation() {
    let World { mut office, mut owner, mut other, actions, trust, forum } = world();
    let said = update(&mut owner, Some(trust), actions[0], "at-risk", "2026-01-02");
    let theirs = update(&mut other, Some(forum), actions[0], "off-track", "2026-01-03");
    let files = [open(&mut office, &mut owner), open(&mut office, &mut other)];
    for file in files {
        office.review(file, |_| Decision::Use);
    }
    assert_eq!(rating(&office, actions[0]), None);
    accept_sender(&mut office, files[0], owner.writer());
    assert_eq!(rating(&office, actions[0]).as_deref(), Some("at-risk"));
    assert!(node(&office, said, actions[0]).counts);
    // Whoever does not own it is accepted for what they own.
    let work = accept(&office.state.ledger, &Set::new(), other.writer(), forum, LAST);
    office.save(work, vec![]).unwrap();
    assert_eq!(rating(&office, actions[0]).as_deref(), Some("at-risk"));
    assert!(!node(&office, theirs, actions[0]).counts);
}

/// A rating with a day to come would be the newest for good; nobody was shown it when the office said whose word it is.
#[test]
fn a_rating_from_a_day_to_come_counts_by_no_acceptance() {
    let World { mut office, mut owner, actions, trust, .. } = world();
    update(&mut owner, Some(trust), actions[0], "at-risk", "2026-01-02");
    update(&mut owner, Some(trust), actions[0], "on-track", "2031-01-01");
    let file = open(&mut office, &mut owner);
    office.review(file, |_| Decision::Use);
    accept_sender(&mut office, file, owner.writer());
    assert_eq!(rating(&office, actions[0]).as_deref(), Some("at-risk"));
}

#[test]
fn nobody_accepts_themselves_nor_is_accepted_for_what_they_say_later() {
    let World { mut office, mut owner, actions, trust, forum, .. } = world();
    // By hand, in a file: under one's own id, and as the office.
    for as_office in [false, true] {
        let mut forged = Forged::new(&office);
        let (from, id) = (forged.from, new_id());
        let by = if as_office { office.writer() } else { from };
        let (of, accepted) = (forged.write(trust.to_string()), forged.write_as(by, trust.to_string()));
        forged.records[0]["fields"][f::ORGANISATION] = of;
        forged.records[0]["fields"][f::ACCEPTED_FOR] = accepted;
        let covers = forged.write(json!({ "rating": "off-track" }));
        let fields = json!({ format!("{}/{}", f::COVERS, actions[0]): covers, f::NARRATIVE: forged.write("Words.") });
        forged.records.push(json!({ "id": id.to_string(), "kind": "update", "fields": fields }));
        let (file, text) = forged.text("return");
        assert!(matches!(office.open(&text), Ok(News::Staged { .. })));
        assert!(staged(&office, file).iter().all(|r| r.field(f::ACCEPTED_FOR).is_none()), "it is left out");
        office.review(file, |_| Decision::Use);
        assert_eq!((office.state.ledger.known_organisation(from), rating(&office, actions[0])), (None, None));
    }
    // As an earlier version let it in: it is their own word all the same.
    let stranger = Forged::new(&office).from;
    let mut theirs = Set::new();
    for (field, n) in [(f::ORGANISATION, 0), (f::ACCEPTED_FOR, 1)] {
        let edit = golden_thread::record::Edit {
            record: stranger,
            kind: kind::WRITER.into(),
            field: field.into(),
            value: trust.to_string().into(),
        };
        theirs.edit(&edit, golden_thread::record::Stamp::new(office.ms, n, stranger));
    }
    let joins = theirs.iter().cloned().collect();
    office.save(Work { joins, ..Work::new(Cause::Restored) }, vec![]).unwrap();
    assert_eq!(office.state.ledger.known_organisation(stranger), None);
    // Who was accepted for one, and says then that they are of another, is asked about again.
    update(&mut owner, Some(trust), actions[0], "on-track", "2026-01-02");
    let file = open(&mut office, &mut owner);
    accept_sender(&mut office, file, owner.writer());
    office.review(file, |_| Decision::Use);
    owner.open(&office.make_issue()).unwrap();
    let me = owner.writer();
    owner.type_in(me, kind::WRITER, f::ORGANISATION, forum.to_string());
    update(&mut owner, Some(forum), actions[0], "off-track", "2026-01-04");
    let file = open(&mut office, &mut owner);
    office.review(file, |_| Decision::Use);
    assert_eq!(office.state.ledger.accepted_for(me), Some(trust));
    assert_ne!(office.state.ledger.known_organisation(me), Some(forum), "nobody has accepted them for that");
    assert_eq!(rating(&office, actions[0]).as_deref(), Some("on-track"));
}

#[test]
fn what_is_known_of_a_file_says_whether_its_sender_can_be_accepted() {
    let World { mut office, mut owner, actions, trust, .. } = world();
    update(&mut owner, Some(trust), actions[0], "on-track", "2026-01-02");
    let file = open(&mut office, &mut owner).to_string();
    let asks = |office: &Device| office.state.to_accept(&file).is_some();
    assert!(asks(&office), "it is not signed, and the office may have asked");
    let key = golden_thread::seal::PublicKey::from_bytes([3; 32]);
    let me = owner.writer();
    set_keys(&mut office, |keys| keys.name_sender(me, key));
    assert!(!asks(&office), "that sender signs: this is somebody else's file");
    set_keys(&mut office, |keys| keys.senders.clear());
    let at = office.state.about.clone().unwrap();
    let member = golden_thread::store::rows::About { office: false, ..at };
    office.save(Work::new(Cause::Typed), vec![golden_thread::store::RowChange::About(member)]).unwrap();
    assert!(!asks(&office), "only the office says so");
}

/// The owners of the plan in the cycle that is open.
fn rows(office: &Device) -> Vec<OwnerRow> {
    let ledger = &office.state.ledger;
    let tree = ledger.tree(ledger.plans().next().unwrap());
    ledger.owner_rows(&tree, ledger.open_cycle(tree.id).unwrap(), std::iter::empty())
}

/// What is pointed out because nobody has said whose word it is.
fn nobodys_words(office: &Device) -> Vec<(Id, String)> {
    let ledger = &office.state.ledger;
    let tree = ledger.tree(ledger.plans().next().unwrap());
    let found = board::found(ledger, &tree, golden_thread::days::date(2026, 1, 10)).into_iter();
    found.filter(|found| found.what == What::NobodysWord).map(|found| (found.at, found.words)).collect()
}

#[test]
fn what_was_used_under_an_owner_s_name_was_heard_whether_or_not_its_rating_counts() {
    let World { mut office, mut owner, mut other, actions, trust, forum } = world();
    let plan = office.state.ledger.plans().next().unwrap().id();
    let cycle = Draft::new(new_id(), kind::CYCLE)
        .with(f::PLAN, plan.to_string())
        .with(f::OPENED, "2026-01-02")
        .with(format!("{}/{trust}", f::ASKED), "2026-01-02");
    office.save(Work::drafts([&cycle], Cause::Typed), vec![]).unwrap();
    let stands =
        |office: &Device| rows(office).into_iter().map(|row| (row.stands(), row.uncounted)).collect::<Vec<_>>();
    assert_eq!(stands(&office), [(Stands::Asked, 0)]);
    let said = update(&mut owner, Some(trust), actions[0], "at-risk", "2026-01-03");
    update(&mut owner, Some(trust), actions[1], "on-track", "2026-01-03");
    let file = open(&mut office, &mut owner);
    office.review(file, |_| Decision::Use);
    assert_eq!(stands(&office), [(Stands::Answered, 2)]);
    assert_eq!(rating(&office, actions[0]), None);
    // Nobody who does not own it answers for it, and whose word that is was said.
    update(&mut other, Some(forum), actions[0], "off-track", "2026-01-03");
    let forums = open(&mut office, &mut other);
    office.review(forums, |_| Decision::Use);
    let found = nobodys_words(&office);
    assert_eq!(found.iter().map(|(at, _)| *at).collect::<Vec<_>>(), actions, "each on its action");
    assert!(found[0].1.contains("Action 0") && found[0].1.contains("Trust, Rep 0"), "{found:?}");
    // Who owns it is not asked again for what the office has used.
    owner.open(&office.make_issue()).unwrap();
    let asked = |device: &Device| {
        let ledger = &device.state.ledger;
        ledger.still_asked(ledger.open_cycle(plan).unwrap(), actions.iter().copied()).len()
    };
    assert_eq!(asked(&owner), 0);
    office.save(Work::typed([whose::counting(said, actions[0], true)]), vec![]).unwrap();
    assert_eq!((stands(&office), nobodys_words(&office).len()), (vec![(Stands::Answered, 1)], 1));
    accept_sender_known(&mut office, owner.writer(), trust);
    assert_eq!((stands(&office), nobodys_words(&office)), (vec![(Stands::Answered, 0)], vec![]));
}

/// The office accepts somebody who is known here already.
fn accept_sender_known(office: &mut Device, writer: Id, organisation: Id) {
    let work = accept(&office.state.ledger, &Set::new(), writer, organisation, LAST);
    office.save(work, vec![]).unwrap();
}

#[test]
fn an_owner_that_asks_for_help_is_not_said_not_to_have_been_asked() {
    let World { mut office, mut owner, actions, trust, .. } = world();
    let said = update(&mut owner, Some(trust), actions[0], "at-risk", "2026-01-03");
    owner.type_in(said, kind::UPDATE, f::HELP_NEEDED, "A hall on Mondays.");
    let file = open(&mut office, &mut owner);
    office.review(file, |_| Decision::Use);
    let ledger = &office.state.ledger;
    let tree = ledger.tree(ledger.plans().next().unwrap());
    let paper = markdown(&progress(&tree, &Options::default()));
    assert!(paper.contains("Asked by Trust.") && !paper.contains("The owner has"), "{paper}");
}

/// The office does not use a change, and gives back what stood: that is not its word.
#[test]
fn what_the_office_gives_back_when_it_declines_a_change_accepts_nobody() {
    let World { mut office, mut owner, actions, trust, forum, .. } = world();
    update(&mut owner, Some(trust), actions[0], "on-track", "2026-01-02");
    let file = open(&mut office, &mut owner);
    office.review(file, |_| Decision::Use);
    let me = owner.writer();
    assert_eq!(office.state.ledger.known_organisation(me), None);
    owner.open(&office.make_issue()).unwrap();
    owner.type_in(me, kind::WRITER, f::ORGANISATION, forum.to_string());
    update(&mut owner, Some(trust), actions[0], "off-track", "2026-01-03");
    let file = open(&mut office, &mut owner);
    office.review(file, |item| match item.kind == kind::WRITER {
        true => Decision::NotUse { reason: "Is that so?".into() },
        false => Decision::Use,
    });
    let says = office.state.ledger.records().get(me).unwrap().text(f::ORGANISATION).map(str::to_owned);
    assert_eq!(says, Some(trust.to_string()), "it says again what it said");
    assert_eq!(office.state.ledger.known_organisation(me), None, "and nobody has said that it is so");
}
