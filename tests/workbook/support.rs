//! A plan in which every field of every kind says something, its workbook, and changing cells in it.

use golden_thread::bundle::{self, Partnership};
use golden_thread::days::{Date, date};
use golden_thread::domain::kinds::{self, Shape};
use golden_thread::domain::{Draft, Update, fields as f, kind};
use golden_thread::ledger::{Ledger, Side};
use golden_thread::record::{Clock, Edit, Id, Set};
use golden_thread::workbook::{
    Book, Came, CameRow, CameSheet, Change, Changes, Column, Holds, Readers, book, changes, columns, sheets,
};
use serde_json::{Value, json};
use std::sync::LazyLock;

pub const TODAY: (i16, i8, i8) = (2024, 2, 1);

pub fn today() -> Date {
    date(TODAY.0, TODAY.1, TODAY.2)
}

pub struct World {
    pub ledger: Ledger,
    pub partnership: Partnership,
    pub plan: Id,
}

/// The sample as it is served.
pub static SAMPLE: LazyLock<World> = LazyLock::new(|| {
    let read = bundle::read(include_bytes!("../data/served/sample.thread.json")).unwrap();
    let partnership = read.bundle.envelope.partnership.clone();
    let ledger = Ledger::new(read.bundle.records, None, Side::Office);
    let plan = ledger.plans().next().unwrap().id();
    World { ledger, partnership, plan }
});

/// The sample, and of every kind two records more that say something in every column.
pub static FULL: LazyLock<World> = LazyLock::new(|| {
    let mut set = SAMPLE.ledger.records().clone();
    let mut clock = Clock::new(id("tests", 1));
    for kind in sheets().filter(|kind| *kind != kind::PLAN) {
        for n in [1, 2] {
            let mut draft = Draft::new(id(kind, n), kind);
            if kinds::field(kind, f::PLAN).is_some() {
                draft.set(f::PLAN, SAMPLE.plan.to_string());
            }
            for field in kinds::find(kind).unwrap().fields {
                filled(&mut draft, field, n);
            }
            draft.edits().for_each(|edit| drop(set.edit(&edit, clock.next(1_700_000_000_000))));
        }
    }
    let ledger = Ledger::new(set, None, Side::Office);
    World { ledger, partnership: SAMPLE.partnership.clone(), plan: SAMPLE.plan }
});

pub fn id(kind: &str, n: u8) -> Id {
    golden_thread::domain::ids::derived(&["workbook tests", kind, &n.to_string()])
}

fn any(of: &str, n: u8) -> Id {
    if sheets().any(|sheet| sheet == of) && of != kind::PLAN { id(of, n) } else { SAMPLE.plan }
}

fn filled(draft: &mut Draft, field: &kinds::Field, n: u8) {
    if !columns(kinds::find(field.kind).unwrap()).iter().any(|column| column.name == field.name) {
        return;
    }
    let member = |key: String| format!("{}/{key}", field.name);
    let (name, value): (String, Value) = match field.shape.of_one() {
        Shape::Text(_) => (field.name.to_owned(), format!("{} {n} of {}; =1+1", field.name, field.kind).into()),
        Shape::Mail => (field.name.to_owned(), format!("n{n}@example.org").into()),
        Shape::Web => (field.name.to_owned(), format!("https://example.org/{n}").into()),
        Shape::Telephone => (field.name.to_owned(), format!("020 7946 000{n}").into()),
        Shape::Choice(choices) => (field.name.to_owned(), choices[0].into()),
        Shape::Day => (field.name.to_owned(), format!("2024-03-0{n}").into()),
        Shape::When => (field.name.to_owned(), format!("2024-03-0{n}T1{}:30", field.name.len() % 10).into()),
        Shape::Ref(of) => (field.name.to_owned(), any(of, 1).to_string().into()),
        Shape::Number => (field.name.to_owned(), (f64::from(n) + 0.25).into()),
        Shape::Whole | Shape::Score(_) => (field.name.to_owned(), n.into()),
        Shape::Flag if field.is_list() => (member("Polish".into()), true.into()),
        Shape::Flag => (field.name.to_owned(), true.into()),
        Shape::Timescale => {
            let words = "by March 2026";
            let read = golden_thread::domain::Timescale::read(words, None);
            (field.name.to_owned(), read.to_value())
        }
        Shape::Period => (field.name.to_owned(), golden_thread::domain::Period::read("2024 to 2026").to_value()),
        Shape::Owner | Shape::OwnerOr(_) => {
            (member(id(kind::ORGANISATION, 1).to_string()), json!({ "order": 1, "as": "x" }))
        }
        Shape::Link(of) | Shape::Under(of) => (member(any(of, 1).to_string()), 1.into()),
        Shape::Placed => (member(format!("{}.{}", id(kind::PRIORITY, 1), id(kind::AIM, 1))), 1.into()),
        Shape::Line => (member(format!("Spelling {n}")), true.into()),
        Shape::Topic | Shape::TopicAt => (member("weight".into()), 0.into()),
        Shape::Rating => Update::covering(id(kind::ACTION, n), Some("on-track")),
        shape => panic!("no value for {shape:?} of {}.{}", field.kind, field.name),
    };
    draft.set(name, value);
}

