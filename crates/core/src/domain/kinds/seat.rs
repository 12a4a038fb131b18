//! A place in a group: what its holder does, whom it speaks for, and whether anybody has it.

use super::{Shape, kind};

kind! {
    /// A place in a group: what its holder does, whom it speaks for, and whether anybody has it.
    Seat = kind::SEAT, audience Public, writers Anyone, titled [f::TITLE];
    /// The group.
    _ = f::GROUP, Shape::Ref(kind::GROUP), needed;
    /// Chair, co-chair, SRO (senior responsible officer), core member, VCS representative, member with lived experience, or other.
    _ = f::ROLE, Shape::Choice(&["chair", "co-chair", "sro", "core-member", "vcs-representative", "lived-experience", "other"]), needed;
    /// What it is called, where its role does not say it.
    title = f::TITLE, Shape::Text(1);
    /// An organisation that it speaks for, by its id.
    _ = f::ORGANISATION, Shape::Each(&Shape::Link(kind::ORGANISATION));
    /// The time that it takes, in words as written.
    _ = f::COMMITMENT, Shape::Text(1);
    /// The least time that it takes, in days a month.
    _ = f::COMMITMENT_LOW, Shape::Number;
    /// The most time that it takes, in days a month.
    _ = f::COMMITMENT_HIGH, Shape::Number;
    /// What is expected of whoever holds it.
    _ = "expectations", Shape::Text(3);
    /// How its time is paid for: in kind, funded, case by case, or not known.
    _ = f::RESOURCING, Shape::Choice(&["in-kind", "funded", "case-by-case", "not-known"]);
    /// What else there is to say of how its time is paid for.
    _ = "resourcingWords", Shape::Text(3);
    /// Nobody holds it.
    _ = f::VACANT, Shape::Flag;
    /// The day since when nobody holds it, where that is known.
    _ = f::VACANT_SINCE, Shape::Day;
    /// Nobody here knows who holds it, or whether anybody does.
    _ = f::NOT_KNOWN, Shape::Flag;
    /// Where its holder's interests are registered.
    _ = "register", Shape::Web;
    /// The open call for somebody to take it, and whom to ask.
    _ = "openCall", Shape::Text(3);
    /// The day from which there was this seat.
    _ = f::FROM, Shape::Day;
    /// The last day on which there was this seat.
    _ = f::UNTIL, Shape::Day;
}
