//! A golden thread, population group or neighbourhood that tags other records.

use super::{Shape, kind};

kind! {
    /// A golden thread, population group or neighbourhood that tags other records.
    Theme = kind::THEME, audience Public, writers Anyone, titled [f::NAME];
    /// Its name.
    name = f::NAME, Shape::Text(1), needed;
}
