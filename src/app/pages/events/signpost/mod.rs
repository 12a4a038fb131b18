//! Where to signpost to: services by need, those open now first. Two taps lead to a service: what it is for, and the
//! service. What is chosen stays while the app is open, so that "back" leads to the same list.

mod at_stall;
mod card;
mod wrong;

pub use card::Service;

use crate::app::components::{Button, CollectView, Empty, Page, Select, keyed, live};
use crate::app::context::{App, use_app};
use crate::app::pages::events::safety::Safety;
use crate::app::route::Route;
use crate::days::hours::WallTime;
use crate::domain::{Topic, kind};
use crate::events::services::{Wanted, find, languages};
use crate::events::topics;
use crate::ledger::Ledger;
use crate::platform::{page, time};
use crate::record::Id;
use crate::report;
use crate::words::{count, say};
use at_stall::{at_stall, clock};
use leptos::prelude::*;
use std::cell::RefCell;

/// What is chosen; no topic until one is (then perhaps the empty one, which is every need).
#[derive(Debug, Clone, PartialEq, Default)]
struct Chosen {
    topic: Option<String>,
    language: String,
    open: bool,
    free: bool,
}

thread_local! {
    static LAST: RefCell<Chosen> = RefCell::default();
}

/// The needs that any service helps with: id and word.
fn needs(ledger: &Ledger) -> Vec<(String, String)> {
    let now = WallTime::at(0);
    let helps = |t: &Topic| !find(ledger, &Wanted { topic: t.id.clone(), ..Wanted::default() }, now).is_empty();
    let all = topics(ledger, None, &Default::default()).into_iter().filter(helps);
    all.map(|t| (t.id, t.word)).chain([(String::new(), say("signpost.needAll"))]).collect()
}

/// Services by need.
#[component]
pub fn Services(
    /// The event at whose stall they are looked at.
    event: Option<Id>,
) -> impl IntoView {
    let app = use_app();
    let now = clock();
    let needs = StoredValue::new(app.state.with_untracked(|s| needs(&s.ledger)));
    let none = app.state.with_untracked(|s| s.ledger.of_kind(kind::SERVICE).next().is_none());
    let mut last = LAST.with_borrow(Clone::clone);
    last.topic = last.topic.filter(|id| needs.with_value(|all| all.iter().any(|(known, _)| known == id)));
    let chosen = RwSignal::new(last);
    Effect::new(move |_| LAST.set(chosen.get()));
    let list = match none {
        true => view! { <Empty lead=say("signpost.none") hint=say("signpost.noneHint")/> }.into_any(),
        false => view! {
            <Safety event=event/>
            {live(move || match chosen.with(|c| c.topic.clone()) {
                None => ask(needs, chosen),
                Some(topic) => asked(needs, chosen, &topic),
            })}
            <Narrower app=app chosen=chosen/>
            {live(move || {
                let fitting = found(app, event, &chosen.get(), now.get()).len();
                let clear = move || chosen.set(Chosen::default());
                view! {
                    <p class="gt-filters__result" role="status">{count("signpost.found", fitting)}</p>
                    {(fitting == 0).then(|| view! {
                        <Empty lead=say("signpost.nothingFits") hint=say("signpost.nothingFitsHint")/>
                        <Button label=say("signpost.clear") on_press=clear/>
                    })}
                }
            })}
            <ul class="gt-services">
                {keyed(move || found(app, event, &chosen.get(), now.get()), String::clone, |html| {
                    view! { <li class="gt-service" inner_html=html></li> }.into_any()
                })}
            </ul>
        }
        .into_any(),
    };
    view! {
        <Page title=say("signpost.title") back=event.map_or_else(|| (Route::Events, say("nav.events")), at_stall)>
            {list}
            <p><a class="nhsuk-link" href=Route::ChangeService(None).href()>{say("signpost.add")}</a></p>
        </Page>
    }
    .into_any()
}

/// The services that fit, as the list shows them.
fn found(app: App, event: Option<Id>, chosen: &Chosen, now: WallTime) -> Vec<String> {
    let wanted = Wanted {
        topic: chosen.topic.clone().unwrap_or_default(),
        language: chosen.language.clone(),
        open_at: chosen.open.then_some(now),
        free: chosen.free,
    };
    let lines = app.state.with(|s| find(&s.ledger, &wanted, now));
    let card = |id: Id| event.map_or(Route::Service(id), |event| Route::ServiceAt(event, id));
    lines.iter().map(|line| report::service_line(line, &card(line.id).href())).collect()
}

/// A large button for each need.
fn ask(needs: StoredValue<Vec<(String, String)>>, chosen: RwSignal<Chosen>) -> AnyView {
    let one = move |(id, word): (String, String)| {
        let choose = move |_| {
            chosen.update(|c| c.topic = Some(id.clone()));
            // The button with the focus goes.
            time::after(0, || page::focus("need"));
        };
        view! { <button class="gt-choice" type="button" on:click=choose>{word}</button> }
    };
    let all = needs.get_value().into_iter().map(one).collect_view();
    view! {
        <h2 class="nhsuk-heading-m" id="needs">{say("signpost.need")}</h2>
        <div class="gt-choices" role="group" aria-labelledby="needs">{all}</div>
    }
    .into_any()
}

/// The need that was chosen, and the way back to the others.
fn asked(needs: StoredValue<Vec<(String, String)>>, chosen: RwSignal<Chosen>, topic: &str) -> AnyView {
    let word = needs.with_value(|all| all.iter().find(|(id, _)| id == topic).map(|(_, word)| word.clone()));
    let again = move || chosen.update(|c| c.topic = None);
    view! {
        <div class="gt-chosen">
            <h2 class="nhsuk-heading-m" id="need" tabindex="-1">{word}</h2>
            <Button label=say("signpost.needChange") on_press=again/>
        </div>
    }
    .into_any()
}

/// Open now, free, a language.
#[component]
fn Narrower(app: App, chosen: RwSignal<Chosen>) -> impl IntoView {
    let flip = move |key: &'static str, get: fn(&mut Chosen) -> &mut bool| {
        let on = move || chosen.with(|c| *get(&mut c.clone()));
        view! {
            <button class="gt-choice gt-choice--flip" type="button" aria-pressed=move || on().to_string()
                on:click=move |_| chosen.update(|c| { let on = get(c); *on = !*on; })>
                {say(key)}
            </button>
        }
    };
    let spoken = app.state.with_untracked(|s| languages(&s.ledger));
    let language = (spoken.len() > 1).then(|| {
        let any = (String::new(), say("signpost.anyLanguage"));
        let options = std::iter::once(any).chain(spoken.into_iter().map(|l| (l.clone(), l))).collect();
        let value = Signal::derive(move || chosen.with(|c| c.language.clone()));
        view! {
            <Select id="language" label=say("signpost.language") options=options value=value
                on_change=move |language| chosen.update(|c| c.language = language)/>
        }
    });
    view! {
        <div class="gt-choices gt-choices--row">
            {flip("signpost.openOnly", |c| &mut c.open)}
            {flip("signpost.freeOnly", |c| &mut c.free)}
            {language}
        </div>
    }
    .into_any()
}
