//! Mails as programs write them, made here.

use golden_thread::post::{Item, What, recognise};
use std::io::{Cursor, Write};

pub fn data(path: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Where each thing is, and what it is, in a word.
pub fn named(items: &[Item]) -> Vec<(String, String)> {
    items.iter().map(|item| (item.place(), sort(&item.what))).collect()
}

pub fn sort(what: &What) -> String {
    match what {
        What::Bundle { purpose, .. } => format!("bundle {}", purpose.name()),
        What::Rescue => "rescue".into(),
        What::Locked => "locked".into(),
        What::Form(_) => "form".into(),
        What::Workbook => "workbook".into(),
        What::Reply { .. } => "reply".into(),
        What::Paper(paper) => format!("{paper:?}"),
        What::NotRead(why) => format!("{why:?}").split(['(', ' ', '{']).next().unwrap().to_owned(),
    }
}

pub fn one(name: &str, bytes: &[u8]) -> String {
    let items = recognise(name, bytes);
    assert_eq!(items.len(), 1, "{:?}", named(&items));
    sort(&items[0].what)
}

pub fn words(item: &Item) -> &str {
    match &item.what {
        What::Reply { words, .. } => words,
        other => panic!("{other:?}"),
    }
}

pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(*name, stored).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A mail with these parts: the type and headers of each, and its content as it stands in the file.
pub fn eml(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut text = "From: Sam Jones <sam@x.example>\r\nTo: office@x.example\r\nSubject: =?utf-8?q?Re:_Caf=C3=A9?=\r\n\
        Date: Fri, 20 Jun 2025 09:30:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n"
        .to_owned();
    for (head, content) in parts {
        text += &format!("--b1\r\nContent-Type: {head}\r\n\r\n{content}\r\n");
    }
    (text + "--b1--\r\n").into_bytes()
}

pub fn attached(kind: &str, name: &str, bytes: &[u8]) -> (String, String) {
    let head = format!(
        "{kind}; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64"
    );
    let coded = data_encoding::BASE64.encode(bytes);
    let lines: Vec<&str> = coded.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
    (head, lines.join("\r\n"))
}

/// A mail as Outlook saves it.
#[derive(Default, Clone)]
pub struct Msg {
    pub class: &'static str,
    pub texts: Vec<(&'static str, String)>,
    pub binaries: Vec<(&'static str, Vec<u8>)>,
    pub files: Vec<(String, Vec<u8>)>,
    pub mails: Vec<Msg>,
    /// Texts in the letters of whoever wrote it, as older programs have them.
    pub old: bool,
}

impl Msg {
    pub fn note(words: &str) -> Msg {
        let texts = [
            ("0037", "Re: Update"),
            ("0C1A", "Sam Jones"),
            ("0C1F", "/O=EXCHANGE/CN=SAM"),
            ("5D01", "sam@x.example"),
            ("1000", words),
        ];
        let texts = texts.into_iter().map(|(id, text)| (id, text.to_owned())).collect();
        Msg { class: "IPM.Note", texts, ..Msg::default() }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_storage("/__nameid_version1.0").unwrap();
        self.write(&mut file, "", 32);
        file.flush().unwrap();
        file.into_inner().into_inner()
    }

    fn write(&self, file: &mut cfb::CompoundFile<Cursor<Vec<u8>>>, base: &str, before: usize) {
        let put = |file: &mut cfb::CompoundFile<Cursor<Vec<u8>>>, path: String, bytes: &[u8]| {
            file.create_stream(path).unwrap().write_all(bytes).unwrap();
        };
        let class = [("001A", self.class.to_owned())];
        for (id, text) in class.iter().chain(&self.texts) {
            if self.old {
                let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
                put(file, format!("{base}/__substg1.0_{id}001E"), &bytes);
            } else {
                let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
                put(file, format!("{base}/__substg1.0_{id}001F"), &bytes);
            }
        }
        for (id, bytes) in &self.binaries {
            put(file, format!("{base}/__substg1.0_{id}0102"), bytes);
        }
        // 20 June 2025, 08:30.
        let sent = (u64::from(155_033_u32) * 86_400 + 30_600) * 10_000_000;
        put(file, format!("{base}/__properties_version1.0"), &props(before, &[(0x0039, 0x40, sent)]));
        let count = self.files.len();
        for (at, (name, bytes)) in self.files.iter().enumerate() {
            let storage = format!("{base}/__attach_version1.0_#{at:08X}");
            file.create_storage(&storage).unwrap();
            let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            put(file, format!("{storage}/__substg1.0_3707001F"), &name);
            put(file, format!("{storage}/__substg1.0_37010102"), bytes);
            put(file, format!("{storage}/__properties_version1.0"), &props(8, &[(0x3705, 3, 1)]));
        }
        for (at, mail) in self.mails.iter().enumerate() {
            let storage = format!("{base}/__attach_version1.0_#{:08X}", count + at);
            file.create_storage(&storage).unwrap();
            put(file, format!("{storage}/__properties_version1.0"), &props(8, &[(0x3705, 3, 5)]));
            let within = format!("{storage}/__substg1.0_3701000D");
            file.create_storage(&within).unwrap();
            mail.write(file, &within, 24);
        }
    }
}

fn props(before: usize, all: &[(u16, u16, u64)]) -> Vec<u8> {
    let mut bytes = vec![0; before];
    for (id, kind, value) in all {
        bytes.extend(kind.to_le_bytes());
        bytes.extend(id.to_le_bytes());
        bytes.extend(6u32.to_le_bytes());
        bytes.extend(value.to_le_bytes());
    }
    bytes
}

/// A zip whose files are packed; its sums are left out, which our reader does not ask for.
pub fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let small = miniz_oxide::deflate::compress_to_vec(bytes, 6);
        let mut head = Vec::new();
        for n in [20u16, 0, 8, 0, 33] {
            head.extend(n.to_le_bytes());
        }
        for n in [0, small.len(), bytes.len()] {
            head.extend(u32::try_from(n).unwrap().to_le_bytes());
        }
        head.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        head.extend([0; 2]);
        let at = u32::try_from(file.len()).unwrap();
        file.extend(b"PK\x03\x04");
        file.extend(&head);
        file.extend(name.as_bytes());
        file.extend(small);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, size) = (u32::try_from(file.len()).unwrap(), u32::try_from(directory.len()).unwrap());
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([count, count].concat());
    file.extend(size.to_le_bytes());
    file.extend(at.to_le_bytes());
    file.extend([0; 2]);
    file
}
