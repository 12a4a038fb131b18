//! What one body asks of another, and the answer.

use super::{Shape, kind};

kind! {
    /// What one body asks of another, and the answer.
    Recommendation = kind::RECOMMENDATION, audience Partnership, writers Anyone, titled [f::TEXT];
    /// What is recommended.
    _ = f::TEXT, Shape::Text(3), needed;
    /// The group that recommends it.
    _ = f::GROUP, Shape::Ref(kind::GROUP);
    /// Who recommends it, in words, where that is no group of the partnership.
    _ = "fromWords", Shape::Text(1);
    /// To whom, by the organisation's id, with its order, and as what was typed.
    _ = f::TO, Shape::Each(&Shape::OwnerOr(f::TO_WORDS));
    /// To whom in words, where that is no organisation of the partnership.
    _ = f::TO_WORDS, Shape::Text(1), unasked;
    /// The group to which it is made.
    _ = f::TO_GROUP, Shape::Ref(kind::GROUP);
    /// The meeting at which it was made.
    _ = f::AT_MEETING, Shape::Ref(kind::MEETING);
    /// An action that it is about, by its id.
    _ = f::ACTION, Shape::Each(&Shape::Link(kind::ACTION));
    /// The day by which a reply is due.
    _ = f::REPLY_DUE, Shape::Day;
    /// Accepted, accepted in part, or rejected.
    _ = f::ANSWER, Shape::Choice(&["accepted", "partly", "rejected"]);
    /// Why it was answered so.
    _ = f::BECAUSE, Shape::Text(3);
    /// The day on which it was answered.
    _ = f::ANSWERED_ON, Shape::Day;
    /// How far it has come.
    _ = f::PROGRESS, Shape::Text(3);
}
