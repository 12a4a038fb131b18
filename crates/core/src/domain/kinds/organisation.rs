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
}
