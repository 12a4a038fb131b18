//! One item: what stands and what came in, side by side, and the choice.

use super::choice::{Choice, Missing, YES};
use super::entries::Entry;
use super::kept_under::kept_under;
use super::parts::parts_view;
use super::pick::Pick;
use super::shown::{Amend, Compare, Removal, Shown, Words};
use super::tally;
use crate::app::components::{CollectView, Paragraphs, RatingTag, WordDiff, live};
use crate::app::context::use_app;
use crate::app::form::RecordForm;
use crate::app::pages::device::touched_view;
use crate::domain::{fields as f, kind};
use crate::ledger::checks::{Personal, personal};
use crate::ledger::whose;
use crate::words::{fill, say};
use leptos::prelude::*;

/// One item with its choice.
pub fn item_view(number: usize, entry: &Entry, heading: String, problems: RwSignal<Vec<Missing>>) -> AnyView {
    let (shown, choice) = (&entry.shown, entry.choice);
    let rivalled = entry.rivalled.then(|| view! { <p class="gt-meta">{say("review.rivalled")}</p> });
    let decided = entry.decided.as_ref().map(|line| view! { <p>{fill("review.decided", &[("line", line)])}</p> });
    let claimed = entry.claimed.as_ref().map(|(_, sentence)| {
        view! { <p class="nhsuk-inset-text gt-claim">{sentence.clone()}</p> }
    });
    let wrong = shown.item.clock_looks_wrong.then(|| view! { <p class="gt-meta">{say("review.dateWrong")}</p> });
    view! {
        <article aria-labelledby=format!("item-{number}-title")>
            <h3 class="nhsuk-heading-s" id=format!("item-{number}-title")>{heading}</h3>
            <p class="gt-meta">{shown.meta.clone()}</p>
            {claimed}
            {wrong}
            {rivalled}
            {decided}
            {compare_view(shown)}
            {doubts_view(&shown.doubts)}
            {personal_view(shown, choice)}
            {outsiders_view(number, entry)}
            {decide_view(number, entry, problems)}
        </article>
    }
    .into_any()
}

/// That it is not known to be from an owner of the action, and the choice whether its rating is to be the action's all the same.
fn outsiders_view(number: usize, entry: &Entry) -> AnyView {
    if entry.outsiders.is_empty() {
        return ().into_any();
    }
    let app = use_app();
    let (file, item) = (entry.file, entry.shown.item.clone());
    // The office may say meanwhile, above on this page, that the sender is from an owner.
    let is_still = Memo::new(move |_| {
        app.state.with(|s| {
            let staged = s.staged.iter().find(|staged| staged.envelope.id == file);
            staged.is_some_and(|staged| !whose::outsiders(&s.ledger, staged.records_of(&item), &item).is_empty())
        })
    });
    let (counts, pick) = (entry.choice.counts, entry.choice.pick);
    let of = entry.outsiders.join("; ");
    let id = format!("item-{number}-counts");
    let ticked = move |event| counts.set(if event_target_checked(&event) { YES.to_owned() } else { String::new() });
    let is_used = move || matches!(Pick::read(&pick.get()), Pick::Use | Pick::Changes);
    // Also where nothing is rated, the office may know that it is from an owner.
    let label = if entry.shown.rates() { "review.outsiders.counts" } else { "review.outsiders.owners" };
    view! {
        <div class="nhsuk-inset-text" hidden=move || !is_still.get()>
            <p>{fill("review.outsiders.title", &[("title", &of)])}</p>
            <div class="nhsuk-checkboxes__item" hidden=move || !is_used()>
                <input class="nhsuk-checkboxes__input" type="checkbox" id=id.clone()
                    prop:checked=move || counts.with(|counts| counts == YES) on:change=ticked/>
                <label class="nhsuk-label nhsuk-checkboxes__label" for=id>{say(label)}</label>
            </div>
        </div>
    }
    .into_any()
}

/// What looks like a resident's details in what would be used: the words as they came, or as they are amended.
fn personal_view(shown: &Shown, choice: Choice) -> AnyView {
    let came = personal(&shown.told());
    let is_whole = matches!(shown.amend, Some((Amend::Record, _)));
    let may_hold = shown.may_hold_details();
    let told = shown.fields.clone();
    if came.is_empty() && shown.amend.is_none() {
        return ().into_any();
    }
    live(move || {
        let found = match Pick::read(&choice.pick.get()) {
            Pick::Changes => match choice.filled() {
                Some(_) if may_hold => Vec::new(),
                Some(filled) => {
                    let typed = filled.0.values().map(String::as_str);
                    typed.chain(choice.left_by_the_form(&told)).flat_map(personal).collect()
                }
                None if is_whole => came.clone(),
                None => choice.amended.with(|words| personal(words)),
            },
            _ => came.clone(),
        };
        let item = |(kind, words): (Personal, String)| {
            view! { <li class="gt-checks__item gt-checks__item--care">{kind.warning(&words)}</li> }
        };
        (!found.is_empty()).then(|| {
            let items = found.into_iter().map(item).collect_view();
            view! { <ul class="gt-checks__list" role="status">{items}</ul> }
        })
    })
}

