//! Keys, end to end: the office makes its key and proves its recovery file; a representative compares the check
//! words, and sends a file that is signed and locked; the office knows the sender once somebody has said so; what was
//! changed on the way, or comes from somebody else, is called that. Every new screen goes through axe.

use super::accessibility::violations;
use super::browser::{Browser, moment};
use super::people::*;
use super::world::World;
use golden_thread::bundle::{self, Bundle, proof};
use golden_thread::record::Id;
use golden_thread::seal::{Identity, Locked, NoRandomness, Random, SigningKey};
use golden_thread::store::keys::OfficeKey;
use serde_json::json;
use std::path::{Path, PathBuf};

pub(super) const PASSPHRASE: &str = "river candle nine garden";
const INQUIRY: &str = "Find out why some mothers wait longer";
const WORDS: &str = "We trained 42 members of staff by June 2024.";

/// Not random at all: nobody but this test has to believe it.
struct Same(u8);

impl Random for Same {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        bytes.fill(self.0);
        Ok(())
    }
}

/// What axe finds on this screen, narrow and wide.
pub(super) async fn found(browser: &Browser, screen: &str) -> Vec<String> {
    let mut found = Vec::new();
    for width in [360, 1280] {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500 });
        browser.devtools("Emulation.setDeviceMetricsOverride", size).await;
        found.extend(violations(browser, &format!("{screen}, {width}")).await);
    }
    found
}

/// The words by which the office is recognised, once they stand on the screen.
async fn check_words(browser: &Browser) -> String {
    let said = |text: &str| {
        let words = |line: &&str| line.matches('-').count() == 7 && !line.contains(' ');
        text.lines().map(str::trim).find(words).map(str::to_owned)
    };
    for _ in 0..200 {
        if let Some(words) = said(&browser.text().await) {
            return words;
        }
        moment().await;
    }
    panic!("there are no eight words in\n{}", browser.text().await)
}

fn read(file: &Path) -> Bundle {
    bundle::read(&std::fs::read(file).unwrap()).unwrap().bundle
}

/// Makes the office's key on its device, and gives the recovery file; what axe finds on the way is added.
pub(super) async fn make_key(office: &Browser, world: &World, axe: &mut Vec<String>) -> PathBuf {
    office.go("#/device", "device").await;
    office.type_into("passphrase", "short").await;
    office.press("Make a key and save its recovery file").await;
    office.sees("This passphrase is too short.").await;
    axe.extend(found(office, "device, no key").await);
    office.type_over("passphrase", PASSPHRASE).await;
    // The page goes on while the passphrase is worked on: no task of it takes long.
    let watch = "window.longest = 0; new PerformanceObserver((all) => all.getEntries().forEach((e) =>
        window.longest = Math.max(window.longest, e.duration))).observe({ entryTypes: ['longtask'] })";
    office.script(watch, Vec::new()).await;
    office.press("Make a key and save its recovery file").await;
    office.sees("Now open it again").await;
    let longest = office.script("return window.longest", Vec::new()).await.as_f64().unwrap();
    // Worked on in the page itself it would stand still for seconds; a machine that is busy elsewhere makes it a third of one.
    assert!(longest < 1000.0, "the page stood still for {longest} ms");
    let recovery = office.downloaded(".age").await;
    axe.extend(found(office, "device, key to be proven").await);

    // Nothing goes out with it before its file has been opened again.
    office.go("#/exchange/send", "Send").await;
    office.sees("It is not signed").await;
    office.go("#/device", "device").await;
    office.type_into("passphrase", "another passphrase").await;
    office.open_file("recovery-file", &recovery).await;
    office.sees("This passphrase does not open the file.").await;
    office.type_over("passphrase", PASSPHRASE).await;
    office.open_file("recovery-file", &world.file("noise.age", b"age-encryption.org/v1\nnoise")).await;
    office.sees("its beginning is damaged").await;
    office.open_file("recovery-file", &recovery).await;
    office.sees("The recovery file works.").await;
    recovery
}

/// The office's key, from the recovery file alone, as any other program would have it.
pub(super) fn recovered(recovery: &Path) -> OfficeKey {
    let locked = Locked::read(&std::fs::read(recovery).unwrap()).unwrap();
    let key = locked.derivation(PASSPHRASE).unwrap().derive().unwrap();
    OfficeKey::recover(&locked.open_with(&key).unwrap(), "", "now").unwrap()
}

