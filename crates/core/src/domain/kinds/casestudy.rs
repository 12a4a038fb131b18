//! How something came to work: what went well, what was hard, what made the difference.

use super::{Shape, kind};

kind! {
    /// How something came to work: what went well, what was hard, what made the difference.
    CaseStudy = kind::CASE_STUDY, audience Partnership, writers Anyone, titled [f::TITLE];
    /// The plan it belongs to.
    _ = f::PLAN, Shape::Ref(kind::PLAN), unasked;
    /// Its title.
    title = f::TITLE, Shape::Text(1), needed;
    /// What has gone well.
    _ = "goneWell", Shape::Text(4);
    /// What was hard, and how it was overcome.
    _ = "challenges", Shape::Text(4);
    /// What made the difference.
    _ = "difference", Shape::Text(4);
    /// What comes next.
    _ = f::NEXT_STEPS, Shape::Text(4);
    /// Whom to ask: a team or a role, with its telephone or e-mail.
    _ = f::PUBLIC_CONTACT, Shape::Text(1);
    /// An organisation that it is about, by its id.
    _ = f::ORGANISATION, Shape::Each(&Shape::Link(kind::ORGANISATION));
    /// An action that it is about, by its id.
    _ = f::ACTION, Shape::Each(&Shape::Link(kind::ACTION));
    /// A theme that it is about, by its id.
    _ = f::THEME, Shape::Each(&Shape::Link(kind::THEME));
}
