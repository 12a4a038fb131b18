//! The first step: the paper as a file or pasted, its title and its date.

use super::stage::{Stage, forget, keep, keep_mending, mending_here, scale, to_heading};
use crate::app::bringing::{Kept, Mending};
use crate::app::components::{
    Banner, Button, Details, DropArea, ErrorSummary, Field, FileInput, Page, Problem, Show, TakeFiles, TextInput, Tone,
    carries, live, only_one,
};
use crate::app::context::{App, use_app};
use crate::app::route::Route;
use crate::domain::read_day;
use crate::platform::files::{self, Chosen, Opened};
use crate::platform::time;
use crate::words::{count, fill, say};
use leptos::prelude::*;
use std::sync::Arc;

/// What is typed, pasted or chosen.
#[derive(Clone, Copy)]
struct Form {
    text: RwSignal<String>,
    /// The same words with their tables, as a word processor gives them; gone once somebody types.
    html: RwSignal<Option<String>>,
    file: RwSignal<Option<Opened>>,
    title: RwSignal<String>,
    date: RwSignal<String>,
    problems: RwSignal<Vec<Problem>>,
    not_kept: RwSignal<bool>,
    partnership: StoredValue<String>,
}

impl Form {
    fn new(kept: &Kept) -> Form {
        let is_file = !kept.name.is_empty();
        let bytes = || kept.text.clone().into_bytes();
        let file = is_file.then(|| Opened { name: kept.name.clone(), bytes: bytes() });
        let is_html = kept.format == "html" && !is_file;
        let date = kept.date.parse().map_or_else(|_| kept.date.clone(), crate::words::day);
        Form {
            text: RwSignal::new(if is_file {
                String::new()
            } else if is_html {
                crate::intake::plain_words(&kept.text)
            } else {
                kept.text.clone()
            }),
            html: RwSignal::new(is_html.then(|| kept.text.clone())),
            file: RwSignal::new(file),
            title: RwSignal::new(kept.title.clone()),
            date: RwSignal::new(date),
            problems: RwSignal::new(Vec::new()),
            not_kept: RwSignal::new(false),
            partnership: StoredValue::new(kept.partnership.clone()),
        }
    }

    /// The paper as it stands in the form. A file of letters that are no UTF-8 is kept once it is read.
    fn kept(self) -> Kept {
        let file = self.file.get_untracked();
        let html = self.html.get_untracked();
        let (name, text, format) = match (file, html) {
            (Some(file), _) => {
                let format = Kept::format_of(&file.name);
                (file.name, String::from_utf8(file.bytes).unwrap_or_default(), format)
            }
            (None, Some(html)) => (String::new(), html, "html".to_owned()),
            (None, None) => (String::new(), self.text.get_untracked(), String::new()),
        };
        let date = self.date.get_untracked();
        let date = read_day(&date).map_or(date, |d| d.to_string());
        let partnership = self.partnership.get_value();
        Kept { partnership, name, text, format, title: self.title.get_untracked(), date, read: false }
    }

    fn keep(self) {
        let kept = self.kept();
        if kept.text.is_empty() {
            return forget();
        }
        self.not_kept.set(!keep(&kept));
    }

    fn problem(self, field: &'static str, text: String) {
        self.problems.set(vec![Problem::new(field, text)]);
    }

    fn take_files(self, chosen: Chosen) {
        match only_one(chosen, "bringin.oneFile") {
            Ok(Some(file)) => {
                self.problems.set(Vec::new());
                self.file.set(Some(file));
                self.keep();
            }
            Ok(None) => {}
            Err(words) => self.problem("source-file", words),
        }
    }
}

