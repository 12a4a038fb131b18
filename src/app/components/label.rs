//! Who a file is from, as far as its signature tells: the same words wherever the file is looked at.

use super::Button;
use super::Tone;
use super::live;
use crate::app::context::{App, of_record, use_app};
use crate::bundle::Purpose;
use crate::ledger::{Ledger, Side};
use crate::pencil::taking_back::TakingBack;
use crate::seal::PublicKey;
use crate::store::trust::{Label, ToAccept};
use crate::store::{Intent, RowChange, State};
use crate::words::{fill, say};
use leptos::prelude::*;

/// The label of a file.
pub fn label_view(label: Label) -> AnyView {
    let class = if label.warning { Tone::Warning.class() } else { "gt-meta" };
    view! { <p class=class>{label.words}</p> }.into_any()
}

/// The label of a file that was opened here, with the way to naming its sender where nobody has.
#[component]
pub fn FileLabel(
    /// The file's id.
    file: String,
) -> impl IntoView {
    let app = use_app();
    let of = file.clone();
    let asked = StoredValue::new(file.clone());
    let known = file.clone();
    let shown = Memo::new(move |_| app.state.with(|s| Some((s.label(&known)?, s.to_name(&known)))));
    // Whether the sender can be accepted is asked of all updates: only anew when the record or what is known of the sender changes.
    let accept = Memo::new(move |_| {
        shown
            .with(Option::is_some)
            .then(|| of_record(app, |_| app.state.with_untracked(|s| s.to_accept(&file))))
            .flatten()
    });
    let made_here = Memo::new(move |_| {
        app.state
            .with(|s| s.received.iter().any(|r| r.id == of && r.proof.is_none() && r.purpose == Purpose::Return.name()))
    });
    live(move || {
        let Some((label, sender)) = shown.get() else {
            let is_made_here = made_here.get();
            return is_made_here.then(|| view! { <p class="gt-meta">{say("inbox.unproven")}"."</p> }.into_any());
        };
        let named = match (sender, accept.get()) {
            (sender, Some(who)) => Some(accepting(app, asked.get_value(), sender.map(|(_, key, _)| key), who)),
            (Some((writer, key, name)), None) => {
                let press = move || {
                    app.save_keys(Box::new(move |keys| keys.name_sender(writer, key)), "exchange.senders.named");
                };
                Some(view! { <Button label=told(&name) small=true on_press=press/> }.into_any())
            }
            (None, None) => None,
        };
        Some(view! { {label_view(label)} {named} }.into_any())
    })
}

/// What somebody says who has asked the sender.
fn told(name: &str) -> String {
    let somebody = say("piece.somebody");
    let name = if name.is_empty() { somebody.as_str() } else { name };
    fill("exchange.senders.name", &[("name", &name)])
}

/// The press by which the office accepts a sender for an organisation, with what it means; where their key is not named yet it
/// names that as well.
fn accepting(app: App, file: String, key: Option<PublicKey>, who: ToAccept) -> AnyView {
    let somebody = say("piece.somebody");
    let name = if who.name.is_empty() { somebody.as_str() } else { who.name.as_str() };
    let gaps: [(&str, &dyn std::fmt::Display); 2] = [("name", &name), ("organisation", &who.organisation_name)];
    let label = match who.is_signed && key.is_none() {
        true => fill("exchange.senders.speaks", &gaps),
        false => told(name),
    };
    let hint = fill("exchange.senders.counts", &gaps);
    let unsigned = (!who.is_signed).then(|| view! { " " {say("exchange.senders.countsUnsigned")} });
    let done = fill(if key.is_some() { "exchange.senders.namedFor" } else { "exchange.senders.accepted" }, &gaps);
    let press = move || accept(app, file.clone(), key, who.clone(), done.clone());
    view! {
        <div class="gt-actions"><Button label=label small=true on_press=press/></div>
        <p class="nhsuk-hint">{hint} {unsigned}</p>
    }
    .into_any()
}

/// Stores it, and offers to take it back.
fn accept(app: App, file: String, key: Option<PublicKey>, who: ToAccept, done: String) {
    leptos::task::spawn_local(async move {
        let mut back = TakingBack::default();
        let mut build = |s: &State| {
            // Another window may have said so meanwhile.
            s.to_accept(&file).filter(|now| (now.writer, now.organisation) == (who.writer, who.organisation))?;
            let work = s.accepted(&file, &who);
            // Who they are joins with it, and stays.
            let mut records = s.ledger.records().clone();
            work.joins.iter().for_each(|record| records.join_record(record.clone()));
            back = TakingBack::of(&Ledger::new(records, None, Side::Office), &work.edits);
            let mut keys = s.keys.clone();
            let rows = key.map(|key| {
                keys.name_sender(who.writer, key);
                RowChange::Keys(keys)
            });
            Some(Intent { work, rows: rows.into_iter().collect() })
        };
        if app.transact(&mut build).await == Ok(true) {
            app.tell_saved(done, back);
        }
    });
}