#[tokio::test]
async fn keys() {
    let world = World::new();
    let mut axe = Vec::new();
    let office = Browser::new(&world, "office").await;
    begin_as_manager(&office).await;
    let recovery = make_key(&office, &world, &mut axe).await;
    let identity = recovered(&recovery).identity().unwrap();
    office.go("#/exchange/send", "Send").await;
    office.sees("It is signed with the office's key.").await;
    office.press("Make plan file no. 1").await;
    let plan_file = office.downloaded("plan-file-no-1.thread.json").await;
    assert_eq!(read(&plan_file).envelope.extra["keepers"][0]["recipient"], json!(identity.recipient().to_string()));
    office.go("#/device", "device").await;
    let words = check_words(&office).await;
    office.press("Other people in the office who can open files").await;
    axe.extend(found(&office, "device, key ready").await);

    let rep = Browser::new(&world, "representative").await;
    begin_as_representative(&rep, "Wellbeing Team", &plan_file).await;
    rep.sees("Nobody has compared its check words yet.").await;
    axe.extend(found(&rep, "today, words to compare").await);
    rep.press("Check once that your plan file is really from the partnership office").await;
    assert_eq!(check_words(&rep).await, words);
    axe.extend(found(&rep, "exchange, words to compare").await);
    rep.press("They are the same").await;
    rep.sees("From now on this device takes plan files from nobody else.").await;
    let returned = send(&rep, &identity).await;
    axe.extend(send_open_by_choice(&rep).await);
    forged_plan_files(&world, &rep, &plan_file).await;
    forged_plan_files(&world, &office, &plan_file).await;
    axe.extend(take_back(&rep, &plan_file, &words).await);
    axe.extend(receive(&world, &office, &returned, &identity).await);
    rep.close().await;
    axe.extend(hand_over(&world, &office).await);
    axe.extend(rescue(&world, &office, &returned).await);
    office.close().await;
    assert!(axe.is_empty(), "axe finds\n{}", axe.join("\n"));
}

/// The office's record for another keeper, who alone can open it; and that keeper's own, with a decision and its reason.
async fn hand_over(world: &World, office: &Browser) -> Vec<String> {
    let mut other = OfficeKey::generate("Kit Lowe", &mut Same(5)).unwrap();
    let recovery = other.recovery().unwrap();
    assert!(other.prove(recovery.as_bytes(), "2026-01-01T00:00:00Z"));
    office.go("#/device", "device").await;
    office.press("Other people in the office who can open files").await;
    office.type_into("keeper-line", &other.keeper.line()).await;
    office.press("Add this key").await;
    office.sees("The key is added. Your next plan file names it.").await;
    office.go("#/exchange/send", "Send").await;
    office.press("Make plan file no. 2").await;
    office.downloaded("plan-file-no-2.thread.json").await;
    office.press("Save a file for the other keepers").await;
    let handed = office.downloaded("keeper-mara-winter-3.thread.age").await;
    office.sees("You last saved one on").await;
    let plain = open(&handed, &other.identity().unwrap());
    let mut bundle = bundle::read(plain.as_bytes()).unwrap().bundle;
    assert!(bundle.records.iter().any(|r| r.kind == "action"));

    let (kit, id) = (Id::from_bytes([8; 16]), Id::from_bytes([6; 16]));
    let action = bundle.records.iter().find(|r| r.kind == "action").unwrap().id;
    let stamp = |n| golden_thread::record::Stamp::new(1_767_225_600_000, n, kit);
    let mut writer = golden_thread::record::Record::new(kit, "writer");
    writer.edit("name", json!("Kit Lowe"), stamp(1));
    let mut review = golden_thread::record::Record::new(Id::from_bytes([5; 16]), "review");
    review.edit("reviewer", json!(kit.to_string()), stamp(2));
    let decided = json!({ "outcome": "notUsed", "stamps": [stamp(0).to_string()], "reason": "names a resident" });
    review.edit(&format!("decided/{action}:timescale"), decided, stamp(3));
    bundle.records = [writer, review].into_iter().collect();
    (bundle.envelope.id, bundle.envelope.from) = (id, kit);
    proof::sign(&mut bundle, &other.signer().unwrap()).await.unwrap();
    office.go("#/exchange/inbox", "Inbox").await;
    office.open_file("open-file", &world.file("kit.thread.json", bundle::write(&bundle))).await;
    office.sees("What Kit Lowe did is in your record now: 0 things changed, 0 new things, 1 decision.").await;
    office.press("What they decided, and what changed").await;
    office.sees("Kit Lowe: Not used, because: names a resident").await;
    found(office, "exchange, another keeper").await
}

