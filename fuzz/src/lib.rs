//! What the targets share: the sample plan, something in the place of randomness, and the files they begin with.

pub mod chance;
pub mod plan;
pub mod seeds;
