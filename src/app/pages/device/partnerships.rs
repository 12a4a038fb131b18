//! The partnerships on this device: opening another one, and removing the open one.

use super::backup::save_backup;
use super::section::section;
use crate::app::components::{Button, CollectView, Details, ErrorSummary, Problem, Show, TextInput, Tone, live};
use crate::app::context::{App, use_app};
use crate::platform::database::BrowserStore;
use crate::platform::{kept, page};
use crate::store::rows::About;
use crate::store::{Store, Table};
use crate::words::{day_text, fill, say};
use leptos::prelude::*;

/// A partnership in this browser.
#[derive(Clone, PartialEq)]
struct Known {
    id: String,
    name: String,
    /// What it holds, so that two of one name can be told apart.
    holds: String,
}

impl Known {
    fn of(id: String, about: About) -> Known {
        let holds = match &about.issue {
            _ if about.sample => say("device.partnerships.sample"),
            Some(issue) => {
                let day = day_text(&issue.created);
                fill("device.partnerships.issue", &[("number", &issue.number), ("day", &day)])
            }
            None => say("device.partnerships.noIssue"),
        };
        Known { id, name: about.partnership_name, holds }
    }
}

/// The partnerships this browser holds, by name. Databases in which nobody has begun are left out.
async fn known() -> Vec<Known> {
    let mut known = Vec::new();
    for id in kept::names().await {
        let Ok(store) = BrowserStore::open(&id).await else { continue };
        let rows = store.rows(Table::Meta, "about").await;
        store.close();
        let Ok(rows) = rows else { continue };
        let about = rows.iter().find(|(key, _)| key == "about");
        if let Some(about) = about.and_then(|(_, text)| serde_json::from_str::<About>(text).ok()) {
            known.push(Known::of(id, about));
        }
    }
    known.sort_by(|a, b| a.name.cmp(&b.name));
    known
}

/// Which partnerships are here.
#[component]
pub fn Partnerships() -> impl IntoView {
    let app = use_app();
    let all = RwSignal::new(Vec::<Known>::new());
    let here = Memo::new(move |_| {
        app.state.with(|s| s.about.as_ref().map(|about| Known::of(about.partnership.clone(), about.clone())))
    });
    Effect::new(move |_| {
        // Listed again when another one is open, since that may be new.
        let _ = here.get();
        leptos::task::spawn_local(async move {
            let known = known().await;
            let _ = all.try_set(known);
        });
    });
    let others = move || {
        let open = here.get().map(|here| here.id);
        all.get().into_iter().filter(|one| Some(&one.id) != open.as_ref()).collect::<Vec<_>>()
    };
    let other = move |Known { id, name, holds }: Known| {
        let open = {
            let name = name.clone();
            move || {
                let (id, name) = (id.clone(), name.clone());
                leptos::task::spawn_local(async move {
                    if app.open(&id).await.is_ok() {
                        page::focus_heading();
                        app.tell(Tone::Done, fill("device.partnerships.opened", &[("name", &name)]));
                    }
                });
            }
        };
        let label = fill("device.partnerships.open", &[("name", &name)]);
        view! { <li>{name} <br/> <span class="gt-meta">{holds}</span> <br/> <Button label=label on_press=open small=true/></li> }
    };
    let content = view! {
        {live(move || here.get().map(|Known { name, holds, .. }| {
            view! { <p>{fill("device.partnerships.here", &[("name", &name)])} <br/> <span class="gt-meta">{holds}</span></p> }
        }))}
        {live(move || alike(here.get(), others()).map(|name| {
            view! { <p class="nhsuk-inset-text">{fill("device.partnerships.alike", &[("name", &name)])}</p> }
        }))}
        <Show when=move || !others().is_empty()>
            <p>{say("device.partnerships.others")}</p>
            <ul class="nhsuk-list">{live(move || others().into_iter().map(other).collect_view())}</ul>
        </Show>
        <Details summary=say("device.forget.title")>
            <Forget app=app/>
        </Details>
    };
    section("partnerships-title", "device.partnerships.title", content)
}

/// The name that two partnerships on this device share, if two do.
fn alike(here: Option<Known>, others: Vec<Known>) -> Option<String> {
    let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let mut names: Vec<String> = here.into_iter().chain(others).map(|one| one.name).collect();
    names.sort_by_key(|name| plain(name));
    names.windows(2).find_map(|pair| match pair {
        [one, other] if plain(one) == plain(other) => Some(one.clone()),
        _ => None,
    })
}

/// Removing the open partnership from this device, after a file was offered and a word typed.
#[component]
fn Forget(app: App) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<Problem>::new());
    let busy = RwSignal::new(false);
    let word = say("device.forget.word");
    let save = move || save_backup(app);
    let hint = fill("device.forget.typeHint", &[("word", &word)]);
    let forget = move || {
        if typed.with_untracked(|t| t.trim().to_lowercase() != word.to_lowercase()) {
            let text = fill("device.forget.needWord", &[("word", &word)]);
            return problems.set(vec![Problem::new("forget-word", text)]);
        }
        problems.set(Vec::new());
        busy.set(true);
        leptos::task::spawn_local(async move {
            match app.forget().await {
                Ok(()) => {
                    page::focus_heading();
                    app.tell(Tone::Done, say("device.forget.done"));
                }
                Err(e) => app.tell(Tone::Warning, e.words()),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <p>{say("device.forget.what")}</p>
        <ErrorSummary problems=problems/>
        <Button label=say("device.forget.saveFirst") on_press=save/>
        <TextInput id="forget-word" label=say("device.forget.type") hint=hint value=typed problems=problems/>
        <Button label=say("device.forget.yes") on_press=forget warning=true busy=busy/>
    }
    .into_any()
}
