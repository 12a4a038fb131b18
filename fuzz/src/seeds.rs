//! What each target begins with, made from the tests' own files.

use crate::chance::Chance;
use crate::plan::{PLAN, SHAPES, Shape};
use golden_thread::forms::{docx, letter, xlsx};
use golden_thread::office::unpack;
use golden_thread::seal::{Derivation, Identity, armor, lock, lock_with};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

/// Where the variable `SEEDS` names a folder, writes the seeds of all targets there, and ends.
pub fn write_if_asked() {
    if let Ok(folder) = std::env::var("SEEDS") {
        write(&folder);
        std::process::exit(0);
    }
}

/// Writes a folder a target.
fn write(to: &str) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let data = |path: &str| fs::read(here.join("tests/data").join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    let put = |target: &str, name: &str, bytes: Vec<u8>| {
        let folder = Path::new(to).join(target);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("seed-{name}")), bytes).unwrap();
    };
    let with = |first: usize, rest: &[u8]| [&[first as u8], rest].concat();

    put("bundle", "everything", data("bundles/everything.thread.json"));
    let page = fs::read_to_string(here.join("docs/bundle.md")).unwrap();
    let example = page.split("```json").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    put("bundle", "example", example.trim().as_bytes().to_vec());

    let formats = [(0, "blocks.txt"), (1, "small.tsv"), (2, "small.csv"), (2, "semicolons.csv"), (3, "small.md")];
    let more = [(3, "no-dashes.md"), (4, "small.html"), (4, "merged.html"), (5, "blocks.txt")];
    for (format, name) in formats.into_iter().chain(more) {
        put("intake", &format!("{format}-{name}"), with(format, &data(&format!("intake/{name}"))));
    }

    let shape = |shape: Shape| SHAPES.iter().position(|s| *s == shape).unwrap();
    put("forms", "word-file", with(shape(Shape::File), &data("forms/without-help.docx")));
    put("forms", "sheet-file", with(shape(Shape::File), &data("forms/without-help.xlsx")));
    let part = |file: &[u8], name: &str| unpack(file).unwrap().text(name).unwrap().unwrap().into_bytes();
    let mut one = PLAN.form.clone();
    one.actions.truncate(1);
    let word = part(&docx(&one), "word/document.xml");
    put("forms", "word", with(shape(Shape::Word), &word));
    put("forms", "sheet", with(shape(Shape::Sheet), &part(&xlsx(&one), "xl/worksheets/sheet1.xml")));
    let heading = one.actions[0].heading();
    let content = format!(
        "<office:document-content><office:body><office:text><text:h>{heading}</text:h><table:table><table:table-row>\
         <table:table-cell><text:p>What has changed</text:p></table:table-cell><table:table-cell><text:p><text:bookmark-start \
         text:name=\"gt_by\"/>Two hubs<text:line-break/>opened<text:bookmark-end text:name=\"gt_by\"/></text:p></table:table-cell>\
         </table:table-row></table:table></office:text></office:body></office:document-content>"
    );
    put("forms", "opendocument", with(shape(Shape::OpenDocument), content.as_bytes()));
    let reply = format!(
        "Hello,\n\n{heading}\nTwo hubs opened.\nNext step: more\nHelp needed: a room\n\nOn 3 May 2024, Sam wrote:\n> Hello\n"
    );
    put("forms", "reply", with(shape(Shape::Mail), reply.as_bytes()));
    put("forms", "letter", with(shape(Shape::Mail), letter(&one).body.as_bytes()));

    put("post", "asked.eml", with(0, &data("replies/00-ask.eml")));
    put("post", "form.docx", with(2, &data("replies/00-form.docx")));
    put("post", "plan.json", with(2, &data("replies/00-base-plan.thread.json")));
    let mail = "From: Sam <s@x.example>\r\nSubject: Re\r\nDate: Fri, 20 Jun 2025 09:30:00 +0100\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; format=flowed\r\n\r\nOne \r\nline.\r\n\
        --b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n<p>Words\r\n--b\r\n\
        Content-Type: text/plain; name=a.txt\r\nContent-Transfer-Encoding: base64\r\n\r\nV29yZHM=\r\n--b--\r\n";
    put("post", "mail.eml", with(0, mail.as_bytes()));
    put("post", "outlook.msg", with(1, &outlook()));

    let key = Identity::generate(&mut Chance(1)).unwrap();
    let file = lock(b"Two hubs opened.", &[key.recipient()], &mut Chance(3)).unwrap();
    put("locks", "file", with(0, &file));
    put("locks", "text", with(0, armor(&file).as_bytes()));
    let derived = Derivation::fresh("seed", 4, &mut Chance(4)).unwrap().derive().unwrap();
    put("locks", "passphrase", with(0, &lock_with(b"Two hubs opened.", &derived, &mut Chance(5)).unwrap()));
    put("locks", "change", with(1, b"\x01\x00\x80\x41Two hubs opened."));
    put("locks", "change-text", with(1, b"\x01\x01\x80\x41Two hubs opened."));
    put("locks", "key", with(2, key.secret().as_bytes()));
    put("locks", "recipient", with(2, key.recipient().to_string().as_bytes()));
}

/// A mail as Outlook saves it, with something attached and a mail within.
fn outlook() -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let within = "/__attach_version1.0_#00000001/__substg1.0_3701000D";
    for storage in ["/__nameid_version1.0", "/__attach_version1.0_#00000000", "/__attach_version1.0_#00000001", within] {
        file.create_storage(storage).unwrap();
    }
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let method = |value: u8| [&[0; 8][..], &[3, 0, 5, 0x37, 6, 0, 0, 0, value, 0, 0, 0, 0, 0, 0, 0]].concat();
    for (path, bytes) in [
        ("/__substg1.0_001A001F".to_owned(), wide("IPM.Note")),
        ("/__substg1.0_0037001F".to_owned(), wide("Re: Update")),
        ("/__substg1.0_0C1A001E".to_owned(), b"Sam".to_vec()),
        ("/__substg1.0_1000001F".to_owned(), wide("The licence came.")),
        ("/__properties_version1.0".to_owned(), vec![0; 32]),
        ("/__attach_version1.0_#00000000/__substg1.0_3707001F".to_owned(), wide("a.txt")),
        ("/__attach_version1.0_#00000000/__substg1.0_37010102".to_owned(), b"Words.".to_vec()),
        ("/__attach_version1.0_#00000001/__properties_version1.0".to_owned(), method(5)),
        (format!("{within}/__substg1.0_10130102"), b"<p>Words".to_vec()),
    ] {
        file.create_stream(path).unwrap().write_all(&bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}
