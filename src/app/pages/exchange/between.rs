//! Lists that stand still while files are being opened.

use crate::app::context::App;
use crate::store::State;
use leptos::prelude::*;

/// What a list is made of, which is not made anew while files are being opened: with two hundred of them the page
/// would do little else.
pub(super) fn between_files<T: Clone + PartialEq + Send + Sync + 'static>(app: App, read: fn(&State) -> T) -> Memo<T> {
    Memo::new(move |former: Option<&T>| match former.filter(|_| app.opening.get().is_some()) {
        Some(former) => former.clone(),
        None => app.state.with(read),
    })
}
