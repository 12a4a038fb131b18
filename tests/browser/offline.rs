//! Working with the server really stopped, and taking in a new version of the app without losing a word.

use super::browser::Browser;
use super::people::*;
use super::world::World;
use std::path::Path;
use std::process::{Command, Stdio};

#[tokio::test]
async fn offline() {
    let mut world = World::new();
    let browser = Browser::new(&world, "visitor").await;
    begin_with_sample(&browser, false).await;
    browser.sees("Ready to work without a connection").await;
    browser.go("#/plan", "sample").await;
    browser.sees("53 of 53 actions.").await;
    world.server.stop();
    browser.reload().await;
    browser.sees("53 of 53 actions.").await;
    // Every screen is there, also those that were never opened.
    for (screen, heading) in SCREENS {
        browser.go(screen, heading).await;
    }
    let address = format!("{}#/action/0190a6f2-7c1e-7abc-8def-0123456789ab", world.server.address());
    browser.driver.goto("about:blank").await.unwrap();
    browser.driver.goto(address).await.unwrap();
    browser.sees("This is not on this device").await;
    browser.close().await;
}

/// The screens that have an address of their own, with what their headings say in the sample.
pub const SCREENS: [(&str, &str); 8] = [
    ("#/", "Today"),
    ("#/plan", "sample"),
    ("#/exchange", "Exchange"),
    ("#/exchange/bring-in", "Bring in a report"),
    ("#/exchange/cycle", "This cycle"),
    ("#/exchange/put-in", "Put in for someone"),
    ("#/papers", "Papers"),
    ("#/device", "device"),
];

/// The parts that nobody has asked for yet come in the packed file; where that is damaged or breaks off, they come one by one.
#[tokio::test]
async fn parts_come_together_or_one_by_one() {
    let (mut world, copy) = World::with_a_copy();
    let names = |start: &str, end: &str| -> Vec<String> {
        let all = std::fs::read_dir(&copy).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        all.filter(|name| name.starts_with(start) && name.ends_with(end)).collect()
    };
    let pack = copy.join(names("pack-", ".wasm").pop().unwrap());
    let whole = std::fs::read(&pack).unwrap();
    let put = |bytes: &[u8]| {
        let packed = ["br", "gz"].map(|ending| copy.join(format!("{}.{ending}", pack.display())));
        packed.iter().for_each(|file| drop(std::fs::remove_file(file)));
        std::fs::write(&pack, bytes).unwrap();
    };
    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 1;
    for (visitor, bytes) in
        [("damaged", damaged.as_slice()), ("broken off", &whole[..whole.len() / 2]), ("whole", &whole)]
    {
        world.server.stop();
        put(bytes);
        if visitor == "whole" {
            // Then nothing else is needed of what the first screens do not ask for.
            for name in names("split_events", "").into_iter().chain(names("split_more", "")) {
                std::fs::remove_file(copy.join(name)).unwrap();
            }
        }
        world.server.start();
        let browser = Browser::new(&world, visitor).await;
        begin_with_sample(&browser, true).await;
        browser.sees("Ready to work without a connection").await;
        world.server.stop();
        browser.reload().await;
        browser.go("#/exchange", "Exchange").await;
        browser.go("#/events", "Events").await;
        browser.has_not_stopped().await;
        browser.close().await;
    }
}

/// Makes the served copy of the app the next build: the page and a script under the same address have other
/// contents, and the service worker names them by their new digests.
fn build_next(copy: &Path) {
    let change = |name: &str, from: &str, to: &str| {
        let old = std::fs::read_to_string(copy.join(name)).unwrap();
        let new = old.replacen(from, to, 1);
        assert_ne!(old, new, "{name} has no {from}");
        std::fs::write(copy.join(name), &new).unwrap();
        for packed in ["br", "gz"] {
            let _ = std::fs::remove_file(copy.join(format!("{name}.{packed}")));
        }
        (digest(old.as_bytes()), digest(new.as_bytes()))
    };
    let page = change("index.html", "</head>", "<meta name=\"build\" content=\"next\"></head>");
    let script = change("boot.js", "(function () {", "window.nextBuild = true;\n(function () {");
    change("sw.js", "const BUILD = \"", "const BUILD = \"next");
    for (old, new) in [page, script] {
        change("sw.js", &old, &new);
    }
}

