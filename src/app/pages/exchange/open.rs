//! Opening what was sent: dropped, chosen (also a whole folder) or pasted. Each is reported on its own.

use crate::app::came::Came;
use crate::app::components::{Button, Details, DropArea, FileInput, Show, TakeFiles, TextInput, Tone, live};
use crate::app::context::{App, Opening, use_app};
use crate::app::inbox::{self, Road};
use crate::app::route::Route;
use crate::app::typed::{Recovered, Typed};
use crate::platform::files::Chosen;
use crate::platform::time;
use crate::store::rows::{SentRow, SentState};
use crate::store::waiting::named_by_words;
use crate::store::{RowChange, State};
use crate::words::{count, count_with, day_text, fill, say};
use leptos::prelude::*;

/// The place where files are dropped, chosen or pasted.
#[component]
pub fn OpenFiles(
    /// What is pasted, kept until it is used.
    paste: Paste,
    /// The road by which files and words go.
    road: Road,
) -> impl IntoView {
    let app = use_app();
    let office = untrack(|| app.is_office());
    let busy = Memo::new(move |_| app.opening.get().is_some());
    let take = TakeFiles::new(move |opened| {
        leptos::task::spawn_local(async move { take_all(app, road, opened).await });
    });
    let on_paste = move || {
        leptos::task::spawn_local(async move { take_text(app, road, paste).await });
    };
    let title = if office { "exchange.open.titleOffice" } else { "exchange.open.title" };
    let hint = if office { "exchange.open.fileHintOffice" } else { "exchange.open.fileHint" };
    let label = if office { "exchange.open.pasteOffice" } else { "exchange.open.paste" };
    let folder = office.then(|| {
        view! {
            <Details summary=say("exchange.open.folder")>
                <label class="nhsuk-label" for="open-folder">{say("exchange.open.folderLabel")}</label>
                <FileInput id="open-folder" take=take multiple=true folder=true/>
            </Details>
        }
    });
    view! {
        <section aria-labelledby="open-title">
            <h2 class="nhsuk-heading-m" id="open-title">{say(title)}</h2>
            <DropArea take=take>
                <label class="nhsuk-label nhsuk-label--s" for="open-file">{say("exchange.open.file")}</label>
                <div class="nhsuk-hint" id="open-file-hint">{say(hint)}</div>
                <FileInput id="open-file" take=take multiple=true hinted=true/>
                {folder}
                <Recovered form=paste.form/>
                <TextInput id="open-paste" rows=3 label=say(label) value=paste.text/>
                <div class="gt-actions">
                    <Button label=say("exchange.open.usePaste") on_press=on_paste busy=busy/>
                </div>
            </DropArea>
            <div role="status">
                {live(move || busy.get().then(|| view! { <p>{say("exchange.open.busy")}</p> }))}
            </div>
            <Show when=move || app.opening.get().is_some_and(|o| o.of > 1)>{how_far(app)}</Show>
        </section>
    }
    .into_any()
}

/// What is pasted: kept from the first key until it is used, or cleared.
#[derive(Clone, Copy)]
pub struct Paste {
    /// The words.
    pub text: RwSignal<String>,
    /// The form that keeps them.
    pub form: Typed,
}

impl Paste {
    /// As it was left.
    pub fn open(app: App) -> Paste {
        let text = RwSignal::default();
        let plan = app.tree.with_untracked(|t| t.as_ref().map(|t| t.id.to_string())).unwrap_or_default();
        Paste { text, form: Typed::keep(format!("reply.{plan}"), &[("reply", text)]) }
    }

    /// Empties it.
    pub fn clear(self) {
        self.text.try_set(String::new());
        self.form.clear();
    }
}

/// How many of the files are open, and the way out.
fn how_far(app: App) -> AnyView {
    let opening = move || app.opening.get().unwrap_or(Opening { done: 0, of: 1, stopped: true });
    let words = move || fill("exchange.open.progress", &[("done", &opening().done), ("all", &opening().of)]);
    let stop = move || app.opening.update(|o| o.iter_mut().for_each(|o| o.stopped = true));
    let stopping = Signal::derive(move || opening().stopped);
    view! {
        <div class="gt-actions">
            <progress aria-label=say("exchange.open.progressName") prop:max=move || opening().of as f64
                prop:value=move || opening().done as f64></progress>
            <span>{words}</span>
            <Button label=say("exchange.open.stop") small=true on_press=stop busy=stopping/>
        </div>
    }
    .into_any()
}

