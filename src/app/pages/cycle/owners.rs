//! The owners of the plan's actions: who was asked and heard from, and a form or an e-mail for each.

use super::shown::{Shown, save};
use crate::app::components::{Button, CollectView, Tone, live};
use crate::app::context::{App, use_app};
use crate::domain::{Contact, Draft, fields as f, kind};
use crate::forms::{self, Asking, Form};
use crate::ledger::cycle::OwnerRow;
use crate::platform::{handing, page, time};
use crate::words::{count, day, fill, say};
use leptos::prelude::*;

/// How an owner is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Word,
    Sheet,
    Mail,
}

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The owners, those not heard from first.
#[component]
pub fn Owners(cycle: Memo<Option<Shown>>) -> impl IntoView {
    let app = use_app();
    let rows = Memo::new(move |_| cycle.with(|c| c.as_ref().map(|c| c.owners.clone()).unwrap_or_default()));
    view! {
        <section aria-labelledby="owners-title">
            <h2 class="nhsuk-heading-m" id="owners-title">{say("cycle.owners")}</h2>
            <p>{say("cycle.ownersHint")}</p>
            <ul class="gt-list">
                {live(move || rows.get().into_iter().map(|row| owner(app, cycle, row)).collect_view())}
            </ul>
        </section>
    }
    .into_any()
}

fn owner(app: App, cycle: Memo<Option<Shown>>, row: OwnerRow) -> AnyView {
    let mut facts = vec![say(&format!("cycle.stands.{}", row.stands().name())), count("cycle.actions", row.actions)];
    if row.answered > 0 {
        facts.push(count("cycle.answered", row.answered));
    }
    if row.by_others > 0 {
        facts.push(count("cycle.byOthers", row.by_others));
    }
    if row.by_outsiders > 0 {
        facts.push(count("cycle.byOutsiders", row.by_outsiders));
    }
    if row.not_used > 0 {
        facts.push(count("cycle.notUsed", row.not_used));
    }
    if row.waiting > 0 {
        facts.push(count("cycle.waiting", row.waiting));
    }
    facts.extend(row.asked.map(|d| fill("cycle.askedOn", &[("day", &day(d))])));
    facts.extend(row.chased.map(|d| fill("cycle.chasedOn", &[("day", &day(d))])));
    facts.extend(contacts(app, &row).map(|c| fill("cycle.writeTo", &[("contact", &c)])));
    let facts = facts.into_iter().map(|f| view! { <li>{f}</li> }).collect_view();
    let again = row.asked.is_some();
    let mail = say(if again { "cycle.copyChaser" } else { "cycle.copyMail" });
    let name = row.name.clone();
    let press = move |how: How| {
        let row = row.clone();
        move || ask(app, cycle, row.clone(), how)
    };
    view! {
        <li class="gt-list__item">
            <div class="gt-stack gt-stack--s">
                <h3 class="nhsuk-heading-s nhsuk-u-margin-bottom-0">{name.clone()}</h3>
                <ul class="gt-meta">{facts}</ul>
                <div class="gt-actions" role="group" aria-label=name>
                    <Button label=say("cycle.word") small=true on_press=press(How::Word)/>
                    <Button label=say("cycle.sheet") small=true on_press=press(How::Sheet)/>
                    <Button label=mail small=true on_press=press(How::Mail)/>
                </div>
            </div>
        </li>
    }
    .into_any()
}

/// Whom to write to at an organisation, in one line.
fn contacts(app: App, row: &OwnerRow) -> Option<String> {
    let lines = app.state.with_untracked(|s| {
        let here = s.ledger.of_kind(kind::CONTACT).map(Contact).filter(|c| c.organisation() == Some(row.id));
        let line =
            |c: Contact<'_>| [c.name(), c.email()].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(", ");
        here.map(line).collect::<Vec<_>>()
    });
    (!lines.is_empty()).then(|| lines.join("; "))
}

fn form(app: App, cycle: &Shown, row: &OwnerRow) -> Option<Form> {
    let tree = app.tree.get_untracked()?;
    app.state.with_untracked(|s| {
        let about = s.about.as_ref()?;
        let issue = about.issue.as_ref().map(|i| i.number);
        let asking = Asking { partnership: about.partnership()?, issue, due: cycle.due, figures: cycle.figures, app: String::new() };
        forms::ask(&s.ledger, &tree, row.id, &asking)
    })
}

/// Hands over a form or a text, and keeps the day on which the owner was asked, or chased where it had been
/// asked before.
fn ask(app: App, cycle: Memo<Option<Shown>>, row: OwnerRow, how: How) {
    let Some(cycle) = cycle.get_untracked() else { return };
    let Some(form) = form(app, &cycle, &row) else { return app.tell(Tone::Warning, say("cycle.nothingToAsk")) };
    leptos::task::spawn_local(async move {
        let done = match how {
            How::Mail => {
                let letter = match row.asked {
                    Some(_) => forms::chaser(&form, time::today()),
                    None => forms::letter(&form),
                };
                let text = format!("{}\n\n{}", letter.subject, letter.body);
                if !page::copy(&text).await {
                    return app.tell(Tone::Warning, say("exchange.notCopied"));
                }
                fill("cycle.mailCopied", &[("organisation", &row.name)])
            }
            How::Word | How::Sheet => {
                let (kind, ending) = if how == How::Word { (WORD, "docx") } else { (SHEET, "xlsx") };
                let bytes = if how == How::Word { forms::docx(&form) } else { forms::xlsx(&form) };
                let name = file_name(&fill("cycle.file", &[("organisation", &row.name)]), ending);
                match handing::hand_over(&name, kind, &bytes).await {
                    Ok(handed) if handed.left() => {}
                    // Nobody was asked then.
                    Ok(_) => return app.tell(Tone::Info, say("cycle.formNotSaved")),
                    Err(e) => return app.tell(Tone::Warning, fill("error.file", &[("reason", &e.0)])),
                }
                fill("cycle.formSaved", &[("file", &name)])
            }
        };
        let today = time::today();
        let field = if row.asked.is_some_and(|d| d < today) { f::CHASED } else { f::ASKED };
        if save(app, Draft::new(cycle.id, kind::CYCLE).with(format!("{field}/{}", row.id), today.to_string())).await {
            app.tell(Tone::Done, done);
        }
    });
}

/// A name that every system takes for a file.
fn file_name(name: &str, ending: &str) -> String {
    let plain = name.chars().map(|c| if "/\\:*?\"<>|".contains(c) || c.is_control() { '-' } else { c });
    format!("{}.{ending}", plain.take(120).collect::<String>().trim())
}
