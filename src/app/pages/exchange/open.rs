//! Opening what was sent: dropped, chosen or pasted. Each file is reported on its own.

use crate::app::components::{Button, CollectView, Details, DropArea, FileInput, Show, TakeFiles, Tone, live};
use crate::app::context::{App, Opening, use_app};
use crate::app::receive::{Opens, Received, openable, receive};
use crate::app::route::Route;
use crate::platform::files::{Chosen, Opened, Unread};
use crate::platform::time;
use crate::record::Id;
use crate::store::rows::{SentRow, SentState};
use crate::store::trust::Label;
use crate::store::waiting::named_by_words;
use crate::store::{RowChange, State};
use crate::words::{count, count_with, day_text, fill, say};
use leptos::prelude::*;

/// What became of one file.
#[derive(Clone)]
struct Report {
    name: String,
    tone: Tone,
    words: String,
    label: Option<Label>,
    list: Vec<String>,
    list_title: String,
    set_aside: Vec<String>,
    review: Option<Id>,
    /// A document or a sheet, which This cycle may read.
    form: Option<Opened>,
    /// A file of another partnership, to be opened there once somebody says so.
    elsewhere: Option<Opened>,
}

/// A file of another kind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stranger {
    /// Written by an office program.
    Document,
    Pdf,
}

impl Stranger {
    /// Where such files go, as the key of a sentence; the office has other ways in than everybody else.
    fn goes(self, office: bool) -> &'static str {
        match (self, office) {
            (Stranger::Document, true) => "exchange.open.document.office",
            (Stranger::Document, false) => "exchange.open.document.member",
            (Stranger::Pdf, true) => "exchange.open.pdf.office",
            (Stranger::Pdf, false) => "exchange.open.pdf.member",
        }
    }
}

/// What a file of another kind is.
fn stranger(file: &Opened) -> Option<Stranger> {
    let starts = |magic: &[u8]| file.bytes.starts_with(magic);
    // Zipped packages, and what office programs wrote before.
    if starts(b"PK\x03\x04") || starts(b"\xd0\xcf\x11\xe0") {
        Some(Stranger::Document)
    } else {
        starts(b"%PDF").then_some(Stranger::Pdf)
    }
}

impl Report {
    /// A file that is none of ours: where it goes.
    fn elsewhere(app: App, kind: Stranger, file: Opened) -> Report {
        let office = untrack(|| app.is_office());
        let words = say(kind.goes(office));
        let form = (office && kind == Stranger::Document).then(|| file.clone());
        Report { form, ..Report::new(file.name, Err(words)) }
    }

    fn new(name: String, result: Result<(Received, Label), String>) -> Report {
        let blank = Report {
            name,
            tone: Tone::Warning,
            words: String::new(),
            label: None,
            list: vec![],
            list_title: String::new(),
            set_aside: vec![],
            review: None,
            form: None,
            elsewhere: None,
        };
        match result {
            Ok((received, label)) => Report {
                tone: match received.set_aside().is_empty() {
                    _ if label.warning || matches!(received, Received::Elsewhere { .. }) => Tone::Warning,
                    _ if matches!(received, Received::Waits { .. }) => Tone::Info,
                    true => Tone::Saved,
                    false => Tone::Info,
                },
                words: received.words(),
                label: Some(label),
                list: received.list().to_vec(),
                list_title: received.list_title(),
                set_aside: received.set_aside().to_vec(),
                review: received.to_review(),
                elsewhere: match received {
                    Received::Elsewhere { file, .. } => Some(file),
                    _ => None,
                },
                ..blank
            },
            Err(words) => Report { words, ..blank },
        }
    }
}

