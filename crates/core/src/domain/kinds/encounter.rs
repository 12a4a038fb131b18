//! One conversation at an event; never leaves the device that counted it.

use super::{Json, Shape, kind};

kind! {
    /// One conversation at an event.
    Encounter = kind::ENCOUNTER, audience Device, writers Anyone, titled [];
    /// The topic's id.
    topic = f::TOPIC, Shape::Code;
    /// The event.
    _ = f::EVENT, Shape::Ref(kind::EVENT);
    /// The hour in which it was, YYYY-MM-DDTHHZ; never a time.
    hour_text = f::HOUR, Shape::Code;
    /// What happened: checked, signposted, referred; absent where people talked only.
    _ = f::DID, Shape::Own(Json::List, "what was tapped");
    /// The service signposted to.
    _ = f::SERVICE, Shape::Ref(kind::SERVICE);
    /// A conversation with two or three people.
    _ = f::GROUP, Shape::Flag;
}
