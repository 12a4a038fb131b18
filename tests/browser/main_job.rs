//! The main job, end to end: the office brings in a report and makes plan file no. 1; a representative works on
//! it with the server stopped and sends a file; the office, where somebody has changed the same timescale and
//! put in an e-mail, reviews it, makes the paper, and tells the representative what became of each update.

use super::browser::Browser;
use super::people::*;
use super::world::{World, start};
use std::path::Path;
use std::process::Command;
use thirtyfour::prelude::*;

const INQUIRY: &str = "Find out why some mothers wait longer";
const CIRCLE: &str = "Sketch out a midwives' circle";
const TO_DO: &str = "Write a to-do list that makes birth care fairer";
const SPORT: &str = "Count who joins in with sport";

const WITH_FIGURES: &str = "We trained 42 members of staff by June 2024.";
const MENDED: &str = "By June 2024 the team had trained 42 members of staff.";
const AS_WRITTEN: &str = "Nine midwives have met twice since March 2024.";
const NOT_USED: &str = "Please ring me on 020 7946 0000 about the to-do list.";
const PUT_IN: &str = "Walking groups reached 310 people since May 2024.";
const THEIR_DATE: &str = "by March 2027";
const OUR_DATE: &str = "summer 2028";

#[tokio::test]
async fn main_job() {
    let mut world = World::new();
    let office = Browser::new(&world, "office").await;
    begin_as_manager(&office).await;
    office.sees("17 owners answer for the plan's actions.").await;
    office.press("Look at the plan").await;
    office.sees("53 of 53 actions.").await;
    begin_a_cycle(&office).await;
    office.go("#/exchange/send", "Send").await;
    office.press("Make plan file no. 1").await;
    let plan_file = office.downloaded("plan-file-no-1.thread.json").await;

    let rep = Browser::new(&world, "representative").await;
    begin_as_representative(&rep, "Wellbeing Taem", &plan_file).await;
    rep.sees("The plan has Wellbeing Team. Is that the same organisation?").await;
    rep.press("Yes, use Wellbeing Team").await;
    rep.sees("Actions that Wellbeing Team owns or supports").await;
    rep.sees("Ready to work without a connection").await;
    let unsent = rep.text().await;
    assert!(!unsent.contains("not sent"), "nothing was written yet, so there is nothing to send:\n{unsent}");

    world.server.stop();
    rep.reload().await;
    rep.sees("Your actions").await;
    rep.sees("Next round: updates are due by").await;
    let returned = work_without_a_connection(&rep).await;

    let circle = find_action(&office, CIRCLE).await;
    change_timescale(&office, &circle, CIRCLE, OUR_DATE).await;
    put_in_for_someone(&office).await;
    review(&office, &returned).await;
    office.go(&circle, CIRCLE).await;
    office.sees(THEIR_DATE).await;
    papers(&office, &world.folder).await;

    office.go("#/exchange/send", "Send").await;
    office.press("Make plan file no. 2").await;
    let plan_file = office.downloaded("plan-file-no-2.thread.json").await;
    hear_what_became_of_it(&rep, &plan_file).await;
    office.press("Save a reply for Rafi Stone, Wellbeing Team").await;
    let reply = office.downloaded("reply-to-rafi-stone-3.thread.json").await;
    answer_what_was_not_used(&rep, &office, &reply).await;
    answer_a_change(&rep, &office).await;
    told_in_words(&office).await;
    rep.close().await;
    office.close().await;
}

