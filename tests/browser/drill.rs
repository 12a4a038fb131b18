//! The manager's laptop is gone. A colleague who knows the passphrase of the office's key goes on from the team's folder, on a
//! laptop that has never seen Golden Thread, and nothing that was saved there is lost.

use super::browser::Browser;
use super::keys::{PASSPHRASE, make_key};
use super::people::*;
use super::working_file::{PICKER, holds};
use super::world::World;
use std::time::Instant;

#[tokio::test]
async fn a_colleague_goes_on_from_the_teams_folder() {
    let world = World::new();
    let office = Browser::meddled(&world, "office", PICKER).await;
    begin_as_manager(&office).await;
    make_key(&office, &world, &mut Vec::new()).await;
    office.press("Choose a new file").await;
    office.sees("Every save also writes team.thread.json.").await;
    office.go("#/exchange/send", "Send").await;
    office.press("Make plan file no. 1").await;
    office.downloaded("plan-file-no-1.thread.json").await;
    let action = find_action(&office, "midwives").await;
    change_timescale(&office, &action, "Sketch out a midwives' circle", "by March 2031").await;
    let folder = holds(&office, "by March 2031").await;
    office.kill();

    let begun = Instant::now();
    let file = world.file("team.thread.json", folder);
    let colleague = Browser::new(&world, "colleague").await;
    colleague.sees("Which of these are you?").await;
    colleague.press("The partnership manager").await;
    colleague.type_into("name", "Mara Winter").await;
    colleague.open_file("last-file", &file).await;
    colleague.sees("The office's key is here, but sealed.").await;
    colleague.go("#/device", "device").await;
    colleague.type_into("passphrase", PASSPHRASE).await;
    colleague.press("Bring the key back").await;
    colleague.sees("The office's key is on this device now.").await;
    colleague.go(&action, "midwives' circle").await;
    colleague.sees("by March 2031").await;
    // The plan files go on where they were.
    colleague.go("#/exchange/send", "Send").await;
    colleague.press("Go on from this number").await;
    colleague.press("Make plan file no. 2").await;
    colleague.downloaded("plan-file-no-2.thread.json").await;
    println!("\nThe colleague went on after {} s", begun.elapsed().as_secs());
    colleague.has_not_stopped().await;
    colleague.close().await;
}
