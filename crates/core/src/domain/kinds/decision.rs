//! What a meeting decided; office only until its minutes are approved.

use super::{Narrowed, Shape, kind};

kind! {
    /// What a meeting decided; office only until its minutes are approved.
    Decision = kind::DECISION, audience Partnership narrowed OPENED, writers Anyone, titled [f::TEXT];
    /// The meeting.
    _ = f::AT_MEETING, Shape::Ref(kind::MEETING);
    /// The group that decided it.
    _ = f::GROUP, Shape::Ref(kind::GROUP);
    /// Note, agree, approve, endorse, receive or other.
    _ = f::VERB, Shape::Choice(&["note", "agree", "approve", "endorse", "receive", "other"]);
    /// What was decided.
    _ = f::TEXT, Shape::Text(3), needed;
    /// The day on which it was decided.
    _ = f::DATE, Shape::Day;
    /// Why.
    _ = f::REASON, Shape::Text(3);
    /// An action that it is about, by its id.
    _ = f::ACTION, Shape::Each(&Shape::Link(kind::ACTION));
    /// A priority that it is about, by its id.
    _ = f::PRIORITY, Shape::Each(&Shape::Link(kind::PRIORITY));
    /// A risk that it is about, by its id.
    _ = f::RISK, Shape::Each(&Shape::Link(kind::RISK));
    /// A barrier that it is about, by its id.
    _ = f::BARRIER, Shape::Each(&Shape::Link(kind::BARRIER));
    /// A recommendation that it is about, by its id.
    _ = f::RECOMMENDATION, Shape::Each(&Shape::Link(kind::RECOMMENDATION));
    /// A document that it is about, by its id.
    _ = f::DOCUMENT, Shape::Each(&Shape::Link(kind::DOCUMENT));
    /// Draft or approved minutes; the partnership sees approved ones only.
    _ = f::STATE, Shape::Choice(&["draft", "approved"]), office, asked;
    /// Where the minutes are.
    _ = f::LINK, Shape::Web;
}

/// A decision is the office's until the minutes that have it in these words are approved.
const OPENED: Narrowed = Narrowed::Opened { by: f::STATE, says: Some("approved"), of: &[f::TEXT] };
