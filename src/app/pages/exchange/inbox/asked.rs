//! Answers that were read, of which a person has to say something first: which action one is about, who said it, when.

use super::super::open::Paste;
use crate::app::came::{Came, Needs};
use crate::app::components::{Button, CollectView, Paragraphs, Problem, Select, TextInput, Tone};
use crate::app::context::App;
use crate::app::inbox::office as inbox;
use crate::app::typed::{Recovered, Typed};
use crate::domain::ids::derived;
use crate::domain::read_day;
use crate::forms::{Answer, Answers, Said};
use crate::platform::time;
use crate::record::Id;
use crate::words::{count, day, day_text, fill, say};
use leptos::prelude::*;

/// Whose words they are, as far as somebody has said: kept until they are put in, whatever page is looked at meanwhile.
#[derive(Clone, Copy)]
pub struct Whose {
    /// Of which organisation (its id).
    pub organisation: RwSignal<String>,
    /// Who said it.
    pub who: RwSignal<String>,
    /// When.
    pub when: RwSignal<String>,
    /// The actions that are ticked (their ids).
    pub about: RwSignal<String>,
    /// Which answer is about which action, where a person said it: `3:` and the action's id.
    placed: RwSignal<String>,
    /// The form that keeps them.
    pub form: Typed,
}

impl Whose {
    /// As it was left for these words, or with this organisation, name and day.
    pub fn open(words: &str, organisation: String, who: String, when: String) -> Whose {
        let first =
            [(ORGANISATION, organisation), (WHO, who), (WHEN, when), (ABOUT, String::new()), (PLACED, String::new())];
        // The same words, opened or pasted again, are asked about where somebody left off.
        let key = format!("came.{}", derived(&[words]));
        let form = Typed::open(key, first.into_iter().map(|(name, text)| (name.to_owned(), text)).collect());
        let [organisation, who, when, about, placed] =
            [ORGANISATION, WHO, WHEN, ABOUT, PLACED].map(|name| form.text(name));
        Whose { organisation, who, when, about, placed, form }
    }

    /// The action that a person said this answer is about.
    fn action_of(self, answer: usize) -> Option<Id> {
        let of = |one: &str| one.strip_prefix(&format!("{answer}:"))?.parse().ok();
        self.placed.with_untracked(|all| all.split(' ').find_map(of))
    }

    /// Notes the action that this answer is about; an empty text for none.
    fn place(self, answer: usize, action: &str) {
        let of = format!("{answer}:");
        self.placed.update(|all| {
            let others = all.split(' ').filter(|one| !one.is_empty() && !one.starts_with(&of)).map(str::to_owned);
            let this = Some(format!("{of}{action}")).filter(|_| !action.is_empty());
            *all = others.chain(this).collect::<Vec<_>>().join(" ");
        });
    }
}

const ORGANISATION: &str = "organisation";
const WHO: &str = "who";
const WHEN: &str = "when";
/// Under which name the actions that are ticked are kept.
pub const ABOUT: &str = "about";
const PLACED: &str = "placed";

/// The form of one thing in the list that asks: where what became of it is said.
#[derive(Clone, Copy)]
pub struct Asking {
    /// The key of the thing.
    pub key: u64,
    /// What is pasted, which goes once it is put in.
    pub paste: Option<Paste>,
    /// The words that were pasted.
    pub text: StoredValue<String>,
    /// What is wrong.
    pub problems: RwSignal<Vec<Problem>>,
    /// Whether it is being put in.
    pub busy: RwSignal<bool>,
    /// Whose it is.
    pub whose: Whose,
}

impl Asking {
    /// Of the thing of this key, pasted (`paste`) or not.
    pub fn new(key: u64, paste: Option<Paste>, text: &str, whose: Whose) -> Asking {
        Asking {
            key,
            paste,
            whose,
            text: StoredValue::new(text.to_owned()),
            problems: RwSignal::default(),
            busy: RwSignal::default(),
        }
    }

    /// The id of one of its controls.
    pub fn id(self, name: &str) -> String {
        format!("{name}-{}", self.key)
    }

    /// Says what is wrong with one of its controls.
    pub fn wrong(self, name: &str, words: String) {
        self.problems.set(vec![Problem::new(self.id(name), words)]);
        crate::platform::page::focus_field(&self.id(name));
    }

    /// It is put in: from now on it waits as the file of this id. `kept` is under which key it was kept what somebody said of it.
    pub fn done(self, app: App, kept: &str, result: Result<Id, String>) {
        self.busy.try_set(false);
        let file = match result {
            Ok(file) => file,
            Err(words) => {
                self.problems.try_set(vec![Problem::new(self.id("who"), words)]);
                return;
            }
        };
        self.whose.form.clear_all(kept);
        // Other words may have been pasted since.
        let own = self.text.try_with_value(|text| text.trim().to_owned()).unwrap_or_default();
        self.paste
            .into_iter()
            .filter(|p| p.text.try_with_untracked(|now| now.trim() == own) == Some(true))
            .for_each(Paste::clear);
        app.inbox.update(|all| {
            for came in all.iter_mut().filter(|came| came.key == self.key) {
                let now = Came::new(came.partnership.clone(), came.name.clone(), Tone::Saved, say("inbox.done"));
                // Another thing than the one that asked, so that it is drawn anew.
                *came = Came { key: came.key + 1_000_000, file: Some(file), needs: Needs::Look(file), ..now };
            }
        });
        crate::platform::page::focus("waiting-title");
    }
}