/// The paper, its title and its date.
#[component]
pub(super) fn Source(stage: RwSignal<Stage>, waiting: RwSignal<Option<Kept>>, kept: Arc<Kept>) -> impl IntoView {
    let app = use_app();
    let form = Form::new(&kept);
    let busy = RwSignal::new(false);
    if let Some(file) = untrack(|| app.to_bring.try_update(Option::take)).flatten() {
        form.file.set(Some(file));
        form.keep();
    }
    // Whatever is put in here takes the place of what waited.
    Effect::new(move |_| {
        if form.file.with(Option::is_some) || form.text.with(|t| !t.is_empty()) {
            waiting.set(None);
        }
    });
    let read = move || {
        let date = form.date.get_untracked();
        if !date.trim().is_empty() && read_day(&date).is_none() {
            return form.problem("source-date", say("bringin.needDay"));
        }
        let kept = form.kept();
        let bytes = form.file.get_untracked().map_or_else(|| kept.text.clone().into_bytes(), |f| f.bytes);
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return form.problem("source-text", say("bringin.needPaper"));
        }
        form.problems.set(Vec::new());
        busy.set(true);
        // A moment for the screen to say so, then the reading itself.
        time::after(30, move || {
            busy.set(false);
            let field = if kept.name.is_empty() { "source-text" } else { "source-file" };
            match crate::intake::read(&bytes, &kept.options(scale(app))) {
                Err(refused) => form.problem(field, refused.to_string()),
                Ok(proposal) => {
                    // The text as it was understood, so that also a file of old letters can be kept.
                    let text: String = proposal.lines.iter().flat_map(|l| [l.text.as_str(), l.end]).collect();
                    let kept = Kept { text, read: true, ..kept };
                    waiting.set(None);
                    keep_mending(&Mending::default());
                    if !keep(&kept) {
                        app.tell(Tone::Warning, say("bringin.notKept"));
                    }
                    stage.set(Stage::Proposal(Arc::new((kept, proposal, Mending::default()))));
                    to_heading();
                }
            }
        });
    };
    let keep_typed = move |_| form.keep();
    view! {
        <Page title=say("bringin.title") back=(Route::Plan(Default::default()), say("plan.title"))>
            <p>{say("bringin.lead")}</p>
            <Waiting stage=stage waiting=waiting/>
            <ErrorSummary problems=form.problems/>
            <Paper form=form/>
            <div on:change=keep_typed>
                <TextInput id="source-title" label=say("bringin.planTitle") hint=say("bringin.planTitleHint") value=form.title/>
                <TextInput id="source-date" label=say("bringin.date") hint=say("bringin.dateHint") value=form.date problems=form.problems/>
            </div>
            {live(move || form.not_kept.get().then(|| view! { <p class="nhsuk-hint" role="status">{say("bringin.notKept")}</p> }))}
            <div class="gt-actions">
                // A paper that waits comes first.
                {live(move || {
                    let main = waiting.with(Option::is_none);
                    view! { <Button label=say("bringin.read") on_press=read main=main busy=busy/> }
                })}
                <span role="status">{live(move || busy.get().then(|| say("bringin.reading")))}</span>
            </div>
            <Details summary=say("bringin.howTo")>
                <ul class="nhsuk-list nhsuk-list--bullet">
                    <li>{say("bringin.howToWord")}</li>
                    <li>{say("bringin.howToSheet")}</li>
                    <li>{say("bringin.howToSlides")}</li>
                    <li>{say("bringin.howToPdf")}</li>
                </ul>
            </Details>
        </Page>
    }
    .into_any()
}