/// The place where files are dropped, chosen or pasted, and what became of them.
#[component]
pub fn OpenFiles() -> impl IntoView {
    let app = use_app();
    let reports = RwSignal::new(Vec::<Report>::new());
    let busy = Memo::new(move |_| app.opening.get().is_some());
    let text = RwSignal::new(String::new());
    let take = TakeFiles::new(move |opened| {
        leptos::task::spawn_local(async move { take_all(app, opened, reports).await });
    });
    let on_paste = move || {
        let words = text.get_untracked();
        leptos::task::spawn_local(async move { take_text(app, words, text, reports).await });
    };
    view! {
        <section aria-labelledby="open-title">
            <h2 class="nhsuk-heading-m" id="open-title">{say("exchange.open.title")}</h2>
            <DropArea take=take>
                <label class="nhsuk-label nhsuk-label--s" for="open-file">{say("exchange.open.file")}</label>
                <div class="nhsuk-hint" id="open-file-hint">{say("exchange.open.fileHint")}</div>
                <FileInput id="open-file" take=take multiple=true hinted=true/>
                <label class="nhsuk-label nhsuk-label--s" for="open-paste">{say("exchange.open.paste")}</label>
                <textarea class="nhsuk-textarea" id="open-paste" rows="2" spellcheck="false"
                    prop:value=move || text.get() on:input=move |e| text.set(event_target_value(&e))></textarea>
                <div class="gt-actions">
                    <Button label=say("exchange.open.usePaste") on_press=on_paste busy=busy/>
                </div>
            </DropArea>
            <div class="gt-stack" role="status">
                {live(move || busy.get().then(|| view! { <p>{say("exchange.open.busy")}</p> }))}
                {live(move || reports.get().into_iter().map(|r| report_view(app, r)).collect_view())}
            </div>
            <Show when=move || app.opening.get().is_some_and(|o| o.of > 1)>{how_far(app)}</Show>
        </section>
    }
    .into_any()
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

fn report_view(app: App, report: Report) -> AnyView {
    let lines = |lines: Vec<String>| {
        let items = lines.into_iter().map(|l| view! { <li>{l}</li> }).collect_view();
        view! { <ul class="nhsuk-list nhsuk-list--bullet">{items}</ul> }
    };
    let review = report.review.map(|id| {
        view! { <p><a class="nhsuk-link" href=Route::Review(Some(id)).href()>{say("exchange.open.toReview")}</a></p> }
    });
    let form = report.form.map(|file| {
        let read = move || {
            app.to_read.set(Some(file.clone()));
            app.go(&Route::Cycle);
        };
        view! { <Button label=say("exchange.open.readForm") on_press=read small=true/> }
    });
    let elsewhere = report.elsewhere.map(|file| {
        let open = move || {
            let file = file.clone();
            leptos::task::spawn_local(async move {
                match receive(app, file, Opens::Beside).await {
                    Ok((received, label)) => app.tell(Tone::Info, format!("{}\n{}", received.words(), label.words)),
                    Err(words) => app.tell(Tone::Warning, words),
                }
            });
        };
        view! { <Button label=say("exchange.open.beside") on_press=open small=true/> }
    });
    view! {
        <div class=report.tone.class()>
            {(!report.name.is_empty()).then(|| view! { <h3 class="gt-banner__title">{report.name}</h3> })}
            <p>{report.words}</p>
            {report.label.map(|label| view! { <p>{label.words}</p> })}
            {review}
            {form}
            {elsewhere}
            {(!report.list.is_empty()).then(|| view! {
                <Details summary=report.list_title>{lines(report.list)}</Details>
            })}
            {(!report.set_aside.is_empty()).then(|| view! {
                <Details summary=say("exchange.open.setAside") open=true>{lines(report.set_aside)}</Details>
            })}
        </div>
    }
    .into_any()
}

/// Opens files one after another; one that cannot be used does not stop the others. Whoever stops it keeps what was
/// opened: each file is taken in whole, or not at all.
async fn take_all(app: App, opened: Chosen, reports: RwSignal<Vec<Report>>) {
    if opened.is_empty() {
        return;
    }
    if app.opening.get_untracked().is_some() {
        return app.tell(Tone::Warning, say("exchange.open.stillBusy"));
    }
    reports.try_set(Vec::new());
    let mut opening = Opening { done: 0, of: opened.len(), stopped: false };
    app.opening.set(Some(opening));
    let unread = opened.iter().filter(|file| file.is_err()).count();
    let mut made = Vec::new();
    for file in opened {
        if app.opening.get_untracked().is_some_and(|o| o.stopped) {
            break;
        }
        made.extend(take_one(app, file).await);
        opening.done += 1;
        app.opening.update(|o| o.iter_mut().for_each(|o| o.done = opening.done));
        if opening.done < opening.of {
            // The page draws, and takes the press of a button.
            time::pause().await;
        }
    }
    app.opening.set(None);
    if opening.done < opening.of {
        app.tell(Tone::Info, fill("exchange.open.stopped", &[("done", &opening.done), ("all", &opening.of)]));
    }
    // Drawn once, when all have come; where the page has gone meanwhile, their number is said on the present one.
    let gone = reports.try_set(made).is_some();
    match unread {
        _ if opening.done < opening.of || opening.of == 1 => {}
        0 if gone => {
            app.tell(Tone::Info, fill("exchange.open.progress", &[("done", &opening.done), ("all", &opening.of)]))
        }
        0 => {}
        _ => app.tell(Tone::Warning, count_with("exchange.open.someUnread", unread, &[("all", &opening.of)])),
    }
}

/// Takes one file; a report of each partnership in it.
async fn take_one(app: App, file: Result<Opened, Unread>) -> Vec<Report> {
    let file = match file {
        Ok(file) => file,
        Err(unread) => return vec![Report::new(unread.name.clone(), Err(unread.words()))],
    };
    if let Some(kind) = stranger(&file) {
        return vec![Report::elsewhere(app, kind, file)];
    }
    let name = file.name.clone();
    let parts = match openable(file).await {
        Ok(parts) => parts,
        Err(words) => return vec![Report::new(name, Err(words))],
    };
    let mut made = Vec::new();
    for file in parts {
        let name = file.name.clone();
        let result = receive(app, file, Opens::Here).await;
        if let Ok((beside @ Received::Beside { .. }, _)) = &result {
            // Another partnership is open now, so this list may be gone with its page.
            app.tell(Tone::Info, beside.words());
        }
        made.push(Report::new(name, result));
    }
    made
}

/// A pasted text: a file's own text, or an acknowledgement with its words.
async fn take_text(app: App, words: String, text: RwSignal<String>, reports: RwSignal<Vec<Report>>) {
    let words = words.trim();
    if words.is_empty() {
        return app.tell(Tone::Warning, say("exchange.open.emptyPaste"));
    }
    if words.starts_with('{') || crate::seal::is_locked(words.as_bytes()) {
        let opened = Opened { name: String::new(), bytes: words.as_bytes().to_vec() };
        take_all(app, vec![Ok(opened)], reports).await;
        if reports.try_with(|all| all.iter().all(|r| r.tone != Tone::Warning)) == Some(true) {
            text.try_set(String::new());
        }
    } else if confirm(app, words).await {
        text.try_set(String::new());
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
