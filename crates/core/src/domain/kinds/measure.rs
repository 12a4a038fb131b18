//! Something counted or measured.

use super::{Json, Shape, kind};

kind! {
    /// Something counted or measured.
    Measure = kind::MEASURE, audience Public, writers Anyone, titled [f::NAME];
    /// Its name.
    name = f::NAME, Shape::Text(1), needed, agreed;
    /// An action it belongs to, by its id.
    _ = f::ACTION, Shape::Each(&Shape::Link(kind::ACTION));
    /// A priority that it measures as a whole, by its id.
    _ = f::PRIORITY, Shape::Each(&Shape::Link(kind::PRIORITY));
    /// A theme that it measures, by its id.
    _ = f::THEME, Shape::Each(&Shape::Link(kind::THEME));
    /// The plan that it measures as a whole.
    _ = f::PLAN, Shape::Ref(kind::PLAN);
    /// The unit counted.
    unit = f::UNIT, Shape::Text(1);
    /// Up or down, the direction that is good.
    good = f::GOOD, Shape::Choice(&["up", "down"]);
    /// The target.
    _ = f::TARGET, Shape::Number, agreed;
    /// Where the figures come from.
    source = f::SOURCE, Shape::Text(1);
    /// What a field said when its plan was approved, and the day of that, where it says something else since.
    _ = f::APPROVED, Shape::Each(&Shape::Own(Json::Object, "the day and what the field said; it is noted when the field is changed")), unasked;
    /// Who agreed that a field says something else than what was approved, and when.
    _ = f::AGREED, Shape::Each(&Shape::Own(Json::Object, "who agreed it and when; both are asked where the field is changed")), unasked;
}
