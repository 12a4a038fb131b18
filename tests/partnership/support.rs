//! A partnership that is typed in, fact by fact.

use golden_thread::bundle::Partnership;
use golden_thread::days::{Date, date};
use golden_thread::domain::ids::derived;
use golden_thread::domain::kinds::{self, Field, Kind, Shape};
use golden_thread::domain::{fields as f, kind};
use golden_thread::ledger::find::find;
use golden_thread::ledger::pieces::Names;
use golden_thread::ledger::{Ledger, Side};
use golden_thread::pencil::{Filled, Form, adding, value};
use golden_thread::record::{Clock, Edit, Id, Record, Set};
use golden_thread::workbook::{Book, Readers, book, sheets};
use std::collections::BTreeMap;

const TODAY: Date = date(2020, 9, 30);

/// A fact: what is typed in a field of a record.
#[derive(Clone)]
pub struct Fact {
    record: String,
    kind: &'static Kind,
    field: &'static Field,
    typed: String,
    /// Whether it is one of the paper's; the others only make the record one.
    pub counts: bool,
}

impl std::fmt::Debug for Fact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}.{} = {}", self.record, self.kind.name, self.field.name, self.typed)
    }
}

/// The facts of a paper, and how many have no place here.
pub fn facts(paper: &str) -> (Vec<Fact>, usize) {
    let (mut facts, mut not_here, mut at) = (Vec::new(), 0, None);
    for line in paper.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(head) = line.strip_prefix('[') {
            let (record, kind) = head.trim_end_matches(']').split_once(' ').unwrap();
            at = Some((record.to_owned(), kinds::find(kind).unwrap()));
        } else if line.starts_with("- ") {
            not_here += 1;
        } else {
            let (name, typed) = line.trim_start_matches("! ").split_once(" = ").unwrap();
            let (record, kind) = at.clone().unwrap();
            let field = kind.fields.iter().find(|field| field.name == name);
            let field = field.unwrap_or_else(|| panic!("{} has no {name}", kind.name));
            let counts = line.starts_with("! ");
            let is_free = [f::DESCRIPTION, f::NOTE].contains(&name);
            assert!(!(counts && is_free), "{line}: a free text is no place for a fact");
            facts.push(Fact { record, kind, field, typed: typed.to_owned(), counts });
        }
    }
    (facts, not_here)
}

pub struct World {
    records: Set,
    ledger: Ledger,
    clock: Clock,
}

fn id(name: &str) -> Id {
    derived(&["partnership tests", name])
}

/// The records that a typed text names.
fn named(typed: &str) -> impl Iterator<Item = Id> {
    typed.split_whitespace().filter_map(|word| word.strip_prefix('@')).map(id)
}

/// Whether a field's value is the id of something, or of several.
fn is_naming(field: &Field) -> bool {
    matches!(field.shape.of_one(), Shape::Ref(_) | Shape::Link(_) | Shape::Under(_))
}

impl World {
    pub fn new() -> World {
        World { records: Set::new(), ledger: ledger(Set::new()), clock: Clock::new(id("writer")) }
    }

    /// Types the facts in, a form a record, in the order in which the paper has them.
    pub fn enter(&mut self, facts: &[Fact]) {
        let mut order: Vec<&Fact> = Vec::new();
        for fact in facts {
            if !order.iter().any(|known| known.record == fact.record) {
                order.push(fact);
            }
        }
        for first in order {
            let of: Vec<&Fact> = facts.iter().filter(|fact| fact.record == first.record).collect();
            let mut filled: BTreeMap<String, String> = BTreeMap::new();
            for fact in &of {
                let typed = match is_naming(fact.field) {
                    true => named(&fact.typed).map(|id| id.to_string()).collect::<Vec<_>>().join(" "),
                    false => fact.typed.clone(),
                };
                // Several facts of one field stand in lines.
                let stands = filled.entry(fact.field.name.to_owned()).or_default();
                *stands = format!("{stands}\n{typed}").trim().to_owned();
            }
            self.save(first.kind, id(&first.record), Filled(filled));
        }
    }

