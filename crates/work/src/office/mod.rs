//! Office files (Word's .docx, Excel's .xlsx and their cousins): the zipped package, its XML, and the parts
//! that all our documents share. `report` and `forms` write with it, `forms` and `workbook` read with it; a workbook's cells as
//! texts are [`book`]'s.
//!
//! Reading is total: [`unpack()`] and [`walk()`] take any bytes and give a value or a [`Flaw`], in bounded memory.
//! Sizes are checked as declared *and* as they come out, and no entity is ever expanded.
//!
//! What may not live here: what a document says, records, the browser.

pub mod book;
mod formula;
mod pack;
pub mod package;
mod shown;
mod text;
mod unpack;
mod walk;
pub mod word;
mod xml;

pub use formula::guarded;
pub use pack::pack;
pub use text::{is_rtl, printable, printable_lines};
pub use unpack::{Flaw, Limits, MAX_FILE_BYTES, MAX_PART_BYTES, Package, unpack, unpack_within};
pub use walk::{Start, Step, walk};
pub use xml::{Attributes, Xml};
