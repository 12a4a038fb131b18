//! What must be done before this window lets go, of its page or of the database: taps are stored, half-typed words are
//! kept. Whoever holds something that is only in memory says here how it is put away.

use super::time;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// Something that puts away what is only in memory, and says whether that worked.
type PutAway = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = bool>>>>;

thread_local! {
    static ALL: RefCell<Vec<PutAway>> = const { RefCell::new(Vec::new()) };
}

/// Another window waits for this one no longer than this, in milliseconds; what could not be stored by then could not
/// be stored.
const MAX_WAIT_MS: i32 = 2_000;

/// From now on this is done first, for as long as the page lives.
pub fn first<F: Future<Output = bool> + 'static>(put_away: impl Fn() -> F + 'static) {
    let boxed = move || Box::pin(put_away()) as Pin<Box<dyn Future<Output = bool>>>;
    ALL.with_borrow_mut(|all| all.push(Rc::new(boxed)));
}

/// Puts everything away. Whether all of it is kept now: a page that holds more is not opened anew by itself.
pub async fn put_away() -> bool {
    let (tell, told) = futures::channel::oneshot::channel();
    let all = ALL.with_borrow(Vec::clone);
    wasm_bindgen_futures::spawn_local(async move {
        let mut kept = true;
        for one in all {
            kept &= one().await;
        }
        let _ = tell.send(kept);
    });
    let (late, time_is_up) = futures::channel::oneshot::channel();
    time::after(MAX_WAIT_MS, move || {
        let _ = late.send(());
    });
    match futures::future::select(told, time_is_up).await {
        futures::future::Either::Left((kept, _)) => kept.unwrap_or(false),
        futures::future::Either::Right(_) => false,
    }
}
