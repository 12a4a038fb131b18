//! The form: prompts, live checks, and the three ways it ends.

use super::keeper::{Keeper, Kept};
use crate::app::components::{
    Button, ChooseActions, CollectView, Covers, ErrorSummary, Problem, Select, Show, Tone, live,
};
use crate::app::context::{Said, Undo, use_app};
use crate::app::pages::action::{new_update, no_change as no_change_update, no_change_saved};
use crate::app::pages::measures::AddFigures;
use crate::app::route::Route;
use crate::domain::{Draft, Scale, Timescale, Update, fields as f, web_address};
use crate::ledger::UpdateNode;
use crate::ledger::changes::Work;
use crate::ledger::checks::{Check, Context, Written, check};
use crate::pencil::taking_back::TakingBack;
use crate::platform::{self, journal, time};
use crate::record::{Edit, Id};
use crate::store::ready::Way;
use crate::store::rows::DraftRow;
use crate::store::{Intent, RowChange, State, drafts, ready};
use crate::words::{fill, say};
use leptos::prelude::*;
use std::sync::Arc;

/// What a draft ends in: the edits, in the state as it is by then; `None` where it does not end because its update was sent.
type Ends = Arc<dyn Fn(&State) -> Option<Vec<Edit>>>;

/// The form of one draft.
#[component]
pub fn Form(
    action: Id,
    draft: Option<Id>,
    /// The words to begin with, where an update is changed.
    first: Option<DraftRow>,
    /// How far the update is on its way that is changed.
    way: Option<Way>,
    scale: Scale,
    last: Option<UpdateNode>,
) -> impl IntoView {
    let app = use_app();
    let changed = first.as_ref().filter(|_| way == Some(Way::Ready)).and_then(|row| row.id.parse::<Id>().ok());
    let keeper = Keeper::open(app, action, draft, first);
    let problems = RwSignal::new(Vec::<Problem>::new());
    let sure = RwSignal::new(false);
    let last_text = last.map(|u| u.narrative).unwrap_or_default();
    // What ends the draft can be taken back: then its words are a draft again.
    let end = move |edits: Ends, message: Said| {
        let row = keeper.row.get_untracked();
        leptos::task::spawn_local(async move {
            let mut back = TakingBack::default();
            let mut work = |s: &State| {
                let edits = edits(s)?;
                back = TakingBack::of(&s.ledger, &edits);
                Some(Intent { work: Work::typed(edits), rows: keeper.ending() })
            };
            match app.transact(&mut work).await {
                Ok(true) => {
                    keeper.ended();
                    let undo = if has_words(&row) { Undo::with_draft(back, row) } else { back.into() };
                    app.go_telling_saved(&Route::Action(action), message, undo);
                }
                Ok(false) => app.tell(Tone::Warning, say("draft.sentMeanwhile")),
                Err(_) => {}
            }
        });
    };
    let finish = move |draft: Draft, message: Said| {
        let id = platform::new_id();
        end(Arc::new(move |s| Some(ready::finished(s, draft.clone(), id))), message);
    };
    let take_out = move |update: Id| end(Arc::new(move |s| ready::ending_out(s, update)), say("draft.takenOut").into());
    let ready_now = move || {
        let row = keeper.row.get_untracked();
        let missing = row.fields.get(f::NARRATIVE).is_none_or(|n| n.trim().is_empty());
        // A rating alone, and "no change", have no words; they may be given another rating.
        let wordless = changed.is_some() && !has_words(&row);
        if missing && !wordless {
            return problems.set(vec![Problem::new("narrative", say("draft.needNarrative"))]);
        }
        let address = row.fields.get(f::EVIDENCE).map(|text| text.trim()).filter(|text| !text.is_empty());
        if address.is_some_and(|text| web_address(text).is_none()) {
            return problems.set(vec![Problem::new(f::EVIDENCE, say("pencil.wrong.web"))]);
        }
        problems.set(Vec::new());
        if let Some(mut draft) = finished(app, action, &row) {
            let same = |s: &State| changed.and_then(|id| s.ledger.update(id)).is_some_and(|update| update.no_change());
            if wordless && app.state.with_untracked(same) {
                draft.set(f::NO_CHANGE, true);
            }
            if changed.is_some() {
                return finish(draft, app.to_be_sent(say("draft.changed")));
            }
            let office = untrack(|| app.is_office());
            finish(draft, app.to_be_sent(say(if office { "draft.readyDoneOffice" } else { "draft.readyDone" })));
        }
    };
    let no_change = move || {
        let row = keeper.row.get_untracked();
        let Some(draft) = no_change_update(app, action, Some(&row)) else { return };
        let draft = also(draft, action, &row, |id| app.state.with_untracked(|s| s.rating_kept(id, Some(&row))));
        if !has_words(&row) {
            return finish(draft, no_change_saved(app));
        }
        // Words that were begun are no part of "no change", and stay a draft to come back to.
        leptos::task::spawn_local(async move {
            let both = Intent { work: Work::typed(draft.edits()), rows: vec![RowChange::Draft(row)] };
            if app.transact(&mut |_| Some(both.clone())).await.is_ok() {
                let told = app.to_be_sent(say("draft.noChangeKept"));
                app.go_telling(&Route::Action(action), Tone::Saved, told);
            }
        });
    };
    let throw_away = move || {
        if !sure.get_untracked() {
            return sure.set(true);
        }
        leptos::task::spawn_local(async move {
            if app.transact(&mut |_| Some(keeper.ending().into())).await.is_ok() {
                keeper.ended();
                app.go_telling(&Route::Action(action), Tone::Saved, say("draft.thrownAway"));
            }
        });
    };
    let ratings = std::iter::once((String::new(), say("rating.none")))
        .chain(scale.0.iter().map(|r| (r.key.clone(), r.name.clone())))
        .collect::<Vec<_>>();
    let key = action.to_string();
    let rating = {
        let key = key.clone();
        Signal::derive(move || keeper.row.with(|r| r.covers.get(&key).cloned().unwrap_or_default()))
    };
    let set_rating = move |v: String| {
        let key = key.clone();
        keeper.typed(move |r| {
            r.covers.insert(key, v);
        });
    };
    view! {
        <form class="gt-draft__form" on:submit=|e| e.prevent_default()>
            <ErrorSummary problems=problems/>
            <Others keeper=keeper action=action/>
            {keeper.recovered.then(|| view! { <p class="gt-meta" role="status">{say("draft.recovered")}</p> })}
            <Select id="draft-rating" label=say("draft.rating") options=ratings value=rating on_change=set_rating/>
            <Words keeper=keeper field=f::NARRATIVE rows=8 problems=problems/>
            <Words keeper=keeper field=f::WHAT_CHANGED rows=3/>
            <Words keeper=keeper field=f::NEXT_STEPS rows=3/>
            <Words keeper=keeper field=f::EXPECTED_BY rows=1/>
            <Words keeper=keeper field=f::HELP_NEEDED rows=2/>
            <Words keeper=keeper field=f::EVIDENCE rows=1 problems=problems/>
            <AddFigures of=action/>
            <AlsoCovers keeper=keeper action=action/>
            <Checks keeper=keeper last=last_text/>
            <div class="gt-actions">
                <Button label=say(if changed.is_some() { "draft.saveChange" } else { "draft.ready" }) on_press=ready_now main=true/>
                {changed.is_none().then(|| view! { <Button label=say("draft.noChange") on_press=no_change/> })}
                <SavedWords kept=keeper.kept nowhere=app.keeps_nothing/>
            </div>
            <div class="gt-actions">
                {changed.map(|id| view! { <Button label=say("draft.takeOut") on_press=move || take_out(id) small=true/> })}
                {live(move || {
                    if changed.is_some() && keeper.kept.get() == Kept::Nothing {
                        return ().into_any();
                    }
                    let label = if sure.get() { "draft.throwAwaySure" } else { "draft.throwAway" };
                    view! { <Button label=say(label) on_press=throw_away small=true warning=sure.get()/> }
                    .into_any()
                })}
            </div>
        </form>
    }
    .into_any()
}

