//! Working with the server really stopped, and taking in a new version of the app without losing a word.

use super::browser::{Browser, moment};
use super::people::*;
use super::world::World;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

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
pub const SCREENS: [(&str, &str); 9] = [
    ("#/", "Today"),
    ("#/plan", "sample"),
    ("#/exchange/inbox", "Inbox"),
    ("#/exchange/send", "Send"),
    ("#/exchange/bring-in", "Bring in a report"),
    ("#/exchange/cycle", "This cycle"),
    ("#/exchange/put-in", "Put in for someone"),
    ("#/papers", "Papers"),
    ("#/device", "device"),
];

/// What the worker has kept of the app, by the ends of the addresses.
const KEPT: &str = "const kept = [];
    for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) kept.push(url.split('/').pop());
    return kept";

/// A part that arrives damaged, or half of it, is not kept, and the others are; once the host is mended it comes, and nothing is missing.
#[tokio::test]
async fn a_damaged_part_is_not_kept() {
    let (mut world, copy) = World::with_a_copy();
    let part = program(&copy).join("split_events.wasm");
    let whole = std::fs::read(&part).unwrap();
    for packed in ["br", "gz"] {
        std::fs::remove_file(part.with_extension(format!("wasm.{packed}"))).unwrap();
    }
    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 1;
    for (visitor, bytes) in [("damaged", damaged.as_slice()), ("broken off", &whole[..whole.len() / 2])] {
        std::fs::write(&part, bytes).unwrap();
        let browser = Browser::new(&world, visitor).await;
        begin_with_sample(&browser, true).await;
        // The build is not taken in, but what came whole waits for the next try.
        let begun = Instant::now();
        let given_up = "return navigator.serviceWorker.getRegistration().then(one => !one)";
        let mut kept: Vec<String> = Vec::new();
        let others = ["split_work.wasm", "split_more.wasm", "boot.js"];
        while browser.script(given_up, Vec::new()).await != true || !others.iter().all(|o| kept.iter().any(|k| k == o))
        {
            assert!(begun.elapsed().as_secs() < 30, "{visitor}: it is not given up, or only these were kept: {kept:?}");
            moment().await;
            kept = serde_json::from_value(browser.script(KEPT, Vec::new()).await).unwrap();
        }
        assert!(!kept.iter().any(|name| name == "split_events.wasm"), "{visitor}: it was kept");
        assert!(!browser.text().await.contains("Ready to work without a connection"));
        std::fs::write(&part, &whole).unwrap();
        browser.reload().await;
        browser.sees("Ready to work without a connection").await;
        world.server.stop();
        browser.reload().await;
        browser.go("#/exchange", "Exchange").await;
        browser.go("#/events", "Events").await;
        browser.has_not_stopped().await;
        browser.close().await;
        world.server.start();
    }
}

/// The folder of the program and its parts in a built app.
pub fn program(dist: &Path) -> PathBuf {
    let all = std::fs::read_dir(dist).unwrap().map(|entry| entry.unwrap().path());
    let folder = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with("program-");
    all.filter(|path| path.is_dir()).find(folder).unwrap()
}

/// Makes the served copy of the app the next build: the page and a script under the same address have other
/// contents, the program is in another folder, and the service worker names them by their new digests.
fn build_next(copy: &Path) {
    let old = program(copy);
    let new = copy.join("program-0123456789abcdef");
    std::fs::rename(&old, &new).unwrap();
    let name = |folder: &Path| folder.file_name().unwrap().to_str().unwrap().to_owned();
    let (old, new) = (name(&old), name(&new));
    let change = |name: &str, from: &str, to: &str| {
        let old = std::fs::read_to_string(copy.join(name)).unwrap();
        let new = old.replace(from, to);
        assert_ne!(old, new, "{name} has no {from}");
        std::fs::write(copy.join(name), &new).unwrap();
        for packed in ["br", "gz"] {
            let _ = std::fs::remove_file(copy.join(format!("{name}.{packed}")));
        }
        (digest(old.as_bytes()), digest(new.as_bytes()))
    };
    // The policy names the script in the page by its digest.
    let inline = || {
        let html = std::fs::read_to_string(copy.join("index.html")).unwrap();
        digest(html.split_once("<script type=\"module\">").unwrap().1.split_once("</script>").unwrap().0.as_bytes())
    };
    let before = inline();
    let (first, _) = change("index.html", &old, &new);
    for name in ["index.html", "_headers"] {
        change(name, &before, &inline());
    }
    let (_, last) = change("index.html", "</head>", "<meta name=\"build\" content=\"next\"></head>");
    let page = (first, last);
    let script = change("boot.js", "\"use strict\";", "\"use strict\";\nwindow.nextBuild = true;");
    change("sw.js", "const BUILD = \"", "const BUILD = \"next");
    change("sw.js", &old, &new);
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
    // The new build waits: a page that is opened anew is still whole of the old one, over the old one's cache, also in parts that it had not
    // asked for.
    browser.reload().await;
    browser.sees("An update is ready").await;
    assert_eq!(build(&browser).await, (false, false));
    browser.go("#/papers", "Papers").await;
    let second = find_action(&browser, titles[1]).await;
    browser.go(&draft_of(&second), titles[1]).await;
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
    let begun = Instant::now();
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
