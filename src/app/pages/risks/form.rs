//! Writing a risk: a new one, or one that has changed, was escalated or closed. Everybody may; from outside the office
//! it goes with the next file to send, and the office looks at it like at any change to the plan.

use crate::app::components::{
    Button, ChooseActions, CollectView, Covers, Details, ErrorSummary, Page, Problem, RatingTag, Select, TextInput,
    live,
};
use crate::app::context::{App, use_app};
use crate::app::pages::NotHere;
use crate::app::route::Route;
use crate::app::typed::{Recovered, Typed};
use crate::domain::{Level, Risk, kind};
use crate::forms::mail::read_day;
use crate::ledger::changes::Work;
use crate::ledger::risks::{RiskWords, WrongRisk};
use crate::platform;
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;

/// The texts of the form, by their names in it.
fn texts(words: RiskWords) -> Vec<(String, String)> {
    let actions = words.actions.iter().map(Id::to_string).collect::<Vec<_>>().join(" ");
    let texts = [
        ("statement", words.statement),
        ("cause", words.cause),
        ("effect", words.effect),
        ("likelihood", words.likelihood),
        ("impact", words.impact),
        ("controls", words.controls),
        ("owner", words.owner),
        ("escalatedTo", words.escalated_to),
        ("escalatedOn", words.escalated_on),
        ("closed", words.closed),
        ("actions", actions),
    ];
    texts.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

fn typed(form: Typed) -> RiskWords {
    let text = |name: &str| form.text(name).get();
    // A day as people type it; what is none stays as it is, to be refused.
    let day = |name: &str| {
        let typed = text(name);
        read_day(&typed).map_or(typed, |day| day.to_string())
    };
    RiskWords {
        statement: text("statement"),
        cause: text("cause"),
        effect: text("effect"),
        likelihood: text("likelihood"),
        impact: text("impact"),
        controls: text("controls"),
        owner: text("owner"),
        escalated_to: text("escalatedTo"),
        escalated_on: day("escalatedOn"),
        closed: day("closed"),
        actions: text("actions").split_whitespace().filter_map(|id| id.parse().ok()).collect(),
    }
}

fn field(wrong: WrongRisk) -> &'static str {
    match wrong {
        WrongRisk::NoStatement => "risk-statement",
        WrongRisk::HalfScored => "risk-likelihood",
        WrongRisk::Escalated => "risk-escalated-on",
        WrongRisk::Closed => "risk-closed",
    }
}

/// The form of a risk.
#[component]
pub fn ChangeRisk(risk: Option<Id>) -> impl IntoView {
    let app = use_app();
    let known = app.state.with_untracked(|s| {
        let known = risk.and_then(|id| s.ledger.live(id, kind::RISK)).map(Risk);
        known.map(|known| RiskWords::of(&s.ledger, known))
    });
    if risk.is_some() && known.is_none() {
        return view! { <NotHere/> }.into_any();
    }
    let first = known.unwrap_or_default();
    let (title, back) = match risk {
        Some(id) => (say("risk.changeTitle"), (Route::Risk(id), first.statement.clone())),
        None => (say("risk.newTitle"), (Route::Risks, say("risk.title"))),
    };
    let partnership = app.about().map(|a| a.partnership).unwrap_or_default();
    let key = risk.map_or_else(|| format!("risk.{partnership}"), |id| format!("risk.{id}"));
    let form = Typed::open(key, texts(first)).on(app, risk.as_slice());
    let problems = RwSignal::new(Vec::<Problem>::new());
    let busy = RwSignal::new(false);
    let save = move || save(app, risk, form, problems, busy);
    let organisations = app.state.with_untracked(|s| s.ledger.organisations());
    let organisations: Vec<String> = organisations.into_iter().map(|(_, name)| name).collect();
    let scale = move |id: &'static str, of: &'static str| {
        let value = form.text(of);
        let step = |n: u8| (n.to_string(), say(&format!("risk.{of}.n{n}")));
        let options = std::iter::once((String::new(), say("risk.level.none"))).chain((1..=5).map(step)).collect();
        let label = say(&format!("risk.form.{of}"));
        view! { <Select id=id label=label options=options value=value on_change=move |v| value.set(v) problems=problems/> }
            .into_any()
    };
    // One place each for the two sorts of fields: there are eight of them, and each has a weight.
    let hint_of = |hint: &str| if hint.is_empty() { String::new() } else { say(hint) };
    let line = move |id: &'static str, name: &str, hint: &str, suggestions: Vec<String>| {
        let (label, hint, value) = (say(&format!("risk.form.{name}")), hint_of(hint), form.text(name));
        view! { <TextInput id=id label=label hint=hint value=value suggestions=suggestions problems=problems/> }
            .into_any()
    };
    let several = move |id: &'static str, name: &str, hint: &str| {
        let (label, hint, value) = (say(&format!("risk.form.{name}")), hint_of(hint), form.text(name));
        view! { <TextInput id=id label=label hint=hint value=value rows=3 problems=problems/> }.into_any()
    };
    let closed = form.text("closed").with_untracked(|day| !day.is_empty());
    let close = risk.is_some().then(|| {
        view! {
            <Details summary=say("risk.form.closedTitle") open=closed>
                {line("risk-closed", "closed", "risk.form.closedHint", Vec::new())}
            </Details>
        }
    });
    view! {
        <Page title=title back=back>
            <ErrorSummary problems=problems/>
            <Recovered form=form/>
            {several("risk-statement", "statement", "risk.form.statementHint")}
            {several("risk-cause", "cause", "")}
            {several("risk-effect", "effect", "")}
            <p class="nhsuk-hint">{say("risk.form.scoreHint")}</p>
            {scale("risk-likelihood", "likelihood")}
            {scale("risk-impact", "impact")}
            <p role="status">{live(move || view! { <RatingTag rating=Some(Level::shown(typed(form).score()))/> })}</p>
            {several("risk-controls", "controls", "")}
            {line("risk-owner", "owner", "risk.form.ownerHint", organisations)}
            {actions(form.text("actions"))}
            {line("risk-escalated-to", "escalatedTo", "risk.form.escalatedToHint", Vec::new())}
            {line("risk-escalated-on", "escalatedOn", "risk.form.dayHint", Vec::new())}
            {close}
            <div aria-live="polite">{live(move || care(form))}</div>
            <div class="gt-actions"><Button label=say("risk.form.save") on_press=save main=true busy=busy/></div>
        </Page>
    }
    .into_any()
}

