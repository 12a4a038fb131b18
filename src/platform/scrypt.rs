//! Deriving a key from a passphrase, in a worker of its own (`public/scrypt.js`): the page goes on meanwhile, and the memory is free
//! again as soon as the worker ends.

use crate::seal::{Derivation, Derived, Unopened};
use futures::channel::oneshot;
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{MessageEvent, Worker};
use zeroize::Zeroizing;

/// The worker's address, beside the page.
pub(super) const ADDRESS: &str = "./scrypt.js";

/// A worker at work. It ends when this is dropped, also in the middle: that is how one gives up.
struct Running(Worker);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.set_onmessage(None);
        self.0.set_onerror(None);
        self.0.terminate();
    }
}

/// Has a worker derive the key, and says how far it is, in hundredths. Dropping the future ends the worker.
///
/// # Errors
/// It could not be done, which is a want of memory as a rule.
pub async fn derive(derivation: Derivation, progress: impl FnMut(u32) + 'static) -> Result<Derived, Unopened> {
    let key = work_out(&derivation, progress).await.ok_or(Unopened::NoMemory)?;
    Ok(derivation.finish(key))
}

async fn work_out(derivation: &Derivation, mut progress: impl FnMut(u32) + 'static) -> Option<Zeroizing<[u8; 32]>> {
    let running = Running(Worker::new(ADDRESS).ok()?);
    let (tell, told) = oneshot::channel::<Option<Zeroizing<Vec<u8>>>>();
    let tell = Rc::new(Cell::new(Some(tell)));
    let failed = tell.clone();
    let done = move |tell: &Cell<Option<oneshot::Sender<_>>>, key| {
        if let Some(tell) = tell.take() {
            let _ = tell.send(key);
        }
    };
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        match data.as_f64() {
            Some(hundredths) => progress(hundredths as u32),
            None => done(&tell, data.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec().into())),
        }
    });
    let on_error = Closure::<dyn FnMut()>::new(move || done(&failed, None));
    running.0.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    running.0.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    let task = Object::new();
    let passphrase = Uint8Array::from(derivation.passphrase());
    for (name, value) in [
        ("passphrase", passphrase.as_ref()),
        ("salt", Uint8Array::from(derivation.salt().as_slice()).as_ref()),
        ("rounds", &derivation.rounds().into()),
    ] {
        Reflect::set(&task, &name.into(), value).ok()?;
    }
    // Handed over, not copied: the worker wipes it.
    running.0.post_message_with_transfer(&task, &Array::of1(&passphrase.buffer())).ok()?;
    let key = told.await.ok()??;
    key.as_slice().try_into().ok().map(Zeroizing::new)
}