/// Where the file is dropped or chosen, or the words pasted.
#[component]
fn Paper(form: Form) -> impl IntoView {
    let take = TakeFiles::new(move |opened| form.take_files(opened));
    // The browser puts the plain words in; the tables that came with them are held beside.
    let came: StoredValue<Option<(String, String)>> = StoredValue::new(None);
    let paste = move |event: leptos::ev::ClipboardEvent| {
        let html = files::pasted(&event).filter(|t| t.contains("<table"));
        let before = form.text.get_untracked();
        came.set_value(html.map(|html| (before, html)));
    };
    let typed = move |event: leptos::ev::Event| {
        let now = event_target_value(&event);
        let held = form.html.get_untracked();
        form.html.set(match came.try_update_value(Option::take).flatten() {
            // A further table pasted behind the first.
            Some((before, html)) if !before.trim().is_empty() && now.starts_with(&before) => {
                held.map(|h| format!("{h}\n{html}"))
            }
            Some((_, html)) => Some(html),
            None => None,
        });
        form.text.set(now);
        form.keep();
    };
    let take_away = move || {
        form.file.set(None);
        form.keep();
    };
    view! {
        <DropArea take=take>
            <Field id="source-file" label=say("bringin.file") hint=say("bringin.fileHint") problems=form.problems>
                <FileInput id="source-file" take=take hinted=true problems=form.problems/>
            </Field>
            {live(move || form.file.get().map(|file| {
                let size = count("bringin.bytes", file.bytes.len().div_ceil(1024));
                view! {
                    <p role="status">{fill("bringin.chosen", &[("name", &file.name), ("size", &size)])}</p>
                    <Button label=say("bringin.takeAway") on_press=take_away small=true/>
                }
            }))}
            <Show when=move || form.file.with(Option::is_none)>
                {pasted(form, paste, typed)}
                {live(move || form.html.with(Option::is_some).then(|| view! { <p class="nhsuk-hint" role="status">{say("bringin.withTables")}</p> }))}
            </Show>
        </DropArea>
    }
    .into_any()
}

/// The field that a report is pasted or typed into.
fn pasted(
    form: Form,
    paste: impl FnMut(leptos::ev::ClipboardEvent) + Send + 'static,
    typed: impl FnMut(leptos::ev::Event) + Send + 'static,
) -> AnyView {
    let (described, class) = carries("source-text", false, form.problems, "nhsuk-textarea");
    view! {
        <Field id="source-text" label=say("bringin.paste") problems=form.problems>
            <textarea class=class id="source-text" rows="8" aria-describedby=described prop:value=move || form.text.get()
                on:paste=paste on:input=typed></textarea>
        </Field>
    }
    .into_any()
}

/// Offers to go on with the paper that was being brought in.
#[component]
fn Waiting(stage: RwSignal<Stage>, waiting: RwSignal<Option<Kept>>) -> impl IntoView {
    let app = use_app();
    let go_on = move || {
        let Some(kept) = waiting.get_untracked() else { return };
        waiting.set(None);
        go_on_with(app, stage, kept);
    };
    let throw_away = move || {
        forget();
        waiting.set(None);
        app.tell(Tone::Info, say("bringin.thrownAway"));
    };
    live(move || {
        waiting.get().map(|kept| {
            let text = match (kept.name.as_str(), kept.read) {
                ("", false) => say("bringin.waitingPasted"),
                ("", true) => say("bringin.waitingPastedRead"),
                (name, false) => fill("bringin.waitingFile", &[("name", &name)]),
                (name, true) => fill("bringin.waitingFileRead", &[("name", &name)]),
            };
            view! {
                <Banner tone=Tone::Info title=say("bringin.waiting") text=text>
                    <Button label=say("bringin.goOn") on_press=go_on main=true/>
                    <Button label=say("bringin.throwAway") on_press=throw_away/>
                </Banner>
            }
        })
    })
}

/// Goes on with a kept paper: to the proposal with everything mended so far, or back into the form.
fn go_on_with(app: App, stage: RwSignal<Stage>, kept: Kept) {
    if !kept.read {
        return stage.set(Stage::Source(Arc::new(kept)));
    }
    match crate::intake::read(kept.text.as_bytes(), &kept.options(scale(app))) {
        Ok(mut proposal) => {
            let mending = mending_here();
            for mend in &mending.mends {
                mend.apply(&mut proposal);
            }
            stage.set(Stage::Proposal(Arc::new((kept, proposal, mending))));
            to_heading();
        }
        Err(_) => stage.set(Stage::Source(Arc::new(kept))),
    }
}
