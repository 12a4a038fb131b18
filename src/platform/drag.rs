//! Carrying a row of a list to another place with the pointer, be it a mouse, a pen or a finger: which row lies under it, and
//! what is shown meanwhile. Rows say by their attributes what they are (`data-row`, `data-kind`, `data-place`) and what may be
//! put down in them (`data-takes`, `data-takes-kind`).

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, PointerEvent};

/// Under what the row is marked where what is carried would be put down: before it, behind it, or in it.
const OVER: &str = "data-over";

/// So near to the window's edge, in pixels, the page moves under what is carried, and by so much.
const EDGE: f64 = 60.0;
const BY: f64 = 18.0;

/// Where something would be put down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Under {
    /// Before or behind this row, which stands in this place.
    Row {
        /// The row.
        row: String,
        /// The place where it stands.
        place: String,
        /// Whether it is the lower half of it.
        behind: bool,
    },
    /// In this place, behind everything.
    Place(String),
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Takes hold: what the pointer does from now on is told to what was pressed, wherever it goes. Whether it could.
pub fn hold(event: &PointerEvent) -> bool {
    event.prevent_default();
    let target = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    event.button() == 0 && target.is_some_and(|target| target.set_pointer_capture(event.pointer_id()).is_ok())
}

/// Where something of this kind would be put down now, which is marked; nothing where it may not be.
pub fn over(event: &PointerEvent, kind: &str) -> Option<Under> {
    clear();
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let window = web_sys::window()?;
    let height = window.inner_height().ok()?.as_f64()?;
    if y < EDGE {
        window.scroll_by_with_x_and_y(0.0, -BY);
    } else if y > height - EDGE {
        window.scroll_by_with_x_and_y(0.0, BY);
    }
    let under = document()?.element_from_point(x as f32, y as f32)?;
    let says = |element: &Element, name: &str| element.get_attribute(name).unwrap_or_default();
    if let Ok(Some(row)) = under.closest(&format!("[data-row][data-kind=\"{kind}\"]")) {
        let frame = row.get_bounding_client_rect();
        let behind = y > frame.top() + frame.height() / 2.0;
        let _ = row.set_attribute(OVER, if behind { "behind" } else { "before" });
        return Some(Under::Row { row: says(&row, "data-row"), place: says(&row, "data-place"), behind });
    }
    let within = under.closest(&format!("[data-takes-kind=\"{kind}\"]")).ok().flatten()?;
    let _ = within.set_attribute(OVER, "in");
    Some(Under::Place(says(&within, "data-takes")))
}

/// Whether it is to stay where it is as well.
pub fn stays(event: &PointerEvent) -> bool {
    event.ctrl_key() || event.alt_key()
}

/// Nothing is marked any more.
pub fn clear() {
    let marked = document().and_then(|page| page.query_selector(&format!("[{OVER}]")).ok().flatten());
    if let Some(marked) = marked {
        let _ = marked.remove_attribute(OVER);
    }
}
