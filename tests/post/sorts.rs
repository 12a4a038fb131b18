//! Every file that the tests have, told by its bytes.

use super::support::*;
use golden_thread::post::{What, recognise};
use std::path::{Path, PathBuf};

pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all.sort();
    all
}

#[test]
fn files_are_what_their_bytes_say() {
    for (path, expected) in [
        ("bundles/everything.thread.json", "bundle reply"),
        ("builds/2026-11-29/published-figures.thread.json", "bundle issue"),
        ("builds/2026-11-29/office/return-1-locked.thread.age", "locked"),
        ("replies/00-later-plan.thread.json", "bundle backup"),
        ("replies/00-form.docx", "form"),
        ("replies/64-dates-as-numbers.xlsx", "form"),
        ("forms/without-help.docx", "form"),
        ("forms/without-help.xlsx", "form"),
        ("replies/70-reply-danish.txt", "reply"),
        ("replies/77-reply-starred-headers.txt", "reply"),
        ("replies/00-ask.eml", "reply"),
        ("intake/small.csv", "Text(Csv)"),
        ("intake/small.tsv", "Text(Tsv)"),
        ("intake/small.md", "Text(Markdown)"),
        ("intake/small.html", "Text(Html)"),
    ] {
        let bytes = data(path);
        let name = path.rsplit('/').next().unwrap();
        assert_eq!(one(name, &bytes), expected, "{path}");
        if !name.ends_with(".eml") {
            // A name counts for little.
            assert_eq!(one("", &bytes), expected, "{path}");
            assert_eq!(one(&format!("{name}.txt"), &bytes), expected, "{path}");
        }
    }
    let locked = data("builds/2026-11-29/office/return-1-locked.thread.age");
    let mail = format!("Ours is below.\n\n{}\nSam\n", String::from_utf8_lossy(&locked).trim());
    // The file, and what somebody wrote around it.
    let both = recognise("", mail.as_bytes());
    assert_eq!(both.iter().map(|item| sort(&item.what)).collect::<Vec<_>>(), ["locked", "reply"]);
    let around = words(&both[1]);
    assert!(around.contains("Ours is below.") && around.contains("Sam") && !around.contains("BEGIN AGE"), "{around}");
    let plan = String::from_utf8(data("replies/00-base-plan.thread.json")).unwrap();
    let items = recognise("reply.txt", format!("Our file:\n\n{plan}\n\nSam").as_bytes());
    assert_eq!((sort(&items[0].what).as_str(), items[0].bytes.len()), ("bundle return", plan.trim().len()));
    assert!(
        matches!(&recognise("", &data("replies/00-form.docx"))[0].what, What::Form(made) if made.organisation.is_some())
    );
}

#[test]
fn other_files_say_what_to_do() {
    for (name, bytes, expected) in [
        ("a", &b""[..], "Empty"),
        ("a.txt", b" \r\n", "Empty"),
        ("a.pdf", b"%PDF-1.7", "Pdf"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0", "Picture"),
        ("a.rtf", b"{\\rtf1 words}", "OldOffice"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 torn", "Broken"),
        ("a.docx", b"PK\x03\x04 torn", "Broken"),
        ("a.ics", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "Calendar"),
        ("a.vcf", b"BEGIN:VCARD\r\nVERSION:3.0\r\n", "Contact"),
        ("a.json", b"{\"a\": 1}", "Data"),
        ("a.json", b"{\"format\":\"golden-thread-rescue\",\"version\":1,\"databases\":[]}", "rescue"),
        ("a.json", b"{\"format\":\"golden-thread/bundle\",\"version\":1,\"records\":[", "Bundle"),
        ("winmail.dat", b"\x78\x9f\x3e\x22\0\0", "Winmail"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\0\0", "Archive"),
        ("a.bin", b"\0\x01\x02\x03", "Other"),
        ("", b"BMI clinics opened in June.", "reply"),
        ("", b"From: now on we meet weekly.\nThat is all.", "reply"),
    ] {
        assert_eq!(one(name, bytes), expected, "{name}");
        for item in recognise(name, bytes) {
            if let What::NotRead(why) = &item.what {
                assert!(why.to_string().len() > 20 && !why.to_string().starts_with("post."), "{why}");
            }
        }
    }
    let other = zip(&[("ppt/presentation.xml", b"<p/>")]);
    assert_eq!(one("a.pptx", &other), "Slides");
    let word = zip(&[(
        "word/document.xml",
        b"<w:document><w:body><w:p><w:r><w:t>Dear all</w:t></w:r></w:p></w:body></w:document>",
    )]);
    assert_eq!(one("a.docx", &word), "Document");
    let cell = b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>golden-thread/as-it-went-out</t></is></c></row></sheetData></worksheet>";
    let book = b"<workbook><sheets><sheet name=\"x\" sheetId=\"1\" id=\"rId1\"/></sheets></workbook>";
    let sheet = zip(&[("xl/workbook.xml", book), ("xl/worksheets/sheet1.xml", cell)]);
    assert_eq!(one("plan.xlsx", &sheet), "workbook");
}

#[test]
fn every_file_of_the_tests_is_something() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for path in files(&root) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let items = recognise(&name, &std::fs::read(&path).unwrap());
        assert!(!items.is_empty(), "{name}");
        for item in &items {
            assert!(item.path.first() == Some(&name), "{:?}", item.path);
            assert!(!matches!(&item.what, What::NotRead(why) if format!("{why:?}") == "Other"), "{name}");
        }
    }
}
