//! Reading back what owners filled in or wrote: what was understood, action by action, what was not, and
//! putting it in to be looked at like any file that was sent.

use crate::app::components::{
    Button, CollectView, DropArea, FileInput, Paragraphs, Select, TakeFiles, TextInput, Tone, live, only_one,
};
use crate::app::context::{App, use_app};
use crate::app::route::Route;
use crate::app::stage;
use crate::app::typed::{Recovered, Typed};
use crate::domain::Draft;
use crate::domain::read_day;
use crate::forms::{self, Answer, Answers, Known, Refused, Said};
use crate::platform::time;
use crate::record::Id;
use crate::store::waiting::put_in_on;
use crate::words::{count, day, day_text, fill, say};
use leptos::prelude::*;

/// What the page holds while somebody looks at answers.
#[derive(Clone, Copy)]
struct Looking {
    answers: RwSignal<Option<Answers>>,
    who: RwSignal<String>,
    /// When they said it.
    when: RwSignal<String>,
    reply: RwSignal<String>,
    organisation: RwSignal<String>,
    problem: RwSignal<String>,
    busy: RwSignal<bool>,
    /// The pasted reply, kept until it is put in; and whether it is what is being looked at.
    form: Typed,
    is_reply: StoredValue<bool>,
}

fn known(app: App) -> Option<Known> {
    let tree = app.tree.get_untracked()?;
    app.state.with_untracked(|s| Some(Known::of(&s.ledger, &tree, &s.about.as_ref()?.partnership()?).on(time::today())))
}

impl Looking {
    fn take(self, app: App, read: impl FnOnce(&Known) -> Result<Answers, Refused>) {
        let Some(known) = known(app) else { return };
        match read(&known) {
            Ok(answers) => {
                let before = read_before(app, &answers);
                self.problem.set(String::new());
                // The same form once more: nothing to look at, and nothing that would wait twice.
                if let Some(Some(day)) = before.iter().max().filter(|_| before.iter().all(Option::is_some)) {
                    self.answers.set(None);
                    return app.tell(Tone::Info, fill("cycle.back.already", &[("day", &day_text(day))]));
                }
                let who = app.state.with_untracked(|s| Said::of(&answers, &s.ledger).who);
                self.who.set(who);
                // Where the form gives a day that was not understood, a person says which.
                let said = answers.date.or_else(|| answers.date_words.trim().is_empty().then(time::today));
                self.when.set(said.map(day).unwrap_or_default());
                self.answers.set(Some(answers));
            }
            Err(refused) => self.problem.set(refused.to_string()),
        }
    }

    /// Puts it in: a file of its own that waits to be looked at.
    fn put_in(self, app: App) {
        let Some(mut answers) = self.answers.get_untracked() else { return };
        answers.filled_in_by = self.who.get_untracked().trim().to_owned();
        let Some(when) = read_day(&self.when.get_untracked()) else {
            return self.problem.set(say("bringin.needDay"));
        };
        let mut said = app.state.with_untracked(|s| Said::of(&answers, &s.ledger));
        said.when = Some(when);
        let Some(voice) = stage::voice(app) else { return };
        let proposed = forms::updates(&answers, &said, voice.today);
        let drafts: Vec<_> = proposed.into_iter().flat_map(|p| p.update.into_iter().chain(p.figures)).collect();
        // What was read before waits, or is in the record, already.
        let new = |draft: &Draft| app.state.with_untracked(|s| put_in_on(s, draft.id)).is_none();
        let drafts: Vec<_> = drafts.into_iter().filter(new).collect();
        if drafts.is_empty() {
            return self.problem.set(say("cycle.back.nothing"));
        }
        let organisation = said.organisation.map(|o| app.state.with_untracked(|s| s.ledger.organisation_name(o, "")));
        let from = fill("putin.from", &[("who", &said.who), ("organisation", &organisation.unwrap_or_default())]);
        let name = fill("putin.fileName", &[("who", &said.who)]);
        let bundle = voice.bundle(&said.who, said.organisation, &drafts);
        self.busy.set(true);
        let reply = self.is_reply.get_value().then(|| self.form.key());
        leptos::task::spawn_local(async move {
            let file = stage::stage(app, bundle, name, from).await;
            self.busy.try_set(false);
            if let Some(file) = file {
                reply.iter().for_each(|reply| self.form.clear_all(reply));
                app.go(&Route::Review(Some(file)));
            }
        });
    }
}

