//! The page itself: its address, its title, focus, printing, and the events that matter to work being
//! kept (going away, coming back, losing the network).

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// The fragment of the address, without `#`.
pub fn fragment() -> String {
    let hash = web_sys::window().and_then(|w| w.location().hash().ok()).unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// Where this page is from, without what stands behind its path; nothing where that is no address of the web.
pub fn address() -> String {
    let href = web_sys::window().and_then(|w| w.location().href().ok()).unwrap_or_default();
    let plain = href.split(['#', '?']).next().unwrap_or_default();
    if plain.starts_with("http") { plain.to_owned() } else { String::new() }
}

/// Goes to a fragment, with an entry in the browser's history.
pub fn go(fragment: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(fragment);
    }
}

/// Changes the fragment in place, without an entry in the history and without a `hashchange`.
pub fn replace_fragment(fragment: &str) {
    if let Some(history) = web_sys::window().and_then(|w| w.history().ok()) {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&format!("#{fragment}")));
    }
}

/// The window's events this app listens to.
#[derive(Debug, Clone, Copy)]
pub enum Event {
    /// The address's fragment changed.
    Fragment,
    /// The device came on line.
    Online,
    /// The device went off line.
    Offline,
    /// The page is being hidden or closed: the last chance to save.
    Leaving,
    /// The page is looked at again.
    Back,
}

/// Calls back on each such event, for as long as the page lives.
pub fn on(event: Event, mut call: impl FnMut() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let listen = |target: &web_sys::EventTarget, name: &str, closure: Closure<dyn FnMut()>| {
        let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        closure.forget();
    };
    let Some(document) = window.document() else { return };
    match event {
        Event::Fragment => listen(&window, "hashchange", Closure::new(call)),
        Event::Online => listen(&window, "online", Closure::new(call)),
        Event::Offline => listen(&window, "offline", Closure::new(call)),
        Event::Leaving | Event::Back => {
            let wanted = matches!(event, Event::Leaving);
            let page = document.clone();
            let closure = Closure::new(move || {
                if page.hidden() == wanted {
                    call();
                }
            });
            listen(&document, "visibilitychange", closure);
        }
    }
}

/// Lets the browser ask "leave this page?" in its own words before it closes, as long as this says so.
pub fn ask_before_closing(wanted: impl Fn() -> bool + 'static) {
    let Some(window) = web_sys::window() else { return };
    let ask = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        if wanted() {
            event.prevent_default();
        }
    });
    let _ = window.add_event_listener_with_callback("beforeunload", ask.as_ref().unchecked_ref());
    ask.forget();
}

/// Whether the browser thinks that there is a network.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|w| w.navigator().on_line())
}

/// Whether the page is being shown, and not behind another.
pub fn is_seen() -> bool {
    web_sys::window().and_then(|w| w.document()).is_some_and(|d| !d.hidden())
}

/// Sets the page's title.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|w| w.document()) {
        document.set_title(title);
    }
}

/// Moves the keyboard's focus to the element with this id, and it into view.
pub fn focus(id: &str) {
    let element = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(id));
    if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Brings the element with this id to the top of what is seen, and the keyboard's focus to it.
pub fn show(id: &str) {
    let element = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(id));
    if let Some(element) = element {
        element.scroll_into_view();
        focus_in_place(id);
    }
}

/// Puts the focus on a form's control, with its question in sight: the label, or of several controls the legend. Of a question with
/// several controls it is the first that takes the focus.
pub fn focus_field(id: &str) {
    let document = web_sys::window().and_then(|w| w.document());
    let Some((document, control)) = document.and_then(|d| Some((d.clone(), d.get_element_by_id(id)?))) else { return };
    let label = document.query_selector(&format!("label[for='{id}']")).ok().flatten();
    let legend = || control.closest("fieldset").ok().flatten()?.query_selector("legend").ok().flatten();
    if let Some(question) = label.or_else(legend) {
        question.scroll_into_view();
    }
    let first = control.query_selector("input").ok().flatten().filter(|_| control.tag_name() == "FIELDSET");
    match first.and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok()) {
        Some(first) => focus_without_scrolling(&first),
        None => focus_in_place(id),
    }
}

