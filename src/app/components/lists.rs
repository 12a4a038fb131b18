//! Lists of views. Both ways forget the type of what is in them: the framework's own code for a list is some
//! kilobytes, and there would be as many copies of it as types.

use leptos::prelude::*;

/// Views one after the other, under the name of the framework's own trait, which this replaces where it is named.
pub trait CollectView {
    /// All of them as one view.
    fn collect_view(self) -> AnyView;
}

impl<I: IntoIterator<Item = V>, V: IntoView + 'static> CollectView for I {
    fn collect_view(self) -> AnyView {
        all(self.into_iter().map(|view| view.into_view().into_any()).collect())
    }
}

fn all(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}

/// Something that is drawn anew when what it reads has changed. All of them are one type: the framework's own code for
/// a closure in a view is a kilobyte or two, and there would be a copy of it for each.
pub fn live(show: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    drawn(Box::new(show))
}

fn drawn(show: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    (move || show()).into_any()
}

/// An entry that is not shown yet.
struct Entry {
    key: String,
    show: Box<dyn FnOnce() -> AnyView + Send>,
}

/// A list that changes: what keeps its key stays on the page as it is.
pub fn keyed<T: Send + 'static>(
    each: impl Fn() -> Vec<T> + Send + 'static,
    key: impl Fn(&T) -> String + Send + 'static,
    show: impl Fn(T) -> AnyView + Clone + Send + 'static,
) -> AnyView {
    entries(Box::new(move || {
        let entry = |item| {
            let (key, show) = (key(&item), show.clone());
            Entry { key, show: Box::new(move || show(item)) }
        };
        each().into_iter().map(entry).collect()
    }))
}

fn entries(each: Box<dyn Fn() -> Vec<Entry> + Send>) -> AnyView {
    view! { <For each=each key=|entry| entry.key.clone() children=|entry| (entry.show)()/> }.into_any()
}