/// Where filled-in forms and replies are read.
#[component]
pub fn ReadBack() -> impl IntoView {
    let app = use_app();
    let (reply, organisation) = (RwSignal::default(), RwSignal::default());
    let plan = app.tree.with_untracked(|t| t.as_ref().map(|t| t.id.to_string())).unwrap_or_default();
    let looking = Looking {
        answers: RwSignal::new(None),
        who: RwSignal::default(),
        when: RwSignal::default(),
        reply,
        organisation,
        problem: RwSignal::default(),
        busy: RwSignal::default(),
        form: Typed::keep(format!("reply.{plan}"), &[("reply", reply), ("organisation", organisation)]),
        is_reply: StoredValue::new(false),
    };
    // A form that was opened on another page.
    if let Some(file) = app.to_read.try_update(Option::take).flatten() {
        looking.take(app, |known| forms::read(&file.bytes, known));
    }
    let take = TakeFiles::new(move |chosen| match only_one(chosen, "cycle.back.one") {
        Ok(Some(file)) => {
            looking.is_reply.set_value(false);
            looking.take(app, |known| forms::read(&file.bytes, known));
        }
        Ok(None) => {}
        Err(words) => looking.problem.set(words),
    });
    let read_reply = move || {
        let text = looking.reply.get_untracked();
        let organisation = looking.organisation.get_untracked().parse().ok();
        looking.is_reply.set_value(true);
        looking.take(app, |known| forms::read_reply(&text, known, organisation));
    };
    let owners = app.tree.with_untracked(|t| t.as_ref().map(|t| forms::owners(t)).unwrap_or_default());
    let none = (String::new(), say("cycle.back.choose"));
    let options = [none].into_iter().chain(owners.into_iter().map(|(id, name, _)| (id.to_string(), name))).collect();
    view! {
        <section aria-labelledby="back-title">
            <h2 class="nhsuk-heading-m" id="back-title">{say("cycle.back.title")}</h2>
            <p>{say("cycle.back.hint")}</p>
            <DropArea take=take>
                <label class="nhsuk-label nhsuk-label--s" for="form-file">{say("cycle.back.file")}</label>
                <FileInput id="form-file" take=take accept=".docx,.xlsx,.odt"/>
                <Select id="reply-organisation" label=say("cycle.back.organisation") options=options
                    value=looking.organisation on_change=move |id| looking.organisation.set(id)/>
                <Recovered form=looking.form/>
                <TextInput id="reply-text" rows=6 label=say("cycle.back.reply") hint=say("cycle.back.replyHint") value=looking.reply/>
                <div class="gt-actions"><Button label=say("cycle.back.read") on_press=read_reply/></div>
            </DropArea>
            <div role="status">
                {live(move || Some(looking.problem.get()).filter(|p| !p.is_empty()).map(|p| view! { <p class="nhsuk-error-message">{p}</p> }))}
            </div>
            {live(move || looking.answers.get().map(|answers| shown(app, looking, answers)))}
        </section>
    }
    .into_any()
}

/// For each answer, the day on which it was read before, where it was.
fn read_before(app: App, answers: &Answers) -> Vec<Option<String>> {
    app.state.with_untracked(|s| {
        let said = Said::of(answers, &s.ledger);
        forms::read_before(answers, &said, time::today(), &|id| put_in_on(s, id))
    })
}

