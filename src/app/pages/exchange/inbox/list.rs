//! The list: what was opened just now first, then what waits, or what was done or put away.

use super::super::between::between_files;
use super::super::open::Paste;
use super::super::plan_first::plan_first;
use super::away::PutAway;
use super::files::{File, Stands, files};
use super::{asked, news::News, words};
use crate::app::came::{Came, Needs};
use crate::app::components::{Button, CollectView, Details, Empty, FileLabel, Select, Tone, keyed, live};
use crate::app::context::{App, use_app};
use crate::app::copying::copy;
use crate::app::inbox;
use crate::app::pages::take_back;
use crate::app::route::Route;
use crate::post::Head;
use crate::record::Id;
use crate::store::waiting;
use crate::words::{count, fill, say};
use leptos::prelude::*;

/// One row: what was opened just now, a file that is stored, or both.
#[derive(Clone)]
struct Row {
    came: Option<Came>,
    file: Option<File>,
}

impl Row {
    /// Another one as soon as anything of it changes.
    fn key(&self) -> String {
        let came = self.came.as_ref().map(|came| came.key);
        format!("{came:?} {:?}", self.file)
    }
}

/// What is shown: a state's name, or all.
const ALL: &str = "all";

fn rows(came: Vec<Came>, stored: Vec<File>, shown: &str) -> Vec<Row> {
    let just_now = |file: &File| came.iter().any(|came| came.file.is_some_and(|id| id.to_string() == file.id));
    let (with, without): (Vec<File>, Vec<File>) = stored.into_iter().partition(just_now);
    let of = |came: Came| {
        let file = came.file.and_then(|id| with.iter().find(|file| file.id == id.to_string()));
        let stands = file.map(|file| file.stands);
        // What was looked at since is no news any more.
        let is_over = matches!(came.needs, Needs::Look(_)) && stands != Some(Stands::Waits);
        Row { file: file.cloned(), came: (!is_over).then_some(came) }
    };
    let mut rows: Vec<Row> = came.into_iter().map(of).collect();
    rows.extend(without.into_iter().map(|file| Row { came: None, file: Some(file) }));
    let fits = |row: &Row| match &row.file {
        Some(file) => row.came.is_some() || shown == ALL || file.stands.name() == shown,
        None => row.came.is_some(),
    };
    rows.retain(fits);
    // Opened twice at once, it is one file all the same.
    let mut seen = std::collections::BTreeSet::new();
    rows.retain(|row| row.file.as_ref().is_none_or(|file| seen.insert(file.id.clone())));
    rows
}

/// The list.
#[component]
pub fn List(paste: Paste) -> impl IntoView {
    let app = use_app();
    let stored = between_files(app, files);
    let shown = RwSignal::new(Stands::Waits.name().to_owned());
    let all = Memo::new_with_compare(
        move |_| {
            let here = app.state.with(|s| s.about.as_ref().map(|a| a.partnership.clone())).unwrap_or_default();
            let came = app.inbox.get().into_iter().filter(|came| came.partnership == here).collect();
            rows(came, stored.get(), &shown.get())
        },
        |a: Option<&Vec<Row>>, b| match (a, b) {
            (Some(a), Some(b)) => a.len() != b.len() || a.iter().zip(b).any(|(a, b)| a.key() != b.key()),
            _ => true,
        },
    );
    let count_of = move |stands: Stands| stored.with(|all| all.iter().filter(|f| f.stands == stands).count());
    let options = [Stands::Waits, Stands::Done, Stands::Away]
        .map(|s| (s.name().to_owned(), say(&format!("exchange.senders.{}", s.name()))));
    let options: Vec<(String, String)> = options.into_iter().chain([(ALL.to_owned(), say("inbox.all"))]).collect();
    let asks =
        move || all.with(|all| all.iter().filter(|row| row.came.as_ref().is_some_and(|c| c.needs.asks())).count());
    let told = move || {
        let (waits, asks) = (count_of(Stands::Waits), asks());
        let parts = [(waits, "inbox.waits"), (asks, "inbox.toSay")];
        parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, key)| count(key, n)).collect::<Vec<_>>().join(" ")
    };
    view! {
        <section aria-labelledby="waiting-title">
            <h2 class="nhsuk-heading-m" id="waiting-title">{say("inbox.title")}</h2>
            <p role="status">{told}</p>
            {live(move || (count_of(Stands::Waits) > 1).then(|| view! {
                <p><a class="nhsuk-link" href=Route::Review(None).href()>{count("exchange.waiting.together", count_of(Stands::Waits))}</a></p>
            }))}
            <Select id="inbox-show" label=say("inbox.show") options=options value=shown on_change=move |value| shown.set(value)/>
            {live(move || all.with(Vec::is_empty).then(|| match shown.with(|s| s == Stands::Waits.name()) {
                true => view! { <Empty lead=say("exchange.waiting.none") hint=say("exchange.waiting.noneHint")/> }.into_any(),
                false => view! { <Empty lead=say("inbox.none")/> }.into_any(),
            }))}
            <ul class="gt-list">
                {keyed(move || all.get(), Row::key, move |row| row_view(app, paste, row))}
            </ul>
        </section>
    }
    .into_any()
}

