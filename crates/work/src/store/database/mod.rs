//! The database: its tables and rows, why one may fail, and the one in memory.

pub mod conformance;
pub(in crate::store) mod entry;
pub(in crate::store) mod failure;
pub(in crate::store) mod left_out;
pub(in crate::store) mod memory;
pub mod rows;
pub(in crate::store) mod tables;
