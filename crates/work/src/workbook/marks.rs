//! The marks by which a workbook is known again, however it was sorted, moved about and renamed: in the hidden row above the
//! headings the name of each column, in the hidden first column each row's id, and two hidden sheets.

/// In the first cell of the hidden sheet that says what the workbook was made of, and holds every cell as it went out.
pub(super) const OUT: &str = "golden-thread/as-it-went-out";
/// In the first cell of the hidden sheet with the names to choose from.
pub(super) const LISTS: &str = "golden-thread/lists";
/// Before a kind's name, in the first cell of its sheet.
pub(super) const SHEET: &str = "golden-thread/sheet/";
/// Before a kind's name, in the hidden sheet: the names of its columns.
pub(super) const COLUMNS: &str = "columns/";
/// In the first column of the hidden sheet: what stands in the second.
pub(super) const VERSION: &str = "about/version";
pub(super) const PARTNERSHIP: &str = "about/partnership";
pub(super) const PLAN: &str = "about/plan";
pub(super) const MADE: &str = "about/made";
/// The version of all this.
pub(super) const THIS_VERSION: u32 = 1;