/// Whether anything is written in a draft.
fn has_words(row: &DraftRow) -> bool {
    row.fields.iter().any(|(field, text)| field != f::ANSWERS && !text.trim().is_empty())
}

/// Other drafts on the same action, begun on another page of the app: each can be gone on with or thrown away.
#[component]
fn Others(keeper: Keeper, action: Id) -> impl IntoView {
    let app = use_app();
    live(move || {
        let this = keeper.row.with_untracked(|r| r.id.clone());
        let mut all = app.state.with(|s| drafts::on_action(s, journal::all(), action));
        all.retain(|d| d.row.id != this);
        let link = |d: drafts::Begun| {
            let words = drafts::first_words(&d.row);
            let label = match words.is_empty() {
                true => say("draft.otherEmpty"),
                false => fill("draft.other", &[("words", &words)]),
            };
            let id = d.row.id.parse::<Id>().ok()?;
            Some(view! { <li><a class="nhsuk-link" href=Route::Draft(id).href()>{label}</a></li> }.into_any())
        };
        (!all.is_empty()).then(|| {
            view! {
                <div class="nhsuk-inset-text">
                    <p>{say("draft.others")}</p>
                    <ul>{all.into_iter().filter_map(link).collect_view()}</ul>
                </div>
            }
        })
    })
}

