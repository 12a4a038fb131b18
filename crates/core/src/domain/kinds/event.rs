//! An event in the community.

use super::{Shape, kind};

kind! {
    /// An event in the community.
    Event = kind::EVENT, audience Partnership, writers Anyone, titled [f::NAME];
    /// Its name.
    name = f::NAME, Shape::Text(1), needed;
    /// The organisation that holds it.
    _ = f::ORGANISATION, Shape::Ref(kind::ORGANISATION);
    /// Where it is held.
    venue = f::VENUE, Shape::Text(1);
    /// The neighbourhood.
    neighbourhood = f::NEIGHBOURHOOD, Shape::Text(1);
    /// When it begins by the clocks of London, YYYY-MM-DDTHH:MM.
    _ = f::STARTS, Shape::When;
    /// When it ends, likewise.
    _ = f::ENDS, Shape::When;
    /// An organisation that holds it too, by its id.
    _ = f::PARTNER, Shape::Each(&Shape::Link(kind::ORGANISATION));
    /// How many ambassadors are expected, or were there.
    _ = f::AMBASSADORS, Shape::Whole;
    /// What is offered there.
    offered = f::OFFERED, Shape::Text(3);
    /// A topic of this event where it has its own choice, by its id, with its place.
    _ = f::TOPIC, Shape::Each(&Shape::TopicAt);
    /// The safeguarding lead's name.
    lead = f::LEAD, Shape::Text(1);
    /// The number at which the safeguarding lead answers.
    lead_number = f::LEAD_NUMBER, Shape::Telephone;
    /// Why it was cancelled.
    cancelled = f::CANCELLED, Shape::Text(1);
}
