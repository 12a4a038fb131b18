//! Files: where they are dropped, and the control they are chosen with. What becomes of them is the page's.

use super::{Problem, carries};
use crate::platform::files::{self, Chosen, Opened, Unread};
use crate::words::say;
use leptos::prelude::*;

/// What takes files that were chosen or dropped, each with its bytes or the reason why it could not be read.
pub type TakeFiles = Callback<Chosen>;

/// The one file that a page wants, of what was chosen or dropped; `None` where nothing was.
///
/// # Errors
/// What to say: the file could not be read, or there are several (`several` is the key of that sentence). One that can
/// be read among others that cannot is the one.
pub fn only_one(chosen: Chosen, several: &str) -> Result<Option<Opened>, String> {
    let (opened, unread): (Vec<_>, Vec<_>) = chosen.into_iter().partition(Result::is_ok);
    let mut opened: Vec<Opened> = opened.into_iter().flatten().collect();
    match (opened.len(), unread.into_iter().find_map(Result::err)) {
        (0, None) => Ok(None),
        (0, Some(unread)) => Err(Unread::words(&unread)),
        (1, _) => Ok(opened.pop()),
        _ => Err(say(several)),
    }
}

/// An area files can be dropped on, around the controls that take them in other ways.
#[component]
pub fn DropArea(
    /// Takes what is dropped.
    take: TakeFiles,
    children: Children,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let class = move || if over.get() { "gt-drop gt-drop--over" } else { "gt-drop" };
    let drag_over = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let drop = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        leptos::task::spawn_local(async move {
            let opened = files::dropped(&event).await;
            take.try_run(opened);
        });
    };
    view! {
        <div class=class on:dragover=drag_over on:dragleave=move |_| over.set(false) on:drop=drop>{children()}</div>
    }
    .into_any()
}

/// The control files are chosen with. Its label is the page's, and its hint, which has the id `…-hint`.
#[component]
pub fn FileInput(
    /// The control's id.
    #[prop(into)]
    id: String,
    /// Takes what is chosen.
    take: TakeFiles,
    /// Whether several files can be chosen.
    #[prop(optional)]
    multiple: bool,
    /// Whether a hint describes it.
    #[prop(optional)]
    hinted: bool,
    /// Whether a whole folder is chosen; where the browser cannot do that, single files are.
    #[prop(optional)]
    folder: bool,
    /// Which files are offered first, as the browser spells it; all of them otherwise.
    #[prop(optional)]
    accept: Option<&'static str>,
    /// The form's problems.
    #[prop(optional, into)]
    problems: Signal<Vec<Problem>>,
) -> impl IntoView {
    let (described, class) = carries(&id, hinted, problems, "nhsuk-file-upload");
    let input = NodeRef::<leptos::html::Input>::new();
    if folder {
        Effect::new(move |_| {
            input.get().map(|input| files::takes_folder(&input));
        });
    }
    let choose = move |_| {
        let Some(input) = input.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            let opened = files::chosen(&input).await;
            take.try_run(opened);
        });
    };
    view! {
        <input class=class id=id type="file" multiple=multiple accept=accept node_ref=input
            aria-describedby=described on:change=choose/>
    }
    .into_any()
}
