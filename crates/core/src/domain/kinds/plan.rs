//! A plan or strategy.

use super::{Json, Shape, kind};

kind! {
    /// A plan or strategy.
    Plan = kind::PLAN, audience Public, writers Anyone, titled [f::TITLE];
    /// Its title.
    title = f::TITLE, Shape::Text(1), needed;
    /// A shorter name.
    short_name = f::SHORT_NAME, Shape::Text(1);
    /// The vision.
    vision = f::VISION, Shape::Text(3);
    /// Words, and the days from and to.
    _ = f::PERIOD, Shape::Period;
    /// Whom the public asks about it: a team or a role, with its telephone or e-mail.
    contact = f::PUBLIC_CONTACT, Shape::Text(1);
    /// Who publishes it.
    publisher = f::PUBLISHER, Shape::Text(1);
    /// The writer who holds the pen, that is, makes the plan files.
    pen = f::PEN, Shape::Ref(kind::WRITER), unasked;
    /// The rating scale, best first; each rating has key, name, meaning, shape and colour, and says whether it means complete.
    _ = f::SCALE, Shape::Scale;
    /// Lines of background from the paper it was taken in from.
    _ = f::BACKGROUND, Shape::Own(Json::List, "lines that a paper came with; they are read, not edited");
    /// The day on which it was approved. Whoever changes wording, a target or a date later says who agreed that.
    _ = f::APPROVED, Shape::Day;
    /// Which board or meeting approved it.
    _ = f::APPROVED_BY, Shape::Text(1);
    /// How often it is looked at again, in words as written.
    _ = "reviewed", Shape::Text(1);
    /// The day the next update is due.
    next_update_due = f::NEXT_UPDATE_DUE, Shape::Day;
}
