//! Counts of an event as they are handed over, a device's or a paper sheet's; office only.

use super::{Json, Shape, kind};

kind! {
    /// Counts of an event: what one device counts (`counter`), or what was handed over (`tally`).
    Tally = kind::TALLY, audience Office, writers Anyone, titled [];
    /// Phone or paper.
    source = f::SOURCE, Shape::Choice(&["phone", "paper"]);
    /// A note.
    note = f::NOTE, Shape::Text(3);
    /// The event.
    _ = f::EVENT, Shape::Ref(kind::EVENT);
    /// What is counted, by the writer's id, or by sheet of a paper sheet.
    _ = f::COUNT, Shape::Each(&Shape::Own(Json::Object, "counts by topic, hour and what happened, which have a page of their own"));
    /// The number on a paper sheet.
    sheet = f::SHEET, Shape::Text(1);
    /// How many notes stayed on the device, because whoever wrote them has not said that they may go.
    _ = f::STAYED, Shape::Whole;
}
