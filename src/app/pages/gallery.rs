//! Every component in every state it has, for whoever builds and tests the app: there in debug builds alone (`#/components`), so
//! that its words are no sentences of the app. `script/gallery` walks it.

use crate::app::components::{
    AtEvent, Banner, Button, Checkboxes, ChooseActions, CollectView, Covers, Details, Direction, DropArea, Empty,
    ErrorSummary, Field, Fieldset, FileInput, Keys, Moves, PICTURES, Page, Paragraphs, Picture, Problem, Radio, Radios,
    RatingBar, RatingTag, Secret, Select, SummaryList, TakeFiles, TextInput, Tick, Tone, WordDiff, WordsToCompare,
    bars, label_view,
};
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::domain::Scale;
use crate::record::Id;
use crate::store::trust::Label;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The problems that the fields of the gallery have, one each.
fn problems() -> Signal<Vec<Problem>> {
    let of = ["line-wrong", "lines-wrong", "select-wrong", "ticks-wrong", "radios-wrong", "file-wrong", "secret-wrong"];
    let all = of.map(|id| Problem::new(id, format!("What is wrong with {id}, and what to do"))).to_vec();
    Signal::derive(move || all.clone())
}

/// The page of every component.
#[component]
pub fn Gallery() -> impl IntoView {
    view! {
        <Page title="Every component" back=(Route::Today, "Back link".to_owned()) caption="A caption">
            <p class="nhsuk-lede-text">"What pages share, in every state."</p>
            <Summary/>
            <Buttons/>
            <Banners/>
            <Messages/>
            <TextFields/>
            <Choices/>
            <Files/>
            <Facts/>
            <Ratings/>
            <Texts/>
        </Page>
    }
    .into_any()
}

#[component]
fn Section(
    /// What it is called.
    name: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="gt-stack">
            <h2 class="nhsuk-heading-m">{name}</h2>
            {children()}
        </section>
    }
    .into_any()
}

#[component]
fn Summary() -> impl IntoView {
    view! { <ErrorSummary problems=problems()/> }
}

#[component]
fn Buttons() -> impl IntoView {
    let app = use_app();
    let press = move || app.tell(Tone::Info, "It was pressed.");
    view! {
        <Section name="Buttons">
            <div class="gt-actions">
                <Button label="The main one" on_press=press main=true/>
                <Button label="Another" on_press=press/>
                <Button label="Removes something" on_press=press warning=true/>
            </div>
            <div class="gt-actions">
                <Button label="Main, small" on_press=press main=true small=true/>
                <Button label="Another, small" on_press=press small=true/>
                <Button label="Removes, small" on_press=press warning=true small=true/>
            </div>
            <div class="gt-actions">
                <Button label="Main, busy" on_press=press main=true busy=true/>
                <Button label="Another, busy" on_press=press busy=true/>
                <Button label="Removes, busy" on_press=press warning=true busy=true/>
            </div>
        </Section>
    }
}

#[component]
fn Banners() -> impl IntoView {
    let all = [(Tone::Warning, "A warning"), (Tone::Info, "To know"), (Tone::Saved, "Saved"), (Tone::Done, "Done")];
    let plain = all.map(|(tone, title)| view! { <Banner tone=tone title=title text="One line.\nAnother line."/> });
    view! {
        <Section name="Banners">
            {plain.collect_view()}
            <Banner tone=Tone::Info text="Without a title, with something to press">
                <Button label="Press in a banner" on_press=|| ()/>
            </Banner>
            {label_view(Label { words: "A file as it should be".into(), warning: false })}
            {label_view(Label { words: "A file to look at twice".into(), warning: true })}
        </Section>
    }
}

/// The message of the moment, brought up by a press each.
#[component]
fn Messages() -> impl IntoView {
    let app = use_app();
    let tones = [(Tone::Warning, "warning"), (Tone::Info, "info"), (Tone::Saved, "saved"), (Tone::Done, "done")];
    let one = move |(tone, name): (Tone, &'static str)| {
        let press = move || app.tell(tone, format!("A message that is {name}.\nWith a second line."));
        view! { <Button label=format!("Say {name}") on_press=press small=true/> }
    };
    let buttons = tones.map(one).collect_view();
    view! { <Section name="Messages"><div class="gt-actions">{buttons}</div></Section> }
}

#[component]
fn TextFields() -> impl IntoView {
    let text = |words: &str| RwSignal::new(words.to_owned());
    let wrong = problems();
    view! {
        <Section name="Typing">
            <TextInput id="line" label="A line" value=text("")/>
            <TextInput id="line-hint" label="A line with a hint and names to choose from" hint="What to type"
                value=text("Half a na") suggestions=vec!["Half a name".into(), "A whole one".into()]/>
            <TextInput id="line-wrong" label="A line that is wrong" hint="What to type" value=text("?") problems=wrong/>
            <TextInput id="lines" label="Several lines" value=text("One line.\nAnother.") rows=3/>
            <TextInput id="lines-wrong" label="Several lines that are wrong" value=text("") rows=3 problems=wrong/>
            <TextInput id="number" label="A number" value=text("12") keys=Keys::Number/>
            <TextInput id="day" label="A day from the browser's calendar" value=text("2026-11-30") chooser="date"/>
            <Secret id="secret" label="A passphrase" value=text("of several words")/>
            <Secret id="secret-wrong" label="A PIN that is wrong" hint="Four figures" value=text("12") digits=true problems=wrong/>
        </Section>
    }
}

