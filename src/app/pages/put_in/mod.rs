//! Putting words in for someone who does not use the app: what they said, for which actions, and who said it.
//! It becomes a file that waits to be looked at, like any that somebody sent.

mod form;

use crate::app::components::{
    Button, ChooseActions, CollectView, DropArea, Empty, ErrorSummary, Field, FileInput, Page, Select, Show, TakeFiles,
    TextInput, live,
};
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::forms::mail::without_quotes;
use crate::ledger::checks::{self, Check};
use crate::platform::files::Chosen;
use crate::platform::time;
use crate::record::Id;
use crate::words::{fill, say};
use form::{Form, HOWS, OTHER};
use leptos::prelude::*;

/// Putting words in for someone.
#[component]
pub fn PutIn(
    /// For which owner, where it was reached from that owner's row in this cycle.
    owner: Option<Id>,
) -> impl IntoView {
    let app = use_app();
    let back = match owner {
        Some(owner) => (Route::CycleOf(owner), say("cycle.title")),
        None => (Route::Inbox, say("exchange.rooms.inbox")),
    };
    if !untrack(|| app.is_office()) {
        return view! {
            <Page title=say("putin.title") back=back>
                <p>{say("putin.notOffice")}</p>
                <p><a class="nhsuk-link" href=Route::Exchange.href()>{say("bringin.toExchange")}</a></p>
            </Page>
        }
        .into_any();
    }
    if app.tree.with_untracked(|t| t.as_ref().is_none_or(|t| t.action_count() == 0)) {
        return view! {
            <Page title=say("putin.title") back=back>
                <Empty lead=say("putin.noPlan") hint=say("putin.noPlanHint")/>
                <p><a class="nhsuk-link" href=Route::BringIn.href()>{say("bringin.title")}</a></p>
            </Page>
        }
        .into_any();
    }
    let form = Form::open(app, owner);
    let put_in = move || form.put_in(app);
    let organisation = Memo::new(move |_| form.organisation(app).map(|(id, _)| id));
    let change = Callback::new(move |(action, rating): (String, Option<String>)| {
        form.covers.update(|c| match rating {
            Some(rating) => drop(c.insert(action, rating)),
            None => drop(c.remove(&action)),
        });
    });
    let again = move || {
        form.clear();
        crate::platform::page::focus_heading();
    };
    view! {
        <Page title=say("putin.title") back=back>
            <p>{say("putin.lead")}</p>
            {live(move || form.recovered.get().then(|| view! {
                <div class="nhsuk-inset-text">
                    <p role="status">{say("putin.recovered")}</p>
                    <Button label=say("putin.again") on_press=again small=true/>
                </div>
            }))}
            {live(move || form.not_kept.get().then(|| view! { <p class="nhsuk-hint" role="status">{say("putin.notKept")}</p> }))}
            <ErrorSummary problems=form.problems/>
            <TheirWords form=form/>
            <Who form=form/>
            <h2 class="nhsuk-heading-m">{say("putin.actionsTitle")}</h2>
            <ChooseActions id="put-search" legend=say("putin.actions") covers=form.covers change=change
                organisation=organisation theirs="putin.theirs" most=100 problems=form.problems/>
            <h2 class="nhsuk-heading-m">{say("putin.more")}</h2>
            <TextInput id="put-next" label=say("putin.nextSteps") value=form.next_steps rows=4/>
            <TextInput id="put-by" label=say("putin.expectedBy") hint=say("putin.expectedByHint") value=form.expected_by/>
            <TextInput id="put-help" label=say("putin.help") value=form.help_needed rows=4/>
            <div class="gt-actions">
                <Button label=say("putin.putIn") on_press=put_in main=true busy=form.busy/>
            </div>
            <p class="nhsuk-hint">{say("putin.putInHint")}</p>
        </Page>
    }
    .into_any()
}