/// What is worth a look beside what is here; it keeps nobody from using it.
fn doubts_view(doubts: &[String]) -> Option<AnyView> {
    let items = || doubts.iter().map(|doubt| view! { <li class="gt-checks__item">{doubt.clone()}</li> }).collect_view();
    let list = || view! { <section class="gt-checks"><p class="gt-checks__title">{say("review.doubts")}</p><ul class="gt-checks__list">{items()}</ul></section> };
    (!doubts.is_empty()).then(|| list().into_any())
}

fn column(class: &str, title: &str, meta: String, content: AnyView) -> AnyView {
    view! {
        <section class=format!("gt-compare__col gt-compare__col--{class}")>
            <h4 class="gt-compare__title">{say(title)}</h4>
            {(!meta.is_empty()).then(|| view! { <p class="gt-meta">{meta}</p> })}
            <div class="gt-compare__value">{content}</div>
        </section>
    }
    .into_any()
}

fn compare_view(shown: &Shown) -> AnyView {
    let paragraphs = |text: &str| view! { <Paragraphs text=text.to_owned()/> }.into_any();
    match &shown.compare {
        Compare::Removal(removal) => removal_view(removal),
        Compare::New(parts) => {
            let parts = match shown.item.record.as_ref().filter(|record| record.kind == kind::TALLY) {
                Some(record) => tally::tables(record, parts, &shown.fields),
                None => parts_view(parts),
            };
            let incoming = column("incoming", "review.incoming", String::new(), parts);
            view! { <div class="gt-compare">{incoming}</div> }.into_any()
        }
        Compare::Update { new, latest, answers } => {
            let answers = answers
                .as_ref()
                .map(|(outcome, words)| column("before", "review.answers", outcome.clone(), paragraphs(words)));
            let latest = match latest {
                Some(latest) => column("now", "review.latest", latest.meta.clone(), words_view(latest)),
                None => column("now", "review.latest", String::new(), paragraphs(&say("review.noneYet"))),
            };
            let new = column("incoming", "review.incoming", new.meta.clone(), words_view(new));
            view! { <div class="gt-compare">{answers} {latest} {new}</div> }.into_any()
        }
        Compare::Field { before, now, now_meta, incoming } => {
            let before = before.as_ref().map(|text| column("before", "review.before", String::new(), paragraphs(text)));
            let stands = column("now", "review.now", now_meta.clone(), paragraphs(now));
            let diff = view! { <WordDiff before=now.clone() after=incoming.clone()/> }.into_any();
            let incoming = column("incoming", "review.incoming", String::new(), diff);
            view! { <div class="gt-compare">{before} {stands} {incoming}</div> }.into_any()
        }
    }
}

/// What would go, word for word, and what removing it does not reach.
fn removal_view(removal: &Removal) -> AnyView {
    let hint = if removal.whole { "review.erasingHint" } else { "review.removalHint" };
    let why = (!removal.why.trim().is_empty())
        .then(|| view! { <p>{fill("review.removalWhy", &[("why", &removal.why)])}</p> });
    let goes = match removal.words.as_slice() {
        [] => view! { <p>{say("review.removalNothing")}</p> }.into_any(),
        words => {
            let goes = column("now", "review.removalGoes", String::new(), parts_view(words));
            view! { <div class="gt-compare">{goes}</div> }.into_any()
        }
    };
    view! { <p>{say(hint)}</p> {why} {goes} {touched_view(removal.touched.clone())} }.into_any()
}

fn words_view(words: &Words) -> AnyView {
    let rating = words.rating.clone();
    view! {
        <p><RatingTag rating=rating/></p>
        {parts_view(&words.parts)}
    }
    .into_any()
}