/// An update, sent; the file is locked for the office, and holds a signature.
async fn send(rep: &Browser, identity: &Identity) -> PathBuf {
    let inquiry = find_action(rep, INQUIRY).await;
    write_update(rep, &inquiry, INQUIRY, WORDS).await;
    rep.go("#/exchange", "Exchange").await;
    rep.press("Save the file to send").await;
    let returned = rep.downloaded("return-1.thread.age").await;
    rep.sees("It is locked: only the partnership office can open it.").await;
    let text = std::fs::read_to_string(&returned).unwrap();
    assert!(text.starts_with("-----BEGIN AGE ENCRYPTED FILE-----") && !text.contains("members"));
    let plain = open(&returned, identity);
    let envelope = bundle::read(plain.as_bytes()).unwrap().bundle.envelope;
    assert!(matches!(proof::check(&envelope, plain.as_bytes()), bundle::Proven::By(_)));
    // The key that signed is the browser's: its secret half is in no row of the database.
    let keys = rep.rows("meta").await;
    let own = keys.iter().find(|row| row.contains("\"own\"")).unwrap_or_else(|| panic!("no row of keys in {keys:?}"));
    assert!(own.contains("\"secret\":null"), "{own}");
    // Its own sender cannot open it either, and is told why.
    rep.open_file("open-file", &returned).await;
    rep.sees("Only the partnership office can open it").await;
    returned
}

/// The same once more, open by choice; the one after it is locked again.
async fn send_open_by_choice(rep: &Browser) -> Vec<String> {
    rep.sees("An open file can be read by anyone who gets it.").await;
    rep.choose("travels", "Open").await;
    let axe = found(rep, "exchange, a file that goes open").await;
    rep.press("Make a new file with it").await;
    let opened = rep.downloaded("return-2.thread.json").await;
    rep.sees("It is not locked. Anyone who gets this file can read it.").await;
    rep.sees("It went out open.").await;
    let text = std::fs::read_to_string(opened).unwrap();
    let envelope = bundle::read(text.as_bytes()).unwrap().bundle.envelope;
    assert!(text.contains(WORDS));
    assert!(matches!(proof::check(&envelope, text.as_bytes()), bundle::Proven::By(_)), "it is signed all the same");
    assert_eq!(rep.value("travels").await, "locked", "for this one file only");
    rep.press("Make a new file with it").await;
    rep.downloaded("return-3.thread.age").await;
    rep.sees("It is locked: only the partnership office can open it.").await;
    axe
}

/// Somebody said yes too soon: that is taken back, and the words are compared once more.
async fn take_back(rep: &Browser, plan_file: &Path, words: &str) -> Vec<String> {
    rep.press("Check words of the partnership office").await;
    rep.sees(words).await;
    rep.press("These are not the right words").await;
    rep.sees("Are these not the partnership office's words?").await;
    let mut axe = found(rep, "exchange, words to take back").await;
    rep.press("They are not the office's").await;
    rep.sees("This device does not know who the partnership office is any more.").await;
    for said in
        ["Ask the partnership office for its plan file", "Whoever made that plan file can read them.", "File 1,"]
    {
        rep.sees(said).await;
    }
    rep.sees_no("Locked for the partnership office").await;
    // Nor is the file that was just made, locked for the wrong people, handed out again.
    rep.sees_no("It is locked: only the partnership office can open it.").await;
    axe.extend(found(rep, "exchange, no office is known").await);
    rep.press("Make a new file with it").await;
    rep.downloaded("return-4.thread.json").await;
    rep.sees("It is not locked. Anyone who gets this file can read it.").await;
    rep.go("#/", "Today").await;
    rep.press("Check once that your plan file is really from the partnership office").await;
    rep.open_file("open-file", plan_file).await;
    rep.sees("Plan file no. 1 waits. Nothing was changed.").await;
    rep.sees("Careful. You said of these words").await;
    assert_eq!(check_words(rep).await, words);
    axe.extend(found(rep, "exchange, a plan file that waits").await);
    rep.press("They are the same. Open this plan file").await;
    rep.sees("From now on this device takes plan files from nobody else.").await;
    rep.sees("Locked for the partnership office").await;
    rep.has_not_stopped().await;
    axe
}

