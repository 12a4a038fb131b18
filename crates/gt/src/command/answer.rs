//! `gt answer`: what an owner's form (or a reply as text, a mail with either, or a plan's workbook) says, as a file to the
//! office. What was not understood goes to standard error; nothing of it is dropped.

use super::args::{Args, Known, ms};
use super::stop::Stop;
use super::{answer_book, ask, files};
use crate::words::{count, fill, say};
use data_encoding::HEXLOWER;
use golden_thread_core::bundle;
use golden_thread_core::days::Date;
use golden_thread_core::domain::{Draft, ids::derived};
use golden_thread_core::record::Id;
use golden_thread_work::forms::mail::Voice;
use golden_thread_work::forms::{self, Answer, Answers, Refused, Said};
use golden_thread_work::post::{self, Head, Paper, What};
use golden_thread_work::workbook;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const KNOWN: Known =
    Known { command: "answer", values: &["plan", "owner", "by", "on", "now", "writer", "output"], switches: &["json"] };

/// Reads a form and writes a bundle, or what was read as JSON.
pub fn run(parser: lexopt::Parser) -> Result<(), Stop> {
    let Some(args) = Args::read(parser, &KNOWN)? else { return Ok(()) };
    let file = args.one_file()?;
    let plan = args.value("plan").ok_or_else(|| Stop::Usage(say("gt.usage.needPlanFile")))?;
    let (now, writer, on) = (args.now()?, args.id("writer")?, args.day("on")?);
    let plan_file = files::read(plan)?;
    let partnership = plan_file.envelope.partnership.clone();
    let (ledger, tree) = ask::open(plan, plan_file, None)?;
    let owner = args.value("owner").map(|name| {
        let refused = || files::refused(plan, &fill("gt.answer.noOwner", &[("name", &name)]));
        ask::owner(&tree, name).ok_or_else(refused)
    });
    let owner = owner.transpose()?;
    let today: Date = now.to_zoned(jiff::tz::TimeZone::UTC).date().into();
    let bytes = files::bytes(file)?;
    let writer = writer.unwrap_or_else(|| Id::from_bytes(uuid::Uuid::now_v7().into_bytes()));
    let digest: String = HEXLOWER.encode(&Sha256::digest(&bytes));
    let voice = Voice {
        partnership: partnership.clone(),
        file: derived(&["bundle", &writer.to_string(), &now.to_string(), &digest]),
        writer,
        now_ms: ms(now),
        created: now.to_string(),
        today,
    };
    let refused = |why: &dyn std::fmt::Display| files::refused(file, why);
    match workbook::read(&bytes) {
        Ok(came) => {
            let all = workbook::changes(&came, &ledger, &partnership, today).map_err(|why| refused(&why))?;
            if args.has("json") {
                return print(&args, &answer_book::summary(&all, came.plan, &came.made));
            }
            answer_book::say_doubts(&all);
            let made = all.bundle(&ledger, voice, args.value("by").unwrap_or_default(), owner);
            return files::write(args.value("output"), bundle::write(&made).as_bytes());
        }
        Err(why @ (workbook::Refused::NothingToCompare | workbook::Refused::Newer)) => return Err(refused(&why)),
        // An owner's form, a reply, or what is neither.
        Err(_) => {}
    }
    let known = forms::Known::of(&ledger, &tree, &partnership).on(today);
    let Came { answers, head, beside } = came(file, &bytes, &known, owner)?;
    let mut said = Said::of(&answers, &ledger);
    said.plan = Some(tree.id);
    said.organisation = owner.or(said.organisation);
    // A mail says itself who sent it and when, where a form in it does not.
    if let (Some(head), true) = (&head, answers.filled_in_by.trim().is_empty()) {
        // An address belongs to contacts, which the office keeps to itself.
        let who = &head.name;
        said.who = if who.is_empty() { said.who } else { who.clone() };
    }
    said.when = on.or(said.when).or_else(|| head.as_ref().and_then(|h| h.sent));
    if let Some(by) = args.value("by") {
        by.clone_into(&mut said.who);
    }
    if args.has("json") {
        return print(&args, &summary(&answers, &said, &beside));
    }
    say_doubts(&answers, &beside);
    let proposed = forms::updates(&answers, &said, today);
    let drafts: Vec<Draft> = proposed.into_iter().flat_map(|p| p.update.into_iter().chain(p.figures)).collect();
    let made = voice.bundle(&said.who, said.organisation, &drafts);
    files::write(args.value("output"), bundle::write(&made).as_bytes())
}

/// What came back: the answers, the mail they came in, and what else lay in it.
struct Came {
    answers: Answers,
    head: Option<Head>,
    /// What was not read as an answer: the way it came by, and what to do about it.
    beside: Vec<(String, String)>,
}

