//! The slow middle of deriving a key from a passphrase, in a worker of its own (`public/stretch.js`): the page
//! goes on meanwhile, and the memory is free again as soon as the worker ends.

use crate::seal::LANE;
use futures::channel::oneshot;
use js_sys::{Object, Reflect, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{MessageEvent, Worker};

/// The worker's address, beside the page.
pub(super) const ADDRESS: &str = "./stretch.js";

/// A worker at work. It ends when this is dropped, also in the middle: that is how one gives up.
struct Running(Worker);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.set_onmessage(None);
        self.0.set_onerror(None);
        self.0.terminate();
    }
}

/// Has a worker do the slow middle, and says how far it is, in hundredths. Dropping the future ends the worker.
/// `None` where it could not be done, which is a want of memory as a rule: it takes a kilobyte a round.
pub async fn stretch(lane: &[u8; LANE], rounds: u32, mut progress: impl FnMut(u32) + 'static) -> Option<[u8; LANE]> {
    let running = Running(Worker::new(ADDRESS).ok()?);
    let (tell, told) = oneshot::channel::<Option<Vec<u8>>>();
    let tell = Rc::new(Cell::new(Some(tell)));
    let failed = tell.clone();
    let done = move |tell: &Cell<Option<oneshot::Sender<_>>>, mixed| {
        if let Some(tell) = tell.take() {
            let _ = tell.send(mixed);
        }
    };
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        match data.as_f64() {
            Some(hundredths) => progress(hundredths as u32),
            None => done(&tell, data.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec())),
        }
    });
    let on_error = Closure::<dyn FnMut()>::new(move || done(&failed, None));
    running.0.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    running.0.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    let task = Object::new();
    Reflect::set(&task, &"lane".into(), &Uint8Array::from(lane.as_slice())).ok()?;
    Reflect::set(&task, &"rounds".into(), &rounds.into()).ok()?;
    running.0.post_message(&task).ok()?;
    told.await.ok()??.try_into().ok()
}
