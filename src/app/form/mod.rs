//! A form over a kind's declaration: its texts (kept on every keystroke), its checks, what is wrong, saving. A page names
//! the fields and puts them in order; what each control is follows from the field's shape.
//!
//! What may not live here: what holds between fields (that is [`crate::pencil::rules`]'s), a page's own wording.

mod agreement;
mod control;
mod facts;
mod ids;
mod pencil;
mod places;
mod ratings;
mod record_form;
mod scale;
mod table;
mod when;

pub use facts::{facts, said};
pub use ids::control_id;
pub use pencil::{Enter, Pencils, may_change, pencil_row, pressed};
pub use record_form::{Also, RecordForm, key, nothing, one_more};
pub use table::{BringIn, Grid, Look, Table, TableColumn};
pub use when::read_as;