/// The actions that it bears on; `chosen` holds their ids with spaces between them.
fn actions(chosen: RwSignal<String>) -> AnyView {
    let covers = Signal::derive(move || -> Covers {
        chosen.with(|ids| ids.split_whitespace().map(|id| (id.to_owned(), String::new())).collect())
    });
    let change = Callback::new(move |(action, linked): (String, Option<String>)| {
        chosen.update(|ids| {
            let others = ids.split_whitespace().filter(|id| **id != *action);
            *ids = others.chain(linked.is_some().then_some(action.as_str())).collect::<Vec<_>>().join(" ");
        });
    });
    view! {
        <ChooseActions id="risk-actions" legend=say("risk.form.actions") covers=covers change=change organisation=None
            theirs="heard.sort.theirs" most=6 unrated=true/>
    }
    .into_any()
}

/// What looks like somebody's personal data.
fn care(form: Typed) -> AnyView {
    let found = typed(form).personal();
    if found.is_empty() {
        return ().into_any();
    }
    let items = found.into_iter().map(|(kind, words)| {
        view! { <li class="gt-checks__item gt-checks__item--care">{kind.warning(&words)}</li> }
    });
    view! {
        <section class="gt-checks" aria-labelledby="care-title">
            <h2 class="gt-checks__title" id="care-title">{say("risk.form.care")}</h2>
            <ul class="gt-checks__list">{items.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn save(app: App, risk: Option<Id>, form: Typed, problems: RwSignal<Vec<Problem>>, busy: RwSignal<bool>) {
    let words = untrack(|| typed(form));
    problems.set(words.wrong().into_iter().map(|w| Problem { field: field(w), text: w.words() }).collect());
    if problems.with_untracked(|p| !p.is_empty()) {
        return;
    }
    let id = risk.unwrap_or_else(platform::new_id);
    let plan = app.tree.with_untracked(|tree| tree.as_ref().map(|tree| tree.id));
    let same = app.state.with_untracked(|s| words.edits(&s.ledger, id, plan).is_empty());
    let told = match (same, untrack(|| app.is_office())) {
        (true, _) => "risk.form.unchanged",
        (_, true) => "risk.form.savedOffice",
        _ => "risk.form.saved",
    };
    busy.set(true);
    leptos::task::spawn_local(async move {
        if form.save(app, &mut |s| Some(Work::typed(words.edits(&s.ledger, id, plan)))).await {
            app.go_telling(&Route::Risk(id), "success", say(told));
        }
        busy.try_set(false);
    });
}
