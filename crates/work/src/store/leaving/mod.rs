//! Files that go out: what stands in them, what they are called, which copies are out.

pub mod copies;
pub(in crate::store) mod file_names;
pub mod letter;
pub mod outgoing;
