//! Papers: what a board, a partner or a resident reads, made from the ledger's plain data.
//!
//! There is ONE model of a paper ([`Paper`]) and one writer per format. A kind of paper is a function from
//! the ledger's tree to the model ([`progress`], [`event`], [`heard()`]); it decides what is said and in which order. A writer
//! ([`html()`], [`html_body`], [`markdown()`], [`docx()`]) decides how that looks in its format and nothing else, so
//! that the page, the Word file and the preview always say the same.
//!
//! What is filled in by hand or held out to somebody (tally sheets, the poster, a service's card and slips) is no such
//! paper: it is never a Word file and nothing of it is kept, so it is written as HTML and nothing else.
//!
//! Words from people are data: every writer escapes all of them, and drops what no format can carry
//! (control characters). A rating is always word, shape and colour together.
//!
//! What may not live here: records and their join, the present time (it is passed in), files, screens.

mod docx;
mod escape;
mod event;
mod grid;
mod heard;
mod html;
mod markdown;
mod paper;
mod progress;
mod qr;
mod section;
mod sheets;
mod signpost;
mod stored;

pub use docx::docx;
pub use event::{event, event_exact};
pub use heard::heard;
pub use html::{html, html_body};
pub use markdown::markdown;
pub use paper::{Bar, BarPart, Block, Cell, Column, Grid, Inline, Inlines, Paper, Row, Table, prose};
pub use progress::{Options, progress};
pub use sheets::{answers_sheet, answers_that_fit, poster, sheet_differences, sheets_typed_in, tally_sheets};
pub use signpost::{own_contact, service_card, service_line, service_slips};
