//! The office's side of an event: a phone's counts and notes come in and are looked at, the notes are linked to an
//! action and answered (no resident's details), the figures are published, and the plan file holds the answer and the
//! hidden small number, and no note.

use super::accessibility::violations;
use super::browser::Browser;
use super::device::{Device, new_id};
use super::people::{backup_of, begin_as_representative};
use super::world::World;
use golden_thread::domain::{Did, Draft, fields as f, kind};
use golden_thread::events::counting::{What, conversation, count, happened};
use golden_thread::events::insights::Note;
use golden_thread::events::{Here, closing, services};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::record::Id;
use thirtyfour::By;

const ACTION: &str = "Train more hospital buddies";
const NOTE: &str = "the buddy service never rang back";
const RISK: &str = "If nobody rings back, then volunteers may leave";
const SPANISH: &str = "No me llamaron nunca";
const ANSWER: &str = "Calls to the buddy service were missed.";

/// An office with an action, an event and a service in its plan file, and a phone that has opened it.
fn office_and_phone() -> (Device, Device, Id, Id) {
    let mut office = Device::new("Mara Winter", true);
    let plan = Draft::new(new_id(), kind::PLAN).with(f::TITLE, "Health plan");
    let of_plan = |kind| Draft::new(new_id(), kind).with(f::PLAN, plan.id.to_string());
    let priority = of_plan(kind::PRIORITY).with(f::TITLE, "Age well").with(f::NUMBER, "1");
    let aim = of_plan(kind::AIM)
        .with(f::STATEMENT, "Fewer people feel alone")
        .with(format!("{}/{}", f::UNDER, priority.id), 1);
    let placed = format!("{}/{}.{}", f::PLACED, priority.id, aim.id);
    let action = of_plan(kind::ACTION).with(f::TITLE, ACTION).with(placed, 1);
    let event = Draft::new(new_id(), kind::EVENT)
        .with(f::NAME, "Health in the park")
        .with(f::VENUE, "The bandstand")
        .with(f::NEIGHBOURHOOD, "Peckham")
        .with(f::STARTS, "2026-01-01T00:00")
        .with(f::ENDS, "2026-01-01T05:00")
        .with(f::LEAD, "Ada Example")
        .with(f::LEAD_NUMBER, "020 7946 0000");
    let pantry = Draft::new(new_id(), kind::SERVICE).with(f::NAME, "The pantry").with(f::OPENING, "Mon–Fri 9am–5pm");
    let (event_id, pantry_id) = (event.id, pantry.id);
    office.save(Work::drafts(&[plan, priority, aim, action, event, pantry], Cause::Typed), vec![]).unwrap();
    let mut phone = Device::new("Sam Stone", false);
    phone.open(&office.make_issue()).unwrap();
    (office, phone, event_id, pantry_id)
}

/// A risk is written down: half a score is refused, and what was typed outlives the page.
async fn write_a_risk(browser: &Browser) -> Vec<String> {
    browser.script("location.hash = '#/plan'", Vec::new()).await;
    browser.click(By::LinkText("Risks")).await;
    browser.sees("No risk is written down yet.").await;
    browser.go("#/risks/new", "Add a risk").await;
    browser.type_into("risk-statement", RISK).await;
    browser.type_into("risk-cause", "Ring Ana on 07700 900123").await;
    browser.sees("looks like a phone number").await;
    browser.choose("risk-likelihood", "4 – likely").await;
    browser.press("Save the risk").await;
    browser.sees("Choose both how likely it is and how much it would do, or neither").await;
    let mut found = violations(browser, "risk, writing it").await;
    browser.click(By::XPath(format!("//label[contains(., '{ACTION}')]"))).await;
    browser.choose("risk-impact", "3 – moderate").await;
    browser.sees("High: 12").await;
    browser.reload().await;
    browser.sees("This was typed before the page was closed.").await;
    assert_eq!(browser.value("risk-statement").await, RISK);
    browser.sees("High: 12").await;
    browser.type_over("risk-cause", "Too few volunteers").await;
    browser.sees_no("looks like a phone number").await;
    browser.type_into("risk-owner", "Age Well").await;
    browser.press("Save the risk").await;
    browser.sees("Saved. It goes out with your next plan file.").await;
    for words in ["High: 12", "Likelihood 4 times impact 3", "Age Well", "Too few volunteers", ACTION] {
        browser.sees(words).await;
    }
    found.extend(violations(browser, "risk").await);
    // One that nobody has scored stands beneath it; another is closed.
    for (statement, closed) in [("It may rain", ""), ("The hall may shut", "31 March 2026")] {
        browser.go("#/risks/new", "Add a risk").await;
        browser.type_into("risk-statement", statement).await;
        browser.press("Save the risk").await;
        browser.sees("Nobody owns it yet").await;
        if !closed.is_empty() {
            browser.press("Change this risk").await;
            browser.press("Close this risk").await;
            browser.type_into("risk-closed", closed).await;
            browser.press("Save the risk").await;
            browser.sees("Closed 31 March 2026").await;
        }
    }
    browser.go("#/risks", "Risks").await;
    browser.sees("Not scored").await;
    browser.press("1 closed risk").await;
    browser.sees("Closed 31 March 2026").await;
    let rows =
        browser.script("return [...document.querySelectorAll('.gt-list__link')].map(a => a.innerText)", Vec::new());
    assert_eq!(rows.await, serde_json::json!([RISK, "It may rain", "The hall may shut"]));
    found.extend(violations(browser, "risks").await);
    found
}

