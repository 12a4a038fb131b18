//! Files that declare little and hold much, or lie deep, or repeat one text without end.

use super::hazards::{DOCUMENT, SHEET, a_form};
use super::support::*;
use golden_thread::forms::{Refused, read, xlsx};

/// A zipped file of one part, whose directory says what it likes.
fn zipped(name: &str, method: u16, packed: &[u8], says: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let head = |size: u32| {
        let mut head = Vec::new();
        for n in [20, 0, method, 0, 33] {
            head.extend(u16::to_le_bytes(n));
        }
        head.extend(0u32.to_le_bytes());
        head.extend((packed.len() as u32).to_le_bytes());
        head.extend(size.to_le_bytes());
        head.extend((name.len() as u16).to_le_bytes());
        head.extend(0u16.to_le_bytes());
        head
    };
    file.extend(b"PK\x03\x04");
    file.extend(head(says));
    file.extend(name.as_bytes());
    file.extend(packed);
    let directory = file.len() as u32;
    file.extend(b"PK\x01\x02\x14\x00");
    file.extend(head(says));
    file.extend([0; 14]);
    file.extend(name.as_bytes());
    let size = file.len() as u32 - directory;
    file.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    file.extend(size.to_le_bytes());
    file.extend(directory.to_le_bytes());
    file.extend([0; 2]);
    file
}

#[test]
fn bombs_do_not_go_off() {
    let refused = |bytes: &[u8]| read(bytes, &WORLD.known).unwrap_err();
    let much = vec![b' '; 20 << 20];
    let small = miniz_oxide::deflate::compress_to_vec(&much, 6);
    drop(much);
    assert!(small.len() < 1 << 20);
    // What is declared is too much; what is declared is little, and what comes out is much.
    assert_eq!(refused(&zipped(DOCUMENT, 8, &small, 20 << 20)), Refused::TooLarge);
    assert_eq!(refused(&zipped(DOCUMENT, 8, &small, 1000)), Refused::TooLarge);
    assert_eq!(refused(&zipped(DOCUMENT, 8, b"\x07\xff", 1000)), Refused::Broken);
    assert_eq!(refused(&zipped(DOCUMENT, 12, b"", 0)), Refused::Broken);
    let deep = "<w:p>".repeat(100_000);
    assert_eq!(refused(&packed(&[(DOCUMENT.into(), deep)])), Refused::TooLarge);
    let laughs = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><w:document><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>";
    assert_eq!(refused(&packed(&[(DOCUMENT.into(), laughs.into())])), Refused::NoForm);
    // One long text that every cell shares.
    let form = a_form();
    let mut parts = parts(&xlsx(&form));
    parts.push(("xl/sharedStrings.xml".into(), format!("<sst><si><t>{}</t></si></sst>", "y".repeat(1 << 20))));
    for (name, text) in &mut parts {
        if name == SHEET {
            let cells: String =
                (1..2000).map(|n| format!("<row r=\"{n}\"><c r=\"Z{n}\" t=\"s\"><v>0</v></c></row>")).collect();
            *text = format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
        }
    }
    assert_eq!(refused(&packed(&parts)), Refused::TooLarge);
    assert_eq!(refused(&vec![b'P'; 21 << 20]), Refused::Text);
    let mut large = b"PK".to_vec();
    large.resize(21 << 20, 0);
    assert_eq!(refused(&large), Refused::TooLarge);
}
