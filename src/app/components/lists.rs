//! Views that change, and lists of them. All ways forget the type of what is in them: the framework's own code for
//! each is one to some kilobytes, and there would be as many copies of it as closures and types.

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

/// A view that is made anew whenever something that it reads changes; in place of a bare closure.
pub fn live<V: IntoView + 'static>(mut view: impl FnMut() -> V + Send + 'static) -> AnyView {
    follow(Box::new(move || view().into_view().into_any()))
}

fn follow(view: Box<dyn FnMut() -> AnyView + Send>) -> AnyView {
    view.into_any()
}

/// Something that is shown only as long as a condition holds, under the name of the framework's own component.
#[component]
pub fn Show(
    /// The condition.
    when: impl Fn() -> bool + Send + Sync + 'static,
    /// What is shown otherwise.
    #[prop(optional, into)]
    fallback: ViewFn,
    children: ChildrenFn,
) -> impl IntoView {
    show(Box::new(when), fallback, children)
}

fn show(when: Box<dyn Fn() -> bool + Send + Sync>, fallback: ViewFn, children: ChildrenFn) -> AnyView {
    let is_on = Memo::new(move |_| when());
    live(move || if is_on.get() { children() } else { fallback.run() })
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
