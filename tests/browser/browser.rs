//! A browser with a profile of its own, and what a person does with it: press, type, choose, open a file,
//! read what is on the screen.

use super::world::World;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, LoggingPrefsLogLevel};

const PATIENCE: Duration = Duration::from_secs(20);

/// A moment between two looks.
pub async fn moment() {
    tokio::time::sleep(Duration::from_millis(50)).await;
}

/// A process and all that it started. Read from `/proc` itself, which takes a thousandth of a second: asking a
/// program would give the browser time to write what it should not have time for.
fn family(process: &str) -> Vec<String> {
    let parent = |of: &Path| {
        let stat = std::fs::read_to_string(of.join("stat")).ok()?;
        stat.rsplit_once(") ")?.1.split(' ').nth(1).map(str::to_owned)
    };
    let all = std::fs::read_dir("/proc").unwrap().filter_map(|entry| {
        let path = entry.ok()?.path();
        Some((path.file_name()?.to_str()?.to_owned(), parent(&path)?))
    });
    let all: Vec<(String, String)> = all.collect();
    let mut found = vec![process.to_owned()];
    let mut next = 0;
    while let Some(one) = found.get(next).cloned() {
        found.extend(all.iter().filter(|(_, parent)| *parent == one).map(|(child, _)| child.clone()));
        next += 1;
    }
    found
}

/// A browser.
pub struct Browser {
    pub driver: WebDriver,
    address: String,
    downloads: PathBuf,
    process: String,
}

impl Browser {
    /// A browser with the profile of this name, on a wide screen.
    pub async fn new(world: &World, profile: &str) -> Browser {
        Browser::of_width(world, profile, 1280).await
    }

    /// A browser whose screen is so many pixels wide.
    pub async fn of_width(world: &World, profile: &str, width: u32) -> Browser {
        let browser = Browser::start(world, profile, width).await;
        browser.arrive().await;
        browser
    }

    /// A browser with a script that runs in every page before anything of the page does: a browser that lacks
    /// something, or refuses it.
    pub async fn meddled(world: &World, profile: &str, script: &str) -> Browser {
        let browser = Browser::start(world, profile, 1280).await;
        browser.before_load(script).await;
        browser.arrive().await;
        browser
    }

    /// Opens the app.
    pub async fn arrive(&self) {
        self.driver.goto(&self.address).await.unwrap();
    }

    /// A browser that has not opened the app yet.
    pub async fn start(world: &World, profile: &str, width: u32) -> Browser {
        let downloads = world.folder.join(format!("{profile}-downloads"));
        std::fs::create_dir_all(&downloads).unwrap();
        let data = world.folder.join(format!("{profile}-profile"));
        let mut wanted = DesiredCapabilities::chrome();
        for arg in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=en-GB",
            &format!("--window-size={width},900"),
            &format!("--user-data-dir={}", data.display()),
        ] {
            wanted.add_arg(arg).unwrap();
        }
        wanted.add_experimental_option("prefs", json!({ "download.default_directory": downloads })).unwrap();
        if width < 500 {
            // A window cannot be that narrow; an emulated screen can.
            let screen = json!({ "deviceMetrics": { "width": width, "height": 740, "pixelRatio": 2.0 } });
            wanted.add_experimental_option("mobileEmulation", screen).unwrap();
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
        let driver = WebDriver::new(format!("http://127.0.0.1:{}", world.driver_port), wanted).await;
        let driver = driver.expect("The browser did not start. Run script/test, which names what is needed.");
        let process = driver.capabilities().get("goog:processID").and_then(Value::as_i64);
        let process = process.expect("chromedriver says the browser's process").to_string();
        Browser { driver, address: world.server.address(), downloads, process }
    }

