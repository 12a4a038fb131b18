//! The sample plan, whose forms come back, and how one part of a document is put where readers look for it.

#[path = "../../tests/common/sample.rs"]
mod sample;

use golden_thread::bundle::Partnership;
use golden_thread::forms::{Asking, Form, Known, ask, owners, xlsx};
use golden_thread::ledger::{Ledger, PlanTree, Side};
use golden_thread::office::package::{self, Properties};
use golden_thread::office::unpack;
use std::sync::LazyLock;

/// The sample plan.
pub struct Plan {
    /// As a tree.
    pub tree: PlanTree,
    /// Its records.
    pub ledger: Ledger,
    /// What readers of answers know of it.
    pub known: Known,
    /// What one of its owners is asked.
    pub form: Form,
    own: Vec<(String, String)>,
    /// The parts of its sheet.
    sheet: Vec<(String, Vec<u8>)>,
}

/// The organisation whose forms come back.
const OWNER: &str = "Adult Social Care";

/// The sample plan, made once.
pub static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let source: serde_json::Value = serde_json::from_str(include_str!("../../samples/southwark.json")).unwrap();
    let ledger = Ledger::new(sample::records(&source), None, Side::Office);
    let tree = ledger.tree(ledger.plans().next().unwrap());
    let name = source["partnership"].as_str().unwrap().to_owned();
    let partnership = Partnership { id: sample::id("partnership", &name), name };
    let known = Known::of(&ledger, &tree, &partnership);
    // One sentence of its own is enough to say that the form says them; otherwise all owners' forms are written each time.
    let own = [("gt.form", "1"), ("gt.partnership", &partnership.id.to_string()), ("gt.own.1", "0123456789")];
    let own = own.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let (owner, ..) = owners(&tree).into_iter().find(|(_, name, _)| name == OWNER).unwrap();
    let asking = Asking { partnership, issue: Some(8), due: None, figures: None, app: String::new() };
    let form = ask(&ledger, &tree, owner, &asking).unwrap();
    let file = xlsx(&form);
    let package = unpack(&file).unwrap();
    let parts =
        ["workbook.xml", "_rels/workbook.xml.rels", "styles.xml", "worksheets/sheet2.xml", "worksheets/sheet3.xml"];
    let part = |name: &str| Some((format!("xl/{name}"), package.text(&format!("xl/{name}")).ok()??.into_bytes()));
    let sheet = parts.into_iter().filter_map(part).collect();
    Plan { tree, ledger, known, form, own, sheet }
});

/// In what an input comes: its first byte says it, so that the fuzzer may change the words inside a package.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A whole file.
    File,
    /// The main part of a Word file.
    Word,
    /// The first sheet of an Excel workbook.
    Sheet,
    /// The main part of an OpenDocument text.
    OpenDocument,
    /// An e-mail.
    Mail,
}

/// All shapes.
pub const SHAPES: [Shape; 5] = [Shape::File, Shape::Word, Shape::Sheet, Shape::OpenDocument, Shape::Mail];

impl Plan {
    /// The file around one part of it.
    pub fn around(&self, shape: Shape, part: &[u8]) -> Vec<u8> {
        let file = |main: &str, parts: Vec<(String, Vec<u8>)>| {
            package::file(main, &[], &Properties { title: "", lang: "en-GB", own: &self.own }, parts)
        };
        match shape {
            Shape::File | Shape::Mail => part.to_vec(),
            Shape::Word => file("word/document.xml", vec![("word/document.xml".to_owned(), part.to_vec())]),
            Shape::Sheet => {
                let mut parts = self.sheet.clone();
                parts.push(("xl/worksheets/sheet1.xml".to_owned(), part.to_vec()));
                file("xl/workbook.xml", parts)
            }
            Shape::OpenDocument => {
                let kind = b"application/vnd.oasis.opendocument.text".to_vec();
                file("content.xml", vec![("mimetype".to_owned(), kind), ("content.xml".to_owned(), part.to_vec())])
            }
        }
    }
}