fn shown(app: App, looking: Looking, answers: Answers) -> AnyView {
    let before = read_before(app, &answers);
    let list = |items: Vec<String>| {
        let items = items.into_iter().map(|i| view! { <li>{i}</li> }).collect_view();
        view! { <ul class="nhsuk-list nhsuk-list--bullet">{items}</ul> }
    };
    let leftovers: Vec<String> = answers
        .leftovers
        .iter()
        .map(|l| fill("cycle.back.leftover", &[("place", &l.place.words()), ("words", &l.words), ("why", &l.why)]))
        .collect();
    let understood = count("cycle.back.understood", answers.answers.len());
    let rows = answers.answers.into_iter().zip(before).enumerate();
    let rows = rows.map(|(n, (a, before))| answer(app, looking, n, a, before)).collect_view();
    let put_in = move || looking.put_in(app);
    view! {
        <div class="gt-stack" id="answers">
            <h3 class="nhsuk-heading-s" role="status">{understood}</h3>
            {(!answers.remarks.is_empty()).then(|| list(answers.remarks))}
            <ul class="gt-list">{rows}</ul>
            {(!leftovers.is_empty()).then(|| view! {
                <h3 class="nhsuk-heading-s">{say("cycle.back.leftovers")}</h3>
                {list(leftovers)}
            })}
            <TextInput id="answers-who" label=say("putin.who") value=looking.who/>
            <TextInput id="answers-when" label=say("putin.when") hint=say("bringin.dateHint") value=looking.when/>
            <div class="gt-actions"><Button label=say("putin.putIn") on_press=put_in main=true busy=looking.busy/></div>
            <p class="nhsuk-hint">{say("putin.putInHint")}</p>
        </div>
    }
    .into_any()
}

/// One action's answer; where no action fits, a person says which.
fn answer(app: App, looking: Looking, n: usize, answer: Answer, before: Option<String>) -> AnyView {
    let rating = |key: &String| {
        let scale = app.tree.with_untracked(|t| t.as_ref().map(|t| t.scale.clone()))?;
        scale.0.iter().find(|r| r.key == *key).map(|r| r.name.clone())
    };
    let labelled = |key: &str, words: &str| {
        (!words.trim().is_empty()).then(|| format!("{}: {words}", say(&format!("forms.label.{key}"))))
    };
    let rated = answer.rating.as_ref().map(|r| rating(r).unwrap_or_else(|| r.clone())).unwrap_or_default();
    let mut lines: Vec<String> = [
        labelled("update", &answer.update),
        labelled("rating", &rated),
        labelled("next", &answer.next_step),
        labelled("when", &answer.by_when),
        labelled("help", &answer.help),
    ]
    .into_iter()
    .flatten()
    .collect();
    lines.extend(answer.figures.iter().map(|figure| format!("{}: {}", figure.name, figure.value)));
    let lines = lines.into_iter().map(|l| view! { <Paragraphs text=l/> }).collect_view();
    let choose = answer.action.is_none().then(|| {
        let actions = app.tree.with_untracked(|t| {
            let all = t.iter().flat_map(|t| t.placed_actions().map(|a| (a.id.to_string(), format!("{} {}", a.number, a.title))));
            all.collect::<Vec<_>>()
        });
        let options = [(String::new(), say("cycle.back.chooseAction"))].into_iter().chain(actions).collect();
        let set = move |id: String| {
            looking.answers.update(|all| {
                let one = all.as_mut().and_then(|a| a.answers.get_mut(n));
                if let (Some(one), Ok(id)) = (one, id.parse::<Id>()) {
                    one.action = Some(id);
                }
            });
        };
        view! {
            <Select id="answer-action" label=say("cycle.back.whichAction") options=options value=Signal::stored(String::new()) on_change=set/>
        }
    });
    view! {
        <li class="gt-list__item"><div class="gt-stack gt-stack--s">
            <h4 class="nhsuk-heading-xs nhsuk-u-margin-bottom-0">{answer.heading}</h4>
            {before.map(|on| view! { <p class="gt-meta">{fill("cycle.back.before", &[("day", &day_text(&on))])}</p> })}
            {lines}
            {choose}
        </div></li>
    }
    .into_any()
}