/// What the phone hands over: 28 conversations, three of them on carers, two notes, a lesson and a wrong entry.
fn afternoon(phone: &mut Device, event: Id, pantry: Id) -> String {
    let here = |phone: &Device| Here { event, writer: phone.writer(), now_ms: phone.ms };
    for n in 0..28 {
        let topic = if n < 3 { "carers" } else { "food" };
        let (work, tap) = conversation(here(phone), new_id(), topic, false);
        phone.save(work, vec![]).unwrap();
        if let (true, golden_thread::events::counting::Tap::Conversation(id)) = (n % 2 == 0, tap) {
            let (work, _) = happened(&phone.state.ledger, id, Did::Checked, None).unwrap();
            phone.save(work, vec![]).unwrap();
        }
    }
    let (work, _) = count(&phone.state.ledger, here(phone), &What::Reached(140)).unwrap();
    phone.save(work, vec![]).unwrap();
    let english = Note { theme: "Buddies".into(), words: NOTE.into(), said: 6, ..Note::default() };
    let spanish = Note { theme: "Calls".into(), words: SPANISH.into(), language: "Español".into(), ..Note::default() };
    let mut notes = Vec::new();
    for note in [english, spanish] {
        let id = golden_thread::domain::ids::without_minute(new_id());
        let work = note.keep(&phone.state.ledger, here(phone), id);
        phone.save(work, vec![]).unwrap();
        notes.push(id);
    }
    let work = closing::close(&phone.state.ledger, here(phone), &notes, "It rained", new_id());
    phone.save(work, vec![]).unwrap();
    let report = services::report_wrong(new_id(), pantry, "It has moved", "2026-01-01".parse().unwrap());
    phone.save(Work::drafts([&report], Cause::Typed), vec![]).unwrap();
    phone.make_return().unwrap().1
}

