//! Letting go of the connection when another window, or the browser, wants it.

use super::super::leaving;
use super::BrowserStore;
use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

impl BrowserStore {
    /// When a newer version of the app wants to change the layout, or the browser closes the connection,
    /// lets go of it, so that the next save opens it anew. Whoever wants to change the layout waits for what this window
    /// has not stored yet: afterwards it could not store it any more.
    pub(super) fn step_aside(&self, database: &Rc<Database>) {
        let raw = database.as_sys();
        let held = Rc::downgrade(&self.open);
        let (connection, lost) = (raw.clone(), self.lost.clone());
        let let_go = move || {
            // Until it is closed, no other window can change the layout or remove the database.
            connection.close();
            if let Some(held) = held.upgrade() {
                held.borrow_mut().take();
            }
            if let Some(call) = lost.borrow().as_ref() {
                call();
            }
        };
        let asked = {
            let let_go = let_go.clone();
            Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
                let let_go = let_go.clone();
                // A database that is removed takes nothing more, and nobody should wait for it.
                let removed = js_sys::Reflect::get(&event, &"newVersion".into()).is_ok_and(|v| v.is_null());
                if removed {
                    return let_go();
                }
                wasm_bindgen_futures::spawn_local(async move {
                    leaving::put_away().await;
                    let_go();
                });
            })
        };
        let closed = Closure::<dyn FnMut()>::new(let_go);
        raw.set_onclose(Some(closed.as_ref().unchecked_ref()));
        raw.set_onversionchange(Some(asked.as_ref().unchecked_ref()));
        closed.forget();
        asked.forget();
    }
}