/// The other actions that the same update speaks for, each with a rating of its own.
#[component]
fn AlsoCovers(keeper: Keeper, action: Id) -> impl IntoView {
    let app = use_app();
    let key = action.to_string();
    let others = {
        let key = key.clone();
        Signal::derive(move || {
            let mut covers: Covers = keeper.row.with(|r| r.covers.clone());
            covers.remove(&key);
            covers
        })
    };
    let change = Callback::new(move |(action, rating): (String, Option<String>)| {
        keeper.typed(move |r| match rating {
            Some(rating) => drop(r.covers.insert(action, rating)),
            None => drop(r.covers.remove(&action)),
        });
    });
    let open = RwSignal::new(others.with_untracked(|o| !o.is_empty()));
    let organisation = Signal::derive(move || app.about()?.organisation?.parse().ok());
    // An action belongs to one draft, or its page would not know which to open.
    let id = keeper.row.with_untracked(|r| r.id.clone());
    let mut without = app.state.with_untracked(|s| {
        let drafted = s.drafts.values().filter(|d| d.id != id);
        drafted.flat_map(|d| d.covers.keys().cloned()).collect::<Vec<_>>()
    });
    without.push(key);
    view! {
        <Show when=move || open.get() fallback=move || view! {
            <p><Button label=say("draft.alsoCovers") on_press=move || open.set(true) small=true/></p>
        }>
            <p class="nhsuk-hint">{say("draft.alsoHint")}</p>
            <ChooseActions id="also" legend=say("draft.alsoLegend") covers=others change=change
                organisation=organisation theirs="draft.yours" without=without.clone() most=20/>
        </Show>
    }
    .into_any()
}

/// The update with the other actions that the draft covers, each with a rating.
fn also(mut update: Draft, action: Id, row: &DraftRow, rating: impl Fn(Id) -> Option<String>) -> Draft {
    let others = row.covers.keys().filter_map(|id| id.parse::<Id>().ok());
    for other in others.filter(|id| *id != action) {
        let (field, value) = Update::covering(other, Some(&rating(other).unwrap_or_default()));
        update.set(field, value);
    }
    update
}