/// A file's digest as browsers write it.
fn digest(bytes: &[u8]) -> String {
    use std::io::Write;
    let code = "const hash = require('crypto').createHash('sha256');
        process.stdin.on('data', part => hash.update(part)).on('end', () => console.log('sha256-' + hash.digest('base64')))";
    let mut node = Command::new("node");
    let mut node = node.args(["-e", code]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    node.stdin.take().unwrap().write_all(bytes).unwrap();
    let said = node.wait_with_output().unwrap();
    String::from_utf8(said.stdout).unwrap().trim().to_owned()
}

/// Which build the page is of: what the page itself says, and what its script says.
async fn build(browser: &Browser) -> (bool, bool) {
    let asked = "return [!!document.querySelector('meta[name=build]'), !!window.nextBuild]";
    serde_json::from_value(browser.script(asked, Vec::new()).await).unwrap()
}

/// Two windows, each with half a sentence, while the host goes on to the next build.
#[tokio::test]
async fn update() {
    let (mut world, copy) = World::with_a_copy();
    let browser = Browser::new(&world, "visitor").await;
    begin_with_sample(&browser, true).await;
    browser.sees("Ready to work without a connection").await;
    let titles = ["maternity partnership", "some mothers get worse care"];
    let halves = ["Half a sentence about the", "And half of another one of"];
    let mut windows = vec![browser.driver.window().await.unwrap()];
    windows.push(browser.driver.new_tab().await.unwrap());
    browser.driver.switch_to_window(windows[1].clone()).await.unwrap();
    browser.arrive().await;
    for (window, title) in windows.iter().zip(titles) {
        browser.driver.switch_to_window(window.clone()).await.unwrap();
        browser.sees("Saved on this device only").await;
        let action = find_action(&browser, title).await;
        browser.go(&draft_of(&action), title).await;
    }

    world.server.stop();
    build_next(&copy);
    world.server.start();
    // The new build waits: a page that is opened anew is still whole of the old one, over the old one's cache.
    browser.reload().await;
    browser.sees("An update is ready").await;
    assert_eq!(build(&browser).await, (false, false));
    for (window, words) in windows.iter().zip(halves) {
        browser.driver.switch_to_window(window.clone()).await.unwrap();
        browser.sees("What has happened?").await;
        browser.type_into("narrative", words).await;
    }
    browser.press("Switch to it now").await;
    for (window, words) in windows.iter().zip(halves) {
        browser.driver.switch_to_window(window.clone()).await.unwrap();
        browser.sees_no("An update is ready").await;
        browser.sees("What has happened?").await;
        assert_eq!(build(&browser).await, (true, true), "a window is of two builds");
        assert_eq!(browser.value("narrative").await, words);
    }
    // The old build goes once no window can need it, and the new one is whole without a connection.
    world.server.stop();
    browser.reload().await;
    browser.sees("What has happened?").await;
    assert_eq!(build(&browser).await, (true, true));
    assert_eq!(browser.value("narrative").await, halves[1]);
    let begun = std::time::Instant::now();
    loop {
        let caches = browser.script("return caches.keys()", Vec::new()).await;
        let names: Vec<String> = serde_json::from_value(caches).unwrap();
        if let [only] = names.as_slice() {
            assert!(only.contains("golden-thread-next"), "the new build is the one in use: {names:?}");
            break;
        }
        assert!(begun.elapsed().as_secs() < 20, "the old build is still kept: {names:?}");
        browser.reload().await;
        browser.sees("What has happened?").await;
    }
    browser.has_not_stopped().await;
    browser.close().await;
}
