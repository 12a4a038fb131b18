//! A golden thread, population group or neighbourhood that tags other records.

use super::{Shape, kind};

kind! {
    /// A golden thread, population group or neighbourhood that tags other records.
    Theme = kind::THEME, audience Public, writers Anyone, titled [f::NAME];
    /// Its name.
    name = f::NAME, Shape::Text(1), needed;
    /// Golden thread, population group or neighbourhood.
    _ = f::KIND_OF_THEME, Shape::Choice(&["golden-thread", "population-group", "neighbourhood"]);
    /// What it means.
    _ = f::MEANING, Shape::Text(3);
    /// The plan whose theme it is; of every plan where there is none.
    _ = f::PLAN, Shape::Ref(kind::PLAN);
}