/// Who does not use the app gets the text of an e-mail, and no file.
async fn told_in_words(office: &Browser) {
    office.go("#/exchange/send", "Send").await;
    office.press("Read the reply").await;
    office.sees("Hello Sol Runner,").await;
    let shown = office.text().await;
    assert!(!shown.contains("Save a reply for Sol Runner"), "{shown}");
    let replies = shown.matches("Last reply made on").count();
    office.press("Copy the reply to Sol Runner, Sports Services").await;
    let noted =
        "return [...document.querySelectorAll('.gt-meta')].filter(e => e.innerText.startsWith('Last reply')).length";
    let since = std::time::Instant::now();
    while office.script(noted, Vec::new()).await != replies + 1 {
        assert!(since.elapsed() < std::time::Duration::from_secs(10), "the reply is not noted");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

/// Updates are due in ten days; Today counts who has answered.
async fn begin_a_cycle(office: &Browser) {
    let since = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs() / 86_400;
    let due = golden_thread::days::date(1970, 1, 1).plus_days(since as i64 + 10).unwrap();
    office.go("#/exchange/cycle", "This cycle").await;
    office.type_into("cycle-title", "Next round").await;
    office.type_into("cycle-due", &due.to_string()).await;
    office.press("Begin this cycle").await;
    office.sees("Those not heard from stand first").await;
    office.go("#/", "Today").await;
    office.sees("0 of 17 owners have answered").await;
}

/// Three updates and a changed timescale; the file to send.
async fn work_without_a_connection(rep: &Browser) -> std::path::PathBuf {
    let asked = asked_for(rep).await;
    let inquiry = find_action(rep, INQUIRY).await;
    let circle = find_action(rep, CIRCLE).await;
    let to_do = find_action(rep, TO_DO).await;
    rep.go(&draft_of(&inquiry), INQUIRY).await;
    rep.choose("draft-rating", "On track").await;
    write_update(rep, &inquiry, INQUIRY, WITH_FIGURES).await;
    write_update(rep, &circle, CIRCLE, AS_WRITTEN).await;
    write_update(rep, &to_do, TO_DO, NOT_USED).await;
    change_timescale(rep, &circle, CIRCLE, THEIR_DATE).await;
    rep.go("#/", "Today").await;
    assert_eq!(asked_for(rep).await + 3, asked, "what is ready to send is asked for no more");
    rep.go("#/exchange", "Exchange").await;
    // Everything goes unless somebody says otherwise.
    rep.sees("What goes in this file?").await;
    rep.press("Save the file to send").await;
    rep.sees("Everything is in a file that left this app.").await;
    rep.sees("exported, not yet confirmed received").await;
    rep.downloaded("return-1.thread.json").await
}

/// How many actions on Today are marked as asked for.
async fn asked_for(rep: &Browser) -> usize {
    rep.text().await.matches("Update asked for").count()
}

/// An e-mail of somebody who does not use the app, put in, looked at and used.
async fn put_in_for_someone(office: &Browser) {
    office.go("#/exchange/put-in", "Put in for someone").await;
    office.type_into("put-words", PUT_IN).await;
    office.choose("put-organisation", "Sports Services").await;
    office.type_into("put-who", "Sol Runner").await;
    office.press(SPORT).await;
    office.press("Put it in").await;
    office.sees("From Sol Runner, Sports Services").await;
    office.sees("There is 1 thing to decide.").await;
    office.press("Finish this review").await;
    office.sees("1 used").await;
}

/// Uses one update, one with changes, one not; takes the other side's timescale.
async fn review(office: &Browser, returned: &Path) {
    office.go("#/exchange/inbox", "Inbox").await;
    office.open_file("open-file", returned).await;
    office.sees("with 4 things for you to look at. Nothing in the plan has changed yet.").await;
    office.press("Look at it now").await;
    office.sees("From Rafi Stone, Wellbeing Team").await;
    office.sees("Two versions: choose").await;
    let (mended, declined, dated) =
        (item(office, WITH_FIGURES).await, item(office, NOT_USED).await, item(office, OUR_DATE).await);
    office.tick(&format!("{mended}-changes")).await;
    office.type_over(&format!("{mended}-update-narrative"), MENDED).await;
    office.tick(&format!("{dated}-use")).await;
    // What looks like somebody's details is pointed at, and proposed for nothing.
    office.sees("“020 7946 0000” looks like a phone number").await;
    assert!(office.is_ticked(&format!("{declined}-later")).await);
    // Without a reason there is an error that leads to the field.
    office.tick(&format!("{declined}-not")).await;
    office.press("Finish this review").await;
    office.sees("There is a problem").await;
    office.type_into(&format!("{declined}-reason"), "A telephone call settled it.").await;
    office.press("Finish this review").await;
    office.sees("This review is saved").await;
    for told in ["2 used", "1 used with changes", "1 not used"] {
        office.sees(told).await;
    }
}

/// The id (`item-2`) of the piece under review that holds these words.
async fn item(office: &Browser, words: &str) -> String {
    let piece = format!("//article[contains(., \"{words}\")]//input[@type='radio']");
    let name = office.find(By::XPath(piece)).await.attr("name").await.unwrap();
    name.unwrap()
}

/// The progress report as a Word file and a web page: what was used is in, what was not is not.
async fn papers(office: &Browser, folder: &Path) {
    office.go("#/papers", "Papers").await;
    office.press("Save as a Word file").await;
    let word = office.downloaded(".docx").await;
    office.press("Save as a web page").await;
    let page = std::fs::read_to_string(office.downloaded(".html").await).unwrap();
    for never in ["<script", "http://", "https://", " src=", "@import", "url("] {
        assert!(!page.contains(never), "the web page holds {never}");
    }
    let word = words_of(&word, folder);
    for (name, paper) in [("Word file", word), ("web page", page)] {
        let paper: String = paper.replace("&#39;", "'").split_whitespace().collect::<Vec<_>>().join(" ");
        for words in [MENDED, AS_WRITTEN, PUT_IN, THEIR_DATE] {
            assert!(paper.contains(words), "the {name} lacks: {words}");
        }
        for words in [WITH_FIGURES, NOT_USED, OUR_DATE, "telephone call"] {
            assert!(!paper.contains(words), "the {name} holds what was not used: {words}");
        }
    }
}

/// A Word file's text, as another program reads it.
fn words_of(file: &Path, folder: &Path) -> String {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("office").display());
    let mut reads = Command::new("soffice");
    reads.args(["--headless", &profile, "--convert-to", "txt:Text", "--outdir"]).arg(folder).arg(file);
    assert!(start(&mut reads).wait().unwrap().success(), "the Word file could not be read");
    std::fs::read_to_string(folder.join(file.with_extension("txt").file_name().unwrap())).unwrap()
}

/// Plan file no. 2 tells the representative what became of each piece; opened again it changes nothing.
async fn hear_what_became_of_it(rep: &Browser, plan_file: &Path) {
    rep.go("#/exchange", "Exchange").await;
    rep.open_file("open-file", plan_file).await;
    rep.sees("Plan file no. 2 is open.").await;
    rep.sees("File 1,").await;
    rep.sees("confirmed received").await;
    rep.go("#/", "Today").await;
    rep.sees("What happened to your updates").await;
    let text = rep.text().await;
    let outcomes: Vec<&str> = text.split("What happened to your updates").nth(1).unwrap().lines().collect();
    let outcome = |title: &str| {
        let at = outcomes.iter().position(|line| line.contains(title)).unwrap_or_else(|| panic!("{title}: {text}"));
        outcomes[at..].iter().take(8).find(|l| l.contains("sed")).map(|l| l.trim().to_owned())
    };
    assert_eq!(outcome(INQUIRY).as_deref(), Some("Used with changes"));
    assert_eq!(outcome(CIRCLE).as_deref(), Some("Used"));
    assert!(outcome(TO_DO).unwrap().starts_with("Not used"));
    rep.go("#/exchange", "Exchange").await;
    rep.sees(MENDED).await;
    rep.open_file("open-file", plan_file).await;
    rep.sees("You already opened this file").await;
    rep.sees("0 changes.").await;
}

/// What was not used is answered with its words already there; the office sees what the answer is about.
async fn answer_what_was_not_used(rep: &Browser, office: &Browser, reply: &Path) {
    const REASON: &str = "Not used, because: A telephone call settled it.";
    const ANSWER: &str = "The to-do list was sent to 12 wards in June 2024.";
    rep.open_file("open-file", reply).await;
    rep.sees(REASON).await;
    let of_it = format!("//article[contains(., \"{NOT_USED}\")]//button[contains(., 'Answer this')]");
    rep.find(By::XPath(of_it)).await.click().await.unwrap();
    rep.sees("Write an update").await;
    rep.sees(REASON).await;
    let words = "return document.getElementById('narrative').value";
    assert_eq!(rep.script(words, Vec::new()).await, NOT_USED);
    rep.type_over("narrative", ANSWER).await;
    rep.press("Ready to send").await;
    rep.sees("Saved. It goes with your next file to send").await;
    rep.go("#/exchange", "Exchange").await;
    rep.sees("You have answered this.").await;
    rep.press("Save the file to send").await;
    let returned = rep.downloaded("return-2.thread.json").await;
    office.go("#/exchange/inbox", "Inbox").await;
    office.open_file("open-file", &returned).await;
    office.sees("return-2.thread.json").await;
    office.press("Look at it now").await;
    for words in ["What it answers", REASON, NOT_USED, ANSWER] {
        office.sees(words).await;
    }
}

/// A timescale that was not used is answered with what was asked for already there, beside the reason.
async fn answer_a_change(rep: &Browser, office: &Browser) {
    const ASKED: &str = "by June 2031";
    const REASON: &str = "The board has agreed 2028.";
    let inquiry = find_action(rep, INQUIRY).await;
    change_timescale(rep, &inquiry, INQUIRY, ASKED).await;
    rep.go("#/exchange", "Exchange").await;
    rep.press("Save the file to send").await;
    let returned = rep.downloaded("return-3.thread.json").await;
    office.go("#/exchange/inbox", "Inbox").await;
    office.open_file("open-file", &returned).await;
    office.sees("return-3.thread.json").await;
    office.press("Look at it now").await;
    office.sees(ASKED).await;
    let declined = item(office, ASKED).await;
    office.tick(&format!("{declined}-not")).await;
    office.type_into(&format!("{declined}-reason"), REASON).await;
    office.press("Finish this review").await;
    office.sees("This review is saved").await;
    office.go("#/exchange/send", "Send").await;
    office.press("Save a reply for Rafi Stone, Wellbeing Team").await;
    let reply = office.downloaded("reply-to-rafi-stone-4.thread.json").await;
    rep.open_file("open-file", &reply).await;
    rep.sees(REASON).await;
    let of_it = format!("//article[contains(., \"{ASKED}\")]//button[contains(., 'Answer this')]");
    rep.click(By::XPath(of_it)).await;
    rep.sees("You are answering what became of a change that you asked for.").await;
    rep.sees(REASON).await;
    let begun = format!("We asked to change “Timescale” to: {ASKED}");
    assert_eq!(rep.value("narrative").await, begun);
    rep.type_into("narrative", ". The builders come in 2031.").await;
    rep.press("Ready to send").await;
    rep.sees("Saved. It goes with your next file to send").await;
    rep.go("#/exchange", "Exchange").await;
    rep.sees("You have answered this.").await;
    rep.press("Save the file to send").await;
    let returned = rep.downloaded("return-4.thread.json").await;
    office.go("#/exchange/inbox", "Inbox").await;
    office.open_file("open-file", &returned).await;
    office.sees("return-4.thread.json").await;
    office.press("Look at it now").await;
    let answers = format!("//article[contains(., 'What it answers') and contains(., \"{REASON}\")]");
    let shown = office.find(By::XPath(answers)).await.text().await.unwrap();
    assert!(shown.contains("Timescale: by June 2031") && shown.contains("The builders come in 2031."), "{shown}");
}