#[component]
fn Choices() -> impl IntoView {
    let text = |words: &str| RwSignal::new(words.to_owned());
    let pairs = || ["one", "two", "three"].map(|n| (n.to_owned(), format!("Choice {n}"))).to_vec();
    let radios = || {
        let one =
            |value: &'static str, hint: &str| Radio { value, words: format!("Choice {value}"), hint: hint.to_owned() };
        vec![one("one", ""), one("two", "With a hint"), one("three", "")]
    };
    let (plain, chosen, wrong) = (text("one"), text("two"), text(""));
    let covers = RwSignal::new(Covers::new());
    let change = Callback::new(move |(action, rating): (String, Option<String>)| {
        covers.update(|all| {
            all.remove(&action);
            all.extend(rating.map(|rating| (action, rating)));
        });
    });
    let (on, off) = (RwSignal::new(true), RwSignal::new(false));
    view! {
        <Section name="Choosing">
            <Select id="select" label="One of a list" options=pairs() value=plain on_change=move |v| plain.set(v)/>
            <Select id="select-wrong" label="One of a list, wrong" hint="Which it is" options=pairs() value=wrong
                on_change=move |v| wrong.set(v) problems=problems()/>
            <Radios id="radios" legend="One of a few" options=radios() value=chosen/>
            <Radios id="radios-wrong" legend="One of a few, wrong" hint="Which it is" heading=true options=radios()
                value=text("") problems=problems()/>
            <Checkboxes id="ticks" legend="Several" options=pairs() ticked=text("one three")/>
            <Checkboxes id="ticks-wrong" legend="Several, wrong" hint="Which they are" options=pairs() ticked=text("")
                problems=problems()/>
            <ChooseActions id="actions" legend="Actions, each with its rating" covers=covers change=change
                organisation=None theirs="heard.sort.theirs" most=3/>
            <Fieldset id="small" legend="Small ones">
                <div class="nhsuk-checkboxes nhsuk-checkboxes--small">
                    <Tick id="small-on" on=on flip=move |is| on.set(is)>"Ticked"</Tick>
                    <Tick id="small-off" on=off flip=move |is| off.set(is) hint="With a hint".into_any()>"Not ticked"</Tick>
                </div>
            </Fieldset>
        </Section>
    }
}

#[component]
fn Files() -> impl IntoView {
    let take = TakeFiles::new(|_| ());
    view! {
        <Section name="Files">
            <DropArea take=take>
                <Field id="file" label="A file" hint="Which file"><FileInput id="file" take=take hinted=true/></Field>
                <Field id="file-wrong" label="A file that is wrong" problems=problems()>
                    <FileInput id="file-wrong" take=take problems=problems()/>
                </Field>
            </DropArea>
        </Section>
    }
}

#[component]
fn Facts() -> impl IntoView {
    let facts =
        vec![("A fact".to_owned(), "What it says".into_any()), ("Another".to_owned(), "And what that says".into_any())];
    let parts = vec![("Food".to_owned(), 12, "12".to_owned()), ("Carers".to_owned(), 0, "*".to_owned())];
    view! {
        <Section name="Facts">
            <SummaryList facts=facts/>
            <Details summary="Closed"><p>"What is behind it"</p></Details>
            <Details summary="Open" open=true><p>"What is behind it"</p></Details>
            <Empty lead="There is nothing here"/>
            <Empty lead="There is nothing here" hint="What to do about it."/>
            <AtEvent event=Id::from_bytes([1; 16]) name="An event that is on".into()/>
            {bars("Conversations by topic".into(), "year.topic", 20, parts)}
            <ul class="gt-meta">{PICTURES.map(|(name, _)| view! { <li><Picture name=name/> {name}</li> }).collect_view()}</ul>
        </Section>
    }
}

#[component]
fn Ratings() -> impl IntoView {
    let scale = Scale::usual();
    let ratings = scale.0.clone().into_iter().map(Some).chain([None]);
    let tags = ratings.clone().map(|rating| view! { <li><RatingTag rating=rating/></li> }).collect_view();
    let plain = ratings.map(|rating| view! { <li><RatingTag rating=rating plain=true/></li> }).collect_view();
    let keys: Vec<String> = scale.0.iter().map(|rating| rating.key.clone()).collect();
    let counts: BTreeMap<Option<String>, usize> = keys.iter().cloned().map(Some).chain([None]).zip(1..).collect();
    let (first, last) = (keys.first().cloned(), keys.last().cloned());
    let ways = [(first.clone(), last.clone()), (last.clone(), first.clone()), (first.clone(), first)];
    let one = |(before, now)| {
        let scale = scale.clone();
        view! { <Direction scale=scale before=before now=now/> " " }.into_any()
    };
    let directions = ways.map(one).collect_view();
    view! {
        <Section name="Ratings">
            <ul class="gt-meta">{tags}</ul>
            <ul class="gt-meta">{plain}</ul>
            <p>{directions}</p>
            <RatingBar scale=scale counts=counts/>
            <Moves moves=(2, 1)/>
        </Section>
    }
}

#[component]
fn Texts() -> impl IntoView {
    view! {
        <Section name="Texts">
            <Paragraphs text="A paragraph.\nIts second line.\n\n- A point\n- Another"/>
            <WordDiff before="It was due in spring 2026." after="It is due in autumn 2026, we think."/>
            <WordsToCompare label="Check words of this file:" words="river-candle-nine"/>
        </Section>
    }
}
