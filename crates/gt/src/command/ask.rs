//! `gt ask`: for each owner a form, or the text of the e-mail that asks.

use super::args::{Args, Known};
use super::files;
use super::stop::Stop;
use crate::words::{fill, say};
use golden_thread_core::bundle::{Bundle, Purpose};
use golden_thread_core::days::Date;
use golden_thread_core::domain::owners;
use golden_thread_core::record::Id;
use golden_thread_work::forms::{self, Asking, Form, Letter};
use golden_thread_work::ledger::cycle::{Heard, OwnerRow};
use golden_thread_work::ledger::{Ledger, PlanTree, Side, tree_to_print};
use std::collections::BTreeSet;
use std::path::Path;

const KNOWN: Known =
    Known { command: "ask", values: &["owner", "as", "due", "plan", "output", "now"], switches: &["all", "chase"] };

#[derive(Clone, Copy)]
enum Format {
    Word,
    Excel,
    Mail,
}

/// A plan file as a ledger and the tree that papers are made from.
pub fn open(file: &str, bundle: Bundle, chosen: Option<Id>) -> Result<(Ledger, PlanTree), Stop> {
    let ledger = Ledger::new(bundle.records, None, Side::Office);
    let plan = chosen.or_else(|| ledger.plans().map(|p| p.id()).min());
    let tree = plan.and_then(|plan| tree_to_print(&ledger, plan));
    let tree = tree.ok_or_else(|| files::refused(file, &say("gt.refused.noPlan")))?;
    Ok((ledger, tree))
}

/// The owner of a name, a spelling that was printed, or an id.
pub fn owner(tree: &PlanTree, name: &str) -> Option<Id> {
    let wanted = owners::key(name);
    let mut all = tree.placed_actions().flat_map(|a| &a.owners);
    let is_it = |o: &&golden_thread_work::ledger::OwnerName| {
        o.id.to_string() == name || owners::key(&o.name) == wanted || owners::key(&o.printed) == wanted
    };
    all.find(is_it).map(|o| o.id)
}

/// Makes forms or e-mails.
pub fn run(parser: lexopt::Parser) -> Result<(), Stop> {
    let Some(args) = Args::read(parser, &KNOWN)? else { return Ok(()) };
    let file = args.one_file()?;
    let format = args.read_value("as", "gt.usage.askAs", |name| match name {
        "docx" => Some(Format::Word),
        "xlsx" => Some(Format::Excel),
        "email" => Some(Format::Mail),
        _ => None,
    })?;
    let format = format.ok_or_else(|| Stop::Usage(say("gt.usage.needAskAs")))?;
    let (due, chosen, now) = (args.day("due")?, args.id("plan")?, args.now()?);
    if args.has("all") == args.value("owner").is_some() {
        return Err(Stop::Usage(say("gt.usage.needOwner")));
    }
    let bundle = files::read(file)?;
    let issue = bundle.envelope.number.filter(|_| bundle.envelope.purpose == Purpose::Issue);
    let asking =
        Asking { partnership: bundle.envelope.partnership.clone(), issue, due, figures: None, app: String::new() };
    let (ledger, tree) = open(file, bundle, chosen)?;
    let today: Option<Date> = args.has("chase").then(|| now.to_zoned(jiff::tz::TimeZone::UTC).date().into());
    let cycle = ledger.open_cycle(tree.id);
    let rows = cycle.map(|cycle| ledger.owner_rows(&tree, cycle, std::iter::empty())).unwrap_or_default();
    let make = |form: &Form| match format {
        Format::Word => forms::docx(form),
        Format::Excel => forms::xlsx(form),
        Format::Mail => match today {
            None => text(&forms::letter(form)).into_bytes(),
            Some(today) => {
                let row = rows.iter().find(|row| row.id == form.organisation);
                let missing = row.filter(|row| row.heard() == Heard::Part).map(|row| form.clone().only(&row.missing));
                let heard = row.map_or(Heard::Nothing, OwnerRow::heard);
                text(&forms::chaser(missing.as_ref().unwrap_or(form), heard, today)).into_bytes()
            }
        },
    };
    if let Some(name) = args.value("owner") {
        let form = owner(&tree, name).and_then(|id| forms::ask(&ledger, &tree, id, &asking));
        let form = form.ok_or_else(|| files::refused(file, &no_owner(&tree, name)))?;
        return files::write(args.value("output"), &make(&form));
    }
    let folder = args.value("output").ok_or_else(|| Stop::Usage(say("gt.usage.needFolder")))?;
    let ending = match format {
        Format::Word => "docx",
        Format::Excel => "xlsx",
        Format::Mail => "txt",
    };
    std::fs::create_dir_all(folder)
        .map_err(|e| Stop::Refused(fill("gt.refused.unwritten", &[("file", &folder), ("why", &e)])))?;
    let (mut taken, mut written) = (BTreeSet::new(), String::new());
    for (id, name, _) in forms::owners(&tree) {
        let Some(form) = forms::ask(&ledger, &tree, id, &asking) else { continue };
        let path = Path::new(folder).join(format!("{}.{ending}", free_name(&name, &mut taken)));
        let path = path.to_string_lossy().into_owned();
        files::write(Some(&path), &make(&form))?;
        written += &format!("{path}\n");
    }
    files::print(written.as_bytes())
}

fn text(letter: &Letter) -> String {
    format!("{}\n\n{}", fill("gt.ask.subject", &[("subject", &letter.subject)]), letter.body)
}

fn no_owner(tree: &PlanTree, name: &str) -> String {
    let names: Vec<String> = forms::owners(tree).into_iter().map(|(_, name, _)| name).collect();
    fill("gt.ask.noOwner", &[("name", &name), ("names", &names.join("; "))])
}

/// A file's name of an owner's: letters and digits that every system takes, each name once.
fn free_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let plain: String = plain.split_whitespace().collect::<Vec<_>>().join("-").chars().take(80).collect();
    let plain = if plain.is_empty() { "owner".to_owned() } else { plain };
    let mut free = plain.clone();
    let mut number = 2;
    while !taken.insert(free.to_lowercase()) {
        free = format!("{plain}-{number}");
        number += 1;
    }
    free
}