/// What they said: typed, pasted, or out of a text file; with what is worth a look.
#[component]
fn TheirWords(form: Form) -> impl IntoView {
    let take = TakeFiles::new(move |opened| take_file(form, opened));
    let without = Memo::new(move |_| form.words.with(|text| without_quotes(text)));
    // The words before quoted lines were taken out, and after: while nobody types on, they can be put back.
    let taken: RwSignal<Option<(String, String)>> = RwSignal::new(None);
    let take_out = move || {
        if let Some(rest) = without.get_untracked() {
            taken.set(Some((form.words.get_untracked(), rest.clone())));
            form.words.set(rest);
        }
    };
    let put_back = move || {
        if let Some((whole, _)) = taken.get_untracked() {
            taken.set(None);
            form.words.set(whole);
        }
    };
    let can_put_back =
        Memo::new(move |_| taken.with(|t| t.as_ref().is_some_and(|(_, rest)| form.words.with(|w| w == rest))));
    view! {
        <DropArea take=take>
            <TextInput id="put-words" label=say("putin.words") hint=say("putin.wordsHint") value=form.words rows=10 problems=form.problems/>
            <Field id="put-file" label=say("putin.file") problems=form.problems>
                <FileInput id="put-file" take=take problems=form.problems/>
            </Field>
        </DropArea>
        <div role="status">
            {live(move || without.with(Option::is_some).then(|| view! {
                <p>{say("putin.quoted")}</p>
                <Button label=say("putin.takeOutQuotes") on_press=take_out small=true/>
            }))}
            {live(move || can_put_back.get().then(|| view! {
                <p>{say("putin.quotesOut")}</p>
                <Button label=say("putin.putQuotesBack") on_press=put_back small=true/>
            }))}
        </div>
        <Checks form=form/>
    }
    .into_any()
}

/// A text file's words go behind what is there already.
fn take_file(form: Form, chosen: Chosen) {
    for file in chosen {
        let file = match file {
            Ok(file) => file,
            Err(unread) => {
                form.problem("put-file", unread.words());
                continue;
            }
        };
        match String::from_utf8(file.bytes) {
            Ok(text) if !text.contains('\0') => form.words.update(|words| {
                if !words.trim().is_empty() {
                    words.push_str("\n\n");
                }
                words.push_str(text.trim_start_matches('\u{feff}'));
            }),
            _ => return form.problem("put-file", fill("putin.notText", &[("name", &file.name)])),
        }
    }
}

/// What is worth a look in these words. It points; it never blocks.
#[component]
fn Checks(form: Form) -> impl IntoView {
    let found = Memo::new(move |_| {
        let context = checks::Context { last: "", today: Some(time::today()) };
        form.words.with(|text| checks::check(checks::Written { narrative: text, ..Default::default() }, &context))
    });
    live(move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            let items = found.into_iter().map(|check| {
                let care = if matches!(check, Check::Personal(..)) { "care" } else { "look" };
                view! { <li class=format!("gt-checks__item gt-checks__item--{care}")>{check.words()}</li> }
            });
            view! {
                <section class="gt-checks" aria-labelledby="put-checks">
                    <h2 class="gt-checks__title" id="put-checks">{say("check.title")}</h2>
                    <ul class="gt-checks__list" aria-live="polite">{items.collect_view()}</ul>
                </section>
            }
        })
    })
}

/// Who said it, for whom, how and when.
#[component]
fn Who(form: Form) -> impl IntoView {
    let app = use_app();
    let organisations = app.state.with_untracked(|s| s.ledger.organisations());
    let mut options = vec![(String::new(), say("putin.choose"))];
    options.extend(organisations.into_iter().map(|(id, name)| (id.to_string(), name)));
    options.push((OTHER.to_owned(), say("putin.other")));
    let hows = HOWS.iter().map(|how| ((*how).to_owned(), say(&format!("putin.hows.{how}")))).collect::<Vec<_>>();
    view! {
        <h2 class="nhsuk-heading-m">{say("putin.whoTitle")}</h2>
        <Select id="put-organisation" label=say("putin.organisation") options=options value=form.organisation
            on_change=move |value| form.organisation.set(value) problems=form.problems/>
        <Show when=move || form.organisation.with(|o| o == OTHER)>
            <TextInput id="put-other" label=say("putin.otherName") value=form.other problems=form.problems/>
        </Show>
        <TextInput id="put-who" label=say("putin.who") hint=say("putin.whoHint") value=form.who problems=form.problems/>
        <Select id="put-how" label=say("putin.how") options=hows value=form.how on_change=move |value| form.how.set(value)/>
        <TextInput id="put-when" label=say("putin.when") hint=say("bringin.dateHint") value=form.when problems=form.problems/>
    }
    .into_any()
}