/// Whether what an event is about stands in an element of this selector, or is one.
pub fn is_in(event: &web_sys::Event, selector: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.closest(selector).ok().flatten().is_some())
}

/// The id of the element of this selector in which what an event is about stands, or which that is.
pub fn id_within(event: &web_sys::Event, selector: &str) -> Option<String> {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok())?;
    Some(target.closest(selector).ok().flatten()?.id()).filter(|id| !id.is_empty())
}

/// The id of what has the keyboard's focus; `None` where nothing has it but the page itself.
pub fn focused_id() -> Option<String> {
    let document = web_sys::window().and_then(|w| w.document())?;
    document.active_element().filter(|e| e.tag_name() != "BODY").map(|e| e.id())
}

/// Moves the keyboard's focus to the element with this id, and leaves the page where it is.
pub fn focus_in_place(id: &str) {
    let element = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(id));
    if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        focus_without_scrolling(&element);
    }
}

fn focus_without_scrolling(element: &web_sys::HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// How far this element, which lies at the bottom of the window, must rise (in CSS pixels) so that it lies neither over what has
/// the focus nor over what was pressed last, at this height of the window; 0 where it lies over neither, or nothing is left above.
pub fn rise(over: &web_sys::Element, pressed: Option<f64>) -> f64 {
    /// Half a finger, in CSS pixels.
    const FINGER: f64 = 24.0;
    let Some(window) = web_sys::window() else { return 0.0 };
    let Some(document) = window.document() else { return 0.0 };
    let place = over.get_bounding_client_rect();
    // The page itself may have the focus, or all of it: that is covered by nothing.
    let focused = document.active_element().filter(|e| !e.contains(Some(over)) && !over.contains(Some(e)));
    let focused = focused.map(|e| e.get_bounding_client_rect()).map(|r| (r.top(), r.bottom()));
    let pressed = pressed.map(|y| (y - FINGER, y + FINGER));
    let under = [focused, pressed].into_iter().flatten();
    let under = under.filter(|(top, bottom)| *top < place.bottom() && *bottom > place.top());
    let top = under.map(|(top, _)| top).fold(f64::INFINITY, f64::min);
    let rise = place.bottom() - top + FINGER / 3.0;
    if top.is_finite() && rise > 0.0 && place.top() - rise >= 0.0 { rise } else { 0.0 }
}

/// To the top of the page, with the focus left where it is.
pub fn to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// After a change of page: to the top, with the focus on the heading, so that a screen reader reads it.
pub fn focus_heading() {
    let Some(window) = web_sys::window() else { return };
    window.scroll_to_with_x_and_y(0.0, 0.0);
    let heading = window.document().and_then(|d| d.query_selector("main h1").ok().flatten());
    if let Some(heading) = heading.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = heading.focus();
    }
}

/// The browser's print window.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Opens the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// The element the app is mounted in, emptied of the static shell.
pub fn mount_point() -> Option<web_sys::HtmlElement> {
    let app = web_sys::window()?.document()?.get_element_by_id("app")?;
    app.set_text_content(None);
    app.dyn_into().ok()
}

/// Puts text on the clipboard; false if the browser does not let us.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into());
    let Some(clipboard) = clipboard.ok().and_then(|c| c.dyn_into::<web_sys::Clipboard>().ok()) else { return false };
    wasm_bindgen_futures::JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Tells the static page around the app that the app has stopped for good, so that it offers what is
/// stored as a file.
pub fn stopped() {
    let Some(window) = web_sys::window() else { return };
    if let Ok(event) = web_sys::CustomEvent::new("golden-thread:stopped") {
        let _ = window.dispatch_event(&event);
    }
}

/// Whether the window is wide enough for two columns.
pub fn is_wide() -> bool {
    let query = web_sys::window().and_then(|w| w.match_media("(min-width: 60em)").ok().flatten());
    query.is_some_and(|q| q.matches())
}