    /// Firefox, with the profile of this name, which has not opened the app yet. What belongs to Chromium's
    /// developer tools and its log is not there.
    pub async fn firefox(world: &World, profile: &str) -> Browser {
        // It drives one browser only.
        let port = world.driver("geckodriver");
        let downloads = world.folder.join(format!("{profile}-downloads"));
        let data = world.folder.join(format!("{profile}-profile"));
        std::fs::create_dir_all(&downloads).unwrap();
        std::fs::create_dir_all(&data).unwrap();
        let mut wanted = DesiredCapabilities::firefox();
        wanted.set_headless().unwrap();
        wanted.add_arg("-profile").unwrap();
        wanted.add_arg(&data.display().to_string()).unwrap();
        let mut settings = FirefoxPreferences::new();
        settings.set("browser.download.folderList", 2).unwrap();
        settings.set("browser.download.dir", downloads.display().to_string()).unwrap();
        settings.set("intl.accept_languages", "en-GB").unwrap();
        wanted.set_preferences(settings).unwrap();
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted).await;
        let driver = driver.expect("Firefox did not start. Run script/test, which names what is needed.");
        let process = driver.capabilities().get("moz:processID").and_then(Value::as_i64);
        let process = process.expect("geckodriver says the browser's process").to_string();
        Browser { driver, address: world.server.address(), downloads, process }
    }

    /// Runs a script in every page from now on, before anything of the page does.
    pub async fn before_load(&self, script: &str) {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
    }

    /// A command of Chromium's developer tools.
    pub async fn devtools(&self, command: &str, given: Value) -> Value {
        self.driver.cdp().send_raw(command, given).await.unwrap()
    }

    /// Ends all the browser's processes at once, as a flat battery would.
    pub fn kill(&self) {
        let killed = Command::new("kill").arg("-9").args(family(&self.process)).stderr(Stdio::null()).status().unwrap();
        // One of its helpers may have ended meanwhile; the browser itself must be gone.
        assert!(killed.success() || !Path::new("/proc").join(&self.process).exists(), "the browser is still there");
    }

    /// Runs a script in the page; once more where the page is just being loaded anew, in which it cannot have run.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        for _ in 0..20 {
            match self.driver.execute(script, arguments.clone()).await {
                Err(e) if e.to_string().contains("no such frame") => moment().await,
                ran => return ran.unwrap().json().clone(),
            }
        }
        panic!("the page is loaded anew without end");
    }

    /// Everything that can be read.
    pub async fn text(&self) -> String {
        let read = self.driver.execute("return document.body ? document.body.innerText : ''", Vec::new()).await;
        read.ok().and_then(|t| t.json().as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Waits until these words can be read.
    pub async fn sees(&self, words: &str) {
        self.waits_for(words, true).await;
    }

    /// Waits until these words cannot be read any more.
    pub async fn sees_no(&self, words: &str) {
        self.waits_for(words, false).await;
    }

    async fn waits_for(&self, words: &str, there: bool) {
        let begun = Instant::now();
        loop {
            let text = self.text().await;
            if text.contains(words) == there {
                return;
            }
            let not = if there { "not" } else { "still" };
            if begun.elapsed() > PATIENCE {
                panic!("“{words}” is {not} on the screen. {}\nWhat is there:\n{text}", self.hands().await);
            }
            moment().await;
        }
    }

    /// What has the focus, what has been typed, and which buttons wait: what a text does not show.
    async fn hands(&self) -> String {
        const HANDS: &str = "const held = document.activeElement;
            const typed = [...document.querySelectorAll('input:not([type=radio]):not([type=checkbox]), textarea, select')];
            return JSON.stringify({
                at: location.hash,
                focus: held && (held.id || held.textContent.trim().slice(0, 40) || held.tagName),
                typed: Object.fromEntries(typed.filter(field => field.id && field.value).map(field => [field.id, field.value.slice(0, 80)])),
                waiting: [...document.querySelectorAll('button:disabled')].map(button => button.textContent.trim()),
            })";
        let read = self.driver.execute(HANDS, Vec::new()).await;
        read.ok().and_then(|r| r.json().as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Waits for an element.
    pub async fn find(&self, by: By) -> WebElement {
        let begun = Instant::now();
        loop {
            if let Ok(found) = self.driver.find(by.clone()).await {
                return found;
            }
            if begun.elapsed() > PATIENCE {
                panic!("there is no {by:?} on the screen. What is there:\n{}", self.text().await);
            }
            moment().await;
        }
    }

    /// Presses what is found there. Where the page moved under the press, so that it landed beside, it presses again, as
    /// anybody would, and says so in the log: `tests/browser/finger.rs` is where such a thing fails.
    pub async fn click(&self, by: By) {
        // To the middle, where nothing that stays in place covers it.
        const AIM: &str = "arguments[0].scrollIntoView({ block: 'center' });
            window.pressLanded = false;
            arguments[0].addEventListener('click', () => { window.pressLanded = true }, { capture: true, once: true });";
        // Gone with its page, or from its page: then it was heard.
        const MISSED: &str =
            "return window.pressLanded === false && arguments[0].isConnected && !arguments[0].disabled";
        let begun = Instant::now();
        loop {
            let element = self.find(by.clone()).await;
            let given = || vec![element.to_json().unwrap()];
            let _ = self.driver.execute(AIM, given()).await;
            match element.click().await {
                Ok(()) => {
                    let missed = self.driver.execute(MISSED, given()).await;
                    if !missed.is_ok_and(|missed| missed.json() == &json!(true)) {
                        return;
                    }
                    println!("a press on {by:?} landed beside it");
                    assert!(begun.elapsed() < PATIENCE, "{by:?} moves away from under every press");
                }
                Err(e) => assert!(begun.elapsed() < PATIENCE, "{by:?} cannot be pressed: {e}"),
            }
            moment().await;
        }
    }

    /// Presses what says these words (the first, where several do): a button, a link, a label, a summary.
    pub async fn press(&self, words: &str) {
        let kinds = "self::button or self::a or self::label or self::summary";
        let said = format!("contains(normalize-space(.), \"{words}\")");
        self.click(By::XPath(format!("//main//*[{kinds}][{said}]"))).await;
    }

    /// Presses the control of this id.
    pub async fn tick(&self, id: &str) {
        // A radio button is drawn by its label.
        self.click(By::Css(format!("label[for='{id}']"))).await;
    }

    /// Whether the box or radio button of this id is ticked.
    pub async fn is_ticked(&self, id: &str) -> bool {
        self.find(By::Id(id)).await.is_selected().await.unwrap()
    }

    /// Types into the field of this id.
    pub async fn type_into(&self, id: &str, words: &str) {
        self.find(By::Id(id)).await.send_keys(words).await.unwrap();
    }

    /// Types into the field of this id, over what is there.
    pub async fn type_over(&self, id: &str, words: &str) {
        self.find(By::Id(id)).await.clear().await.unwrap();
        self.type_into(id, words).await;
    }

    /// What stands in the field of this id.
    pub async fn value(&self, id: &str) -> String {
        self.find(By::Id(id)).await.prop("value").await.unwrap().unwrap_or_default()
    }

    /// Chooses from the list of this id.
    pub async fn choose(&self, id: &str, words: &str) {
        let option = format!("//select[@id='{id}']/option[normalize-space(.)=\"{words}\"]");
        self.find(By::XPath(option)).await.click().await.unwrap();
    }

    /// Gives a file to the file input of this id.
    pub async fn open_file(&self, input: &str, file: &Path) {
        self.find(By::Id(input)).await.send_keys(file.to_str().unwrap()).await.unwrap();
    }

    /// Goes to an address of the app (`#/plan`), or where that leads to beneath it, and waits for a page with this in its
    /// heading.
    pub async fn go(&self, fragment: &str, heading: &str) {
        self.script("location.hash = arguments[0]", vec![json!(fragment)]).await;
        let said = format!("//h1[contains(normalize-space(.), \"{heading}\")]");
        self.find(By::XPath(said)).await;
        let begun = Instant::now();
        let here = "return location.hash === arguments[0] || location.hash.startsWith(arguments[0] + '/')";
        while self.script(here, vec![json!(fragment)]).await != json!(true) {
            assert!(begun.elapsed() < PATIENCE, "the page is not at {fragment}");
            moment().await;
        }
    }

    /// Loads the page anew, as F5 does.
    pub async fn reload(&self) {
        self.driver.refresh().await.unwrap();
    }

    /// The file with this ending that was downloaded; waits for it.
    pub async fn downloaded(&self, ending: &str) -> PathBuf {
        self.file_with(|name| name.ends_with(ending), ending).await
    }

    /// The file whose name begins so that was downloaded; waits for it.
    pub async fn downloaded_as(&self, beginning: &str) -> PathBuf {
        self.file_with(|name| name.starts_with(beginning) && name.ends_with(".json"), beginning).await
    }

    async fn file_with(&self, wanted: impl Fn(&str) -> bool, what: &str) -> PathBuf {
        let begun = Instant::now();
        loop {
            let files = std::fs::read_dir(&self.downloads).unwrap().map(|f| f.unwrap().path());
            let found = files.filter(|f| wanted(&f.file_name().unwrap_or_default().to_string_lossy())).max();
            match found {
                Some(file) if file.metadata().unwrap().len() > 0 => return file,
                _ => assert!(begun.elapsed() < PATIENCE, "no file {what} was downloaded"),
            }
            moment().await;
        }
    }

    /// All rows of a table of the database that is open in this browser, as they are stored.
    pub async fn rows(&self, table: &str) -> Vec<String> {
        let read = "const [table, done] = arguments;
            const names = indexedDB.databases().then(all => all.map(d => d.name).filter(n => n.startsWith('golden-thread.')));
            names.then(([name]) => {
                const asked = indexedDB.open(name);
                asked.onsuccess = () => {
                    const rows = asked.result.transaction(table).objectStore(table).getAll();
                    rows.onsuccess = () => { asked.result.close(); done(rows.result); };
                };
            });";
        let rows = self.driver.execute_async(read, vec![json!(table)]).await.unwrap();
        serde_json::from_value(rows.json().clone()).unwrap()
    }

    /// What the browser complained of: errors, and anything about the content policy.
    pub async fn complaints(&self) -> Vec<String> {
        let entries = self.driver.browser_log().await.unwrap();
        let bad =
            |e: &thirtyfour::BrowserLogEntry| e.level == "SEVERE" || e.message.contains("Content Security Policy");
        entries.into_iter().filter(bad).map(|e| e.message).collect()
    }

    /// That the app has not stopped: no panic in the console, and no recovery screen.
    pub async fn has_not_stopped(&self) {
        let complaints = self.complaints().await;
        let panics: Vec<&String> = complaints.iter().filter(|c| c.contains("panicked")).collect();
        assert!(panics.is_empty(), "{panics:?}");
        let text = self.text().await;
        assert!(!text.contains("Golden Thread has stopped"), "{text}");
    }

    /// Closes it as a person does.
    pub async fn close(self) {
        let _ = self.driver.clone().quit().await;
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Nothing to say goodbye to: chromedriver would wait two minutes for a browser that is gone. After a
        // proper end there is nothing left to kill.
        let _ = self.driver.clone().leak();
        let _ = Command::new("kill").args(["-9", &self.process]).stderr(Stdio::null()).status();
    }
}
