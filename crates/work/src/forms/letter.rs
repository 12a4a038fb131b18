//! The texts of e-mails: the one that asks for updates, the one that asks again, and those with which files go. Plain
//! text: it can be sent from anywhere. What is asked can be answered by writing under each action's heading.

use super::ask::{Asked, Form};
use super::docx::when;
use crate::days::Date;
use crate::ledger::cycle::Heard;
use crate::words::{count_with, day, fill, say};

/// An e-mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// The same without what is also in the file that goes with it, for links that hold only so much.
    pub brief: String,
}

/// A plan file that goes out, as its letter speaks of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFile<'a> {
    /// The partnership's name.
    pub partnership: &'a str,
    /// The plan file's number.
    pub number: u64,
    /// The file's name.
    pub file: &'a str,
    /// Its check words.
    pub words: &'a str,
    /// Where the app is, as an address; or empty.
    pub app: &'a str,
    /// The day by which updates are wanted.
    pub due: Option<Date>,
}

/// The e-mail that asks for the first time.
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
    asking(form, subject, &[ask, when(form, due)])
}

/// The e-mail that asks again, written today. Whoever was heard in this cycle is thanked, and asked only for what is missing
/// or, where nothing is, whether anything has changed.
pub fn chaser(form: &Form, heard: Heard, today: Date) -> Letter {
    let gaps: [(&str, &dyn std::fmt::Display); 2] =
        [("plan", &form.plan_title), ("organisation", &form.organisation_name)];
    let again = match heard {
        Heard::Nothing => fill("forms.letter.again", &gaps),
        Heard::Part => count_with("forms.letter.againPart", form.actions.len(), &gaps),
        Heard::All => {
            let subject = fill("forms.letter.subjectHeard", &[("plan", &form.plan_title)]);
            return asking(form, subject, &[fill("forms.letter.againHeard", &gaps)]);
        }
    };
    let subject = fill("forms.letter.subjectAgain", &[("plan", &form.plan_title)]);
    let due = match form.due {
        Some(due) if due < today => fill("forms.letter.wasDue", &[("day", &day(due))]),
        Some(due) => fill("forms.letter.due", &[("day", &day(due))]),
        None => say("forms.intro.noDue"),
    };
    asking(form, subject, &[again, when(form, due), say("forms.letter.sent")])
}

/// The e-mail with which a plan file goes out: what it is, what is wanted of whoever gets it and by when, where the app
/// is, and that a plain answer does as well.
pub fn of_plan_file(of: &PlanFile<'_>) -> Letter {
    let file: [(&str, &dyn std::fmt::Display); 4] =
        [("partnership", &of.partnership), ("number", &of.number), ("file", &of.file), ("app", &of.app)];
    let want = match of.due {
        Some(due) => fill("forms.plan.wantBy", &[("day", &day(due))]),
        None => say("forms.plan.want"),
    };
    let lines = [
        fill("forms.plan.what", &file),
        want,
        fill(if of.app.is_empty() { "forms.plan.open" } else { "forms.plan.openAt" }, &file),
        say("forms.plan.else"),
        fill("forms.plan.words", &[("words", &of.words)]),
        say("forms.letter.thanks"),
    ];
    plain(fill("forms.plan.subject", &file), &lines)
}

/// The e-mail with which any other file goes: what it is called, for whom, and where it is opened.
pub fn of_file(partnership: &str, file: &str, words: &str, app: &str) -> Letter {
    let gaps: [(&str, &dyn std::fmt::Display); 4] =
        [("partnership", &partnership), ("file", &file), ("words", &words), ("app", &app)];
    let open = if app.is_empty() { "forms.file.open" } else { "forms.file.openAt" };
    let lines = [fill("forms.file.what", &gaps), fill(open, &gaps), fill("forms.plan.words", &gaps)];
    plain(fill("forms.file.subject", &gaps), &lines)
}

fn plain(subject: String, lines: &[String]) -> Letter {
    let body = format!("{}\n\n{}\n", say("forms.letter.dear"), lines.join("\n"));
    Letter { subject, brief: body.clone(), body }
}

/// What is asked and by when (`opening`), and how: in six lines where it is asked for the first time.
fn asking(form: &Form, subject: String, opening: &[String]) -> Letter {
    let app = (!form.app.is_empty()).then(|| fill("forms.letter.byApp", &[("app", &form.app)]));
    let how = if app.is_some() { "forms.letter.howThree" } else { "forms.letter.how" };
    let head = |by_reply: &str| {
        let mut lines = opening.to_vec();
        lines.extend([say(how), say("forms.letter.byForm"), say(by_reply)]);
        lines.extend(app.clone());
        lines.join("\n")
    };
    let (dear, thanks) = (say("forms.letter.dear"), say("forms.letter.thanks"));
    let mut parts = vec![dear.clone(), head("forms.letter.byReply"), labels(form)];
    parts.extend(form.actions.iter().map(about));
    parts.push(thanks.clone());
    let brief = [dear, head("forms.letter.byOwnWords"), thanks];
    Letter { subject, body: parts.join("\n\n") + "\n", brief: brief.join("\n\n") + "\n" }
}

/// How lines can begin, and how actions are rated.
fn labels(form: &Form) -> String {
    let ratings: Vec<&str> = form.scale.0.iter().map(|r| r.name.as_str()).collect();
    let labels = [say("forms.label.rating"), say("forms.label.next"), say("forms.label.when"), say("forms.label.help")];
    let labels: Vec<String> = labels.iter().map(|l| fill("forms.letter.label", &[("label", l)])).collect();
    let mut lines = vec![fill("forms.letter.labels", &[("labels", &labels.join(", "))])];
    if !ratings.is_empty() {
        lines.push(fill("forms.letter.ratings", &[("ratings", &ratings.join(", "))]));
    }
    lines.join("\n")
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
