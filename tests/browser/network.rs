//! Nothing is asked of any other host, and nothing breaks the content policy.

use super::browser::Browser;
use super::offline::SCREENS;
use super::people::*;
use super::world::World;

#[tokio::test]
async fn no_other_origin() {
    let world = World::new();
    let browser = Browser::new(&world, "visitor").await;
    begin_with_sample(&browser, false).await;
    let action = find_action(&browser, "maternity partnership").await;
    let more = [(action.clone(), "maternity partnership"), (draft_of(&action), "maternity partnership")];
    let screens = SCREENS.map(|(address, heading)| (address.to_owned(), heading));
    for (screen, heading) in screens.into_iter().chain(more) {
        browser.go(&screen, heading).await;
    }
    let asked = "return performance.getEntriesByType('resource').map(e => e.name)";
    let asked: Vec<String> = serde_json::from_value(browser.script(asked, Vec::new()).await).unwrap();
    assert!(asked.iter().any(|a| a.ends_with(".wasm")), "the app itself was asked for: {asked:?}");
    let origin = world.server.address();
    let foreign: Vec<&String> = asked.iter().filter(|a| !a.starts_with(&origin)).collect();
    assert!(foreign.is_empty(), "asked of others: {foreign:?}");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    // The content policy is there, and it holds: a request to another host does not get out.
    let tried = "return fetch('http://127.0.0.1:9/').then(() => 'sent', e => String(e))";
    let tried = browser.script(tried, Vec::new()).await;
    assert_ne!(tried, "sent");
    let refused = browser.complaints().await;
    assert!(refused.iter().any(|c| c.contains("Content Security Policy")), "what refused it: {refused:?}");
    browser.close().await;
}
