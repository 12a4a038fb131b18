//! Files in and out: a backup and its restoring, a file that is dropped, a file that is handed to the share sheet.

use super::browser::Browser;
use super::people::*;
use super::world::World;
use serde_json::json;

const TITLE: &str = "maternity partnership";
const KEPT: &str = "Twelve midwives have met since March 2026.";
const HALF: &str = "And half a sentence that is not";
const LATER: &str = "Words of after the backup, 7 May 2026.";

/// Drops a file onto the place for files, as from the desktop.
const DROP: &str = "const [name, text, place] = arguments, given = new DataTransfer();
    given.items.add(new File([text], name, { type: 'application/json' }));
    for (const kind of ['dragenter', 'dragover', 'drop']) {
        document.querySelector(place).dispatchEvent(new DragEvent(kind, { dataTransfer: given, bubbles: true, cancelable: true }));
    }";

#[tokio::test]
async fn backup_and_restore() {
    let world = World::new();
    let browser = Browser::new(&world, "first").await;
    begin_with_sample(&browser, true).await;
    let action = find_action(&browser, TITLE).await;
    write_update(&browser, &action, TITLE, KEPT).await;
    browser.go(&draft_of(&action), TITLE).await;
    browser.type_into("narrative", HALF).await;
    browser.sees("Saved on this device at").await;
    browser.go("#/device", "device").await;
    browser.press("Save a backup").await;
    browser.sees("The backup was handed to your browser as golden-thread-backup-").await;
    browser.sees("and 1 draft").await;
    let backup = browser.downloaded(".thread.json").await;
    // The browser does not say what became of it, so it counts only once somebody has seen it.
    browser.sees("You have not saved a backup yet").await;
    browser.press("Yes, it is there").await;
    browser.sees("Your last backup was on").await;
    let copy = world.file("backup.thread.json", std::fs::read(&backup).unwrap());

    // Life goes on, then the backup takes its place: not before a copy of what is here has been saved.
    write_update(&browser, &action, TITLE, LATER).await;
    browser.go("#/device", "device").await;
    browser.open_file("restore-file", &copy).await;
    browser.sees("Restore backup.thread.json of").await;
    browser.press("Save a copy, then replace what is here").await;
    browser.sees("The backup is restored").await;
    let before = browser.downloaded_as("golden-thread-before-restoring-").await;
    assert!(std::fs::read_to_string(before).unwrap().contains(LATER), "the copy holds what was replaced");
    browser.go(&action, TITLE).await;
    browser.sees(KEPT).await;
    assert!(!browser.text().await.contains(LATER));
    browser.go(&draft_of(&action), TITLE).await;
    // What was finished later came from this draft; the backup has it half-written.
    assert_eq!(browser.value("narrative").await, HALF);
    browser.reload().await;
    browser.sees("What has happened?").await;
    assert_eq!(browser.value("narrative").await, HALF);
    browser.close().await;

    // Another device, where nothing is yet.
    let other = Browser::new(&world, "other").await;
    other.sees("Which of these are you?").await;
    other.press("A representative of an organisation").await;
    other.type_into("name", "Rafi Stone").await;
    other.open_file("last-file", &copy).await;
    other.sees("Your drafts").await;
    other.go(&action, TITLE).await;
    other.sees(KEPT).await;
    other.go(&draft_of(&action), TITLE).await;
    assert_eq!(other.value("narrative").await, HALF);
    // A file of another kind does not take the place of what is here.
    let sample = super::world::here("tests/data/served/sample.thread.json");
    other.go("#/device", "device").await;
    other.open_file("restore-file", &sample).await;
    other.sees("This file is not a backup").await;
    other.has_not_stopped().await;
    other.close().await;
}