/// Lists what came, in place of what came before; what a person still has to say something about stays.
fn list(app: App, new: Vec<Came>) {
    app.inbox.update(|all| {
        // The same words pasted once more are one thing; others stay until somebody has said whose they are. What could not
        // be read stays to be read by a person.
        let again = |came: &Came| new.iter().any(|new| came.needs.is_same_words(&new.needs));
        all.retain(|came| (came.needs.asks() || !came.set_aside.is_empty()) && !again(came));
        let next = all.iter().map(|came| came.key).max().unwrap_or(time::now_ms()) + 1;
        let numbered = new.into_iter().zip(next..).map(|(came, key)| Came { key, ..came });
        *all = numbered.chain(std::mem::take(all)).collect();
    });
}

/// Opens files one after another; one that cannot be used does not stop the others. Whoever stops it keeps what was
/// opened: each file is taken in whole, or not at all.
async fn take_all(app: App, road: Road, opened: Chosen) {
    if opened.is_empty() {
        return;
    }
    if app.opening.get_untracked().is_some() {
        return app.tell(Tone::Warning, say("exchange.open.stillBusy"));
    }
    list(app, Vec::new());
    let mut opening = Opening { done: 0, of: opened.len(), stopped: false };
    app.opening.set(Some(opening));
    let unread = opened.iter().filter(|file| file.is_err()).count();
    let mut made = Vec::new();
    for file in opened {
        if app.opening.get_untracked().is_some_and(|o| o.stopped) {
            break;
        }
        match file {
            Ok(file) => made.extend((road.file)(app, file).await),
            Err(unread) => made.push(inbox::not(app, unread.name.clone(), unread.words())),
        }
        opening.done += 1;
        app.opening.update(|o| o.iter_mut().for_each(|o| o.done = opening.done));
        if opening.done < opening.of {
            // The page draws, and takes the press of a button.
            time::pause().await;
        }
    }
    app.opening.set(None);
    // Listed once, when all have come; where the page has gone meanwhile, their number is said on the present one.
    list(app, made);
    let here = matches!(app.route.get_untracked(), Route::Exchange | Route::Inbox | Route::Send);
    match unread {
        _ if opening.done < opening.of => {
            app.tell(Tone::Info, fill("exchange.open.stopped", &[("done", &opening.done), ("all", &opening.of)]));
        }
        0 if here || opening.of == 1 => {}
        0 => app.tell(Tone::Info, fill("exchange.open.progress", &[("done", &opening.done), ("all", &opening.of)])),
        _ if opening.of == 1 => {}
        _ => app.tell(Tone::Warning, count_with("exchange.open.someUnread", unread, &[("all", &opening.of)])),
    }
}

/// A pasted text: a file's own text, an acknowledgement with its words or, for the office, what somebody answered.
async fn take_text(app: App, road: Road, paste: Paste) {
    let text = paste.text.get_untracked();
    let words = text.trim();
    if words.is_empty() {
        return app.tell(Tone::Warning, say("exchange.open.emptyPaste"));
    }
    let ours = words.starts_with('{') || crate::seal::is_locked(words.as_bytes());
    if !ours && !untrack(|| app.is_office()) {
        if confirm(app, words).await {
            paste.clear();
        }
        return;
    }
    let came = (road.text)(app, words.to_owned()).await;
    let done = came.iter().all(|came| came.tone != Tone::Warning && !came.needs.asks());
    list(app, came);
    // What a person still has to say something about is kept where it was pasted.
    if done {
        paste.clear();
    }
}

/// Takes an acknowledgement's words: the files they name are confirmed received. The words of one's own e-mail are
/// not.
pub async fn confirm(app: App, words: &str) -> bool {
    let (named, own): (Vec<SentRow>, Option<u64>) = app.state.with_untracked(|s| {
        let named = named_by_words(s, words);
        let own = named.only_named.last().map(|row| row.sequence);
        (named.confirmed.into_iter().cloned().collect(), own)
    });
    let Some(last) = named.last() else {
        app.tell(
            Tone::Warning,
            match own {
                Some(number) => fill("exchange.check.own", &[("number", &number)]),
                None => say("exchange.check.none"),
            },
        );
        return false;
    };
    let (number, day) = (last.sequence, day_text(&last.created));
    let mut build = |s: &State| {
        let exported = named_by_words(s, words).confirmed.into_iter().filter(|row| row.state == SentState::Exported);
        let rows: Vec<RowChange> = exported.map(|row| RowChange::Sent(row.confirmed())).collect();
        (!rows.is_empty()).then(|| rows.into())
    };
    let key = match app.transact(&mut build).await {
        Ok(true) => "exchange.check.confirmed",
        Ok(false) => "exchange.check.known",
        Err(_) => return false,
    };
    match named.len() {
        1 => app.tell(Tone::Saved, fill(key, &[("number", &number), ("day", &day)])),
        several => app.tell(Tone::Saved, count("exchange.check.several", several)),
    }
    true
}