/// Answers, to be mended and put in.
pub fn answers(app: App, key: u64, answers: Answers) -> AnyView {
    let said = app.state.with_untracked(|s| Said::of(&answers, &s.ledger).who);
    // Where the form gives a day that was not understood, a person says which.
    let on = answers.date.or_else(|| answers.date_words.trim().is_empty().then(time::today));
    let whose = Whose::open(&format!("{answers:?}"), String::new(), said, on.map(day).unwrap_or_default());
    view! {
        <Recovered form=whose.form/>
        {read(app, Asking::new(key, None, "", whose), answers, true)}
    }
    .into_any()
}

/// What was read, with what a person has to say; it `asks` whose it is where nobody has been asked that yet.
pub fn read(app: App, asking: Asking, mut answers: Answers, asks: bool) -> AnyView {
    let before = inbox::read_before(app, &answers);
    let Whose { who, when, .. } = asking.whose;
    // Which of them a person has to place is as it was read; where that was done before, it is done.
    let placed: Vec<bool> = answers.answers.iter().map(|answer| answer.action.is_some()).collect();
    for (n, answer) in answers.answers.iter_mut().enumerate().filter(|(_, answer)| answer.action.is_none()) {
        answer.action = asking.whose.action_of(n);
    }
    let list = |items: Vec<String>| {
        let items = items.into_iter().map(|i| view! { <li>{i}</li> }).collect_view();
        view! { <ul class="nhsuk-list nhsuk-list--bullet">{items}</ul> }
    };
    let left: Vec<String> = inbox::leftovers(&answers).collect();
    let remarks = answers.remarks.clone();
    let understood = count("cycle.back.understood", answers.answers.len());
    let rows = answers.answers.iter().cloned().zip(before).zip(placed).enumerate();
    let held = RwSignal::new(answers.clone());
    let rows = rows.map(|(n, ((a, before), placed))| answer(app, asking, held, (n, placed), a, before)).collect_view();
    let put_in = move || {
        let Some(day) = read_day(&when.get_untracked()) else { return asking.wrong("when", say("bringin.needDay")) };
        let name = who.get_untracked();
        if name.trim().is_empty() {
            return asking.wrong("who", say("putin.needWho"));
        }
        let answers = held.get_untracked();
        let file = app.inbox.with_untracked(|all| all.iter().find(|c| c.key == asking.key).map(|c| c.name.clone()));
        asking.busy.set(true);
        let kept = asking.whose.form.key();
        leptos::task::spawn_local(async move {
            let put = inbox::put_in(app, answers, &name, day, &file.unwrap_or_default()).await;
            asking.done(app, &kept, put);
        });
    };
    let asks = asks.then(|| {
        view! {
            <TextInput id=asking.id("who") label=say("putin.who") value=who problems=asking.problems/>
            <TextInput id=asking.id("when") label=say("putin.when") hint=say("bringin.dateHint") value=when
                problems=asking.problems/>
        }
    });
    view! {
        <div class="gt-stack">
            <h4 class="nhsuk-heading-xs nhsuk-u-margin-bottom-0">{understood}</h4>
            {(!remarks.is_empty()).then(|| list(remarks))}
            <ul class="gt-list">{rows}</ul>
            {(!left.is_empty()).then(|| view! {
                <h4 class="nhsuk-heading-xs nhsuk-u-margin-bottom-0">{say("cycle.back.leftovers")}</h4>
                {list(left)}
            })}
            {asks}
            <div class="gt-actions"><Button label=say("putin.putIn") on_press=put_in busy=asking.busy/></div>
        </div>
    }
    .into_any()
}

/// One action's answer; where no action fits, a person says which.
fn answer(
    app: App,
    asking: Asking,
    held: RwSignal<Answers>,
    (n, placed): (usize, bool),
    answer: Answer,
    before: Option<String>,
) -> AnyView {
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
    let choose = (!placed).then(|| {
        let actions = app.tree.with_untracked(|t| {
            let all = t
                .iter()
                .flat_map(|t| t.placed_actions().map(|a| (a.id.to_string(), format!("{} {}", a.number, a.title))));
            all.collect::<Vec<_>>()
        });
        let options = [(String::new(), say("cycle.back.chooseAction"))].into_iter().chain(actions).collect();
        let chosen = RwSignal::new(answer.action.map(|id| id.to_string()).unwrap_or_default());
        let set = move |id: String| {
            chosen.set(id.clone());
            asking.whose.place(n, &id);
            held.update(|all| {
                if let Some(one) = all.answers.get_mut(n) {
                    one.action = id.parse::<Id>().ok();
                }
            });
        };
        view! {
            <Select id=asking.id(&format!("answer-action-{n}")) label=say("cycle.back.whichAction") options=options
                value=chosen on_change=set/>
        }
    });
    view! {
        <li class="gt-list__item"><div class="gt-stack gt-stack--s">
            <h5 class="nhsuk-heading-xs nhsuk-u-margin-bottom-0">{answer.heading}</h5>
            {before.map(|on| view! { <p class="gt-meta">{fill("cycle.back.before", &[("day", &day_text(&on))])}</p> })}
            {lines}
            {choose}
        </div></li>
    }
    .into_any()
}