fn row_view(app: App, paste: Paste, row: Row) -> AnyView {
    let Row { came, file } = row;
    let pasted = || say("inbox.pasted");
    let named = came.as_ref().map(|came| if came.name.is_empty() { pasted() } else { came.name.clone() });
    let title = file.as_ref().map(|file| file.who.clone()).or(named.clone()).unwrap_or_default();
    let what = file.as_ref().map(|file| file.what.clone());
    let by = came.as_ref().and_then(|came| came.from.as_ref()).map(Head::who).filter(|who| !who.is_empty());
    let by = by.map(|who| fill("inbox.by", &[("who", &who)]));
    let facts =
        by.into_iter().chain(what).chain(file.as_ref().and(named)).chain(file.iter().flat_map(|f| f.facts.clone()));
    let facts = facts.map(|fact| view! { <li>{fact}</li> }).collect_view();
    let look = file.as_ref().filter(|file| file.stands == Stands::Waits).and_then(|file| file.id.parse::<Id>().ok());
    let needs = came.as_ref().map(|came| came.needs.clone());
    let mail = came.as_ref().and_then(|came| came.from.clone());
    let key = came.as_ref().map(|came| came.key).unwrap_or_default();
    // Whose it is, is said once, with the way to naming its sender.
    let label = file.as_ref().map(|file| view! { <FileLabel file=file.id.clone()/> });
    // A changed copy of a file that is here has that file's id, and another signature.
    let known = file.as_ref().and_then(|file| app.state.with_untracked(|s| s.label(&file.id)));
    let came = came.map(|came| Came { label: came.label.filter(|label| Some(label) != known.as_ref()), ..came });
    let act = match (needs, look) {
        (Some(Needs::Answers(answers)), _) => asked::answers(app, key, *answers),
        (Some(Needs::Words(text, pasted)), _) => words::words(app, paste, key, text, pasted, mail.clone()),
        (Some(Needs::BringIn(paper)), _) => {
            let bring = move || {
                app.to_bring.set(Some(paper.clone()));
                app.go(&Route::BringIn);
            };
            view! { <div class="gt-actions"><Button label=say("inbox.bringIn") on_press=bring small=true/></div> }
                .into_any()
        }
        (Some(Needs::Partnership(other)), _) => {
            let open = move || leptos::task::spawn_local(inbox::beside(app, other.clone()));
            view! { <div class="gt-actions"><Button label=say("exchange.open.beside") on_press=open small=true/></div> }
                .into_any()
        }
        (Some(Needs::PlanFile(other)), _) => plan_first(app, key, other),
        (_, Some(id)) => {
            let who = title.clone();
            view! {
                <div class="gt-actions">
                    <a class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" href=Route::Review(Some(id)).href()>
                        {say("exchange.open.toReview")} <span class="gt-visually-hidden">": " {who}</span>
                    </a>
                </div>
            }
            .into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <li class="gt-list__item"><div class="gt-stack gt-stack--s">
            <h3 class="nhsuk-heading-s nhsuk-u-margin-bottom-0">{title.clone()}</h3>
            <ul class="gt-meta">{facts}</ul>
            {came.map(|came| view! { <News came=came named=true/> })}
            {label}
            {act}
            {file.and_then(|file| beside(app, file))}
        </div></li>
    }
    .into_any()
}

/// What else can be done with a file, behind one line.
fn beside(app: App, file: File) -> Option<AnyView> {
    let File { id, who, more, acknowledgement, undoable, may_go, .. } = file;
    if more.is_empty() && acknowledgement.is_none() && !undoable && !may_go {
        return None;
    }
    let lines = more.into_iter().map(|line| view! { <p class="gt-meta">{line}</p> }).collect_view();
    let told = id.clone();
    let ack = acknowledgement.map(|text| {
        let copied = text.clone();
        let press = move || copy_to_tell(app, copied.clone(), told.clone());
        view! {
            <p>{text}</p>
            <div class="gt-actions"><Button label=say("exchange.senders.copy") small=true on_press=press/></div>
        }
    });
    let undone = id.clone();
    let undo = move || {
        let id = undone.clone();
        leptos::task::spawn_local(async move {
            let Ok(file) = id.parse() else { return };
            if take_back(app, file).await {
                let waits = app.state.with_untracked(|s| s.staged.iter().any(|s| s.row.id == id));
                app.tell(Tone::Saved, say(if waits { "review.takenBackWaits" } else { "review.takenBack" }));
            }
        });
    };
    let summary = say("inbox.more");
    Some(
        view! {
            <Details summary=summary>
                {lines}
                {ack}
                {undoable.then(|| view! { <Button label=say("review.takeBack") small=true on_press=undo/> })}
                {may_go.then(|| view! { <PutAway file=id who=who/> })}
            </Details>
        }
        .into_any(),
    )
}

/// Copies the words that tell a sender that the file arrived. From then on the sender counts as told, and will not send
/// it again. Noted first: what was told and not noted could be put away unused.
fn copy_to_tell(app: App, text: String, file: String) {
    leptos::task::spawn_local(async move {
        let mut build = |s: &crate::store::State| waiting::told(s, &file).map(Into::into);
        if app.transact(&mut build).await.is_ok() {
            copy(app, text);
        }
    });
}
