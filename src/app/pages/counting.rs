//! How we count: the topics at every event and which are sensitive, the rule for small numbers, what a year aims at, and
//! the measures that stand beside the year. Only the office decides it.

mod saving;
mod small;

use crate::app::components::{
    Button, CollectView, ErrorSummary, Fieldset, Keys, Page, Problem, Select, TextInput, Tick, keyed, live,
};
use crate::app::context::{App, of_record, use_app};
use crate::app::route::Route;
use crate::domain::{Counts, Measure, PICTURES, Topic, kind};
use crate::events::rules::{self, WrongTopic};
use crate::events::{Year, topics, years};
use crate::platform::{page, time};
use crate::store::State;
use crate::words::say;
use leptos::prelude::*;
use saving::{Open, Problems, ends, now, save};

/// How the partnership counts.
#[component]
pub fn HowWeCount() -> impl IntoView {
    let app = use_app();
    let back = (Route::Events, say("heard.backEvents"));
    let problems: Problems = RwSignal::new(Vec::new());
    let content = match untrack(|| app.is_office()) {
        false => view! { <p>{say("counting.notOffice")}</p> }.into_any(),
        true => view! {
            <p>{say("counting.lead")}</p>
            <ErrorSummary problems=problems/>
            <div class="gt-stack gt-stack--l">
                {topics_view(app, problems)} {small::small_view(app, problems)} {goals_view(app, problems)} {measures_view(app)}
            </div>
        }
        .into_any(),
    };
    view! { <Page title=say("counting.title") back=back>{content}</Page> }.into_any()
}

fn topics_view(app: App, problems: Problems) -> AnyView {
    let open: Open = RwSignal::new(None);
    let offered = move || of_record(app, |ledger| topics(ledger, None, &Counts::new()));
    let away = move || of_record(app, rules::put_away);
    let key = |t: &Topic| format!("{} {} {}", t.id, t.word, t.picture);
    let put_away = move |topic: Topic| {
        let id = topic.id;
        let back = move || {
            let id = id.clone();
            save(app, Box::new(move |s| rules::bring_topic_back(&s.ledger, &id)), Box::new(|| ()));
        };
        let buttons = view! { <Button label=say("counting.back") on_press=back small=true/> }.into_any();
        line(topic.word, buttons)
    };
    let none = live(move || match away().is_empty() {
        true => view! { <p>{say("counting.putAwayNone")}</p> }.into_any(),
        false => ().into_any(),
    });
    let new = live(move || match open.get().as_deref() {
        Some("") => topic_form(app, open, problems, None),
        _ => view! { <Button label=say("counting.add") on_press=move || start(open, String::new())/> }.into_any(),
    });
    view! {
        <section aria-labelledby="topics-title">
            <h2 class="nhsuk-heading-m" id="topics-title">{say("counting.topics")}</h2>
            <p>{say("counting.topicsHint")}</p>
            <ul class="gt-list">{keyed(offered, key, move |topic| offered_topic(app, open, problems, topic))}</ul>
            {new}
            <h3 class="nhsuk-heading-s nhsuk-u-margin-top-5">{say("counting.putAway")}</h3>
            {none}
            <ul class="gt-list">{keyed(away, key, put_away)}</ul>
        </section>
    }
    .into_any()
}

fn start(open: Open, topic: String) {
    open.set(Some(topic));
    time::after(0, || page::focus("topic-word"));
}

fn line(word: String, buttons: AnyView) -> AnyView {
    view! {
        <li class="gt-list__item">
            <div class="gt-stack gt-stack--s">
                <h3 class="nhsuk-heading-s nhsuk-u-margin-bottom-0">{word.clone()}</h3>
                <div class="gt-actions gt-actions--row" role="group" aria-label=word>{buttons}</div>
            </div>
        </li>
    }
    .into_any()
}

fn offered_topic(app: App, open: Open, problems: Problems, topic: Topic) -> AnyView {
    let shown = topic.clone();
    let id = StoredValue::new(topic.id);
    let moved = move |up: bool| {
        move || {
            let id = id.get_value();
            save(app, Box::new(move |s| rules::move_topic(&s.ledger, &id, up)), Box::new(|| ()));
        }
    };
    let away = move || {
        let id = id.get_value();
        save(app, Box::new(move |s| rules::put_topic_away(&s.ledger, &id)), Box::new(|| ()));
    };
    let sensitive = move || id.with_value(|id| of_record(app, |ledger| rules::is_sensitive(ledger, id)));
    let flip = move || {
        let (id, is) = (id.get_value(), !untrack(sensitive));
        save(app, Box::new(move |_| Some(rules::set_sensitive(&id, is))), Box::new(|| ()));
    };
    let row = move || {
        let topic = shown.clone();
        if open.with(|open| open.as_deref() == Some(topic.id.as_str())) {
            return topic_form(app, open, problems, Some(topic));
        }
        let buttons = view! {
            <Button label=say("counting.change") on_press=move || start(open, id.get_value()) small=true/>
            <Button label=say("counting.up") on_press=moved(true) small=true/>
            <Button label=say("counting.down") on_press=moved(false) small=true/>
            <Button label=say("counting.away") on_press=away small=true/>
            <Button label=say(if sensitive() { "counting.alone" } else { "counting.together" }) on_press=flip small=true/>
            {sensitive().then(|| view! { <span class="gt-meta">{say("counting.sensitive")}</span> })}
        };
        line(topic.word, buttons.into_any())
    };
    live(row)
}

