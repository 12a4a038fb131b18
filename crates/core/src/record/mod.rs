//! Facts: who wrote which value of which field when, and how two copies become one.
//!
//! A [`Record`] is a bag of named [`Field`]s. A field is a multi-value register with its own
//! causal context: it holds the values that nobody has knowingly replaced yet (`writes`), and
//! for each writer the latest stamp this copy knows about (`seen`). [`Record::join`] needs no
//! clock and no server: it is commutative, associative and idempotent, and never drops a value
//! that the other copy has not seen. Two people who write the same field at the same time make
//! a *conflict*: both values stay until a person chooses.
//!
//! Two things are stronger than any edit: erasing a record ([`Record::erase`]) and redacting a
//! write ([`Record::redact`]). Both survive every later join.
//!
//! What may not live here: a clock, randomness, input or output, or any word of the domain.
//! Stamps and ids are passed in.

mod clock;
mod decimal;
mod field;
mod id;
#[allow(clippy::module_inception)]
mod record;
mod set;
mod stamp;
pub(crate) mod steps;
mod value;
mod withdraw;

/// So many are put into a list one by one; more are put in together, and sorted.
const FEW: usize = 8;

pub use clock::Clock;
pub use decimal::{Decimal, decimal, nearest, plain};
pub use field::{Field, Write};
pub use id::Id;
pub use record::{Edit, Erased, Fields, Record};
pub use set::Set;
pub use stamp::{NotAStamp, Stamp};
pub use value::{compare, normal};