/// One prompt of the draft.
#[component]
fn Words(
    keeper: Keeper,
    field: &'static str,
    rows: u32,
    #[prop(optional, into)] problems: Signal<Vec<Problem>>,
) -> impl IntoView {
    let hint = match field {
        f::NARRATIVE => say("draft.narrativeHint"),
        f::EXPECTED_BY => say("draft.expectedByHint"),
        f::HELP_NEEDED => say("draft.helpNeededHint"),
        f::EVIDENCE => say("draft.evidenceHint"),
        _ => String::new(),
    };
    let described = (!hint.is_empty()).then(|| format!("{field}-hint"));
    let value = move || keeper.row.with(|r| r.fields.get(field).cloned().unwrap_or_default());
    let typed = move |e: leptos::ev::Event| {
        let text = event_target_value(&e);
        keeper.typed(move |r| {
            r.fields.insert(field.to_owned(), text);
        });
    };
    let control = if rows == 1 {
        view! { <input class="nhsuk-input" id=field type="text" autocomplete="off" aria-describedby=described
        prop:value=value on:input=typed/> }
        .into_any()
    } else {
        view! { <textarea class="nhsuk-textarea" id=field rows=rows aria-describedby=described
        prop:value=value on:input=typed></textarea> }
        .into_any()
    };
    view! {
        <crate::app::components::Field id=field label=say(&format!("draft.{field}")) hint=hint problems=problems>
            {control}
        </crate::app::components::Field>
    }
    .into_any()
}

/// Live checks in plain words; they never block.
#[component]
fn Checks(keeper: Keeper, last: String) -> impl IntoView {
    let found = Memo::new(move |_| {
        keeper.row.with(|r| {
            let part = |name: &str| r.fields.get(name).map_or("", String::as_str);
            let more = [f::WHAT_CHANGED, f::NEXT_STEPS, f::HELP_NEEDED].map(part).join("\n");
            let written = Written { narrative: part(f::NARRATIVE), more: &more, by: part(f::EXPECTED_BY) };
            check(written, &Context { last: &last, today: Some(time::today()) })
        })
    });
    let items = move || {
        let found = found.get();
        let typed = keeper.row.with(|r| r.fields.values().any(|v| !v.trim().is_empty()));
        if found.is_empty() {
            return typed
                .then(|| view! { <li class="gt-checks__item gt-checks__item--fine">{say("check.none")}</li> })
                .into_any();
        }
        let item = |c: Check| {
            let look = if matches!(c, Check::Personal(..)) { "care" } else { "look" };
            view! { <li class=format!("gt-checks__item gt-checks__item--{look}")>{c.words()}</li> }
        };
        found.into_iter().map(item).collect_view().into_any()
    };
    view! {
        <section class="gt-checks" aria-labelledby="checks-title">
            <h2 class="gt-checks__title" id="checks-title">{say("check.title")}</h2>
            <ul class="gt-checks__list" aria-live="polite">{items}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn SavedWords(kept: RwSignal<Kept>, nowhere: RwSignal<bool>) -> impl IntoView {
    live(move || {
        let (class, words) = match kept.get() {
            Kept::Nothing => return ().into_any(),
            _ if nowhere.get() => ("failed", say("status.notKept")),
            Kept::Soon => ("saving", say("draft.keptForNow")),
            Kept::Saved(at) => ("saved", fill("draft.savedAt", &[("time", &time::clock_text(at))])),
            Kept::Failed => ("failed", say("draft.notSaved")),
            Kept::Ended => ("failed", say("draft.endedElsewhere")),
        };
        view! { <span class=format!("gt-saved gt-saved--{class}") role="status">{words}</span> }.into_any()
    })
}

/// The update that a draft becomes.
fn finished(app: crate::app::context::App, action: Id, row: &DraftRow) -> Option<Draft> {
    let rating = row.covers.get(&action.to_string()).filter(|r| !r.is_empty());
    let mut draft = new_update(app, action, rating.map(String::as_str))?;
    draft = also(draft, action, row, |id| row.covers.get(&id.to_string()).cloned());
    // The draft's own id, so that finishing twice (two windows) makes one update.
    draft.id = row.id.parse().unwrap_or(draft.id);
    if let Some(former) = &row.revises {
        draft.set(f::REVISES, former.as_str());
    }
    for (field, text) in &row.fields {
        if field == f::EXPECTED_BY {
            if !text.trim().is_empty() {
                draft.set(f::EXPECTED_BY, Timescale::read(text.trim(), Some(time::today())).to_value());
            }
        } else if field == f::EVIDENCE {
            let address = web_address(text);
            draft.set(f::EVIDENCE, address.unwrap_or_else(|| text.trim().to_owned()));
        } else {
            draft.set(field.as_str(), text.trim());
        }
    }
    Some(draft)
}