    fn save(&mut self, kind: &'static Kind, id: Id, filled: Filled) {
        let form = Form::whole(kind, TODAY);
        let unasked = filled.0.keys().find(|name| form.field(name).is_none());
        assert_eq!(unasked, None, "no form of a {} asks for it", kind.name);
        let wrong = form.wrong(&self.ledger, None, &filled);
        assert_eq!(wrong, [], "{}: {filled:?}", kind.name);
        let mut edits = form.edits(&self.ledger, id, &filled);
        // What its page puts beside what is typed: the plan, and the place among others.
        let plan = self.ledger.plans().next().map(|plan| plan.id().to_string()).unwrap_or_default();
        let place = if kind.name == kind::PRIORITY { plan.clone() } else { String::new() };
        let place = adding::place(&self.ledger, kind.name, id, &place).unwrap_or_default();
        edits.extend(place);
        let has_plan =
            kind.field(f::PLAN).is_some_and(|field| !field.is_asked) && !edits.iter().any(|e| e.field == f::PLAN);
        if has_plan {
            edits.push(Edit { record: id, kind: kind.name.into(), field: f::PLAN.into(), value: plan.into() });
        }
        for edit in &edits {
            let _ = self.records.edit(edit, self.clock.next(1_600_000_000_000));
        }
        self.ledger = ledger(self.records.clone());
    }

    /// Each fact of the paper reads on its record's page as it was typed, is found, and stands in the workbook.
    pub fn holds(&self, facts: &[Fact]) {
        let plan = self.ledger.plans().next().map(|plan| plan.id());
        let partnership = Partnership { id: id("partnership"), name: "A partnership".into() };
        let book = plan.map(|plan| book(&self.ledger, &partnership, plan, Readers::Office, TODAY).unwrap());
        for fact in facts.iter().filter(|fact| fact.counts) {
            let record = self.ledger.live(id(&fact.record), fact.kind.name).unwrap();
            let shown = value::shown(&self.ledger, record, fact.field);
            for words in self.reads(fact) {
                assert!(shown.contains(&words), "{fact:?}: the page says {shown:?}, not {words:?}");
            }
            let title = self.names().title(record.id);
            assert!(self.finds(&title, record), "{fact:?} is not found by {title:?}");
            for words in self.worded(fact) {
                assert!(self.finds(&words, record), "{fact:?} is not found by {words:?}");
            }
            if let Some(book) = &book {
                self.stands(book, fact, record);
            }
        }
    }

    fn names(&self) -> Names<'_> {
        Names { ledger: &self.ledger, file: None }
    }

    /// What the page of its record has to say of a fact.
    fn reads(&self, fact: &Fact) -> Vec<String> {
        match fact.field.shape {
            Shape::Flag => vec!["Yes".to_owned()],
            _ => self.worded(fact).into_iter().chain(self.numbered(fact)).collect(),
        }
    }

    /// The words of a fact, each by which it can be looked for.
    fn worded(&self, fact: &Fact) -> Vec<String> {
        match fact.field.shape.of_one() {
            _ if is_naming(fact.field) => named(&fact.typed).map(|id| self.names().title(id)).collect(),
            Shape::Choice(_) => vec![fact.field.choice(&fact.typed)],
            Shape::Day | Shape::Number | Shape::Whole | Shape::Score(_) | Shape::Flag => Vec::new(),
            Shape::Owner | Shape::OwnerOr(_) => fact.typed.split(';').map(|name| name.trim().to_owned()).collect(),
            _ => vec![fact.typed.clone()],
        }
    }

    /// A fact that is a day or a number, as it reads.
    fn numbered(&self, fact: &Fact) -> Option<String> {
        let is_number = matches!(fact.field.shape, Shape::Day | Shape::Number | Shape::Whole | Shape::Score(_));
        is_number.then(|| fact.typed.clone())
    }

    fn finds(&self, words: &str, record: &Record) -> bool {
        find(&self.ledger, &sheets().collect::<Vec<_>>(), words).iter().any(|found| found.id == record.id)
    }

    /// What the records are called in which these words are found.
    pub fn found(&self, words: &str) -> Vec<String> {
        find(&self.ledger, &sheets().collect::<Vec<_>>(), words).into_iter().map(|found| found.title).collect()
    }

    /// A fact stands in its record's row, in its field's column.
    fn stands(&self, book: &Book, fact: &Fact, record: &Record) {
        let sheet = book.sheets.iter().find(|sheet| sheet.kind.name == fact.kind.name).unwrap();
        let row = sheet.rows.iter().find(|row| row.id == record.id).unwrap_or_else(|| panic!("{fact:?} has no row"));
        let cell = row.cells.get(fact.field.name).map(String::as_str).unwrap_or_default();
        let words = match fact.field.shape {
            Shape::Day => record.text(fact.field.name).map(str::to_owned).into_iter().collect(),
            Shape::Flag => vec!["Yes".to_owned()],
            _ => self.reads(fact),
        };
        assert!(
            !words.is_empty() && words.iter().all(|words| cell.contains(words)),
            "{fact:?}: the cell says {cell:?}"
        );
    }
}

fn ledger(records: Set) -> Ledger {
    Ledger::new(records, None, Side::Office)
}
