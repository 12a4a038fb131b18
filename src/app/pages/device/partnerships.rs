//! The partnerships on this device: opening another one, and removing the open one.

use super::backup::save_backup;
use super::section;
use crate::app::components::{Button, CollectView, Details, ErrorSummary, Problem, Show, TextInput, live};
use crate::app::context::{App, use_app};
use crate::platform::database::BrowserStore;
use crate::platform::{kept, page};
use crate::store::rows::About;
use crate::store::{Store, Table};
use crate::words::{fill, say};
use leptos::prelude::*;

/// A partnership in this browser: its id, and its name where one was given.
type Known = (String, String);

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
            known.push((id, about.partnership_name));
        }
    }
    crate::record::sort(&mut known, |a, b| a.1.cmp(&b.1));
    known
}

/// Which partnerships are here.
#[component]
pub fn Partnerships() -> impl IntoView {
    let app = use_app();
    let all = RwSignal::new(Vec::<Known>::new());
    let here = Memo::new(move |_| {
        app.state.with(|s| s.about.as_ref().map(|a| (a.partnership.clone(), a.partnership_name.clone())))
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
        let open = here.get().map(|(id, _)| id);
        all.get().into_iter().filter(|(id, _)| Some(id) != open.as_ref()).collect::<Vec<_>>()
    };
    let other = move |(id, name): Known| {
        let open = {
            let name = name.clone();
            move || {
                let (id, name) = (id.clone(), name.clone());
                leptos::task::spawn_local(async move {
                    if app.open(&id).await.is_ok() {
                        page::focus_heading();
                        app.tell("done", fill("device.partnerships.opened", &[("name", &name)]));
                    }
                });
            }
        };
        let label = fill("device.partnerships.open", &[("name", &name)]);
        view! { <li>{name} " " <Button label=label on_press=open small=true/></li> }
    };
    let content = view! {
        <p>{live(move || here.get().map(|(_, name)| fill("device.partnerships.here", &[("name", &name)])))}</p>
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
            return problems.set(vec![Problem { field: "forget-word", text }]);
        }
        problems.set(Vec::new());
        busy.set(true);
        leptos::task::spawn_local(async move {
            match app.forget().await {
                Ok(()) => {
                    page::focus_heading();
                    app.tell("done", say("device.forget.done"));
                }
                Err(e) => app.tell("warning", e.words()),
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
