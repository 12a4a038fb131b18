//! One transaction: worked out, written, taken back.

pub(in crate::store) mod attempt;
pub(in crate::store) mod delta;
pub(in crate::store) mod lost;
pub(in crate::store) mod overlay;
pub(in crate::store) mod plan;
pub(in crate::store) mod replace;
pub(in crate::store) mod row_change;
pub(in crate::store) mod scrub;
pub(in crate::store) mod transact;
pub(in crate::store) mod vault;
pub(in crate::store) mod written;
