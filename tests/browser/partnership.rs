//! The partnership on screen: a cell with its seats and meetings is kept, its days go into a calendar, what is due is told, and
//! whoever has a seat reads of it on Today.

use super::accessibility::violations;
use super::browser::Browser;
use super::people::begin_with_sample;
use super::world::World;

#[tokio::test]
async fn a_cell_its_seats_and_its_meetings_are_kept() {
    let world = World::new();
    let office = Browser::of_width(&world, "office", 360).await;
    begin_with_sample(&office, false).await;
    let mut found = Vec::new();
    office.go("#/partnership", "Partnership").await;
    office.sees("No group is written down yet.").await;
    found.extend(violations(&office, "partnership, empty").await);
    office.press("A new group").await;
    office.type_into("group-name", "Live Well cell").await;
    office.type_into("group-cadence", "Second Tuesday of the month").await;
    found.extend(violations(&office, "a new group").await);
    office.press("Add the group").await;
    office.sees("Days that follow from how often it meets").await;
    // A seat that nobody holds.
    office.press("A new seat").await;
    office.choose("seat-role", "Representative of the voluntary and community sector").await;
    office.type_into("seat-vacant-since", "1 June 2026").await;
    office.type_into("seat-commitment", "Half a day to a day a month").await;
    office.press("Add the seat").await;
    office.sees("Representative of the voluntary and community sector, Live Well cell").await;
    found.extend(violations(&office, "a seat").await);
    office.press("Live Well cell").await;
    office.sees("Empty since 1 June 2026").await;
    // Its days, and a calendar file of them.
    office.press("Days that follow from how often it meets").await;
    office.press("Plan these meetings").await;
    office.sees("meetings are planned.").await;
    office.press("Calendar file of its meetings").await;
    let file = office.downloaded("Meetings of Live Well cell.ics").await;
    let calendar = std::fs::read_to_string(file).unwrap();
    assert!((5..=7).contains(&calendar.matches("BEGIN:VEVENT").count()), "{calendar}");
    found.extend(violations(&office, "a group").await);
    // What its next meeting is to decide, and who gave it.
    office.go("#/partnership", "Partnership").await;
    office.sees("1 seat is empty").await;
    office.sees("Next meeting:").await;
    office.press("Words to send").await;
    office.sees("It takes Half a day to a day a month.").await;
    found.extend(violations(&office, "partnership").await);
    office.type_into("partnership-find", "representative live well cell").await;
    office.sees("1 found").await;
    office.go("#/partnership/due", "What is due").await;
    office.sees("Seats that have been empty for 90 days").await;
    office.sees("Actions without a measure").await;
    found.extend(violations(&office, "what is due").await);
    office.go("#/risks", "Risks").await;
    office.sees("Barriers").await;
    found.extend(violations(&office, "risks and barriers").await);
    office.has_not_stopped().await;
    office.close().await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test]
async fn whoever_has_a_seat_reads_of_it_on_today() {
    let mut world = World::new();
    world.server.serve_as_shipped();
    let member = Browser::of_width(&world, "member", 360).await;
    member.driver.goto(format!("{}manifest.webmanifest", world.server.address())).await.unwrap();
    member.driver.goto(format!("{}#/sample/representative", world.server.address())).await.unwrap();
    member.sees("Your seats").await;
    member.sees("Next meeting:").await;
    member.sees("Papers due").await;
    member.press("Next meeting:").await;
    // The page of the meeting, on the thread from the board down.
    member.sees("Health and Wellbeing Board").await;
    member.sees("Papers due").await;
    member.has_not_stopped().await;
    member.close().await;
}