/// A picture's name in words: that of the topic it was drawn for, or its own.
fn picture_word(picture: &str) -> String {
    let starting = Topic::starting().into_iter().find(|t| t.id == picture);
    starting.map_or_else(|| say(&format!("picture.{picture}")), |t| t.word)
}

/// The form of a topic, or of a new one.
fn topic_form(app: App, open: Open, problems: Problems, topic: Option<Topic>) -> AnyView {
    let word = RwSignal::new(topic.as_ref().map(|t| t.word.clone()).unwrap_or_default());
    let picture = RwSignal::new(topic.as_ref().map_or("topic", |t| t.picture.as_str()).to_owned());
    let id = topic.map(|t| t.id);
    let had = now(app);
    let on_save = move || {
        let (word, picture, id, had) = (word.get_untracked(), picture.get_untracked(), id.clone(), had.clone());
        let work = move |s: &State| match &id {
            Some(id) => rules::change_topic(&s.ledger, id, &word, &picture),
            None => rules::new_topic(&s.ledger, &word, &picture),
        };
        let why = match app.state.with_untracked(&work) {
            Ok(_) => {
                problems.set(Vec::new());
                let build = move |s: &State| Some(work(s).ok()?.of_form(&had));
                return save(app, Box::new(build), Box::new(move || drop(open.try_set(None))));
            }
            Err(WrongTopic::NoWord) => "counting.needWord",
            Err(WrongTopic::Known) => "counting.known",
        };
        problems.set(vec![Problem::new("topic-word", say(why))]);
    };
    let options = PICTURES.map(|p| (p.to_owned(), picture_word(p))).to_vec();
    view! {
        <div>
            <TextInput id="topic-word" label=say("counting.word") hint=say("counting.wordHint") value=word problems=problems/>
            <Select id="topic-picture" label=say("counting.picture") options=options value=picture
                on_change=move |p| picture.set(p)/>
            {ends("counting.save", Box::new(on_save), Some(open))}
        </div>
    }
    .into_any()
}

fn goals_view(app: App, problems: Problems) -> AnyView {
    let this = Year::of(time::today());
    let mut all = app.state.with_untracked(|s| years(&s.ledger, time::today()).0);
    all.push(Year(this.0.saturating_add(1)));
    all.sort_by(|a, b| b.cmp(a));
    all.dedup();
    let options = all.into_iter().map(|y| (y.0.to_string(), y.words())).collect();
    let year = RwSignal::new(this.0);
    let (events, ambassadors) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let show = move |of: i16| {
        let (e, a) = app.state.with_untracked(|s| rules::goal(&s.ledger, of));
        let text = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
        events.set(text(e));
        ambassadors.set(text(a));
        year.set(of);
    };
    show(this.0);
    let had = StoredValue::new(now(app));
    let on_save = move || {
        let fields = [("goal-events", events), ("goal-ambassadors", ambassadors)];
        let read = fields.map(|(field, typed)| {
            let typed = typed.get_untracked();
            let number = typed.trim().parse::<u64>().ok();
            (number, (number.is_none() && !typed.trim().is_empty()).then_some(field))
        });
        let wrong = read.into_iter().filter_map(|(_, field)| field);
        let wrong: Vec<Problem> = wrong.map(|field| Problem::new(field, say("counting.needNumber"))).collect();
        let fine = wrong.is_empty();
        problems.set(wrong);
        if fine {
            let [(events, _), (ambassadors, _)] = read;
            let year = year.get_untracked();
            let goal = move || rules::set_goal(year, events, ambassadors).of_form(&had.get_value());
            save(app, Box::new(move |_| Some(goal())), Box::new(move || drop(had.try_set_value(now(app)))));
        }
    };
    view! {
        <section aria-labelledby="goals-title">
            <h2 class="nhsuk-heading-m" id="goals-title">{say("counting.goals")}</h2>
            <p class="gt-meta">{say("counting.goalHint")}</p>
            <Select id="goal-year" label=say("counting.goalYear") options=options value=Signal::derive(move || year.get().to_string())
                on_change=move |y| show(y.parse().unwrap_or(this.0))/>
            <TextInput id="goal-events" label=say("counting.goalEvents") value=events keys=Keys::Number problems=problems/>
            <TextInput id="goal-ambassadors" label=say("counting.goalAmbassadors") value=ambassadors keys=Keys::Number problems=problems/>
            {ends("counting.saveGoal", Box::new(on_save), None)}
        </section>
    }
    .into_any()
}

fn measures_view(app: App) -> AnyView {
    let all: Vec<(crate::record::Id, String)> = app.state.with_untracked(|s| {
        let mut all: Vec<_> = s.ledger.of_kind(kind::MEASURE).map(|r| (r.id, Measure(r).name().to_owned())).collect();
        all.sort_by(|a, b| a.1.cmp(&b.1));
        all
    });
    let none = all.is_empty().then(|| view! { <p>{say("counting.measuresNone")}</p> });
    let boxes = all.into_iter().map(|(id, name)| {
        let box_id = format!("measure-{id}");
        let is_on = Signal::derive(move || app.state.with(|s| rules::measures(&s.ledger).iter().any(|m| m.id() == id)));
        let flip = move |on: bool| {
            save(app, Box::new(move |_| Some(rules::show_measure(id, on))), Box::new(|| ()));
        };
        view! { <Tick id=box_id on=is_on flip=flip>{name}</Tick> }
    });
    let boxes = boxes.collect_view();
    view! {
        <Fieldset id="measures" legend=say("counting.measures") hint=say("counting.measuresHint") heading=true>
            {none}
            <div class="nhsuk-checkboxes">{boxes}</div>
        </Fieldset>
    }
    .into_any()
}
