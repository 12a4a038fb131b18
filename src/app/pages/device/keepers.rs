//! The office's key once it is ready: its check words, and who else in the office has one.

use crate::app::components::{Button, CollectView, Details, TextInput, Tone, WordsToCompare};
use crate::app::context::App;
use crate::app::copying::copy;
use crate::store::keys::{Keeper, KeysRow, MAX_KEEPERS, NotAdded, office_words};
use crate::words::{fill, say};
use leptos::prelude::*;

/// The key is ready: its words, and who else can open what is sent to the office.
pub(super) fn ready(app: App, keys: &KeysRow) -> AnyView {
    let own = keys.proven().map(|o| o.keeper.clone());
    let carried = keys.to_carry();
    // Those of the last plan file, which is what people telephone about.
    let words = (!keys.keepers.is_empty()).then(|| office_words(&keys.keepers));
    let words = match words {
        Some(words) => view! { <WordsToCompare label=say("device.keys.words") words=words/> }.into_any(),
        None => view! { <p>{say("device.keys.noWords")}</p> }.into_any(),
    };
    let changed = (!keys.keepers.is_empty() && (!keys.adding.is_empty() || !keys.leaving.is_empty()))
        .then(|| view! { <p>{say("device.keys.changed")}</p> });
    // Nothing is locked for a key before a plan file says that it is the office's.
    let named = own.as_ref().is_some_and(|o| keys.is_keeper(&o.key));
    let ready = say(if named { "device.keys.ready" } else { "device.keys.notNamed" });
    let own_key = own.as_ref().map(|o| o.key);
    let others = carried.iter().filter(|k| Some(k.key) != own_key).map(|k| other(app, k)).collect_view();
    let line = own.map(|o| o.line()).unwrap_or_default();
    view! {
        <p>{ready}</p>
        {words}
        {changed}
        <Details summary=say("device.keys.others")>
            <p>{fill("device.keys.othersHint", &[("most", &MAX_KEEPERS)])}</p>
            <p>{line.clone()}</p>
            <Button label=say("device.keys.copy") small=true on_press=move || copy(app, line.clone())/>
            <ul class="nhsuk-list">{others}</ul>
            {adding(app)}
        </Details>
    }
    .into_any()
}

/// Another keeper, with the way to taking the key out.
fn other(app: App, keeper: &Keeper) -> AnyView {
    let key = keeper.key;
    let out = move || app.save_keys(Box::new(move |keys| keys.take_out(key)), "device.keys.takenOut");
    let name = keeper.name.clone();
    let label = fill("device.keys.takeOut", &[("name", &name)]);
    view! { <li>{name} " " <Button label=label small=true on_press=out/></li> }.into_any()
}

/// The field for another keeper's line.
fn adding(app: App) -> AnyView {
    let line = RwSignal::new(String::new());
    let add = move || {
        let mut keys = app.state.with_untracked(|s| s.keys.clone());
        match keys.add(&line.get_untracked()) {
            Ok(()) => {
                let line = line.get_untracked();
                // Where another window has taken up the last place meanwhile, nothing is added, and the list shows it.
                app.save_keys(Box::new(move |row| _ = row.add(&line)), "device.keys.added");
            }
            Err(NotAdded::NotAKeeper) => app.tell(Tone::Warning, say("device.keys.notALine")),
            Err(NotAdded::TooMany) => app.tell(Tone::Warning, fill("device.keys.tooMany", &[("most", &MAX_KEEPERS)])),
        }
    };
    view! {
        <TextInput id="keeper-line" label=say("device.keys.line") value=line/>
        <Button label=say("device.keys.add") on_press=add/>
    }
    .into_any()
}