/// The app cannot run on the office's laptop any more: the file that the page around it saves has the key as it was
/// sealed, and on another laptop the passphrase brings it back.
async fn rescue(world: &World, office: &Browser, returned: &Path) -> Vec<String> {
    office.go("#/device", "device").await;
    office.sees("The office's key is in a backup only as you sealed it.").await;
    office.before_load("delete window.WebAssembly").await;
    office.reload().await;
    office.sees("Golden Thread cannot run here").await;
    office.sees("whoever restores it needs the key's passphrase").await;
    office.press("Save my data as a file").await;
    let file = office.downloaded_as("golden-thread-rescue-").await;
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("BEGIN AGE ENCRYPTED FILE") && text.contains("keepers"));
    for secret in ["AGE-SECRET-KEY", "\\\"identity\\\"", "\\\"signing\\\"", "\\\"own\\\""] {
        assert!(!text.contains(secret), "{secret} is in the file");
    }
    let laptop = Browser::new(world, "laptop").await;
    laptop.sees("Which of these are you?").await;
    laptop.press("The partnership manager").await;
    laptop.type_into("name", "Mara Winter").await;
    laptop.open_file("last-file", &file).await;
    laptop.sees("The office's key is here, but sealed.").await;
    laptop.go("#/exchange/inbox", "Inbox").await;
    laptop.open_file("open-file", returned).await;
    laptop.sees("Only the partnership office can open it").await;
    laptop.go("#/device", "device").await;
    laptop.sees("Type its passphrase to bring it back.").await;
    let axe = found(&laptop, "device, a sealed key").await;
    laptop.type_into("passphrase", PASSPHRASE).await;
    laptop.press("Bring the key back").await;
    laptop.sees("The office's key is on this device now.").await;
    laptop.go("#/exchange/inbox", "Inbox").await;
    laptop.open_file("open-file", returned).await;
    laptop.sees("You already opened this file").await;
    laptop.has_not_stopped().await;
    laptop.close().await;
    axe
}

fn open(locked: &Path, identity: &Identity) -> String {
    let locked = Locked::read(&std::fs::read(locked).unwrap()).unwrap();
    String::from_utf8(locked.open(std::slice::from_ref(identity)).unwrap()).unwrap()
}

/// Plan files that say they are the office's next one. Each is refused with its own sentence.
async fn forged_plan_files(world: &World, browser: &Browser, plan_file: &Path) {
    let mut next = read(plan_file);
    next.envelope.id = Id::from_bytes([9; 16]);
    next.envelope.from = Id::from_bytes([8; 16]);
    next.envelope.number = Some(2);
    next.envelope.sequence += 1;
    proof::sign(&mut next, &SigningKey::generate(&mut Same(3)).unwrap()).await.unwrap();
    let signed = bundle::write(&next);
    let changed =
        std::fs::read_to_string(plan_file).unwrap().replacen("Northmere Partnership", "Northmere partnership", 1);
    let changed = changed.replacen(&read(plan_file).envelope.id.to_string(), &next.envelope.id.to_string(), 1);
    for (name, text, answer) in [
        ("another-key.thread.json", signed, "it is signed with a key that the office has not named"),
        ("changed.thread.json", changed, "The signature of this file does not match."),
    ] {
        browser.go("#/exchange", "Exchange").await;
        browser.open_file("open-file", &world.file(name, text)).await;
        browser.sees(name).await;
        browser.sees(answer).await;
        browser.sees("Nothing was changed").await;
    }
}

/// The office opens what was sent: unknown, known once somebody says so, and broken where it was changed.
async fn receive(world: &World, office: &Browser, returned: &Path, identity: &Identity) -> Vec<String> {
    let mut axe = Vec::new();
    office.go("#/exchange/inbox", "Inbox").await;
    office.open_file("open-file", returned).await;
    office.sees("with 1 thing for you to look at.").await;
    office.sees("nobody here has said yet that this key is Rafi Stone").await;
    axe.extend(found(office, "exchange, a sender nobody has named").await);
    office.press("told me that they sent this").await;
    office.sees("From now on we know this sender by their signature.").await;
    office.sees("(known). The signature fits.").await;

    // A copy that was changed on the way, opened while the real one is here, and as if it were another file.
    let plain = open(returned, identity);
    let changed = plain.replace("42 members", "24 members");
    assert_ne!(changed, plain);
    office.open_file("open-file", &world.file("copy.thread.json", &changed)).await;
    office.sees("You already opened this file").await;
    office.sees("Careful. The signature does not match.").await;
    let id = read(&world.file("plain.thread.json", &plain)).envelope.id.to_string();
    let other = changed.replace(&id, &Id::from_bytes([7; 16]).to_string());
    office.open_file("open-file", &world.file("other.thread.json", &other)).await;
    office.sees("other.thread.json").await;
    office.sees("Careful. The signature does not match.").await;
    axe.extend(found(office, "exchange, known and broken").await);
    office.press("Look at it now").await;
    office.sees("Careful. The signature does not match.").await;
    axe.extend(found(office, "review, broken").await);
    axe
}