#[tokio::test]
async fn a_file_is_dropped() {
    let world = World::new();
    let office = Browser::new(&world, "office").await;
    begin_as_manager(&office).await;
    office.go("#/exchange/send", "Send").await;
    office.press("Make plan file no. 1").await;
    let plan_file = office.downloaded("plan-file-no-1.thread.json").await;
    let rep = Browser::new(&world, "representative").await;
    begin_as_representative(&rep, "Wellbeing Team", &plan_file).await;
    let title = "Find out why some mothers wait longer";
    let action = find_action(&rep, title).await;
    write_update(&rep, &action, title, KEPT).await;
    rep.go("#/exchange", "Exchange").await;
    rep.press("Save the file to send").await;
    let returned = std::fs::read_to_string(rep.downloaded("return-1.thread.json").await).unwrap();
    rep.close().await;

    office.go("#/exchange/inbox", "Inbox").await;
    let drop = |name: &str, text: &str| vec![json!(name), json!(text), json!(".gt-drop")];
    office.script(DROP, drop("return-1.thread.json", &returned)).await;
    office.sees("with 1 thing for you to look at. Nothing in the plan has changed yet.").await;
    office.script(DROP, drop("return-1.thread.json", &returned)).await;
    office.sees("You already opened this file").await;
    office.script(DROP, drop("holiday.jpg", "not a file of ours")).await;
    office.sees("holiday.jpg").await;
    office.sees("Nothing was changed.").await;
    // Words that are dragged in hold no file.
    office.script("const given = new DataTransfer(); given.setData('text/plain', 'words');
        document.querySelector('.gt-drop').dispatchEvent(new DragEvent('drop', { dataTransfer: given, bubbles: true, cancelable: true }))", Vec::new()).await;
    // Beside the place for it, a file must not make the browser leave the page.
    let beside = "const given = new DataTransfer(); given.items.add(new File(['x'], 'x.json'));
        const over = new DragEvent('dragover', { dataTransfer: given, bubbles: true, cancelable: true });
        const drop = new DragEvent('drop', { dataTransfer: given, bubbles: true, cancelable: true });
        document.querySelector('h1').dispatchEvent(over); document.querySelector('h1').dispatchEvent(drop);
        return [over.defaultPrevented, drop.defaultPrevented]";
    assert_eq!(office.script(beside, Vec::new()).await, json!([true, true]), "the page would be left for the file");
    office.has_not_stopped().await;
    office.close().await;
}

/// One file among several that cannot be read is named; the others are opened all the same.
#[tokio::test]
async fn one_of_several_cannot_be_read() {
    let world = World::new();
    let browser = Browser::new(&world, "visitor").await;
    begin_with_sample(&browser, false).await;
    browser.go("#/exchange/inbox", "Inbox").await;
    // As of a folder that was dropped with them, a file that an online folder has not fetched, and one that is too large.
    let unreadable = "const real = File.prototype.arrayBuffer;
        File.prototype.arrayBuffer = function () {
            return this.name.startsWith('elsewhere') ? Promise.reject(new DOMException('gone', 'NotFoundError')) : real.call(this);
        };
        Object.defineProperty(File.prototype, 'size', { get() { return this.name.startsWith('huge') ? 3e8 : 10; } });";
    browser.script(unreadable, Vec::new()).await;
    let sample = std::fs::read_to_string(super::world::here("tests/data/served/sample.thread.json")).unwrap();
    let several = "const given = new DataTransfer();
        for (const name of ['elsewhere.thread.json', 'sample.thread.json', 'huge.thread.json', 'noise.thread.json'])
            given.items.add(new File([name.startsWith('sample') ? arguments[0] : 'noise'], name));
        document.querySelector('.gt-drop').dispatchEvent(new DragEvent('drop', { dataTransfer: given, bubbles: true, cancelable: true }));";
    browser.script(several, vec![json!(sample)]).await;
    browser.sees("2 of 4 files could not be read.").await;
    browser.sees("The browser could not read elsewhere.thread.json").await;
    browser.sees("huge.thread.json is too large to be opened (287 MB").await;
    browser.sees("everything in it is here already").await;
    let text = browser.text().await;
    assert!(text.contains("noise.thread.json") && !text.contains("TooLarge"), "{text}");
    // Where one file is wanted, the same words.
    browser.go("#/exchange/bring-in", "Bring in").await;
    browser.open_file("source-file", &world.file("elsewhere.txt", "x")).await;
    browser.sees("The browser could not read elsewhere.txt").await;
    browser.has_not_stopped().await;
    browser.close().await;
}
