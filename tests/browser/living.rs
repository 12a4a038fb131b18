//! The sample that ships, by the links that script/serve prints: each role meets it in the middle of its work, and a device
//! that keeps something is left alone.

use super::browser::Browser;
use super::world::World;

/// Follows a link as from outside: the page is loaded with it.
async fn follow(browser: &Browser, world: &World, fragment: &str) {
    browser.driver.goto(format!("{}manifest.webmanifest", world.server.address())).await.unwrap();
    browser.driver.goto(format!("{}{fragment}", world.server.address())).await.unwrap();
}

#[tokio::test]
async fn each_role_meets_the_sample_at_work() {
    let mut world = World::new();
    world.server.serve_as_shipped();
    let office = Browser::new(&world, "office").await;
    follow(&office, &world, "#/sample/manager").await;
    office.sees("Late with their updates").await;
    office.sees("From Sample integration lead").await;
    office.press("From Sample integration lead").await;
    office.sees("there will be no third group").await;
    follow(&office, &world, "#/sample/ambassador").await;
    office.sees("The sample is open on this device already, as the partnership manager sees it").await;
    office.press("Go to Today").await;
    office.sees("Late with their updates").await;
    office.has_not_stopped().await;
    office.close().await;

    let ambassador = Browser::new(&world, "ambassador").await;
    follow(&ambassador, &world, "#/sample/ambassador").await;
    ambassador.sees("Winter warmers (sample) is over: close it and hand over").await;
    ambassador.sees("Market morning (sample)").await;
    ambassador.press("Winter warmers (sample) is over").await;
    ambassador.sees("We heat one room").await;
    ambassador.close().await;

    let member = Browser::new(&world, "member").await;
    follow(&member, &world, "#/sample/representative").await;
    member.sees("Southwark Food Action Alliance").await;
    member.sees("Draft on: Write a Right to Food plan").await;
    member.has_not_stopped().await;
    member.close().await;
}
