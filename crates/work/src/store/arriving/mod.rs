//! Files that come in: who sent them, what they may say, what opening one changes.

pub mod admit;
pub(in crate::store) mod arrival;
pub mod combine;
pub(in crate::store) mod differences;
pub mod doubt;
pub(in crate::store) mod follows;
pub(in crate::store) mod handover;
pub mod incoming;
pub(in crate::store) mod known;
pub(in crate::store) mod refusal;
pub mod trust;
pub mod waiting;