async fn office_side(width: u32) {
    let world = World::new();
    let (office, mut phone, event, pantry) = office_and_phone();
    let returned = world.file("return-1.thread.json", afternoon(&mut phone, event, pantry));
    let file = world.file("office.thread.json", backup_of(&office));
    let browser = Browser::of_width(&world, "office", width).await;
    browser.sees("Which of these are you?").await;
    browser.press("The partnership manager").await;
    browser.type_into("name", "Mara Winter").await;
    browser.open_file("last-file", &file).await;
    browser.sees("How things stand").await;
    let mut found = Vec::new();

    // What came in is looked at, in plain words.
    browser.go("#/exchange/inbox", "Inbox").await;
    browser.open_file("open-file", &returned).await;
    browser.press("Look at it now").await;
    for words in [
        "Counts from: Health in the park",
        "Conversations\t28",
        "Food\t25",
        "Carers\t3",
        "People reached\t140",
        NOTE,
        SPANISH,
    ] {
        browser.sees(words).await;
    }
    for words in ["What was hard: It rained", "Wrong entry: The pantry", "It has moved"] {
        browser.sees(words).await;
    }
    let text = browser.text().await;
    assert!(!text.contains("Other ("), "a field without a name: {text}");
    found.extend(violations(&browser, "review of an event").await);
    browser.press("Finish this review").await;
    browser.sees("This review is saved").await;

    // Today says what waits.
    browser.go("#/", "Today").await;
    for words in [
        "2 themes that people told us about wait",
        "The figures of 1 event can be published",
        "1 service is reported to be wrong",
    ] {
        browser.sees(words).await;
    }
    found.extend(violations(&browser, "today of the office").await);

    found.extend(write_a_risk(&browser).await);

    // Two themes are one, and bear on an action and a risk.
    browser.go("#/events/heard", "What people told us").await;
    browser.sees(&format!("6 people at 1 event said: {NOTE}")).await;
    browser.press("Put into English").await;
    browser.type_into("note-english", "nobody ever rang me").await;
    browser.press("Save the English").await;
    browser.sees("1 person at 1 event said: nobody ever rang me").await;
    for theme in ["Buddies", "Calls"] {
        let button = format!("//article[@aria-label='{theme}']//button[normalize-space(.)='Theme and actions']");
        browser.click(By::XPath(button)).await;
        browser.type_over("sort-theme", "Buddies").await;
        // Its link stands above once something is linked.
        let tick = format!("//label[contains(., '{ACTION}')]");
        browser.click(By::XPath(tick)).await;
        browser.click(By::XPath(format!("//label[contains(., '{RISK}')]"))).await;
        found.extend(violations(&browser, &format!("heard, linking {theme}")).await);
        browser.press("Save theme and actions").await;
        browser.sees_no("Which actions does it bear on?").await;
    }
    browser.sees("7 people at 1 event in all").await;
    browser.sees(&format!("Risk: {RISK}")).await;
    found.extend(violations(&browser, "heard").await);

    // A resident's details are refused; what was typed outlives the page.
    browser.press("Answer").await;
    browser.type_into("answer-wording", &format!("{ANSWER} Ring 07700 900123.")).await;
    browser.sees("looks like a phone number").await;
    browser.type_into("answer-approved", "Partnership manager").await;
    browser.press("Approve and publish").await;
    browser.sees("There is a problem").await;
    found.extend(violations(&browser, "heard, answering").await);
    browser.reload().await;
    browser.press("Answer").await;
    browser.sees("Exactly these words go out").await;
    assert_eq!(browser.value("answer-wording").await, format!("{ANSWER} Ring 07700 900123."));
    assert_eq!(browser.value("answer-approved").await, "Partnership manager");
    browser.type_over("answer-wording", ANSWER).await;
    browser.choose("answer-state", "We are looking at it").await;
    browser.type_into("answer-because", "There will be a second line.").await;
    browser.sees_no("looks like a phone number").await;
    browser.sees(&format!("Fewer than 8 people at 1 event said: {ANSWER}")).await;
    found.extend(violations(&browser, "heard, with the words that go out").await);
    browser.press("Approve and publish").await;
    browser.sees("Saved. It goes out with your next plan file.").await;
    browser.sees("Everything people told us has an answer.").await;
    found.extend(violations(&browser, "heard, answered").await);
    let action = super::people::find_action(&browser, ACTION).await;
    browser.go(&action, ACTION).await;
    browser.sees("Seen by the office only").await;
    browser.sees("There will be a second line.").await;
    browser.sees(RISK).await;
    found.extend(violations(&browser, "action with what was told").await);
    browser.click(By::LinkText(RISK)).await;
    for words in ["Likelihood 4 times impact 3", "Seen by the office only", "There will be a second line."] {
        browser.sees(words).await;
    }
    found.extend(violations(&browser, "risk with what was told").await);

    // How we count: a topic of one's own, and a goal.
    browser.go("#/events/counting", "How we count").await;
    browser.press("Add a topic").await;
    browser.type_into("topic-word", "food").await;
    browser.press("Save the topic").await;
    browser.sees("There is a topic with this word already").await;
    browser.type_over("topic-word", "Keeping warm").await;
    browser.press("Save the topic").await;
    browser.sees("Saved. It goes out with your next plan file.").await;
    browser.sees("September 2018").await;
    browser.press("Decide on another rule").await;
    browser.type_over("small-bound", "1").await;
    browser.press("Save the rule").await;
    browser.sees("Enter a whole number from 4 to 99").await;
    browser.choose("goal-year", "2025/26").await;
    browser.type_into("goal-events", "50").await;
    browser.press("Save the goal").await;
    browser.sees_no("Enter a whole number from 4 to 99").await;
    found.extend(violations(&browser, "how we count").await);

    // The figures are published after a question, and the page for plan files says so before.
    browser.go("#/exchange/send", "Send").await;
    browser.sees("The figures of 1 event could be published, and are not yet").await;
    browser.go("#/events/year", "year").await;
    browser.sees("1 event held of 50 aimed at").await;
    browser.sees("1 phone").await;
    browser.sees("It has moved").await;
    browser.press("Publish the figures").await;
    browser.sees("Publishing is for good.").await;
    browser.press("Everybody will read this").await;
    browser.sees("is shown as *").await;
    found.extend(violations(&browser, "the year, asking").await);
    browser.press("Yes, publish them for good").await;
    browser.sees("The figures are published.").await;
    browser.sees("Published ").await;
    browser.sees("about ").await;
    found.extend(violations(&browser, "the year").await);

    // The event's report.
    browser.go("#/papers", "Papers").await;
    browser.choose("paper", "Event report: Health in the park, 1 January 2026").await;
    browser.sees("What people talked about").await;
    browser.sees("is shown as *").await;
    found.extend(violations(&browser, "papers, an event").await);
    browser.press("Save as a web page").await;
    let page = std::fs::read_to_string(browser.downloaded("html").await).unwrap();
    assert!(page.contains("is shown as *") && page.contains(ANSWER) && !page.contains(NOTE), "{page}");
    browser.sees_no("Published papers").await;
    browser.press("Mark as published").await;
    browser.sees("These words are kept here as published.").await;
    browser.sees("Published papers").await;

    // The plan file.
    browser.go("#/exchange/send", "Send").await;
    browser.sees_no("could be published, and are not yet").await;
    browser.press("Go on from this number").await;
    browser.sees("The next plan file will be no. 2.").await;
    browser.press("Make plan file no. 2").await;
    let plan_file = browser.downloaded("plan-file-no-2.thread.json").await;
    let issued = std::fs::read_to_string(&plan_file).unwrap();
    for words in [ANSWER, "There will be a second line.", "\"base\"", "\"kind\":\"figures\"", "Keeping warm"] {
        assert!(issued.contains(words), "the plan file lacks {words}");
    }
    for words in
        [NOTE, SPANISH, "nobody ever rang me", "\"insight\"", "\"tally\"", "It rained", "07700", "It has moved"]
    {
        assert!(!issued.contains(words), "the plan file holds {words}");
    }
    let rep = Browser::of_width(&world, "representative", width).await;
    begin_as_representative(&rep, "Age Well", &plan_file).await;
    rep.go("#/events/heard", "What people told us").await;
    rep.sees(&format!("Fewer than 8 people at 1 event said: {ANSWER}")).await;
    rep.sees_no("Seen by the office only").await;
    found.extend(violations(&rep, "heard, for everybody").await);
    rep.go("#/plan", "Health plan").await;
    rep.press("2 open risks").await;
    rep.click(By::LinkText(RISK)).await;
    rep.sees(&format!("Fewer than 8 people at 1 event said: {ANSWER}")).await;
    rep.sees_no("Seen by the office only").await;
    rep.press("Change this risk").await;
    rep.type_into("risk-controls", "A second line").await;
    rep.press("Save the risk").await;
    rep.sees("Saved on this device. It goes with your next file to send.").await;
    rep.go("#/events/counting", "How we count").await;
    rep.sees("Only the partnership office decides").await;
    rep.close().await;
    browser.has_not_stopped().await;
    browser.close().await;
    assert!(found.is_empty(), "at {width} pixels axe finds\n{}", found.join("\n"));
}

#[tokio::test]
async fn heard_narrow() {
    office_side(360).await;
}

#[tokio::test]
async fn heard_wide() {
    office_side(1280).await;
}
