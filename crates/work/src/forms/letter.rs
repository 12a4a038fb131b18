//! The text of the e-mail that asks for updates, and of the one that asks again. Plain text: it can be sent
//! from anywhere, and answered by writing under each action's heading.

use super::ask::{Asked, Form};
use super::docx::when;
use crate::days::Date;
use crate::words::{count_with, day, fill, say};

/// An e-mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

/// The e-mail that asks.
pub fn letter(form: &Form) -> Letter {
    let subject = match form.due {
        Some(due) => fill("forms.letter.subjectDue", &[("plan", &form.plan_title), ("day", &day(due))]),
        None => fill("forms.letter.subject", &[("plan", &form.plan_title)]),
    };
    let ask = count_with(
        "forms.letter.ask",
        form.actions.len(),
        &[("plan", &form.plan_title), ("organisation", &form.organisation_name)],
    );
    let due = form.due.map_or_else(|| say("forms.intro.noDue"), |d| fill("forms.letter.due", &[("day", &day(d))]));
    Letter { subject, body: body(form, &[ask, when(form, due)]) }
}

/// The e-mail that asks again, written today.
pub fn chaser(form: &Form, today: Date) -> Letter {
    let subject = fill("forms.letter.subjectAgain", &[("plan", &form.plan_title)]);
    let again = fill("forms.letter.again", &[("plan", &form.plan_title), ("organisation", &form.organisation_name)]);
    let due = match form.due {
        Some(due) if due < today => fill("forms.letter.wasDue", &[("day", &day(due))]),
        Some(due) => fill("forms.letter.due", &[("day", &day(due))]),
        None => say("forms.intro.noDue"),
    };
    Letter { subject, body: body(form, &[again, when(form, due), say("forms.letter.sent")]) }
}

fn body(form: &Form, opening: &[String]) -> String {
    let ratings: Vec<&str> = form.scale.0.iter().map(|r| r.name.as_str()).collect();
    let labels = [say("forms.label.rating"), say("forms.label.next"), say("forms.label.when"), say("forms.label.help")];
    let labels: Vec<String> = labels.iter().map(|l| fill("forms.letter.label", &[("label", l)])).collect();
    let mut parts = vec![say("forms.letter.dear"), opening.join("\n")];
    let mut how = vec![
        say("forms.letter.how"),
        say("forms.letter.byForm"),
        say("forms.letter.byReply"),
        fill("forms.letter.labels", &[("labels", &labels.join(", "))]),
    ];
    if !ratings.is_empty() {
        how.push(fill("forms.letter.ratings", &[("ratings", &ratings.join(", "))]));
    }
    parts.push(how.join("\n"));
    parts.extend(form.actions.iter().map(about));
    parts.push(say("forms.letter.thanks"));
    parts.join("\n\n") + "\n"
}

/// An action: its heading on a line of its own, then when it is due and what was said last.
fn about(action: &Asked) -> String {
    let mut lines = vec![one_line(&action.heading())];
    if !action.timescale.trim().is_empty() {
        lines.push(one_line(&fill("forms.timescale", &[("words", &action.timescale)])));
    }
    if action.last.is_empty() {
        lines.push(say("forms.last.none"));
    }
    lines.extend(action.last.iter().map(|last| last.about().trim_end_matches(':').to_owned() + "."));
    let figure = |m: &super::AskedMeasure| {
        one_line(&fill("forms.letter.figure", &[("measure", &m.label()), ("last", &m.last_words())]))
    };
    lines.extend(action.measures.iter().map(figure));
    lines.join("\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