fn decide_view(number: usize, entry: &Entry, problems: RwSignal<Vec<Missing>>) -> AnyView {
    let (shown, choice) = (&entry.shown, entry.choice);
    let app = use_app();
    // Made when it is shown first; its texts stay while another choice hides it.
    let whole = StoredValue::new(match shown.amend {
        Some((Amend::Record, _)) => Some((shown.clone(), kept_under(entry.file, &shown.item))),
        _ => None,
    });
    let fields = move || {
        let (shown, kept) = whole.get_value()?;
        Some(fields_view(choice.amending(app, &shown, &kept, number)?))
    };
    let is_whole = whole.with_value(Option::is_some);
    let two = shown.item.two_versions && shown.item.key.1.is_some();
    let use_it = match (shown.item.claim.is_some(), two) {
        _ if shown.item.removal => "review.choice.remove",
        (true, _) => "review.choice.claim",
        (false, true) => "review.choice.incoming",
        (false, false) => "review.choice.use",
    };
    let mut choices = vec![(Pick::Use, use_it)];
    if shown.amend.is_some() {
        choices.push((Pick::Changes, "review.choice.changes"));
    }
    let not = match shown.item.removal {
        true => "review.choice.keep",
        false if two => "review.choice.ours",
        false => "review.choice.not",
    };
    choices.push((Pick::Not, not));
    choices.push((Pick::Later, "review.choice.later"));
    let radios = choices.into_iter().map(|(pick, key)| {
        let value = pick.name();
        let id = format!("item-{number}-{value}");
        view! {
            <div class="nhsuk-radios__item">
                <input class="nhsuk-radios__input" type="radio" id=id.clone() name=format!("item-{number}") value=value
                    prop:checked=move || choice.pick.get() == value on:change=move |_| choice.pick.set(value.to_owned())/>
                <label class="nhsuk-label nhsuk-radios__label" for=id>{say(key)}</label>
            </div>
        }
    });
    let legend = if two { "review.choice.twoVersions" } else { "review.choice.legend" };
    let timescale = matches!(shown.amend, Some((Amend::Timescale, _)));
    let removal = shown.item.removal;
    let more = move || match Pick::read(&choice.pick.get()) {
        Pick::Use if removal => Some(sure_view(number, choice.sure, problems)),
        Pick::Not if removal => Some(view! { <p class="gt-meta">{say("review.keepHint")}</p> }.into_any()),
        Pick::Changes if is_whole => fields(),
        Pick::Changes => {
            let hint = if timescale { "review.amend.timescaleHint" } else { "review.amend.hint" };
            Some(more_view(number, "words", "review.amend.label", hint, choice.amended, problems))
        }
        Pick::Not => {
            Some(more_view(number, "reason", "review.reason.label", "review.reason.hint", choice.reason, problems))
        }
        Pick::Use | Pick::Later => None,
    };
    view! {
        <fieldset class="gt-decide nhsuk-fieldset">
            <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
                {say(legend)} <span class="gt-visually-hidden">" " {shown.heading.clone()}</span>
            </legend>
            <div class="gt-decide__choices nhsuk-radios">{radios.collect_view()}</div>
            {more}
        </fieldset>
    }
    .into_any()
}

/// What is missing in a control, once somebody has tried to finish without it.
fn error_view(control: String, id: String, problems: RwSignal<Vec<Missing>>) -> AnyView {
    live(move || {
        let missing = problems.with(|all| all.iter().find(|p| p.control == control).map(|p| p.words.clone()));
        missing.map(|text| {
            view! {
                <span class="nhsuk-error-message" id=id.clone()>
                    <span class="gt-visually-hidden">{say("form.error")} " "</span>{text}
                </span>
            }
        })
    })
}

/// The question before words go for good.
fn sure_view(number: usize, sure: RwSignal<bool>, problems: RwSignal<Vec<Missing>>) -> AnyView {
    let id = format!("item-{number}-sure");
    let error_id = format!("{id}-error");
    let described = error_id.clone();
    let error = error_view(id.clone(), error_id, problems);
    view! {
        <div class="gt-decide__more nhsuk-form-group">
            {error}
            <div class="nhsuk-checkboxes__item">
                <input class="nhsuk-checkboxes__input" type="checkbox" id=id.clone() aria-describedby=described
                    prop:checked=move || sure.get() on:change=move |e| sure.set(event_target_checked(&e))/>
                <label class="nhsuk-label nhsuk-checkboxes__label" for=id>{say("review.sure")}</label>
            </div>
        </div>
    }
    .into_any()
}

/// Every field of a new record, to be changed before it is used.
fn fields_view(form: RecordForm) -> AnyView {
    // Nobody has answered what has only just come in, unless the file says so.
    let is_shown = |name: &&str| *name != f::HELP_ANSWER || form.text(name).with_untracked(|text| !text.is_empty());
    let fields: Vec<&str> = form.fields().into_iter().filter(is_shown).collect();
    let controls = form.controls(&fields);
    view! {
        <div class="gt-decide__more">
            <p class="nhsuk-hint">{say("review.amend.fieldsHint")}</p>
            {form.recovered()}
            {controls}
        </div>
    }
    .into_any()
}

/// The field a choice opens: the words to stand, or the reason.
fn more_view(
    number: usize,
    what: &'static str,
    label: &str,
    hint: &str,
    value: RwSignal<String>,
    problems: RwSignal<Vec<Missing>>,
) -> AnyView {
    let id = format!("item-{number}-{what}");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = format!("{hint_id} {error_id}");
    let error = error_view(id.clone(), error_id, problems);
    view! {
        <div class="gt-decide__more nhsuk-form-group">
            <label class="nhsuk-label" for=id.clone()>{say(label)}</label>
            <div class="nhsuk-hint" id=hint_id>{say(hint)}</div>
            {error}
            <textarea class="nhsuk-textarea" id=id rows="4" aria-describedby=described
                prop:value=move || value.get() on:input=move |e| value.set(event_target_value(&e))></textarea>
        </div>
    }
    .into_any()
}
