//! The sample's forms, and filling them in as people and office programs do.

use crate::sample;
use golden_thread::bundle::Partnership;
use golden_thread::domain::kind;
use golden_thread::forms::{Asking, Form, Known, ask, owners};
use golden_thread::ledger::{Ledger, PlanTree, Side};
use golden_thread::record::Id;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::{LazyLock, Mutex};

pub struct World {
    pub ledger: Ledger,
    pub tree: PlanTree,
    pub known: Known,
    pub partnership: Partnership,
}

pub static WORLD: LazyLock<World> = LazyLock::new(|| {
    let source: serde_json::Value = serde_json::from_str(include_str!("../../samples/southwark.json")).unwrap();
    let ledger = Ledger::new(sample::records(&source), None, Side::Office);
    let tree = ledger.tree(ledger.plans().next().unwrap());
    let name = source["partnership"].as_str().unwrap().to_owned();
    let partnership = Partnership { id: sample::id("partnership", &name), name };
    let known = Known::of(&ledger, &tree, &partnership);
    World { ledger, tree, known, partnership }
});

pub fn asking() -> Asking {
    let partnership = WORLD.partnership.clone();
    Asking { partnership, issue: Some(8), due: Some("2024-05-10".parse().unwrap()), figures: None, app: String::new() }
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let all = owners(&WORLD.tree);
    all.iter().map(|(id, ..)| ask(&WORLD.ledger, &WORLD.tree, *id, &asking()).unwrap()).collect()
});

pub fn forms() -> Vec<Form> {
    FORMS.clone()
}

pub fn form_of(name: &str) -> Form {
    let id = sample::id(kind::ORGANISATION, name);
    forms().into_iter().find(|f| f.organisation == id || f.organisation_name == name).unwrap()
}

/// The parts of a zipped file, in order.
pub fn parts(file: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

pub fn packed(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in parts {
        zip.start_file(name.as_str(), stored).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The file with one part changed.
pub fn changed(file: &[u8], part: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut parts = parts(file);
    let found = parts.iter_mut().find(|(name, _)| name == part).unwrap();
    found.1 = change(std::mem::take(&mut found.1));
    packed(&parts)
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn hex(id: Id) -> String {
    id.to_string().replace('-', "")
}

/// Writes into a box of a Word form, as Word does: a line break for each line.
pub fn write_docx(document: &mut String, letter: &str, id: Option<Id>, words: &str) {
    let mark = id.map_or_else(|| format!("gt_{letter}"), |id| format!("gt_{letter}_{}", hex(id)));
    let tag = format!("<w:tag w:val=\"{mark}\"/>");
    let at = document.find(&tag).unwrap_or_else(|| panic!("no box {mark}"));
    let start = at + document[at..].find("<w:sdtContent>").unwrap() + "<w:sdtContent>".len();
    let end = start + document[start..].find("</w:sdtContent>").unwrap();
    let lines: Vec<String> =
        words.split('\n').map(|l| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(l))).collect();
    document.replace_range(start..end, &format!("<w:r>{}</w:r>", lines.join("<w:br/>")));
}

/// Writes into a cell of a sheet, by its mark's row and the column's letter.
pub fn write_xlsx(sheet: &mut String, mark: &str, id: Option<Id>, column: char, words: &str) {
    let mark = id.map_or_else(|| format!("gt_{mark}"), |id| format!("gt_{mark}_{}", hex(id)));
    let at = sheet.find(&format!(">{mark}</t>")).unwrap_or_else(|| panic!("no row {mark}"));
    let row_at = sheet[..at].rfind("<row r=\"").unwrap() + 8;
    let row: String = sheet[row_at..].chars().take_while(char::is_ascii_digit).collect();
    let cell = format!("<c r=\"{column}{row}\" s=\"5\"/>");
    let full = format!(
        "<c r=\"{column}{row}\" s=\"5\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
        escaped(words)
    );
    assert!(sheet.contains(&cell), "{cell}");
    *sheet = sheet.replacen(&cell, &full, 1);
}

/// What each answer is filled in with, told apart by a number.
pub fn words_for(form: &Form, at: usize) -> [String; 5] {
    let rating = &form.scale.0[at % form.scale.0.len()];
    [
        format!("We did {at} things.\nAnd more: =1+1, <b>&amp; \"{at}\"."),
        rating.name.clone(),
        format!("Do thing {at} next"),
        format!("by the end of {}", 2024 + at),
        format!("Room {at} and a van,\n{at} days a month"),
    ]
}

pub fn filled_docx(form: &Form) -> Vec<u8> {
    changed(&golden_thread::forms::docx(form), "word/document.xml", |mut xml| {
        write_docx(&mut xml, "by", None, "Amina Bello");
        write_docx(&mut xml, "date", None, "3 May 2024");
        for (at, action) in form.actions.iter().enumerate() {
            for (letter, words) in ["u", "r", "n", "w", "h"].into_iter().zip(words_for(form, at)) {
                write_docx(&mut xml, letter, Some(action.id), &words);
            }
            for measure in &action.measures {
                write_docx(&mut xml, "f", Some(measure.id), &format!("{at} of 100"));
            }
        }
        xml
    })
}

pub fn filled_xlsx(form: &Form) -> Vec<u8> {
    let mut file = changed(&golden_thread::forms::xlsx(form), "xl/worksheets/sheet1.xml", |mut xml| {
        write_xlsx(&mut xml, "by", None, 'C', "Amina Bello");
        write_xlsx(&mut xml, "date", None, 'C', "3 May 2024");
        for (at, action) in form.actions.iter().enumerate() {
            for (column, words) in ('H'..='L').zip(words_for(form, at)) {
                write_xlsx(&mut xml, "a", Some(action.id), column, &words);
            }
        }
        xml
    });
    if form.actions.iter().any(|a| !a.measures.is_empty()) {
        file = changed(&file, "xl/worksheets/sheet2.xml", |mut xml| {
            for (at, action) in form.actions.iter().enumerate() {
                for measure in &action.measures {
                    write_xlsx(&mut xml, "f", Some(measure.id), 'E', &format!("{at} of 100"));
                }
            }
            xml
        });
    }
    file
}

/// Opens files in LibreOffice and saves them again; nothing where it is not installed.
pub fn saved_by_libreoffice(name: &str, files: &[Vec<u8>], from: &str, to: &str) -> Option<Vec<Vec<u8>>> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(|e| e.into_inner());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("forms-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    let (out, profile) = (folder.join("out"), folder.join("profile"));
    std::fs::create_dir_all(&out).unwrap();
    let paths: Vec<_> = (0..files.len()).map(|n| folder.join(format!("{n}.{from}"))).collect();
    for (path, bytes) in paths.iter().zip(files) {
        std::fs::write(path, bytes).unwrap();
    }
    let ran = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", to, "--outdir"])
        .arg(&out)
        .args(&paths)
        .output();
    let Ok(ran) = ran else {
        eprintln!("LibreOffice is not here: not tried");
        return None;
    };
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    Some((0..files.len()).map(|n| std::fs::read(out.join(format!("{n}.{to}"))).unwrap()).collect())
}
