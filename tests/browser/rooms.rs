//! The office's three rooms: all owners asked with a few presses, and what comes back read where it comes in.

use super::browser::Browser;
use super::pencil::{count_presses, presses};
use super::people::*;
use super::world::{World, here};
use golden_thread::bundle;
use golden_thread::days::date;
use golden_thread::domain::kind;
use golden_thread::forms::{Asking, ask, docx, owners};
use golden_thread::ledger::{Ledger, Side};
use serde_json::json;
use thirtyfour::prelude::*;

/// Begins a cycle that is due in ten days.
async fn begin_a_cycle(office: &Browser) {
    let since = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs() / 86_400;
    let due = date(1970, 1, 1).plus_days(since as i64 + 10).unwrap();
    office.go("#/exchange/cycle", "This cycle").await;
    office.type_into("cycle-title", "Next round").await;
    office.type_into("cycle-due", &due.to_string()).await;
    office.press("Begin this cycle").await;
    office.sees("Those not heard from stand first").await;
}

/// The names in a zip, which are spelled before each of its files.
fn names(zip: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = 0;
    while zip[at..].starts_with(b"PK\x03\x04") {
        let number = |from: usize, bytes: usize| {
            (0..bytes).rev().fold(0usize, |all, n| all << 8 | usize::from(zip[at + from + n]))
        };
        let (size, name, extra) = (number(18, 4), number(26, 2), number(28, 2));
        names.push(String::from_utf8(zip[at + 30..at + 30 + name].to_vec()).unwrap());
        at += 30 + name + extra + size;
    }
    names
}

#[tokio::test]
async fn all_owners_are_asked_with_six_presses() {
    let world = World::new();
    let office = Browser::new(&world, "office").await;
    begin_as_manager(&office).await;
    begin_a_cycle(&office).await;
    office.go("#/", "Today").await;
    office.sees("0 of 17 owners have answered").await;
    count_presses(&office).await;
    // Exchange leads to the room where there is something to do.
    office.click(By::XPath("//nav[contains(@class, 'gt-nav')]//a[starts-with(normalize-space(.), 'Exchange')]")).await;
    office.sees("17 owners are ticked").await;
    assert_eq!(office.script("return location.hash", Vec::new()).await, json!("#/exchange/cycle"));
    office.press("Prepare all").await;
    office.sees("Ready for 17 owners").await;
    office.press("Save everything as one file").await;
    office.sees("17 owners count as asked.").await;
    let asking = presses(&office).await;
    assert!((1..=6).contains(&asking), "asking all owners took {asking} presses");

    let files = names(&std::fs::read(office.downloaded(".zip").await).unwrap());
    for (ending, many) in [(".docx", 17), (".eml", 17), (".csv", 1)] {
        assert_eq!(files.iter().filter(|name| name.ends_with(ending)).count(), many, "{files:?}");
    }
    // Asked today: what is prepared once more is the first letter still, and none is a reminder.
    office.press("Prepare all").await;
    office.sees("First letter to").await;
    assert!(!office.text().await.contains("Reminder to"));
    // A letter begins in one's own mail program, and says where the app is.
    office.press("First letter to").await;
    let links = "return [...document.querySelectorAll('a[href^=\"mailto:\"]')].map(a => a.getAttribute('href'))";
    let links: Vec<String> = serde_json::from_value(office.script(links, Vec::new()).await).unwrap();
    assert_eq!(links.len(), 17);
    assert!(links.iter().all(|link| link.len() <= 1_800 && link.contains("Golden%20Thread")), "{links:?}");
    office.reload().await;
    office.sees("Those not heard from stand first").await;
    let asked = "return [...document.querySelectorAll('main tbody tr')].map(row => row.children[1].innerText.trim())";
    let asked: Vec<String> = serde_json::from_value(office.script(asked, Vec::new()).await).unwrap();
    assert!(asked.len() == 17 && asked.iter().all(|day| day != "Not yet"), "{asked:?}");
    office.has_not_stopped().await;
    office.close().await;
}

/// A plain paragraph names no action: whose it is and what it is about is asked where it came in, and waits then.
#[tokio::test]
async fn a_plain_reply_is_taken_in_the_inbox() {
    const WORDS: &str = "We opened two hubs in May 2024, and 310 people came.";
    let world = World::new();
    let office = Browser::new(&world, "office").await;
    begin_with_sample(&office, false).await;
    office.go("#/exchange/inbox", "Inbox").await;
    let before = office.rows("staged").await.len();
    office.type_into("open-paste", WORDS).await;
    office.press("Use the pasted words").await;
    office.sees("These are somebody's words.").await;
    let whose = "//select[starts-with(@id, 'organisation-')]/option[2]";
    office.find(By::XPath(whose)).await.click().await.unwrap();
    office.sees("Which actions is it about?").await;
    let first = "const box = document.querySelector('[id^=about-] input[type=checkbox], input[id^=about-]');
        if (!box.checked) box.click(); return box.id";
    office.script(first, Vec::new()).await;
    office.click(By::XPath("//button[normalize-space()='Put it in']")).await;
    office.sees("It waits for you to look at now.").await;
    assert_eq!(office.rows("staged").await.len(), before + 1);
    assert_eq!(office.value("open-paste").await, "", "what is put in is not kept as half typed");
    office.press("Look at it now").await;
    office.sees(WORDS).await;
    office.press("Finish this review").await;
    office.sees("This review is saved").await;
    office.has_not_stopped().await;
    office.close().await;
}

/// A form is read where every other file is opened, and says so where nobody has written into it.
#[tokio::test]
async fn a_form_that_comes_back_is_read_where_it_comes_in() {
    let world = World::new();
    let sample = std::fs::read(here("tests/data/served/sample.thread.json")).unwrap();
    let read = bundle::read(&sample).unwrap().bundle;
    let ledger = Ledger::new(read.records, None, Side::Office);
    let tree = ledger.tree(ledger.plans().next().unwrap());
    let (owner, ..) = owners(&tree).into_iter().next().unwrap();
    let partnership = read.envelope.partnership;
    let asking = Asking { partnership, issue: None, due: None, figures: None, app: String::new() };
    let form = ask(&ledger, &tree, owner, &asking).unwrap();
    assert!(ledger.of_kind(kind::ACTION).count() > 1);
    let blank = world.file("blank.docx", docx(&form));
    let office = Browser::new(&world, "office").await;
    begin_with_sample(&office, false).await;
    office.go("#/exchange/inbox", "Inbox").await;
    office.open_file("open-file", &blank).await;
    // Nobody wrote anything into it, so there is nothing to put in.
    office.sees("blank.docx").await;
    office.sees("Nothing is filled in, so there is nothing to look at.").await;
    // A mail is opened: what lies in it is named with the way it came by and who sent it, and its words are somebody's.
    let mail = "From: Sam Lee <sam@example.org>\r\nTo: office@example.org\r\nSubject: Re: Your update\r\n\
        Date: Fri, 20 Jun 2025 09:30:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
        We opened two hubs in May 2024.\r\n";
    office.open_file("open-file", &world.file("reply.eml", mail)).await;
    office.sees("from Sam Lee").await;
    office.sees("We opened two hubs in May 2024.").await;
    // The plan goes out as a workbook; as it went out it says nothing when it comes back.
    office.go("#/exchange/send", "Send").await;
    office.press("Save as an Excel workbook").await;
    let workbook = office.downloaded(".xlsx").await;
    office.go("#/exchange/inbox", "Inbox").await;
    office.open_file("open-file", &workbook).await;
    office.sees("Nothing was changed in this workbook since it went out").await;
    office.has_not_stopped().await;
    office.close().await;
}