pub fn made(world: &World) -> Book {
    book(&world.ledger, &world.partnership, world.plan, Readers::Office, today()).unwrap()
}

/// A workbook as it would be read untouched, without its having been a file.
pub fn came(book: &Book) -> Came {
    let sheet = |sheet: &golden_thread::workbook::Sheet| CameSheet {
        name: sheet.name(),
        kind: sheet.kind,
        columns: (2..).zip(&sheet.columns).map(|(at, column)| (column.name, at)).collect(),
        rows: (3..)
            .zip(&sheet.rows)
            .map(|(number, row)| CameRow { number, id: row.id.to_string(), cells: row.cells.clone() })
            .collect(),
    };
    let rows = book.sheets.iter().flat_map(|sheet| sheet.rows.iter().map(move |row| (sheet.kind.name, row)));
    Came {
        partnership: book.about.partnership.id,
        plan: book.about.plan,
        made: book.about.made.to_string(),
        sheets: book.sheets.iter().map(sheet).collect(),
        out: rows.map(|(kind, row)| (row.id, (kind, row.cells.clone()))).collect(),
        names: book.names.clone(),
        doubts: Vec::new(),
    }
}

pub fn read_back(world: &World, came: &Came) -> Changes {
    changes(came, &world.ledger, &world.partnership, today()).unwrap()
}

pub fn sheet<'a>(came: &'a mut Came, kind: &str) -> &'a mut CameSheet {
    came.sheets.iter_mut().find(|sheet| sheet.kind.name == kind).unwrap()
}

/// Writes into a cell of a record's row.
pub fn write(came: &mut Came, record: Id, column: &'static str, text: &str) {
    let rows = came.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
    let row = rows.into_iter().find(|row| row.id == record.to_string()).unwrap();
    match text {
        "" => drop(row.cells.remove(column)),
        text => drop(row.cells.insert(column, text.to_owned())),
    }
}

/// Another text that this cell may hold.
pub fn other(book: &Book, column: Column, now: &str) -> String {
    let text = match (column.list(), column.shape()) {
        (Some(_), Shape::Flag) => if now.is_empty() { "Yes" } else { "" }.to_owned(),
        (Some(list), _) => {
            let names = book.names.list(&list).iter().filter(|name| name.is_offered);
            names.map(|name| name.name.clone()).find(|name| !now.contains(name.as_str())).unwrap()
        }
        (None, Shape::Mail) => "other@example.org".into(),
        (None, Shape::Web) => "https://example.org/other".into(),
        (None, Shape::Day) => "2029-10-31".into(),
        (None, Shape::When) => "2029-10-31T08:05".into(),
        (None, Shape::Number) => "-12.5".into(),
        (None, Shape::Whole) => "77".into(),
        (None, Shape::Score(_)) => "4".into(),
        (None, Shape::Timescale) => "by summer 2031".into(),
        (None, Shape::Flag) => "Somali, Welsh".into(),
        (None, Shape::Line) => "Another\nOne spelling".into(),
        (None, _) => "Other words".into(),
    };
    match column.holds {
        // A line each.
        Holds::Ratings(_) => now.lines().map(|_| text.clone()).collect::<Vec<_>>().join("\n"),
        _ => text,
    }
}

/// A ledger in which these changes are made.
pub fn with(world: &World, changes: &[Change]) -> World {
    let mut set = world.ledger.records().clone();
    let mut clock = Clock::new(id("writer", 9));
    for change in changes {
        for (field, value) in &change.edits {
            let edit =
                Edit { record: change.record, kind: change.kind.into(), field: field.clone(), value: value.clone() };
            set.edit(&edit, clock.next(1_800_000_000_000));
        }
    }
    World { ledger: ledger(set), partnership: world.partnership.clone(), plan: world.plan }
}

pub fn ledger(set: Set) -> Ledger {
    Ledger::new(set, None, Side::Office)
}
