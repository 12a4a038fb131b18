//! An organisation, or a group or role that owns actions.

use super::{Shape, kind};

kind! {
    /// An organisation, or a group or role that owns actions.
    Organisation = kind::ORGANISATION, audience Partnership, writers Anyone, titled [f::NAME];
    /// Its name.
    name = f::NAME, Shape::Text(1), needed;
    /// A spelling seen.
    _ = f::SPELLING, Shape::Each(&Shape::Line);
    /// Council, NHS trust, primary care, ICB, VCS, education, Healthwatch, faith or other.
    sector = f::SECTOR, Shape::Choice(&[
        "council",
        "nhs-trust",
        "primary-care",
        "icb",
        "vcs",
        "education",
        "healthwatch",
        "faith",
        "other",
    ]);
    /// It is a member of the partnership.
    _ = f::MEMBER, Shape::Flag;
    /// Whom the public asks there: a team or a role, with its telephone or e-mail.
    _ = f::PUBLIC_CONTACT, Shape::Text(1);
    /// The day from which there was this organisation.
    _ = f::FROM, Shape::Day;
    /// The last day on which there was this organisation.
    _ = f::UNTIL, Shape::Day;
    /// The organisation that came after it.
    _ = f::SUCCEEDED_BY, Shape::Ref(kind::ORGANISATION);
}
