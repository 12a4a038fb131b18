//! What one device counts at an event beside its conversations; never leaves it either.

use super::{Json, Shape, kind};

kind! {
    /// What one device counts at an event beside its conversations; never leaves it either.
    Counter = kind::COUNTER, audience Device, writers Anyone, titled [];
    /// The event.
    _ = f::EVENT, Shape::Ref(kind::EVENT);
    /// What is counted, by the writer's id, or by sheet of a paper sheet.
    _ = f::COUNT, Shape::Each(&Shape::Own(Json::Object, "counts by topic, hour and what happened, which have a page of their own"));
    /// The first name given, or nothing: this device went to somebody else.
    _ = f::HANDED, Shape::Each(&Shape::Text(1));
    /// How many paper sheets a writer has printed a number on, by the writer's id.
    _ = f::SHEETS, Shape::Each(&Shape::Whole);
    /// A stamp, by the writer's id: conversations counted up to it are among the counts already.
    _ = f::SETTLED, Shape::Each(&Shape::Code);
}