/// Reads what came back: a form, a reply as text, or the one form or reply that lies in a mail. A form counts for more
/// than the words of the mail it came in, which are listed then.
fn came(file: &str, bytes: &[u8], known: &forms::Known, owner: Option<Id>) -> Result<Came, Stop> {
    let items = post::recognise(&name_of(file), bytes);
    let is_mail = items.iter().any(|item| item.from.is_some());
    if !is_mail {
        let read = match forms::read(bytes, known) {
            Err(Refused::Text) => forms::read_reply(&String::from_utf8_lossy(bytes), known, owner),
            read => read,
        };
        let answers = read.map_err(|why| files::refused(file, &why))?;
        return Ok(Came { answers, head: None, beside: Vec::new() });
    }
    let (mut forms_in_it, mut replies, mut beside) = (Vec::new(), Vec::new(), Vec::new());
    for item in &items {
        let head = item.from.as_deref().cloned();
        match &item.what {
            What::Form(_) | What::Paper(Paper::Document | Paper::Sheet) => match forms::read(&item.bytes, known) {
                Ok(answers) => forms_in_it.push((item.place(), answers, head)),
                Err(why) => beside.push((item.place(), why.to_string())),
            },
            What::Reply { words, other } => {
                beside.extend(other.map(|other| (item.place(), other.words())));
                match forms::read_reply(words, known, owner) {
                    Ok(answers) => replies.push((item.place(), answers, head, words.clone())),
                    Err(Refused::Empty) => {}
                    Err(why) => beside.push((item.place(), why.to_string())),
                }
            }
            What::NotRead(why) => beside.push((item.place(), why.to_string())),
            _ => beside.push((item.place(), say("gt.answer.notAnswer"))),
        }
    }
    let mut forms_in_it = forms_in_it.into_iter();
    let mut replies = replies.into_iter();
    let found = match forms_in_it.next() {
        Some((_, answers, head)) => Some((answers, head)),
        None => replies.next().map(|(_, answers, head, _)| (answers, head)),
    };
    let Some((answers, head)) = found else {
        let why = beside.into_iter().map(|(place, why)| fill("gt.answer.at", &[("place", &place), ("words", &why)]));
        return Err(files::refused(file, &why.collect::<Vec<_>>().join("\n")));
    };
    beside.extend(forms_in_it.map(|(place, ..)| (place, say("gt.answer.anotherForm"))));
    let words = |words: &str| fill("gt.answer.wordsBeside", &[("words", &words)]);
    beside.extend(replies.map(|(place, _, _, text)| (place, words(text.trim()))));
    Ok(Came { answers, head, beside })
}

/// The name of a file, without its folder.
fn name_of(file: &str) -> String {
    std::path::Path::new(file).file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What was read, for other programs.
fn print(args: &Args, read: &Value) -> Result<(), Stop> {
    let text = serde_json::to_string_pretty(read).unwrap_or_default() + "\n";
    files::write(args.value("output"), text.as_bytes())
}

/// What a person has to look at: remarks, answers without an action, what was not understood, and what lay beside.
fn say_doubts(answers: &Answers, beside: &[(String, String)]) {
    for (place, words) in beside {
        eprintln!("{}", fill("gt.answer.at", &[("place", place), ("words", words)]));
    }
    for remark in &answers.remarks {
        eprintln!("{remark}");
    }
    for answer in answers.answers.iter().filter(|a| a.action.is_none()) {
        let words = fill("gt.answer.unmatched", &[("heading", &answer.heading), ("words", &all_words(answer))]);
        eprintln!("{}", fill("gt.answer.at", &[("place", &answer.place.words()), ("words", &words)]));
    }
    for left in &answers.leftovers {
        let words = format!("{} \u{201c}{}\u{201d}", left.why, left.words);
        eprintln!("{}", fill("gt.answer.at", &[("place", &left.place.words()), ("words", &words)]));
    }
    let matched = answers.answers.iter().filter(|a| a.action.is_some()).count();
    eprintln!("{}", count("gt.answer.answers", matched));
    let not = answers.leftovers.len() + answers.answers.len() - matched;
    eprintln!("{}", count("gt.answer.notUnderstood", not));
}

fn all_words(answer: &Answer) -> String {
    let figures = answer.figures.iter().map(|f| format!("{}: {}", f.name, f.value));
    let texts = [&answer.update, &answer.next_step, &answer.by_when, &answer.help].into_iter().cloned();
    let rating = answer.rating.clone().into_iter();
    texts.chain(rating).chain(figures).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" | ")
}

/// What was read, for other programs.
fn summary(answers: &Answers, said: &Said, beside: &[(String, String)]) -> Value {
    let id = |id: Option<Id>| id.map(|id| id.to_string());
    let answer = |a: &Answer| {
        let figures: Vec<Value> =
            a.figures.iter().map(|f| json!({ "measure": id(f.measure), "name": f.name, "value": f.value })).collect();
        json!({
            "action": id(a.action),
            "heading": a.heading,
            "update": a.update,
            "rating": a.rating,
            "nextStep": a.next_step,
            "byWhen": a.by_when,
            "helpNeeded": a.help,
            "figures": figures,
            "place": a.place.words(),
        })
    };
    let left = |l: &forms::Leftover| json!({ "place": l.place.words(), "words": l.words, "why": l.why });
    json!({
        "as": answers.via.name(),
        "partnership": id(answers.partnership),
        "plan": id(answers.plan),
        "organisation": id(said.organisation),
        "issue": answers.issue,
        "filledInBy": said.who,
        "date": said.when.map(|d| d.to_string()),
        "dateAsWritten": answers.date_words,
        "answers": answers.answers.iter().map(answer).collect::<Vec<_>>(),
        "notUnderstood": answers.leftovers.iter().map(left).collect::<Vec<_>>(),
        "remarks": answers.remarks,
        "beside": beside.iter().map(|(place, words)| json!({ "place": place, "words": words })).collect::<Vec<_>>(),
    })
}
